//! What the host tells the sandbox at start.

use std::{collections::BTreeMap, fmt, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use serde::Serialize;

/// How to start a [`Sandbox`](crate::Sandbox).
#[derive(Clone)]
pub struct Options {
    /// Address to listen on; port 0 takes any free one.
    pub listen: SocketAddr,
    /// The bots that this server knows. At least one.
    pub bots: Vec<BotSpec>,
    /// Kinds of people that the host offers on the page (a client, a manager and so on).
    pub kinds: Vec<Kind>,
    /// Called when a person appears, so that the host can give roles and the like.
    pub on_person: Option<PersonHook>,
    /// Called when the clock was moved, with how far it is ahead of real time now.
    pub on_clock: Option<ClockHook>,
    /// The chat page.
    pub page: PageOptions,
}

impl Options {
    /// Options for one bot on a free local port.
    #[must_use]
    pub fn for_bot(bot: BotSpec) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            bots: vec![bot],
            kinds: Vec::new(),
            on_person: None,
            on_clock: None,
            page: PageOptions::default(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("listen", &self.listen)
            .field("bots", &self.bots)
            .field("kinds", &self.kinds)
            .field("page", &self.page)
            .finish_non_exhaustive()
    }
}

/// One bot. Its id is the number before the colon in the token.
#[derive(Clone, Debug)]
pub struct BotSpec {
    /// Token, `123456:ABC…`.
    pub token: String,
    /// Username without `@`.
    pub username: String,
    /// Name shown in chats.
    pub first_name: String,
}

/// A kind of person known to the host.
#[derive(Clone, Debug, Serialize)]
pub struct Kind {
    /// Stable key, passed back in [`PersonInfo::kind`].
    pub key: String,
    /// Title by language code.
    pub title: BTreeMap<String, String>,
}

/// What the host's hook learns about a person.
#[derive(Clone, Debug)]
pub struct PersonInfo {
    /// Telegram id.
    pub id: i64,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Username without `@`.
    pub username: Option<String>,
    /// Language of the person's client.
    pub language_code: Option<String>,
    /// Key of one of [`Options::kinds`].
    pub kind: Option<String>,
}

/// What a host does when the clock was moved.
pub type ClockHook = Arc<dyn Fn(Duration) + Send + Sync>;

/// The host's reaction to a new person; an error refuses the person with that text.
pub type PersonHook =
    Arc<dyn Fn(PersonInfo) -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Settings of the chat page.
#[derive(Clone, Debug)]
pub struct PageOptions {
    /// Whether `GET /` answers with the page at all.
    pub enabled: bool,
    /// Read the page from this folder instead of the embedded copy.
    pub folder: Option<PathBuf>,
}

impl Default for PageOptions {
    fn default() -> Self {
        Self {
            enabled: true,
            folder: None,
        }
    }
}
