//! Bodies of calls that change something, as text: made once, stored, and sent as they are.

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::kernel::{
    lang::Lang,
    money::{Currency, Money},
};

/// The body of a call that says everything in its path.
pub const EMPTY: &str = "{}";

/// Longest description of a payment or payout.
const DESCRIPTION: usize = 128;
/// Longest description of a refund.
const REFUND_DESCRIPTION: usize = 250;
const RETURN_URL: usize = 2048;
const METADATA_KEYS: usize = 16;
const METADATA_KEY: usize = 32;
const METADATA_VALUE: usize = 512;
/// Most lines of a receipt.
const ITEMS: usize = 80;

/// What YooKassa would refuse is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Nothing, or less.
    #[error("an amount must be above zero")]
    Amount,
    /// Only roubles go through YooKassa.
    #[error("the currency is not the rouble")]
    Currency,
    /// Too many notes, or too long ones.
    #[error("metadata is over YooKassa's limits")]
    Metadata,
    /// The address to come back to.
    #[error("the return address is missing or too long")]
    ReturnUrl,
    /// Lines that do not add up to the amount, none, or too many.
    #[error("the lines of the receipt do not make up the amount")]
    Receipt,
    /// JSON cannot be made of it.
    #[error("the body cannot be written")]
    Json,
}

/// A payment to be made in one step, on a page of YooKassa's.
#[derive(Clone, Debug)]
pub struct NewPayment<'p> {
    /// How much.
    pub amount: Money,
    /// What for; the payer reads it.
    pub description: &'p str,
    /// Where the payer comes back to, whatever happened.
    pub return_url: &'p str,
    /// Language of the page.
    pub lang: Lang,
    /// Our notes, which come back with the payment.
    pub metadata: &'p [(&'p str, String)],
    /// Receipt, when the shop makes receipts through YooKassa.
    pub receipt: Option<&'p Receipt>,
}

/// A refund of a part or of the whole.
#[derive(Clone, Debug)]
pub struct NewRefund<'p> {
    /// YooKassa's id of the payment.
    pub payment_id: &'p str,
    /// How much.
    pub amount: Money,
    /// Why.
    pub description: &'p str,
    /// Our notes.
    pub metadata: &'p [(&'p str, String)],
    /// Receipt, as with the payment.
    pub receipt: Option<&'p Receipt>,
}

/// Money to a person.
#[derive(Clone, Debug)]
pub struct NewPayout<'p> {
    /// How much.
    pub amount: Money,
    /// What for.
    pub description: &'p str,
    /// Where to.
    pub to: &'p Destination,
    /// Our notes.
    pub metadata: &'p [(&'p str, String)],
}

/// Where a payout goes. Its body holds a number that is nobody's business: it is stored sealed.
#[derive(Clone, Debug)]
pub enum Destination {
    /// A card by its number; YooKassa allows this to gateways that may see card numbers.
    Card(SecretString),
    /// A synonym that YooKassa's payout form gave for a card.
    Token(SecretString),
    /// A phone and a bank, by the system of fast payments.
    Phone {
        /// Digits.
        phone: SecretString,
        /// YooKassa's id of the bank.
        bank_id: String,
    },
    /// A YooMoney wallet.
    Wallet(SecretString),
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Where it is sent.
    pub email: Option<String>,
    /// Where it is sent as well; digits.
    pub phone: Option<String>,
    /// What was sold.
    pub items: Vec<Item>,
    /// Tax system; none: not sent.
    pub tax_system_code: Option<u32>,
}

/// A line of a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub description: String,
    /// How many.
    pub quantity: u32,
    /// Price of one.
    pub amount: Money,
    /// Code of the VAT.
    pub vat_code: u32,
    /// Kind of what is sold.
    pub payment_subject: String,
    /// How it is paid.
    pub payment_mode: String,
}

impl NewPayment<'_> {
    /// The body of `POST /payments`.
    ///
    /// # Errors
    /// See [`BodyError`].
    pub fn body(&self) -> Result<String, BodyError> {
        if self.return_url.is_empty() || self.return_url.len() > RETURN_URL {
            return Err(BodyError::ReturnUrl);
        }
        write(&PaymentBody {
            amount: Amount::of(self.amount)?,
            capture: true,
            confirmation: Confirmation {
                kind: "redirect",
                return_url: self.return_url,
                locale: locale(self.lang),
            },
            description: &shortened(self.description, DESCRIPTION),
            metadata: metadata(self.metadata)?,
            receipt: receipt(self.receipt, self.amount)?,
        })
    }
}

impl NewRefund<'_> {
    /// The body of `POST /refunds`.
    ///
    /// # Errors
    /// See [`BodyError`].
    pub fn body(&self) -> Result<String, BodyError> {
        write(&RefundBody {
            payment_id: self.payment_id,
            amount: Amount::of(self.amount)?,
            description: &shortened(self.description, REFUND_DESCRIPTION),
            metadata: metadata(self.metadata)?,
            receipt: receipt(self.receipt, self.amount)?,
        })
    }
}

impl NewPayout<'_> {
    /// The body of `POST /payouts`; a secret, since it names the destination in full.
    ///
    /// # Errors
    /// See [`BodyError`].
    pub fn body(&self) -> Result<SecretString, BodyError> {
        let (token, data) = match self.to {
            Destination::Token(token) => (Some(token.expose_secret()), None),
            Destination::Card(number) => (
                None,
                Some(DestinationBody::BankCard {
                    card: Card {
                        number: number.expose_secret(),
                    },
                }),
            ),
            Destination::Phone { phone, bank_id } => (
                None,
                Some(DestinationBody::Sbp {
                    phone: phone.expose_secret(),
                    bank_id,
                }),
            ),
            Destination::Wallet(number) => (
                None,
                Some(DestinationBody::YooMoney {
                    account_number: number.expose_secret(),
                }),
            ),
        };
        write(&PayoutBody {
            amount: Amount::of(self.amount)?,
            payout_token: token,
            payout_destination_data: data,
            description: &shortened(self.description, DESCRIPTION),
            metadata: metadata(self.metadata)?,
        })
        .map(SecretString::from)
    }
}

