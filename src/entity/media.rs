//! Files that we keep.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};

use crate::kernel::{
    ids::{MediaId, UserId},
    time::Timestamp,
};

/// One stored file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: MediaId,
    /// Whose.
    pub owner_id: UserId,
    /// What it is for: decides who may see it.
    pub kind: Kind,
    /// Sniffed type, never the claimed one.
    pub mime: String,
    /// Bytes.
    pub size: i64,
    /// Of the bytes, in hex.
    pub sha256: String,
    /// Where the storage has it.
    pub path: String,
    /// Telegram's id of the same file, once known.
    pub file_id: Option<String>,
    /// When it came.
    pub created_at: Timestamp,
    /// Its name, contacts masked; pictures of profiles have none.
    pub name: Option<String>,
    /// To how much it is attached.
    pub uses: i32,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Picture of a profile.
    Avatar,
    /// Something that goes along with the work: whoever sees what it is attached to may see it.
    File,
}
