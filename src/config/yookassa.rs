//! Settings of YooKassa.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::{Fault, empty};

/// Words of `payment_subject` that a seller of services may need; YooKassa refuses any other.
const SUBJECTS: [&str; 8] = [
    "service",
    "job",
    "commodity",
    "intellectual_activity",
    "agent_commission",
    "payment",
    "composite",
    "another",
];
/// Words of `payment_mode`.
const MODES: [&str; 7] = [
    "full_prepayment",
    "partial_prepayment",
    "advance",
    "full_payment",
    "partial_payment",
    "credit",
    "credit_payment",
];

/// The shop, its receipts, and the gateway for payouts.
#[derive(Clone, Debug, Deserialize)]
pub struct YooKassa {
    /// The shop; empty: no payments through YooKassa.
    pub shop_id: String,
    /// Its secret key.
    #[serde(default = "empty")]
    pub secret_key: SecretString,
    /// Root of the API.
    pub api_url: Url,
    /// What becomes of notices from addresses that are not YooKassa's.
    pub ip_filter: IpFilter,
    /// Whether receipts (54-FZ) go through YooKassa.
    pub receipts: bool,
    /// Where receipts of people without an e-mail address go.
    pub receipt_email: String,
    /// VAT of what is sold.
    pub receipt_vat_code: u32,
    /// Tax system; zero: not sent.
    pub receipt_tax_system_code: u32,
    /// What is sold.
    pub receipt_subject: String,
    /// How it is paid.
    pub receipt_mode: String,
    /// The gateway for payouts; empty: payouts are made by hand.
    pub payout_agent_id: String,
    /// Its secret key.
    #[serde(default = "empty")]
    pub payout_secret_key: SecretString,
}

/// What becomes of notices from addresses that are not YooKassa's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IpFilter {
    /// Nobody looks.
    Off,
    /// They are taken and logged.
    Log,
    /// They are refused.
    Enforce,
}

impl YooKassa {
    /// Whether there is a shop.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        !self.shop_id.is_empty()
    }

    /// Whether there is a gateway for payouts.
    #[must_use]
    pub fn has_payouts(&self) -> bool {
        !self.payout_agent_id.is_empty()
    }

    /// What is wrong though every single value is well formed.
    pub(super) fn check(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let pairs = [
            (
                "yookassa.shop_id",
                &self.shop_id,
                "yookassa.secret_key",
                &self.secret_key,
            ),
            (
                "yookassa.payout_agent_id",
                &self.payout_agent_id,
                "yookassa.payout_secret_key",
                &self.payout_secret_key,
            ),
        ];
        for (id_key, id, secret_key, secret) in pairs {
            let has_secret = !secret.expose_secret().is_empty();
            if has_secret && id.is_empty() {
                faults.push(Fault::new(
                    id_key,
                    format!("is empty, and {secret_key} is set"),
                    "copy it from YooKassa's cabinet, or leave both out",
                ));
            }
            if !has_secret && !id.is_empty() {
                let variable = secret_key.to_ascii_uppercase().replace('.', "__");
                faults.push(Fault::new(
                    secret_key,
                    format!("is missing, and {id_key} is set"),
                    format!("set SPUTNIK__{variable} or {secret_key}_file"),
                ));
            }
        }
        if self.receipts && !is_email(&self.receipt_email) {
            faults.push(Fault::new(
                "yookassa.receipt_email",
                "is not an e-mail address, and yookassa.receipts is on",
                "name the mailbox for receipts of people without one of their own",
            ));
        }
        if !(1..=12).contains(&self.receipt_vat_code) {
            faults.push(Fault::new(
                "yookassa.receipt_vat_code",
                "is not a code of VAT",
                "choose 1 to 12 as the comment in config.toml says",
            ));
        }
        if self.receipt_tax_system_code > 6 {
            faults.push(Fault::new(
                "yookassa.receipt_tax_system_code",
                "is not a code of a tax system",
                "choose 1 to 6, or 0 to leave it out",
            ));
        }
        faults
    }
}

/// What is wrong with a single value of the right type.
pub(super) fn malformed(key: &str, value: &str) -> Option<Fault> {
    let one_of = |words: &[&str]| {
        (!words.contains(&value)).then(|| {
            Fault::new(
                key,
                "is not a word that YooKassa knows",
                format!("choose one of {}", words.join(", ")),
            )
        })
    };
    match key {
        "yookassa.ip_filter" if !matches!(value, "off" | "log" | "enforce") => Some(Fault::new(
            key,
            "is neither off, log nor enforce",
            "choose one of the three",
        )),
        "yookassa.api_url" if !super::is_http(value) => Some(Fault::new(
            key,
            "is not an http address",
            "use https://api.yookassa.ru/v3",
        )),
        "yookassa.receipt_subject" => one_of(&SUBJECTS),
        "yookassa.receipt_mode" => one_of(&MODES),
        _ => None,
    }
}

/// Something before and after one `@`, and short enough for a receipt.
fn is_email(text: &str) -> bool {
    text.len() <= 254
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}
