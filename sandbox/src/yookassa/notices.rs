//! Notifications that wait, and what was scripted for them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Pauses between attempts, in seconds.
const GAPS: [i64; 7] = [10, 42, 84, 168, 672, 5376, 86_016];
/// How long the service keeps trying, from the event on.
const LIFETIME: i64 = 24 * 3_600_000;

/// A notification.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// Number, in the order of events.
    pub id: u64,
    /// Event, such as `payment.succeeded`.
    pub event: String,
    /// The object of the event.
    pub object_id: Option<String>,
    /// The whole body; the object in it is as it was when the event happened.
    pub body: Value,
    /// Where it stands.
    pub state: NoticeState,
    /// Whether it was made by hand and may lie.
    pub forged: bool,
    /// When the event happened, in milliseconds since 1970.
    pub at_ms: i64,
    /// When the next attempt is due.
    pub due_ms: i64,
    /// What was tried.
    pub attempts: Vec<NoticeAttempt>,
}

/// Where a notification stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// Waits for its time.
    Queued,
    /// Waits to be released.
    Held,
    /// On its way.
    Sending,
    /// Accepted with 200.
    Delivered,
    /// Not accepted for a day.
    GivenUp,
    /// Thrown away.
    Dropped,
}

/// One attempt to deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticeAttempt {
    /// Which notification.
    pub notice_id: u64,
    /// Its event.
    pub event: String,
    /// Where it went.
    pub url: String,
    /// HTTP status of the answer, when there was one.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
    /// When, in milliseconds since 1970, by the sandbox's clock.
    pub at_ms: i64,
}

impl NoticeAttempt {
    /// Only 200 counts.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.status == Some(200)
    }
}

/// What happens to a notification instead of simply going out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "action")]
pub enum NoticeAction {
    /// It comes so many times in all.
    Repeat {
        /// How many times.
        times: u32,
    },
    /// It is due only after so much time of the sandbox's clock.
    Delay {
        /// How long.
        seconds: u32,
    },
    /// It waits until it is released.
    Hold,
    /// It never comes.
    Drop,
}

/// A scripted action for events to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRule {
    /// Which event; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// What happens.
    #[serde(flatten)]
    pub action: NoticeAction,
    /// How many events it takes; until cleared when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
}

#[derive(Debug, Default)]
pub(crate) struct Notices {
    list: Vec<Notice>,
    rules: VecDeque<NoticeRule>,
}

impl Notices {
    /// An event has happened.
    pub(crate) fn announce(&mut self, event: &str, object_id: &str, object: Value, now: i64) {
        let body = json!({"type": "notification", "event": event, "object": object});
        let action = self.take_rule(event);
        let (state, pause, copies) = match action {
            None => (NoticeState::Queued, 0, 1),
            Some(NoticeAction::Repeat { times }) => (NoticeState::Queued, 0, times),
            Some(NoticeAction::Delay { seconds }) => {
                (NoticeState::Queued, i64::from(seconds) * 1000, 1)
            }
            Some(NoticeAction::Hold) => (NoticeState::Held, 0, 1),
            Some(NoticeAction::Drop) => (NoticeState::Dropped, 0, 1),
        };
        for _ in 0..copies {
            let object_id = Some(object_id.to_owned());
            let id = self.push(event, object_id, body.clone(), false, now);
            if let Some(notice) = self.get_mut(id) {
                notice.state = state;
                notice.due_ms = now + pause;
            }
        }
    }

    fn take_rule(&mut self, event: &str) -> Option<NoticeAction> {
        let fits = |rule: &NoticeRule| rule.event.as_deref().is_none_or(|name| name == event);
        let place = self.rules.iter().position(fits)?;
        let rule = self.rules.get_mut(place)?;
        let action = rule.action;
        if let Some(left) = rule.next.as_mut() {
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.rules.remove(place);
            }
        }
        Some(action)
    }

    pub(crate) fn push(
        &mut self,
        event: &str,
        object_id: Option<String>,
        body: Value,
        forged: bool,
        now: i64,
    ) -> u64 {
        let id = u64::try_from(self.list.len()).unwrap_or(u64::MAX) + 1;
        self.list.push(Notice {
            id,
            event: event.to_owned(),
            object_id,
            body,
            state: NoticeState::Queued,
            forged,
            at_ms: now,
            due_ms: now,
            attempts: Vec::new(),
        });
        id
    }

    pub(crate) fn add_rule(&mut self, rule: NoticeRule) {
        self.rules.push_back(rule);
    }

    pub(crate) fn clear_rules(&mut self) {
        self.rules.clear();
    }

    pub(crate) fn rules(&self) -> Vec<NoticeRule> {
        self.rules.iter().cloned().collect()
    }

    pub(crate) fn to_vec(&self) -> Vec<Notice> {
        self.list.clone()
    }

    pub(crate) fn get(&self, id: u64) -> Option<&Notice> {
        self.list.get(usize::try_from(id.checked_sub(1)?).ok()?)
    }

    pub(crate) fn get_mut(&mut self, id: u64) -> Option<&mut Notice> {
        self.list.get_mut(usize::try_from(id.checked_sub(1)?).ok()?)
    }

    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Notice> {
        self.list.iter_mut()
    }

    /// Notifications that wait for their time or are on their way.
    pub(crate) fn open(&self) -> usize {
        let is_open =
            |notice: &&Notice| matches!(notice.state, NoticeState::Queued | NoticeState::Sending);
        self.list.iter().filter(is_open).count()
    }

    pub(crate) fn next_due(&self) -> Option<i64> {
        let queued = self.list.iter();
        queued
            .filter(|notice| notice.state == NoticeState::Queued)
            .map(|notice| notice.due_ms)
            .min()
    }

    /// Takes the notification that is due first.
    pub(crate) fn take_due(&mut self, now: i64) -> Option<Notice> {
        let due = self
            .list
            .iter_mut()
            .filter(|notice| notice.state == NoticeState::Queued && notice.due_ms <= now)
            .min_by_key(|notice| (notice.due_ms, notice.id))?;
        due.state = NoticeState::Sending;
        Some(due.clone())
    }

    /// Notes an attempt: done, or due again after a pause, or given up.
    pub(crate) fn settle(&mut self, attempt: NoticeAttempt, now: i64) {
        let Some(notice) = self.get_mut(attempt.notice_id) else {
            return;
        };
        let is_accepted = attempt.accepted();
        notice.attempts.push(attempt);
        if is_accepted {
            notice.state = NoticeState::Delivered;
            return;
        }
        let gap = GAPS.get(notice.attempts.len() - 1).copied();
        let next = gap.map(|gap| now + gap * 1000);
        match next.filter(|next| *next <= notice.at_ms + LIFETIME) {
            Some(next) => {
                notice.state = NoticeState::Queued;
                notice.due_ms = next;
            }
            None => notice.state = NoticeState::GivenUp,
        }
    }
}
