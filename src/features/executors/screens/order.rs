//! An order as an executor sees it: never who ordered, and no contacts in the words of the client.

use super::{kind, span};
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
        order_extension, order_offer,
        thread_message::Addressee,
    },
    features::{
        ctx::Ctx,
        executors::{
            callbacks::{ExecutorsCallback, Sight},
            desk::{Brief, Place},
        },
        study::{machine::Act, masking},
        thread::{callbacks::ThreadCallback, parties::Thread},
    },
    kernel::{money::Money, time::Timestamp},
};

/// The order with what can be done about it.
#[must_use]
pub fn card(cx: &Ctx, brief: &Brief, now: Timestamp) -> Screen {
    let tr = &cx.tr;
    let order = &brief.order;
    let mut html = tr.html(
        "executors-order",
        args![
            id = order.id.to_string(),
            kind = kind(cx, &order.kind),
            status = tr.plain(&format!("executors-status-{}", word(brief)), args![]),
        ],
    );
    html = html.paragraph(&told(cx, order));
    html = html.paragraph(&terms(tr, order));
    if let Some(offer) = open_offer(brief) {
        html = html.paragraph(&tr.html(
            "executors-order-offer",
            args![
                price = tr.money(Money::new(offer.price_minor, order.currency)),
                days = i64::from(offer.days),
                note = offer.note.as_str()
            ],
        ));
    }
    if brief.place == Place::Mine {
        html = progress(cx, brief, now, html);
    }
    Screen::new(html).with(keyboard(tr, brief, now))
}

/// Where the order stands, from the executor's side.
const fn word(brief: &Brief) -> &'static str {
    match brief.place {
        Place::Offered => "open",
        Place::Free => "free",
        Place::Lost => "lost",
        Place::Mine => brief.order.status.word(),
    }
}

/// What the client wants, in the client's words without contacts.
fn told(cx: &Ctx, order: &Model) -> Html {
    let tr = &cx.tr;
    let mut html = Html::default();
    let fields = [
        ("executors-order-subject", &order.subject),
        ("executors-order-topic", &order.topic),
        ("executors-order-details", &order.details),
        ("executors-order-volume", &order.volume),
    ];
    for (id, words) in fields {
        if let Some(words) = words {
            html = html.line(&tr.html(id, args![text = masking::mask(words).text]));
        }
    }
    if let Some(day) = order.due_on {
        html = html.line(&tr.html(
            "executors-order-due",
            args![day = day.format("%d.%m.%Y").to_string()],
        ));
    }
    html
}

/// Price, share, budget.
fn terms(tr: &Tr, order: &Model) -> Html {
    let money = |minor: i64| Money::new(minor, order.currency);
    let Some(price) = order.price_minor.map(money) else {
        return match order.budget_minor.map(money) {
            Some(budget) => tr.html("executors-order-budget", args![budget = tr.money(budget)]),
            None => Html::default(),
        };
    };
    let html = tr.html("executors-order-price", args![price = tr.money(price)]);
    let share = order
        .share_bp
        .and_then(|bp| price.share(u32::try_from(bp).ok()?).ok());
    match share {
        Some(share) => html.line(&tr.html("executors-order-share", args![share = tr.money(share)])),
        None => html,
    }
}

fn progress(cx: &Ctx, brief: &Brief, now: Timestamp, mut html: Html) -> Html {
    let tr = &cx.tr;
    let order = &brief.order;
    if let Some(until) = order.accept_by.filter(|_| order.status == Status::Paid) {
        html = html.paragraph(&tr.html(
            "executors-order-accept",
            args![
                left = span(tr, until.since(now).num_minutes()),
                until = until.moment_in(cx.zone())
            ],
        ));
    }
    if let Some(last) = brief.deliveries.last() {
        html = html.paragraph(&tr.html(
            "executors-order-delivered",
            args![
                number = i64::from(last.number),
                at = last.at.moment_in(cx.zone())
            ],
        ));
    }
    if let Some(asked) = brief
        .extension
        .as_ref()
        .filter(|asked| asked.status == order_extension::Status::Asked)
    {
        html = html.paragraph(&tr.html(
            "executors-order-more",
            args![day = asked.due_on.format("%d.%m.%Y").to_string()],
        ));
    }
    if let Some(reason) = order.reason() {
        html = html.paragraph(&tr.html("executors-order-ended", args![reason = reason]));
    }
    if let Some(until) = order
        .warranty_until
        .filter(|_| order.status == Status::Completed)
    {
        html = html.paragraph(&tr.html(
            "executors-order-warranty",
            args![day = until.day_in(cx.zone())],
        ));
    }
    html
}

