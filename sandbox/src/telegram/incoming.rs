//! What people do, turned into messages and updates.

use serde_json::{Map, Value, json};
use tokio::sync::oneshot;

use super::{
    chats::ChatKey,
    entities::{Formatted, utf16_len},
    files::{FileKind, Upload},
    inbox::{QueueKey, Ticket},
    links::chat_instance,
    messages::Draft,
    taps::{Query, Tap},
    world::{World, lifetime},
};
use crate::person::Answer;

/// Why a person cannot do something; nothing of it reaches the bot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    #[error("{0}")]
    NotFound(String),
    #[error("{0}")]
    Invalid(String),
}

impl Refused {
    pub(crate) fn invalid<T>(text: &str) -> Result<T, Self> {
        Err(Self::Invalid(text.to_owned()))
    }
}

/// A message of a person that has been put in the chat and queued.
pub(crate) struct Sent {
    pub(crate) message_id: i64,
    pub(crate) ticket: Option<Ticket>,
}

/// A button press on its way.
pub(crate) struct OpenedTap {
    pub(crate) ticket: Option<Ticket>,
    pub(crate) answer: oneshot::Receiver<Answer>,
}

/// Where in the chat a message goes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outgoing {
    pub(crate) reply_to: Option<i64>,
    pub(crate) thread: Option<i64>,
}

fn place(world: &World, bot: i64, from: i64, chat: i64) -> Result<ChatKey, Refused> {
    if !world.people.contains_key(&from) {
        return Err(Refused::NotFound(format!("no person {from}")));
    }
    let key = ChatKey::of(bot, chat);
    let Some(found) = world.chats.get(&key) else {
        return Err(Refused::NotFound(format!("no chat {chat}")));
    };
    let inside = match &found.group {
        Some(group) => group.members.contains(&from),
        None => chat == from,
    };
    if inside {
        Ok(key)
    } else {
        Refused::invalid(&format!("person {from} is not in chat {chat}"))
    }
}

/// Puts a message of a person in a chat and queues the update.
pub(crate) fn post(
    world: &mut World,
    bot: i64,
    from: i64,
    chat: i64,
    content: Map<String, Value>,
    place_in: Outgoing,
) -> Result<Sent, Refused> {
    let key = place(world, bot, from, chat)?;
    // Writing to a blocked bot means unblocking it first, as in Telegram's own clients.
    set_blocked(world, key, false);
    let Some(found) = world.chats.get_mut(&key) else {
        return Refused::invalid("no such chat");
    };
    found.started = true;
    let had_keyboard = found.keyboard.is_some();
    found.used_keyboard();
    let dropped_keyboard = had_keyboard && found.keyboard.is_none();
    let replied = match place_in.reply_to {
        Some(id) if found.live(id).is_none() => {
            return Err(Refused::NotFound(format!("no message {id}")));
        }
        Some(id) => found.live(id),
        None => None,
    };
    let thread = place_in
        .thread
        .or_else(|| replied.and_then(|message| message.thread));
    if let (Some(thread), Some(group)) = (thread, &found.group)
        && group.topics.get(&thread).is_none_or(|topic| topic.closed)
    {
        return Err(Refused::NotFound(format!("no open topic {thread}")));
    }
    let draft = Draft {
        sender: from,
        content,
        reply_to: place_in.reply_to,
        thread,
        ..Draft::default()
    };
    let Some(message_id) = world.post(key, draft) else {
        return Refused::invalid("no such chat");
    };
    if dropped_keyboard {
        world.events.emit("markup", json!({"chat_id": chat}));
    }
    let ticket = announce(world, bot, key, message_id, "message");
    Ok(Sent { message_id, ticket })
}

/// Queues a message for the bots that see it; the ticket is the given bot's.
fn announce(
    world: &mut World,
    bot: i64,
    key: ChatKey,
    message_id: i64,
    kind: &str,
) -> Option<Ticket> {
    let bots: Vec<i64> = if key.is_private() {
        vec![key.bot]
    } else {
        world.bots.iter().map(|bot| bot.id).collect()
    };
    let body = world.message_value(key, message_id)?;
    let mut own = None;
    for id in bots {
        let queue = QueueKey::Chat(key.id);
        let ticket = world.push(id, kind, body.clone(), queue, lifetime::OTHER, None);
        if id == bot {
            own = ticket;
        }
    }
    own
}

pub(crate) fn text(
    world: &mut World,
    bot: i64,
    from: i64,
    chat: i64,
    text: &str,
    entities: Option<&Value>,
    place_in: Outgoing,
) -> Result<Sent, Refused> {
    let content = text_content(text, entities)?;
    post(world, bot, from, chat, content, place_in)
}

fn text_content(text: &str, entities: Option<&Value>) -> Result<Map<String, Value>, Refused> {
    let Ok(read) = Formatted::read(text, None, entities) else {
        return Refused::invalid("bad entities");
    };
    if read.text.is_empty() {
        return Refused::invalid("the text is empty");
    }
    if utf16_len(&read.text) > 4096 {
        return Refused::invalid("the text is longer than 4096");
    }
    let mut content = Map::new();
    read.write(&mut content, "text", "entities");
    Ok(content)
}

pub(crate) fn start(
    world: &mut World,
    bot: i64,
    from: i64,
    chat: i64,
    payload: Option<&str>,
) -> Result<Sent, Refused> {
    let command = match payload.filter(|payload| !payload.is_empty()) {
        Some(payload) => {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
            if payload.len() > 64 || !payload.bytes().all(fits) {
                return Refused::invalid("a payload is up to 64 of A-Z a-z 0-9 _ -");
            }
            format!("/start {payload}")
        }
        None => "/start".to_owned(),
    };
    text(world, bot, from, chat, &command, None, Outgoing::default())
}

