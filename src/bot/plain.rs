//! Words in a private chat and taps: nearly all updates there are, read without detours.
//!
//! teloxide's reading of a message tries some sixty kinds of content one after another, over copies of
//! the fields: most of the work on an ordinary update. Here the ordinary shape is read in one pass and
//! put into teloxide's types. Anything else in the update, one field too many, and the reading gives up:
//! `raw.rs` then goes teloxide's way. What both read is the same, which the tests hold.

use chrono::DateTime;
use serde::Deserialize;
use teloxide::types::{
    CallbackQuery, CallbackQueryId, Chat, ChatId, ChatKind, ChatPrivate, InlineKeyboardMarkup,
    LinkPreviewOptions, MaybeInaccessibleMessage, MediaKind, MediaText, Message, MessageCommon,
    MessageEntity, MessageId, MessageKind, Update, UpdateId, UpdateKind, User,
};

/// Reads an update of the ordinary shape; none when it is of any other.
pub(super) fn read(body: &[u8]) -> Option<Update> {
    let plain: PlainUpdate = serde_json::from_slice(body).ok()?;
    let kind = match (plain.message, plain.callback_query) {
        (Some(message), None) => UpdateKind::Message(message.whole()?),
        (None, Some(query)) => UpdateKind::CallbackQuery(query.whole()?),
        _ => return None,
    };
    Some(Update {
        id: UpdateId(plain.update_id),
        kind,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainUpdate {
    update_id: u32,
    message: Option<PlainMessage>,
    callback_query: Option<PlainQuery>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainMessage {
    message_id: i32,
    from: User,
    chat: PlainChat,
    date: i64,
    edit_date: Option<i64>,
    text: String,
    #[serde(default)]
    entities: Vec<MessageEntity>,
    link_preview_options: Option<LinkPreviewOptions>,
    reply_markup: Option<InlineKeyboardMarkup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainChat {
    id: i64,
    #[serde(rename = "type")]
    _kind: Private,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
}

/// Groups are rare here and of many shapes.
#[derive(Deserialize)]
enum Private {
    #[serde(rename = "private")]
    Private,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainQuery {
    id: String,
    from: User,
    message: Option<PlainMessage>,
    chat_instance: String,
    data: Option<String>,
}

impl PlainMessage {
    fn whole(self) -> Option<Message> {
        // A message that Telegram no longer shows has no date.
        let date = DateTime::from_timestamp(self.date, 0).filter(|_| self.date != 0)?;
        let edit_date = match self.edit_date {
            Some(seconds) => Some(DateTime::from_timestamp(seconds, 0)?),
            None => None,
        };
        let text = MediaText {
            text: self.text,
            entities: self.entities,
            link_preview_options: self.link_preview_options,
        };
        let common = MessageCommon {
            author_signature: None,
            paid_star_count: None,
            effect_id: None,
            forward_origin: None,
            reply_to_message: None,
            external_reply: None,
            quote: None,
            reply_to_story: None,
            sender_boost_count: None,
            edit_date,
            media_kind: MediaKind::Text(text),
            reply_markup: self.reply_markup,
            is_automatic_forward: false,
            has_protected_content: false,
            is_from_offline: false,
            business_connection_id: None,
        };
        Some(Message {
            id: MessageId(self.message_id),
            thread_id: None,
            from: Some(self.from),
            sender_chat: None,
            date,
            chat: Chat {
                id: ChatId(self.chat.id),
                kind: ChatKind::Private(ChatPrivate {
                    username: self.chat.username,
                    first_name: self.chat.first_name,
                    last_name: self.chat.last_name,
                }),
            },
            is_topic_message: false,
            via_bot: None,
            sender_business_bot: None,
            kind: MessageKind::Common(common),
        })
    }
}

impl PlainQuery {
    fn whole(self) -> Option<CallbackQuery> {
        let message = match self.message {
            Some(message) => Some(MaybeInaccessibleMessage::Regular(Box::new(
                message.whole()?,
            ))),
            None => None,
        };
        Some(CallbackQuery {
            id: CallbackQueryId(self.id),
            from: self.from,
            message,
            inline_message_id: None,
            chat_instance: self.chat_instance,
            data: self.data,
            game_short_name: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn user() -> impl Strategy<Value = Value> {
        let name = proptest::option::of(".{0,12}");
        (1_u64..1 << 40, ".{1,12}", name.clone(), name, any::<bool>()).prop_map(
            |(id, first, last, username, is_premium)| {
                let mut user = json!({"id": id, "is_bot": false, "first_name": first});
                put(&mut user, "last_name", last);
                put(&mut user, "username", username);
                put(&mut user, "is_premium", is_premium.then_some(true));
                put(&mut user, "language_code", is_premium.then_some("ru"));
                user
            },
        )
    }

    fn put(object: &mut Value, field: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            object[field] = value.into();
        }
    }

    fn entity() -> impl Strategy<Value = Value> {
        let kind = prop_oneof![
            Just(json!({"type": "bot_command"})),
            Just(json!({"type": "bold"})),
            Just(json!({"type": "pre", "language": "rust"})),
            Just(json!({"type": "text_link", "url": "https://example.org/a?b=c"})),
            Just(json!({"type": "custom_emoji", "custom_emoji_id": "5"})),
        ];
        (kind, 0_u32..50, 1_u32..50).prop_map(|(mut entity, offset, length)| {
            entity["offset"] = offset.into();
            entity["length"] = length.into();
            entity
        })
    }

    fn message() -> impl Strategy<Value = Value> {
        let edited = proptest::option::of(1_700_000_000_i64..1_900_000_000);
        let entities = proptest::collection::vec(entity(), 0..3);
        (user(), any::<i32>(), ".{0,40}", entities, edited, 0..4).prop_map(
            |(from, id, text, entities, edited, extras)| {
                let mut chat = json!({"id": from["id"], "type": "private"});
                for field in ["first_name", "last_name", "username"] {
                    put(&mut chat, field, from.get(field).cloned());
                }
                let mut message = json!({
                    "message_id": id, "date": 1_790_000_000, "chat": chat, "from": from, "text": text,
                });
                put(&mut message, "edit_date", edited);
                put(&mut message, "entities", (!entities.is_empty()).then_some(entities));
                put(&mut message, "reply_markup", (extras & 1 == 1).then(|| json!({
                    "inline_keyboard": [[
                        {"text": "Меню", "callback_data": "m1.home"},
                        {"text": "→", "url": "https://example.org"},
                    ]],
                })));
                put(&mut message, "link_preview_options", (extras & 2 == 2)
                    .then(|| json!({"is_disabled": true})));
                message
            },
        )
    }

    fn query() -> impl Strategy<Value = Value> {
        (
            user(),
            proptest::option::of(message()),
            proptest::option::of(".{0,64}"),
        )
            .prop_map(|(from, message, data)| {
                let mut query = json!({"id": "77", "from": from, "chat_instance": "9"});
                put(&mut query, "message", message);
                put(&mut query, "data", data);
                query
            })
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_teloxide_reads(id: u32, message in message(), query in query()) {
            for body in [
                json!({"update_id": id, "message": message}),
                json!({"update_id": id, "callback_query": query}),
            ] {
                let body = body.to_string();
                let here = read(body.as_bytes());
                prop_assert!(here.is_some(), "gave up on {body}");
                prop_assert_eq!(here, serde_json::from_str::<Update>(&body).ok(), "{}", body);
            }
        }
    }

    #[test]
    fn anything_out_of_the_ordinary_is_left_to_teloxide() {
        let ordinary = json!({"update_id": 1, "message": {
            "message_id": 5, "date": 1_790_000_000, "text": "привет",
            "chat": {"id": 77, "type": "private", "first_name": "Анна"},
            "from": {"id": 77, "is_bot": false, "first_name": "Анна"},
        }});
        assert!(read(ordinary.to_string().as_bytes()).is_some());
        for (at, value) in [
            ("/message/forward_origin", json!({"type": "hidden_user"})),
            ("/message/photo", json!([])),
            ("/message/date", json!(0)),
            ("/message/chat/type", json!("supergroup")),
            (
                "/message/entities",
                json!([{"type": "date_time", "offset": 0, "length": 1}]),
            ),
            ("/message/text", Value::Null),
            ("/edited_message", json!({})),
        ] {
            let mut odd = ordinary.clone();
            let (parent, field) = at.rsplit_once('/').unwrap();
            odd.pointer_mut(parent).unwrap()[field] = value;
            assert!(read(odd.to_string().as_bytes()).is_none(), "{odd}");
        }
    }
}
