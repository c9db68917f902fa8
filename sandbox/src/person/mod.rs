//! People as the tests and the host use them.

mod acts;
mod reads;

use serde::Serialize;

use crate::{
    sandbox::Sandbox,
    telegram::{chats::ChatKey, people::Human},
};

pub use crate::telegram::payments::PaymentOutcome;

/// How the delivery of an update went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Answered 2xx by the webhook, or confirmed by an offset of getUpdates.
    Done,
    /// The first attempt was answered with this status; the update stays queued.
    Refused(u16),
    /// The first attempt got no answer, or there was nothing to deliver.
    Failed(String),
    /// Nothing has happened to it yet.
    Waiting,
}

/// What the bot answered to a button press.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Text of the notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether the notice is an alert.
    pub show_alert: bool,
    /// Address to open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What came of a tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TapOutcome {
    /// Delivery of the update that the tap caused.
    pub delivery: Delivery,
    /// The bot's answer. For a button that opens an address, the address.
    pub answer: Option<Answer>,
}

/// Description of a person to add.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    pub(crate) id: Option<i64>,
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
    kind: Option<String>,
}

impl NewPerson {
    /// A person with this first name.
    #[must_use]
    pub fn named(first_name: &str) -> Self {
        Self {
            first_name: first_name.to_owned(),
            ..Self::default()
        }
    }

    /// Last name.
    #[must_use]
    pub fn last_name(mut self, name: &str) -> Self {
        self.last_name = Some(name.to_owned());
        self
    }

    /// Language of the person's client.
    #[must_use]
    pub fn lang(mut self, code: &str) -> Self {
        self.language_code = Some(code.to_owned());
        self
    }

    /// Telegram id; a free one is taken otherwise.
    #[must_use]
    pub const fn id(mut self, id: i64) -> Self {
        self.id = Some(id);
        self
    }

    /// Username without `@`.
    #[must_use]
    pub fn username(mut self, name: &str) -> Self {
        self.username = Some(name.trim_start_matches('@').to_owned());
        self
    }

    /// One of the host's kinds.
    #[must_use]
    pub fn kind(mut self, key: &str) -> Self {
        self.kind = Some(key.to_owned());
        self
    }

    pub(crate) fn into_human(self, id: i64) -> Human {
        Human {
            id,
            first_name: self.first_name,
            last_name: self.last_name,
            username: self.username,
            language_code: self.language_code,
            kind: self.kind,
            last_toast: None,
        }
    }
}

/// A person of the sandbox: says, taps, sends and reads.
#[derive(Clone, Debug)]
pub struct Person {
    sandbox: Sandbox,
    id: i64,
}

impl Person {
    pub(crate) const fn new(sandbox: Sandbox, id: i64) -> Self {
        Self { sandbox, id }
    }

    /// Telegram id.
    #[must_use]
    pub const fn id(&self) -> i64 {
        self.id
    }

    /// Id of the private chat with the bot, which is the person's own id.
    #[must_use]
    pub const fn chat_id(&self) -> i64 {
        self.id
    }

    fn bot(&self) -> i64 {
        self.sandbox.0.with(|world| world.first_bot())
    }

    fn private(&self) -> ChatKey {
        ChatKey {
            bot: self.bot(),
            id: self.id,
        }
    }
}
