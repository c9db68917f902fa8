//! The Bot API: any method is answered with a result that a strict client accepts.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Json, Router,
    body::{Bytes, to_bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
    serve::ListenerExt as _,
};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use url::form_urlencoded;

use crate::{
    board::Board,
    objects::{self, BOT_ID, inline_buttons, number},
};

const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// Nothing ever comes by polling, so a poll is held for a while.
const EMPTY_POLL: Duration = Duration::from_secs(1);

/// State of the fake Bot API.
#[derive(Debug)]
pub(crate) struct Api {
    board: Arc<Board>,
    latency: Duration,
    /// A chat that is answered later than all others.
    slow: Option<(i64, Duration)>,
    calls: AtomicU64,
}

impl Api {
    pub(crate) fn new(board: Arc<Board>, latency: Duration, slow: Option<(i64, Duration)>) -> Self {
        Self {
            board,
            latency,
            slow,
            calls: AtomicU64::new(0),
        }
    }

    /// Calls served so far.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// How long this call is thought about.
    fn latency(&self, params: &Map<String, Value>) -> Duration {
        match self.slow {
            Some((chat, latency)) if number(params, "chat_id") == chat => latency,
            _ => self.latency,
        }
    }

    /// Executes a call that a bot put into its answer to an update.
    pub(crate) fn call_in_answer(&self, call: &Value) {
        let method = call.get("method").and_then(Value::as_str);
        if let (Some(method), Some(params)) = (method, call.as_object()) {
            self.call(BOT_ID, &method.to_ascii_lowercase(), params);
        }
    }

    fn call(&self, bot: u64, method: &str, params: &Map<String, Value>) -> Value {
        self.calls.fetch_add(1, Ordering::Relaxed);
        match method {
            "getme" => objects::me(bot),
            "getupdates" | "getmycommands" | "getforumtopiciconstickers" => json!([]),
            "getwebhookinfo" => {
                json!({"url": "", "has_custom_certificate": false, "pending_update_count": 0})
            }
            "getmyname" => json!({"name": "Bench"}),
            "getmydescription" => json!({"description": ""}),
            "getmyshortdescription" => json!({"short_description": ""}),
            "getchatmenubutton" => json!({"type": "commands"}),
            "getchat" => objects::full_chat(params),
            "getchatmember" => {
                json!({"status": "member", "user": objects::person(number(params, "user_id"))})
            }
            "getchatadministrators" => json!([{
                "status": "creator", "user": objects::person(number(params, "chat_id")), "is_anonymous": false,
            }]),
            "getchatmembercount" => json!(2),
            "getuserprofilephotos" => json!({"total_count": 0, "photos": []}),
            "getfile" => objects::stored_file(),
            "createinvoicelink" | "exportchatinvitelink" => json!("https://t.me/+bench"),
            "sendchataction" | "sendmessagedraft" | "sendrichmessagedraft" => json!(true),
            "copymessage" => {
                json!({"message_id": self.board.next_message(number(params, "chat_id"))})
            }
            "sendmediagroup" => json!([self.message(bot, method, params)]),
            _ if method.starts_with("send") || method == "forwardmessage" => {
                self.message(bot, method, params)
            }
            _ if method.starts_with("editmessage") && params.contains_key("chat_id") => {
                self.message(bot, method, params)
            }
            _ => json!(true),
        }
    }

    /// Shows a message in its chat and describes it to the bot.
    fn message(&self, bot: u64, method: &str, params: &Map<String, Value>) -> Value {
        let chat_id = number(params, "chat_id");
        let edited = method.starts_with("edit");
        let message_id = if edited {
            number(params, "message_id")
        } else {
            self.board.next_message(chat_id)
        };
        let text = params.get("text").or_else(|| params.get("caption"));
        let buttons = inline_buttons(params);
        let message = objects::message(bot, method, message_id, params, buttons.as_ref());
        if let Some(mut chat) = self.board.chat(chat_id) {
            let text = text.and_then(Value::as_str);
            let text = text.map_or_else(|| chat.bot_text.clone(), str::to_owned);
            chat.show(message_id, &text, buttons);
        }
        message
    }
}

/// Serves the Bot API for ever.
pub(crate) async fn serve(listener: TcpListener, api: Arc<Api>) -> std::io::Result<()> {
    let router = Router::new()
        .fallback(handle)
        .layer(DefaultBodyLimit::disable())
        .with_state(api);
    let listener = listener.tap_io(|connection| {
        // Without it the answer could wait; a connection that refuses is closing anyway.
        let _ = connection.set_nodelay(true);
    });
    axum::serve(listener, router).await
}

async fn handle(State(api): State<Arc<Api>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/file/bot") {
        return Bytes::from_static(b"bench").into_response();
    }
    // The root may be given with a path of its own before the token.
    let Some((token, method)) = path
        .split_once("/bot")
        .and_then(|(_, rest)| rest.split_once('/'))
    else {
        return refuse(StatusCode::NOT_FOUND, "Not Found");
    };
    let bot = token.split(':').next().and_then(|id| id.parse().ok());
    let method = method.to_ascii_lowercase();
    let Some(params) = parameters(request).await else {
        return refuse(StatusCode::BAD_REQUEST, "Bad Request: can't parse the body");
    };
    if method == "getupdates" {
        tokio::time::sleep(EMPTY_POLL).await;
    }
    let latency = api.latency(&params);
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let result = api.call(bot.unwrap_or(BOT_ID), &method, &params);
    Json(json!({"ok": true, "result": result})).into_response()
}

fn refuse(status: StatusCode, description: &str) -> Response {
    let body = json!({"ok": false, "error_code": status.as_u16(), "description": description});
    (status, Json(body)).into_response()
}

/// Parameters from the query and the body, whatever the body's kind.
async fn parameters(request: Request) -> Option<Map<String, Value>> {
    let mut params: Map<String, Value> = request
        .uri()
        .query()
        .map(|query| pairs(query.as_bytes()))
        .unwrap_or_default();
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if kind.starts_with("multipart/") {
        let mut form = Multipart::from_request(request, &()).await.ok()?;
        while let Some(field) = form.next_field().await.ok()? {
            let name = field.name()?.to_owned();
            // The content of a file does not matter, that there is one does.
            let is_file = field.file_name().is_some();
            let value = field.bytes().await.ok()?;
            let value = if is_file {
                Value::String("attach".to_owned())
            } else {
                Value::String(String::from_utf8(value.into()).ok()?)
            };
            params.insert(name, value);
        }
        return Some(params);
    }
    let is_json = kind.starts_with("application/json");
    let body = to_bytes(request.into_body(), BODY_LIMIT).await.ok()?;
    if is_json && !body.is_empty() {
        params.extend(serde_json::from_slice::<Map<String, Value>>(&body).ok()?);
    } else {
        params.extend(pairs(&body));
    }
    Some(params)
}

fn pairs(text: &[u8]) -> Map<String, Value> {
    form_urlencoded::parse(text)
        .map(|(name, value)| (name.into_owned(), Value::String(value.into_owned())))
        .collect()
}
