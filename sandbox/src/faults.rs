//! Faults on demand: what Telegram does on a bad day.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// 429 with `retry_after`; the call is not executed.
    TooManyRequests,
    /// 500; the call is not executed.
    ServerError,
    /// No answer at all; the call is not executed.
    Silence,
    /// The answer comes after `delay_ms`.
    Slow,
    /// The connection is closed without an answer; the call is not executed.
    Reset,
    /// The call is executed and the answer is cut in the middle.
    BadJson,
}

/// A rule for calls of the Bot API.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// Method, in any case; any method when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Chat; any chat when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<i64>,
    /// What happens.
    pub kind: FaultKind,
    /// Seconds told by a 429.
    #[serde(default = "default_retry_after")]
    pub retry_after: u64,
    /// Delay of a slow answer.
    #[serde(default = "default_delay_ms")]
    pub delay_ms: u64,
    /// How many calls it hits; until cleared when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

const fn default_retry_after() -> u64 {
    5
}

const fn default_delay_ms() -> u64 {
    3000
}

impl Fault {
    /// A fault of every call, until cleared.
    #[must_use]
    pub const fn new(kind: FaultKind) -> Self {
        Self {
            method: None,
            chat_id: None,
            kind,
            retry_after: default_retry_after(),
            delay_ms: default_delay_ms(),
            times: None,
        }
    }

    /// 429 with this `retry_after`.
    #[must_use]
    pub const fn too_many_requests(seconds: u64) -> Self {
        let mut fault = Self::new(FaultKind::TooManyRequests);
        fault.retry_after = seconds;
        fault
    }

    /// Only this method.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only this chat.
    #[must_use]
    pub const fn chat(mut self, chat_id: i64) -> Self {
        self.chat_id = Some(chat_id);
        self
    }

    /// Only so many calls.
    #[must_use]
    pub const fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Delay of a slow answer.
    #[must_use]
    pub const fn delay_ms(mut self, delay_ms: u64) -> Self {
        self.delay_ms = delay_ms;
        self
    }

    fn hits(&self, method: &str, chat_id: Option<i64>) -> bool {
        self.method
            .as_ref()
            .is_none_or(|m| m.eq_ignore_ascii_case(method))
            && self.chat_id.is_none_or(|id| chat_id == Some(id))
    }
}

/// The list of active faults.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Arc<Mutex<Vec<Fault>>>,
}

impl Faults {
    /// Adds a fault; the oldest one that fits a call is used first.
    pub fn add(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// Removes all faults.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The faults that are still active.
    #[must_use]
    pub fn list(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    pub(crate) fn take(&self, method: &str, chat_id: Option<i64>) -> Option<Fault> {
        let mut list = self.lock();
        let place = list.iter().position(|fault| fault.hits(method, chat_id))?;
        let fault = list.get_mut(place)?;
        let hit = fault.clone();
        if let Some(left) = fault.times.as_mut() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                list.remove(place);
            }
        }
        Some(hit)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_down_and_matches_method_and_chat() {
        let faults = Faults::default();
        faults.add(
            Fault::too_many_requests(7)
                .method("sendMessage")
                .chat(5)
                .times(2),
        );
        assert!(faults.take("sendmessage", Some(6)).is_none());
        assert!(faults.take("getme", Some(5)).is_none());
        assert_eq!(faults.take("sendmessage", Some(5)).unwrap().retry_after, 7);
        assert!(faults.take("SendMessage", Some(5)).is_some());
        assert!(faults.take("sendMessage", Some(5)).is_none());
        assert!(faults.list().is_empty());
    }

    #[test]
    fn stays_until_cleared_without_times() {
        let faults = Faults::default();
        faults.add(Fault::new(FaultKind::Silence));
        assert!(faults.take("getme", None).is_some());
        assert!(faults.take("getme", None).is_some());
        faults.clear();
        assert!(faults.take("getme", None).is_none());
    }
}
