//! Requests for more time.

use chrono::NaiveDate;
use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{ExtensionId, OrderId},
    time::Timestamp,
};

/// One request.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_extensions")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: ExtensionId,
    /// For which order.
    pub order_id: OrderId,
    /// The new last day.
    pub due_on: NaiveDate,
    /// Its end where the client lives.
    pub due_at: Timestamp,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// State.
    pub status: Status,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

/// State of a request.
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
    /// Waits for the client.
    Asked,
    /// The day was moved.
    Agreed,
    /// It was not.
    Refused,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Agreed, Self::Refused];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Agreed => "agreed",
            Self::Refused => "refused",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
