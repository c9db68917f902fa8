//! News about bonuses.

use serde::{Deserialize, Serialize};

use crate::{kernel::ids::BonusId, outbox::Event};

/// Something happened to a bonus. Told to its owner.
#[derive(Debug, Serialize, Deserialize)]
pub struct BonusNews {
    /// Which.
    pub bonus: BonusId,
    /// What.
    pub deed: BonusDeed,
    /// How much of it was moved, in minor units of its currency.
    pub minor: i64,
}

impl Event for BonusNews {
    const KIND: &'static str = "bonus_news.1";
}

/// What can happen to a bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BonusDeed {
    /// It was earned, and waits.
    Earned,
    /// It may be used.
    Released,
    /// It was taken back, whole or in part.
    Clawed,
}
