//! Days on which an operator does not work, whatever the weekly schedule says.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::kernel::ids::UserId;

/// One day, in the zone of its operator.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hour_days_off")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub operator_id: UserId,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}
