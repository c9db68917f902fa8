//! Orders that were sent.

use super::{status, title, wanted};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Button, Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        order::{Model, Status},
        order_extension,
        thread_message::Addressee,
    },
    features::{
        ctx::Ctx,
        payments::callbacks::PaymentsCallback,
        study::{callbacks::StudyCallback, machine},
        thread::{callbacks::ThreadCallback, parties::Thread},
    },
    kernel::{ids::OrderId, money::Money, payable::Payable, time::Timestamp},
};

/// An order with what its card shows.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The order.
    pub order: Model,
    /// Open offers.
    pub offers: usize,
    /// Deliveries.
    pub deliveries: usize,
    /// Files of the brief.
    pub files: usize,
    /// A request for more time that waits.
    pub extension: Option<order_extension::Model>,
    /// What the client knows the executor by.
    pub executor: Option<i32>,
}

/// The list, newest first.
#[must_use]
pub fn list(cx: &Ctx, orders: &[Model], is_later: bool, more: bool) -> Screen {
    let tr = &cx.tr;
    let rows = orders.iter().map(|order| {
        let label = tr.plain(
            "study-row",
            args![
                mark = mark(order.status),
                id = order.id.to_string(),
                kind = title(cx, &order.kind),
                status = status(tr, order.status)
            ],
        );
        button(label, &StudyCallback::Card(order.id))
    });
    let mut turn: Vec<Button> = Vec::new();
    if is_later {
        turn.push(button(
            tr.plain("study-newest", args![]),
            &StudyCallback::Mine(OrderId(0)),
        ));
    }
    if let Some(last) = orders.last().filter(|_| more) {
        turn.push(button(
            tr.plain("study-older", args![]),
            &StudyCallback::Mine(last.id),
        ));
    }
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row(turn)
        .back(tr, &StudyCallback::Home);
    let words = if orders.is_empty() {
        "study-list-empty"
    } else {
        "study-list"
    };
    Screen::new(tr.html(words, args![])).with(keyboard)
}

/// A sign for the state.
const fn mark(status: Status) -> &'static str {
    match status {
        Status::Draft => "✏️",
        Status::Submitted => "🕐",
        Status::Quoted => "💬",
        Status::AwaitingPayment => "💳",
        Status::Paid => "✅",
        Status::InProgress => "🛠",
        Status::Delivered => "📦",
        Status::ChangesRequested => "🔁",
        Status::Disputed => "⚖️",
        Status::Completed => "🏁",
        Status::Refunded => "↩️",
        Status::Cancelled => "✖️",
        Status::Expired => "⌛️",
    }
}

pub(super) fn money(tr: &Tr, order: &Model, minor: i64) -> String {
    tr.money(Money::new(minor, order.currency))
}

/// An order with what can be done now.
#[must_use]
pub fn card(cx: &Ctx, sight: &Sight, now: Timestamp) -> Screen {
    let tr = &cx.tr;
    let order = &sight.order;
    let mut html = tr.html(
        "study-card",
        args![
            id = order.id.to_string(),
            kind = title(cx, &order.kind),
            status = status(tr, order.status),
            topic = order
                .topic
                .clone()
                .or_else(|| order.subject.clone())
                .unwrap_or_default()
        ],
    );
    if let Some(next) = what_next(cx, sight, now) {
        html = html.paragraph(&next);
    }
    let note = order.reason();
    if let Some(note) = note.filter(|_| order.status == Status::Completed) {
        html = html.paragraph(&tr.html("study-next-ended", args![reason = note]));
    }
    let facts = facts(cx, sight);
    if !facts.is_empty() {
        html = html.paragraph(&facts);
    }
    if let Some(asked) = &sight.extension {
        html = html.paragraph(&tr.html(
            "study-extension-asked",
            args![
                day = asked.due_on.format("%d.%m.%Y").to_string(),
                reason = asked.reason.as_str()
            ],
        ));
    }
    let keyboard = actions(cx, sight, now)
        .row(below(tr, sight, now))
        .back(tr, &StudyCallback::Mine(OrderId(0)));
    Screen::new(html).with(keyboard)
}

