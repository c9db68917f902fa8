//! What people are told of by agencies.

use serde::{Deserialize, Serialize};

use crate::outbox::Event;

/// An agency said something to everybody who comes to a session.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SessionMessage {
    /// Which message.
    pub message: i64,
}

impl Event for SessionMessage {
    const KIND: &'static str = "session_message.1";
}
