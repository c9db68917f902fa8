//! What staff is typing.

use serde::{Deserialize, Serialize};

use crate::{features::State, kernel::ids::UserId};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffState {
    /// A name, @name or id.
    Find,
    /// Why a person is shut out.
    BlockReason {
        /// Who.
        user: UserId,
    },
    /// A note about a person.
    Note {
        /// About whom.
        user: UserId,
    },
}

impl From<StaffState> for State {
    fn from(state: StaffState) -> Self {
        Self::Staff(state)
    }
}
