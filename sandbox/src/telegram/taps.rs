//! Queries that wait for the bot's answer: button presses, pre-checkout and inline queries.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use tokio::sync::oneshot;

use crate::person::Answer;

/// The oldest unanswered taps are forgotten beyond this number.
const LIMIT: usize = 20_000;

pub(crate) struct Tap {
    pub(crate) bot: i64,
    pub(crate) person: i64,
    pub(crate) chat: i64,
    pub(crate) message: i64,
    pub(crate) data: String,
    pub(crate) expires_at: i64,
    pub(crate) delivered: bool,
    pub(crate) waiter: Option<oneshot::Sender<Answer>>,
}

/// Any other query; the answer is handed over as the bot gave it.
pub(crate) struct Query {
    pub(crate) bot: i64,
    pub(crate) expires_at: i64,
    pub(crate) waiter: oneshot::Sender<Value>,
}

#[derive(Default)]
pub(crate) struct Queries {
    taps: BTreeMap<u64, Tap>,
    others: HashMap<u64, Query>,
}

impl Queries {
    pub(crate) fn open(&mut self, id: u64, tap: Tap) {
        if self.taps.len() >= LIMIT {
            self.taps.pop_first();
        }
        self.taps.insert(id, tap);
    }

    pub(crate) fn mark_delivered(&mut self, id: &str) {
        let found = id.parse().ok().and_then(|id: u64| self.taps.get_mut(&id));
        if let Some(tap) = found {
            tap.delivered = true;
        }
    }

    /// Takes a tap that can still be answered by this bot.
    pub(crate) fn answer(&mut self, bot: i64, id: &str, now: i64) -> Option<Tap> {
        let id: u64 = id.parse().ok()?;
        let fits = self
            .taps
            .get(&id)
            .is_some_and(|tap| tap.bot == bot && tap.expires_at > now);
        if fits { self.taps.remove(&id) } else { None }
    }

    pub(crate) fn unanswered(&self) -> impl Iterator<Item = (u64, &Tap)> {
        self.taps
            .iter()
            .filter(|(_, tap)| tap.delivered)
            .map(|(id, tap)| (*id, tap))
    }

    pub(crate) fn open_query(&mut self, id: u64, query: Query, now: i64) {
        self.others.retain(|_, query| query.expires_at > now);
        self.others.insert(id, query);
    }

    pub(crate) fn answer_query(&mut self, bot: i64, id: &str, now: i64) -> Option<Query> {
        let id: u64 = id.parse().ok()?;
        let fits = self
            .others
            .get(&id)
            .is_some_and(|query| query.bot == bot && query.expires_at > now);
        if fits { self.others.remove(&id) } else { None }
    }
}
