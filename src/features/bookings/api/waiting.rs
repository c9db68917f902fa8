//! Waiting lists.

use axum::{Extension, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    super::{reads, waiting},
    refusal,
    views::Days,
};
use crate::{
    entity::waiting_party::{Model, Status},
    features::{Site, api, tours::pricing::Party},
    http::{ApiError, Caller, Json, Path, Problem},
    kernel::{ids::SessionId, time::Timestamp},
};

/// A party on a waiting list.
#[derive(Serialize, ToSchema)]
pub(super) struct PartyView {
    #[serde(flatten)]
    days: Days,
    adults: i32,
    children: i32,
    #[schema(inline)]
    status: Status,
    /// How many parties wait before this one.
    before: u64,
    /// Seats are held for the party until then: booking takes them. RFC 3339.
    offered_until: Option<String>,
}

impl PartyView {
    async fn of(site: &Site, caller: &Caller, party: &Model) -> Result<Self, ApiError> {
        let (session, titles) = reads::session_of(&site.app, party.session_id)
            .await
            .map_err(refusal)?;
        Ok(Self {
            days: Days::of(&session, titles.of(caller.lang)),
            adults: party.adults,
            children: party.children,
            status: party.status,
            before: waiting::before(&site.app, party).await?,
            offered_until: party.offered_until.map(Timestamp::rfc3339),
        })
    }
}

/// The lists that one is on.
#[derive(Serialize, ToSchema)]
pub(super) struct Parties {
    items: Vec<PartyView>,
}

/// One's own parties on waiting lists, the oldest first.
#[utoipa::path(
    get, path = "/waitlist", tag = "bookings",
    responses((status = 200, body = Parties), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
) -> Result<Json<Parties>, ApiError> {
    api::consented(&site, &caller).await?;
    let mut items = Vec::new();
    for party in waiting::all_of(&site.app.db, caller.user_id).await? {
        items.push(PartyView::of(&site, &caller, &party).await?);
    }
    Ok(Json(Parties { items }))
}

/// A party that would come.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewParty {
    session_id: SessionId,
    #[schema(minimum = 1)]
    adults: i32,
    #[serde(default)]
    #[schema(minimum = 0)]
    children: i32,
}

/// Wait for seats on a session that is full: 409 `seats_left` while it is not. Asking again changes the
/// size of the party.
#[utoipa::path(
    post, path = "/waitlist", tag = "bookings", request_body = NewParty,
    responses((status = 201, body = PartyView), (status = "4XX", body = Problem)),
)]
pub(super) async fn join(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(new): Json<NewParty>,
) -> Result<(StatusCode, Json<PartyView>), ApiError> {
    api::consented(&site, &caller).await?;
    let party = Party {
        adults: new.adults,
        children: new.children,
    };
    let party = waiting::join(&site.app, caller.actor(), new.session_id, party)
        .await
        .map_err(refusal)?;
    let view = PartyView::of(&site, &caller, &party).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

/// Leave the list of a session.
#[utoipa::path(
    delete, path = "/waitlist/{id}", tag = "bookings",
    params(("id" = i64, Path, description = "The session")),
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
