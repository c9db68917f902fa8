//! Two people who are friends, or one of whom asked.

use sea_orm::{Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};

use crate::kernel::{
    ids::{FriendshipId, UserId},
    time::Timestamp,
};

/// A pair; the smaller id stands first.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "friendships")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: FriendshipId,
    /// The person with the smaller id.
    pub low_id: UserId,
    /// The other one.
    pub high_id: UserId,
    /// Which of the two asked.
    pub asked_by: UserId,
    /// State.
    pub status: Status,
    /// When it was asked.
    pub created_at: Timestamp,
    /// When the other one agreed.
    pub accepted_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

/// State of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// One asked.
    Asked,
    /// Both agreed.
    Accepted,
    /// The one who was asked said no: the other one may ask, but is not heard again.
    Declined,
}

impl Model {
    /// The one of the two who is not `me`.
    #[must_use]
    pub fn other(&self, me: UserId) -> UserId {
        if self.low_id == me {
            self.high_id
        } else {
            self.low_id
        }
    }
}

/// Rows in which this person takes part.
#[must_use]
pub fn of(person: UserId) -> Condition {
    Condition::any()
        .add(COLUMN.low_id.eq(person))
        .add(COLUMN.high_id.eq(person))
}
