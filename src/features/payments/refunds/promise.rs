//! Promising money back. Over-refunding is impossible: every step is a compare-and-set on what went back
//! before, with constraints of the database behind it.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, sea_query::Expr,
};
use thiserror::Error;

use super::super::new_key;
use crate::{
    entity::{
        payment::{self, Column, Entity, PayableKind},
        refund::{self, Cause, Status},
    },
    features::{
        ledger::{
            LedgerError,
            facts::{self, From},
        },
        referrals::bonuses,
    },
    kernel::{
        ids::{PaymentId, RefundId, UserId},
        money::{Money, MoneyError},
        payable::Payable,
        time::Timestamp,
    },
};

/// Tries of one step while others give back from the same payment.
const TRIES: u32 = 5;

/// What is to go back.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Of what was paid for this.
    pub payable: Payable,
    /// How much of the price, bonuses included.
    pub amount: Money,
    /// Why, as a word.
    pub cause: Cause,
    /// Why, in words.
    pub reason: String,
    /// Who wanted it; none: the rules.
    pub asked_by: Option<UserId>,
    /// Where the money is taken from.
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

/// Promises an amount back, in the caller's transaction. It is spread over the attempts that paid, the
/// newest first; the part that bonuses covered goes back to the bonus in proportion.
///
/// # Errors
/// [`RefundError::TooMuch`] when less is left; see [`RefundError`].
pub async fn promise(
    txn: &DatabaseTransaction,
    now: Timestamp,
    wanted: Wanted,
) -> Result<Vec<RefundId>, RefundError> {
    if !wanted.amount.is_positive() {
        return Ok(Vec::new());
    }
    let attempts = Entity::find()
        .filter(Column::PayableKind.eq(PayableKind::of(wanted.payable)))
        .filter(Column::PayableId.eq(wanted.payable.id()))
        .filter(Column::Status.eq(payment::Status::Paid))
        .filter(Column::Currency.eq(wanted.amount.currency()))
        .order_by_desc(Column::Id)
        .all(txn)
        .await?;
    let attempts: Vec<_> = attempts.into_iter().map(|attempt| attempt.id).collect();
    spread(txn, now, &attempts, wanted).await
}

/// Promises an amount back, in the caller's transaction, of this attempt and no other.
///
/// # Errors
/// [`RefundError::TooMuch`] when less is left of it; see [`RefundError`].
pub(crate) async fn promise_of(
    txn: &DatabaseTransaction,
    now: Timestamp,
    attempt: PaymentId,
    wanted: Wanted,
) -> Result<Vec<RefundId>, RefundError> {
    spread(txn, now, &[attempt], wanted).await
}

/// What of an attempt can still go back, bonuses included.
pub(crate) fn left_of(payment: &payment::Model) -> Result<Money, MoneyError> {
    let returned = payment.refunded_minor + payment.bonus_returned_minor;
    let total = payment.money().plus(payment.bonus())?;
    total.minus(Money::new(returned, payment.currency))
}

async fn spread(
    txn: &DatabaseTransaction,
    now: Timestamp,
    attempts: &[PaymentId],
    wanted: Wanted,
) -> Result<Vec<RefundId>, RefundError> {
    let mut refunds = Vec::new();
    let mut left = wanted.amount.minor();
    for attempt in attempts {
        if left == 0 {
            break;
        }
        let taken = take(txn, now, *attempt, left, &wanted).await?;
        left -= taken.minor;
        refunds.extend(taken.refund);
    }
    if left > 0 {
        return Err(RefundError::TooMuch);
    }
    Ok(refunds)
}

/// What one attempt gives back.
struct Taken {
    minor: i64,
    refund: Option<RefundId>,
}

/// How a step is split between money and bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Split {
    money: i64,
    bonus: i64,
}

