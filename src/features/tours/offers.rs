//! Tours as their agencies make them: a draft, then everybody's, then put away.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::{Map, Value};

use super::{
    agencies::{self, text},
    catalog::Catalog,
    error::ToursError,
    own_tour, require,
};
use crate::{
    app::App,
    db,
    entity::{
        tour::{ActiveModel, Column, Entity, Model, Status},
        tour_text,
    },
    features::audit::{self, AuditEvent, TourDeed},
    kernel::{
        actor::Actor,
        ids::{AgencyId, TourId},
        lang::Lang,
        permission::Rights,
        time::Timestamp,
    },
};

/// Longest title, in characters.
pub const TITLE_LIMIT: usize = 80;
/// Longest description.
pub const DESCRIPTION_LIMIT: usize = 2000;
/// Longest list of what is included, and longest meeting point.
pub const NOTE_LIMIT: usize = 600;
/// The longest tour, in days.
pub const MOST_DAYS: i32 = 60;

/// What a tour is about; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Key of a category.
    pub category: Option<String>,
    /// Key of a type. Parameters of another type go.
    pub kind: Option<String>,
    /// Parameters to set; null takes one away.
    pub params: Map<String, Value>,
    /// Keys of means of transport: all of them.
    pub transports: Option<Vec<String>>,
    /// Languages that are spoken.
    pub languages: Option<Vec<Lang>>,
    /// Key of a city.
    pub city: Option<String>,
    /// How many days.
    pub days: Option<i32>,
}

/// Words of a tour in one language; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What it is called.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// What the price includes.
    pub included: Option<String>,
    /// Where and when it begins.
    pub meeting_point: Option<String>,
}

/// Begins a tour: a draft with a title.
///
/// # Errors
/// See [`ToursError`].
pub async fn create(
    app: &App,
    catalog: &Catalog,
    actor: Actor,
    rights: &Rights,
    agency: AgencyId,
    title: (Lang, &str),
) -> Result<Model, ToursError> {
    require(rights, agency)?;
    agencies::selling(&app.db, agency).await?;
    let (lang, title) = title;
    let title = text("title", title, TITLE_LIMIT, false)?;
    let first =
        |all: Option<&str>, name| all.map(str::to_owned).ok_or(ToursError::Incomplete(name));
    let now = app.clock.now();
    let row = ActiveModel {
        agency_id: Set(agency),
        status: Set(Status::Draft),
        category: Set(first(
            catalog.categories.first().map(|one| one.key.as_str()),
            "category",
        )?),
        kind: Set(first(
            catalog.kinds.first().map(|one| one.key.as_str()),
            "kind",
        )?),
        params: Set("{}".to_owned()),
        transports: Set(String::new()),
        languages: Set(lang.code().to_owned()),
        city: Set(first(
            catalog.cities.first().map(|one| one.key.as_str()),
            "city",
        )?),
        days: Set(1),
        stars_sum: Set(0),
        stars_count: Set(0),
        search: Set(String::new()),
        created_at: Set(now),
        changed_at: Set(now),
        ..Default::default()
    };
    let txn = db::begin(&app.db).await?;
    let tour = row.insert(&txn).await?;
    let words = Words {
        title: Some(title),
        ..Words::default()
    };
    put_words(&txn, tour.id, lang, &words).await?;
    index(&txn, catalog, tour.id).await?;
    write_down(&txn, now, actor, tour.id, TourDeed::Created).await?;
    let tour = find(&txn, tour.id).await?;
    txn.commit().await?;
    Ok(tour)
}

async fn find(db: &impl ConnectionTrait, id: TourId) -> Result<Model, ToursError> {
    Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(ToursError::Gone)
}

