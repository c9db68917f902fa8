//! What reviews look like to staff.

use super::{
    callbacks::ReviewsCallback,
    moderation,
    reads::Read,
    screens::{entry, stars},
    work::Work,
};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::review::Status,
    features::{ctx::Ctx, staff::callbacks::StaffCallback},
    kernel::page::Page,
};

/// Reviews of one state, and the way to the others.
#[must_use]
pub fn queue(cx: &Ctx, status: Status, counts: [u64; 3], list: &Page<Read>) -> Screen {
    let tr = &cx.tr;
    let title = match status {
        Status::Waiting => "reviews-queue-waiting",
        Status::Shown => "reviews-queue-shown",
        Status::Hidden => "reviews-queue-hidden",
    };
    let rows = list.items.iter().map(|read| {
        let words: String = read
            .review
            .text
            .replace('\n', " ")
            .chars()
            .take(30)
            .collect();
        button(
            format!("{} {words}", stars(read.review.stars)),
            &ReviewsCallback::Card(read.review.id),
        )
    });
    let tabs = Status::ALL.into_iter().zip(counts).map(|(tab, count)| {
        let id = match tab {
            Status::Waiting => "reviews-tab-waiting",
            Status::Shown => "reviews-tab-shown",
            Status::Hidden => "reviews-tab-hidden",
        };
        button(
            tr.plain(id, args![count = count]),
            &ReviewsCallback::Queue(tab, 0),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(list, |page| ReviewsCallback::Queue(status, page))
        .row(tabs)
        .back(tr, &StaffCallback::Panel);
    Screen::new(tr.html(title, args![count = list.total])).with(keyboard)
}

/// One review with what may be done to it.
#[must_use]
pub fn card(cx: &Ctx, read: &Read) -> Screen {
    let tr = &cx.tr;
    let review = &read.review;
    let seen = moderation::seen(review);
    let state = match review.status {
        Status::Waiting => "reviews-state-waiting",
        Status::Shown => "reviews-state-shown",
        Status::Hidden => "reviews-state-hidden",
    };
    let about = match read.work() {
        Work::Order(id) => tr.html("reviews-card-order", args![number = id.to_string()]),
        Work::Hour(id) => tr.html("reviews-card-hour", args![number = id.to_string()]),
        Work::Booking(id) => tr.html("reviews-card-tour", args![number = id.to_string()]),
    };
    let html =
        about
            .line(&tr.html(state, args![]))
            .paragraph(&entry(cx, read, usize::MAX, usize::MAX));
    let show = (review.status != Status::Shown).then(|| {
        button(
            tr.plain("reviews-show", args![]),
            &ReviewsCallback::Show(review.id, seen.clone()),
        )
    });
    let hide = (review.status != Status::Hidden).then(|| {
        button(
            tr.plain("reviews-hide", args![]),
            &ReviewsCallback::Hide(review.id, seen.clone()),
        )
    });
    let keyboard = Keyboard::new()
        .row(show.into_iter().chain(hide))
        .row([button(
            tr.plain("reviews-write-answer", args![]),
            &ReviewsCallback::Answer(review.id),
        )])
        .back(tr, &ReviewsCallback::Queue(Status::Waiting, 0));
    Screen::new(html).with(keyboard)
}

/// The question for an answer.
#[must_use]
pub fn ask_answer(cx: &Ctx, read: &Read) -> Screen {
    let html = cx.tr.html(
        "reviews-ask-answer",
        args![limit = super::service::TEXT_LIMIT],
    );
    let back = ReviewsCallback::Card(read.review.id);
    Screen::new(html).with(Keyboard::new().back(&cx.tr, &back))
}
