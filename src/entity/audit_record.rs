//! The audit log: who did what to what. Rows are only ever added.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::Serialize;

use crate::kernel::{
    ids::{AuditId, UserId},
    permission::Role,
    time::Timestamp,
};

/// One record.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    /// Row; records are in its order.
    #[sea_orm(primary_key)]
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// What kind of actor.
    pub actor_kind: ActorKind,
    /// The person, when it was one.
    pub actor_id: Option<UserId>,
    /// In which role.
    pub role: Option<Role>,
    /// What was done, such as `user.blocked`.
    pub action: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which one.
    pub subject_id: Option<i64>,
    /// Facts as a JSON object: ids and words, no names, phones or texts.
    #[sea_orm(column_type = "Text")]
    pub details: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Kinds of actors.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum, utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A person.
    User,
    /// The command line.
    Shell,
    /// A job.
    System,
}
