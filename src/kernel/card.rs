//! The number of a bank card. It can be read aloud only on purpose: printing shows its last digits, and
//! its memory is wiped.

use std::fmt;

use zeroize::Zeroizing;

/// What stands for the hidden digits.
const HIDDEN: &str = "••••";

/// A card number that was checked: length, check digit, payment system.
#[derive(Clone, PartialEq, Eq)]
pub struct CardNumber {
    digits: Zeroizing<String>,
    scheme: Scheme,
}

/// The payment system of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Mir.
    Mir,
    /// Visa.
    Visa,
    /// Mastercard.
    Mastercard,
    /// UnionPay.
    UnionPay,
    /// Humo, of Uzbekistan.
    Humo,
    /// Uzcard, of Uzbekistan.
    Uzcard,
}

/// Why a text is no card number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Something other than digits, spaces and dashes.
    #[error("a card number has digits only")]
    Characters,
    /// Too short or too long, in general or for its payment system.
    #[error("a card number of another length")]
    Length,
    /// A slip of the pen: the check digit (Luhn) does not fit.
    #[error("the check digit does not fit")]
    Checksum,
    /// None of the payment systems in [`Scheme`].
    #[error("a card of an unknown payment system")]
    UnknownScheme,
}

impl Scheme {
    /// The name on the card.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mir => "Mir",
            Self::Visa => "Visa",
            Self::Mastercard => "Mastercard",
            Self::UnionPay => "UnionPay",
            Self::Humo => "Humo",
            Self::Uzcard => "Uzcard",
        }
    }

    /// By the ranges of the first digits.
    fn of(digits: &str) -> Option<Self> {
        let first_four: u16 = digits.get(..4)?.parse().ok()?;
        Some(match first_four {
            8600 | 5614 => Self::Uzcard,
            9860 => Self::Humo,
            2200..=2204 => Self::Mir,
            2221..=2720 | 5100..=5599 => Self::Mastercard,
            4000..=4999 => Self::Visa,
            6200..=6299 | 8100..=8171 => Self::UnionPay,
            _ => return None,
        })
    }

    /// How many digits its cards have.
    const fn has_length(self, len: usize) -> bool {
        match self {
            Self::Mastercard | Self::Humo | Self::Uzcard => len == 16,
            Self::Visa => matches!(len, 13 | 16 | 19),
            Self::Mir | Self::UnionPay => matches!(len, 16..=19),
        }
    }
}

impl CardNumber {
    /// Reads a number as people write it, with spaces and dashes.
    ///
    /// # Errors
    /// See [`CardError`].
    pub fn parse(text: &str) -> Result<Self, CardError> {
        // Of its final size from the start, so that no smaller copy is left in memory.
        let mut digits = Zeroizing::new(String::with_capacity(text.len()));
        for letter in text.chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                '-' | '‐' | '‑' | '–' | '—' => {}
                space if space.is_whitespace() => {}
                _ => return Err(CardError::Characters),
            }
        }
        if !(13..=19).contains(&digits.len()) {
            return Err(CardError::Length);
        }
        if !luhn(&digits) {
            return Err(CardError::Checksum);
        }
        let scheme = Scheme::of(&digits).ok_or(CardError::UnknownScheme)?;
        if !scheme.has_length(digits.len()) {
            return Err(CardError::Length);
        }
        Ok(Self { digits, scheme })
    }

    /// The payment system.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// What may be shown: `•••• 4477`.
    #[must_use]
    pub fn mask(&self) -> String {
        let hidden = self.digits.len().saturating_sub(4);
        let shown = self.digits.get(hidden..).unwrap_or_default();
        format!("{HIDDEN} {shown}")
    }

    /// All digits, for the vault and for the one who pays out.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.digits
    }
}

impl fmt::Debug for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardNumber({} {})", self.scheme.name(), self.mask())
    }
}

impl fmt::Display for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.mask())
    }
}

