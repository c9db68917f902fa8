//! The applicant's side: an application is written step by step, sent, and may be written anew after a
//! refusal.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::{error::ExecutorError, events::ExecutorApplied};
use crate::{
    app::App,
    db,
    entity::{
        attachment::{self, NewFile, Subject},
        executor::{ActiveModel, Column, Entity, Model, Status},
    },
    features::{
        audit::{self, AuditEvent, executor::ExecutorDeed},
        study::drafts,
        users::roles,
    },
    kernel::{
        actor::Actor,
        card::CardNumber,
        ids::{AttachmentId, UserId},
        permission::Permission,
        time::Timestamp,
        words::clean,
    },
    outbox,
};

/// Longest list of subjects, in characters.
pub const SUBJECTS_LIMIT: usize = 500;
/// Longest account of what somebody has done, in characters.
pub const EXPERIENCE_LIMIT: usize = 1500;
/// Files of samples.
pub const SAMPLES: u64 = 5;
/// What the vault knows the card by.
pub const CARD_PURPOSE: &str = "payout.card";
/// Tries for a free number: each round somebody gets one.
const NUMBER_TRIES: usize = 200;

/// What of an application is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// What they are good at.
    Subjects(String),
    /// What they have done.
    Experience(String),
}

/// The application or the executor that this person is.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(app: &App, person: UserId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(person).one(&app.db).await
}

/// The row of this person; a draft with a number of its own when there was none.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(app: &App, person: UserId) -> Result<Model, ExecutorError> {
    for _ in 0..NUMBER_TRIES {
        if let Some(row) = mine(app, person).await? {
            return Ok(row);
        }
        let last: Option<i32> = Entity::find()
            .select_only()
            .column_as(Column::Number.max(), "last")
            .into_tuple()
            .one(&app.db)
            .await?
            .flatten();
        let limit = i32::try_from(app.config.study.limit_in_hand).unwrap_or(i32::MAX);
        let row = ActiveModel {
            user_id: Set(person),
            number: Set(last.unwrap_or(0).saturating_add(1)),
            status: Set(Status::Draft),
            subjects: Set(String::new()),
            experience: Set(String::new()),
            limit_in_hand: Set(limit),
            in_hand: Set(0),
            stars_sum: Set(0),
            stars_count: Set(0),
            applied_at: Set(app.clock.now()),
            ..Default::default()
        };
        // Whoever was faster has the number, or it was the same person: both end in another look.
        Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(&app.db)
            .await?;
    }
    mine(app, person).await?.ok_or(ExecutorError::Moved)
}

/// Writes a field of an application that is not with staff.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn edit(app: &App, person: UserId, change: Change) -> Result<(), ExecutorError> {
    let (column, text) = match change {
        Change::Subjects(text) => (Column::Subjects, words(&text, SUBJECTS_LIMIT)?),
        Change::Experience(text) => (Column::Experience, words(&text, EXPERIENCE_LIMIT)?),
    };
    let changed = Entity::update_many()
        .col_expr(column, Expr::value(text))
        .filter(Column::UserId.eq(person))
        .filter(Column::Status.is_in([Status::Draft, Status::Refused]))
        .exec(&app.db)
        .await?;
    found(changed.rows_affected)
}

/// Adds a sample; the same file twice is one.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn attach(app: &App, actor: Actor, file: NewFile) -> Result<u64, ExecutorError> {
    let person = actor.user().ok_or(ExecutorError::NotAllowed)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let is_open = Entity::find_by_id(person)
        .lock_exclusive()
        .one(&txn)
        .await?
        .is_some_and(|row| is_open(&row));
    if !is_open {
        return Err(ExecutorError::Moved);
    }
    drafts::put(&txn, now, Subject::Executor, person.0, person, file).await?;
    let count = of(person).count(&txn).await?;
    if count > SAMPLES {
        txn.rollback().await?;
        return Err(ExecutorError::TooManyFiles);
    }
    txn.commit().await?;
    Ok(count)
}

/// Takes a sample away; what is gone is gone already.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn detach(app: &App, person: UserId, sample: AttachmentId) -> Result<(), ExecutorError> {
    let row = mine(app, person).await?.ok_or(ExecutorError::Gone)?;
    if !is_open(&row) {
        return Err(ExecutorError::Moved);
    }
    attachment::Entity::delete_many()
        .filter(attachment::Column::Id.eq(sample))
        .filter(attachment::Column::SubjectKind.eq(Subject::Executor))
        .filter(attachment::Column::SubjectId.eq(person.0))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// The samples of somebody, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn samples(app: &App, person: UserId) -> Result<Vec<attachment::Model>, DbErr> {
    of(person)
        .order_by_asc(attachment::Column::Id)
        .all(&app.db)
        .await
}

/// Keeps the card for payouts: sealed, with the last digits to show.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn set_card(app: &App, actor: Actor, card: &CardNumber) -> Result<(), ExecutorError> {
    let person = actor.user().ok_or(ExecutorError::NotAllowed)?;
    let secret = SecretString::from(card.expose());
    let sealed = app.vault.seal(CARD_PURPOSE, person.0, &secret)?;
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "executors.card", now).await? else {
        return Ok(());
    };
    let changed = Entity::update_many()
        .col_expr(Column::CardSealed, Expr::value(sealed))
        .col_expr(Column::CardMask, Expr::value(card.mask()))
        .filter(Column::UserId.eq(person))
        .exec(&txn)
        .await?;
    found(changed.rows_affected)?;
    let event = AuditEvent::Executor(person, ExecutorDeed::CardChanged);
    audit::record(&txn, now, actor, &event).await?;
    txn.commit().await?;
    Ok(())
}

