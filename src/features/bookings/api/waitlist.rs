//! Waiting for seats.

use axum::{Extension, http::StatusCode};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{party, refusal};
use crate::{
    entity::waiting_party::Status,
    features::{
        Site, api,
        bookings::waiting::{self, Place},
    },
    http::{ApiError, Caller, Json, Page, Path, Problem},
    kernel::{
        ids::{PartyId, SessionId, TourId},
        lang::Lang,
        page::Slice,
        time::Timestamp,
    },
};

/// A party that waits.
#[derive(Serialize, ToSchema)]
pub(super) struct WaitingView {
    id: PartyId,
    #[schema(inline)]
    status: Status,
    session_id: SessionId,
    tour_id: TourId,
    title: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    adults: i32,
    children: i32,
    seats: i32,
    /// So many parties wait before it.
    before: u64,
    /// Seats are held for it until then, to be booked as any others. RFC 3339.
    offered_until: Option<String>,
    /// RFC 3339.
    since: String,
}

impl WaitingView {
    fn of(place: Place, lang: Lang) -> Self {
        let Place {
            party,
            session,
            titles,
            before,
        } = place;
        Self {
            id: party.id,
            status: party.status,
            session_id: party.session_id,
            tour_id: session.tour_id,
            title: titles.of(lang).to_owned(),
            starts_on: session.starts_on,
            ends_on: session.ends_on,
            adults: party.adults,
            children: party.children,
            seats: party.seats,
            before,
            offered_until: party.offered_until.map(Timestamp::rfc3339),
            since: party.created_at.rfc3339(),
        }
    }
}

/// The caller's parties that wait, newest first.
#[utoipa::path(
    get, path = "/waitlist", tag = "bookings", params(Page),
    responses((status = 200, body = Slice<WaitingView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Slice<WaitingView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let before = page.cursor.map(PartyId);
    let rows = waiting::own(&site.app, caller.user_id, before, page.fetch()).await?;
    let slice = page.slice(rows, |place| place.party.id.0);
    Ok(Json(slice.map(|place| WaitingView::of(place, caller.lang))))
}

/// Who wants to wait.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewWaiting {
    session_id: SessionId,
    #[schema(minimum = 1)]
    adults: i32,
    #[serde(default)]
    #[schema(minimum = 0)]
    children: i32,
}

/// Wait for seats on a session that is full. Asking again changes the party while it waits; 409 `not_full`
/// when there are seats.
#[utoipa::path(
    post, path = "/waitlist", tag = "bookings", request_body = NewWaiting,
    responses((status = 201, body = WaitingView), (status = "4XX", body = Problem)),
)]
pub(super) async fn join(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(wish): Json<NewWaiting>,
) -> Result<(StatusCode, Json<WaitingView>), ApiError> {
    api::consented(&site, &caller).await?;
    let party = party(wish.adults, wish.children);
    let joined = waiting::join(&site.app, caller.actor(), wish.session_id, party)
        .await
        .map_err(refusal)?;
    let place = waiting::place(&site.app, joined).await.map_err(refusal)?;
    let view = WaitingView::of(place, caller.lang);
    Ok((StatusCode::CREATED, Json(view)))
}

/// Wait no more. Seats that were held go on to the next party; whoever does not wait has left already.
#[utoipa::path(
    delete, path = "/waitlist/{session_id}", tag = "bookings", params(("session_id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn leave(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(session): Path<SessionId>,
) -> Result<StatusCode, ApiError> {
    api::consented(&site, &caller).await?;
    waiting::leave(&site.app, caller.actor(), session)
        .await
        .map_err(refusal)?;
    Ok(StatusCode::NO_CONTENT)
}
