//! What is typed about bonuses and partners.

use serde::{Deserialize, Serialize};

use crate::{
    features::State,
    kernel::{ids::UserId, money::Currency, time::Timestamp},
};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralsState {
    /// A card for a payout of bonuses. Its number is read and forgotten.
    Card {
        /// How much was shown, in minor units.
        minor: i64,
        /// Of which currency. Questions of former days were about roubles.
        #[serde(default = "roubles")]
        currency: Currency,
    },
    /// What somebody says who wants to be a partner.
    About,
    /// Why somebody cannot be one.
    Refusal {
        /// Who.
        user: UserId,
        /// When they applied.
        applied_at: Timestamp,
    },
    /// A partner's share in per cent.
    Share {
        /// Whose.
        user: UserId,
    },
}

const fn roubles() -> Currency {
    Currency::Rub
}

impl From<ReferralsState> for State {
    fn from(state: ReferralsState) -> Self {
        Self::Referrals(state)
    }
}
