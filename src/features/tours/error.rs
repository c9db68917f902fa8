//! Why something about agencies and tours is refused.

use sea_orm::DbErr;
use thiserror::Error;

use super::catalog::ParamFault;
use crate::{
    kernel::{money::MoneyError, refund_rule::NoRule},
    vault::VaultError,
};

/// A refusal, or the database.
#[derive(Debug, Error)]
pub enum ToursError {
    /// The table of rights says no.
    #[error("that is not allowed to this person")]
    NotAllowed,
    /// No such thing, or nobody's business.
    #[error("there is no such thing")]
    Gone,
    /// It is not in a state where that is possible (any more).
    #[error("it has moved on")]
    Moved,
    /// The agency may not sell.
    #[error("the agency is blocked")]
    Blocked,
    /// Another one has that name, code or cash desk.
    #[error("that name is taken")]
    Taken,
    /// A text is empty, too long, or not one of those to choose from.
    #[error("{0} is empty, too long or unknown")]
    BadText(&'static str),
    /// Parameters that do not fit the type of the tour.
    #[error("the parameters do not fit the type of the tour")]
    BadParams(Vec<ParamFault>),
    /// Not everything is there that travellers need.
    #[error("{0} is missing")]
    Incomplete(&'static str),
    /// A number that makes no sense.
    #[error("{0} makes no sense")]
    BadNumber(&'static str),
    /// Days in the past, or in the wrong order.
    #[error("those days make no sense")]
    BadDates,
    /// So many seats are taken already.
    #[error("{0} seats are taken")]
    BelowTaken(i32),
    /// More pictures than an album holds.
    #[error("there are too many pictures")]
    TooManyPhotos,
    /// Not a rule of refunds.
    #[error(transparent)]
    Rule(#[from] NoRule),
    /// A secret cannot be kept: ours.
    #[error("a secret cannot be kept")]
    Vault(#[from] VaultError),
    /// An amount that does not fit.
    #[error("an amount does not fit")]
    Money(#[from] MoneyError),
    /// The database.
    #[error("tours are out of reach")]
    Database(#[from] DbErr),
}
