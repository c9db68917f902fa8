//! How often somebody has used a promo code.

use sea_orm::entity::prelude::*;

use crate::kernel::ids::{PromoCodeId, UserId};

/// One person and one code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promo_uses")]
pub struct Model {
    /// Which code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code_id: PromoCodeId,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// Bookings of theirs that have it and are alive.
    pub used: i32,
}

impl ActiveModelBehavior for ActiveModel {}
