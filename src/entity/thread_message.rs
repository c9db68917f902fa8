//! What was said between client, executor and staff.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{MessageId, UserId},
    time::Timestamp,
};

/// One message of the relay chat.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "thread_messages")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: MessageId,
    /// Of what.
    pub thread_kind: ThreadKind,
    /// Of which one.
    pub thread_id: i64,
    /// Who wrote it.
    pub author_id: UserId,
    /// On which side they stand.
    pub side: Side,
    /// Who reads it.
    pub addressee: Addressee,
    /// Words, contacts masked.
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
    /// Whether something was masked.
    pub masked: bool,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a thread belongs to.
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
pub enum ThreadKind {
    /// An order.
    Order,
    /// An hour with support.
    Hour,
}

impl ThreadKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Order, Self::Hour];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Hour => "hour",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Sides of a thread.
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
pub enum Side {
    /// Whoever ordered.
    Client,
    /// Whoever works: the executor, or the operator of an hour.
    Executor,
    /// The platform.
    Staff,
}

impl Side {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Client, Self::Executor, Self::Staff];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Executor => "executor",
            Self::Staff => "staff",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Who reads a message.
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
pub enum Addressee {
    /// The client alone.
    Client,
    /// The executor alone.
    Executor,
    /// Both.
    Everyone,
    /// The platform alone.
    Staff,
}

impl Addressee {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Client, Self::Executor, Self::Everyone, Self::Staff];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Executor => "executor",
            Self::Everyone => "everyone",
            Self::Staff => "staff",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
