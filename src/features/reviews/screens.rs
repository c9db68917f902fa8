//! What reviews look like to everybody, and to their authors.

use super::{
    callbacks::ReviewsCallback,
    reads::{Read, Summary},
    work::Work,
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Button, Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::review::{self, Status},
    features::{ctx::Ctx, menu::MenuCallback},
    kernel::page::Page,
};

/// What of a text stands in a list.
const TEXT_SHOWN: usize = 500;
/// What of an answer does.
const ANSWER_SHOWN: usize = 250;

/// Everything that may be read.
#[must_use]
pub fn all(cx: &Ctx, summary: Summary, list: &Page<Read>) -> Screen {
    let title = cx.tr.html("reviews-title", args![]);
    let screen = listed(cx, title, summary, list);
    let keyboard = whole_buttons(cx, list)
        .pager(list, ReviewsCallback::Open)
        .back(&cx.tr, &MenuCallback::Home);
    screen.with(keyboard)
}

/// The same about one executor.
#[must_use]
pub fn of(cx: &Ctx, number: i32, summary: Summary, list: &Page<Read>) -> Screen {
    let title = cx
        .tr
        .html("reviews-title-of", args![number = number.to_string()]);
    let screen = listed(cx, title, summary, list);
    let keyboard = whole_buttons(cx, list)
        .pager(list, |page| ReviewsCallback::Of(number, page))
        .back(&cx.tr, &ReviewsCallback::Open(0));
    screen.with(keyboard)
}

fn listed(cx: &Ctx, title: Html, summary: Summary, list: &Page<Read>) -> Screen {
    let tr = &cx.tr;
    let html = match summary.tenths() {
        None => title.paragraph(&tr.html("reviews-none", args![])),
        Some(tenths) => title.paragraph(&tr.html(
            "reviews-summary",
            args![average = tr.tenths(tenths), count = summary.count],
        )),
    };
    let html = list.items.iter().fold(html, |html, read| {
        html.paragraph(&entry(cx, read, TEXT_SHOWN, ANSWER_SHOWN))
    });
    Screen::new(html)
}

/// Buttons for the reviews that do not stand in the list as a whole.
fn whole_buttons(cx: &Ctx, list: &Page<Read>) -> Keyboard {
    let is_cut = |read: &&Read| {
        let longer = |text: &str, limit: usize| text.chars().nth(limit).is_some();
        let answer = read.review.answer.as_deref().unwrap_or_default();
        longer(&read.review.text, TEXT_SHOWN) || longer(answer, ANSWER_SHOWN)
    };
    let buttons = list.items.iter().filter(is_cut).map(|read| {
        button(
            cx.tr
                .plain("reviews-whole", args![name = author(&cx.tr, read)]),
            &ReviewsCallback::Read(read.review.id, list.number),
        )
    });
    Keyboard::new().grid(1, buttons)
}

/// One review as a whole.
#[must_use]
pub fn whole(cx: &Ctx, read: &Read, page: u32) -> Screen {
    let html = entry(cx, read, usize::MAX, usize::MAX);
    Screen::new(html).with(Keyboard::new().back(&cx.tr, &ReviewsCallback::Open(page)))
}

/// Stars, who, when, about what, words, answer.
pub(super) fn entry(cx: &Ctx, read: &Read, text: usize, answer: usize) -> Html {
    let tr = &cx.tr;
    let review = &read.review;
    let mut html = tr.html(
        "reviews-entry",
        args![
            stars = stars(review.stars),
            name = author(tr, read),
            day = review.at.day_in(cx.zone()),
        ],
    );
    html = html.line(&match (read.executor, &read.tour) {
        (_, Some(tour)) => tr.html(
            "reviews-about-tour",
            args![tour = tour.titles.of(tr.lang())],
        ),
        (Some(number), None) => {
            tr.html("reviews-about-executor", args![number = number.to_string()])
        }
        (None, None) => tr.html("reviews-about-hour", args![]),
    });
    if !review.text.is_empty() {
        html = html.line(&Html::escape(&clip(&review.text, text)));
    }
    if let Some(words) = &review.answer {
        html = html.line(&tr.html("reviews-answer", args![text = clip(words, answer)]));
    }
    html
}

