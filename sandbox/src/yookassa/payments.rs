//! Payments: made and captured by the shop, paid or declined by the payer.

use serde_json::{Map, Value};
use url::Url;

use super::{
    error::Refusal,
    money,
    objects::{Cancellation, Confirmation, Payment, Status, object_id},
    read, receipt,
    settings::ReceiptMode,
    shop::{ActError, Shop},
};

const HOUR: i64 = 3_600_000;
/// How long a payer may take.
const PAY_LIMIT: i64 = HOUR;
/// How long money of a card or of a wallet is held.
const CARD_HOLD: i64 = 7 * 24 * HOUR;
/// How long money of any other method is held.
const OTHER_HOLD: i64 = 6 * HOUR;

/// Ways to pay that the shop offers.
pub(crate) const METHODS: [&str; 5] = ["bank_card", "sbp", "yoo_money", "sberbank", "tinkoff_bank"];

const MISSING: &str = "Payment not found or forbidden";

pub(crate) fn create(shop: &mut Shop, key: &str, body: &Value) -> Result<String, Refusal> {
    let fields = read::object(body)?;
    let amount = money::read(fields.get("amount"), "amount")?;
    let settings = &shop.settings;
    if !(settings.min_amount_minor..=settings.max_amount_minor).contains(&amount) {
        let refusal = Refusal::invalid("Payment amount is illegal");
        return Err(refusal.at("amount.value").because("out of limits"));
    }
    let capture = read::flag(fields, "capture")?;
    let description = read::description(fields, 128)?;
    let metadata = read::metadata(fields)?;
    let method = method(fields)?;
    let confirmation = confirmation(fields)?;
    if read::flag(fields, "save_payment_method")? {
        return Err(Refusal::forbidden("Forbidden to save payment method"));
    }
    let customer = read::text(fields, "merchant_customer_id", "")?.map(str::to_owned);
    if customer.as_ref().is_some_and(|id| id.chars().count() > 200) {
        return Err(Refusal::field("merchant_customer_id"));
    }
    let given = receipt::check(fields, settings.receipts, amount)?;
    if given.is_none() && settings.receipts != ReceiptMode::Off {
        return Err(receipt::illegal("the shop needs a receipt"));
    }
    let id = object_id("000f-5000-8000");
    shop.payments.push(Payment {
        id: id.clone(),
        key: key.to_owned(),
        status: Status::Pending,
        amount,
        capture,
        created_at: shop.now,
        captured_at: None,
        pay_until: shop.now + PAY_LIMIT,
        hold_until: None,
        description,
        metadata,
        confirmation: Some(confirmation),
        method,
        receipt: given,
        customer,
        refunded: 0,
        reserved: 0,
        cancellation: None,
    });
    Ok(id)
}

fn method(fields: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    let given = |name: &str| fields.get(name).filter(|value| !value.is_null());
    let ways = ["payment_method_data", "payment_method_id", "payment_token"];
    if ways.iter().filter(|name| given(name).is_some()).count() > 1 {
        return Err(Refusal::invalid(
            "Request should contain only one of: payment_method_data, payment_method_id, payment_token",
        ));
    }
    for name in ["payment_method_id", "payment_token"] {
        if given(name).is_some() {
            return Err(Refusal::field(name).because("nothing was ever saved here"));
        }
    }
    let Some(data) = given("payment_method_data") else {
        return Ok(None);
    };
    if data.get("card").is_some() {
        return Err(Refusal::forbidden("Forbidden to send raw bank card data"));
    }
    let kind = data.get("type").and_then(Value::as_str).unwrap_or("");
    if !METHODS.contains(&kind) {
        return Err(Refusal::field("payment_method_data.type"));
    }
    Ok(Some(kind.to_owned()))
}

fn confirmation(fields: &Map<String, Value>) -> Result<Confirmation, Refusal> {
    let Some(Value::Object(given)) = fields.get("confirmation") else {
        let refusal = Refusal::field("confirmation");
        return Err(refusal.because("without a saved method the payer has to confirm"));
    };
    let kind = read::text(given, "type", "confirmation.")?.unwrap_or("");
    let return_url = read::text(given, "return_url", "confirmation.")?;
    let locale = read::text(given, "locale", "confirmation.")?;
    let longest = match kind {
        "redirect" | "mobile_application" if return_url.is_none_or(str::is_empty) => {
            return Err(Refusal::invalid("Return url is missing").at("confirmation.return_url"));
        }
        "redirect" | "qr" => 2048,
        "mobile_application" => 255,
        "embedded" | "external" if return_url.is_none() => 0,
        _ => return Err(Refusal::field("confirmation.type")),
    };
    if let Some(url) = return_url {
        let scheme = Url::parse(url).map(|url| url.scheme().to_owned());
        let is_active = matches!(scheme.as_deref(), Ok("javascript" | "data") | Err(_));
        if url.chars().count() > longest || is_active {
            return Err(Refusal::field("confirmation.return_url"));
        }
    }
    if locale.is_some_and(|locale| !matches!(locale, "ru_RU" | "en_US")) {
        return Err(Refusal::field("confirmation.locale"));
    }
    Ok(Confirmation {
        kind: kind.to_owned(),
        return_url: return_url.map(str::to_owned),
        locale: locale.map(str::to_owned),
    })
}