/// Changes what a tour is about.
///
/// # Errors
/// [`ToursError::BadText`] for unknown keys, [`ToursError::BadParams`], and see [`ToursError`].
pub async fn edit(
    app: &App,
    catalog: &Catalog,
    actor: Actor,
    rights: &Rights,
    id: TourId,
    draft: Draft,
) -> Result<Model, ToursError> {
    let tour = own_tour(&app.db, rights, id).await?;
    let mut row = ActiveModel {
        id: Set(id),
        ..Default::default()
    };
    if let Some(category) = draft.category {
        if catalog.category(&category).is_none() {
            return Err(ToursError::BadText("category"));
        }
        row.category = Set(category);
    }
    let kind = draft.kind.as_deref().unwrap_or(&tour.kind);
    let kind = catalog.kind(kind).ok_or(ToursError::BadText("kind"))?;
    let mut params: Map<String, Value> = if kind.key == tour.kind {
        serde_json::from_str(&tour.params).unwrap_or_default()
    } else {
        Map::new()
    };
    params.extend(draft.params);
    params.retain(|_, value| !value.is_null());
    let is_published = tour.status == Status::Published;
    let faults = kind.faults(&params, is_published);
    if !faults.is_empty() {
        return Err(ToursError::BadParams(faults));
    }
    row.kind = Set(kind.key.clone());
    row.params = Set(Value::Object(params).to_string());
    if let Some(transports) = draft.transports {
        if transports
            .iter()
            .any(|key| catalog.transport(key).is_none())
        {
            return Err(ToursError::BadText("transports"));
        }
        row.transports = Set(transports.join(" "));
    }
    if let Some(languages) = draft.languages {
        if languages.is_empty() {
            return Err(ToursError::BadText("languages"));
        }
        let codes: Vec<_> = languages.into_iter().map(Lang::code).collect();
        row.languages = Set(codes.join(" "));
    }
    if let Some(city) = draft.city {
        if catalog.city(&city).is_none() {
            return Err(ToursError::BadText("city"));
        }
        row.city = Set(city);
    }
    if let Some(days) = draft.days {
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(ToursError::BadNumber("days"));
        }
        row.days = Set(days);
    }
    let now = app.clock.now();
    row.changed_at = Set(now);
    let txn = db::begin(&app.db).await?;
    row.update(&txn).await?;
    index(&txn, catalog, id).await?;
    write_down(&txn, now, actor, id, TourDeed::Changed).await?;
    let tour = find(&txn, id).await?;
    txn.commit().await?;
    Ok(tour)
}

/// Changes the words of a tour in one language.
///
/// # Errors
/// See [`ToursError`].
pub async fn word(
    app: &App,
    catalog: &Catalog,
    actor: Actor,
    rights: &Rights,
    id: TourId,
    lang: Lang,
    words: Words,
) -> Result<(), ToursError> {
    own_tour(&app.db, rights, id).await?;
    let now = app.clock.now();
    let words = Words {
        title: checked("title", words.title, TITLE_LIMIT, false)?,
        description: checked("description", words.description, DESCRIPTION_LIMIT, true)?,
        included: checked("included", words.included, NOTE_LIMIT, true)?,
        meeting_point: checked("meeting_point", words.meeting_point, NOTE_LIMIT, true)?,
    };
    let txn = db::begin(&app.db).await?;
    let is_there = tour_text::Entity::find_by_id((id, lang))
        .one(&txn)
        .await?
        .is_some();
    if !is_there && words.title.is_none() {
        return Err(ToursError::Incomplete("title"));
    }
    put_words(&txn, id, lang, &words).await?;
    index(&txn, catalog, id).await?;
    write_down(&txn, now, actor, id, TourDeed::Changed).await?;
    txn.commit().await?;
    Ok(())
}

fn checked(
    name: &'static str,
    typed: Option<String>,
    limit: usize,
    may_be_empty: bool,
) -> Result<Option<String>, ToursError> {
    typed
        .map(|typed| text(name, &typed, limit, may_be_empty))
        .transpose()
}

