//! What agencies do: offer, change, take back.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    QueryTrait, UpdateMany,
    sea_query::{CaseStatement, Expr},
};

use super::{
    bargain,
    error::TripError,
    events::{self, News, TripNews},
    parts, reads,
};
use crate::{
    app::App,
    db,
    entity::{
        agency, tour, trip, trip_agency,
        trip_offer::{ActiveModel, Column, Entity, Model, Side, Status},
    },
    features::{
        audit::{self, AuditEvent, TripDeed},
        tours::{agencies, own_tour, reads::today, require},
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, TourId, TripId, TripOfferId},
        money::{Currency, Money},
        permission::Rights,
        time::Timestamp,
    },
};

/// Longest words about what is included, in characters.
pub const INCLUDED_LIMIT: usize = 1500;
/// How long an offer may hold, in hours.
pub const VALID: [i32; 4] = [24, 48, 72, 168];
/// Offers that wait are mentioned after a day.
const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// A part of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The tour that it is based on.
    Tour(TourId),
    /// The first day.
    Day(NaiveDate),
    /// How many days.
    Days(i32),
    /// The price of the party.
    Price(Money),
    /// The currency; a price in another one is forgotten.
    Currency(Currency),
    /// What is included.
    Included(String),
    /// For how many hours it holds.
    Valid(i32),
}

/// Lets pass whoever decides for an agency that the request was sent to.
///
/// # Errors
/// [`TripError::Gone`], [`TripError::NotAllowed`], or the database.
pub async fn asked(
    db: &impl ConnectionTrait,
    rights: &Rights,
    agency: AgencyId,
    trip: TripId,
) -> Result<trip::Model, TripError> {
    require(rights, agency)?;
    let is_asked = trip_agency::Entity::find_by_id((trip, agency))
        .one(db)
        .await?
        .is_some();
    if !is_asked {
        return Err(TripError::Gone);
    }
    trip::Entity::find_by_id(trip)
        .one(db)
        .await?
        .ok_or(TripError::Gone)
}

/// An offer, for whoever decides for its agency.
///
/// # Errors
/// [`TripError::Gone`], [`TripError::NotAllowed`], or the database.
pub async fn own(
    db: &impl ConnectionTrait,
    rights: &Rights,
    id: TripOfferId,
) -> Result<Model, TripError> {
    let offer = Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(TripError::Gone)?;
    require(rights, offer.agency_id)?;
    Ok(offer)
}

/// An offer that is out, for whoever decides for its agency, which sells.
///
/// # Errors
/// See [`TripError`].
pub(super) async fn open(
    db: &impl ConnectionTrait,
    rights: &Rights,
    id: TripOfferId,
) -> Result<Model, TripError> {
    let offer = own(db, rights, id).await?;
    if offer.status != Status::Open {
        return Err(TripError::Moved);
    }
    agencies::selling(db, offer.agency_id).await?;
    Ok(offer)
}

/// The agency's live offer for a request.
///
/// # Errors
/// When the database does not answer.
pub async fn live(
    db: &impl ConnectionTrait,
    agency: AgencyId,
    trip: TripId,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::TripId.eq(trip))
        .filter(Column::AgencyId.eq(agency))
        .filter(Column::Status.is_in([Status::Draft, Status::Open]))
        .one(db)
        .await
}

/// Begins an offer that is based on one of the agency's tours; the one that is live is changed instead.
///
/// # Errors
/// See [`TripError`].
pub async fn begin(
    app: &App,
    actor: Actor,
    rights: &Rights,
    agency: AgencyId,
    trip: TripId,
    tour: TourId,
) -> Result<Model, TripError> {
    let trip = asked(&app.db, rights, agency, trip).await?;
    agencies::selling(&app.db, agency).await?;
    let tour = tour_of(app, rights, agency, tour).await?;
    if let Some(offer) = live(&app.db, agency, trip.id).await? {
        return edit(app, actor, rights, offer.id, Part::Tour(tour.id)).await;
    }
    draft(app, actor, &trip, &tour).await
}

/// A draft that is based on a tour; the one that is live when another manager was faster.
async fn draft(
    app: &App,
    actor: Actor,
    trip: &trip::Model,
    tour: &tour::Model,
) -> Result<Model, TripError> {
    let agency = tour.agency_id;
    let now = app.clock.now();
    if trip.status != trip::Status::Open || trip.expires_at.is_none_or(|at| at <= now) {
        return Err(TripError::Moved);
    }
    let soonest = today(app).succ_opt().ok_or(TripError::BadDay)?;
    let starts_on = std::cmp::max(trip.starts_on.unwrap_or(soonest), soonest);
    let row = ActiveModel {
        trip_id: Set(trip.id),
        agency_id: Set(agency),
        tour_id: Set(tour.id),
        author_id: Set(actor.user()),
        status: Set(Status::Draft),
        starts_on: Set(starts_on),
        days: Set(trip.days.unwrap_or(tour.days)),
        price_minor: Set(0),
        currency: Set(trip.currency),
        included: Set(String::new()),
        valid_hours: Set(i32::try_from(app.config.tours.trip_offer_hours).unwrap_or(48)),
        turn: Set(Side::Traveller),
        revision: Set(0),
        created_at: Set(now),
        ..Default::default()
    };
    match row.insert(&app.db).await {
        // Two managers at once: the other one began it.
        Err(error) if db::is_unique(&error) => live(&app.db, agency, trip.id)
            .await?
            .ok_or(TripError::Moved),
        other => Ok(other?),
    }
}

