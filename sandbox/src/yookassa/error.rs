//! Refusals of the API: status and body of an error.

use serde_json::{Map, Value, json};

use super::objects::random_uuid;

/// An error answer.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    /// Answers 405 and 415 have no code and no body.
    code: Option<String>,
    pub(crate) description: String,
    parameter: Option<String>,
    retry_after: Option<u64>,
    /// What exactly was wrong, for the journal: the answer itself is as terse as the real one.
    pub(crate) detail: Option<String>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, description: impl Into<String>) -> Self {
        Self {
            status,
            code: Some(code.to_owned()),
            description: description.into(),
            parameter: None,
            retry_after: None,
            detail: None,
        }
    }

    /// 400: syntax or a business rule.
    pub(crate) fn invalid(description: impl Into<String>) -> Self {
        Self::new(400, "invalid_request", description)
    }

    /// 400 about one field.
    pub(crate) fn field(parameter: impl Into<String>) -> Self {
        Self::invalid("Invalid request parameter").at(parameter)
    }

    pub(crate) fn unauthorized(description: &str) -> Self {
        Self::new(401, "invalid_credentials", description)
    }

    pub(crate) fn forbidden(description: &str) -> Self {
        Self::new(403, "forbidden", description)
    }

    pub(crate) fn not_found(description: &str) -> Self {
        Self::new(404, "not_found", description)
    }

    pub(crate) fn too_many(retry_after_ms: u64) -> Self {
        let mut refusal = Self::new(429, "too_many_requests", "Too many requests");
        refusal.retry_after = Some(retry_after_ms);
        refusal
    }

    pub(crate) fn internal() -> Self {
        Self::new(500, "internal_server_error", "Internal server error")
    }

    /// An answer without code and body.
    pub(crate) fn bare(status: u16, description: &str) -> Self {
        Self {
            code: None,
            ..Self::new(status, "", description)
        }
    }

    pub(crate) fn at(mut self, parameter: impl Into<String>) -> Self {
        self.parameter = Some(parameter.into());
        self
    }

    pub(crate) fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The body, with a new id as on every answer.
    pub(crate) fn body(&self) -> Option<Value> {
        let code = self.code.as_ref()?;
        let mut body = Map::new();
        body.insert("type".to_owned(), json!("error"));
        body.insert("id".to_owned(), json!(random_uuid()));
        body.insert("code".to_owned(), json!(code));
        body.insert("description".to_owned(), json!(self.description));
        if let Some(parameter) = &self.parameter {
            body.insert("parameter".to_owned(), json!(parameter));
        }
        if let Some(retry_after) = self.retry_after {
            body.insert("retry_after".to_owned(), json!(retry_after));
        }
        Some(Value::Object(body))
    }
}
