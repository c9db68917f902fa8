//! What time does to hours: holds run out, reminders come due, hours begin, are missed, end. Every step is
//! a compare-and-set of one row, so that a round may be repeated, interrupted and late.

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    booking::shift,
    error::HoursError,
    events::{self, News},
    money,
    slots::HOUR,
    terms,
};
use crate::{
    app::App,
    db,
    entity::hour::{Column, Entity, Model, Status},
    features::{
        audit::{self, AuditEvent, HourDeed},
        payments::release,
        reviews::{service as reviews, work::Work},
    },
    kernel::{actor::Actor, ids::UserId, money::Money, payable::Payable, time::Timestamp},
};

/// Rows of one kind that a round looks at.
const BATCH: u64 = 200;
const DAY_BEFORE: TimeDelta = TimeDelta::hours(24);
const QUARTER: TimeDelta = TimeDelta::minutes(15);

/// Everything that is due; the number of hours that moved.
///
/// # Errors
/// When the database does not answer.
pub async fn all(app: &App) -> Result<u64, HoursError> {
    let mut moved = expire(app).await?;
    moved += remind(app).await?;
    moved += start(app).await?;
    moved += missed(app).await?;
    moved += finish(app).await?;
    if moved > 0 {
        app.outbox.nudge();
    }
    Ok(moved)
}

/// Holds that nobody paid for. The client is told.
async fn expire(app: &App) -> Result<u64, HoursError> {
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::Status.eq(Status::Held))
        .filter(Column::HoldUntil.lte(now))
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for hour in due {
        let txn = db::begin(&app.db).await?;
        if expire_one(&txn, now, &hour).await? {
            moved += 1;
        }
        txn.commit().await?;
    }
    Ok(moved)
}

/// The same for one slot, within the transaction of whoever wants it.
pub(super) async fn expire_at(
    txn: &DatabaseTransaction,
    now: Timestamp,
    operator: UserId,
    start: Timestamp,
) -> Result<(), HoursError> {
    let stale = Entity::find()
        .filter(Column::OperatorId.eq(operator))
        .filter(Column::StartsAt.eq(start))
        .filter(Column::Status.eq(Status::Held))
        .filter(Column::HoldUntil.lte(now))
        .one(txn)
        .await?;
    if let Some(hour) = stale {
        expire_one(txn, now, &hour).await?;
    }
    Ok(())
}

async fn expire_one(
    txn: &DatabaseTransaction,
    now: Timestamp,
    hour: &Model,
) -> Result<bool, HoursError> {
    if !shift(txn, hour.id, &[Status::Held], Status::Expired).await? {
        return Ok(false);
    }
    release::abandon(txn, now, Payable::Hour(hour.id)).await?;
    let deed = AuditEvent::Hour(hour.id, HourDeed::Expired);
    audit::record(txn, now, Actor::SYSTEM, &deed).await?;
    events::tell(txn, now, hour.client_id, hour.id, News::Expired).await?;
    Ok(true)
}

