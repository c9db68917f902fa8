//! Parties that wait for seats.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{PartyId, SessionId, UserId},
    time::Timestamp,
};

/// One party on the waiting list of a session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_parties")]
pub struct Model {
    /// Row; whoever came first has the smaller one.
    #[sea_orm(primary_key)]
    pub id: PartyId,
    /// For which session.
    pub session_id: SessionId,
    /// Who.
    pub traveller_id: UserId,
    /// How many adults.
    pub adults: i32,
    /// How many children.
    pub children: i32,
    /// Seats of all of them.
    pub seats: i32,
    /// Where it stands.
    pub status: Status,
    /// The offered seats are held until then.
    pub offered_until: Option<Timestamp>,
    /// Since when it waits.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

words! {
    /// Where a waiting party stands.
    Status {
        /// It waits.
        Waiting = "waiting",
        /// Seats are held for it.
        Offered = "offered",
        /// It booked.
        Taken = "taken",
        /// It left the list.
        Left = "left",
        /// It did not answer in time.
        Lapsed = "lapsed",
        /// The session can no longer be booked.
        Over = "over",
    }
}
