//! What agencies said to everybody who comes to a session.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{SessionId, UserId},
    time::Timestamp,
};

/// One message.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_messages")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// To whom: who comes to this session.
    pub session_id: SessionId,
    /// Who wrote it.
    pub author_id: Option<UserId>,
    /// What.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// When.
    pub at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
