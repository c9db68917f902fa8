//! What of a token is being typed.

use serde::{Deserialize, Serialize};

use crate::{entity::api_token::Scope, features::State};

/// The awaited input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokensState {
    /// The name of a new token.
    Name {
        /// What it will allow.
        scope: Scope,
    },
}

impl From<TokensState> for State {
    fn from(state: TokensState) -> Self {
        Self::Tokens(state)
    }
}
