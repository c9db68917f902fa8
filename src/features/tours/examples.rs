//! Examples: agencies with tours, sessions, promotions and codes from `assets/examples/tours.toml`, put in
//! by the services that people use. What is there by its name is left alone.

use chrono::{Days, TimeDelta};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    agencies,
    catalog::Catalog,
    discounts::{self, For, NewCode, NewPromotion, Off},
    error::ToursError,
    offers::{self, Draft, Words},
    photos::{self, Picture},
    reads,
    sessions::{self, Plan},
};
use crate::{
    app::App,
    entity::{agency, tour},
    features::library::BrokenFile,
    kernel::{
        actor::Actor,
        ids::AgencyId,
        lang::Lang,
        money::Currency,
        permission::{Rights, Role},
    },
};

const PATH: &str = "examples/tours.toml";

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "agency")]
    agencies: Vec<Agency>,
    #[serde(default, rename = "promotion")]
    promotions: Vec<Promotion>,
    #[serde(default, rename = "code")]
    codes: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Agency {
    name: String,
    description: String,
    contacts: String,
    /// A cash desk for the demonstration.
    merchant: Option<String>,
    #[serde(rename = "tour")]
    tours: Vec<Tour>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tour {
    category: String,
    kind: String,
    city: String,
    days: i32,
    languages: Vec<Lang>,
    transports: Vec<String>,
    params: Map<String, Value>,
    photo: String,
    price: i64,
    child: Option<i64>,
    currency: Currency,
    capacity: i32,
    #[serde(default)]
    minimum: i32,
    starts_in: u64,
    every_weeks: u32,
    times: u32,
    ru: Text,
    uz: Text,
    en: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    title: String,
    description: String,
    included: String,
    meeting_point: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Promotion {
    agency: String,
    title: String,
    percent: u32,
    days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    code: String,
    percent: u32,
    days: i64,
    person_limit: Option<i32>,
}

/// Why the examples are not put in.
#[derive(Debug, thiserror::Error)]
pub enum ExamplesError {
    /// The file.
    #[error(transparent)]
    File(#[from] BrokenFile),
    /// Something in it is refused.
    #[error("{name} is refused")]
    Refused {
        /// What.
        name: String,
        /// Why.
        #[source]
        source: ToursError,
    },
    /// The database.
    #[error("the examples are not put in")]
    Database(#[from] sea_orm::DbErr),
}

/// An agency that was put in, and the cash desk that stands in the file for it.
#[derive(Clone, Debug)]
pub struct Seeded {
    /// The agency.
    pub agency: AgencyId,
    /// Its cash desk.
    pub merchant: Option<String>,
}

/// Puts the examples in; the agencies that are new.
///
/// # Errors
/// See [`ExamplesError`].
pub async fn seed(app: &App, catalog: &Catalog) -> Result<Vec<Seeded>, ExamplesError> {
    let written = read(app)?;
    let rights = Rights::new([(Role::Owner, None)]);
    let mut seeded = Vec::new();
    for wanted in &written.agencies {
        let there = agency::Entity::find()
            .filter(agency::Column::Name.eq(wanted.name.as_str()))
            .one(&app.db)
            .await?;
        if there.is_some() {
            continue;
        }
        let refused = |source| ExamplesError::Refused {
            name: wanted.name.clone(),
            source,
        };
        let agency = one(app, catalog, &rights, wanted).await.map_err(refused)?;
        for promotion in written
            .promotions
            .iter()
            .filter(|one| one.agency == wanted.name)
        {
            promote(app, &rights, agency, promotion)
                .await
                .map_err(refused)?;
        }
        seeded.push(Seeded {
            agency,
            merchant: wanted.merchant.clone(),
        });
    }
    for code in &written.codes {
        match add_code(app, &rights, code).await {
            Ok(()) | Err(ToursError::Taken) => {}
            Err(source) => {
                return Err(ExamplesError::Refused {
                    name: code.code.clone(),
                    source,
                });
            }
        }
    }
    Ok(seeded)
}

fn read(app: &App) -> Result<Written, BrokenFile> {
    let broken = |problem: String| BrokenFile {
        path: PATH.to_owned(),
        problem,
    };
    let text = app.assets.text(PATH);
    let text = text.ok_or_else(|| broken("is missing".to_owned()))?;
    toml::from_str(&text).map_err(|error| broken(error.to_string()))
}

async fn one(
    app: &App,
    catalog: &Catalog,
    rights: &Rights,
    wanted: &Agency,
) -> Result<AgencyId, ToursError> {
    let shell = Actor::SHELL;
    let agency = agencies::create(app, shell, rights, &wanted.name).await?.id;
    let words = agencies::Words {
        description: Some(wanted.description.clone()),
        contacts: Some(wanted.contacts.clone()),
        ..agencies::Words::default()
    };
    agencies::describe(app, shell, rights, agency, words).await?;
    for tour in &wanted.tours {
        offer(app, catalog, rights, agency, tour).await?;
    }
    Ok(agency)
}

async fn offer(
    app: &App,
    catalog: &Catalog,
    rights: &Rights,
    agency: AgencyId,
    wanted: &Tour,
) -> Result<(), ToursError> {
    let shell = Actor::SHELL;
    let title = (Lang::Ru, wanted.ru.title.as_str());
    let tour = offers::create(app, catalog, shell, rights, agency, title).await?;
    let id = tour.id;
    let draft = Draft {
        category: Some(wanted.category.clone()),
        kind: Some(wanted.kind.clone()),
        params: wanted.params.clone(),
        transports: Some(wanted.transports.clone()),
        languages: Some(wanted.languages.clone()),
        city: Some(wanted.city.clone()),
        days: Some(wanted.days),
    };
    offers::edit(app, catalog, shell, rights, id, draft).await?;
    for (lang, text) in [
        (Lang::Ru, &wanted.ru),
        (Lang::Uz, &wanted.uz),
        (Lang::En, &wanted.en),
    ] {
        let words = Words {
            title: Some(text.title.clone()),
            description: Some(text.description.clone()),
            included: Some(text.included.clone()),
            meeting_point: Some(text.meeting_point.clone()),
        };
        offers::word(app, catalog, shell, rights, id, lang, words).await?;
    }
    let picture = Picture::Asset(format!("media/tours/{}.png", wanted.photo));
    photos::add(app, shell, rights, id, picture).await?;
    let tour = offers::publish(app, catalog, shell, rights, id).await?;
    plan(app, rights, &tour, wanted).await
}

async fn plan(
    app: &App,
    rights: &Rights,
    tour: &tour::Model,
    wanted: &Tour,
) -> Result<(), ToursError> {
    let first = reads::today(app)
        .checked_add_days(Days::new(wanted.starts_in))
        .ok_or(ToursError::BadDates)?;
    let plan = Plan {
        starts_on: first,
        adult_minor: wanted.price,
        child_minor: wanted.child,
        currency: wanted.currency,
        capacity: wanted.capacity,
        minimum_group: wanted.minimum,
        wants_names: false,
        chat_link: None,
        refund_rule: None,
    };
    let session = sessions::add(app, Actor::SHELL, rights, tour.id, plan).await?;
    if wanted.times > 1 {
        let (every, more) = (wanted.every_weeks, wanted.times - 1);
        sessions::repeat(app, Actor::SHELL, rights, session.id, every, more).await?;
    }
    Ok(())
}

async fn promote(
    app: &App,
    rights: &Rights,
    agency: AgencyId,
    wanted: &Promotion,
) -> Result<(), ToursError> {
    let now = app.clock.now();
    let promotion = NewPromotion {
        title: wanted.title.clone(),
        good_for: For {
            agency: Some(agency),
            ..For::default()
        },
        off: Off::Percent(wanted.percent),
        starts_at: now,
        ends_at: now.plus(TimeDelta::days(wanted.days)),
        total_limit: None,
    };
    discounts::promote(app, Actor::SHELL, rights, promotion)
        .await
        .map(drop)
}

async fn add_code(app: &App, rights: &Rights, wanted: &Code) -> Result<(), ToursError> {
    let now = app.clock.now();
    let code = NewCode {
        code: wanted.code.clone(),
        good_for: For::default(),
        off: Off::Percent(wanted.percent),
        minimum: None,
        starts_at: now,
        ends_at: now.plus(TimeDelta::days(wanted.days)),
        total_limit: None,
        person_limit: wanted.person_limit,
    };
    discounts::add_code(app, Actor::SHELL, rights, code)
        .await
        .map(drop)
}
