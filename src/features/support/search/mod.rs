//! Full-text search over questions and answers, in memory and without the network.
//!
//! People type in a hurry: with slips, in other forms of a word, without Uzbek apostrophes, in the wrong
//! keyboard layout, in Russian with Latin letters. So a query is read in every way that it may have been
//! meant (`text`), its words are brought to stems (`stem`) and matched with known ones, slips and
//! common beginnings included (`lexicon`). Three things are then asked of every entry, and their sum is
//! its score:
//!
//! * which part of what the query says does the entry speak of, as BM25 counts it;
//! * how near is the query to the entry's question or to one of its other wordings, taken as a whole;
//! * how alike are the spellings (`grams`).
//!
//! The weights were set by hand on the labelled queries of `src/tests/data/faq_queries.toml`, with the
//! other wordings and without them; the result changes little when any of them is moved by a third. An
//! entry that scores below `LEAST` is not shown: better nothing, and a button to a person, than an
//! answer to something else.

mod fixed;
mod grams;
mod lexicon;
mod stem;
#[cfg(test)]
mod tests;
mod text;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use self::{
    fixed::{ONE, rarity, wide},
    grams::{Counts, Grams},
    lexicon::{Lexicon, Stem},
};
use crate::kernel::lang::Lang;

/// How much of a query is looked at: a question fits in, and a pasted page costs no more than this.
const MOST_CHARS: usize = 1_024;
const MOST_WORDS: usize = 64;

/// How often a word counts by its place. The question and the other wordings are what people ask; the
/// answer also speaks of what is next to it.
const IN_QUESTION: u64 = 3;
const IN_ANSWER: u64 = 1;

/// BM25: how soon more of the same word adds nothing, and how far a long entry is held back.
const SATURATION: u64 = 1_000;
const LENGTH: u64 = 500;

/// Parts of a score; together they are [`ONE`].
const COVERAGE: u64 = 500;
const WORDING: u64 = 200;
const SPELLING: u64 = 300;

/// The least score of a hit. Lower, and weather and recipes begin to find something; higher, and real
/// questions begin to find nothing.
const LEAST: u64 = 240;
/// The least share of the best hit's score: what is far behind it is there by chance.
const LEAST_OF_BEST: u64 = 400;

/// One searchable entry in one language.
#[derive(Clone, Copy, Debug)]
pub struct Doc<'a> {
    /// The question, as it is shown.
    pub question: &'a str,
    /// The answer in Telegram's HTML.
    pub answer: &'a str,
    /// Other wordings of the question, and words that people use for it.
    pub words: &'a [String],
    /// The title of its category.
    pub category: &'a str,
}

/// A found entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number in the order in which entries were given.
    pub doc: usize,
    /// How well it fits, from 0 to 1,000.
    pub score: u64,
}

/// Entries of one language, ready to be searched.
pub struct Index {
    lang: Lang,
    lexicon: Lexicon,
    /// What is known of every stem, by its number.
    terms: Vec<Term>,
    wordings: Vec<Wording>,
    grams: Grams,
    docs: usize,
}

/// Where a stem is.
struct Term {
    rarity: u64,
    /// Entries, each with what the stem adds to it.
    docs: Vec<(usize, u64)>,
    /// Wordings.
    wordings: Vec<usize>,
}

/// A question or another wording of it.
struct Wording {
    doc: usize,
    /// Rarities of its words, summed.
    mass: u64,
}

/// An entry on its way into the index.
#[derive(Default)]
struct Draft {
    counts: BTreeMap<Stem, u64>,
    grams: Counts,
    wordings: Vec<BTreeSet<Stem>>,
}

impl Draft {
    fn read(lang: Lang, lexicon: &mut Lexicon, doc: &Doc<'_>) -> Self {
        let mut draft = Self::default();
        for wording in std::iter::once(doc.question).chain(doc.words.iter().map(String::as_str)) {
            let mut stems = BTreeSet::new();
            for word in text::words(lang, wording) {
                if let Some(stem) = lexicon.learn(&word) {
                    *draft.counts.entry(stem).or_default() += IN_QUESTION;
                    draft.grams.add(&word, IN_QUESTION);
                    stems.insert(stem);
                }
            }
            if !stems.is_empty() {
                draft.wordings.push(stems);
            }
        }
        for word in text::words(lang, &text::plain(doc.answer)) {
            if let Some(stem) = lexicon.learn(&word) {
                *draft.counts.entry(stem).or_default() += IN_ANSWER;
                draft.grams.add(&word, IN_ANSWER);
            }
        }
        // Its spelling would be the same in all entries of the category.
        for word in text::words(lang, doc.category) {
            if let Some(stem) = lexicon.learn(&word) {
                *draft.counts.entry(stem).or_default() += IN_ANSWER;
            }
        }
        draft
    }

    fn length(&self) -> u64 {
        self.counts.values().sum()
    }
}

