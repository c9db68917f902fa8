//! Buttons of the circle.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::ids::FriendshipId,
};

/// What the buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CircleCallback {
    /// The list, this page.
    Open(u32),
    /// A new link in place of the old one.
    NewLink,
    /// Ask the owner of this link.
    Ask(String),
    /// Agree to a request.
    Accept(FriendshipId),
    /// Do not.
    Decline(FriendshipId),
    /// A friend.
    Friend(FriendshipId),
    /// Ask before a friend is removed.
    Remove(FriendshipId),
    /// Remove.
    RemoveYes(FriendshipId),
    /// Let friends see one's trips, or hide them.
    ShowTrips(bool),
}

impl CircleCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let id = FriendshipId(i64::MAX);
        vec![
            Self::Open(u32::MAX),
            Self::NewLink,
            Self::Ask("a".repeat(22)),
            Self::Accept(id),
            Self::Decline(id),
            Self::Friend(id),
            Self::Remove(id),
            Self::RemoveYes(id),
            Self::ShowTrips(true),
            Self::ShowTrips(false),
        ]
    }
}

impl Callback for CircleCallback {
    const TAG: &'static str = "c1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Open(page) => to.word("open").int((*page).into()),
            Self::NewLink => to.word("link"),
            Self::Ask(token) => to.word("ask").word(token),
            Self::Accept(id) => to.word("yes").int(id.0),
            Self::Decline(id) => to.word("no").int(id.0),
            Self::Friend(id) => to.word("friend").int(id.0),
            Self::Remove(id) => to.word("rm").int(id.0),
            Self::RemoveYes(id) => to.word("rm-yes").int(id.0),
            Self::ShowTrips(is_shown) => to.word(if *is_shown { "trips" } else { "no-trips" }),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let id = |from: &mut Reader<'_>| from.int().map(FriendshipId);
        Ok(match action {
            "open" => Self::Open(from.int()?),
            "link" => Self::NewLink,
            "ask" => Self::Ask(from.word()?.to_owned()),
            "yes" => Self::Accept(id(from)?),
            "no" => Self::Decline(id(from)?),
            "friend" => Self::Friend(id(from)?),
            "rm" => Self::Remove(id(from)?),
            "rm-yes" => Self::RemoveYes(id(from)?),
            "trips" => Self::ShowTrips(true),
            "no-trips" => Self::ShowTrips(false),
            _ => return Err(Malformed),
        })
    }
}
