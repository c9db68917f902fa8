//! Where a company is paid: the details of its bank account, as it writes them. They can be read aloud
//! only on purpose: printing shows the last digits of the account.

use std::fmt;

use secrecy::SecretString;

/// Longest details, in characters.
pub const LIMIT: usize = 500;
/// Digits of an account in Russia and in Uzbekistan.
const DIGITS: usize = 20;

/// Details with the number of an account in them.
#[derive(Clone)]
pub struct BankDetails {
    text: SecretString,
    /// Last digits of the account.
    tail: String,
}

/// Why a text is no bank details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BankError {
    /// Longer than [`LIMIT`].
    #[error("bank details that are too long")]
    Length,
    /// No number of twenty digits in it.
    #[error("no account of twenty digits")]
    NoAccount,
}

impl BankDetails {
    /// Reads details: any words, with the account among them. Spaces within its number are fine.
    ///
    /// # Errors
    /// See [`BankError`].
    pub fn parse(text: &str) -> Result<Self, BankError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > LIMIT {
            return Err(BankError::Length);
        }
        let tail = account_in(&text).ok_or(BankError::NoAccount)?;
        Ok(Self {
            text: SecretString::from(text),
            tail,
        })
    }

    /// The details, for the vault and for the bank.
    #[must_use]
    pub const fn expose(&self) -> &SecretString {
        &self.text
    }

    /// The account as it may be shown.
    #[must_use]
    pub fn mask(&self) -> String {
        format!("•••• {}", self.tail)
    }
}

impl fmt::Debug for BankDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BankDetails").field(&self.mask()).finish()
    }
}

/// The last four digits of the first number of twenty digits: a word of its own, or groups of digits with
/// single spaces between them.
fn account_in(text: &str) -> Option<String> {
    let is_digits = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let tail = |digits: &str| digits.get(DIGITS - 4..).map(str::to_owned);
    let words = || {
        text.split(' ')
            .map(|word| word.trim_matches(|letter: char| !letter.is_ascii_digit()))
    };
    if let Some(account) = words().find(|word| word.len() == DIGITS && is_digits(word)) {
        return tail(account);
    }
    let mut run = String::new();
    for word in text.split(' ').chain([""]) {
        let word = word.trim_end_matches([',', ';', '.']);
        if !word.is_empty() && is_digits(&word) {
            run.push_str(word);
        } else {
            if run.len() == DIGITS {
                return tail(&run);
            }
            run.clear();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn details_hold_an_account_and_show_its_last_digits_alone() {
        let words = "ООО «Шёлковый путь», ИНН 7707083893, р/с 40702810900000001234, БИК 044525225";
        let details = BankDetails::parse(words).unwrap();
        assert_eq!(details.mask(), "•••• 1234");
        assert_eq!(details.expose().expose_secret(), words);
        assert_eq!(format!("{details:?}"), "BankDetails(\"•••• 1234\")");
        let spaced = BankDetails::parse("Silk Road MChJ\nh/r 2020 8000 9000 0000 1234, MFO 00450");
        assert_eq!(spaced.unwrap().mask(), "•••• 1234");
    }

    #[test]
    fn other_words_are_refused() {
        for words in [
            "",
            "карта 2202 2000 0000 0008",
            "ИНН 7707083893",
            "4070281090000000123",
        ] {
            let error = BankDetails::parse(words).unwrap_err();
            assert_eq!(error, BankError::NoAccount, "{words}");
        }
        let long = "я".repeat(LIMIT + 1);
        assert_eq!(BankDetails::parse(&long).unwrap_err(), BankError::Length);
    }
}
