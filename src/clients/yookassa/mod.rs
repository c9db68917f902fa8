//! YooKassa's API v3 as typed calls: payments, refunds, payouts. No rules about when to make them.
//!
//! Every call that changes something takes an idempotence key and a body that is already text. The caller
//! stores both before the first try and repeats them byte for byte: that is the only way to learn how a
//! call ended whose answer was lost without paying twice. [`bodies`] makes such texts.

pub mod bodies;
pub mod error;
pub mod notice;
pub mod objects;
mod wire;
mod words;

use std::fmt;

use self::{
    error::CallError,
    objects::{List, Payment, Payout, Refund},
    wire::{Key, Wire},
};
use crate::{config, kernel::time::Timestamp};

/// Most that a list gives at once.
const PAGE: u8 = 100;

/// A shop: payments and refunds.
#[derive(Clone)]
pub struct Shop(Wire);

/// A gateway: payouts. It has a contract, an id and a key of its own.
#[derive(Clone)]
pub struct Gateway(Wire);

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shop")
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gateway")
    }
}

/// Part of a list, by the time of creation.
#[derive(Clone, Debug)]
pub struct Span {
    /// Not before.
    pub from: Timestamp,
    /// Before.
    pub until: Timestamp,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl Span {
    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = vec![
            ("limit", PAGE.to_string()),
            ("created_at.gte", self.from.rfc3339()),
            ("created_at.lt", self.until.rfc3339()),
        ];
        query.extend(self.cursor.clone().map(|cursor| ("cursor", cursor)));
        query
    }
}

impl Shop {
    /// The configured shop; none when there is none.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn configured(config: &config::YooKassa) -> Result<Option<Self>, reqwest::Error> {
        config
            .is_configured()
            .then(|| Wire::new(&config.api_url, &config.shop_id, &config.secret_key).map(Self))
            .transpose()
    }

    /// `POST /payments`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn create_payment(&self, key: &str, body: &str) -> Result<Payment, CallError> {
        self.0
            .post("create_payment", "payments", Key { key, body })
            .await
    }

    /// `GET /payments/{id}`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn payment(&self, id: &str) -> Result<Payment, CallError> {
        self.0
            .get("payment", &wire::path("payments", id)?, &[])
            .await
    }

    /// `GET /payments`, newest first.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn payments(&self, span: &Span) -> Result<List<Payment>, CallError> {
        self.0.get("payments", "payments", &span.query()).await
    }

    /// `POST /payments/{id}/capture`: takes money that was only held.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn capture(&self, id: &str, key: &str, body: &str) -> Result<Payment, CallError> {
        let path = format!("{}/capture", wire::path("payments", id)?);
        self.0.post("capture", &path, Key { key, body }).await
    }

    /// `POST /payments/{id}/cancel`: lets go of money that was only held.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn cancel(&self, id: &str, key: &str) -> Result<Payment, CallError> {
        let path = format!("{}/cancel", wire::path("payments", id)?);
        let body = bodies::EMPTY;
        self.0.post("cancel", &path, Key { key, body }).await
    }

    /// `POST /refunds`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn create_refund(&self, key: &str, body: &str) -> Result<Refund, CallError> {
        self.0
            .post("create_refund", "refunds", Key { key, body })
            .await
    }

    /// `GET /refunds/{id}`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn refund(&self, id: &str) -> Result<Refund, CallError> {
        self.0.get("refund", &wire::path("refunds", id)?, &[]).await
    }

    /// `GET /refunds`, newest first.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn refunds(&self, span: &Span) -> Result<List<Refund>, CallError> {
        self.0.get("refunds", "refunds", &span.query()).await
    }
}

impl Gateway {
    /// The configured gateway; none when there is none.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn configured(config: &config::YooKassa) -> Result<Option<Self>, reqwest::Error> {
        let (id, secret) = (&config.payout_agent_id, &config.payout_secret_key);
        config
            .has_payouts()
            .then(|| Wire::new(&config.api_url, id, secret).map(Self))
            .transpose()
    }

    /// `POST /payouts`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn create_payout(&self, key: &str, body: &str) -> Result<Payout, CallError> {
        self.0
            .post("create_payout", "payouts", Key { key, body })
            .await
    }

    /// `GET /payouts/{id}`.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn payout(&self, id: &str) -> Result<Payout, CallError> {
        self.0.get("payout", &wire::path("payouts", id)?, &[]).await
    }

    /// `GET /payouts`, newest first.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn payouts(&self, span: &Span) -> Result<List<Payout>, CallError> {
        self.0.get("payouts", "payouts", &span.query()).await
    }
}
