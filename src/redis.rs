//! Redis: one multiplexed connection that mends itself, and a prefix for every key.
//!
//! Redis is a convenience: what is in it may be lost. Every caller has an answer for its absence.

use std::{
    fmt::{self, Display},
    sync::Arc,
    time::Duration,
};

use redis::{
    Client, Cmd, FromRedisValue, Pipeline, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use secrecy::ExposeSecret;

use crate::config;

/// A handle; clones share the connection.
#[derive(Clone)]
pub struct Redis {
    connection: ConnectionManager,
    prefix: Arc<str>,
}

/// Redis said no, or nothing.
#[derive(Debug, thiserror::Error)]
#[error("Redis does not answer")]
pub struct RedisError(#[from] redis::RedisError);

impl Redis {
    /// A handle for the configured server. Connects at first use, so that the bot starts without it.
    ///
    /// # Errors
    /// When the address is malformed.
    pub fn new(config: &config::Redis) -> Result<Self, RedisError> {
        let client = Client::open(config.url.expose_secret())?;
        let settings = ConnectionManagerConfig::new()
            // A person waits: better to go on without than to hope for long.
            .set_connection_timeout(Some(Duration::from_millis(500)))
            .set_response_timeout(Some(Duration::from_millis(500)))
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(20))
            .set_max_delay(Duration::from_millis(200));
        Ok(Self {
            connection: ConnectionManager::new_lazy_with_config(client, settings)?,
            prefix: config.prefix.as_str().into(),
        })
    }

    /// Our key for a thing of this kind.
    #[must_use]
    pub fn key(&self, kind: &str, id: impl Display) -> String {
        format!("{}:{kind}:{id}", self.prefix)
    }

    /// Sends a command and waits for its answer.
    ///
    /// # Errors
    /// When Redis does not answer in time.
    pub async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        counted(command.query_async(&mut self.connection.clone()).await)
    }

    /// Sends commands in one piece and waits for all answers.
    ///
    /// # Errors
    /// As [`Redis::ask`].
    pub async fn ask_all<T: FromRedisValue>(&self, commands: &Pipeline) -> Result<T, RedisError> {
        counted(commands.query_async(&mut self.connection.clone()).await)
    }

    /// Sends a command whose answer nobody needs. Whatever this process sends after it runs after it,
    /// since all goes over one connection.
    ///
    /// # Errors
    /// When there is no connection.
    pub async fn tell(&self, mut command: Cmd) -> Result<(), RedisError> {
        command.set_no_response(true);
        counted(command.exec_async(&mut self.connection.clone()).await)
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), RedisError> {
        self.ask(&redis::cmd("PING")).await
    }
}

fn counted<T>(result: RedisResult<T>) -> Result<T, RedisError> {
    if result.is_err() {
        metrics::counter!("redis_errors_total").increment(1);
    }
    Ok(result?)
}

/// The address may hold a password.
impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redis")
    }
}
