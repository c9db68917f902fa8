//! Encryption of small secrets at rest: card numbers, keys of agencies. Knows nothing of what they are.
//!
//! XChaCha20-Poly1305 under `security.encryption_key`. What is stored reads
//! `v1:<base64 of nonce and ciphertext>`. The nonce has 192 random bits, so that nobody has to count
//! them. Purpose and owner are authenticated along with it: a text that was moved to the row of another
//! owner, or into another column, does not open.

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::config::Security;

/// What a sealed text begins with. Another cipher would be another version.
const VERSION: &str = "v1:";
const NONCE_LEN: usize = 24;

/// The key, or none where nothing is to be encrypted.
pub struct Vault {
    cipher: Option<XChaCha20Poly1305>,
}

/// Why a secret was not sealed or not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// `security.encryption_key` is not set.
    #[error("security.encryption_key is not set")]
    NoKey,
    /// The secret is too long for the cipher.
    #[error("the secret cannot be encrypted")]
    Unsealable,
    /// Not a text that [`Vault::seal`] made.
    #[error("not a sealed secret")]
    Malformed,
    /// Another key sealed it, it belongs to another owner or purpose, or it was changed.
    #[error("the sealed secret does not open: another key, another owner, or changed data")]
    Refused,
}

impl Vault {
    /// Takes the key from the settings.
    #[must_use]
    pub fn open(security: &Security) -> Self {
        Self {
            cipher: security
                .key()
                .map(|key| XChaCha20Poly1305::new((&*key).into())),
        }
    }

    /// Encrypts a secret of this owner for this purpose, such as `"payout.card"`. The purpose never
    /// changes: what was sealed under it would not open any more.
    ///
    /// # Errors
    /// [`VaultError::NoKey`] without a key.
    pub fn seal(
        &self,
        purpose: &'static str,
        owner: i64,
        secret: &SecretString,
    ) -> Result<String, VaultError> {
        let cipher = self.cipher.as_ref().ok_or(VaultError::NoKey)?;
        let nonce: [u8; NONCE_LEN] = rand::random();
        let payload = Payload {
            msg: secret.expose_secret().as_bytes(),
            aad: &belonging(purpose, owner),
        };
        let ciphertext = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .or(Err(VaultError::Unsealable))?;
        let sealed = [nonce.as_slice(), &ciphertext].concat();
        Ok(format!("{VERSION}{}", STANDARD.encode(sealed)))
    }

    /// Opens what [`Vault::seal`] made for the same purpose and owner.
    ///
    /// # Errors
    /// See [`VaultError`].
    pub fn unseal(
        &self,
        purpose: &'static str,
        owner: i64,
        sealed: &str,
    ) -> Result<SecretString, VaultError> {
        let cipher = self.cipher.as_ref().ok_or(VaultError::NoKey)?;
        let encoded = sealed.strip_prefix(VERSION).ok_or(VaultError::Malformed)?;
        let bytes = STANDARD.decode(encoded).or(Err(VaultError::Malformed))?;
        let (nonce, ciphertext) = bytes
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(VaultError::Malformed)?;
        let payload = Payload {
            msg: ciphertext,
            aad: &belonging(purpose, owner),
        };
        let opened = cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .or(Err(VaultError::Refused))?;
        let opened = Zeroizing::new(opened);
        let secret = std::str::from_utf8(&opened).or(Err(VaultError::Malformed))?;
        Ok(SecretString::from(secret))
    }
}

/// Holds a key: its name is enough.
impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

/// What is authenticated besides the secret. The owner has a fixed length, so no two pairs read alike.
fn belonging(purpose: &str, owner: i64) -> Vec<u8> {
    [owner.to_be_bytes().as_slice(), purpose.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PURPOSE: &str = "test.secret";

    fn vault(key: &str) -> Vault {
        Vault::open(&Security {
            encryption_key: SecretString::from(key),
        })
    }

    fn key() -> String {
        STANDARD.encode([7; 32])
    }

    fn opened(vault: &Vault, owner: i64, sealed: &str) -> Result<String, VaultError> {
        let secret = vault.unseal(PURPOSE, owner, sealed)?;
        Ok(secret.expose_secret().to_owned())
    }

    #[test]
    fn a_secret_opens_for_its_owner_and_purpose_alone() {
        let vault = vault(&key());
        let sealed = vault.seal(PURPOSE, 17, &"8600 1234".into()).unwrap();
        assert!(sealed.starts_with("v1:") && !sealed.contains("8600"));
        assert_eq!(opened(&vault, 17, &sealed).as_deref(), Ok("8600 1234"));
        assert_eq!(opened(&vault, 18, &sealed), Err(VaultError::Refused));
        let elsewhere = vault.unseal("test.other", 17, &sealed);
        assert_eq!(elsewhere.err(), Some(VaultError::Refused));
    }

    #[test]
    fn the_same_secret_is_never_sealed_the_same_way() {
        let vault = vault(&key());
        let seal = || vault.seal(PURPOSE, 1, &"secret".into()).unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn the_key_is_read_from_base64_and_hex_and_another_one_opens_nothing() {
        let sealed = vault(&key()).seal(PURPOSE, 1, &"secret".into()).unwrap();
        let same = vault(&"07".repeat(32));
        assert_eq!(opened(&same, 1, &sealed).as_deref(), Ok("secret"));
        let other = vault(&"08".repeat(32));
        assert_eq!(opened(&other, 1, &sealed), Err(VaultError::Refused));
    }

    #[test]
    fn without_a_key_nothing_is_sealed_or_opened() {
        for text in ["", "short", "AAAA"] {
            let none = vault(text);
            assert_eq!(
                none.seal(PURPOSE, 1, &"secret".into()),
                Err(VaultError::NoKey)
            );
            assert_eq!(opened(&none, 1, "v1:AAAA"), Err(VaultError::NoKey));
        }
    }

    #[test]
    fn what_was_not_sealed_is_refused() {
        let vault = vault(&key());
        for text in ["", "v1", "v1:", "v1:AAAA", "v1:§", "v2:AAAA", "plain"] {
            assert_eq!(
                opened(&vault, 1, text),
                Err(VaultError::Malformed),
                "{text}"
            );
        }
    }

    /// Sealed by the first release that could: what is stored must stay readable.
    #[test]
    fn what_was_sealed_long_ago_opens() {
        let sealed = "v1:cJjMTXQxu9DnFTfUmaTd4hyAU5+sTxH17qM45ytqQRfcd1OgyigKX5/ODeFwxg==";
        assert_eq!(opened(&vault(&key()), 17, sealed).as_deref(), Ok("secret"));
    }

    proptest! {
        #[test]
        fn every_secret_comes_back(secret in ".*", owner in any::<i64>()) {
            let vault = vault(&key());
            let sealed = vault.seal(PURPOSE, owner, &secret.as_str().into()).unwrap();
            prop_assert_eq!(opened(&vault, owner, &sealed), Ok(secret));
        }

        #[test]
        fn a_changed_byte_is_noticed(at in 0usize..46, bit in 0u8..8) {
            let vault = vault(&key());
            let sealed = vault.seal(PURPOSE, 1, &"secret".into()).unwrap();
            let mut bytes = STANDARD.decode(sealed.strip_prefix(VERSION).unwrap()).unwrap();
            bytes[at] ^= 1 << bit;
            let changed = format!("v1:{}", STANDARD.encode(bytes));
            prop_assert_eq!(opened(&vault, 1, &changed), Err(VaultError::Refused));
        }
    }
}
