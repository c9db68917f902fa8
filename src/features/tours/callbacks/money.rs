//! Buttons of the money of agencies.

use chrono::{Datelike, NaiveDate};

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::{
        ids::{AgencyId, PayoutId},
        money::Currency,
    },
};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgencyMoneyCallback {
    /// What an agency earned, and what it owes.
    Open(AgencyId),
    /// Pay out what it earned: to which account?
    Withdraw(AgencyId, Currency),
    /// Take a request for it back.
    TakeBack(AgencyId, PayoutId),
    /// Staff: its commission has come: how much?
    Receive(AgencyId, Currency),
    /// What happened in a month.
    Month(AgencyId, Month),
    /// The same as a file: a sheet, or plain text.
    Paper(AgencyId, Month, Currency, Paper),
}

/// A year and a month as one number: `203001`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(u32);

impl Month {
    /// The month that a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        let year = u32::try_from(day.year()).unwrap_or_default();
        Self(year * 100 + day.month())
    }

    /// Its first day; none when there is no such month.
    #[must_use]
    pub fn first(self) -> Option<NaiveDate> {
        let year = i32::try_from(self.0 / 100).ok()?;
        NaiveDate::from_ymd_opt(year, self.0 % 100, 1)
    }
}

/// What a statement is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A sheet of a spreadsheet.
    Xlsx,
    /// Plain text.
    Csv,
}

impl Paper {
    /// Its ending, and its word in buttons.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }
}

impl AgencyMoneyCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let agency = AgencyId(i64::MAX);
        vec![
            Self::Open(agency),
            Self::Withdraw(agency, Currency::Rub),
            Self::Withdraw(agency, Currency::Uzs),
            Self::TakeBack(agency, PayoutId(i64::MAX)),
            Self::Receive(agency, Currency::Rub),
            Self::Receive(agency, Currency::Uzs),
            Self::Month(agency, Month(999_912)),
            Self::Paper(agency, Month(999_912), Currency::Uzs, Paper::Xlsx),
            Self::Paper(agency, Month(999_912), Currency::Rub, Paper::Csv),
        ]
    }
}

impl Callback for AgencyMoneyCallback {
    const TAG: &'static str = "e1";

    fn write(&self, to: &mut Writer) {
        match *self {
            Self::Open(agency) => to.word("open").int(agency.0),
            Self::Withdraw(agency, currency) => {
                to.word("withdraw").int(agency.0).currency(currency)
            }
            Self::TakeBack(agency, payout) => to.word("back").int(agency.0).int(payout.0),
            Self::Receive(agency, currency) => to.word("came").int(agency.0).currency(currency),
            Self::Month(agency, month) => to.word("month").int(agency.0).int(month.0.into()),
            Self::Paper(agency, month, currency, paper) => to
                .word("paper")
                .int(agency.0)
                .int(month.0.into())
                .currency(currency)
                .word(paper.word()),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let agency = |from: &mut Reader<'_>| from.int().map(AgencyId);
        Ok(match action {
            "open" => Self::Open(agency(from)?),
            "withdraw" => Self::Withdraw(agency(from)?, from.currency()?),
            "back" => Self::TakeBack(agency(from)?, PayoutId(from.int()?)),
            "came" => Self::Receive(agency(from)?, from.currency()?),
            "month" => Self::Month(agency(from)?, Month(from.int()?)),
            "paper" => Self::Paper(
                agency(from)?,
                Month(from.int()?),
                from.currency()?,
                match from.word()? {
                    "xlsx" => Paper::Xlsx,
                    "csv" => Paper::Csv,
                    _ => return Err(Malformed),
                },
            ),
            _ => return Err(Malformed),
        })
    }
}
