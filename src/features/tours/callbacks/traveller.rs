//! Buttons of travellers.

use chrono::{Datelike, NaiveDate};

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::{
        ids::{AgencyId, TourId},
        money::{Currency, Money},
    },
};

/// What somebody looks at: it travels in the buttons. Keys are those of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// This category and those below it.
    pub category: Option<String>,
    /// This city.
    pub city: Option<String>,
    /// Tours that begin in this month, named by its first day.
    pub month: Option<NaiveDate>,
    /// Up to this price, in whole thousands of the currency.
    pub price: Option<(Currency, u32)>,
    /// One's own favourites.
    pub is_kept: bool,
}

impl View {
    /// The highest price as money.
    #[must_use]
    pub fn highest(&self) -> Option<Money> {
        let (currency, thousands) = self.price?;
        Some(Money::new(i64::from(thousands) * 100_000, currency))
    }
}

/// What the buttons say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToursCallback {
    /// Where to look.
    Home,
    /// What there is, this page.
    List(View, u32),
    /// Which city?
    Cities(View),
    /// Which month?
    Months(View),
    /// Which price?
    Prices(View),
    /// Type words to look for.
    Search,
    /// A tour.
    Card(TourId),
    /// All that is said of it.
    More(TourId),
    /// One of its pictures, from nought.
    Photo(TourId, u32),
    /// All of its pictures at once.
    Album(TourId),
    /// Keep it, or keep it no more.
    Keep(TourId, bool),
    /// Its sessions in the month of this day.
    Dates(TourId, NaiveDate),
    /// Its sessions on this day.
    Day(TourId, NaiveDate),
    /// An agency and its tours, this page.
    Agency(AgencyId, u32),
}

impl ToursCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let id = TourId(i64::MAX);
        // Keys of the catalogue have twelve letters at most.
        let view = View {
            category: Some("c".repeat(12)),
            city: Some("t".repeat(12)),
            month: NaiveDate::from_ymd_opt(9999, 12, 1),
            price: Some((Currency::Uzs, 99_999)),
            is_kept: true,
        };
        vec![
            Self::Home,
            Self::List(View::default(), 0),
            Self::List(view.clone(), 99_999),
            Self::Cities(view.clone()),
            Self::Months(view.clone()),
            Self::Prices(view),
            Self::Search,
            Self::Card(id),
            Self::More(id),
            Self::Photo(id, u32::MAX),
            Self::Album(id),
            Self::Keep(id, true),
            Self::Keep(id, false),
            Self::Dates(id, NaiveDate::MAX),
            Self::Day(id, NaiveDate::MAX),
            Self::Agency(AgencyId(i64::MAX), u32::MAX),
        ]
    }
}

/// What stands where nothing is chosen.
const NONE: &str = "-";

impl Callback for ToursCallback {
    const TAG: &'static str = "g1";

    fn write(&self, to: &mut Writer) {
        let day = |day: &NaiveDate| i64::from(day.num_days_from_ce());
        match self {
            Self::Home => to.word("home"),
            Self::List(view, page) => write_view(to.word("list"), view).int((*page).into()),
            Self::Cities(view) => write_view(to.word("city"), view),
            Self::Months(view) => write_view(to.word("when"), view),
            Self::Prices(view) => write_view(to.word("cost"), view),
            Self::Search => to.word("find"),
            Self::Card(id) => to.word("card").int(id.0),
            Self::More(id) => to.word("more").int(id.0),
            Self::Photo(id, number) => to.word("pic").int(id.0).int((*number).into()),
            Self::Album(id) => to.word("album").int(id.0),
            Self::Keep(id, is_kept) => to.word(if *is_kept { "keep" } else { "drop" }).int(id.0),
            Self::Dates(id, month) => to.word("dates").int(id.0).int(day(month)),
            Self::Day(id, date) => to.word("day").int(id.0).int(day(date)),
            Self::Agency(id, page) => to.word("agency").int(id.0).int((*page).into()),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let id = |from: &mut Reader<'_>| from.int().map(TourId);
        let day = |from: &mut Reader<'_>| {
            NaiveDate::from_num_days_from_ce_opt(from.int()?).ok_or(Malformed)
        };
        Ok(match action {
            "home" => Self::Home,
            "list" => Self::List(read_view(from)?, from.int()?),
            "city" => Self::Cities(read_view(from)?),
            "when" => Self::Months(read_view(from)?),
            "cost" => Self::Prices(read_view(from)?),
            "find" => Self::Search,
            "card" => Self::Card(id(from)?),
            "more" => Self::More(id(from)?),
            "pic" => Self::Photo(id(from)?, from.int()?),
            "album" => Self::Album(id(from)?),
            "keep" => Self::Keep(id(from)?, true),
            "drop" => Self::Keep(id(from)?, false),
            "dates" => Self::Dates(id(from)?, day(from)?),
            "day" => Self::Day(id(from)?, day(from)?),
            "agency" => Self::Agency(from.int().map(AgencyId)?, from.int()?),
            _ => return Err(Malformed),
        })
    }
}

fn write_view<'w>(to: &'w mut Writer, view: &View) -> &'w mut Writer {
    // A month as one number, and none as zero.
    let month = view.month.map_or(0, |first| {
        i64::from(first.year()) * 12 + i64::from(first.month0()) + 1
    });
    let (currency, thousands) = match view.price {
        None => (NONE, 0),
        Some((Currency::Rub, thousands)) => ("r", thousands),
        Some((Currency::Uzs, thousands)) => ("u", thousands),
    };
    to.word(view.category.as_deref().unwrap_or(NONE))
        .word(view.city.as_deref().unwrap_or(NONE))
        .int(month)
        .word(currency)
        .int(thousands.into())
        .word(if view.is_kept { "k" } else { NONE })
}

fn read_view(from: &mut Reader<'_>) -> Result<View, Malformed> {
    let word = |from: &mut Reader<'_>| {
        let word = from.word()?;
        Ok((word != NONE).then(|| word.to_owned()))
    };
    let (category, city) = (word(from)?, word(from)?);
    let month: i32 = from.int()?;
    let month = match month {
        0 => None,
        number => {
            let number = number.checked_sub(1).filter(|number| *number >= 0);
            let number = number.ok_or(Malformed)?;
            let month0 = u32::try_from(number % 12).or(Err(Malformed))?;
            let first = NaiveDate::from_ymd_opt(number / 12, month0 + 1, 1);
            Some(first.ok_or(Malformed)?)
        }
    };
    let currency = from.word()?.to_owned();
    let thousands = from.int()?;
    let price = match currency.as_str() {
        "r" => Some((Currency::Rub, thousands)),
        "u" => Some((Currency::Uzs, thousands)),
        NONE if thousands == 0 => None,
        _ => return Err(Malformed),
    };
    let is_kept = match from.word()? {
        "k" => true,
        NONE => false,
        _ => return Err(Malformed),
    };
    Ok(View {
        category,
        city,
        month,
        price,
        is_kept,
    })
}
