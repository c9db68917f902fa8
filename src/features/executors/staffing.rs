//! The staff's side: decisions about executors. Rights are checked here, whoever asks.

use sea_orm::{
    ActiveEnum, ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, UpdateMany, sea_query::Expr,
};

use super::{
    applications::{self, words},
    error::ExecutorError,
    events::{Decision, ExecutorDecided},
};
use crate::{
    app::App,
    db,
    entity::{
        attachment,
        executor::{Column, Entity, Model, Status},
        order, user,
    },
    features::{
        audit::{self, AuditEvent, executor::ExecutorDeed},
        users::{people, roles},
    },
    kernel::{
        actor::Actor,
        ids::UserId,
        page::Page,
        permission::{Permission, Rights, Role},
        time::Timestamp,
    },
    outbox,
};

/// Longest reason, in characters.
pub const REASON_LIMIT: usize = 500;
/// Most orders that anybody has in hand.
pub const LIMIT: i32 = 50;

/// Somebody with their application.
#[derive(Clone, Debug)]
pub struct Executor {
    /// The application, or the executor.
    pub row: Model,
    /// Who it is.
    pub person: user::Model,
}

/// Everything that staff sees of an executor.
#[derive(Clone, Debug)]
pub struct Card {
    /// The executor.
    pub executor: Executor,
    /// Samples of the application.
    pub samples: Vec<attachment::Model>,
    /// Orders that were completed.
    pub completed: u64,
}

/// Makes an applicant an executor: the state, the role and the news of it commit together.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn approve(
    app: &App,
    actor: Actor,
    mine: &Rights,
    user: UserId,
) -> Result<(), ExecutorError> {
    allow(actor, mine, user)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = decided(user, actor, now, Status::Approved, None);
    moved(&txn, update.filter(Column::Status.eq(Status::Applied))).await?;
    let grant = roles::Grant {
        user,
        role: Role::Executor,
        agency: None,
    };
    roles::grant_within(&txn, now, actor, grant).await?;
    close(
        app,
        txn,
        (actor, now),
        user,
        ExecutorDeed::Approved,
        Decision::Approved,
    )
    .await
}

/// Refuses an application; the person reads why and may apply again.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn refuse(
    app: &App,
    actor: Actor,
    mine: &Rights,
    user: UserId,
    reason: &str,
) -> Result<(), ExecutorError> {
    allow(actor, mine, user)?;
    let reason = words(reason, REASON_LIMIT)?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "executors.refuse", now).await? else {
        return Ok(());
    };
    let update = decided(user, actor, now, Status::Refused, Some(reason));
    moved(&txn, update.filter(Column::Status.eq(Status::Applied))).await?;
    close(
        app,
        txn,
        (actor, now),
        user,
        ExecutorDeed::Refused,
        Decision::Refused,
    )
    .await
}

/// Gives an executor nothing new until further notice; what is in hand stays there.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn pause(
    app: &App,
    actor: Actor,
    mine: &Rights,
    user: UserId,
    reason: &str,
) -> Result<(), ExecutorError> {
    allow(actor, mine, user)?;
    let reason = words(reason, REASON_LIMIT)?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "executors.pause", now).await? else {
        return Ok(());
    };
    let update = decided(user, actor, now, Status::Paused, Some(reason));
    moved(&txn, update.filter(Column::Status.eq(Status::Approved))).await?;
    close(
        app,
        txn,
        (actor, now),
        user,
        ExecutorDeed::Paused,
        Decision::Paused,
    )
    .await
}

/// Lets an executor work again.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn resume(
    app: &App,
    actor: Actor,
    mine: &Rights,
    user: UserId,
) -> Result<(), ExecutorError> {
    allow(actor, mine, user)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = decided(user, actor, now, Status::Approved, None);
    moved(&txn, update.filter(Column::Status.eq(Status::Paused))).await?;
    close(
        app,
        txn,
        (actor, now),
        user,
        ExecutorDeed::Resumed,
        Decision::Resumed,
    )
    .await
}

/// Sets how many orders an executor may have in hand.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn set_limit(
    app: &App,
    actor: Actor,
    mine: &Rights,
    user: UserId,
    limit: i32,
) -> Result<(), ExecutorError> {
    allow(actor, mine, user)?;
    if !(1..=LIMIT).contains(&limit) {
        return Err(ExecutorError::BadLimit);
    }
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "executors.limit", now).await? else {
        return Ok(());
    };
    let update = Entity::update_many()
        .col_expr(Column::LimitInHand, Expr::value(limit))
        .filter(Column::UserId.eq(user))
        .filter(Column::Status.is_in([Status::Approved, Status::Paused]));
    moved(&txn, update).await?;
    let deed = ExecutorDeed::Limit { limit };
    close(app, txn, (actor, now), user, deed, Decision::Limit).await
}

