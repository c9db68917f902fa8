//! What is known of one request while it is worked on: its id, and the language of the answer.

use std::sync::{Arc, OnceLock};

use axum::http::{
    HeaderMap, HeaderName,
    header::{ACCEPT_LANGUAGE, HeaderValue},
};

use crate::kernel::lang::Lang;

/// The header that carries the id, in both directions.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Ids of others are written into our log and our answers, so they stay short.
const LONGEST_ID: usize = 64;

/// One request. Put into the request's extensions by the outermost layer; clones share it, so that
/// what the inside learns about the language reaches the outside, where errors are put into words.
#[derive(Clone, Debug)]
pub struct Exchange {
    id: Arc<str>,
    asked: Lang,
    known: Arc<OnceLock<Lang>>,
}

impl Exchange {
    /// Reads the headers of a request; `default` is the language of those who ask for none of ours.
    #[must_use]
    pub fn begin(headers: &HeaderMap, default: Lang) -> Self {
        let id = headers
            .get(&REQUEST_ID)
            .and_then(|value| value.to_str().ok())
            .filter(|id| is_sane(id))
            .map_or_else(|| hex::encode(rand::random::<[u8; 8]>()), str::to_owned);
        let asked = headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .and_then(preferred)
            .unwrap_or(default);
        Self {
            id: id.into(),
            asked,
            known: Arc::default(),
        }
    }

    /// The id: the client's own when it sent a sane one.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id as a header.
    #[must_use]
    pub fn id_header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.id).ok()
    }

    /// The language to answer in: the person's once known, else the one that the client asked for.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.known.get().copied().unwrap_or(self.asked)
    }

    /// The caller is known now, and so is their language. The first word stands.
    pub fn speak(&self, lang: Lang) {
        self.known.get_or_init(|| lang);
    }
}

fn is_sane(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// The language of ours that an `Accept-Language` likes best.
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(u16, Lang)> = None;
    for choice in header.split(',') {
        let mut parts = choice.split(';').map(str::trim);
        let Some(lang) = parts.next().and_then(Lang::from_tag) else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1000, thousandths);
        if weight > best.map_or(0, |(weight, _)| weight) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// `0.85` as 850; what cannot be read counts as not wanted.
fn thousandths(quality: &str) -> u16 {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole, fraction.parse::<u16>()) {
        ("1", _) => 1000,
        ("0", Ok(fraction)) => fraction,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_language_of_ours_wins() {
        assert_eq!(preferred("uz-UZ,uz;q=0.9,ru;q=0.8"), Some(Lang::Uz));
        assert_eq!(preferred("de, en;q=0.3, ru;q=0.75"), Some(Lang::Ru));
        assert_eq!(preferred("ru;q=0, en;q=0.1"), Some(Lang::En));
        assert_eq!(preferred("fr, *;q=0.5"), None);
        assert_eq!(preferred("ru;q=much"), None);
    }

    #[test]
    fn an_id_of_the_client_is_kept_only_when_it_is_sane() {
        let id = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_static(text));
            Exchange::begin(&headers, Lang::Ru).id().to_owned()
        };
        assert_eq!(id("abc-1.2_3"), "abc-1.2_3");
        for strange in ["", "a b", "x\"y", "id\u{7e}"] {
            assert_eq!(id(strange).len(), 16, "{strange:?}");
        }
        let long = "x".repeat(65);
        assert!(!is_sane(&long));
    }

    #[test]
    fn a_known_person_is_answered_in_their_language() {
        let exchange = Exchange::begin(&HeaderMap::new(), Lang::Ru);
        let clone = exchange.clone();
        assert_eq!(exchange.lang(), Lang::Ru);
        clone.speak(Lang::Uz);
        clone.speak(Lang::En);
        assert_eq!(exchange.lang(), Lang::Uz);
    }
}
