//! Receipts inside payments, captures and refunds.

use serde_json::{Map, Value};

use super::{error::Refusal, money, read::is_digits, settings::ReceiptMode};

const MEASURES: &[&str] = &[
    "piece",
    "gram",
    "kilogram",
    "ton",
    "centimeter",
    "decimeter",
    "meter",
    "square_centimeter",
    "square_decimeter",
    "square_meter",
    "milliliter",
    "liter",
    "cubic_meter",
    "kilowatt_hour",
    "gigacalorie",
    "day",
    "hour",
    "minute",
    "second",
    "kilobyte",
    "megabyte",
    "gigabyte",
    "terabyte",
    "another",
];
const MODES: &[&str] = &[
    "full_prepayment",
    "partial_prepayment",
    "advance",
    "full_payment",
    "partial_payment",
    "credit",
    "credit_payment",
];
const SUBJECTS: &[&str] = &[
    "commodity",
    "excise",
    "job",
    "service",
    "gambling_bet",
    "gambling_prize",
    "lottery",
    "lottery_prize",
    "intellectual_activity",
    "payment",
    "agent_commission",
    "property_right",
    "non_operating_gain",
    "insurance_premium",
    "sales_tax",
    "resort_fee",
    "composite",
    "another",
    "fine",
    "tax",
    "lien",
    "cost",
    "pension_insurance_without_payouts",
    "pension_insurance_with_payouts",
    "health_insurance_without_payouts",
    "health_insurance_with_payouts",
    "health_insurance",
    "casino",
    "agent_withdrawals",
    "non_marked_excise",
    "marked_excise",
    "marked",
    "non_marked",
];
/// The largest quantity, in thousandths.
const MAX_QUANTITY: i64 = 99_999_999;

/// The one answer to everything that is wrong with a receipt.
pub(crate) fn illegal(detail: impl Into<String>) -> Refusal {
    Refusal::invalid("Receipt is missing or illegal")
        .at("receipt")
        .because(detail)
}

/// Checks the receipt of a request, if there is one, against the sum it stands for.
pub(crate) fn check(
    fields: &Map<String, Value>,
    mode: ReceiptMode,
    amount: i64,
) -> Result<Option<Value>, Refusal> {
    let receipt = match fields.get("receipt") {
        None | Some(Value::Null) => return Ok(None),
        Some(receipt) => receipt,
    };
    examine(receipt, mode, amount).map_err(illegal)?;
    Ok(Some(receipt.clone()))
}

fn examine(receipt: &Value, mode: ReceiptMode, amount: i64) -> Result<(), String> {
    let own = mode == ReceiptMode::OwnReceipts;
    customer(receipt.get("customer"), own)?;
    if let Some(system) = receipt.get("tax_system_code")
        && !system.as_i64().is_some_and(|code| (1..=6).contains(&code))
    {
        return Err("tax_system_code is 1 to 6".to_owned());
    }
    let items = receipt.get("items").and_then(Value::as_array);
    let items = items.filter(|items| !items.is_empty());
    let items = items.ok_or("items are missing")?;
    let most = if own { 80 } else { 100 };
    if items.len() > most {
        return Err(format!("at most {most} items"));
    }
    let mut sum: i64 = 0;
    for (place, item) in items.iter().enumerate() {
        let line = item_sum(item, own).map_err(|why| format!("items[{place}]: {why}"))?;
        sum = sum.saturating_add(line);
    }
    if sum == amount {
        Ok(())
    } else {
        let (sum, amount) = (money::show(sum), money::show(amount));
        Err(format!("items make {sum}, the operation {amount}"))
    }
}

fn customer(customer: Option<&Value>, own: bool) -> Result<(), String> {
    let text = |name: &str| customer?.get(name)?.as_str();
    let email = text("email");
    let phone = text("phone");
    if email.is_some_and(|email| email.len() > 254 || !email.contains('@')) {
        return Err("customer.email is not an address".to_owned());
    }
    if phone.is_some_and(|phone| !is_digits(phone, 4..=15)) {
        return Err("customer.phone is digits only".to_owned());
    }
    if text("full_name").is_some_and(|name| name.chars().count() > 256) {
        return Err("customer.full_name is too long".to_owned());
    }
    if text("inn").is_some_and(|inn| !is_digits(inn, 10..=10) && !is_digits(inn, 12..=12)) {
        return Err("customer.inn is 10 or 12 digits".to_owned());
    }
    match (email, phone) {
        (None, _) if own => Err("customer.email is missing".to_owned()),
        (None, None) => Err("customer has neither e-mail nor phone".to_owned()),
        _ => Ok(()),
    }
}

