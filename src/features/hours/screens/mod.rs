//! What hours with support look like.

pub mod client;
pub mod operator;
pub mod words;

use chrono_tz::Tz;

use self::words::{when, zone_name};
use super::{
    callbacks::HoursCallback,
    endings::Preview,
    reads::{self, Card},
    terms::{self, Side},
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    config,
    entity::hour::{Model, Status},
    features::{
        ctx::Ctx,
        menu::MenuCallback,
        payments::callbacks::PaymentsCallback,
        reviews::{callbacks::ReviewsCallback, work::Work},
        thread::{callbacks::ThreadCallback, parties::Thread},
    },
    kernel::{money::Money, payable::Payable, permission::Permission, time::Timestamp},
};

/// One hour, for whoever looks at it.
#[must_use]
pub fn card(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let app = cx.app();
    let now = app.clock.now();
    let hour = &card.hour;
    let zone = cx.zone();
    let mut html = tr.html(
        "hours-card",
        args![
            id = hour.id.to_string(),
            when = when(tr, hour.starts_at, zone),
            zone = zone_name(tr, zone),
            status = status(tr, hour, card.side, zone),
        ],
    );
    if let Some((client, operator)) = &card.people {
        html = html.paragraph(&tr.html(
            "hours-card-people",
            args![client = client, operator = operator],
        ));
    }
    html = html.paragraph(&sums(tr, hour));
    if hour.status == Status::Booked && card.side == Side::Client {
        html = html.paragraph(&rules(tr, hour.starts_at, zone, now, &app.config.hours));
    }
    Screen::new(html).with(card_keyboard(cx, card, now))
}

fn card_keyboard(cx: &Ctx, card: &Card, now: Timestamp) -> Keyboard {
    let tr = &cx.tr;
    let hour = &card.hour;
    let id = hour.id;
    let label = |text: &str| tr.plain(text, args![]);
    let mut keyboard = Keyboard::new();
    let is_open = matches!(hour.status, Status::Booked | Status::Live);
    if is_open && card.side != Side::Staff && reads::is_within(hour, now) {
        keyboard = keyboard.row([button(label("hours-enter"), &HoursCallback::Enter(id))]);
    }
    let may_steer = cx.rights.may(Permission::SteerOrders);
    if is_open && card.side == Side::Staff && may_steer {
        keyboard = keyboard.row([button(
            label("hours-reassign"),
            &HoursCallback::Reassign(id),
        )]);
    }
    if hour.status == Status::Held && card.side == Side::Client {
        keyboard = keyboard.row([button(
            label("hours-pay"),
            &PaymentsCallback::Due(Payable::Hour(id), false),
        )]);
    }
    if hour.status == Status::Done && card.side == Side::Client {
        keyboard = keyboard.row([button(
            label("hours-rate"),
            &ReviewsCallback::Ask(Work::Hour(id)),
        )]);
    }
    let may_read = matches!(
        hour.status,
        Status::Live | Status::Done | Status::MissedByClient | Status::MissedByOperator
    );
    if may_read {
        keyboard = keyboard.row([button(
            label("hours-transcript"),
            &ThreadCallback::Read(Thread::hour(id), u32::MAX),
        )]);
    }
    let may_cancel = match (card.side, hour.status) {
        (Side::Client, Status::Held) => true,
        (Side::Client, Status::Booked) => now < hour.starts_at,
        (Side::Operator, Status::Booked | Status::Live) => true,
        (Side::Staff, Status::Held | Status::Booked | Status::Live) => may_steer,
        _ => false,
    };
    if may_cancel {
        let text = if hour.status == Status::Held {
            "hours-let-go"
        } else {
            "hours-cancel"
        };
        keyboard = keyboard.row([button(label(text), &HoursCallback::Cancel(id))]);
    }
    let again = matches!(
        hour.status,
        Status::Expired | Status::Cancelled | Status::Done | Status::MissedByOperator
    );
    if again && card.side == Side::Client {
        keyboard = keyboard.row([button(label("hours-again"), &HoursCallback::Home)]);
    }
    match card.side {
        Side::Client => keyboard.back(tr, &HoursCallback::Mine(0)),
        Side::Operator => keyboard.back(tr, &HoursCallback::Coming(0)),
        Side::Staff => keyboard.back(tr, &HoursCallback::All(0)),
    }
}

/// What was paid and what goes back.
fn sums(tr: &Tr, hour: &Model) -> Html {
    let print = |minor: i64| tr.money(Money::new(minor, hour.currency));
    let mut html = tr.html("hours-price", args![price = print(hour.price_minor)]);
    if hour.paid_minor > 0 {
        html = html.line(&tr.html("hours-paid", args![paid = print(hour.paid_minor)]));
    }
    if hour.refunded_minor > 0 {
        html = html.line(&tr.html("hours-refunded", args![refund = print(hour.refunded_minor)]));
    }
    html
}

