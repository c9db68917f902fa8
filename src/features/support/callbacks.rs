//! Buttons of the FAQ.

use crate::bot::callback::{Callback, Malformed, Reader, Writer};

/// What the buttons say. Categories and entries go by their keys, so that a button of an older release
/// still finds its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupportCallback {
    /// The categories.
    Home,
    /// The questions of a category.
    Category(String),
    /// An answer: category and entry.
    Entry(String, String),
    /// Ask in one's own words.
    Search,
    /// Did the answer help?
    Vote(String, String, bool),
}

impl SupportCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let (category, entry) = ("x".repeat(16), "y".repeat(32));
        vec![
            Self::Home,
            Self::Category(category.clone()),
            Self::Entry(category.clone(), entry.clone()),
            Self::Search,
            Self::Vote(category.clone(), entry.clone(), true),
            Self::Vote(category, entry, false),
        ]
    }
}

impl Callback for SupportCallback {
    const TAG: &'static str = "f1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Home => to.word("home"),
            Self::Category(category) => to.word("cat").word(category),
            Self::Entry(category, entry) => to.word("qa").word(category).word(entry),
            Self::Search => to.word("search"),
            Self::Vote(category, entry, helped) => to
                .word(if *helped { "yes" } else { "no" })
                .word(category)
                .word(entry),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut key = || from.word().map(str::to_owned);
        Ok(match action {
            "home" => Self::Home,
            "cat" => Self::Category(key()?),
            "qa" => Self::Entry(key()?, key()?),
            "search" => Self::Search,
            "yes" => Self::Vote(key()?, key()?, true),
            "no" => Self::Vote(key()?, key()?, false),
            _ => return Err(Malformed),
        })
    }
}
