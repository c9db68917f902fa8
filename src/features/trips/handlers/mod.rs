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

/// Why something is refused, as the id of a text; none when nobody but us or the database is to blame.
pub(super) const fn words(error: &TripError) -> Option<&'static str> {
    use TripError as E;
    Some(match error {
        E::NotAllowed => "common-not-allowed",
        E::Gone => "common-gone",
        E::Moved => "trips-error-moved",
        E::Changed => "trips-error-changed",
        E::Lapsed => "trips-error-lapsed",
        E::Blocked => "trips-error-blocked",
        E::TooMany => "trips-error-too-many",
        E::Missing(_) => "trips-error-missing",
        E::Incomplete => "trips-error-incomplete",
        E::BadText => "trips-error-text",
        E::BadPrice => "trips-error-price",
        E::BadNumber => "trips-error-number",
        E::BadDay => "trips-error-day",
        E::BadParty => "trips-error-party",
        E::Tours(_) | E::Booking(_) | E::Database(_) => return None,
    })
}

/// The same for the bot.
fn fault(error: TripError) -> Fault {
    match (words(&error), error) {
        (Some(id), _) => Fault::refused(id),
        (None, TripError::Database(error)) => error.into(),
        (None, error) => Fault::Broken(error.into()),
    }
}
