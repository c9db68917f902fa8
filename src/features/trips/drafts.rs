//! A request before it is sent: one draft a person, filled in step by step.

use chrono::{Days, NaiveDate};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, UpdateMany,
    sea_query::Expr,
};

use super::{error::TripError, reads};
use crate::{
    app::App,
    db,
    entity::trip::{ActiveModel, Column, Entity, Model, Status},
    features::tours::{catalog::Catalog, pricing::Party, reads::today, sessions::HIGHEST},
    kernel::{
        actor::Actor,
        ids::{TripId, UserId},
        money::{Currency, Money},
        time::Timestamp,
        words::{fitting, toggled},
    },
};

/// Longest words about where to, in characters.
pub const PLACE_LIMIT: usize = 120;
/// Longest wishes, in characters.
pub const WISHES_LIMIT: usize = 800;
/// The longest trip, in days.
pub const MOST_DAYS: i32 = 60;
/// Trips are planned so far ahead at most.
pub const FARTHEST: Days = Days::new(365);
/// So many days earlier or later will do at most.
pub const MOST_FLEXIBLE: i32 = 14;
/// Cities of one request.
pub const MOST_CITIES: usize = 8;

/// A question of the request, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Where to?
    Place,
    /// When?
    When,
    /// For how long?
    Days,
    /// Who comes?
    Party,
    /// What may it cost?
    Budget,
    /// By which transport?
    Transport,
    /// What else?
    Wishes,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Place,
        Self::When,
        Self::Days,
        Self::Party,
        Self::Budget,
        Self::Transport,
        Self::Wishes,
    ];

    /// The word in buttons.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::When => "when",
            Self::Days => "days",
            Self::Party => "party",
            Self::Budget => "cost",
            Self::Transport => "by",
            Self::Wishes => "wish",
        }
    }

    /// The step of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL
            .into_iter()
            .skip_while(|step| *step != self)
            .nth(1)
    }
}

/// An answer to one of the questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This city too, or not any more.
    City(String),
    /// Where to, in words.
    Place(String),
    /// From this day on.
    Day(NaiveDate),
    /// Any day of the month of this day.
    Month(NaiveDate),
    /// So many days earlier or later will do.
    Flexible(i32),
    /// For so many days.
    Days(i32),
    /// Who comes.
    Party(Party),
    /// What it may cost; none: it does not matter.
    Budget(Option<Money>),
    /// The currency to count in; a budget in another one is forgotten.
    Currency(Currency),
    /// This means of transport too, or not any more.
    Transport(String),
    /// What else is wanted; empty: nothing.
    Wishes(String),
}

/// The person's draft; a new one when there is none.
///
/// # Errors
/// See [`TripError`].
pub async fn start(app: &App, actor: Actor) -> Result<Model, TripError> {
    let me = actor.user().ok_or(TripError::NotAllowed)?;
    if let Some(draft) = draft_of(app, me).await? {
        return Ok(draft);
    }
    match blank(me, app.clock.now()).insert(&app.db).await {
        // Two taps at once: the other one made it.
        Err(error) if db::is_unique(&error) => draft_of(app, me).await?.ok_or(TripError::Moved),
        other => Ok(other?),
    }
}

/// A request without an answer.
pub(super) fn blank(traveller: UserId, now: Timestamp) -> ActiveModel {
    ActiveModel {
        traveller_id: Set(traveller),
        status: Set(Status::Draft),
        cities: Set(String::new()),
        place: Set(String::new()),
        flexible_days: Set(0),
        is_month: Set(false),
        adults: Set(2),
        children: Set(0),
        currency: Set(Currency::Rub),
        transports: Set(String::new()),
        wishes: Set(String::new()),
        created_at: Set(now),
        ..Default::default()
    }
}

/// The person's draft.
///
/// # Errors
/// When the database does not answer.
pub async fn draft_of(app: &App, person: UserId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::TravellerId.eq(person))
        .filter(Column::Status.eq(Status::Draft))
        .one(&app.db)
        .await
}

/// Writes an answer into a draft.
///
/// # Errors
/// See [`TripError`].
pub async fn edit(
    app: &App,
    catalog: &Catalog,
    actor: Actor,
    id: TripId,
    answer: Answer,
) -> Result<Model, TripError> {
    let me = actor.user().ok_or(TripError::NotAllowed)?;
    let draft = reads::of_traveller(&app.db, me, id).await?;
    let update = Entity::update_many()
        .filter(Column::Id.eq(id))
        .filter(Column::TravellerId.eq(me))
        .filter(Column::Status.eq(Status::Draft));
    let changed = answered(&draft, update, fit(app, catalog, answer)?)?
        .exec_with_returning(&app.db)
        .await?;
    changed.into_iter().next().ok_or(TripError::Moved)
}

