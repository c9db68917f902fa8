//! `…/payout-requests`: earnings below `/payments`, bonuses below `/referrals`; what staff decides about
//! either stands below `/payments`.

use axum::{Extension, http::StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Whose, owner, refuse};
use crate::{
    entity::payout,
    features::{
        Site, api,
        payments::{
            asking,
            payouts::{self, Asked},
            reads,
        },
    },
    http::{ApiError, ApiState, Caller, Json, Page, Path, Problem, Query},
    kernel::{
        card::{CardError, CardNumber},
        ids::{AgencyId, PayoutId, UserId},
        money::Money,
        page::Slice,
        permission::Permission,
        time::Timestamp,
    },
};

pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list, ask_for_earnings))
        .routes(routes!(approve))
        .routes(routes!(reject))
        .routes(routes!(paid))
}

/// The routes of bonuses.
pub(in crate::features) fn bonus_routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(list_bonus, ask_for_bonus))
}

/// Which requests.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PayoutsWanted {
    /// `mine` or `all`; all, for whoever may see all.
    #[param(inline)]
    whose: Option<Whose>,
    /// Only in this state: `asked` is what waits for staff, `approved` what waits for the bank.
    #[param(inline)]
    status: Option<payout::Status>,
    /// Only from this balance.
    #[param(inline)]
    purpose: Option<payout::Purpose>,
}

/// A request for a payout. The number of the card is in no answer.
#[derive(Serialize, ToSchema)]
struct PayoutView {
    id: PayoutId,
    user_id: UserId,
    /// Whose money it is, when it is an agency's.
    agency_id: Option<AgencyId>,
    #[schema(inline)]
    purpose: payout::Purpose,
    amount: Money,
    #[schema(inline)]
    status: payout::Status,
    /// The last digits of the card, or of the account.
    card: String,
    /// The bank's reference.
    reference: Option<String>,
    /// Why it was rejected, or did not go through.
    problem: Option<String>,
    /// RFC 3339.
    asked_at: String,
    /// RFC 3339.
    decided_at: Option<String>,
    /// RFC 3339.
    ended_at: Option<String>,
}

impl From<payout::Model> for PayoutView {
    fn from(row: payout::Model) -> Self {
        Self {
            id: row.id,
            agency_id: row.agency_id,
            user_id: row.user_id,
            purpose: row.purpose,
            amount: row.money(),
            status: row.status,
            card: row.card_mask,
            reference: row.reference,
            problem: row.problem,
            asked_at: row.asked_at.rfc3339(),
            decided_at: row.decided_at.map(Timestamp::rfc3339),
            ended_at: row.ended_at.map(Timestamp::rfc3339),
        }
    }
}

/// Requests for payouts, newest first: one's own, or everybody's for whoever decides about money.
#[utoipa::path(
    get, path = "/payout-requests", tag = "payments", params(Page, PayoutsWanted),
    responses((status = 200, body = Slice<PayoutView>), (status = "4XX", body = Problem)),
)]
async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(wanted): Query<PayoutsWanted>,
) -> Result<Json<Slice<PayoutView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let filter = reads::PayoutFilter {
        owner: owner(&caller, wanted.whose),
        purpose: wanted.purpose,
        status: wanted.status,
    };
    slice_of(&site, &caller, page, filter).await
}

/// Requests for one's bonuses, newest first.
#[utoipa::path(
    get, path = "/payout-requests", tag = "referrals", params(Page),
    responses((status = 200, body = Slice<PayoutView>), (status = "4XX", body = Problem)),
)]
async fn list_bonus(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Slice<PayoutView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let filter = reads::PayoutFilter {
        owner: Some(caller.user_id),
        purpose: Some(payout::Purpose::Bonus),
        status: None,
    };
    slice_of(&site, &caller, page, filter).await
}

async fn slice_of(
    site: &Site,
    caller: &Caller,
    page: Page,
    filter: reads::PayoutFilter,
) -> Result<Json<Slice<PayoutView>>, ApiError> {
    let before = page.cursor.map(PayoutId);
    let (me, mine) = (caller.user_id, &caller.rights);
    let rows = reads::payout_list(&site.app, me, mine, filter, before, page.fetch())
        .await
        .map_err(|error| refuse(error, "whose"))?;
    let slice = page.slice(rows, |row| row.id.0);
    Ok(Json(slice.map(PayoutView::from)))
}

/// A wish for money.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPayout {
    amount: Money,
    /// The number of the card, spaces and dashes allowed. It is checked, encrypted, never shown again,
    /// and wiped when the request is over.
    #[schema(value_type = String, write_only)]
    card: SecretString,
}

