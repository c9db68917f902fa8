//! What a test does with the service: notifications, faults, the journal.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    calls::Call,
    delivery,
    faults::{Fault, FaultKind, Operation},
    handle::{YooKassa, payment_id},
    notices::{Notice, NoticeAction, NoticeAttempt, NoticeRule, NoticeState},
    objects::{Status, object_id},
    shop::ActError,
};

/// Notifications.
impl YooKassa {
    /// All notifications, in the order of their events.
    #[must_use]
    pub fn notifications(&self) -> Vec<Notice> {
        self.look(|shop| shop.notices.to_vec())
    }

    /// How many notifications wait for their time or are on their way.
    #[must_use]
    pub fn pending_notifications(&self) -> usize {
        self.look(|shop| shop.notices.open())
    }

    /// Sends every notification that is due, one after the other, and those that come up
    /// meanwhile. Ones that are held or delayed stay; ones that are not accepted become due again
    /// by the schedule of the service.
    pub async fn deliver_all(&self) -> Vec<NoticeAttempt> {
        delivery::send_due(&self.0).await
    }

    /// Scripts what happens to the next notification of this event (of any, when absent).
    pub fn next_notification(&self, event: Option<&str>, action: NoticeAction) {
        self.add_notification_rule(NoticeRule {
            event: event.map(str::to_owned),
            action,
            next: Some(1),
        });
    }

    /// Scripts what happens to notifications to come.
    pub fn add_notification_rule(&self, rule: NoticeRule) {
        self.with(|shop| shop.notices.add_rule(rule));
    }

    /// What is scripted for notifications to come.
    #[must_use]
    pub fn notification_rules(&self) -> Vec<NoticeRule> {
        self.look(|shop| shop.notices.rules())
    }

    /// Forgets what was scripted for notifications to come.
    pub fn clear_notification_rules(&self) {
        self.with(|shop| shop.notices.clear_rules());
    }

    /// Holds back a notification that waits. False when it does not wait.
    pub fn hold_notification(&self, id: u64) -> bool {
        self.move_notice(id, NoticeState::Queued, NoticeState::Held)
    }

    /// Lets a held notification go; it is due at once. False when it is not held.
    pub fn release_notification(&self, id: u64) -> bool {
        self.move_notice(id, NoticeState::Held, NoticeState::Queued)
    }

    /// Throws away a notification that waits. False when it does not wait.
    pub fn drop_notification(&self, id: u64) -> bool {
        self.move_notice(id, NoticeState::Queued, NoticeState::Dropped)
            || self.move_notice(id, NoticeState::Held, NoticeState::Dropped)
    }

    fn move_notice(&self, id: u64, from: NoticeState, to: NoticeState) -> bool {
        self.with(|shop| {
            let now = shop.now;
            let notice = shop.notices.get_mut(id);
            let Some(notice) = notice.filter(|notice| notice.state == from) else {
                return false;
            };
            notice.state = to;
            notice.due_ms = now;
            true
        })
    }

    /// Queues a notification once more, whatever has become of it; gives the number of the copy.
    pub fn repeat_notification(&self, id: u64) -> Option<u64> {
        self.with(|shop| {
            let original = shop.notices.get(id)?.clone();
            let (event, object_id) = (original.event, original.object_id);
            let forged = original.forged;
            let copy = shop
                .notices
                .push(&event, object_id, original.body, forged, shop.now);
            Some(copy)
        })
    }

    /// Makes every waiting notification due now.
    pub fn retry_notifications_now(&self) {
        self.with(|shop| {
            let now = shop.now;
            for notice in shop.notices.iter_mut() {
                if notice.state == NoticeState::Queued {
                    notice.due_ms = notice.due_ms.min(now);
                }
            }
        });
    }

    /// Queues a notification with this object, true or not; gives its number.
    pub fn forge(&self, event: &str, object: Value) -> u64 {
        let object_id = object.get("id").and_then(Value::as_str).map(str::to_owned);
        let body = json!({"type": "notification", "event": event, "object": object});
        self.with(|shop| shop.notices.push(event, object_id, body, true, shop.now))
    }

