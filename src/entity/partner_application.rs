//! Applications of people who want to be partners.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{ids::UserId, time::Timestamp};

/// One application; a person has one at most.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "partner_applications")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// What became of it.
    pub status: Status,
    /// Whom they would tell, and where, in their words.
    #[sea_orm(column_type = "Text")]
    pub about: String,
    /// Why it was refused.
    #[sea_orm(column_type = "Text", nullable)]
    pub refusal: Option<String>,
    /// When they applied.
    pub applied_at: Timestamp,
    /// When staff decided.
    pub decided_at: Option<Timestamp>,
    /// Who did.
    pub decided_by: Option<UserId>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What became of an application.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits for staff.
    Applied,
    /// They are a partner.
    Approved,
    /// They may apply again.
    Refused,
    /// They took it back, and may apply again.
    Withdrawn,
}

impl Status {
    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}
