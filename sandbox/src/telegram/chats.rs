//! Private chats and groups.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::messages::Stored;

/// Private chats are separate for each bot; a group (bot 0) is common to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ChatKey {
    pub(crate) bot: i64,
    pub(crate) id: i64,
}

impl ChatKey {
    pub(crate) const fn of(bot: i64, id: i64) -> Self {
        if id > 0 {
            Self { bot, id }
        } else {
            Self { bot: 0, id }
        }
    }

    pub(crate) const fn is_private(self) -> bool {
        self.id > 0
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Topic {
    pub(crate) name: String,
    pub(crate) icon_color: i64,
    pub(crate) icon_custom_emoji_id: Option<String>,
    pub(crate) closed: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) is_forum: bool,
    pub(crate) members: Vec<i64>,
    pub(crate) topics: BTreeMap<i64, Topic>,
    next_message: i64,
}

impl Group {
    pub(crate) fn new(title: String, is_forum: bool, members: Vec<i64>) -> Self {
        Self {
            title,
            is_forum,
            members,
            topics: BTreeMap::new(),
            next_message: 1,
        }
    }

    pub(crate) fn take_message_id(&mut self) -> i64 {
        let id = self.next_message;
        self.next_message += 1;
        id
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Chat {
    pub(crate) messages: BTreeMap<i64, Stored>,
    /// Only a group has one.
    pub(crate) group: Option<Group>,
    /// The reply keyboard (or the request for a reply) in force.
    pub(crate) keyboard: Option<Value>,
    /// Chat action and the moment it fades, in milliseconds.
    pub(crate) action: Option<(String, i64)>,
    pub(crate) pinned: Vec<i64>,
    /// The person has written to the bot.
    pub(crate) started: bool,
    /// The person has blocked the bot.
    pub(crate) blocked: bool,
}

impl Chat {
    pub(crate) fn live(&self, id: i64) -> Option<&Stored> {
        self.messages.get(&id).filter(|message| !message.deleted)
    }

    pub(crate) fn live_mut(&mut self, id: i64) -> Option<&mut Stored> {
        self.messages
            .get_mut(&id)
            .filter(|message| !message.deleted)
    }

    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Stored> {
        self.messages
            .values()
            .rev()
            .filter(|message| !message.deleted)
    }

    /// A reply keyboard meant for one use disappears after it; so does a request for a reply.
    pub(crate) fn used_keyboard(&mut self) {
        let spent = self.keyboard.as_ref().is_some_and(|keyboard| {
            let flag = |name| keyboard.get(name).and_then(Value::as_bool) == Some(true);
            flag("one_time_keyboard") || flag("force_reply")
        });
        if spent {
            self.keyboard = None;
        }
    }
}

/// The chat object of a group.
pub(crate) fn group_value(id: i64, group: &Group) -> Value {
    let mut value = json!({"id": id, "title": group.title, "type": "supergroup"});
    if let (true, Some(fields)) = (group.is_forum, value.as_object_mut()) {
        fields.insert("is_forum".to_owned(), Value::Bool(true));
    }
    value
}
