//! Buttons of the statistics.

use super::orders::Period;
use crate::bot::callback::{Callback, Malformed, Reader, Writer};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsCallback {
    /// The figures.
    Page(Period),
    /// The same as a picture.
    Chart(Period),
    /// The orders behind them as CSV.
    Csv(Period),
    /// The same as XLSX.
    Xlsx(Period),
}

impl StatisticsCallback {
    /// Every kind of button.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        Period::ALL
            .into_iter()
            .flat_map(|period| {
                [
                    Self::Page(period),
                    Self::Chart(period),
                    Self::Csv(period),
                    Self::Xlsx(period),
                ]
            })
            .collect()
    }
}

impl Callback for StatisticsCallback {
    const TAG: &'static str = "t1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Page(period) => to.word("page").word(period.word()),
            Self::Chart(period) => to.word("chart").word(period.word()),
            Self::Csv(period) => to.word("csv").word(period.word()),
            Self::Xlsx(period) => to.word("xlsx").word(period.word()),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let period = |from: &mut Reader<'_>| Period::from_word(from.word()?).ok_or(Malformed);
        Ok(match action {
            "page" => Self::Page(period(from)?),
            "chart" => Self::Chart(period(from)?),
            "csv" => Self::Csv(period(from)?),
            "xlsx" => Self::Xlsx(period(from)?),
            _ => return Err(Malformed),
        })
    }
}
