//! Files of a delivery while it is put together: they come in messages of their own, perhaps over days,
//! and a restart must not lose them.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::error::ExecutorError;
use crate::{
    app::App,
    db,
    entity::attachment::{Column, Entity, Model, NewFile, Subject},
    features::study::{drafts, work::FILE_LIMIT},
    kernel::ids::{OrderId, UserId},
};

/// Adds a file; the same one twice is one. The number of files now.
///
/// # Errors
/// [`ExecutorError::TooManyFiles`] or the database.
pub async fn put(
    app: &App,
    person: UserId,
    order: OrderId,
    file: NewFile,
) -> Result<u64, ExecutorError> {
    let txn = db::begin(&app.db).await?;
    let now = app.clock.now();
    drafts::put(&txn, now, Subject::Parcel, order.0, person, file)
        .await
        .map_err(ExecutorError::of_file)?;
    let count = of(person, order).count(&txn).await?;
    if count > u64::try_from(FILE_LIMIT).unwrap_or(u64::MAX) {
        txn.rollback().await?;
        return Err(ExecutorError::TooManyFiles);
    }
    txn.commit().await?;
    Ok(count)
}

/// The files so far, in the order in which they came.
///
/// # Errors
/// When the database does not answer.
pub async fn files(app: &App, person: UserId, order: OrderId) -> Result<Vec<Model>, DbErr> {
    of(person, order)
        .order_by_asc(Column::Id)
        .all(&app.db)
        .await
}

/// Forgets them: they were delivered, or shall not be.
///
/// # Errors
/// When the database does not answer.
pub async fn empty(app: &App, person: UserId, order: OrderId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::SubjectKind.eq(Subject::Parcel))
        .filter(Column::SubjectId.eq(order.0))
        .filter(Column::OwnerId.eq(person))
        .exec(&app.db)
        .await?;
    Ok(())
}

fn of(person: UserId, order: OrderId) -> sea_orm::Select<Entity> {
    Entity::find()
        .filter(Column::SubjectKind.eq(Subject::Parcel))
        .filter(Column::SubjectId.eq(order.0))
        .filter(Column::OwnerId.eq(person))
}
