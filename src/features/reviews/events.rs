//! News about reviews.

use serde::{Deserialize, Serialize};

use super::work::Work;
use crate::{kernel::ids::ReviewId, outbox::Event};

/// Work is done: how was it? Told to the client.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReviewAsked {
    /// Which work.
    pub work: Work,
}

impl Event for ReviewAsked {
    const KIND: &'static str = "review_asked.1";
}

/// Staff showed a review to everybody. Told to its author.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReviewShown {
    /// Which.
    pub review: ReviewId,
}

impl Event for ReviewShown {
    const KIND: &'static str = "review_shown.1";
}

/// Staff answered a review. Told to its author.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReviewAnswered {
    /// Which.
    pub review: ReviewId,
}

impl Event for ReviewAnswered {
    const KIND: &'static str = "review_answered.1";
}
