//! Money for an hour, in the transaction that settles the payment.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    TransactionTrait, sea_query::Expr,
};

use super::events::{self, News};
use crate::{
    db,
    entity::{
        hour::{Column, Entity, Model, Status},
        payment,
    },
    features::{
        audit::{self, AuditEvent, HourDeed},
        ledger::facts::From,
    },
    kernel::{
        actor::Actor,
        ids::{HourId, UserId},
        money::Money,
        time::Timestamp,
    },
};

/// What is to be paid for an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceDue {
    /// How much, bonuses not taken off.
    pub money: Money,
    /// Who pays.
    pub payer: UserId,
    /// The slot is kept until then.
    pub until: Timestamp,
}

/// What became of the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The hour is booked.
    Done,
    /// The hold ran out and the slot is somebody else's, or the hour has begun.
    TooLate,
    /// Nobody waits for this money: paid already, or called off.
    Unwanted,
}

/// What is to be paid now; none when nothing is.
///
/// # Errors
/// When the database does not answer.
pub async fn price_due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    hour: HourId,
) -> Result<Option<PriceDue>, DbErr> {
    let hour = Entity::find_by_id(hour).one(db).await?;
    Ok(hour
        .filter(|hour| hour.status == Status::Held && hour.hold_until > now)
        .map(|hour| PriceDue {
            money: Money::new(hour.price_minor, hour.currency),
            payer: hour.client_id,
            until: hour.hold_until,
        }))
}

/// Money came. A hold that ran out is revived when its slot is still free.
///
/// # Errors
/// When the database does not answer.
pub async fn on_paid(
    txn: &DatabaseTransaction,
    now: Timestamp,
    hour: HourId,
    payment: &payment::Model,
) -> Result<Settled, DbErr> {
    let Some(row) = Entity::find_by_id(hour).one(txn).await? else {
        return Ok(Settled::Unwanted);
    };
    let settled = match row.status {
        Status::Held | Status::Expired if row.starts_at <= now => Settled::TooLate,
        Status::Held | Status::Expired => {
            if book(txn, &row, payment).await? {
                Settled::Done
            } else {
                Settled::TooLate
            }
        }
        Status::Booked
        | Status::Live
        | Status::Done
        | Status::MissedByClient
        | Status::MissedByOperator
        | Status::Cancelled => Settled::Unwanted,
    };
    if settled == Settled::Done {
        let deed = HourDeed::Booked {
            paid_minor: payment.amount_minor.saturating_add(payment.bonus_minor),
        };
        audit::record(txn, now, Actor::SYSTEM, &AuditEvent::Hour(hour, deed)).await?;
        for reader in [row.client_id, row.operator_id] {
            events::tell(txn, now, reader, hour, News::Booked).await?;
        }
    }
    Ok(settled)
}

/// Books a hold, or an expired one whose slot nobody took. The index on slots decides, behind a savepoint:
/// a broken constraint must not take the settling of the payment with it.
async fn book(
    txn: &DatabaseTransaction,
    hour: &Model,
    payment: &payment::Model,
) -> Result<bool, DbErr> {
    let paid = payment.amount_minor.saturating_add(payment.bonus_minor);
    let point = txn.begin().await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Booked))
        .col_expr(Column::PaidMinor, Expr::col(Column::PaidMinor).add(paid))
        .col_expr(Column::BonusMinor, Expr::value(payment.bonus_minor))
        .filter(Column::Id.eq(hour.id))
        .filter(Column::Status.is_in([Status::Held, Status::Expired]))
        .exec(&point)
        .await;
    match changed {
        Ok(changed) => {
            point.commit().await?;
            Ok(changed.rows_affected > 0)
        }
        Err(error) if db::is_unique(&error) => {
            point.rollback().await?;
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Staff, or somebody in the provider's own office, sends money back: the hour notes it and says where it
/// is taken from; none when less than that is left.
///
/// # Errors
/// When the database does not answer.
pub async fn reversed(
    txn: &DatabaseTransaction,
    hour: HourId,
    money: Money,
) -> Result<Option<From>, DbErr> {
    let sum = || Expr::col(Column::RefundedMinor).add(money.minor());
    let changed = Entity::update_many()
        .col_expr(Column::RefundedMinor, sum())
        .filter(Column::Id.eq(hour))
        .filter(sum().lte(Expr::col(Column::PaidMinor)))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    let hour = Entity::find_by_id(hour).one(txn).await?;
    // What is over was earned when it ended.
    let is_earned = hour.is_some_and(|hour| {
        matches!(
            hour.status,
            Status::Done | Status::MissedByClient | Status::Cancelled
        )
    });
    Ok(Some(if is_earned {
        From::Income
    } else {
        From::Prepaid
    }))
}
