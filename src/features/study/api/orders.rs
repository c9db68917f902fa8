//! Lists and drafts of orders.

use axum::{Extension, http::StatusCode};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    kind_of, refusal, shown,
    views::{self, OrderCard, OrderView, Seen},
    zone_of,
};
use crate::{
    entity::order::Status,
    features::{
        Site, api,
        study::{
            answers,
            catalog::{Field, Kind},
            drafts::{self, Answer},
            hands,
            reads::{self, Whose},
        },
    },
    http::{self, ApiError, Caller, Json, Page, Path, Problem, Query},
    kernel::{ids::OrderId, page::Slice},
};

/// Whose orders.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ListedAs {
    /// Those that the caller ordered.
    #[default]
    Client,
    /// Those that the caller carries out, or did.
    Executor,
    /// Everybody's.
    Staff,
}

/// Which orders.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OrderFilter {
    /// One's own by default.
    #[serde(default)]
    #[param(required = false)]
    role: ListedAs,
    /// Only in this state; drafts are listed only when they are asked for.
    status: Option<Status>,
}

/// Orders, newest first.
#[utoipa::path(
    get, path = "/orders", tag = "study", params(Page, OrderFilter),
    responses((status = 200, body = Slice<OrderView>), (status = "4XX", body = Problem)),
)]
pub(super) async fn list(
    Extension(site): Extension<Site>,
    caller: Caller,
    page: Page,
    Query(filter): Query<OrderFilter>,
) -> Result<Json<Slice<OrderView>>, ApiError> {
    api::consented(&site, &caller).await?;
    let (whose, seen) = match filter.role {
        ListedAs::Client => (Whose::Ordered, Seen::Client),
        ListedAs::Executor => (Whose::CarriedOut, Seen::Executor),
        ListedAs::Staff => (Whose::Everybodys, Seen::Staff),
    };
    let rows = reads::listed(
        &site.app,
        (caller.user_id, &caller.rights),
        whose,
        filter.status,
        page.cursor.map(OrderId),
        page.fetch(),
    )
    .await
    .map_err(|error| refusal(error, "role"))?;
    let slice = page.slice(rows, |order| order.id.0);
    let people = slice.items.iter().filter_map(|order| order.executor_id);
    let numbers = hands::numbers(&site.app.db, people).await?;
    Ok(Json(slice.map(|order| {
        let number = order
            .executor_id
            .and_then(|person| numbers.get(&person).copied());
        OrderView::of(order, seen, number)
    })))
}

/// An order.
#[utoipa::path(
    get, path = "/orders/{id}", tag = "study", params(("id" = i64, Path)),
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn read(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<Json<OrderCard>, ApiError> {
    api::consented(&site, &caller).await?;
    Ok(Json(views::card(&site, &caller, id).await?))
}

/// What is wanted. What is left out stays as it is; null, or an empty text, empties an optional field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Brief {
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<String>, max_length = 200)]
    subject: Option<Option<String>>,
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<String>, max_length = 200)]
    topic: Option<Option<String>>,
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<String>, max_length = 3000)]
    details: Option<Option<String>>,
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<String>, max_length = 200)]
    volume: Option<Option<String>>,
    /// Last day, in the caller's time zone.
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<NaiveDate>)]
    deadline: Option<Option<NaiveDate>>,
    /// In minor units of roubles.
    #[serde(default, deserialize_with = "http::named")]
    #[schema(value_type = Option<i64>)]
    budget_minor: Option<Option<i64>>,
}

