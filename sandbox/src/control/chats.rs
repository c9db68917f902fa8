//! Chats as a person sees them.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Problem, body, people::chat_card};
use crate::{
    sandbox::Shared,
    telegram::{chats::ChatKey, world::World},
};

#[derive(Deserialize)]
struct NewGroup {
    title: String,
    #[serde(default)]
    is_forum: bool,
    #[serde(default)]
    member_ids: Vec<i64>,
}

pub(crate) async fn add_group(State(shared): State<Arc<Shared>>, bytes: Bytes) -> Answer {
    let new: NewGroup = body(&bytes)?;
    if new.title.trim().is_empty() {
        return Err(Problem::bad("title is empty"));
    }
    shared.with(|world| {
        if let Some(id) = new
            .member_ids
            .iter()
            .find(|id| !world.people.contains_key(id))
        {
            return Err(Problem::missing(format!("no person {id}")));
        }
        let id = world.add_group(new.title.trim(), new.is_forum, new.member_ids);
        Ok(Json(chat_card(world, ChatKey { bot: 0, id })))
    })
}

#[derive(Deserialize)]
pub(crate) struct View {
    viewer: Option<i64>,
    bot: Option<i64>,
}

pub(crate) async fn messages(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<i64>,
    Query(view): Query<View>,
) -> Answer {
    shared.with(|world| {
        let bot = view.bot.unwrap_or_else(|| world.first_bot());
        let key = ChatKey::of(bot, chat);
        let now = world.clock.millis();
        let Some(found) = world.chats.get(&key) else {
            return Err(Problem::missing(format!("no chat {chat}")));
        };
        let messages: Vec<Value> = found
            .messages
            .values()
            .filter(|message| !message.deleted)
            .filter_map(|message| world.page_message(key, message.id, view.viewer))
            .collect();
        let action = found.action.as_ref().filter(|(_, until)| *until > now);
        let actions: Vec<&str> = action.map(|(name, _)| name.as_str()).into_iter().collect();
        let menu = world
            .bot(bot)
            .map(|bot| bot.menu(key.is_private().then_some(chat)));
        Ok(Json(json!({
            "messages": messages,
            "reply_keyboard": found.keyboard,
            "commands": commands(world, bot, key, view.viewer),
            "menu_button": menu,
            "actions": actions,
        })))
    })
}

/// Commands that one person sees in a chat: the narrowest scope that has some.
fn commands(world: &World, bot: i64, key: ChatKey, viewer: Option<i64>) -> Vec<Value> {
    let id = key.id;
    let group = world.chats.get(&key).and_then(|chat| chat.group.as_ref());
    let mut scopes = Vec::new();
    match group {
        Some(group) => {
            if let Some(viewer) = viewer {
                scopes.push(format!("chat_member:{id}:{viewer}"));
            }
            // The first member made the group.
            let admin = viewer.is_some() && group.members.first().copied() == viewer;
            if admin {
                scopes.push(format!("chat_administrators:{id}"));
            }
            scopes.push(format!("chat:{id}"));
            if admin {
                scopes.push("all_chat_administrators".to_owned());
            }
            scopes.push("all_group_chats".to_owned());
        }
        None => {
            scopes.push(format!("chat:{id}"));
            scopes.push("all_private_chats".to_owned());
        }
    }
    scopes.push("default".to_owned());
    let human = viewer
        .or(key.is_private().then_some(id))
        .and_then(|id| world.people.get(&id));
    let language = human.and_then(|human| human.language_code.as_deref());
    let short = language.and_then(|code| code.split(['-', '_']).next());
    world
        .bot(bot)
        .map(|bot| bot.commands_for(&scopes, short))
        .unwrap_or_default()
}
