//! What happens to every request around its handler: an id, a span, numbers, words for errors, safe
//! headers, limits.
//!
//! Neither span nor log nor metric ever carries a query string, a header or a body.

use std::time::{Duration, Instant};

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::catch_panic::CatchPanicLayer;
use tracing::{Instrument, Span, field};

use super::{
    error::{self, ApiError},
    exchange::{Exchange, REQUEST_ID},
    task,
};
use crate::app::App;

/// Largest body, unless a route says otherwise.
const BODY_LIMIT: usize = 2 * 1024 * 1024;
/// Longest work on one request. The task of an API request goes on: only its caller stops waiting.
const TIME_LIMIT: Duration = Duration::from_secs(30);
/// What stands for a path that no route has, so that strangers cannot make up series.
const UNMATCHED: &str = "unmatched";
/// Probes come every few seconds and tell nothing.
const QUIET: [&str; 3] = ["/livez", "/readyz", "/metrics"];

/// An answer of the API is data: a browser that is tricked into showing it shall do nothing with it.
const DATA_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Puts the layers around a whole router.
pub(super) fn wrap(router: Router, app: &App) -> Router {
    router
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(task::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), attend))
}

async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!("a request took too long");
            ApiError::unavailable().into_response()
        }
    }
}

/// The outermost layer.
async fn attend(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let exchange = Exchange::begin(request.headers(), app.config.locale.default);
    request.extensions_mut().insert(exchange.clone());
    let method = known_method(request.method());
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| UNMATCHED.to_owned(), |path| path.as_str().to_owned());
    let is_api = request.uri().path().starts_with(super::API);
    let span = tracing::info_span!(
        "request",
        request.id = exchange.id(),
        method,
        path,
        status = field::Empty,
        latency_ms = field::Empty,
    );
    async {
        let response = next.run(request).await;
        let mut response = error::render(response, &exchange, &app.texts);
        finish_headers(response.headers_mut(), &exchange, is_api);
        record(method, &path, response.status().as_u16(), started.elapsed());
        response
    }
    .instrument(span)
    .await
}

fn record(method: &'static str, path: &str, status: u16, latency: Duration) {
    let span = Span::current();
    span.record("status", status);
    span.record(
        "latency_ms",
        u64::try_from(latency.as_millis()).unwrap_or(u64::MAX),
    );
    if QUIET.contains(&path) {
        tracing::debug!("a request was answered");
    } else {
        tracing::info!("a request was answered");
    }
    metrics::counter!(
        "http_requests_total",
        "method" => method, "path" => path.to_owned(), "status" => status.to_string(),
    )
    .increment(1);
    metrics::histogram!(
        "http_request_duration_seconds",
        "method" => method, "path" => path.to_owned(),
    )
    .record(latency);
}

/// Headers that are missing; whoever set one knew why.
fn finish_headers(headers: &mut HeaderMap, exchange: &Exchange, is_api: bool) {
    if let Some(id) = exchange.id_header() {
        headers.insert(REQUEST_ID, id);
    }
    let mut default = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    default(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    default(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    default(CONTENT_SECURITY_POLICY, DATA_POLICY);
    if is_api {
        default(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Methods are free words of the client's; a metric has room for the usual ones.
fn known_method(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN
        .into_iter()
        .find(|known| *known == method.as_str())
        .unwrap_or("other")
}
