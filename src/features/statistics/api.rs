//! `/api/v1/admin/stats`: the figures of study orders.

use axum::Extension;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::orders::{self, Endings, Figures, Funnel, Period, StatisticsError, Sums};
use crate::{
    features::{Site, api},
    http::{ApiError, ApiState, Caller, Json, Problem, Query},
    kernel::{money::Money, permission::Permission},
};

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(stats))
}

/// Of which time.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Days of the platform's zone, today among them.
    #[serde(default)]
    #[param(inline, required = false)]
    period: PeriodWord,
}

/// A span of time that ends now.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PeriodWord {
    /// Since midnight.
    Today,
    /// Seven days.
    #[default]
    Week,
    /// Thirty days.
    Month,
}

impl From<PeriodWord> for Period {
    fn from(word: PeriodWord) -> Self {
        match word {
            PeriodWord::Today => Self::Today,
            PeriodWord::Week => Self::Week,
            PeriodWord::Month => Self::Month,
        }
    }
}

/// Figures of a period.
#[derive(Serialize, ToSchema)]
struct StatsView {
    /// `today`, `week` or `month`.
    period: &'static str,
    /// From when on. RFC 3339.
    from: String,
    /// How far the orders got that were sent within the period.
    funnel: FunnelView,
    /// What ended within the period, whenever it was sent.
    endings: EndingsView,
    /// Money, a row a currency.
    sums: Vec<SumsView>,
    /// From sending to the price, on average.
    seconds_to_quote: Option<i64>,
    /// From payment to delivery, on average.
    seconds_to_deliver: Option<i64>,
    /// What is wanted most.
    kinds: Vec<KindView>,
    /// Who completed most.
    executors: Vec<ExecutorView>,
    /// Parts of the period, oldest first: hours of a day, or days.
    points: Vec<PointView>,
}

/// How far orders got.
#[derive(Serialize, ToSchema)]
struct FunnelView {
    submitted: i64,
    priced: i64,
    paid: i64,
    delivered: i64,
    completed: i64,
}

impl From<Funnel> for FunnelView {
    fn from(funnel: Funnel) -> Self {
        Self {
            submitted: funnel.submitted,
            priced: funnel.priced,
            paid: funnel.paid,
            delivered: funnel.delivered,
            completed: funnel.completed,
        }
    }
}

/// What ended, and how.
#[derive(Serialize, ToSchema)]
struct EndingsView {
    completed: u64,
    cancelled: u64,
    refunded: u64,
    expired: u64,
}

impl From<Endings> for EndingsView {
    fn from(endings: Endings) -> Self {
        Self {
            completed: endings.completed,
            cancelled: endings.cancelled,
            refunded: endings.refunded,
            expired: endings.expired,
        }
    }
}

/// Money of one currency.
#[derive(Serialize, ToSchema)]
struct SumsView {
    /// Paid by clients.
    received: Money,
    /// Promised back.
    returned: Money,
    /// The platform's share of what was accepted.
    income: Money,
    /// The executors' share of it.
    executors: Money,
}

impl From<Sums> for SumsView {
    fn from(sums: Sums) -> Self {
        Self {
            received: sums.received,
            returned: sums.returned,
            income: sums.income,
            executors: sums.executors,
        }
    }
}

/// A kind of help, and how many orders of it were sent.
#[derive(Serialize, ToSchema)]
struct KindView {
    kind: String,
    count: i64,
}

/// An executor, and how many orders they completed.
#[derive(Serialize, ToSchema)]
struct ExecutorView {
    /// What clients know them by.
    number: i32,
    name: String,
    count: i64,
}

/// A part of the period.
#[derive(Serialize, ToSchema)]
struct PointView {
    /// Where it begins. RFC 3339.
    start: String,
    submitted: i64,
    paid: i64,
}

impl From<Figures> for StatsView {
    fn from(figures: Figures) -> Self {
        Self {
            period: figures.period.word(),
            from: figures.from.rfc3339(),
            funnel: figures.funnel.into(),
            endings: figures.endings.into(),
            sums: figures.sums.into_iter().map(SumsView::from).collect(),
            seconds_to_quote: figures.to_quote.map(|time| time.num_seconds()),
            seconds_to_deliver: figures.to_deliver.map(|time| time.num_seconds()),
            kinds: figures
                .kinds
                .into_iter()
                .map(|top| KindView {
                    kind: top.kind,
                    count: top.count,
                })
                .collect(),
            executors: figures
                .executors
                .into_iter()
                .map(|top| ExecutorView {
                    number: top.number,
                    name: top.name,
                    count: top.count,
                })
                .collect(),
            points: figures
                .points
                .into_iter()
                .map(|point| PointView {
                    start: point.start.rfc3339(),
                    submitted: point.submitted,
                    paid: point.paid,
                })
                .collect(),
        }
    }
}

/// Counts and sums of study orders.
#[utoipa::path(
    get, path = "/stats", tag = "admin", params(Wanted),
    responses((status = 200, body = StatsView), (status = "4XX", body = Problem)),
)]
async fn stats(
    Extension(site): Extension<Site>,
    caller: Caller,
    Query(wanted): Query<Wanted>,
) -> Result<Json<StatsView>, ApiError> {
    caller.require(Permission::SeeStatistics)?;
    api::consented(&site, &caller).await?;
    match orders::figures(&site.app, &caller.rights, wanted.period.into()).await {
        Ok(figures) => Ok(Json(figures.into())),
        Err(StatisticsError::NotAllowed) => Err(ApiError::forbidden()),
        Err(StatisticsError::Database(error)) => Err(error.into()),
    }
}
