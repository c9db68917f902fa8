//! Everything the sandbox knows, behind one lock.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde_json::{Map, Value, json};

use super::{
    bot::Bot,
    chats::{Chat, ChatKey, Group, group_value},
    error::ApiError,
    files::FileStore,
    inbox::{NewUpdate, QueueKey, Ticket},
    messages::{Draft, Stored},
    people::Human,
    taps::Queries,
};
use crate::{
    clock::SandboxClock,
    events::Events,
    journal::{Call, DeliveryAttempt, Ring},
};

/// How many records the journal keeps.
const JOURNAL: usize = 20_000;
/// How many refusals are kept, also when the journal has moved on.
const REFUSALS: usize = 2_000;

/// Lifetimes of updates, in milliseconds.
pub(crate) mod lifetime {
    pub(crate) const INLINE: i64 = 30_000;
    pub(crate) const TAP: i64 = 150_000;
    pub(crate) const OTHER: i64 = 86_400_000;
}

pub(crate) struct World {
    pub(crate) bots: Vec<Bot>,
    pub(crate) people: BTreeMap<i64, Human>,
    pub(crate) chats: HashMap<ChatKey, Chat>,
    pub(crate) files: FileStore,
    pub(crate) queries: Queries,
    pub(crate) journal: Ring<Call>,
    pub(crate) refusals: Ring<Call>,
    pub(crate) attempts: Ring<DeliveryAttempt>,
    pub(crate) last_delivered: Option<(i64, Arc<Value>)>,
    /// Queues that got something to deliver while the lock was held.
    pub(crate) wake: Vec<(i64, QueueKey)>,
    pub(crate) clock: SandboxClock,
    pub(crate) events: Events,
    next_person: i64,
    next_group: i64,
    next_query: u64,
}

impl World {
    pub(crate) fn new(bots: Vec<Bot>, clock: SandboxClock, events: Events) -> Self {
        Self {
            bots,
            people: BTreeMap::new(),
            chats: HashMap::new(),
            files: FileStore::default(),
            queries: Queries::default(),
            journal: Ring::new(JOURNAL),
            refusals: Ring::new(REFUSALS),
            attempts: Ring::new(JOURNAL),
            last_delivered: None,
            wake: Vec::new(),
            clock,
            events,
            // Above 32 bits, as the ids of new accounts are.
            next_person: 5_000_000_001,
            next_group: -1_002_000_000_001,
            next_query: 4_100_000_000_000_000_001,
        }
    }

    pub(crate) fn bot(&self, id: i64) -> Option<&Bot> {
        self.bots.iter().find(|bot| bot.id == id)
    }

    pub(crate) fn bot_mut(&mut self, id: i64) -> Option<&mut Bot> {
        self.bots.iter_mut().find(|bot| bot.id == id)
    }

    /// The bot of the Rust API and of the page.
    pub(crate) fn first_bot(&self) -> i64 {
        self.bots.first().map_or(0, |bot| bot.id)
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.unix()
    }

    pub(crate) fn next_query_id(&mut self) -> u64 {
        self.next_query += 1;
        self.next_query
    }

    pub(crate) fn next_person_id(&mut self) -> i64 {
        while self.people.contains_key(&self.next_person) {
            self.next_person += 1;
        }
        let id = self.next_person;
        self.next_person += 1;
        id
    }

    /// Adds a person with an empty private chat with every bot.
    pub(crate) fn add_person(&mut self, human: Human) {
        let id = human.id;
        for bot in self.bots.iter().map(|bot| bot.id) {
            self.chats.entry(ChatKey { bot, id }).or_default();
        }
        self.people.insert(id, human);
        self.events.emit("people", json!({ "person_id": id }));
        self.events.emit("chats", json!({ "chat_id": id }));
    }

    pub(crate) fn remove_person(&mut self, id: i64) {
        self.people.remove(&id);
        for bot in self.bots.iter().map(|bot| bot.id) {
            self.chats.remove(&ChatKey { bot, id });
        }
        self.events.emit("people", json!({ "person_id": id }));
    }

