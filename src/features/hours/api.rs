//! `/api/v1/study/hours`: what can be booked, and what is.

use axum::{Extension, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{booking, endings, error::HoursError, handlers, reads, schedule, terms};
use crate::{
    bot::fault::Fault,
    entity::hour::{Model, Status},
    features::{Site, api},
    http::{ApiError, ApiState, Caller, Json, Page, Path, Problem},
    kernel::{
        ids::HourId,
        money::Money,
        page::Slice,
        time::{Timestamp, instant},
    },
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list, book))
        .routes(routes!(free))
        .routes(routes!(read))
        .routes(routes!(cancel))
}

/// A booked hour.
#[derive(Serialize, ToSchema)]
struct HourView {
    id: HourId,
    status: Status,
    /// RFC 3339; it lasts sixty minutes.
    starts_at: String,
    price: Money,
    /// What is paid and not promised back.
    paid: Money,
    /// While it is held: until when it is kept unpaid.
    hold_until: Option<String>,
    ended_at: Option<String>,
    created_at: String,
}

impl From<Model> for HourView {
    fn from(hour: Model) -> Self {
        Self {
            id: hour.id,
            status: hour.status,
            starts_at: hour.starts_at.rfc3339(),
            price: Money::new(hour.price_minor, hour.currency),
            paid: terms::in_hand(&hour),
            hold_until: (hour.status == Status::Held).then(|| hour.hold_until.rfc3339()),
            ended_at: hour.ended_at.map(Timestamp::rfc3339),
            created_at: hour.created_at.rfc3339(),
        }
    }
}

/// One's own hours, the latest booked first.
#[utoipa::path(
    get, path = "/hours", tag = "study", params(Page),
    responses((status = 200, body = Slice<HourView>), (status = "4XX", body = Problem)),
)]
async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Slice<HourView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let before = page.cursor.map(HourId);
    let rows = reads::mine_before(&site.app, caller.user_id, before, page.fetch()).await?;
    let slice = page.slice(rows, |hour| hour.id.0);
    Ok(Json(slice.map(HourView::from)))
}

/// What can be booked.
#[derive(Serialize, ToSchema)]
struct Free {
    /// What an hour costs.
    price: Money,
    /// Starts in RFC 3339, earliest first.
    starts: Vec<String>,
}

/// Hours that can be booked now.
#[utoipa::path(
    get, path = "/hours/free", tag = "study",
    responses((status = 200, body = Free), (status = "4XX", body = Problem)),
)]
async fn free(Extension(site): Extension<Site>, caller: Caller) -> Result<Json<Free>, ApiError> {
    api::consented(&site, &caller).await?;
    let free = schedule::free(&site.app, caller.user_id).await?;
    let settings = site.app.config.hours;
    Ok(Json(Free {
        price: Money::new(settings.price_minor, settings.currency),
        starts: free.into_keys().map(Timestamp::rfc3339).collect(),
    }))
}

/// An hour to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// RFC 3339, one of the free starts.
    starts_at: String,
}

/// Keep an hour until it is paid. The same one asked for again is the same one.
#[utoipa::path(
    post, path = "/hours", tag = "study", request_body = Wanted,
    responses((status = 201, body = HourView), (status = "4XX", body = Problem)),
)]
async fn book(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<Wanted>,
) -> Result<(StatusCode, Json<HourView>), ApiError> {
    api::consented(&site, &caller).await?;
    let start = instant(&request.starts_at)
        .ok_or_else(|| ApiError::invalid([("starts_at", "http-field-malformed")]))?;
    let hour = booking::hold(&site.app, caller.actor(), start)
        .await
        .map_err(refusal)?;
    Ok((StatusCode::CREATED, Json(hour.into())))
}

/// An hour with what calling it off would mean.
#[derive(Serialize, ToSchema)]
struct HourCard {
    #[serde(flatten)]
    hour: HourView,
    /// What goes back when the caller calls it off now; null when they cannot.
    refund: Option<Money>,
}

async fn card(site: &Site, caller: &Caller, id: HourId) -> Result<HourCard, ApiError> {
    let card = reads::card(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(refusal)?;
    let refund = match endings::preview(&site.app, caller.user_id, &caller.rights, id).await {
        Ok(preview) => Some(preview.refund),
        Err(HoursError::TooLate | HoursError::NotAllowed) => None,
        Err(error) => return Err(refusal(error)),
    };
    Ok(HourCard {
        hour: card.hour.into(),
        refund,
    })
}

/// An hour, for its client, its operator and staff.
#[utoipa::path(
    get, path = "/hours/{id}", tag = "study", params(("id" = i64, Path)),
    responses((status = 200, body = HourCard), (status = "4XX", body = Problem)),
)]
async fn read(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<HourId>,
) -> Result<Json<HourCard>, ApiError> {
    api::consented(&site, &caller).await?;
    Ok(Json(card(&site, &caller, id).await?))
}

/// What was shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Cancelled {
    /// The refund that was shown, in minor units: when it is another one by now, nothing happens.
    refund_minor: i64,
}

/// Call an hour off.
#[utoipa::path(
    post, path = "/hours/{id}/cancel", tag = "study", params(("id" = i64, Path)),
    request_body = Cancelled,
    responses((status = 200, body = HourCard), (status = "4XX", body = Problem)),
)]
async fn cancel(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<HourId>,
    Json(request): Json<Cancelled>,
) -> Result<Json<HourCard>, ApiError> {
    api::consented(&site, &caller).await?;
    endings::cancel(
        &site.app,
        caller.actor(),
        &caller.rights,
        id,
        request.refund_minor,
    )
    .await
    .map_err(refusal)?;
    Ok(Json(card(&site, &caller, id).await?))
}

fn refusal(error: HoursError) -> ApiError {
    use HoursError as E;
    let code = match error {
        E::NotAllowed => return ApiError::forbidden(),
        E::Gone => return ApiError::not_found(),
        E::Database(error) => return error.into(),
        E::Ledger(_) | E::Refund(_) | E::Money(_) => return ApiError::fault(error),
        E::NotOffered => "not_offered",
        E::Taken => "slot_taken",
        E::Busy => "hour_at_that_time",
        E::TooManyHolds => "too_many_holds",
        E::TooLate => "too_late",
        E::Closed => "chat_closed",
        E::TermsChanged => "terms_changed",
        // Of operators' schedules: not met here.
        E::NoHost | E::BadSpan | E::ShortSpan | E::TooManyWindows | E::BadDay => "not_possible",
    };
    match handlers::fault(error) {
        Fault::Refused(why) => ApiError::conflict(code, why),
        _ => ApiError::conflict(code, "hours-error-not-offered"),
    }
}
