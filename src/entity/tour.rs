//! Tours of agencies.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, TourId},
    time::Timestamp,
};

/// One tour. Its words stand in [`super::tour_text`], one row a language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tours")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: TourId,
    /// Whose it is.
    pub agency_id: AgencyId,
    /// Who sees it.
    pub status: Status,
    /// Key of a category of the catalogue.
    pub category: String,
    /// Key of a type of tour; says which parameters there are.
    pub kind: String,
    /// Parameters of the type, as a JSON object.
    #[sea_orm(column_type = "Text")]
    pub params: String,
    /// Keys of means of transport, separated by spaces.
    pub transports: String,
    /// Languages that are spoken on it, separated by spaces.
    pub languages: String,
    /// Where it is, in the words of the agency.
    pub city: String,
    /// How many days it takes.
    pub days: i32,
    /// Stars of all reviews that are shown.
    pub stars_sum: i32,
    /// How many of them.
    pub stars_count: i32,
    /// What is searched: city and titles in lower case.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

words! {
    /// Who sees a tour.
    Status {
        /// Its agency.
        Draft = "draft",
        /// Everybody.
        Published = "published",
        /// Its agency, and whoever booked it.
        Archived = "archived",
    }
}
