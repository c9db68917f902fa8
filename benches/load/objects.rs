//! Telegram's objects with every field that a strict client insists on.

use serde_json::{Map, Value, json};

use crate::crowd::unix_time;

/// The bot, as long as its token does not say another number.
pub(crate) const BOT_ID: u64 = 7_000_000_001;

/// A number that came as one or, in a form, as text.
pub(crate) fn number(params: &Map<String, Value>, name: &str) -> i64 {
    match params.get(name) {
        Some(Value::Number(number)) => number.as_i64(),
        Some(Value::String(text)) => text.parse().ok(),
        _ => None,
    }
    .unwrap_or_default()
}

/// Rows of inline buttons, if the message carries any.
pub(crate) fn inline_buttons(params: &Map<String, Value>) -> Option<Value> {
    match params.get("reply_markup")? {
        Value::String(text) => {
            let markup: Value = serde_json::from_str(text).ok()?;
            markup.get("inline_keyboard").cloned()
        }
        markup => markup.get("inline_keyboard").cloned(),
    }
}

/// A message of the bot, new or edited.
pub(crate) fn message(
    bot: u64,
    method: &str,
    message_id: i64,
    params: &Map<String, Value>,
    buttons: Option<&Value>,
) -> Value {
    let mut message = Map::new();
    let mut put = |field: &str, value| message.insert(field.to_owned(), value);
    put("message_id", json!(message_id));
    put("from", bot_user(bot));
    put("chat", chat(number(params, "chat_id")));
    put("date", json!(unix_time()));
    if method.starts_with("edit") {
        put("edit_date", json!(unix_time()));
    }
    if let Some(rows) = buttons {
        put("reply_markup", json!({"inline_keyboard": rows}));
    }
    if let Some((field, content)) = content(method, params) {
        put(field, content);
        if let Some(caption) = params.get("caption") {
            put("caption", caption.clone());
        }
    } else {
        put("text", params.get("text").cloned().unwrap_or(json!("")));
    }
    Value::Object(message)
}

/// The field that makes a message a photo, a document and so on.
fn content(method: &str, params: &Map<String, Value>) -> Option<(&'static str, Value)> {
    Some(match method {
        "sendphoto" | "sendmediagroup" => ("photo", json!([sized_file("photo")])),
        "senddocument" => ("document", stored_file()),
        "sendaudio" => ("audio", sized_file("audio")),
        "sendvoice" => ("voice", sized_file("voice")),
        "sendvideo" => ("video", sized_file("video")),
        "sendanimation" => ("animation", sized_file("animation")),
        "sendlocation" => (
            "location",
            json!({
                "latitude": decimal(params, "latitude"),
                "longitude": decimal(params, "longitude"),
            }),
        ),
        "sendinvoice" => (
            "invoice",
            json!({
                "title": params.get("title"), "description": params.get("description"),
                "start_parameter": "", "currency": params.get("currency"), "total_amount": 1,
            }),
        ),
        "senddice" => ("dice", json!({"emoji": "🎲", "value": 4})),
        _ => return None,
    })
}

fn decimal(params: &Map<String, Value>, name: &str) -> Value {
    match params.get(name) {
        Some(Value::String(text)) => text.parse::<f64>().map_or(json!(0), Value::from),
        Some(value) => value.clone(),
        None => json!(0),
    }
}

/// A picture or a record: the sizes and the length do no harm where they do not belong.
fn sized_file(kind: &str) -> Value {
    json!({
        "file_id": format!("bench-{kind}"), "file_unique_id": format!("b-{kind}"),
        "file_size": 5, "width": 640, "height": 480, "duration": 1,
    })
}

/// A file that can be downloaded.
pub(crate) fn stored_file() -> Value {
    json!({
        "file_id": "bench-file", "file_unique_id": "b-file",
        "file_size": 5, "file_path": "documents/file.bin",
    })
}

/// The answer to `getMe`.
pub(crate) fn me(bot: u64) -> Value {
    json!({
        "id": bot, "is_bot": true, "first_name": "Bench", "username": "bench_bot",
        "can_join_groups": true, "can_read_all_group_messages": false,
        "supports_inline_queries": true, "can_connect_to_business": false,
        "has_main_web_app": false,
    })
}

/// The bot as the author of a message.
pub(crate) fn bot_user(bot: u64) -> Value {
    json!({"id": bot, "is_bot": true, "first_name": "Bench", "username": "bench_bot"})
}

/// Somebody who is not a bot.
pub(crate) fn person(id: i64) -> Value {
    json!({"id": id, "is_bot": false, "first_name": "Ann"})
}

fn chat(id: i64) -> Value {
    if id < 0 {
        json!({"id": id, "type": "supergroup", "title": "Bench"})
    } else {
        json!({"id": id, "type": "private", "first_name": "Ann"})
    }
}

/// The answer to `getChat`.
pub(crate) fn full_chat(params: &Map<String, Value>) -> Value {
    let mut chat = chat(number(params, "chat_id"));
    if let Some(fields) = chat.as_object_mut() {
        fields.insert("accent_color_id".to_owned(), json!(0));
        fields.insert("max_reaction_count".to_owned(), json!(11));
        fields.insert(
            "accepted_gift_types".to_owned(),
            json!({
                "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true,
                "premium_subscription": true, "gifts_from_channels": true,
            }),
        );
    }
    chat
}
