//! Contacts taken out of what client and executor write to each other.
//!
//! What counts: phones (also in words and in pieces), cards, e-mails, links, @names, names at messengers.
//! What must stay: years, standards, codes, sums, pages, formulas, code, and links to the literature. A
//! rule is therefore about the shape of a thing and about the words around it, never about digits alone.
//!
//! - `fold`: one spelling for look-alikes, with the way back
//! - `known`: lists of words that decide
//! - `names`: e-mails, links, @names, messengers
//! - `numbers`: phones and cards
//! - `said`: what people are told about it
//! - `spelled`: numbers in words

mod fold;
mod known;
mod names;
mod numbers;
pub mod said;
mod spelled;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::fold::Folded;
use crate::{entity::attachment::NewFile, kernel::words::clean};

/// What stands in the place of a contact.
pub const MASK: &str = "•••";

/// A text without contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text, with [`MASK`] for each contact.
    pub text: String,
    /// What was taken out, each kind once, in the order of the text.
    pub found: Vec<ContactKind>,
}

impl Masked {
    /// Whether nothing was taken out.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.found.is_empty()
    }
}

/// What kind of contact was found: the reason that both sides are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContactKind {
    /// A phone.
    Phone,
    /// An e-mail.
    Email,
    /// An @name.
    Handle,
    /// A link.
    Link,
    /// A name at a messenger.
    Messenger,
    /// A card number.
    Card,
}

impl ContactKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Phone,
        Self::Email,
        Self::Handle,
        Self::Link,
        Self::Messenger,
        Self::Card,
    ];

    /// Its name in ids of texts and in records.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Handle => "handle",
            Self::Link => "link",
            Self::Messenger => "messenger",
            Self::Card => "card",
        }
    }
}

/// A contact at a place of the folded text.
#[derive(Clone, Debug)]
struct Found {
    at: Range<usize>,
    kind: ContactKind,
}

/// Takes contacts out of a text.
#[must_use]
pub fn mask(text: &str) -> Masked {
    let mut masked = Masked {
        text: text.to_owned(),
        found: Vec::new(),
    };
    // Again until nothing is left, since what stood around a contact may be one as well. Each round takes
    // letters or digits away and adds none, so there is an end.
    while let Some((next, found)) = once(&masked.text) {
        masked.text = next;
        for kind in found {
            if !masked.found.contains(&kind) {
                masked.found.push(kind);
            }
        }
    }
    masked
}

/// Takes contacts out of the name of a file; what it ends with stays where that is no part of a contact.
#[must_use]
pub fn mask_name(name: &str) -> Masked {
    let whole = mask(name);
    let Some((stem, ending)) = name.rsplit_once('.').filter(|_| !whole.is_clean()) else {
        return whole;
    };
    let is_ending =
        (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_ending {
        return whole;
    }
    let text = [mask(stem).text.as_str(), MASK]
        .into_iter()
        .map(|stem| format!("{stem}.{ending}"))
        .find(|name| mask(name).is_clean())
        .unwrap_or_else(|| MASK.to_owned());
    Masked {
        text,
        found: whole.found,
    }
}

/// Takes contacts out of the name of a file that somebody sent; the kinds that were found.
pub fn mask_file(file: &mut NewFile) -> Vec<ContactKind> {
    let Some(name) = file.name.take() else {
        return Vec::new();
    };
    let masked = mask_name(&clean(&name));
    file.name = Some(masked.text);
    masked.found
}

/// Kinds that were found in one place or the other, each once.
#[must_use]
pub fn both(one: &[ContactKind], other: &[ContactKind]) -> Vec<ContactKind> {
    let mut kinds = one.to_vec();
    for kind in other {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds
}

fn once(text: &str) -> Option<(String, Vec<ContactKind>)> {
    let folded = Folded::new(text);
    let (mut found, cited) = names::find(&folded);
    found.extend(numbers::find(&folded, &cited));
    found.sort_by_key(|one| (one.at.start, std::cmp::Reverse(one.at.end)));
    let mut masked = String::with_capacity(text.len());
    let mut kinds = Vec::new();
    let mut done = 0;
    for one in found {
        let at = folded.original(&one.at);
        let (Some(before), true) = (text.get(done..at.start), at.end > done) else {
            // Overlaps the one before: whatever sticks out goes as well.
            done = done.max(at.end);
            continue;
        };
        masked.push_str(before);
        masked.push_str(MASK);
        done = at.end;
        kinds.push(one.kind);
    }
    if kinds.is_empty() {
        return None;
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    Some((masked, kinds))
}