/// The card, for a payout that its owner asks for; none when there is none.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn card(app: &App, person: UserId) -> Result<Option<CardNumber>, ExecutorError> {
    let row = mine(app, person).await?;
    let Some(sealed) = row.and_then(|row| row.card_sealed) else {
        return Ok(None);
    };
    let number = app.vault.unseal(CARD_PURPOSE, person.0, &sealed)?;
    // It was checked when it was sealed.
    Ok(CardNumber::parse(number.expose_secret()).ok())
}

/// Sends the application to staff. Sending it twice is sending it once.
///
/// # Errors
/// See [`ExecutorError`].
pub async fn submit(app: &App, actor: Actor) -> Result<(), ExecutorError> {
    let person = actor.user().ok_or(ExecutorError::NotAllowed)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let sent = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Applied.word()))
        .col_expr(Column::AppliedAt, Expr::value(now))
        .col_expr(Column::Refusal, Expr::value(Option::<String>::None))
        .filter(Column::UserId.eq(person))
        .filter(Column::Status.is_in([Status::Draft, Status::Refused]))
        .filter(Column::Subjects.ne(""))
        .filter(Column::Experience.ne(""))
        .exec(&txn)
        .await?;
    if sent.rows_affected == 0 {
        txn.rollback().await?;
        let row = mine(app, person).await?.ok_or(ExecutorError::Gone)?;
        return match row.status {
            Status::Draft | Status::Refused => Err(ExecutorError::Incomplete),
            Status::Applied | Status::Approved | Status::Paused => Ok(()),
        };
    }
    let event = AuditEvent::Executor(person, ExecutorDeed::Applied);
    audit::record(&txn, now, actor, &event).await?;
    for reader in roles::holders(app, &txn, Permission::ManageExecutors).await? {
        let news = ExecutorApplied { user: person };
        outbox::enqueue(&txn, now, reader, &news, outbox::Options::default()).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

/// Whether its owner may write in it.
const fn is_open(row: &Model) -> bool {
    matches!(row.status, Status::Draft | Status::Refused)
}

fn of(person: UserId) -> sea_orm::Select<attachment::Entity> {
    attachment::Entity::find()
        .filter(attachment::Column::SubjectKind.eq(Subject::Executor))
        .filter(attachment::Column::SubjectId.eq(person.0))
}

const fn found(rows: u64) -> Result<(), ExecutorError> {
    if rows == 0 {
        Err(ExecutorError::Moved)
    } else {
        Ok(())
    }
}

/// A text as it is kept: without spaces around it, not empty, and within its limit.
///
/// # Errors
/// [`ExecutorError::Empty`] or [`ExecutorError::TooLong`].
pub fn words(text: &str, limit: usize) -> Result<String, ExecutorError> {
    let text = clean(text);
    if text.is_empty() {
        Err(ExecutorError::Empty)
    } else if text.chars().count() > limit {
        Err(ExecutorError::TooLong(limit))
    } else {
        Ok(text)
    }
}

/// What is stored about somebody as an executor, as they may take it home.
///
/// # Errors
/// When the database does not answer.
pub async fn export(app: &App, person: UserId) -> Result<Value, DbErr> {
    let Some(row) = mine(app, person).await? else {
        return Ok(Value::Null);
    };
    let samples = samples(app, person).await?;
    Ok(json!({
        "number": row.number,
        "status": row.status,
        "subjects": row.subjects,
        "experience": row.experience,
        "card": row.card_mask,
        "reason": row.refusal,
        "applied_at": row.applied_at.rfc3339(),
        "decided_at": row.decided_at.map(Timestamp::rfc3339),
        "samples": samples.iter().map(|file| json!({
            "kind": file.kind, "name": file.name, "bytes": file.size, "at": file.at.rfc3339(),
        })).collect::<Vec<_>>(),
    }))
}

/// Forgets what somebody told about themselves, the card among it. The number stays with the orders that
/// they carried out, and nobody works under it any more.
///
/// # Errors
/// When the database refuses.
pub async fn forget(txn: &DatabaseTransaction, person: UserId) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Refused.word()))
        .col_expr(Column::Subjects, Expr::value(""))
        .col_expr(Column::Experience, Expr::value(""))
        .col_expr(Column::CardSealed, Expr::value(Option::<String>::None))
        .col_expr(Column::CardMask, Expr::value(Option::<String>::None))
        .col_expr(Column::Refusal, Expr::value(Option::<String>::None))
        .filter(Column::UserId.eq(person))
        .exec(txn)
        .await?;
    attachment::Entity::delete_many()
        .filter(attachment::Column::OwnerId.eq(person))
        .filter(attachment::Column::SubjectKind.is_in([Subject::Executor, Subject::Parcel]))
        .exec(txn)
        .await?;
    Ok(())
}
