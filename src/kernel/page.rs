//! Pages of a list: numbered in the bot, by cursor in the API.

use serde::Serialize;

/// One page of a numbered list, as the bot shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// Number of this page, from zero.
    pub number: u32,
    /// How many pages there are; at least one.
    pub count: u32,
    /// How many rows there are in all.
    pub total: u64,
}

impl<T> Page<T> {
    /// Clamps `number` to the pages that exist and says where the page begins: `(number, offset)`.
    #[must_use]
    pub fn locate(number: u32, total: u64, size: u64) -> (u32, u64) {
        let last = Self::count_of(total, size).saturating_sub(1);
        let number = std::cmp::min(number, last);
        (number, u64::from(number).saturating_mul(size))
    }

    /// How many pages `total` rows fill; an empty list still has one.
    #[must_use]
    pub fn count_of(total: u64, size: u64) -> u32 {
        let pages = std::cmp::max(total.div_ceil(std::cmp::max(size, 1)), 1);
        u32::try_from(pages).unwrap_or(u32::MAX)
    }
}

/// A slice of a list in the API: rows and the cursor that continues it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Slice<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Pass as `cursor` to get the next rows; null at the end.
    pub next_cursor: Option<String>,
}

impl<T> Slice<T> {
    /// The same rows in another shape.
    #[must_use]
    pub fn map<U>(self, shape: impl FnMut(T) -> U) -> Slice<U> {
        Slice {
            items: self.items.into_iter().map(shape).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

/// Cuts rows, of which one more was asked for than are shown, to those that are shown; whether there are
/// more.
#[must_use]
pub fn cut<T>(rows: &mut Vec<T>, limit: u64) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    has_more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_past_the_end_becomes_the_last_one() {
        assert_eq!(Page::<()>::locate(0, 0, 5), (0, 0));
        assert_eq!(Page::<()>::locate(9, 11, 5), (2, 10));
        assert_eq!(Page::<()>::count_of(10, 5), 2);
    }

    #[test]
    fn a_row_more_than_is_shown_says_that_there_are_more() {
        let mut rows = vec![1, 2, 3];
        assert!(!cut(&mut rows, 3));
        assert!(cut(&mut rows, 2));
        assert_eq!(rows, [1, 2]);
    }
}
