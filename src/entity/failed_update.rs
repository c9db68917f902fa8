//! Updates that could not be handled and never will be: kept for a person to look at.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UpdateId, time::Timestamp};

/// One such update.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "failed_updates")]
pub struct Model {
    /// Telegram's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub update_id: UpdateId,
    /// The short id that the person was told and the log has.
    pub fault_id: String,
    /// What went wrong.
    #[sea_orm(column_type = "Text")]
    pub error: String,
    /// The update as it came. Holds personal data: dropped after a week.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
