//! Who does something: every write names its actor, and the audit log keeps it.

use super::{
    ids::{UpdateId, UserId},
    permission::Role,
};

/// Who acts, in which role, and because of which Telegram update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub who: Who,
    /// The strongest role the person held at that moment.
    pub role: Option<Role>,
    /// The update that asked for it, when it came from Telegram: a repeat of it is recognised.
    pub update: Option<UpdateId>,
}

/// The three kinds of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person, through the bot or the API.
    User(UserId),
    /// Somebody with a shell on the server.
    Shell,
    /// The application itself, in a job.
    System,
}

impl Actor {
    /// The command line.
    pub const SHELL: Self = Self {
        who: Who::Shell,
        role: None,
        update: None,
    };

    /// A job.
    pub const SYSTEM: Self = Self {
        who: Who::System,
        role: None,
        update: None,
    };

    /// The person behind this actor, if there is one.
    #[must_use]
    pub const fn user(self) -> Option<UserId> {
        match self.who {
            Who::User(id) => Some(id),
            Who::Shell | Who::System => None,
        }
    }
}
