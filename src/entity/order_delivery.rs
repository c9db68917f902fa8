//! What executors delivered.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{DeliveryId, OrderId},
    time::Timestamp,
};

/// One numbered delivery.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_deliveries")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: DeliveryId,
    /// Of which order.
    pub order_id: OrderId,
    /// Version, from one.
    pub number: i32,
    /// What was said with it.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
