//! What a call came to when it brought no object: sorted by what one can do about it.

use std::time::Duration;

use serde::Deserialize;

/// A call without a result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// YooKassa will not do this, now or later. Nothing happened; another try needs other data and a new
    /// key.
    #[error("YooKassa refused: {code}{}", said(parameter.as_deref(), description))]
    Rejected {
        /// Its word for the kind.
        code: String,
        /// The part of the request that is wrong.
        parameter: Option<String>,
        /// Its explanation, in English.
        description: String,
    },
    /// It may have happened or not: silence, a broken connection, 5xx, "accepted". The same key and body
    /// again will tell.
    #[error("it is not known how the call ended: {problem}")]
    Unknown {
        /// What was seen; never an address or a body.
        problem: String,
        /// When to ask again, if YooKassa said so.
        retry_after: Option<Duration>,
    },
    /// Too many calls. Nothing happened; the same key and body may be sent later.
    #[error("YooKassa asks to come later")]
    Busy {
        /// When, if it said so.
        retry_after: Option<Duration>,
    },
    /// The shop or its key is wrong: the operator's affair.
    #[error("YooKassa does not accept the shop's id or secret key")]
    Unauthorized,
    /// The key is right and may not do this: the operator's affair.
    #[error("YooKassa forbids this to the shop: {description}")]
    Forbidden {
        /// Its explanation, in English.
        description: String,
    },
    /// There is no such object in this shop.
    #[error("YooKassa has no such object")]
    NotFound,
}

impl CallError {
    /// Whether another try of the very same call may end otherwise.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Unknown { .. } | Self::Busy { .. } | Self::Unauthorized => true,
            Self::Forbidden { .. } | Self::Rejected { .. } | Self::NotFound => false,
        }
    }

    /// For metrics.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Rejected { .. } => "rejected",
            Self::Unknown { .. } => "unknown",
            Self::Busy { .. } => "busy",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden { .. } => "forbidden",
            Self::NotFound => "not_found",
        }
    }

    pub(super) fn unknown(problem: impl Into<String>) -> Self {
        Self::Unknown {
            problem: problem.into(),
            retry_after: None,
        }
    }
}

fn said(parameter: Option<&str>, description: &str) -> String {
    let at = parameter.map(|name| format!(" at {name}"));
    let words = (!description.is_empty()).then(|| format!(": {description}"));
    at.unwrap_or_default() + &words.unwrap_or_default()
}

/// An error as YooKassa words it. It may be missing or be something else: proxies answer, too.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Words {
    code: Option<String>,
    description: Option<String>,
    parameter: Option<String>,
    retry_after: Option<u64>,
}

/// Sorts an answer that is not 200.
pub(super) fn sort(status: u16, body: &str, header: Option<Duration>) -> CallError {
    let words: Words = serde_json::from_str(body).unwrap_or_default();
    let retry_after = words.retry_after.map(Duration::from_millis).or(header);
    let description = words.description.unwrap_or_default();
    match status {
        401 => CallError::Unauthorized,
        403 => CallError::Forbidden { description },
        404 => CallError::NotFound,
        429 => CallError::Busy { retry_after },
        // A proxy's word that the request did not come in time, not YooKassa's.
        408 => CallError::unknown("status 408"),
        400..=499 => CallError::Rejected {
            code: words.code.unwrap_or_else(|| format!("http_{status}")),
            parameter: words.parameter,
            description,
        },
        // 202 is "accepted, not done"; redirects come from something that stands in between.
        _ => CallError::Unknown {
            problem: format!("status {status}"),
            retry_after,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_sorted_by_what_can_be_done() {
        let invalid = r#"{"type":"error","id":"x","code":"invalid_request",
            "description":"Receipt is missing or illegal","parameter":"receipt"}"#;
        let refused = sort(400, invalid, None);
        assert_eq!(
            refused,
            CallError::Rejected {
                code: "invalid_request".to_owned(),
                parameter: Some("receipt".to_owned()),
                description: "Receipt is missing or illegal".to_owned(),
            }
        );
        assert_eq!(
            refused.to_string(),
            "YooKassa refused: invalid_request at receipt: Receipt is missing or illegal"
        );
        assert!(!refused.is_passing());
        assert_eq!(sort(401, "", None), CallError::Unauthorized);
        assert_eq!(sort(404, "<html>", None), CallError::NotFound);
        let busy = sort(429, r#"{"retry_after":1500}"#, Some(Duration::from_secs(9)));
        let retry_after = Some(Duration::from_millis(1500));
        assert_eq!(busy, CallError::Busy { retry_after });
        for (status, body) in [
            (202, r#"{"retry_after":1500}"#),
            (500, ""),
            (502, "<html>"),
            (302, ""),
        ] {
            let unknown = sort(status, body, None);
            assert!(matches!(unknown, CallError::Unknown { .. }), "{status}");
            assert!(unknown.is_passing());
        }
    }

    #[test]
    fn an_error_without_words_is_still_an_error() {
        for status in [400, 405, 410, 415, 422] {
            let error = sort(status, "", None);
            assert!(matches!(error, CallError::Rejected { .. }), "{status}");
            assert_eq!(
                error.to_string(),
                format!("YooKassa refused: http_{status}")
            );
        }
        assert_eq!(sort(408, "", None).label(), "unknown");
    }
}
