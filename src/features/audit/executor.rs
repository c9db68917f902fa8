//! What can be written down about an executor.

use serde::Serialize;

/// A deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "deed")]
pub enum ExecutorDeed {
    /// The application was sent.
    Applied,
    /// They are an executor now.
    Approved,
    /// They are not.
    Refused,
    /// They get nothing new.
    Paused,
    /// They work again.
    Resumed,
    /// Orders in hand.
    Limit {
        /// At most.
        limit: i32,
    },
    /// Share of prices.
    Share {
        /// In basis points; none: that of the configuration.
        share_bp: Option<i32>,
    },
    /// The card for payouts was changed by its owner.
    CardChanged,
}

impl ExecutorDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Applied => "executor.applied",
            Self::Approved => "executor.approved",
            Self::Refused => "executor.refused",
            Self::Paused => "executor.paused",
            Self::Resumed => "executor.resumed",
            Self::Limit { .. } => "executor.limit",
            Self::Share { .. } => "executor.share",
            Self::CardChanged => "executor.card",
        }
    }

    /// Every action.
    pub const ACTIONS: [&'static str; 8] = [
        "executor.applied",
        "executor.approved",
        "executor.refused",
        "executor.paused",
        "executor.resumed",
        "executor.limit",
        "executor.share",
        "executor.card",
    ];
}
