//! Why something about an hour is refused.

use sea_orm::DbErr;
use thiserror::Error;

use crate::{
    features::{ledger::LedgerError, payments::refunds::RefundError},
    kernel::money::MoneyError,
};

/// A refusal, or the database.
#[derive(Debug, Error)]
pub enum HoursError {
    /// The table of rights says no.
    #[error("that is not allowed to this person")]
    NotAllowed,
    /// No such hour, or nobody's business.
    #[error("there is no such hour")]
    Gone,
    /// That time is not offered (any more).
    #[error("that time is not offered")]
    NotOffered,
    /// Somebody was faster.
    #[error("the slot is taken")]
    Taken,
    /// This person has an hour at that time already.
    #[error("the person has an hour at that time")]
    Busy,
    /// Too many unpaid holds.
    #[error("the person keeps too many unpaid slots")]
    TooManyHolds,
    /// It has begun, or is over: it cannot be called off.
    #[error("the hour has begun or is over")]
    TooLate,
    /// The chat is not open: not yet, or no more.
    #[error("the chat of the hour is closed")]
    Closed,
    /// The money that goes back is not what the person was shown.
    #[error("the terms changed since they were shown")]
    TermsChanged,
    /// Nobody with that id may host hours.
    #[error("that person hosts no hours")]
    NoHost,
    /// A span of a day that cannot be read.
    #[error("the spans cannot be read")]
    BadSpan,
    /// No hour fits into that span.
    #[error("a span is too short")]
    ShortSpan,
    /// More windows a day than anybody needs.
    #[error("there are too many windows on that day")]
    TooManyWindows,
    /// A day in the past, or beyond what can be booked.
    #[error("that day cannot be taken off")]
    BadDay,
    /// The ledger refuses: ours.
    #[error("the ledger refuses")]
    Ledger(#[from] LedgerError),
    /// A refund cannot be promised: ours.
    #[error("the refund is not promised")]
    Refund(#[from] RefundError),
    /// An amount that does not fit: ours.
    #[error("an amount does not fit")]
    Money(#[from] MoneyError),
    /// The database.
    #[error("the hours are out of reach")]
    Database(#[from] DbErr),
}
