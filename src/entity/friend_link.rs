//! A person's invitation into their circle.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UserId, time::Timestamp};

/// The one link of a person; a new one replaces it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "friend_links")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// What stands after `friend_`.
    #[sea_orm(unique)]
    pub token: String,
    /// When it was made.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
