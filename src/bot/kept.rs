//! Files that we keep ourselves, on their way to Telegram: uploaded once, sent by Telegram's id from then on.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, sea_query::Expr};

use super::tg::TgError;
use crate::{
    clients::storage::{Storage, StorageError},
    db::Db,
    entity::media::{Column, Entity, Model},
    kernel::ids::MediaId,
};

/// Where they are.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Their rows.
    pub db: Db,
    /// Their bytes.
    pub storage: Storage,
}

impl Kept {
    /// The row; none when the file is gone.
    pub(super) async fn find(&self, id: MediaId) -> Result<Option<Model>, TgError> {
        Entity::find_by_id(id)
            .one(&self.db)
            .await
            .map_err(|error| unread(&error))
    }

    /// The bytes; none when the file is gone.
    pub(super) async fn bytes(&self, file: &Model) -> Result<Option<Vec<u8>>, TgError> {
        self.storage
            .get(&file.path)
            .await
            .map_err(|error: StorageError| unread(&error))
    }

    /// Remembers under which id Telegram knows it, or that it does not. Without that it is only uploaded again.
    pub(super) async fn known_as(&self, id: MediaId, file_id: Option<String>) {
        let done: Result<_, DbErr> = Entity::update_many()
            .col_expr(Column::FileId, Expr::value(file_id))
            .filter(Column::Id.eq(id))
            .exec(&self.db)
            .await;
        if let Err(error) = done {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a file will be uploaded again"
            );
        }
    }
}

/// Worth another try, like an answer of Telegram's that did not come.
fn unread(error: &dyn std::error::Error) -> TgError {
    TgError::NoAnswer {
        method: "sendDocument",
        problem: format!("the file could not be read: {error}"),
    }
}
