//! `/api/v1/payments/ledger`: the book, fact by fact.

use axum::Extension;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::refuse;
use crate::{
    features::{
        Site, api,
        ledger::{
            Kind,
            reads::{Booked, Filter},
        },
        payments::reads,
    },
    http::{ApiError, ApiState, Caller, Json, Page, Problem, Query},
    kernel::{
        ids::LedgerTransactionId,
        money::Money,
        page::Slice,
        permission::Permission,
        time::{self, Span, Timestamp},
    },
};

pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(ledger))
}

/// Which facts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LedgerFilter {
    /// Only those with a line on this account of the chart.
    #[param(inline)]
    account: Option<Kind>,
    /// Only those with a line on an account of this person; zero is the platform.
    owner_id: Option<i64>,
    /// Only those that were booked then or later. RFC 3339.
    #[serde(default, deserialize_with = "time::optional_rfc3339")]
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Only those that were booked before. RFC 3339.
    #[serde(default, deserialize_with = "time::optional_rfc3339")]
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// A fact; its lines sum to zero in each currency.
#[derive(Serialize, ToSchema)]
struct FactView {
    id: LedgerTransactionId,
    /// What happened, such as `payment.paid`.
    kind: String,
    /// To what.
    subject_kind: String,
    /// To which one.
    subject_id: i64,
    /// RFC 3339.
    at: String,
    lines: Vec<LineView>,
}

/// A line.
#[derive(Serialize, ToSchema)]
struct LineView {
    /// An account of the chart.
    account: String,
    /// Whose; zero is the platform.
    owner_id: i64,
    /// Debits are positive, credits negative.
    amount: Money,
}

impl From<Booked> for FactView {
    fn from(booked: Booked) -> Self {
        let fact = booked.fact;
        Self {
            id: fact.id,
            kind: fact.kind,
            subject_kind: fact.subject_kind,
            subject_id: fact.subject_id,
            at: fact.at.rfc3339(),
            lines: booked
                .lines
                .into_iter()
                .map(|(entry, account)| LineView {
                    account: account.kind,
                    owner_id: account.owner_id,
                    amount: Money::new(entry.amount_minor, account.currency),
                })
                .collect(),
        }
    }
}

/// Facts of the ledger with their lines, newest first.
#[utoipa::path(
    get, path = "/ledger", tag = "payments", params(Page, LedgerFilter),
    responses((status = 200, body = Slice<FactView>), (status = "4XX", body = Problem)),
)]
async fn ledger(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(wanted): Query<LedgerFilter>,
) -> Result<Json<Slice<FactView>>, ApiError> {
    caller.require(Permission::DecideMoney)?;
    api::consented(&site, &caller).await?;
    let filter = Filter {
        kind: wanted.account,
        owner: wanted.owner_id,
        span: Span {
            from: wanted.from,
            until: wanted.until,
        },
    };
    let before = page.cursor.map(LedgerTransactionId);
    let rows = reads::book(&site.app, &caller.rights, &filter, before, page.fetch())
        .await
        .map_err(|error| refuse(error, "account"))?;
    let slice = page.slice(rows, |row| row.fact.id.0);
    Ok(Json(slice.map(FactView::from)))
}
