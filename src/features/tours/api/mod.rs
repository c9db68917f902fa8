//! `/api/v1/tours` and `/api/v1/agencies`: the catalogue for everybody, and what agencies and the platform do
//! with it.
//!
//! A manager learns nothing of other agencies' drafts, sessions and codes: 404.

mod agencies;
mod catalog;
mod discounts;
mod makers;
mod sessions;
mod statements;
mod views;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{error::ToursError, handlers};
use crate::{
    bot::fault::Fault,
    http::{ApiError, ApiState, Caller, Text},
    kernel::permission::Rights,
};

/// The routes of tours.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(catalog::list, makers::create))
        .routes(routes!(catalog::categories))
        .routes(routes!(discounts::promotions, discounts::promote))
        .routes(routes!(discounts::change_promotion))
        .routes(routes!(discounts::codes, discounts::add_code))
        .routes(routes!(discounts::change_code))
        .routes(routes!(sessions::change))
        .routes(routes!(sessions::cancel))
        .routes(routes!(sessions::repeat))
        .routes(routes!(catalog::read, makers::edit))
        .routes(routes!(sessions::list, sessions::add))
        .routes(routes!(catalog::keep, catalog::forget))
}

/// The routes of agencies.
pub fn agency_routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(agencies::list, agencies::create))
        .routes(routes!(agencies::read, agencies::change))
        .routes(routes!(agencies::managers, agencies::add_manager))
        .routes(routes!(agencies::remove_manager))
}

/// The routes about the money of agencies: they stand among the payments.
pub fn payment_routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(statements::statement))
}

/// What a caller may do; a stranger may look.
fn rights(caller: Option<&Caller>) -> Rights {
    caller.map_or_else(|| Rights::new([]), |caller| caller.rights.clone())
}

/// How a refusal is answered.
fn refusal(error: ToursError) -> ApiError {
    use ToursError as E;
    match error {
        E::NotAllowed => ApiError::forbidden(),
        E::Gone => ApiError::not_found(),
        E::Moved => ApiError::conflict("moved_on", text(E::Moved)),
        E::Blocked => ApiError::conflict("agency_blocked", text(E::Blocked)),
        E::Taken => ApiError::conflict("name_taken", text(E::Taken)),
        E::BelowTaken(seats) => ApiError::conflict("below_taken", text(E::BelowTaken(seats)))
            .with_fields([("capacity", text(E::BelowTaken(seats)))]),
        E::TooManyPhotos => ApiError::conflict("too_many_pictures", text(E::TooManyPhotos)),
        E::Incomplete(name) => ApiError::conflict("incomplete", text(E::Incomplete(name)))
            .with_fields([(name, text(E::Incomplete(name)))]),
        E::BadText(name) => ApiError::invalid([(name, text(E::BadText(name)))]),
        E::BadNumber(name) => ApiError::invalid([(name, text(E::BadNumber(name)))]),
        E::BadDates => ApiError::invalid([("starts_on", text(E::BadDates))]),
        E::BadParams(faults) => ApiError::invalid(
            faults
                .into_iter()
                .map(|fault| (format!("params.{}", fault.key), "tours-error-params")),
        ),
        E::Rule(rule) => ApiError::invalid([("refund_rule", text(E::Rule(rule)))]),
        E::Money(sum) => ApiError::invalid([("price", text(E::Money(sum)))]),
        E::Database(error) => error.into(),
        error @ E::Vault(_) => ApiError::fault(error),
    }
}

/// A refusal in the words of the bot.
fn text(error: ToursError) -> Text {
    match handlers::fault(error) {
        Fault::Refused(refusal) => refusal.into(),
        _ => "tours-error-moved".into(),
    }
}

/// 422 for a list of keys that holds one which is none.
fn unknown(name: &'static str) -> ApiError {
    refusal(ToursError::BadText(name))
}

const CREATED: StatusCode = StatusCode::CREATED;
