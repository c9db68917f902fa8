//! Links into the bot and its Mini App.

use std::sync::Arc;

use serde_json::Value;

use super::{bot::Bot, inbox::QueueKey, initdata::Opening, world::World};
use crate::sandbox::Shared;

/// The payload of a `t.me` link to this bot; the inner nothing is a link without one.
#[expect(
    clippy::option_option,
    reason = "a link to the bot may carry no payload"
)]
pub(crate) fn start_payload(bot: &Bot, url: &str) -> Option<Option<String>> {
    let full = if url.contains("://") {
        url.to_owned()
    } else {
        format!("https://{url}")
    };
    let parsed = url::Url::parse(&full).ok()?;
    let name = match (parsed.scheme(), parsed.host_str()?) {
        ("http" | "https", "t.me" | "telegram.me") => parsed.path().trim_matches('/').to_owned(),
        ("tg", "resolve") => {
            let domain = parsed.query_pairs().find(|(key, _)| key == "domain")?;
            domain.1.into_owned()
        }
        _ => return None,
    };
    let payload = parsed.query_pairs().find(|(key, _)| key == "start");
    (name.eq_ignore_ascii_case(&bot.username) && (payload.is_some() || parsed.query().is_none()))
        .then(|| payload.map(|(_, value)| value.into_owned()))
}

pub(crate) fn chat_instance(chat: i64) -> String {
    chat.wrapping_mul(2_654_435_761).to_string()
}

/// The opening of a Mini App by a person.
pub(crate) fn opening(
    world: &mut World,
    person: i64,
    chat: Option<i64>,
    start_param: Option<&str>,
) -> Option<Opening> {
    let user = world.people.get(&person)?.web_app_user();
    let group = chat.filter(|id| *id < 0);
    Some(Opening {
        user,
        auth_date: world.now(),
        query_id: format!("AAH{}", world.next_query_id()),
        chat_instance: chat_instance(chat.unwrap_or(person)),
        chat_type: group.map(|_| "supergroup".to_owned()),
        start_param: start_param.map(str::to_owned),
    })
}

/// Signed init data of an opening.
pub(crate) fn sign(shared: &Arc<Shared>, bot: i64, opening: &Opening) -> String {
    let token = shared.with(|world| world.bot(bot).map(|bot| bot.token.clone()));
    let token = token.unwrap_or_default();
    shared.keys.sign(&token, bot, &opening.pairs())
}

/// The queue of an update that was made by hand.
pub(crate) fn queue_of(update: &Value) -> QueueKey {
    let id = |path: &str| update.pointer(path).and_then(Value::as_i64);
    if let Some(person) = id("/callback_query/from/id") {
        return QueueKey::Taps(person);
    }
    for kind in ["pre_checkout_query", "shipping_query"] {
        if let Some(person) = id(&format!("/{kind}/from/id")) {
            return QueueKey::Payments(person);
        }
    }
    if let Some(person) = id("/inline_query/from/id") {
        return QueueKey::Inline(person);
    }
    if let Some(chat) = id("/my_chat_member/chat/id") {
        return QueueKey::Member(chat);
    }
    let chat = [
        "message",
        "edited_message",
        "channel_post",
        "chat_member",
        "message_reaction",
    ]
    .iter()
    .find_map(|kind| id(&format!("/{kind}/chat/id")));
    QueueKey::Chat(chat.unwrap_or(0))
}
