//! An order as staff sees it: the brief, who it is about, the money, the timeline.

use serde_json::Value;

use super::{clip, executor_name, home, kind, percent, span, status};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Button, Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        audit_record, executor,
        order::{Model, Status},
        order_delivery, order_offer,
        thread_message::Addressee,
        user,
    },
    features::{
        ctx::Ctx,
        desk::{
            callbacks::DeskCallback,
            orders::{Books, Card},
        },
        staff::callbacks::StaffCallback,
        study::{
            endings::{self, Preview},
            machine::Act,
        },
        thread::{callbacks::ThreadCallback, parties::Thread},
    },
    kernel::{money::Money, page::Page, permission::Permission},
};

/// Letters of the details on a card: the rest is read in the thread's file or the brief itself.
const DETAILS: usize = 1500;
/// Letters of a note.
const NOTE: usize = 400;

/// The order with what this role can do about it.
#[must_use]
pub fn card(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let order = &card.order;
    let age = span(tr, cx.app().clock.now().since(order.moved_at));
    let mut html = tr.html(
        "desk-order",
        args![
            id = order.id.to_string(),
            kind = kind(cx, &order.kind),
            status = status(tr, order.status),
            age = age,
        ],
    );
    let mut who = tr.html(
        "desk-order-client",
        args![
            name = card.client.full_name(),
            id = card.client.id.to_string()
        ],
    );
    if let Some((row, person)) = &card.executor {
        who = who.line(&tr.html(
            "desk-order-executor",
            args![name = executor_name(tr, (row, person))],
        ));
    }
    html = html
        .paragraph(&who)
        .paragraph(&brief(cx, order))
        .paragraph(&terms(tr, order))
        .paragraph(&clocks(cx, card))
        .paragraph(&ending(tr, order));
    Screen::new(html).with(keyboard(cx, card))
}

fn brief(cx: &Ctx, order: &Model) -> Html {
    let tr = &cx.tr;
    let mut html = Html::default();
    let fields = [
        ("desk-order-subject", &order.subject),
        ("desk-order-topic", &order.topic),
        ("desk-order-volume", &order.volume),
        ("desk-order-details", &order.details),
    ];
    for (id, words) in fields {
        if let Some(words) = words {
            html = html.line(&tr.html(id, args![text = clip(words, DETAILS)]));
        }
    }
    if let Some(day) = order.due_on {
        html = html.line(&tr.html(
            "desk-order-due",
            args![day = day.format("%d.%m.%Y").to_string()],
        ));
    }
    html
}

fn terms(tr: &Tr, order: &Model) -> Html {
    let money = |minor: i64| tr.money(Money::new(minor, order.currency));
    let mut html = Html::default();
    if let Some(budget) = order.budget_minor {
        html = html.line(&tr.html("desk-order-budget", args![sum = money(budget)]));
    }
    if let Some(price) = order.price_minor {
        html = html.line(&tr.html("desk-order-price", args![sum = money(price)]));
    }
    if let Some(days) = order.days {
        html = html.line(&tr.html("desk-order-days", args![days = i64::from(days)]));
    }
    if let Some(note) = order.quote_note.as_deref().filter(|note| !note.is_empty()) {
        html = html.line(&tr.html("desk-order-note", args![text = clip(note, NOTE)]));
    }
    if order.paid_minor > 0 {
        html = html.line(&tr.html("desk-order-paid", args![sum = money(order.paid_minor)]));
    }
    if order.refunded_minor > 0 {
        html = html.line(&tr.html(
            "desk-order-refunded",
            args![sum = money(order.refunded_minor)],
        ));
    }
    html
}

/// What runs out, and when.
fn clocks(cx: &Ctx, card: &Card) -> Html {
    let tr = &cx.tr;
    let order = &card.order;
    let mut html = Html::default();
    let running = [
        ("desk-order-pay-by", Status::AwaitingPayment, order.pay_by),
        ("desk-order-accept-by", Status::Paid, order.accept_by),
        (
            "desk-order-auto-accept",
            Status::Delivered,
            order.auto_accept_at,
        ),
        (
            "desk-order-warranty",
            Status::Completed,
            order.warranty_until,
        ),
    ];
    for (id, state, at) in running {
        if let Some(at) = at.filter(|_| order.status == state) {
            html = html.line(&tr.html(id, args![at = at.moment_in(cx.zone())]));
        }
    }
    if let Some(asked) = &card.extension {
        html = html.line(&tr.html(
            "desk-order-extension",
            args![day = asked.due_on.format("%d.%m.%Y").to_string()],
        ));
    }
    html
}

fn ending(tr: &Tr, order: &Model) -> Html {
    match (&order.ended_reason, &order.ended_note) {
        (Some(_), Some(note)) if !note.is_empty() => {
            tr.html("desk-order-ended", args![text = clip(note, NOTE)])
        }
        _ => Html::default(),
    }
}

