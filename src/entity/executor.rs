//! People who carry out study orders.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{ids::UserId, time::Timestamp};

/// One executor, or somebody who applied to be one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "executors")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// What clients know them by.
    #[sea_orm(unique)]
    pub number: i32,
    /// Whether they work.
    pub status: Status,
    /// What they are good at, in their words.
    #[sea_orm(column_type = "Text")]
    pub subjects: String,
    /// What they have done, in their words.
    #[sea_orm(column_type = "Text")]
    pub experience: String,
    /// Orders they may have in hand at once.
    pub limit_in_hand: i32,
    /// Orders they have in hand.
    pub in_hand: i32,
    /// Their own share of a price in basis points; none: that of the configuration.
    pub share_bp: Option<i32>,
    /// Number of the card for payouts, sealed by the vault.
    #[sea_orm(column_type = "Text", nullable)]
    pub card_sealed: Option<String>,
    /// The card as it may be shown.
    pub card_mask: Option<String>,
    /// Sum of the stars of shown reviews.
    pub stars_sum: i32,
    /// How many there are.
    pub stars_count: i32,
    /// Why they were refused or paused.
    #[sea_orm(column_type = "Text", nullable)]
    pub refusal: Option<String>,
    /// When they applied.
    pub applied_at: Timestamp,
    /// When staff decided.
    pub decided_at: Option<Timestamp>,
    /// Who did.
    pub decided_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Whether an executor works.
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
    /// Writes the application.
    Draft,
    /// Waits for staff.
    Applied,
    /// Works.
    Approved,
    /// Was refused; may apply again.
    Refused,
    /// Gets nothing new until staff says otherwise.
    Paused,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Applied,
        Self::Approved,
        Self::Refused,
        Self::Paused,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Applied => "applied",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Paused => "paused",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
