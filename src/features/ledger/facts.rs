//! Every fact that moves money, one function a fact. Nothing else calls [`post`] with lines of its own,
//! so this file is the whole book-keeping.

use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use super::{Account, Fact, LedgerError, Line, Posted, post};
use crate::{
    entity::{agency_receipt, bonus, ledger_transaction, payment, payout, refund},
    kernel::{
        ids::{AgencyId, BookingId, OrderId, UserId},
        money::Money,
        payable::Payable,
        time::Timestamp,
    },
};

/// Where the money of a refund comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The work is not done: what was prepaid goes back.
    Prepaid,
    /// The work was paid out to its executor already: both give back in proportion to what they got.
    Earned {
        /// Who did the work.
        executor: UserId,
        /// Their share in basis points.
        share_bp: u32,
    },
    /// The platform alone earned it.
    Income,
    /// An agency earned it, and the platform its commission: both give back in proportion.
    Booked {
        /// Whose tour it is.
        agency: AgencyId,
        /// The platform's share in basis points.
        commission_bp: u32,
    },
    /// It never belonged to anything.
    Parked,
}

/// Debits that free `money` at its source.
fn source(from: From, money: Money) -> Result<Vec<Line>, LedgerError> {
    Ok(match from {
        From::Prepaid => vec![Line::debit(Account::Prepaid, money)],
        From::Income => vec![Line::debit(Account::Income, money)],
        From::Parked => vec![Line::debit(Account::Parked, money)],
        From::Booked {
            agency,
            commission_bp,
        } => {
            let ours = money.share(commission_bp)?;
            vec![
                Line::debit(Account::AgencyPayable(agency), money.minus(ours)?),
                Line::debit(Account::Income, ours),
            ]
        }
        From::Earned { executor, share_bp } => {
            let theirs = money.share(share_bp)?;
            vec![
                Line::debit(Account::ExecutorPayable(executor), theirs),
                Line::debit(Account::Income, money.minus(theirs)?),
            ]
        }
    })
}

/// A payment came, with the bonus that was set aside for it.
///
/// # Errors
/// See [`LedgerError`].
pub async fn paid(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
) -> Result<Posted, LedgerError> {
    let (money, bonus) = (payment.money(), payment.bonus());
    let mut lines = vec![
        Line::guarded_debit(Account::BonusReserved(payment.payer_id), bonus),
        Line::credit(Account::Prepaid, money.plus(bonus)?),
    ];
    if let Some(clearing) = Account::clearing(payment.provider) {
        lines.push(Line::debit(clearing, money));
    }
    let fact = Fact::once("payment.paid", ("payment", payment.id.0));
    post(txn, now, fact, &lines).await
}

/// Money came that fits nothing.
///
/// # Errors
/// See [`LedgerError`].
pub async fn parked(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
    received: Money,
) -> Result<Posted, LedgerError> {
    let Some(clearing) = Account::clearing(payment.provider) else {
        return Ok(Posted::Before);
    };
    let lines = [
        Line::debit(clearing, received),
        Line::credit(Account::Parked, received),
    ];
    let fact = Fact::once("payment.parked", ("payment", payment.id.0));
    post(txn, now, fact, &lines).await
}

/// Staff found what parked money was for.
///
/// # Errors
/// See [`LedgerError`].
pub async fn unparked(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
    received: Money,
) -> Result<Posted, LedgerError> {
    let lines = [
        Line::guarded_debit(Account::Parked, received),
        Line::credit(Account::Prepaid, received),
    ];
    let fact = Fact::once("payment.unparked", ("payment", payment.id.0));
    post(txn, now, fact, &lines).await
}

/// An order was accepted: its price is shared. What was refunded before is no longer part of it.
///
/// # Errors
/// See [`LedgerError`].
pub async fn completed(
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: OrderId,
    kept: Money,
    executor: Option<UserId>,
    share_bp: u32,
) -> Result<Posted, LedgerError> {
    let theirs = match executor {
        Some(_) => kept.share(share_bp)?,
        None => Money::zero(kept.currency()),
    };
    let mut lines = vec![
        Line::debit(Account::Prepaid, kept),
        Line::credit(Account::Income, kept.minus(theirs)?),
    ];
    if let Some(executor) = executor {
        lines.push(Line::credit(Account::ExecutorPayable(executor), theirs));
    }
    let fact = Fact::once("order.completed", ("order", order.0));
    post(txn, now, fact, &lines).await
}

