//! Who brought whom.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UserId, time::Timestamp};

/// One person who was brought; the first touch wins.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referrals")]
pub struct Model {
    /// Who was brought.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// By whom.
    pub referrer_id: UserId,
    /// When.
    pub touched_at: Timestamp,
    /// Payments until then earn a bonus.
    pub until: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
