//! What callers see of bookings: travellers and agencies each their own.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::refusal;
use crate::{
    entity::booking::{Model, Status},
    features::{
        Site,
        bookings::{
            endings,
            error::BookingError,
            lists::{self, View},
            reads::{Card, Row},
            request::Quote,
            screens,
        },
    },
    http::{ApiError, Caller},
    kernel::{
        ids::{AgencyId, BookingId, SessionId, TourId},
        lang::Lang,
        money::Money,
        refund_rule::RefundRule,
        time::Timestamp,
    },
};

/// A booking in a list. Instants are RFC 3339; those that are not awaited are null.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingView {
    id: BookingId,
    #[schema(inline)]
    status: Status,
    agency_id: AgencyId,
    tour_id: TourId,
    /// What the tour is called, in the caller's language where there is a title in it.
    title: String,
    session_id: SessionId,
    /// The first day, where the tour is.
    starts_on: NaiveDate,
    /// The last one.
    ends_on: NaiveDate,
    adults: i32,
    children: i32,
    seats: i32,
    /// What is to be paid, or was.
    total: Money,
    /// The agency has to answer until then.
    hold_until: Option<String>,
    /// The money is awaited until then.
    pay_by: Option<String>,
    requested_at: String,
    /// The last movement.
    moved_at: String,
}

impl BookingView {
    pub(super) fn of(row: Row, lang: Lang) -> Self {
        let Row {
            booking,
            session,
            titles,
        } = row;
        let instant = Timestamp::rfc3339;
        Self {
            id: booking.id,
            status: booking.status,
            agency_id: booking.agency_id,
            tour_id: booking.tour_id,
            title: titles.of(lang).to_owned(),
            session_id: booking.session_id,
            starts_on: session.starts_on,
            ends_on: session.ends_on,
            adults: booking.adults,
            children: booking.children,
            seats: booking.seats,
            total: booking.price(),
            hold_until: booking.hold_until.map(instant),
            pay_by: booking.pay_by.map(instant),
            requested_at: instant(booking.requested_at),
            moved_at: instant(booking.moved_at),
        }
    }
}

/// The steps of a price: `base` − `promotion` − `promo` = `total`.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingPrice {
    /// The seats.
    base: Money,
    /// What the best promotion takes off.
    promotion: Money,
    /// What it is called.
    promotion_title: Option<String>,
    /// What the promo code takes off what is left then.
    promo: Money,
    /// The code as it is written.
    promo_code: Option<String>,
    /// What is to be paid; a bonus is a way to pay it.
    total: Money,
}

/// Up to so many days before the beginning so much goes back.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingRefundStep {
    days: u32,
    percent: u32,
}

fn steps(rule: &str) -> Result<Vec<BookingRefundStep>, BookingError> {
    let rule: RefundRule = rule.parse()?;
    let steps = rule.steps().iter().map(|step| BookingRefundStep {
        days: step.days,
        percent: step.percent,
    });
    Ok(steps.collect())
}

/// What a booking would cost and hold.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingQuote {
    session_id: SessionId,
    tour_id: TourId,
    title: String,
    agency_id: AgencyId,
    /// The agency's name.
    agency: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    /// Price of an adult.
    adult: Money,
    /// Price of a child.
    child: Money,
    price: BookingPrice,
    seats_left: i32,
    /// Whether the names of all participants have to be sent.
    wants_names: bool,
    /// What goes back when the traveller calls it off, the earliest step first; nothing after the last.
    refund_rule: Vec<BookingRefundStep>,
    /// So long the agency has to answer.
    hold_minutes: u32,
    /// So long the traveller has to pay then.
    payment_window_hours: u32,
    /// It can be booked until then. RFC 3339.
    closes_at: String,
}

impl BookingQuote {
    pub(super) fn of(
        site: &Site,
        quote: Quote,
        title: String,
        closes_at: Timestamp,
    ) -> Result<Self, BookingError> {
        let settings = &site.app.config.tours;
        let Quote {
            session,
            tour,
            agency,
            price,
            code,
            promotion,
        } = quote;
        Ok(Self {
            session_id: session.id,
            tour_id: tour.id,
            title,
            agency_id: agency.id,
            starts_on: session.starts_on,
            ends_on: session.ends_on,
            adult: session.adult(),
            child: session.child(),
            price: BookingPrice {
                base: price.base,
                promotion: price.promotion,
                promotion_title: promotion,
                promo: price.promo,
                promo_code: code,
                total: price.total,
            },
            seats_left: session.free(),
            wants_names: session.wants_names,
            refund_rule: steps(&session.refund_rule)?,
            hold_minutes: settings.hold_minutes,
            payment_window_hours: settings.payment_window_hours,
            closes_at: closes_at.rfc3339(),
            agency: agency.name,
        })
    }
}

/// As whom the caller sees a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum BookingSeen {
    /// Whoever booked.
    Traveller,
    /// Whoever decides for the agency.
    Agency,
}

