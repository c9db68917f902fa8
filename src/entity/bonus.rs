//! What referrals earned.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{BonusId, PaymentId, UserId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One bonus for one payment.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bonuses")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: BonusId,
    /// Whose.
    pub user_id: UserId,
    /// Who paid.
    pub from_user_id: UserId,
    /// What they paid.
    #[sea_orm(unique)]
    pub payment_id: PaymentId,
    /// How much.
    pub amount_minor: i64,
    /// What of it was taken back after refunds.
    pub clawed_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// State.
    pub status: Status,
    /// From when on it may be used.
    pub available_at: Timestamp,
    /// When it was earned.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its amount.
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }
}

/// State of a bonus.
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
    /// May still be taken back whole.
    Pending,
    /// May be used.
    Available,
    /// Was taken back whole.
    Clawed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Available, Self::Clawed];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Available => "available",
            Self::Clawed => "clawed",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
