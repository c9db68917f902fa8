//! What may be typed about tours.

use serde::{Deserialize, Serialize};

use crate::{features::State, kernel::ids::SessionId};

/// A question that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToursState {
    /// Words to look for.
    Search,
    /// Words for everybody who comes to a session.
    Message {
        /// Which session.
        session: SessionId,
    },
    /// Why a session does not take place.
    Cancel {
        /// Which session.
        session: SessionId,
    },
}

impl From<ToursState> for State {
    fn from(state: ToursState) -> Self {
        Self::Tours(state)
    }
}