/// What calling a booking off would come to now.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingCancellation {
    /// What was paid and is still here.
    paid: Money,
    /// What of it would go back: by the rule for the traveller, all of it for the agency.
    refund: Money,
}

/// A booking with everything that the caller may see of it.
#[derive(Serialize, ToSchema)]
pub(super) struct BookingCard {
    #[serde(flatten)]
    booking: BookingView,
    #[schema(inline)]
    seen_as: BookingSeen,
    /// The agency's name.
    agency: String,
    /// How to reach the agency: for a traveller who paid.
    contacts: Option<String>,
    /// Invitation to the participants' chat: for a traveller who goes.
    chat_link: Option<String>,
    /// The fiscal receipt of the payment, for the traveller; null where there is none.
    receipt_url: Option<String>,
    /// Who booked: for the agency; null when the account is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    traveller: Option<String>,
    /// The participants, where names are wanted.
    names: Vec<String>,
    wish: Option<String>,
    price: BookingPrice,
    /// What was paid, bonuses included.
    paid: Money,
    /// What of that a bonus paid.
    bonus: Money,
    /// What went back or is promised back.
    refunded: Money,
    /// A provider's transaction is open: nothing else ends the booking meanwhile.
    is_being_paid: bool,
    refund_rule: Vec<BookingRefundStep>,
    /// Null when it cannot be called off (any more).
    cancellation: Option<BookingCancellation>,
    /// RFC 3339, as the following.
    approved_at: Option<String>,
    paid_at: Option<String>,
    ended_at: Option<String>,
    /// How it ended: a word.
    ended_reason: Option<String>,
    /// The agency's words with that, or ours in their place.
    ended_note: Option<String>,
}

/// The booking as its caller may see it.
pub(super) async fn card(
    site: &Site,
    caller: &Caller,
    id: BookingId,
) -> Result<BookingCard, ApiError> {
    let (card, view) = lists::card(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(refusal)?;
    let cancellation = cancellation(site, caller, &card.row.booking, view).await?;
    whole(site, caller, card, view, cancellation).map_err(refusal)
}

/// What calling it off would come to; none when that is not possible.
async fn cancellation(
    site: &Site,
    caller: &Caller,
    booking: &Model,
    view: View,
) -> Result<Option<BookingCancellation>, ApiError> {
    if booking.frozen_by.is_some() {
        return Ok(None);
    }
    let preview = match view {
        View::Traveller => endings::preview(&site.app, caller.actor(), booking.id).await,
        View::Agency => endings::preview_by_agency(&site.app, &caller.rights, booking.id).await,
    };
    match preview {
        Ok(preview) => Ok(Some(BookingCancellation {
            paid: preview.paid,
            refund: preview.refund,
        })),
        Err(BookingError::Moved | BookingError::Begun) => Ok(None),
        Err(error) => Err(refusal(error)),
    }
}

fn whole(
    site: &Site,
    caller: &Caller,
    card: Card,
    view: View,
    cancellation: Option<BookingCancellation>,
) -> Result<BookingCard, BookingError> {
    let Card {
        row,
        agency,
        names,
        promotion,
        code,
        receipt,
        traveller,
        // Of the tour itself there is a card of its own.
        texts: _,
    } = card;
    let booking = &row.booking;
    let money = |minor| Money::new(minor, booking.currency);
    let instant = |at: Option<Timestamp>| at.map(Timestamp::rfc3339);
    // Whoever paid has to find the agency and the others; nobody else needs to.
    let is_theirs = view == View::Traveller;
    let has_paid = is_theirs && matches!(booking.status, Status::Paid | Status::Completed);
    let goes = is_theirs && booking.status == Status::Paid;
    let tr = site.app.texts.lang(caller.lang);
    Ok(BookingCard {
        seen_as: match view {
            View::Traveller => BookingSeen::Traveller,
            View::Agency => BookingSeen::Agency,
        },
        agency: agency.name,
        contacts: Some(agency.contacts).filter(|words| has_paid && !words.is_empty()),
        chat_link: row.session.chat_link.clone().filter(|_| goes),
        receipt_url: receipt.filter(|_| is_theirs),
        traveller: traveller.filter(|_| !is_theirs),
        names,
        wish: booking.wish.clone(),
        price: BookingPrice {
            base: money(booking.base_minor),
            promotion: money(booking.promotion_minor),
            promotion_title: promotion,
            promo: money(booking.promo_minor),
            promo_code: code,
            total: booking.price(),
        },
        paid: money(booking.paid_minor),
        bonus: money(booking.bonus_minor),
        refunded: money(booking.refunded_minor),
        is_being_paid: booking.frozen_by.is_some(),
        refund_rule: steps(&booking.refund_rule)?,
        cancellation,
        approved_at: instant(booking.approved_at),
        paid_at: instant(booking.paid_at),
        ended_at: instant(booking.ended_at),
        ended_reason: booking.ended_reason.clone(),
        ended_note: screens::note_in_words(&tr, booking),
        booking: BookingView::of(row, caller.lang),
    })
}
