//! Tours as travellers find them.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::{
    error::ToursError,
    photos,
    titles::{self, Titles, best},
};
use crate::{
    app::App,
    db,
    entity::{
        agency, promotion, tour,
        tour::{Column, Entity, Status},
        tour_favourite, tour_photo, tour_session, tour_text,
    },
    kernel::{
        ids::{AgencyId, TourId, UserId},
        lang::Lang,
        money::Money,
        page::Page,
        permission::Rights,
        time::{Timestamp, local_day, start_of_day},
    },
};

/// The most sessions of one tour that are shown.
const SESSIONS: u64 = 200;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In one of these categories; none given: in any.
    pub categories: Vec<String>,
    /// In this city.
    pub city: Option<String>,
    /// With these words in the title or the city.
    pub words: Option<String>,
    /// Beginning on this day or later.
    pub from: Option<NaiveDate>,
    /// Beginning on this day or earlier.
    pub until: Option<NaiveDate>,
    /// For this much an adult, or less.
    pub price: Option<Money>,
    /// Of this agency.
    pub agency: Option<AgencyId>,
    /// Among those that this person keeps.
    pub kept_by: Option<UserId>,
}

/// A tour in a list.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The tour.
    pub tour: tour::Model,
    /// What it is called.
    pub titles: Titles,
    /// The next session that can be booked and is like what was looked for.
    pub next: Option<tour_session::Model>,
    /// Its cover.
    pub cover: Option<tour_photo::Model>,
}

/// A tour with everything that is shown of it.
#[derive(Clone, Debug)]
pub struct Card {
    /// The tour.
    pub tour: tour::Model,
    /// Its words, in the languages that there are.
    pub texts: Vec<tour_text::Model>,
    /// Its agency.
    pub agency: agency::Model,
    /// Sessions that can be booked, the nearest first.
    pub sessions: Vec<tour_session::Model>,
    /// Its pictures, the cover first.
    pub photos: Vec<tour_photo::Model>,
    /// Whether the viewer keeps it.
    pub is_kept: bool,
    /// Promotions that hold for some of its sessions.
    pub promotions: Vec<promotion::Model>,
}

impl Card {
    /// Its words in a language, or in another one where there are none.
    #[must_use]
    pub fn text(&self, lang: Lang) -> Option<&tour_text::Model> {
        best(&self.texts, lang, |text| text.lang)
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        self.text(lang).map_or("—", |text| text.title.as_str())
    }

    /// The lowest price of an adult.
    #[must_use]
    pub fn lowest(&self) -> Option<Money> {
        self.sessions
            .iter()
            .map(tour_session::Model::adult)
            .min_by_key(|price| price.minor())
    }
}

/// Sessions that can be booked.
fn open_sessions(app: &App, now: Timestamp) -> Select<tour_session::Entity> {
    use tour_session::Column as S;
    let before = chrono::TimeDelta::hours(app.config.tours.close_hours.into());
    tour_session::Entity::find()
        .filter(S::Status.eq(tour_session::Status::Open))
        .filter(S::IsPrivate.eq(false))
        .filter(S::StartsAt.gt(now.plus(before)))
}

/// Tours that everybody may see.
fn on_sale() -> Select<Entity> {
    let selling = agency::Entity::find()
        .select_only()
        .column(agency::Column::Id)
        .filter(agency::Column::Status.eq(agency::Status::Active));
    Entity::find()
        .filter(Column::Status.eq(Status::Published))
        .filter(Column::AgencyId.in_subquery(selling.into_query()))
}

/// Sessions that can be booked, on the days and at the price that somebody looks for.
fn sessions_like(app: &App, filter: &Filter, now: Timestamp) -> Select<tour_session::Entity> {
    use tour_session::Column as S;
    let sessions = open_sessions(app, now).filter(
        Condition::all()
            .add_option(filter.from.map(|day| S::StartsOn.gte(day)))
            .add_option(filter.until.map(|day| S::StartsOn.lte(day))),
    );
    match filter.price {
        Some(price) => sessions
            .filter(S::Currency.eq(price.currency()))
            .filter(S::AdultMinor.lte(price.minor())),
        None => sessions,
    }
}

