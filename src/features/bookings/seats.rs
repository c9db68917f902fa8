//! The seats of a session: one counter, changed under its condition alone.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, UpdateMany,
    sea_query::{Expr, Query},
};

use crate::{
    entity::{
        agency, booking, tour,
        tour_session::{Column, Entity, Model, Status},
        waiting_party,
    },
    kernel::{ids::SessionId, time::Timestamp},
};

/// The update that takes seats, if there are as many: whatever it must hold besides is the caller's.
fn taking(session: SessionId, seats: i32) -> UpdateMany<Entity> {
    let sum = || Expr::col(Column::Taken).add(seats);
    Entity::update_many()
        .col_expr(Column::Taken, sum())
        .filter(Column::Id.eq(session))
        .filter(sum().lte(Expr::col(Column::Capacity)))
}

async fn has_changed(txn: &DatabaseTransaction, update: UpdateMany<Entity>) -> Result<bool, DbErr> {
    Ok(update.exec(txn).await?.rows_affected > 0)
}

/// Takes seats for a new booking, if the session is as it was read: open, at that price, of an agency
/// that sells and a tour that is on sale; and if no party that waits would fit into what is free.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn take(
    txn: &DatabaseTransaction,
    session: &Model,
    seats: i32,
) -> Result<bool, DbErr> {
    let first = Query::select()
        .expr(Expr::value(1))
        .from(waiting_party::Entity)
        .and_where(waiting_party::Column::SessionId.eq(session.id))
        .and_where(waiting_party::Column::Status.eq(waiting_party::Status::Waiting))
        .and_where(
            Expr::col((waiting_party::Entity, waiting_party::Column::Seats))
                .lte(Expr::col((Entity, Column::Capacity)).sub(Expr::col((Entity, Column::Taken)))),
        )
        .to_owned();
    let update = as_read(taking(session.id, seats), session).filter(Expr::exists(first).not());
    has_changed(txn, update).await
}

/// Takes or gives back the difference between seats that were held for a waiting party and those of its
/// booking.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn change(
    txn: &DatabaseTransaction,
    session: &Model,
    by: i32,
) -> Result<bool, DbErr> {
    has_changed(txn, as_read(taking(session.id, by), session)).await
}

/// As long as its agency sells and its tour is on sale.
fn on_sale(update: UpdateMany<Entity>, session: &Model) -> UpdateMany<Entity> {
    update.filter(sold(
        agency::Entity::find_by_id(session.agency_id),
        tour::Entity::find_by_id(session.tour_id),
    ))
}

/// Whether the agency of a session sells and its tour is on sale.
pub(super) fn is_on_sale() -> Expr {
    sold(agency::Entity::find(), tour::Entity::find())
}

fn sold(agencies: Select<agency::Entity>, tours: Select<tour::Entity>) -> Expr {
    let selling = agencies
        .select_only()
        .column(agency::Column::Id)
        .filter(agency::Column::Status.eq(agency::Status::Active));
    let on_sale = tours
        .select_only()
        .column(tour::Column::Id)
        .filter(tour::Column::Status.eq(tour::Status::Published));
    Column::AgencyId
        .in_subquery(selling.into_query())
        .and(Column::TourId.in_subquery(on_sale.into_query()))
}

fn as_read(update: UpdateMany<Entity>, session: &Model) -> UpdateMany<Entity> {
    on_sale(update, session)
        .filter(Column::Status.eq(Status::Open))
        .filter(Column::IsPrivate.eq(false))
        .filter(Column::AdultMinor.eq(session.adult_minor))
        .filter(match session.child_minor {
            Some(minor) => Column::ChildMinor.eq(minor),
            None => Column::ChildMinor.is_null(),
        })
}

/// Takes seats for money that came too late, if there are any and the session is ahead.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn take_again(
    txn: &DatabaseTransaction,
    now: Timestamp,
    session: SessionId,
    seats: i32,
) -> Result<bool, DbErr> {
    let update = taking(session, seats)
        .filter(Column::Status.is_in([Status::Open, Status::Closed]))
        .filter(Column::StartsAt.gt(now));
    has_changed(txn, update).await
}

/// Takes seats for a waiting party, if there are as many and the session can be booked: it is open, of an
/// agency that sells and a tour that is on sale.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn take_for_party(
    txn: &DatabaseTransaction,
    session: &Model,
    seats: i32,
) -> Result<bool, DbErr> {
    let update =
        on_sale(taking(session.id, seats), session).filter(Column::Status.eq(Status::Open));
    has_changed(txn, update).await
}

/// Frees the seats of bookings that ended.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn free(txn: &DatabaseTransaction, ended: &[booking::Model]) -> Result<(), DbErr> {
    let mut by_session: BTreeMap<SessionId, i32> = BTreeMap::new();
    for booking in ended {
        *by_session.entry(booking.session_id).or_default() += booking.seats;
    }
    if by_session.len() > 1 {
        // In the order of their numbers: two who free seats of the same sessions never wait for each other
        // crosswise.
        Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Id.is_in(by_session.keys().copied()))
            .order_by_asc(Column::Id)
            .lock_exclusive()
            .into_tuple::<SessionId>()
            .all(txn)
            .await?;
    }
    // Many sessions lose as many seats as each other: one statement for all of these.
    let mut by_seats: BTreeMap<i32, Vec<SessionId>> = BTreeMap::new();
    for (session, seats) in by_session {
        by_seats.entry(seats).or_default().push(session);
    }
    for (seats, sessions) in by_seats {
        give_back(txn, sessions, seats).await?;
    }
    Ok(())
}

/// Gives so many seats of each of these sessions back.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn give_back(
    txn: &DatabaseTransaction,
    sessions: impl IntoIterator<Item = SessionId>,
    seats: i32,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Taken, Expr::col(Column::Taken).sub(seats))
        .filter(Column::Id.is_in(sessions))
        .exec(txn)
        .await?;
    Ok(())
}
