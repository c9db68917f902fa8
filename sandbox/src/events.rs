//! What the chat page hears about over server-sent events.

use serde_json::Value;
use tokio::sync::broadcast;

/// One event; its name is one of `message`, `edit`, `delete`, `action`, `answer`, `people`,
/// `chats`, `markup`.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) data: Value,
}

/// Sender of events. Without listeners an event costs nothing but the check.
#[derive(Clone, Debug)]
pub(crate) struct Events(broadcast::Sender<Event>);

impl Events {
    pub(crate) fn new() -> Self {
        Self(broadcast::Sender::new(1024))
    }

    pub(crate) fn heard(&self) -> bool {
        self.0.receiver_count() > 0
    }

    pub(crate) fn emit(&self, name: &'static str, data: Value) {
        // An error only means that nobody listens.
        let _heard = self.0.send(Event { name, data });
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}
