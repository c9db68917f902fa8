//! A draft goes out, to the agencies that fit.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect, sea_query::Expr,
};

use super::{
    drafts::{Step, missing},
    error::TripError,
    events::{self, News, TripNews},
    reads,
};
use crate::{
    app::App,
    db,
    entity::{
        agency, tour,
        trip::{Column, Entity, Model, Status},
        trip_agency, user,
    },
    features::{
        audit::{self, AuditEvent, TripDeed},
        bookings::events::deciders,
        tours::reads::{end_of_month, today},
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, TripId},
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
    let agencies = addressees(app, &draft).await?;
    let now = app.clock.now();
    let until = now.plus(TimeDelta::days(app.config.tours.trip_request_days.into()));
    let txn = db::begin(&app.db).await?;
    // One person's requests are counted one after another. SQLite has one writer anyway.
    user::Entity::find_by_id(me)
        .lock_exclusive()
        .one(&txn)
        .await?;
    let open = Entity::find()
        .filter(Column::TravellerId.eq(me))
        .filter(Column::Status.eq(Status::Open))
        .count(&txn)
        .await?;
    if open >= u64::from(app.config.tours.max_trip_requests) {
        txn.rollback().await?;
        return Err(TripError::TooMany);
    }
    let sent = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Open.word()))
        .col_expr(Column::SubmittedAt, Expr::value(Some(now)))
        .col_expr(Column::ExpiresAt, Expr::value(Some(until)))
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
    broadcast(app, &txn, now, &trip, &agencies).await?;
    audit::record(&txn, now, actor, &AuditEvent::Trip(id, TripDeed::Submitted)).await?;
    txn.commit().await?;
    app.outbox.nudge();
    metrics::counter!("trips_submitted_total").increment(1);
    Ok(trip)
}

async fn broadcast(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
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
    events::tell(txn, now, readers, TripNews::of_trip(trip.id, News::Asked)).await
}

/// Agencies that sell tours in one of the cities; all that sell when there is none, or when the place is in
/// words.
async fn addressees(app: &App, trip: &Model) -> Result<Vec<AgencyId>, DbErr> {
    let active: Vec<AgencyId> = agency::Entity::find()
        .select_only()
        .column(agency::Column::Id)
        .filter(agency::Column::Status.eq(agency::Status::Active))
        .into_tuple()
        .all(&app.db)
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
        .all(&app.db)
        .await?;
    let fit: Vec<_> = active
        .iter()
        .copied()
        .filter(|agency| there.contains(agency))
        .collect();
    Ok(if fit.is_empty() { active } else { fit })
}
