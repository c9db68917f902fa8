//! Asking to be a partner: one application a person, decided by staff once.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use thiserror::Error;

use super::{
    balance,
    events::{PartnerApplied, PartnerDecided},
};
use crate::{
    app::App,
    db,
    entity::{
        partner_application::{Column, Entity, Model, Status},
        user,
    },
    features::{
        audit::{self, AuditEvent},
        users::{people, roles},
    },
    kernel::{
        actor::Actor,
        ids::UserId,
        page::Page,
        permission::{Permission, Rights, Role},
        time::Timestamp,
        words::fitting,
    },
    outbox,
};

/// Longest application, in characters.
pub const ABOUT_LIMIT: usize = 1_000;
/// Longest reason for a refusal, in characters.
pub const REASON_LIMIT: usize = 500;

/// Why an application is not sent or decided.
#[derive(Debug, Error)]
pub enum ApplicationError {
    /// The table of rights says no, or it is one's own application.
    #[error("that is not allowed")]
    NotAllowed,
    /// They are a partner already.
    #[error("they are a partner already")]
    Partner,
    /// Nobody applied.
    #[error("there is no such application")]
    Gone,
    /// One waits already.
    #[error("an application waits already")]
    Waits,
    /// The last one is too fresh: the next may come from then on.
    #[error("the last application is too fresh")]
    TooSoon(Timestamp),
    /// It does not wait any more, or not as it was read.
    #[error("the application has moved on")]
    Moved,
    /// Words that are missing or too long: this many characters at most.
    #[error("the words are missing or too long")]
    BadText(usize),
    /// The database.
    #[error("applications are out of reach")]
    Database(#[from] DbErr),
}

/// So long after an application the next one may come: staff is told of each.
const PAUSE: TimeDelta = TimeDelta::hours(24);

/// From when on somebody with this application may apply again; none while it waits, and when it was
/// accepted and the role taken away since, at once.
#[must_use]
pub fn again_at(row: &Model) -> Option<Timestamp> {
    match row.status {
        Status::Applied => None,
        Status::Approved => Some(row.applied_at),
        Status::Refused | Status::Withdrawn => Some(row.applied_at.plus(PAUSE)),
    }
}

/// An application with who applied.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// What was said.
    pub row: Model,
    /// By whom.
    pub person: user::Model,
    /// How many people came by their link.
    pub came: u64,
    /// How many of those paid.
    pub paid: u64,
}

/// An application as it was read: the next one of the same person is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Which {
    /// Whose.
    pub user: UserId,
    /// From when.
    pub applied_at: Timestamp,
}

impl From<&Model> for Which {
    fn from(row: &Model) -> Self {
        Self {
            user: row.user_id,
            applied_at: row.applied_at,
        }
    }
}

/// Somebody's application.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(db: &impl ConnectionTrait, person: UserId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(person).one(db).await
}

/// Asks to be a partner, for the first time or again. Staff is told.
///
/// # Errors
/// [`ApplicationError::Partner`], [`ApplicationError::Waits`], [`ApplicationError::TooSoon`] within a day
/// of the last one, and see [`ApplicationError`].
pub async fn apply(
    app: &App,
    actor: Actor,
    rights: &Rights,
    about: &str,
) -> Result<(), ApplicationError> {
    let person = actor.user().ok_or(ApplicationError::NotAllowed)?;
    if rights.has(Role::Partner) {
        return Err(ApplicationError::Partner);
    }
    let about = fitting(about, ABOUT_LIMIT, false).ok_or(ApplicationError::BadText(ABOUT_LIMIT))?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "partners.apply", now).await? else {
        return Ok(());
    };
    let last = mine(&txn, person).await?;
    if let Some(again) = last
        .as_ref()
        .and_then(again_at)
        .filter(|again| *again > now)
    {
        return Err(ApplicationError::TooSoon(again));
    }
    let row = crate::entity::partner_application::ActiveModel {
        user_id: Set(person),
        status: Set(Status::Applied),
        about: Set(about),
        refusal: Set(None),
        applied_at: Set(now),
        decided_at: Set(None),
        decided_by: Set(None),
    };
    let again = OnConflict::column(Column::UserId)
        .update_columns([
            Column::Status,
            Column::About,
            Column::Refusal,
            Column::AppliedAt,
            Column::DecidedAt,
            Column::DecidedBy,
        ])
        .action_and_where(Expr::col((Entity, Column::Status)).ne(Status::Applied.word()))
        .to_owned();
    let written = Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(&txn)
        .await?;
    if written == 0 {
        return Err(ApplicationError::Waits);
    }
    audit::record(&txn, now, actor, &AuditEvent::PartnerApplied(person)).await?;
    for reader in roles::holders(app, &txn, Permission::GrantRoles).await? {
        let news = PartnerApplied { user: person };
        outbox::enqueue(&txn, now, reader, &news, outbox::Options::default()).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Takes one's application back while it waits.
///
/// # Errors
/// [`ApplicationError::Moved`] when it does not wait, and see [`ApplicationError`].
pub async fn withdraw(app: &App, actor: Actor) -> Result<(), ApplicationError> {
    let person = actor.user().ok_or(ApplicationError::NotAllowed)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let gone = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Withdrawn.word()))
        .filter(Column::UserId.eq(person))
        .filter(Column::Status.eq(Status::Applied))
        .exec(&txn)
        .await?;
    if gone.rows_affected == 0 {
        return Err(ApplicationError::Moved);
    }
    audit::record(&txn, now, actor, &AuditEvent::PartnerWithdrew(person)).await?;
    txn.commit().await?;
    Ok(())
}

