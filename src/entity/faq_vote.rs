//! "Did it help?": one vote of a person on an answer, the last one counts.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UserId, time::Timestamp};

/// One vote.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "faq_votes")]
pub struct Model {
    /// Key of the entry, `category.entry`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry: String,
    /// Whose vote.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// It did, or it did not.
    pub helped: bool,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
