//! Money on its way back.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{PaymentId, RefundId, UserId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One refund of one payment.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refunds")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: RefundId,
    /// Of which payment.
    pub payment_id: PaymentId,
    /// How much.
    pub amount_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// Why, as a word.
    pub cause: Cause,
    /// Why, in words.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Where it stands.
    pub status: Status,
    /// Key of the creating request.
    #[sea_orm(unique)]
    pub idempotence_key: String,
    /// Its body, replayed byte for byte.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When its present key was made: a key protects for a day.
    pub keyed_at: Timestamp,
    /// The provider's id.
    #[sea_orm(unique)]
    pub provider_id: Option<String>,
    /// The reference of whoever gave the money back by hand: the bank's, or that of the provider's
    /// office.
    pub reference: Option<String>,
    /// Why it failed: a word.
    pub problem: Option<String>,
    /// How often it was looked at.
    pub checks: i32,
    /// When to look next.
    pub next_check_at: Option<Timestamp>,
    /// Who wanted it; none: the rules.
    pub asked_by: Option<UserId>,
    /// When it was decided.
    pub created_at: Timestamp,
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

/// Causes of refunds.
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
pub enum Cause {
    /// Staff decided so.
    Staff,
    /// What was paid for was called off.
    Cancelled,
    /// A dispute was decided so.
    Dispute,
    /// A claim within the warranty.
    Warranty,
    /// The money came too late.
    Late,
    /// The money was not the amount that was asked.
    Mismatch,
    /// It was made in the provider's own office.
    Outside,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Staff,
        Self::Cancelled,
        Self::Dispute,
        Self::Warranty,
        Self::Late,
        Self::Mismatch,
        Self::Outside,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Cancelled => "cancelled",
            Self::Dispute => "dispute",
            Self::Warranty => "warranty",
            Self::Late => "late",
            Self::Mismatch => "mismatch",
            Self::Outside => "outside",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Where a refund stands.
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
    /// The provider was or will be asked; its answer is not known.
    Creating,
    /// The provider works on it.
    Pending,
    /// The money went back.
    Done,
    /// The provider refuses; staff decides.
    Failed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Creating, Self::Pending, Self::Done, Self::Failed];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
