//! Where money meets what it was paid for: one exhaustive match on [`Payable`], called inside the
//! transaction that settles a payment. Whatever becomes payable gets its arms here.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QuerySelect, sea_query::LockType,
};
use thiserror::Error;

use crate::{
    app::App,
    entity::{
        booking, hour, order,
        payment::{self, Part},
    },
    features::{
        bookings, hours,
        ledger::{LedgerError, facts::From as Source},
        study::{self, error::StudyError},
    },
    kernel::{
        ids::{BookingId, HourId, OrderId, UserId},
        money::Money,
        payable::Payable,
        time::Timestamp,
    },
};

/// Holds what is paid for until the transaction ends. SQLite has one writer anyway, and leaves the lock
/// out.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(txn: &DatabaseTransaction, payable: Payable) -> Result<(), DbErr> {
    match payable {
        Payable::Order(id) => {
            order::Entity::find_by_id(id)
                .lock(LockType::NoKeyUpdate)
                .one(txn)
                .await?;
        }
        Payable::Hour(id) => {
            hour::Entity::find_by_id(id)
                .lock(LockType::NoKeyUpdate)
                .one(txn)
                .await?;
        }
        Payable::Booking(id) => {
            booking::Entity::find_by_id(id)
                .lock(LockType::NoKeyUpdate)
                .one(txn)
                .await?;
        }
    }
    Ok(())
}

/// What is to be paid now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Who pays.
    pub payer: UserId,
    /// Which part of the price it is.
    pub part: Part,
    /// How much, bonuses not taken off.
    pub money: Money,
    /// Not after.
    pub until: Option<Timestamp>,
}

/// What became of money that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was taken.
    Done,
    /// It came too late.
    TooLate,
    /// Nobody waits for it: paid already, or called off.
    Unwanted,
}

