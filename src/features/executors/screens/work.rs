//! Questions of the work: offers, deliveries, more time.

use chrono::{Months, NaiveDate};

use crate::{
    args,
    bot::{
        calendar::{self, Days},
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::{attachment, order::Model},
    features::{
        ctx::Ctx,
        executors::callbacks::ExecutorsCallback,
        study::{disputes, quotes, work},
    },
    kernel::{ids::OrderId, money::Money},
};

/// How far a deadline can be moved, in months.
const FURTHEST: u32 = 6;

fn question(cx: &Ctx, html: crate::bot::html::Html, order: OrderId) -> Screen {
    Screen::new(html).with(Keyboard::new().back(&cx.tr, &ExecutorsCallback::Order(order)))
}

/// How much?
#[must_use]
pub fn ask_price(cx: &Ctx, order: &Model) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("executors-ask-price", args![id = order.id.to_string()]);
    if let Some(budget) = order.budget_minor {
        let budget = tr.money(Money::new(budget, order.currency));
        html = html.line(&tr.html("executors-order-budget", args![budget = budget]));
    }
    question(cx, html, order.id)
}

/// How long?
#[must_use]
pub fn ask_days(cx: &Ctx, order: OrderId) -> Screen {
    let html = cx.tr.html(
        "executors-ask-days",
        args![limit = i64::from(quotes::DAYS_LIMIT)],
    );
    question(cx, html, order)
}

/// What is the client told?
#[must_use]
pub fn ask_note(cx: &Ctx, order: OrderId) -> Screen {
    let html = cx
        .tr
        .html("executors-ask-note", args![limit = quotes::NOTE_LIMIT]);
    question(cx, html, order)
}

/// Really give it back?
#[must_use]
pub fn ask_decline(cx: &Ctx, order: OrderId) -> Screen {
    let html = cx
        .tr
        .html("executors-decline-ask", args![id = order.to_string()]);
    let keyboard = Keyboard::new().yes_no(
        &cx.tr,
        &ExecutorsCallback::DeclineYes(order),
        &ExecutorsCallback::Order(order),
    );
    Screen::new(html).with(keyboard)
}

/// The delivery so far.
#[must_use]
pub fn parcel(cx: &Ctx, order: OrderId, files: &[attachment::Model]) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html(
        "executors-parcel",
        args![
            id = order.to_string(),
            count = files.len(),
            limit = work::FILE_LIMIT
        ],
    );
    for file in files {
        let name = file
            .name
            .clone()
            .unwrap_or_else(|| tr.plain(&format!("file-{}", file.kind.word()), args![]));
        html = html.line(&tr.html("executors-parcel-file", args![name = name]));
    }
    let mut keyboard = Keyboard::new().row([button(
        tr.plain("executors-next", args![]),
        &ExecutorsCallback::Packed(order),
    )]);
    if !files.is_empty() {
        keyboard = keyboard.row([button(
            tr.plain("executors-unpack", args![]),
            &ExecutorsCallback::Unpack(order),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &ExecutorsCallback::Order(order)))
}

/// What is said with it?
#[must_use]
pub fn ask_delivery_note(cx: &Ctx, order: OrderId, files: usize) -> Screen {
    let tr = &cx.tr;
    let html = tr.html(
        "executors-ask-delivery",
        args![count = files, limit = work::NOTE_LIMIT],
    );
    let bare = (files > 0).then(|| {
        button(
            tr.plain("executors-deliver-bare", args![]),
            &ExecutorsCallback::DeliverBare(order),
        )
    });
    let keyboard = Keyboard::new()
        .row(bare)
        .back(tr, &ExecutorsCallback::Deliver(order));
    Screen::new(html).with(keyboard)
}

/// Until which day?
#[must_use]
pub fn ask_day(cx: &Ctx, order: &Model, today: NaiveDate, shown: Option<NaiveDate>) -> Screen {
    let tr = &cx.tr;
    let id = order.id;
    let from = std::cmp::max(order.due_on.unwrap_or(today), today) + chrono::Days::new(1);
    let days = Days {
        from,
        until: from + Months::new(FURTHEST),
        pick: &|day| ExecutorsCallback::MoreDay(id, day),
        turn: &|month| ExecutorsCallback::MoreMonth(id, month),
        none: ExecutorsCallback::Nothing,
    };
    let html = match order.due_on {
        Some(day) => tr.html(
            "executors-ask-day",
            args![day = day.format("%d.%m.%Y").to_string()],
        ),
        None => tr.html("executors-ask-day-first", args![]),
    };
    let keyboard =
        calendar::month(tr, shown.unwrap_or(from), &days).back(tr, &ExecutorsCallback::Order(id));
    Screen::new(html).with(keyboard)
}

/// Why?
#[must_use]
pub fn ask_more_reason(cx: &Ctx, order: OrderId, day: NaiveDate) -> Screen {
    let html = cx.tr.html(
        "executors-ask-more",
        args![
            day = day.format("%d.%m.%Y").to_string(),
            limit = work::NOTE_LIMIT
        ],
    );
    question(cx, html, order)
}

/// What went wrong?
#[must_use]
pub fn ask_dispute(cx: &Ctx, order: OrderId) -> Screen {
    let html = cx.tr.html(
        "executors-dispute-ask",
        args![limit = disputes::REASON_LIMIT],
    );
    question(cx, html, order)
}
