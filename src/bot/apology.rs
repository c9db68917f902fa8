//! Who was told of a passing trouble lately: the same update is retried every few seconds, and nobody
//! wants to read that every time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::kernel::ids::TgId;

const PAUSE: Duration = Duration::from_secs(60);

/// Remembers when each person was last told.
#[derive(Debug, Default)]
pub struct Apologies(Mutex<HashMap<TgId, Instant>>);

impl Apologies {
    /// Whether this person should be told now; if so, not again for a minute.
    pub fn is_due(&self, person: TgId) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|_, at| at.elapsed() < PAUSE);
        if told.contains_key(&person) {
            return false;
        }
        told.insert(person, Instant::now());
        true
    }
}
