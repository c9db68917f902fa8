//! What an agency earned and was paid in a month: the lines of its account in the ledger, from one balance to
//! the next.

use chrono::{Months, NaiveDate};
use sea_orm::EntityTrait;

use super::{agencies, error::ToursError, require, titles};
use crate::{
    app::App,
    entity::{agency, booking},
    features::{
        ledger::{
            self, Account, Kind,
            reads::{Booked, Filter},
        },
        tours::titles::Titles,
    },
    kernel::{
        ids::{AgencyId, BookingId},
        money::{Currency, Money},
        permission::{Permission, Rights},
        time::{Span, Timestamp, start_of_day},
    },
};

/// The most lines of a month; the biggest agencies have a few hundred.
const MOST: u64 = 10_000;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A booking is over: its price less the commission.
    Earned,
    /// The traveller's money is at the agency's own cash desk already.
    AtOwnDesk,
    /// Money of a booking that is over goes back.
    Refunded,
    /// It goes back out of the agency's own cash desk.
    FromOwnDesk,
    /// A payout was asked for.
    PayoutAsked,
    /// A payout came to nothing.
    PayoutReturned,
    /// The agency paid its commission.
    CommissionPaid,
    /// Anything else.
    Other,
}

impl What {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Earned,
        Self::AtOwnDesk,
        Self::Refunded,
        Self::FromOwnDesk,
        Self::PayoutAsked,
        Self::PayoutReturned,
        Self::CommissionPaid,
        Self::Other,
    ];

    fn of(booked: &Booked) -> Self {
        match booked.fact.kind.as_str() {
            "booking.over" => Self::Earned,
            "booking.at_desk" => Self::AtOwnDesk,
            "refund.promised" | "bonus.returned" => Self::Refunded,
            "refund.from_desk" => Self::FromOwnDesk,
            "payout.asked" => Self::PayoutAsked,
            "payout.returned" => Self::PayoutReturned,
            "agency.paid" => Self::CommissionPaid,
            _ => Self::Other,
        }
    }

    /// The word in texts and on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Earned => "earned",
            Self::AtOwnDesk => "own_desk",
            Self::Refunded => "refunded",
            Self::FromOwnDesk => "from_own_desk",
            Self::PayoutAsked => "payout",
            Self::PayoutReturned => "payout_returned",
            Self::CommissionPaid => "commission_paid",
            Self::Other => "other",
        }
    }
}

/// A line of a statement.
#[derive(Clone, Debug)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub what: What,
    /// To which one: a booking, a refund, a payout or a receipt.
    pub number: i64,
    /// What the tour of a booking is called.
    pub tour: Option<Titles>,
    /// The platform's share in it.
    pub commission: Money,
    /// What the platform owes the agency more by it; negative: less.
    pub amount: Money,
}

/// A month in one currency.
#[derive(Clone, Debug)]
pub struct Part {
    /// What the platform owed before; negative: what it was owed.
    pub opening: Money,
    /// The lines, the oldest first.
    pub lines: Vec<Line>,
    /// What it owes after: the opening and all lines together.
    pub closing: Money,
}

impl Part {
    /// All lines of this kind together.
    ///
    /// # Errors
    /// When the amount does not fit.
    pub fn sum(&self, what: What) -> Result<Money, ToursError> {
        let mut sum = Money::zero(self.opening.currency());
        for line in self.lines.iter().filter(|line| line.what == what) {
            sum = sum.plus(line.amount)?;
        }
        Ok(sum)
    }

    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.opening.minor() == 0
    }
}

/// A month of an agency.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The agency.
    pub agency: agency::Model,
    /// The first day of the month.
    pub month: NaiveDate,
    /// Each currency in which there is anything.
    pub parts: Vec<Part>,
}

/// The month in which a moment lies, where tours are: its first day.
#[must_use]
pub fn month_of(app: &App, moment: Timestamp) -> NaiveDate {
    use chrono::Datelike;
    let day = crate::kernel::time::local_day(moment, app.config.tours.time_zone);
    day.with_day(1).unwrap_or(day)
}

/// A month of an agency, by its first day: for whoever decides for the agency or about money.
///
/// # Errors
/// [`ToursError::Gone`], [`ToursError::NotAllowed`], [`ToursError::BadDates`] for no month or one that has not
/// begun, or the database.
pub async fn of(
    app: &App,
    rights: &Rights,
    id: AgencyId,
    month: NaiveDate,
) -> Result<Statement, ToursError> {
    if !rights.may(Permission::DecideMoney) {
        require(rights, id)?;
    }
    let agency = agencies::find(&app.db, id).await?;
    let next = month
        .checked_add_months(Months::new(1))
        .ok_or(ToursError::BadDates)?;
    if month > month_of(app, app.clock.now()) {
        return Err(ToursError::BadDates);
    }
    let zone = app.config.tours.time_zone;
    let (from, until) = (start_of_day(month, zone), start_of_day(next, zone));
    let filter = Filter {
        kind: Some(Kind::AgencyPayable),
        owner: Some(id.0),
        span: Span {
            from: Some(from),
            until: Some(until),
        },
    };
    let mut facts = ledger::reads::facts(&app.db, &filter, None, MOST).await?;
    facts.reverse();
    let names = names(app, &facts).await?;
    let mut parts = Vec::new();
    for currency in [Currency::Rub, Currency::Uzs] {
        let account = Account::AgencyPayable(id);
        let opening = ledger::reads::owed_before(&app.db, account, currency, from).await?;
        let mut closing = opening;
        let mut lines = Vec::new();
        for booked in &facts {
            let sum = |kind: Kind| {
                let of = booked.lines.iter().filter(|(_, account)| {
                    account.kind == kind.word() && account.currency == currency
                });
                // Credits are negative: what is owed has the other sign.
                let minor: i64 = of.map(|(entry, _)| -entry.amount_minor).sum();
                Money::new(minor, currency)
            };
            let amount = sum(Kind::AgencyPayable);
            if amount.minor() == 0 {
                continue;
            }
            closing = closing.plus(amount)?;
            lines.push(Line {
                at: booked.fact.at,
                what: What::of(booked),
                number: booked.fact.subject_id,
                tour: names
                    .iter()
                    .find(|(booking, _)| is_of(booked, *booking))
                    .map(|(_, titles)| titles.clone()),
                commission: sum(Kind::Income),
                amount,
            });
        }
        let part = Part {
            opening,
            lines,
            closing,
        };
        if !part.is_empty() {
            parts.push(part);
        }
    }
    Ok(Statement {
        agency,
        month,
        parts,
    })
}

fn is_of(booked: &Booked, booking: BookingId) -> bool {
    booked.fact.subject_kind == "booking" && booked.fact.subject_id == booking.0
}

/// What the tours of these facts' bookings are called.
async fn names(app: &App, facts: &[Booked]) -> Result<Vec<(BookingId, Titles)>, ToursError> {
    use sea_orm::{ColumnTrait, QueryFilter};
    let ids = facts
        .iter()
        .filter(|booked| booked.fact.subject_kind == "booking")
        .map(|booked| BookingId(booked.fact.subject_id));
    let bookings = booking::Entity::find()
        .filter(booking::Column::Id.is_in(ids))
        .all(&app.db)
        .await?;
    let titles = titles::of(&app.db, bookings.iter().map(|one| one.tour_id)).await?;
    Ok(bookings
        .into_iter()
        .filter_map(|one| Some((one.id, titles.get(&one.tour_id)?.clone())))
        .collect())
}
