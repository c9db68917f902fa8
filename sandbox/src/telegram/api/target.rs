//! What all send methods share: chat, topic, reply, keyboard.

use serde_json::{Map, Value};

use super::Ctx;
use crate::telegram::{
    chats::ChatKey,
    entities::{Formatted, utf16_len},
    error::{ApiError, ApiResult},
    keyboard::{self, Markup},
    messages::Draft,
};

pub(crate) const MAX_TEXT: usize = 4096;
pub(crate) const MAX_CAPTION: usize = 1024;

/// Where a message goes and what comes with it.
pub(crate) struct Target {
    pub(crate) key: ChatKey,
    pub(crate) reply_to: Option<i64>,
    pub(crate) thread: Option<i64>,
    pub(crate) markup: Markup,
}

impl Ctx<'_> {
    /// Checks chat, topic, replied message and keyboard.
    pub(crate) fn target(&mut self) -> Result<Target, ApiError> {
        let chat = self.params.chat()?;
        let markup = self.params.json("reply_markup")?;
        let markup = keyboard::parse(markup.as_ref(), chat > 0)?;
        let key = self.world.writable(self.bot, chat)?;
        let thread = self.thread(key)?;
        let reply_to = self.reply(key)?;
        let inherited = reply_to.and_then(|id| {
            let message = self.world.chats.get(&key)?.live(id)?;
            message.thread
        });
        Ok(Target {
            key,
            reply_to,
            thread: thread.or(inherited),
            markup,
        })
    }

    fn thread(&self, key: ChatKey) -> Result<Option<i64>, ApiError> {
        let Some(thread) = self.params.int("message_thread_id")?.filter(|id| *id != 0) else {
            return Ok(None);
        };
        let group = self
            .world
            .chats
            .get(&key)
            .and_then(|chat| chat.group.as_ref());
        match group {
            // The general topic is addressed without a number or with 1.
            Some(group) if group.is_forum && thread == 1 => Ok(None),
            Some(group) if group.topics.contains_key(&thread) => Ok(Some(thread)),
            _ => Err(ApiError::bad("message thread not found")),
        }
    }

    fn reply(&self, key: ChatKey) -> Result<Option<i64>, ApiError> {
        let parameters = self.params.json("reply_parameters")?;
        let id = match &parameters {
            Some(parameters) => parameters.get("message_id").and_then(Value::as_i64),
            None => self.params.int("reply_to_message_id")?,
        };
        let Some(id) = id else {
            return Ok(None);
        };
        let chat = self.world.chats.get(&key);
        if chat.and_then(|chat| chat.live(id)).is_some() {
            return Ok(Some(id));
        }
        let forgiving = parameters
            .as_ref()
            .and_then(|p| p.get("allow_sending_without_reply")?.as_bool())
            .unwrap_or_else(|| self.params.flag("allow_sending_without_reply"));
        if forgiving {
            Ok(None)
        } else {
            Err(ApiError::bad("message to be replied not found"))
        }
    }

    /// Puts the message in the chat and answers with it.
    pub(crate) fn post(&mut self, target: Target, content: Map<String, Value>) -> ApiResult {
        let id = self.post_id(target, content, None)?.1;
        Ok(id)
    }

    pub(crate) fn post_id(
        &mut self,
        target: Target,
        content: Map<String, Value>,
        invoice_payload: Option<String>,
    ) -> Result<(i64, Value), ApiError> {
        let (markup, keyboard) = target.markup.split();
        let draft = Draft {
            sender: self.bot,
            content,
            markup,
            keyboard,
            reply_to: target.reply_to,
            thread: target.thread,
            invoice_payload,
        };
        let lost = || ApiError::bad("chat not found");
        let id = self.world.post(target.key, draft).ok_or_else(lost)?;
        let message = self.world.message_value(target.key, id).ok_or_else(lost)?;
        Ok((id, message))
    }

    /// Text of a message, checked and parsed.
    pub(crate) fn text(&self) -> Result<Formatted, ApiError> {
        let text = self.params.text("text").unwrap_or_default();
        let entities = self.params.json("entities")?;
        let mode = self.params.text("parse_mode");
        let read = Formatted::read(&text, mode.as_deref(), entities.as_ref())?;
        if read.text.is_empty() {
            return Err(ApiError::bad("message text is empty"));
        }
        if utf16_len(&read.text) > MAX_TEXT {
            return Err(ApiError::bad("message is too long"));
        }
        Ok(self.with_mentions(read))
    }

    /// Caption of a message, checked and written into its content.
    pub(crate) fn caption(&self, content: &mut Map<String, Value>) -> Result<(), ApiError> {
        let caption = self.params.text("caption").unwrap_or_default();
        let entities = self.params.json("caption_entities")?;
        let mode = self.params.text("parse_mode");
        let read = read_caption(&caption, mode.as_deref(), entities.as_ref())?;
        if !read.text.is_empty() {
            self.with_mentions(read)
                .write(content, "caption", "caption_entities");
            if self.params.flag("show_caption_above_media") {
                content.insert("show_caption_above_media".to_owned(), Value::Bool(true));
            }
        }
        Ok(())
    }

    /// Fills in the users of text mentions; unknown ones stay plain text, as in Telegram.
    pub(crate) fn with_mentions(&self, mut read: Formatted) -> Formatted {
        read.entities.retain_mut(|entity| {
            if entity.kind != "text_mention" {
                return true;
            }
            let id = entity
                .extra
                .get("user")
                .and_then(|user| user.get("id")?.as_i64());
            let Some(id) = id.filter(|id| self.world.people.contains_key(id)) else {
                return false;
            };
            let user = self.world.user_value(id);
            entity.extra.insert("user".to_owned(), user);
            true
        });
        read
    }
}

pub(crate) fn read_caption(
    caption: &str,
    mode: Option<&str>,
    entities: Option<&Value>,
) -> Result<Formatted, ApiError> {
    let read = Formatted::read(caption, mode, entities)?;
    if utf16_len(&read.text) > MAX_CAPTION {
        return Err(ApiError::bad("message caption is too long"));
    }
    Ok(read)
}
