//! Updates that Telegram brings: `POST /telegram/webhook`.

use std::time::Duration;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header::RETRY_AFTER},
    response::{IntoResponse, Response},
    routing::post,
};
use secrecy::ExposeSecret;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::{
    intake::{Intake, Verdict},
    tg::TgError,
};
use crate::app::App;

/// Where Telegram comes.
pub const PATH: &str = "/telegram/webhook";
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";
/// Updates are a few kilobytes; the longest text with all its entities stays far below.
const BODY_LIMIT: usize = 1024 * 1024;
/// What we want to hear of. Telegram keeps the list until it is told another one.
pub const ALLOWED_UPDATES: [&str; 5] = [
    "message",
    "callback_query",
    "my_chat_member",
    "pre_checkout_query",
    "inline_query",
];

/// The route.
pub fn routes(intake: Intake) -> Router {
    Router::new()
        .route(PATH, post(receive))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(intake)
}

async fn receive(State(intake): State<Intake>, headers: HeaderMap, body: Bytes) -> Response {
    let expected = intake.app().config.bot.webhook_secret.expose_secret();
    let given = headers
        .get(SECRET_HEADER)
        .map_or(b"".as_slice(), |value| value.as_bytes());
    if expected.is_empty() || !bool::from(given.ct_eq(expected.as_bytes())) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match intake.handle(&body).await {
        Verdict::Done => StatusCode::OK.into_response(),
        Verdict::Later(after) => (
            StatusCode::SERVICE_UNAVAILABLE,
            [(RETRY_AFTER, std::cmp::max(after.as_secs(), 1).to_string())],
        )
            .into_response(),
    }
}

/// Tells Telegram where to come, until it listens. Never taken back at stop: the next process, or
/// another replica, goes on.
pub async fn register(app: &App) {
    let config = &app.config;
    let body = json!({
        "url": format!("{}{PATH}", config.http.public_url),
        "secret_token": config.bot.webhook_secret.expose_secret(),
        "allowed_updates": ALLOWED_UPDATES,
        // Telegram opens 40 by itself and 100 at most.
        "max_connections": config.bot.max_in_flight.clamp(1, 100),
    });
    let mut pause = Duration::from_secs(1);
    loop {
        match app
            .tg
            .raw("setWebhook", &body, Duration::from_secs(10))
            .await
        {
            Ok(_) => {
                tracing::info!("Telegram knows where to come");
                return;
            }
            Err(error @ TgError::Refused { .. }) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the webhook was refused"
                );
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the webhook is not set yet"
                );
            }
        }
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = std::cmp::min(pause * 2, Duration::from_secs(60));
    }
}
