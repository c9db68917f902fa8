//! `/api/v1/payments/statements`: what an agency earned and was paid in a month.

use axum::Extension;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    features::{
        Site, api,
        tours::{
            api::refusal,
            error::ToursError,
            statements::{self, Line, Part},
        },
    },
    http::{ApiError, ApiState, Caller, Json, Problem, Query},
    kernel::{ids::AgencyId, money::Money},
};

pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(statement))
}

/// Which month of whom.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    #[param(value_type = i64)]
    agency: AgencyId,
    /// Such as `2030-01`, where tours are.
    month: String,
}

/// A month of an agency.
#[derive(Serialize, ToSchema)]
struct StatementView {
    agency_id: AgencyId,
    /// Such as `2030-01`.
    month: String,
    /// Each currency in which there is anything.
    parts: Vec<PartView>,
}

/// A month in one currency.
#[derive(Serialize, ToSchema)]
struct PartView {
    /// What the platform owed before; negative: what it was owed.
    opening: Money,
    /// The oldest first.
    lines: Vec<LineView>,
    /// The opening and all lines together.
    closing: Money,
}

/// A line of a statement.
#[derive(Serialize, ToSchema)]
struct LineView {
    /// RFC 3339.
    at: String,
    /// What happened: a word.
    what: &'static str,
    /// To which one: a booking, a refund, a payout or a receipt.
    number: i64,
    /// What the tour of a booking is called.
    tour: Option<String>,
    /// The platform's share in it.
    commission: Money,
    /// What the platform owes the agency more by it; negative: less.
    amount: Money,
}

impl LineView {
    fn of(line: Line, caller: &Caller) -> Self {
        Self {
            at: line.at.rfc3339(),
            what: line.what.word(),
            number: line.number,
            tour: line.tour.map(|titles| titles.of(caller.lang).to_owned()),
            commission: line.commission,
            amount: line.amount,
        }
    }
}

impl PartView {
    fn of(part: Part, caller: &Caller) -> Self {
        Self {
            opening: part.opening,
            closing: part.closing,
            lines: part
                .lines
                .into_iter()
                .map(|line| LineView::of(line, caller))
                .collect(),
        }
    }
}

/// A month of an agency: for whoever decides for it, and for whoever decides about money.
#[utoipa::path(
    get, path = "/statements", tag = "payments", params(Wanted),
    responses((status = 200, body = StatementView), (status = "4XX", body = Problem)),
)]
async fn statement(
    Extension(site): Extension<Site>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<StatementView>, ApiError> {
    api::consented(&site, &caller).await?;
    let first = NaiveDate::parse_from_str(&format!("{}-01", wanted.month), "%Y-%m-%d").ok();
    let first = first.ok_or_else(|| refusal(ToursError::BadText("month")))?;
    let statement = statements::of(&site.app, &caller.rights, wanted.agency, first)
        .await
        .map_err(refusal)?;
    Ok(Json(StatementView {
        agency_id: statement.agency.id,
        month: statement.month.format("%Y-%m").to_string(),
        parts: statement
            .parts
            .into_iter()
            .map(|part| PartView::of(part, &caller))
            .collect(),
    }))
}
