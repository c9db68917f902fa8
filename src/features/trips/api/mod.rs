//! `/api/v1/bookings/custom-requests`: trips made to order, as travellers ask for them and agencies offer
//! them.
//!
//! A request is its traveller's and that of the agencies it was sent to; an agency sees its own offers alone.
//! For everybody else there is none: 404.

mod offers;
mod requests;
mod views;

use utoipa_axum::{router::OpenApiRouter, routes};

use super::{drafts::Step, error::TripError, handlers};
use crate::{
    args,
    features::Site,
    http::{ApiError, ApiState, Text},
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(requests::list, requests::create))
        .routes(routes!(requests::read))
        .routes(routes!(requests::cancel))
        .routes(routes!(offers::make))
        .routes(routes!(offers::accept))
        .routes(routes!(offers::counter))
        .routes(routes!(offers::decline))
        .routes(routes!(offers::withdraw))
}

/// How a refusal is answered; `field` is to blame when it is about something that was written.
fn refusal(site: &Site, error: TripError, field: &'static str) -> ApiError {
    use TripError as E;
    let text = text(&error);
    let conflict = |code| ApiError::conflict(code, text.clone());
    match error {
        E::NotAllowed => ApiError::forbidden(),
        E::Gone => ApiError::not_found(),
        E::Moved => conflict("trip_moved"),
        E::Changed => conflict("offer_changed").with_fields([("revision", text)]),
        E::Lapsed => conflict("offer_lapsed"),
        E::Blocked => conflict("agency_blocked"),
        E::TooMany => {
            let count = site.app.config.tours.max_trip_requests;
            let text = ("trips-error-too-many", args![count = count]);
            ApiError::conflict("too_many_open", text)
        }
        E::Missing(step) => ApiError::invalid([(field_of(step), text)]),
        E::Incomplete => ApiError::invalid([("price", text.clone()), ("included", text)]),
        E::BadText | E::BadPrice | E::BadNumber | E::BadDay | E::BadParty => {
            ApiError::invalid([(field, text)])
        }
        E::Database(error) => error.into(),
        error @ (E::Tours(_) | E::Booking(_)) => ApiError::fault(error),
    }
}

/// A refusal in words.
fn text(error: &TripError) -> Text {
    handlers::words(error).unwrap_or("trips-error-moved").into()
}

/// The field in which a question is answered.
const fn field_of(step: Step) -> &'static str {
    match step {
        Step::Place => "place",
        Step::When => "starts_on",
        Step::Days => "days",
        Step::Party => "adults",
        Step::Budget => "budget",
        Step::Transport => "transports",
        Step::Wishes => "wishes",
    }
}
