//! Files of people: taken in under limits, by what they are and not by what they claim to be.
//!
//! Pictures of profiles are here; `files` has those that go along with orders.

pub mod api;
pub mod files;

use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, sea_query::Expr};
use sha2::{Digest, Sha256};
use teloxide::types::{FileId, InputFile};
use thiserror::Error;

use crate::{
    app::App,
    bot::{fault::Fault, tg::TgError},
    clients::storage::StorageError,
    db,
    entity::{
        media::{self, Kind},
        user,
    },
    kernel::ids::MediaId,
};

/// Largest picture of a profile, in bytes.
pub const AVATAR_LIMIT: usize = 5 * 1024 * 1024;

/// Why a picture is not taken.
#[derive(Debug, Error)]
pub enum AvatarError {
    /// Over [`AVATAR_LIMIT`].
    #[error("the picture is too large")]
    TooLarge,
    /// Neither JPEG nor PNG nor WebP, whatever its name says.
    #[error("the file is not a picture")]
    NotAPicture,
    /// The database.
    #[error("the picture was not kept")]
    Database(#[from] DbErr),
    /// The storage.
    #[error("the picture was not kept")]
    Storage(#[from] StorageError),
    /// Telegram does not hand it out.
    #[error("the picture could not be fetched")]
    Telegram(#[from] TgError),
}

impl From<AvatarError> for Fault {
    fn from(error: AvatarError) -> Self {
        match error {
            AvatarError::TooLarge => Self::refused("profile-error-photo-large"),
            AvatarError::NotAPicture => Self::refused("profile-error-not-photo"),
            AvatarError::Database(error) => error.into(),
            AvatarError::Storage(error) => Self::Broken(error.into()),
            AvatarError::Telegram(error) => error.into(),
        }
    }
}

/// The picture of a profile as the bot can show it; none when there is none.
///
/// # Errors
/// When the database or the storage does not answer.
pub async fn avatar(app: &App, person: &user::Model) -> Result<Option<InputFile>, AvatarError> {
    let Some(row) = row_of(app, person).await? else {
        return Ok(None);
    };
    if let Some(id) = row.file_id {
        return Ok(Some(InputFile::file_id(FileId(id))));
    }
    let bytes = app.storage.get(&row.path).await?;
    Ok(bytes.map(|bytes| InputFile::memory(bytes).file_name("avatar")))
}

/// As [`avatar`], by its bytes; the id under which Telegram knew it is forgotten.
///
/// # Errors
/// When the database or the storage does not answer.
pub async fn avatar_anew(
    app: &App,
    person: &user::Model,
) -> Result<Option<InputFile>, AvatarError> {
    let Some(row) = row_of(app, person).await? else {
        return Ok(None);
    };
    media::Entity::update_many()
        .col_expr(media::Column::FileId, Expr::value(Option::<String>::None))
        .filter(media::Column::Id.eq(row.id))
        .exec(&app.db)
        .await?;
    let bytes = app.storage.get(&row.path).await?;
    Ok(bytes.map(|bytes| InputFile::memory(bytes).file_name("avatar")))
}

/// Bytes and type of a person's picture.
///
/// # Errors
/// When the database or the storage does not answer.
pub async fn avatar_bytes(
    app: &App,
    person: &user::Model,
) -> Result<Option<(Vec<u8>, String)>, AvatarError> {
    let Some(row) = row_of(app, person).await? else {
        return Ok(None);
    };
    let bytes = app.storage.get(&row.path).await?;
    Ok(bytes.map(|bytes| (bytes, row.mime)))
}

/// Takes a picture that was sent to the bot. The file is fetched by us: its address holds the token.
///
/// # Errors
/// See [`AvatarError`].
pub async fn avatar_from_telegram(
    app: &App,
    person: &user::Model,
    file_id: &str,
) -> Result<MediaId, AvatarError> {
    let bytes = app.tg.fetch(file_id, AVATAR_LIMIT).await?;
    let bytes = bytes.ok_or(AvatarError::TooLarge)?;
    keep_avatar(app, person, &bytes, Some(file_id.to_owned())).await
}

/// Keeps a picture in place of the one before.
///
/// # Errors
/// See [`AvatarError`].
pub async fn keep_avatar(
    app: &App,
    person: &user::Model,
    bytes: &[u8],
    file_id: Option<String>,
) -> Result<MediaId, AvatarError> {
    if bytes.len() > AVATAR_LIMIT {
        return Err(AvatarError::TooLarge);
    }
    let mime = infer::get(bytes)
        .map(|kind| kind.mime_type())
        .filter(|mime| matches!(*mime, "image/jpeg" | "image/png" | "image/webp"))
        .ok_or(AvatarError::NotAPicture)?;
    let old = row_of(app, person).await?;
    let path = format!("avatar/{}", hex::encode(rand::random::<[u8; 16]>()));
    app.storage.put(&path, bytes).await?;
    let row = media::ActiveModel {
        owner_id: Set(person.id),
        kind: Set(Kind::Avatar),
        mime: Set(mime.to_owned()),
        size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        sha256: Set(hex::encode(Sha256::digest(bytes))),
        path: Set(path),
        file_id: Set(file_id),
        uses: Set(0),
        created_at: Set(app.clock.now()),
        ..Default::default()
    };
    let txn = db::begin(&app.db).await?;
    let id = media::Entity::insert(row).exec(&txn).await?.last_insert_id;
    point_to(&txn, person, Some(id)).await?;
    if let Some(old) = &old {
        media::Entity::delete_by_id(old.id).exec(&txn).await?;
    }
    txn.commit().await?;
    if let Some(old) = old {
        forget_file(app, &old.path).await;
    }
    Ok(id)
}

/// Forgets a person's picture; none is forgotten already.
///
/// # Errors
/// See [`AvatarError`].
pub async fn remove_avatar(app: &App, person: &user::Model) -> Result<(), AvatarError> {
    let Some(old) = row_of(app, person).await? else {
        return Ok(());
    };
    let txn = db::begin(&app.db).await?;
    point_to(&txn, person, None).await?;
    media::Entity::delete_by_id(old.id).exec(&txn).await?;
    txn.commit().await?;
    forget_file(app, &old.path).await;
    Ok(())
}

/// Removes a file whose row is gone: one that stays behind is only litter.
pub async fn forget_file(app: &App, path: &str) {
    if let Err(error) = app.storage.delete(path).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a file without a row stays"
        );
    }
}

async fn row_of(app: &App, person: &user::Model) -> Result<Option<media::Model>, DbErr> {
    match person.avatar_id {
        Some(id) => media::Entity::find_by_id(id).one(&app.db).await,
        None => Ok(None),
    }
}

async fn point_to(
    txn: &sea_orm::DatabaseTransaction,
    person: &user::Model,
    avatar: Option<MediaId>,
) -> Result<(), DbErr> {
    user::Entity::update_many()
        .col_expr(user::Column::AvatarId, Expr::value(avatar.map(|id| id.0)))
        .filter(user::Column::Id.eq(person.id))
        .exec(txn)
        .await?;
    Ok(())
}
