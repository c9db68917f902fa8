//! Init data of Mini Apps: signed with the bot's token (HMAC) and with the sandbox's own
//! Ed25519 key, which plays the part of Telegram's.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::form_urlencoded;

/// The sandbox's signing key. It is the same at every start, so that its public half can stand
/// in a configuration; it protects nothing.
pub(crate) struct Keys(SigningKey);

impl Keys {
    pub(crate) fn of_the_sandbox() -> Self {
        let seed: [u8; 32] = Sha256::digest(b"the sandbox's init data key").into();
        Self(SigningKey::from_bytes(&seed))
    }

    pub(crate) fn public_hex(&self) -> String {
        hex::encode(self.0.verifying_key().to_bytes())
    }

    /// Signs the pairs and gives the query string.
    pub(crate) fn sign(&self, token: &str, bot_id: i64, pairs: &[(String, String)]) -> String {
        let signed = format!("{bot_id}:WebAppData\n{}", check_string(pairs));
        let signature = URL_SAFE_NO_PAD.encode(self.0.sign(signed.as_bytes()).to_bytes());
        let mut all = pairs.to_vec();
        all.push(("signature".to_owned(), signature));
        let hash = hash(token, &all);
        all.push(("hash".to_owned(), hash));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&all);
        // Telegram's clients write a space as %20.
        query.finish().replace('+', "%20")
    }
}

/// Pairs in the order of keys, `key=value` on a line each.
fn check_string(pairs: &[(String, String)]) -> String {
    let mut lines: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={v}")).collect();
    lines.sort();
    lines.join("\n")
}

fn mac(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length, so there is no failure to report.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

/// The `hash` of all pairs but itself; `signature` takes part in it.
pub(crate) fn hash(token: &str, pairs: &[(String, String)]) -> String {
    let secret = mac(b"WebAppData", token.as_bytes());
    hex::encode(mac(&secret, check_string(pairs).as_bytes()))
}

/// What is known about an opening of a Mini App.
pub(crate) struct Opening {
    pub(crate) user: Value,
    pub(crate) auth_date: i64,
    pub(crate) query_id: String,
    pub(crate) chat_instance: String,
    pub(crate) chat_type: Option<String>,
    pub(crate) start_param: Option<String>,
}

impl Opening {
    /// A link with a start parameter tells the chat's kind; any other button gives a query id.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut add = |key: &str, value: String| pairs.push((key.to_owned(), value));
        if self.start_param.is_none() && self.chat_type.is_none() {
            add("query_id", self.query_id.clone());
        }
        add("user", self.user.to_string());
        if self.start_param.is_some() || self.chat_type.is_some() {
            add("chat_instance", self.chat_instance.clone());
            let kind = self.chat_type.clone();
            add("chat_type", kind.unwrap_or_else(|| "private".to_owned()));
        }
        if let Some(param) = &self.start_param {
            add("start_param", param.clone());
        }
        add("auth_date", self.auth_date.to_string());
        pairs
    }
}

