//! What changed for a person, told to that person.

use serde::{Deserialize, Serialize};

use crate::{kernel::permission::Role, outbox::Event};

/// A role was granted or revoked.
#[derive(Debug, Serialize, Deserialize)]
pub struct RolesChanged {
    /// Which.
    pub role: Role,
    /// Granted, or revoked.
    pub is_granted: bool,
}

impl Event for RolesChanged {
    const KIND: &'static str = "roles_changed.1";
}

/// The person was shut out, or let in again.
#[derive(Debug, Serialize, Deserialize)]
pub struct AccessChanged {
    /// Shut out, or let in.
    pub is_blocked: bool,
}

impl Event for AccessChanged {
    const KIND: &'static str = "access_changed.1";
}