/// Splits the next `step` of what an attempt can still give back. In proportion to how it was paid, and
/// counted from the beginning, so that many small steps end where one large step does.
fn split(payment: &payment::Model, step: i64) -> Split {
    let total = i128::from(payment.amount_minor) + i128::from(payment.bonus_minor);
    let before = i128::from(payment.refunded_minor) + i128::from(payment.bonus_returned_minor);
    let after = before + i128::from(step);
    let share = (after * i128::from(payment.bonus_minor))
        .checked_div(total)
        .and_then(|share| i64::try_from(share).ok())
        .unwrap_or_default();
    // What went back past us, in the provider's own office, was money alone: then the rest is bonus.
    let money_left = payment.amount_minor - payment.refunded_minor;
    let bonus_left = payment.bonus_minor - payment.bonus_returned_minor;
    let bonus = (share - payment.bonus_returned_minor)
        .max(step - money_left)
        .clamp(0, std::cmp::min(step, bonus_left));
    Split {
        money: step - bonus,
        bonus,
    }
}

async fn take(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: PaymentId,
    want: i64,
    wanted: &Wanted,
) -> Result<Taken, RefundError> {
    for _ in 0..TRIES {
        let Some(payment) = Entity::find_by_id(id).one(txn).await? else {
            break;
        };
        let left = payment.amount_minor - payment.refunded_minor + payment.bonus_minor
            - payment.bonus_returned_minor;
        let step = std::cmp::min(left, want);
        if step <= 0 {
            break;
        }
        let split = split(&payment, step);
        let changed = Entity::update_many()
            .col_expr(
                Column::RefundedMinor,
                Expr::value(payment.refunded_minor + split.money),
            )
            .col_expr(
                Column::BonusReturnedMinor,
                Expr::value(payment.bonus_returned_minor + split.bonus),
            )
            .filter(Column::Id.eq(id))
            .filter(Column::Status.eq(payment::Status::Paid))
            .filter(Column::RefundedMinor.eq(payment.refunded_minor))
            .filter(Column::BonusReturnedMinor.eq(payment.bonus_returned_minor))
            .exec(txn)
            .await?;
        if changed.rows_affected == 0 {
            continue;
        }
        if split.bonus > 0 {
            let key = format!("{id}:{}", payment.bonus_returned_minor);
            let money = Money::new(split.bonus, payment.currency);
            let (payable, payer) = (wanted.payable, payment.payer_id);
            facts::bonus_returned(txn, now, payable, &key, payer, money, wanted.from).await?;
        }
        let refund = if split.money > 0 {
            let row = row(
                &payment,
                split.money,
                now,
                wanted.cause,
                &wanted.reason,
                wanted.asked_by,
            );
            let refund = row.insert(txn).await?;
            book(txn, now, &payment, &refund, wanted.from).await?;
            let refunded = payment.refunded_minor + split.money;
            bonuses::on_refund(txn, now, id, refunded, payment.amount_minor).await?;
            Some(refund.id)
        } else {
            None
        };
        return Ok(Taken {
            minor: step,
            refund,
        });
    }
    Ok(Taken {
        minor: 0,
        refund: None,
    })
}

/// The promise in the ledger.
async fn book(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
    refund: &refund::Model,
    from: From,
) -> Result<(), LedgerError> {
    facts::refund_promised(txn, now, refund, from).await?;
    facts::refund_from_desk(txn, now, refund, payment, from).await?;
    Ok(())
}

fn row(
    payment: &payment::Model,
    minor: i64,
    now: Timestamp,
    cause: Cause,
    reason: &str,
    asked_by: Option<UserId>,
) -> refund::ActiveModel {
    refund::ActiveModel {
        payment_id: Set(payment.id),
        amount_minor: Set(minor),
        currency: Set(payment.currency),
        cause: Set(cause),
        reason: Set(reason.to_owned()),
        status: Set(Status::Creating),
        idempotence_key: Set(new_key()),
        keyed_at: Set(now),
        // Written down before the call, by whoever makes it: words and receipts are not for here.
        body: Set(String::new()),
        checks: Set(0),
        next_check_at: Set(Some(now)),
        asked_by: Set(asked_by),
        created_at: Set(now),
        ..Default::default()
    }
}

/// Promises all of a payment back that never belonged to anything: late, or not what was asked.
pub(crate) async fn whole(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
    cause: Cause,
    asked_by: Option<UserId>,
) -> Result<(), RefundError> {
    let changed = Entity::update_many()
        .col_expr(Column::RefundedMinor, Expr::value(payment.amount_minor))
        .filter(Column::Id.eq(payment.id))
        .filter(Column::RefundedMinor.eq(0))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(RefundError::TooMuch);
    }
    let row = row(payment, payment.amount_minor, now, cause, "", asked_by);
    let refund = row.insert(txn).await?;
    book(txn, now, payment, &refund, From::Parked).await?;
    Ok(())
}

