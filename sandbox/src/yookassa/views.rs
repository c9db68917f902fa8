//! Objects as a test sees them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    objects::{Payment, Payout, Refund, Status},
    shop::Shop,
};

/// A payment.
#[derive(Clone, Debug, Serialize)]
pub struct PaymentView {
    /// Id.
    pub id: String,
    /// Status.
    pub status: Status,
    /// Amount in kopecks.
    pub amount_minor: i64,
    /// Refunded so far, in kopecks.
    pub refunded_minor: i64,
    /// Description for the payer.
    pub description: Option<String>,
    /// Metadata of the shop.
    pub metadata: BTreeMap<String, String>,
    /// The page on which the payer pays (also when it is too late).
    pub confirmation_url: Option<String>,
    /// Where the payer goes afterwards.
    pub return_url: Option<String>,
    /// The receipt, as the shop has sent it.
    pub receipt: Option<Value>,
    /// Why it was canceled.
    pub reason: Option<String>,
    /// The key with which it was made.
    pub idempotence_key: String,
    /// The object as the API draws it.
    pub json: Value,
}

impl PaymentView {
    pub(crate) fn of(shop: &Shop, id: &str) -> Option<Self> {
        shop.payments.get(id).map(|one| Self::draw(shop, one))
    }

    pub(crate) fn all(shop: &Shop) -> Vec<Self> {
        let payments = shop.payments.iter();
        payments.map(|one| Self::draw(shop, one)).collect()
    }

    fn draw(shop: &Shop, payment: &Payment) -> Self {
        let confirmation = payment.confirmation.as_ref();
        Self {
            id: payment.id.clone(),
            status: payment.status,
            amount_minor: payment.amount,
            refunded_minor: payment.refunded,
            description: payment.description.clone(),
            metadata: words(&payment.metadata),
            confirmation_url: payment.page(&shop.base),
            return_url: confirmation.and_then(|one| one.return_url.clone()),
            receipt: payment.receipt.clone(),
            reason: payment.cancellation.as_ref().map(|one| one.reason.clone()),
            idempotence_key: payment.key.clone(),
            json: payment.draw(shop.frame()),
        }
    }
}

/// A refund.
#[derive(Clone, Debug, Serialize)]
pub struct RefundView {
    /// Id.
    pub id: String,
    /// The payment whose money it gives back.
    pub payment_id: String,
    /// Status.
    pub status: Status,
    /// Amount in kopecks.
    pub amount_minor: i64,
    /// Description.
    pub description: Option<String>,
    /// The receipt, as the shop has sent it.
    pub receipt: Option<Value>,
    /// Why it was canceled.
    pub reason: Option<String>,
    /// The key with which it was made.
    pub idempotence_key: String,
    /// The object as the API draws it.
    pub json: Value,
}

impl RefundView {
    pub(crate) fn of(refund: &Refund) -> Self {
        Self {
            id: refund.id.clone(),
            payment_id: refund.payment_id.clone(),
            status: refund.status,
            amount_minor: refund.amount,
            description: refund.description.clone(),
            receipt: refund.receipt.clone(),
            reason: refund.cancellation.as_ref().map(|one| one.reason.clone()),
            idempotence_key: refund.key.clone(),
            json: refund.draw(),
        }
    }
}

/// A payout.
#[derive(Clone, Debug, Serialize)]
pub struct PayoutView {
    /// Id.
    pub id: String,
    /// Status.
    pub status: Status,
    /// Amount in kopecks.
    pub amount_minor: i64,
    /// Metadata of the shop.
    pub metadata: BTreeMap<String, String>,
    /// Why it was canceled.
    pub reason: Option<String>,
    /// The key with which it was made.
    pub idempotence_key: String,
    /// The object as the API draws it.
    pub json: Value,
}

impl PayoutView {
    pub(crate) fn of(payout: &Payout) -> Self {
        Self {
            id: payout.id.clone(),
            status: payout.status,
            amount_minor: payout.amount,
            metadata: words(&payout.metadata),
            reason: payout.cancellation.as_ref().map(|one| one.reason.clone()),
            idempotence_key: payout.key.clone(),
            json: payout.draw(),
        }
    }
}

fn words(metadata: &Map<String, Value>) -> BTreeMap<String, String> {
    let pairs = metadata.iter();
    pairs
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}
