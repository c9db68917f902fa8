//! What time does to bookings: requests and payment windows run out, reminders come due, sessions with
//! too few people are called off, tours end, seats go to parties that wait. Every step is a
//! compare-and-set, so that a round may be repeated, interrupted and late.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, Query},
};

use super::{
    decide::ending,
    endings,
    error::BookingError,
    events::{self, News, SessionNews, SessionTurn},
    money,
    request::UNPAID,
    waiting,
};
use crate::{
    app::App,
    db,
    entity::{
        booking::{Column, Entity, Model, Status},
        payment::PayableKind,
        tour_session,
    },
    features::{
        audit::{self, AuditEvent, BookingDeed, TourDeed},
        payments::release as attempts,
        reviews::{service as reviews, work::Work},
    },
    kernel::{
        actor::Actor,
        ids::{AgencyId, UserId},
        time::Timestamp,
    },
    outbox,
};

/// Rows of one kind that one transaction moves, or one round looks at.
const BATCH: u64 = 200;
/// Transactions that end bookings in a round: other kinds have their turn in between.
const TURNS: u32 = 20;
/// A round that moved as much may have left some.
pub(super) const FULL: u64 = BATCH * TURNS as u64;
/// The agency is warned of a group that is too small so long before the decision.
const WARNING: TimeDelta = TimeDelta::hours(48);

/// Everything that is due; the number of things that moved.
///
/// # Errors
/// See [`BookingError`].
pub async fn all(app: &App) -> Result<u64, BookingError> {
    let mut moved = 0;
    for _ in 0..TURNS {
        let expired = expire(app).await?;
        moved += expired;
        if expired < BATCH {
            break;
        }
    }
    moved += remind(app).await?;
    moved += decide_groups(app).await?;
    moved += call_off(app).await?;
    moved += complete(app).await?;
    moved += waiting::lapse(app).await?;
    moved += waiting::offer(app).await?;
    if moved > 0 {
        app.outbox.nudge();
    }
    Ok(moved)
}

