//! What a test does with the service.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::{
    calls::Call,
    delivery,
    faults::{Fault, FaultKind, Operation},
    notices::{Notice, NoticeAction, NoticeAttempt, NoticeRule, NoticeState},
    objects::{Status, object_id},
    payments, payouts, refunds,
    settings::{Settings, Settlement},
    shop::{ActError, Shop},
    views::{PaymentView, PayoutView, RefundView},
};
use crate::sandbox::{Sandbox, Shared};

/// The payment service of a sandbox; a cheap handle, see [`Sandbox::yookassa`].
#[derive(Clone)]
pub struct YooKassa(pub(crate) Arc<Shared>);

impl std::fmt::Debug for YooKassa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("YooKassa").field(&self.api_url()).finish()
    }
}

impl Sandbox {
    /// The payment service.
    #[must_use]
    pub fn yookassa(&self) -> YooKassa {
        YooKassa(Arc::clone(&self.0))
    }
}

impl YooKassa {
    fn with<R>(&self, work: impl FnOnce(&mut Shop) -> R) -> R {
        self.0.yookassa.with(work)
    }

    fn look<R>(&self, work: impl FnOnce(&mut Shop) -> R) -> R {
        self.0.yookassa.look(work)
    }

    /// Base URL of the API: paths such as `/payments` come after it.
    #[must_use]
    pub fn api_url(&self) -> String {
        format!("http://{}/yookassa/v3", self.0.addr)
    }

    /// The shop's settings, with its id and its secret key.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.look(|shop| shop.settings.clone())
    }

    /// Changes the shop's settings.
    pub fn configure(&self, change: impl FnOnce(&mut Settings)) {
        self.with(|shop| change(&mut shop.settings));
    }

    /// Tells where notifications go.
    pub fn set_notification_url(&self, url: &str) {
        let url = url.to_owned();
        self.configure(|settings| settings.notification_url = Some(url));
    }

    /// Notifications go out by themselves, or only when asked for (as at the start).
    pub fn set_automatic(&self, automatic: bool) {
        self.configure(|settings| settings.automatic = automatic);
    }

    /// `X-Forwarded-For` of notifications from now on.
    pub fn set_forwarded_for(&self, address: Option<&str>) {
        let address = address.map(str::to_owned);
        self.configure(|settings| settings.forwarded_for = address);
    }

    /// How refunds end from now on.
    pub fn set_refund_mode(&self, mode: Settlement) {
        self.configure(|settings| settings.refund_mode = mode);
    }

    /// How payouts end from now on.
    pub fn set_payout_mode(&self, mode: Settlement) {
        self.configure(|settings| settings.payout_mode = mode);
    }
}

/// Payers and what they pay.
impl YooKassa {
    /// The payer pays, as with the button of the page. A payment is named by its id or by its
    /// `confirmation_url`.
    ///
    /// # Errors
    /// When there is no such payment or it is not pending.
    pub fn pay(&self, payment: &str) -> Result<PaymentView, ActError> {
        self.act(payment, |shop, id| payments::accept(shop, id, None))
    }

    /// The payer pays in this way: `bank_card`, `sbp`, `yoo_money` and so on.
    ///
    /// # Errors
    /// When there is no such payment or it is not pending.
    pub fn pay_with(&self, payment: &str, method: &str) -> Result<PaymentView, ActError> {
        self.act(payment, |shop, id| payments::accept(shop, id, Some(method)))
    }

    /// The payment fails with a reason such as `insufficient_funds`.
    ///
    /// # Errors
    /// When there is no such payment or it is not pending.
    pub fn decline(&self, payment: &str, reason: &str) -> Result<PaymentView, ActError> {
        self.act(payment, |shop, id| payments::decline(shop, id, reason))
    }

    fn act(
        &self,
        payment: &str,
        act: impl FnOnce(&mut Shop, &str) -> Result<(), ActError>,
    ) -> Result<PaymentView, ActError> {
        let id = payment_id(payment);
        self.with(|shop| {
            act(shop, id)?;
            PaymentView::of(shop, id).ok_or_else(|| ActError::Missing(id.to_owned()))
        })
    }

    /// A payment by its id or its `confirmation_url`.
    #[must_use]
    pub fn payment(&self, payment: &str) -> Option<PaymentView> {
        self.look(|shop| PaymentView::of(shop, payment_id(payment)))
    }

    /// All payments, oldest first.
    #[must_use]
    pub fn payments(&self) -> Vec<PaymentView> {
        self.look(|shop| PaymentView::all(shop))
    }

    /// A refund.
    #[must_use]
    pub fn refund(&self, id: &str) -> Option<RefundView> {
        self.look(|shop| shop.refunds.get(id).map(RefundView::of))
    }

    /// All refunds, oldest first.
    #[must_use]
    pub fn refunds(&self) -> Vec<RefundView> {
        self.look(|shop| shop.refunds.iter().map(RefundView::of).collect())
    }

    /// A pending refund succeeds.
    ///
    /// # Errors
    /// When there is no such refund or it is not pending.
    pub fn settle_refund(&self, id: &str) -> Result<(), ActError> {
        self.with(|shop| refunds::settle(shop, id, None))
    }

    /// A pending refund is refused, with a reason such as `insufficient_funds`.
    ///
    /// # Errors
    /// When there is no such refund or it is not pending.
    pub fn cancel_refund(&self, id: &str, reason: &str) -> Result<(), ActError> {
        self.with(|shop| refunds::settle(shop, id, Some(reason)))
    }

    /// All payouts, oldest first.
    #[must_use]
    pub fn payouts(&self) -> Vec<PayoutView> {
        self.look(|shop| shop.payouts.iter().map(PayoutView::of).collect())
    }

    /// A pending payout succeeds.
    ///
    /// # Errors
    /// When there is no such payout or it is not pending.
    pub fn settle_payout(&self, id: &str) -> Result<(), ActError> {
        self.with(|shop| payouts::settle(shop, id, None))
    }

    /// A pending payout is refused, with a reason such as `recipient_not_found`.
    ///
    /// # Errors
    /// When there is no such payout or it is not pending.
    pub fn cancel_payout(&self, id: &str, reason: &str) -> Result<(), ActError> {
        self.with(|shop| payouts::settle(shop, id, Some(reason)))
    }
}

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

/// The id of a payment from the address of its page, or the id itself.
fn payment_id(text: &str) -> &str {
    let path = text.split(['?', '#']).next().unwrap_or(text);
    path.rsplit('/').next().unwrap_or(path)
}
