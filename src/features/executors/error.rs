//! Why something about executors is refused.

use sea_orm::DbErr;
use thiserror::Error;

use crate::{features::study::error::StudyError, vault::VaultError};

/// A refusal, or a fault.
#[derive(Debug, Error)]
pub enum ExecutorError {
    /// The table of rights says no.
    #[error("that is not allowed to this role")]
    NotAllowed,
    /// Nobody decides about their own application.
    #[error("that cannot be done to oneself")]
    Yourself,
    /// No such application or executor.
    #[error("there is no such executor")]
    Gone,
    /// It was decided meanwhile, or the button is old.
    #[error("the application has moved on")]
    Moved,
    /// Subjects or experience are not told yet.
    #[error("the application is not complete")]
    Incomplete,
    /// Nothing was written.
    #[error("the text is empty")]
    Empty,
    /// The text is too long: at most so many characters.
    #[error("the text is too long")]
    TooLong(usize),
    /// Over [`super::applications::SAMPLES`].
    #[error("too many files")]
    TooManyFiles,
    /// Not a number of orders that somebody can have in hand.
    #[error("the limit is out of range")]
    BadLimit,
    /// Not a share in per cent.
    #[error("the share is out of range")]
    BadShare,
    /// The card was not sealed: no key, no card.
    #[error("the card was not sealed")]
    Vault(#[from] VaultError),
    /// The database.
    #[error("executors do not answer")]
    Database(#[from] DbErr),
}

impl ExecutorError {
    /// Why a file was not put where executors collect them.
    #[must_use]
    pub fn of_file(error: StudyError) -> Self {
        match error {
            StudyError::Database(error) => Self::Database(error),
            _ => Self::Gone,
        }
    }
}
