//! Payments, refunds and payouts, and how the API draws them.

use chrono::{DateTime, SecondsFormat};
use rand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::money::amount;

/// Where an object is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not decided yet.
    Pending,
    /// The payer's money is held.
    WaitingForCapture,
    /// Done; final.
    Succeeded,
    /// Not done; final.
    Canceled,
}

impl Status {
    /// The word on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::WaitingForCapture => "waiting_for_capture",
            Self::Succeeded => "succeeded",
            Self::Canceled => "canceled",
        }
    }

    pub(crate) fn of(word: &str) -> Option<Self> {
        [
            Self::Pending,
            Self::WaitingForCapture,
            Self::Succeeded,
            Self::Canceled,
        ]
        .into_iter()
        .find(|status| status.word() == word)
    }
}

/// Who ended an operation, and why.
#[derive(Clone, Debug)]
pub(crate) struct Cancellation {
    pub(crate) party: &'static str,
    pub(crate) reason: String,
}

impl Cancellation {
    fn draw(&self) -> Value {
        json!({"party": self.party, "reason": self.reason})
    }
}

/// How the payer confirms.
#[derive(Clone, Debug)]
pub(crate) struct Confirmation {
    pub(crate) kind: String,
    pub(crate) return_url: Option<String>,
    pub(crate) locale: Option<String>,
}

/// A payment.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) status: Status,
    pub(crate) amount: i64,
    pub(crate) capture: bool,
    pub(crate) created_at: i64,
    pub(crate) captured_at: Option<i64>,
    /// When the payer is too late.
    pub(crate) pay_until: i64,
    /// When the shop is too late to capture.
    pub(crate) hold_until: Option<i64>,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Map<String, Value>,
    pub(crate) confirmation: Option<Confirmation>,
    pub(crate) method: Option<String>,
    pub(crate) receipt: Option<Value>,
    pub(crate) customer: Option<String>,
    pub(crate) refunded: i64,
    /// Promised to refunds that are not settled yet.
    pub(crate) reserved: i64,
    pub(crate) cancellation: Option<Cancellation>,
}

/// Refunds are possible for three years.
pub(crate) const REFUND_LIMIT: i64 = 3 * 365 * 86_400_000;

/// What every drawing needs to know of the shop.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) base: &'a str,
    pub(crate) shop_id: &'a str,
    pub(crate) gateway_id: &'a str,
    pub(crate) now: i64,
}

impl Payment {
    pub(crate) fn is_paid(&self) -> bool {
        matches!(self.status, Status::WaitingForCapture | Status::Succeeded)
    }

    pub(crate) fn is_refundable(&self, now: i64) -> bool {
        self.status == Status::Succeeded
            && self.refunded + self.reserved < self.amount
            && now - self.created_at <= REFUND_LIMIT
    }

    /// The page on which the payer pays.
    pub(crate) fn page(&self, base: &str) -> Option<String> {
        let kind = self.confirmation.as_ref()?.kind.as_str();
        matches!(kind, "redirect" | "mobile_application" | "qr")
            .then(|| format!("{base}/yookassa/pay/{}", self.id))
    }

    pub(crate) fn draw(&self, frame: Frame<'_>) -> Value {
        let mut drawn = json!({
            "id": self.id,
            "status": self.status.word(),
            "amount": amount(self.amount),
            "recipient": {"account_id": frame.shop_id, "gateway_id": frame.gateway_id},
            "created_at": instant(self.created_at),
            "test": true,
            "paid": self.is_paid(),
            "refundable": self.is_refundable(frame.now),
            "metadata": self.metadata,
        });
        put(&mut drawn, "description", self.description.as_ref());
        put(&mut drawn, "merchant_customer_id", self.customer.as_ref());
        put(&mut drawn, "captured_at", self.captured_at.map(instant));
        put(&mut drawn, "expires_at", self.hold_until.map(instant));
        put(&mut drawn, "payment_method", self.draw_method());
        let cancellation = self.cancellation.as_ref().map(Cancellation::draw);
        put(&mut drawn, "cancellation_details", cancellation);
        if self.status == Status::Pending {
            put(&mut drawn, "confirmation", self.draw_confirmation(frame));
        }
        if self.status == Status::Succeeded {
            // The service keeps its fee of 3.5 %.
            let income = self.amount - (self.amount * 35 + 500) / 1000;
            put(&mut drawn, "income_amount", Some(amount(income)));
            put(&mut drawn, "refunded_amount", Some(amount(self.refunded)));
        }
        let card = self.method.as_deref() == Some("bank_card");
        if self.is_paid() && card {
            let details = json!({
                "rrn": "603668680243",
                "auth_code": "000000",
                "three_d_secure": {"applied": true},
            });
            put(&mut drawn, "authorization_details", Some(details));
        }
        if self.receipt.is_some() {
            let registration = match self.status {
                Status::Pending | Status::WaitingForCapture => "pending",
                Status::Succeeded => "succeeded",
                Status::Canceled => "canceled",
            };
            put(&mut drawn, "receipt_registration", Some(registration));
        }
        drawn
    }