fn keyboard(cx: &Ctx, card: &Card) -> Keyboard {
    let tr = &cx.tr;
    let order = &card.order;
    let id = order.id;
    let may = |permission| cx.rights.may(permission);
    let label = |id: &str| tr.plain(id, args![]);
    let counted = |id: &str, count: usize, to: DeskCallback| {
        (count > 0).then(|| button(tr.plain(id, args![count = count]), &to))
    };
    let files = counted("desk-files", card.files.len(), DeskCallback::Files(id));
    let delivered = counted(
        "desk-deliveries",
        card.deliveries.len(),
        DeskCallback::Deliveries(id),
    );
    let offers = counted("desk-offers", card.offers.len(), DeskCallback::Offers(id));
    let thread = Thread::order(id);
    let executor = card.executor.as_ref().map(|_| {
        button(
            label("desk-write-executor"),
            &ThreadCallback::Write(thread, Addressee::Executor),
        )
    });
    let mut keyboard = Keyboard::new()
        .row(files.into_iter().chain(delivered).chain(offers))
        .row([
            button(label("desk-timeline"), &DeskCallback::Timeline(id, 0)),
            button(label("desk-money"), &DeskCallback::Money(id)),
            button(
                label("desk-thread"),
                &ThreadCallback::Read(thread, u32::MAX),
            ),
        ])
        .row(
            std::iter::once(button(
                label("desk-write-client"),
                &ThreadCallback::Write(thread, Addressee::Client),
            ))
            .chain(executor),
        );
    if may(Permission::SteerOrders) {
        keyboard = keyboard
            .row(pricing(tr, order))
            .row(handing(tr, order))
            .row(ends(tr, order, may(Permission::DecideMoney)));
    }
    let client = may(Permission::FindUsers).then(|| {
        button(
            label("desk-client-card"),
            &StaffCallback::Card(order.client_id),
        )
    });
    let executor = order
        .executor_id
        .filter(|_| may(Permission::ManageExecutors))
        .map(|user| button(label("desk-executor-card"), &DeskCallback::Executor(user)));
    keyboard
        .row(client.into_iter().chain(executor))
        .row([button(label("common-refresh"), &DeskCallback::Order(id))])
        .back(tr, &home::place_of(order))
}

fn pricing(tr: &Tr, order: &Model) -> Option<Button> {
    Act::Quote.next(order.status)?;
    let id = if order.status == Status::Quoted {
        "desk-quote-again"
    } else {
        "desk-quote"
    };
    Some(button(
        tr.plain(id, args![]),
        &DeskCallback::Quote(order.id),
    ))
}

fn handing(tr: &Tr, order: &Model) -> Vec<Button> {
    if Act::TakeAway.next(order.status).is_none() {
        return Vec::new();
    }
    let id = if order.executor_id.is_some() {
        "desk-reassign"
    } else {
        "desk-assign"
    };
    let mut row = vec![button(
        tr.plain(id, args![]),
        &DeskCallback::Assign(order.id, 0),
    )];
    if order.executor_id.is_some() {
        row.push(button(
            tr.plain("desk-take-away", args![]),
            &DeskCallback::TakeAway(order.id),
        ));
    }
    row
}

fn ends(tr: &Tr, order: &Model, decides: bool) -> Vec<Button> {
    let mut row = Vec::new();
    if decides && Act::DecideKeep.next(order.status).is_some() && order.kept_minor() > 0 {
        let id = if order.status == Status::Disputed {
            "desk-decide"
        } else {
            "desk-refund"
        };
        row.push(button(
            tr.plain(id, args![]),
            &DeskCallback::Decide(order.id),
        ));
    }
    if matches!(endings::preview(order), Preview::Free | Preview::Refund(_)) {
        row.push(button(
            tr.plain("desk-cancel", args![]),
            &DeskCallback::Cancel(order.id),
        ));
    }
    row
}

/// What happened to an order, newest first.
#[must_use]
pub fn timeline(cx: &Ctx, order: &Model, records: &Page<audit_record::Model>) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html(
        "desk-timeline-title",
        args![id = order.id.to_string(), count = records.total],
    );
    for record in &records.items {
        html = html.paragraph(&tr.html(
            "desk-timeline-row",
            args![
                at = record.at.moment_in(cx.zone()),
                who = who(tr, order, record),
                what = what(tr, order, record),
            ],
        ));
    }
    let keyboard = Keyboard::new()
        .pager(records, |page| DeskCallback::Timeline(order.id, page))
        .back(tr, &DeskCallback::Order(order.id));
    Screen::new(html).with(keyboard)
}

