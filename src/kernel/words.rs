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

/// A list of words with this one at its end, or without it.
#[must_use]
pub fn switched<'w>(words: &'w str, word: &'w str, is_on: bool) -> Vec<&'w str> {
    let rest = words.split_whitespace().filter(|one| *one != word);
    rest.chain(is_on.then_some(word)).collect()
}

/// A list of words with this one, or without it when it was there.
#[must_use]
pub fn toggled<'w>(words: &'w str, word: &'w str) -> Vec<&'w str> {
    let is_there = words.split_whitespace().any(|one| one == word);
    switched(words, word, !is_there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_what_no_database_takes_goes() {
        assert_eq!(clean(" a\0b\tc\r\nd\u{7f} "), "a b c \nd");
        assert_eq!(clean("\0\u{1b} "), "");
    }

    #[test]
    fn words_are_switched_on_and_off() {
        assert_eq!(switched("a b", "c", true), ["a", "b", "c"]);
        assert_eq!(switched("a b c", "a", true), ["b", "c", "a"]);
        assert_eq!(switched("a b", "a", false), ["b"]);
        assert_eq!(toggled("", "a"), ["a"]);
        assert_eq!(toggled("a b", "a"), ["b"]);
    }
}