/// An hour with support is over: the platform keeps this much of what was prepaid.
///
/// # Errors
/// See [`LedgerError`].
pub async fn hour_done(
    txn: &DatabaseTransaction,
    now: Timestamp,
    hour: crate::kernel::ids::HourId,
    kept: Money,
) -> Result<Posted, LedgerError> {
    let lines = [
        Line::debit(Account::Prepaid, kept),
        Line::credit(Account::Income, kept),
    ];
    let fact = Fact::once("hour.done", ("hour", hour.0));
    post(txn, now, fact, &lines).await
}

/// The end of a booking, as the ledger sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookingOver {
    /// Which booking.
    pub booking: BookingId,
    /// Whose tour it was.
    pub agency: AgencyId,
    /// The platform's share in basis points.
    pub commission_bp: u32,
    /// What is kept of what was paid.
    pub kept: Money,
}

/// A booking came to its end: the tour took place, or the traveller cancelled too late for all of the
/// money. What is kept belongs to the agency, less the platform's commission.
///
/// # Errors
/// See [`LedgerError`].
pub async fn booking_over(
    txn: &DatabaseTransaction,
    now: Timestamp,
    over: BookingOver,
) -> Result<Posted, LedgerError> {
    let ours = over.kept.share(over.commission_bp)?;
    let lines = [
        Line::debit(Account::Prepaid, over.kept),
        Line::credit(Account::Income, ours),
        Line::credit(Account::AgencyPayable(over.agency), over.kept.minus(ours)?),
    ];
    let fact = Fact::once("booking.over", ("booking", over.booking.0));
    post(txn, now, fact, &lines).await
}

/// What an agency took for a booking at its own cash desk at Payme is its own once the booking is over: so
/// much less is owed to it, and where that is less than nothing, it owes us the commission. A fact of its
/// own, because together with [`booking_over`] the two could cancel each other out of the agency's account.
///
/// # Errors
/// See [`LedgerError`].
pub async fn booking_at_desk(
    txn: &DatabaseTransaction,
    now: Timestamp,
    booking: BookingId,
    agency: AgencyId,
    money: Money,
) -> Result<Posted, LedgerError> {
    let lines = [
        Line::debit(Account::AgencyPayable(agency), money),
        Line::credit(Account::ClearingPayme, money),
    ];
    let fact = Fact::once("booking.at_desk", ("booking", booking.0));
    post(txn, now, fact, &lines).await
}

/// Money is promised back.
///
/// # Errors
/// See [`LedgerError`].
pub async fn refund_promised(
    txn: &DatabaseTransaction,
    now: Timestamp,
    refund: &refund::Model,
    from: From,
) -> Result<Posted, LedgerError> {
    let money = refund.money();
    let mut lines = source(from, money)?;
    lines.push(Line::credit(Account::RefundsPayable, money));
    let fact = Fact::once("refund.promised", ("refund", refund.id.0));
    post(txn, now, fact, &lines).await
}

/// A refund of a booking that is over goes out of the agency's own cash desk: what [`booking_at_desk`] said
/// of its money is undone, and [`refund_done`] or [`refund_by_hand`] find it where they look for it. Nothing
/// to book for every other refund.
///
/// # Errors
/// See [`LedgerError`].
pub async fn refund_from_desk(
    txn: &DatabaseTransaction,
    now: Timestamp,
    refund: &refund::Model,
    payment: &payment::Model,
    from: From,
) -> Result<Posted, LedgerError> {
    let (payment::Provider::Payme, From::Booked { agency, .. }) = (payment.provider, from) else {
        return Ok(Posted::Before);
    };
    let money = refund.money();
    let lines = [
        Line::debit(Account::ClearingPayme, money),
        Line::credit(Account::AgencyPayable(agency), money),
    ];
    let fact = Fact::once("refund.from_desk", ("refund", refund.id.0));
    post(txn, now, fact, &lines).await
}

