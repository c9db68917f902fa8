//! `/api/v1/bookings`: what travellers book, and what agencies answer.
//!
//! A booking is its traveller's and its agency's; for everybody else there is none: 404.

mod acts;
mod ask;
mod views;
mod waitlist;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{error::BookingError, handlers};
use crate::{
    features::tours::pricing::{CodeRefusal, Party},
    http::{ApiError, ApiState},
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(ask::quote))
        .routes(routes!(ask::create))
        .routes(routes!(acts::my))
        .routes(routes!(acts::pending))
        .routes(routes!(acts::read))
        .routes(routes!(acts::approve))
        .routes(routes!(acts::reject))
        .routes(routes!(acts::cancel))
        .routes(routes!(waitlist::list, waitlist::join))
        .routes(routes!(waitlist::leave))
}

/// Who comes.
const fn party(adults: i32, children: i32) -> Party {
    Party { adults, children }
}

/// How a refusal is answered.
fn refusal(error: BookingError) -> ApiError {
    use BookingError as E;
    let text = handlers::words(&error).unwrap_or("bookings-error-moved");
    let conflict = |code| ApiError::conflict(code, text);
    match error {
        E::NotAllowed => ApiError::forbidden(),
        E::Gone => ApiError::not_found(),
        E::NotOffered => conflict("not_offered").with_fields([("session_id", text)]),
        E::SoldOut => conflict("seats_sold_out"),
        E::NotFull => conflict("not_full"),
        E::BadParty => ApiError::invalid([("adults", text)]),
        E::NamesWanted => ApiError::invalid([("names", text)]),
        E::PriceChanged => conflict("price_changed").with_fields([("shown", text)]),
        E::Code(refusal) => ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, word_of(refusal), text)
            .with_fields([("promo_code", text)]),
        E::Asked(_) => conflict("already_asked").with_fields([("session_id", text)]),
        E::TooManyHolds => conflict("too_many_holds"),
        E::CoolDown(_) => conflict("cool_down"),
        E::Moved => conflict("booking_moved"),
        E::BeingPaid => conflict("being_paid"),
        E::Begun => conflict("tour_begun"),
        E::TermsChanged => conflict("terms_changed").with_fields([("refund", text)]),
        E::Database(error) => error.into(),
        error @ (E::Ledger(_) | E::Refund(_) | E::Money(_) | E::Rule(_)) => ApiError::fault(error),
    }
}

/// Why a code takes nothing off, for programs.
const fn word_of(refusal: CodeRefusal) -> &'static str {
    match refusal {
        CodeRefusal::Unknown => "promo_code_unknown",
        CodeRefusal::NotNow => "promo_code_not_now",
        CodeRefusal::NotHere => "promo_code_not_here",
        CodeRefusal::BelowMinimum(_) => "promo_code_below_minimum",
        CodeRefusal::UsedUp => "promo_code_used_up",
        CodeRefusal::UsedUpByThem => "promo_code_used_by_you",
    }
}
