//! Bonuses: earned by a payment, released after a while, taken back by refunds.

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::{
    codes,
    events::{BonusDeed, BonusNews},
};
use crate::{
    app::App,
    config::{self, HoldFrom},
    db,
    entity::{
        bonus::{ActiveModel, Column, Entity, Model, Status},
        payment, referral, user,
    },
    features::{
        bookings,
        ledger::{self, LedgerError, facts},
    },
    jobs::Job,
    kernel::{
        ids::{BonusId, PaymentId},
        money::Money,
        payable::Payable,
        time::Timestamp,
    },
    outbox,
};

/// Bonuses that one round of the job looks at.
const BATCH: u64 = 200;

/// Whether somebody may earn a bonus by this payment: asked before the book is held, because most people
/// came by themselves.
///
/// # Errors
/// When the database does not answer.
pub async fn is_referred(
    txn: &DatabaseTransaction,
    payment: &payment::Model,
) -> Result<bool, DbErr> {
    let referral = referral::Entity::find_by_id(payment.payer_id)
        .one(txn)
        .await?;
    Ok(referral.is_some())
}

/// A payment was settled: whoever brought its payer earns a share of the money (not of the bonus that
/// paid a part). For the transaction that settles it, after the payment's own lines in the ledger. A
/// payment earns once, however often it is settled.
///
/// # Errors
/// See [`LedgerError`].
pub async fn on_paid(
    txn: &DatabaseTransaction,
    now: Timestamp,
    rules: &config::Referrals,
    payment: &payment::Model,
) -> Result<Option<Model>, LedgerError> {
    if payment.provider == payment::Provider::Bonus {
        return Ok(None);
    }
    let paid_at = payment.paid_at.unwrap_or(now);
    let referral = referral::Entity::find_by_id(payment.payer_id)
        .one(txn)
        .await?
        .filter(|referral| paid_at <= referral.until);
    let Some(referral) = referral else {
        return Ok(None);
    };
    let is_here = user::Entity::find_by_id(referral.referrer_id)
        .one(txn)
        .await?
        .is_some_and(|owner| owner.deleted_at.is_none() && owner.blocked_at.is_none());
    if !is_here {
        return Ok(None);
    }
    let share = codes::share_of(txn, rules, referral.referrer_id).await?;
    let earned = payment.money().share(share)?;
    if !earned.is_positive() {
        return Ok(None);
    }
    let from = held_from(txn, rules, payment).await?.unwrap_or(now);
    let row = ActiveModel {
        user_id: Set(referral.referrer_id),
        from_user_id: Set(payment.payer_id),
        payment_id: Set(payment.id),
        amount_minor: Set(earned.minor()),
        clawed_minor: Set(0),
        currency: Set(earned.currency()),
        status: Set(Status::Pending),
        available_at: Set(from.plus(TimeDelta::days(rules.hold_days.into()))),
        created_at: Set(now),
        ..Default::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::PaymentId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    if inserted == 0 {
        return Ok(None);
    }
    let bonus = Entity::find()
        .filter(Column::PaymentId.eq(payment.id))
        .one(txn)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("a bonus that was just written".to_owned()))?;
    facts::bonus_earned(txn, now, &bonus).await?;
    tell(txn, now, &bonus, BonusDeed::Earned, earned).await?;
    Ok(Some(bonus))
}

/// The end of the trip, where a bonus waits from then on.
async fn held_from(
    txn: &DatabaseTransaction,
    rules: &config::Referrals,
    payment: &payment::Model,
) -> Result<Option<Timestamp>, DbErr> {
    match (rules.tours_hold_from, payment.payable()) {
        (HoldFrom::Trip, Payable::Booking(id)) => bookings::reads::ends_at(txn, id).await,
        (HoldFrom::Payment, Payable::Booking(_)) | (_, Payable::Order(_) | Payable::Hour(_)) => {
            Ok(None)
        }
    }
}

