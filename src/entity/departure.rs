//! Somebody who deleted their account a short while ago.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::TgId, time::Timestamp, token::hash_token};

/// One departure; kept only as long as an `initData` from before it would be believed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "departures")]
pub struct Model {
    /// SHA-256 of Telegram's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub who: String,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a person is kept under.
#[must_use]
pub fn who(id: TgId) -> String {
    hash_token(&id.to_string())
}
