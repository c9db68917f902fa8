//! Payme: the Merchant API of agencies' cash desks, and the way to the checkout page.
//!
//! Payme calls us. Every call is answered with 200; what went wrong stands in the body. A transaction is
//! one attempt to pay: beginning it freezes the booking, performing it settles the attempt, cancelling it
//! frees the booking or takes everything back. Repeats get the answer that is in the row.
//!
//! Invariants: one transaction at a time is open for a booking (an index holds it); a state is left by
//! compare-and-set and never entered again; money is settled in the transaction that performs it.
//!
//! - `rpc`: envelope and errors; `account`: what may be paid; `methods`: what Payme asks for
//! - `begin`: the way to the checkout page; `webhook`: the address; `jobs`: transactions that nobody ended

mod account;
pub mod begin;
pub mod jobs;
pub mod methods;
pub mod rpc;
pub mod webhook;

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use crate::{
    app::App,
    entity::payme_transaction::{CREATED, Column, Entity},
    kernel::ids::PaymentId,
};

/// A transaction that is not performed this long after it began, by Payme's clock, is dead.
pub const LIFE: TimeDelta = TimeDelta::milliseconds(43_200_000);

/// Whether Payme has an open transaction for this attempt.
///
/// # Errors
/// When the database does not answer.
pub async fn is_open(app: &App, payment: PaymentId) -> Result<bool, DbErr> {
    let open = Entity::find()
        .filter(Column::PaymentId.eq(payment))
        .filter(Column::State.eq(CREATED))
        .one(&app.db)
        .await?;
    Ok(open.is_some())
}
