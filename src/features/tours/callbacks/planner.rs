//! Buttons of those who plan sessions and lower prices.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::{
        ids::{AgencyId, PromoCodeId, PromotionId, SessionId, TourId},
        money::Currency,
    },
};

/// A session before it is made: it travels in the buttons. The chat and the rule of refunds are set
/// afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Of which tour.
    pub tour: TourId,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Price of an adult, in minor units; zero: not said yet.
    pub adult: i64,
    /// Price of a child; negative: as an adult.
    pub child: i64,
    /// Of which currency.
    pub currency: Currency,
    /// How many seats; zero: not said yet.
    pub seats: i32,
    /// How many it takes to set off.
    pub least: i32,
    /// Whether the names of participants are wanted.
    pub names: bool,
}

impl Sketch {
    /// The first thing that is still to be said.
    #[must_use]
    pub const fn missing(&self) -> Option<Part> {
        if self.adult == 0 {
            Some(Part::Price)
        } else if self.seats == 0 {
            Some(Part::Seats)
        } else {
            None
        }
    }

    fn write<'w>(&self, to: &'w mut Writer) -> &'w mut Writer {
        let mark = match (self.currency, self.names) {
            (Currency::Rub, false) => "r",
            (Currency::Rub, true) => "rn",
            (Currency::Uzs, false) => "u",
            (Currency::Uzs, true) => "un",
        };
        to.int(self.tour.0)
            .int(self.starts_on.num_days_from_ce().into())
            .int(self.adult)
            // Never negative on the wire.
            .int(self.child.saturating_add(1))
            .int(self.seats.into())
            .int(self.least.into())
            .word(mark)
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let tour = TourId(from.int()?);
        let starts_on = read_day(from)?;
        let adult = from.int()?;
        let child: i64 = from.int()?;
        let (seats, least) = (from.int()?, from.int()?);
        let (currency, names) = match from.word()? {
            "r" => (Currency::Rub, false),
            "rn" => (Currency::Rub, true),
            "u" => (Currency::Uzs, false),
            "un" => (Currency::Uzs, true),
            _ => return Err(Malformed),
        };
        Ok(Self {
            tour,
            starts_on,
            adult,
            child: child.checked_sub(1).ok_or(Malformed)?,
            currency,
            seats,
            least,
            names,
        })
    }
}

fn read_day(from: &mut Reader<'_>) -> Result<NaiveDate, Malformed> {
    NaiveDate::from_num_days_from_ce_opt(from.int()?).ok_or(Malformed)
}

/// What is typed about a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Price of an adult.
    Price,
    /// Price of a child.
    Child,
    /// How many seats.
    Seats,
    /// How many it takes.
    Least,
    /// Invitation to its chat.
    Chat,
    /// What goes back when a traveller cancels.
    Rule,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Price,
        Self::Child,
        Self::Seats,
        Self::Least,
        Self::Chat,
        Self::Rule,
    ];
    /// Those of a sketch.
    pub const SKETCHED: [Self; 4] = [Self::Price, Self::Child, Self::Seats, Self::Least];

    /// The word in buttons and texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Child => "child",
            Self::Seats => "seats",
            Self::Least => "least",
            Self::Chat => "chat",
            Self::Rule => "rule",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }
}

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannerCallback {
    /// A new session of a tour: on which day? The month that is shown.
    Day(TourId, NaiveDate),
    /// On this one: in which currency?
    Picked(TourId, NaiveDate),
    /// What was said so far.
    Sketch(Sketch),
    /// Type a part of it.
    Ask(Sketch, Part),
    /// Make it.
    Make(Sketch),
    /// Type a part of a session that is there.
    Change(SessionId, Part),
    /// Whether names are wanted.
    Names(SessionId, bool),
    /// Repeat it: every how many weeks?
    Repeat(SessionId),
    /// How many times?
    Every(SessionId, u32),
    /// So often.
    Times(SessionId, u32, u32),
    /// Promotions and promo codes of an agency.
    Discounts(AgencyId),
    /// A new promotion of an agency, for one tour or for all of them.
    Promote(AgencyId, Option<TourId>),
    /// A new promo code, likewise.
    Code(AgencyId, Option<TourId>),
    /// A promotion.
    Promotion(AgencyId, PromotionId),
    /// End it.
    PromotionEnd(AgencyId, PromotionId),
    /// A promo code.
    PromoCode(AgencyId, PromoCodeId),
    /// Switch it off.
    PromoCodeEnd(AgencyId, PromoCodeId),
}