/// The address of a Mini App with everything that a client puts in its fragment.
pub(crate) fn app_url(url: &str, init_data: &str, start_param: Option<&str>) -> String {
    let theme = json!({
        "bg_color": "#ffffff",
        "secondary_bg_color": "#f1f1f1",
        "text_color": "#000000",
        "hint_color": "#707579",
        "link_color": "#3390ec",
        "button_color": "#3390ec",
        "button_text_color": "#ffffff",
        "header_bg_color": "#ffffff",
        "bottom_bar_bg_color": "#ffffff",
        "accent_text_color": "#3390ec",
        "section_bg_color": "#ffffff",
        "section_header_text_color": "#707579",
        "subtitle_text_color": "#707579",
        "destructive_text_color": "#e53935",
    });
    let mut address = match (start_param, url::Url::parse(url)) {
        (Some(param), Ok(mut parsed)) => {
            parsed
                .query_pairs_mut()
                .append_pair("tgWebAppStartParam", param);
            parsed.to_string()
        }
        _ => url.to_owned(),
    };
    address.push(if address.contains('#') { '&' } else { '#' });
    let mut fragment = form_urlencoded::Serializer::new(String::new());
    fragment.append_pair("tgWebAppData", init_data);
    fragment.append_pair("tgWebAppVersion", "8.0");
    fragment.append_pair("tgWebAppPlatform", "web");
    fragment.append_pair("tgWebAppThemeParams", &theme.to_string());
    address.push_str(&fragment.finish().replace('+', "%20"));
    address
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signature, Verifier, VerifyingKey};

    use super::*;

    /// Published examples of init data; their bots no longer exist.
    const VECTORS: [(&str, &str); 2] = [
        (
            "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%7D&auth_date=1662771648&hash=c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2",
            "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8",
        ),
        (
            "user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151&chat_type=private&auth_date=1733509682&signature=TYJxVcisqbWjtodPepiJ6ghziUL94-KNpG8Pau-X7oNNLNBM72APCpi_RKiUlBvcqo5L-LAxIc3dnTzcZX_PDg&hash=a433d8f9847bd6addcc563bff7cc82c89e97ea0d90c11fe5729cae6796a36d73",
            "7342037359:AAHI25ES9xCOMPokpYoz-p8XVrZUdygo2J4",
        ),
    ];

    fn split(query: &str) -> (Vec<(String, String)>, String) {
        let mut pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let place = pairs.iter().position(|(key, _)| key == "hash").unwrap();
        let (_, hash) = pairs.remove(place);
        (pairs, hash)
    }

    fn verify(key: &[u8; 32], bot_id: i64, mut pairs: Vec<(String, String)>) -> bool {
        let place = pairs
            .iter()
            .position(|(key, _)| key == "signature")
            .unwrap();
        let (_, signature) = pairs.remove(place);
        let bytes: [u8; 64] = URL_SAFE_NO_PAD
            .decode(signature)
            .unwrap()
            .try_into()
            .unwrap();
        let message = format!("{bot_id}:WebAppData\n{}", check_string(&pairs));
        VerifyingKey::from_bytes(key)
            .unwrap()
            .verify(message.as_bytes(), &Signature::from_bytes(&bytes))
            .is_ok()
    }

    #[test]
    fn published_hashes_come_out() {
        for (query, token) in VECTORS {
            let (pairs, expected) = split(query);
            assert_eq!(hash(token, &pairs), expected);
        }
    }

    #[test]
    fn published_signature_fits_our_message() {
        let key = hex::decode("e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d");
        let (pairs, _) = split(VECTORS.last().unwrap().0);
        assert!(verify(
            &key.unwrap().try_into().unwrap(),
            7_342_037_359,
            pairs
        ));
    }

    #[test]
    fn own_data_carries_both_signatures() {
        let keys = Keys::of_the_sandbox();
        let opening = Opening {
            user: json!({"id": 5, "first_name": "Анна + Ко"}),
            auth_date: 1_700_000_000,
            query_id: "AAE".to_owned(),
            chat_instance: "1".to_owned(),
            chat_type: None,
            start_param: Some("tour_7".to_owned()),
        };
        let query = keys.sign("42:secret", 42, &opening.pairs());
        let (pairs, expected) = split(&query);
        assert_eq!(hash("42:secret", &pairs), expected);
        let key: [u8; 32] = hex::decode(keys.public_hex()).unwrap().try_into().unwrap();
        assert!(verify(&key, 42, pairs.clone()));
        assert!(!verify(&key, 43, pairs));
    }

    #[test]
    fn the_fragment_can_be_read_back() {
        let url = app_url("https://a.uz/app/?x=1", "user=%7B%7D&hash=1", Some("r"));
        let parsed = url::Url::parse(&url).unwrap();
        assert_eq!(parsed.query(), Some("x=1&tgWebAppStartParam=r"));
        let fragment = parsed.fragment().unwrap().to_owned();
        let pairs: Vec<_> = form_urlencoded::parse(fragment.as_bytes()).collect();
        assert_eq!(pairs.first().unwrap().1, "user=%7B%7D&hash=1");
    }
}
