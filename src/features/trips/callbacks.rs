//! Buttons of trips made to order: of travellers, and of those who decide for agencies.

use chrono::{Datelike, NaiveDate};

use super::drafts::Step;
use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    features::tours::pricing::Party,
    kernel::{
        ids::{AgencyId, TourId, TripId, TripOfferId},
        money::Currency,
    },
};

/// An open question of a draft: it travels in the buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Which draft.
    pub trip: TripId,
    /// Whether the next question follows, or the summary.
    pub goes_on: bool,
}

/// What travellers' buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TripsCallback {
    /// One's own requests, this page.
    Mine(u32),
    /// Begin a request, or go on with the draft.
    Begin,
    /// Ask this question.
    Ask(At, Step),
    /// What comes after this question.
    Next(At, Step),
    /// This city of the catalogue too, or not any more.
    City(At, String),
    /// Another month of the calendar.
    Turn(At, NaiveDate),
    /// From this day on.
    Day(At, NaiveDate),
    /// Any day of this month.
    Month(At, NaiveDate),
    /// So many days earlier or later will do.
    Flexible(At, i32),
    /// For so many days.
    Days(At, i32),
    /// Who comes.
    Party(At, Party),
    /// The currency of the budget.
    Currency(At, Currency),
    /// No budget, or no wishes.
    Without(At, Step),
    /// This means of transport too, or not any more.
    Transport(At, String),
    /// What the draft says.
    Summary(TripId),
    /// Send it to agencies.
    Submit(TripId),
    /// A request of one's own.
    Card(TripId),
    /// Its offers side by side.
    Compare(TripId),
    /// One of them.
    Offer(TripOfferId),
    /// Type another price, or words.
    Counter(TripOfferId),
    /// Say no to it.
    Decline(TripOfferId),
    /// Ask before it is chosen, as it was shown.
    Choose(TripOfferId, i32),
    /// Choose it.
    ChooseYes(TripOfferId, i32),
    /// Ask before the request is called off.
    Cancel(TripId),
    /// Call it off.
    CancelYes(TripId),
}

impl TripsCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let trip = TripId(i64::MAX);
        let offer = TripOfferId(i64::MAX);
        let at = At {
            trip,
            goes_on: true,
        };
        // Keys of the catalogue have twelve letters at most.
        let key = "k".repeat(12);
        let party = Party {
            adults: 99,
            children: 99,
        };
        let mut samples = vec![
            Self::Mine(u32::MAX),
            Self::Begin,
            Self::City(at, key.clone()),
            Self::Turn(at, NaiveDate::MAX),
            Self::Day(at, NaiveDate::MAX),
            Self::Month(at, NaiveDate::MAX),
            Self::Flexible(at, i32::MAX),
            Self::Days(at, i32::MAX),
            Self::Party(at, party),
            Self::Currency(at, Currency::Rub),
            Self::Currency(at, Currency::Uzs),
            Self::Transport(at, key),
            Self::Summary(trip),
            Self::Submit(trip),
            Self::Card(trip),
            Self::Compare(trip),
            Self::Offer(offer),
            Self::Counter(offer),
            Self::Decline(offer),
            Self::Choose(offer, i32::MAX),
            Self::ChooseYes(offer, i32::MAX),
            Self::Cancel(trip),
            Self::CancelYes(trip),
        ];
        samples.extend(Step::ALL.map(|step| Self::Ask(at, step)));
        let alone = At {
            goes_on: false,
            ..at
        };
        samples.extend(Step::ALL.map(|step| Self::Next(alone, step)));
        samples.extend([Step::Budget, Step::Wishes].map(|step| Self::Without(at, step)));
        samples
    }
}

fn day_number(day: NaiveDate) -> i64 {
    day.num_days_from_ce().into()
}

fn read_day(from: &mut Reader<'_>) -> Result<NaiveDate, Malformed> {
    NaiveDate::from_num_days_from_ce_opt(from.int()?).ok_or(Malformed)
}

fn write_at(to: &mut Writer, at: At) -> &mut Writer {
    to.int(at.trip.0).int(at.goes_on.into())
}

fn read_at(from: &mut Reader<'_>) -> Result<At, Malformed> {
    let trip = TripId(from.int()?);
    let goes_on = match from.int::<i64>()? {
        0 => false,
        1 => true,
        _ => return Err(Malformed),
    };
    Ok(At { trip, goes_on })
}

fn read_step(from: &mut Reader<'_>) -> Result<Step, Malformed> {
    Step::from_word(from.word()?).ok_or(Malformed)
}

