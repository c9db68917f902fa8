//! Money on its way to those who earned it.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{AgencyId, PayoutId, UserId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One request for a payout.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payouts")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: PayoutId,
    /// Whose; of an agency's, who asked for it.
    pub user_id: UserId,
    /// Whose, when it is an agency's.
    pub agency_id: Option<AgencyId>,
    /// From which of their balances.
    pub purpose: Purpose,
    /// How much.
    pub amount_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// Where it stands.
    pub status: Status,
    /// The person or the agency, while the request is open: one at a time.
    #[sea_orm(unique)]
    pub open_key: Option<String>,
    /// How it is paid.
    pub provider: Provider,
    /// Number of the card, or details of an agency's account, sealed by the vault; wiped when it is over.
    #[sea_orm(column_type = "Text", nullable)]
    pub card_sealed: Option<String>,
    /// The card or the account as it may be shown.
    pub card_mask: String,
    /// The bank's reference.
    pub reference: Option<String>,
    /// Key of the request to the provider.
    #[sea_orm(unique)]
    pub idempotence_key: String,
    /// Never holds the card; what is replayed with it.
    #[sea_orm(column_type = "Text", nullable)]
    pub body: Option<String>,
    /// The provider's id.
    #[sea_orm(unique)]
    pub provider_id: Option<String>,
    /// Why it failed or was rejected.
    pub problem: Option<String>,
    /// How often it was looked at.
    pub checks: i32,
    /// When to look next.
    pub next_check_at: Option<Timestamp>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When staff decided.
    pub decided_at: Option<Timestamp>,
    /// Who did.
    pub decided_by: Option<UserId>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its amount.
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }
}

/// Balances that are paid out.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// An executor's earnings.
    Executor,
    /// Bonuses of referrals.
    Bonus,
    /// What an agency earned.
    Agency,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Executor, Self::Bonus, Self::Agency];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Executor => "executor",
            Self::Bonus => "bonus",
            Self::Agency => "agency",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Where a payout stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits for staff.
    Asked,
    /// Agreed; to be paid.
    Approved,
    /// The provider works on it.
    Sending,
    /// Paid.
    Paid,
    /// Did not go through; the money is back on the balance.
    Failed,
    /// Refused by staff; the money is back on the balance.
    Rejected,
    /// Taken back by the person.
    Withdrawn,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Asked,
        Self::Approved,
        Self::Sending,
        Self::Paid,
        Self::Failed,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Sending => "sending",
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Ways to pay out.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// By hand, at the bank.
    Manual,
    /// YooKassa payouts.
    Yookassa,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Manual, Self::Yookassa];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Yookassa => "yookassa",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
