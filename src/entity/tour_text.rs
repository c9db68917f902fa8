//! What a tour is called and says of itself, by language.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::TourId, lang::Lang};

/// The words of one tour in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tour_texts")]
pub struct Model {
    /// Which tour.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tour_id: TourId,
    /// Which language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lang: Lang,
    /// Title.
    pub title: String,
    /// What it is.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// What the price includes.
    #[sea_orm(column_type = "Text")]
    pub included: String,
    /// Where and when it begins.
    #[sea_orm(column_type = "Text")]
    pub meeting_point: String,
}

impl ActiveModelBehavior for ActiveModel {}
