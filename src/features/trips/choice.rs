//! What travellers do with a request that is out: decline offers, choose one, call it off.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr,
};

use super::{
    error::TripError,
    events::{self, News},
    offers::{ending, of_sellers},
    reads,
};
use crate::{
    app::App,
    db,
    entity::{
        agency, booking, tour, trip,
        trip_offer::{Column, Entity, Model, Status},
    },
    features::{
        audit::{self, AuditEvent, TripDeed},
        bookings::agreed::{self, Agreed},
        tours::{pricing::Party, sessions},
    },
    kernel::{
        actor::Actor,
        ids::{BookingId, TripId, TripOfferId},
        time::Timestamp,
    },
};

/// Says no to an offer. Saying it twice is saying it once.
///
/// # Errors
/// See [`TripError`].
pub async fn decline(app: &App, actor: Actor, id: TripOfferId) -> Result<Model, TripError> {
    let (trip, offer) = mine(app, actor, id).await?;
    if offer.status == Status::Declined {
        return Ok(offer);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let open = Entity::update_many()
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Open));
    let gone = ending(open, now, Status::Declined)
        .exec_with_returning(&txn)
        .await?;
    let Some(offer) = gone.into_iter().next() else {
        txn.rollback().await?;
        return Err(TripError::Moved);
    };
    let deed = TripDeed::Declined(id);
    audit::record(&txn, now, actor, &AuditEvent::Trip(trip.id, deed)).await?;
    events::tell_agency(app, &txn, now, &offer, News::Declined).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(offer)
}

/// Chooses an offer as it was shown: the session is made, the seats are booked, the others hear of it; all of
/// it, or nothing. Choosing twice is choosing once.
///
/// # Errors
/// See [`TripError`].
pub async fn choose(
    app: &App,
    actor: Actor,
    id: TripOfferId,
    revision: i32,
) -> Result<BookingId, TripError> {
    let (trip, offer) = mine(app, actor, id).await?;
    if let (Status::Chosen, Some(booking)) = (offer.status, trip.booking_id) {
        return Ok(booking);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let done = choose_within(app, &txn, now, actor, &trip, (id, revision)).await;
    match done {
        Ok(booking) => {
            txn.commit().await?;
            app.outbox.nudge();
            metrics::counter!("trips_chosen_total").increment(1);
            Ok(booking.id)
        }
        Err(TripError::Changed) => {
            txn.rollback().await?;
            Err(why_not(app, now, id, revision).await?)
        }
        Err(error) => {
            txn.rollback().await?;
            Err(error)
        }
    }
}

async fn choose_within(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    trip: &trip::Model,
    (id, revision): (TripOfferId, i32),
) -> Result<booking::Model, TripError> {
    // The request first, as everybody who touches both does.
    let taken = trip::Entity::update_many()
        .col_expr(
            trip::Column::Status,
            Expr::value(trip::Status::Chosen.word()),
        )
        .filter(trip::Column::Id.eq(trip.id))
        .filter(trip::Column::Status.eq(trip::Status::Open))
        .filter(trip::Column::ExpiresAt.gt(now))
        .exec(txn)
        .await?;
    if taken.rows_affected == 0 {
        return Err(TripError::Moved);
    }
    let update = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Chosen.word()))
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .col_expr(Column::WantedMinor, Expr::value(Option::<i64>::None))
        .filter(Column::Id.eq(id))
        .filter(Column::TripId.eq(trip.id))
        .filter(Column::Status.eq(Status::Open))
        .filter(Column::Revision.eq(revision));
    let chosen = standing(update, now).exec_with_returning(txn).await?.pop();
    let offer = chosen.ok_or(TripError::Changed)?;
    let tour = tour::Entity::find_by_id(offer.tour_id).one(txn).await?;
    let agency = agency::Entity::find_by_id(offer.agency_id).one(txn).await?;
    let (tour, agency) = tour.zip(agency).ok_or(TripError::Gone)?;
    let party = Party {
        adults: trip.adults,
        children: trip.children,
    };
    let terms = sessions::Agreed {
        starts_on: offer.starts_on,
        days: offer.days,
        price: offer.price(),
        seats: party.seats(),
    };
    let session = sessions::add_private(app, txn, now, actor, &tour, terms).await?;
    let agreed = Agreed {
        session: &session,
        agency: &agency,
        traveller: trip.traveller_id,
        party,
        decided_by: offer.author_id,
    };
    let booking = agreed::book(app, txn, now, actor, agreed).await?;
    ended(trip::Entity::update_many(), now)
        .col_expr(trip::Column::BookingId, Expr::value(Some(booking.id)))
        .filter(trip::Column::Id.eq(trip.id))
        .exec(txn)
        .await?;
    let deed = TripDeed::Chosen(id, booking.id);
    audit::record(txn, now, actor, &AuditEvent::Trip(trip.id, deed)).await?;
    events::tell_agency(app, txn, now, &offer, News::Chosen).await?;
    pass(app, txn, now, trip.id, News::Passed).await?;
    Ok(booking)
}

