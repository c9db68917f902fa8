//! Lists and cards of bookings.

use axum::Extension;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    super::reads,
    refusal, shown,
    views::{BookingCard, BookingView},
};
use crate::{
    entity::booking::Status,
    features::{Site, api},
    http::{ApiError, Caller, Json, Page, Path, Problem, Query},
    kernel::{ids::BookingId, page::Slice},
};

/// Which bookings.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct BookingFilter {
    /// Only in this state.
    #[param(inline)]
    status: Option<Status>,
}

/// One's own bookings, newest first.
#[utoipa::path(
    get, path = "/my", tag = "bookings", params(Page, BookingFilter),
    responses((status = 200, body = Slice<BookingView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn mine(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(filter): Query<BookingFilter>,
) -> Result<Json<Slice<BookingView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let before = page.cursor.map(BookingId);
    let status = filter.status;
    let rows = reads::own(&site.app, caller.user_id, status, before, page.fetch()).await?;
    let slice = page.slice(rows, |row| row.booking.id.0);
    Ok(Json(slice.map(|row| BookingView::of(&row, caller.lang))))
}

/// Requests that wait for the caller's answer, the oldest first: of the agencies that they decide for.
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
    let rows = reads::pending(&site.app, &caller.rights, after, page.fetch())
        .await
        .map_err(refusal)?;
    let slice = page.slice(rows, |row| row.booking.id.0);
    Ok(Json(slice.map(|row| BookingView::of(&row, caller.lang))))
}

/// A booking.
#[utoipa::path(
    get, path = "/{id}", tag = "bookings", params(("id" = i64, Path)),
    responses((status = 200, body = BookingCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn read(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<BookingId>,
) -> Result<Json<BookingCard>, ApiError> {
    Ok(Json(shown(&site, &caller, id).await?))
}