fn wanted(app: &App, filter: &Filter, now: Timestamp) -> Select<Entity> {
    use tour_session::Column as S;
    let mut select = on_sale();
    if !filter.categories.is_empty() {
        select = select.filter(Column::Category.is_in(filter.categories.iter().cloned()));
    }
    if let Some(city) = &filter.city {
        select = select.filter(Column::City.eq(city));
    }
    if let Some(agency) = filter.agency {
        select = select.filter(Column::AgencyId.eq(agency));
    }
    for word in filter
        .words
        .iter()
        .flat_map(|words| words.split_whitespace())
    {
        select = select.filter(db::saying(Column::Search, &word.to_lowercase()));
    }
    if let Some(person) = filter.kept_by {
        let kept = tour_favourite::Entity::find()
            .select_only()
            .column(tour_favourite::Column::TourId)
            .filter(tour_favourite::Column::UserId.eq(person));
        select = select.filter(Column::Id.in_subquery(kept.into_query()));
    }
    if filter.from.is_some() || filter.until.is_some() || filter.price.is_some() {
        let sessions = sessions_like(app, filter, now)
            .select_only()
            .column(S::TourId);
        select = select.filter(Column::Id.in_subquery(sessions.into_query()));
    }
    select.order_by_desc(Column::Id)
}

/// Tours below `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    app: &App,
    filter: &Filter,
    before: Option<TourId>,
    limit: u64,
) -> Result<Vec<Brief>, DbErr> {
    let now = app.clock.now();
    let rows = wanted(app, filter, now)
        .filter(Condition::all().add_option(before.map(|before| Column::Id.lt(before))))
        .limit(limit)
        .all(&app.db)
        .await?;
    briefs(app, filter, now, rows).await
}

/// A numbered page of tours, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    app: &App,
    filter: &Filter,
    number: u32,
    size: u64,
) -> Result<Page<Brief>, DbErr> {
    let now = app.clock.now();
    let select = wanted(app, filter, now);
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Brief>::locate(number, total, size);
    let rows = select.offset(offset).limit(size).all(&app.db).await?;
    Ok(Page {
        items: briefs(app, filter, now, rows).await?,
        number,
        count: Page::<Brief>::count_of(total, size),
        total,
    })
}

/// The tours as a list shows them: each with the next session of those that somebody looks for.
async fn briefs(
    app: &App,
    filter: &Filter,
    now: Timestamp,
    tours: Vec<tour::Model>,
) -> Result<Vec<Brief>, DbErr> {
    use tour_session::Column as S;
    let ids: Vec<_> = tours.iter().map(|tour| tour.id).collect();
    let mut titles = titles::of(&app.db, ids.iter().copied()).await?;
    let mut next: HashMap<TourId, tour_session::Model> = HashMap::new();
    let sessions = sessions_like(app, filter, now)
        .filter(S::TourId.is_in(ids.iter().copied()))
        .order_by_asc(S::StartsOn)
        .all(&app.db)
        .await?;
    for session in sessions {
        // One that has seats goes before one that has none.
        match next.get(&session.tour_id) {
            Some(first) if first.free() > 0 || session.free() <= 0 => {}
            _ => drop(next.insert(session.tour_id, session)),
        }
    }
    let mut covers: HashMap<TourId, tour_photo::Model> = HashMap::new();
    let photos = tour_photo::Entity::find()
        .filter(tour_photo::Column::TourId.is_in(ids))
        .filter(tour_photo::Column::Position.eq(0))
        .all(&app.db)
        .await?;
    for photo in photos {
        covers.insert(photo.tour_id, photo);
    }
    Ok(tours
        .into_iter()
        .map(|tour| Brief {
            titles: titles.remove(&tour.id).unwrap_or_default(),
            next: next.remove(&tour.id),
            cover: covers.remove(&tour.id),
            tour,
        })
        .collect())
}

