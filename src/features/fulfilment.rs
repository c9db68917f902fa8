//! Where money meets what it was paid for: one exhaustive match on [`Payable`], called inside the
//! transaction that settles a payment. Whatever becomes payable gets its arms here.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    sea_query::Expr,
};
use thiserror::Error;

use crate::{
    app::App,
    entity::{
        hour, order,
        payment::{self, Part},
    },
    features::ledger::{LedgerError, facts::From as Source},
    kernel::{
        ids::{HourId, OrderId, UserId},
        money::{Money, MoneyError},
        payable::Payable,
        time::Timestamp,
    },
};

/// What is to be paid now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Who pays.
    pub payer: UserId,
    /// Which part of the price it is.
    pub part: Part,
    /// How much, bonuses not taken off.
    pub money: Money,
    /// Most of it that bonuses may cover.
    pub bonus_cap: Money,
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
    /// The ledger.
    #[error("the money was not booked")]
    Ledger(#[from] LedgerError),
    /// The database.
    #[error("what was paid for does not answer")]
    Database(#[from] DbErr),
}

impl std::convert::From<MoneyError> for FulfilError {
    fn from(error: MoneyError) -> Self {
        Self::Ledger(error.into())
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
    }
}

/// Money came: what it was for takes it, or says why not.
///
/// # Errors
/// See [`FulfilError`]; the caller's transaction must not be committed then.
pub async fn settle(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
) -> Result<Settled, FulfilError> {
    match payment.payable() {
        Payable::Order(id) => order_paid(txn, now, id, payment).await,
        Payable::Hour(id) => hour_paid(txn, id, payment).await,
    }
}

/// So much of what was paid, bonuses included, goes back by staff's decision: what it was for notes it
/// and says where the money is taken from.
///
/// # Errors
/// [`FulfilError::TooMuch`], and see [`FulfilError`].
pub async fn reverse(
    txn: &DatabaseTransaction,
    payable: Payable,
    money: Money,
) -> Result<Source, FulfilError> {
    match payable {
        Payable::Order(id) => order_reversed(txn, id, money).await,
        Payable::Hour(id) => hour_reversed(txn, id, money).await,
    }
}

/// The payload of the link that leads to it.
#[must_use]
pub fn deep_link(payable: Payable) -> Option<String> {
    match payable {
        Payable::Order(id) => Some(format!("order_{id}")),
        Payable::Hour(_) => None,
    }
}

fn cap(app: &App, money: Money) -> Result<Money, MoneyError> {
    money.share(app.config.referrals.cap_percent.saturating_mul(100))
}

async fn order_due(
    app: &App,
    db: &impl ConnectionTrait,
    id: OrderId,
) -> Result<Option<Due>, FulfilError> {
    let Some(order) = order::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let price = Money::new(order.price_minor.unwrap_or_default(), order.currency);
    let deposit = price.share(app.config.study.deposit_percent.saturating_mul(100))?;
    let (part, minor) = match order.status {
        order::Status::AwaitingPayment if deposit == price => (Part::Full, price.minor()),
        order::Status::AwaitingPayment => (Part::Deposit, deposit.minor()),
        order::Status::Delivered => (Part::Rest, price.minor() - order.paid_minor),
        _ => return Ok(None),
    };
    let money = Money::new(minor, order.currency);
    if !money.is_positive() {
        return Ok(None);
    }
    Ok(Some(Due {
        payer: order.client_id,
        part,
        money,
        bonus_cap: cap(app, money)?,
        until: order.pay_by,
    }))
}

async fn order_paid(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: OrderId,
    payment: &payment::Model,
) -> Result<Settled, FulfilError> {
    let total = payment.amount_minor + payment.bonus_minor;
    let update = order::Entity::update_many()
        .col_expr(
            order::Column::PaidMinor,
            Expr::col(order::Column::PaidMinor).add(total),
        )
        .col_expr(
            order::Column::BonusMinor,
            Expr::col(order::Column::BonusMinor).add(payment.bonus_minor),
        )
        .col_expr(order::Column::MovedAt, Expr::value(now))
        .filter(order::Column::Id.eq(id));
    let update = match payment.part {
        Part::Rest => update
            .filter(order::Column::Status.eq(order::Status::Delivered))
            .filter(
                Expr::col(order::Column::PaidMinor)
                    .add(total)
                    .lte(Expr::col(order::Column::PriceMinor)),
            ),
        Part::Full | Part::Deposit => update
            .col_expr(
                order::Column::Status,
                Expr::value(order::Status::Paid.word()),
            )
            .col_expr(order::Column::PaidAt, Expr::value(now))
            .filter(order::Column::Status.is_in([
                order::Status::AwaitingPayment,
                order::Status::Expired,
            ]))
            .filter(order::Column::PaidMinor.eq(0)),
    };
    if update.exec(txn).await?.rows_affected > 0 {
        return Ok(Settled::Done);
    }
    Ok(Settled::Unwanted)
}

async fn order_reversed(
    txn: &DatabaseTransaction,
    id: OrderId,
    money: Money,
) -> Result<Source, FulfilError> {
    let changed = order::Entity::update_many()
        .col_expr(
            order::Column::RefundedMinor,
            Expr::col(order::Column::RefundedMinor).add(money.minor()),
        )
        .filter(order::Column::Id.eq(id))
        .filter(
            Expr::col(order::Column::RefundedMinor)
                .add(money.minor())
                .lte(Expr::col(order::Column::PaidMinor)),
        )
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(FulfilError::TooMuch);
    }
    let order = order::Entity::find_by_id(id).one(txn).await?;
    let earned = order.and_then(|order| {
        let is_done = order.status == order::Status::Completed;
        let share_bp = u32::try_from(order.share_bp.unwrap_or_default()).ok()?;
        is_done.then_some((order.executor_id, share_bp))
    });
    Ok(match earned {
        Some((Some(executor), share_bp)) => Source::Earned { executor, share_bp },
        Some((None, _)) => Source::Income,
        None => Source::Prepaid,
    })
}

