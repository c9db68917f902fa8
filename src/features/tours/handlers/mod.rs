//! Tours in the bot.

mod agency;
mod traveller;

use teloxide::types::Message;

pub use self::traveller::{linked, list_home};
use super::{
    callbacks::{AgencyCallback, ToursCallback},
    error::ToursError,
    state::ToursState,
};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::ctx::Ctx,
};

/// Rows on a page of a list.
const PAGE: u64 = 8;

/// A tap on a button of travellers.
pub async fn tapped(cx: Ctx, tap: Tap, callback: ToursCallback) -> Result<(), Fault> {
    if !cx.app().config.modules.tours {
        return Err(Fault::refused("common-gone"));
    }
    traveller::tapped(&cx, &tap, callback).await
}

/// A tap on a button of whoever decides for an agency.
pub async fn agency_tapped(cx: Ctx, tap: Tap, callback: AgencyCallback) -> Result<(), Fault> {
    if !cx.app().config.modules.tours {
        return Err(Fault::refused("common-gone"));
    }
    agency::tapped(&cx, &tap, callback).await
}

/// What somebody typed.
pub async fn typed(cx: Ctx, message: Message, state: ToursState) -> Result<(), Fault> {
    let Some(words) = message.text() else {
        return Err(Fault::refused("bookings-error-text"));
    };
    match state {
        ToursState::Search => traveller::search(&cx, words).await,
        ToursState::Message { session } => agency::tell(&cx, session, words).await,
        ToursState::Cancel { session } => agency::cancel(&cx, None, session, words).await,
    }
}

/// Why something is refused, in words.
pub(crate) fn fault(error: ToursError) -> Fault {
    use ToursError as E;
    match error {
        E::NotAllowed => Fault::refused("common-not-allowed"),
        E::Gone => Fault::refused("common-gone"),
        E::Moved => Fault::refused("tours-error-moved"),
        E::Blocked => Fault::refused("tours-error-blocked"),
        E::Taken => Fault::refused("tours-error-taken"),
        E::BadText(_) => Fault::refused("tours-error-text"),
        E::BadParams(_) => Fault::refused("tours-error-params"),
        E::Incomplete(_) => Fault::refused("tours-error-incomplete"),
        E::BadNumber(_) | E::Money(_) => Fault::refused("tours-error-number"),
        E::BadDates => Fault::refused("tours-error-dates"),
        E::BelowTaken(taken) => {
            Fault::refused_with("tours-error-taken-seats", args![count = i64::from(taken)])
        }
        E::TooManyPhotos => Fault::refused("tours-error-photos"),
        E::Rule(_) => Fault::refused("tours-error-rule"),
        E::Database(error) => error.into(),
        error @ E::Vault(_) => Fault::Broken(error.into()),
    }
}