/// An answer as it is kept.
///
/// # Errors
/// Why it is none: see [`TripError`].
pub fn fit(app: &App, catalog: &Catalog, answer: Answer) -> Result<Answer, TripError> {
    let today = today(app);
    let first = |day: NaiveDate| {
        let latest = today.checked_add_days(FARTHEST).unwrap_or(today);
        let is_ahead = day > today && day <= latest;
        is_ahead.then_some(day).ok_or(TripError::BadDay)
    };
    let within = |number: i32, from: i32, to: i32| {
        let is_within = (from..=to).contains(&number);
        is_within.then_some(number).ok_or(TripError::BadNumber)
    };
    Ok(match answer {
        Answer::City(key) => {
            catalog.city(&key).ok_or(TripError::Gone)?;
            Answer::City(key)
        }
        Answer::Place(words) => Answer::Place(words_of(&words, PLACE_LIMIT, false)?),
        Answer::Day(day) => Answer::Day(first(day)?),
        Answer::Month(day) => {
            use chrono::Datelike;
            let month = day.with_day(1).ok_or(TripError::BadDay)?;
            // The rest of this month counts as a month.
            first(std::cmp::max(month, today.succ_opt().unwrap_or(today)))?;
            Answer::Month(month)
        }
        Answer::Flexible(days) => Answer::Flexible(within(days, 0, MOST_FLEXIBLE)?),
        Answer::Days(days) => Answer::Days(within(days, 1, MOST_DAYS)?),
        Answer::Party(party) => {
            let most = i32::try_from(app.config.tours.max_party).unwrap_or(i32::MAX);
            let is_sound = party.is_sound(most);
            Answer::Party(is_sound.then_some(party).ok_or(TripError::BadParty)?)
        }
        Answer::Budget(budget) => {
            let minor = budget.map(Money::minor);
            if minor.is_some_and(|minor| !(1..=HIGHEST).contains(&minor)) {
                return Err(TripError::BadPrice);
            }
            Answer::Budget(budget)
        }
        Answer::Currency(currency) => Answer::Currency(currency),
        Answer::Transport(key) => {
            catalog.transport(&key).ok_or(TripError::Gone)?;
            Answer::Transport(key)
        }
        Answer::Wishes(words) => Answer::Wishes(words_of(&words, WISHES_LIMIT, true)?),
    })
}

/// An update that writes an answer that fits.
pub(super) fn answered(
    draft: &Model,
    update: UpdateMany<Entity>,
    answer: Answer,
) -> Result<UpdateMany<Entity>, TripError> {
    Ok(match answer {
        Answer::City(key) => {
            let cities = toggled(&draft.cities, &key).join(" ");
            if cities.split_whitespace().count() > MOST_CITIES {
                return Err(TripError::BadNumber);
            }
            update
                .col_expr(Column::Cities, Expr::value(cities))
                // Two taps that cross: the second one is made anew on what it sees.
                .filter(Column::Cities.eq(draft.cities.as_str()))
        }
        Answer::Place(words) => update.col_expr(Column::Place, Expr::value(words)),
        Answer::Day(day) => update
            .col_expr(Column::StartsOn, Expr::value(Some(day)))
            .col_expr(Column::IsMonth, Expr::value(false)),
        Answer::Month(month) => update
            .col_expr(Column::StartsOn, Expr::value(Some(month)))
            .col_expr(Column::IsMonth, Expr::value(true))
            .col_expr(Column::FlexibleDays, Expr::value(0)),
        Answer::Flexible(days) => update.col_expr(Column::FlexibleDays, Expr::value(days)),
        Answer::Days(days) => update.col_expr(Column::Days, Expr::value(Some(days))),
        Answer::Party(party) => update
            .col_expr(Column::Adults, Expr::value(party.adults))
            .col_expr(Column::Children, Expr::value(party.children)),
        Answer::Budget(budget) => {
            let currency = budget.map_or(draft.currency, Money::currency);
            update
                .col_expr(Column::BudgetMinor, Expr::value(budget.map(Money::minor)))
                .col_expr(Column::Currency, Expr::value(currency.code()))
        }
        Answer::Currency(currency) => {
            let budget = draft.budget_minor.filter(|_| draft.currency == currency);
            update
                .col_expr(Column::BudgetMinor, Expr::value(budget))
                .col_expr(Column::Currency, Expr::value(currency.code()))
        }
        Answer::Transport(key) => {
            let transports = toggled(&draft.transports, &key).join(" ");
            update
                .col_expr(Column::Transports, Expr::value(transports))
                .filter(Column::Transports.eq(draft.transports.as_str()))
        }
        Answer::Wishes(words) => update.col_expr(Column::Wishes, Expr::value(words)),
    })
}

pub(super) fn words_of(typed: &str, limit: usize, may_be_empty: bool) -> Result<String, TripError> {
    fitting(typed, limit, may_be_empty).ok_or(TripError::BadText)
}

/// The first question that has to be answered and is not.
#[must_use]
pub fn missing(draft: &Model) -> Option<Step> {
    if draft.cities.is_empty() && draft.place.is_empty() {
        Some(Step::Place)
    } else if draft.starts_on.is_none() {
        Some(Step::When)
    } else if draft.days.is_none() {
        Some(Step::Days)
    } else {
        None
    }
}
