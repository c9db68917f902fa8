//! Why something about a booking is refused.

use sea_orm::DbErr;
use thiserror::Error;

use crate::{
    features::{
        ledger::LedgerError,
        payments::refunds::RefundError,
        tours::pricing::{CodeRefusal, PriceError},
    },
    kernel::{ids::BookingId, money::MoneyError, time::Timestamp},
};

/// A refusal, or the database.
#[derive(Debug, Error)]
pub enum BookingError {
    /// The table of rights says no.
    #[error("that is not allowed to this person")]
    NotAllowed,
    /// No such thing, or nobody's business.
    #[error("there is no such booking")]
    Gone,
    /// The session cannot be booked (any more).
    #[error("the session cannot be booked")]
    NotOffered,
    /// Fewer seats are left than that, or they are for parties that wait.
    #[error("there are not enough seats")]
    SoldOut,
    /// There are seats: nobody has to wait.
    #[error("there are seats for this party")]
    NotFull,
    /// No adult, or too many people.
    #[error("that is no party")]
    BadParty,
    /// The session wants the names of all participants.
    #[error("the names of participants are missing")]
    NamesWanted,
    /// The price is not what the person was shown.
    #[error("the price changed since it was shown")]
    PriceChanged,
    /// The code takes nothing off.
    #[error("the code is refused")]
    Code(#[from] CodeRefusal),
    /// This person has a booking of this session that waits.
    #[error("the person asked for this session already")]
    Asked(BookingId),
    /// Too many bookings of this person wait.
    #[error("too many bookings of the person wait")]
    TooManyHolds,
    /// Too many bookings of this person expired unpaid.
    #[error("the person has to wait before booking again")]
    CoolDown(Timestamp),
    /// It is not in a state where that is possible (any more).
    #[error("the booking has moved on")]
    Moved,
    /// A payment is under way.
    #[error("the booking is being paid")]
    BeingPaid,
    /// It has begun.
    #[error("the tour has begun")]
    Begun,
    /// The money that goes back is not what the person was shown.
    #[error("the terms changed since they were shown")]
    TermsChanged,
    /// The ledger refuses: ours.
    #[error("the ledger refuses")]
    Ledger(#[from] LedgerError),
    /// A refund cannot be promised: ours.
    #[error("the refund is not promised")]
    Refund(#[from] RefundError),
    /// An amount that does not fit: ours.
    #[error("an amount does not fit")]
    Money(#[from] MoneyError),
    /// A stored rule of refunds that cannot be read: ours.
    #[error("a stored rule of refunds cannot be read")]
    Rule(#[from] crate::kernel::refund_rule::NoRule),
    /// The database.
    #[error("bookings are out of reach")]
    Database(#[from] DbErr),
}

impl From<PriceError> for BookingError {
    fn from(error: PriceError) -> Self {
        match error {
            PriceError::Code(refusal) => Self::Code(refusal),
            PriceError::Money(error) => Self::Money(error),
        }
    }
}
