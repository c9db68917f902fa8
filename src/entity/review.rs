//! What people say of the work.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{ReviewId, UserId},
    time::Timestamp,
};

/// One review of one order or hour.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: ReviewId,
    /// Of what.
    pub subject_kind: Subject,
    /// Of which one.
    pub subject_id: i64,
    /// By whom.
    pub author_id: UserId,
    /// About whose work.
    pub about_id: UserId,
    /// One to five.
    pub stars: i32,
    /// Words.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Who sees it.
    pub status: Status,
    /// The platform's answer.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    /// Who decided.
    pub moderated_by: Option<UserId>,
    /// When.
    pub moderated_at: Option<Timestamp>,
    /// When it was written.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is reviewed.
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
pub enum Subject {
    /// An order.
    Order,
    /// An hour with support.
    Hour,
    /// A booking of a tour.
    Booking,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Order, Self::Hour, Self::Booking];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Hour => "hour",
            Self::Booking => "booking",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Who sees a review.
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
    /// Staff alone, until it is looked at.
    Waiting,
    /// Everybody.
    Shown,
    /// Nobody.
    Hidden,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Shown, Self::Hidden];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Shown => "shown",
            Self::Hidden => "hidden",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
