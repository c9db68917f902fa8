//! What staff types about partners.

use serde::{Deserialize, Serialize};

use crate::{features::State, kernel::ids::UserId};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralsState {
    /// A partner's share in per cent.
    Share {
        /// Whose.
        user: UserId,
    },
}

impl From<ReferralsState> for State {
    fn from(state: ReferralsState) -> Self {
        Self::Referrals(state)
    }
}
