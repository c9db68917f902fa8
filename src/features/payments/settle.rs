//! Taking the provider's word about an attempt: paid, held, come to nothing.
//!
//! Paid means: the attempt leaves its open state by compare-and-set, and in the same transaction what it
//! was for takes the money, the ledger books it and the payer is told. Whoever comes second finds the
//! attempt settled and changes nothing.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr,
};

use super::{
    error::PayError,
    events::PaymentNews,
    parked::{self, Received},
    refunds, release,
    service::{self, OPEN},
};
use crate::{
    app::App,
    clients::yookassa::{
        bodies,
        error::CallError,
        objects::{Payment, PaymentStatus},
    },
    db,
    entity::{
        payment::{Column, Entity, Model, Status},
        refund::Cause,
    },
    features::{
        audit::{self, AuditEvent, money::PaymentDeed},
        fulfilment::{self, Settled},
        ledger::facts,
        referrals::bonuses,
    },
    kernel::{actor::Actor, ids::PaymentId, time::Timestamp},
    outbox,
};

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing new.
    Unchanged,
    /// Paid, and taken by what it was for.
    Paid,
    /// Paid, and on its way back: nobody waited for it any more.
    Returned,
    /// Money came that does not fit.
    Parked,
    /// It came to nothing.
    Cancelled,
}

impl Outcome {
    /// For the log and for notices.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Paid => "paid",
            Self::Returned => "returned",
            Self::Parked => "parked",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Takes YooKassa's word, as fetched by us.
///
/// # Errors
/// See [`PayError`].
pub async fn apply(app: &App, attempt: &Model, theirs: &Payment) -> Result<Outcome, PayError> {
    match &theirs.status {
        PaymentStatus::Succeeded => match misfit(app, attempt, theirs) {
            None => paid(app, attempt, Some(&theirs.id)).await,
            Some(problem) => {
                let received = Received {
                    provider_id: &theirs.id,
                    money: theirs.amount.money(),
                    problem,
                };
                parked::park(app, attempt, received).await
            }
        },
        PaymentStatus::Canceled => {
            let reason = theirs.reason().map_or("canceled", |reason| reason.as_str());
            end(app, attempt, reason).await
        }
        PaymentStatus::WaitingForCapture => held(app, attempt, theirs).await,
        PaymentStatus::Pending | PaymentStatus::Other(_) => Ok(Outcome::Unchanged),
    }
}

/// What does not fit between what was asked and what came.
fn misfit(app: &App, attempt: &Model, theirs: &Payment) -> Option<&'static str> {
    let shop = app.config.yookassa.shop_id.as_str();
    let is_foreign = theirs
        .recipient
        .as_ref()
        .is_some_and(|recipient| recipient.account_id != shop);
    match theirs.amount.money() {
        _ if is_foreign => Some("shop"),
        None => Some("currency"),
        Some(money) if money.currency() != attempt.currency => Some("currency"),
        Some(money) if money != attempt.money() => Some("amount"),
        Some(_) => None,
    }
}

/// Money that is only held: taken when somebody waits for it, let go otherwise.
async fn held(app: &App, attempt: &Model, theirs: &Payment) -> Result<Outcome, PayError> {
    let shop = app.shop.as_ref().ok_or(PayError::NotSetUp)?;
    let due = fulfilment::price_due(app, &app.db, attempt.payable()).await?;
    let answer = if due.is_some() && misfit(app, attempt, theirs).is_none() {
        let key = format!("{}-take", attempt.idempotence_key);
        shop.capture(&theirs.id, &key, bodies::EMPTY).await
    } else {
        let key = format!("{}-free", attempt.idempotence_key);
        shop.cancel(&theirs.id, &key).await
    };
    match answer {
        // A payment that is still held is looked at again in the next round.
        Ok(payment) if payment.status == PaymentStatus::WaitingForCapture => Ok(Outcome::Unchanged),
        Ok(payment) => Box::pin(apply(app, attempt, &payment)).await,
        Err(error @ (CallError::Unknown { .. } | CallError::Busy { .. })) => {
            Err(PayError::NoAnswer(error))
        }
        Err(error) => Err(PayError::Refused(error)),
    }
}

/// The money is there.
///
/// # Errors
/// See [`PayError`].
pub async fn paid(
    app: &App,
    attempt: &Model,
    provider_id: Option<&str>,
) -> Result<Outcome, PayError> {
    let (id, now) = (attempt.id, app.clock.now());
    let txn = db::begin(&app.db).await?;
    // What it is for comes before the attempt, as wherever something is called off.
    fulfilment::hold(&txn, attempt.payable()).await?;
    let Some(payment) = take(&txn, now, id, provider_id).await? else {
        txn.rollback().await?;
        return Ok(Outcome::Unchanged);
    };
    let outcome = settle(app, &txn, now, &payment).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("payments_total", "outcome" => outcome.word()).increment(1);
    tracing::info!(
        payment.id = id.0,
        outcome = outcome.word(),
        "a payment was settled"
    );
    Ok(outcome)
}

