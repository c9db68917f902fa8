//! Words as they are kept.

/// A text without control characters and without empty space around it. Lines stay lines; anything else of
/// that kind is nobody's words, and Postgres takes no zero.
#[must_use]
pub fn clean(text: &str) -> String {
    text.replace(|letter: char| letter.is_control() && letter != '\n', " ")
        .trim()
        .to_owned()
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
