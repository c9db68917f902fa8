//! Deletion of messages.

use serde_json::{Value, json};

use super::Ctx;
use crate::telegram::{
    chats::ChatKey,
    error::{ApiError, ApiResult},
    world::World,
};

/// A bot can delete a message of a private chat within two days.
const LIMIT_SECONDS: i64 = 48 * 3600;

pub(crate) fn one(ctx: &mut Ctx<'_>) -> ApiResult {
    let chat = ctx.params.chat()?;
    let id = ctx.params.message_id()?;
    let key = known(ctx.world, ctx.bot, chat)?;
    let now = ctx.world.now();
    let message = ctx.world.chats.get(&key).and_then(|chat| chat.live(id));
    let Some(message) = message else {
        return Err(ApiError::bad("message to delete not found"));
    };
    if key.is_private() && now - message.date > LIMIT_SECONDS {
        return Err(ApiError::bad("message can't be deleted for everyone"));
    }
    remove(ctx.world, key, id);
    Ok(Value::Bool(true))
}

pub(crate) fn many(ctx: &mut Ctx<'_>) -> ApiResult {
    let chat = ctx.params.chat()?;
    let ids = ctx.params.json("message_ids")?.unwrap_or_default();
    let ids: Vec<i64> = ids
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .collect();
    if ids.is_empty() {
        return Err(ApiError::bad("message identifiers are not specified"));
    }
    if ids.len() > 100 {
        return Err(ApiError::bad("too many message identifiers specified"));
    }
    let key = known(ctx.world, ctx.bot, chat)?;
    for id in ids {
        remove(ctx.world, key, id);
    }
    Ok(Value::Bool(true))
}

fn known(world: &World, bot: i64, chat: i64) -> Result<ChatKey, ApiError> {
    let key = ChatKey::of(bot, chat);
    if world.chats.contains_key(&key) {
        Ok(key)
    } else {
        Err(ApiError::bad("chat not found"))
    }
}

/// Hides a message. It is kept, so that a late tap on it can be played.
fn remove(world: &mut World, key: ChatKey, id: i64) {
    let found = world.chats.get_mut(&key).and_then(|chat| chat.live_mut(id));
    if let Some(message) = found {
        message.deleted = true;
        let data = json!({"chat_id": key.id, "bot_id": key.bot, "message_id": id});
        world.events.emit("delete", data);
    }
}
