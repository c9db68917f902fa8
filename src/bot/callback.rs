//! Callback data: what a button carries. Typed, versioned, at most 64 bytes.
//!
//! Wire form `<tag>.<action>[.<argument>…]`, ASCII: `u1.zone.17`. Integers are base 36. Actions are
//! words that are written down, never derived from the order of variants: reordering an enum must not
//! re-aim buttons that were sent long ago. A changed layout reads the old form too, or raises the tag.
//!
//! Whatever arrives is a client's claim: the service checks the owner, the right and the state.

use teloxide::{dispatching::UpdateHandler, types::UpdateKind};

use super::{fault::Fault, intake::Incoming};
use crate::kernel::money::Currency;

/// Telegram's limit on callback data, in bytes.
pub const LIMIT: usize = 64;

/// What the buttons of one feature can say.
pub trait Callback: Sized + Clone + Send + Sync + 'static {
    /// Feature and version, such as `u1`; all differ.
    const TAG: &'static str;

    /// Writes the action and its arguments.
    fn write(&self, to: &mut Writer);

    /// Reads the arguments of `action`.
    ///
    /// # Errors
    /// [`Malformed`] for an unknown action or argument. Never a default instead.
    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed>;

    /// The wire form.
    fn encode(&self) -> String {
        let mut to = Writer(Self::TAG.to_owned());
        self.write(&mut to);
        debug_assert!(to.0.len() <= LIMIT, "callback data is too long: {}", to.0);
        to.0
    }

    /// Reads the wire form; `None` when it is another feature's, or not ours at all.
    fn decode(data: &str) -> Option<Result<Self, Malformed>> {
        let rest = data.strip_prefix(Self::TAG)?.strip_prefix('.')?;
        let mut from = Reader(Some(rest));
        Some(from.word().and_then(|action| {
            let callback = Self::read(action, &mut from)?;
            match from.0 {
                None => Ok(callback),
                Some(_) => Err(Malformed),
            }
        }))
    }
}

/// The data is not something that we ever wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed callback data")]
pub struct Malformed;

/// Writes arguments.
#[derive(Debug)]
pub struct Writer(String);

impl Writer {
    /// A word of our own: letters, digits, `_`, `-`.
    pub fn word(&mut self, word: &str) -> &mut Self {
        self.0.push('.');
        self.0.push_str(word);
        self
    }

    /// A number.
    pub fn int(&mut self, number: i64) -> &mut Self {
        self.0.push('.');
        if number < 0 {
            self.0.push('-');
        }
        self.0.push_str(&base36(number.unsigned_abs()));
        self
    }

    /// A currency.
    pub fn currency(&mut self, currency: Currency) -> &mut Self {
        self.word(match currency {
            Currency::Rub => "r",
            Currency::Uzs => "u",
        })
    }
}

/// Reads arguments in the order in which they were written.
#[derive(Debug)]
pub struct Reader<'d>(Option<&'d str>);

impl<'d> Reader<'d> {
    /// The next argument as a word.
    ///
    /// # Errors
    /// [`Malformed`] when there is none, it is empty, or no word of ours.
    pub fn word(&mut self) -> Result<&'d str, Malformed> {
        let rest = self.0.ok_or(Malformed)?;
        let (word, tail) = match rest.split_once('.') {
            Some((word, tail)) => (word, Some(tail)),
            None => (rest, None),
        };
        self.0 = tail;
        // Clients may send any bytes; Postgres takes no zero in a text.
        let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if word.is_empty() || !word.bytes().all(is_ours) {
            return Err(Malformed);
        }
        Ok(word)
    }

    /// The next argument as a number.
    ///
    /// # Errors
    /// [`Malformed`] when it is none, or not written as we write it.
    pub fn int<N: TryFrom<i64>>(&mut self) -> Result<N, Malformed> {
        let word = self.word()?;
        let number = i64::from_str_radix(word, 36).or(Err(Malformed))?;
        // One spelling a number: no plus sign, no upper case, no leading zeros.
        let mut canonical = Writer(String::new());
        canonical.int(number);
        if canonical.0.strip_prefix('.') != Some(word) {
            return Err(Malformed);
        }
        N::try_from(number).or(Err(Malformed))
    }

    /// The next argument as a currency.
    ///
    /// # Errors
    /// [`Malformed`] when it is none.
    pub fn currency(&mut self) -> Result<Currency, Malformed> {
        match self.word()? {
            "r" => Ok(Currency::Rub),
            "u" => Ok(Currency::Uzs),
            _ => Err(Malformed),
        }
    }
}

fn base36(mut number: u64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    loop {
        let digit = usize::try_from(number % 36).unwrap_or_default();
        digits.extend(DIGITS.get(digit));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits.reverse();
    String::from_utf8(digits).unwrap_or_default()
}

/// Lets an update pass when it is a button of this feature, and puts the decoded callback into the
/// dependency map. Malformed data passes no filter and ends in the answer for stale buttons.
#[must_use]
pub fn filter<C: Callback>() -> UpdateHandler<Fault> {
    dptree::filter_map(|incoming: Incoming| match &incoming.update.kind {
        UpdateKind::CallbackQuery(query) => C::decode(query.data.as_deref()?)?.ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Probe(i64, u32);

    impl Callback for Probe {
        const TAG: &'static str = "p1";
        fn write(&self, to: &mut Writer) {
            to.word("go").int(self.0).int(self.1.into());
        }
        fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
            match action {
                "go" => Ok(Self(from.int()?, from.int()?)),
                _ => Err(Malformed),
            }
        }
    }

    #[test]
    fn what_was_not_written_by_us_is_refused() {
        assert_eq!(Probe(7, 35).encode(), "p1.go.7.z");
        for data in [
            "p1.go.7",
            "p1.go.7.z.1",
            "p1.go.07.z",
            "p1.go.+7.z",
            "p1.go.7.Z",
            "p1.go.7.-1",
            "p1.",
            "p1.no.7.z",
            "p1.go..z",
        ] {
            assert_eq!(Probe::decode(data), Some(Err(Malformed)), "{data}");
        }
        assert_eq!(Probe::decode("p2.go.7.z"), None);
        assert_eq!(Probe::decode("p1"), None);
    }

    proptest! {
        #[test]
        fn callbacks_round_trip_and_fit(a in any::<i64>(), b in any::<u32>()) {
            let data = Probe(a, b).encode();
            prop_assert!(data.len() <= LIMIT);
            prop_assert_eq!(Probe::decode(&data), Some(Ok(Probe(a, b))));
        }

        #[test]
        fn no_text_makes_decoding_panic(text in any::<String>()) {
            let _ = Probe::decode(&text);
            let _ = Probe::decode(&format!("p1.{text}"));
        }
    }
}
