//! How the system is doing, for admins: what needs a hand, in numbers.

use std::time::{Duration, Instant};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::people::StaffError;
use crate::{
    app::App,
    db,
    entity::{
        failed_update,
        outbox::{self, Outcome},
        user,
    },
    features::audit::{self, AuditEvent},
    kernel::{
        actor::Actor,
        ids::OutboxId,
        page::Page,
        permission::{Permission, Rights},
        time::Timestamp,
    },
    outbox::sender,
};

/// The numbers.
#[derive(Debug)]
pub struct Report {
    /// Time of a trip to the database.
    pub database: Duration,
    /// Time of a trip to Redis; none when there is none, an error when it does not answer.
    pub redis: Option<Result<Duration, ()>>,
    /// Messages that wait to be sent.
    pub waiting: u64,
    /// Since when the oldest of them is due.
    pub oldest: Option<Timestamp>,
    /// Messages given up.
    pub dead: u64,
    /// Updates that failed for good in the last week.
    pub failed: u64,
    /// People, and those of them out of reach.
    pub people: (u64, u64),
    /// Loops that were silent for too long.
    pub silent: Vec<&'static str>,
}

/// Collects the numbers.
///
/// # Errors
/// When it is not allowed, or the database does not answer.
pub async fn report(app: &App, mine: &Rights) -> Result<Report, StaffError> {
    require(mine)?;
    let started = Instant::now();
    app.db.ping().await?;
    let database = started.elapsed();
    let redis = match &app.redis {
        None => None,
        Some(redis) => {
            let started = Instant::now();
            Some(match redis.ping().await {
                Ok(()) => Ok(started.elapsed()),
                Err(_) => Err(()),
            })
        }
    };
    let waiting = outbox::Entity::find()
        .filter(outbox::Column::SettledAt.is_null())
        .filter(outbox::Column::RunAt.lte(app.clock.now()));
    let oldest = waiting
        .clone()
        .order_by_asc(outbox::Column::RunAt)
        .one(&app.db)
        .await?;
    let limit = Duration::from_secs(app.config.jobs.heartbeat_seconds.into());
    Ok(Report {
        database,
        redis,
        waiting: waiting.count(&app.db).await?,
        oldest: oldest.map(|row| row.run_at),
        dead: dead_rows().count(&app.db).await?,
        failed: failed_update::Entity::find().count(&app.db).await?,
        people: (
            living().count(&app.db).await?,
            living()
                .filter(user::Column::UnreachableAt.is_not_null())
                .count(&app.db)
                .await?,
        ),
        silent: app.health.silent(limit),
    })
}

/// Messages given up, newest first.
///
/// # Errors
/// When it is not allowed, or the database does not answer.
pub async fn dead(
    app: &App,
    mine: &Rights,
    number: u32,
    size: u64,
) -> Result<Page<outbox::Model>, StaffError> {
    require(mine)?;
    let total = dead_rows().count(&app.db).await?;
    let (number, offset) = Page::<outbox::Model>::locate(number, total, size);
    let items = dead_rows()
        .order_by_desc(outbox::Column::Id)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    Ok(Page {
        items,
        number,
        count: Page::<outbox::Model>::count_of(total, size),
        total,
    })
}

/// Puts a dead message back into the queue.
///
/// # Errors
/// When it is not allowed, or the database does not answer.
pub async fn revive(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: OutboxId,
) -> Result<bool, StaffError> {
    require(mine)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let revived = sender::revive(&txn, now, id).await?;
    if revived {
        audit::record(&txn, now, actor, &AuditEvent::MessageRevived(id)).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(revived)
}

fn dead_rows() -> sea_orm::Select<outbox::Entity> {
    outbox::Entity::find().filter(outbox::Column::Outcome.eq(Outcome::Dead))
}

fn living() -> sea_orm::Select<user::Entity> {
    user::Entity::find().filter(user::Column::DeletedAt.is_null())
}

fn require(mine: &Rights) -> Result<(), StaffError> {
    if mine.may(Permission::SeeHealth) {
        Ok(())
    } else {
        Err(StaffError::NotAllowed)
    }
}