async fn tour_of(
    app: &App,
    rights: &Rights,
    agency: AgencyId,
    tour: TourId,
) -> Result<tour::Model, TripError> {
    let tour = own_tour(&app.db, rights, tour).await?;
    let is_fit = tour.agency_id == agency && tour.status != tour::Status::Archived;
    is_fit.then_some(tour).ok_or(TripError::Gone)
}

/// Changes a part of a live offer. One that was sent is new to the traveller then, and holds anew.
///
/// # Errors
/// See [`TripError`].
pub async fn edit(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: TripOfferId,
    part: Part,
) -> Result<Model, TripError> {
    let offer = own(&app.db, rights, id).await?;
    let part = parts::fit(app, part)?;
    if let Part::Tour(tour) = part {
        tour_of(app, rights, offer.agency_id, tour).await?;
    }
    let hours = if let Part::Valid(hours) = part {
        hours
    } else {
        offer.valid_hours
    };
    let update = parts::written(&offer, next(&offer), part)?;
    if offer.status == Status::Draft {
        let changed = update.exec_with_returning(&app.db).await?;
        return changed.into_iter().next().ok_or(TripError::Moved);
    }
    agencies::selling(&app.db, offer.agency_id).await?;
    publish(app, actor, &offer, update, hours, None, News::Changed).await
}

/// Makes an offer in one go, on a tour that says whose it is, and sends it. What the agency has begun or
/// offered is changed instead; the same offer once more is none.
///
/// # Errors
/// [`TripError::Incomplete`] without a price or words, and see [`TripError`].
pub async fn make(
    app: &App,
    actor: Actor,
    rights: &Rights,
    trip: TripId,
    tour: TourId,
    parts: Vec<Part>,
) -> Result<Model, TripError> {
    let tour = own_tour(&app.db, rights, tour).await?;
    let tour = tour_of(app, rights, tour.agency_id, tour.id).await?;
    let trip = asked(&app.db, rights, tour.agency_id, trip).await?;
    agencies::selling(&app.db, tour.agency_id).await?;
    let mut parts = parts
        .into_iter()
        .map(|part| parts::fit(app, part))
        .collect::<Result<Vec<_>, _>>()?;
    let has = |wanted: fn(&Part) -> bool| parts.iter().any(wanted);
    let is_whole =
        has(|part| matches!(part, Part::Price(_))) && has(|part| matches!(part, Part::Included(_)));
    if !is_whole {
        return Err(TripError::Incomplete);
    }
    parts.push(Part::Tour(tour.id));
    let offer = match live(&app.db, tour.agency_id, trip.id).await? {
        Some(offer) => offer,
        None => draft(app, actor, &trip, &tour).await?,
    };
    let is_draft = offer.status == Status::Draft;
    let is_same =
        offer.wanted_minor.is_none() && parts.iter().all(|part| parts::says(&offer, part));
    if !is_draft && is_same {
        return Ok(offer);
    }
    let (mut update, mut hours, mut day) = (next(&offer), offer.valid_hours, offer.starts_on);
    for part in parts {
        match part {
            Part::Valid(wanted) => hours = wanted,
            Part::Day(wanted) => day = wanted,
            _ => {}
        }
        update = parts::written(&offer, update, part)?;
    }
    if day <= today(app) {
        return Err(TripError::BadDay);
    }
    if !is_draft {
        return publish(app, actor, &offer, update, hours, None, News::Changed).await;
    }
    let update = update
        .col_expr(Column::Status, Expr::value(Status::Open.word()))
        .col_expr(Column::AuthorId, Expr::value(actor.user()));
    let offer = publish(app, actor, &offer, update, hours, None, News::Offered).await?;
    metrics::counter!("trip_offers_total").increment(1);
    Ok(offer)
}

/// An update of a live offer that is as it was read.
pub(super) fn next(offer: &Model) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::Id.eq(offer.id))
        .filter(Column::Status.eq(offer.status))
        .filter(Column::Revision.eq(offer.revision))
}

