//! Operators' weekly schedule for hours with support.

use sea_orm::entity::prelude::*;

use crate::kernel::ids::{UserId, WindowId};

/// One window of a week, in the zone of its operator.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hour_windows")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: WindowId,
    /// Whose.
    pub operator_id: UserId,
    /// 1 is Monday.
    pub weekday: i32,
    /// Minutes from midnight.
    pub from_minute: i32,
    /// As `from_minute`; at most 1440.
    pub until_minute: i32,
}

impl ActiveModelBehavior for ActiveModel {}