impl PlannerCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let (tour, session, agency) = (TourId(i64::MAX), SessionId(i64::MAX), AgencyId(i64::MAX));
        // The greatest that the services take.
        let sketch = Sketch {
            tour,
            starts_on: NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default(),
            adult: 100_000_000_000,
            child: 100_000_000_000,
            currency: Currency::Uzs,
            seats: 500,
            least: 500,
            names: true,
        };
        let poor = Sketch {
            adult: 0,
            child: -1,
            currency: Currency::Rub,
            seats: 0,
            least: 0,
            names: false,
            ..sketch
        };
        let day = NaiveDate::MAX;
        let mut all = vec![
            Self::Day(tour, day),
            Self::Picked(tour, day),
            Self::Sketch(sketch),
            Self::Sketch(poor),
            Self::Make(sketch),
            Self::Names(session, true),
            Self::Names(session, false),
            Self::Repeat(session),
            Self::Every(session, u32::MAX),
            Self::Times(session, u32::MAX, u32::MAX),
            Self::Discounts(agency),
            Self::Promote(agency, None),
            Self::Promote(agency, Some(tour)),
            Self::Code(agency, None),
            Self::Code(agency, Some(tour)),
            Self::Promotion(agency, PromotionId(i64::MAX)),
            Self::PromotionEnd(agency, PromotionId(i64::MAX)),
            Self::PromoCode(agency, PromoCodeId(i64::MAX)),
            Self::PromoCodeEnd(agency, PromoCodeId(i64::MAX)),
        ];
        all.extend(Part::SKETCHED.map(|part| Self::Ask(sketch, part)));
        all.extend(Part::ALL.map(|part| Self::Change(session, part)));
        all
    }
}

impl Callback for PlannerCallback {
    const TAG: &'static str = "n1";

    fn write(&self, to: &mut Writer) {
        let day = |day: &NaiveDate| i64::from(day.num_days_from_ce());
        let tour = |tour: &Option<TourId>| tour.map_or(0, |tour| tour.0);
        match self {
            Self::Day(id, month) => to.word("day").int(id.0).int(day(month)),
            Self::Picked(id, date) => to.word("on").int(id.0).int(day(date)),
            Self::Sketch(sketch) => sketch.write(to.word("s")),
            Self::Ask(sketch, part) => {
                // One letter: with everything that was said the button is nearly full.
                let word = match part {
                    Part::Price => "p",
                    Part::Child => "c",
                    Part::Seats => "q",
                    Part::Least => "l",
                    Part::Chat | Part::Rule => "-",
                };
                sketch.write(to.word(word))
            }
            Self::Make(sketch) => sketch.write(to.word("m")),
            Self::Change(id, part) => to.word("edit").int(id.0).word(part.word()),
            Self::Names(id, is_on) => to.word(if *is_on { "names" } else { "no-names" }).int(id.0),
            Self::Repeat(id) => to.word("again").int(id.0),
            Self::Every(id, weeks) => to.word("every").int(id.0).int((*weeks).into()),
            Self::Times(id, weeks, times) => to
                .word("times")
                .int(id.0)
                .int((*weeks).into())
                .int((*times).into()),
            Self::Discounts(id) => to.word("offs").int(id.0),
            Self::Promote(id, one) => to.word("promo").int(id.0).int(tour(one)),
            Self::Code(id, one) => to.word("code").int(id.0).int(tour(one)),
            Self::Promotion(id, promotion) => to.word("off").int(id.0).int(promotion.0),
            Self::PromotionEnd(id, promotion) => to.word("off-end").int(id.0).int(promotion.0),
            Self::PromoCode(id, code) => to.word("word").int(id.0).int(code.0),
            Self::PromoCodeEnd(id, code) => to.word("word-end").int(id.0).int(code.0),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let tour = |from: &mut Reader<'_>| from.int().map(TourId);
        let session = |from: &mut Reader<'_>| from.int().map(SessionId);
        let agency = |from: &mut Reader<'_>| from.int().map(AgencyId);
        let one = |from: &mut Reader<'_>| {
            let id: i64 = from.int()?;
            Ok((id != 0).then_some(TourId(id)))
        };
        let ask = |from: &mut Reader<'_>, part| Ok(Self::Ask(Sketch::read(from)?, part));
        Ok(match action {
            "day" => Self::Day(tour(from)?, read_day(from)?),
            "on" => Self::Picked(tour(from)?, read_day(from)?),
            "s" => Self::Sketch(Sketch::read(from)?),
            "p" => ask(from, Part::Price)?,
            "c" => ask(from, Part::Child)?,
            "q" => ask(from, Part::Seats)?,
            "l" => ask(from, Part::Least)?,
            "m" => Self::Make(Sketch::read(from)?),
            "edit" => Self::Change(
                session(from)?,
                Part::from_word(from.word()?).ok_or(Malformed)?,
            ),
            "names" => Self::Names(session(from)?, true),
            "no-names" => Self::Names(session(from)?, false),
            "again" => Self::Repeat(session(from)?),
            "every" => Self::Every(session(from)?, from.int()?),
            "times" => Self::Times(session(from)?, from.int()?, from.int()?),
            "offs" => Self::Discounts(agency(from)?),
            "promo" => Self::Promote(agency(from)?, one(from)?),
            "code" => Self::Code(agency(from)?, one(from)?),
            "off" => Self::Promotion(agency(from)?, PromotionId(from.int()?)),
            "off-end" => Self::PromotionEnd(agency(from)?, PromotionId(from.int()?)),
            "word" => Self::PromoCode(agency(from)?, PromoCodeId(from.int()?)),
            "word-end" => Self::PromoCodeEnd(agency(from)?, PromoCodeId(from.int()?)),
            _ => return Err(Malformed),
        })
    }
}
