//! Money for a booking, in the transaction that settles the payment.

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    TransactionTrait, sea_query::Expr,
};

use super::{
    decide::moving,
    discounts, endings,
    events::{self, News},
    request::UNPAID,
    seats,
};
use crate::{
    app::App,
    entity::{
        booking::{Column, Entity, Model, Status},
        payment, tour_session,
    },
    features::{
        audit::{self, AuditEvent, BookingDeed},
        ledger::facts::From,
    },
    kernel::{
        actor::Actor,
        ids::{BookingId, SessionId, UserId},
        money::Money,
        time::Timestamp,
    },
};

/// The traveller is reminded of the tour so long before it begins.
const DAY: TimeDelta = TimeDelta::hours(24);

/// What is to be paid for a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceDue {
    /// How much, bonuses not taken off.
    pub money: Money,
    /// Who pays.
    pub payer: UserId,
    /// The seats are held until then.
    pub until: Timestamp,
}

/// What became of the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The booking is paid.
    Done,
    /// It expired, and the seats are somebody else's or the tour has begun.
    TooLate,
    /// Nobody waits for this money: paid already, or called off.
    Unwanted,
}

/// What is to be paid now; none when nothing is.
///
/// # Errors
/// When the database does not answer.
pub async fn price_due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    id: BookingId,
) -> Result<Option<PriceDue>, DbErr> {
    let booking = Entity::find_by_id(id).one(db).await?;
    let booking = booking.filter(|booking| booking.status == Status::Approved);
    let Some((booking, until)) = booking.and_then(|one| one.pay_by.map(|until| (one, until)))
    else {
        return Ok(None);
    };
    // While it is being paid it waits, whatever the time and the agency say.
    let is_due = booking.frozen_by.is_some()
        || (until > now && !is_called_off(db, booking.session_id).await?);
    Ok(is_due.then(|| PriceDue {
        money: booking.price(),
        payer: booking.traveller_id,
        until,
    }))
}

/// Whether a session was called off. Its bookings follow it in a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn is_called_off(db: &impl ConnectionTrait, id: SessionId) -> Result<bool, DbErr> {
    let session = tour_session::Entity::find_by_id(id).one(db).await?;
    Ok(session.is_none_or(|session| session.status == tour_session::Status::Cancelled))
}

/// Money came. A booking that expired unpaid lives again when its seats, its promotion and its code are
/// still there.
///
/// # Errors
/// When the database does not answer.
pub async fn on_paid(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: BookingId,
    payment: &payment::Model,
) -> Result<Settled, DbErr> {
    let Some(before) = Entity::find_by_id(id).one(txn).await? else {
        return Ok(Settled::Unwanted);
    };
    let is_late = match before.status {
        Status::Approved => false,
        Status::Expired if before.ended_reason.as_deref() == Some(UNPAID) => true,
        Status::Requested
        | Status::Paid
        | Status::Completed
        | Status::Rejected
        | Status::Expired
        | Status::Cancelled
        | Status::Refunded => return Ok(Settled::Unwanted),
    };
    let begins = tour_session::Entity::find_by_id(before.session_id)
        .one(txn)
        .await?
        .map_or(now, |session| session.starts_at);
    // Behind a savepoint: what cannot be had back must not take the settling of the payment with it.
    let point = txn.begin().await?;
    let paid = take(&point, now, &before, payment, begins).await?;
    let is_had = match &paid {
        Some(paid) if is_late => revive(&point, now, paid).await?,
        Some(_) => true,
        None => false,
    };
    let (Some(paid), true) = (paid, is_had) else {
        point.rollback().await?;
        return Ok(Settled::TooLate);
    };
    point.commit().await?;
    let deed = BookingDeed::Paid {
        paid_minor: paid.paid_minor,
        is_late,
    };
    audit::record(txn, now, Actor::SYSTEM, &AuditEvent::Booking(id, deed)).await?;
    events::tell_traveller(txn, now, &paid, News::Paid).await?;
    events::tell_agency(app, txn, now, &paid, News::Paid).await?;
    Ok(Settled::Done)
}

/// Moves the booking to "paid", from where it was found.
async fn take(
    txn: &DatabaseTransaction,
    now: Timestamp,
    before: &Model,
    payment: &payment::Model,
    begins: Timestamp,
) -> Result<Option<Model>, DbErr> {
    let eve = Some(begins.minus(DAY)).filter(|eve| *eve > now);
    let money = payment.amount_minor.saturating_add(payment.bonus_minor);
    let update = moving(before.id, Status::Paid, now)
        .col_expr(Column::PaidMinor, Expr::col(Column::PaidMinor).add(money))
        .col_expr(Column::BonusMinor, Expr::value(payment.bonus_minor))
        .col_expr(Column::PaidAt, Expr::value(now))
        .col_expr(Column::PayBy, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::RemindAt, Expr::value(eve))
        .col_expr(Column::FrozenBy, Expr::value(Option::<i64>::None))
        .col_expr(Column::EndedAt, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::EndedReason, Expr::value(Option::<String>::None))
        .filter(Column::Status.eq(before.status));
    Ok(update.exec_with_returning(txn).await?.pop())
}

/// Takes again what an expired booking had given up; false when some of it is gone.
async fn revive(txn: &DatabaseTransaction, now: Timestamp, booking: &Model) -> Result<bool, DbErr> {
    if let Some(promotion) = booking.promotion_id
        && !discounts::use_promotion(txn, now, promotion).await?
    {
        return Ok(false);
    }
    if let Some(code) = booking.promo_code_id
        && discounts::use_code(txn, now, code, booking.traveller_id)
            .await?
            .is_err()
    {
        return Ok(false);
    }
    seats::take_again(txn, now, booking.session_id, booking.seats).await
}

/// Staff, or somebody in the provider's own office, sends money back: the booking notes it and says where
/// it is taken from; none when less than that is left. A booking of which everything went back before the
/// tour is over: its seats are free.
///
/// # Errors
/// When the database does not answer.
pub async fn reversed(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    id: BookingId,
    money: Money,
) -> Result<Option<From>, DbErr> {
    let sum = || Expr::col(Column::RefundedMinor).add(money.minor());
    let changed = Entity::update_many()
        .col_expr(Column::RefundedMinor, sum())
        .filter(Column::Id.eq(id))
        .filter(sum().lte(Expr::col(Column::PaidMinor)))
        .exec_with_returning(txn)
        .await?;
    let Some(booking) = changed.into_iter().next() else {
        return Ok(None);
    };
    if booking.status != Status::Paid {
        // What is over was shared when it ended.
        return Ok(Some(From::Booked {
            agency: booking.agency_id,
            commission_bp: booking.share_bp(),
        }));
    }
    if booking.refunded_minor == booking.paid_minor {
        let update = moving(id, Status::Refunded, now)
            .col_expr(Column::EndedReason, Expr::value("reversed"))
            .filter(Column::Status.eq(Status::Paid));
        let ended = super::decide::ending(update, now)
            .exec_with_returning(txn)
            .await?;
        if let Some(gone) = ended.first() {
            endings::release(txn, &ended).await?;
            let event = AuditEvent::Booking(id, BookingDeed::Reversed);
            audit::record(txn, now, Actor::SYSTEM, &event).await?;
            events::tell_traveller(txn, now, gone, News::Reversed).await?;
            events::tell_agency(app, txn, now, gone, News::Reversed).await?;
        }
    }
    Ok(Some(From::Prepaid))
}
