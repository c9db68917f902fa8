//! The one shape of an error: `{"error": {"code", "message", "fields"?, "request_id"}}`.
//!
//! Whoever refuses names a code for programs and a text for people. The words are found at the very
//! edge, where the language of the caller and the id of the request are known; causes go to the log
//! there, once, and never into the answer.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::multipart::{MultipartError, MultipartRejection},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;
use serde::Serialize;

use super::exchange::Exchange;
use crate::{
    args,
    bot::{
        fault::{Refusal, is_outage},
        texts::{Args, Texts, Tr},
    },
};

/// When to come again after a passing trouble.
const SOON: Duration = Duration::from_secs(2);

/// A text for a person: a Fluent id with its arguments.
#[derive(Clone, Debug)]
pub struct Text {
    /// Fluent id.
    pub id: &'static str,
    /// Its arguments.
    pub args: Args,
}

impl Text {
    fn plain(&self, tr: &Tr) -> String {
        tr.plain(self.id, self.args.clone())
    }
}

impl From<&'static str> for Text {
    fn from(id: &'static str) -> Self {
        Self {
            id,
            args: Args::new(),
        }
    }
}

impl From<(&'static str, Args)> for Text {
    fn from((id, args): (&'static str, Args)) -> Self {
        Self { id, args }
    }
}

impl From<Refusal> for Text {
    fn from(refusal: Refusal) -> Self {
        Self {
            id: refusal.id,
            args: refusal.args,
        }
    }
}

/// Why a request was not granted.
///
/// A constructor for every kind of refusal; services' errors are mapped to them exhaustively in the
/// features' `api`.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    text: Text,
    fields: BTreeMap<String, Text>,
    retry_after: Option<Duration>,
    cause: Option<anyhow::Error>,
}

impl ApiError {
    /// Any refusal; the constructors below cover the usual ones.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, text: impl Into<Text>) -> Self {
        Self {
            status,
            code,
            text: text.into(),
            fields: BTreeMap::new(),
            retry_after: None,
            cause: None,
        }
    }

    /// 400: the request cannot be read at all.
    #[must_use]
    pub fn bad_request(code: &'static str, text: impl Into<Text>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, text)
    }

    /// 401: Telegram did sign it, but too long ago, or before the account was deleted.
    #[must_use]
    pub fn init_data_expired() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "init_data_expired",
            "http-init-data-expired",
        )
    }

    /// 401: nobody, or not who they say.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            "http-unauthorized",
        )
    }

    /// 403: known, but may not. For things of other people use [`ApiError::not_found`]: whether they
    /// exist is nobody's business.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "http-forbidden")
    }

    /// 404.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "http-not-found")
    }

    /// 405.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "http-method-not-allowed",
        )
    }

    /// 409: well said, but things stand otherwise.
    #[must_use]
    pub fn conflict(code: &'static str, text: impl Into<Text>) -> Self {
        Self::new(StatusCode::CONFLICT, code, text)
    }

    /// 413.
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "http-too-large")
    }

    /// 415.
    #[must_use]
    pub fn unsupported_media() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "http-unsupported-media",
        )
    }

    /// 422: these fields will not do, each with the reason.
    #[must_use]
    pub fn invalid<N, T>(fields: impl IntoIterator<Item = (N, T)>) -> Self
    where
        N: Into<String>,
        T: Into<Text>,
    {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_fields",
            "http-invalid",
        )
        .with_fields(fields)
    }

    /// 429.
    #[must_use]
    pub fn too_many(retry_after: Duration) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_requests",
                "http-too-many",
            )
        }
    }

    /// 503: worth another try soon.
    #[must_use]
    pub fn unavailable() -> Self {
        Self {
            retry_after: Some(SOON),
            ..Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "http-unavailable",
            )
        }
    }

    /// 500: our fault. The caller gets the request's id, the log gets the cause.
    #[must_use]
    pub fn fault(cause: impl Into<anyhow::Error>) -> Self {
        Self {
            cause: Some(cause.into()),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "http-fault")
        }
    }

    /// The same with fields named.
    #[must_use]
    pub fn with_fields<N, T>(mut self, fields: impl IntoIterator<Item = (N, T)>) -> Self
    where
        N: Into<String>,
        T: Into<Text>,
    {
        self.fields.extend(
            fields
                .into_iter()
                .map(|(name, text)| (name.into(), text.into())),
        );
        self
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    fn problem(&self, request_id: &str, tr: &Tr) -> Problem {
        let message = if self.status == StatusCode::INTERNAL_SERVER_ERROR {
            tr.plain(self.text.id, args![id = request_id])
        } else {
            self.text.plain(tr)
        };
        let fields: BTreeMap<_, _> = self
            .fields
            .iter()
            .map(|(name, text)| (name.clone(), text.plain(tr)))
            .collect();
        Problem {
            error: ProblemDetail {
                code: self.code.to_owned(),
                message,
                fields: (!fields.is_empty()).then_some(fields),
                request_id: request_id.to_owned(),
            },
        }
    }

    /// Writes down what the caller is not told.
    fn log(&self, request_id: &str) {
        let Some(cause) = &self.cause else { return };
        if self.status == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::error!(
                request.id = request_id,
                error = format!("{cause:#}"),
                "a request failed"
            );
        } else {
            tracing::warn!(
                request.id = request_id,
                error = format!("{cause:#}"),
                "a request cannot be answered right now"
            );
        }
    }
}

impl From<DbErr> for ApiError {
    /// A lost or exhausted database is worth another try; anything else it says is our fault.
    fn from(error: DbErr) -> Self {
        if is_outage(&error) {
            Self {
                cause: Some(error.into()),
                ..Self::unavailable()
            }
        } else {
            Self::fault(error)
        }
    }
}

impl From<MultipartRejection> for ApiError {
    fn from(_: MultipartRejection) -> Self {
        Self::unsupported_media()
    }
}

impl From<MultipartError> for ApiError {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::too_large()
        } else {
            Self::bad_request("malformed_body", "http-malformed-body")
        }
    }
}

/// An error on its way out, still without words.
#[derive(Clone)]
struct Unrendered(Arc<ApiError>);

impl IntoResponse for ApiError {
    /// Status and headers; the outermost layer adds the body.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let headers = response.headers_mut();
        if let Some(after) = self.retry_after {
            headers.insert(RETRY_AFTER, std::cmp::max(after.as_secs(), 1).into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(Unrendered(Arc::new(self)));
        response
    }
}

/// Puts an error into words and its cause into the log; any other response passes as it is.
pub(super) fn render(mut response: Response, exchange: &Exchange, texts: &Texts) -> Response {
    let Some(Unrendered(error)) = response.extensions_mut().remove() else {
        return response;
    };
    error.log(exchange.id());
    let problem = error.problem(exchange.id(), &texts.lang(exchange.lang()));
    // Three strings and a map of strings always become JSON.
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *response.body_mut() = Body::from(body);
    response
}

/// What every error looks like.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// The error.
    pub error: ProblemDetail,
}

/// One error.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemDetail {
    /// For programs; does not change.
    #[schema(example = "not_found")]
    pub code: String,
    /// For people, in the caller's language; may change.
    pub message: String,
    /// What is wrong with which field, when it is about fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<BTreeMap<String, String>>,
    /// Finds the request in the log; also in the header `X-Request-Id`.
    pub request_id: String,
}
