//! `initData`: how a Mini App proves who opened it.
//!
//! A query string signed by Telegram with a key made of the bot's token. It is a bearer credential
//! until it is too old, so it is never logged. Pure: no clock, no I/O.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use url::form_urlencoded;

use crate::kernel::{ids::TgId, time::Timestamp};

/// How long it is believed. Telegram leaves the choice to us.
const LIFETIME: TimeDelta = TimeDelta::hours(1);
/// How far Telegram's clock may be ahead of ours.
const SKEW: TimeDelta = TimeDelta::seconds(60);
/// Real ones stay below 2 KB.
const LONGEST: usize = 8 * 1024;

/// The person who opened the Mini App, as Telegram says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitUser {
    /// Telegram's id.
    pub id: TgId,
    /// First name; may be empty for a deleted account only.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// @name without the @.
    pub username: Option<String>,
    /// IETF tag of the client's language.
    pub language_code: Option<String>,
    /// Payload of the link that opened the Mini App.
    pub start_param: Option<String>,
    /// When Telegram signed it.
    pub signed_at: Timestamp,
}

/// Why it is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidInitData {
    /// Without a token anyone could sign.
    #[error("there is no bot token to check with")]
    NoToken,
    /// Far longer than anything Telegram makes.
    #[error("too long")]
    TooLong,
    /// One key stands twice: checker and reader might see different ones.
    #[error("a key is repeated")]
    RepeatedKey,
    /// The signature is not there.
    #[error("there is no hash")]
    NoHash,
    /// The signature is not Telegram's for this bot.
    #[error("the hash is wrong")]
    Forged,
    /// No usable `auth_date`.
    #[error("there is no date")]
    NoDate,
    /// Signed by Telegram, but too long ago.
    #[error("too old")]
    Expired,
    /// Signed for a time that has not come.
    #[error("from the future")]
    FromFuture,
    /// No usable `user`.
    #[error("there is no user")]
    NoUser,
    /// Bots have no account here.
    #[error("the user is a bot")]
    IsBot,
}

#[derive(Deserialize)]
struct RawUser {
    id: i64,
    #[serde(default)]
    first_name: String,
    last_name: Option<String>,
    username: Option<String>,
    language_code: Option<String>,
    #[serde(default)]
    is_bot: bool,
}

/// Checks the signature and the age, and says who it is.
///
/// # Errors
/// See [`InvalidInitData`].
pub fn validate(
    raw: &str,
    bot_token: &SecretString,
    now: Timestamp,
) -> Result<InitUser, InvalidInitData> {
    let token = bot_token.expose_secret();
    if token.is_empty() {
        return Err(InvalidInitData::NoToken);
    }
    if raw.len() > LONGEST {
        return Err(InvalidInitData::TooLong);
    }
    let mut pairs = BTreeMap::new();
    for (key, value) in form_urlencoded::parse(raw.as_bytes()) {
        if pairs.insert(key, value).is_some() {
            return Err(InvalidInitData::RepeatedKey);
        }
    }
    let hash = pairs.remove("hash").ok_or(InvalidInitData::NoHash)?;
    // The map is sorted by key, as the check string wants it; `signature` stays in.
    let lines: Vec<_> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let expected = sign(token, &lines.join("\n")).ok_or(InvalidInitData::NoToken)?;
    if !bool::from(hash.as_bytes().ct_eq(hex::encode(expected).as_bytes())) {
        return Err(InvalidInitData::Forged);
    }
    let signed_at = check_age(pairs.get("auth_date").map(AsRef::as_ref), now)?;
    let user: RawUser = pairs
        .get("user")
        .and_then(|json| serde_json::from_str(json).ok())
        .ok_or(InvalidInitData::NoUser)?;
    if user.id <= 0 {
        return Err(InvalidInitData::NoUser);
    }
    if user.is_bot {
        return Err(InvalidInitData::IsBot);
    }
    Ok(InitUser {
        id: TgId(user.id),
        first_name: user.first_name,
        last_name: user.last_name,
        username: user.username,
        language_code: user.language_code,
        start_param: pairs.get("start_param").map(ToString::to_string),
        signed_at,
    })
}

fn check_age(auth_date: Option<&str>, now: Timestamp) -> Result<Timestamp, InvalidInitData> {
    let signed = auth_date
        .and_then(|seconds| seconds.parse::<i64>().ok())
        .and_then(|seconds| seconds.checked_mul(1000))
        .map(Timestamp)
        .ok_or(InvalidInitData::NoDate)?;
    let age = now.since(signed);
    if age > LIFETIME {
        Err(InvalidInitData::Expired)
    } else if age < -SKEW {
        Err(InvalidInitData::FromFuture)
    } else {
        Ok(signed)
    }
}

/// `HMAC(HMAC("WebAppData", token), lines)`.
fn sign(token: &str, lines: &str) -> Option<[u8; 32]> {
    let secret = hmac(b"WebAppData", token.as_bytes())?;
    hmac(&secret, lines.as_bytes())
}

fn hmac(key: &[u8], message: &[u8]) -> Option<[u8; 32]> {
    // HMAC takes keys of any length; the type does not know.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(message);
    Some(mac.finalize().into_bytes().into())
}

