//! One person's updates one after another.
//!
//! Telegram keeps messages of a chat in order and taps of a person in order, but the two come through
//! different queues and may arrive together. The lock spares people odd interleavings; correctness
//! never rests on it, so a lock that cannot be had in time is gone without.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::OwnedMutexGuard;

use crate::{kernel::ids::TgId, redis::Redis};

/// A lock held by a dead process is free again after that; also how long we wait for one.
const LIFE: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(5);
const LONGEST_PAUSE: Duration = Duration::from_millis(80);

type Held = Arc<tokio::sync::Mutex<()>>;

/// Locks by person: in the process, and in Redis when there is one.
#[derive(Clone, Debug, Default)]
pub struct Locks {
    local: Arc<Mutex<HashMap<TgId, Held>>>,
    redis: Option<Redis>,
}

/// Holds a person's lock until dropped.
#[derive(Debug)]
pub struct Guard {
    locks: Locks,
    person: TgId,
    token: Option<String>,
    local: Option<OwnedMutexGuard<()>>,
}

impl Locks {
    /// Locks that reach over replicas when there is a Redis.
    #[must_use]
    pub fn new(redis: Option<Redis>) -> Self {
        Self {
            local: Arc::default(),
            redis,
        }
    }

    /// Waits for a person's turn.
    pub async fn acquire(&self, person: TgId) -> Guard {
        let held = {
            let mut map = self.local.lock().unwrap_or_else(PoisonError::into_inner);
            map.entry(person).or_default().clone()
        };
        // Whoever holds it for longer hangs: the next one goes on without.
        let local = tokio::time::timeout(LIFE, held.lock_owned()).await.ok();
        let token = match &self.redis {
            Some(redis) => take(redis, person).await,
            None => None,
        };
        Guard {
            locks: self.clone(),
            person,
            token,
            local,
        }
    }

    /// How many people are being served or waited for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.local
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    /// Whether nobody is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Guard {
    /// Lets the next update of the person pass, in the other replicas too.
    pub async fn release(mut self) {
        if let (Some(redis), Some(token)) = (self.locks.redis.clone(), self.token.take()) {
            give_back(&redis, self.person, &token).await;
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.local.take());
        let mut map = self
            .locks
            .local
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // Ours and the map's: nobody waits.
        if map
            .get(&self.person)
            .is_some_and(|held| Arc::strong_count(held) == 1)
        {
            map.remove(&self.person);
        }
    }
}

/// `SET key token NX PX`, again and again until it succeeds, time is up or Redis is away.
async fn take(redis: &Redis, person: TgId) -> Option<String> {
    let token = hex::encode(rand::random::<[u8; 12]>());
    let deadline = tokio::time::Instant::now() + LIFE;
    let mut pause = FIRST_PAUSE;
    loop {
        let mine = token.clone();
        let taken = redis
            .run(|mut connection, prefix| async move {
                redis::cmd("SET")
                    .arg(format!("{prefix}:lock:{person}"))
                    .arg(mine)
                    .arg("NX")
                    .arg("PX")
                    .arg(u64::try_from(LIFE.as_millis()).unwrap_or(u64::MAX))
                    .query_async::<Option<String>>(&mut connection)
                    .await
            })
            .await;
        match taken {
            Ok(Some(_)) => return Some(token),
            Ok(None) if tokio::time::Instant::now() < deadline => {
                tokio::time::sleep(pause).await;
                pause = std::cmp::min(pause * 2, LONGEST_PAUSE);
            }
            Ok(None) | Err(_) => return None,
        }
    }
}

/// Deletes the key if it is still ours.
async fn give_back(redis: &Redis, person: TgId, token: &str) {
    let script = redis::Script::new(
        "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0",
    );
    let token = token.to_owned();
    let given_back = redis
        .run(|mut connection, prefix| async move {
            script
                .key(format!("{prefix}:lock:{person}"))
                .arg(token)
                .invoke_async::<i64>(&mut connection)
                .await
        })
        .await;
    if let Err(error) = given_back {
        tracing::debug!(
            error = &error as &dyn std::error::Error,
            "a lock is left to expire"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_person_is_served_by_one_at_a_time_and_then_forgotten() {
        let locks = Locks::new(None);
        let first = locks.acquire(TgId(1)).await;
        let other = locks.acquire(TgId(2)).await;
        let mut second = tokio_test_pending(locks.acquire(TgId(1)));
        assert!(futures::poll!(&mut second).is_pending());
        first.release().await;
        drop(second.await);
        drop(other);
        assert!(locks.is_empty());
    }

    fn tokio_test_pending<F: Future>(future: F) -> std::pin::Pin<Box<F>> {
        Box::pin(future)
    }
}
