//! Questions before something is done to an order.

use super::{clip, executor_name, percent, rating};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::{
        executor,
        order::{Model, Status},
        thread_message::{self, Side},
        user,
    },
    features::{
        ctx::Ctx,
        desk::{callbacks::DeskCallback, orders::Card},
        study::{
            disputes::Split,
            endings::{self, Preview},
            quotes::DAYS_LIMIT,
        },
    },
    kernel::{ids::OrderId, money::Money, page::Page},
};

/// Shares that are offered as buttons, in basis points.
const SHARES: [u32; 5] = [0, 2500, 5000, 7500, 10_000];

fn back_to(cx: &Ctx, order: OrderId) -> Keyboard {
    Keyboard::new().back(&cx.tr, &DeskCallback::Order(order))
}

/// What does it cost?
#[must_use]
pub fn ask_price(cx: &Ctx, order: &Model) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html(
        "desk-ask-price",
        args![
            id = order.id.to_string(),
            currency = order.currency.code().to_owned()
        ],
    );
    if let Some(budget) = order.budget_minor {
        let sum = tr.money(Money::new(budget, order.currency));
        html = html.paragraph(&tr.html("desk-order-budget", args![sum = sum]));
    }
    if let Some(price) = order.price_minor {
        let sum = tr.money(Money::new(price, order.currency));
        html = html.paragraph(&tr.html("desk-ask-price-now", args![sum = sum]));
    }
    Screen::new(html).with(back_to(cx, order.id))
}

/// How many days does it take?
#[must_use]
pub fn ask_days(cx: &Ctx, order: &Model) -> Screen {
    let html = cx
        .tr
        .html("desk-ask-days", args![limit = i64::from(DAYS_LIMIT)]);
    Screen::new(html).with(back_to(cx, order.id))
}

/// What is said with the price?
#[must_use]
pub fn ask_note(cx: &Ctx, order: &Model, price_minor: i64, days: i32) -> Screen {
    let tr = &cx.tr;
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("desk-no-note", args![]),
            &DeskCallback::QuoteBare(order.id, price_minor, days),
        )])
        .back(tr, &DeskCallback::Order(order.id));
    Screen::new(tr.html("desk-ask-note", args![])).with(keyboard)
}

/// Is that the price?
#[must_use]
pub fn confirm_quote(
    cx: &Ctx,
    order: &Model,
    (price_minor, days): (i64, i32),
    note: Option<&str>,
) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html(
        "desk-confirm-quote",
        args![
            id = order.id.to_string(),
            price = tr.money(Money::new(price_minor, order.currency)),
            days = i64::from(days),
        ],
    );
    if let Some(note) = note {
        html = html.paragraph(&tr.html("desk-order-note", args![text = note]));
    }
    let keyboard = Keyboard::new()
        .row([button(tr.plain("desk-send", args![]), &asked(cx))])
        .row([button(
            tr.plain("desk-change", args![]),
            &DeskCallback::Quote(order.id),
        )])
        .back(tr, &DeskCallback::Order(order.id));
    Screen::new(html).with(keyboard)
}

/// The yes to the question that this update asks.
fn asked(cx: &Ctx) -> DeskCallback {
    DeskCallback::Confirm(cx.update.0)
}

/// Words are no answer here.
#[must_use]
pub fn tap_please(cx: &Ctx) -> Screen {
    Screen::new(cx.tr.html("desk-tap-please", args![]))
}

