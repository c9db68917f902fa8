//! Promo codes.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, PromoCodeId, SessionId, TourId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promo_codes")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: PromoCodeId,
    /// What is typed, in capitals.
    #[sea_orm(unique)]
    pub code: String,
    /// For tours of this agency alone; none: for everybody's.
    pub agency_id: Option<AgencyId>,
    /// For this tour alone.
    pub tour_id: Option<TourId>,
    /// For this session alone.
    pub session_id: Option<SessionId>,
    /// Takes so much off, in basis points; or else
    pub percent_bp: Option<i32>,
    /// takes off this much
    pub amount_minor: Option<i64>,
    /// of this currency, which is that of the minimum, too: good for no price in another.
    pub currency: Option<Currency>,
    /// From a price of this on, promotions taken off.
    pub minimum_minor: i64,
    /// From then on.
    pub starts_at: Timestamp,
    /// Until then.
    pub ends_at: Timestamp,
    /// For so many bookings; none: for any number.
    pub total_limit: Option<i32>,
    /// For so many bookings of one person.
    pub person_limit: Option<i32>,
    /// Bookings that have it and are alive.
    pub used: i32,
    /// Whether it is switched on.
    pub is_active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Model {
    /// From which price on it is good; none: from any.
    #[must_use]
    pub fn minimum(&self) -> Option<Money> {
        let currency = self.currency.filter(|_| self.minimum_minor > 0)?;
        Some(Money::new(self.minimum_minor, currency))
    }
}

impl ActiveModelBehavior for ActiveModel {}
