//! What every person sees in his chat and what he is waiting for.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use serde_json::Value;
use tokio::sync::oneshot;

/// Identifier of the first person. Real ones have outgrown 32 bits, so these do too.
const FIRST_CHAT: i64 = 6_000_000_000;

/// A chat for every person.
#[derive(Debug)]
pub(crate) struct Board {
    chats: Vec<Mutex<Chat>>,
    stray: AtomicI64,
}

/// One chat as its person sees it.
#[derive(Debug, Default)]
pub(crate) struct Chat {
    /// Number of the last message, whoever wrote it.
    last: i64,
    /// Number of the bot's last message.
    pub(crate) bot_message: i64,
    /// Text of the bot's last message.
    pub(crate) bot_text: String,
    /// The buttons on screen and the message they hang under.
    pub(crate) buttons: Option<(i64, Value)>,
    waiting: Option<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    text: String,
    tell: oneshot::Sender<()>,
}

impl Board {
    pub(crate) fn new(users: u32) -> Self {
        Self {
            chats: (0..users).map(|_| Mutex::default()).collect(),
            stray: AtomicI64::new(1),
        }
    }

    /// Chat of a person.
    pub(crate) fn chat_id(user: u32) -> i64 {
        FIRST_CHAT + i64::from(user)
    }

    /// The chat with this number, if it belongs to somebody here.
    pub(crate) fn chat(&self, chat_id: i64) -> Option<MutexGuard<'_, Chat>> {
        let index = usize::try_from(chat_id.checked_sub(FIRST_CHAT)?).ok()?;
        let chat = self.chats.get(index)?;
        Some(chat.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Number for the next message in a chat.
    pub(crate) fn next_message(&self, chat_id: i64) -> i64 {
        match self.chat(chat_id) {
            Some(mut chat) => chat.next_message(),
            None => self.stray.fetch_add(1, Ordering::Relaxed),
        }
    }
}

impl Chat {
    pub(crate) fn next_message(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    /// Starts to wait for a message with this text in it.
    pub(crate) fn expect(&mut self, text: String) -> oneshot::Receiver<()> {
        let (tell, told) = oneshot::channel();
        self.waiting = Some(Waiting { text, tell });
        told
    }

    /// Gives up waiting.
    pub(crate) fn forget(&mut self) {
        self.waiting = None;
    }

    /// Shows a new or changed message of the bot.
    pub(crate) fn show(&mut self, message_id: i64, text: &str, buttons: Option<Value>) {
        self.bot_message = message_id;
        self.bot_text.clear();
        self.bot_text.push_str(text);
        match buttons {
            Some(rows) => self.buttons = Some((message_id, rows)),
            // An edit without a keyboard takes the keyboard away.
            None if self.buttons.as_ref().is_some_and(|it| it.0 == message_id) => {
                self.buttons = None;
            }
            None => {}
        }
        if self
            .waiting
            .as_ref()
            .is_some_and(|it| text.contains(&it.text))
            && let Some(waiting) = self.waiting.take()
        {
            // The person may have given up meanwhile.
            let _ = waiting.tell.send(());
        }
    }

    /// Callback data of the button on screen whose label contains this text.
    pub(crate) fn button(&self, label: &str) -> Option<(i64, String)> {
        let (message_id, rows) = self.buttons.as_ref()?;
        rows.as_array()?
            .iter()
            .filter_map(Value::as_array)
            .flatten()
            .find(|button| {
                button
                    .get("text")
                    .and_then(Value::as_str)
                    .is_some_and(|text| text.contains(label))
            })
            .and_then(|button| button.get("callback_data")?.as_str())
            .map(|data| (*message_id, data.to_owned()))
    }
}