/// How many applications wait.
///
/// # Errors
/// When the database does not answer.
pub async fn count(app: &App) -> Result<u64, DbErr> {
    let waiting = Entity::find().filter(Column::Status.eq(Status::Applied));
    waiting.count(&app.db).await
}

/// Applications that wait, the oldest first.
///
/// # Errors
/// See [`ApplicationError`].
pub async fn waiting(
    app: &App,
    mine: &Rights,
    number: u32,
    size: u64,
) -> Result<Page<Applicant>, ApplicationError> {
    require(mine)?;
    let select = Entity::find().filter(Column::Status.eq(Status::Applied));
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Applicant>::locate(number, total, size);
    let rows = select
        .order_by_asc(Column::AppliedAt)
        .order_by_asc(Column::UserId)
        .offset(offset)
        .limit(size)
        .all(&app.db)
        .await?;
    let mut items = Vec::new();
    for row in rows {
        items.push(with_person(app, row).await?);
    }
    Ok(Page {
        items,
        number,
        count: Page::<Applicant>::count_of(total, size),
        total,
    })
}

/// One application.
///
/// # Errors
/// See [`ApplicationError`].
pub async fn card(app: &App, mine: &Rights, user: UserId) -> Result<Applicant, ApplicationError> {
    require(mine)?;
    let row = Entity::find_by_id(user).one(&app.db).await?;
    with_person(app, row.ok_or(ApplicationError::Gone)?).await
}

async fn with_person(app: &App, row: Model) -> Result<Applicant, ApplicationError> {
    let person = people::find(app, row.user_id).await?;
    let (came, paid) = balance::counts(&app.db, row.user_id).await?;
    Ok(Applicant {
        person: person.ok_or(ApplicationError::Gone)?,
        row,
        came,
        paid,
    })
}

/// Makes an applicant a partner: the state, the role and the news of it commit together.
///
/// # Errors
/// [`ApplicationError::Moved`] when it does not wait any more, and see [`ApplicationError`].
pub async fn approve(
    app: &App,
    actor: Actor,
    mine: &Rights,
    which: Which,
) -> Result<(), ApplicationError> {
    decide(app, actor, mine, which, None).await
}

/// Refuses an application; the person reads why and may apply again.
///
/// # Errors
/// [`ApplicationError::Moved`] when it does not wait any more, and see [`ApplicationError`].
pub async fn refuse(
    app: &App,
    actor: Actor,
    mine: &Rights,
    which: Which,
    reason: &str,
) -> Result<(), ApplicationError> {
    let reason =
        fitting(reason, REASON_LIMIT, false).ok_or(ApplicationError::BadText(REASON_LIMIT))?;
    decide(app, actor, mine, which, Some(reason)).await
}

async fn decide(
    app: &App,
    actor: Actor,
    mine: &Rights,
    Which { user, applied_at }: Which,
    refusal: Option<String>,
) -> Result<(), ApplicationError> {
    require(mine)?;
    if actor.user() == Some(user) {
        return Err(ApplicationError::NotAllowed);
    }
    let is_approved = refusal.is_none();
    let status = if is_approved {
        Status::Approved
    } else {
        Status::Refused
    };
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "partners.decide", now).await? else {
        return Ok(());
    };
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(status.word()))
        .col_expr(Column::Refusal, Expr::value(refusal))
        .col_expr(Column::DecidedAt, Expr::value(now))
        .col_expr(Column::DecidedBy, Expr::value(actor.user()))
        .filter(Column::UserId.eq(user))
        .filter(Column::AppliedAt.eq(applied_at))
        .filter(Column::Status.eq(Status::Applied))
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(ApplicationError::Moved);
    }
    let event = if is_approved {
        let grant = roles::Grant {
            user,
            role: Role::Partner,
            agency: None,
        };
        roles::grant_within(&txn, now, actor, grant).await?;
        AuditEvent::PartnerApproved(user)
    } else {
        AuditEvent::PartnerRefused(user)
    };
    audit::record(&txn, now, actor, &event).await?;
    let news = PartnerDecided { is_approved };
    outbox::enqueue(&txn, now, user, &news, outbox::Options::default()).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

fn require(mine: &Rights) -> Result<(), ApplicationError> {
    if mine.may(Permission::GrantRoles) {
        Ok(())
    } else {
        Err(ApplicationError::NotAllowed)
    }
}
