//! People, an agency, its tours and sessions.

use chrono::{Days, TimeDelta};
use sea_orm::ActiveValue::Set;
use sputnik::{
    db::Db,
    entity::{agency, tour, tour_session, tour_text, user_role},
    kernel::{
        ids::{AgencyId, SessionId, TourId, UserId},
        lang::Lang,
        money::Currency,
        permission::Role,
        time::Timestamp,
    },
};

use crate::database::{self, insert};

/// What a seat costs.
pub(crate) const PRICE: i64 = 150_000;
/// What goes back when somebody cancels.
pub(crate) const RULE: &str = "14:100 7:50 3:20";
/// Days from now until the first tour.
const AHEAD: u64 = 30;

/// People, of whom the last one manages the only agency.
pub(crate) async fn people(db: &Db, now: Timestamp, count: i64) -> anyhow::Result<()> {
    database::people(db, now, count + 1).await?;
    let agency = agency::ActiveModel {
        id: Set(AgencyId(1)),
        name: Set("Шёлковый путь".to_owned()),
        description: Set(String::new()),
        contacts: Set("+998 90 000 00 00".to_owned()),
        commission_bp: Set(1000),
        status: Set(agency::Status::Active),
        created_at: Set(now),
        ..Default::default()
    };
    insert::<agency::Entity, _>(db, std::iter::once(agency)).await?;
    let manager = user_role::ActiveModel {
        user_id: Set(UserId(count + 1)),
        role: Set(Role::Manager),
        agency_id: Set(AgencyId(1)),
        granted_at: Set(now),
        ..Default::default()
    };
    insert::<user_role::Entity, _>(db, std::iter::once(manager)).await
}

/// What is varied in a catalogue: keys of `assets/catalog/tours.toml`.
const CATEGORIES: [&str; 4] = ["cities", "silk_road", "nature", "mountains"];
const CITIES: [&str; 6] = [
    "samarkand",
    "bukhara",
    "khiva",
    "tashkent",
    "moscow",
    "kazan",
];

/// So many published tours with a title in each language.
pub(crate) async fn tours(db: &Db, now: Timestamp, count: i64) -> anyhow::Result<()> {
    let tours = (1..=count).map(|id| tour::ActiveModel {
        id: Set(TourId(id)),
        agency_id: Set(AgencyId(1)),
        status: Set(tour::Status::Published),
        category: Set(nth(&CATEGORIES, id).to_owned()),
        kind: Set("excursion".to_owned()),
        params: Set("{}".to_owned()),
        transports: Set("train walk".to_owned()),
        languages: Set("ru en".to_owned()),
        city: Set(nth(&CITIES, id / 3).to_owned()),
        days: Set(2),
        stars_sum: Set(0),
        stars_count: Set(0),
        search: Set(format!("выходные в городе {id} самарканд")),
        created_at: Set(now),
        changed_at: Set(now),
    });
    insert::<tour::Entity, _>(db, tours).await?;
    let texts = (1..=count).flat_map(|id| {
        Lang::ALL.map(|lang| tour_text::ActiveModel {
            tour_id: Set(TourId(id)),
            lang: Set(lang),
            title: Set(format!("Выходные в городе {id}")),
            description: Set("Регистан, Шахи-Зинда и плов. ".repeat(10)),
            included: Set("Поезд, гостиница, гид.".to_owned()),
            meeting_point: Set("Южный вокзал, 7:00.".to_owned()),
        })
    });
    insert::<tour_text::Entity, _>(db, texts).await
}

fn nth<'a>(all: &[&'a str], number: i64) -> &'a str {
    let place = usize::try_from(number).unwrap_or_default() % all.len();
    all.get(place).copied().unwrap_or_default()
}

/// Sessions of these numbers, each with so many seats, of which so many are taken; `tour_of` says of
/// which tour each is.
pub(crate) async fn sessions(
    db: &Db,
    now: Timestamp,
    ids: std::ops::RangeInclusive<i64>,
    seats: (i32, i32),
    tour_of: impl Fn(i64) -> i64,
) -> anyhow::Result<()> {
    let (capacity, taken) = seats;
    let first = now.utc().date_naive() + Days::new(AHEAD);
    let rows = ids.map(|id| {
        let later = u64::try_from(id % 90).unwrap_or_default();
        let starts_on = first + Days::new(later);
        let starts_at = now.plus(TimeDelta::days(
            i64::try_from(AHEAD + later).unwrap_or_default(),
        ));
        tour_session::ActiveModel {
            id: Set(SessionId(id)),
            tour_id: Set(TourId(tour_of(id))),
            agency_id: Set(AgencyId(1)),
            status: Set(tour_session::Status::Open),
            starts_on: Set(starts_on),
            ends_on: Set(starts_on + Days::new(1)),
            starts_at: Set(starts_at),
            ends_at: Set(starts_at.plus(TimeDelta::days(2))),
            adult_minor: Set(PRICE + id % 50 * 1000),
            child_minor: Set(None),
            currency: Set(Currency::Rub),
            capacity: Set(capacity),
            taken: Set(taken),
            minimum_group: Set(0),
            wants_names: Set(false),
            refund_rule: Set(RULE.to_owned()),
            is_private: Set(false),
            created_at: Set(now),
            changed_at: Set(now),
            ..Default::default()
        }
    });
    insert::<tour_session::Entity, _>(db, rows).await
}