/// A day and a quarter of an hour before the start, to both.
async fn remind(app: &App) -> Result<u64, HoursError> {
    let now = app.clock.now();
    let near = Entity::find()
        .filter(Column::Status.eq(Status::Booked))
        .filter(Column::StartsAt.gt(now))
        .filter(Column::StartsAt.lte(now.plus(DAY_BEFORE)))
        .filter(
            Condition::any().add(Column::RemindedAt.is_null()).add(
                Condition::all()
                    .add(Column::StartsAt.lte(now.plus(QUARTER)))
                    .add(
                        Expr::col(Column::RemindedAt)
                            .lt(Expr::col(Column::StartsAt).sub(QUARTER.num_milliseconds())),
                    ),
            ),
        )
        .order_by_asc(Column::StartsAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for hour in near {
        let Some(news) = reminder(&hour, now) else {
            continue;
        };
        let txn = db::begin(&app.db).await?;
        let unseen = match hour.reminded_at {
            Some(at) => Column::RemindedAt.eq(at),
            None => Column::RemindedAt.is_null(),
        };
        let changed = Entity::update_many()
            .col_expr(Column::RemindedAt, Expr::value(now))
            .filter(Column::Id.eq(hour.id))
            .filter(Column::Status.eq(Status::Booked))
            .filter(unseen)
            .exec(&txn)
            .await?;
        if changed.rows_affected > 0 {
            tell_both(&txn, now, &hour, news).await?;
            moved += 1;
        }
        txn.commit().await?;
    }
    Ok(moved)
}

/// Which reminder is due. Nobody is reminded of tomorrow who booked for today.
fn reminder(hour: &Model, now: Timestamp) -> Option<News> {
    let quarter = hour.starts_at.minus(QUARTER);
    if now >= quarter {
        return hour
            .reminded_at
            .is_none_or(|at| at < quarter)
            .then_some(News::Soon);
    }
    let day = hour.starts_at.minus(DAY_BEFORE);
    (hour.reminded_at.is_none() && hour.created_at < day).then_some(News::Tomorrow)
}

/// Booked hours whose time has come. One whose time went by while nobody was there to begin it is the
/// platform's fault: `missed` gives the money back.
async fn start(app: &App) -> Result<u64, HoursError> {
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::Status.eq(Status::Booked))
        .filter(Column::StartsAt.lte(now))
        .order_by_asc(Column::StartsAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for hour in due {
        if begin(app, &hour).await? {
            moved += 1;
        }
    }
    Ok(moved)
}

/// Begins one hour, whoever comes first: a round, or one of the two.
pub(super) async fn begin(app: &App, hour: &Model) -> Result<bool, HoursError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Live))
        .col_expr(Column::RemindedAt, Expr::value(now))
        .col_expr(Column::ShownMinutes, Expr::value(60))
        .filter(Column::Id.eq(hour.id))
        .filter(Column::Status.eq(Status::Booked))
        .filter(Column::StartsAt.lte(now))
        .exec(&txn)
        .await?;
    let has_begun = changed.rows_affected > 0;
    if has_begun {
        let deed = AuditEvent::Hour(hour.id, HourDeed::Started);
        audit::record(&txn, now, Actor::SYSTEM, &deed).await?;
        tell_both(&txn, now, hour, News::Started).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(has_begun)
}

/// Hours that one of the two has not come to in time.
async fn missed(app: &App) -> Result<u64, HoursError> {
    let now = app.clock.now();
    let settings = &app.config.hours;
    let running = Entity::find()
        .filter(Column::Status.eq(Status::Live))
        .filter(
            Condition::any()
                .add(Column::ClientCameAt.is_null())
                .add(Column::OperatorCameAt.is_null()),
        )
        .order_by_asc(Column::StartsAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for hour in running {
        if now >= terms::missed_at(&hour, settings) && miss(app, now, &hour).await? {
            moved += 1;
        }
    }
    Ok(moved)
}

/// An operator who is not there is at fault, whether the client came or not; so is a platform that told
/// the client too late.
async fn miss(app: &App, now: Timestamp, hour: &Model) -> Result<bool, HoursError> {
    let settings = &app.config.hours;
    let by_client = hour.operator_came_at.is_some() && !terms::was_told_late(hour, settings);
    let (status, absent, news, deed) = if by_client {
        (
            Status::MissedByClient,
            Column::ClientCameAt,
            News::MissedByClient,
            HourDeed::MissedByClient,
        )
    } else {
        (
            Status::MissedByOperator,
            if hour.operator_came_at.is_none() {
                Column::OperatorCameAt
            } else {
                Column::ClientCameAt
            },
            News::MissedByOperator,
            HourDeed::MissedByOperator,
        )
    };
    let txn = db::begin(&app.db).await?;
    // Whoever comes at the last moment has come.
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(hour.id))
        .filter(Column::Status.eq(Status::Live))
        .filter(Column::PaidMinor.eq(hour.paid_minor))
        .filter(Column::RefundedMinor.eq(hour.refunded_minor))
        .filter(Column::OperatorId.eq(hour.operator_id))
        .filter(absent.is_null())
        .exec(&txn)
        .await?;
    let is_missed = changed.rows_affected > 0;
    if is_missed {
        let refund = terms::when_missed(hour, by_client, settings)?;
        money::close(&txn, now, Actor::SYSTEM, hour, refund, deed.action()).await?;
        audit::record(&txn, now, Actor::SYSTEM, &AuditEvent::Hour(hour.id, deed)).await?;
        tell_both(&txn, now, hour, news).await?;
    }
    txn.commit().await?;
    Ok(is_missed)
}

