//! Answers to POST requests that carried an `Idempotency-Key`.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::UserId, time::Timestamp};

/// One key of one person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// As sent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub idempotency_key: String,
    /// Keyed hash of method, path and body: the same key with another request is an error.
    pub request_hash: String,
    /// Status of the answer; none while the first request runs.
    pub status: Option<i32>,
    /// Body of the answer.
    #[sea_orm(column_type = "Text", nullable)]
    pub body: Option<String>,
    /// When the first request came.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
