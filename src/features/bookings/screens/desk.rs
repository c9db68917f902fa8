//! What agencies see of bookings.

use super::{head, line, note, price, status};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::booking::Status,
    features::{
        bookings::{
            callbacks::{BookingsCallback, Refusal, Shelf},
            endings::Preview,
            reads::{Card, Row},
        },
        tours::callbacks::AgencyCallback,
    },
    kernel::{
        ids::{AgencyId, BookingId},
        page::Page,
        time::Timestamp,
    },
};

/// Bookings of an agency.
#[must_use]
pub fn shelf(tr: &Tr, agency: AgencyId, shelf: Shelf, page: &Page<Row>) -> Screen {
    let title = match shelf {
        Shelf::Requested => "bookings-shelf-requested",
        Shelf::Approved => "bookings-shelf-approved",
        Shelf::Paid => "bookings-shelf-paid",
        Shelf::Past => "bookings-shelf-past",
    };
    let html = tr.html(title, args![count = page.total]);
    let rows = page
        .items
        .iter()
        .map(|row| button(line(tr, row), &BookingsCallback::Desk(row.booking.id)));
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(page, |number| {
            BookingsCallback::Shelf(agency, shelf, number)
        })
        .back(tr, &AgencyCallback::Open(agency));
    Screen::new(html).with(keyboard)
}

/// One booking, to whoever decides for the agency.
#[must_use]
pub fn card(tr: &Tr, card: &Card, now: Timestamp) -> Screen {
    let booking = &card.row.booking;
    let name = card
        .traveller
        .clone()
        .unwrap_or_else(|| tr.plain("bookings-nobody", args![]));
    let mut html = head(tr, &card.row)
        .line(&tr.html("bookings-traveller", args![name = name]))
        .paragraph(&status(tr, booking, now));
    if let Some(note) = note(tr, booking) {
        html = html.line(&note);
    }
    html = html.paragraph(&price(tr, card)).line(&tr.html(
        "bookings-load",
        args![
            taken = i64::from(card.row.session.taken),
            capacity = i64::from(card.row.session.capacity),
        ],
    ));
    if !card.names.is_empty() {
        html = html.paragraph(&tr.html("bookings-names", args![names = card.names.join(", ")]));
    }
    if let Some(wish) = &booking.wish {
        html = html.paragraph(&tr.html("bookings-wish", args![text = wish]));
    }
    Screen::new(html).with(keyboard(tr, card, now))
}

/// The buttons of a card; the notice of a request has them too.
pub(in crate::features::bookings) fn keyboard(tr: &Tr, card: &Card, now: Timestamp) -> Keyboard {
    let booking = &card.row.booking;
    let id = booking.id;
    let label = |text: &str| tr.plain(text, args![]);
    let mut keyboard = Keyboard::new();
    if booking.status == Status::Requested {
        keyboard = keyboard.row([
            button(label("bookings-approve"), &BookingsCallback::Approve(id)),
            button(label("bookings-reject"), &BookingsCallback::Reject(id)),
        ]);
    }
    let may_end = matches!(booking.status, Status::Approved | Status::Paid)
        && booking.frozen_by.is_none()
        && now < card.row.session.ends_at;
    if may_end {
        keyboard = keyboard.row([button(
            label("bookings-call-off"),
            &BookingsCallback::CallOff(id),
        )]);
    }
    let shelf = match booking.status {
        Status::Requested => Shelf::Requested,
        Status::Approved => Shelf::Approved,
        Status::Paid => Shelf::Paid,
        Status::Completed
        | Status::Rejected
        | Status::Expired
        | Status::Cancelled
        | Status::Refunded => Shelf::Past,
    };
    keyboard.back(tr, &BookingsCallback::Shelf(booking.agency_id, shelf, 0))
}

/// Why does the agency say no?
#[must_use]
pub fn ask_reason(tr: &Tr, booking: BookingId) -> Screen {
    let reasons = Refusal::ALL.into_iter().map(|why| {
        let label = match why {
            Refusal::Full => "bookings-why-full",
            Refusal::Dates => "bookings-why-dates",
            Refusal::Party => "bookings-why-party",
            Refusal::Other => "bookings-why-other",
        };
        button(
            tr.plain(label, args![]),
            &BookingsCallback::RejectFor(booking, why),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, reasons)
        .row([button(
            tr.plain("bookings-why-words", args![]),
            &BookingsCallback::RejectIn(booking),
        )])
        .back(tr, &BookingsCallback::Desk(booking));
    Screen::new(tr.html("bookings-ask-reason", args![])).with(keyboard)
}

/// The question for the reason in words.
#[must_use]
pub fn ask_words(tr: &Tr, booking: BookingId) -> Screen {
    Screen::new(tr.html("bookings-ask-words", args![]))
        .with(Keyboard::new().back(tr, &BookingsCallback::Reject(booking)))
}

/// The question before the agency calls a booking off.
#[must_use]
pub fn ask_call_off(tr: &Tr, preview: &Preview) -> Screen {
    let id = preview.booking.id;
    let number = id.to_string();
    let html = if preview.refund.is_positive() {
        tr.html(
            "bookings-call-off-paid",
            args![number = number, refund = tr.money(preview.refund)],
        )
    } else {
        tr.html("bookings-call-off-free", args![number = number])
    };
    let yes = BookingsCallback::CallOffYes(id);
    Screen::new(html).with(Keyboard::new().yes_no(tr, &yes, &BookingsCallback::Desk(id)))
}
