//! What happens in a circle.

use serde::{Deserialize, Serialize};

use crate::{kernel::ids::FriendshipId, outbox::Event};

/// Somebody followed a link and wants to connect. Told to the link's owner.
#[derive(Debug, Serialize, Deserialize)]
pub struct FriendAsked {
    /// The pair.
    pub friendship: FriendshipId,
}

impl Event for FriendAsked {
    const KIND: &'static str = "friend_asked.1";
}

/// Both agreed. Told to the one who asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct FriendAccepted {
    /// The pair.
    pub friendship: FriendshipId,
}

impl Event for FriendAccepted {
    const KIND: &'static str = "friend_accepted.1";
}
