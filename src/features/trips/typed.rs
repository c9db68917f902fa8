//! Sums and words as people type them.

use super::{bargain::WORD_LIMIT, drafts::words_of, error::TripError};
use crate::{
    entity::trip_offer::Model,
    features::{desk::amounts, tours::sessions::HIGHEST},
    kernel::{
        money::{Currency, Money},
        words::clean,
    },
};

/// A word in the bargaining.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// As somebody typed it: a sum, words, or a sum and then words.
    Typed(String),
    /// The price and the words apart.
    Apart(Option<Money>, String),
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Typed(text.to_owned())
    }
}

impl Said {
    /// The price in the offer's currency, the words, or both.
    pub(super) fn about(self, offer: &Model) -> Result<(Option<Money>, String), TripError> {
        let (price, words) = match self {
            Self::Typed(text) => self::said(&text, offer.currency),
            Self::Apart(price, words) => (price, words),
        };
        let is_price = |price: &Money| {
            price.currency() == offer.currency && (1..=HIGHEST).contains(&price.minor())
        };
        if !price.as_ref().is_none_or(is_price) {
            return Err(TripError::BadPrice);
        }
        let words = words_of(&words, WORD_LIMIT, price.is_some())?;
        Ok((price, words))
    }
}

/// A whole message that is a sum: `45 000`, `45000,50 ₽`.
#[must_use]
pub(super) fn sum(text: &str, currency: Currency) -> Option<Money> {
    let (sum, words) = said(text, currency);
    sum.filter(|_| words.is_empty())
}

/// A sum, words, or a sum and then words: `42 000, если без обедов`.
#[must_use]
pub(super) fn said(text: &str, currency: Currency) -> (Option<Money>, String) {
    match amounts::leading(text, currency) {
        Some((sum, rest)) if (1..=HIGHEST).contains(&sum.minor()) => {
            let words = rest.trim_start_matches([',', '.', ' ', ';', '—', '-']);
            (Some(sum), clean(words))
        }
        _ => (None, clean(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_write_them() {
        let read = |text| sum(text, Currency::Rub).map(Money::minor);
        assert_eq!(read("45 000"), Some(4_500_000));
        assert_eq!(read("45000,50 ₽"), Some(4_500_050));
        assert_eq!(read(" 700 руб. "), Some(70_000));
        for odd in [
            "",
            "много",
            "0",
            "-5",
            "1.2.3",
            "45 000 с обедом",
            "9999999999999",
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_sum_may_come_with_words_or_words_alone() {
        let read = |text| {
            let (sum, words) = said(text, Currency::Rub);
            (sum.map(Money::minor), words)
        };
        assert_eq!(
            read("42 000, если без обедов"),
            (Some(4_200_000), "если без обедов".to_owned())
        );
        assert_eq!(read("42000₽"), (Some(4_200_000), String::new()));
        assert_eq!(
            read("42000 рублей за всех"),
            (Some(4_200_000), "за всех".to_owned())
        );
        // Words that begin as a sign does.
        assert_eq!(
            read("42000 рубашек нет"),
            (Some(4_200_000), "рубашек нет".to_owned())
        );
        assert_eq!(read("А дешевле?"), (None, "А дешевле?".to_owned()));
    }
}