    fn draw_method(&self) -> Option<Value> {
        let kind = self.method.as_ref()?;
        let mut drawn = json!({"type": kind, "id": self.id, "saved": false});
        if kind == "bank_card" && self.is_paid() {
            put(&mut drawn, "title", Some("Bank card *4477"));
            let card = json!({
                "first6": "555555",
                "last4": "4477",
                "expiry_month": "12",
                "expiry_year": "2030",
                "card_type": "MasterCard",
                "issuer_country": "RU",
            });
            put(&mut drawn, "card", Some(card));
        }
        Some(drawn)
    }

    fn draw_confirmation(&self, frame: Frame<'_>) -> Option<Value> {
        let confirmation = self.confirmation.as_ref()?;
        let mut drawn = json!({"type": confirmation.kind});
        put(&mut drawn, "return_url", confirmation.return_url.as_ref());
        let page = self.page(frame.base);
        match confirmation.kind.as_str() {
            "embedded" => {
                let token = format!("ct-{}", self.id);
                put(&mut drawn, "confirmation_token", Some(token));
            }
            "qr" => put(&mut drawn, "confirmation_data", page),
            _ => put(&mut drawn, "confirmation_url", page),
        }
        Some(drawn)
    }
}

/// A refund of a payment.
#[derive(Clone, Debug)]
pub(crate) struct Refund {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) payment_id: String,
    pub(crate) status: Status,
    pub(crate) amount: i64,
    pub(crate) created_at: i64,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Map<String, Value>,
    pub(crate) receipt: Option<Value>,
    pub(crate) cancellation: Option<Cancellation>,
}

impl Refund {
    pub(crate) fn draw(&self) -> Value {
        let mut drawn = json!({
            "id": self.id,
            "payment_id": self.payment_id,
            "status": self.status.word(),
            "amount": amount(self.amount),
            "created_at": instant(self.created_at),
        });
        put(&mut drawn, "description", self.description.as_ref());
        if !self.metadata.is_empty() {
            put(&mut drawn, "metadata", Some(self.metadata.clone()));
        }
        let cancellation = self.cancellation.as_ref().map(Cancellation::draw);
        put(&mut drawn, "cancellation_details", cancellation);
        if self.receipt.is_some() {
            put(&mut drawn, "receipt_registration", Some(self.status.word()));
        }
        drawn
    }
}

/// A payout to a person.
#[derive(Clone, Debug)]
pub(crate) struct Payout {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) status: Status,
    pub(crate) amount: i64,
    pub(crate) created_at: i64,
    pub(crate) succeeded_at: Option<i64>,
    pub(crate) destination: Value,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Map<String, Value>,
    pub(crate) cancellation: Option<Cancellation>,
}

impl Payout {
    pub(crate) fn draw(&self) -> Value {
        let mut drawn = json!({
            "id": self.id,
            "status": self.status.word(),
            "amount": amount(self.amount),
            "payout_destination": self.destination,
            "created_at": instant(self.created_at),
            "metadata": self.metadata,
            "test": true,
        });
        put(&mut drawn, "description", self.description.as_ref());
        put(&mut drawn, "succeeded_at", self.succeeded_at.map(instant));
        let cancellation = self.cancellation.as_ref().map(Cancellation::draw);
        put(&mut drawn, "cancellation_details", cancellation);
        drawn
    }
}

fn put(object: &mut Value, name: &str, value: Option<impl Serialize>) {
    if let (Some(fields), Some(value)) = (object.as_object_mut(), value) {
        fields.insert(name.to_owned(), json!(value));
    }
}

/// `2026-03-01T09:15:22.139Z`.
pub(crate) fn instant(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// An id that looks like those of the service: UUID-like, but of no valid version.
pub(crate) fn object_id(middle: &str) -> String {
    let mut rng = rand::rng();
    let (head, tail): (u32, u64) = (rng.random(), rng.random());
    format!("{head:08x}-{middle}-{:012x}", tail & 0xffff_ffff_ffff)
}

/// A version 4 UUID.
pub(crate) fn random_uuid() -> String {
    let mut rng = rand::rng();
    let (a, b): (u64, u64) = (rng.random(), rng.random());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        (b >> 48) & 0x3fff | 0x8000,
        b & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_length_of_the_real_ones() {
        assert_eq!(object_id("000f-5000-8000").len(), 36);
        assert_eq!(random_uuid().len(), 36);
        assert_eq!(instant(1_772_356_522_139), "2026-03-01T09:15:22.139Z");
    }
}
