//! Errors of the Bot API, with Telegram's texts.

use serde_json::{Map, Value, json};

/// What a failed call answers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) code: u16,
    pub(crate) description: String,
    pub(crate) parameters: Option<Map<String, Value>>,
}

pub(crate) type ApiResult = Result<Value, ApiError>;

impl ApiError {
    pub(crate) fn new(code: u16, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
            parameters: None,
        }
    }

    /// 400 with the usual prefix.
    pub(crate) fn bad(text: impl std::fmt::Display) -> Self {
        Self::new(400, format!("Bad Request: {text}"))
    }

    pub(crate) fn forbidden(text: &str) -> Self {
        Self::new(403, format!("Forbidden: {text}"))
    }

    pub(crate) fn conflict(text: &str) -> Self {
        Self::new(409, format!("Conflict: {text}"))
    }

    pub(crate) fn too_many_requests(seconds: u64) -> Self {
        let mut parameters = Map::new();
        parameters.insert("retry_after".to_owned(), json!(seconds));
        Self {
            code: 429,
            description: format!("Too Many Requests: retry after {seconds}"),
            parameters: Some(parameters),
        }
    }

    pub(crate) fn body(&self) -> Value {
        let mut body = json!({
            "ok": false,
            "error_code": self.code,
            "description": self.description,
        });
        if let (Some(object), Some(parameters)) = (body.as_object_mut(), &self.parameters) {
            object.insert("parameters".to_owned(), Value::Object(parameters.clone()));
        }
        body
    }
}
