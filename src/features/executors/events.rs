//! What happens to executors.

use serde::{Deserialize, Serialize};

use crate::{kernel::ids::UserId, outbox::Event};

/// Somebody wants to be an executor. Told to whom it is to decide.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExecutorApplied {
    /// Who.
    pub user: UserId,
}

impl Event for ExecutorApplied {
    const KIND: &'static str = "executor_applied.1";
}

/// Staff decided something about the reader.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExecutorDecided {
    /// What.
    pub decision: Decision,
}

impl Event for ExecutorDecided {
    const KIND: &'static str = "executor_decided.1";
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// They are an executor now.
    Approved,
    /// They are not; they may apply again.
    Refused,
    /// They get nothing new for a while.
    Paused,
    /// They work again.
    Resumed,
    /// They may have another number of orders in hand.
    Limit,
    /// Another share of prices is theirs.
    Share,
}
