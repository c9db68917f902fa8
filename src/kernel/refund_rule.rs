//! What goes back when somebody cancels in good time, and less in less.

use std::{fmt, str::FromStr};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{
    money::{Money, MoneyError},
    time::Timestamp,
};

/// Steps of "until so many days before: so much goes back". Written `14:100 7:50`: all of it up to
/// fourteen days before, half of it up to seven, nothing later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RefundRule(Vec<Step>);

/// One step of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Up to so many days before the beginning.
    pub days: u32,
    /// Goes back, in per cent.
    pub percent: u32,
}

/// Not a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a rule of refunds")]
pub struct NoRule;

/// More than a year ahead nobody asks.
const MOST_DAYS: u32 = 365;
/// More steps nobody reads.
const MOST_STEPS: usize = 6;

impl RefundRule {
    /// The steps, the earliest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// How much goes back of something that begins at `begins`, in per cent.
    #[must_use]
    pub fn percent(&self, now: Timestamp, begins: Timestamp) -> u32 {
        let left = begins.since(now);
        self.0
            .iter()
            .find(|step| left >= TimeDelta::days(step.days.into()))
            .map_or(0, |step| step.percent)
    }

    /// What goes back of `paid`, rounded down.
    ///
    /// # Errors
    /// When the amount does not fit.
    pub fn back(
        &self,
        paid: Money,
        now: Timestamp,
        begins: Timestamp,
    ) -> Result<Money, MoneyError> {
        paid.proportion(self.percent(now, begins).into(), 100)
    }
}

impl FromStr for RefundRule {
    type Err = NoRule;

    fn from_str(text: &str) -> Result<Self, NoRule> {
        let steps: Vec<Step> = text
            .split_whitespace()
            .map(|step| {
                let (days, percent) = step.split_once(':').ok_or(NoRule)?;
                Ok(Step {
                    days: days.parse().or(Err(NoRule))?,
                    percent: percent.parse().or(Err(NoRule))?,
                })
            })
            .collect::<Result<_, NoRule>>()?;
        let is_sound = steps.len() <= MOST_STEPS
            && steps
                .iter()
                .all(|step| step.days <= MOST_DAYS && step.percent <= 100)
            // Later there is never more.
            && steps.is_sorted_by(|early, late| {
                early.days > late.days && early.percent >= late.percent
            });
        is_sound.then_some(Self(steps)).ok_or(NoRule)
    }
}

impl fmt::Display for RefundRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            write!(f, "{space}{}:{}", step.days, step.percent)?;
        }
        Ok(())
    }
}

impl TryFrom<String> for RefundRule {
    type Error = NoRule;

    fn try_from(text: String) -> Result<Self, NoRule> {
        text.parse()
    }
}

impl From<RefundRule> for String {
    fn from(rule: RefundRule) -> Self {
        rule.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::money::Currency;

    fn rule(text: &str) -> RefundRule {
        text.parse().unwrap()
    }

    #[test]
    fn the_steps_hold_to_the_last_millisecond_of_their_day() {
        let rule = rule("14:100 7:50 3:20");
        let begins = Timestamp(1_900_000_000_000);
        let back = |before: TimeDelta| {
            let paid = Money::new(10_001, Currency::Rub);
            rule.back(paid, begins.minus(before), begins)
                .unwrap()
                .minor()
        };
        let bit = TimeDelta::milliseconds(1);
        assert_eq!(back(TimeDelta::days(30)), 10_001);
        assert_eq!(back(TimeDelta::days(14)), 10_001);
        assert_eq!(back(TimeDelta::days(14) - bit), 5_000);
        assert_eq!(back(TimeDelta::days(7) - bit), 2_000);
        assert_eq!(back(TimeDelta::days(3) - bit), 0);
        assert_eq!(back(TimeDelta::days(-1)), 0);
    }

    #[test]
    fn a_rule_reads_as_it_is_written_and_nonsense_is_no_rule() {
        for text in ["", "0:100", "14:100 7:50 3:20"] {
            assert_eq!(rule(text).to_string(), text);
        }
        assert_eq!(rule(" 14:100\n7:0 ").to_string(), "14:100 7:0");
        for text in [
            "14",
            "14:",
            ":5",
            "14:101",
            "7:50 14:100",
            "14:50 7:60",
            "7:50 7:40",
            "-1:5",
            "400:9",
            "9:9 8:8 7:7 6:6 5:5 4:4 3:3",
            "14:100,7:50",
        ] {
            assert_eq!(text.parse::<RefundRule>(), Err(NoRule), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_more_goes_back_than_was_paid_and_never_more_later(
            paid in 0..i64::MAX / 200, first in 0..20_i64, second in 0..20_i64,
        ) {
            let rule = rule("14:100 7:50 3:20");
            let begins = Timestamp(1_900_000_000_000);
            let money = Money::new(paid, Currency::Uzs);
            let back = |days| rule.back(money, begins.minus(TimeDelta::days(days)), begins).unwrap();
            let (early, late) = (back(first.max(second)).minor(), back(first.min(second)).minor());
            prop_assert!((0..=paid).contains(&early) && late <= early);
        }
    }
}
