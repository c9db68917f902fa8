//! Files of briefs and of everything else that goes along with the work.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};

use super::{
    change,
    error::StudyError,
    machine,
    masking::{self, ContactKind},
};
use crate::{
    app::App,
    db,
    entity::{
        attachment::{self, NewFile, Subject},
        order::Status,
    },
    features::media::files,
    kernel::{
        actor::Actor,
        ids::{AttachmentId, OrderId, UserId},
        time::Timestamp,
    },
};

/// Files of one brief.
pub const FILE_LIMIT: u64 = 20;

/// Puts a file to the brief; the same file twice is once. Files may be added until the work is done.
///
/// # Errors
/// [`StudyError::TooManyFiles`], [`StudyError::Moved`], or the database.
pub async fn attach(
    app: &App,
    actor: Actor,
    id: OrderId,
    file: NewFile,
) -> Result<u64, StudyError> {
    let order = change::of_client(&app.db, id, actor.user()).await?;
    if machine::is_over(order.status) {
        return Err(StudyError::Moved);
    }
    let txn = db::begin(&app.db).await?;
    put(
        &txn,
        app.clock.now(),
        Subject::Order,
        id.0,
        order.client_id,
        file,
    )
    .await?;
    let count = files_of(&txn, Subject::Order, id.0).await?.len() as u64;
    if count > FILE_LIMIT {
        txn.rollback().await?;
        return Err(StudyError::TooManyFiles);
    }
    txn.commit().await?;
    Ok(count)
}

/// Writes a file's row. Contacts go out of a name that the other side sees; what was found there is told.
///
/// # Errors
/// [`StudyError::FileGone`] for one that we keep and keep no more, or the database.
pub async fn put(
    db: &impl ConnectionTrait,
    now: Timestamp,
    subject: Subject,
    subject_id: i64,
    owner: UserId,
    mut file: NewFile,
) -> Result<Vec<ContactKind>, StudyError> {
    let media = file.media;
    let found = if faces_the_other_side(subject) {
        masking::mask_file(&mut file)
    } else {
        Vec::new()
    };
    let row = file.row((subject, subject_id), owner, now);
    let inserted = attachment::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([
                attachment::Column::SubjectKind,
                attachment::Column::SubjectId,
                attachment::Column::UniqueId,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    if let Some(media) = media.filter(|_| inserted > 0)
        && !files::use_once(db, owner, media).await?
    {
        return Err(StudyError::FileGone);
    }
    Ok(found)
}

/// Whether client and executor see each other's files there.
const fn faces_the_other_side(subject: Subject) -> bool {
    match subject {
        Subject::Order | Subject::Delivery | Subject::Message => true,
        // Still with whoever puts it together; for staff's eyes.
        Subject::Parcel | Subject::Executor => false,
    }
}

/// Files of something, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn files_of(
    db: &impl ConnectionTrait,
    subject: Subject,
    subject_id: i64,
) -> Result<Vec<attachment::Model>, DbErr> {
    attachment::Entity::find()
        .filter(attachment::Column::SubjectKind.eq(subject))
        .filter(attachment::Column::SubjectId.eq(subject_id))
        .order_by_asc(attachment::Column::Id)
        .all(db)
        .await
}

/// Files of several things of one kind at once, in the order they came.
///
/// # Errors
/// When the database does not answer.
pub async fn files_of_all(
    db: &impl ConnectionTrait,
    subject: Subject,
    subject_ids: impl IntoIterator<Item = i64>,
) -> Result<Vec<attachment::Model>, DbErr> {
    attachment::Entity::find()
        .filter(attachment::Column::SubjectKind.eq(subject))
        .filter(attachment::Column::SubjectId.is_in(subject_ids))
        .order_by_asc(attachment::Column::Id)
        .all(db)
        .await
}

/// Takes a file from the draft.
///
/// # Errors
/// When the order is not the caller's draft, or the database.
pub async fn detach(
    app: &App,
    actor: Actor,
    id: OrderId,
    file: AttachmentId,
) -> Result<(), StudyError> {
    let order = change::of_client(&app.db, id, actor.user()).await?;
    if order.status != Status::Draft {
        return Err(StudyError::Moved);
    }
    let txn = db::begin(&app.db).await?;
    let mut gone = files_of(&txn, Subject::Order, id.0).await?;
    gone.retain(|one| one.id == file);
    for one in &gone {
        attachment::Entity::delete_by_id(one.id).exec(&txn).await?;
    }
    files::release(&txn, &gone).await?;
    txn.commit().await?;
    Ok(())
}
