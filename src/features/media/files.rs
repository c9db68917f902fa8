//! Files that go along with the work. They belong to nobody's order at first, and are attached later; what is
//! attached stays.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::forget_file;
use crate::{
    app::App,
    clients::storage::StorageError,
    entity::{
        attachment::{self, NewFile},
        media::{ActiveModel, Column, Entity, Kind, Model},
    },
    features::study::masking,
    kernel::{
        ids::{MediaId, UserId},
        time::Timestamp,
        words::clean,
    },
};

/// Largest file, in bytes: what Telegram takes from a bot, with room to spare.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;
/// Files of one person that are not attached to anything.
pub const LOOSE_LIMIT: u64 = 20;
/// Longest name, in characters.
const NAME_LIMIT: usize = 128;

/// Why a file is not taken, or not removed.
#[derive(Debug, Error)]
pub enum FileError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Over [`FILE_LIMIT`].
    #[error("the file is too large")]
    TooLarge,
    /// A program, or nothing that is known.
    #[error("such files are not taken")]
    BadType,
    /// Over [`LOOSE_LIMIT`].
    #[error("too many files are attached to nothing")]
    TooMany,
    /// No such file, or not theirs.
    #[error("there is no such file")]
    Gone,
    /// It is attached to something.
    #[error("the file is attached to something")]
    InUse,
    /// The database.
    #[error("files do not answer")]
    Database(#[from] DbErr),
    /// The storage.
    #[error("the file was not kept")]
    Storage(#[from] StorageError),
}

/// Keeps a file. Its type is what its bytes say; contacts go out of its name.
///
/// # Errors
/// See [`FileError`].
pub async fn keep(
    app: &App,
    owner: UserId,
    name: Option<&str>,
    bytes: &[u8],
) -> Result<Model, FileError> {
    if bytes.is_empty() {
        return Err(FileError::Empty);
    }
    if bytes.len() > FILE_LIMIT {
        return Err(FileError::TooLarge);
    }
    let mime = mime_of(bytes).ok_or(FileError::BadType)?;
    let loose = Entity::find()
        .filter(Column::OwnerId.eq(owner))
        .filter(Column::Kind.eq(Kind::File))
        .filter(Column::Uses.eq(0))
        .count(&app.db)
        .await?;
    if loose >= LOOSE_LIMIT {
        return Err(FileError::TooMany);
    }
    let path = format!("file/{}", hex::encode(rand::random::<[u8; 16]>()));
    app.storage.put(&path, bytes).await?;
    let row = ActiveModel {
        owner_id: Set(owner),
        kind: Set(Kind::File),
        mime: Set(mime.to_owned()),
        size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        sha256: Set(hex::encode(Sha256::digest(bytes))),
        path: Set(path.clone()),
        file_id: Set(None),
        created_at: Set(app.clock.now()),
        name: Set(name.and_then(name_of)),
        uses: Set(0),
        ..Default::default()
    };
    match Entity::insert(row).exec_with_returning(&app.db).await {
        Ok(row) => Ok(row),
        Err(error) => {
            forget_file(app, &path).await;
            Err(error.into())
        }
    }
}

/// The last step of a path, without what no file system takes and without contacts.
fn name_of(name: &str) -> Option<String> {
    let name = clean(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let name = masking::mask_name(&name).text;
    // What it ends with says what it is: a long name loses its beginning.
    let skipped = name.chars().count().saturating_sub(NAME_LIMIT);
    let name: String = name.chars().skip(skipped).collect();
    (!name.is_empty()).then_some(name)
}

/// What a file is, by its bytes. Programs are nothing that work is made of; pages and scripts are kept as the
/// plain text that they are, so that no browser runs them.
fn mime_of(bytes: &[u8]) -> Option<&'static str> {
    match infer::get(bytes) {
        Some(kind) if kind.matcher_type() == infer::MatcherType::App => None,
        Some(kind) if kind.matcher_type() != infer::MatcherType::Text => Some(kind.mime_type()),
        Some(_) | None => {
            let is_text = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
            is_text.then_some("text/plain; charset=utf-8")
        }
    }
}

/// One's own files before this one, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(
    app: &App,
    owner: UserId,
    before: Option<MediaId>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut select = Entity::find()
        .filter(Column::OwnerId.eq(owner))
        .filter(Column::Kind.eq(Kind::File));
    if let Some(before) = before {
        select = select.filter(Column::Id.lt(before));
    }
    select
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await
}

/// A file, whoever asks: who may see it follows from what it is attached to.
///
/// # Errors
/// [`FileError::Gone`] or the database.
pub async fn find(app: &App, id: MediaId) -> Result<Model, FileError> {
    Entity::find_by_id(id)
        .filter(Column::Kind.eq(Kind::File))
        .one(&app.db)
        .await?
        .ok_or(FileError::Gone)
}

