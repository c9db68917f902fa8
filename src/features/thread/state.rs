//! What is being written in a thread.

use serde::{Deserialize, Serialize};

use super::parties::Thread;
use crate::{entity::thread_message::Addressee, features::State};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadState {
    /// Messages to the other side, one after another until a button is tapped.
    Write {
        /// In which thread.
        thread: Thread,
        /// To whom.
        to: Addressee,
    },
}

impl From<ThreadState> for State {
    fn from(state: ThreadState) -> Self {
        Self::Thread(state)
    }
}
