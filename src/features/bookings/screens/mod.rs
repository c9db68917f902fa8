//! What bookings look like.

pub mod desk;
pub mod traveller;

use crate::{
    args,
    bot::{html::Html, texts::Tr},
    entity::booking::{Model, Status},
    features::{
        bookings::reads::{Card, Row},
        tours::words,
    },
    kernel::{money::Money, time::Timestamp},
};

/// The head of a card: number, tour, days, party.
pub(super) fn head(tr: &Tr, row: &Row) -> Html {
    let booking = &row.booking;
    tr.html(
        "bookings-head",
        args![
            number = booking.id.to_string(),
            tour = row.titles.of(tr.lang()),
            days = words::days(&row.session),
            party = words::party(tr, booking.adults, booking.children),
        ],
    )
}

/// The price with the steps that led to it.
pub(super) fn price(tr: &Tr, card: &Card) -> Html {
    let booking = &card.row.booking;
    let print = |minor: i64| tr.money(Money::new(minor, booking.currency));
    let mut html = Html::default();
    let steps = Steps {
        base: print(booking.base_minor),
        promotion: (booking.promotion_minor > 0).then(|| {
            let name = card.promotion.clone().unwrap_or_default();
            (name, print(booking.promotion_minor))
        }),
        promo: (booking.promo_minor > 0).then(|| {
            let code = card.code.clone().unwrap_or_default();
            (code, print(booking.promo_minor))
        }),
        total: print(booking.price_minor),
        is_due: Status::WAITING.contains(&booking.status),
    };
    html = html.line(&steps.html(tr));
    if booking.paid_minor > 0 {
        html = html.line(&tr.html("bookings-paid", args![sum = print(booking.paid_minor)]));
    }
    if booking.refunded_minor > 0 {
        let sum = print(booking.refunded_minor);
        html = html.line(&tr.html("bookings-refunded", args![sum = sum]));
    }
    html
}

/// The steps of a price, in words already.
pub(super) struct Steps {
    pub(super) base: String,
    pub(super) promotion: Option<(String, String)>,
    pub(super) promo: Option<(String, String)>,
    pub(super) total: String,
    /// It is still to be paid.
    pub(super) is_due: bool,
}

impl Steps {
    pub(super) fn html(&self, tr: &Tr) -> Html {
        let mut html = Html::default();
        if self.promotion.is_some() || self.promo.is_some() {
            html = tr.html("bookings-price-base", args![sum = self.base.as_str()]);
        }
        if let Some((name, sum)) = &self.promotion {
            html = html.line(&tr.html(
                "bookings-price-promotion",
                args![name = name.as_str(), sum = sum.as_str()],
            ));
        }
        if let Some((code, sum)) = &self.promo {
            html = html.line(&tr.html(
                "bookings-price-promo",
                args![code = code.as_str(), sum = sum.as_str()],
            ));
        }
        let total = if self.is_due {
            "bookings-price-total"
        } else {
            "bookings-price"
        };
        html.line(&tr.html(total, args![sum = self.total.as_str()]))
    }
}

/// Where a booking stands, with what is left of the time.
pub(super) fn status(tr: &Tr, booking: &Model, now: Timestamp) -> Html {
    let left = |until| words::left(tr, until, now);
    match booking.status {
        Status::Requested => tr.html(
            "bookings-status-requested",
            args![left = left(booking.hold_until)],
        ),
        Status::Approved if booking.frozen_by.is_some() => {
            tr.html("bookings-status-paying", args![])
        }
        Status::Approved => tr.html(
            "bookings-status-approved",
            args![left = left(booking.pay_by)],
        ),
        Status::Paid => tr.html("bookings-status-paid", args![]),
        Status::Completed => tr.html("bookings-status-completed", args![]),
        Status::Rejected => tr.html("bookings-status-rejected", args![]),
        Status::Expired if booking.approved_at.is_some() => {
            tr.html("bookings-status-unpaid", args![])
        }
        Status::Expired => tr.html("bookings-status-unanswered", args![]),
        Status::Cancelled => tr.html("bookings-status-cancelled", args![]),
        Status::Refunded => tr.html("bookings-status-refunded", args![]),
    }
}

/// The words that came with the end: a reason of ours, or somebody's own.
pub(super) fn note(tr: &Tr, booking: &Model) -> Option<Html> {
    let note = booking.ended_note.as_deref()?;
    Some(match note.strip_prefix('#') {
        Some("full") => tr.html("bookings-reason-full", args![]),
        Some("dates") => tr.html("bookings-reason-dates", args![]),
        Some("party") => tr.html("bookings-reason-party", args![]),
        _ => tr.html("bookings-reason", args![text = note]),
    })
}

/// The same without the word before it, for programs.
pub(super) fn note_in_words(tr: &Tr, booking: &Model) -> Option<String> {
    let note = booking.ended_note.as_deref()?;
    Some(match note.strip_prefix('#') {
        Some("full") => tr.plain("bookings-reason-full", args![]),
        Some("dates") => tr.plain("bookings-reason-dates", args![]),
        Some("party") => tr.plain("bookings-reason-party", args![]),
        _ => note.to_owned(),
    })
}

/// A sign for a list.
pub(super) const fn sign(status: Status) -> &'static str {
    match status {
        Status::Requested => "⏳",
        Status::Approved => "💳",
        Status::Paid => "✅",
        Status::Completed => "🏁",
        Status::Rejected => "✖️",
        Status::Expired => "⌛",
        Status::Cancelled | Status::Refunded => "↩️",
    }
}

/// A line of a list, for a button.
pub(super) fn line(tr: &Tr, row: &Row) -> String {
    format!(
        "{} {} · {}",
        sign(row.booking.status),
        row.session.starts_on.format("%d.%m"),
        row.titles.of(tr.lang())
    )
}
