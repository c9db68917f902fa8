//! News about bonuses and partners.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::ids::{BonusId, UserId},
    outbox::Event,
};

/// Somebody wants to be a partner. Told to whom it is to decide.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartnerApplied {
    /// Who.
    pub user: UserId,
}

impl Event for PartnerApplied {
    const KIND: &'static str = "partner_applied.1";
}

/// Staff decided about the reader's application.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartnerDecided {
    /// They are a partner now, or not.
    pub is_approved: bool,
}

impl Event for PartnerDecided {
    const KIND: &'static str = "partner_decided.1";
}

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
