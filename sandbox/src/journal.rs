//! Records of what happened: calls of the Bot API and attempts to deliver updates.

use std::{collections::VecDeque, time::SystemTime};

use serde_json::Value;

/// One call of the Bot API.
#[derive(Clone, Debug)]
pub struct Call {
    /// Method as the caller spelled it.
    pub method: String,
    /// The bot; 0 when the token is unknown.
    pub bot_id: i64,
    /// The chat of the call, when it names one by number.
    pub chat_id: Option<i64>,
    /// Parameters; an uploaded file is shown by its name and size.
    pub params: Value,
    /// HTTP status of the answer; 0 when there was none (silence, reset).
    pub status: u16,
    /// Description of the error.
    pub error: Option<String>,
    /// When, by the sandbox's clock.
    pub at: SystemTime,
    /// The answer was an injected fault.
    pub injected: bool,
}

impl Call {
    /// A 4xx that the sandbox itself decided and that points at a mistake of the caller.
    pub(crate) fn is_refusal(&self) -> bool {
        !self.injected
            && (400..500).contains(&self.status)
            && !self
                .error
                .as_deref()
                .is_some_and(|text| text.contains("message is not modified"))
    }
}

/// One attempt to hand an update to the webhook.
#[derive(Clone, Debug)]
pub struct DeliveryAttempt {
    /// Where it went.
    pub url: String,
    /// Which update.
    pub update_id: i64,
    /// HTTP status of the answer, when there was one.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
    /// When, by the sandbox's clock.
    pub at: SystemTime,
}

/// A callback query that was delivered and never answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTap {
    /// Id of the query.
    pub query_id: String,
    /// Who tapped.
    pub person_id: i64,
    /// In which chat.
    pub chat_id: i64,
    /// On which message.
    pub message_id: i64,
    /// Data of the button.
    pub data: String,
}

/// The newest `limit` records; older ones are forgotten.
#[derive(Debug)]
pub(crate) struct Ring<T> {
    items: VecDeque<T>,
    limit: usize,
}

impl<T: Clone> Ring<T> {
    pub(crate) const fn new(limit: usize) -> Self {
        Self {
            items: VecDeque::new(),
            limit,
        }
    }

    pub(crate) fn push(&mut self, item: T) {
        if self.items.len() >= self.limit {
            self.items.pop_front();
        }
        self.items.push_back(item);
    }

    pub(crate) fn to_vec(&self) -> Vec<T> {
        self.items.iter().cloned().collect()
    }

    pub(crate) fn newest(&self, count: usize) -> Vec<T> {
        let skip = self.items.len().saturating_sub(count);
        self.items.iter().skip(skip).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Ring;

    #[test]
    fn keeps_only_the_newest() {
        let mut ring = Ring::new(3);
        for n in 0..10 {
            ring.push(n);
        }
        assert_eq!(ring.to_vec(), vec![7, 8, 9]);
        assert_eq!(ring.newest(2), vec![8, 9]);
    }
}