fn author(tr: &Tr, read: &Read) -> String {
    read.author
        .clone()
        .unwrap_or_else(|| tr.plain("reviews-nobody", args![]))
}

/// `★★★★☆`
pub(super) fn stars(count: i32) -> String {
    (1..=5)
        .map(|star| if star <= count { '★' } else { '☆' })
        .collect()
}

fn clip(text: &str, limit: usize) -> String {
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(limit).collect();
    cut.push('…');
    cut
}

/// "How was it?"
#[must_use]
pub fn ask(tr: &Tr, work: Work) -> Screen {
    let html = match work {
        Work::Order(id) => tr.html("reviews-ask-order", args![number = id.to_string()]),
        Work::Hour(_) => tr.html("reviews-ask-hour", args![]),
        Work::Booking(_) => tr.html("reviews-ask-tour", args![]),
    };
    Screen::new(html).with(star_buttons(work))
}

fn star_buttons(work: Work) -> Keyboard {
    let buttons =
        (1..=5_u8).map(|count| button(format!("{count} ⭐"), &ReviewsCallback::Rate(work, count)));
    Keyboard::new().row(buttons)
}

/// The stars are taken; are there words to them?
#[must_use]
pub fn rated(cx: &Ctx, work: Work, review: &review::Model) -> Screen {
    let tr = &cx.tr;
    let html = tr
        .html("reviews-rated", args![stars = stars(review.stars)])
        .paragraph(&tr.html(
            "reviews-ask-text",
            args![limit = super::service::TEXT_LIMIT],
        ));
    Screen::new(html).with(text_buttons(tr, work))
}

/// The question for words once more.
#[must_use]
pub fn ask_text(tr: &Tr, work: Work) -> Screen {
    let html = tr.html(
        "reviews-ask-text",
        args![limit = super::service::TEXT_LIMIT],
    );
    Screen::new(html).with(text_buttons(tr, work))
}

fn text_buttons(tr: &Tr, work: Work) -> Keyboard {
    Keyboard::new()
        .row([button(
            tr.plain("reviews-wordless", args![]),
            &ReviewsCallback::Wordless(work),
        )])
        .row([button(
            tr.plain("reviews-other-stars", args![]),
            &ReviewsCallback::Ask(work),
        )])
}

/// A word of thanks.
#[must_use]
pub fn thanks(cx: &Ctx, review: &review::Model, is_masked: bool) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("reviews-thanks", args![stars = stars(review.stars)]);
    if is_masked {
        html = html.paragraph(&tr.html("reviews-masked", args![]));
    }
    let other = (review.status == Status::Waiting).then(|| {
        button(
            tr.plain("reviews-other-stars", args![]),
            &ReviewsCallback::Ask(super::work::Work::of(
                review.subject_kind,
                review.subject_id,
            )),
        )
    });
    let keyboard = Keyboard::new()
        .row(other)
        .row([all_reviews(tr)])
        .row([button(
            tr.plain("common-menu", args![]),
            &MenuCallback::Home,
        )]);
    Screen::new(html).with(keyboard)
}

fn all_reviews(tr: &Tr) -> Button {
    button(tr.plain("menu-reviews", args![]), &ReviewsCallback::Open(0))
}

/// The notice that a review is public.
#[must_use]
pub fn shown_notice(tr: &Tr) -> Screen {
    let keyboard = Keyboard::new().row([all_reviews(tr)]);
    Screen::new(tr.html("reviews-news-shown", args![])).with(keyboard)
}

/// The notice of an answer.
#[must_use]
pub fn answered_notice(tr: &Tr, answer: &str) -> Screen {
    let keyboard = Keyboard::new().row([all_reviews(tr)]);
    Screen::new(tr.html("reviews-news-answered", args![text = answer])).with(keyboard)
}