/// Requests that nobody answered and bookings that nobody paid, many in one transaction. The travellers
/// are told. A booking that is being paid waits.
async fn expire(app: &App) -> Result<u64, BookingError> {
    let now = app.clock.now();
    let is_due = || {
        Condition::all().add(Column::FrozenBy.is_null()).add(
            Condition::any()
                .add(
                    Condition::all()
                        .add(Column::Status.eq(Status::Requested))
                        .add(Column::HoldUntil.lte(now)),
                )
                .add(
                    Condition::all()
                        .add(Column::Status.eq(Status::Approved))
                        .add(Column::PayBy.lte(now)),
                ),
        )
    };
    let due = Query::select()
        .column(Column::Id)
        .from(Entity)
        .cond_where(is_due())
        .limit(BATCH)
        .to_owned();
    let why = Expr::case(Column::Status.eq(Status::Requested), "unanswered").finally(UNPAID);
    let update = Entity::update_many()
        .col_expr(Column::EndedReason, why.into())
        .col_expr(Column::Status, Expr::value(Status::Expired.word()))
        .col_expr(Column::MovedAt, Expr::value(now))
        .filter(Column::Id.in_subquery(due))
        .filter(is_due());
    let txn = db::begin(&app.db).await?;
    let ended = ending(update, now).exec_with_returning(&txn).await?;
    if ended.is_empty() {
        txn.rollback().await?;
        return Ok(0);
    }
    endings::release(&txn, &ended).await?;
    let deeds: Vec<_> = ended
        .iter()
        .map(|booking| AuditEvent::Booking(booking.id, BookingDeed::Expired))
        .collect();
    audit::record_all(&txn, now, Actor::SYSTEM, &deeds).await?;
    // Collected: a lazy iterator over borrowed rows does not live across the await of a job.
    let news: Vec<_> = ended
        .iter()
        .map(|booking| {
            let is_unpaid = booking.ended_reason.as_deref() == Some(UNPAID);
            let news = if is_unpaid {
                News::Unpaid
            } else {
                News::Unanswered
            };
            (booking.traveller_id, booking.id, news)
        })
        .collect();
    events::tell_each(&txn, now, news).await?;
    // Nothing can be on the way for what was not approved.
    let approved: Vec<_> = ended
        .iter()
        .filter(|booking| booking.approved_at.is_some())
        .map(|booking| booking.id.0)
        .collect();
    if !approved.is_empty() {
        attempts::abandon_all(&txn, now, PayableKind::Booking, approved).await?;
    }
    txn.commit().await?;
    Ok(count(ended.len()))
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

/// At half time: agencies of requests, travellers of payments; a day before the tour, travellers of it.
async fn remind(app: &App) -> Result<u64, BookingError> {
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::RemindAt.lte(now))
        .filter(Column::Status.is_in(Status::SEATED))
        .order_by_asc(Column::RemindAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut agencies: BTreeMap<AgencyId, Vec<UserId>> = BTreeMap::new();
    let mut moved = 0;
    for booking in due {
        let txn = db::begin(&app.db).await?;
        let changed = Entity::update_many()
            .col_expr(Column::RemindAt, Expr::value(Option::<Timestamp>::None))
            .filter(Column::Id.eq(booking.id))
            .filter(Column::Status.eq(booking.status))
            .filter(Column::RemindAt.eq(booking.remind_at))
            .exec(&txn)
            .await?;
        if changed.rows_affected > 0 {
            let (readers, news) = match booking.status {
                Status::Requested => {
                    let readers = match agencies.get(&booking.agency_id) {
                        Some(readers) => readers.clone(),
                        None => {
                            let found = events::deciders(app, &txn, booking.agency_id).await?;
                            agencies.insert(booking.agency_id, found.clone());
                            found
                        }
                    };
                    (readers, News::AnswerDue)
                }
                Status::Approved => (vec![booking.traveller_id], News::PaymentDue),
                _ => (vec![booking.traveller_id], News::Tomorrow),
            };
            events::tell(&txn, now, readers, booking.id, news).await?;
            moved += 1;
        }
        txn.commit().await?;
    }
    Ok(moved)
}

/// Groups that are too small: the agency is warned two days before the decision; then the session is
/// called off, and its bookings follow.
async fn decide_groups(app: &App) -> Result<u64, BookingError> {
    use tour_session::Column as S;
    let now = app.clock.now();
    let open = || {
        tour_session::Entity::find()
            .filter(S::Status.is_in([tour_session::Status::Open, tour_session::Status::Closed]))
    };
    let near = open()
        .filter(S::DecideAt.lte(now.plus(WARNING)))
        .filter(
            Condition::any()
                .add(S::DecideAt.lte(now))
                .add(S::WarnedAt.is_null()),
        )
        .order_by_asc(S::DecideAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for session in near {
        let is_due = session.decide_at.is_some_and(|at| at <= now);
        let txn = db::begin(&app.db).await?;
        let is_small = sold(&txn, &session).await? < i64::from(session.minimum_group);
        let mut update = tour_session::Entity::update_many()
            .filter(S::Id.eq(session.id))
            .filter(S::Status.eq(session.status))
            .filter(S::DecideAt.eq(session.decide_at));
        let mut turn = None;
        if is_due {
            update = update.col_expr(S::DecideAt, Expr::value(Option::<Timestamp>::None));
            if is_small {
                turn = Some(SessionTurn::TooFew);
                update = update.col_expr(
                    S::Status,
                    Expr::value(tour_session::Status::Cancelled.word()),
                );
            }
        } else if is_small {
            turn = Some(SessionTurn::FewSeats);
            update = update
                .col_expr(S::WarnedAt, Expr::value(now))
                .filter(S::WarnedAt.is_null());
        } else {
            txn.rollback().await?;
            continue;
        }
        if update.exec(&txn).await?.rows_affected > 0 {
            if let Some(what) = turn {
                tell_deciders(app, &txn, now, &session, what).await?;
            }
            if turn == Some(SessionTurn::TooFew) {
                let deed = TourDeed::SessionCancelled(session.id);
                let event = AuditEvent::Tour(Some(session.tour_id), deed);
                audit::record(&txn, now, Actor::SYSTEM, &event).await?;
            }
            moved += 1;
        }
        txn.commit().await?;
    }
    Ok(moved)
}

/// Seats that are paid.
async fn sold(txn: &DatabaseTransaction, session: &tour_session::Model) -> Result<i64, DbErr> {
    let seats: Option<Option<i64>> = Entity::find()
        .select_only()
        .expr(Expr::col(Column::Seats).sum())
        .filter(Column::SessionId.eq(session.id))
        .filter(Column::Status.eq(Status::Paid))
        .into_tuple()
        .one(txn)
        .await?;
    Ok(seats.flatten().unwrap_or_default())
}

async fn tell_deciders(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    session: &tour_session::Model,
    what: SessionTurn,
) -> Result<(), DbErr> {
    let event = SessionNews {
        session: session.id,
        what,
    };
    let readers = events::deciders(app, txn, session.agency_id).await?;
    let readers = readers
        .into_iter()
        .map(|to| (to, outbox::Options::default()));
    outbox::enqueue_all(txn, now, &event, readers).await
}

/// Bookings of sessions that do not take place, one transaction each: everything goes back.
async fn call_off(app: &App) -> Result<u64, BookingError> {
    use tour_session::{Column as S, Entity as Sessions};
    let cancelled = Sessions::find()
        .select_only()
        .column(S::Id)
        .filter(S::Status.eq(tour_session::Status::Cancelled));
    let due = Entity::find()
        .filter(Column::SessionId.in_subquery(cancelled.into_query()))
        .filter(Column::Status.is_in(Status::SEATED))
        .filter(Column::FrozenBy.is_null())
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for booking in due {
        let session = Sessions::find_by_id(booking.session_id)
            .one(&app.db)
            .await?;
        let reason = session.and_then(|session| session.ended_note);
        match endings::cancel_with_session(app, booking, reason.as_deref()).await {
            Ok(_) => moved += 1,
            // Somebody was faster: it is over, or the next round finds it as it is then.
            Err(BookingError::Moved | BookingError::BeingPaid) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(moved)
}

/// Tours that are over: the money is earned, and the traveller is asked for a review. A session is over for good once
/// none of its bookings holds seats any more: nothing of it is left to be done, nor will be.
async fn complete(app: &App) -> Result<u64, BookingError> {
    use tour_session::{Column as S, Entity as Sessions, Status as At};
    let now = app.clock.now();
    let ended = || {
        Sessions::find()
            .filter(S::Status.is_in([At::Open, At::Closed]))
            .filter(S::EndsAt.lte(now))
    };
    let past = ended().select_only().column(S::Id);
    let over = Entity::find()
        .filter(Column::SessionId.in_subquery(past.into_query()))
        .filter(Column::Status.eq(Status::Paid))
        // Not by the number: to find a few that are over, PostgreSQL would walk through all bookings there are.
        .order_by_asc(Column::MovedAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    let mut moved = 0;
    for booking in over {
        if complete_one(app, now, &booking).await? {
            moved += 1;
        }
    }
    let ended = ended()
        .order_by_asc(S::EndsAt)
        .limit(BATCH)
        .all(&app.db)
        .await?;
    for session in ended {
        let seated = Query::select()
            .expr(Expr::val(1))
            .from(Entity)
            .and_where(Column::SessionId.eq(session.id))
            .and_where(Column::Status.is_in(Status::SEATED))
            .to_owned();
        let txn = db::begin(&app.db).await?;
        let changed = Sessions::update_many()
            .col_expr(S::Status, Expr::value(At::Completed.word()))
            .filter(S::Id.eq(session.id))
            .filter(S::Status.eq(session.status))
            .filter(Expr::exists(seated).not())
            .exec(&txn)
            .await?;
        if changed.rows_affected > 0 {
            let deed = TourDeed::SessionCompleted(session.id);
            let event = AuditEvent::Tour(Some(session.tour_id), deed);
            audit::record(&txn, now, Actor::SYSTEM, &event).await?;
            moved += 1;
        }
        txn.commit().await?;
    }
    Ok(moved)
}

async fn complete_one(app: &App, now: Timestamp, booking: &Model) -> Result<bool, BookingError> {
    let txn = db::begin(&app.db).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Completed.word()))
        .col_expr(Column::MovedAt, Expr::value(now))
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(booking.id))
        .filter(Column::Status.eq(Status::Paid))
        .filter(Column::PaidMinor.eq(booking.paid_minor))
        .filter(Column::RefundedMinor.eq(booking.refunded_minor))
        .exec(&txn)
        .await?;
    let is_over = changed.rows_affected > 0;
    if is_over {
        let event = AuditEvent::Booking(booking.id, BookingDeed::Completed);
        audit::record(&txn, now, Actor::SYSTEM, &event).await?;
        reviews::ask(&txn, now, booking.traveller_id, Work::Booking(booking.id)).await?;
        money::keep(&txn, now, booking, booking.in_hand()).await?;
    }
    txn.commit().await?;
    Ok(is_over)
}
