//! Lists of bookings, and what is done with one.

use axum::Extension;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    refusal,
    views::{self, BookingCard, BookingView},
};
use crate::{
    entity::booking::Status,
    features::{
        Site, api,
        bookings::{
            decide, endings,
            lists::{self, View},
            request::WISH_LIMIT,
        },
    },
    http::{ApiError, Caller, Json, Page, Path, Problem, Query},
    kernel::{ids::BookingId, money::Money, page::Slice, words::fitting},
};

/// Which bookings.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct BookingFilter {
    /// Only in this state.
    #[param(inline)]
    status: Option<Status>,
}

/// The caller's own bookings, newest first.
#[utoipa::path(
    get, path = "/my", tag = "bookings", params(Page, BookingFilter),
    responses((status = 200, body = Slice<BookingView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn my(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(filter): Query<BookingFilter>,
) -> Result<Json<Slice<BookingView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let before = page.cursor.map(BookingId);
    let (me, status) = (caller.user_id, filter.status);
    let rows = lists::own(&site.app, me, status, before, page.fetch()).await?;
    let slice = page.slice(rows, |row| row.booking.id.0);
    Ok(Json(slice.map(|row| BookingView::of(row, caller.lang))))
}

/// Requests that wait for the caller's answer, those that wait the longest first: of the caller's agencies,
/// of all for the platform's admins.
#[utoipa::path(
    get, path = "/pending", tag = "bookings", params(Page),
    responses((status = 200, body = Slice<BookingView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn pending(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Slice<BookingView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let after = page.cursor.map(BookingId);
    let rows = lists::pending(&site.app, &caller.rights, after, page.fetch())
        .await
        .map_err(refusal)?;
    let slice = page.slice(rows, |row| row.booking.id.0);
    Ok(Json(slice.map(|row| BookingView::of(row, caller.lang))))
}

/// A booking: as its traveller sees it, or as its agency does.
#[utoipa::path(
    get, path = "/{id}", tag = "bookings", params(("id" = i64, Path)),
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn read(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
) -> Result<Json<BookingCard>, ApiError> {
    api::consented(&site, &caller).await?;
    Ok(Json(views::card(&site, &caller, id).await?))
}

/// As whom the caller sees a booking; 404 when they do not.
async fn seen(site: &Site, caller: &Caller, id: BookingId) -> Result<View, ApiError> {
    api::consented(site, caller).await?;
    let (_, view) = lists::look(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(refusal)?;
    Ok(view)
}

/// Say yes to a request: the traveller has to pay now.
#[utoipa::path(
    post, path = "/{id}/approve", tag = "bookings", params(("id" = i64, Path)),
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn approve(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
) -> Result<Json<BookingCard>, ApiError> {
    decided(&site, &caller, id).await?;
    decide::approve(&site.app, caller.actor(), &caller.rights, id)
        .await
        .map_err(refusal)?;
    Ok(Json(views::card(&site, &caller, id).await?))
}

/// Lets whoever sees the booking and decides for some agency pass; the service knows for which.
async fn decided(site: &Site, caller: &Caller, id: BookingId) -> Result<(), ApiError> {
    seen(site, caller, id).await?;
    decide::of_agency(&site.app.db, &caller.rights, id)
        .await
        // Their own booking is no secret to travellers.
        .map_err(|error| match error {
            super::BookingError::Gone => ApiError::forbidden(),
            error => refusal(error),
        })?;
    Ok(())
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookingRejection {
    /// The traveller reads it.
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// Somebody's reason; what begins with `#` would be a word of ours.
fn reason(typed: Option<String>) -> Result<Option<String>, ApiError> {
    let typed = typed.unwrap_or_default();
    let typed = typed.trim().trim_start_matches('#');
    fitting(typed, WISH_LIMIT, true)
        .map(|words| Some(words).filter(|words| !words.is_empty()))
        .ok_or_else(|| ApiError::invalid([("reason", "bookings-error-reason")]))
}

/// Say no to a request. The seats are free at once.
#[utoipa::path(
    post, path = "/{id}/reject", tag = "bookings", params(("id" = i64, Path)),
    request_body = Option<BookingRejection>,
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn reject(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
    request: Option<Json<BookingRejection>>,
) -> Result<Json<BookingCard>, ApiError> {
    decided(&site, &caller, id).await?;
    let reason = reason(request.and_then(|Json(request)| request.reason))?;
    let (actor, rights) = (caller.actor(), &caller.rights);
    decide::reject(&site.app, actor, rights, id, reason.as_deref())
        .await
        .map_err(refusal)?;
    Ok(Json(views::card(&site, &caller, id).await?))
}

/// On which terms a booking is called off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BookingEnd {
    /// The refund that the traveller saw in `cancellation`: other terms meanwhile are not taken unseen.
    /// Without it the terms are taken as they stand.
    refund: Option<Money>,
    /// Why, in the agency's words.
    #[schema(max_length = 500)]
    reason: Option<String>,
}

/// Call a booking off: its traveller by the rule of refunds, its agency with everything going back.
/// `cancellation` in the booking says before what goes back.
#[utoipa::path(
    post, path = "/{id}/cancel", tag = "bookings", params(("id" = i64, Path)),
    request_body = Option<BookingEnd>,
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn cancel(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
    request: Option<Json<BookingEnd>>,
) -> Result<Json<BookingCard>, ApiError> {
    let view = seen(&site, &caller, id).await?;
    let (refund, why) = request.map_or((None, None), |Json(end)| (end.refund, end.reason));
    let (app, actor) = (&site.app, caller.actor());
    match view {
        View::Traveller => endings::cancel_at(app, actor, id, refund).await,
        View::Agency => {
            let why = reason(why)?;
            endings::cancel_by_agency(app, actor, &caller.rights, id, why.as_deref()).await
        }
    }
    .map_err(refusal)?;
    Ok(Json(views::card(&site, &caller, id).await?))
}
