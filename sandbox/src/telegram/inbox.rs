//! Updates of one bot that wait to be delivered.
//!
//! A pure state machine: no timers and no network, so its rules can be tested by hand. Updates
//! sit in queues, one of a queue is in flight at a time, and a failure holds back its own queue
//! only.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::Arc,
};

use rand::Rng;
use serde_json::Value;
use tokio::sync::oneshot;

use crate::person::Delivery;

/// Which queue an update belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum QueueKey {
    /// Messages and edits of a chat.
    Chat(i64),
    /// Button presses of a person.
    Taps(i64),
    /// Shipping and pre-checkout queries of a person.
    Payments(i64),
    /// Inline queries of a person.
    Inline(i64),
    /// Changes of the bot's own membership in a chat.
    Member(i64),
}

struct Pending {
    body: Arc<Value>,
    queue: QueueKey,
    expires_at: i64,
    tap: Option<String>,
    waiter: Option<oneshot::Sender<Delivery>>,
}

#[derive(Default)]
struct Queue {
    ids: VecDeque<i64>,
    in_flight: bool,
    not_before: i64,
    failures: u32,
    has_worker: bool,
}

/// A place in a queue, as handed to the one who waits for delivery.
pub(crate) struct Ticket {
    pub(crate) update_id: i64,
    pub(crate) delivered: oneshot::Receiver<Delivery>,
}

/// What a queue's worker has to do now.
pub(crate) enum Step {
    Send { id: i64, body: Arc<Value> },
    Wait { millis: i64 },
    Empty,
}

/// An update that has been handed over.
pub(crate) struct Delivered {
    pub(crate) body: Arc<Value>,
    pub(crate) tap: Option<String>,
}

pub(crate) struct NewUpdate {
    pub(crate) body: Value,
    pub(crate) queue: QueueKey,
    pub(crate) expires_at: i64,
    pub(crate) tap: Option<String>,
}

pub(crate) struct Inbox {
    next_id: i64,
    updates: BTreeMap<i64, Pending>,
    queues: HashMap<QueueKey, Queue>,
    // Nothing expires before this moment, so most looks need no scan.
    earliest: i64,
}

impl Inbox {
    pub(crate) fn new(first_id: i64) -> Self {
        Self {
            next_id: first_id,
            updates: BTreeMap::new(),
            queues: HashMap::new(),
            earliest: i64::MAX,
        }
    }

    /// Puts an update in its queue; `update_id` is filled in as the first field.
    pub(crate) fn push(&mut self, new: NewUpdate) -> Ticket {
        let id = self.next_id;
        self.next_id += 1;
        let body = match new.body {
            Value::Object(fields) => {
                let mut whole = serde_json::Map::with_capacity(fields.len() + 1);
                whole.insert("update_id".to_owned(), Value::from(id));
                whole.extend(fields.into_iter().filter(|(key, _)| key != "update_id"));
                Value::Object(whole)
            }
            other => other,
        };
        let (sender, delivered) = oneshot::channel();
        self.earliest = self.earliest.min(new.expires_at);
        self.updates.insert(
            id,
            Pending {
                body: Arc::new(body),
                queue: new.queue,
                expires_at: new.expires_at,
                tap: new.tap,
                waiter: Some(sender),
            },
        );
        self.queues.entry(new.queue).or_default().ids.push_back(id);
        Ticket {
            update_id: id,
            delivered,
        }
    }

