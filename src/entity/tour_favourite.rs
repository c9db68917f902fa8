//! Tours that people keep.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{TourId, UserId},
    time::Timestamp,
};

/// One person and one tour.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tour_favourites")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Which tour.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tour_id: TourId,
    /// Since when.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
