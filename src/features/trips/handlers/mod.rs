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
    features::ctx::Ctx,
};

/// Rows on a page of a list.
const PAGE: u64 = 8;

/// A tap on a button of travellers.
pub async fn tapped(cx: Ctx, tap: Tap, callback: TripsCallback) -> Result<(), Fault> {
    cx.require_tours()?;
    traveller::tapped(&cx, &tap, callback).await
}

/// A tap on a button of whoever decides for an agency.
pub async fn desk_tapped(cx: Ctx, tap: Tap, callback: TripDeskCallback) -> Result<(), Fault> {
    cx.require_tours()?;
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
        error @ (E::Tours(_) | E::Booking(_)) => Fault::Broken(error.into()),
        E::Database(error) => error.into(),
    }
}