    pub(crate) fn add_group(&mut self, title: &str, is_forum: bool, members: Vec<i64>) -> i64 {
        let id = self.next_group;
        self.next_group -= 1;
        let creator = members.first().copied();
        let chat = Chat {
            group: Some(Group::new(title.to_owned(), is_forum, members)),
            started: true,
            ..Chat::default()
        };
        self.chats.insert(ChatKey { bot: 0, id }, chat);
        self.events.emit("chats", json!({ "chat_id": id }));
        for bot in self.bots.iter().map(|bot| bot.id).collect::<Vec<_>>() {
            self.membership_changed(bot, id, creator, "left", "administrator");
        }
        id
    }

    /// Queues a `my_chat_member` update.
    pub(crate) fn membership_changed(
        &mut self,
        bot: i64,
        chat: i64,
        by: Option<i64>,
        old: &str,
        new: &str,
    ) -> Option<Ticket> {
        let body = json!({
            "chat": self.chat_value(ChatKey::of(bot, chat)),
            "from": self.user_value(by.unwrap_or(bot)),
            "date": self.now(),
            "old_chat_member": self.member_value(bot, old),
            "new_chat_member": self.member_value(bot, new),
        });
        let queue = QueueKey::Member(chat);
        self.push(bot, "my_chat_member", body, queue, lifetime::OTHER, None)
    }

    /// A ChatMember object.
    pub(crate) fn member_value(&self, user: i64, status: &str) -> Value {
        let mut member = json!({"user": self.user_value(user), "status": status});
        let Some(fields) = member.as_object_mut() else {
            return member;
        };
        match status {
            "kicked" => {
                fields.insert("until_date".to_owned(), json!(0));
            }
            "creator" => {
                fields.insert("is_anonymous".to_owned(), json!(false));
            }
            "administrator" => {
                fields.insert("can_be_edited".to_owned(), json!(false));
                fields.insert("is_anonymous".to_owned(), json!(false));
                for right in [
                    "can_manage_chat",
                    "can_delete_messages",
                    "can_manage_video_chats",
                    "can_restrict_members",
                    "can_promote_members",
                    "can_change_info",
                    "can_invite_users",
                    "can_post_stories",
                    "can_edit_stories",
                    "can_delete_stories",
                    "can_pin_messages",
                    "can_manage_topics",
                ] {
                    fields.insert(right.to_owned(), json!(true));
                }
            }
            _ => {}
        }
        member
    }

    /// Queues an update of a kind. Nothing happens when the bot does not want that kind.
    pub(crate) fn push(
        &mut self,
        bot: i64,
        kind: &str,
        body: Value,
        queue: QueueKey,
        lifetime: i64,
        tap: Option<String>,
    ) -> Option<Ticket> {
        let mut update = Map::new();
        update.insert(kind.to_owned(), body);
        if !self.bot(bot)?.wants(kind) {
            return None;
        }
        self.push_whole(bot, Value::Object(update), queue, lifetime, tap)
    }

    pub(crate) fn push_whole(
        &mut self,
        bot: i64,
        body: Value,
        queue: QueueKey,
        lifetime: i64,
        tap: Option<String>,
    ) -> Option<Ticket> {
        let expires_at = self.clock.millis().saturating_add(lifetime);
        let ticket = self.bot_mut(bot)?.inbox.push(NewUpdate {
            body,
            queue,
            expires_at,
            tap,
        });
        self.wake.push((bot, queue));
        Some(ticket)
    }

    /// Puts a message in a chat and tells the page.
    pub(crate) fn post(&mut self, key: ChatKey, draft: Draft) -> Option<i64> {
        let now = self.now();
        let chat = self.chats.get_mut(&key)?;
        let id = match chat.group.as_mut() {
            Some(group) => group.take_message_id(),
            None => {
                let bot = self.bots.iter_mut().find(|bot| bot.id == key.bot)?;
                let id = bot.next_message;
                bot.next_message += 1;
                id
            }
        };
        let by_bot = self.bots.iter().any(|bot| bot.id == draft.sender);
        if by_bot {
            chat.action = None;
        }
        let mut markup_changed = false;
        if let Some(keyboard) = &draft.keyboard {
            markup_changed = true;
            chat.keyboard = if keyboard.get("remove_keyboard").is_some() {
                None
            } else {
                Some(keyboard.clone())
            };
        }
        chat.messages.insert(id, Stored::new(id, now, draft));
        self.tell("message", key, id);
        if markup_changed {
            self.events.emit("markup", json!({"chat_id": key.id}));
        }
        Some(id)
    }

