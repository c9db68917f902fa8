//! What the bot waits for in a chat: a state as JSON under the chat's id, forgotten after a while.
//!
//! teloxide's own storages write a default for every chat ever seen, know no expiry and, with Redis,
//! need two round trips and bare ids for keys. This one reads once, writes once, and keeps nothing for
//! a chat that is not asked anything.

use chrono::TimeDelta;
use redis::Cmd;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use crate::{
    clock::Clock,
    db::Db,
    entity::dialogue,
    kernel::ids::TgId,
    redis::{Redis, RedisError},
};

/// Where states are kept.
#[derive(Clone, Debug)]
pub struct StateStore {
    backend: Backend,
    ttl: TimeDelta,
}

#[derive(Clone, Debug)]
enum Backend {
    Redis(Redis),
    Database(Db, Clock),
}

/// The store does not answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Redis.
    #[error("dialogue states are out of reach")]
    Redis(#[from] RedisError),
    /// Database.
    #[error("dialogue states are out of reach")]
    Database(#[from] DbErr),
}

impl StateStore {
    /// States in Redis.
    #[must_use]
    pub const fn in_redis(redis: Redis, ttl: TimeDelta) -> Self {
        Self {
            backend: Backend::Redis(redis),
            ttl,
        }
    }

    /// States in the database.
    #[must_use]
    pub const fn in_database(db: Db, clock: Clock, ttl: TimeDelta) -> Self {
        Self {
            backend: Backend::Database(db, clock),
            ttl,
        }
    }

    /// Where the state of a chat is in Redis; none when states are in the database.
    #[must_use]
    pub fn key(&self, chat: TgId) -> Option<String> {
        match &self.backend {
            Backend::Redis(redis) => Some(key(redis, chat)),
            Backend::Database(..) => None,
        }
    }

    /// The state of a chat; none when nothing is awaited there.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn get(&self, chat: TgId) -> Result<Option<String>, StoreError> {
        match &self.backend {
            Backend::Redis(redis) => Ok(redis.ask(&Cmd::get(key(redis, chat))).await?),
            Backend::Database(db, clock) => {
                let row = dialogue::Entity::find_by_id(chat).one(db).await?;
                Ok(row
                    .filter(|row| row.expires_at > clock.now())
                    .map(|row| row.state))
            }
        }
    }

    /// Remembers what is awaited in a chat.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn set(&self, chat: TgId, state: String) -> Result<(), StoreError> {
        match &self.backend {
            Backend::Redis(redis) => {
                let seconds = u64::try_from(self.ttl.num_seconds()).unwrap_or(1);
                redis
                    .ask::<()>(&Cmd::set_ex(key(redis, chat), state, seconds))
                    .await?;
            }
            Backend::Database(db, clock) => {
                let row = dialogue::ActiveModel {
                    chat_id: Set(chat),
                    state: Set(state),
                    expires_at: Set(clock.now().plus(self.ttl)),
                };
                dialogue::Entity::insert(row)
                    .on_conflict(
                        OnConflict::column(dialogue::Column::ChatId)
                            .update_columns([dialogue::Column::State, dialogue::Column::ExpiresAt])
                            .to_owned(),
                    )
                    .exec_without_returning(db)
                    .await?;
            }
        }
        Ok(())
    }

    /// Nothing is awaited in this chat any more.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn clear(&self, chat: TgId) -> Result<(), StoreError> {
        match &self.backend {
            Backend::Redis(redis) => {
                redis.ask::<()>(&Cmd::del(key(redis, chat))).await?;
            }
            Backend::Database(db, _) => {
                // Most taps have nothing to clear: a read takes no writer's turn on SQLite.
                if dialogue::Entity::find_by_id(chat).one(db).await?.is_some() {
                    dialogue::Entity::delete_many()
                        .filter(dialogue::Column::ChatId.eq(chat))
                        .exec(db)
                        .await?;
                }
            }
        }
        Ok(())
    }
}

fn key(redis: &Redis, chat: TgId) -> String {
    redis.key("fsm", chat)
}
