//! Buttons of an agency's own words, and of the platform's side of agencies.

use serde::{Deserialize, Serialize};

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::ids::{AgencyId, UserId},
};

/// What is typed about an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// Its name.
    Name,
    /// Who they are.
    About,
    /// How to reach them.
    Contacts,
    /// Its logo, a picture.
    Logo,
    /// The platform's share.
    Commission,
    /// Its cash desk at Payme.
    Merchant,
    /// A manager to be found.
    Manager,
    /// Why it is blocked.
    Block,
}

impl Item {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::About,
        Self::Contacts,
        Self::Logo,
        Self::Commission,
        Self::Merchant,
        Self::Manager,
        Self::Block,
    ];

    /// The word in buttons and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::About => "about",
            Self::Contacts => "contacts",
            Self::Logo => "logo",
            Self::Commission => "commission",
            Self::Merchant => "payme",
            Self::Manager => "manager",
            Self::Block => "block",
        }
    }

    /// Whether the agency's managers decide about it.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Name | Self::About | Self::Contacts | Self::Logo)
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.word() == word)
    }
}

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlatformCallback {
    /// Type the name of a new agency.
    New,
    /// An agency with everything that can be changed.
    Card(AgencyId),
    /// Type this.
    Ask(AgencyId, Item),
    /// Ask before its cash desk is disconnected.
    Disconnect(AgencyId),
    /// Disconnect it.
    DisconnectYes(AgencyId),
    /// Its managers.
    Managers(AgencyId),
    /// Make somebody one.
    Add(AgencyId, UserId),
    /// Ask before somebody is one no more.
    Remove(AgencyId, UserId),
    /// Somebody is one no more.
    RemoveYes(AgencyId, UserId),
    /// Let it sell again.
    Unblock(AgencyId),
}

impl PlatformCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let (agency, user) = (AgencyId(i64::MAX), UserId(i64::MAX));
        let mut all = vec![
            Self::New,
            Self::Card(agency),
            Self::Disconnect(agency),
            Self::DisconnectYes(agency),
            Self::Managers(agency),
            Self::Add(agency, user),
            Self::Remove(agency, user),
            Self::RemoveYes(agency, user),
            Self::Unblock(agency),
        ];
        all.extend(Item::ALL.map(|item| Self::Ask(agency, item)));
        all
    }
}

impl Callback for PlatformCallback {
    const TAG: &'static str = "y1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::New => to.word("new"),
            Self::Card(id) => to.word("card").int(id.0),
            Self::Ask(id, item) => to.word("ask").int(id.0).word(item.word()),
            Self::Disconnect(id) => to.word("unpay").int(id.0),
            Self::DisconnectYes(id) => to.word("unpay-yes").int(id.0),
            Self::Managers(id) => to.word("who").int(id.0),
            Self::Add(id, user) => to.word("add").int(id.0).int(user.0),
            Self::Remove(id, user) => to.word("rm").int(id.0).int(user.0),
            Self::RemoveYes(id, user) => to.word("rm-yes").int(id.0).int(user.0),
            Self::Unblock(id) => to.word("free").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let agency = |from: &mut Reader<'_>| from.int().map(AgencyId);
        let user = |from: &mut Reader<'_>| from.int().map(UserId);
        Ok(match action {
            "new" => Self::New,
            "card" => Self::Card(agency(from)?),
            "ask" => Self::Ask(
                agency(from)?,
                Item::from_word(from.word()?).ok_or(Malformed)?,
            ),
            "unpay" => Self::Disconnect(agency(from)?),
            "unpay-yes" => Self::DisconnectYes(agency(from)?),
            "who" => Self::Managers(agency(from)?),
            "add" => Self::Add(agency(from)?, user(from)?),
            "rm" => Self::Remove(agency(from)?, user(from)?),
            "rm-yes" => Self::RemoveYes(agency(from)?, user(from)?),
            "free" => Self::Unblock(agency(from)?),
            _ => return Err(Malformed),
        })
    }
}
