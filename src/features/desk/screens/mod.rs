//! What the desk looks like.

pub mod book;
pub mod deeds;
pub mod executors;
pub mod home;
pub mod money;
pub mod news;
pub mod order;

use chrono::TimeDelta;

use super::callbacks::DeskCallback;
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Button, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        attachment, executor,
        order::{Model, Status},
        user,
    },
    features::ctx::Ctx,
    kernel::{lang::Lang, money::Money},
};

/// Name of a kind of help, as the catalogue has it now; its key when it is no longer offered.
#[must_use]
pub fn kind(cx: &Ctx, key: &str) -> String {
    match cx.site.library.study.kind(key) {
        Some(kind) => format!("{} {}", kind.emoji, kind.title.in_lang(cx.tr.lang())),
        None => key.to_owned(),
    }
}

/// Name of a state.
#[must_use]
pub fn status(tr: &Tr, status: Status) -> String {
    let word = status.word().replace('_', "-");
    tr.plain(&format!("desk-status-{word}"), args![])
}

/// A span of time in its largest unit: "3 d", "5 h", "12 min".
#[must_use]
pub fn span(tr: &Tr, time: TimeDelta) -> String {
    let minutes = std::cmp::max(time.num_minutes(), 0);
    if minutes >= 24 * 60 {
        tr.plain("desk-span-days", args![count = minutes / (24 * 60)])
    } else if minutes >= 60 {
        tr.plain("desk-span-hours", args![count = minutes / 60])
    } else {
        tr.plain("desk-span-minutes", args![count = minutes])
    }
}

/// Basis points as per cent: `70`, `72.5`.
#[must_use]
pub fn percent(tr: &Tr, basis_points: i64) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    decimal(tr, text)
}

/// A number with the decimal sign of the language.
fn decimal(tr: &Tr, text: &str) -> String {
    match tr.lang() {
        Lang::Ru | Lang::Uz => text.replace('.', ","),
        Lang::En => text.to_owned(),
    }
}

/// Average of the stars: `★ 4.8`; a dash where there are none.
#[must_use]
pub fn rating(tr: &Tr, row: &executor::Model) -> String {
    if row.stars_count <= 0 {
        return "★ —".to_owned();
    }
    let tenths = i64::from(row.stars_sum) * 10 / i64::from(row.stars_count);
    let text = format!("{}.{}", tenths / 10, tenths % 10);
    format!("★ {}", decimal(tr, &text))
}

/// "Executor 17 · Anna K.": staff knows both names.
#[must_use]
pub fn executor_name(tr: &Tr, (row, person): (&executor::Model, &user::Model)) -> String {
    tr.plain(
        "desk-executor-name",
        args![number = row.number.to_string(), name = person.full_name()],
    )
}

/// An order in one line of a list.
fn line(cx: &Ctx, order: &Model) -> Button {
    let tr = &cx.tr;
    let emoji = cx
        .site
        .library
        .study
        .kind(&order.kind)
        .map_or("📄", |kind| kind.emoji.as_str());
    let about = order.subject.as_deref().or(order.topic.as_deref());
    let about = clip(about.unwrap_or_default(), 22);
    let age = span(tr, cx.app().clock.now().since(order.moved_at));
    let state = status(tr, order.status);
    button(
        format!("№ {} {emoji} {about} · {state} · {age}", order.id),
        &DeskCallback::Order(order.id),
    )
}

/// A kept file, as a message of its own.
#[must_use]
pub fn file(file: &attachment::Model) -> Screen {
    Screen::new(Html::default()).with_media(file.into())
}

/// A file that Telegram no longer knows.
#[must_use]
pub fn file_gone(tr: &Tr, file: &attachment::Model) -> Screen {
    let name = file.name.clone().unwrap_or_else(|| "—".to_owned());
    Screen::new(tr.html("desk-file-gone", args![name = clip(&name, 100)]))
}

/// Several sums as one word: `1 500 ₽, 20 000 soʻm`; a dash for none.
#[must_use]
pub fn sums(tr: &Tr, sums: &[Money]) -> String {
    if sums.is_empty() {
        return "—".to_owned();
    }
    let told: Vec<_> = sums.iter().map(|money| tr.money(*money)).collect();
    told.join(", ")
}

fn clip(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit.saturating_sub(1)).collect();
    short.push('…');
    short
}
