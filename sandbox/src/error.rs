//! Errors of the Rust API.

use std::io;

/// Why the sandbox could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The options name no bot.
    #[error("at least one bot is needed")]
    NoBots,
    /// The token does not look like `123456:ABC`.
    #[error("the token of @{0} must be a number, a colon and a secret")]
    BadToken(String),
    /// Two bots share an id.
    #[error("two bots have the id {0}")]
    SameBot(i64),
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: std::net::SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The HTTP client for webhooks could not be built.
    #[error("cannot build the webhook client: {0}")]
    Client(#[from] reqwest::Error),
}

/// There is no button with such a label (or no such message).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no button {label:?}; there are: {present:?}")]
pub struct NoSuchButton {
    /// The label looked for.
    pub label: String,
    /// Labels that can be tapped now.
    pub present: Vec<String>,
}
