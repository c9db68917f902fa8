//! The payer's page: plain HTML and forms, so that it works wherever it is opened.

use std::{fmt::Write, sync::Arc};

use axum::{
    Form,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use url::form_urlencoded;

use super::{
    checkout_words::Language,
    objects::{Payment, Status},
    payments::{self, METHODS},
};
use crate::sandbox::Shared;

/// Refusals that a tester can choose from.
const REASONS: [&str; 8] = [
    "insufficient_funds",
    "general_decline",
    "3d_secure_failed",
    "card_expired",
    "invalid_card_number",
    "fraud_suspected",
    "issuer_unavailable",
    "payment_method_limit_exceeded",
];

const CSS: &str = include_str!("assets/checkout.css");
const JS: &str = include_str!("assets/checkout.js");
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// How the page is opened: the chat page names its language and theme.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Look {
    lang: Option<String>,
    theme: Option<String>,
}

impl Look {
    fn theme(&self) -> &'static str {
        match self.theme.as_deref() {
            Some("light") => "light",
            Some("dark") => "dark",
            _ => "auto",
        }
    }

    fn language(&self, payment: Option<&Payment>, headers: &HeaderMap) -> Language {
        let chosen = self.lang.as_deref().and_then(Language::of);
        let locale = payment.and_then(|one| one.confirmation.as_ref()?.locale.as_deref());
        let accepted = || {
            let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::accepted(header)
        };
        chosen
            .or_else(|| locale.and_then(Language::of))
            .or_else(accepted)
            .unwrap_or(Language::Ru)
    }

    /// The page again, in the same look.
    fn back(&self, id: &str) -> Redirect {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("lang", &self.lang), ("theme", &self.theme)] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
        Redirect::to(&format!("/yookassa/pay/{id}?{}", query.finish()))
    }
}

pub(crate) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Query(look): Query<Look>,
    headers: HeaderMap,
) -> Response {
    let payment = shared.yookassa.look(|shop| shop.payments.get(&id).cloned());
    let language = look.language(payment.as_ref(), &headers);
    let (status, main) = match &payment {
        Some(payment) => (StatusCode::OK, content(payment, language, &look)),
        None => {
            let words = format!("<h1>{}</h1>", language.no_payment());
            (StatusCode::NOT_FOUND, words)
        }
    };
    let page = format!(
        "<!doctype html>\n<html lang=\"{code}\" data-theme=\"{theme}\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"/yookassa/assets/checkout.css\">\n\
         <script src=\"/yookassa/assets/checkout.js\" defer></script>\n</head>\n<body>\n\
         <main class=\"card\">\n<p class=\"shop\">{test}</p>\n{main}\n</main>\n</body>\n</html>\n",
        code = language.code(),
        theme = look.theme(),
        title = language.title(),
        test = language.test_shop(),
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, Html(page)).into_response()
}

fn content(payment: &Payment, language: Language, look: &Look) -> String {
    let mut html = String::new();
    let sum = language.money(payment.amount);
    let description = payment.description.as_deref().unwrap_or("");
    match payment.status {
        Status::Pending => {
            let to_pay = language.to_pay();
            push(
                &mut html,
                format_args!("<h1><small>{to_pay}</small>{sum}</h1>"),
            );
        }
        Status::WaitingForCapture | Status::Succeeded => {
            let paid = language.paid();
            push(
                &mut html,
                format_args!("<h1 class=\"good\"><small>{paid}</small>{sum}</h1>"),
            );
        }
        Status::Canceled => {
            let failed = language.failed();
            push(
                &mut html,
                format_args!("<h1 class=\"bad\"><small>{failed}</small>{sum}</h1>"),
            );
        }
    }
    if !description.is_empty() {
        let description = escape(description);
        push(
            &mut html,
            format_args!("<p class=\"what\">{description}</p>"),
        );
    }
    match payment.status {
        Status::Pending => forms(&mut html, payment, language, look),
        Status::WaitingForCapture => {
            let held = language.held();
            push(&mut html, format_args!("<p class=\"note\">{held}</p>"));
        }
        Status::Succeeded => {}
        Status::Canceled => {
            let reason = payment.cancellation.as_ref();
            let reason = language.reason(reason.map_or("", |one| one.reason.as_str()));
            push(&mut html, format_args!("<p class=\"note\">{reason}</p>"));
        }
    }
    if let Some(address) = shop_address(payment) {
        let (address, back) = (escape(address), language.back());
        push(
            &mut html,
            format_args!("<a class=\"back\" href=\"{address}\" rel=\"noreferrer\">{back}</a>"),
        );
    }
    html
}

