//! Topics of forums.

use serde_json::{Map, Value, json};

use super::Ctx;
use crate::telegram::{
    chats::{ChatKey, Group, Topic},
    error::{ApiError, ApiResult},
    messages::Draft,
};

const DEFAULT_COLOR: i64 = 7_322_096;
const COLORS: [i64; 6] = [
    7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047,
];

impl Ctx<'_> {
    fn forum(&mut self) -> Result<(ChatKey, &mut Group), ApiError> {
        let key = ChatKey::of(self.bot, self.params.chat()?);
        let Some(chat) = self.world.chats.get_mut(&key) else {
            return Err(ApiError::bad("chat not found"));
        };
        match chat.group.as_mut().filter(|group| group.is_forum) {
            Some(group) => Ok((key, group)),
            None => Err(ApiError::bad("the chat is not a forum")),
        }
    }

    fn topic(&mut self) -> Result<(ChatKey, i64, &mut Topic), ApiError> {
        let thread = self.params.int("message_thread_id")?.unwrap_or(0);
        let (key, group) = self.forum()?;
        match group.topics.get_mut(&thread) {
            Some(topic) => Ok((key, thread, topic)),
            None => Err(ApiError::bad("TOPIC_ID_INVALID")),
        }
    }

    fn note(
        &mut self,
        key: ChatKey,
        thread: Option<i64>,
        field: &str,
        value: Value,
    ) -> Option<i64> {
        let mut content = Map::new();
        content.insert(field.to_owned(), value);
        let draft = Draft {
            sender: self.bot,
            content,
            thread,
            ..Draft::default()
        };
        self.world.post(key, draft)
    }
}

fn check_name(name: &str) -> Result<(), ApiError> {
    let length = name.chars().count();
    if length == 0 {
        return Err(ApiError::bad("topic title is empty"));
    }
    if length > 128 {
        return Err(ApiError::bad("TOPIC_TITLE_TOO_LONG"));
    }
    Ok(())
}

fn described(topic: &Topic) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("name".to_owned(), json!(topic.name));
    fields.insert("icon_color".to_owned(), json!(topic.icon_color));
    if let Some(emoji) = &topic.icon_custom_emoji_id {
        fields.insert("icon_custom_emoji_id".to_owned(), json!(emoji));
    }
    fields
}

pub(crate) fn create(ctx: &mut Ctx<'_>) -> ApiResult {
    let name = ctx
        .params
        .text("name")
        .unwrap_or_default()
        .trim()
        .to_owned();
    check_name(&name)?;
    let icon_color = ctx.params.int("icon_color")?.unwrap_or(DEFAULT_COLOR);
    if !COLORS.contains(&icon_color) {
        return Err(ApiError::bad("invalid icon color specified"));
    }
    let topic = Topic {
        name,
        icon_color,
        icon_custom_emoji_id: ctx.params.text("icon_custom_emoji_id"),
        closed: false,
    };
    let (key, _) = ctx.forum()?;
    let mut fields = described(&topic);
    let created = Value::Object(fields.clone());
    let Some(thread) = ctx.note(key, None, "forum_topic_created", created) else {
        return Err(ApiError::bad("chat not found"));
    };
    // The message about the topic is the first one in it.
    if let Some(chat) = ctx.world.chats.get_mut(&key) {
        if let Some(message) = chat.live_mut(thread) {
            message.thread = Some(thread);
        }
        if let Some(group) = chat.group.as_mut() {
            group.topics.insert(thread, topic);
        }
    }
    fields.insert("message_thread_id".to_owned(), json!(thread));
    ctx.world.events.emit("chats", json!({"chat_id": key.id}));
    Ok(Value::Object(fields))
}

pub(crate) fn edit(ctx: &mut Ctx<'_>) -> ApiResult {
    let name = ctx.params.text("name");
    let emoji = ctx.params.text("icon_custom_emoji_id");
    if let Some(name) = &name {
        check_name(name)?;
    }
    let (key, thread, topic) = ctx.topic()?;
    let unchanged = name.as_ref().is_none_or(|name| *name == topic.name)
        && emoji
            .as_ref()
            .is_none_or(|emoji| Some(emoji) == topic.icon_custom_emoji_id.as_ref());
    if unchanged {
        return Err(ApiError::bad("TOPIC_NOT_MODIFIED"));
    }
    let mut fields = Map::new();
    if let Some(name) = name {
        fields.insert("name".to_owned(), json!(name));
        topic.name = name;
    }
    if let Some(emoji) = emoji {
        fields.insert("icon_custom_emoji_id".to_owned(), json!(emoji));
        topic.icon_custom_emoji_id = Some(emoji);
    }
    ctx.note(
        key,
        Some(thread),
        "forum_topic_edited",
        Value::Object(fields),
    );
    ctx.world.events.emit("chats", json!({"chat_id": key.id}));
    Ok(Value::Bool(true))
}

pub(crate) fn set_closed(ctx: &mut Ctx<'_>, closed: bool) -> ApiResult {
    let (key, thread, topic) = ctx.topic()?;
    if topic.closed == closed {
        return Err(ApiError::bad("TOPIC_NOT_MODIFIED"));
    }
    topic.closed = closed;
    let field = if closed {
        "forum_topic_closed"
    } else {
        "forum_topic_reopened"
    };
    ctx.note(key, Some(thread), field, json!({}));
    Ok(Value::Bool(true))
}

pub(crate) fn delete(ctx: &mut Ctx<'_>) -> ApiResult {
    let (key, thread, _) = ctx.topic()?;
    if let Some(chat) = ctx.world.chats.get_mut(&key) {
        for message in chat.messages.values_mut() {
            if message.thread == Some(thread) {
                message.deleted = true;
            }
        }
        if let Some(group) = chat.group.as_mut() {
            group.topics.remove(&thread);
        }
    }
    ctx.world.events.emit("chats", json!({"chat_id": key.id}));
    Ok(Value::Bool(true))
}
