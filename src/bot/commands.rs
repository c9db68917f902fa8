//! The lists of commands that Telegram offers behind "/".

use serde_json::json;
use std::time::Duration;

use super::tg::{Tg, TgError};
use crate::kernel::{ids::TgId, lang::Lang};

/// A command and what it does, in one language.
pub type Command = (&'static str, String);

/// Whom a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everybody in private chats.
    Everybody,
    /// One chat: people with roles see more.
    Chat(TgId),
}

/// Sets the list for a scope and a Telegram language; without a language it is for all others.
///
/// # Errors
/// As Telegram answers.
pub async fn set(
    tg: &Tg,
    scope: Scope,
    lang: Option<Lang>,
    commands: &[Command],
) -> Result<(), TgError> {
    let scope = match scope {
        Scope::Everybody => json!({"type": "all_private_chats"}),
        Scope::Chat(chat) => json!({"type": "chat", "chat_id": chat}),
    };
    let commands: Vec<_> = commands
        .iter()
        .map(|(name, what)| json!({"command": name, "description": what}))
        .collect();
    // An empty code stands for all languages without a list of their own.
    let code = lang.map_or("", Lang::code);
    let body = json!({"scope": scope, "commands": commands, "language_code": code});
    tg.raw("setMyCommands", &body, Duration::from_secs(8))
        .await
        .map(drop)
}
