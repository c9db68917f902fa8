//! A message that was promised in a committed transaction.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};

use crate::kernel::{
    ids::{OutboxId, UserId},
    time::Timestamp,
};

/// One message to one person: ids only, rendered when it is sent.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: OutboxId,
    /// Which event; names its notice.
    pub kind: String,
    /// The event as JSON.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// Who is told.
    pub user_id: UserId,
    /// Two promises with one key are one promise.
    #[sea_orm(unique)]
    pub dedup_key: Option<String>,
    /// Smaller goes first.
    pub priority: i32,
    /// Not before.
    pub run_at: Timestamp,
    /// Somebody is at it until then.
    pub lease_until: Timestamp,
    /// How often it was claimed; also the token with which the claimant settles it.
    pub attempts: i32,
    /// When it was settled; none while it is due.
    pub settled_at: Option<Timestamp>,
    /// How.
    pub outcome: Option<Outcome>,
    /// Why it was not sent, or not at once.
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    /// Telegram's id of the message sent.
    pub message_id: Option<i64>,
    /// When it was promised.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// How a promise ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// Delivered.
    Sent,
    /// No longer worth saying.
    Moot,
    /// The person blocked the bot or left Telegram.
    Unreachable,
    /// Telegram refused it for good, or too many tries failed. Shown to admins.
    Dead,
}

impl Outcome {
    /// The word in the database; also the metric's label.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Moot => "moot",
            Self::Unreachable => "unreachable",
            Self::Dead => "dead",
        }
    }
}