/// Whether the check digit fits (ISO/IEC 7812-1): every second digit from the right counts twice, by its
/// digit sum.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit.saturating_sub(b'0'));
            match place % 2 {
                0 => digit,
                _ => digit * 2 / 10 + digit * 2 % 10,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers that payment systems publish for tests, and made-up ones with a right check digit.
    const KNOWN: [(&str, Scheme); 12] = [
        ("2200 1234 5678 9019", Scheme::Mir),
        ("2204 1201 0000 0006 5", Scheme::Mir),
        ("4111 1111 1111 1111", Scheme::Visa),
        ("4477-4477-4477-4477", Scheme::Visa),
        ("4222222222222", Scheme::Visa),
        ("5555 5555 5555 4444", Scheme::Mastercard),
        ("2223 0031 2200 3222", Scheme::Mastercard),
        ("6200 0000 0000 0005", Scheme::UnionPay),
        ("8171 9999 2766 0000", Scheme::UnionPay),
        ("9860 1234 5678 9012", Scheme::Humo),
        ("8600 4954 7331 6478", Scheme::Uzcard),
        ("5614 6812 3456 7890", Scheme::Uzcard),
    ];

    /// The digits with the check digit that they need.
    fn checked(body: &str) -> String {
        (0..10)
            .map(|check| format!("{body}{check}"))
            .find(|number| luhn(number))
            .unwrap()
    }

    #[test]
    fn cards_are_known_by_their_first_digits() {
        for (text, scheme) in KNOWN {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let number = checked(digits.get(..digits.len() - 1).unwrap());
            assert_eq!(
                CardNumber::parse(&number).unwrap().scheme(),
                scheme,
                "{text}"
            );
        }
        for text in [
            "4111 1111 1111 1111",
            "5555—5555—5555—4444",
            "4222222222222",
        ] {
            assert!(CardNumber::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_card_is_refused_for_its_reason() {
        let refused = |text: &str| CardNumber::parse(text).unwrap_err();
        assert_eq!(refused("4111 1111 1111 1112"), CardError::Checksum);
        assert_eq!(refused("4111 1111 1111"), CardError::Length);
        assert_eq!(refused("4111 1111 1111 1111 1111"), CardError::Length);
        assert_eq!(refused(""), CardError::Length);
        assert_eq!(refused("4111 1111 1111 111o"), CardError::Characters);
        assert_eq!(refused("٤١١١ ١١١١ ١١١١ ١١١١"), CardError::Characters);
        assert_eq!(refused("0000 0000 0000 0000"), CardError::UnknownScheme);
        assert_eq!(
            refused(&checked("37828224631000")),
            CardError::UnknownScheme
        );
        // A Mastercard of fifteen digits does not exist.
        assert_eq!(refused(&checked("55555555555555")), CardError::Length);
    }

    #[test]
    fn the_borders_of_the_ranges_belong_to_them() {
        let scheme = |start: &str| {
            let number = checked(&format!("{start:0<15}"));
            CardNumber::parse(&number).map(|card| card.scheme())
        };
        let unknown = Err(CardError::UnknownScheme);
        assert_eq!(scheme("2199"), unknown);
        assert_eq!(scheme("2200"), Ok(Scheme::Mir));
        assert_eq!(scheme("2204"), Ok(Scheme::Mir));
        assert_eq!(scheme("2205"), unknown);
        assert_eq!(scheme("2220"), unknown);
        assert_eq!(scheme("2221"), Ok(Scheme::Mastercard));
        assert_eq!(scheme("2720"), Ok(Scheme::Mastercard));
        assert_eq!(scheme("2721"), unknown);
        assert_eq!(scheme("5099"), unknown);
        assert_eq!(scheme("5100"), Ok(Scheme::Mastercard));
        assert_eq!(scheme("5599"), Ok(Scheme::Mastercard));
        assert_eq!(scheme("5613"), unknown);
        assert_eq!(scheme("5615"), unknown);
        assert_eq!(scheme("8599"), unknown);
        assert_eq!(scheme("8601"), unknown);
        assert_eq!(scheme("9859"), unknown);
        assert_eq!(scheme("9861"), unknown);
    }

    #[test]
    fn printing_shows_four_digits_and_no_more() {
        let card = CardNumber::parse("4477 4477 4477 4477")
            .unwrap_or_else(|_| CardNumber::parse(&checked("447744774477447")).unwrap());
        let last = card.expose().get(12..).unwrap();
        assert_eq!(card.mask(), format!("•••• {last}"));
        assert_eq!(card.to_string(), card.mask());
        assert_eq!(format!("{card:?}"), format!("CardNumber(Visa •••• {last})"));
        assert_eq!(card.expose().len(), 16);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            if let Ok(card) = CardNumber::parse(&text) {
                prop_assert!(luhn(card.expose()));
            }
        }

        #[test]
        fn groups_do_not_matter_and_one_wrong_digit_is_noticed(
            body in "4[0-9]{14}", gaps in prop::collection::vec("[ -]{0,2}", 16), at in 0usize..16, by in 1u8..10,
        ) {
            let number = checked(&body);
            let written: String = number.chars().zip(&gaps).flat_map(|(digit, gap)| [digit.to_string(), gap.clone()]).collect();
            let card = CardNumber::parse(&written).unwrap();
            prop_assert_eq!(card.expose(), &number);
            let mut wrong = number.into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(CardNumber::parse(&wrong).unwrap_err(), CardError::Checksum);
        }

        #[test]
        fn no_printed_form_holds_the_number(body in "(4|8600|9860|2200)[0-9]{11}") {
            if let Ok(card) = CardNumber::parse(&checked(&format!("{body:0<15}"))) {
                let printed = format!("{card} {card:?}");
                prop_assert!(!printed.contains(card.expose().get(..12).unwrap()));
                prop_assert_eq!(printed.chars().filter(char::is_ascii_digit).count(), 8);
            }
        }
    }
}
