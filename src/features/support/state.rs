//! What is being asked.

use serde::{Deserialize, Serialize};

use crate::features::State;

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportState {
    /// A question in one's own words.
    Search,
}

impl From<SupportState> for State {
    fn from(state: SupportState) -> Self {
        Self::Support(state)
    }
}