    /// Claims the queue for a worker. False when it has one or has nothing to send.
    pub(crate) fn claim(&mut self, key: QueueKey) -> bool {
        match self.queues.get_mut(&key) {
            Some(queue) if !queue.has_worker => {
                queue.has_worker = true;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn release(&mut self, key: QueueKey) {
        if let Some(queue) = self.queues.get_mut(&key) {
            queue.has_worker = false;
            queue.in_flight = false;
            if queue.ids.is_empty() {
                self.queues.remove(&key);
            }
        }
    }

    pub(crate) fn queues(&self) -> Vec<QueueKey> {
        self.queues.keys().copied().collect()
    }

    /// The next thing to do for a queue; a returned update counts as in flight.
    pub(crate) fn next(&mut self, key: QueueKey, now: i64) -> Step {
        self.expire_queue(key, now);
        let Some(queue) = self.queues.get_mut(&key) else {
            return Step::Empty;
        };
        let Some(id) = queue.ids.front().copied() else {
            return Step::Empty;
        };
        if queue.not_before > now {
            return Step::Wait {
                millis: queue.not_before - now,
            };
        }
        let Some(pending) = self.updates.get(&id) else {
            queue.ids.pop_front();
            return Step::Wait { millis: 0 };
        };
        queue.in_flight = true;
        Step::Send {
            id,
            body: Arc::clone(&pending.body),
        }
    }

    /// The update in flight was accepted.
    pub(crate) fn done(&mut self, key: QueueKey, id: i64) -> Option<Delivered> {
        if let Some(queue) = self.queues.get_mut(&key) {
            queue.in_flight = false;
            queue.failures = 0;
            queue.not_before = 0;
        }
        self.finish(id, Delivery::Done)
    }

    /// The update in flight was not accepted: the first retry comes at once, then the pause
    /// doubles up to a random limit; the receiver's own `Retry-After` wins.
    pub(crate) fn failed(
        &mut self,
        key: QueueKey,
        id: i64,
        now: i64,
        retry_after: Option<i64>,
        outcome: Delivery,
    ) {
        if let Some(pending) = self.updates.get_mut(&id)
            && let Some(waiter) = pending.waiter.take()
        {
            // The one who waited may have left; the update stays all the same.
            let _left = waiter.send(outcome);
        }
        if let Some(queue) = self.queues.get_mut(&key) {
            queue.in_flight = false;
            queue.failures += 1;
            let pause = match retry_after {
                Some(seconds) => seconds.saturating_mul(1000),
                None => pause_after(queue.failures),
            };
            queue.not_before = now.saturating_add(pause);
        }
    }

    /// Forgets all pauses.
    pub(crate) fn retry_now(&mut self) {
        for queue in self.queues.values_mut() {
            queue.not_before = 0;
        }
    }

    /// Confirms everything below `offset`, or, when it is negative, all but the last `-offset`.
    pub(crate) fn confirm(&mut self, offset: i64) -> Vec<Delivered> {
        let border = if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            match self.updates.keys().nth_back(
                keep.saturating_sub(1)
                    .min(self.updates.len().saturating_sub(1)),
            ) {
                Some(id) => *id,
                None => return Vec::new(),
            }
        } else {
            offset
        };
        let ids: Vec<i64> = self.updates.range(..border).map(|(id, _)| *id).collect();
        ids.into_iter()
            .filter_map(|id| self.finish(id, Delivery::Done))
            .collect()
    }

    /// The oldest updates, for `getUpdates`.
    pub(crate) fn peek(&mut self, limit: usize, now: i64) -> Vec<Arc<Value>> {
        self.expire(now);
        self.updates
            .values()
            .take(limit)
            .map(|pending| Arc::clone(&pending.body))
            .collect()
    }

    /// Drops everything that waits.
    pub(crate) fn clear(&mut self) {
        let ids: Vec<i64> = self.updates.keys().copied().collect();
        for id in ids {
            self.finish(id, Delivery::Failed("dropped as pending".to_owned()));
        }
    }

    /// Number of updates that wait or are in flight.
    pub(crate) fn len(&mut self, now: i64) -> usize {
        self.expire(now);
        self.updates.len()
    }

    /// Drops what is too old.
    fn expire(&mut self, now: i64) {
        if now < self.earliest {
            return;
        }
        let old: Vec<i64> = self
            .updates
            .iter()
            .filter(|(id, pending)| pending.expires_at <= now && !self.flies(**id, pending.queue))
            .map(|(id, _)| *id)
            .collect();
        self.drop_expired(old);
        let left = self.updates.values().map(|p| p.expires_at).min();
        self.earliest = left.unwrap_or(i64::MAX);
    }

    fn expire_queue(&mut self, key: QueueKey, now: i64) {
        if now < self.earliest {
            return;
        }
        let Some(queue) = self.queues.get(&key) else {
            return;
        };
        let old: Vec<i64> = queue
            .ids
            .iter()
            .filter(|id| self.updates.get(id).is_none_or(|p| p.expires_at <= now))
            .copied()
            .collect();
        self.drop_expired(old);
    }

    fn drop_expired(&mut self, ids: Vec<i64>) {
        for id in ids {
            self.finish(id, Delivery::Failed("expired undelivered".to_owned()));
        }
    }

    fn flies(&self, id: i64, key: QueueKey) -> bool {
        self.queues
            .get(&key)
            .is_some_and(|queue| queue.in_flight && queue.ids.front() == Some(&id))
    }

    fn finish(&mut self, id: i64, outcome: Delivery) -> Option<Delivered> {
        let pending = self.updates.remove(&id)?;
        if let Some(queue) = self.queues.get_mut(&pending.queue) {
            if queue.ids.front() == Some(&id) {
                queue.ids.pop_front();
            } else {
                queue.ids.retain(|other| *other != id);
            }
            if queue.ids.is_empty() && !queue.has_worker {
                self.queues.remove(&pending.queue);
            }
        }
        if let Some(waiter) = pending.waiter {
            // As above: nobody has to be waiting.
            let _left = waiter.send(outcome);
        }
        Some(Delivered {
            body: pending.body,
            tap: pending.tap,
        })
    }
}

fn pause_after(failures: u32) -> i64 {
    if failures <= 1 {
        return 0;
    }
    let seconds = 1_i64 << (failures - 1).min(10);
    let limit = rand::rng().random_range(60..=120);
    seconds.min(limit) * 1000
}

#[cfg(test)]
#[path = "inbox_tests.rs"]
mod tests;
