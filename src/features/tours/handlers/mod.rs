//! Tours in the bot.

mod agency;
mod discounts;
mod inline;
mod maker;
mod money;
mod planner;
mod platform;
mod traveller;

use teloxide::types::Message;

pub use self::{
    inline::inline,
    money::money_tapped,
    traveller::{linked, list_home, promo},
};
use super::{
    callbacks::{AgencyCallback, MakerCallback, PlannerCallback, PlatformCallback, ToursCallback},
    error::ToursError,
    state::ToursState,
};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::ctx::Ctx,
    kernel::money::Money,
};

/// Rows on a page of a list.
const PAGE: u64 = 8;

/// A tap on a button of travellers.
pub async fn tapped(cx: Ctx, tap: Tap, callback: ToursCallback) -> Result<(), Fault> {
    cx.require_tours()?;
    traveller::tapped(&cx, &tap, callback).await
}

/// A tap on a button of whoever decides for an agency.
pub async fn agency_tapped(cx: Ctx, tap: Tap, callback: AgencyCallback) -> Result<(), Fault> {
    cx.require_tours()?;
    agency::tapped(&cx, &tap, callback).await
}

/// A tap on a button of whoever makes tours.
pub async fn maker_tapped(cx: Ctx, tap: Tap, callback: MakerCallback) -> Result<(), Fault> {
    cx.require_tours()?;
    maker::tapped(&cx, &tap, callback).await
}

/// A tap on a button of whoever plans sessions and lowers prices.
pub async fn planner_tapped(cx: Ctx, tap: Tap, callback: PlannerCallback) -> Result<(), Fault> {
    cx.require_tours()?;
    planner::tapped(&cx, &tap, callback).await
}

/// A tap on a button of an agency's own page.
pub async fn platform_tapped(cx: Ctx, tap: Tap, callback: PlatformCallback) -> Result<(), Fault> {
    cx.require_tours()?;
    platform::tapped(&cx, &tap, callback).await
}

/// What somebody typed or sent.
pub async fn typed(cx: Ctx, message: Message, state: ToursState) -> Result<(), Fault> {
    let state = match state {
        // Secrets are taken out of the chat whatever they are; pictures are no words.
        ToursState::Account {
            agency,
            minor,
            currency,
        } => {
            let money = Money::new(minor, currency);
            return money::account_typed(&cx, &message, agency, money).await;
        }
        ToursState::MerchantKey { agency, merchant } => {
            return platform::keyed(&cx, &message, agency, merchant).await;
        }
        ToursState::Agency { agency, item } => {
            return platform::answered(&cx, &message, agency, item).await;
        }
        ToursState::Photos { tour, album } => {
            return maker::pictured(&cx, &message, tour, album).await;
        }
        other => other,
    };
    let Some(words) = message.text() else {
        return Err(Fault::refused("bookings-error-text"));
    };
    match state {
        // Read above.
        ToursState::Account { .. }
        | ToursState::MerchantKey { .. }
        | ToursState::Agency { .. }
        | ToursState::Photos { .. } => Ok(()),
        ToursState::NewAgency => platform::named(&cx, words).await,
        ToursState::NewTour { agency } => maker::titled(&cx, agency, words).await,
        ToursState::Word { tour, lang, field } => {
            maker::worded(&cx, (tour, lang, field), words).await
        }
        ToursState::Days { tour } => maker::lasting(&cx, tour, words).await,
        ToursState::Param { tour, key } => maker::numbered(&cx, tour, &key, words).await,
        ToursState::Sketch { sketch, part } => planner::sketched(&cx, sketch, part, words).await,
        ToursState::Session { session, part } => planner::changed(&cx, session, part, words).await,
        ToursState::Lowering(lowering) => discounts::typed(&cx, lowering, words).await,
        ToursState::Received { agency, currency } => {
            money::received(&cx, agency, currency, words).await
        }
        ToursState::Reference {
            agency,
            minor,
            currency,
        } => money::referenced(&cx, agency, Money::new(minor, currency), words).await,
        ToursState::Search => traveller::search(&cx, words).await,
        ToursState::Message { session } => agency::tell(&cx, session, words).await,
        ToursState::Cancel { session } => agency::cancel(&cx, None, session, words).await,
    }
}

/// The largest size of a picture that was sent.
fn largest(message: &Message) -> Option<String> {
    let sizes = message.photo()?;
    let largest = sizes.iter().max_by_key(|size| size.width)?;
    Some(largest.file.id.0.clone())
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
