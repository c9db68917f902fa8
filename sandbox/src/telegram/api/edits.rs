//! Edits. An edit without a keyboard takes the inline keyboard away.

use serde_json::{Map, Value};

use super::{Ctx, sends, target::read_caption};
use crate::telegram::{
    chats::ChatKey,
    error::{ApiError, ApiResult},
    keyboard,
    messages::Stored,
};

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply \
     markup are exactly the same as a current content and reply markup of the message";

impl Ctx<'_> {
    /// The message to edit and its new keyboard.
    fn editable(&mut self) -> Result<(ChatKey, i64, Option<Value>), ApiError> {
        if self.params.has("inline_message_id") {
            return Err(ApiError::bad("MESSAGE_ID_INVALID"));
        }
        let chat = self.params.chat()?;
        let id = self.params.message_id()?;
        let markup = self.params.json("reply_markup")?;
        let markup = keyboard::parse(markup.as_ref(), chat > 0)?;
        if matches!(markup, keyboard::Markup::Reply(_)) {
            return Err(ApiError::bad("inline keyboard expected"));
        }
        let key = self.world.writable(self.bot, chat)?;
        let bot = self.bot;
        let message = self.message(key, id)?;
        if message.sender != bot || message.keyboard.is_some() {
            return Err(ApiError::bad("message can't be edited"));
        }
        Ok((key, id, markup.inline()))
    }

    fn message(&mut self, key: ChatKey, id: i64) -> Result<&mut Stored, ApiError> {
        let found = self
            .world
            .chats
            .get_mut(&key)
            .and_then(|chat| chat.live_mut(id));
        found.ok_or_else(|| ApiError::bad("message to edit not found"))
    }

    /// Puts the new content in, unless nothing changes.
    fn replace(
        &mut self,
        key: ChatKey,
        id: i64,
        content: Map<String, Value>,
        markup: Option<Value>,
    ) -> ApiResult {
        let now = self.world.now();
        let message = self.message(key, id)?;
        if message.content == content && message.markup == markup {
            return Err(ApiError::bad(NOT_MODIFIED));
        }
        let content_changed = message.content != content;
        message.content = content;
        message.set_markup(markup);
        if content_changed || message.edit_date.is_some() {
            message.edit_date = Some(now);
        }
        self.world.tell("edit", key, id);
        let edited = self.world.message_value(key, id);
        edited.ok_or_else(|| ApiError::bad("message to edit not found"))
    }
}

pub(crate) fn text(ctx: &mut Ctx<'_>) -> ApiResult {
    let text = ctx.text()?;
    let (key, id, markup) = ctx.editable()?;
    if ctx.message(key, id)?.text().is_none() {
        return Err(ApiError::bad("there is no text in the message to edit"));
    }
    let mut content = Map::new();
    text.write(&mut content, "text", "entities");
    sends::preview(ctx, &mut content)?;
    ctx.replace(key, id, content, markup)
}

pub(crate) fn caption(ctx: &mut Ctx<'_>) -> ApiResult {
    let caption = ctx.params.text("caption").unwrap_or_default();
    let entities = ctx.params.json("caption_entities")?;
    let mode = ctx.params.text("parse_mode");
    let read = read_caption(&caption, mode.as_deref(), entities.as_ref())?;
    let read = ctx.with_mentions(read);
    let above = ctx.params.flag("show_caption_above_media");
    let (key, id, markup) = ctx.editable()?;
    let message = ctx.message(key, id)?;
    let fits = message
        .media()
        .is_some_and(|kind| !matches!(kind, "sticker" | "video_note"));
    if !fits {
        return Err(ApiError::bad("there is no caption in the message to edit"));
    }
    let mut content = message.content.clone();
    for key in ["caption", "caption_entities", "show_caption_above_media"] {
        content.shift_remove(key);
    }
    if !read.text.is_empty() {
        read.write(&mut content, "caption", "caption_entities");
        if above {
            content.insert("show_caption_above_media".to_owned(), Value::Bool(true));
        }
    }
    ctx.replace(key, id, content, markup)
}

pub(crate) fn media(ctx: &mut Ctx<'_>) -> ApiResult {
    let Some(item) = ctx.params.json("media")? else {
        return Err(ApiError::bad("parameter \"media\" is required"));
    };
    let (key, id, markup) = ctx.editable()?;
    let message = ctx.message(key, id)?;
    let replaceable = message.text().is_some()
        || message
            .media()
            .is_some_and(|kind| !matches!(kind, "sticker" | "video_note" | "voice"));
    if !replaceable {
        return Err(ApiError::bad("message can't be edited"));
    }
    let album = message.content.get("media_group_id").cloned();
    let (_, mut content) = ctx.input_media(&item, false)?;
    if let Some(album) = album {
        content.insert("media_group_id".to_owned(), album);
    }
    ctx.replace(key, id, content, markup)
}

pub(crate) fn markup(ctx: &mut Ctx<'_>) -> ApiResult {
    let (key, id, markup) = ctx.editable()?;
    let content = ctx.message(key, id)?.content.clone();
    ctx.replace(key, id, content, markup)
}
