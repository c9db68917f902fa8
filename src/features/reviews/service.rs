//! The author's side of a review.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use thiserror::Error;

use super::{
    events::ReviewAsked,
    work::{self, Work},
};
use crate::{
    app::App,
    db,
    entity::review::{ActiveModel, Column, Entity, Model, Status},
    features::{
        audit::{self, AuditEvent},
        study::masking::mask,
    },
    kernel::{
        actor::Actor,
        ids::{ReviewId, UserId},
        time::Timestamp,
        words::clean,
    },
    outbox,
};

/// Longest review and longest answer, in characters.
pub const TEXT_LIMIT: usize = 1000;

/// Why a review is not taken or not changed.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// The work is not done, or was not done at all.
    #[error("the work is not done")]
    NotDone,
    /// No such work of this person, or no such review.
    #[error("there is no such work or review")]
    Gone,
    /// Staff has looked at it: it stands.
    #[error("the review stands already")]
    Stands,
    /// Other than one to five.
    #[error("there are one to five stars")]
    Stars,
    /// Nothing was written.
    #[error("the text is empty")]
    Empty,
    /// Over [`TEXT_LIMIT`].
    #[error("the text is too long")]
    TooLong,
    /// The table of rights says no.
    #[error("that is not allowed to this role")]
    NotAllowed,
    /// It is not what staff saw when they decided.
    #[error("the review has changed meanwhile")]
    Changed,
    /// The database.
    #[error("reviews are out of reach")]
    Database(#[from] DbErr),
}

/// Asks a client how the work was. For the transaction in which the work ends; asking twice is asking
/// once.
///
/// # Errors
/// When the database refuses.
pub async fn ask(
    txn: &DatabaseTransaction,
    now: Timestamp,
    client: UserId,
    work: Work,
) -> Result<(), DbErr> {
    let options = outbox::Options {
        dedup_key: Some(format!(
            "review_asked:{}:{}",
            work.subject().word(),
            work.id()
        )),
        ..Default::default()
    };
    outbox::enqueue(txn, now, client, &ReviewAsked { work }, options).await
}

/// Gives stars. Until staff has looked, other stars take the place of the first ones.
///
/// # Errors
/// See [`ReviewError`].
pub async fn rate(
    app: &App,
    actor: Actor,
    author: UserId,
    work: Work,
    stars: u8,
) -> Result<Model, ReviewError> {
    if !(1..=5).contains(&stars) {
        return Err(ReviewError::Stars);
    }
    let stars = i32::from(stars);
    let about = work::done_by(&app.db, author, work).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let row = ActiveModel {
        subject_kind: Set(work.subject()),
        subject_id: Set(work.id()),
        author_id: Set(author),
        about_id: Set(about),
        stars: Set(stars),
        text: Set(String::new()),
        status: Set(Status::Waiting),
        at: Set(now),
        ..Default::default()
    };
    let inserted = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::SubjectKind, Column::SubjectId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    if inserted == 0 {
        let changed = Entity::update_many()
            .col_expr(Column::Stars, Expr::value(stars))
            .filter(open_by(author, work))
            .exec(&txn)
            .await?;
        if changed.rows_affected == 0 {
            txn.rollback().await?;
            return Err(ReviewError::Stands);
        }
    }
    let review = of(&txn, work).await?.ok_or(ReviewError::Gone)?;
    if inserted > 0 {
        audit::record(&txn, now, actor, &AuditEvent::ReviewWritten(review.id)).await?;
    }
    txn.commit().await?;
    Ok(review)
}

/// A review with its words.
#[derive(Clone, Debug)]
pub struct Written {
    /// As it is kept.
    pub review: Model,
    /// Contacts were taken out of the words.
    pub is_masked: bool,
}

/// Adds words to the stars, or changes them, until staff has looked. Everybody will read them: contacts
/// are taken out.
///
/// # Errors
/// See [`ReviewError`].
pub async fn write(
    app: &App,
    author: UserId,
    work: Work,
    text: &str,
) -> Result<Written, ReviewError> {
    let text = words(text)?;
    let masked = mask(&text);
    let is_masked = !masked.is_clean();
    let changed = Entity::update_many()
        .col_expr(Column::Text, Expr::value(masked.text))
        .filter(open_by(author, work))
        .exec(&app.db)
        .await?;
    let review = mine(app, author, work).await?.ok_or(ReviewError::Gone)?;
    if changed.rows_affected == 0 {
        return Err(ReviewError::Stands);
    }
    Ok(Written { review, is_masked })
}

/// A person's review of this work, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(app: &App, author: UserId, work: Work) -> Result<Option<Model>, DbErr> {
    let review = of(&app.db, work).await?;
    Ok(review.filter(|review| review.author_id == author))
}

/// Whether this person may still give or change stars for this work.
///
/// # Errors
/// See [`ReviewError`].
pub async fn may_rate(app: &App, author: UserId, work: Work) -> Result<(), ReviewError> {
    work::done_by(&app.db, author, work).await?;
    match mine(app, author, work).await? {
        Some(review) if review.status != Status::Waiting => Err(ReviewError::Stands),
        Some(_) | None => Ok(()),
    }
}

/// A review by its number, for its author.
///
/// # Errors
/// When the database does not answer.
pub async fn find(app: &App, id: ReviewId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(&app.db).await
}

async fn of(db: &impl ConnectionTrait, work: Work) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(about(work)).one(db).await
}

fn about(work: Work) -> Condition {
    Condition::all()
        .add(Column::SubjectKind.eq(work.subject()))
        .add(Column::SubjectId.eq(work.id()))
}

/// The author's review while nobody has looked at it.
fn open_by(author: UserId, work: Work) -> Condition {
    about(work)
        .add(Column::AuthorId.eq(author))
        .add(Column::Status.eq(Status::Waiting))
}

/// A text as it is kept: without spaces around it, not empty, and not over [`TEXT_LIMIT`].
///
/// # Errors
/// [`ReviewError::Empty`] or [`ReviewError::TooLong`].
pub fn words(text: &str) -> Result<String, ReviewError> {
    let text = clean(text);
    if text.is_empty() {
        Err(ReviewError::Empty)
    } else if text.chars().count() > TEXT_LIMIT {
        Err(ReviewError::TooLong)
    } else {
        Ok(text)
    }
}