/// What a file is attached to.
///
/// # Errors
/// When the database does not answer.
pub async fn attached(app: &App, id: MediaId) -> Result<Vec<attachment::Model>, DbErr> {
    attachment::Entity::find()
        .filter(attachment::Column::MediaId.eq(id))
        .all(&app.db)
        .await
}

/// The bytes of a file.
///
/// # Errors
/// [`FileError::Gone`] or the storage.
pub async fn bytes(app: &App, file: &Model) -> Result<Vec<u8>, FileError> {
    app.storage.get(&file.path).await?.ok_or(FileError::Gone)
}

/// One's own file as something to be attached.
///
/// # Errors
/// [`FileError::Gone`] or the database.
pub async fn offered(app: &App, owner: UserId, id: MediaId) -> Result<NewFile, FileError> {
    let file = find(app, id).await?;
    if file.owner_id != owner {
        return Err(FileError::Gone);
    }
    Ok(NewFile {
        kind: attachment::Kind::Document,
        file_id: String::new(),
        unique_id: format!("media:{id}"),
        name: file.name,
        mime: Some(file.mime),
        size: Some(file.size),
        media: Some(id),
    })
}

/// Counts one more thing that the file is attached to; false when it is gone, or somebody else's.
///
/// The row that is changed here is the one that [`remove`] looks at: of the two at once, one finds it changed.
///
/// # Errors
/// When the database refuses.
pub async fn use_once(
    db: &impl ConnectionTrait,
    owner: UserId,
    id: MediaId,
) -> Result<bool, DbErr> {
    let used = Entity::update_many()
        .col_expr(Column::Uses, Expr::col(Column::Uses).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::OwnerId.eq(owner))
        .filter(Column::Kind.eq(Kind::File))
        .exec(db)
        .await?;
    Ok(used.rows_affected > 0)
}

/// Takes back what [`use_once`] counted: these are attached no more.
///
/// # Errors
/// When the database refuses.
pub async fn release(db: &impl ConnectionTrait, files: &[attachment::Model]) -> Result<(), DbErr> {
    for id in files.iter().filter_map(|file| file.media_id) {
        Entity::update_many()
            .col_expr(Column::Uses, Expr::col(Column::Uses).sub(1))
            .filter(Column::Id.eq(id))
            .filter(Column::Uses.gt(0))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Removes one's own file.
///
/// # Errors
/// [`FileError::InUse`] while it is attached to something; see [`FileError`].
pub async fn remove(app: &App, owner: UserId, id: MediaId) -> Result<(), FileError> {
    let file = find(app, id).await?;
    if file.owner_id != owner {
        return Err(FileError::Gone);
    }
    let removed = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::Uses.eq(0))
        .exec(&app.db)
        .await?;
    if removed.rows_affected == 0 {
        return Err(FileError::InUse);
    }
    forget_file(app, &file.path).await;
    Ok(())
}

/// Forgets files that came before `until` and were attached to nothing since; how many.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_loose(app: &App, until: Timestamp) -> Result<u64, DbErr> {
    let loose = Entity::find()
        .filter(Column::Kind.eq(Kind::File))
        .filter(Column::Uses.eq(0))
        .filter(Column::CreatedAt.lt(until))
        .all(&app.db)
        .await?;
    let mut forgotten = 0;
    for file in loose {
        match remove(app, file.owner_id, file.id).await {
            Ok(()) => forgotten += 1,
            // Attached this very moment, or removed by its owner.
            Err(FileError::Database(error)) => return Err(error),
            Err(_) => {}
        }
    }
    Ok(forgotten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(mime_of(b"%PDF-1.7 x"), Some("application/pdf"));
        let text = Some("text/plain; charset=utf-8");
        assert_eq!(mime_of("Привет".as_bytes()), text);
        assert_eq!(mime_of(b"<!DOCTYPE html><script>1</script>"), text);
        assert_eq!(mime_of(b"#!/bin/sh\nrm -rf /"), text);
        for program in [
            b"\x7fELF\x02\x01\x01\0".as_slice(),
            b"MZ\x90\0\x03\0",
            b"\xff\xfe\0\0",
        ] {
            assert_eq!(mime_of(program), None, "{program:?}");
        }
    }

    #[test]
    fn a_name_is_a_name_and_no_path_and_no_contact() {
        assert_eq!(name_of("../../etc/passwd").as_deref(), Some("passwd"));
        assert_eq!(name_of("C:\\a\\глава.docx").as_deref(), Some("глава.docx"));
        assert_eq!(name_of("x\u{0}y\n.pdf").as_deref(), Some("x y\n.pdf"));
        assert_eq!(
            name_of("тел 89161234567.pdf").as_deref(),
            Some("тел •••.pdf")
        );
        assert_eq!(name_of(" / "), None);
        let long = name_of(&format!("{}.pdf", "я".repeat(300))).unwrap();
        assert!(long.ends_with("я.pdf") && long.chars().count() == 128);
    }
}
