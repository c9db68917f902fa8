//! What seats cost, and asking for them.

use axum::{Extension, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    party, refusal,
    views::{self, BookingCard, BookingQuote},
};
use crate::{
    args,
    features::{
        Site, api,
        bookings::{
            error::BookingError,
            request::{self, Code, WISH_LIMIT, Wanted},
        },
        tours::{pricing::CodeRefusal, titles},
        users::people::Account,
    },
    http::{ApiError, Caller, Json, Problem},
    kernel::{ids::SessionId, money::Money, words::fitting},
};

/// Seats that somebody thinks of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookingParty {
    session_id: SessionId,
    #[schema(minimum = 1)]
    adults: i32,
    #[serde(default)]
    #[schema(minimum = 0)]
    children: i32,
    promo_code: Option<String>,
}

/// What seats cost, with a promo code or without, and how long they would be held. Nothing is written.
#[utoipa::path(
    post, path = "/quote", tag = "bookings", request_body = BookingParty,
    responses((status = 200, body = BookingQuote), (status = "4XX", body = Problem)),
)]
pub(super) async fn quote(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(wish): Json<BookingParty>,
) -> Result<Json<BookingQuote>, ApiError> {
    let account = api::consented(&site, &caller).await?;
    let party = party(wish.adults, wish.children);
    let code = code_of(wish.promo_code);
    let quote = request::quote(&site.app, wish.session_id, party, code.as_ref())
        .await
        .map_err(|error| refused(&site, &account, &caller, error))?;
    let titles = titles::of(&site.app.db, [quote.tour.id]).await?;
    let title = titles
        .get(&quote.tour.id)
        .map(|titles| titles.of(caller.lang).to_owned())
        .unwrap_or_default();
    let closes_at = request::closes_at(&site.app, &quote.session);
    let view = BookingQuote::of(&site, quote, title, closes_at).map_err(refusal)?;
    Ok(Json(view))
}

/// Seats that somebody wants.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBooking {
    session_id: SessionId,
    #[schema(minimum = 1)]
    adults: i32,
    #[serde(default)]
    #[schema(minimum = 0)]
    children: i32,
    promo_code: Option<String>,
    /// The `total` that the person saw: another one meanwhile is not taken unseen.
    shown: Money,
    /// Something for the agency to know.
    #[schema(max_length = 500)]
    wish: Option<String>,
    /// The names of all participants, where the session wants them.
    #[serde(default)]
    names: Vec<String>,
}

/// Ask for seats. They are held at once, and the agency answers; asking for the same again is asking once.
/// 409 `seats_sold_out` when somebody was faster.
#[utoipa::path(
    post, path = "/", tag = "bookings", request_body = NewBooking,
    responses((status = 201, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn create(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(wish): Json<NewBooking>,
) -> Result<(StatusCode, Json<BookingCard>), ApiError> {
    let account = api::consented(&site, &caller).await?;
    let words = wish.wish.as_deref().unwrap_or_default();
    let words = fitting(words, WISH_LIMIT, true).ok_or_else(|| {
        ApiError::invalid([("wish", ("bookings-error-wish", args![limit = WISH_LIMIT]))])
    })?;
    let wanted = Wanted {
        session: wish.session_id,
        party: party(wish.adults, wish.children),
        code: code_of(wish.promo_code),
        wish: Some(words),
        names: wish.names,
        shown_minor: wish.shown.minor(),
        shown_in: Some(wish.shown.currency()),
    };
    let booking = match request::request(&site.app, caller.actor(), wanted.clone()).await {
        Ok(booking) => booking,
        Err(BookingError::PriceChanged) => {
            return Err(price_changed(&site, &account, &caller, &wanted).await);
        }
        Err(error) => return Err(refused(&site, &account, &caller, error)),
    };
    let card = views::card(&site, &caller, booking.id).await?;
    Ok((StatusCode::CREATED, Json(card)))
}

fn code_of(typed: Option<String>) -> Option<Code> {
    typed
        .filter(|code| !code.trim().is_empty())
        .map(Code::Typed)
}

/// The price is another one: the answer says which.
async fn price_changed(
    site: &Site,
    account: &Account,
    caller: &Caller,
    wanted: &Wanted,
) -> ApiError {
    let now = request::quote(
        &site.app,
        wanted.session,
        wanted.party,
        wanted.code.as_ref(),
    );
    match now.await {
        Ok(quote) => {
            let tr = site.app.texts.lang(caller.lang);
            let price = tr.money(quote.price.total);
            let text = || ("bookings-error-price-now", args![price = price.clone()]);
            ApiError::conflict("price_changed", text()).with_fields([("shown", text())])
        }
        Err(error) => refused(site, account, caller, error),
    }
}

/// A refusal with the sums and instants that stand in it.
fn refused(site: &Site, account: &Account, caller: &Caller, error: BookingError) -> ApiError {
    match error {
        BookingError::CoolDown(until) => {
            let zone = account.person.zone_or(site.app.config.locale.time_zone);
            let until = until.moment_in(zone);
            ApiError::conflict(
                "cool_down",
                ("bookings-error-cooldown", args![until = until]),
            )
        }
        BookingError::Code(refusal @ CodeRefusal::BelowMinimum(minimum)) => {
            let sum = site.app.texts.lang(caller.lang).money(minimum);
            let text = || ("bookings-error-code-minimum", args![sum = sum.clone()]);
            let code = super::word_of(refusal);
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, text())
                .with_fields([("promo_code", text())])
        }
        error => refusal(error),
    }
}
