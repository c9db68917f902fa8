//! What YooKassa answers. Only what a decision rests on must be there; everything else may be missing,
//! new or of another shape.

use chrono::DateTime;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::words::words;
use crate::kernel::{
    money::{Currency, Money},
    time::Timestamp,
};

words! {
    /// Where a payment stands. `Succeeded` and `Canceled` are final.
    PaymentStatus {
        /// The payer has not finished.
        Pending = "pending",
        /// The money is held, not taken.
        WaitingForCapture = "waiting_for_capture",
        /// Paid. A refund does not change this.
        Succeeded = "succeeded",
        /// Not paid, for good.
        Canceled = "canceled",
    }
}

words! {
    /// Where a refund or a payout stands. `Succeeded` and `Canceled` are final.
    TransferStatus {
        /// On its way.
        Pending = "pending",
        /// The money has arrived.
        Succeeded = "succeeded",
        /// It did not come about.
        Canceled = "canceled",
    }
}

words! {
    /// Why a payment, a refund or a payout did not come about.
    Reason {
        /// 3-D Secure was not passed.
        SecureFailed = "3d_secure_failed",
        /// The bank refused and did not say why.
        CallIssuer = "call_issuer",
        /// We let go of a held payment.
        CanceledByMerchant = "canceled_by_merchant",
        /// The card has expired.
        CardExpired = "card_expired",
        /// Cards of that country are not accepted.
        CountryForbidden = "country_forbidden",
        /// A held payment was not taken in time.
        ExpiredOnCapture = "expired_on_capture",
        /// The payer did not finish in time.
        ExpiredOnConfirmation = "expired_on_confirmation",
        /// It looked like fraud.
        FraudSuspected = "fraud_suspected",
        /// No detail.
        GeneralDecline = "general_decline",
        /// The wallet's owner has to be identified first.
        IdentificationRequired = "identification_required",
        /// Not enough money: of the payer, or, for refunds and payouts, of the shop.
        InsufficientFunds = "insufficient_funds",
        /// YooKassa could not finish in time.
        InternalTimeout = "internal_timeout",
        /// No such card number.
        InvalidCardNumber = "invalid_card_number",
        /// A wrong security code.
        InvalidCsc = "invalid_csc",
        /// The bank cannot be reached.
        IssuerUnavailable = "issuer_unavailable",
        /// A limit of the method or of the shop.
        LimitExceeded = "payment_method_limit_exceeded",
        /// The method is blocked by its issuer.
        MethodRestricted = "payment_method_restricted",
        /// A saved method may not be used any more.
        PermissionRevoked = "permission_revoked",
        /// Refund: too old to go back to the card.
        PaymentExpired = "payment_expired",
        /// Refund or payout: the recipient refused.
        RejectedByPayee = "rejected_by_payee",
        /// Refund: a technical fault; again, with a new key.
        RejectedByTimeout = "rejected_by_timeout",
        /// Refund: the wallet is closed.
        WalletClosed = "yoo_money_account_closed",
        /// Payout: more than may be sent at once.
        OneTimeLimit = "one_time_limit_exceeded",
        /// Payout: more than may be sent in a month.
        PeriodicLimit = "periodic_limit_exceeded",
        /// Payout: nobody has that number.
        RecipientNotFound = "recipient_not_found",
    }
}

/// An amount as YooKassa writes it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Amount {
    value: String,
    currency: String,
}

impl Amount {
    /// The amount as ours; none when it is in a currency that we do not keep, or no number.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let currency = match self.currency.as_str() {
            "RUB" => Currency::Rub,
            "UZS" => Currency::Uzs,
            _ => return None,
        };
        Money::parse(&self.value, currency).ok()
    }
}

/// As written, for the log and for staff.
impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.value, self.currency)
    }
}

/// Who stopped it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Cancellation {
    /// `merchant`, `yoo_money`, `payment_network`…
    #[serde(default)]
    pub party: String,
    /// Why.
    pub reason: Reason,
}

/// Where the payer goes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Confirmation {
    /// The page; none when the payer confirms elsewhere.
    pub confirmation_url: Option<String>,
}

/// Whose shop.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Recipient {
    /// The shop's id.
    pub account_id: String,
}

