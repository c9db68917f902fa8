//! What is typed about reviews.

use serde::{Deserialize, Serialize};

use super::work::Work;
use crate::{features::State, kernel::ids::ReviewId};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewsState {
    /// Words to the stars.
    Text {
        /// About which work.
        work: Work,
    },
    /// Staff's answer.
    Answer {
        /// To which review.
        review: ReviewId,
    },
}

impl From<ReviewsState> for State {
    fn from(state: ReviewsState) -> Self {
        Self::Reviews(state)
    }
}