impl Index {
    /// Builds the index of one language; it keeps nothing of the entries themselves.
    #[must_use]
    pub fn build<'a>(lang: Lang, docs: impl IntoIterator<Item = Doc<'a>>) -> Self {
        let mut lexicon = Lexicon::new(lang);
        let drafts: Vec<Draft> = docs
            .into_iter()
            .map(|doc| Draft::read(lang, &mut lexicon, &doc))
            .collect();
        let mut terms = terms(&drafts, lexicon.count());
        let mut wordings = Vec::new();
        for (doc, draft) in drafts.iter().enumerate() {
            for stems in &draft.wordings {
                let mut mass = 0;
                for stem in stems {
                    if let Some(term) = terms.get_mut(*stem) {
                        mass += term.rarity;
                        term.wordings.push(wordings.len());
                    }
                }
                wordings.push(Wording { doc, mass });
            }
        }
        let docs = drafts.len();
        let grams: Vec<Counts> = drafts.into_iter().map(|draft| draft.grams).collect();
        let grams = Grams::build(&grams);
        Self {
            lang,
            lexicon,
            terms,
            wordings,
            grams,
            docs,
        }
    }

    /// The best entries for a query, the best one first and equals in their own order; at most `limit`,
    /// and none at all when nothing fits.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query: String = query.chars().take(MOST_CHARS).collect();
        let mut best = vec![0; self.docs];
        for reading in text::readings(self.lang, &query) {
            for (best, score) in best.iter_mut().zip(self.scores(&reading)) {
                *best = score.max(*best);
            }
        }
        let top = best.iter().copied().max().unwrap_or_default();
        let least = LEAST.max(top * LEAST_OF_BEST / ONE);
        let mut hits: Vec<Hit> = best
            .into_iter()
            .enumerate()
            .filter_map(|(doc, score)| (score >= least).then_some(Hit { doc, score }))
            .collect();
        hits.sort_by_key(|hit| (Reverse(hit.score), hit.doc));
        hits.truncate(limit);
        hits
    }

    /// Scores of all entries for one reading of a query.
    fn scores(&self, reading: &str) -> Vec<u64> {
        let mut seen = BTreeSet::new();
        let mut grams = Counts::default();
        let mut covered = vec![0; self.docs];
        let mut worded = vec![0; self.wordings.len()];
        let mut said = 0;
        for word in text::words(self.lang, reading).take(MOST_WORDS) {
            let Some(stem) = self.lexicon.stem(&word) else {
                continue;
            };
            let meanings = self.lexicon.meanings(&word, &stem);
            if !seen.insert(stem) {
                continue;
            }
            grams.add(&word, 1);
            said += self.mass(&meanings);
            self.collect(&meanings, &mut covered, &mut worded);
        }
        if said == 0 {
            return covered;
        }
        let mut nearest = vec![0; self.docs];
        for (wording, mass) in self.wordings.iter().zip(worded) {
            if let Some(nearest) = nearest.get_mut(wording.doc) {
                // Dice: what both say, of all that the two say.
                *nearest = (2 * mass * ONE / (wording.mass + said)).max(*nearest);
            }
        }
        covered
            .into_iter()
            .zip(nearest)
            .zip(self.grams.likeness(&grams))
            .map(|((covered, wording), spelling)| {
                (COVERAGE * (covered * ONE / said) + WORDING * wording + SPELLING * spelling) / ONE
            })
            .collect()
    }

    /// How much a word of a query says. A word that no entry knows says as much as the rarest one: it is
    /// what the query is about, and the entries are not.
    fn mass(&self, meanings: &BTreeMap<Stem, u64>) -> u64 {
        let unknown = rarity(wide(self.docs), 1);
        meanings
            .iter()
            .max_by_key(|(_, likeness)| **likeness)
            .and_then(|(stem, likeness)| Some((self.terms.get(*stem)?, *likeness)))
            .map_or(unknown, |(term, likeness)| {
                (term.rarity * likeness + unknown * ONE.saturating_sub(likeness)) / ONE
            })
    }

    /// Adds one word of a query to the entries and wordings that have it. Of all its meanings each of
    /// them takes the best: a word with many likely meanings does not count for many.
    fn collect(&self, meanings: &BTreeMap<Stem, u64>, covered: &mut [u64], worded: &mut [u64]) {
        let mut docs: BTreeMap<usize, u64> = BTreeMap::new();
        let mut wordings: BTreeMap<usize, u64> = BTreeMap::new();
        for (stem, likeness) in meanings {
            let Some(term) = self.terms.get(*stem) else {
                continue;
            };
            for (doc, impact) in &term.docs {
                raise(docs.entry(*doc).or_default(), impact * likeness / ONE);
            }
            for wording in &term.wordings {
                raise(
                    wordings.entry(*wording).or_default(),
                    term.rarity * likeness / ONE,
                );
            }
        }
        for (totals, found) in [(covered, docs), (worded, wordings)] {
            for (at, value) in found {
                if let Some(total) = totals.get_mut(at) {
                    *total += value;
                }
            }
        }
    }
}

fn raise(best: &mut u64, value: u64) {
    *best = value.max(*best);
}

/// BM25 without the query: what every stem adds to the entries that have it.
fn terms(drafts: &[Draft], stems: usize) -> Vec<Term> {
    let entries = wide(drafts.len());
    let usual = (drafts.iter().map(Draft::length).sum::<u64>() / entries.max(1)).max(1);
    let mut places: Vec<Vec<(usize, u64)>> = vec![Vec::new(); stems];
    for (doc, draft) in drafts.iter().enumerate() {
        let held_back = SATURATION * (ONE - LENGTH + LENGTH * draft.length() / usual) / ONE;
        for (stem, count) in &draft.counts {
            if let Some(place) = places.get_mut(*stem) {
                let count = count * ONE;
                place.push((doc, count * ONE / (count + held_back)));
            }
        }
    }
    places
        .into_iter()
        .map(|mut docs| {
            let rarity = rarity(entries, wide(docs.len()));
            for (_, impact) in &mut docs {
                *impact = *impact * rarity / ONE;
            }
            Term {
                rarity,
                docs,
                wordings: Vec::new(),
            }
        })
        .collect()
}
