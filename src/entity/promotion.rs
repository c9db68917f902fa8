//! Promotions: prices that agencies lower for a while.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, PromotionId, SessionId, TourId},
    money::Currency,
    time::Timestamp,
};

/// One promotion.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promotions")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: PromotionId,
    /// Whose.
    pub agency_id: AgencyId,
    /// For this tour alone; none: for all of the agency.
    pub tour_id: Option<TourId>,
    /// For this session alone.
    pub session_id: Option<SessionId>,
    /// What it is called.
    pub title: String,
    /// Takes so much off, in basis points; or else
    pub percent_bp: Option<i32>,
    /// takes off this much
    pub amount_minor: Option<i64>,
    /// of this currency.
    pub currency: Option<Currency>,
    /// From then on.
    pub starts_at: Timestamp,
    /// Until then.
    pub ends_at: Timestamp,
    /// For so many bookings; none: for any number.
    pub total_limit: Option<i32>,
    /// Bookings that have it and are alive.
    pub used: i32,
    /// Whether it is switched on.
    pub is_active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