/// A tour, for whoever may see it: everybody, while it is on sale; its agency always.
///
/// # Errors
/// [`ToursError::Gone`], or the database.
pub async fn card(
    app: &App,
    viewer: Option<UserId>,
    rights: &Rights,
    id: TourId,
) -> Result<Card, ToursError> {
    let tour = Entity::find_by_id(id).one(&app.db).await?;
    let card = whole(app, viewer, tour.ok_or(ToursError::Gone)?).await?;
    let is_public =
        card.tour.status == Status::Published && card.agency.status == agency::Status::Active;
    if is_public || rights.manages(card.tour.agency_id) {
        Ok(card)
    } else {
        Err(ToursError::Gone)
    }
}

/// A tour with everything that is shown of it, whoever asks.
///
/// # Errors
/// [`ToursError::Gone`], or the database.
pub(super) async fn whole(
    app: &App,
    viewer: Option<UserId>,
    tour: tour::Model,
) -> Result<Card, ToursError> {
    use tour_session::Column as S;
    let (now, id) = (app.clock.now(), tour.id);
    let agency = super::agencies::find(&app.db, tour.agency_id).await?;
    let texts = tour_text::Entity::find()
        .filter(tour_text::Column::TourId.eq(id))
        .all(&app.db)
        .await?;
    let sessions = open_sessions(app, now)
        .filter(S::TourId.eq(id))
        .order_by_asc(S::StartsOn)
        .order_by_asc(S::Id)
        .limit(SESSIONS)
        .all(&app.db)
        .await?;
    let is_kept = match viewer {
        Some(person) => tour_favourite::Entity::find_by_id((person, id))
            .one(&app.db)
            .await?
            .is_some(),
        None => false,
    };
    let promotions = promotion::Entity::find()
        .filter(promotion::Column::AgencyId.eq(tour.agency_id))
        .filter(promotion::Column::IsActive.eq(true))
        .filter(promotion::Column::EndsAt.gt(now))
        .order_by_asc(promotion::Column::Id)
        .all(&app.db)
        .await?
        .into_iter()
        .filter(|one| {
            sessions
                .iter()
                .any(|session| super::pricing::holds(one, session, now))
        })
        .collect();
    Ok(Card {
        photos: photos::of(&app.db, id).await?,
        tour,
        texts,
        agency,
        sessions,
        is_kept,
        promotions,
    })
}

/// The cities of tours on sale, by their keys.
///
/// # Errors
/// When the database does not answer.
pub async fn cities(app: &App) -> Result<HashSet<String>, DbErr> {
    let keys: Vec<String> = on_sale()
        .select_only()
        .column(Column::City)
        .distinct()
        .into_tuple()
        .all(&app.db)
        .await?;
    Ok(keys.into_iter().collect())
}

