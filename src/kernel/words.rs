//! Words as they are kept.

/// What stands in the place of a contact.
pub const MASK: &str = "•••";

/// A text without control characters and without empty space around it. Lines stay lines; anything else of
/// that kind is nobody's words, and Postgres takes no zero.
#[must_use]
pub fn clean(text: &str) -> String {
    text.replace(|letter: char| letter.is_control() && letter != '\n', " ")
        .trim()
        .to_owned()
}

/// A text as it is kept; none when it is longer than so many characters, or empty where it may not be.
#[must_use]
pub fn fitting(typed: &str, limit: usize, may_be_empty: bool) -> Option<String> {
    let text = clean(typed);
    let is_fit = (may_be_empty || !text.is_empty()) && text.chars().count() <= limit;
    is_fit.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_what_no_database_takes_goes() {
        assert_eq!(clean(" a\0b\tc\r\nd\u{7f} "), "a b c \nd");
        assert_eq!(clean("\0\u{1b} "), "");
    }
}
