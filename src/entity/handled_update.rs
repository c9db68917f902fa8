//! Effects that an update already had: what makes a repeated delivery harmless.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UpdateId, time::Timestamp};

/// One effect of one update, inserted in the effect's own transaction.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handled_updates")]
pub struct Model {
    /// Telegram's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub update_id: UpdateId,
    /// Which of its effects.
    #[sea_orm(primary_key, auto_increment = false)]
    pub effect: String,
    /// When; rows are dropped after two days, twice as long as Telegram repeats.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