/// Sets an executor's own share of prices in basis points; none: that of the configuration. Orders that
/// were taken already keep theirs.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn set_share(
    app: &App,
    actor: Actor,
    mine: &Rights,
    user: UserId,
    share_bp: Option<i32>,
) -> Result<(), ExecutorError> {
    allow(actor, mine, user)?;
    if share_bp.is_some_and(|share| !(0..=10_000).contains(&share)) {
        return Err(ExecutorError::BadShare);
    }
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "executors.share", now).await? else {
        return Ok(());
    };
    let update = Entity::update_many()
        .col_expr(Column::ShareBp, Expr::value(share_bp))
        .filter(Column::UserId.eq(user))
        .filter(Column::Status.is_in([Status::Approved, Status::Paused]));
    moved(&txn, update).await?;
    let deed = ExecutorDeed::Share { share_bp };
    close(app, txn, (actor, now), user, deed, Decision::Share).await
}

/// Executors and applicants; who waits for a decision first, then by number. Drafts are nobody's business.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn list(
    app: &App,
    mine: &Rights,
    status: Option<Status>,
    number: u32,
    size: u64,
) -> Result<Page<Executor>, ExecutorError> {
    require(mine)?;
    let mut select = Entity::find().filter(Column::Status.ne(Status::Draft));
    if let Some(status) = status {
        select = select.filter(Column::Status.eq(status));
    }
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Executor>::locate(number, total, size);
    let rows = select
        .order_by_desc(Expr::col(Column::Status).eq(Status::Applied.to_value()))
        .order_by_asc(Column::Number)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(rows.iter().map(|row| row.user_id)))
        .all(&app.db)
        .await?;
    let items = rows
        .into_iter()
        .filter_map(|row| {
            let person = people.iter().find(|person| person.id == row.user_id)?;
            Some(Executor {
                person: person.clone(),
                row,
            })
        })
        .collect();
    Ok(Page {
        items,
        number,
        count: Page::<Executor>::count_of(total, size),
        total,
    })
}

/// One executor or applicant.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn card(app: &App, mine: &Rights, user: UserId) -> Result<Card, ExecutorError> {
    require(mine)?;
    let row = applications::mine(app, user)
        .await?
        .filter(|row| row.status != Status::Draft)
        .ok_or(ExecutorError::Gone)?;
    let person = people::find(app, user).await?.ok_or(ExecutorError::Gone)?;
    let completed = order::Entity::find()
        .filter(order::Column::ExecutorId.eq(user))
        .filter(order::Column::Status.eq(order::Status::Completed))
        .count(&app.db)
        .await?;
    Ok(Card {
        executor: Executor { row, person },
        samples: applications::samples(app, user).await?,
        completed,
    })
}

fn require(mine: &Rights) -> Result<(), ExecutorError> {
    if mine.may(Permission::ManageExecutors) {
        Ok(())
    } else {
        Err(ExecutorError::NotAllowed)
    }
}

fn allow(actor: Actor, mine: &Rights, user: UserId) -> Result<(), ExecutorError> {
    require(mine)?;
    if actor.user() == Some(user) {
        return Err(ExecutorError::Yourself);
    }
    Ok(())
}

fn decided(
    user: UserId,
    actor: Actor,
    now: Timestamp,
    status: Status,
    reason: Option<String>,
) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(status.word()))
        .col_expr(Column::Refusal, Expr::value(reason))
        .col_expr(Column::DecidedAt, Expr::value(now))
        .col_expr(
            Column::DecidedBy,
            Expr::value(actor.user().map(|user| user.0)),
        )
        .filter(Column::UserId.eq(user))
}

async fn moved(txn: &DatabaseTransaction, update: UpdateMany<Entity>) -> Result<(), ExecutorError> {
    match update.exec(txn).await?.rows_affected {
        0 => Err(ExecutorError::Moved),
        _ => Ok(()),
    }
}

/// Writes the decision down, promises to tell of it, and commits.
async fn close(
    app: &App,
    txn: DatabaseTransaction,
    (actor, now): (Actor, Timestamp),
    user: UserId,
    deed: ExecutorDeed,
    decision: Decision,
) -> Result<(), ExecutorError> {
    audit::record(&txn, now, actor, &AuditEvent::Executor(user, deed)).await?;
    let news = ExecutorDecided { decision };
    outbox::enqueue(&txn, now, user, &news, outbox::Options::default()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}