fn who(tr: &Tr, order: &Model, record: &audit_record::Model) -> String {
    let Some(actor) = record.actor_id else {
        return tr.plain("staff-actor-system", args![]);
    };
    if actor == order.client_id {
        return tr.plain("desk-who-client", args![]);
    }
    let role = record.role.map_or_else(String::new, |role| {
        tr.plain(&format!("role-{}", role.word()), args![])
    });
    format!("{role} #{actor}")
}

/// The deed with the figures that were written down with it.
fn what(tr: &Tr, order: &Model, record: &audit_record::Model) -> String {
    let id = format!("audit-{}", record.action.replace(['.', '_'], "-"));
    let mut told = vec![if tr.has(&id) {
        tr.plain(&id, args![])
    } else {
        record.action.clone()
    }];
    let details: Value = serde_json::from_str(&record.details).unwrap_or_default();
    let number = |key: &str| details.get(key).and_then(Value::as_i64);
    for key in ["price_minor", "amount_minor"] {
        if let Some(minor) = number(key) {
            told.push(tr.money(Money::new(minor, order.currency)));
        }
    }
    if let Some(days) = number("days") {
        told.push(tr.plain("desk-span-days", args![count = days]));
    }
    if let Some(version) = number("number") {
        told.push(tr.plain("desk-version", args![number = version]));
    }
    if let Some(bp) = number("refund_bp") {
        told.push(tr.plain("desk-back-percent", args![percent = percent(tr, bp)]));
    }
    told.join(" · ")
}

/// Where the money of an order is.
#[must_use]
pub fn money(cx: &Ctx, order: &Model, books: &Books) -> Screen {
    let tr = &cx.tr;
    let money = |minor: i64| tr.money(Money::new(minor, order.currency));
    let mut html = tr.html(
        "desk-money-title",
        args![
            id = order.id.to_string(),
            price = order.price_minor.map_or_else(|| "—".to_owned(), money),
            paid = money(order.paid_minor),
            bonus = money(order.bonus_minor),
            refunded = money(order.refunded_minor),
        ],
    );
    let split = [
        ("desk-money-held", "prepaid"),
        ("desk-money-executor", "executor_payable"),
        ("desk-money-income", "income"),
        ("desk-money-back", "refunds_payable"),
        ("desk-money-parked", "parked"),
    ];
    let mut lines = Html::default();
    for (id, account) in split {
        let held = books.held(account, order.currency);
        if held.minor() != 0 {
            lines = lines.line(&tr.html(id, args![sum = tr.money(held)]));
        }
    }
    if !lines.is_empty() {
        html = html.paragraph(&tr.html("desk-money-split", args![]).line(&lines));
    }
    let mut rows = Html::default();
    for payment in &books.payments {
        rows = rows.line(&tr.html(
            "desk-money-payment",
            args![
                id = payment.id.to_string(),
                sum = tr.money(payment.money()),
                at = payment
                    .paid_at
                    .map_or_else(|| "—".to_owned(), |at| at.moment_in(cx.zone())),
            ],
        ));
    }
    for refund in &books.refunds {
        rows = rows.line(&tr.html(
            "desk-money-refund",
            args![
                id = refund.id.to_string(),
                sum = tr.money(refund.money()),
                status = tr.plain(
                    &format!("desk-refund-status-{}", refund.status.word()),
                    args![]
                ),
                reason = clip(&refund.reason, 120),
            ],
        ));
    }
    let keyboard = Keyboard::new().back(tr, &DeskCallback::Order(order.id));
    Screen::new(html.paragraph(&rows)).with(keyboard)
}

/// The head of a delivery.
#[must_use]
pub fn delivery(cx: &Ctx, delivery: &order_delivery::Model) -> Screen {
    Screen::new(cx.tr.html(
        "desk-delivery",
        args![
            number = i64::from(delivery.number),
            at = delivery.at.moment_in(cx.zone()),
            note = delivery.note.as_str()
        ],
    ))
}

/// Offers for an order.
#[must_use]
pub fn offers(
    cx: &Ctx,
    order: &Model,
    offers: &[(order_offer::Model, executor::Model, user::Model)],
) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html(
        "desk-offers-title",
        args![id = order.id.to_string(), count = offers.len()],
    );
    for (offer, row, person) in offers {
        html = html.paragraph(&tr.html(
            "desk-offer",
            args![
                name = executor_name(tr, (row, person)),
                rating = super::rating(tr, row),
                price = tr.money(Money::new(offer.price_minor, order.currency)),
                days = i64::from(offer.days),
                note = clip(&offer.note, NOTE),
            ],
        ));
    }
    let keyboard = Keyboard::new().back(tr, &DeskCallback::Order(order.id));
    Screen::new(html).with(keyboard)
}
