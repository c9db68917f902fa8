//! Lists of the API: `?limit=1..100&cursor=…`.

use axum::{extract::FromRequestParts, http::request::Parts};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use url::form_urlencoded;
use utoipa::IntoParams;

use super::{
    error::{ApiError, Text},
    extract::malformed_query,
};
use crate::{args, kernel::page::Slice};

const DEFAULT: u64 = 20;
const MOST: u64 = 100;

/// Which part of a list is asked for.
///
/// A cursor stands for the row that the last page ended with (its id, or whatever number the list is
/// sorted by), so rows that come or go meanwhile neither repeat nor vanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// How many rows at most.
    #[param(required = false, minimum = 1, maximum = 100, default = 20)]
    pub limit: u64,
    /// `next_cursor` of the page before; the first page without it.
    #[param(value_type = Option<String>)]
    pub cursor: Option<i64>,
}

impl Page {
    /// How many rows to ask the database for: one more than are shown, to see whether there are more.
    #[must_use]
    pub const fn fetch(self) -> u64 {
        self.limit.saturating_add(1)
    }

    /// The answer from rows fetched with [`Page::fetch`]; `place` tells the number of a row that the
    /// list is sorted by.
    #[must_use]
    pub fn slice<T>(self, mut rows: Vec<T>, place: impl Fn(&T) -> i64) -> Slice<T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        Slice {
            next_cursor: rows
                .last()
                .filter(|_| has_more)
                .map(|row| encode_cursor(place(row))),
            items: rows,
        }
    }
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: DEFAULT,
            cursor: None,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let mut page = Self::default();
        let query = parts.uri.query().unwrap_or_default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            match key.as_ref() {
                "limit" => {
                    page.limit = value
                        .parse()
                        .ok()
                        .filter(|limit| (1..=MOST).contains(limit))
                        .ok_or_else(|| refused("limit", ("http-limit", args![most = MOST])))?;
                }
                "cursor" if value.is_empty() => page.cursor = None,
                "cursor" => {
                    let cursor = decode_cursor(&value);
                    page.cursor = Some(cursor.ok_or_else(|| refused("cursor", "http-cursor"))?);
                }
                _ => {}
            }
        }
        Ok(page)
    }
}

fn refused(name: &str, text: impl Into<Text>) -> ApiError {
    malformed_query().with_fields([(name, text)])
}

/// A number as an opaque cursor.
#[must_use]
pub fn encode_cursor(place: i64) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(place.to_be_bytes())
}

/// The number in a cursor of ours; none for anything else.
#[must_use]
pub fn decode_cursor(cursor: &str) -> Option<i64> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    Some(i64::from_be_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_last_page_has_no_cursor() {
        let page = Page {
            limit: 2,
            cursor: None,
        };
        assert_eq!(page.fetch(), 3);
        let more = page.slice(vec![9, 8, 7], |id| *id);
        assert_eq!(more.items, [9, 8]);
        assert_eq!(more.next_cursor.as_deref().and_then(decode_cursor), Some(8));
        let last = page.slice(vec![7, 6], |id| *id);
        assert_eq!((last.items, last.next_cursor), (vec![7, 6], None));
    }

    proptest! {
        #[test]
        fn cursors_round_trip(place in any::<i64>()) {
            prop_assert_eq!(decode_cursor(&encode_cursor(place)), Some(place));
        }

        #[test]
        fn foreign_cursors_do_not_make_it_panic(cursor in ".*") {
            let _ = decode_cursor(&cursor);
        }
    }
}
