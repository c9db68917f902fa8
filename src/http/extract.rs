//! `Json`, `Query` and `Path` as axum has them, but refusing in our shape and naming the field.

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, OptionalFromRequest, Path as AxumPath, Request,
        path::ErrorKind,
        rejection::{BytesRejection, PathRejection},
    },
    http::{HeaderMap, HeaderValue, StatusCode, header::CONTENT_TYPE, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use url::form_urlencoded;

use super::error::{ApiError, Text};

/// A JSON body, in both directions. One that comes in is always an object: serde would take an array
/// for a struct as well, and the description of the API says nothing of that.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json<T>(pub T);

impl<T, S> FromRequest<S> for Json<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::unsupported_media());
        }
        let bytes = Bytes::from_request(request, state).await?;
        if !bytes.trim_ascii_start().starts_with(b"{") {
            let is_json = serde_json::from_slice::<IgnoredAny>(&bytes).is_ok();
            return Err(if is_json { invalid() } else { malformed_json() });
        }
        if has_escaped_nul(&bytes) {
            return Err(invalid());
        }
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let field = named_field(&error.path().to_string(), &error.inner().to_string());
            if error.inner().is_data() {
                ApiError::invalid(field)
            } else {
                malformed_json()
            }
        })?;
        if reader.end().is_err() {
            return Err(malformed_json());
        }
        Ok(Self(value))
    }
}

/// A body that may be left out altogether; one that is there has to be right.
impl<T, S> OptionalFromRequest<S> for Json<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, ApiError> {
        if request.headers().contains_key(CONTENT_TYPE) {
            <Self as FromRequest<S>>::from_request(request, state)
                .await
                .map(Some)
        } else {
            Ok(None)
        }
    }
}

/// For a field of a body that may be left out, null or something: tells null from nothing.
///
/// # Errors
/// When it is there and will not do.
pub fn named<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => {
                let json = HeaderValue::from_static("application/json");
                ([(CONTENT_TYPE, json)], body).into_response()
            }
            Err(error) => ApiError::fault(error).into_response(),
        }
    }
}

impl From<BytesRejection> for ApiError {
    /// Too long, or the client went away in the middle.
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::too_large()
        } else {
            Self::bad_request("malformed_body", "http-malformed-body")
        }
    }
}

/// The query string. Keys that `T` does not know are left to others, such as
/// [`Page`](super::page::Page).
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<T>(pub T);

impl<T, S> FromRequestParts<S> for Query<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        if query.contains("%00") {
            return Err(malformed_query());
        }
        let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(reader)
            .map(Self)
            .map_err(|error| {
                malformed_query().with_fields(named_field(
                    &error.path().to_string(),
                    &error.inner().to_string(),
                ))
            })
    }
}

/// Parts of the path.
#[derive(Clone, Copy, Debug, Default)]
pub struct Path<T>(pub T);

impl<T, S> FromRequestParts<S> for Path<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        if parts.uri.path().contains("%00") {
            return Err(malformed_path());
        }
        match AxumPath::from_request_parts(parts, state).await {
            Ok(AxumPath(value)) => Ok(Self(value)),
            Err(rejection) if rejection.status().is_server_error() => {
                Err(ApiError::fault(rejection))
            }
            Err(rejection) => Err(malformed_path().with_fields(field_of_path(&rejection))),
        }
    }
}

fn field_of_path(rejection: &PathRejection) -> Option<(String, Text)> {
    let PathRejection::FailedToDeserializePathParams(failure) = rejection else {
        return None;
    };
    match failure.kind() {
        ErrorKind::ParseErrorAtKey { key, .. }
        | ErrorKind::InvalidUtf8InPathParam { key }
        | ErrorKind::DeserializeError { key, .. } => {
            Some((key.clone(), "http-field-malformed".into()))
        }
        _ => None,
    }
}

pub(super) fn malformed_query() -> ApiError {
    ApiError::bad_request("malformed_query", "http-malformed-query")
}

fn malformed_path() -> ApiError {
    ApiError::bad_request("malformed_path", "http-malformed-path")
}

/// Wrong, and no field to blame.
fn invalid() -> ApiError {
    ApiError::invalid(None::<(String, Text)>)
}

/// Whether a string in this JSON holds U+0000, which Postgres cannot store in a text. It can stand
/// there as an escape only.
fn has_escaped_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte == b'\\' {
            if rest.starts_with(b"u0000") {
                return true;
            }
            // The escaped character itself: it may be a backslash.
            rest = rest.split_first().map_or(rest, |(_, after)| after);
        }
    }
    false
}

fn malformed_json() -> ApiError {
    ApiError::bad_request("malformed_json", "http-malformed-json")
}

/// `application/json` and its kin, such as `application/merge-patch+json`.
fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(|essence| essence.trim().to_ascii_lowercase())
        .is_some_and(|essence| {
            essence == "application/json"
                || (essence.starts_with("application/") && essence.ends_with("+json"))
        })
}

/// The field that serde is unhappy with, and a text about it. serde's own words stay inside: they are
/// English, and they quote what was sent.
fn named_field(path: &str, message: &str) -> Option<(String, Text)> {
    let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
    let path = if path == "." { "" } else { path };
    if message.starts_with("missing field") {
        let name = quoted();
        let field = if path.is_empty() {
            name
        } else {
            format!("{path}.{name}")
        };
        return Some((field, "http-field-missing".into()));
    }
    if message.starts_with("unknown field") {
        let field = if path.is_empty() {
            quoted()
        } else {
            path.to_owned()
        };
        return Some((field, "http-field-unknown".into()));
    }
    if message.starts_with("duplicate field") {
        let field = if path.is_empty() {
            quoted()
        } else {
            path.to_owned()
        };
        return Some((field, "http-field-repeated".into()));
    }
    (!path.is_empty()).then(|| (path.to_owned(), "http-field-malformed".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_nul_is_found_and_an_escaped_backslash_is_none() {
        assert!(has_escaped_nul(br#"{"a":"x\u0000"}"#));
        assert!(has_escaped_nul(br#"{"a":"\\\u0000"}"#));
        assert!(!has_escaped_nul(br#"{"a":"x\\u0000"}"#));
        assert!(!has_escaped_nul(br"\"));
    }

    #[test]
    fn json_has_several_names() {
        let is_json = |name: &'static str| {
            is_json(&HeaderMap::from_iter([(
                CONTENT_TYPE,
                HeaderValue::from_static(name),
            )]))
        };
        assert!(is_json("application/json") && is_json("Application/JSON; charset=utf-8"));
        assert!(is_json("application/merge-patch+json"));
        assert!(!is_json("text/json") && !is_json("application/jsonp") && !is_json(""));
    }
}