/// Why what was paid for cannot be changed.
#[derive(Debug, Error)]
pub enum FulfilError {
    /// More is to go back than was paid.
    #[error("that is more than was paid")]
    TooMuch,
    /// All of it would go back from something that is not over: that needs a decision about the thing.
    #[error("that needs a decision about what was paid for")]
    Undecided,
    /// An order.
    #[error("the order could not take it")]
    Study(#[source] StudyError),
    /// The ledger.
    #[error("the money was not booked")]
    Ledger(#[from] LedgerError),
    /// The database.
    #[error("what was paid for does not answer")]
    Database(#[from] DbErr),
}

impl From<StudyError> for FulfilError {
    fn from(error: StudyError) -> Self {
        match error {
            StudyError::TooMuch => Self::TooMuch,
            StudyError::Ledger(error) => Self::Ledger(error),
            StudyError::Database(error) => Self::Database(error),
            other => Self::Study(other),
        }
    }
}

/// What is to be paid for this now; none when nothing is.
///
/// # Errors
/// See [`FulfilError`].
pub async fn price_due(
    app: &App,
    db: &impl ConnectionTrait,
    payable: Payable,
) -> Result<Option<Due>, FulfilError> {
    match payable {
        Payable::Order(id) => order_due(app, db, id).await,
        Payable::Hour(id) => hour_due(app, db, id).await,
        Payable::Booking(id) => booking_due(app, db, id).await,
    }
}

/// Whether a provider's transaction for this is open at this moment: nothing else may begin.
///
/// # Errors
/// When the database does not answer.
pub async fn is_being_paid(db: &impl ConnectionTrait, payable: Payable) -> Result<bool, DbErr> {
    let Payable::Booking(id) = payable else {
        return Ok(false);
    };
    let booking = booking::Entity::find_by_id(id).one(db).await?;
    Ok(booking.is_some_and(|booking| booking.frozen_by.is_some()))
}

/// Money came: what it was for takes it, or says why not.
///
/// # Errors
/// See [`FulfilError`]; the caller's transaction must not be committed then.
pub async fn settle(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
) -> Result<Settled, FulfilError> {
    match payment.payable() {
        Payable::Order(id) => Ok(
            match study::fulfil::on_paid(app, txn, now, id, payment).await? {
                study::fulfil::Settled::Done => Settled::Done,
                study::fulfil::Settled::TooLate => Settled::TooLate,
            },
        ),
        Payable::Hour(id) => Ok(match hours::fulfil::on_paid(txn, now, id, payment).await? {
            hours::fulfil::Settled::Done => Settled::Done,
            hours::fulfil::Settled::TooLate => Settled::TooLate,
            hours::fulfil::Settled::Unwanted => Settled::Unwanted,
        }),
        Payable::Booking(id) => Ok(
            match bookings::fulfil::on_paid(app, txn, now, id, payment).await? {
                bookings::fulfil::Settled::Done => Settled::Done,
                bookings::fulfil::Settled::TooLate => Settled::TooLate,
                bookings::fulfil::Settled::Unwanted => Settled::Unwanted,
            },
        ),
    }
}

/// Who sends money back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reversal {
    /// Staff, with a reason.
    Staff,
    /// Somebody in the provider's own office: it has happened.
    Outside,
}

/// So much of what was paid, bonuses included, goes back: what it was for notes it and says where the
/// money is taken from.
///
/// # Errors
/// [`FulfilError::TooMuch`], [`FulfilError::Undecided`], and see [`FulfilError`].
pub async fn reverse(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    payable: Payable,
    money: Money,
    by: Reversal,
) -> Result<Source, FulfilError> {
    if by == Reversal::Staff {
        leaves_something(txn, payable, money).await?;
    }
    match payable {
        Payable::Order(id) => Ok(study::fulfil::reversed(txn, id, money).await?),
        Payable::Hour(id) => hours::fulfil::reversed(txn, id, money)
            .await?
            .ok_or(FulfilError::TooMuch),
        Payable::Booking(id) => bookings::fulfil::reversed(app, txn, now, id, money)
            .await?
            .ok_or(FulfilError::TooMuch),
    }
}

/// Nobody works for nothing: all the money of something that is not over goes back by a decision about
/// the thing itself.
async fn leaves_something(
    txn: &DatabaseTransaction,
    payable: Payable,
    money: Money,
) -> Result<(), FulfilError> {
    let (kept, is_over) = match payable {
        Payable::Order(id) => {
            let order = study::change::find(txn, id).await?;
            (order.kept_minor(), study::machine::is_over(order.status))
        }
        Payable::Hour(id) => {
            let hour = hour::Entity::find_by_id(id).one(txn).await?;
            let hour = hour.ok_or(FulfilError::TooMuch)?;
            let is_over = !matches!(
                hour.status,
                hour::Status::Held | hour::Status::Booked | hour::Status::Live
            );
            (hour.paid_minor - hour.refunded_minor, is_over)
        }
        Payable::Booking(id) => {
            let booking = booking::Entity::find_by_id(id).one(txn).await?;
            let booking = booking.ok_or(FulfilError::TooMuch)?;
            let is_over = !booking::Status::SEATED.contains(&booking.status);
            (booking.in_hand().minor(), is_over)
        }
    };
    if money.minor() >= kept && !is_over {
        return Err(FulfilError::Undecided);
    }
    Ok(())
}

/// The payload of the link that leads to it.
#[must_use]
pub fn deep_link(payable: Payable) -> Option<String> {
    match payable {
        Payable::Order(id) => Some(format!("order_{id}")),
        Payable::Hour(_) | Payable::Booking(_) => None,
    }
}

async fn order_due(
    app: &App,
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Option<Due>, FulfilError> {
    let due = match study::fulfil::due(app, db, id).await {
        Ok(Some(due)) => due,
        Ok(None) | Err(StudyError::NoSuchOrder) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(Due {
        payer: due.payer,
        part: due.part,
        money: due.amount,
        until: due.until,
    }))
}

async fn hour_due(
    app: &App,
    db: &impl ConnectionTrait,
    id: HourId,
) -> Result<Option<Due>, FulfilError> {
    let due = hours::fulfil::price_due(db, app.clock.now(), id).await?;
    Ok(due.map(|due| Due {
        payer: due.payer,
        part: Part::Full,
        money: due.money,
        until: Some(due.until),
    }))
}

async fn booking_due(
    app: &App,
    db: &impl ConnectionTrait,
    id: BookingId,
) -> Result<Option<Due>, FulfilError> {
    let due = bookings::fulfil::price_due(db, app.clock.now(), id).await?;
    Ok(due.map(|due| Due {
        payer: due.payer,
        part: Part::Full,
        money: due.money,
        until: Some(due.until),
    }))
}
