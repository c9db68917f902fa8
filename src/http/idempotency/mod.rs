//! `Idempotency-Key`: a POST that is repeated with its key is answered as the first time, and done
//! once.
//!
//! The key is claimed by a row before the handler runs and the answer is stored in it afterwards, so
//! two replicas agree. A process that dies between the effect and the answer leaves a claim without an
//! answer; it is honoured for a while, then the request is done again: the rules behind a handler
//! (unique rows, compare-and-set) stand on their own and do not rest on this.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header::CONTENT_TYPE,
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use hmac::{Hmac, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

pub use self::store::forget;
use self::store::{Claim, Slot};
use super::{
    UPLOAD_LIMIT,
    auth::{ApiState, Caller},
    error::{self, ApiError},
    exchange::Exchange,
};
use crate::{app::App, db::Db};

mod store;

/// The header of the request.
pub(super) const KEY: &str = "idempotency-key";
/// The header that marks an answer as a repeated one.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Marks a response that holds a secret: it is given once and not stored, and a repeat is refused with
/// `shown_once`. Goes into the response's extensions: `(StatusCode::CREATED, Extension(ShownOnce), …)`.
#[derive(Clone, Copy, Debug)]
pub struct ShownOnce;

/// As wide as the column.
const LONGEST: usize = 128;

/// Answers a POST with a key from memory, or remembers its answer. Anything else passes.
///
/// Stands behind [`task`](super::task), so that the answer is stored even when nobody waits for it,
/// and before the catching of panics, so that a panic leaves no claim behind.
pub(super) async fn remember(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    answer(&state, request, next)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn answer(state: &ApiState, request: Request, next: Next) -> Result<Response, ApiError> {
    let app = state.app();
    let (mut parts, body) = request.into_parts();
    let key = read_key(&parts.headers)?;
    let caller = <Caller as FromRequestParts<_>>::from_request_parts(&mut parts, state).await?;
    // The whole body is needed for its hash. The limit is the one that stands around the API, but for forms
    // with files: a route of its own limit comes later.
    let body = if boundary(&parts.headers).is_some() {
        to_bytes(body, UPLOAD_LIMIT)
            .await
            .or(Err(ApiError::too_large()))?
    } else {
        let whole = Request::from_parts(parts.clone(), body);
        Bytes::from_request(whole, state).await?
    };
    let slot = Slot {
        user_id: caller.user_id,
        key,
        request_hash: fingerprint(app, &parts, &body)?,
        at: app.clock.now(),
    };
    match store::claim(&app.db, &slot).await? {
        Claim::Ours => {}
        Claim::Running => {
            return Err(ApiError::conflict(
                "request_in_progress",
                "http-request-in-progress",
            ));
        }
        Claim::OtherRequest => {
            return Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "http-idempotency-key-reused",
            ));
        }
        Claim::Answered { status, body } => return Ok(replay(status, body)),
    }
    let exchange = parts.extensions.get::<Exchange>().cloned();
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    // An error has to have its words before it can be stored.
    let in_words = |response| match &exchange {
        Some(exchange) => error::render(response, exchange, &app.texts),
        None => response,
    };
    let (response, kept) = split(in_words(response)).await?;
    let kept = if response.extensions().get::<ShownOnce>().is_some() {
        let shown = ApiError::conflict("shown_once", "http-shown-once");
        split(in_words(shown.into_response())).await?.1
    } else {
        kept
    };
    keep(&app.db, &slot, &kept).await;
    Ok(response)
}

/// A status and a body, as they are stored.
type Kept = (StatusCode, Bytes);

/// The response, and what would be stored of it.
async fn split(response: Response) -> Result<(Response, Kept), ApiError> {
    let (parts, body) = response.into_parts();
    // Bodies of this API are values in memory: there is nothing to limit and nothing to fail.
    let body = to_bytes(body, usize::MAX).await.map_err(ApiError::fault)?;
    let kept = (parts.status, body.clone());
    Ok((Response::from_parts(parts, Body::from(body)), kept))
}

/// Stores an answer, unless the client should try again.
async fn keep(db: &Db, slot: &Slot, (status, body): &Kept) {
    let outcome = if status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS {
        store::release(db, slot).await
    } else {
        // Answers are JSON. Should one ever be something else, its status alone is repeated: that is
        // better than doing the thing twice.
        let text = std::str::from_utf8(body).unwrap_or_default();
        store::settle(db, slot, status.as_u16(), text).await
    };
    // The effect stands already, and the client gets the answer: a failure only weakens a repeat.
    if let Err(error) = outcome {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "an answer could not be kept for its repeats"
        );
    }
}

fn replay(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut response = status.into_response();
    let headers = response.headers_mut();
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    if !body.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *response.body_mut() = Body::from(body);
    }
    response
}

fn read_key(headers: &HeaderMap) -> Result<String, ApiError> {
    let mut values = headers.get_all(KEY).iter();
    let key = match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        (Some(_) | None, _) => None,
    };
    key.filter(|key| {
        (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    })
    .map(str::to_owned)
    .ok_or_else(|| ApiError::bad_request("invalid_idempotency_key", "http-idempotency-key"))
}

/// What makes two requests the same one. With a key that is not in the database: a plain hash of a
/// request with the number of a card in it would give the number away to whoever tries all of them.
fn fingerprint(app: &App, parts: &Parts, body: &[u8]) -> Result<String, ApiError> {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let secret = app.config.bot.token.expose_secret();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(ApiError::fault)?;
    for part in ["idempotency", parts.method.as_str(), path] {
        mac.update(part.as_bytes());
        mac.update(b"\n");
    }
    match boundary(&parts.headers) {
        // Clients make up another one for each request.
        Some(boundary) => {
            for piece in pieces(body, boundary.as_bytes()) {
                mac.update(piece);
                mac.update(b"\n");
            }
        }
        None => mac.update(body),
    }
    Ok(hex::encode(mac.finalize().into_bytes()))
}

/// What stands between the parts of a form with files; none for any other body.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let form = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (kind, rest) = form.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let (name, value) = rest.split_once('=')?;
    let value = value.split(';').next()?.trim().trim_matches('"');
    (name.trim().eq_ignore_ascii_case("boundary") && !value.is_empty()).then(|| value.to_owned())
}

/// The body without this, cut where it stood.
fn pieces<'b>(body: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let mut pieces = Vec::new();
    let mut rest = body;
    while let Some(at) = rest
        .windows(boundary.len())
        .position(|window| window == boundary)
    {
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after.split_at(boundary.len()).1;
    }
    pieces.push(rest);
    pieces
}