    /// Queues a notification that lies about the status of a payment that exists.
    ///
    /// # Errors
    /// When there is no such payment.
    pub fn forge_status(&self, payment: &str, status: Status) -> Result<u64, ActError> {
        let id = payment_id(payment);
        let drawn = self.look(|shop| {
            let mut liar = shop.payments.get(id)?.clone();
            liar.status = status;
            Some(liar.draw(shop.frame()))
        });
        let drawn = drawn.ok_or_else(|| ActError::Missing(id.to_owned()))?;
        Ok(self.forge(&format!("payment.{}", status.word()), drawn))
    }

    /// Queues `payment.succeeded` about a payment that was never made; gives its number.
    pub fn forge_unknown(&self, amount: &str) -> u64 {
        self.forge(
            "payment.succeeded",
            json!({
                "id": object_id("000f-5000-8000"),
                "status": "succeeded",
                "paid": true,
                "amount": {"value": amount, "currency": "RUB"},
                "metadata": {},
                "test": true,
            }),
        )
    }

    /// Queues a body of any form as a notification; gives its number.
    pub fn forge_body(&self, body: Value) -> u64 {
        let event = body.get("event").and_then(Value::as_str).unwrap_or("");
        let event = event.to_owned();
        self.with(|shop| shop.notices.push(&event, None, body, true, shop.now))
    }

    /// Waits until no notification waits or is on its way (in the automatic mode). False when
    /// that takes longer than `limit`.
    pub async fn quiet(&self, limit: Duration) -> bool {
        let mut bell = self.0.yookassa.bell.subscribe();
        let settled = async {
            loop {
                bell.mark_unchanged();
                if self.pending_notifications() == 0 {
                    return;
                }
                // The sender lives as long as the sandbox.
                let _rung = bell.changed().await;
            }
        };
        tokio::time::timeout(limit, settled).await.is_ok()
    }
}

/// Faults and the journal.
impl YooKassa {
    /// Adds a fault; the oldest one that fits a call is used first.
    pub fn fail(&self, fault: Fault) {
        self.with(|shop| shop.faults.add(fault));
    }

    /// The next call of an operation fails in this way, before anything is done.
    pub fn fail_next(&self, operation: Operation, kind: FaultKind) {
        self.fail(Fault::new(kind).on(operation).times(1));
    }

    /// The next call of an operation is carried out, and its answer fails in this way.
    pub fn fail_next_after(&self, operation: Operation, kind: FaultKind) {
        self.fail(Fault::new(kind).on(operation).times(1).committed());
    }

    /// Cuts every connection without doing anything, until switched back.
    pub fn set_down(&self, down: bool) {
        self.with(|shop| shop.faults.is_down = down);
    }

    /// Removes all faults and brings the service up.
    pub fn clear_faults(&self) {
        self.with(|shop| shop.faults.clear());
    }

    /// The faults that are still active.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        self.look(|shop| shop.faults.to_vec())
    }

    /// The newest calls of the API, oldest first (at most 20,000).
    #[must_use]
    pub fn journal(&self) -> Vec<Call> {
        self.look(|shop| shop.calls.to_vec())
    }

    /// The calls of one operation, oldest first.
    #[must_use]
    pub fn calls(&self, operation: Operation) -> Vec<Call> {
        let mut calls = self.journal();
        calls.retain(|call| call.operation == Some(operation));
        calls
    }

    /// Calls that the service itself has refused with 4xx.
    #[must_use]
    pub fn refusals(&self) -> Vec<Call> {
        let mut calls = self.journal();
        calls.retain(|call| !call.injected && (400..500).contains(&call.status));
        calls
    }

    /// Forgets the journal.
    pub fn clear_journal(&self) {
        self.with(|shop| shop.calls.clear());
    }
}
