//! Why something about a trip made to order is refused.

use sea_orm::DbErr;
use thiserror::Error;

use super::drafts::Step;
use crate::features::{bookings::error::BookingError, tours::error::ToursError};

/// A refusal, or the database.
#[derive(Debug, Error)]
pub enum TripError {
    /// The table of rights says no.
    #[error("that is not allowed to this person")]
    NotAllowed,
    /// No such thing, or nobody's business.
    #[error("there is no such request or offer")]
    Gone,
    /// It is not in a state where that is possible (any more).
    #[error("it has moved on")]
    Moved,
    /// The offer is not what the person was shown.
    #[error("the offer changed since it was shown")]
    Changed,
    /// The offer does not hold any more.
    #[error("the time of the offer is over")]
    Lapsed,
    /// The agency may not sell.
    #[error("the agency is blocked")]
    Blocked,
    /// Too many requests of this person are open.
    #[error("too many requests of the person are open")]
    TooMany,
    /// A question is not answered yet.
    #[error("an answer is missing")]
    Missing(Step),
    /// The offer has no price or no words yet.
    #[error("the offer is not whole")]
    Incomplete,
    /// A text is empty or too long.
    #[error("a text is empty or too long")]
    BadText,
    /// Not an amount, or not one that can be asked.
    #[error("that is no price")]
    BadPrice,
    /// A number that makes no sense.
    #[error("that number makes no sense")]
    BadNumber,
    /// A day in the past or too far ahead.
    #[error("that day makes no sense")]
    BadDay,
    /// No adult, or too many people.
    #[error("that is no party")]
    BadParty,
    /// A session cannot be made: ours.
    #[error("the trip cannot be booked")]
    Tours(#[source] ToursError),
    /// A booking cannot be made: ours, since what was agreed has no conditions of its own.
    #[error("the trip cannot be booked")]
    Booking(#[source] BookingError),
    /// The database.
    #[error("trips are out of reach")]
    Database(#[from] DbErr),
}

impl From<ToursError> for TripError {
    fn from(error: ToursError) -> Self {
        match error {
            ToursError::NotAllowed => Self::NotAllowed,
            ToursError::Gone => Self::Gone,
            ToursError::Blocked => Self::Blocked,
            ToursError::BadDates => Self::BadDay,
            ToursError::Database(error) => Self::Database(error),
            other => Self::Tours(other),
        }
    }
}

impl From<BookingError> for TripError {
    fn from(error: BookingError) -> Self {
        match error {
            BookingError::Database(error) => Self::Database(error),
            other => Self::Booking(other),
        }
    }
}
