//! The control API: what the chat page (or a test in another language) does with people.
//!
//! JSON in and out, errors as `{"error": "text"}`. A web page of another origin is refused.

mod acts;
mod chats;
mod payme;
mod people;
mod tools;
mod yookassa;

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, patch, post},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{sandbox::Shared, telegram::incoming::Refused};

pub(crate) type Answer = Result<Json<Value>, Problem>;

/// An error of the control API.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    text: String,
}

impl Problem {
    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            text: text.into(),
        }
    }

    pub(crate) fn missing(text: impl Into<String>) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            text: text.into(),
        }
    }

    pub(crate) fn conflict(text: impl Into<String>) -> Self {
        Self {
            status: StatusCode::CONFLICT,
            text: text.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(json!({"error": self.text}))).into_response()
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotFound(text) => Self::missing(text),
            Refused::Invalid(text) => Self::bad(text),
        }
    }
}

/// Reads a JSON body.
pub(crate) fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| Problem::bad(error.to_string()))
}

pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/state", get(people::state))
        .route("/people", post(people::add))
        .route("/people/{id}", patch(people::change))
        .route("/people/{id}/block", post(people::block))
        .route("/people/{id}/unblock", post(people::unblock))
        .route("/groups", post(chats::add_group))
        .route("/chats/{chat}/messages", get(chats::messages))
        .route("/chats/{chat}/text", post(acts::text))
        .route("/chats/{chat}/start", post(acts::start))
        .route("/chats/{chat}/media", post(acts::media))
        .route("/chats/{chat}/location", post(acts::location))
        .route("/chats/{chat}/contact", post(acts::contact))
        .route("/chats/{chat}/web_app_data", post(acts::web_app_data))
        .route("/chats/{chat}/tap", post(acts::tap))
        .route("/chats/{chat}/pay", post(acts::pay))
        .route("/webapp", post(acts::web_app))
        .route(
            "/faults",
            get(tools::faults)
                .post(tools::add_fault)
                .delete(tools::clear_faults),
        )
        .route("/clock", post(tools::clock))
        .route("/events", get(tools::events))
        .route("/files/{file_id}", get(tools::file))
        .route("/journal", get(tools::journal))
        .nest("/yookassa", yookassa::router())
        .nest("/payme", payme::router())
        .fallback(async || Problem::missing("no such address"))
        .layer(middleware::from_fn(own_origin))
}

/// A page of another origin must not drive people.
async fn own_origin(request: Request, next: Next) -> Response {
    if is_foreign(request.headers()) {
        let problem = Problem {
            status: StatusCode::FORBIDDEN,
            text: "only pages of this server may use the control API".to_owned(),
        };
        return problem.into_response();
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return false;
    };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    match (origin, host) {
        (Some((_, origin)), Some(host)) => !origin.eq_ignore_ascii_case(host),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "127.0.0.1:8081".parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    #[test]
    fn other_origins_are_foreign() {
        assert!(!is_foreign(&headers(None)));
        assert!(!is_foreign(&headers(Some("http://127.0.0.1:8081"))));
        assert!(is_foreign(&headers(Some("http://127.0.0.1:9999"))));
        assert!(is_foreign(&headers(Some("https://evil.test"))));
        assert!(is_foreign(&headers(Some("null"))));
    }
}
