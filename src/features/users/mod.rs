//! People: who they are, which language and zone they live in, what they agreed to, which roles they
//! hold; and their right to see, take away and delete what is known about them.
//!
//! Services: [`people`], [`profile`], [`consent`], [`roles`], [`privacy`]. Edges: [`handlers`],
//! [`screens`].

pub mod api;
pub mod callbacks;
pub mod consent;
pub mod events;
pub mod handlers;
pub mod notices;
pub mod people;
pub mod privacy;
pub mod profile;
pub mod roles;
pub mod screens;
pub mod state;
pub mod zones;

use teloxide::types::UpdateKind;

use super::Site;
use crate::{
    bot::{fault::Fault, intake::Incoming},
    kernel::ids::TgId,
};

/// The bot was blocked by a person, or let in again.
pub async fn membership(site: Site, incoming: Incoming) -> Result<(), Fault> {
    let UpdateKind::MyChatMember(change) = &incoming.update.kind else {
        return Ok(());
    };
    if change.chat.is_private() {
        let person = TgId(change.chat.id.0);
        people::reachable(&site.app, person, change.new_chat_member.kind.is_present()).await?;
    }
    Ok(())
}
