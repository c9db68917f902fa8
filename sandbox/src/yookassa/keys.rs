//! Idempotence keys: one operation per key for a day.

use std::collections::HashMap;

use serde_json::Value;

use super::error::Refusal;

/// How long a key is remembered.
const LIFETIME: i64 = 24 * 3_600_000;
const LONGEST: usize = 64;

/// A key in its scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    pub(crate) account: String,
    pub(crate) path: String,
    pub(crate) key: String,
}

#[derive(Debug)]
struct Remembered {
    body: Value,
    /// The object, which is answered as it is now; or the refusal, since an attempt that has failed
    /// needs a new key.
    result: Result<String, Refusal>,
    at: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Keys(HashMap<Scope, Remembered>);

impl Keys {
    /// Checks the header itself.
    pub(crate) fn check(key: Option<&str>) -> Result<&str, Refusal> {
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return Err(Refusal::invalid("Idempotence key is empty").at("Idempotence-Key"));
        };
        if key.chars().count() > LONGEST {
            let words = format!("Idempotence key is too long. Max. length is {LONGEST}");
            return Err(Refusal::invalid(words).at("Idempotence-Key"));
        }
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+,-_.".contains(&byte);
        if !key.bytes().all(is_plain) {
            return Err(Refusal::field("Idempotence-Key"));
        }
        Ok(key)
    }

    /// What became of the operation with this key, if there was one.
    pub(crate) fn recall(
        &mut self,
        scope: &Scope,
        body: &Value,
        now: i64,
    ) -> Option<Result<String, Refusal>> {
        let known = self.0.get(scope)?;
        if now - known.at >= LIFETIME {
            self.0.remove(scope);
            return None;
        }
        if known.body == *body {
            return Some(known.result.clone());
        }
        let refusal = Refusal::invalid("Idempotence key duplicated").at("Idempotence-Key");
        Some(Err(refusal))
    }

    pub(crate) fn remember(
        &mut self,
        scope: Scope,
        body: Value,
        result: Result<String, Refusal>,
        now: i64,
    ) {
        let known = Remembered {
            body,
            result,
            at: now,
        };
        self.0.insert(scope, known);
    }
}