fn open_offer(brief: &Brief) -> Option<&order_offer::Model> {
    brief
        .offer
        .as_ref()
        .filter(|offer| offer.status == order_offer::Status::Open)
        .filter(|_| brief.place == Place::Offered)
}

fn keyboard(tr: &Tr, brief: &Brief, now: Timestamp) -> Keyboard {
    let order = &brief.order;
    let id = order.id;
    let act = |text: &str, callback: ExecutorsCallback| button(tr.plain(text, args![]), &callback);
    let mut keyboard = Keyboard::new();
    match brief.place {
        Place::Offered => {
            keyboard = if open_offer(brief).is_some() {
                keyboard.row([
                    act("executors-offer-change", ExecutorsCallback::Offer(id)),
                    act("executors-offer-withdraw", ExecutorsCallback::Withdraw(id)),
                ])
            } else {
                keyboard.row([act("executors-offer", ExecutorsCallback::Offer(id))])
            };
        }
        Place::Free => {
            keyboard = keyboard.row([act("executors-take", ExecutorsCallback::Take(id))]);
        }
        Place::Mine => keyboard = mine(tr, brief, now, keyboard),
        Place::Lost => {}
    }
    let has_files = !brief.files.is_empty() && brief.place != Place::Lost;
    let files = has_files.then(|| {
        button(
            tr.plain("executors-files", args![count = brief.files.len()]),
            &ExecutorsCallback::Files(id),
        )
    });
    keyboard = keyboard.row(files);
    let back = match (brief.place, order.status) {
        (Place::Mine, Status::Completed | Status::Refunded | Status::Cancelled) => {
            ExecutorsCallback::History(0)
        }
        (Place::Mine, _) => ExecutorsCallback::Work(0),
        (Place::Offered | Place::Free | Place::Lost, _) => {
            ExecutorsCallback::Board(Sight::default(), 0)
        }
    };
    keyboard.back(tr, &back)
}

fn mine(tr: &Tr, brief: &Brief, now: Timestamp, mut keyboard: Keyboard) -> Keyboard {
    let order = &brief.order;
    let id = order.id;
    let act = |text: &str, callback: ExecutorsCallback| button(tr.plain(text, args![]), &callback);
    match order.status {
        Status::Paid => {
            keyboard = keyboard.row([
                act("executors-accept", ExecutorsCallback::Start(id)),
                act("executors-decline", ExecutorsCallback::Decline(id)),
            ]);
        }
        Status::InProgress | Status::ChangesRequested => {
            let is_asked = brief
                .extension
                .as_ref()
                .is_some_and(|asked| asked.status == order_extension::Status::Asked);
            let more = (!is_asked).then(|| act("executors-more", ExecutorsCallback::More(id)));
            keyboard = keyboard
                .row([act("executors-deliver", ExecutorsCallback::Deliver(id))])
                .row(more);
        }
        Status::Draft
        | Status::Submitted
        | Status::Quoted
        | Status::AwaitingPayment
        | Status::Delivered
        | Status::Disputed
        | Status::Completed
        | Status::Refunded
        | Status::Cancelled
        | Status::Expired => {}
    }
    let dispute = Act::Dispute
        .next(order.status)
        .map(|_| act("executors-dispute", ExecutorsCallback::Dispute(id)));
    keyboard.row(chat(tr, order, now)).row(dispute)
}

/// To write while one may, to read always.
fn chat(tr: &Tr, order: &Model, now: Timestamp) -> Vec<Button> {
    let thread = Thread::order(order.id);
    let may_write = match order.status {
        Status::Paid
        | Status::InProgress
        | Status::ChangesRequested
        | Status::Delivered
        | Status::Disputed => true,
        Status::Completed => order.warranty_until.is_some_and(|until| now <= until),
        Status::Draft
        | Status::Submitted
        | Status::Quoted
        | Status::AwaitingPayment
        | Status::Refunded
        | Status::Cancelled
        | Status::Expired => false,
    };
    let mut buttons = Vec::new();
    if may_write {
        buttons.push(button(
            tr.plain("executors-write", args![]),
            &ThreadCallback::Write(thread, Addressee::Client),
        ));
    }
    buttons.push(button(
        tr.plain("thread-read", args![]),
        &ThreadCallback::Read(thread, u32::MAX),
    ));
    buttons
}
