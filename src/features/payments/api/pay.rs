//! Paying for a booking: a link to the page of a provider.

use axum::Extension;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{PaymentView, card, refuse};
use crate::{
    features::{
        Site, api,
        bookings::{
            error::BookingError,
            lists::{self, View},
        },
        payme::begin as payme,
        payments::service,
    },
    http::{ApiError, ApiState, Caller, Json, Path, Problem},
    kernel::{ids::BookingId, payable::Payable},
};

/// Beside the bookings.
pub(in crate::features) fn booking_routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(pay))
}

/// With whom to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PayMethod {
    /// In roubles.
    Yookassa,
    /// In sums, at the agency's own cash desk.
    Payme,
}

/// How to pay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BookingPayment {
    #[schema(inline)]
    method: PayMethod,
    /// Whether the payer's bonus pays what it may.
    #[serde(default)]
    bonus: bool,
}

/// Pay for a booking that the agency approved. `confirmation_url` leads to the page; when the provider takes
/// its time it is null at first, and stands in the payment a moment later. Asking again goes on with what was
/// begun.
#[utoipa::path(
    post, path = "/{id}/pay", tag = "bookings", params(("id" = i64, Path)),
    request_body = BookingPayment,
    responses((status = 200, body = PaymentView), (status = "4XX", body = Problem)),
)]
async fn pay(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
    Json(request): Json<BookingPayment>,
) -> Result<Json<PaymentView>, ApiError> {
    api::consented(&site, &caller).await?;
    let app = &site.app;
    match lists::look(app, caller.user_id, &caller.rights, id).await {
        Ok((_, View::Traveller)) => {}
        Ok((_, View::Agency)) => return Err(ApiError::forbidden()),
        Err(BookingError::Database(error)) => return Err(error.into()),
        Err(_) => return Err(ApiError::not_found()),
    }
    let (actor, payable) = (caller.actor(), Payable::Booking(id));
    let started = match request.method {
        PayMethod::Yookassa => service::start(app, actor, payable, request.bonus).await,
        PayMethod::Payme => payme::start(app, actor, caller.lang, payable, request.bonus).await,
    }
    .map_err(|error| refuse(error, "method"))?;
    Ok(Json(card(&site, &caller, started.payment.id).await?))
}
