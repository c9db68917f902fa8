//! From values to heights, and values in words.

use super::{BOTTOM, TOP};

/// Steps between two ticks are one of these, times a power of ten.
const STEPS: [i128; 3] = [1, 2, 5];
/// About so many ticks, without the zero.
const TICKS: i128 = 5;

/// Which values the plot spans.
pub(super) struct Scale {
    low: i128,
    high: i128,
    step: i128,
}

impl Scale {
    /// Holds all values and zero, between round ticks.
    pub(super) fn over(values: impl Iterator<Item = i64> + Clone, exponent: u32) -> Self {
        let low = values.clone().map(i128::from).min().unwrap_or(0).min(0);
        let high = values.map(i128::from).max().unwrap_or(0).max(0);
        let step = step(high - low, exponent);
        let high = div_up_wide(high, step) * step;
        let low = -(div_up_wide(-low, step) * step);
        Self {
            low,
            // Something has to be above the line, even when nothing happened.
            high: if high == low { low + step } else { high },
            step,
        }
    }

    pub(super) fn ticks(&self) -> impl Iterator<Item = i128> + '_ {
        std::iter::successors(Some(self.low), |tick| Some(tick + self.step))
            .take_while(|tick| *tick <= self.high)
    }

    pub(super) fn y(&self, value: impl Into<i128>) -> i64 {
        let value = value.into();
        let span = (self.high - self.low).max(1);
        let height = (value - self.low) * i128::from(BOTTOM - TOP) / span;
        BOTTOM - i64::try_from(height).unwrap_or_default()
    }
}

/// The smallest round step that gives no more than [`TICKS`] ticks over this span.
fn step(span: i128, exponent: u32) -> i128 {
    let wanted = div_up_wide(span, TICKS).max(1);
    // Ticks of money are whole roubles as soon as there is a rouble a tick.
    let mut unit = 10_i128.pow(exponent.min(9));
    if wanted < unit {
        unit = 1;
    }
    loop {
        if let Some(step) = STEPS
            .iter()
            .map(|step| step * unit)
            .find(|step| *step >= wanted)
        {
            return step;
        }
        unit *= 10;
    }
}

/// A value as people read it: `12 500`, `12 500,50`.
pub(super) fn number(value: i128, exponent: u32) -> String {
    let unit = 10_u128.pow(exponent.min(9));
    let (whole, rest) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    let digits = whole.to_string();
    let mut text = String::new();
    if value < 0 {
        // The fonts have no U+2212.
        text.push('–');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if rest > 0 {
        let places = usize::try_from(exponent.min(9)).unwrap_or_default();
        text.push_str(&format!(",{rest:0places$}"));
    }
    text
}

fn div_up_wide(number: i128, by: i128) -> i128 {
    (number + by - 1) / by
}
