//! Invoices.

use serde_json::{Map, Value, json};

use super::Ctx;
use crate::telegram::{
    error::{ApiError, ApiResult},
    keyboard::Markup,
};

struct Invoice {
    shown: Value,
    payload: String,
    total: i64,
}

fn read(ctx: &Ctx<'_>) -> Result<Invoice, ApiError> {
    let title = ctx.params.text("title").unwrap_or_default();
    let description = ctx.params.text("description").unwrap_or_default();
    let payload = ctx.params.text("payload").unwrap_or_default();
    let currency = ctx.params.text("currency").unwrap_or_default();
    let within = |text: &str, limit: usize| (1..=limit).contains(&text.chars().count());
    if !within(&title, 32) {
        return Err(ApiError::bad("INVOICE_TITLE_INVALID"));
    }
    if !within(&description, 255) {
        return Err(ApiError::bad("INVOICE_DESCRIPTION_INVALID"));
    }
    if payload.is_empty() || payload.len() > 128 {
        return Err(ApiError::bad("INVOICE_PAYLOAD_INVALID"));
    }
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(ApiError::bad("CURRENCY_INVALID"));
    }
    let prices = ctx.params.json("prices")?.unwrap_or_default();
    let mut total: i64 = 0;
    let mut count = 0_usize;
    for price in prices.as_array().into_iter().flatten() {
        let label = price.get("label").and_then(Value::as_str).unwrap_or("");
        let amount = price.get("amount").and_then(Value::as_i64);
        let Some(amount) = amount.filter(|_| !label.is_empty()) else {
            return Err(ApiError::bad("can't parse labeled price"));
        };
        total = total.saturating_add(amount);
        count += 1;
    }
    let stars = currency == "XTR";
    if count == 0 || total <= 0 || (stars && count != 1) {
        return Err(ApiError::bad("CURRENCY_TOTAL_AMOUNT_INVALID"));
    }
    if !stars && !ctx.params.has("provider_token") {
        return Err(ApiError::bad("PAYMENT_PROVIDER_INVALID"));
    }
    let start = ctx.params.text("start_parameter").unwrap_or_default();
    Ok(Invoice {
        shown: json!({
            "title": title,
            "description": description,
            "start_parameter": start,
            "currency": currency,
            "total_amount": total,
        }),
        payload,
        total,
    })
}

pub(crate) fn send(ctx: &mut Ctx<'_>) -> ApiResult {
    let invoice = read(ctx)?;
    let mut target = ctx.target()?;
    if let Markup::Inline(markup) = &target.markup {
        let first = markup.pointer("/inline_keyboard/0/0/pay");
        if first.and_then(Value::as_bool) != Some(true) {
            return Err(ApiError::bad("first button must be a pay button"));
        }
    } else {
        // Telegram's own button, when the bot brings none.
        let currency = invoice
            .shown
            .get("currency")
            .and_then(Value::as_str)
            .unwrap_or("");
        let text = format!("Pay {} {currency}", amount(invoice.total, currency));
        target.markup = Markup::Inline(json!({"inline_keyboard": [[{"text": text, "pay": true}]]}));
    }
    let mut content = Map::new();
    content.insert("invoice".to_owned(), invoice.shown);
    let (_, message) = ctx.post_id(target, content, Some(invoice.payload))?;
    Ok(message)
}

/// A sum in the currency's main unit.
fn amount(total: i64, currency: &str) -> String {
    if matches!(currency, "XTR" | "JPY" | "KRW" | "VND" | "CLP") {
        return total.to_string();
    }
    format!("{}.{:02}", total / 100, total % 100)
}

pub(crate) fn link(ctx: &mut Ctx<'_>) -> ApiResult {
    read(ctx)?;
    let number = ctx.world.next_query_id();
    Ok(json!(format!("https://t.me/$sandbox{number}")))
}
