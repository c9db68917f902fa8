//! An API to try the platform on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{Extension, extract::State, http::StatusCode};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{ApiError, ApiState, Caller};
use crate::{
    app::App,
    http::{Json, Page, Path, Query, idempotency::ShownOnce},
    kernel::{page::Slice, permission::Permission},
};

type Runs = Extension<Arc<AtomicU32>>;

pub(super) fn routes(runs: &Arc<AtomicU32>) -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list, make))
        .routes(routes!(show))
        .routes(routes!(search))
        .routes(routes!(me))
        .routes(routes!(staff))
        .routes(routes!(slow))
        .routes(routes!(panic))
        .routes(routes!(refuse))
        .routes(routes!(fault))
        .routes(routes!(outage))
        .routes(routes!(hang))
        .routes(routes!(secret))
        .layer(Extension(Arc::clone(runs)))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Draft {
    name: String,
    #[serde(default)]
    #[expect(dead_code, reason = "it only has to be read")]
    lines: Vec<Line>,
}

#[derive(Deserialize, utoipa::ToSchema)]
struct Line {
    #[expect(dead_code, reason = "it only has to be a number")]
    count: u32,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Thing {
    id: i64,
    name: String,
}

#[derive(Deserialize, utoipa::IntoParams)]
struct Words {
    q: String,
    #[serde(default)]
    near: u32,
}

#[utoipa::path(get, path = "/things", params(Page), responses((status = 200, body = Slice<Thing>)))]
async fn list(_caller: Caller, page: Page) -> Json<Slice<Thing>> {
    let rows = (0..page.fetch())
        .map(|step| Thing {
            id: page.cursor.unwrap_or(1000) - 1 - i64::try_from(step).unwrap(),
            name: String::new(),
        })
        .collect();
    Json(page.slice(rows, |thing| thing.id))
}

#[utoipa::path(post, path = "/things", request_body = Draft, responses((status = 201, body = Thing)))]
async fn make(
    _caller: Caller,
    Extension(runs): Runs,
    Json(draft): Json<Draft>,
) -> Result<(StatusCode, Json<Thing>), ApiError> {
    let id = runs.fetch_add(1, Ordering::SeqCst);
    if draft.name.is_empty() {
        return Err(ApiError::invalid([("name", "http-field-missing")]));
    }
    Ok((
        StatusCode::CREATED,
        Json(Thing {
            id: id.into(),
            name: draft.name,
        }),
    ))
}

#[utoipa::path(get, path = "/things/{id}", responses((status = 200, body = Thing)))]
async fn show(_caller: Caller, Path(id): Path<i64>) -> Result<Json<Thing>, ApiError> {
    Err(if id == 7 {
        ApiError::not_found()
    } else {
        ApiError::forbidden()
    })
}

#[utoipa::path(get, path = "/search", params(Words), responses((status = 200, body = String)))]
async fn search(Query(words): Query<Words>) -> Json<String> {
    Json(format!("{}:{}", words.q, words.near))
}

#[utoipa::path(get, path = "/me", responses((status = 200, body = String)))]
async fn me(caller: Caller) -> Json<String> {
    Json(format!("{} {}", caller.user_id, caller.lang.code()))
}

#[utoipa::path(get, path = "/staff", responses((status = 204)))]
async fn staff(caller: Caller) -> Result<StatusCode, ApiError> {
    caller.require(Permission::ReadAudit)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Works for a while, in the database as well, and counts itself only at the very end.
#[utoipa::path(post, path = "/slow", responses((status = 204)))]
async fn slow(
    _caller: Caller,
    State(app): State<App>,
    Extension(runs): Runs,
) -> Result<StatusCode, ApiError> {
    let txn = crate::db::begin(&app.db).await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    txn.execute_unprepared("DELETE FROM leases").await?;
    txn.commit().await?;
    runs.fetch_add(1, Ordering::SeqCst);
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(post, path = "/panic", responses((status = 204)))]
async fn panic(_caller: Caller, Extension(runs): Runs) -> StatusCode {
    runs.fetch_add(1, Ordering::SeqCst);
    panic!("sp_secret_of_the_panic")
}

#[utoipa::path(post, path = "/refuse", responses((status = 204)))]
async fn refuse(_caller: Caller, Extension(runs): Runs) -> ApiError {
    runs.fetch_add(1, Ordering::SeqCst);
    ApiError::conflict("sold_out", "http-forbidden")
}

#[utoipa::path(post, path = "/fault", responses((status = 204)))]
async fn fault(_caller: Caller, Extension(runs): Runs) -> ApiError {
    runs.fetch_add(1, Ordering::SeqCst);
    ApiError::fault(anyhow::anyhow!("the inner cause").context("the outer cause"))
}

#[utoipa::path(get, path = "/outage", responses((status = 204)))]
async fn outage() -> ApiError {
    DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout).into()
}

#[utoipa::path(get, path = "/hang", responses((status = 204)))]
async fn hang() -> StatusCode {
    tokio::time::sleep(Duration::from_secs(3600)).await;
    StatusCode::NO_CONTENT
}

#[utoipa::path(post, path = "/secret", responses((status = 201, body = String)))]
async fn secret(
    _caller: Caller,
    Extension(runs): Runs,
) -> (StatusCode, Extension<ShownOnce>, Json<&'static str>) {
    runs.fetch_add(1, Ordering::SeqCst);
    (StatusCode::CREATED, Extension(ShownOnce), Json("sp_secret"))
}
