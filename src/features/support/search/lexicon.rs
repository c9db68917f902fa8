//! All words of the entries, and which of them a typed word may stand for.

use std::collections::{BTreeMap, HashMap};

use super::{
    fixed::{ONE, wide},
    stem::Stems,
};
use crate::kernel::lang::Lang;

/// From this length on a word may have one slip, and from the second on two: in a shorter word a slip
/// makes another word.
const ONE_SLIP: usize = 4;
const TWO_SLIPS: usize = 7;
/// What one slip takes away in a word of one letter; in a longer word the share is smaller.
const SLIP: u64 = 1_500;
/// A word with a slip is never as good as the right one.
const BEST_SLIP: u64 = 900;
/// The shortest beginning that ties two words together ("bron" and "bronirovanie").
const SHORTEST_PREFIX: usize = 3;
/// What a common beginning is worth when it is all of both words; the share of the longer word counts.
const PREFIX: u64 = 700;

/// A stem by its number.
pub(super) type Stem = usize;

/// Words and stems of the entries.
pub(super) struct Lexicon {
    stems: Stems,
    known: Vec<Known>,
    by_text: HashMap<String, Stem>,
    count: usize,
}

/// A stem, or a word as it is written: slips are looked for in both, since a slip at the end of a word
/// spoils its stem.
struct Known {
    text: String,
    length: usize,
    letters: u64,
    stem: Stem,
}

impl Lexicon {
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            stems: Stems::new(lang),
            known: Vec::new(),
            by_text: HashMap::new(),
            count: 0,
        }
    }

    /// How many stems there are; they are numbered from zero.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The stem of a word, unless it is one of those that say nothing.
    pub(super) fn stem(&self, word: &str) -> Option<String> {
        (!self.stems.is_stop(word)).then(|| self.stems.stem(word))
    }

    /// Takes in a word of an entry.
    pub(super) fn learn(&mut self, word: &str) -> Option<Stem> {
        let text = self.stem(word)?;
        if let Some(stem) = self.by_text.get(word) {
            return Some(*stem);
        }
        let stem = match self.by_text.get(&text) {
            Some(stem) => *stem,
            None => {
                let stem = self.count;
                self.count += 1;
                self.remember(&text, stem);
                stem
            }
        };
        if word != text {
            self.remember(word, stem);
        }
        Some(stem)
    }

    fn remember(&mut self, text: &str, stem: Stem) {
        self.by_text.insert(text.to_owned(), stem);
        self.known.push(Known {
            text: text.to_owned(),
            length: text.chars().count(),
            letters: letters(text),
            stem,
        });
    }

    /// Known stems that a typed word may mean, each with its likeness up to [`ONE`].
    ///
    /// A word that is known as it is has no slips in it; words with a common beginning stay near.
    pub(super) fn meanings(&self, word: &str, stem: &str) -> BTreeMap<Stem, u64> {
        let mut found = BTreeMap::new();
        let exact = self.by_text.get(word).or_else(|| self.by_text.get(stem));
        if let Some(exact) = exact {
            found.insert(*exact, ONE);
        }
        for form in [word, stem].iter().take(if word == stem { 1 } else { 2 }) {
            let typed = Typed::new(form);
            for known in &self.known {
                let likeness = typed.beginning(known).max(if exact.is_some() {
                    0
                } else {
                    typed.slips(known)
                });
                if likeness > 0 {
                    let best: &mut u64 = found.entry(known.stem).or_default();
                    *best = likeness.max(*best);
                }
            }
        }
        found
    }
}

/// A word of a query, measured once.
struct Typed<'a> {
    text: &'a str,
    length: usize,
    letters: u64,
}

impl<'a> Typed<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            length: text.chars().count(),
            letters: letters(text),
        }
    }

    /// Likeness to a word that begins the same way and goes on.
    fn beginning(&self, known: &Known) -> u64 {
        let (short, long) = (self.length.min(known.length), self.length.max(known.length));
        let related = short >= SHORTEST_PREFIX
            && short < long
            && (known.text.starts_with(self.text) || self.text.starts_with(known.text.as_str()));
        if related {
            PREFIX * wide(short) / wide(long)
        } else {
            0
        }
    }

    /// Likeness to a word that this one may be a misspelling of. Lengths and sets of letters rule out
    /// almost all words before the distance is counted: it is the dear part of a search.
    fn slips(&self, known: &Known) -> u64 {
        let (slips, letters) = match self.length.min(known.length) {
            TWO_SLIPS.. => (2, 4),
            ONE_SLIP.. => (1, 2),
            _ => return 0,
        };
        if self.length.abs_diff(known.length) > slips
            || (self.letters ^ known.letters).count_ones() > letters
        {
            return 0;
        }
        let distance = strsim::osa_distance(self.text, &known.text);
        if distance > slips {
            return 0;
        }
        ONE.saturating_sub(SLIP * wide(distance) / wide(self.length))
            .min(BEST_SLIP)
    }
}

/// The set of a word's letters, a bit each: no two letters of one alphabet share a bit.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| {
        set | (1 << (u32::from(letter) % u64::BITS))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(lang: Lang, words: &[&str], typed: &str) -> Vec<u64> {
        let mut lexicon = Lexicon::new(lang);
        for word in words {
            lexicon.learn(word);
        }
        let stem = lexicon.stem(typed).unwrap();
        lexicon.meanings(typed, &stem).into_values().collect()
    }

    #[test]
    fn another_form_is_the_same_word() {
        assert_eq!(meanings(Lang::Ru, &["возврат"], "возвратом"), [ONE]);
        assert_eq!(meanings(Lang::Uz, &["buyurtma"], "buyurtmalarni"), [ONE]);
        assert_eq!(meanings(Lang::En, &["refund"], "refunds"), [ONE]);
    }

    #[test]
    fn a_slip_costs_less_in_a_longer_word() {
        let short = meanings(Lang::Ru, &["спор"], "спол");
        let long = meanings(Lang::Ru, &["исполнитель"], "исполнетель");
        assert_eq!((short.len(), long.len()), (1, 1));
        assert!(short < long && long < vec![ONE], "{short:?} {long:?}");
        assert!(meanings(Lang::Ru, &["тур"], "тор").is_empty());
    }

    #[test]
    fn two_swapped_letters_are_one_slip() {
        assert_eq!(meanings(Lang::Ru, &["маршрут"], "маршурт").len(), 1);
    }

    #[test]
    fn a_common_beginning_ties_words_together() {
        let likeness = meanings(Lang::Ru, &["бронирование"], "бронь");
        assert!(
            likeness.iter().all(|one| *one < PREFIX) && likeness.len() == 1,
            "{likeness:?}"
        );
    }
}
