//! The agency's answer to a request.

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr,
};

use super::{
    endings,
    error::BookingError,
    events::{self, News},
    request::halfway,
};
use crate::{
    app::App,
    db,
    entity::{
        booking::{Column, Entity, Model, Status},
        tour_session,
    },
    features::audit::{self, AuditEvent, BookingDeed},
    kernel::{
        actor::Actor,
        ids::BookingId,
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// The booking, for whoever decides for its agency.
///
/// # Errors
/// [`BookingError::Gone`] for everybody else, or the database.
pub async fn of_agency(
    db: &impl ConnectionTrait,
    rights: &Rights,
    id: BookingId,
) -> Result<Model, BookingError> {
    if !rights.may(Permission::SellTours) && !rights.may(Permission::ManageAgencies) {
        return Err(BookingError::NotAllowed);
    }
    Entity::find_by_id(id)
        .one(db)
        .await?
        .filter(|booking| rights.manages(booking.agency_id))
        .ok_or(BookingError::Gone)
}

/// The agency says yes: the traveller has so long to pay as the configuration says. Saying it twice is
/// saying it once.
///
/// # Errors
/// See [`BookingError`].
pub async fn approve(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: BookingId,
) -> Result<Model, BookingError> {
    let booking = of_agency(&app.db, rights, id).await?;
    if booking.status == Status::Approved {
        return Ok(booking);
    }
    let session = tour_session::Entity::find_by_id(booking.session_id)
        .one(&app.db)
        .await?
        .ok_or(BookingError::Gone)?;
    if session.status == tour_session::Status::Cancelled {
        return Err(BookingError::Moved);
    }
    let now = app.clock.now();
    let patience = TimeDelta::hours(app.config.tours.payment_window_hours.into());
    let until = std::cmp::min(now.plus(patience), session.starts_at);
    let txn = db::begin(&app.db).await?;
    let update = moving(id, Status::Approved, now)
        .col_expr(Column::PayBy, Expr::value(until))
        .col_expr(Column::HoldUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::RemindAt, Expr::value(halfway(now, until)))
        .col_expr(Column::ApprovedAt, Expr::value(now))
        .col_expr(Column::DecidedBy, Expr::value(actor.user()))
        .filter(Column::Status.eq(Status::Requested))
        .filter(Column::HoldUntil.gt(now));
    let Some(booking) = update.exec_with_returning(&txn).await?.pop() else {
        txn.rollback().await?;
        return Err(BookingError::Moved);
    };
    let event = AuditEvent::Booking(id, BookingDeed::Approved);
    audit::record(&txn, now, actor, &event).await?;
    events::tell_traveller(&txn, now, &booking, News::Approved).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(booking)
}

/// The agency says no, and why. The seats are free at once.
///
/// # Errors
/// See [`BookingError`].
pub async fn reject(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: BookingId,
    reason: Option<&str>,
) -> Result<Model, BookingError> {
    let booking = of_agency(&app.db, rights, id).await?;
    if booking.status == Status::Rejected {
        return Ok(booking);
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = moving(id, Status::Rejected, now)
        .col_expr(Column::DecidedBy, Expr::value(actor.user()))
        .col_expr(Column::EndedReason, Expr::value("rejected"))
        .col_expr(Column::EndedNote, Expr::value(reason.map(str::to_owned)))
        .filter(Column::Status.eq(Status::Requested));
    let ended = ending(update, now).exec_with_returning(&txn).await?;
    let Some(booking) = ended.first() else {
        txn.rollback().await?;
        return Err(BookingError::Moved);
    };
    endings::release(&txn, &ended).await?;
    let event = AuditEvent::Booking(id, BookingDeed::Rejected);
    audit::record(&txn, now, actor, &event).await?;
    events::tell_traveller(&txn, now, booking, News::Rejected).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(booking.clone())
}

/// An update that moves one booking; from where is the caller's.
pub(super) fn moving(id: BookingId, to: Status, now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.word()))
        .col_expr(Column::MovedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
}

/// The same for a booking that ends: nothing is awaited of it any more.
pub(super) fn ending(update: UpdateMany<Entity>, now: Timestamp) -> UpdateMany<Entity> {
    update
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::HoldUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::PayBy, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::RemindAt, Expr::value(Option::<Timestamp>::None))
}