/// Moves an attempt to "paid"; none when somebody else did.
///
/// An attempt that had come to nothing in our eyes counts as well: the provider has the last word. Its
/// bonus was given back then.
pub(crate) async fn take(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: PaymentId,
    provider_id: Option<&str>,
) -> Result<Option<Model>, PayError> {
    let update = || {
        let update = over(id, now)
            .col_expr(Column::Status, Expr::value(Status::Paid.word()))
            .col_expr(Column::PaidAt, Expr::value(now))
            .col_expr(Column::Problem, Expr::value(Option::<String>::None));
        match provider_id {
            Some(theirs) => update.col_expr(Column::ProviderId, Expr::value(theirs)),
            None => update,
        }
    };
    let open = update().filter(Column::Status.is_in(OPEN));
    let mut taken = open.exec_with_returning(txn).await?;
    if taken.is_empty() {
        taken = update()
            .col_expr(Column::BonusMinor, Expr::value(0))
            .filter(Column::Status.eq(Status::Cancelled))
            .exec_with_returning(txn)
            .await?;
    }
    Ok(taken.pop())
}

/// An update of an attempt that is over.
pub(crate) fn over(id: PaymentId, now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::OpenKey, Expr::value(Option::<String>::None))
        .col_expr(Column::NextCheckAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
}

/// Gives money that was just taken to what it was for, or back.
pub(crate) async fn settle(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &Model,
) -> Result<Outcome, PayError> {
    let total = payment.money().plus(payment.bonus())?;
    // An attempt that was left behind lacks the bonus that it was begun with.
    let due = fulfilment::price_due(app, txn, payment.payable()).await?;
    let is_short = match due {
        Some(due) => due.money.minor() > total.minor(),
        // What ended may come to life again, but not for less than its price.
        None => facts::was_unreserved(txn, payment).await?,
    };
    let settled = if is_short {
        Settled::Unwanted
    } else {
        fulfilment::settle(app, txn, now, payment).await?
    };
    let outcome = match settled {
        Settled::Done => Outcome::Paid,
        Settled::TooLate | Settled::Unwanted => Outcome::Returned,
    };
    let deed = match outcome {
        Outcome::Returned => PaymentDeed::Returned,
        _ => PaymentDeed::Paid,
    };
    let event = AuditEvent::Payment(payment.id, deed);
    audit::record(txn, now, Actor::SYSTEM, &event).await?;
    if outcome == Outcome::Paid {
        close_others(txn, now, payment).await?;
    }
    tell(txn, now, payment, outcome.word()).await?;
    // The book comes last: while it is held, every other payment waits.
    if outcome == Outcome::Paid {
        let is_referred = bonuses::is_referred(txn, payment).await?;
        facts::paid(txn, now, payment).await?;
        if is_referred {
            bonuses::on_paid(txn, now, &app.config.referrals, payment).await?;
        }
    } else {
        give_back(txn, now, payment, Cause::Late).await?;
    }
    Ok(outcome)
}

/// Another attempt for the same thing has nothing to pay any more.
pub(crate) async fn close_others(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &Model,
) -> Result<(), PayError> {
    if let Some(other) = service::current(txn, payment.payable()).await? {
        release::leave(txn, now, &other).await?;
        tell(txn, now, &other, "left").await?;
    }
    Ok(())
}

/// Money that nobody waits for goes back whole, its bonus with it.
pub(crate) async fn give_back(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &Model,
    cause: Cause,
) -> Result<(), PayError> {
    if payment.bonus_minor > 0 {
        facts::bonus_unreserved(txn, now, payment).await?;
        Entity::update_many()
            .col_expr(Column::BonusMinor, Expr::value(0))
            .filter(Column::Id.eq(payment.id))
            .exec(txn)
            .await?;
    }
    // Bonuses alone bring no money that could go back.
    if payment.amount_minor > 0 {
        facts::parked(txn, now, payment, payment.money()).await?;
        refunds::whole(txn, now, payment, cause, None).await?;
    }
    Ok(())
}

/// The attempt came to nothing.
///
/// # Errors
/// See [`PayError`].
pub(crate) async fn end(app: &App, attempt: &Model, reason: &str) -> Result<Outcome, PayError> {
    let txn = db::begin(&app.db).await?;
    if !end_in(&txn, app.clock.now(), attempt.id, reason).await? {
        txn.rollback().await?;
        return Ok(Outcome::Unchanged);
    }
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("payments_total", "outcome" => "cancelled").increment(1);
    Ok(Outcome::Cancelled)
}

/// The same, in the transaction of whoever knows; false when it was over before.
///
/// # Errors
/// See [`PayError`].
pub(crate) async fn end_in(
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: PaymentId,
    reason: &str,
) -> Result<bool, PayError> {
    let update = || {
        over(id, now)
            .col_expr(Column::Status, Expr::value(Status::Cancelled.word()))
            .col_expr(Column::Problem, Expr::value(reason))
            .filter(Column::Status.is_in(OPEN))
    };
    // Read under the update's own lock: whoever left the attempt behind meanwhile freed the bonus.
    let before = service::find_in(txn, id).await?;
    let was_current = update()
        .filter(Column::OpenKey.is_not_null())
        .exec(txn)
        .await?
        .rows_affected
        > 0;
    if !was_current && update().exec(txn).await?.rows_affected == 0 {
        return Ok(false);
    }
    if was_current {
        if before.bonus_minor > 0 {
            facts::bonus_unreserved(txn, now, &before).await?;
        }
        tell(txn, now, &before, Outcome::Cancelled.word()).await?;
    }
    Ok(true)
}

/// Promises to tell the payer, once for each turn of things.
pub(crate) async fn tell(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &Model,
    turn: &str,
) -> Result<(), PayError> {
    let options = outbox::Options {
        dedup_key: Some(format!("payment:{}:{turn}", payment.id)),
        ..Default::default()
    };
    let news = PaymentNews {
        payment: payment.id,
    };
    outbox::enqueue(txn, now, payment.payer_id, &news, options).await?;
    Ok(())
}