/// Who could carry it out.
#[must_use]
pub fn hands(cx: &Ctx, order: &Model, people: &Page<(executor::Model, user::Model)>) -> Screen {
    let tr = &cx.tr;
    let id = if people.total == 0 {
        "desk-hands-none"
    } else {
        "desk-hands"
    };
    let rows = people.items.iter().map(|(row, person)| {
        let mark = if order.executor_id == Some(row.user_id) {
            "✓ "
        } else if row.in_hand >= row.limit_in_hand {
            "⏸ "
        } else {
            ""
        };
        button(
            format!(
                "{mark}{} · {}/{} · {}",
                executor_name(tr, (row, person)),
                row.in_hand,
                row.limit_in_hand,
                rating(tr, row)
            ),
            &DeskCallback::AssignTo(order.id, row.user_id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(people, |page| DeskCallback::Assign(order.id, page))
        .back(tr, &DeskCallback::Order(order.id));
    Screen::new(tr.html(id, args![id = order.id.to_string()])).with(keyboard)
}

/// Does this one get it?
#[must_use]
pub fn ask_assign(
    cx: &Ctx,
    card: &Card,
    (row, person): (&executor::Model, &user::Model),
) -> Screen {
    let tr = &cx.tr;
    let order = &card.order;
    let mut html = tr.html(
        "desk-ask-assign",
        args![
            id = order.id.to_string(),
            name = executor_name(tr, (row, person)),
            hand = i64::from(row.in_hand),
            limit = i64::from(row.limit_in_hand),
            hours = i64::from(cx.app().config.study.accept_hours),
        ],
    );
    if let Some((old, person)) = &card.executor {
        html = html.paragraph(&tr.html(
            "desk-ask-assign-instead",
            args![name = executor_name(tr, (old, person))],
        ));
    }
    let keyboard = Keyboard::new().yes_no(
        tr,
        &DeskCallback::AssignYes(order.id, row.user_id),
        &DeskCallback::Assign(order.id, 0),
    );
    Screen::new(html).with(keyboard)
}

/// Is it taken away?
#[must_use]
pub fn ask_take_away(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let id = card.order.id;
    let name = card.executor.as_ref().map_or_else(
        || "—".to_owned(),
        |(row, person)| executor_name(tr, (row, person)),
    );
    let html = tr.html(
        "desk-ask-take-away",
        args![id = id.to_string(), name = name],
    );
    let keyboard =
        Keyboard::new().yes_no(tr, &DeskCallback::TakeAwayYes(id), &DeskCallback::Order(id));
    Screen::new(html).with(keyboard)
}

/// What goes back when an order is called off now.
#[must_use]
pub fn back_of(order: &Model) -> Money {
    match endings::preview(order) {
        Preview::Refund(money) => money,
        Preview::Free | Preview::AskStaff | Preview::Over => Money::zero(order.currency),
    }
}

/// Why is it called off?
#[must_use]
pub fn ask_cancel(cx: &Ctx, order: &Model) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("desk-ask-cancel", args![id = order.id.to_string()]);
    let back = back_of(order);
    if back.is_positive() {
        html = html.paragraph(&tr.html("desk-cancel-back", args![sum = tr.money(back)]));
    }
    Screen::new(html).with(back_to(cx, order.id))
}

/// Is it called off?
#[must_use]
pub fn confirm_cancel(cx: &Ctx, order: &Model, reason: &str) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html(
        "desk-confirm-cancel",
        args![id = order.id.to_string(), reason = reason],
    );
    let back = back_of(order);
    if back.is_positive() {
        html = html.paragraph(&tr.html("desk-cancel-back", args![sum = tr.money(back)]));
    }
    let keyboard = Keyboard::new().yes_no(tr, &asked(cx), &DeskCallback::Order(order.id));
    Screen::new(html).with(keyboard)
}

/// What the two say, and how much goes back?
#[must_use]
pub fn dispute(cx: &Ctx, card: &Card, said: &[thread_message::Model]) -> Screen {
    let tr = &cx.tr;
    let order = &card.order;
    let id = if order.status == Status::Disputed {
        "desk-dispute"
    } else {
        "desk-refund-title"
    };
    let there = tr.money(Money::new(order.kept_minor(), order.currency));
    let mut html = tr.html(id, args![id = order.id.to_string(), sum = there]);
    if let Some(reason) = order
        .dispute_reason
        .as_deref()
        .filter(|_| order.status == Status::Disputed)
    {
        let who = if order.dispute_by == Some(order.client_id) {
            "desk-dispute-client"
        } else {
            "desk-dispute-executor"
        };
        html = html.paragraph(&tr.html(who, args![text = clip(reason, 800)]));
    }
    for message in said {
        let id = match message.side {
            Side::Client => "desk-said-client",
            Side::Executor | Side::Staff => "desk-said-executor",
        };
        let text = message.text.as_deref().unwrap_or_default();
        html = html.paragraph(&tr.html(
            id,
            args![at = message.at.moment_in(cx.zone()), text = clip(text, 300)],
        ));
    }
    let shares = SHARES.map(|bp| {
        button(
            format!("{} %", bp / 100),
            &DeskCallback::Split(order.id, bp),
        )
    });
    let keyboard = Keyboard::new()
        .row(shares)
        .row([button(
            tr.plain("desk-other-percent", args![]),
            &DeskCallback::Percent(order.id),
        )])
        .back(tr, &DeskCallback::Order(order.id));
    Screen::new(html.paragraph(&tr.html("desk-dispute-ask", args![]))).with(keyboard)
}

/// How many per cent go back?
#[must_use]
pub fn ask_percent(cx: &Ctx, order: &Model) -> Screen {
    let keyboard = Keyboard::new().back(&cx.tr, &DeskCallback::Decide(order.id));
    Screen::new(cx.tr.html("desk-ask-percent", args![])).with(keyboard)
}

fn parts(cx: &Ctx, order: &Model, refund_bp: u32, split: &Split) -> crate::bot::html::Html {
    let tr = &cx.tr;
    let platform = Money::new(
        split.kept.minor().saturating_sub(split.executor.minor()),
        order.currency,
    );
    tr.html(
        "desk-split",
        args![
            id = order.id.to_string(),
            percent = percent(tr, refund_bp.into()),
            back = tr.money(split.back),
            executor = tr.money(split.executor),
            platform = tr.money(platform),
        ],
    )
}

/// What that would mean in money.
#[must_use]
pub fn split(cx: &Ctx, order: &Model, refund_bp: u32, split: &Split) -> Screen {
    let tr = &cx.tr;
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("desk-decide-so", args![]),
            &DeskCallback::Because(order.id, refund_bp),
        )])
        .back(tr, &DeskCallback::Decide(order.id));
    Screen::new(parts(cx, order, refund_bp, split)).with(keyboard)
}

/// Why is it decided so?
#[must_use]
pub fn ask_reason(cx: &Ctx, order: &Model, refund_bp: u32) -> Screen {
    let keyboard = Keyboard::new().back(&cx.tr, &DeskCallback::Split(order.id, refund_bp));
    Screen::new(cx.tr.html("desk-ask-reason", args![])).with(keyboard)
}

/// Is it decided so?
#[must_use]
pub fn confirm_split(
    cx: &Ctx,
    order: &Model,
    refund_bp: u32,
    split: &Split,
    reason: &str,
) -> Screen {
    let tr = &cx.tr;
    let html = parts(cx, order, refund_bp, split)
        .paragraph(&tr.html("desk-confirm-reason", args![text = clip(reason, 1500)]));
    let keyboard = Keyboard::new()
        .row([button(tr.plain("desk-confirm-decide", args![]), &asked(cx))])
        .back(tr, &DeskCallback::Decide(order.id));
    Screen::new(html).with(keyboard)
}