/// Hours that are over: the money is earned.
async fn finish(app: &App) -> Result<u64, HoursError> {
    let now = app.clock.now();
    let over = Entity::find()
        .filter(Column::Status.eq(Status::Live))
        .filter(Column::StartsAt.lte(now.minus(HOUR)))
        .filter(Column::ClientCameAt.is_not_null())
        .filter(Column::OperatorCameAt.is_not_null())
        .order_by_asc(Column::StartsAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for hour in over {
        let txn = db::begin(&app.db).await?;
        let changed = Entity::update_many()
            .col_expr(Column::Status, Expr::value(Status::Done))
            .col_expr(Column::EndedAt, Expr::value(now))
            .filter(Column::Id.eq(hour.id))
            .filter(Column::Status.eq(Status::Live))
            .filter(Column::PaidMinor.eq(hour.paid_minor))
            .filter(Column::RefundedMinor.eq(hour.refunded_minor))
            .filter(Column::OperatorId.eq(hour.operator_id))
            .filter(Column::OperatorCameAt.is_not_null())
            .exec(&txn)
            .await?;
        if changed.rows_affected > 0 {
            let nothing = Money::zero(hour.currency);
            let deed = HourDeed::Done;
            money::close(&txn, now, Actor::SYSTEM, &hour, nothing, deed.action()).await?;
            let deed = AuditEvent::Hour(hour.id, deed);
            audit::record(&txn, now, Actor::SYSTEM, &deed).await?;
            tell_both(&txn, now, &hour, News::Done).await?;
            reviews::ask(&txn, now, hour.client_id, Work::Hour(hour.id)).await?;
            moved += 1;
        }
        txn.commit().await?;
    }
    Ok(moved)
}

async fn tell_both(
    txn: &DatabaseTransaction,
    now: Timestamp,
    hour: &Model,
    news: News,
) -> Result<(), DbErr> {
    for reader in [hour.client_id, hour.operator_id] {
        events::tell(txn, now, reader, hour.id, news).await?;
    }
    Ok(())
}

/// What the timer of an hour shows by now: written down once it is shown. At five minutes both are warned.
///
/// # Errors
/// When the database does not answer.
pub async fn note_shown(app: &App, hour: &Model, minutes: i32) -> Result<(), DbErr> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = Entity::update_many()
        .col_expr(Column::ShownMinutes, Expr::value(minutes))
        .filter(Column::Id.eq(hour.id))
        .filter(Column::ShownMinutes.gt(minutes))
        .exec(&txn)
        .await?;
    if changed.rows_affected > 0 && minutes == 5 {
        tell_both(&txn, now, hour, News::FiveLeft).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Hours whose timers may have to move: those that run, and those that have just ended.
///
/// # Errors
/// When the database does not answer.
pub async fn timed(app: &App) -> Result<Vec<Model>, DbErr> {
    let since = app.clock.now().minus(TimeDelta::hours(3));
    Entity::find()
        .filter(Column::ShownMinutes.gt(0))
        .filter(Column::StartsAt.gt(since))
        .limit(BATCH)
        .all(&app.db)
        .await
}
