//! Another operator for an hour.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    error::HoursError,
    events::{self, News},
    schedule,
};
use crate::{
    app::App,
    db,
    entity::{
        hour::{Column, Entity, Model, Status},
        user,
    },
    features::audit::{self, AuditEvent, HourDeed},
    kernel::{
        actor::Actor,
        ids::{HourId, UserId},
        permission::{Permission, Rights},
    },
};

/// Somebody who could take an hour over.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub person: user::Model,
    /// Whether they work at that time by their own schedule.
    pub is_at_work: bool,
}

/// Operators who have no other hour at that time: those who work then first.
///
/// # Errors
/// See [`HoursError`].
pub async fn candidates(
    app: &App,
    rights: &Rights,
    hour: HourId,
) -> Result<(Model, Vec<Candidate>), HoursError> {
    let hour = movable(app, rights, hour).await?;
    let now = app.clock.now();
    let busy = Entity::find()
        .filter(Column::StartsAt.eq(hour.starts_at))
        .filter(schedule::occupied(now))
        .all(&app.db)
        .await?;
    let at_work = schedule::covering(app, hour.starts_at).await?;
    let hosts = schedule::hosts(app).await?;
    let mut free: Vec<_> = hosts
        .into_iter()
        .filter(|person| person.id != hour.client_id)
        .filter(|person| {
            busy.iter()
                .all(|row| row.operator_id != person.id && row.client_id != person.id)
        })
        .map(|person| Candidate {
            is_at_work: at_work.contains(&person.id),
            person,
        })
        .collect();
    free.sort_by_key(|candidate| !candidate.is_at_work);
    Ok((hour, free))
}

/// Gives an hour to another operator. Of one that runs already the new operator is told as of a start, and
/// has as long to come.
///
/// # Errors
/// See [`HoursError`].
pub async fn reassign(
    app: &App,
    actor: Actor,
    rights: &Rights,
    hour: HourId,
    to: UserId,
) -> Result<Model, HoursError> {
    let row = movable(app, rights, hour).await?;
    if row.operator_id == to {
        return Ok(row);
    }
    let hosts = schedule::hosts(app).await?;
    if to == row.client_id || hosts.iter().all(|person| person.id != to) {
        return Err(HoursError::NoHost);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    super::rounds::expire_at(&txn, now, to, row.starts_at).await?;
    let mut change = Entity::update_many()
        .col_expr(Column::OperatorId, Expr::value(to))
        .col_expr(Column::OperatorCameAt, Expr::value(Option::<i64>::None))
        .filter(Column::Id.eq(hour))
        .filter(Column::OperatorId.eq(row.operator_id))
        .filter(Column::Status.eq(row.status));
    if row.status == Status::Live {
        change = change.col_expr(Column::RemindedAt, Expr::value(now));
    }
    let changed = match change.exec(&txn).await {
        Ok(changed) => changed.rows_affected,
        // Their slot was taken while staff looked.
        Err(error) if db::is_unique(&error) => return Err(HoursError::Taken),
        Err(error) => return Err(error.into()),
    };
    if changed == 0 {
        return Err(HoursError::TermsChanged);
    }
    let deed = HourDeed::Reassigned {
        from: row.operator_id,
        to,
    };
    audit::record(&txn, now, actor, &AuditEvent::Hour(hour, deed)).await?;
    events::tell(&txn, now, row.operator_id, hour, News::TakenAway).await?;
    let news = if row.status == Status::Live {
        News::Started
    } else {
        News::Given
    };
    events::tell(&txn, now, to, hour, news).await?;
    txn.commit().await?;
    app.outbox.nudge();
    movable(app, rights, hour).await
}

async fn movable(app: &App, rights: &Rights, hour: HourId) -> Result<Model, HoursError> {
    if !rights.may(Permission::SteerOrders) {
        return Err(HoursError::NotAllowed);
    }
    let row = Entity::find_by_id(hour)
        .one(&app.db)
        .await?
        .ok_or(HoursError::Gone)?;
    if matches!(row.status, Status::Booked | Status::Live) {
        Ok(row)
    } else {
        Err(HoursError::TooLate)
    }
}
