//! Prices and shares as people type them.

use crate::{
    features::study::drafts::PRICE_LIMIT,
    kernel::money::{Currency, Money},
};

/// Words that may stand behind a price.
const SIGNS: [&str; 11] = [
    "₽",
    "рублей",
    "рубля",
    "руб.",
    "руб",
    "р.",
    "rub",
    "сум",
    "soʻm",
    "so'm",
    "uzs",
];

/// A price: `1500`, `1 500,50`, `1500 ₽`; none for anything that cannot be asked for.
#[must_use]
pub fn price(text: &str, currency: Currency) -> Option<Money> {
    typed(text, currency).filter(|money| (100..=PRICE_LIMIT).contains(&money.minor()))
}

/// A sum of any size, written like a price.
#[must_use]
pub fn typed(text: &str, currency: Currency) -> Option<Money> {
    leading(text, currency)
        .filter(|(_, rest)| rest.is_empty())
        .map(|(sum, _)| sum)
}

/// A sum with which a text begins, and what stands behind it and its sign.
#[must_use]
pub fn leading(text: &str, currency: Currency) -> Option<(Money, &str)> {
    let text = text.trim();
    let is_of_number = |letter: char| {
        letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '.' | ',')
    };
    let end = text.find(|letter| !is_of_number(letter));
    let number = text.get(..end.unwrap_or(text.len()))?;
    let number = number.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let rest = text.get(number.len()..)?.trim_start();
    let signed = SIGNS.into_iter().find_map(|sign| {
        let (head, behind) = rest.split_at_checked(sign.len())?;
        let is_whole = !behind.starts_with(char::is_alphanumeric);
        (is_whole && head.to_lowercase() == sign).then_some(behind)
    });
    let sum = Money::parse(&plain(number)?, currency).ok()?;
    Some((sum, signed.unwrap_or(rest).trim_start()))
}

/// A share in basis points: `30`, `33,3`, `12.25 %`; none outside 0 to 100 per cent.
#[must_use]
pub fn basis_points(text: &str) -> Option<u32> {
    let number = text.trim().trim_end_matches('%');
    // Per cent with two decimal digits is money's form, too.
    let points = Money::parse(&plain(number)?, Currency::Rub).ok()?.minor();
    u32::try_from(points)
        .ok()
        .filter(|points| *points <= 10_000)
}

/// Digits and one point; spaces between digits are left out. None for anything else, such as `1e3`.
fn plain(number: &str) -> Option<String> {
    let number: String = number
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| if letter == ',' { '.' } else { letter })
        .collect();
    let is_number = number.starts_with(|letter: char| letter.is_ascii_digit())
        && number
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == '.');
    is_number.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_people_write_them() {
        let rub = |text| price(text, Currency::Rub).map(Money::minor);
        assert_eq!(rub("1500"), Some(150_000));
        assert_eq!(rub(" 1 500,50 ₽"), Some(150_050));
        assert_eq!(rub("12\u{a0}000 руб."), Some(1_200_000));
        assert_eq!(rub("1 000 000"), Some(PRICE_LIMIT));
        for text in [
            "",
            "-1500",
            "+5",
            "0",
            "0,99",
            "1.234,5",
            "сто",
            "1e3",
            "1000001",
            "1500,999",
            "₽",
            "99999999999999999999999",
            "1500 $",
            "1500 руб. сразу",
        ] {
            assert_eq!(rub(text), None, "{text}");
        }
    }

    #[test]
    fn shares_are_read_as_people_write_them() {
        assert_eq!(basis_points("0"), Some(0));
        assert_eq!(basis_points("33,3 %"), Some(3330));
        assert_eq!(basis_points("100%"), Some(10_000));
        for text in ["", "-1", "100,01", "101", "половина", "33,333", "%"] {
            assert_eq!(basis_points(text), None, "{text}");
        }
    }
}
