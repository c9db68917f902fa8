//! What people are told about money.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::ids::{PaymentId, PayoutId, RefundId},
    outbox::Event,
};

/// An attempt to pay moved. Told to the payer, in the place of the message that shows it.
#[derive(Debug, Serialize, Deserialize)]
pub struct PaymentNews {
    /// Which.
    pub payment: PaymentId,
}

impl Event for PaymentNews {
    const KIND: &'static str = "payment_news.1";
}

/// Money went back. Told to the payer.
#[derive(Debug, Serialize, Deserialize)]
pub struct RefundNews {
    /// Which.
    pub refund: RefundId,
}

impl Event for RefundNews {
    const KIND: &'static str = "refund_news.1";
}

/// A payout moved. Told to its owner, and to staff when it is asked for.
#[derive(Debug, Serialize, Deserialize)]
pub struct PayoutNews {
    /// Which.
    pub payout: PayoutId,
}

impl Event for PayoutNews {
    const KIND: &'static str = "payout_news.1";
}

/// Money needs somebody's eyes. Told to staff.
#[derive(Debug, Serialize, Deserialize)]
pub struct MoneyTrouble {
    /// What.
    pub what: Trouble,
}

impl Event for MoneyTrouble {
    const KIND: &'static str = "money_trouble.1";
}

/// What needs somebody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Money came that does not fit what was asked.
    Parked(PaymentId),
    /// The provider refuses a refund.
    RefundFailed(RefundId),
    /// A refund that was made in the provider's own office.
    RefundOutside(RefundId),
    /// A payout did not go through.
    PayoutFailed(PayoutId),
}