impl Callback for TripsCallback {
    const TAG: &'static str = "q1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Mine(page) => to.word("mine").int((*page).into()),
            Self::Begin => to.word("new"),
            Self::Ask(at, step) => write_at(to.word("ask"), *at).word(step.word()),
            Self::Next(at, step) => write_at(to.word("next"), *at).word(step.word()),
            Self::City(at, key) => write_at(to.word("city"), *at).word(key),
            Self::Turn(at, month) => write_at(to.word("turn"), *at).int(day_number(*month)),
            Self::Day(at, day) => write_at(to.word("day"), *at).int(day_number(*day)),
            Self::Month(at, month) => write_at(to.word("month"), *at).int(day_number(*month)),
            Self::Flexible(at, days) => write_at(to.word("flex"), *at).int((*days).into()),
            Self::Days(at, days) => write_at(to.word("days"), *at).int((*days).into()),
            Self::Party(at, party) => write_at(to.word("who"), *at)
                .int(party.adults.into())
                .int(party.children.into()),
            Self::Currency(at, currency) => write_at(to.word("cur"), *at).currency(*currency),
            Self::Without(at, step) => write_at(to.word("none"), *at).word(step.word()),
            Self::Transport(at, key) => write_at(to.word("by"), *at).word(key),
            Self::Summary(trip) => to.word("sum").int(trip.0),
            Self::Submit(trip) => to.word("send").int(trip.0),
            Self::Card(trip) => to.word("card").int(trip.0),
            Self::Compare(trip) => to.word("all").int(trip.0),
            Self::Offer(offer) => to.word("one").int(offer.0),
            Self::Counter(offer) => to.word("bid").int(offer.0),
            Self::Decline(offer) => to.word("no").int(offer.0),
            Self::Choose(offer, seen) => to.word("pick").int(offer.0).int((*seen).into()),
            Self::ChooseYes(offer, seen) => to.word("pick-yes").int(offer.0).int((*seen).into()),
            Self::Cancel(trip) => to.word("off").int(trip.0),
            Self::CancelYes(trip) => to.word("off-yes").int(trip.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let trip = |from: &mut Reader<'_>| from.int().map(TripId);
        let offer = |from: &mut Reader<'_>| from.int().map(TripOfferId);
        Ok(match action {
            "mine" => Self::Mine(from.int()?),
            "new" => Self::Begin,
            "ask" => Self::Ask(read_at(from)?, read_step(from)?),
            "next" => Self::Next(read_at(from)?, read_step(from)?),
            "city" => Self::City(read_at(from)?, from.word()?.to_owned()),
            "turn" => Self::Turn(read_at(from)?, read_day(from)?),
            "day" => Self::Day(read_at(from)?, read_day(from)?),
            "month" => Self::Month(read_at(from)?, read_day(from)?),
            "flex" => Self::Flexible(read_at(from)?, from.int()?),
            "days" => Self::Days(read_at(from)?, from.int()?),
            "who" => {
                let at = read_at(from)?;
                let party = Party {
                    adults: from.int()?,
                    children: from.int()?,
                };
                Self::Party(at, party)
            }
            "cur" => Self::Currency(read_at(from)?, from.currency()?),
            "none" => Self::Without(read_at(from)?, read_step(from)?),
            "by" => Self::Transport(read_at(from)?, from.word()?.to_owned()),
            "sum" => Self::Summary(trip(from)?),
            "send" => Self::Submit(trip(from)?),
            "card" => Self::Card(trip(from)?),
            "all" => Self::Compare(trip(from)?),
            "one" => Self::Offer(offer(from)?),
            "bid" => Self::Counter(offer(from)?),
            "no" => Self::Decline(offer(from)?),
            "pick" => Self::Choose(offer(from)?, from.int()?),
            "pick-yes" => Self::ChooseYes(offer(from)?, from.int()?),
            "off" => Self::Cancel(trip(from)?),
            "off-yes" => Self::CancelYes(trip(from)?),
            _ => return Err(Malformed),
        })
    }
}

/// What the buttons of agencies say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TripDeskCallback {
    /// Requests that wait for the agency, this page.
    List(AgencyId, u32),
    /// One of them.
    Open(AgencyId, TripId),
    /// Which tour is the offer based on? This page.
    Tours(AgencyId, TripId, u32),
    /// This one.
    Tour(AgencyId, TripId, TourId),
    /// An offer with everything that can be done about it.
    Offer(TripOfferId),
    /// Type its price.
    Price(TripOfferId),
    /// Count in this currency.
    Currency(TripOfferId, Currency),
    /// Type what is included.
    Included(TripOfferId),
    /// Type for how many days.
    Days(TripOfferId),
    /// A month of the calendar.
    Turn(TripOfferId, NaiveDate),
    /// From this day on.
    Day(TripOfferId, NaiveDate),
    /// For how long does it hold?
    Valid(TripOfferId),
    /// For so many hours.
    ValidFor(TripOfferId, i32),
    /// Send it.
    Send(TripOfferId),
    /// Agree to the traveller's price, as it was shown.
    Accept(TripOfferId, i32),
    /// Type an answer.
    Reply(TripOfferId),
    /// Ask before it is taken back.
    Withdraw(TripOfferId),
    /// Take it back.
    WithdrawYes(TripOfferId),
}