/// Takes the held money, or a part of it.
pub(crate) fn capture(shop: &mut Shop, id: &str, body: &Value) -> Result<String, Refusal> {
    let fields = read::object(body)?;
    let receipts = shop.settings.receipts;
    let payment = shop
        .payments
        .get(id)
        .ok_or_else(|| Refusal::not_found(MISSING))?;
    if payment.capture {
        return Err(Refusal::invalid(
            "You can not capture payment with autocapture",
        ));
    }
    if payment.status != Status::WaitingForCapture {
        return Err(Refusal::invalid(
            "Payment can not be captured in current status.",
        ));
    }
    let amount = match fields.get("amount") {
        None | Some(Value::Null) => payment.amount,
        given => money::read(given, "amount")?,
    };
    if amount > payment.amount {
        return Err(Refusal::invalid("Illegal amount for capture").at("amount"));
    }
    let given = receipt::check(fields, receipts, amount)?;
    let is_part = amount < payment.amount;
    if is_part && given.is_none() && receipts != ReceiptMode::Off {
        return Err(receipt::illegal("a part needs a receipt of its own"));
    }
    shop.change_payment(id, |payment, now| {
        payment.amount = amount;
        payment.receipt = given.or(payment.receipt.take());
        succeed(payment, now);
    });
    Ok(id.to_owned())
}

/// Lets the held money go.
pub(crate) fn cancel(shop: &mut Shop, id: &str) -> Result<String, Refusal> {
    let payment = shop
        .payments
        .get(id)
        .ok_or_else(|| Refusal::not_found(MISSING))?;
    if payment.capture {
        return Err(Refusal::invalid(
            "You can not cancel payment with autocapture",
        ));
    }
    if payment.status != Status::WaitingForCapture {
        return Err(Refusal::invalid(
            "Payment can not be canceled in current status",
        ));
    }
    shop.change_payment(id, |payment, _now| {
        end(payment, "merchant", "canceled_by_merchant");
    });
    Ok(id.to_owned())
}

pub(crate) fn missing() -> Refusal {
    Refusal::not_found(MISSING)
}

fn succeed(payment: &mut Payment, now: i64) {
    payment.status = Status::Succeeded;
    payment.captured_at = Some(now);
    payment.hold_until = None;
}

fn end(payment: &mut Payment, party: &'static str, reason: &str) {
    payment.status = Status::Canceled;
    payment.hold_until = None;
    payment.cancellation = Some(Cancellation {
        party,
        reason: reason.to_owned(),
    });
}

/// The payer pays.
pub(crate) fn accept(shop: &mut Shop, id: &str, method: Option<&str>) -> Result<(), ActError> {
    pending(shop, id)?;
    shop.change_payment(id, |payment, now| {
        let method = method
            .map(str::to_owned)
            .or(payment.method.take())
            .unwrap_or_else(|| "bank_card".to_owned());
        let hold = match method.as_str() {
            "bank_card" | "yoo_money" => CARD_HOLD,
            _ => OTHER_HOLD,
        };
        payment.method = Some(method);
        if payment.capture {
            succeed(payment, now);
        } else {
            payment.status = Status::WaitingForCapture;
            payment.hold_until = Some(now + hold);
        }
    });
    Ok(())
}

/// The payment fails for the payer.
pub(crate) fn decline(shop: &mut Shop, id: &str, reason: &str) -> Result<(), ActError> {
    pending(shop, id)?;
    let party = match reason {
        "canceled_by_merchant" => "merchant",
        "country_forbidden"
        | "expired_on_confirmation"
        | "identification_required"
        | "internal_timeout" => "yoo_money",
        _ => "payment_network",
    };
    shop.change_payment(id, |payment, _now| {
        payment.method.get_or_insert_with(|| "bank_card".to_owned());
        end(payment, party, reason);
    });
    Ok(())
}

fn pending(shop: &Shop, id: &str) -> Result<(), ActError> {
    let payment = shop.payments.get(id);
    let payment = payment.ok_or_else(|| ActError::Missing(id.to_owned()))?;
    if payment.status == Status::Pending {
        Ok(())
    } else {
        Err(ActError::WrongStatus {
            id: id.to_owned(),
            status: payment.status,
        })
    }
}

/// Ends what has run out of time.
pub(crate) fn expire(shop: &mut Shop) {
    let now = shop.now;
    let late: Vec<(String, &'static str)> = shop
        .payments
        .iter()
        .filter_map(|payment| match payment.status {
            Status::Pending if payment.pay_until <= now => {
                Some((payment.id.clone(), "expired_on_confirmation"))
            }
            Status::WaitingForCapture if payment.hold_until.is_some_and(|at| at <= now) => {
                Some((payment.id.clone(), "expired_on_capture"))
            }
            _ => None,
        })
        .collect();
    for (id, reason) in late {
        shop.change_payment(&id, |payment, _now| end(payment, "yoo_money", reason));
    }
}

/// When the next payment runs out of time.
pub(crate) fn next_expiry(shop: &Shop) -> Option<i64> {
    let deadlines = shop
        .payments
        .iter()
        .filter_map(|payment| match payment.status {
            Status::Pending => Some(payment.pay_until),
            Status::WaitingForCapture => payment.hold_until,
            Status::Succeeded | Status::Canceled => None,
        });
    deadlines.min()
}
