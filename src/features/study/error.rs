//! Why something about an order is refused.

use sea_orm::DbErr;
use thiserror::Error;

use crate::features::{ledger::LedgerError, study::catalog::Field};

/// A refusal, or a fault.
#[derive(Debug, Error)]
pub enum StudyError {
    /// No such order, or not for this person's eyes.
    #[error("there is no such order")]
    NoSuchOrder,
    /// The table of rights says no.
    #[error("that is not allowed to this role")]
    NotAllowed,
    /// The order has moved on: somebody else was faster, or the button is old.
    #[error("the order has moved on")]
    Moved,
    /// Somebody else took it.
    #[error("the order was taken by somebody else")]
    Taken,
    /// The executor has as many orders in hand as they may.
    #[error("too many orders in hand")]
    TooManyInHand,
    /// Whoever it is does not work as an executor at present.
    #[error("not an executor at work")]
    NotAnExecutor,
    /// One cannot carry out one's own order.
    #[error("that is one's own order")]
    OwnOrder,
    /// A field that has to be filled in is not.
    #[error("a field is missing")]
    Missing(Field),
    /// This kind of help asks no such thing.
    #[error("the kind has no such field")]
    NotAsked(Field),
    /// There is a draft already, and it is not written over.
    #[error("there is a draft already")]
    DraftOpen,
    /// Nothing was written.
    #[error("the text is empty")]
    Empty,
    /// The text is too long: at most so many characters.
    #[error("the text is too long")]
    TooLong(usize),
    /// The deadline is too near: the first possible day.
    #[error("the deadline is too near")]
    TooSoon(chrono::NaiveDate),
    /// The deadline is too far away.
    #[error("the deadline is too far")]
    TooFar,
    /// Not a price that can be asked for.
    #[error("the price is out of range")]
    BadPrice,
    /// Not a number of days that can be promised.
    #[error("the number of days is out of range")]
    BadDays,
    /// Too many files.
    #[error("too many files")]
    TooManyFiles,
    /// A delivery needs a file or a text.
    #[error("nothing was delivered")]
    NothingDelivered,
    /// No round of changes is left.
    #[error("no round of changes is left")]
    NoRevisionsLeft,
    /// The rest of the price is not paid yet.
    #[error("the rest of the price is not paid")]
    RestUnpaid,
    /// The warranty is over.
    #[error("the warranty is over")]
    WarrantyOver,
    /// A request for more time waits for its answer already.
    #[error("more time was asked for already")]
    AlreadyAsked,
    /// A payment is under way.
    #[error("a payment is under way")]
    PaymentOpen,
    /// Too many orders are open.
    #[error("too many orders are open")]
    TooManyOpen,
    /// More than there is to give back.
    #[error("that is more than was paid")]
    TooMuch,
    /// The ledger.
    #[error("the money was not booked")]
    Ledger(#[from] LedgerError),
    /// The database.
    #[error("orders do not answer")]
    Database(#[from] DbErr),
}

impl From<crate::kernel::money::MoneyError> for StudyError {
    fn from(error: crate::kernel::money::MoneyError) -> Self {
        Self::Ledger(error.into())
    }
}
