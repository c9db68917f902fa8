//! What is reviewed.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};

use super::service::ReviewError;
use crate::{
    entity::{booking, hour, order, review::Subject},
    kernel::ids::{BookingId, HourId, OrderId, UserId},
};

/// One piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// A study order.
    Order(OrderId),
    /// An hour with support.
    Hour(HourId),
    /// A booking of a tour.
    Booking(BookingId),
}

impl Work {
    /// What a row of a review is about.
    #[must_use]
    pub const fn of(subject: Subject, id: i64) -> Self {
        match subject {
            Subject::Order => Self::Order(OrderId(id)),
            Subject::Hour => Self::Hour(HourId(id)),
            Subject::Booking => Self::Booking(BookingId(id)),
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn subject(self) -> Subject {
        match self {
            Self::Order(_) => Subject::Order,
            Self::Hour(_) => Subject::Hour,
            Self::Booking(_) => Subject::Booking,
        }
    }

    /// Its row.
    #[must_use]
    pub const fn id(self) -> i64 {
        match self {
            Self::Order(id) => id.0,
            Self::Hour(id) => id.0,
            Self::Booking(id) => id.0,
        }
    }
}

/// Who did this work, if it is done and was done for `client`: of a tour, who agreed to the booking.
///
/// # Errors
/// [`ReviewError::Gone`] for somebody else's work, [`ReviewError::NotDone`], or the database.
pub async fn done_by(
    db: &impl ConnectionTrait,
    client: UserId,
    work: Work,
) -> Result<UserId, ReviewError> {
    match work {
        Work::Order(id) => {
            let order = order::Entity::find_by_id(id)
                .one(db)
                .await?
                .filter(|order| order.client_id == client)
                .ok_or(ReviewError::Gone)?;
            order
                .executor_id
                .filter(|_| order.status == order::Status::Completed)
                .ok_or(ReviewError::NotDone)
        }
        Work::Hour(id) => {
            let hour = hour::Entity::find_by_id(id)
                .one(db)
                .await?
                .filter(|hour| hour.client_id == client)
                .ok_or(ReviewError::Gone)?;
            if hour.status == hour::Status::Done {
                Ok(hour.operator_id)
            } else {
                Err(ReviewError::NotDone)
            }
        }
        Work::Booking(id) => {
            let booking = booking::Entity::find_by_id(id)
                .one(db)
                .await?
                .filter(|booking| booking.traveller_id == client)
                .ok_or(ReviewError::Gone)?;
            booking
                .decided_by
                .filter(|_| booking.status == booking::Status::Completed)
                .ok_or(ReviewError::NotDone)
        }
    }
}
