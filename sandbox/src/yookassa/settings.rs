//! The shop as its owner has set it up.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Settings of the shop and of the payout gateway; change them with
/// [`YooKassa::configure`](super::YooKassa::configure).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Id of the shop: user name of payments and refunds.
    pub shop_id: String,
    /// Secret key of the shop.
    pub secret_key: String,
    /// Id of the shop's gateway, shown in `recipient`.
    pub gateway_id: String,
    /// Id of the payout gateway: user name of payouts.
    pub agent_id: String,
    /// Secret key of the payout gateway.
    pub agent_secret: String,
    /// Whether payments and refunds need a receipt.
    pub receipts: ReceiptMode,
    /// Smallest payment, in kopecks.
    pub min_amount_minor: i64,
    /// Largest payment, in kopecks.
    pub max_amount_minor: i64,
    /// Whether refunds are allowed at all.
    pub refunds: bool,
    /// Whether a part may be refunded.
    pub partial_refunds: bool,
    /// After a partial refund more than 1 RUB must remain (an older rule of the service).
    pub refund_remainder: bool,
    /// How refunds end.
    pub refund_mode: Settlement,
    /// How payouts end.
    pub payout_mode: Settlement,
    /// Money on the payout gateway, in kopecks.
    pub payout_balance_minor: i64,
    /// Whether the owner may send raw card numbers.
    pub raw_cards: bool,
    /// Where notifications go.
    pub notification_url: Option<String>,
    /// Events that the owner has not switched on.
    pub muted_events: BTreeSet<String>,
    /// Notifications go out by themselves; otherwise they wait to be asked for.
    pub automatic: bool,
    /// `X-Forwarded-For` of notifications: the address a proxy would have seen.
    pub forwarded_for: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shop_id: "100500".to_owned(),
            secret_key: "test_sandbox_shop_key".to_owned(),
            gateway_id: "100700".to_owned(),
            agent_id: "300300".to_owned(),
            agent_secret: "test_sandbox_payout_key".to_owned(),
            receipts: ReceiptMode::Off,
            min_amount_minor: 100,
            max_amount_minor: 35_000_000,
            refunds: true,
            partial_refunds: true,
            refund_remainder: false,
            refund_mode: Settlement::Instant,
            payout_mode: Settlement::Instant,
            payout_balance_minor: 100_000_000,
            raw_cards: false,
            notification_url: None,
            muted_events: BTreeSet::new(),
            automatic: false,
            forwarded_for: None,
        }
    }
}

/// Receipts of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptMode {
    /// Not needed; one that comes is checked all the same.
    Off,
    /// A till of another company: e-mail or phone, up to 100 lines.
    Till,
    /// The service's own receipts: e-mail, measures, up to 80 lines.
    OwnReceipts,
}

/// How a refund or a payout ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "mode")]
pub enum Settlement {
    /// It has succeeded by the time of the answer.
    Instant,
    /// It stays pending until it is settled by hand.
    Pending,
    /// It is refused with this reason by the time of the answer.
    Cancel {
        /// Reason, such as `insufficient_funds`.
        reason: String,
    },
}
