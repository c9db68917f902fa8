//! What time does to requests for trips: they expire, offers lapse, travellers are reminded. Every step is a
//! compare-and-set, so that a round may be repeated, interrupted and late.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{
    choice,
    error::TripError,
    events::{self, News, TripNews},
    offers,
};
use crate::{
    app::App,
    db,
    entity::{
        trip::{Column, Entity, Model, Status},
        trip_offer,
    },
    features::audit::{self, AuditEvent, TripDeed},
    kernel::{actor::Actor, time::Timestamp},
};

/// Rows of one kind that one round looks at.
const BATCH: u64 = 200;

/// Everything that is due; the number of things that moved.
///
/// # Errors
/// See [`TripError`].
pub async fn all(app: &App) -> Result<u64, TripError> {
    let moved = expire(app).await? + lapse(app).await? + remind(app).await?;
    if moved > 0 {
        app.outbox.nudge();
    }
    Ok(moved)
}

/// Open requests for which this moment is over, those that wait longest first.
async fn due(app: &App, now: Timestamp, moment: Column) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(moment.lte(now))
        .filter(Column::Status.eq(Status::Open))
        .order_by_asc(moment)
        .limit(BATCH)
        .all(&app.db)
        .await
}

async fn tell(
    txn: &DatabaseTransaction,
    now: Timestamp,
    trip: &Model,
    news: News,
) -> Result<(), DbErr> {
    let event = TripNews::of_trip(trip.id, news);
    events::tell(txn, now, [trip.traveller_id], event).await
}

/// Requests whose time is over, one transaction each: the traveller is told, and agencies whose offers were out.
async fn expire(app: &App) -> Result<u64, TripError> {
    let now = app.clock.now();
    let mut moved = 0;
    for trip in due(app, now, Column::ExpiresAt).await? {
        let txn = db::begin(&app.db).await?;
        let gone = choice::ended(Entity::update_many(), now)
            .col_expr(Column::Status, Expr::value(Status::Expired.word()))
            .filter(Column::Id.eq(trip.id))
            .filter(Column::Status.eq(Status::Open))
            .filter(Column::ExpiresAt.lte(now))
            .exec(&txn)
            .await?;
        if gone.rows_affected == 0 {
            txn.rollback().await?;
            continue;
        }
        choice::pass(app, &txn, now, trip.id, News::Closed).await?;
        let deed = AuditEvent::Trip(trip.id, TripDeed::Expired);
        audit::record(&txn, now, Actor::SYSTEM, &deed).await?;
        tell(&txn, now, &trip, News::Expired).await?;
        txn.commit().await?;
        moved += 1;
    }
    Ok(moved)
}

/// Offers that hold no more, one transaction each: their agencies are told, and may make others.
async fn lapse(app: &App) -> Result<u64, TripError> {
    use trip_offer::{Column as O, Entity as Offers, Status as At};
    let now = app.clock.now();
    let due = Offers::find()
        .filter(O::Status.eq(At::Open))
        .filter(O::ValidUntil.lte(now))
        .order_by_asc(O::ValidUntil)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for offer in due {
        let txn = db::begin(&app.db).await?;
        let over = Offers::update_many()
            .filter(O::Id.eq(offer.id))
            .filter(O::Status.eq(At::Open))
            .filter(O::ValidUntil.lte(now));
        let gone = offers::ending(over, now, At::Lapsed).exec(&txn).await?;
        if gone.rows_affected == 0 {
            txn.rollback().await?;
            continue;
        }
        events::tell_agency(app, &txn, now, &offer, News::Lapsed).await?;
        txn.commit().await?;
        moved += 1;
    }
    Ok(moved)
}

/// Travellers whose offers wait for a day.
async fn remind(app: &App) -> Result<u64, TripError> {
    use trip_offer::{Column as O, Entity as Offers, Status as At};
    let now = app.clock.now();
    let mut moved = 0;
    for trip in due(app, now, Column::RemindAt).await? {
        let txn = db::begin(&app.db).await?;
        let changed = Entity::update_many()
            .col_expr(Column::RemindAt, Expr::value(Option::<Timestamp>::None))
            .filter(Column::Id.eq(trip.id))
            .filter(Column::Status.eq(Status::Open))
            .filter(Column::RemindAt.eq(trip.remind_at))
            .exec(&txn)
            .await?;
        if changed.rows_affected == 0 {
            txn.rollback().await?;
            continue;
        }
        let waits = Offers::find()
            .filter(O::TripId.eq(trip.id))
            .filter(O::Status.eq(At::Open))
            .filter(O::ValidUntil.gt(now))
            .filter(offers::of_sellers())
            .one(&txn)
            .await?;
        if waits.is_some() {
            tell(&txn, now, &trip, News::Waiting).await?;
        }
        txn.commit().await?;
        moved += 1;
    }
    Ok(moved)
}
