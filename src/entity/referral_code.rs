//! Codes by which people bring others.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UserId, time::Timestamp};

/// One code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral_codes")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The code.
    #[sea_orm(unique)]
    pub code: String,
    /// Their own share in basis points; none: that of the configuration.
    pub share_bp: Option<i32>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
