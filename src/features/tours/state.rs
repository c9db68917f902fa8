//! What may be typed about tours.

use serde::{Deserialize, Serialize};

use super::callbacks::{Field, Item, Part, Sketch};
use crate::{
    features::State,
    kernel::{
        ids::{AgencyId, SessionId, TourId},
        lang::Lang,
        money::{Currency, Money},
    },
};

/// A discount before it is made: what was said of it so far, in the order of the questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lowering {
    /// Whose.
    pub agency: AgencyId,
    /// For this tour alone.
    pub tour: Option<TourId>,
    /// A promo code, or a promotion.
    pub is_code: bool,
    /// The code, or what the promotion is called.
    pub name: Option<String>,
    /// What it takes off.
    pub off: Option<Taken>,
    /// Its last day.
    pub until: Option<chrono::NaiveDate>,
    /// For so many bookings; zero: for any number.
    pub total: Option<u32>,
    /// Codes: for so many bookings of one person; zero: for any number.
    pub person: Option<u32>,
    /// Codes: from this price on; zero: from any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Money>,
}

/// What is asked about a discount, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The code, or what the promotion is called.
    Name,
    /// What it takes off.
    Off,
    /// Its last day.
    Until,
    /// For how many bookings.
    Total,
    /// For how many bookings of one person.
    Person,
    /// From which price on.
    Minimum,
}

impl Lowering {
    /// The next question; none when everything is said.
    #[must_use]
    pub const fn missing(&self) -> Option<Step> {
        if self.name.is_none() {
            Some(Step::Name)
        } else if self.off.is_none() {
            Some(Step::Off)
        } else if self.until.is_none() {
            Some(Step::Until)
        } else if self.total.is_none() {
            Some(Step::Total)
        } else if self.is_code && self.person.is_none() {
            Some(Step::Person)
        } else if self.is_code && self.minimum.is_none() {
            Some(Step::Minimum)
        } else {
            None
        }
    }
}

/// What a discount takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// So much, in per cent.
    Percent(u32),
    /// This much, in minor units.
    Sum(i64, Currency),
}

/// An album that is coming in: one message a picture, and one answer for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    /// What Telegram calls it.
    pub group: String,
    /// The message that answers it.
    pub answer: i32,
}

/// A question that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToursState {
    /// Words to look for.
    Search,
    /// The name of a new agency.
    NewAgency,
    /// Something about an agency.
    Agency {
        /// Which agency.
        agency: AgencyId,
        /// What of it.
        item: Item,
    },
    /// The keys of a cash desk. They are read and forgotten.
    MerchantKey {
        /// Whose.
        agency: AgencyId,
        /// The id of the cash desk at Payme.
        merchant: String,
    },
    /// The title of a new tour.
    NewTour {
        /// Whose.
        agency: AgencyId,
    },
    /// Words of a tour.
    Word {
        /// Which tour.
        tour: TourId,
        /// In which language.
        lang: Lang,
        /// Which of them.
        field: Field,
    },
    /// How many days a tour takes.
    Days {
        /// Which tour.
        tour: TourId,
    },
    /// A parameter of a tour.
    Param {
        /// Which tour.
        tour: TourId,
        /// Which parameter.
        key: String,
    },
    /// Pictures of a tour.
    Photos {
        /// Which tour.
        tour: TourId,
        /// The album that is coming in, picture by picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        album: Option<Coming>,
    },
    /// A part of a session that is not made yet.
    Sketch {
        /// What was said so far.
        sketch: Sketch,
        /// Which part.
        part: Part,
    },
    /// A part of a session.
    Session {
        /// Which session.
        session: SessionId,
        /// Which part.
        part: Part,
    },
    /// The next thing about a discount.
    Lowering(Lowering),
    /// Words for everybody who comes to a session.
    Message {
        /// Which session.
        session: SessionId,
    },
    /// The account of an agency, for a payout. It is read and forgotten.
    Account {
        /// Which agency.
        agency: AgencyId,
        /// How much was shown, in minor units.
        minor: i64,
        /// Of which currency.
        currency: Currency,
    },
    /// How much commission an agency paid.
    Received {
        /// Which agency.
        agency: AgencyId,
        /// In which currency.
        currency: Currency,
    },
    /// By which transfer it came.
    Reference {
        /// Which agency.
        agency: AgencyId,
        /// How much, in minor units.
        minor: i64,
        /// Of which currency.
        currency: Currency,
    },
    /// Why a session does not take place.
    Cancel {
        /// Which session.
        session: SessionId,
    },
}

impl From<ToursState> for State {
    fn from(state: ToursState) -> Self {
        Self::Tours(state)
    }
}
