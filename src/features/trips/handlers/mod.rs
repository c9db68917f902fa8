//! Trips made to order in the bot.

mod agency;
mod traveller;

use teloxide::types::Message;

use super::{
    callbacks::{TripDeskCallback, TripsCallback},
    error::TripError,
    state::TripsState,
};
use crate::{
    bot::{fault::Fault, tap::Tap},
    features::{bookings, ctx::Ctx, tours},
};

/// Rows on a page of a list.
const PAGE: u64 = 8;

/// A tap on a button of travellers.
pub async fn tapped(cx: Ctx, tap: Tap, callback: TripsCallback) -> Result<(), Fault> {
    if !cx.app().config.modules.tours {
        return Err(Fault::refused("common-gone"));
    }
    traveller::tapped(&cx, &tap, callback).await
}

/// A tap on a button of whoever decides for an agency.
pub async fn desk_tapped(cx: Ctx, tap: Tap, callback: TripDeskCallback) -> Result<(), Fault> {
    if !cx.app().config.modules.tours {
        return Err(Fault::refused("common-gone"));
    }
    agency::tapped(&cx, &tap, callback).await
}

/// What somebody typed.
pub async fn typed(cx: Ctx, message: Message, state: TripsState) -> Result<(), Fault> {
    let Some(words) = message.text() else {
        return Err(Fault::refused("trips-error-not-text"));
    };
    match state {
        TripsState::Answer {
            trip,
            step,
            goes_on,
        } => traveller::answered(&cx, trip, step, goes_on, words).await,
        TripsState::Counter { offer } => traveller::countered(&cx, offer, words).await,
        TripsState::Price { offer } => agency::priced(&cx, offer, words).await,
        TripsState::Included { offer } => agency::included(&cx, offer, words).await,
        TripsState::Days { offer } => agency::lasting(&cx, offer, words).await,
        TripsState::Reply { offer } => agency::replied(&cx, offer, words).await,
    }
}

/// Why something is refused, in words.
fn fault(error: TripError) -> Fault {
    use TripError as E;
    match error {
        E::NotAllowed => Fault::refused("common-not-allowed"),
        E::Gone => Fault::refused("common-gone"),
        E::Moved => Fault::refused("trips-error-moved"),
        E::Changed => Fault::refused("trips-error-changed"),
        E::Lapsed => Fault::refused("trips-error-lapsed"),
        E::Blocked => Fault::refused("trips-error-blocked"),
        E::TooMany => Fault::refused("trips-error-too-many"),
        E::Missing(_) => Fault::refused("trips-error-missing"),
        E::Incomplete => Fault::refused("trips-error-incomplete"),
        E::BadText => Fault::refused("trips-error-text"),
        E::BadPrice => Fault::refused("trips-error-price"),
        E::BadNumber => Fault::refused("trips-error-number"),
        E::BadDay => Fault::refused("trips-error-day"),
        E::BadParty => Fault::refused("trips-error-party"),
        E::Tours(error) => tours_fault(error),
        E::Booking(error) => booking_fault(error),
        E::Database(error) => error.into(),
    }
}

/// A tour is not as the offer needs it.
fn tours_fault(error: tours::error::ToursError) -> Fault {
    use tours::error::ToursError as E;
    match error {
        E::NotAllowed => Fault::refused("common-not-allowed"),
        E::Gone => Fault::refused("common-gone"),
        E::Blocked => Fault::refused("trips-error-blocked"),
        E::BadDates => Fault::refused("trips-error-day"),
        E::Database(error) => error.into(),
        error @ (E::Moved
        | E::Taken
        | E::BadText(_)
        | E::BadParams(_)
        | E::Incomplete(_)
        | E::BadNumber(_)
        | E::BelowTaken(_)
        | E::TooManyPhotos
        | E::Rule(_)
        | E::Vault(_)
        | E::Money(_)) => Fault::Broken(error.into()),
    }
}

/// An agreed booking has no conditions of its own: whatever refuses it is ours, or the database.
fn booking_fault(error: bookings::error::BookingError) -> Fault {
    use bookings::error::BookingError as E;
    match error {
        E::Database(error) => error.into(),
        error @ (E::NotAllowed
        | E::Gone
        | E::NotOffered
        | E::SoldOut
        | E::NotFull
        | E::BadParty
        | E::NamesWanted
        | E::PriceChanged
        | E::Code(_)
        | E::Asked(_)
        | E::TooManyHolds
        | E::CoolDown(_)
        | E::Moved
        | E::BeingPaid
        | E::Begun
        | E::TermsChanged
        | E::Ledger(_)
        | E::Refund(_)
        | E::Money(_)
        | E::Rule(_)) => Fault::Broken(error.into()),
    }
}
