//! Redis: one multiplexed connection that mends itself, and a prefix for every key.
//!
//! Redis is a convenience: what is in it may be lost. Every caller has an answer for its absence.

use std::{fmt, time::Duration};

use redis::{
    Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use secrecy::ExposeSecret;

use crate::config;

/// A handle; clones share the connection.
#[derive(Clone)]
pub struct Redis {
    connection: ConnectionManager,
    prefix: String,
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
            prefix: config.prefix.clone(),
        })
    }

    /// Runs commands on the connection; the closure gets the prefix of our keys as well.
    ///
    /// # Errors
    /// When Redis does not answer in time.
    pub async fn run<T, F, Fut>(&self, commands: F) -> Result<T, RedisError>
    where
        F: FnOnce(ConnectionManager, String) -> Fut,
        Fut: Future<Output = RedisResult<T>>,
    {
        let result = commands(self.connection.clone(), self.prefix.clone()).await;
        if result.is_err() {
            metrics::counter!("redis_errors_total").increment(1);
        }
        Ok(result?)
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), RedisError> {
        self.run(|mut connection, _| async move {
            redis::cmd("PING").query_async::<()>(&mut connection).await
        })
        .await
    }
}

/// The address may hold a password.
impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redis")
    }
}
