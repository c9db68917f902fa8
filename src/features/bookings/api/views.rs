//! What callers see of a booking: each side its own.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{
    endings,
    error::BookingError,
    reads::{Card, Row, Side},
    request::Quote,
};
use crate::{
    entity::{booking::Status, tour_session},
    features::Site,
    http::Caller,
    kernel::{
        ids::{AgencyId, BookingId, SessionId, TourId},
        lang::Lang,
        money::Money,
        time::Timestamp,
    },
};

/// The days of a session.
#[derive(Serialize, ToSchema)]
pub(super) struct Days {
    session_id: SessionId,
    tour_id: TourId,
    /// What the tour is called, in the caller's language where it has a name there.
    title: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

impl Days {
    pub(super) fn of(session: &tour_session::Model, title: &str) -> Self {
        Self {
            session_id: session.id,
            tour_id: session.tour_id,
            title: title.to_owned(),
            starts_on: session.starts_on,
            ends_on: session.ends_on,
        }
    }
}

/// The steps of a price, as they were when the seats were asked for.
#[derive(Serialize, ToSchema)]
pub(super) struct Steps {
    /// The seats.
    base: Money,
    /// What the best promotion takes off.
    promotion: Money,
    /// What the promo code takes off what is left then.
    promo: Money,
    /// What is to be paid.
    total: Money,
}

/// What seats would cost.
#[derive(Serialize, ToSchema)]
pub(super) struct QuoteView {
    #[serde(flatten)]
    days: Days,
    adults: i32,
    children: i32,
    price: Steps,
    /// What the promotion is called.
    promotion: Option<String>,
    /// The promo code, as it is written.
    promo_code: Option<String>,
    /// Seats that nobody has; some may be for parties that wait.
    seats_left: i32,
    /// Whether the names of all participants are wanted.
    names_wanted: bool,
    /// How long the agency has to answer, in minutes: the seats are held meanwhile.
    hold_minutes: u32,
    /// How long an approved booking waits for its payment, in hours.
    payment_window_hours: u32,
}

impl QuoteView {
    pub(super) fn of(
        site: &Site,
        quote: Quote,
        title: &str,
        (adults, children): (i32, i32),
    ) -> Self {
        let settings = &site.app.config.tours;
        Self {
            days: Days::of(&quote.session, title),
            adults,
            children,
            price: Steps {
                base: quote.price.base,
                promotion: quote.price.promotion,
                promo: quote.price.promo,
                total: quote.price.total,
            },
            promotion: quote.promotion,
            promo_code: quote.code,
            seats_left: quote.session.free(),
            names_wanted: quote.session.wants_names,
            hold_minutes: settings.hold_minutes,
            payment_window_hours: settings.payment_window_hours,
        }
    }
}

/// A booking.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingView {
    id: BookingId,
    #[schema(inline)]
    status: Status,
    #[serde(flatten)]
    days: Days,
    agency_id: AgencyId,
    adults: i32,
    children: i32,
    price: Money,
    paid: Money,
    /// What went back or is promised back.
    refunded: Money,
    /// The agency has to answer until then. RFC 3339.
    hold_until: Option<String>,
    /// It has to be paid until then. RFC 3339.
    pay_by: Option<String>,
    /// RFC 3339.
    requested_at: String,
    /// RFC 3339.
    ended_at: Option<String>,
    /// Why it ended: a word.
    ended_reason: Option<String>,
}

impl BookingView {
    pub(super) fn of(row: &Row, lang: Lang) -> Self {
        let booking = &row.booking;
        let sum = |minor| Money::new(minor, booking.currency);
        Self {
            id: booking.id,
            status: booking.status,
            days: Days::of(&row.session, row.titles.of(lang)),
            agency_id: booking.agency_id,
            adults: booking.adults,
            children: booking.children,
            price: booking.price(),
            paid: sum(booking.paid_minor),
            refunded: sum(booking.refunded_minor),
            hold_until: booking.hold_until.map(Timestamp::rfc3339),
            pay_by: booking.pay_by.map(Timestamp::rfc3339),
            requested_at: booking.requested_at.rfc3339(),
            ended_at: booking.ended_at.map(Timestamp::rfc3339),
            ended_reason: booking.ended_reason.clone(),
        }
    }
}

/// As whom the caller sees a booking.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Seen {
    /// Whoever booked.
    Traveller,
    /// Whoever decides for the agency.
    Agency,
}

/// A booking with everything that is for its caller's eyes; what is not is null.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingCard {
    #[serde(flatten)]
    booking: BookingView,
    #[schema(inline)]
    seen_as: Seen,
    steps: Steps,
    agency: String,
    /// How to reach the agency.
    contacts: String,
    /// What the promotion was called.
    promotion: Option<String>,
    promo_code: Option<String>,
    wish: Option<String>,
    /// Participants, where names are wanted.
    names: Vec<String>,
    /// Who booked, for the agency.
    traveller: Option<String>,
    /// Why the agency or the platform ended it: in its words, or a word of ours behind `#`.
    note: Option<String>,
    /// Invitation to the chat of the session, for whoever paid.
    chat_link: Option<String>,
    /// What would go back if the caller called it off now; null when it cannot be.
    refund_now: Option<Money>,
}

impl BookingCard {
    pub(super) fn of(
        site: &Site,
        caller: &Caller,
        card: Card,
        side: Side,
    ) -> Result<Self, BookingError> {
        let booking = &card.row.booking;
        let by = match side {
            Side::Traveller => endings::By::Traveller,
            Side::Agency => endings::By::Agency,
        };
        let now = site.app.clock.now();
        let refund_now = endings::refund_now(booking, by, now, card.row.session.starts_at)?;
        let sum = |minor| Money::new(minor, booking.currency);
        let is_theirs = side == Side::Traveller;
        let has_paid = matches!(booking.status, Status::Paid | Status::Completed);
        Ok(Self {
            booking: BookingView::of(&card.row, caller.lang),
            seen_as: match side {
                Side::Traveller => Seen::Traveller,
                Side::Agency => Seen::Agency,
            },
            steps: Steps {
                base: sum(booking.base_minor),
                promotion: sum(booking.promotion_minor),
                promo: sum(booking.promo_minor),
                total: booking.price(),
            },
            wish: booking.wish.clone(),
            note: booking.ended_note.clone(),
            chat_link: (has_paid || !is_theirs)
                .then(|| card.row.session.chat_link.clone())
                .flatten(),
            refund_now,
            agency: card.agency.name,
            contacts: card.agency.contacts,
            promotion: card.promotion,
            promo_code: card.code,
            names: card.names,
            traveller: card.traveller.filter(|_| !is_theirs),
        })
    }
}
