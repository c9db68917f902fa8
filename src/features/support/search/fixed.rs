//! Whole numbers instead of fractions: the order of answers is then the same on every machine.

/// One, in the fixed point of all weights and scores.
pub(super) const ONE: u64 = 1_000;

/// Bits after the point while a logarithm is taken.
const BITS: u32 = 16;

/// A length as a number to count with.
pub(super) fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Binary logarithm of a number from one up, digit by digit: squaring doubles the logarithm of the
/// fraction, and what spills over two is its next binary digit.
pub(super) fn log2(number: u64) -> u64 {
    let whole = number.max(1).ilog2();
    let mut fraction = (u128::from(number.max(1)) << BITS) >> whole;
    let mut logarithm = u64::from(whole) * ONE;
    let mut digit = ONE / 2;
    while digit > 0 {
        fraction = (fraction * fraction) >> BITS;
        if fraction >= 2 << BITS {
            fraction >>= 1;
            logarithm += digit;
        }
        digit /= 2;
    }
    logarithm
}

/// How much a word tells that is in so many of the entries: the fewer, the more. In none counts as in
/// one.
pub(super) fn rarity(entries: u64, with: u64) -> u64 {
    log2(entries + 1).saturating_sub(log2(with.max(1))).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_a_hundredth() {
        for (number, expected) in [
            (0, 0),
            (1, 0),
            (2, 1_000),
            (3, 1_585),
            (10, 3_322),
            (28, 4_807),
            (1_000, 9_966),
        ] {
            assert!(
                log2(number).abs_diff(expected) <= 10,
                "{number}: {}",
                log2(number)
            );
        }
    }

    #[test]
    fn rarer_words_tell_more_and_no_word_tells_nothing() {
        assert!(rarity(27, 1) > rarity(27, 2));
        assert_eq!(rarity(27, 0), rarity(27, 1));
        assert_eq!(rarity(27, 28), 1);
    }
}
