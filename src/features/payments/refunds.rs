//! Money on its way back: promised in the transaction that decides it, carried out afterwards.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use serde_json::json;
use thiserror::Error;

use crate::{
    entity::{
        payment::{self, Column, Entity, PayableKind, Status},
        refund::{self, Cause},
    },
    features::{
        ledger::{
            LedgerError,
            facts::{self, From},
        },
        referrals::bonuses,
    },
    kernel::{
        ids::{RefundId, UserId},
        money::Money,
        payable::Payable,
        time::Timestamp,
    },
};

/// A refund that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Of what.
    pub payable: Payable,
    /// How much of its price, bonuses included.
    pub amount: Money,
    /// Why, as a word.
    pub cause: Cause,
    /// Why, in words.
    pub reason: String,
    /// Who wants it; none: the rules.
    pub asked_by: Option<UserId>,
    /// Where the money is now.
    pub from: From,
}

/// Why a refund is not promised.
#[derive(Debug, Error)]
pub enum RefundError {
    /// More than is left of what was paid.
    #[error("that is more than was paid")]
    TooMuch,
    /// The ledger.
    #[error("the refund was not booked")]
    Ledger(#[from] LedgerError),
    /// The database.
    #[error("refunds do not answer")]
    Database(#[from] DbErr),
}

/// Promises money back, in the caller's transaction: spread over what was paid, last first; a part that
/// a bonus paid goes back to the bonus, in proportion.
///
/// # Errors
/// [`RefundError::TooMuch`] when less is left; see [`RefundError`].
pub async fn promise(
    txn: &DatabaseTransaction,
    now: Timestamp,
    wanted: Wanted,
) -> Result<Vec<RefundId>, RefundError> {
    let paid = Entity::find()
        .filter(Column::PayableKind.eq(PayableKind::of(wanted.payable)))
        .filter(Column::PayableId.eq(wanted.payable.id()))
        .filter(Column::Status.eq(Status::Paid))
        .order_by_desc(Column::Id)
        .all(txn)
        .await?;
    let mut left = wanted.amount.minor();
    let mut promised = Vec::new();
    for payment in paid {
        if left == 0 {
            break;
        }
        let whole = payment.amount_minor + payment.bonus_minor;
        // Money and bonus of one payment go back in the proportion in which they came.
        let money_left = payment.amount_minor - payment.refunded_minor;
        let whole_left = if payment.amount_minor == 0 {
            whole
        } else {
            Money::new(whole, payment.currency)
                .proportion(money_left, payment.amount_minor)
                .map_err(LedgerError::from)?
                .minor()
        };
        let part = std::cmp::min(left, whole_left);
        if part == 0 {
            continue;
        }
        left -= part;
        let money = if part == whole_left {
            money_left
        } else {
            Money::new(part, payment.currency)
                .proportion(payment.amount_minor, whole)
                .map_err(LedgerError::from)?
                .minor()
        };
        if money > 0 {
            promised.push(of_payment(txn, now, &payment, money, &wanted).await?);
        }
        if part > money {
            let key = format!("{}:{}", payment.id, payment.refunded_minor);
            let bonus = Money::new(part - money, payment.currency);
            facts::bonus_returned(
                txn,
                now,
                wanted.payable,
                &key,
                payment.payer_id,
                bonus,
                wanted.from,
            )
            .await?;
        }
    }
    if left > 0 {
        return Err(RefundError::TooMuch);
    }
    Ok(promised)
}

/// Promises a part of one payment back.
///
/// # Errors
/// [`RefundError::TooMuch`] when less is left of it; see [`RefundError`].
pub async fn of_payment(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
    minor: i64,
    wanted: &Wanted,
) -> Result<RefundId, RefundError> {
    let sum = || Expr::col(Column::RefundedMinor).add(minor);
    let counted = Entity::update_many()
        .col_expr(Column::RefundedMinor, sum())
        .filter(Column::Id.eq(payment.id))
        .filter(sum().lte(Expr::col(Column::AmountMinor)))
        .exec(txn)
        .await?;
    if counted.rows_affected == 0 {
        return Err(RefundError::TooMuch);
    }
    let money = Money::new(minor, payment.currency);
    // Stored before the provider is asked: whatever happens, the same words are said again.
    let body = json!({
        "payment_id": payment.provider_id,
        "amount": {"value": money.to_string(), "currency": payment.currency.code()},
    });
    let row = refund::ActiveModel {
        payment_id: Set(payment.id),
        amount_minor: Set(minor),
        currency: Set(payment.currency),
        cause: Set(wanted.cause),
        reason: Set(wanted.reason.clone()),
        status: Set(refund::Status::Creating),
        idempotence_key: Set(hex::encode(rand::random::<[u8; 16]>())),
        body: Set(body.to_string()),
        next_check_at: Set(Some(now)),
        asked_by: Set(wanted.asked_by),
        created_at: Set(now),
        ..Default::default()
    };
    let refund = refund::Entity::insert(row).exec_with_returning(txn).await?;
    facts::refund_promised(txn, now, &refund, wanted.from).await?;
    // Read after the step that counts it: nobody else changes the row before the transaction ends.
    let refunded = Entity::find_by_id(payment.id)
        .one(txn)
        .await?
        .map_or(minor, |payment| payment.refunded_minor);
    bonuses::on_refund(txn, now, payment.id, refunded, payment.amount_minor).await?;
    Ok(refund.id)
}
