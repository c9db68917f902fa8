//! Trips that travellers ask agencies for.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{BookingId, TripId, UserId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One request.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trips")]
pub struct Model {
    /// Row; also the number that people see.
    #[sea_orm(primary_key)]
    pub id: TripId,
    /// Who asks.
    pub traveller_id: UserId,
    /// Where it stands.
    pub status: Status,
    /// Keys of cities of the catalogue, separated by spaces.
    pub cities: String,
    /// Where to, in the traveller's words.
    #[sea_orm(column_type = "Text")]
    pub place: String,
    /// The first day; the first of a month where any day of it will do.
    pub starts_on: Option<NaiveDate>,
    /// So many days earlier or later will do.
    pub flexible_days: i32,
    /// Whether any day of the month will do.
    pub is_month: bool,
    /// How many days.
    pub days: Option<i32>,
    /// How many adults.
    pub adults: i32,
    /// How many children.
    pub children: i32,
    /// Currency of the budget, and of offers unless they say otherwise.
    pub currency: Currency,
    /// What all of it may cost.
    pub budget_minor: Option<i64>,
    /// Keys of means of transport, separated by spaces; none: any.
    pub transports: String,
    /// What else is wanted, in the traveller's words.
    #[sea_orm(column_type = "Text")]
    pub wishes: String,
    /// What it became.
    pub booking_id: Option<BookingId>,
    /// Agencies may offer until then.
    pub expires_at: Option<Timestamp>,
    /// When the traveller is reminded of offers that wait.
    pub remind_at: Option<Timestamp>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When agencies were told.
    pub submitted_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Everybody who comes.
    #[must_use]
    pub const fn seats(&self) -> i32 {
        self.adults.saturating_add(self.children)
    }

    /// What all of it may cost.
    #[must_use]
    pub fn budget(&self) -> Option<Money> {
        self.budget_minor
            .map(|minor| Money::new(minor, self.currency))
    }
}

words! {
    /// Where a request stands.
    Status {
        /// The traveller is at it.
        Draft = "draft",
        /// Agencies may offer.
        Open = "open",
        /// An offer was chosen, and booked.
        Chosen = "chosen",
        /// The traveller does not want it any more.
        Cancelled = "cancelled",
        /// Nothing was chosen in time.
        Expired = "expired",
    }
}
