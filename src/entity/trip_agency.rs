//! Agencies that a request for a trip was sent to.

use sea_orm::entity::prelude::*;

use crate::kernel::ids::{AgencyId, TripId};

/// One agency of one request.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trip_agencies")]
pub struct Model {
    /// Which request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub trip_id: TripId,
    /// Which agency.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agency_id: AgencyId,
}

impl ActiveModelBehavior for ActiveModel {}
