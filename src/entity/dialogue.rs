//! What the bot waits for in a chat, when Redis is not configured.

use sea_orm::entity::prelude::*;

use crate::kernel::{ids::TgId, time::Timestamp};

/// One chat's awaited input.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dialogues")]
pub struct Model {
    /// The chat.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chat_id: TgId,
    /// The state as JSON.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// Forgotten after that.
    pub expires_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}
