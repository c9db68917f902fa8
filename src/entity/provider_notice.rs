//! What payment providers told us, before it is believed.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::time::Timestamp;

/// One notice: a hint to look, no more.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_notices")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// By whom.
    pub provider: Provider,
    /// What they call it.
    pub event: String,
    /// Which object it is about.
    pub object_id: String,
    /// Address that it came from.
    pub sender: String,
    /// How often it was worked on.
    pub attempts: i32,
    /// When to work on it; none once done.
    pub next_at: Option<Timestamp>,
    /// When it came.
    pub received_at: Timestamp,
    /// When it was done.
    pub handled_at: Option<Timestamp>,
    /// How: a word.
    pub outcome: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Who sends notices.
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
    /// YooKassa.
    Yookassa,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Yookassa];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yookassa => "yookassa",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
