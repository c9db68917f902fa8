//! Signs of life of the loops that must never stop: polling, sender, jobs.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// When each loop was last heard of.
#[derive(Debug, Default)]
pub struct Heartbeats(Mutex<BTreeMap<&'static str, Instant>>);

impl Heartbeats {
    /// This loop is alive.
    pub fn beat(&self, name: &'static str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name, Instant::now());
    }

    /// Every loop with the time since it was heard of.
    #[must_use]
    pub fn ages(&self) -> Vec<(&'static str, Duration)> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .map(|(name, at)| (*name, at.elapsed()))
            .collect()
    }

    /// Loops that were silent for longer than `limit`.
    #[must_use]
    pub fn silent(&self, limit: Duration) -> Vec<&'static str> {
        self.ages()
            .into_iter()
            .filter(|(_, age)| *age > limit)
            .map(|(name, _)| name)
            .collect()
    }
}