/// Money of a payment went back, or is promised back: `refunded_minor` of its `amount_minor` in all, this
/// time and before. The bonus goes back in the same proportion, rounded in favour of its owner; of what
/// was spent or paid out already a debt stays. For the transaction that promises the refund, after its
/// lines in the ledger. What is told a second time changes nothing.
///
/// # Errors
/// See [`LedgerError`].
pub async fn on_refund(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: PaymentId,
    refunded_minor: i64,
    amount_minor: i64,
) -> Result<(), LedgerError> {
    // The book before the bonus, as in a release: nobody waits in a ring.
    ledger::hold(txn).await?;
    // Held, so that a release at the same moment comes before or after, never in between. SQLite has one
    // writer anyway, and leaves the lock out.
    let bonus = Entity::find()
        .filter(Column::PaymentId.eq(payment))
        .lock_exclusive()
        .one(txn)
        .await?;
    let Some(bonus) = bonus else {
        return Ok(());
    };
    let refunded = refunded_minor.clamp(0, amount_minor);
    let clawed = bonus.money().proportion(refunded, amount_minor)?;
    let step = Money::new(
        clawed.minor().saturating_sub(bonus.clawed_minor),
        bonus.currency,
    );
    if !step.is_positive() {
        return Ok(());
    }
    let status = if clawed == bonus.money() {
        Status::Clawed
    } else {
        bonus.status
    };
    let changed = Entity::update_many()
        .col_expr(Column::ClawedMinor, Expr::value(clawed.minor()))
        .col_expr(Column::Status, Expr::value(status.word()))
        .filter(Column::Id.eq(bonus.id))
        .filter(Column::Status.eq(bonus.status))
        .filter(Column::ClawedMinor.eq(bonus.clawed_minor))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        // Nobody but the holder of the row changes it.
        return Err(DbErr::RecordNotUpdated.into());
    }
    facts::bonus_clawed(txn, now, &bonus, bonus.clawed_minor, step).await?;
    tell(txn, now, &bonus, BonusDeed::Clawed, step).await?;
    Ok(())
}

/// Lets a bonus be used, if its time has come and nobody did so before; false when not.
///
/// # Errors
/// See [`LedgerError`].
pub async fn release(app: &App, id: BonusId) -> Result<bool, LedgerError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    // Refunds take a bonus back after they posted: the book comes first here, too.
    ledger::hold(&txn).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Available.word()))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Pending))
        .filter(Column::AvailableAt.lte(now))
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        txn.rollback().await?;
        return Ok(false);
    }
    // Read after the step: whatever was taken back before it is known now, and the rest comes after.
    let bonus = Entity::find_by_id(id)
        .one(&txn)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("a bonus that was just released".to_owned()))?;
    let left = left_of(&bonus);
    facts::bonus_released(&txn, now, &bonus, left).await?;
    tell(&txn, now, &bonus, BonusDeed::Released, left).await?;
    txn.commit().await?;
    Ok(true)
}

/// What of a bonus was not taken back.
#[must_use]
pub fn left_of(bonus: &Model) -> Money {
    Money::new(
        bonus.amount_minor.saturating_sub(bonus.clawed_minor),
        bonus.currency,
    )
}

async fn tell(
    txn: &DatabaseTransaction,
    now: Timestamp,
    bonus: &Model,
    deed: BonusDeed,
    money: Money,
) -> Result<(), DbErr> {
    let news = BonusNews {
        bonus: bonus.id,
        deed,
        minor: money.minor(),
    };
    outbox::enqueue(txn, now, bonus.user_id, &news, outbox::Options::default()).await
}

/// Releases bonuses whose time has come.
pub struct Release;

#[async_trait]
impl Job for Release {
    fn name(&self) -> &'static str {
        "release_bonuses"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(300)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let due: Vec<BonusId> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Status.eq(Status::Pending))
            .filter(Column::AvailableAt.lte(app.clock.now()))
            .order_by_asc(Column::AvailableAt)
            .limit(BATCH)
            .into_tuple()
            .all(&app.db)
            .await?;
        let mut released = 0;
        for id in due {
            // One that fails must not hold up the others.
            match release(app, id).await {
                Ok(true) => released += 1,
                Ok(false) => {}
                Err(error) => tracing::error!(
                    bonus.id = id.0,
                    error = &error as &dyn std::error::Error,
                    "a bonus was not released"
                ),
            }
        }
        app.outbox.nudge();
        Ok(released)
    }
}
