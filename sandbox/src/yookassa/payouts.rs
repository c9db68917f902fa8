//! Payouts to people, on a gateway of their own.

use serde_json::{Map, Value, json};

use super::{
    error::Refusal,
    money,
    objects::{Cancellation, Payout, Status, object_id},
    read,
    settings::Settlement,
    shop::{ActError, Shop},
};

const CARD_LIMITS: std::ops::RangeInclusive<i64> = 500..=50_000_000;
const OTHER_LIMITS: std::ops::RangeInclusive<i64> = 100..=50_000_000;

pub(crate) fn create(shop: &mut Shop, key: &str, body: &Value) -> Result<String, Refusal> {
    let fields = read::object(body)?;
    let amount = money::read(fields.get("amount"), "amount")?;
    let description = read::description(fields, 128)?;
    let metadata = read::metadata(fields)?;
    let destination = destination(fields, shop.settings.raw_cards)?;
    let limits = match destination.get("type").and_then(Value::as_str) {
        Some("bank_card") => CARD_LIMITS,
        _ => OTHER_LIMITS,
    };
    if !limits.contains(&amount) {
        let refusal = Refusal::invalid("Payment amount is illegal");
        return Err(refusal.at("amount.value").because("out of limits"));
    }
    let id = format!("po-{}", object_id("0003-5000-a000"));
    let mode = if amount > shop.settings.payout_balance_minor {
        Settlement::Cancel {
            reason: "insufficient_funds".to_owned(),
        }
    } else {
        shop.settings.payout_mode.clone()
    };
    shop.settings.payout_balance_minor -= amount;
    shop.payouts.push(Payout {
        id: id.clone(),
        key: key.to_owned(),
        status: Status::Pending,
        amount,
        created_at: shop.now,
        succeeded_at: None,
        destination,
        description,
        metadata,
        cancellation: None,
    });
    match mode {
        Settlement::Instant => finish(shop, &id, None),
        Settlement::Pending => {}
        Settlement::Cancel { reason } => finish(shop, &id, Some(&reason)),
    }
    Ok(id)
}

/// Reads where the money goes and gives it as the object shows it.
fn destination(fields: &Map<String, Value>, raw_cards: bool) -> Result<Value, Refusal> {
    let given = |name: &str| fields.get(name).filter(|value| !value.is_null());
    let ways = [
        "payout_destination_data",
        "payout_token",
        "payment_method_id",
    ];
    if ways.iter().filter(|name| given(name).is_some()).count() != 1 {
        return Err(Refusal::invalid(
            "Request should contain only one of: payout_destination_data, payout_token, payment_method_id",
        ));
    }
    if given("payment_method_id").is_some() {
        return Err(Refusal::field("payment_method_id").because("nothing was ever saved here"));
    }
    if let Some(token) = given("payout_token") {
        if token.as_str().is_none_or(str::is_empty) {
            return Err(Refusal::field("payout_token"));
        }
        return Ok(card("2200000000000004"));
    }
    let parent = "payout_destination_data";
    let data = given(parent).unwrap_or(&Value::Null);
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or("");
    match text("type") {
        "sbp" => {
            let (phone, bank) = (text("phone"), text("bank_id"));
            if !read::is_digits(phone, 11..=15) {
                return Err(Refusal::field(format!("{parent}.phone")));
            }
            if bank.len() != 12 || !bank.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                return Err(Refusal::field(format!("{parent}.bank_id")));
            }
            Ok(json!({"type": "sbp", "phone": phone, "bank_id": bank, "recipient_checked": false}))
        }
        "yoo_money" => {
            let account = text("account_number");
            if !read::is_digits(account, 11..=33) {
                return Err(Refusal::field(format!("{parent}.account_number")));
            }
            Ok(json!({"type": "yoo_money", "account_number": account}))
        }
        "bank_card" => {
            if !raw_cards {
                return Err(Refusal::forbidden("Forbidden to send raw bank card data"));
            }
            let number = data
                .get("card")
                .and_then(|card| card.get("number")?.as_str());
            match number {
                Some(number) if read::is_digits(number, 16..=19) => Ok(card(number)),
                _ => Err(Refusal::field(format!("{parent}.card.number"))),
            }
        }
        _ => Err(Refusal::field(format!("{parent}.type"))),
    }
}

fn card(number: &str) -> Value {
    let first: String = number.chars().take(6).collect();
    let skip = number.chars().count().saturating_sub(4);
    let last: String = number.chars().skip(skip).collect();
    let kind = match number.as_bytes() {
        [b'2', ..] => "Mir",
        [b'4', ..] => "Visa",
        [b'5', ..] => "MasterCard",
        _ => "Unknown",
    };
    json!({"type": "bank_card", "card": {"first6": first, "last4": last, "card_type": kind}})
}

/// Ends a pending payout.
pub(crate) fn settle(shop: &mut Shop, id: &str, reason: Option<&str>) -> Result<(), ActError> {
    let payout = shop.payouts.get(id);
    let status = payout
        .ok_or_else(|| ActError::Missing(id.to_owned()))?
        .status;
    if status != Status::Pending {
        return Err(ActError::WrongStatus {
            id: id.to_owned(),
            status,
        });
    }
    finish(shop, id, reason);
    Ok(())
}

fn finish(shop: &mut Shop, id: &str, reason: Option<&str>) {
    let now = shop.now;
    let Some(payout) = shop.payouts.get_mut(id) else {
        return;
    };
    let event = match reason {
        None => {
            payout.status = Status::Succeeded;
            payout.succeeded_at = Some(now);
            "payout.succeeded"
        }
        Some(reason) => {
            let party = match reason {
                "issuer_unavailable" | "general_decline" | "recipient_not_found" => {
                    "payout_network"
                }
                _ => "yoo_money",
            };
            let reason = reason.to_owned();
            payout.status = Status::Canceled;
            payout.cancellation = Some(Cancellation { party, reason });
            shop.settings.payout_balance_minor += payout.amount;
            "payout.canceled"
        }
    };
    let drawn = payout.draw();
    shop.notify(event, id, drawn);
}
