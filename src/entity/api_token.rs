//! Personal API tokens: stored hashed, scoped, revocable.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{TokenId, UserId},
    time::Timestamp,
};

/// One token.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: TokenId,
    /// Whose.
    pub user_id: UserId,
    /// What the owner calls it.
    pub name: String,
    /// SHA-256 of the token, in hex. The token has 256 random bits, so no salt is needed.
    #[sea_orm(unique)]
    pub hash: String,
    /// Its last four characters, to tell tokens apart.
    pub hint: String,
    /// What it allows.
    pub scope: Scope,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last use, to the minute.
    pub used_at: Option<Timestamp>,
    /// Dead since then.
    pub revoked_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a token allows.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Reading only.
    Read,
    /// Reading and changing.
    Write,
}