/// What the client waits for, or is waited for.
fn what_next(cx: &Ctx, sight: &Sight, now: Timestamp) -> Option<Html> {
    let tr = &cx.tr;
    let order = &sight.order;
    let until = |at: Option<Timestamp>| at.map(|at| at.moment_in(cx.zone())).unwrap_or_default();
    Some(match order.status {
        Status::Draft => return None,
        Status::Submitted if sight.offers > 0 => {
            tr.html("study-next-offers", args![count = sight.offers])
        }
        Status::Submitted => tr.html("study-next-submitted", args![]),
        Status::Quoted => tr.html(
            "study-next-quoted",
            args![
                price = money(tr, order, order.price_minor.unwrap_or(0)),
                days = i64::from(order.days.unwrap_or(0)),
                note = order.quote_note.clone().unwrap_or_default()
            ],
        ),
        Status::AwaitingPayment => tr.html(
            "study-next-pay",
            args![
                price = money(tr, order, order.price_minor.unwrap_or(0)),
                until = until(order.pay_by)
            ],
        ),
        Status::Paid if order.executor_id.is_some() => tr.html("study-next-assigned", args![]),
        Status::Paid => tr.html("study-next-paid", args![]),
        Status::InProgress => tr.html("study-next-work", args![]),
        Status::Delivered if order.rest_minor() > 0 => tr.html(
            "study-next-rest",
            args![rest = money(tr, order, order.rest_minor())],
        ),
        Status::Delivered => tr.html(
            "study-next-delivered",
            args![
                until = until(order.auto_accept_at),
                revisions = i64::from(order.revisions_left)
            ],
        ),
        Status::ChangesRequested => tr.html("study-next-changes", args![]),
        Status::Disputed => tr.html("study-next-disputed", args![]),
        Status::Completed if order.warranty_until.is_some_and(|until| until > now) => tr.html(
            "study-next-warranty",
            args![until = until(order.warranty_until)],
        ),
        Status::Completed => return None,
        Status::Refunded | Status::Cancelled | Status::Expired => {
            let reason = order.ended_note.clone().unwrap_or_default();
            if reason.is_empty() {
                return None;
            }
            tr.html("study-next-ended", args![reason = reason])
        }
    })
}

/// Facts in lines: who, until when, money.
fn facts(cx: &Ctx, sight: &Sight) -> Html {
    let tr = &cx.tr;
    let order = &sight.order;
    let mut html = Html::default();
    let mut put = |line: Html| {
        html = if html.is_empty() {
            line
        } else {
            std::mem::take(&mut html).line(&line)
        };
    };
    if let Some(number) = sight.executor {
        put(tr.html("study-fact-executor", args![number = i64::from(number)]));
    }
    if let Some(day) = order.due_on {
        put(tr.html(
            "study-fact-due",
            args![day = day.format("%d.%m.%Y").to_string()],
        ));
    }
    if let Some(price) = order.price_minor.filter(|_| order.status != Status::Quoted) {
        put(tr.html("study-fact-price", args![price = money(tr, order, price)]));
    }
    if order.paid_minor > 0 {
        put(tr.html(
            "study-fact-paid",
            args![paid = money(tr, order, order.paid_minor)],
        ));
    }
    if order.refunded_minor > 0 {
        put(tr.html(
            "study-fact-refunded",
            args![back = money(tr, order, order.refunded_minor)],
        ));
    }
    html
}