/// An `initData` that Telegram would have signed, for tests of what comes after.
#[cfg(test)]
pub(super) fn signed(token: &str, pairs: &[(&str, &str)]) -> String {
    let mut sorted: Vec<_> = pairs.to_vec();
    sorted.sort_unstable();
    let lines: Vec<_> = sorted
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    let hash = hex::encode(sign(token, &lines.join("\n")).unwrap());
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .append_pair("hash", &hash)
        .finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Deserialize)]
    struct Vector {
        init_data: String,
        bot_token: SecretString,
    }

    /// Public test vectors with long dead tokens.
    fn vectors() -> Vec<Vector> {
        serde_json::from_str(include_str!("init_data_vectors.json")).unwrap()
    }

    fn signed_at(init_data: &str) -> Timestamp {
        let (_, date) = form_urlencoded::parse(init_data.as_bytes())
            .find(|(key, _)| key == "auth_date")
            .unwrap();
        Timestamp(date.parse::<i64>().unwrap() * 1000)
    }

    const TOKEN: &str = "42:TEST";
    const NOW: Timestamp = Timestamp(1_800_000_000_000);
    const ANN: &str = r#"{"id":7,"first_name":"Ann"}"#;

    fn check(pairs: &[(&str, &str)]) -> Result<InitUser, InvalidInitData> {
        validate(&signed(TOKEN, pairs), &TOKEN.into(), NOW)
    }

    #[test]
    fn what_telegram_signed_is_believed() {
        for vector in vectors() {
            let now = signed_at(&vector.init_data).plus(TimeDelta::minutes(5));
            let user = validate(&vector.init_data, &vector.bot_token, now).unwrap();
            assert_eq!(user.id, TgId(279_058_397));
            assert_eq!(user.username.as_deref(), Some("vdkfrost"));
            assert_eq!(user.language_code.as_deref(), Some("ru"));
        }
    }

    #[test]
    fn the_order_of_the_pairs_does_not_matter() {
        for vector in vectors() {
            let now = signed_at(&vector.init_data);
            let mut pairs: Vec<_> = vector.init_data.split('&').collect();
            pairs.reverse();
            assert!(validate(&pairs.join("&"), &vector.bot_token, now).is_ok());
        }
    }

    #[test]
    fn another_bots_data_is_refused() {
        for vector in vectors() {
            let now = signed_at(&vector.init_data);
            let outcome = validate(&vector.init_data, &TOKEN.into(), now);
            assert_eq!(outcome, Err(InvalidInitData::Forged));
            let outcome = validate(&vector.init_data, &"".into(), now);
            assert_eq!(outcome, Err(InvalidInitData::NoToken));
        }
    }

    #[test]
    fn a_repeated_key_is_refused() {
        for vector in vectors() {
            let twice = format!("{}&auth_date=1", vector.init_data);
            let outcome = validate(&twice, &vector.bot_token, signed_at(&vector.init_data));
            assert_eq!(outcome, Err(InvalidInitData::RepeatedKey));
        }
    }

    #[test]
    fn an_hour_is_the_longest_life_and_a_minute_the_longest_lead() {
        let outcome = |seconds: i64| {
            let date = (NOW.0 / 1000 - seconds).to_string();
            check(&[("auth_date", &date), ("user", ANN)]).map(|user| user.id)
        };
        assert_eq!(outcome(3600), Ok(TgId(7)));
        assert_eq!(outcome(3601), Err(InvalidInitData::Expired));
        assert_eq!(outcome(-60), Ok(TgId(7)));
        assert_eq!(outcome(-61), Err(InvalidInitData::FromFuture));
        for strange in ["", "soon", "9223372036854775807"] {
            let outcome = check(&[("auth_date", strange), ("user", ANN)]);
            assert_eq!(outcome, Err(InvalidInitData::NoDate), "{strange}");
        }
    }

    #[test]
    fn only_people_come_in() {
        let date = (NOW.0 / 1000).to_string();
        let outcome =
            |user: &str| check(&[("auth_date", &date), ("user", user)]).map(|user| user.id);
        assert_eq!(outcome(ANN), Ok(TgId(7)));
        assert_eq!(
            outcome(r#"{"id":7,"first_name":"Ann","is_bot":true}"#),
            Err(InvalidInitData::IsBot)
        );
        for strange in ["", "{}", r#"{"id":0}"#, r#"{"id":"7"}"#, "[7]"] {
            assert_eq!(outcome(strange), Err(InvalidInitData::NoUser), "{strange}");
        }
        let nobody = check(&[("auth_date", &date)]);
        assert_eq!(nobody, Err(InvalidInitData::NoUser));
    }

    #[test]
    fn the_payload_of_the_link_is_read() {
        let date = (NOW.0 / 1000).to_string();
        let user = check(&[
            ("auth_date", &date),
            ("user", ANN),
            ("start_param", "ref_x1"),
        ]);
        assert_eq!(user.unwrap().start_param.as_deref(), Some("ref_x1"));
    }

    fn meaning(raw: &str) -> Vec<(String, String)> {
        let mut pairs: Vec<_> = form_urlencoded::parse(raw.as_bytes())
            .into_owned()
            .collect();
        pairs.sort_unstable();
        pairs
    }

    proptest! {
        #[test]
        fn one_changed_byte_is_refused(which in 0..2usize, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let vector = &vectors()[which];
            let mut bytes = vector.init_data.clone().into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let changed = String::from_utf8_lossy(&bytes).into_owned();
            // `%7B` and `%7b` are two spellings of one thing.
            prop_assume!(meaning(&changed) != meaning(&vector.init_data));
            let outcome = validate(&changed, &vector.bot_token, signed_at(&vector.init_data));
            prop_assert!(outcome.is_err());
        }

        #[test]
        fn nothing_makes_it_panic(raw in ".*", token in ".*") {
            let _ = validate(&raw, &token.into(), NOW);
        }

        #[test]
        fn signed_nonsense_does_not_make_it_panic(date in ".*", user in ".*") {
            let _ = check(&[("auth_date", &date), ("user", &user)]);
        }
    }
}