impl Brief {
    fn answers(self, zone: chrono_tz::Tz) -> Vec<Answer> {
        let text = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        [
            self.subject.map(|words| Answer::Subject(text(words))),
            self.topic.map(|words| Answer::Topic(text(words))),
            self.details.map(|words| Answer::Details(text(words))),
            self.volume.map(|words| Answer::Volume(text(words))),
            self.deadline.map(|day| Answer::Deadline(day, zone)),
            self.budget_minor.map(Answer::Budget),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The name of a field in a [`Brief`].
const fn name_of(field: Field) -> &'static str {
    match field {
        Field::Budget => "budget_minor",
        other => other.word(),
    }
}

/// Every field that will not do is named, not only the first.
fn checked(site: &Site, kind: &Kind, told: &[Answer]) -> Result<(), ApiError> {
    let now = site.app.clock.now();
    let wrong: Vec<_> = told
        .iter()
        .filter_map(|answer| {
            let error = answers::check(kind, now, answer.clone()).err()?;
            Some((name_of(answer.field()), super::text(&error)))
        })
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(ApiError::invalid(wrong))
    }
}

/// A wish for help.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOrder {
    /// Key of a kind of help in the catalogue.
    kind: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    subject: Option<String>,
    #[serde(default)]
    #[schema(max_length = 200)]
    topic: Option<String>,
    #[serde(default)]
    #[schema(max_length = 3000)]
    details: Option<String>,
    #[serde(default)]
    #[schema(max_length = 200)]
    volume: Option<String>,
    /// Last day, in the caller's time zone.
    #[serde(default)]
    deadline: Option<NaiveDate>,
    /// In minor units of roubles.
    #[serde(default)]
    budget_minor: Option<i64>,
}

impl NewOrder {
    /// What was told; what was not is no answer.
    fn brief(self) -> Brief {
        let named = |text: Option<String>| text.map(Some);
        Brief {
            subject: named(self.subject),
            topic: named(self.topic),
            details: named(self.details),
            volume: named(self.volume),
            deadline: self.deadline.map(Some),
            budget_minor: self.budget_minor.map(Some),
        }
    }
}

/// Begin a draft. A client has one draft at a time: 409 `draft_open` while there is one, begun here or in the
/// bot.
#[utoipa::path(
    post, path = "/orders", tag = "study", request_body = NewOrder,
    responses((status = 201, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn create(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<NewOrder>,
) -> Result<(StatusCode, Json<OrderCard>), ApiError> {
    let account = api::consented(&site, &caller).await?;
    let kind = site
        .library
        .study
        .kind(&request.kind)
        .ok_or_else(|| ApiError::invalid([("kind", "study-error-kind-gone")]))?;
    let told = request.brief().answers(zone_of(&site, &account));
    checked(&site, kind, &told)?;
    let order = drafts::begin(&site.app, caller.actor(), kind, told)
        .await
        .map_err(|error| refusal(error, "kind"))?;
    Ok((StatusCode::CREATED, shown(&site, &caller, &order).await?))
}

/// Change a draft.
#[utoipa::path(
    patch, path = "/orders/{id}", tag = "study", params(("id" = i64, Path)), request_body = Brief,
    responses((status = 200, body = OrderCard), (status = "4XX", body = Problem)),
)]
pub(super) async fn change(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
    Json(request): Json<Brief>,
) -> Result<Json<OrderCard>, ApiError> {
    let account = api::consented(&site, &caller).await?;
    let order = drafts::own(&site.app, caller.actor(), id)
        .await
        .map_err(|error| refusal(error, "id"))?;
    let kind = kind_of(&site, &order.kind)?;
    let told = request.answers(zone_of(&site, &account));
    checked(&site, kind, &told)?;
    let order = drafts::edit_all(&site.app, caller.actor(), id, kind, told)
        .await
        .map_err(|error| refusal(error, "details"))?;
    shown(&site, &caller, &order).await
}

/// Throw a draft away.
#[utoipa::path(
    delete, path = "/orders/{id}", tag = "study", params(("id" = i64, Path)),
    responses((status = 204), (status = "4XX", body = Problem)),
)]
pub(super) async fn discard(
    Extension(site): Extension<Site>,
    caller: Caller,
    Path(id): Path<OrderId>,
) -> Result<StatusCode, ApiError> {
    api::consented(&site, &caller).await?;
    drafts::discard(&site.app, caller.actor(), id)
        .await
        .map_err(|error| refusal(error, "id"))?;
    Ok(StatusCode::NO_CONTENT)
}