/// How it was paid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Method {
    /// `bank_card`, `sbp`…
    #[serde(rename = "type")]
    pub kind: String,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Payment {
    /// Id; text of 36 characters, not a UUID.
    pub id: String,
    /// Where it stands.
    pub status: PaymentStatus,
    /// What is paid.
    pub amount: Amount,
    /// What the shop gets of it.
    #[serde(default, deserialize_with = "lenient")]
    pub income_amount: Option<Amount>,
    /// What was given back so far.
    #[serde(default, deserialize_with = "lenient")]
    pub refunded_amount: Option<Amount>,
    /// Whether it is a test shop's.
    #[serde(default)]
    pub test: bool,
    /// When it was made.
    #[serde(default, deserialize_with = "instant")]
    pub created_at: Option<Timestamp>,
    /// When the money was taken.
    #[serde(default, deserialize_with = "instant")]
    pub captured_at: Option<Timestamp>,
    /// Until when held money can be taken.
    #[serde(default, deserialize_with = "instant")]
    pub expires_at: Option<Timestamp>,
    /// Where the payer goes, while there is something to confirm.
    #[serde(default, deserialize_with = "lenient")]
    pub confirmation: Option<Confirmation>,
    /// How it was paid.
    #[serde(default, deserialize_with = "lenient")]
    pub payment_method: Option<Method>,
    /// Whose shop.
    #[serde(default, deserialize_with = "lenient")]
    pub recipient: Option<Recipient>,
    /// Who stopped it, and why.
    #[serde(default, deserialize_with = "lenient")]
    pub cancellation_details: Option<Cancellation>,
    /// What we noted with it.
    #[serde(default, deserialize_with = "lenient")]
    pub metadata: Option<Map<String, Value>>,
}

impl Payment {
    /// The page to pay at.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        self.confirmation.as_ref()?.confirmation_url.as_deref()
    }

    /// What we noted under this name.
    #[must_use]
    pub fn noted(&self, name: &str) -> Option<&str> {
        noted(self.metadata.as_ref(), name)
    }

    /// Why it was cancelled.
    #[must_use]
    pub fn reason(&self) -> Option<&Reason> {
        self.cancellation_details.as_ref().map(|why| &why.reason)
    }
}

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Refund {
    /// Id.
    pub id: String,
    /// Of which payment.
    pub payment_id: String,
    /// Where it stands.
    pub status: TransferStatus,
    /// How much.
    pub amount: Amount,
    /// When it was made.
    #[serde(default, deserialize_with = "instant")]
    pub created_at: Option<Timestamp>,
    /// Who stopped it, and why.
    #[serde(default, deserialize_with = "lenient")]
    pub cancellation_details: Option<Cancellation>,
    /// What we noted with it.
    #[serde(default, deserialize_with = "lenient")]
    pub metadata: Option<Map<String, Value>>,
}

/// A payout.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Payout {
    /// Id; begins with `po-`.
    pub id: String,
    /// Where it stands.
    pub status: TransferStatus,
    /// How much.
    pub amount: Amount,
    /// When it was made.
    #[serde(default, deserialize_with = "instant")]
    pub created_at: Option<Timestamp>,
    /// Who stopped it, and why.
    #[serde(default, deserialize_with = "lenient")]
    pub cancellation_details: Option<Cancellation>,
    /// What we noted with it.
    #[serde(default, deserialize_with = "lenient")]
    pub metadata: Option<Map<String, Value>>,
}

impl Refund {
    /// What we noted under this name.
    #[must_use]
    pub fn noted(&self, name: &str) -> Option<&str> {
        noted(self.metadata.as_ref(), name)
    }
}

impl Payout {
    /// What we noted under this name.
    #[must_use]
    pub fn noted(&self, name: &str) -> Option<&str> {
        noted(self.metadata.as_ref(), name)
    }
}

fn noted<'n>(metadata: Option<&'n Map<String, Value>>, name: &str) -> Option<&'n str> {
    metadata?.get(name)?.as_str()
}

/// A page of a list.
#[derive(Clone, Debug, Deserialize)]
pub struct List<T> {
    /// Newest first.
    pub items: Vec<T>,
    /// For the next page.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// What cannot be read is not there.
fn lenient<'de, T: DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).ok())
}

fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let text = lenient::<String, D>(from)?;
    Ok(text
        .and_then(|text| DateTime::parse_from_rfc3339(&text).ok())
        .map(|instant| Timestamp::from(instant.to_utc())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAID: &str = r#"{
        "id": "2f8a1c44-000f-5000-8000-1a2b3c4d5e6f", "status": "succeeded", "paid": true,
        "amount": {"value": "18990.00", "currency": "RUB"},
        "income_amount": {"value": "18325.35", "currency": "RUB"},
        "captured_at": "2026-03-01T09:18:40.002Z", "created_at": "2026-03-01T09:15:22.139Z",
        "payment_method": {"type": "alfa_pay_of_tomorrow", "id": "x", "saved": false},
        "metadata": {"payment_id": "17"},
        "recipient": {"account_id": "100500", "gateway_id": "100700"},
        "refunded_amount": {"value": "0", "currency": "RUB"},
        "refundable": true, "test": true, "field_of_tomorrow": [1, 2]
    }"#;

    #[test]
    fn a_paid_payment_is_read_with_what_tomorrow_may_add() {
        let payment: Payment = serde_json::from_str(PAID).unwrap();
        assert_eq!(payment.status, PaymentStatus::Succeeded);
        assert_eq!(
            payment.amount.money(),
            Some(Money::new(1_899_000, Currency::Rub))
        );
        assert_eq!(
            payment.refunded_amount.as_ref().unwrap().money(),
            Some(Money::new(0, Currency::Rub))
        );
        assert_eq!(payment.noted("payment_id"), Some("17"));
        assert_eq!(payment.noted("order"), None);
        assert_eq!(
            payment.captured_at.unwrap().rfc3339(),
            "2026-03-01T09:18:40.002Z"
        );
        assert_eq!(payment.payment_method.unwrap().kind, "alfa_pay_of_tomorrow");
        assert_eq!(payment.recipient.unwrap().account_id, "100500");
    }

    #[test]
    fn words_and_shapes_that_are_not_known_are_no_outage() {
        let text = r#"{"id": "x", "status": "dreaming", "amount": {"value": "2", "currency": "XAU"},
            "created_at": 17, "confirmation": "none", "metadata": null,
            "cancellation_details": {"reason": "mercury_retrograde"}}"#;
        let payment: Payment = serde_json::from_str(text).unwrap();
        assert_eq!(payment.status, PaymentStatus::Other("dreaming".to_owned()));
        assert_eq!(payment.amount.money(), None);
        assert_eq!(payment.amount.to_string(), "2 XAU");
        assert_eq!(payment.created_at, None);
        assert_eq!(payment.page(), None);
        assert_eq!(payment.reason().unwrap().as_str(), "mercury_retrograde");
        let text = r#"{"id": "x", "amount": {"value": "2", "currency": "RUB"}}"#;
        assert!(serde_json::from_str::<Payment>(text).is_err(), "no status");
    }

    #[test]
    fn a_decline_tells_its_reason() {
        let text = r#"{"id": "x", "status": "canceled", "amount": {"value": "2.50", "currency": "RUB"},
            "cancellation_details": {"party": "payment_network", "reason": "3d_secure_failed"}}"#;
        let payment: Payment = serde_json::from_str(text).unwrap();
        assert_eq!(payment.status, PaymentStatus::Canceled);
        assert_eq!(payment.reason(), Some(&Reason::SecureFailed));
    }

    #[test]
    fn refunds_payouts_and_lists_are_read() {
        let text = r#"{"type": "list", "next_cursor": "abc", "items": [
            {"id": "r", "payment_id": "p", "status": "canceled",
             "amount": {"value": "1.00", "currency": "RUB"},
             "cancellation_details": {"party": "refund_network", "reason": "rejected_by_timeout"}}]}"#;
        let list: List<Refund> = serde_json::from_str(text).unwrap();
        assert_eq!(list.next_cursor.as_deref(), Some("abc"));
        let refund = list.items.first().unwrap();
        assert_eq!(refund.status, TransferStatus::Canceled);
        let why = refund.cancellation_details.as_ref().unwrap();
        assert_eq!(why.reason, Reason::RejectedByTimeout);
        let text = r#"{"id": "po-1", "status": "pending", "test": true,
            "amount": {"value": "4500.00", "currency": "RUB"},
            "payout_destination": {"type": "bank_card"}}"#;
        let payout: Payout = serde_json::from_str(text).unwrap();
        assert_eq!(payout.status, TransferStatus::Pending);
    }
}