/// The provider confirmed a refund.
///
/// # Errors
/// See [`LedgerError`].
pub async fn refund_done(
    txn: &DatabaseTransaction,
    now: Timestamp,
    refund: &refund::Model,
    payment: &payment::Model,
) -> Result<Posted, LedgerError> {
    let Some(clearing) = Account::clearing(payment.provider) else {
        return Ok(Posted::Before);
    };
    let money = refund.money();
    let lines = [
        Line::debit(Account::RefundsPayable, money),
        Line::credit(clearing, money),
    ];
    let fact = Fact::once("refund.done", ("refund", refund.id.0));
    post(txn, now, fact, &lines).await
}

/// A refund went back by hand: from our bank; that of one of Telegram's own invoices at the provider,
/// and that of Payme's by the agency, where its money is.
///
/// # Errors
/// See [`LedgerError`].
pub async fn refund_by_hand(
    txn: &DatabaseTransaction,
    now: Timestamp,
    refund: &refund::Model,
    payment: &payment::Model,
) -> Result<Posted, LedgerError> {
    let money = refund.money();
    let from = match payment.provider {
        payment::Provider::Telegram => Account::ClearingTelegram,
        payment::Provider::Payme => Account::ClearingPayme,
        payment::Provider::Yookassa | payment::Provider::Bonus => Account::Bank,
    };
    let lines = [
        Line::debit(Account::RefundsPayable, money),
        Line::credit(from, money),
    ];
    let fact = Fact::once("refund.done", ("refund", refund.id.0));
    post(txn, now, fact, &lines).await
}

/// The part of a price that a bonus covered goes back to the bonus. `key` names the occasion.
///
/// # Errors
/// See [`LedgerError`].
pub async fn bonus_returned(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payable: Payable,
    key: &str,
    owner: UserId,
    money: Money,
    from: From,
) -> Result<Posted, LedgerError> {
    let mut lines = source(from, money)?;
    lines.push(Line::credit(Account::BonusAvailable(owner), money));
    let fact = Fact {
        kind: "bonus.returned",
        subject: (payable.word(), payable.id()),
        key: format!("bonus.returned:{}:{key}", payable.key()),
    };
    post(txn, now, fact, &lines).await
}

/// A referral earned a bonus.
///
/// # Errors
/// See [`LedgerError`].
pub async fn bonus_earned(
    txn: &DatabaseTransaction,
    now: Timestamp,
    bonus: &bonus::Model,
) -> Result<Posted, LedgerError> {
    let money = bonus.money();
    let lines = [
        Line::debit(Account::BonusExpense, money),
        Line::credit(Account::BonusPending(bonus.user_id), money),
    ];
    let fact = Fact::once("bonus.earned", ("bonus", bonus.id.0));
    post(txn, now, fact, &lines).await
}

/// A bonus may be used from now on: what is left of it.
///
/// # Errors
/// See [`LedgerError`].
pub async fn bonus_released(
    txn: &DatabaseTransaction,
    now: Timestamp,
    bonus: &bonus::Model,
    left: Money,
) -> Result<Posted, LedgerError> {
    let lines = [
        Line::guarded_debit(Account::BonusPending(bonus.user_id), left),
        Line::credit(Account::BonusAvailable(bonus.user_id), left),
    ];
    let fact = Fact::once("bonus.released", ("bonus", bonus.id.0));
    post(txn, now, fact, &lines).await
}

/// A refund took a part of a bonus back. `clawed_before` names the step: two refunds claw two parts.
///
/// # Errors
/// See [`LedgerError`].
pub async fn bonus_clawed(
    txn: &DatabaseTransaction,
    now: Timestamp,
    bonus: &bonus::Model,
    clawed_before: i64,
    money: Money,
) -> Result<Posted, LedgerError> {
    let account = match bonus.status {
        bonus::Status::Pending => Account::BonusPending(bonus.user_id),
        bonus::Status::Available | bonus::Status::Clawed => Account::BonusAvailable(bonus.user_id),
    };
    let lines = [
        Line::debit(account, money),
        Line::credit(Account::BonusExpense, money),
    ];
    let fact = Fact {
        kind: "bonus.clawed",
        subject: ("bonus", bonus.id.0),
        key: format!("bonus.clawed:{}:{clawed_before}", bonus.id),
    };
    post(txn, now, fact, &lines).await
}

