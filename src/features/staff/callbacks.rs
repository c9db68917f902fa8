//! Buttons of the staff panel.

use super::answers::Order;
use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::{
        ids::{OutboxId, UserId},
        permission::Role,
    },
};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffCallback {
    /// The panel.
    Panel,
    /// Everybody, this page.
    People(u32),
    /// Look for somebody.
    Find,
    /// A person's card.
    Card(UserId),
    /// What was done to and by a person, this page.
    Timeline(UserId, u32),
    /// Notes about a person.
    Notes(UserId),
    /// Write one.
    AddNote(UserId),
    /// A person's roles.
    Roles(UserId),
    /// Grant one.
    Grant(UserId, Role),
    /// Ask before one is revoked.
    Revoke(UserId, Role),
    /// Revoke it.
    RevokeYes(UserId, Role),
    /// Shut a person out: asks why.
    Block(UserId),
    /// Let a person in again.
    Unblock(UserId),
    /// The audit log: number of the action in the filter (0 = all), page.
    Audit(u32, u32),
    /// The filters of the audit log.
    AuditFilters,
    /// Which answers of the FAQ help: order, page.
    Answers(Order, u32),
    /// How the system is doing.
    Health,
    /// Messages that could not be delivered, this page.
    Dead(u32),
    /// Try one of them again.
    Revive(OutboxId),
}

impl StaffCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let user = UserId(i64::MAX);
        let mut samples = vec![
            Self::Panel,
            Self::People(u32::MAX),
            Self::Find,
            Self::Card(user),
            Self::Timeline(user, u32::MAX),
            Self::Notes(user),
            Self::AddNote(user),
            Self::Roles(user),
            Self::Block(user),
            Self::Unblock(user),
            Self::Audit(u32::MAX, u32::MAX),
            Self::AuditFilters,
            Self::Answers(Order::WorstFirst, u32::MAX),
            Self::Answers(Order::BestFirst, u32::MAX),
            Self::Health,
            Self::Dead(u32::MAX),
            Self::Revive(OutboxId(i64::MAX)),
        ];
        for role in Role::ALL {
            samples.extend([
                Self::Grant(user, role),
                Self::Revoke(user, role),
                Self::RevokeYes(user, role),
            ]);
        }
        samples
    }
}

impl Callback for StaffCallback {
    const TAG: &'static str = "s1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Panel => to.word("panel"),
            Self::People(page) => to.word("people").int((*page).into()),
            Self::Find => to.word("find"),
            Self::Card(user) => to.word("card").int(user.0),
            Self::Timeline(user, page) => to.word("time").int(user.0).int((*page).into()),
            Self::Notes(user) => to.word("notes").int(user.0),
            Self::AddNote(user) => to.word("note").int(user.0),
            Self::Roles(user) => to.word("roles").int(user.0),
            Self::Grant(user, role) => to.word("grant").int(user.0).word(role.word()),
            Self::Revoke(user, role) => to.word("revoke").int(user.0).word(role.word()),
            Self::RevokeYes(user, role) => to.word("revoke-yes").int(user.0).word(role.word()),
            Self::Block(user) => to.word("block").int(user.0),
            Self::Unblock(user) => to.word("unblock").int(user.0),
            Self::Audit(filter, page) => to.word("audit").int((*filter).into()).int((*page).into()),
            Self::AuditFilters => to.word("audit-by"),
            Self::Answers(Order::WorstFirst, page) => to.word("helps-least").int((*page).into()),
            Self::Answers(Order::BestFirst, page) => to.word("helps-most").int((*page).into()),
            Self::Health => to.word("health"),
            Self::Dead(page) => to.word("dead").int((*page).into()),
            Self::Revive(id) => to.word("revive").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let user = |from: &mut Reader<'_>| from.int().map(UserId);
        let role = |from: &mut Reader<'_>| Role::from_word(from.word()?).ok_or(Malformed);
        Ok(match action {
            "panel" => Self::Panel,
            "people" => Self::People(from.int()?),
            "find" => Self::Find,
            "card" => Self::Card(user(from)?),
            "time" => Self::Timeline(user(from)?, from.int()?),
            "notes" => Self::Notes(user(from)?),
            "note" => Self::AddNote(user(from)?),
            "roles" => Self::Roles(user(from)?),
            "grant" => Self::Grant(user(from)?, role(from)?),
            "revoke" => Self::Revoke(user(from)?, role(from)?),
            "revoke-yes" => Self::RevokeYes(user(from)?, role(from)?),
            "block" => Self::Block(user(from)?),
            "unblock" => Self::Unblock(user(from)?),
            "audit" => Self::Audit(from.int()?, from.int()?),
            "audit-by" => Self::AuditFilters,
            "helps-least" => Self::Answers(Order::WorstFirst, from.int()?),
            "helps-most" => Self::Answers(Order::BestFirst, from.int()?),
            "health" => Self::Health,
            "dead" => Self::Dead(from.int()?),
            "revive" => Self::Revive(OutboxId(from.int()?)),
            _ => return Err(Malformed),
        })
    }
}
