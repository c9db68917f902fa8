//! What happens to orders by the clock. Every round looks for what is due and calls the same deeds;
//! whoever moved an order meanwhile wins by compare-and-set.

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::Expr,
};

use super::{
    assign, change, endings,
    error::StudyError,
    events::{News, OrderNews},
    machine::Act,
    work,
};
use crate::{
    app::App,
    db,
    entity::order::{Column, Entity, Model, Status},
    features::{audit::order::OrderDeed, users::roles},
    jobs::Job,
    kernel::{
        actor::Actor,
        ids::UserId,
        permission::Permission,
        time::{self, Timestamp},
    },
    outbox,
};

/// Rows of one round of one kind; the next round takes the rest.
const BATCH: u64 = 200;

/// Ends what nobody moved in time: payments, prices, assignments, deliveries.
pub struct Deadlines;

#[async_trait]
impl Job for Deadlines {
    fn name(&self) -> &'static str {
        "study_deadlines"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(30)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let now = app.clock.now();
        let mut done = 0;
        let unpaid = Entity::find()
            .filter(Column::Status.eq(Status::AwaitingPayment))
            .filter(Column::PayBy.lte(now));
        for order in due(app, unpaid).await? {
            done += count(expire(app, now, &order, "not_paid").await)?;
        }
        let patience = TimeDelta::days(app.config.study.quote_days.into());
        let silent = Entity::find()
            .filter(Column::Status.is_in([Status::Submitted, Status::Quoted]))
            .filter(Column::MovedAt.lte(now.minus(patience)));
        for order in due(app, silent).await? {
            done += count(expire(app, now, &order, "no_price").await)?;
        }
        let unanswered = Entity::find()
            .filter(Column::Status.eq(Status::Paid))
            .filter(Column::AcceptBy.lte(now));
        for order in due(app, unanswered).await? {
            done += count(release(app, now, &order).await)?;
        }
        let delivered = Entity::find()
            .filter(Column::Status.eq(Status::Delivered))
            .filter(Column::AutoAcceptAt.lte(now));
        for order in due(app, delivered).await? {
            if order.rest_minor() == 0 {
                done += count(accept_by_silence(app, now, &order).await)?;
            }
        }
        Ok(done)
    }
}

async fn due(app: &App, select: Select<Entity>) -> Result<Vec<Model>, sea_orm::DbErr> {
    select
        .order_by_asc(Column::MovedAt)
        .limit(BATCH)
        .all(&app.db)
        .await
}

/// Somebody else moved the order: that is no failure of the round.
fn count(outcome: Result<(), StudyError>) -> Result<u64, StudyError> {
    match outcome {
        Ok(()) => Ok(1),
        Err(StudyError::Moved) => Ok(0),
        Err(error) => Err(error),
    }
}