/// A bonus is set aside for a payment that is about to begin.
///
/// # Errors
/// [`LedgerError::NotEnough`] when somebody was faster; see [`LedgerError`].
pub async fn bonus_reserved(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
) -> Result<Posted, LedgerError> {
    let money = payment.bonus();
    let lines = [
        Line::guarded_debit(Account::BonusAvailable(payment.payer_id), money),
        Line::credit(Account::BonusReserved(payment.payer_id), money),
    ];
    let fact = Fact::once("bonus.reserved", ("payment", payment.id.0));
    post(txn, now, fact, &lines).await
}

/// The payment came to nothing: the bonus is free again.
///
/// # Errors
/// See [`LedgerError`].
pub async fn bonus_unreserved(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &payment::Model,
) -> Result<Posted, LedgerError> {
    let money = payment.bonus();
    let lines = [
        Line::guarded_debit(Account::BonusReserved(payment.payer_id), money),
        Line::credit(Account::BonusAvailable(payment.payer_id), money),
    ];
    let fact = Fact::once("bonus.unreserved", ("payment", payment.id.0));
    post(txn, now, fact, &lines).await
}

/// Whether the bonus that was set aside for this payment was set free since.
///
/// # Errors
/// When the database does not answer.
pub async fn was_unreserved(
    txn: &DatabaseTransaction,
    payment: &payment::Model,
) -> Result<bool, DbErr> {
    let fact = Fact::once("bonus.unreserved", ("payment", payment.id.0));
    let row = ledger_transaction::Entity::find()
        .filter(ledger_transaction::Column::Fact.eq(fact.key))
        .one(txn)
        .await?;
    Ok(row.is_some())
}

/// The account that a payout is paid from.
const fn balance_of(payout: &payout::Model) -> Account {
    match payout.purpose {
        payout::Purpose::Executor => Account::ExecutorPayable(payout.user_id),
        payout::Purpose::Bonus => Account::BonusAvailable(payout.user_id),
        payout::Purpose::Agency => Account::AgencyPayable(match payout.agency_id {
            Some(agency) => agency,
            // Nobody's, where nothing ever is.
            None => AgencyId(0),
        }),
    }
}

/// A payout was asked for: its money is set aside.
///
/// # Errors
/// [`LedgerError::NotEnough`] when the balance does not hold it; see [`LedgerError`].
pub async fn payout_asked(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payout: &payout::Model,
) -> Result<Posted, LedgerError> {
    let money = payout.money();
    let lines = [
        Line::guarded_debit(balance_of(payout), money),
        Line::credit(Account::PayoutsInTransit(payout.user_id), money),
    ];
    let fact = Fact::once("payout.asked", ("payout", payout.id.0));
    post(txn, now, fact, &lines).await
}

/// A payout was paid.
///
/// # Errors
/// See [`LedgerError`].
pub async fn payout_paid(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payout: &payout::Model,
) -> Result<Posted, LedgerError> {
    let money = payout.money();
    let from = match payout.provider {
        payout::Provider::Manual => Account::Bank,
        payout::Provider::Yookassa => Account::ClearingYookassa,
    };
    let lines = [
        Line::guarded_debit(Account::PayoutsInTransit(payout.user_id), money),
        Line::credit(from, money),
    ];
    let fact = Fact::once("payout.paid", ("payout", payout.id.0));
    post(txn, now, fact, &lines).await
}

/// A payout did not happen: its money is on the balance again.
///
/// # Errors
/// See [`LedgerError`].
pub async fn payout_returned(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payout: &payout::Model,
) -> Result<Posted, LedgerError> {
    let money = payout.money();
    let lines = [
        Line::guarded_debit(Account::PayoutsInTransit(payout.user_id), money),
        Line::credit(balance_of(payout), money),
    ];
    let fact = Fact::once("payout.returned", ("payout", payout.id.0));
    post(txn, now, fact, &lines).await
}

/// An agency paid us the commission of what it took at its own cash desk. More than it owes becomes a debt
/// of ours.
///
/// # Errors
/// See [`LedgerError`].
pub async fn agency_paid(
    txn: &DatabaseTransaction,
    now: Timestamp,
    receipt: &agency_receipt::Model,
) -> Result<Posted, LedgerError> {
    let money = receipt.money();
    let lines = [
        Line::debit(Account::Bank, money),
        Line::credit(Account::AgencyPayable(receipt.agency_id), money),
    ];
    let fact = Fact::once("agency.paid", ("agency_receipt", receipt.id.0));
    post(txn, now, fact, &lines).await
}
