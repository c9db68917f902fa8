//! Personal tokens as words: how one is made and what is stored of it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// What every token begins with, so that a leaked one is recognised by scanners.
pub const PREFIX: &str = "sp_";

/// A new token: the prefix and 256 random bits.
#[must_use]
pub fn new_token() -> String {
    format!(
        "{PREFIX}{}",
        URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
    )
}

/// SHA-256 of a token, in hex: what is stored. With 256 random bits no salt is needed.
#[must_use]
pub fn hash_token(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