fn item_sum(item: &Value, own: bool) -> Result<i64, String> {
    let description = item
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or("");
    if !(1..=128).contains(&description.chars().count()) {
        return Err("description has 1 to 128 characters".to_owned());
    }
    let price = money::read(item.get("amount"), "amount")
        .map_err(|refusal| format!("amount: {}", refusal.description))?;
    let quantity = item.get("quantity").and_then(thousandths);
    let quantity = quantity.filter(|n| (1..=MAX_QUANTITY).contains(n));
    let quantity = quantity.ok_or("quantity is a number with at most 3 decimals")?;
    let code = item.get("vat_code").and_then(Value::as_i64);
    if !code.is_some_and(|code| (1..=12).contains(&code)) {
        return Err("vat_code is 1 to 12".to_owned());
    }
    one_of(item, "measure", MEASURES, own)?;
    one_of(item, "payment_subject", SUBJECTS, own)?;
    one_of(item, "payment_mode", MODES, own)?;
    let line = price.checked_mul(quantity).ok_or("too much money")?;
    Ok((line + 500) / 1000)
}

fn one_of(item: &Value, name: &str, known: &[&str], is_needed: bool) -> Result<(), String> {
    match item.get(name).and_then(Value::as_str) {
        Some(word) if known.contains(&word) => Ok(()),
        Some(word) => Err(format!("{name} {word:?} is unknown")),
        None if is_needed => Err(format!("{name} is missing")),
        None => Ok(()),
    }
}

/// A JSON number in thousandths, read from its decimal form so that nothing is rounded.
fn thousandths(value: &Value) -> Option<i64> {
    let text = value.as_number()?.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    if part.len() > 3 || !is_digits(whole, 1..=6) || !is_digits(part, 1..=3) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<3}").parse().ok()?;
    Some(whole * 1000 + part)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn receipt(quantity: Value, price: &str) -> Value {
        json!({
            "customer": {"email": "buyer@example.com"},
            "items": [{
                "description": "Тур",
                "quantity": quantity,
                "measure": "piece",
                "amount": {"value": price, "currency": "RUB"},
                "vat_code": 1,
                "payment_subject": "service",
                "payment_mode": "full_prepayment",
            }],
        })
    }

    #[test]
    fn lines_must_make_the_sum() {
        let own = ReceiptMode::OwnReceipts;
        examine(&receipt(json!(2), "9495.00"), own, 1_899_000).unwrap();
        examine(&receipt(json!(2.000), "9495.00"), own, 1_899_000).unwrap();
        examine(&receipt(json!(0.333), "100.00"), own, 3330).unwrap();
        let wrong = examine(&receipt(json!(1), "9495.00"), own, 1_899_000);
        assert_eq!(
            wrong.unwrap_err(),
            "items make 9495.00, the operation 18990.00"
        );
        assert!(examine(&receipt(json!("2"), "9495.00"), own, 1_899_000).is_err());
        assert!(examine(&receipt(json!(0.3333), "100.00"), own, 3333).is_err());
    }

    #[test]
    fn a_till_is_content_with_a_phone() {
        let mut receipt = receipt(json!(1), "1.00");
        receipt["customer"] = json!({"phone": "79000000000"});
        examine(&receipt, ReceiptMode::Till, 100).unwrap();
        assert!(examine(&receipt, ReceiptMode::OwnReceipts, 100).is_err());
        receipt["customer"] = json!({"phone": "+79000000000"});
        assert!(examine(&receipt, ReceiptMode::Till, 100).is_err());
        receipt["customer"] = json!({});
        assert!(examine(&receipt, ReceiptMode::Off, 100).is_err());
    }
}