/// Calls a request off. Doing it twice is doing it once.
///
/// # Errors
/// See [`TripError`].
pub async fn cancel(app: &App, actor: Actor, id: TripId) -> Result<(), TripError> {
    let me = actor.user().ok_or(TripError::NotAllowed)?;
    let trip = reads::of_traveller(&app.db, me, id).await?;
    if trip.status == trip::Status::Cancelled {
        return Ok(());
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    if !cancel_within(app, &txn, now, actor, id).await? {
        txn.rollback().await?;
        return Err(TripError::Moved);
    }
    txn.commit().await?;
    app.outbox.nudge();
    Ok(())
}

pub(super) async fn cancel_within(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    id: TripId,
) -> Result<bool, DbErr> {
    let gone = ended(trip::Entity::update_many(), now)
        .col_expr(
            trip::Column::Status,
            Expr::value(trip::Status::Cancelled.word()),
        )
        .filter(trip::Column::Id.eq(id))
        .filter(trip::Column::Status.eq(trip::Status::Open))
        .exec(txn)
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    let event = AuditEvent::Trip(id, TripDeed::Cancelled);
    audit::record(txn, now, actor, &event).await?;
    pass(app, txn, now, id, News::Cancelled).await?;
    Ok(true)
}

/// Offers that are left when a request ends; their agencies are told why.
pub(super) async fn pass(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    trip: TripId,
    news: News,
) -> Result<(), DbErr> {
    let live = |status: Status| {
        let update = Entity::update_many()
            .filter(Column::TripId.eq(trip))
            .filter(Column::Status.eq(status));
        ending(update, now, Status::Passed)
    };
    live(Status::Draft).exec(txn).await?;
    let left = live(Status::Open).exec_with_returning(txn).await?;
    for offer in left {
        events::tell_agency(app, txn, now, &offer, news).await?;
    }
    Ok(())
}

/// The person's request with an offer for it that they may see.
pub(super) async fn mine(
    app: &App,
    actor: Actor,
    id: TripOfferId,
) -> Result<(trip::Model, Model), TripError> {
    let me = actor.user().ok_or(TripError::NotAllowed)?;
    reads::offer_of_traveller(&app.db, me, id).await
}

/// Holds the request while one of its offers changes: it must not be ending.
pub(super) async fn touch(
    txn: &DatabaseTransaction,
    now: Timestamp,
    trip: &trip::Model,
) -> Result<(), TripError> {
    // Whoever answers has decided something: they need no reminder of this round.
    let open = trip::Entity::update_many()
        .col_expr(
            trip::Column::RemindAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .filter(trip::Column::Id.eq(trip.id))
        .filter(trip::Column::Status.eq(trip::Status::Open))
        .filter(trip::Column::ExpiresAt.gt(now))
        .exec(txn)
        .await?;
    if open.rows_affected == 0 {
        return Err(TripError::Moved);
    }
    Ok(())
}

/// An update of an offer that holds, of an agency that may sell.
pub(super) fn standing(update: UpdateMany<Entity>, now: Timestamp) -> UpdateMany<Entity> {
    update
        .filter(Column::Status.eq(Status::Open))
        .filter(Column::ValidUntil.gt(now))
        .filter(of_sellers())
}

/// A request that ends: nothing is awaited of it any more.
pub(super) fn ended(update: UpdateMany<trip::Entity>, now: Timestamp) -> UpdateMany<trip::Entity> {
    update
        .col_expr(trip::Column::EndedAt, Expr::value(Some(now)))
        .col_expr(
            trip::Column::ExpiresAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .col_expr(
            trip::Column::RemindAt,
            Expr::value(Option::<Timestamp>::None),
        )
}

/// What became of an offer that was there a moment ago.
pub(super) async fn why_not(
    app: &App,
    now: Timestamp,
    id: TripOfferId,
    revision: i32,
) -> Result<TripError, TripError> {
    let offer = Entity::find_by_id(id)
        .one(&app.db)
        .await?
        .ok_or(TripError::Gone)?;
    let agency = agency::Entity::find_by_id(offer.agency_id)
        .one(&app.db)
        .await?;
    Ok(if offer.status != Status::Open {
        TripError::Moved
    } else if agency.is_none_or(|one| one.status != agency::Status::Active) {
        TripError::Blocked
    } else if offer.valid_until.is_none_or(|until| until <= now) {
        TripError::Lapsed
    } else if offer.revision == revision {
        TripError::Moved
    } else {
        TripError::Changed
    })
}