fn forms(html: &mut String, payment: &Payment, language: Language, look: &Look) {
    let id = escape(&payment.id);
    let hidden = look_fields(look);
    let (way, pay, decline, why) = (
        language.way(),
        language.pay(),
        language.decline(),
        language.why(),
    );
    push(
        html,
        format_args!(
            "<form method=\"post\" action=\"/yookassa/pay/{id}/accept\">{hidden}\
             <fieldset><legend>{way}</legend>"
        ),
    );
    // A method that the shop has named is not for the payer to choose.
    let offered = METHODS.iter().filter(|method| {
        let fixed = payment.method.as_deref();
        fixed.is_none_or(|fixed| fixed == **method)
    });
    for (place, method) in offered.enumerate() {
        let checked = if place == 0 { " checked" } else { "" };
        let name = language.method(method);
        push(
            html,
            format_args!(
                "<label><input type=\"radio\" name=\"method\" value=\"{method}\"{checked}>\
                 <span>{name}</span></label>"
            ),
        );
    }
    let sum = language.money(payment.amount);
    push(
        html,
        format_args!("</fieldset><button class=\"pay\">{pay} {sum}</button></form>"),
    );
    push(
        html,
        format_args!(
            "<form class=\"decline\" method=\"post\" action=\"/yookassa/pay/{id}/decline\">{hidden}\
             <label><span>{why}</span><select name=\"reason\">"
        ),
    );
    for reason in REASONS {
        let name = language.reason(reason);
        push(
            html,
            format_args!("<option value=\"{reason}\">{name}</option>"),
        );
    }
    push(
        html,
        format_args!("</select></label><button>{decline}</button></form>"),
    );
}

fn look_fields(look: &Look) -> String {
    let mut html = String::new();
    for (name, value) in [("lang", &look.lang), ("theme", &look.theme)] {
        if let Some(value) = value {
            let value = escape(value);
            push(
                &mut html,
                format_args!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">"),
            );
        }
    }
    html
}

/// Where the payer came from, if a browser may go there.
fn shop_address(payment: &Payment) -> Option<&str> {
    let address = payment.confirmation.as_ref()?.return_url.as_deref()?;
    let scheme = url::Url::parse(address).ok()?.scheme().to_owned();
    matches!(scheme.as_str(), "http" | "https" | "tg").then_some(address)
}

fn push(html: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _written = html.write_fmt(what);
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What the payer sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(flatten)]
    look: Look,
}

pub(crate) async fn accept(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Form(choice): Form<Choice>,
) -> Response {
    let method = choice.method.as_deref();
    let method = method.filter(|method| METHODS.contains(method));
    // A payment that has moved on shows itself as it is.
    let _refused = shared
        .yookassa
        .with(|shop| payments::accept(shop, &id, method));
    choice.look.back(&id).into_response()
}

pub(crate) async fn decline(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Form(choice): Form<Choice>,
) -> Response {
    let reason = choice.reason.as_deref().unwrap_or("general_decline");
    // As above.
    let _refused = shared
        .yookassa
        .with(|shop| payments::decline(shop, &id, reason));
    choice.look.back(&id).into_response()
}

/// Style and script of the page.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "checkout.css" => ("text/css; charset=utf-8", CSS),
        "checkout.js" => ("text/javascript; charset=utf-8", JS),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}
