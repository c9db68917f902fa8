//! Buttons of the money of agencies.

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
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let agency = |from: &mut Reader<'_>| from.int().map(AgencyId);
        Ok(match action {
            "open" => Self::Open(agency(from)?),
            "withdraw" => Self::Withdraw(agency(from)?, from.currency()?),
            "back" => Self::TakeBack(agency(from)?, PayoutId(from.int()?)),
            "came" => Self::Receive(agency(from)?, from.currency()?),
            _ => return Err(Malformed),
        })
    }
}
