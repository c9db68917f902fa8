//! Tours on certain days.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::{agency, tour};
use crate::kernel::{
    ids::{AgencyId, SessionId, TourId},
    money::{Currency, Money},
    time::Timestamp,
};

/// One tour on certain days.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tour_sessions")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: SessionId,
    /// Which tour.
    pub tour_id: TourId,
    /// Whose: that of the tour.
    pub agency_id: AgencyId,
    /// Where it stands.
    pub status: Status,
    /// Its first day, where the tour is.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Beginning of the first day there.
    pub starts_at: Timestamp,
    /// End of the last day there.
    pub ends_at: Timestamp,
    /// Price of an adult; of the whole party where the session is private.
    pub adult_minor: i64,
    /// Price of a child; none: as an adult.
    pub child_minor: Option<i64>,
    /// Currency of both.
    pub currency: Currency,
    /// How many seats there are.
    pub capacity: i32,
    /// Seats of bookings that hold any, and of offers to waiting parties.
    pub taken: i32,
    /// So many seats it takes to set off; nought: any number.
    pub minimum_group: i32,
    /// When too few seats call it off.
    pub decide_at: Option<Timestamp>,
    /// When the agency was warned of that.
    pub warned_at: Option<Timestamp>,
    /// Whether the names of all participants are wanted.
    pub wants_names: bool,
    /// Invitation to its chat: told to participants who paid.
    pub chat_link: Option<String>,
    /// What goes back when a traveller cancels; see the terms of bookings.
    #[sea_orm(column_type = "Text")]
    pub refund_rule: String,
    /// Made for one booking, and not in the catalogue.
    pub is_private: bool,
    /// Why it was called off, in the agency's words.
    #[sea_orm(column_type = "Text", nullable)]
    pub ended_note: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Related<tour::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(tour::Entity)
            .from(Column::TourId)
            .to(tour::Column::Id)
            .into()
    }
}

impl Related<agency::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(agency::Entity)
            .from(Column::AgencyId)
            .to(agency::Column::Id)
            .into()
    }
}

impl Model {
    /// Seats that nobody has.
    #[must_use]
    pub const fn free(&self) -> i32 {
        self.capacity.saturating_sub(self.taken)
    }

    /// Price of an adult.
    #[must_use]
    pub const fn adult(&self) -> Money {
        Money::new(self.adult_minor, self.currency)
    }

    /// Price of a child.
    #[must_use]
    pub fn child(&self) -> Money {
        Money::new(self.child_minor.unwrap_or(self.adult_minor), self.currency)
    }
}

words! {
    /// Where a session stands.
    Status {
        /// It can be booked.
        Open = "open",
        /// It cannot be booked any more; who booked, goes.
        Closed = "closed",
        /// It does not take place.
        Cancelled = "cancelled",
        /// It is over.
        Completed = "completed",
    }
}
