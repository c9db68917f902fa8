//! `/api/v1/reviews`: what everybody may read, and the way in for clients.

use axum::{Extension, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    reads::{self, Read},
    service::{self, ReviewError, TEXT_LIMIT},
    work::Work,
};
use crate::{
    entity::review::{Status, Subject},
    features::{Site, api},
    http::{ApiError, ApiState, Caller, Json, Page, Problem, Query},
    kernel::{ids::ReviewId, page::Slice},
};

/// What stands for all work in `subject`.
const SERVICE: &str = "service";

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new().routes(routes!(list, write))
}

/// Reviews of what.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct About {
    /// `service` for all work, or the number that clients know an executor by.
    #[serde(default = "service_word")]
    #[param(required = false, default = "service")]
    subject: String,
}

fn service_word() -> String {
    SERVICE.to_owned()
}

/// A review as everybody reads it: nobody's name, and no number of an order.
#[derive(Serialize, ToSchema)]
struct ReviewView {
    id: ReviewId,
    /// What kind of work it is about.
    #[schema(inline)]
    kind: Subject,
    /// The executor's number, for orders.
    executor: Option<i32>,
    /// One to five.
    stars: i32,
    text: String,
    /// The platform's answer.
    answer: Option<String>,
    /// RFC 3339.
    at: String,
}

impl From<Read> for ReviewView {
    fn from(read: Read) -> Self {
        let row = read.review;
        Self {
            id: row.id,
            kind: row.subject_kind,
            executor: read.executor,
            stars: row.stars,
            text: row.text,
            answer: row.answer,
            at: row.at.rfc3339(),
        }
    }
}

/// Shown reviews and what they come to.
#[derive(Serialize, ToSchema)]
struct Reviews {
    /// How many there are in all.
    count: i64,
    /// Their average in tenths of a star; null without reviews.
    average_tenths: Option<i64>,
    items: Vec<ReviewView>,
    next_cursor: Option<String>,
}

/// Reviews that staff has shown, newest first. Open to everyone.
#[utoipa::path(
    get, path = "/", tag = "reviews", params(Page, About), security(()),
    responses((status = 200, body = Reviews), (status = "4XX", body = Problem)),
)]
async fn list(
    Extension(site): Extension<Site>,
    page: Page,
    Query(wanted): Query<About>,
) -> Result<Json<Reviews>, ApiError> {
    let db = &site.app.db;
    let about = if wanted.subject == SERVICE {
        None
    } else {
        let number = wanted.subject.parse().or(Err(ApiError::bad_request(
            "malformed_query",
            "http-malformed-query",
        )
        .with_fields([("subject", "http-field-malformed")])))?;
        let executor = reads::executor_of(db, number).await?;
        Some(executor.ok_or_else(ApiError::not_found)?)
    };
    let summary = reads::summary(db, about).await?;
    let before = page.cursor.map(ReviewId);
    let rows = reads::before(db, about, before, page.fetch()).await?;
    let Slice { items, next_cursor } = page.slice(rows, |row| row.review.id.0);
    Ok(Json(Reviews {
        count: summary.count,
        average_tenths: summary.tenths(),
        items: items.into_iter().map(ReviewView::from).collect(),
        next_cursor,
    }))
}

/// What a client says of work that is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReview {
    /// What kind of work.
    #[schema(inline)]
    kind: Subject,
    /// Which order or hour.
    subject_id: i64,
    /// One to five.
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
    /// Everybody will read it: contacts are taken out.
    text: Option<String>,
}

/// A review as its author sees it.
#[derive(Serialize, ToSchema)]
struct OwnReview {
    id: ReviewId,
    #[schema(inline)]
    kind: Subject,
    subject_id: i64,
    stars: i32,
    /// As it is kept.
    text: String,
    /// `waiting` until staff has looked; may be changed so long.
    #[schema(inline)]
    status: Status,
    /// Contacts were taken out of the text.
    is_masked: bool,
    /// RFC 3339.
    at: String,
}

/// Review work that is done. Until staff has looked at it, another one takes its place.
#[utoipa::path(
    post, path = "/", tag = "reviews", request_body = NewReview,
    responses((status = 201, body = OwnReview), (status = "4XX", body = Problem)),
)]
async fn write(
    Extension(site): Extension<Site>,
    caller: Caller,
    Json(request): Json<NewReview>,
) -> Result<(StatusCode, Json<OwnReview>), ApiError> {
    api::consented(&site, &caller).await?;
    let written = service::give(
        &site.app,
        caller.actor(),
        caller.user_id,
        Work::of(request.kind, request.subject_id),
        request.stars,
        request.text.as_deref(),
    )
    .await
    .map_err(refuse)?;
    let row = written.review;
    let view = OwnReview {
        id: row.id,
        kind: row.subject_kind,
        subject_id: row.subject_id,
        stars: row.stars,
        text: row.text,
        status: row.status,
        is_masked: written.is_masked,
        at: row.at.rfc3339(),
    };
    Ok((StatusCode::CREATED, Json(view)))
}

fn refuse(error: ReviewError) -> ApiError {
    match error {
        ReviewError::NotDone => ApiError::conflict("not_done", "reviews-error-not-done"),
        ReviewError::Stands => ApiError::conflict("review_stands", "reviews-error-stands"),
        ReviewError::Changed => ApiError::conflict("review_changed", "reviews-error-changed"),
        ReviewError::Gone => ApiError::not_found(),
        ReviewError::Stars => ApiError::invalid([("stars", "reviews-error-stars")]),
        ReviewError::Empty => ApiError::invalid([("text", "reviews-error-empty")]),
        ReviewError::TooLong => ApiError::invalid([(
            "text",
            ("reviews-error-long", crate::args![limit = TEXT_LIMIT]),
        )]),
        ReviewError::NotAllowed => ApiError::forbidden(),
        ReviewError::Database(error) => error.into(),
    }
}
