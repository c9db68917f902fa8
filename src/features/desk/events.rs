//! What staff is told of by the desk itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::outbox::Event;

/// What waits this morning. The figures are counted when it is read.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeskDigest {
    /// Which morning, in the platform's zone.
    pub day: NaiveDate,
}

impl Event for DeskDigest {
    const KIND: &'static str = "desk_digest.1";
}
