//! Copies and forwards.

use serde_json::{Map, Value, json};

use super::{Ctx, target::Target};
use crate::telegram::{
    chats::ChatKey,
    error::{ApiError, ApiResult},
    keyboard::Markup,
    messages::Stored,
};

impl Ctx<'_> {
    fn source(&self, id: i64, verb: &str) -> Result<(ChatKey, Stored), ApiError> {
        let from = self.params.int("from_chat_id")?;
        let Some(from) = from else {
            return Err(ApiError::bad("chat_id is empty"));
        };
        let key = ChatKey::of(self.bot, from);
        let Some(chat) = self.world.chats.get(&key) else {
            return Err(ApiError::bad("chat not found"));
        };
        match chat.live(id) {
            Some(message) => Ok((key, message.clone())),
            None => Err(ApiError::bad(format!("message to {verb} not found"))),
        }
    }

    fn ids(&self) -> Result<Vec<i64>, ApiError> {
        let ids = self.params.json("message_ids")?.unwrap_or_default();
        let ids: Vec<i64> = ids
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_i64)
            .collect();
        if ids.is_empty() || ids.len() > 100 {
            return Err(ApiError::bad(
                "wrong number of message identifiers specified",
            ));
        }
        Ok(ids)
    }
}

fn is_service(message: &Stored) -> bool {
    ![
        "text", "location", "venue", "contact", "poll", "dice", "invoice",
    ]
    .iter()
    .any(|key| message.content.contains_key(*key))
        && message.media().is_none()
}

fn again(target: &Target) -> Target {
    Target {
        key: target.key,
        reply_to: None,
        thread: target.thread,
        markup: Markup::None,
    }
}

fn copied(ctx: &Ctx<'_>, message: &Stored) -> Result<Map<String, Value>, ApiError> {
    if is_service(message) || message.content.contains_key("invoice") {
        return Err(ApiError::bad("message can't be copied"));
    }
    let mut content = message.content.clone();
    content.shift_remove("media_group_id");
    content.shift_remove("forward_origin");
    let captioned = message.media().is_some();
    if captioned && ctx.params.raw("caption").is_some() {
        content.shift_remove("caption");
        content.shift_remove("caption_entities");
        ctx.caption(&mut content)?;
    }
    Ok(content)
}

pub(crate) fn copy(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.message_id()?;
    let target = ctx.target()?;
    let (_, message) = ctx.source(id, "copy")?;
    let content = copied(ctx, &message)?;
    let (id, _) = ctx.post_id(target, content, None)?;
    Ok(json!({ "message_id": id }))
}

pub(crate) fn copy_many(ctx: &mut Ctx<'_>) -> ApiResult {
    let target = ctx.target()?;
    let mut made = Vec::new();
    for id in ctx.ids()? {
        let Ok((_, message)) = ctx.source(id, "copy") else {
            continue;
        };
        let content = copied(ctx, &message)?;
        let (id, _) = ctx.post_id(again(&target), content, None)?;
        made.push(json!({ "message_id": id }));
    }
    Ok(Value::Array(made))
}

fn forwarded(ctx: &Ctx<'_>, message: &Stored) -> Result<Map<String, Value>, ApiError> {
    if is_service(message) {
        return Err(ApiError::bad("message can't be forwarded"));
    }
    let mut content = Map::new();
    let origin = message
        .content
        .get("forward_origin")
        .cloned()
        .unwrap_or_else(|| {
            json!({
                "type": "user",
                "sender_user": ctx.world.user_value(message.sender),
                "date": message.date,
            })
        });
    content.insert("forward_origin".to_owned(), origin);
    content.extend(message.content.clone());
    content.shift_remove("media_group_id");
    Ok(content)
}

pub(crate) fn forward(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.message_id()?;
    let target = ctx.target()?;
    let (_, message) = ctx.source(id, "forward")?;
    let content = forwarded(ctx, &message)?;
    ctx.post(again(&target), content)
}

pub(crate) fn forward_many(ctx: &mut Ctx<'_>) -> ApiResult {
    let target = ctx.target()?;
    let mut made = Vec::new();
    for id in ctx.ids()? {
        let Ok((_, message)) = ctx.source(id, "forward") else {
            continue;
        };
        let content = forwarded(ctx, &message)?;
        let (id, _) = ctx.post_id(again(&target), content, None)?;
        made.push(json!({ "message_id": id }));
    }
    Ok(Value::Array(made))
}
