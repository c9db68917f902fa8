//! The journal of calls.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;

use super::faults::Operation;

const LIMIT: usize = 20_000;

/// One call of the API.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// What was asked for; nothing when the address is unknown.
    pub operation: Option<Operation>,
    /// HTTP method.
    pub method: String,
    /// Path below the API's address, such as `/payments`.
    pub path: String,
    /// Query string, without the question mark.
    pub query: String,
    /// User name of the caller: shop or payout gateway.
    pub account: Option<String>,
    /// The `Idempotence-Key` header.
    pub key: Option<String>,
    /// JSON body; null when there was none, a string when it was not JSON.
    pub body: Value,
    /// HTTP status of the answer; 0 when there was none.
    pub status: u16,
    /// Description of the error, or of the fault that was played.
    pub error: Option<String>,
    /// What exactly was wrong with a refused call.
    pub detail: Option<String>,
    /// The object that the call made or read.
    pub object_id: Option<String>,
    /// Whether the operation was carried out, with an answer or without.
    pub executed: bool,
    /// The answer was an injected fault.
    pub injected: bool,
    /// When, in milliseconds since 1970, by the sandbox's clock.
    pub at_ms: i64,
}

/// The newest calls. A call is noted when it comes and completed when it is answered, so that one
/// whose caller has left is there as well.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    items: VecDeque<Call>,
    forgotten: usize,
}

impl Calls {
    /// Notes a call; gives its number.
    pub(crate) fn note(&mut self, call: Call) -> usize {
        if self.items.len() >= LIMIT {
            self.items.pop_front();
            self.forgotten += 1;
        }
        self.items.push_back(call);
        self.forgotten + self.items.len() - 1
    }

    pub(crate) fn amend(&mut self, number: usize, change: impl FnOnce(&mut Call)) {
        let place = number.checked_sub(self.forgotten);
        if let Some(call) = place.and_then(|place| self.items.get_mut(place)) {
            change(call);
        }
    }

    pub(crate) fn to_vec(&self) -> Vec<Call> {
        self.items.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.forgotten += self.items.len();
        self.items.clear();
    }
}
