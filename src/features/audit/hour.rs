//! What can be written down about an hour with support: its timeline.

use serde_json::{Value, json};

use crate::kernel::ids::UserId;

/// A deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HourDeed {
    /// A slot is kept for somebody.
    Held,
    /// It was not paid in time.
    Expired,
    /// Money came.
    Booked {
        /// The price in minor units, bonuses included.
        paid_minor: i64,
    },
    /// It began.
    Started,
    /// It is over.
    Done,
    /// The client did not come.
    MissedByClient,
    /// The operator did not come.
    MissedByOperator,
    /// It was called off.
    Cancelled {
        /// By whom: client, operator or staff.
        by: &'static str,
        /// What goes back, in minor units.
        refund_minor: i64,
    },
    /// Another operator has it.
    Reassigned {
        /// Who had it.
        from: UserId,
        /// Who has it.
        to: UserId,
    },
}

impl HourDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Held => "hour.held",
            Self::Expired => "hour.expired",
            Self::Booked { .. } => "hour.booked",
            Self::Started => "hour.started",
            Self::Done => "hour.done",
            Self::MissedByClient => "hour.missed_by_client",
            Self::MissedByOperator => "hour.missed_by_operator",
            Self::Cancelled { .. } => "hour.cancelled",
            Self::Reassigned { .. } => "hour.reassigned",
        }
    }

    /// Facts beyond the hour.
    #[must_use]
    pub fn details(self) -> Value {
        match self {
            Self::Booked { paid_minor } => json!({"paid_minor": paid_minor}),
            Self::Cancelled { by, refund_minor } => json!({"by": by, "refund_minor": refund_minor}),
            Self::Reassigned { from, to } => json!({"from": from, "to": to}),
            Self::Held
            | Self::Expired
            | Self::Started
            | Self::Done
            | Self::MissedByClient
            | Self::MissedByOperator => json!({}),
        }
    }
}