/// Ask for earnings: the amount is set aside until staff decides.
///
/// Only the person may, in the Mini App, as they alone may delete the account. A token may have leaked,
/// and whoever holds it would name a card of their own; what the bank has paid does not come back.
#[utoipa::path(
    post, path = "/payout-requests", tag = "payments", request_body = NewPayout,
    responses((status = 201, body = PayoutView), (status = "4XX", body = Problem)),
)]
async fn ask_for_earnings(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<NewPayout>,
) -> Result<(StatusCode, Json<PayoutView>), ApiError> {
    api::person_only(&caller)?;
    caller.require(Permission::CarryOutOrders)?;
    ask(&site, &caller, payout::Purpose::Executor, request).await
}

/// Ask for bonuses: the amount is set aside until staff decides.
///
/// Only the person may, in the Mini App: see the same of earnings.
#[utoipa::path(
    post, path = "/payout-requests", tag = "referrals", request_body = NewPayout,
    responses((status = 201, body = PayoutView), (status = "4XX", body = Problem)),
)]
async fn ask_for_bonus(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<NewPayout>,
) -> Result<(StatusCode, Json<PayoutView>), ApiError> {
    api::person_only(&caller)?;
    ask(&site, &caller, payout::Purpose::Bonus, request).await
}

async fn ask(
    site: &Site,
    caller: &Caller,
    purpose: payout::Purpose,
    request: NewPayout,
) -> Result<(StatusCode, Json<PayoutView>), ApiError> {
    api::consented(site, caller).await?;
    let card = CardNumber::parse(request.card.expose_secret()).map_err(card_error)?;
    let asked = Asked {
        purpose,
        money: request.amount,
        card,
    };
    let row = payouts::ask(&site.app, caller.actor(), &caller.rights, asked)
        .await
        .map_err(|error| refuse(error, "card"))?;
    Ok((StatusCode::CREATED, Json(row.into())))
}

fn card_error(error: CardError) -> ApiError {
    ApiError::invalid([("card", asking::slip(error))])
}

/// Approve a request: it goes onto the list for the bank, or to the provider.
#[utoipa::path(
    post, path = "/payout-requests/{id}/approve", tag = "payments", params(("id" = i64, Path)),
    responses((status = 200, body = PayoutView), (status = "4XX", body = Problem)),
)]
async fn approve(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PayoutId>,
) -> Result<Json<PayoutView>, ApiError> {
    caller.require(Permission::DecideMoney)?;
    api::consented(&site, &caller).await?;
    let row = payouts::approve(&site.app, caller.actor(), &caller.rights, id)
        .await
        .map_err(|error| refuse(error, "id"))?;
    Ok(Json(row.into()))
}

/// Why a request is rejected.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Rejection {
    /// The person reads it.
    reason: String,
}

/// Reject a request: the amount is on the balance again.
#[utoipa::path(
    post, path = "/payout-requests/{id}/reject", tag = "payments", params(("id" = i64, Path)),
    request_body = Rejection,
    responses((status = 200, body = PayoutView), (status = "4XX", body = Problem)),
)]
async fn reject(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PayoutId>,
    Json(request): Json<Rejection>,
) -> Result<Json<PayoutView>, ApiError> {
    caller.require(Permission::DecideMoney)?;
    api::consented(&site, &caller).await?;
    let (actor, mine) = (caller.actor(), &caller.rights);
    payouts::reject(&site.app, actor, mine, id, &request.reason)
        .await
        .map_err(|error| refuse(error, "reason"))?;
    shown(&site, &caller, id).await
}

/// How it was paid.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaidByHand {
    /// The bank's reference.
    reference: String,
}

/// Note that an approved request was paid by hand.
#[utoipa::path(
    post, path = "/payout-requests/{id}/paid", tag = "payments", params(("id" = i64, Path)),
    request_body = PaidByHand,
    responses((status = 200, body = PayoutView), (status = "4XX", body = Problem)),
)]
async fn paid(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<PayoutId>,
    Json(request): Json<PaidByHand>,
) -> Result<Json<PayoutView>, ApiError> {
    caller.require(Permission::DecideMoney)?;
    api::consented(&site, &caller).await?;
    let (actor, mine) = (caller.actor(), &caller.rights);
    payouts::paid(&site.app, actor, mine, id, &request.reference)
        .await
        .map_err(|error| refuse(error, "reference"))?;
    shown(&site, &caller, id).await
}

async fn shown(site: &Site, caller: &Caller, id: PayoutId) -> Result<Json<PayoutView>, ApiError> {
    let row = reads::payout(&site.app, caller.user_id, &caller.rights, id)
        .await
        .map_err(|error| refuse(error, "id"))?;
    Ok(Json(row.into()))
}
