//! State and people.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Problem, body};
use crate::{
    person::NewPerson,
    sandbox::{Sandbox, Shared},
    telegram::{chats::ChatKey, incoming, people::Human, world::World},
};

pub(crate) fn card(world: &World, human: &Human) -> Value {
    let key = ChatKey::of(world.first_bot(), human.id);
    human.card(world.chats.get(&key).is_some_and(|chat| chat.blocked))
}

/// A chat as the page lists it.
pub(crate) fn chat_card(world: &World, key: ChatKey) -> Value {
    let group = world.chats.get(&key).and_then(|chat| chat.group.as_ref());
    match group {
        Some(group) => json!({
            "id": key.id,
            "type": "supergroup",
            "title": group.title,
            "is_forum": group.is_forum,
            "member_ids": group.members,
            "topics": group.topics.iter().map(|(id, topic)| json!({
                "message_thread_id": id,
                "name": topic.name,
                "closed": topic.closed,
            })).collect::<Vec<_>>(),
        }),
        None => json!({
            "id": key.id,
            "type": "private",
            "person_id": key.id,
            "member_ids": [key.id],
        }),
    }
}

pub(crate) async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let offset = shared.clock.offset().as_secs();
    let key = shared.keys.public_hex();
    let kinds = &shared.options.kinds;
    Json(shared.with(|world| {
        let bots: Vec<Value> = world
            .bots
            .iter()
            .map(|bot| {
                json!({
                    "id": bot.id,
                    "username": bot.username,
                    "first_name": bot.first_name,
                    "commands_changed": bot.commands_changed,
                })
            })
            .collect();
        let people: Vec<Value> = world
            .people
            .values()
            .map(|human| card(world, human))
            .collect();
        // Private chats of the first bot, in the order of people, then groups by age.
        let first = world.first_bot();
        let mut keys: Vec<ChatKey> = world
            .chats
            .keys()
            .filter(|key| key.bot == first || key.bot == 0)
            .copied()
            .collect();
        keys.sort_by_key(|key| (!key.is_private(), key.id.abs()));
        let chats: Vec<Value> = keys.into_iter().map(|key| chat_card(world, key)).collect();
        json!({
            "bots": bots,
            "kinds": kinds,
            "people": people,
            "chats": chats,
            "clock_offset_seconds": offset,
            "init_data_public_key": key,
        })
    }))
}

#[derive(Deserialize)]
struct New {
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
    id: Option<i64>,
    kind: Option<String>,
}

pub(crate) async fn add(State(shared): State<Arc<Shared>>, bytes: Bytes) -> Answer {
    let new: New = body(&bytes)?;
    if new.first_name.trim().is_empty() {
        return Err(Problem::bad("first_name is empty"));
    }
    if let Some(kind) = &new.kind
        && !shared.options.kinds.iter().any(|known| known.key == *kind)
    {
        return Err(Problem::bad(format!("no kind {kind:?}")));
    }
    let mut spec = NewPerson::named(new.first_name.trim());
    if let Some(id) = new.id {
        let taken = shared.with(|world| world.people.contains_key(&id) || world.bot(id).is_some());
        if taken {
            return Err(Problem::conflict(format!("id {id} is taken")));
        }
        if id <= 0 {
            return Err(Problem::bad("an id is a positive number"));
        }
        spec = spec.id(id);
    }
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    if let Some(name) = given(new.last_name) {
        spec = spec.last_name(name.trim());
    }
    if let Some(name) = given(new.username) {
        spec = spec.username(name.trim());
    }
    if let Some(code) = given(new.language_code) {
        spec = spec.lang(&code);
    }
    if let Some(kind) = &new.kind {
        spec = spec.kind(kind);
    }
    let info = Sandbox(Arc::clone(&shared)).add_person(spec);
    let id = info.id;
    if let Some(hook) = &shared.options.on_person
        && let Err(text) = hook(info).await
    {
        shared.with(|world| world.remove_person(id));
        return Err(Problem::conflict(text));
    }
    shown(&shared, id)
}

fn shown(shared: &Arc<Shared>, id: i64) -> Answer {
    shared
        .with(|world| world.people.get(&id).map(|human| card(world, human)))
        .map(Json)
        .ok_or_else(|| Problem::missing(format!("no person {id}")))
}

#[derive(Deserialize)]
struct Change {
    first_name: Option<String>,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
}

pub(crate) async fn change(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<i64>,
    bytes: Bytes,
) -> Answer {
    let change: Change = body(&bytes)?;
    shared.with(|world| {
        let Some(human) = world.people.get_mut(&id) else {
            return;
        };
        if let Some(name) = change.first_name.filter(|name| !name.trim().is_empty()) {
            human.first_name = name;
        }
        // An empty text takes the field away.
        let set = |field: &mut Option<String>, new: Option<String>| {
            if let Some(new) = new {
                *field = Some(new).filter(|text| !text.trim().is_empty());
            }
        };
        set(&mut human.last_name, change.last_name);
        set(&mut human.username, change.username);
        set(&mut human.language_code, change.language_code);
        world.events.emit("people", json!({ "person_id": id }));
    });
    shown(&shared, id)
}

pub(crate) async fn block(state: State<Arc<Shared>>, id: Path<i64>) -> Answer {
    set_blocked(&state, id.0, true)
}

pub(crate) async fn unblock(state: State<Arc<Shared>>, id: Path<i64>) -> Answer {
    set_blocked(&state, id.0, false)
}

fn set_blocked(shared: &Arc<Shared>, id: i64, blocked: bool) -> Answer {
    let ticket = shared.with(|world| {
        let key = ChatKey::of(world.first_bot(), id);
        incoming::set_blocked(world, key, blocked)
    });
    drop(ticket);
    shown(shared, id)
}