/// Buttons for what the state asks of the client.
fn actions(cx: &Ctx, sight: &Sight, now: Timestamp) -> Keyboard {
    let tr = &cx.tr;
    let order = &sight.order;
    let id = order.id;
    let act = |word: &str, callback: StudyCallback| button(tr.plain(word, args![]), &callback);
    let mut keyboard = Keyboard::new();
    match order.status {
        Status::Submitted if sight.offers > 0 => {
            keyboard = keyboard.row([act("study-see-offers", StudyCallback::Offers(id))]);
        }
        Status::Quoted => {
            let price = order.price_minor.unwrap_or(0);
            keyboard = keyboard
                .row([act(
                    "study-quote-yes",
                    StudyCallback::AcceptQuote(id, price),
                )])
                .row([act("study-quote-no", StudyCallback::DeclineQuote(id))]);
        }
        Status::AwaitingPayment => {
            keyboard = keyboard.row([pay(tr, id, "study-pay")]);
        }
        Status::Delivered => {
            keyboard = keyboard.row([act("study-deliveries", StudyCallback::Deliveries(id))]);
            keyboard = if order.rest_minor() > 0 {
                keyboard.row([pay(tr, id, "study-pay-rest")])
            } else {
                keyboard.row([act("study-accept", StudyCallback::Accept(id))])
            };
            if order.revisions_left > 0 {
                keyboard = keyboard.row([act("study-changes", StudyCallback::Changes(id))]);
            }
        }
        Status::InProgress
        | Status::ChangesRequested
        | Status::Disputed
        | Status::Completed
        | Status::Refunded
            if sight.deliveries > 0 =>
        {
            keyboard = keyboard.row([act("study-deliveries", StudyCallback::Deliveries(id))]);
        }
        Status::Draft
        | Status::Submitted
        | Status::Paid
        | Status::InProgress
        | Status::ChangesRequested
        | Status::Disputed
        | Status::Completed
        | Status::Refunded
        | Status::Cancelled
        | Status::Expired => {}
    }
    if let Some(asked) = &sight.extension {
        keyboard = keyboard.row([
            act(
                "study-extension-yes",
                StudyCallback::Extension(asked.id, true),
            ),
            act(
                "study-extension-no",
                StudyCallback::Extension(asked.id, false),
            ),
        ]);
    }
    if machine::may_talk(order.status) && order.executor_id.is_some() {
        let thread = Thread::order(id);
        let may_write = order.status != Status::Completed
            || order.warranty_until.is_some_and(|until| now <= until);
        let write = may_write.then(|| {
            button(
                tr.plain("study-write", args![]),
                &ThreadCallback::Write(thread, Addressee::Executor),
            )
        });
        // Pages are oldest first: the last one says what is new.
        let read = button(
            tr.plain("study-thread", args![]),
            &ThreadCallback::Read(thread, u32::MAX),
        );
        keyboard = keyboard.row(write.into_iter().chain([read]));
    }
    keyboard
}

fn pay(tr: &Tr, id: OrderId, word: &str) -> Button {
    button(
        tr.plain(word, args![]),
        &PaymentsCallback::Due(Payable::Order(id), false),
    )
}

/// Buttons for what is always there, and for trouble.
fn below(tr: &Tr, sight: &Sight, now: Timestamp) -> Vec<Button> {
    let order = &sight.order;
    let id = order.id;
    let act = |word: &str, callback: StudyCallback| button(tr.plain(word, args![]), &callback);
    let mut row = vec![
        act("study-brief", StudyCallback::Brief(id)),
        act("study-timeline", StudyCallback::Timeline(id)),
    ];
    match order.status {
        Status::Submitted | Status::Quoted | Status::AwaitingPayment | Status::Paid => {
            row.push(act("study-cancel", StudyCallback::Cancel(id)));
        }
        Status::Completed if order.warranty_until.is_none_or(|until| until < now) => {}
        Status::InProgress | Status::ChangesRequested | Status::Delivered | Status::Completed => {
            row.push(act("study-dispute", StudyCallback::Dispute(id)));
        }
        Status::Draft
        | Status::Disputed
        | Status::Refunded
        | Status::Cancelled
        | Status::Expired => {}
    }
    row
}

/// The whole brief.
#[must_use]
pub fn brief(cx: &Ctx, sight: &Sight) -> Screen {
    let tr = &cx.tr;
    let order = &sight.order;
    let mut keyboard = Keyboard::new();
    if sight.files > 0 {
        keyboard = keyboard.row([button(
            tr.plain("study-files", args![count = sight.files]),
            &StudyCallback::BriefFiles(order.id),
        )]);
    }
    let html = tr
        .html(
            "study-brief-title",
            args![id = order.id.to_string(), kind = title(cx, &order.kind)],
        )
        .paragraph(&wanted(tr, order));
    Screen::new(html).with(keyboard.back(tr, &StudyCallback::Card(order.id)))
}