    /// Tells the page about a message.
    pub(crate) fn tell(&self, event: &'static str, key: ChatKey, id: i64) {
        if self.events.heard()
            && let Some(message) = self.page_message(key, id, None)
        {
            let data = json!({"chat_id": key.id, "bot_id": key.bot, "message": message});
            self.events.emit(event, data);
        }
    }

    pub(crate) fn user_value(&self, id: i64) -> Value {
        if let Some(human) = self.people.get(&id) {
            return human.user();
        }
        match self.bot(id) {
            Some(bot) => bot.user(),
            None => json!({"id": id, "is_bot": false, "first_name": "Deleted Account"}),
        }
    }

    pub(crate) fn chat_value(&self, key: ChatKey) -> Value {
        if let Some(human) = self.people.get(&key.id) {
            return human.chat();
        }
        match self.chats.get(&key).and_then(|chat| chat.group.as_ref()) {
            Some(group) => group_value(key.id, group),
            None => json!({"id": key.id, "type": "private", "first_name": "Deleted Account"}),
        }
    }

    /// A message as the Bot API shows it.
    pub(crate) fn message_value(&self, key: ChatKey, id: i64) -> Option<Value> {
        let chat = self.chats.get(&key)?;
        let stored = chat.messages.get(&id)?;
        let mut message = self.message_fields(key, stored);
        if let Some(original) = stored.reply_to.and_then(|id| chat.live(id)) {
            let inner = Value::Object(self.message_fields(key, original));
            message.insert("reply_to_message".to_owned(), inner);
        }
        Some(Value::Object(message))
    }

    fn message_fields(&self, key: ChatKey, stored: &Stored) -> Map<String, Value> {
        let mut message = Map::new();
        message.insert("message_id".to_owned(), json!(stored.id));
        message.insert("from".to_owned(), self.user_value(stored.sender));
        message.insert("chat".to_owned(), self.chat_value(key));
        message.insert("date".to_owned(), json!(stored.date));
        if let Some(date) = stored.edit_date {
            message.insert("edit_date".to_owned(), json!(date));
        }
        if let Some(thread) = stored.thread {
            message.insert("message_thread_id".to_owned(), json!(thread));
            message.insert("is_topic_message".to_owned(), json!(true));
        }
        message.extend(stored.content.clone());
        if let Some(markup) = &stored.markup {
            message.insert("reply_markup".to_owned(), markup.clone());
        }
        message
    }

    /// A message as the chat page wants it: the same with a few additions.
    pub(crate) fn page_message(&self, key: ChatKey, id: i64, viewer: Option<i64>) -> Option<Value> {
        let stored = self.chats.get(&key)?.messages.get(&id)?;
        let mut message = self.message_value(key, id)?;
        let fields = message.as_object_mut()?;
        let out = match viewer {
            Some(viewer) => stored.sender == viewer,
            None => self.people.contains_key(&stored.sender),
        };
        fields.insert("edited".to_owned(), json!(stored.edit_date.is_some()));
        fields.insert("out".to_owned(), json!(out));
        let files: Vec<Value> = stored
            .file_id()
            .and_then(|id| Some((id, self.files.get(id)?)))
            .map(|(id, file)| {
                json!({
                    "file_id": id,
                    "url": format!("/control/files/{id}"),
                    "mime": file.mime,
                    "name": file.name.clone().unwrap_or_else(|| file.path.replace('/', "_")),
                    "size": file.bytes.len(),
                })
            })
            .into_iter()
            .collect();
        fields.insert("files".to_owned(), Value::Array(files));
        fields.insert("deleted".to_owned(), json!(stored.deleted));
        Some(message)
    }

    /// The chat in which the bot may write now.
    pub(crate) fn writable(&mut self, bot: i64, chat_id: i64) -> Result<ChatKey, ApiError> {
        let key = ChatKey::of(bot, chat_id);
        let Some(chat) = self.chats.get(&key) else {
            return Err(ApiError::bad("chat not found"));
        };
        if chat.blocked {
            return Err(ApiError::forbidden("bot was blocked by the user"));
        }
        if !chat.started {
            return Err(ApiError::forbidden(
                "bot can't initiate conversation with a user",
            ));
        }
        Ok(key)
    }

    pub(crate) fn record(&mut self, call: Call) {
        if call.is_refusal() {
            self.refusals.push(call.clone());
        }
        self.journal.push(call);
    }
}
