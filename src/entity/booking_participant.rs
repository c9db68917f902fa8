//! Who comes along.

use sea_orm::entity::prelude::*;

use crate::kernel::ids::BookingId;

/// One participant of a booking.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "booking_participants")]
pub struct Model {
    /// Which booking.
    #[sea_orm(primary_key, auto_increment = false)]
    pub booking_id: BookingId,
    /// Place in its list, from nought.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// First and last name.
    pub name: String,
}

impl ActiveModelBehavior for ActiveModel {}
