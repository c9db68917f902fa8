//! `/api/v1/bookings`: bookings as their travellers and their agencies see them, and waiting lists.
//!
//! Nobody learns of a booking that is not theirs to see whether it exists: 404.

mod acts;
mod lists;
mod views;
mod waiting;

use utoipa_axum::{router::OpenApiRouter, routes};

use self::views::BookingCard;
use super::{
    error::BookingError,
    reads::{self, Side},
};
use crate::{
    args,
    features::{Site, api, tours::pricing::CodeRefusal},
    http::{ApiError, ApiState, Caller},
    kernel::ids::BookingId,
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(acts::request))
        .routes(routes!(acts::quote))
        .routes(routes!(lists::mine))
        .routes(routes!(lists::pending))
        .routes(routes!(lists::read))
        .routes(routes!(acts::approve))
        .routes(routes!(acts::reject))
        .routes(routes!(acts::cancel))
        .routes(routes!(acts::pay))
        .routes(routes!(waiting::list, waiting::join))
        .routes(routes!(waiting::leave))
}

/// As whom the caller sees a booking; 404 when they do not.
async fn seen(
    site: &Site,
    caller: &Caller,
    id: BookingId,
) -> Result<(reads::Card, Side), ApiError> {
    api::consented(site, caller).await?;
    reads::seen(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(refusal)
}

/// The booking as an act left it, for its caller.
async fn shown(site: &Site, caller: &Caller, id: BookingId) -> Result<BookingCard, ApiError> {
    let (card, side) = seen(site, caller, id).await?;
    BookingCard::of(site, caller, card, side).map_err(refusal)
}

/// How a refusal is answered.
fn refusal(error: BookingError) -> ApiError {
    use BookingError as E;
    match error {
        E::NotAllowed => ApiError::forbidden(),
        E::Gone => ApiError::not_found(),
        E::NotOffered => ApiError::conflict("not_offered", "bookings-error-not-offered"),
        E::SoldOut => ApiError::conflict("seats_sold_out", "bookings-sold-out"),
        E::NotFull => ApiError::conflict("seats_left", "bookings-error-not-full"),
        E::BadParty => ApiError::invalid([("adults", "bookings-error-party")]),
        E::NamesWanted => ApiError::invalid([("names", "bookings-error-names")]),
        E::PriceChanged => ApiError::conflict("price_changed", "bookings-error-price"),
        E::Code(refusal) => code(refusal),
        E::Asked(_) => ApiError::conflict("already_asked", "bookings-error-asked"),
        E::TooManyHolds => ApiError::conflict("too_many_holds", "bookings-error-holds"),
        E::CoolDown(until) => ApiError::conflict(
            "cool_down",
            ("bookings-error-cooldown", args![until = until.rfc3339()]),
        ),
        E::Moved => ApiError::conflict("booking_moved", "bookings-error-moved"),
        E::BeingPaid => ApiError::conflict("being_paid", "bookings-error-paying"),
        E::Begun => ApiError::conflict("tour_begun", "bookings-error-begun"),
        E::TermsChanged => ApiError::conflict("terms_changed", "bookings-error-terms"),
        E::Database(error) => error.into(),
        error @ (E::Ledger(_) | E::Refund(_) | E::Money(_) | E::Rule(_)) => ApiError::fault(error),
    }
}

/// Why a promo code takes nothing off: the field is to blame, and one code of ours for each reason.
fn code(refusal: CodeRefusal) -> ApiError {
    let (code, text) = match refusal {
        CodeRefusal::Unknown => ("promo_unknown", "bookings-error-code-unknown"),
        CodeRefusal::NotNow => ("promo_not_now", "bookings-error-code-time"),
        CodeRefusal::NotHere => ("promo_elsewhere", "bookings-error-code-place"),
        CodeRefusal::UsedUp => ("promo_used_up", "bookings-error-code-used"),
        CodeRefusal::UsedUpByThem => ("promo_used_by_you", "bookings-error-code-yours"),
        CodeRefusal::BelowMinimum(minimum) => {
            let text = (
                "bookings-error-code-minimum",
                args![sum = minimum.to_string()],
            );
            return ApiError::conflict("promo_below_minimum", text.clone())
                .with_fields([("promo_code", text)]);
        }
    };
    ApiError::conflict(code, text).with_fields([("promo_code", text)])
}
