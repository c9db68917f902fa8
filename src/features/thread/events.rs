//! What happens in a thread.

use serde::{Deserialize, Serialize};

use crate::{kernel::ids::MessageId, outbox::Event};

/// Somebody wrote. Told to whom it is addressed.
#[derive(Debug, Serialize, Deserialize)]
pub struct MessagePosted {
    /// The message.
    pub message: MessageId,
    /// Words of the kinds of contacts that were masked in it.
    #[serde(default)]
    pub masked: Vec<String>,
}

impl Event for MessagePosted {
    const KIND: &'static str = "message_posted.1";
}
