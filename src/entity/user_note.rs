//! What staff wrote down about a person, for staff's eyes.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UserId, time::Timestamp};

/// One note.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_notes")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// About whom.
    pub user_id: UserId,
    /// By whom.
    pub author_id: UserId,
    /// The words.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