async fn put_words(
    txn: &DatabaseTransaction,
    tour: TourId,
    lang: Lang,
    words: &Words,
) -> Result<(), DbErr> {
    use tour_text::Column as T;
    let row = tour_text::ActiveModel {
        tour_id: Set(tour),
        lang: Set(lang),
        title: Set(words.title.clone().unwrap_or_default()),
        description: Set(words.description.clone().unwrap_or_default()),
        included: Set(words.included.clone().unwrap_or_default()),
        meeting_point: Set(words.meeting_point.clone().unwrap_or_default()),
    };
    let given = [
        (T::Title, words.title.is_some()),
        (T::Description, words.description.is_some()),
        (T::Included, words.included.is_some()),
        (T::MeetingPoint, words.meeting_point.is_some()),
    ];
    let given: Vec<_> = given
        .into_iter()
        .filter_map(|(column, is_given)| is_given.then_some(column))
        .collect();
    let conflict = if given.is_empty() {
        OnConflict::new().do_nothing().to_owned()
    } else {
        OnConflict::columns([T::TourId, T::Lang])
            .update_columns(given)
            .to_owned()
    };
    tour_text::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Writes down what a tour is found by: its titles and its city in every language, in lower case.
async fn index(txn: &DatabaseTransaction, catalog: &Catalog, id: TourId) -> Result<(), ToursError> {
    let tour = find(txn, id).await?;
    let texts = tour_text::Entity::find()
        .filter(tour_text::Column::TourId.eq(id))
        .all(txn)
        .await?;
    let mut words: Vec<&str> = texts.iter().map(|text| text.title.as_str()).collect();
    if let Some(city) = catalog.city(&tour.city) {
        words.extend(Lang::ALL.map(|lang| city.title.in_lang(lang).as_str()));
    }
    Entity::update_many()
        .col_expr(Column::Search, Expr::value(words.join(" ").to_lowercase()))
        .filter(Column::Id.eq(id))
        .exec(txn)
        .await?;
    Ok(())
}

/// Lets everybody see a tour, when everything is there that travellers need.
///
/// # Errors
/// [`ToursError::Incomplete`], [`ToursError::BadParams`], [`ToursError::Blocked`], and see [`ToursError`].
pub async fn publish(
    app: &App,
    catalog: &Catalog,
    actor: Actor,
    rights: &Rights,
    id: TourId,
) -> Result<Model, ToursError> {
    let tour = own_tour(&app.db, rights, id).await?;
    if tour.status == Status::Published {
        return Ok(tour);
    }
    agencies::selling(&app.db, tour.agency_id).await?;
    let texts = tour_text::Entity::find()
        .filter(tour_text::Column::TourId.eq(id))
        .all(&app.db)
        .await?;
    for (name, is_there) in [
        (
            "description",
            texts.iter().any(|text| !text.description.is_empty()),
        ),
        (
            "included",
            texts.iter().any(|text| !text.included.is_empty()),
        ),
        (
            "meeting_point",
            texts.iter().any(|text| !text.meeting_point.is_empty()),
        ),
        ("transports", !tour.transports.is_empty()),
    ] {
        if !is_there {
            return Err(ToursError::Incomplete(name));
        }
    }
    let kind = catalog
        .kind(&tour.kind)
        .ok_or(ToursError::BadText("kind"))?;
    let params: Map<String, Value> = serde_json::from_str(&tour.params).unwrap_or_default();
    let faults = kind.faults(&params, true);
    if !faults.is_empty() {
        return Err(ToursError::BadParams(faults));
    }
    shift(app, actor, &tour, Status::Published, TourDeed::Published).await
}

/// Puts a tour away: nobody can book it; what is booked goes on.
///
/// # Errors
/// See [`ToursError`].
pub async fn archive(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: TourId,
) -> Result<Model, ToursError> {
    let tour = own_tour(&app.db, rights, id).await?;
    if tour.status == Status::Archived {
        return Ok(tour);
    }
    shift(app, actor, &tour, Status::Archived, TourDeed::Archived).await
}

async fn shift(
    app: &App,
    actor: Actor,
    tour: &Model,
    to: Status,
    deed: TourDeed,
) -> Result<Model, ToursError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.word()))
        .col_expr(Column::ChangedAt, Expr::value(now))
        .filter(Column::Id.eq(tour.id))
        .filter(Column::Status.eq(tour.status))
        .exec_with_returning(&txn)
        .await?;
    let Some(tour) = changed.into_iter().next() else {
        return Err(ToursError::Moved);
    };
    write_down(&txn, now, actor, tour.id, deed).await?;
    txn.commit().await?;
    Ok(tour)
}

/// Writes a deed about a tour down.
pub(super) async fn write_down(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    tour: TourId,
    deed: TourDeed,
) -> Result<(), DbErr> {
    audit::record(txn, now, actor, &AuditEvent::Tour(Some(tour), deed)).await
}
