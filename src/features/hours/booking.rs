//! Keeping a slot until it is paid.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::{error::HoursError, schedule};
use crate::{
    app::App,
    db,
    entity::hour::{self, Column, Entity, Model, Status},
    features::{
        audit::{self, AuditEvent, HourDeed},
        users::people,
    },
    kernel::{
        actor::Actor,
        ids::{HourId, UserId},
        time::Timestamp,
    },
};

/// Keeps the hour that begins at `start` for whoever asks, with one of the operators who are free then.
/// Asking again for the same hour is keeping it once.
///
/// Two people never get one slot: a row that would be the second one of its operator at that time breaks
/// `hours_slot`, and the next operator is tried.
///
/// # Errors
/// See [`HoursError`].
pub async fn hold(app: &App, actor: Actor, start: Timestamp) -> Result<Model, HoursError> {
    let me = actor.user().ok_or(HoursError::NotAllowed)?;
    let mut operators = schedule::at_work(app, start).await?;
    operators.retain(|operator| *operator != me);
    let now = app.clock.now();
    let settings = app.config.hours;
    let txn = db::begin(&app.db).await?;
    // One person's wishes are counted one after another.
    people::one_at_a_time(&txn, me).await?;
    if let Some(mine) = at(&txn, me, start).await? {
        txn.rollback().await?;
        return match mine.status {
            Status::Held if mine.hold_until > now => Ok(mine),
            _ => Err(HoursError::Busy),
        };
    }
    if operators.is_empty() {
        return Err(HoursError::NotOffered);
    }
    let held = Entity::find()
        .filter(Column::ClientId.eq(me))
        .filter(Column::Status.eq(Status::Held))
        .filter(Column::HoldUntil.gt(now))
        .count(&txn)
        .await?;
    if held >= u64::from(settings.max_holds) {
        return Err(HoursError::TooManyHolds);
    }
    rotate(&mut operators);
    for operator in operators {
        // A hold that ran out keeps nobody away, though no round has come by to end it.
        super::rounds::expire_at(&txn, now, operator, start).await?;
        let row = hour::ActiveModel {
            operator_id: Set(operator),
            client_id: Set(me),
            starts_at: Set(start),
            status: Set(Status::Held),
            price_minor: Set(settings.price_minor),
            currency: Set(settings.currency),
            bonus_minor: Set(0),
            paid_minor: Set(0),
            refunded_minor: Set(0),
            hold_until: Set(now.plus(TimeDelta::minutes(settings.hold_minutes.into()))),
            created_at: Set(now),
            ..Default::default()
        };
        let inserted = Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(&txn)
            .await?;
        if inserted == 0 {
            continue;
        }
        let hour = at(&txn, me, start).await?.ok_or(HoursError::Gone)?;
        let deed = AuditEvent::Hour(hour.id, HourDeed::Held);
        audit::record(&txn, now, actor, &deed).await?;
        txn.commit().await?;
        return Ok(hour);
    }
    Err(HoursError::Taken)
}

/// A person's own live row at that time.
async fn at(
    txn: &DatabaseTransaction,
    client: UserId,
    start: Timestamp,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::ClientId.eq(client))
        .filter(Column::StartsAt.eq(start))
        .filter(Column::Status.is_in([Status::Held, Status::Booked, Status::Live, Status::Done]))
        .one(txn)
        .await
}

/// Begins the list at a place of chance, so that the first in it does not get every hour.
fn rotate(operators: &mut [UserId]) {
    if !operators.is_empty() {
        let middle = rand::random_range(0..operators.len());
        operators.rotate_left(middle);
    }
}

/// Moves an hour from one state to another, if it is still there.
pub(super) async fn shift(
    txn: &DatabaseTransaction,
    hour: HourId,
    from: &[Status],
    to: Status,
) -> Result<bool, DbErr> {
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(to))
        .filter(Column::Id.eq(hour))
        .filter(Column::Status.is_in(from.iter().copied()))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected > 0)
}
