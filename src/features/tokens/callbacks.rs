//! Buttons of the token pages.

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    entity::api_token::Scope,
    kernel::ids::TokenId,
};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokensCallback {
    /// The list.
    List,
    /// A new token of this scope.
    New(Scope),
    /// One token.
    Show(TokenId),
    /// Ask before it is revoked.
    Revoke(TokenId),
    /// Revoke it.
    RevokeYes(TokenId),
}

impl TokensCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let id = TokenId(i64::MAX);
        vec![
            Self::List,
            Self::New(Scope::Read),
            Self::New(Scope::Write),
            Self::Show(id),
            Self::Revoke(id),
            Self::RevokeYes(id),
        ]
    }
}

impl Callback for TokensCallback {
    const TAG: &'static str = "k1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::List => to.word("list"),
            Self::New(scope) => to.word("new").word(match scope {
                Scope::Read => "read",
                Scope::Write => "write",
            }),
            Self::Show(id) => to.word("show").int(id.0),
            Self::Revoke(id) => to.word("rm").int(id.0),
            Self::RevokeYes(id) => to.word("rm-yes").int(id.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match action {
            "list" => Self::List,
            "new" => Self::New(match from.word()? {
                "read" => Scope::Read,
                "write" => Scope::Write,
                _ => return Err(Malformed),
            }),
            "show" => Self::Show(TokenId(from.int()?)),
            "rm" => Self::Revoke(TokenId(from.int()?)),
            "rm-yes" => Self::RevokeYes(TokenId(from.int()?)),
            _ => return Err(Malformed),
        })
    }
}
