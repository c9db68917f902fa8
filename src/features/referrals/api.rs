//! `/api/v1/referrals`: one's link, what it brought, and bonuses. Payouts of bonuses stand with the
//! payments.

use axum::Extension;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    balance::{self, Balance},
    bonuses::left_of,
    codes,
};
use crate::{
    bot::tg::TgError,
    entity::bonus,
    features::{Site, api},
    http::{ApiError, ApiState, Caller, Json, Page, Problem},
    kernel::{ids::BonusId, money::Money, page::Slice},
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(partner, become_partner))
        .routes(routes!(bonuses))
}

/// Bonuses in one currency.
#[derive(Serialize, ToSchema)]
struct BalanceView {
    /// May still be taken back.
    pending: Money,
    /// May be used or paid out; negative after a refund of what was used already.
    available: Money,
    /// Set aside for a payment that is open.
    reserved: Money,
}

impl From<Balance> for BalanceView {
    fn from(balance: Balance) -> Self {
        Self {
            pending: balance.pending,
            available: balance.available,
            reserved: balance.reserved,
        }
    }
}

/// One's link and what it brought.
#[derive(Serialize, ToSchema)]
struct PartnerView {
    code: String,
    /// To be given to others.
    link: String,
    /// The share of what they pay, in basis points.
    share_bp: u32,
    /// How many came by it.
    came: u64,
    /// How many of them paid.
    paid: u64,
    balances: Vec<BalanceView>,
}

/// One's link and what it brought.
#[utoipa::path(
    get, path = "/partners", tag = "referrals",
    responses((status = 200, body = PartnerView), (status = "4XX", body = Problem)),
)]
async fn partner(
    Extension(site): Extension<Site>,
    caller: Caller,
) -> Result<Json<PartnerView>, ApiError> {
    overview(&site, &caller).await
}

/// Make one's link, or get the one that there is: everybody has one, and it stays.
#[utoipa::path(
    post, path = "/partners", tag = "referrals",
    responses((status = 200, body = PartnerView), (status = "4XX", body = Problem)),
)]
async fn become_partner(
    Extension(site): Extension<Site>,
    caller: Caller,
) -> Result<Json<PartnerView>, ApiError> {
    overview(&site, &caller).await
}

async fn overview(site: &Site, caller: &Caller) -> Result<Json<PartnerView>, ApiError> {
    api::consented(site, caller).await?;
    let found = balance::overview(&site.app, caller.user_id).await?;
    let link = site
        .app
        .deep_link(&codes::payload(&found.code))
        .await
        .map_err(|error: TgError| {
            if error.is_transient() {
                ApiError::unavailable()
            } else {
                ApiError::fault(error)
            }
        })?;
    Ok(Json(PartnerView {
        code: found.code,
        link,
        share_bp: found.share_bp,
        came: found.came,
        paid: found.paid,
        balances: found.balances.into_iter().map(BalanceView::from).collect(),
    }))
}

/// A bonus for one payment of somebody who was brought.
#[derive(Serialize, ToSchema)]
struct BonusView {
    id: BonusId,
    amount: Money,
    /// What was not taken back after refunds.
    left: Money,
    #[schema(inline)]
    status: bonus::Status,
    /// From when on it may be used. RFC 3339.
    available_at: String,
    /// RFC 3339.
    created_at: String,
}

impl From<bonus::Model> for BonusView {
    fn from(row: bonus::Model) -> Self {
        Self {
            id: row.id,
            amount: row.money(),
            left: left_of(&row),
            status: row.status,
            available_at: row.available_at.rfc3339(),
            created_at: row.created_at.rfc3339(),
        }
    }
}

/// One's bonuses and what they come to.
#[derive(Serialize, ToSchema)]
struct Bonuses {
    balances: Vec<BalanceView>,
    items: Vec<BonusView>,
    next_cursor: Option<String>,
}

/// One's bonuses, newest first. Who paid is not told.
#[utoipa::path(
    get, path = "/bonuses", tag = "referrals", params(Page),
    responses((status = 200, body = Bonuses), (status = "4XX", body = Problem)),
)]
async fn bonuses(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
) -> Result<Json<Bonuses>, ApiError> {
    api::consented(&site, &caller).await?;
    let db = &site.app.db;
    let balances = balance::all(db, caller.user_id).await?;
    let before = page.cursor.map(BonusId);
    let rows = balance::history_before(db, caller.user_id, before, page.fetch()).await?;
    let Slice { items, next_cursor } = page.slice(rows, |row| row.id.0);
    Ok(Json(Bonuses {
        balances: balances.into_iter().map(BalanceView::from).collect(),
        items: items.into_iter().map(BonusView::from).collect(),
        next_cursor,
    }))
}
