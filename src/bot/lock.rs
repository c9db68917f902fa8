//! One person's updates one after another.
//!
//! Telegram keeps messages of a chat in order and taps of a person in order, but the two come through
//! different queues and may arrive together. The lock spares people odd interleavings; correctness
//! never rests on it, so a lock that cannot be had in time is gone without.
//!
//! In Redis it costs one round trip: what is awaited in the chat is read in the same breath, and giving
//! the lock back is sent without waiting for an answer.

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

/// Deletes the key if it is still ours.
const GIVE_BACK: &str =
    "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end";

type Held = Arc<tokio::sync::Mutex<()>>;

/// What was read together with the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: there is no lock in Redis, or nothing was asked for.
    Unread,
    /// This, or that there is no such key. Nobody else changes it while the lock is held.
    Read(Option<Arc<str>>),
}

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

    /// Waits for a person's turn. With the lock in Redis comes the value of the key `beside`, read when
    /// the lock was ours already.
    pub async fn acquire(&self, person: TgId, beside: Option<&str>) -> (Guard, Beside) {
        let held = {
            let mut map = self.local.lock().unwrap_or_else(PoisonError::into_inner);
            map.entry(person).or_default().clone()
        };
        // Whoever holds it for longer hangs: the next one goes on without.
        let local = tokio::time::timeout(LIFE, held.lock_owned()).await.ok();
        let taken = match &self.redis {
            Some(redis) => take(redis, person, beside).await,
            None => None,
        };
        let (token, read) = match taken {
            Some((token, read)) => (Some(token), read),
            None => (None, Beside::Unread),
        };
        let guard = Guard {
            locks: self.clone(),
            person,
            token,
            local,
        };
        (guard, read)
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
            give_back(&redis, self.person, token).await;
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
async fn take(redis: &Redis, person: TgId, beside: Option<&str>) -> Option<(String, Beside)> {
    let token = hex::encode(rand::random::<[u8; 12]>());
    let mut commands = redis::pipe();
    commands
        .cmd("SET")
        .arg(redis.key("lock", person))
        .arg(&token)
        .arg("NX")
        .arg("PX")
        .arg(u64::try_from(LIFE.as_millis()).unwrap_or(u64::MAX));
    if let Some(key) = beside {
        commands.get(key);
    }
    let deadline = tokio::time::Instant::now() + LIFE;
    let mut pause = FIRST_PAUSE;
    loop {
        let (is_ours, read) = match beside {
            Some(_) => {
                let (is_ours, value) = redis
                    .ask_all::<(bool, Option<String>)>(&commands)
                    .await
                    .ok()?;
                (is_ours, Beside::Read(value.map(Arc::from)))
            }
            None => {
                let (is_ours,) = redis.ask_all::<(bool,)>(&commands).await.ok()?;
                (is_ours, Beside::Unread)
            }
        };
        if is_ours {
            return Some((token, read));
        }
        if tokio::time::Instant::now() >= deadline {
            return None;
        }
        tokio::time::sleep(pause).await;
        pause = std::cmp::min(pause * 2, LONGEST_PAUSE);
    }
}

/// Deletes the key if it is still ours. Nobody waits for the answer: the next lock of this process is
/// asked for on the same connection, and other processes come again by themselves.
async fn give_back(redis: &Redis, person: TgId, token: String) {
    let mut command = redis::cmd("EVAL");
    command
        .arg(GIVE_BACK)
        .arg(1)
        .arg(redis.key("lock", person))
        .arg(token);
    if let Err(error) = redis.tell(command).await {
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
        let first = locks.acquire(TgId(1), None).await.0;
        let other = locks.acquire(TgId(2), None).await.0;
        let mut second = Box::pin(locks.acquire(TgId(1), None));
        assert!(futures::poll!(&mut second).is_pending());
        first.release().await;
        drop(second.await);
        drop(other);
        assert!(locks.is_empty());
    }
}