async fn expire(
    app: &App,
    now: Timestamp,
    order: &Model,
    reason: &'static str,
) -> Result<(), StudyError> {
    let txn = db::begin(&app.db).await?;
    let update = change::step(Act::Expire, order.id, now)
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::EndedReason, Expr::value(reason))
        .filter(Column::Status.eq(order.status))
        .filter(Column::MovedAt.eq(order.moved_at));
    change::take(&txn, update).await?;
    endings::end_offers_and_payments(&txn, now, order).await?;
    change::write_down(&txn, now, Actor::SYSTEM, order.id, OrderDeed::Expired).await?;
    change::tell(&txn, now, order.client_id, order.id, News::Expired).await?;
    if let Some(executor) = order.executor_id {
        change::tell(&txn, now, executor, order.id, News::Expired).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

async fn release(app: &App, now: Timestamp, order: &Model) -> Result<(), StudyError> {
    let txn = db::begin(&app.db).await?;
    assign::free(app, &txn, now, order, &[Status::Paid]).await?;
    change::write_down(
        &txn,
        now,
        Actor::SYSTEM,
        order.id,
        OrderDeed::AcceptTimedOut,
    )
    .await?;
    if let Some(executor) = order.executor_id {
        change::tell(&txn, now, executor, order.id, News::TakenAway).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

async fn accept_by_silence(app: &App, now: Timestamp, order: &Model) -> Result<(), StudyError> {
    let txn = db::begin(&app.db).await?;
    work::complete(app, &txn, now, order.id, Some(now)).await?;
    change::write_down(&txn, now, Actor::SYSTEM, order.id, OrderDeed::AutoAccepted).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Reminds of what is due soon, each once.
pub struct Reminders;

/// How long before its time something is reminded of.
const AHEAD: TimeDelta = TimeDelta::hours(24);
/// How long before the payment window closes; half of a short window.
const PAY_AHEAD: TimeDelta = TimeDelta::hours(6);

#[async_trait]
impl Job for Reminders {
    fn name(&self) -> &'static str {
        "study_reminders"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let now = app.clock.now();
        let mut told = 0;
        let pay = Entity::find()
            .filter(Column::Status.eq(Status::AwaitingPayment))
            .filter(Column::PayBy.between(now, now.plus(PAY_AHEAD)));
        for order in pay.limit(BATCH).all(&app.db).await? {
            let stamp = order.pay_by.map_or(0, |at| at.0);
            told += remind(app, now, order.client_id, &order, News::PaySoon, stamp).await?;
        }
        let accept = Entity::find()
            .filter(Column::Status.eq(Status::Delivered))
            .filter(Column::AutoAcceptAt.between(now, now.plus(AHEAD)));
        for order in accept.limit(BATCH).all(&app.db).await? {
            if order.rest_minor() > 0 {
                continue;
            }
            let stamp = order.auto_accept_at.map_or(0, |at| at.0);
            told += remind(app, now, order.client_id, &order, News::AcceptSoon, stamp).await?;
        }
        let work = Entity::find()
            .filter(Column::Status.is_in([Status::InProgress, Status::ChangesRequested]))
            .filter(Column::DueAt.lte(now.plus(AHEAD)))
            .filter(Column::DueAt.gt(now.minus(TimeDelta::days(7))));
        for order in work.limit(BATCH).all(&app.db).await? {
            let (Some(executor), Some(due)) = (order.executor_id, order.due_at) else {
                continue;
            };
            let news = if due < now {
                News::Overdue
            } else {
                News::DueSoon
            };
            told += remind(app, now, executor, &order, news, due.0).await?;
        }
        Ok(told)
    }
}

async fn remind(
    app: &App,
    now: Timestamp,
    to: UserId,
    order: &Model,
    news: News,
    stamp: i64,
) -> Result<u64, sea_orm::DbErr> {
    let txn = db::begin(&app.db).await?;
    once(&txn, now, to, order, news, stamp).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(1)
}

/// Tells somebody once for this stamp, however often the round runs.
async fn once(
    txn: &DatabaseTransaction,
    now: Timestamp,
    to: UserId,
    order: &Model,
    news: News,
    stamp: i64,
) -> Result<(), sea_orm::DbErr> {
    let event = OrderNews {
        order: order.id,
        news,
    };
    let options = outbox::Options {
        dedup_key: Some(format!("order:{}:{news:?}:{to}:{stamp}", order.id)),
        ..Default::default()
    };
    outbox::enqueue(txn, now, to, &event, options).await
}

/// Shows staff what does not move, once a day at most for each order.
pub struct Stalled;

#[async_trait]
impl Job for Stalled {
    fn name(&self) -> &'static str {
        "study_stalled"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let now = app.clock.now();
        let day = time::local_day(now, app.config.locale.time_zone);
        let stamp = i64::from(chrono::Datelike::num_days_from_ce(&day));
        let orders = stalled(app, now).limit(BATCH).all(&app.db).await?;
        let mut told = 0;
        for order in orders {
            let txn = db::begin(&app.db).await?;
            for person in roles::holders(app, &txn, Permission::SteerOrders).await? {
                once(&txn, now, person, &order, News::Stalled, stamp).await?;
                told += 1;
            }
            txn.commit().await?;
        }
        app.outbox.nudge();
        Ok(told)
    }
}

/// Orders that should move and do not, those that wait longest first.
#[must_use]
pub fn stalled(app: &App, now: Timestamp) -> Select<Entity> {
    let patience = TimeDelta::hours(app.config.study.stalled_hours.into());
    Entity::find()
        .filter(Column::Status.is_in([
            Status::Submitted,
            Status::Paid,
            Status::InProgress,
            Status::ChangesRequested,
            Status::Disputed,
        ]))
        .filter(Column::MovedAt.lte(now.minus(patience)))
        .order_by_asc(Column::MovedAt)
}
