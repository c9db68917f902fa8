//! `GET /pay/return/{token}`: where the payer comes back to. The visit proves nothing; the provider is
//! asked, and a small page leads back to the bot.

use std::time::Duration;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFRESH},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use tracing::Instrument;

use super::{check, words};
use crate::{
    app::App,
    args,
    bot::{html::Html, texts::Tr},
    entity::payment::{Column, Entity, Model, Status},
    features::{Site, fulfilment, users::people},
    kernel::lang::Lang,
};

/// Before the token.
pub const PATH: &str = "/pay/return";
/// How long the page waits for the provider.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often the page looks again by itself, and after how many seconds.
const LOOKS: u32 = 10;
const PAUSE: u32 = 3;
/// The page has a style of its own and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
);

/// The route.
pub fn routes(site: Site) -> Router {
    Router::new()
        .route(&format!("{PATH}/{{token}}"), get(show))
        .with_state(site)
}

/// How often the page has looked.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Looked {
    n: u32,
}

async fn show(
    State(site): State<Site>,
    Path(token): Path<String>,
    Query(looked): Query<Looked>,
) -> Response {
    let app = site.app;
    let work = {
        let (app, token) = (app.clone(), token.clone());
        async move { find(&app, &token).await }
    };
    // In a task of its own: a browser that goes away must not cut a write in two.
    let found = match app.tasks.spawn(work.in_current_span()).await {
        Ok(Ok(found)) => found,
        Ok(Err(error)) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a payer came back, and the page cannot be shown"
            );
            return plain(
                &app,
                StatusCode::SERVICE_UNAVAILABLE,
                "payments-page-trouble",
            )
            .await;
        }
        Err(_) => {
            return plain(
                &app,
                StatusCode::SERVICE_UNAVAILABLE,
                "payments-page-trouble",
            )
            .await;
        }
    };
    let Some((payment, lang)) = found else {
        return plain(&app, StatusCode::NOT_FOUND, "payments-page-unknown").await;
    };
    let tr = app.texts.lang(lang);
    let (title, is_open) = match payment.status {
        Status::Creating | Status::Pending => ("payments-page-waiting", true),
        Status::Paid if payment.refunded_minor == payment.amount_minor => {
            ("payments-page-returned", false)
        }
        Status::Paid => ("payments-page-paid", false),
        Status::Cancelled => ("payments-page-cancelled", false),
        Status::Parked => ("payments-page-parked", false),
    };
    let subject = words::subject(&tr, payment.payable());
    let detail = tr.plain(
        "payments-page-detail",
        args![subject = subject, sum = tr.money(payment.money())],
    );
    let payload = fulfilment::deep_link(payment.payable());
    let mut response = page(&app, &tr, title, &detail, payload.as_deref()).await;
    if is_open && looked.n < LOOKS {
        let again = format!("{PAUSE}; url={PATH}/{token}?n={}", looked.n + 1);
        if let Ok(value) = HeaderValue::from_str(&again) {
            response.headers_mut().insert(REFRESH, value);
        }
    }
    response
}

/// The attempt as it stands, after the provider was asked, and its payer's language.
async fn find(app: &App, token: &str) -> Result<Option<(Model, Lang)>, super::error::PayError> {
    // Only what we could have made up ourselves is looked for: PostgreSQL takes no zero in a text.
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !token.bytes().all(is_ours) {
        return Ok(None);
    }
    let Some(payment) = Entity::find()
        .filter(Column::ReturnToken.eq(token))
        .one(&app.db)
        .await?
    else {
        return Ok(None);
    };
    let payer = people::find(app, payment.payer_id).await?;
    let lang = payer
        .and_then(|payer| payer.lang)
        .unwrap_or(app.config.locale.default);
    let work = {
        let (app, id) = (app.clone(), payment.id);
        async move { check::recheck(&app, id).await }
    };
    let asked = app.tasks.spawn(work.in_current_span());
    let payment = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(Ok(fresh))) => fresh,
        // The provider is silent: the page says what is known and looks again.
        _ => payment,
    };
    Ok(Some((payment, lang)))
}

async fn plain(app: &App, status: StatusCode, title: &str) -> Response {
    let tr = app.texts.lang(app.config.locale.default);
    let mut response = page(app, &tr, title, "", None).await;
    *response.status_mut() = status;
    response
}

async fn page(app: &App, tr: &Tr, title: &str, detail: &str, payload: Option<&str>) -> Response {
    let title = Html::escape(&tr.plain(title, args![]));
    let detail = Html::escape(detail);
    let brand = Html::escape(&app.config.brand.name);
    let back = match app.bot_name().await {
        Ok(name) => {
            let start = payload.map_or_else(String::new, |payload| format!("?start={payload}"));
            let label = Html::escape(&tr.plain("payments-page-back", args![]));
            format!(
                "<a href=\"https://t.me/{}{start}\">{label}</a>",
                Html::escape(name)
            )
        }
        Err(_) => String::new(),
    };
    let lang = tr.lang().code();
    let html = format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{brand}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1><p>{detail}</p>{back}</main></body></html>"
    );
    let headers: [(HeaderName, HeaderValue); 3] = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, html).into_response()
}

const STYLE: &str = "\
    :root{color-scheme:light dark}\
    body{margin:0;min-height:100vh;display:grid;place-items:center;\
    font:17px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}\
    main{max-width:26rem;padding:2rem;text-align:center}\
    h1{font-size:1.4rem;margin:0 0 .5rem}\
    p{margin:0 0 1.5rem;opacity:.75}\
    a{display:inline-block;padding:.8rem 1.6rem;border-radius:.8rem;\
    background:#2481cc;color:#fff;text-decoration:none}";
