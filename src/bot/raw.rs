//! Updates as Telegram sends them, read so that nothing of today's Telegram empties them.
//!
//! teloxide 0.17 knows Bot API 9.1. A message with an entity, a button or a field of a later version
//! becomes an empty one, its text lost; an update of a later kind becomes an error. So a failed reading
//! is repeated on a reduced copy: unknown entities dropped first, then only the fields that matter.

use serde_json::{Map, Value};
use teloxide::types::{MessageKind, Update, UpdateKind};

use super::plain;
use crate::kernel::ids::UpdateId;

/// Entity types that teloxide 0.17 knows.
const ENTITIES: [&str; 20] = [
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "blockquote",
    "expandable_blockquote",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "media_caption",
];

/// What a message is reduced to when nothing else helps.
const ESSENTIALS: [&str; 6] = [
    "message_id",
    "date",
    "chat",
    "from",
    "text",
    "reply_to_message",
];

/// What an update turned out to be.
#[derive(Debug)]
pub enum Reading {
    /// Readable, perhaps after a reduction.
    Update(Box<Update>),
    /// A kind of update that we do not know: nothing to do.
    Unknown(Option<UpdateId>),
    /// Not an update at all.
    Garbage,
}

/// Reads an update.
#[must_use]
pub fn read(body: &[u8]) -> Reading {
    if let Some(update) = plain::read(body) {
        return Reading::Update(Box::new(update));
    }
    if let Ok(update) = serde_json::from_slice::<Update>(body)
        && is_whole(&update)
    {
        return Reading::Update(Box::new(update));
    }
    let Ok(Value::Object(mut raw)) = serde_json::from_slice::<Value>(body) else {
        return Reading::Garbage;
    };
    let id = raw.get("update_id").and_then(Value::as_i64).map(UpdateId);
    without_nulls(&mut raw);
    for reduce in [drop_unknown_entities, keep_essentials] {
        for message in messages(&mut raw) {
            reduce(message);
        }
        // From text, not from a value: teloxide's `Update` cannot be read from the latter.
        let reduced = Value::Object(raw.clone()).to_string();
        if let Ok(update) = serde_json::from_str::<Update>(&reduced)
            && is_whole(&update)
        {
            metrics::counter!("updates_reduced_total").increment(1);
            return Reading::Update(Box::new(update));
        }
    }
    match id {
        Some(id) => Reading::Unknown(Some(id)),
        None => Reading::Garbage,
    }
}

fn is_whole(update: &Update) -> bool {
    match &update.kind {
        UpdateKind::Error(_) => false,
        UpdateKind::Message(message) => !matches!(message.kind, MessageKind::Empty {}),
        _ => true,
    }
}

/// The message of the update, and the one under a tapped button.
fn messages(update: &mut Map<String, Value>) -> Vec<&mut Map<String, Value>> {
    let mut found = Vec::new();
    for (kind, value) in update {
        let message = match kind.as_str() {
            "message" | "edited_message" => value.as_object_mut(),
            "callback_query" => value.get_mut("message").and_then(Value::as_object_mut),
            _ => None,
        };
        found.extend(message);
    }
    found
}

fn drop_unknown_entities(message: &mut Map<String, Value>) {
    for field in ["entities", "caption_entities"] {
        if let Some(Value::Array(entities)) = message.get_mut(field) {
            entities.retain(|entity| {
                entity
                    .get("type")
                    .and_then(Value::as_str)
                    .is_some_and(|kind| ENTITIES.contains(&kind))
            });
        }
    }
}

fn keep_essentials(message: &mut Map<String, Value>) {
    let caption = message.remove("caption");
    message.retain(|field, _| ESSENTIALS.contains(&field.as_str()));
    message.remove("reply_to_message");
    if let Some(caption) = caption
        && !message.contains_key("text")
    {
        message.insert("text".to_owned(), caption);
    }
    // A service message or content of a kind that we cannot read: still a message of a person, who
    // gets the answer for what the bot does not understand.
    message
        .entry("text")
        .or_insert_with(|| Value::String(String::new()));
}

/// Telegram sends no nulls, and teloxide loses the message over one.
fn without_nulls(object: &mut Map<String, Value>) {
    object.retain(|_, value| !value.is_null());
    for value in object.values_mut() {
        match value {
            Value::Object(inner) => without_nulls(inner),
            Value::Array(items) => {
                for item in items.iter_mut().filter_map(Value::as_object_mut) {
                    without_nulls(item);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn message(fields: &Value) -> Vec<u8> {
        let mut message = json!({
            "message_id": 5, "date": 1_790_000_000,
            "chat": {"id": 77, "type": "private", "first_name": "Анна"},
            "from": {"id": 77, "is_bot": false, "first_name": "Анна"},
        });
        for (key, value) in fields.as_object().unwrap() {
            message[key] = value.clone();
        }
        json!({"update_id": 1, "message": message})
            .to_string()
            .into_bytes()
    }

    fn text(body: &[u8]) -> Option<String> {
        match read(body) {
            Reading::Update(update) => match update.kind {
                UpdateKind::Message(message) => message.text().map(str::to_owned),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn an_entity_of_tomorrow_does_not_cost_the_text() {
        let body = message(&json!({
            "text": "12 мая в 10:00",
            "entities": [
                {"type": "date_time", "offset": 0, "length": 14, "unix_time": 1},
                {"type": "bold", "offset": 0, "length": 2},
            ],
        }));
        assert_eq!(text(&body).as_deref(), Some("12 мая в 10:00"));
    }

    #[test]
    fn unknown_content_and_nulls_still_leave_a_message() {
        let unknown = message(&json!({"rich_message": {"blocks": []}, "caption": "подпись"}));
        assert_eq!(text(&unknown).as_deref(), Some("подпись"));
        let null = message(&json!({"text": "привет", "reply_markup": null}));
        assert_eq!(text(&null).as_deref(), Some("привет"));
    }

    #[test]
    fn what_is_no_update_of_ours_is_told_apart_from_garbage() {
        assert!(matches!(
            read(br#"{"update_id": 7, "subscription": {}}"#),
            Reading::Unknown(Some(UpdateId(7)))
        ));
        assert!(matches!(read(b"[]"), Reading::Garbage));
        assert!(matches!(read(b"{"), Reading::Garbage));
        assert!(matches!(read(br#"{"hello": 1}"#), Reading::Garbage));
    }
}
