//! Amounts: strings on the wire, kopecks inside.

use serde_json::{Value, json};

use super::error::Refusal;

/// The only currency of the shop.
pub(crate) const CURRENCY: &str = "RUB";

/// Reads `1500.00`: digits, a dot, two digits.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let (rubles, kopecks) = text.split_once('.')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(rubles) || !digits(kopecks) || kopecks.len() != 2 {
        return None;
    }
    let rubles: i64 = rubles.parse().ok()?;
    rubles.checked_mul(100)?.checked_add(kopecks.parse().ok()?)
}

/// `1500.00`.
pub(crate) fn show(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// An amount as the API draws it.
pub(crate) fn amount(minor: i64) -> Value {
    json!({"value": show(minor), "currency": CURRENCY})
}

/// Reads an amount object of a request; it must be positive and in roubles.
pub(crate) fn read(value: Option<&Value>, field: &str) -> Result<i64, Refusal> {
    let Some(Value::Object(object)) = value else {
        return Err(Refusal::field(field).because("an object {value, currency} is needed"));
    };
    let illegal = || Refusal::invalid("Payment amount is illegal").at(format!("{field}.value"));
    let Some(Value::String(text)) = object.get("value") else {
        return Err(illegal().because("the value must be a string"));
    };
    let Some(minor) = parse(text) else {
        return Err(illegal().because("the value must look like 1500.00"));
    };
    if minor <= 0 {
        return Err(illegal().because("the value must be positive"));
    }
    if object.get("currency").and_then(Value::as_str) != Some(CURRENCY) {
        let refusal = Refusal::invalid("Currency code is illegal");
        return Err(refusal.at(format!("{field}.currency")));
    }
    Ok(minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_strings() {
        assert_eq!(parse("18990.00"), Some(1_899_000));
        assert_eq!(parse("0.07"), Some(7));
        for wrong in [
            "1", "1.0", "1.000", "1,00", "-1.00", "+1.00", ".50", "1e2.00", " 1.00", "",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(parse("99999999999999999999.00"), None);
        assert_eq!(show(1_899_005), "18990.05");
    }
}