pub(crate) fn edit(
    world: &mut World,
    bot: i64,
    from: i64,
    chat: i64,
    message_id: i64,
    text: &str,
) -> Result<Sent, Refused> {
    let key = place(world, bot, from, chat)?;
    let content = text_content(text, None)?;
    let now = world.now();
    let found = world
        .chats
        .get_mut(&key)
        .and_then(|chat| chat.live_mut(message_id));
    let Some(message) = found.filter(|message| message.sender == from) else {
        return Err(Refused::NotFound(format!("no own message {message_id}")));
    };
    message.content = content;
    message.edit_date = Some(now);
    world.tell("edit", key, message_id);
    let ticket = announce(world, bot, key, message_id, "edited_message");
    Ok(Sent { message_id, ticket })
}

/// Sends files; more than one make an album.
pub(crate) fn media(
    world: &mut World,
    bot: i64,
    from: i64,
    chat: i64,
    files: Vec<(FileKind, Upload, Map<String, Value>)>,
    caption: Option<&str>,
    place_in: &Outgoing,
) -> Result<Vec<Sent>, Refused> {
    place(world, bot, from, chat)?;
    if files.len() > 10 {
        return Refused::invalid("an album has at most 10 files");
    }
    let album = (files.len() > 1).then(|| world.next_query_id().to_string());
    let mut sent = Vec::new();
    for (place, (kind, upload, details)) in files.into_iter().enumerate() {
        let mut content = Map::new();
        if let Some(album) = &album {
            content.insert("media_group_id".to_owned(), json!(album));
        }
        let value = world.files.add(bot, kind, upload, &details);
        if kind == FileKind::Animation {
            content.insert("document".to_owned(), value.clone());
        }
        content.insert(kind.field().to_owned(), value);
        if place == 0
            && let Some(caption) = caption
            && let Ok(read) = Formatted::read(caption, None, None)
            && !read.text.is_empty()
        {
            read.write(&mut content, "caption", "caption_entities");
        }
        sent.push(post(world, bot, from, chat, content, place_in.clone())?);
    }
    Ok(sent)
}

/// Presses a button of a message.
pub(crate) fn tap(
    world: &mut World,
    bot: i64,
    from: i64,
    chat: i64,
    message_id: i64,
    data: &str,
) -> Result<OpenedTap, Refused> {
    let key = place(world, bot, from, chat)?;
    let found = world
        .chats
        .get(&key)
        .and_then(|chat| chat.messages.get(&message_id));
    let Some(stored) = found else {
        return Err(Refused::NotFound(format!("no message {message_id}")));
    };
    // In a group the press goes to the bot that sent the message.
    let sender = stored.sender;
    let bot = if world.bot(sender).is_some() {
        sender
    } else {
        bot
    };
    let message = if stored.deleted {
        json!({"chat": world.chat_value(key), "message_id": message_id, "date": 0})
    } else {
        world.message_value(key, message_id).unwrap_or_default()
    };
    let id = world.next_query_id();
    let body = json!({
        "id": id.to_string(),
        "from": world.user_value(from),
        "message": message,
        "chat_instance": chat_instance(chat),
        "data": data,
    });
    let queue = QueueKey::Taps(from);
    let name = Some(id.to_string());
    let ticket = world.push(bot, "callback_query", body, queue, lifetime::TAP, name);
    let (sender, answer) = oneshot::channel();
    let tap = Tap {
        bot,
        person: from,
        chat,
        message: message_id,
        data: data.to_owned(),
        expires_at: world.clock.millis() + lifetime::TAP,
        delivered: false,
        waiter: Some(sender),
    };
    world.queries.open(id, tap);
    Ok(OpenedTap { ticket, answer })
}

/// Types an inline query.
pub(crate) fn inline_query(
    world: &mut World,
    bot: i64,
    from: i64,
    text: &str,
) -> Result<(Option<Ticket>, oneshot::Receiver<Value>), Refused> {
    if !world.people.contains_key(&from) {
        return Err(Refused::NotFound(format!("no person {from}")));
    }
    let id = world.next_query_id();
    let body = json!({
        "id": id.to_string(),
        "from": world.user_value(from),
        "chat_type": "sender",
        "query": text,
        "offset": "",
    });
    let queue = QueueKey::Inline(from);
    let ticket = world.push(bot, "inline_query", body, queue, lifetime::INLINE, None);
    let (waiter, answer) = oneshot::channel();
    let now = world.clock.millis();
    let expires_at = now + lifetime::INLINE;
    let query = Query {
        bot,
        expires_at,
        waiter,
    };
    world.queries.open_query(id, query, now);
    Ok((ticket, answer))
}

/// Blocks or unblocks the bot of a private chat. Nothing happens when it is so already.
pub(crate) fn set_blocked(world: &mut World, key: ChatKey, blocked: bool) -> Option<Ticket> {
    let chat = world
        .chats
        .get_mut(&key)
        .filter(|chat| chat.group.is_none())?;
    if chat.blocked == blocked {
        return None;
    }
    chat.blocked = blocked;
    let (old, new) = if blocked {
        ("member", "kicked")
    } else {
        ("kicked", "member")
    };
    world.events.emit("people", json!({"person_id": key.id}));
    world.membership_changed(key.bot, key.id, Some(key.id), old, new)
}