/// Sends an offer. Sending twice is sending once.
///
/// # Errors
/// See [`TripError`].
pub async fn send(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: TripOfferId,
) -> Result<Model, TripError> {
    let offer = own(&app.db, rights, id).await?;
    if offer.status == Status::Open {
        return Ok(offer);
    }
    if offer.status != Status::Draft {
        return Err(TripError::Moved);
    }
    if offer.price_minor == 0 || offer.included.is_empty() {
        return Err(TripError::Incomplete);
    }
    if offer.starts_on <= today(app) {
        return Err(TripError::BadDay);
    }
    agencies::selling(&app.db, offer.agency_id).await?;
    let update = next(&offer)
        .col_expr(Column::Status, Expr::value(Status::Open.word()))
        .col_expr(Column::AuthorId, Expr::value(actor.user()));
    let offer = publish(
        app,
        actor,
        &offer,
        update,
        offer.valid_hours,
        None,
        News::Offered,
    )
    .await?;
    metrics::counter!("trip_offers_total").increment(1);
    Ok(offer)
}

/// Carries out an update after which the traveller has to look, and writes down what was said with it: within an
/// open request alone.
pub(super) async fn publish(
    app: &App,
    actor: Actor,
    offer: &Model,
    update: UpdateMany<Entity>,
    hours: i32,
    word: Option<(Option<i64>, String)>,
    news: News,
) -> Result<Model, TripError> {
    let now = app.clock.now();
    let until = now.plus(TimeDelta::hours(hours.into()));
    let Some(txn) = db::begin_once(&app.db, actor, "trip.publish", now).await? else {
        return Ok(offer.clone());
    };
    // A reminder that is promised stays; an offer that lapses within a day is recalled half way.
    let patience = std::cmp::min(PATIENCE, TimeDelta::hours(hours.into()) / 2);
    let later = Expr::col(trip::Column::RemindAt).gt(now.plus(patience));
    let sooner = CaseStatement::new()
        .case(
            Expr::col(trip::Column::RemindAt).is_null().or(later),
            now.plus(patience),
        )
        .finally(Expr::col(trip::Column::RemindAt));
    // The request first, as everybody who touches both does: nobody offers for one that is ending.
    let open = trip::Entity::update_many()
        .col_expr(trip::Column::RemindAt, sooner.into())
        .filter(trip::Column::Id.eq(offer.trip_id))
        .filter(trip::Column::Status.eq(trip::Status::Open))
        .filter(trip::Column::ExpiresAt.gt(now))
        .exec_with_returning(&txn)
        .await?;
    let Some(trip) = open.into_iter().next() else {
        txn.rollback().await?;
        return Err(TripError::Moved);
    };
    let changed = update
        .col_expr(Column::ValidUntil, Expr::value(Some(until)))
        .col_expr(Column::WantedMinor, Expr::value(Option::<i64>::None))
        .col_expr(Column::Turn, Expr::value(Side::Traveller.word()))
        .filter(of_sellers())
        .exec_with_returning(&txn)
        .await?;
    let Some(offer) = changed.into_iter().next() else {
        txn.rollback().await?;
        return Err(TripError::Changed);
    };
    if let Some((price, text)) = word {
        bargain::say(&txn, now, offer.id, Side::Agency, price, text).await?;
    }
    let deed = match news {
        News::Offered => TripDeed::Offered(offer.id),
        _ => TripDeed::Changed(offer.id),
    };
    audit::record(&txn, now, actor, &AuditEvent::Trip(trip.id, deed)).await?;
    let event = TripNews::of_offer(&offer, news);
    events::tell(&txn, now, [trip.traveller_id], event).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(offer)
}

/// Offers of agencies that may sell.
pub(super) fn of_sellers() -> sea_orm::sea_query::SimpleExpr {
    let selling = agency::Entity::find()
        .select_only()
        .column(agency::Column::Id)
        .filter(agency::Column::Status.eq(agency::Status::Active));
    Column::AgencyId.in_subquery(selling.into_query())
}

/// An update of offers that end so.
pub(super) fn ending(update: UpdateMany<Entity>, now: Timestamp, to: Status) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Status, Expr::value(to.word()))
        .col_expr(Column::WantedMinor, Expr::value(Option::<i64>::None))
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
}

/// Takes an offer back. One that was not sent goes without a word.
///
/// # Errors
/// See [`TripError`].
pub async fn withdraw(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: TripOfferId,
) -> Result<Model, TripError> {
    let offer = own(&app.db, rights, id).await?;
    if offer.status == Status::Withdrawn {
        return Ok(offer);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let live = Entity::update_many()
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in([Status::Draft, Status::Open]));
    let gone = ending(live, now, Status::Withdrawn)
        .exec_with_returning(&txn)
        .await?;
    let Some(gone) = gone.into_iter().next() else {
        txn.rollback().await?;
        return Err(TripError::Moved);
    };
    if gone.valid_until.is_some() {
        let deed = TripDeed::Withdrawn(id);
        audit::record(&txn, now, actor, &AuditEvent::Trip(gone.trip_id, deed)).await?;
        let trip = reads::any(&txn, gone.trip_id).await?;
        let event = TripNews::of_offer(&gone, News::Withdrawn);
        events::tell(&txn, now, [trip.traveller_id], event).await?;
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(gone)
}
