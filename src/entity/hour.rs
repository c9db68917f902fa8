//! Booked hours with support.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{HourId, UserId},
    money::Currency,
    time::Timestamp,
};

/// One hour.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hours")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: HourId,
    /// Who helps.
    pub operator_id: UserId,
    /// Who is helped.
    pub client_id: UserId,
    /// When it starts: a full hour UTC, so that two slots never overlap.
    pub starts_at: Timestamp,
    /// Where it stands.
    pub status: Status,
    /// Price.
    pub price_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// Part of it that bonuses cover.
    pub bonus_minor: i64,
    /// What was paid, bonuses included.
    pub paid_minor: i64,
    /// What of that went back or is promised back.
    pub refunded_minor: i64,
    /// The slot is kept unpaid until then.
    pub hold_until: Timestamp,
    /// When the two were last reminded; that it begins is the last reminder.
    pub reminded_at: Option<Timestamp>,
    /// When the client entered the chat or first wrote.
    pub client_came_at: Option<Timestamp>,
    /// When the operator entered the chat or first wrote.
    pub operator_came_at: Option<Timestamp>,
    /// What the timer in the chats shows, in minutes; none before the start.
    pub shown_minutes: Option<i32>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// When it was booked.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// Where an hour stands.
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
    /// Kept until it is paid.
    Held,
    /// Paid.
    Booked,
    /// Under way.
    Live,
    /// Over.
    Done,
    /// The client did not come.
    MissedByClient,
    /// The operator did not come; the money goes back.
    MissedByOperator,
    /// Called off.
    Cancelled,
    /// Not paid in time.
    Expired,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Held,
        Self::Booked,
        Self::Live,
        Self::Done,
        Self::MissedByClient,
        Self::MissedByOperator,
        Self::Cancelled,
        Self::Expired,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Booked => "booked",
            Self::Live => "live",
            Self::Done => "done",
            Self::MissedByClient => "missed_by_client",
            Self::MissedByOperator => "missed_by_operator",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