/// The categories of tours on sale, by their keys, with how many tours each has.
///
/// # Errors
/// When the database does not answer.
pub async fn categories(app: &App) -> Result<HashMap<String, i64>, DbErr> {
    let rows: Vec<(String, i64)> = on_sale()
        .select_only()
        .column(Column::Category)
        .column_as(Column::Id.count(), "count")
        .group_by(Column::Category)
        .into_tuple()
        .all(&app.db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The first days of the months in which tours begin, from today on.
///
/// # Errors
/// When the database does not answer.
pub async fn months(app: &App) -> Result<Vec<NaiveDate>, DbErr> {
    use tour_session::Column as S;
    let now = app.clock.now();
    let first_of = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let mut months = Vec::new();
    let mut from = first_of(today(app));
    // One look a month: an index finds its first session, however many there are.
    loop {
        let on_sale = on_sale().select_only().column(Column::Id);
        let next: Option<NaiveDate> = open_sessions(app, now)
            .select_only()
            .column(S::StartsOn)
            .filter(S::StartsAt.gte(start_of_day(from, app.config.tours.time_zone)))
            .filter(S::TourId.in_subquery(on_sale.into_query()))
            .order_by_asc(S::StartsAt)
            .into_tuple()
            .one(&app.db)
            .await?;
        let Some(month) = next.map(first_of) else {
            return Ok(months);
        };
        // A session keeps its day when the operator moves to another time zone.
        let month = std::cmp::max(month, from);
        months.push(month);
        let Some(after) = month.checked_add_months(Months::new(1)) else {
            return Ok(months);
        };
        from = after;
    }
}

/// Keeps a tour among somebody's favourites, or takes it out.
///
/// # Errors
/// [`ToursError::Gone`], or the database.
pub async fn keep(
    app: &App,
    person: UserId,
    tour: TourId,
    is_kept: bool,
) -> Result<(), ToursError> {
    use sea_orm::{ActiveValue::Set, sea_query::OnConflict};
    if !is_kept {
        tour_favourite::Entity::delete_by_id((person, tour))
            .exec(&app.db)
            .await?;
        return Ok(());
    }
    if Entity::find_by_id(tour).one(&app.db).await?.is_none() {
        return Err(ToursError::Gone);
    }
    let row = tour_favourite::ActiveModel {
        user_id: Set(person),
        tour_id: Set(tour),
        created_at: Set(app.clock.now()),
    };
    tour_favourite::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&app.db)
        .await?;
    Ok(())
}

/// Tours of an agency in this state, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_agency(
    app: &App,
    agency: AgencyId,
    status: Status,
    number: u32,
    size: u64,
) -> Result<Page<Brief>, DbErr> {
    let select = Entity::find()
        .filter(Column::AgencyId.eq(agency))
        .filter(Column::Status.eq(status))
        .order_by_desc(Column::Id);
    let total = select.clone().count(&app.db).await?;
    let (number, offset) = Page::<Brief>::locate(number, total, size);
    let rows = select.offset(offset).limit(size).all(&app.db).await?;
    Ok(Page {
        items: briefs(app, &Filter::default(), app.clock.now(), rows).await?,
        number,
        count: Page::<Brief>::count_of(total, size),
        total,
    })
}

/// Tours of an agency in this state below `before`, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn below(
    app: &App,
    agency: AgencyId,
    status: Status,
    before: Option<TourId>,
    limit: u64,
) -> Result<Vec<Brief>, DbErr> {
    let rows = Entity::find()
        .filter(Column::AgencyId.eq(agency))
        .filter(Column::Status.eq(status))
        .filter(Condition::all().add_option(before.map(|before| Column::Id.lt(before))))
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&app.db)
        .await?;
    briefs(app, &Filter::default(), app.clock.now(), rows).await
}

/// Sessions of a tour that are not over yet, whatever their state, the nearest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all_sessions(
    db: &impl ConnectionTrait,
    now: Timestamp,
    tour: TourId,
) -> Result<Vec<tour_session::Model>, DbErr> {
    use tour_session::Column as S;
    tour_session::Entity::find()
        .filter(S::TourId.eq(tour))
        .filter(S::EndsAt.gt(now))
        .filter(S::IsPrivate.eq(false))
        .order_by_asc(S::StartsOn)
        .limit(SESSIONS)
        .all(db)
        .await
}

/// The last day of the month that a day lies in.
#[must_use]
pub fn end_of_month(day: NaiveDate) -> NaiveDate {
    use chrono::{Datelike, Months};
    day.with_day(1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .and_then(|next| next.checked_sub_days(Days::new(1)))
        .unwrap_or(day)
}

/// Today where tours are.
#[must_use]
pub fn today(app: &App) -> NaiveDate {
    local_day(app.clock.now(), app.config.tours.time_zone)
}
