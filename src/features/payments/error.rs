//! Why money does not move.

use sea_orm::DbErr;
use thiserror::Error;

use super::refunds::RefundError;
use crate::{
    clients::yookassa::{bodies::BodyError, error::CallError},
    features::{fulfilment::FulfilError, ledger::LedgerError},
    kernel::money::MoneyError,
};

/// A refusal, or a fault.
#[derive(Debug, Error)]
pub enum PayError {
    /// Nothing is to be paid there, or not by this person.
    #[error("there is nothing to pay")]
    NothingDue,
    /// This way to pay is not set up.
    #[error("this way to pay is not set up")]
    NotSetUp,
    /// The provider does not take this payment.
    #[error("the provider refused")]
    Refused(#[source] CallError),
    /// The provider does not answer just now.
    #[error("the provider does not answer")]
    NoAnswer(#[source] CallError),
    /// No such payment, refund or payout, or not for this person's eyes.
    #[error("there is no such payment")]
    NotFound,
    /// It has moved on meanwhile.
    #[error("it has moved on")]
    Moved,
    /// The table of rights says no.
    #[error("that is not allowed to this role")]
    NotAllowed,
    /// Somebody would approve their own payout.
    #[error("somebody else has to approve that")]
    OwnPayout,
    /// More than there is to give back.
    #[error("that is more than was paid")]
    TooMuch,
    /// Not an amount that can be moved.
    #[error("the amount is out of range")]
    BadAmount,
    /// Nothing was written where words are needed, or too much.
    #[error("the text is empty or too long")]
    BadText,
    /// It is being paid another way at this moment.
    #[error("it is being paid at this moment")]
    BeingPaid,
    /// The person has an open request already.
    #[error("a request is open already")]
    AlreadyOpen,
    /// The balance does not hold it.
    #[error("the balance is not enough")]
    NotEnough,
    /// The card cannot be kept.
    #[error("the card cannot be kept")]
    Card(#[source] anyhow::Error),
    /// A body could not be made: a fault of ours.
    #[error("the request could not be written")]
    Body(#[from] BodyError),
    /// The ledger: a fault of ours.
    #[error("the money was not booked")]
    Ledger(#[source] LedgerError),
    /// What was paid for could not take it: a fault of ours.
    #[error("what was paid for could not take it")]
    Fulfil(#[source] FulfilError),
    /// A task died.
    #[error("the work was cut off")]
    Cut,
    /// The database.
    #[error("payments do not answer")]
    Database(#[from] DbErr),
}

impl From<LedgerError> for PayError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::NotEnough => Self::NotEnough,
            LedgerError::Database(error) => Self::Database(error),
            LedgerError::Unbalanced(_) | LedgerError::Money(_) => Self::Ledger(error),
        }
    }
}

impl From<MoneyError> for PayError {
    fn from(error: MoneyError) -> Self {
        Self::Ledger(error.into())
    }
}

impl From<RefundError> for PayError {
    fn from(error: RefundError) -> Self {
        match error {
            RefundError::TooMuch => Self::TooMuch,
            RefundError::Ledger(error) => error.into(),
            RefundError::Database(error) => Self::Database(error),
        }
    }
}

impl From<FulfilError> for PayError {
    fn from(error: FulfilError) -> Self {
        match error {
            FulfilError::TooMuch => Self::TooMuch,
            FulfilError::Undecided => Self::Moved,
            FulfilError::Database(error) => Self::Database(error),
            FulfilError::Ledger(error) => error.into(),
            FulfilError::Study(_) => Self::Fulfil(error),
        }
    }
}
