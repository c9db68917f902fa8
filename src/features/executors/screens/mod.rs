//! What executors and applicants see.

pub mod application;
pub mod board;
pub mod money;
pub mod news;
pub mod order;
pub mod work;

use crate::{
    bot::{html::Html, screen::Screen, texts::Tr},
    entity::{attachment, order::Model},
    features::{ctx::Ctx, study::masking},
};

/// A kept file, as a message of its own.
#[must_use]
pub fn file(file: &attachment::Model) -> Screen {
    Screen::new(Html::default()).with_media(file.into())
}

/// Name of a kind of help, as the catalogue has it now; its key when it is no longer offered.
#[must_use]
pub fn kind(cx: &Ctx, key: &str) -> String {
    match cx.site.library.study.kind(key) {
        Some(kind) => format!("{} {}", kind.emoji, kind.title.in_lang(cx.tr.lang())),
        None => key.to_owned(),
    }
}

/// A label of a list: number, kind, deadline.
#[must_use]
pub fn label(cx: &Ctx, order: &Model, mark: &str) -> String {
    let due = order
        .due_on
        .map(|day| day.format(" · %d.%m").to_string())
        .unwrap_or_default();
    let price = order
        .price_minor
        .or(order.budget_minor)
        .map(|minor| crate::kernel::money::Money::new(minor, order.currency))
        .map(|money| format!(" · {}", cx.tr.money(money)))
        .unwrap_or_default();
    let emoji = cx
        .site
        .library
        .study
        .kind(&order.kind)
        .map_or("📄", |kind| kind.emoji.as_str());
    let subject = order.subject.as_deref().or(order.topic.as_deref());
    let subject: String = masking::mask(subject.unwrap_or_default())
        .text
        .chars()
        .take(24)
        .collect();
    format!("{mark}{emoji} № {} {subject}{due}{price}", order.id)
}

/// "2 h 15 min", for the time that is left.
#[must_use]
pub fn span(tr: &Tr, minutes: i64) -> String {
    let minutes = std::cmp::max(minutes, 0);
    tr.plain(
        "executors-span",
        crate::args![hours = minutes / 60, minutes = minutes % 60],
    )
}
