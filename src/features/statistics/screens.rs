//! What the statistics look like.

use chrono::TimeDelta;
use teloxide::types::InputFile;

use super::{
    callbacks::StatisticsCallback,
    orders::{Figures, Period},
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::{Media, Screen},
        texts::Tr,
    },
    features::{ctx::Ctx, staff::callbacks::StaffCallback},
};

fn title(tr: &Tr, period: Period) -> String {
    tr.plain(&format!("statistics-title-{}", period.word()), args![])
}

/// The figures.
#[must_use]
pub fn page(cx: &Ctx, figures: &Figures) -> Screen {
    let tr = &cx.tr;
    let funnel = &figures.funnel;
    let part = |count: i64| {
        let percent = if funnel.submitted == 0 {
            0
        } else {
            count * 100 / funnel.submitted
        };
        tr.plain("statistics-part", args![count = count, percent = percent])
    };
    let mut html = tr
        .html("statistics-head", args![title = title(tr, figures.period)])
        .paragraph(&tr.html(
            "statistics-funnel",
            args![
                submitted = funnel.submitted,
                priced = part(funnel.priced),
                paid = part(funnel.paid),
                delivered = part(funnel.delivered),
                completed = part(funnel.completed),
            ],
        ))
        .paragraph(&tr.html(
            "statistics-endings",
            args![
                completed = figures.endings.completed,
                cancelled = figures.endings.cancelled,
                refunded = figures.endings.refunded,
                expired = figures.endings.expired,
            ],
        ));
    for sums in &figures.sums {
        html = html.paragraph(&tr.html(
            "statistics-sums",
            args![
                received = tr.money(sums.received),
                returned = tr.money(sums.returned),
                income = tr.money(sums.income),
                executors = tr.money(sums.executors),
            ],
        ));
    }
    html = html.paragraph(&tr.html(
        "statistics-times",
        args![
            quote = told(tr, figures.to_quote),
            deliver = told(tr, figures.to_deliver)
        ],
    ));
    html = html.paragraph(&tops(cx, figures));
    Screen::new(html).with(keyboard(tr, figures.period))
}

fn tops(cx: &Ctx, figures: &Figures) -> Html {
    let tr = &cx.tr;
    let mut html = Html::default();
    if !figures.kinds.is_empty() {
        html = html.line(&tr.html("statistics-kinds", args![]));
    }
    for top in &figures.kinds {
        let name = cx.site.library.study.kind(&top.kind).map_or_else(
            || top.kind.clone(),
            |kind| format!("{} {}", kind.emoji, kind.title.in_lang(tr.lang())),
        );
        html = html.line(&tr.html("statistics-row", args![name = name, count = top.count]));
    }
    let mut best = Html::default();
    if !figures.executors.is_empty() {
        best = best.line(&tr.html("statistics-executors", args![]));
    }
    for top in &figures.executors {
        let name = tr.plain(
            "desk-executor-name",
            args![number = top.number.to_string(), name = top.name.as_str()],
        );
        best = best.line(&tr.html("statistics-row", args![name = name, count = top.count]));
    }
    html.paragraph(&best)
}

/// A span in its two largest units; a dash where nothing was measured.
fn told(tr: &Tr, time: Option<TimeDelta>) -> String {
    let Some(time) = time else {
        return "—".to_owned();
    };
    let minutes = std::cmp::max(time.num_minutes(), 0);
    let (days, hours) = (minutes / (24 * 60), minutes / 60 % 24);
    if days > 0 {
        tr.plain("statistics-days", args![days = days, hours = hours])
    } else {
        tr.plain(
            "statistics-hours",
            args![hours = hours, minutes = minutes % 60],
        )
    }
}

fn keyboard(tr: &Tr, shown: Period) -> Keyboard {
    let periods = Period::ALL.map(|period| {
        let mark = if period == shown { "✓ " } else { "" };
        button(
            format!(
                "{mark}{}",
                tr.plain(&format!("statistics-period-{}", period.word()), args![])
            ),
            &StatisticsCallback::Page(period),
        )
    });
    Keyboard::new()
        .row(periods)
        .row([
            button(
                tr.plain("statistics-chart", args![]),
                &StatisticsCallback::Chart(shown),
            ),
            button("CSV", &StatisticsCallback::Csv(shown)),
            button("XLSX", &StatisticsCallback::Xlsx(shown)),
        ])
        .back(tr, &StaffCallback::Panel)
}

/// The picture.
#[must_use]
pub fn picture(cx: &Ctx, period: Period, picture: InputFile) -> Screen {
    let html = cx
        .tr
        .html("statistics-head", args![title = title(&cx.tr, period)]);
    Screen::new(html).with_media(Media::Photo(picture))
}

/// The file.
#[must_use]
pub fn document(cx: &Ctx, period: Period, count: usize, document: InputFile) -> Screen {
    let html = cx.tr.html(
        "statistics-file",
        args![title = title(&cx.tr, period), count = count],
    );
    Screen::new(html).with_media(Media::Document(document))
}
