//! Routes of the one server: Bot API, payment service, control API, page.

use std::sync::Arc;

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    control,
    net::Cutter,
    page, payme,
    sandbox::Shared,
    telegram::{api, error::ApiError},
    yookassa,
};

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/page/{*path}", get(page_file))
        .nest("/control", control::router())
        .nest("/yookassa", yookassa::router())
        .nest("/payme", payme::router())
        .fallback(bot_api)
        .layer(DefaultBodyLimit::max(api::MAX_BODY))
        .with_state(shared)
}

async fn index(State(shared): State<Arc<Shared>>) -> Response {
    page::serve(&shared.options.page, "index.html").await
}

async fn page_file(State(shared): State<Arc<Shared>>, Path(path): Path<String>) -> Response {
    page::serve(&shared.options.page, &path).await
}

/// `/bot<token>/<method>` and `/file/bot<token>/<path>`.
async fn bot_api(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    if let Some((token, file)) = path
        .strip_prefix("/file/bot")
        .and_then(|rest| rest.split_once('/'))
    {
        return api::download(&shared, &plain(token), file);
    }
    if let Some((token, method)) = path
        .strip_prefix("/bot")
        .and_then(|rest| rest.split_once('/'))
    {
        let (token, method) = (plain(token), method.trim_end_matches('/').to_owned());
        return api::handle(shared, token, method, cutter, request).await;
    }
    let body = ApiError::new(404, "Not Found").body();
    (StatusCode::NOT_FOUND, axum::Json(body)).into_response()
}

/// Some clients escape the colon of a token.
fn plain(token: &str) -> String {
    token.replace("%3A", ":").replace("%3a", ":")
}