impl TripDeskCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let agency = AgencyId(i64::MAX);
        let trip = TripId(i64::MAX);
        let offer = TripOfferId(i64::MAX);
        vec![
            Self::List(agency, u32::MAX),
            Self::Open(agency, trip),
            Self::Tours(agency, trip, 99_999),
            Self::Tour(agency, trip, TourId(i64::MAX)),
            Self::Offer(offer),
            Self::Price(offer),
            Self::Currency(offer, Currency::Rub),
            Self::Currency(offer, Currency::Uzs),
            Self::Included(offer),
            Self::Days(offer),
            Self::Turn(offer, NaiveDate::MAX),
            Self::Day(offer, NaiveDate::MAX),
            Self::Valid(offer),
            Self::ValidFor(offer, i32::MAX),
            Self::Send(offer),
            Self::Accept(offer, i32::MAX),
            Self::Reply(offer),
            Self::Withdraw(offer),
            Self::WithdrawYes(offer),
        ]
    }
}

impl Callback for TripDeskCallback {
    const TAG: &'static str = "j1";

    fn write(&self, to: &mut Writer) {
        match *self {
            Self::List(agency, page) => to.word("list").int(agency.0).int(page.into()),
            Self::Open(agency, trip) => to.word("open").int(agency.0).int(trip.0),
            Self::Tours(agency, trip, page) => {
                to.word("tours").int(agency.0).int(trip.0).int(page.into())
            }
            Self::Tour(agency, trip, tour) => to.word("tour").int(agency.0).int(trip.0).int(tour.0),
            Self::Offer(offer) => to.word("offer").int(offer.0),
            Self::Price(offer) => to.word("cost").int(offer.0),
            Self::Currency(offer, currency) => to.word("cur").int(offer.0).currency(currency),
            Self::Included(offer) => to.word("what").int(offer.0),
            Self::Days(offer) => to.word("days").int(offer.0),
            Self::Turn(offer, month) => to.word("turn").int(offer.0).int(day_number(month)),
            Self::Day(offer, day) => to.word("day").int(offer.0).int(day_number(day)),
            Self::Valid(offer) => to.word("valid").int(offer.0),
            Self::ValidFor(offer, hours) => to.word("valid-for").int(offer.0).int(hours.into()),
            Self::Send(offer) => to.word("send").int(offer.0),
            Self::Accept(offer, seen) => to.word("yes").int(offer.0).int(seen.into()),
            Self::Reply(offer) => to.word("say").int(offer.0),
            Self::Withdraw(offer) => to.word("off").int(offer.0),
            Self::WithdrawYes(offer) => to.word("off-yes").int(offer.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let agency = |from: &mut Reader<'_>| from.int().map(AgencyId);
        let trip = |from: &mut Reader<'_>| from.int().map(TripId);
        let offer = |from: &mut Reader<'_>| from.int().map(TripOfferId);
        Ok(match action {
            "list" => Self::List(agency(from)?, from.int()?),
            "open" => Self::Open(agency(from)?, trip(from)?),
            "tours" => Self::Tours(agency(from)?, trip(from)?, from.int()?),
            "tour" => Self::Tour(agency(from)?, trip(from)?, TourId(from.int()?)),
            "offer" => Self::Offer(offer(from)?),
            "cost" => Self::Price(offer(from)?),
            "cur" => Self::Currency(offer(from)?, from.currency()?),
            "what" => Self::Included(offer(from)?),
            "days" => Self::Days(offer(from)?),
            "turn" => Self::Turn(offer(from)?, read_day(from)?),
            "day" => Self::Day(offer(from)?, read_day(from)?),
            "valid" => Self::Valid(offer(from)?),
            "valid-for" => Self::ValidFor(offer(from)?, from.int()?),
            "send" => Self::Send(offer(from)?),
            "yes" => Self::Accept(offer(from)?, from.int()?),
            "say" => Self::Reply(offer(from)?),
            "off" => Self::Withdraw(offer(from)?),
            "off-yes" => Self::WithdrawYes(offer(from)?),
            _ => return Err(Malformed),
        })
    }
}
