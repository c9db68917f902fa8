//! Likeness of spelling: which runs of three letters a query shares with an entry. It finds what stems
//! and slips do not, such as a word with another prefix.

use std::collections::{BTreeMap, HashMap};

use super::fixed::{ONE, log2, rarity, wide};

/// Three letters in a row; a space stands before the first letter of a word. Nothing stands behind the
/// last one, because endings change.
type Gram = [char; 3];

/// Runs of letters of one text, counted.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<Gram, u64>);

impl Counts {
    /// Counts a word as often as it weighs.
    pub(super) fn add(&mut self, word: &str, weight: u64) {
        let letters = word.chars();
        for ((first, second), third) in std::iter::once(' ')
            .chain(letters.clone())
            .zip(letters.clone())
            .zip(letters.skip(1))
        {
            *self.0.entry([first, second, third]).or_default() += weight;
        }
    }
}

/// Runs of letters of all entries.
#[derive(Default)]
pub(super) struct Grams {
    places: HashMap<Gram, Place>,
    /// Length of each entry's vector.
    norms: Vec<u64>,
    /// Rarity of a run that no entry has.
    unknown: u64,
}

struct Place {
    rarity: u64,
    /// Entries with their weights.
    entries: Vec<(usize, u64)>,
}

impl Grams {
    pub(super) fn build(entries: &[Counts]) -> Self {
        let total = wide(entries.len());
        let mut counted: BTreeMap<Gram, Vec<(usize, u64)>> = BTreeMap::new();
        for (entry, counts) in entries.iter().enumerate() {
            for (gram, count) in &counts.0 {
                counted.entry(*gram).or_default().push((entry, *count));
            }
        }
        let mut squares = vec![0; entries.len()];
        let mut places = HashMap::with_capacity(counted.len());
        for (gram, mut entries) in counted {
            let rarity = rarity(total, wide(entries.len()));
            for (entry, count) in &mut entries {
                *count = weight(rarity, *count);
                if let Some(square) = squares.get_mut(*entry) {
                    *square += *count * *count;
                }
            }
            places.insert(gram, Place { rarity, entries });
        }
        Self {
            places,
            norms: squares.into_iter().map(u64::isqrt).collect(),
            unknown: rarity(total, 1),
        }
    }

    /// The cosine between a query and every entry, up to [`ONE`].
    pub(super) fn likeness(&self, query: &Counts) -> Vec<u64> {
        let mut products = vec![0; self.norms.len()];
        let mut square = 0;
        for (gram, count) in &query.0 {
            let place = self.places.get(gram);
            let weight = weight(place.map_or(self.unknown, |place| place.rarity), *count);
            square += weight * weight;
            for (entry, other) in place.into_iter().flat_map(|place| &place.entries) {
                if let Some(product) = products.get_mut(*entry) {
                    *product += weight * other;
                }
            }
        }
        let norm = square.isqrt().max(1);
        products
            .into_iter()
            .zip(&self.norms)
            .map(|(product, own)| product / norm * ONE / own.max(&1))
            .collect()
    }
}

/// Weight of a run in a text: the tenth time tells less than the first.
fn weight(rarity: u64, count: u64) -> u64 {
    rarity * (ONE + log2(count)) / ONE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(words: &[&str]) -> Counts {
        let mut counts = Counts::default();
        for word in words {
            counts.add(word, 1);
        }
        counts
    }

    #[test]
    fn the_same_text_is_as_like_as_can_be_and_a_foreign_one_is_not_like_at_all() {
        let grams = Grams::build(&[counts(&["оплата"]), counts(&["маршрут"])]);
        let likeness = grams.likeness(&counts(&["оплата"]));
        assert!(
            matches!(likeness.as_slice(), [990..=1_000, 0]),
            "{likeness:?}"
        );
        assert_eq!(grams.likeness(&counts(&["xyz"])), [0, 0]);
        assert_eq!(grams.likeness(&Counts::default()), [0, 0]);
    }

    #[test]
    fn another_prefix_is_bridged_and_short_words_have_no_runs() {
        let grams = Grams::build(&[counts(&["платить"]), counts(&["маршрут"])]);
        assert!(matches!(
            grams.likeness(&counts(&["заплатить"])).as_slice(),
            [500..=1_000, 0]
        ));
        assert_eq!(grams.likeness(&counts(&["я"])), [0, 0]);
    }
}
