//! Executors' offers for an order.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{OfferId, OrderId, UserId},
    time::Timestamp,
};

/// One offer; an executor has one for an order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_offers")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: OfferId,
    /// For which order.
    pub order_id: OrderId,
    /// Whose.
    pub executor_id: UserId,
    /// Price in the order's currency.
    pub price_minor: i64,
    /// Days of work.
    pub days: i32,
    /// What was said with it.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// State.
    pub status: Status,
    /// When it was made or changed.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// State of an offer.
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
    /// The client may choose it.
    Open,
    /// It was chosen.
    Chosen,
    /// Another one was chosen, or the order ended.
    Declined,
    /// The executor took it back.
    Withdrawn,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Chosen, Self::Declined, Self::Withdrawn];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Chosen => "chosen",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