impl Receipt {
    /// What Telegram's native invoices pass on to YooKassa as `provider_data`: the payer's address is
    /// asked by Telegram.
    ///
    /// # Errors
    /// [`BodyError::Receipt`] when the lines do not make up the total.
    pub fn provider_data(&self, total: Money) -> Result<String, BodyError> {
        #[derive(Serialize)]
        struct ProviderData<'p> {
            receipt: ReceiptBody<'p>,
        }
        let mut receipt = receipt(Some(self), total)?.ok_or(BodyError::Receipt)?;
        receipt.customer = None;
        write(&ProviderData { receipt })
    }
}

#[derive(Serialize)]
struct PaymentBody<'p> {
    amount: Amount,
    capture: bool,
    confirmation: Confirmation<'p>,
    description: &'p str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<ReceiptBody<'p>>,
}

#[derive(Serialize)]
struct Confirmation<'p> {
    #[serde(rename = "type")]
    kind: &'static str,
    return_url: &'p str,
    locale: &'static str,
}

#[derive(Serialize)]
struct RefundBody<'p> {
    payment_id: &'p str,
    amount: Amount,
    description: &'p str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    metadata: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<ReceiptBody<'p>>,
}

#[derive(Serialize)]
struct PayoutBody<'p> {
    amount: Amount,
    #[serde(skip_serializing_if = "Option::is_none")]
    payout_token: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payout_destination_data: Option<DestinationBody<'p>>,
    description: &'p str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    metadata: Map<String, Value>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum DestinationBody<'p> {
    BankCard { card: Card<'p> },
    Sbp { phone: &'p str, bank_id: &'p str },
    YooMoney { account_number: &'p str },
}

#[derive(Serialize)]
struct Card<'p> {
    number: &'p str,
}

#[derive(Serialize)]
struct ReceiptBody<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<Customer<'p>>,
    items: Vec<ItemBody<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_system_code: Option<u32>,
}

#[derive(Serialize)]
struct Customer<'p> {
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

#[derive(Serialize)]
struct ItemBody<'p> {
    description: String,
    quantity: u32,
    amount: Amount,
    vat_code: u32,
    measure: &'static str,
    payment_subject: &'p str,
    payment_mode: &'p str,
}

#[derive(Serialize)]
struct Amount {
    value: String,
    currency: &'static str,
}

impl Amount {
    fn of(money: Money) -> Result<Self, BodyError> {
        if money.minor() <= 0 {
            return Err(BodyError::Amount);
        }
        match money.currency() {
            Currency::Rub => Ok(Self {
                value: money.to_string(),
                currency: "RUB",
            }),
            Currency::Uzs => Err(BodyError::Currency),
        }
    }
}

fn write<T: Serialize>(body: &T) -> Result<String, BodyError> {
    serde_json::to_string(body).or(Err(BodyError::Json))
}

/// YooKassa's pages speak Russian and English; Russian is nearer to those who speak Uzbek.
const fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru | Lang::Uz => "ru_RU",
        Lang::En => "en_US",
    }
}

fn shortened(text: &str, limit: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit - 1).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

fn metadata(notes: &[(&str, String)]) -> Result<Map<String, Value>, BodyError> {
    let fits = |(key, value): &(&str, String)| {
        (1..=METADATA_KEY).contains(&key.chars().count()) && value.chars().count() <= METADATA_VALUE
    };
    if notes.len() > METADATA_KEYS || !notes.iter().all(fits) {
        return Err(BodyError::Metadata);
    }
    Ok(notes
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::String(value.clone())))
        .collect())
}

fn receipt(receipt: Option<&Receipt>, total: Money) -> Result<Option<ReceiptBody<'_>>, BodyError> {
    let Some(receipt) = receipt else {
        return Ok(None);
    };
    let mut sum = Money::new(0, total.currency());
    for item in &receipt.items {
        let line = item
            .amount
            .minor()
            .checked_mul(i64::from(item.quantity))
            .ok_or(BodyError::Receipt)?;
        sum = sum
            .plus(Money::new(line, item.amount.currency()))
            .or(Err(BodyError::Receipt))?;
    }
    // The tax office compares them to the kopeck.
    if sum != total || receipt.items.is_empty() || receipt.items.len() > ITEMS {
        return Err(BodyError::Receipt);
    }
    let items: Result<_, _> = receipt.items.iter().map(item).collect();
    Ok(Some(ReceiptBody {
        customer: Some(Customer {
            email: receipt.email.as_deref(),
            phone: receipt.phone.as_deref().map(digits),
        }),
        items: items?,
        tax_system_code: receipt.tax_system_code,
    }))
}

fn item(item: &Item) -> Result<ItemBody<'_>, BodyError> {
    Ok(ItemBody {
        description: shortened(&item.description, DESCRIPTION),
        quantity: item.quantity,
        amount: Amount::of(item.amount)?,
        vat_code: item.vat_code,
        measure: "piece",
        payment_subject: &item.payment_subject,
        payment_mode: &item.payment_mode,
    })
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
#[path = "bodies_tests.rs"]
mod tests;
