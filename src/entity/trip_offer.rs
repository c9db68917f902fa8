//! Offers of agencies for a trip.

use chrono::{Days, NaiveDate};
use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, TourId, TripId, TripOfferId, UserId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One offer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trip_offers")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: TripOfferId,
    /// For which request.
    pub trip_id: TripId,
    /// Of which agency.
    pub agency_id: AgencyId,
    /// The agency's tour that it is based on.
    pub tour_id: TourId,
    /// Who made it.
    pub author_id: Option<UserId>,
    /// Where it stands.
    pub status: Status,
    /// The first day.
    pub starts_on: NaiveDate,
    /// How many days.
    pub days: i32,
    /// Price of the whole party; nought in a draft that has none yet.
    pub price_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// What is included, in the agency's words.
    #[sea_orm(column_type = "Text")]
    pub included: String,
    /// It holds so long from the moment it is sent or changed.
    pub valid_hours: i32,
    /// It holds until then.
    pub valid_until: Option<Timestamp>,
    /// The price that the traveller asks for, while the agency has to answer.
    pub wanted_minor: Option<i64>,
    /// Who has to answer.
    pub turn: Side,
    /// Grows with every change.
    pub revision: i32,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Price of the whole party.
    #[must_use]
    pub const fn price(&self) -> Money {
        Money::new(self.price_minor, self.currency)
    }

    /// The price that the traveller asks for.
    #[must_use]
    pub fn wanted(&self) -> Option<Money> {
        self.wanted_minor
            .map(|minor| Money::new(minor, self.currency))
    }

    /// The last day.
    #[must_use]
    pub fn ends_on(&self) -> NaiveDate {
        let more = u64::try_from(self.days.saturating_sub(1)).unwrap_or_default();
        self.starts_on
            .checked_add_days(Days::new(more))
            .unwrap_or(self.starts_on)
    }
}

words! {
    /// Where an offer stands.
    Status {
        /// The agency is at it.
        Draft = "draft",
        /// The traveller may choose it.
        Open = "open",
        /// It was chosen, and booked.
        Chosen = "chosen",
        /// The request ended without it.
        Passed = "passed",
        /// The traveller said no.
        Declined = "declined",
        /// The agency took it back.
        Withdrawn = "withdrawn",
        /// Its time ran out.
        Lapsed = "lapsed",
    }
}

words! {
    /// Who speaks, or has to answer.
    Side {
        /// Whoever asked for the trip.
        Traveller = "traveller",
        /// Whoever offered it.
        Agency = "agency",
    }
}
