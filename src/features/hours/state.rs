//! What an operator is typing.

use serde::{Deserialize, Serialize};

use crate::features::State;

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoursState {
    /// Windows of a weekday.
    Windows {
        /// 1 is Monday.
        weekday: i32,
    },
}

impl From<HoursState> for State {
    fn from(state: HoursState) -> Self {
        Self::Hours(state)
    }
}
