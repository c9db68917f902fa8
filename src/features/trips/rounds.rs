//! What time does to requests for trips: they expire, offers lapse, travellers are reminded. Every step is a
//! compare-and-set, so that a round may be repeated, interrupted and late.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
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
        trip::{Column, Entity, Status},
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

/// Requests whose time is over, one transaction each: the traveller is told, and their agencies need not be.
async fn expire(app: &App) -> Result<u64, TripError> {
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::ExpiresAt.lte(now))
        .filter(Column::Status.eq(Status::Open))
        .order_by_asc(Column::ExpiresAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for trip in due {
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
        choice::pass(app, &txn, now, trip.id, None).await?;
        let deed = AuditEvent::Trip(trip.id, TripDeed::Expired);
        audit::record(&txn, now, Actor::SYSTEM, &deed).await?;
        let event = TripNews {
            trip: trip.id,
            offer: None,
            news: News::Expired,
        };
        events::tell(&txn, now, [trip.traveller_id], event).await?;
        txn.commit().await?;
        moved += 1;
    }
    Ok(moved)
}

/// Offers that hold no more: their agencies may make others.
async fn lapse(app: &App) -> Result<u64, TripError> {
    use trip_offer::{Column as O, Entity as Offers, Status as At};
    let now = app.clock.now();
    let lapsed = Offers::update_many()
        .col_expr(O::Status, Expr::value(At::Lapsed.word()))
        .col_expr(O::EndedAt, Expr::value(Some(now)))
        .col_expr(O::WantedMinor, Expr::value(Option::<i64>::None))
        .col_expr(O::Revision, Expr::col(O::Revision).add(1))
        .filter(O::Status.eq(At::Open))
        .filter(O::ValidUntil.lte(now))
        .exec(&app.db)
        .await?;
    Ok(lapsed.rows_affected)
}

/// Travellers whose offers wait for a day.
async fn remind(app: &App) -> Result<u64, TripError> {
    use trip_offer::{Column as O, Entity as Offers, Status as At};
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::RemindAt.lte(now))
        .filter(Column::Status.eq(Status::Open))
        .order_by_asc(Column::RemindAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for trip in due {
        let txn = db::begin(&app.db).await?;
        let changed = Entity::update_many()
            .col_expr(Column::RemindAt, Expr::value(Option::<Timestamp>::None))
            .filter(Column::Id.eq(trip.id))
            .filter(Column::Status.eq(Status::Open))
            .filter(Column::RemindAt.eq(trip.remind_at))
            .exec(&txn)
            .await?;
        if changed.rows_affected > 0 {
            let waits = Offers::find()
                .filter(O::TripId.eq(trip.id))
                .filter(O::Status.eq(At::Open))
                .filter(O::ValidUntil.gt(now))
                .filter(offers::of_sellers())
                .one(&txn)
                .await?;
            if waits.is_some() {
                let event = TripNews {
                    trip: trip.id,
                    offer: None,
                    news: News::Waiting,
                };
                events::tell(&txn, now, [trip.traveller_id], event).await?;
            }
            moved += 1;
        }
        txn.commit().await?;
    }
    Ok(moved)
}