async fn hour_due(
    app: &App,
    db: &impl ConnectionTrait,
    id: HourId,
) -> Result<Option<Due>, FulfilError> {
    let now = app.clock.now();
    let Some(hour) = hour::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    if hour.status != hour::Status::Held || hour.hold_until <= now {
        return Ok(None);
    }
    let money = Money::new(hour.price_minor, hour.currency);
    Ok(Some(Due {
        payer: hour.client_id,
        part: Part::Full,
        money,
        bonus_cap: cap(app, money)?,
        until: Some(hour.hold_until),
    }))
}

async fn hour_paid(
    txn: &DatabaseTransaction,
    id: HourId,
    payment: &payment::Model,
) -> Result<Settled, FulfilError> {
    let changed = hour::Entity::update_many()
        .col_expr(
            hour::Column::Status,
            Expr::value(hour::Status::Booked.word()),
        )
        .col_expr(
            hour::Column::PaidMinor,
            Expr::value(payment.amount_minor + payment.bonus_minor),
        )
        .col_expr(hour::Column::BonusMinor, Expr::value(payment.bonus_minor))
        .filter(hour::Column::Id.eq(id))
        .filter(hour::Column::Status.eq(hour::Status::Held))
        .exec(txn)
        .await?;
    Ok(if changed.rows_affected > 0 {
        Settled::Done
    } else {
        Settled::TooLate
    })
}

async fn hour_reversed(
    txn: &DatabaseTransaction,
    id: HourId,
    money: Money,
) -> Result<Source, FulfilError> {
    let changed = hour::Entity::update_many()
        .col_expr(
            hour::Column::RefundedMinor,
            Expr::col(hour::Column::RefundedMinor).add(money.minor()),
        )
        .filter(hour::Column::Id.eq(id))
        .filter(
            Expr::col(hour::Column::RefundedMinor)
                .add(money.minor())
                .lte(Expr::col(hour::Column::PaidMinor)),
        )
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(FulfilError::TooMuch);
    }
    let hour = hour::Entity::find_by_id(id).one(txn).await?;
    let is_over = hour.is_some_and(|hour| {
        matches!(
            hour.status,
            hour::Status::Done | hour::Status::MissedByClient
        )
    });
    Ok(if is_over {
        Source::Income
    } else {
        Source::Prepaid
    })
}
