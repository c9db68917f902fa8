//! The payer's page: what is to be paid, and two buttons.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{CashDesk, new_id, result};
use crate::sandbox::Shared;

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'self'";

/// What an address asks to be paid.
struct Bill {
    desk: CashDesk,
    account: Value,
    amount: i64,
    lang: String,
    back: Option<String>,
}

fn bill(shared: &Shared, params: &str) -> Option<Bill> {
    let plain = String::from_utf8(STANDARD.decode(params).ok()?).ok()?;
    let mut merchant = None;
    let mut account = serde_json::Map::new();
    let (mut amount, mut lang, mut back) = (None, "ru".to_owned(), None);
    for part in plain.split(';') {
        let (name, value) = part.split_once('=')?;
        match name {
            "m" => merchant = Some(value.to_owned()),
            "a" => amount = value.parse().ok(),
            "l" => value.clone_into(&mut lang),
            "c" => back = Some(value.to_owned()),
            _ => {
                if let Some(field) = name.strip_prefix("ac.") {
                    account.insert(field.to_owned(), value.into());
                }
            }
        }
    }
    Some(Bill {
        desk: shared.payme.get(&merchant?)?,
        account: Value::Object(account),
        amount: amount?,
        lang,
        back,
    })
}

/// Words of the page in the payer's language: to pay, pay, decline, back, sandbox.
fn words(lang: &str) -> [&'static str; 5] {
    match lang {
        "uz" => [
            "Toʻlanadi",
            "Toʻlash",
            "Karta rad etilsin",
            "Botga qaytish",
            "Payme, sinov",
        ],
        "en" => [
            "To pay",
            "Pay",
            "Let the card be declined",
            "Back to the bot",
            "Payme, for tests",
        ],
        _ => [
            "К оплате",
            "Оплатить",
            "Пусть карту отклонят",
            "Вернуться в бот",
            "Payme, тестовый режим",
        ],
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn page(lang: &str, status: StatusCode, main: &str) -> Response {
    let [.., test] = words(lang);
    let html = format!(
        "<!doctype html>\n<html lang=\"{lang}\" data-theme=\"auto\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Payme</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"/yookassa/assets/checkout.css\">\n</head>\n<body>\n\
         <main class=\"card\">\n<p class=\"shop\">{test}</p>\n{main}\n</main>\n</body>\n</html>\n",
        lang = escape(lang),
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, Html(html)).into_response()
}

/// Sums in Uzbek money, tiyins left out where there are none.
fn sum(amount: i64) -> String {
    let (whole, rest) = (amount / 100, amount % 100);
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    if rest == 0 {
        format!("{grouped} UZS")
    } else {
        format!("{grouped},{rest:02} UZS")
    }
}

pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(params): Path<String>,
) -> Response {
    let Some(bill) = bill(&shared, &params) else {
        return page("ru", StatusCode::NOT_FOUND, "<h1>Такой кассы нет</h1>");
    };
    let [to_pay, pay, decline, ..] = words(&bill.lang);
    let asked = json!({"amount": bill.amount, "account": bill.account});
    let name = escape(&bill.desk.name);
    let total = sum(bill.amount);
    let head = format!("<h1><small>{to_pay}</small>{total}</h1><p class=\"what\">{name}</p>");
    let body = match result(&shared, &bill.desk, "CheckPerformTransaction", &asked).await {
        Ok(_) => format!(
            "<form method=\"post\" action=\"/payme/{params}/pay\">\
             <button class=\"pay\">{pay} {total}</button></form>\
             <form class=\"decline\" method=\"post\" action=\"/payme/{params}/decline\">\
             <button>{decline}</button></form>"
        ),
        Err(why) => format!("<p class=\"note\">{}</p>{}", escape(&why), back(&bill)),
    };
    page(&bill.lang, StatusCode::OK, &format!("{head}{body}"))
}

fn back(bill: &Bill) -> String {
    let [_, _, _, label, _] = words(&bill.lang);
    bill.back
        .as_deref()
        .filter(|address| address.starts_with("http"))
        .map(|address| {
            let address = escape(address);
            format!("<a class=\"back\" href=\"{address}\" rel=\"noreferrer\">{label}</a>")
        })
        .unwrap_or_default()
}

pub(crate) async fn paid(
    State(shared): State<Arc<Shared>>,
    Path(params): Path<String>,
) -> Response {
    let outcome = pay(&shared, &params).await;
    after(&shared, &params, outcome)
}

pub(crate) async fn declined(
    State(shared): State<Arc<Shared>>,
    Path(params): Path<String>,
) -> Response {
    let outcome = decline(&shared, &params).await;
    after(&shared, &params, outcome)
}

/// Back to where the payer came from, or what went wrong.
fn after(shared: &Shared, params: &str, outcome: Result<(), String>) -> Response {
    let bill = bill(shared, params);
    match (outcome, bill) {
        (Ok(()), Some(bill)) => match bill.back.filter(|address| address.starts_with("http")) {
            Some(address) => Redirect::to(&address).into_response(),
            None => page(&bill.lang, StatusCode::OK, "<h1 class=\"good\">✓</h1>"),
        },
        (Err(why), Some(bill)) => {
            let main = format!(
                "<h1 class=\"bad\">✕</h1><p class=\"note\">{}</p>{}",
                escape(&why),
                back(&bill)
            );
            page(&bill.lang, StatusCode::OK, &main)
        }
        (_, None) => page("ru", StatusCode::NOT_FOUND, "<h1>Такой кассы нет</h1>"),
    }
}

/// Begins a transaction; its id.
async fn begin(shared: &Shared, bill: &Bill) -> Result<String, String> {
    let id = new_id();
    let asked = json!({"amount": bill.amount, "account": bill.account});
    result(shared, &bill.desk, "CheckPerformTransaction", &asked).await?;
    let created = json!({
        "id": id, "time": shared.clock.millis(), "amount": bill.amount, "account": bill.account,
    });
    result(shared, &bill.desk, "CreateTransaction", &created).await?;
    Ok(id)
}

pub(super) async fn pay(shared: &Shared, params: &str) -> Result<(), String> {
    let bill = bill(shared, params).ok_or("no such cash desk")?;
    let id = begin(shared, &bill).await?;
    result(shared, &bill.desk, "PerformTransaction", &json!({"id": id})).await?;
    Ok(())
}

pub(super) async fn decline(shared: &Shared, params: &str) -> Result<(), String> {
    let bill = bill(shared, params).ok_or("no such cash desk")?;
    let id = begin(shared, &bill).await?;
    let cancelled = json!({"id": id, "reason": 2});
    result(shared, &bill.desk, "CancelTransaction", &cancelled).await?;
    Ok(())
}
