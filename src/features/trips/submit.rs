//! A draft goes out, to the agencies that fit; or a whole request at once.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, sea_query::Expr,
};

use super::{
    drafts::{Answer, Step, answered, blank, fit, missing},
    error::TripError,
    events::{self, News, TripNews},
    reads,
};
use crate::{
    app::App,
    db,
    entity::{
        agency, tour,
        trip::{ActiveModel, Column, Entity, Model, Status},
        trip_agency,
    },
    features::{
        audit::{self, AuditEvent, TripDeed},
        bookings::events::deciders,
        tours::{
            catalog::Catalog,
            reads::{end_of_month, today},
        },
        users::people,
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, TripId, UserId},
        time::Timestamp,
    },
};

/// Sends a draft to the agencies that fit. Sending twice is sending once.
///
/// # Errors
/// See [`TripError`].
pub async fn submit(app: &App, actor: Actor, id: TripId) -> Result<Model, TripError> {
    let me = actor.user().ok_or(TripError::NotAllowed)?;
    let draft = reads::of_traveller(&app.db, me, id).await?;
    if draft.status == Status::Open {
        return Ok(draft);
    }
    if let Some(step) = missing(&draft) {
        return Err(TripError::Missing(step));
    }
    // A draft may have lain for long.
    let today = today(app);
    let is_past = |day: NaiveDate| {
        let last = if draft.is_month {
            end_of_month(day)
        } else {
            day
        };
        last <= today
    };
    if draft.starts_on.is_none_or(is_past) {
        return Err(TripError::Missing(Step::When));
    }
    let agencies = addressees(&app.db, &draft).await?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    may_send(app, &txn, me).await?;
    let sent = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Open.word()))
        .col_expr(Column::SubmittedAt, Expr::value(Some(now)))
        .col_expr(Column::ExpiresAt, Expr::value(Some(ends(app, now))))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Draft))
        .filter(Column::StartsOn.eq(draft.starts_on))
        .filter(Column::Days.eq(draft.days))
        .exec_with_returning(&txn)
        .await?;
    let Some(trip) = sent.into_iter().next() else {
        txn.rollback().await?;
        return Err(TripError::Moved);
    };
    broadcast(app, &txn, now, actor, &trip, &agencies).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("trips_submitted_total").increment(1);
    Ok(trip)
}

/// Asks in one go: all answers are there, and the draft that the person may have stays as it is. An answer
/// that is given twice is given once.
///
/// # Errors
/// See [`TripError`].
pub async fn ask(
    app: &App,
    catalog: &Catalog,
    actor: Actor,
    answers: Vec<Answer>,
) -> Result<Model, TripError> {
    let me = actor.user().ok_or(TripError::NotAllowed)?;
    let answers = answers
        .into_iter()
        .map(|answer| fit(app, catalog, answer))
        .collect::<Result<Vec<_>, _>>()?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    may_send(app, &txn, me).await?;
    let row = ActiveModel {
        status: Set(Status::Open),
        submitted_at: Set(Some(now)),
        expires_at: Set(Some(ends(app, now))),
        ..blank(me, now)
    };
    let mut trip = row.insert(&txn).await?;
    for answer in answers {
        if is_said(&trip, &answer) {
            continue;
        }
        let update = Entity::update_many().filter(Column::Id.eq(trip.id));
        let changed = answered(&trip, update, answer)?
            .exec_with_returning(&txn)
            .await?;
        trip = changed.into_iter().next().ok_or(TripError::Moved)?;
    }
    if let Some(step) = missing(&trip) {
        txn.rollback().await?;
        return Err(TripError::Missing(step));
    }
    let agencies = addressees(&txn, &trip).await?;
    broadcast(app, &txn, now, actor, &trip, &agencies).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("trips_submitted_total").increment(1);
    Ok(trip)
}

/// Whether a key is in its set already: another time would take it out.
fn is_said(trip: &Model, answer: &Answer) -> bool {
    let has = |keys: &str, key: &str| keys.split_whitespace().any(|one| one == key);
    match answer {
        Answer::City(key) => has(&trip.cities, key),
        Answer::Transport(key) => has(&trip.transports, key),
        _ => false,
    }
}

/// When a request ends that is sent now.
fn ends(app: &App, now: Timestamp) -> Timestamp {
    now.plus(TimeDelta::days(app.config.tours.trip_request_days.into()))
}

/// One person's requests are counted one after another.
async fn may_send(app: &App, txn: &DatabaseTransaction, me: UserId) -> Result<(), TripError> {
    people::one_at_a_time(txn, me).await?;
    let open = Entity::find()
        .filter(Column::TravellerId.eq(me))
        .filter(Column::Status.eq(Status::Open))
        .count(txn)
        .await?;
    if open >= u64::from(app.config.tours.max_trip_requests) {
        return Err(TripError::TooMany);
    }
    Ok(())
}

/// Tells the agencies of a request that was sent, and writes it down.
async fn broadcast(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    trip: &Model,
    agencies: &[AgencyId],
) -> Result<(), DbErr> {
    let mut readers = Vec::new();
    for agency in agencies {
        readers.extend(deciders(app, txn, *agency).await?);
    }
    if !agencies.is_empty() {
        let rows = agencies.iter().map(|agency| trip_agency::ActiveModel {
            trip_id: Set(trip.id),
            agency_id: Set(*agency),
        });
        trip_agency::Entity::insert_many(rows)
            .exec_without_returning(txn)
            .await?;
    }
    events::tell(txn, now, readers, TripNews::of_trip(trip.id, News::Asked)).await?;
    let sent = AuditEvent::Trip(trip.id, TripDeed::Submitted);
    audit::record(txn, now, actor, &sent).await
}

/// Agencies that sell tours in one of the cities; all that sell when there is none, or when the place is in
/// words.
async fn addressees(db: &impl ConnectionTrait, trip: &Model) -> Result<Vec<AgencyId>, DbErr> {
    let active: Vec<AgencyId> = agency::Entity::find()
        .select_only()
        .column(agency::Column::Id)
        .filter(agency::Column::Status.eq(agency::Status::Active))
        .into_tuple()
        .all(db)
        .await?;
    if !trip.place.is_empty() {
        return Ok(active);
    }
    let there: Vec<AgencyId> = tour::Entity::find()
        .select_only()
        .column(tour::Column::AgencyId)
        .distinct()
        .filter(tour::Column::Status.eq(tour::Status::Published))
        .filter(tour::Column::City.is_in(trip.cities.split_whitespace()))
        .into_tuple()
        .all(db)
        .await?;
    let fit: Vec<_> = active
        .iter()
        .copied()
        .filter(|agency| there.contains(agency))
        .collect();
    Ok(if fit.is_empty() { active } else { fit })
}
