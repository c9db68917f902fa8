//! Pictures of tours.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::TourId, time::Timestamp};

/// One picture. The first of a tour is its cover.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tour_photos")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Which tour.
    pub tour_id: TourId,
    /// Place in the album, from nought.
    pub position: i32,
    /// As Telegram knows it.
    pub file_id: Option<String>,
    /// A file among the assets.
    pub asset: Option<String>,
    /// When it came.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
