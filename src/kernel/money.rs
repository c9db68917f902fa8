//! Money as whole minor units. Never a float, never a database decimal: SQLite changes those.

use std::fmt;

use rust_decimal::Decimal;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// A currency that the platform settles in.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "UPPERCASE")]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Russian rouble, in kopecks.
    Rub,
    /// Uzbek soʻm, in tiyins.
    Uzs,
}

impl Currency {
    /// ISO 4217 code; also the word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rub => "RUB",
            Self::Uzs => "UZS",
        }
    }

    /// How many decimal digits the minor unit stands for (ISO 4217).
    #[must_use]
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Rub | Self::Uzs => 2,
        }
    }
}

/// An amount in minor units of its currency. May be negative: a debt or a reversal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Money {
    #[serde(rename = "amount_minor")]
    minor: i64,
    currency: Currency,
}

/// Why two amounts cannot be combined, or a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The currencies differ.
    #[error("amounts are in different currencies")]
    Mixed,
    /// The result does not fit.
    #[error("the amount is too large")]
    Overflow,
    /// Not a number, or more decimal digits than the currency has.
    #[error("not an amount of this currency")]
    Malformed,
}

impl Money {
    /// So many minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Minor units: kopecks, tiyins.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::Mixed`] for two currencies, [`MoneyError::Overflow`] when it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// The difference.
    ///
    /// # Errors
    /// As [`Money::plus`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// Nothing, in this currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whether it is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// What stands to the whole as `part` to `of`, rounded towards zero; everything when `part` is `of`.
    /// The same proportion taken in steps never exceeds the whole.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit, or `of` is zero.
    pub fn proportion(self, part: i64, of: i64) -> Result<Self, MoneyError> {
        if of == 0 {
            return Err(MoneyError::Overflow);
        }
        let scaled = i128::from(self.minor) * i128::from(part) / i128::from(of);
        let minor = i64::try_from(scaled).or(Err(MoneyError::Overflow))?;
        Ok(Self::new(minor, self.currency))
    }

    /// A share in basis points (1/100 of a per cent), rounded towards zero: what is left over stays
    /// with the one who shares.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn share(self, basis_points: u32) -> Result<Self, MoneyError> {
        let scaled = i128::from(self.minor) * i128::from(basis_points) / 10_000;
        let minor = i64::try_from(scaled).or(Err(MoneyError::Overflow))?;
        Ok(Self::new(minor, self.currency))
    }

    /// Reads `18990`, `18990.5` or `18990.00`.
    ///
    /// # Errors
    /// [`MoneyError::Malformed`] for anything else, [`MoneyError::Overflow`] for what does not fit.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let amount: Decimal = text.trim().parse().or(Err(MoneyError::Malformed))?;
        let scaled = amount
            .checked_mul(Decimal::from(10_i64.pow(currency.exponent())))
            .ok_or(MoneyError::Overflow)?;
        if !scaled.fract().is_zero() {
            return Err(MoneyError::Malformed);
        }
        let minor = i64::try_from(scaled).or(Err(MoneyError::Overflow))?;
        Ok(Self::new(minor, currency))
    }

    fn combine(
        self,
        other: Self,
        apply: impl Fn(i64, i64) -> Option<i64>,
    ) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed);
        }
        let minor = apply(self.minor, other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(minor, self.currency))
    }
}

/// `18990.00`: the form that payment providers want, without the currency.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.minor, self.currency.exponent()).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_read_exactly_or_refused() {
        let rub = |text| Money::parse(text, Currency::Rub).map(Money::minor);
        assert_eq!(rub("18990.00"), Ok(1_899_000));
        assert_eq!(rub("2.5"), Ok(250));
        assert_eq!(rub("0.001"), Err(MoneyError::Malformed));
        assert_eq!(rub("сто"), Err(MoneyError::Malformed));
        assert_eq!(rub("99999999999999999999"), Err(MoneyError::Overflow));
    }

    #[test]
    fn currencies_do_not_mix() {
        let (ours, theirs) = (Money::new(1, Currency::Rub), Money::new(1, Currency::Uzs));
        assert_eq!(ours.plus(theirs), Err(MoneyError::Mixed));
        assert_eq!(ours.minus(theirs), Err(MoneyError::Mixed));
    }

    #[test]
    fn sums_and_differences_fit_or_are_refused() {
        let rub = |minor| Money::new(minor, Currency::Rub);
        assert_eq!(rub(5).plus(rub(7)), Ok(rub(12)));
        assert_eq!(rub(5).minus(rub(7)), Ok(rub(-2)));
        assert_eq!(rub(i64::MAX).plus(rub(1)), Err(MoneyError::Overflow));
        assert_eq!(rub(i64::MIN).minus(rub(1)), Err(MoneyError::Overflow));
        assert_eq!(Money::zero(Currency::Uzs), Money::new(0, Currency::Uzs));
        assert!(rub(1).is_positive());
        assert!(!rub(0).is_positive() && !rub(-1).is_positive());
    }

    #[test]
    fn parts_are_rounded_towards_nothing() {
        let rub = |minor| Money::new(minor, Currency::Rub);
        assert_eq!(rub(999).share(3_333), Ok(rub(332)));
        assert_eq!(rub(-999).share(3_333), Ok(rub(-332)));
        assert_eq!(rub(10).share(0), Ok(rub(0)));
        assert_eq!(rub(i64::MAX).share(10_001), Err(MoneyError::Overflow));
        assert_eq!(rub(100).proportion(2, 3), Ok(rub(66)));
        assert_eq!(rub(i64::MAX).proportion(7, 7), Ok(rub(i64::MAX)));
        assert_eq!(rub(100).proportion(1, 0), Err(MoneyError::Overflow));
        assert_eq!(rub(i64::MAX).proportion(2, 1), Err(MoneyError::Overflow));
    }

    #[test]
    fn a_currency_is_known_by_its_code() {
        assert_eq!(
            [Currency::Rub, Currency::Uzs].map(Currency::code),
            ["RUB", "UZS"]
        );
        let money = Money::new(-1_050, Currency::Rub);
        assert_eq!(money.to_string(), "-10.50");
        let json = serde_json::json!({"amount_minor": -1_050, "currency": "RUB"});
        assert_eq!(serde_json::to_value(money).unwrap(), json);
    }

    proptest! {
        #[test]
        fn printing_and_reading_round_trip(minor in any::<i64>()) {
            let money = Money::new(minor, Currency::Uzs);
            prop_assert_eq!(Money::parse(&money.to_string(), Currency::Uzs), Ok(money));
        }

        #[test]
        fn a_share_never_exceeds_the_whole(minor in 0..i64::MAX, points in 0u32..=10_000) {
            let whole = Money::new(minor, Currency::Rub);
            prop_assert!(whole.share(points).unwrap().minor() <= minor);
        }

        #[test]
        fn proportions_taken_in_steps_never_exceed_the_whole(
            minor in 0..1_000_000_000_i64, (of, first) in (1..1_000_000_i64).prop_flat_map(|of| (Just(of), 0..=of)),
        ) {
            let whole = Money::new(minor, Currency::Rub);
            let parts = whole.proportion(first, of).unwrap().plus(whole.proportion(of - first, of).unwrap()).unwrap();
            prop_assert!(parts.minor() <= minor);
            prop_assert!(minor - parts.minor() <= 1);
        }
    }
}
