//! What a person sees.

use serde_json::Value;

use super::Person;
use crate::telegram::{chats::Chat, draw, files::FileKind, keyboard, links, messages::Stored};

impl Person {
    fn chat<R>(&self, read: impl FnOnce(&Chat) -> R) -> Option<R> {
        let key = self.private();
        self.sandbox.0.with(|world| world.chats.get(&key).map(read))
    }

    /// The newest message of the bot in the private chat, or its newest album, as drawn.
    #[must_use]
    pub fn screen(&self) -> String {
        let bot = self.bot();
        let drawn = self
            .chat(|chat| draw::newest(chat.newest_first().filter(|message| message.sender == bot)));
        drawn.flatten().unwrap_or_default()
    }

    /// The same message as the Bot API shows it.
    #[must_use]
    pub fn last_message(&self) -> Option<Value> {
        let key = self.private();
        self.sandbox.0.with(|world| {
            let id = newest_of(world.chats.get(&key)?, key.bot)?.id;
            world.message_value(key, id)
        })
    }

    /// Every message of the private chat as drawn, oldest first; an album is one of them.
    #[must_use]
    pub fn transcript(&self) -> Vec<String> {
        self.chat(|chat| draw::messages(live(chat)))
            .unwrap_or_default()
    }

    /// The messages of a chat as drawn, oldest first.
    #[must_use]
    pub fn transcript_of(&self, chat: i64) -> Vec<String> {
        let key = crate::telegram::chats::ChatKey::of(self.bot(), chat);
        self.sandbox.0.with(|world| {
            let chat = world.chats.get(&key);
            chat.map(|chat| draw::messages(live(chat)))
                .unwrap_or_default()
        })
    }

    /// Every message of the private chat as the Bot API shows it, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Value> {
        let key = self.private();
        self.sandbox.0.with(|world| {
            let Some(chat) = world.chats.get(&key) else {
                return Vec::new();
            };
            live(chat)
                .filter_map(|message| world.message_value(key, message.id))
                .collect()
        })
    }

    /// Labels of the inline buttons of the newest message that has some.
    #[must_use]
    pub fn buttons(&self) -> Vec<String> {
        let labels = self.chat(|chat| {
            let markup = chat.newest_first().find_map(|m| m.markup.as_ref());
            markup.map(labels).unwrap_or_default()
        });
        labels.unwrap_or_default()
    }

    /// Labels of the reply keyboard in force.
    #[must_use]
    pub fn reply_buttons(&self) -> Vec<String> {
        self.chat(|chat| chat.keyboard.as_ref().map(labels))
            .flatten()
            .unwrap_or_default()
    }

    /// Text of the newest notice that the bot answered to a tap.
    #[must_use]
    pub fn last_toast(&self) -> Option<String> {
        self.sandbox
            .0
            .with(|world| world.people.get(&self.id)?.last_toast.clone())
    }

    /// The newest address in a button or a text of the bot.
    #[must_use]
    pub fn last_link(&self) -> Option<String> {
        let bot = self.bot();
        self.chat(|chat| {
            chat.newest_first()
                .filter(|message| message.sender == bot)
                .find_map(draw::link)
        })
        .flatten()
    }

    /// Documents that the bot sent, oldest first: name and bytes.
    #[must_use]
    pub fn documents(&self) -> Vec<(String, Vec<u8>)> {
        let key = self.private();
        self.sandbox.0.with(|world| {
            let Some(chat) = world.chats.get(&key) else {
                return Vec::new();
            };
            live(chat)
                .filter(|message| message.sender == key.bot)
                .filter_map(|message| world.files.get(message.file_id()?))
                .filter(|file| file.kind == FileKind::Document)
                .map(|file| (file.name.clone().unwrap_or_default(), file.bytes.to_vec()))
                .collect()
        })
    }

    /// Signed init data of a Mini App opened now.
    #[must_use]
    pub fn init_data(&self, start_param: Option<&str>) -> String {
        let (shared, bot) = (&self.sandbox.0, self.bot());
        shared
            .with(|world| links::opening(world, self.id, None, start_param))
            .map(|opening| links::sign(shared, bot, &opening))
            .unwrap_or_default()
    }
}

fn live(chat: &Chat) -> impl Iterator<Item = &Stored> {
    chat.messages.values().filter(|message| !message.deleted)
}

fn newest_of(chat: &Chat, bot: i64) -> Option<&Stored> {
    chat.newest_first().find(|message| message.sender == bot)
}

fn labels(markup: &Value) -> Vec<String> {
    keyboard::rows(markup)
        .iter()
        .flatten()
        .map(|button| keyboard::label(button).to_owned())
        .collect()
}