/// Until when calling off is free, and what a missed hour costs.
pub(super) fn rules(
    tr: &Tr,
    starts_at: Timestamp,
    zone: Tz,
    now: Timestamp,
    settings: &config::Hours,
) -> Html {
    let free = terms::free_until(starts_at, settings);
    let percent = settings.late_cancel_refund_percent;
    let cancel = if now <= free {
        tr.html(
            "hours-rule-free",
            args![until = free.moment_in(zone), percent = percent],
        )
    } else {
        tr.html("hours-rule-late", args![percent = percent])
    };
    let missed = tr.html(
        "hours-rule-missed",
        args![
            minutes = settings.no_show_minutes,
            percent = settings.missed_refund_percent
        ],
    );
    cancel.line(&missed)
}

fn status(tr: &Tr, hour: &Model, side: Side, zone: Tz) -> String {
    match hour.status {
        Status::Held => tr.plain(
            "hours-status-held",
            args![until = words::clock(hour.hold_until, zone)],
        ),
        Status::Booked => tr.plain("hours-status-booked", args![]),
        Status::Live => tr.plain(
            "hours-status-live",
            args![until = words::clock(terms::ends_at(hour), zone)],
        ),
        Status::Done => tr.plain("hours-status-done", args![]),
        Status::MissedByClient if side == Side::Client => {
            tr.plain("hours-status-missed-you", args![])
        }
        Status::MissedByClient => tr.plain("hours-status-missed-client", args![]),
        Status::MissedByOperator => tr.plain("hours-status-missed-operator", args![]),
        Status::Cancelled => tr.plain("hours-status-cancelled", args![]),
        Status::Expired => tr.plain("hours-status-expired", args![]),
    }
}

/// The question before an hour is called off, with the money.
#[must_use]
pub fn ask_cancel(cx: &Ctx, preview: &Preview) -> Screen {
    let tr = &cx.tr;
    let hour = &preview.hour;
    let at = when(tr, hour.starts_at, cx.zone());
    let paid = tr.money(preview.paid);
    let refund = tr.money(preview.refund);
    let html = if hour.status == Status::Held {
        tr.html("hours-let-go-ask", args![when = at])
    } else {
        match preview.side {
            Side::Client if preview.refund == preview.paid => {
                tr.html("hours-cancel-ask-free", args![when = at, refund = refund])
            }
            Side::Client if !preview.refund.is_positive() => {
                tr.html("hours-cancel-ask-nothing", args![when = at, paid = paid])
            }
            Side::Client => tr.html(
                "hours-cancel-ask-late",
                args![when = at, refund = refund, paid = paid],
            ),
            Side::Operator | Side::Staff => {
                tr.html("hours-cancel-ask-host", args![when = at, refund = refund])
            }
        }
    };
    let keyboard = Keyboard::new().yes_no(
        tr,
        &HoursCallback::CancelYes(hour.id, preview.refund.minor()),
        &HoursCallback::Card(hour.id),
    );
    Screen::new(html).with(keyboard)
}

/// The message with the timer: the start, and what is left.
#[must_use]
pub fn timer(tr: &Tr, hour: &Model, side: Side, zone: Tz, minutes: i32) -> Screen {
    let label = |text: &str| tr.plain(text, args![]);
    if minutes <= 0 {
        let keyboard = Keyboard::new().row([button(
            label("hours-open-card"),
            &HoursCallback::Card(hour.id),
        )]);
        return Screen::new(tr.html("hours-timer-over", args![id = hour.id.to_string()]))
            .with(keyboard);
    }
    let text = match side {
        Side::Client => "hours-timer-client",
        Side::Operator | Side::Staff => "hours-timer-operator",
    };
    let html = tr.html(
        text,
        args![
            minutes = i64::from(minutes),
            id = hour.id.to_string(),
            until = words::clock(terms::ends_at(hour), zone),
        ],
    );
    let keyboard = Keyboard::new()
        .row([button(label("hours-enter"), &HoursCallback::Enter(hour.id))])
        .row([button(
            label("hours-open-card"),
            &HoursCallback::Card(hour.id),
        )]);
    Screen::new(html).with(keyboard)
}

/// A word with the way to the hour it is about.
#[must_use]
pub fn said(tr: &Tr, html: Html, hour: &Model) -> Screen {
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("hours-open-card", args![]),
            &HoursCallback::Card(hour.id),
        )])
        .row([button(
            tr.plain("common-menu", args![]),
            &MenuCallback::Home,
        )]);
    Screen::new(html).with(keyboard)
}
