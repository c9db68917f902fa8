//! The chart of accounts; `docs/ledger.md` explains it to an accountant.

use serde::{Deserialize, Serialize};

use crate::{
    entity::payment::Provider,
    kernel::ids::{AgencyId, UserId},
};

/// An account. Assets and expenses have positive balances, what we owe and what we earned negative ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// Money at YooKassa that was not paid to our bank yet. Asset.
    ClearingYookassa,
    /// Money that came by Telegram's own invoice. Asset.
    ClearingTelegram,
    /// Money that agencies took at their own cash desks at Payme for tours that are ahead. Asset.
    ClearingPayme,
    /// Our account at the bank, as far as payouts by hand go. Asset.
    Bank,
    /// Paid for work that is not done yet. Liability.
    Prepaid,
    /// Money that fits nothing, until staff decides. Liability.
    Parked,
    /// Promised back, not confirmed by the provider yet. Liability.
    RefundsPayable,
    /// The platform's share. Income.
    Income,
    /// Earned by an executor. Liability.
    ExecutorPayable(UserId),
    /// Earned by an agency, commission taken off. Liability.
    AgencyPayable(AgencyId),
    /// A referral's bonus that may still be taken back. Liability.
    BonusPending(UserId),
    /// A bonus that may be used or paid out. Liability; positive after a claw-back: a debt.
    BonusAvailable(UserId),
    /// A bonus set aside for a payment that is open. Liability.
    BonusReserved(UserId),
    /// What bonuses cost us. Expense.
    BonusExpense,
    /// Asked or approved, not paid out yet. Liability.
    PayoutsInTransit(UserId),
}

impl Account {
    /// Which account of the chart it is, whoever owns it.
    #[must_use]
    pub const fn of_kind(self) -> Kind {
        match self {
            Self::ClearingYookassa => Kind::ClearingYookassa,
            Self::ClearingTelegram => Kind::ClearingTelegram,
            Self::ClearingPayme => Kind::ClearingPayme,
            Self::Bank => Kind::Bank,
            Self::Prepaid => Kind::Prepaid,
            Self::Parked => Kind::Parked,
            Self::RefundsPayable => Kind::RefundsPayable,
            Self::Income => Kind::Income,
            Self::ExecutorPayable(_) => Kind::ExecutorPayable,
            Self::AgencyPayable(_) => Kind::AgencyPayable,
            Self::BonusPending(_) => Kind::BonusPending,
            Self::BonusAvailable(_) => Kind::BonusAvailable,
            Self::BonusReserved(_) => Kind::BonusReserved,
            Self::BonusExpense => Kind::BonusExpense,
            Self::PayoutsInTransit(_) => Kind::PayoutsInTransit,
        }
    }

    /// Its name in the database.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        self.of_kind().word()
    }

    /// Whose it is; zero is the platform.
    #[must_use]
    pub const fn owner(self) -> i64 {
        match self {
            Self::ExecutorPayable(user)
            | Self::BonusPending(user)
            | Self::BonusAvailable(user)
            | Self::BonusReserved(user)
            | Self::PayoutsInTransit(user) => user.0,
            Self::AgencyPayable(agency) => agency.0,
            Self::ClearingYookassa
            | Self::ClearingTelegram
            | Self::ClearingPayme
            | Self::Bank
            | Self::Prepaid
            | Self::Parked
            | Self::RefundsPayable
            | Self::Income
            | Self::BonusExpense => 0,
        }
    }

    /// Where the money of a provider stands; none for bonuses, which bring no money.
    #[must_use]
    pub const fn clearing(provider: Provider) -> Option<Self> {
        match provider {
            Provider::Yookassa => Some(Self::ClearingYookassa),
            Provider::Telegram => Some(Self::ClearingTelegram),
            Provider::Payme => Some(Self::ClearingPayme),
            Provider::Bonus => None,
        }
    }
}

/// An account of the chart, whoever owns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// See [`Account::ClearingYookassa`].
    ClearingYookassa,
    /// See [`Account::ClearingTelegram`].
    ClearingTelegram,
    /// See [`Account::ClearingPayme`].
    ClearingPayme,
    /// See [`Account::Bank`].
    Bank,
    /// See [`Account::Prepaid`].
    Prepaid,
    /// See [`Account::Parked`].
    Parked,
    /// See [`Account::RefundsPayable`].
    RefundsPayable,
    /// See [`Account::Income`].
    Income,
    /// See [`Account::ExecutorPayable`].
    ExecutorPayable,
    /// See [`Account::AgencyPayable`].
    AgencyPayable,
    /// See [`Account::BonusPending`].
    BonusPending,
    /// See [`Account::BonusAvailable`].
    BonusAvailable,
    /// See [`Account::BonusReserved`].
    BonusReserved,
    /// See [`Account::BonusExpense`].
    BonusExpense,
    /// See [`Account::PayoutsInTransit`].
    PayoutsInTransit,
}

impl Kind {
    /// All of them, in the order of the chart.
    pub const ALL: [Self; 15] = [
        Self::ClearingYookassa,
        Self::ClearingTelegram,
        Self::ClearingPayme,
        Self::Bank,
        Self::Prepaid,
        Self::Parked,
        Self::RefundsPayable,
        Self::Income,
        Self::ExecutorPayable,
        Self::AgencyPayable,
        Self::BonusPending,
        Self::BonusAvailable,
        Self::BonusReserved,
        Self::BonusExpense,
        Self::PayoutsInTransit,
    ];

    /// The one with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether debits make it more: an asset or an expense. What we owe and earn grows by credits.
    #[must_use]
    pub const fn grows_by_debits(self) -> bool {
        match self {
            Self::ClearingYookassa
            | Self::ClearingTelegram
            | Self::ClearingPayme
            | Self::Bank
            | Self::BonusExpense => true,
            Self::Prepaid
            | Self::Parked
            | Self::RefundsPayable
            | Self::Income
            | Self::ExecutorPayable
            | Self::AgencyPayable
            | Self::BonusPending
            | Self::BonusAvailable
            | Self::BonusReserved
            | Self::PayoutsInTransit => false,
        }
    }

    /// The word in the database and on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ClearingYookassa => "clearing_yookassa",
            Self::ClearingTelegram => "clearing_telegram",
            Self::ClearingPayme => "clearing_payme",
            Self::Bank => "bank",
            Self::Prepaid => "prepaid",
            Self::Parked => "parked",
            Self::RefundsPayable => "refunds_payable",
            Self::Income => "income",
            Self::ExecutorPayable => "executor_payable",
            Self::AgencyPayable => "agency_payable",
            Self::BonusPending => "bonus_pending",
            Self::BonusAvailable => "bonus_available",
            Self::BonusReserved => "bonus_reserved",
            Self::BonusExpense => "bonus_expense",
            Self::PayoutsInTransit => "payouts_in_transit",
        }
    }
}