/// Notes a refund that the provider made without us. False when it is more than was left: then it is not
/// in our books, and staff has to look.
pub(crate) async fn outside(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
    money: Money,
    provider_id: &str,
    from: From,
) -> Result<Option<refund::Model>, RefundError> {
    let left = payment.amount_minor - payment.refunded_minor;
    if money.currency() != payment.currency || money.minor() > left {
        return Ok(None);
    }
    let changed = Entity::update_many()
        .col_expr(
            Column::RefundedMinor,
            Expr::value(payment.refunded_minor + money.minor()),
        )
        .filter(Column::Id.eq(payment.id))
        .filter(Column::RefundedMinor.eq(payment.refunded_minor))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(RefundError::TooMuch);
    }
    let mut row = row(payment, money.minor(), now, Cause::Outside, "", None);
    row.status = Set(Status::Done);
    row.provider_id = Set(Some(provider_id.to_owned()));
    row.next_check_at = Set(None);
    row.ended_at = Set(Some(now));
    let refund = row.insert(txn).await?;
    book(txn, now, payment, &refund, from).await?;
    facts::refund_done(txn, now, &refund, payment).await?;
    let refunded = payment.refunded_minor + money.minor();
    bonuses::on_refund(txn, now, payment.id, refunded, payment.amount_minor).await?;
    Ok(Some(refund))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::money::Currency;

    fn paid(money: i64, bonus: i64) -> payment::Model {
        payment::Model {
            id: PaymentId(1),
            payable_kind: payment::PayableKind::Order,
            payable_id: 1,
            part: payment::Part::Full,
            payer_id: UserId(1),
            provider: payment::Provider::Yookassa,
            status: payment::Status::Paid,
            amount_minor: money,
            currency: Currency::Rub,
            bonus_minor: bonus,
            refunded_minor: 0,
            bonus_returned_minor: 0,
            open_key: None,
            idempotence_key: String::new(),
            body: String::new(),
            provider_id: None,
            confirmation_url: None,
            return_token: String::new(),
            message_id: None,
            problem: None,
            checks: 0,
            next_check_at: None,
            created_at: Timestamp(0),
            paid_at: None,
            ended_at: None,
        }
    }

    #[test]
    fn a_bonus_goes_back_in_proportion() {
        let half = split(&paid(70_000, 30_000), 50_000);
        assert_eq!((half.money, half.bonus), (35_000, 15_000));
        let none = split(&paid(70_000, 0), 50_000);
        assert_eq!((none.money, none.bonus), (50_000, 0));
        let bonus_alone = split(&paid(0, 500), 200);
        assert_eq!((bonus_alone.money, bonus_alone.bonus), (0, 200));
    }

    #[test]
    fn money_that_went_back_past_us_leaves_the_bonus_for_the_rest() {
        let mut payment = paid(70_000, 30_000);
        payment.refunded_minor = 70_000;
        let rest = split(&payment, 30_000);
        assert_eq!((rest.money, rest.bonus), (0, 30_000));
    }

    proptest! {
        #[test]
        fn many_small_steps_end_where_one_large_step_does(
            money in 0..1_000_000_i64, bonus in 0..1_000_000_i64,
            steps in prop::collection::vec(1..200_000_i64, 1..40),
        ) {
            let mut payment = paid(money, bonus);
            for step in steps {
                let left = money - payment.refunded_minor + bonus - payment.bonus_returned_minor;
                let step = step.min(left);
                if step == 0 { break; }
                let split = split(&payment, step);
                prop_assert_eq!(split.money + split.bonus, step);
                prop_assert!(split.money >= 0 && split.bonus >= 0);
                payment.refunded_minor += split.money;
                payment.bonus_returned_minor += split.bonus;
                prop_assert!(payment.refunded_minor <= money && payment.bonus_returned_minor <= bonus);
            }
            let left = money - payment.refunded_minor + bonus - payment.bonus_returned_minor;
            let rest = split(&payment, left);
            prop_assert_eq!(payment.refunded_minor + rest.money, money);
            prop_assert_eq!(payment.bonus_returned_minor + rest.bonus, bonus);
        }
    }
}
