//! Everything that the service knows, under one lock.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use super::{
    book::Book,
    calls::Calls,
    faults::FaultList,
    keys::Keys,
    notices::Notices,
    objects::{Frame, Payment, Payout, Refund, Status},
    payments,
    settings::Settings,
};
use crate::clock::SandboxClock;

/// Why a payer or the service could not do something with an object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// There is no such object.
    #[error("there is no {0}")]
    Missing(String),
    /// The object has moved on.
    #[error("{id} is {}", status.word())]
    WrongStatus {
        /// Which object.
        id: String,
        /// What it is.
        status: Status,
    },
}

/// The state.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) settings: Settings,
    /// Address of the sandbox, for pages.
    pub(crate) base: String,
    /// Moment of the operation at hand, in milliseconds since 1970.
    pub(crate) now: i64,
    pub(crate) payments: Book<Payment>,
    pub(crate) refunds: Book<Refund>,
    pub(crate) payouts: Book<Payout>,
    pub(crate) keys: Keys,
    pub(crate) notices: Notices,
    pub(crate) faults: FaultList,
    pub(crate) calls: Calls,
}

impl Shop {
    fn new(base: String) -> Self {
        Self {
            settings: Settings::default(),
            base,
            now: 0,
            payments: Book::default(),
            refunds: Book::default(),
            payouts: Book::default(),
            keys: Keys::default(),
            notices: Notices::default(),
            faults: FaultList::default(),
            calls: Calls::default(),
        }
    }

    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame {
            base: &self.base,
            shop_id: &self.settings.shop_id,
            gateway_id: &self.settings.gateway_id,
            now: self.now,
        }
    }

    /// Changes a payment and tells the shop about its new status.
    pub(crate) fn change_payment(&mut self, id: &str, change: impl FnOnce(&mut Payment, i64)) {
        let now = self.now;
        let Some(payment) = self.payments.get_mut(id) else {
            return;
        };
        change(payment, now);
        let payment = payment.clone();
        let event = format!("payment.{}", payment.status.word());
        let drawn = payment.draw(self.frame());
        self.notify(&event, id, drawn);
    }

    pub(crate) fn notify(&mut self, event: &str, id: &str, object: Value) {
        if !self.settings.muted_events.contains(event) {
            self.notices.announce(event, id, object, self.now);
        }
    }

    /// When something happens by itself next.
    pub(crate) fn next_moment(&self) -> Option<i64> {
        let due = self.notices.next_due();
        let expiry = payments::next_expiry(self);
        [due, expiry].into_iter().flatten().min()
    }
}

/// The state with its lock, its clock and its bell.
#[derive(Debug)]
pub(crate) struct Desk {
    shop: Mutex<Shop>,
    clock: SandboxClock,
    /// Rings after every piece of work.
    pub(crate) bell: watch::Sender<u64>,
}

impl Desk {
    pub(crate) fn new(base: String, clock: SandboxClock) -> Self {
        Self {
            shop: Mutex::new(Shop::new(base)),
            clock,
            bell: watch::Sender::new(0),
        }
    }

    /// Works with the state under the lock, after what has run out of time has ended.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut Shop) -> R) -> R {
        let result = {
            let mut shop = self.shop.lock().unwrap_or_else(PoisonError::into_inner);
            // A clock that is read outside of the lock could step back between two operations.
            shop.now = self.clock.millis().max(shop.now);
            payments::expire(&mut shop);
            work(&mut shop)
        };
        self.bell.send_modify(|n| *n = n.wrapping_add(1));
        result
    }

    /// The same, when nothing is changed that anybody waits for.
    pub(crate) fn look<R>(&self, work: impl FnOnce(&mut Shop) -> R) -> R {
        let mut shop = self.shop.lock().unwrap_or_else(PoisonError::into_inner);
        shop.now = self.clock.millis().max(shop.now);
        payments::expire(&mut shop);
        work(&mut shop)
    }
}
