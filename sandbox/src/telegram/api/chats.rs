//! Chats, their members and pinned messages.

use serde_json::{Value, json};

use super::Ctx;
use crate::telegram::{
    chats::{Chat, ChatKey},
    error::{ApiError, ApiResult},
    messages::Draft,
};

impl Ctx<'_> {
    fn known_chat(&mut self) -> Result<(ChatKey, &mut Chat), ApiError> {
        let key = ChatKey::of(self.bot, self.params.chat()?);
        match self.world.chats.get_mut(&key) {
            Some(chat) => Ok((key, chat)),
            None => Err(ApiError::bad("chat not found")),
        }
    }
}

pub(crate) fn get(ctx: &mut Ctx<'_>) -> ApiResult {
    let (key, chat) = ctx.known_chat()?;
    let pinned = chat.pinned.last().copied();
    let mut value = ctx.world.chat_value(key);
    let pinned = pinned.and_then(|id| ctx.world.message_value(key, id));
    if let Some(fields) = value.as_object_mut() {
        fields.insert("accent_color_id".to_owned(), json!(0));
        fields.insert("max_reaction_count".to_owned(), json!(11));
        let gifts = json!({
            "unlimited_gifts": true,
            "limited_gifts": true,
            "unique_gifts": true,
            "premium_subscription": true,
            "gifts_from_channels": true,
        });
        fields.insert("accepted_gift_types".to_owned(), gifts);
        if let Some(username) = fields.get("username").cloned() {
            fields.insert("active_usernames".to_owned(), json!([username]));
        }
        if let Some(pinned) = pinned {
            fields.insert("pinned_message".to_owned(), pinned);
        }
    }
    Ok(value)
}

/// Status of a user in a group; the first member made it.
fn status(ctx: &Ctx<'_>, key: ChatKey, user: i64) -> Option<&'static str> {
    let chat = ctx.world.chats.get(&key)?;
    let is_bot = ctx.world.bot(user).is_some();
    match &chat.group {
        Some(_) if is_bot => Some("administrator"),
        Some(group) if group.members.first() == Some(&user) => Some("creator"),
        Some(group) if group.members.contains(&user) => Some("member"),
        Some(_) => ctx.world.people.contains_key(&user).then_some("left"),
        None if user == key.id || user == key.bot => Some("member"),
        None => None,
    }
}

pub(crate) fn member(ctx: &mut Ctx<'_>) -> ApiResult {
    let user = ctx.params.int("user_id")?.unwrap_or(0);
    let (key, _) = ctx.known_chat()?;
    match status(ctx, key, user) {
        Some(status) => Ok(ctx.world.member_value(user, status)),
        None => Err(ApiError::bad("user not found")),
    }
}

pub(crate) fn administrators(ctx: &mut Ctx<'_>) -> ApiResult {
    let (_, chat) = ctx.known_chat()?;
    let Some(group) = &chat.group else {
        return Err(ApiError::bad(
            "there are no administrators in the private chat",
        ));
    };
    let creator = group.members.first().copied();
    let mut list = Vec::new();
    if let Some(creator) = creator {
        list.push(ctx.world.member_value(creator, "creator"));
    }
    for bot in ctx.world.bots.iter().map(|bot| bot.id) {
        list.push(ctx.world.member_value(bot, "administrator"));
    }
    Ok(Value::Array(list))
}

pub(crate) fn count(ctx: &mut Ctx<'_>) -> ApiResult {
    let (_, chat) = ctx.known_chat()?;
    let people = chat.group.as_ref().map_or(1, |group| group.members.len());
    let bots = if chat.group.is_some() {
        ctx.world.bots.len()
    } else {
        1
    };
    Ok(json!(people + bots))
}

pub(crate) fn pin(ctx: &mut Ctx<'_>) -> ApiResult {
    let chat_id = ctx.params.chat()?;
    let id = ctx.params.message_id()?;
    let key = ctx.world.writable(ctx.bot, chat_id)?;
    let found = ctx
        .world
        .chats
        .get_mut(&key)
        .filter(|chat| chat.live(id).is_some());
    let Some(chat) = found else {
        return Err(ApiError::bad("message to pin not found"));
    };
    chat.pinned.retain(|other| *other != id);
    chat.pinned.push(id);
    let pinned = ctx.world.message_value(key, id).unwrap_or_default();
    let mut draft = Draft {
        sender: ctx.bot,
        ..Draft::default()
    };
    draft.content.insert("pinned_message".to_owned(), pinned);
    ctx.world.post(key, draft);
    Ok(Value::Bool(true))
}

pub(crate) fn unpin(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.int("message_id")?;
    let (_, chat) = ctx.known_chat()?;
    match id {
        Some(id) if !chat.pinned.contains(&id) => {
            return Err(ApiError::bad("message to unpin not found"));
        }
        Some(id) => chat.pinned.retain(|other| *other != id),
        None => {
            chat.pinned.pop();
        }
    }
    Ok(Value::Bool(true))
}

pub(crate) fn unpin_all(ctx: &mut Ctx<'_>) -> ApiResult {
    let (_, chat) = ctx.known_chat()?;
    chat.pinned.clear();
    Ok(Value::Bool(true))
}

pub(crate) fn react(ctx: &mut Ctx<'_>) -> ApiResult {
    let id = ctx.params.message_id()?;
    let reaction = ctx.params.json("reaction")?.unwrap_or_else(|| json!([]));
    let Value::Array(list) = &reaction else {
        return Err(ApiError::bad("can't parse reaction JSON object"));
    };
    if list.len() > 1 {
        return Err(ApiError::bad("REACTIONS_TOO_MANY"));
    }
    let (key, chat) = ctx.known_chat()?;
    if chat.live(id).is_none() {
        return Err(ApiError::bad("message to react not found"));
    }
    let data = json!({"chat_id": key.id, "message_id": id, "reaction": reaction});
    ctx.world.events.emit("markup", data);
    Ok(Value::Bool(true))
}
