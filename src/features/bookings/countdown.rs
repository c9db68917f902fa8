//! The countdown in the message that shows a booking: which message it is, and when it is edited.

use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr},
};

use crate::{
    app::App,
    entity::booking::{Column, Entity, Model, Status},
    features::tours::words,
    kernel::{
        ids::{BookingId, UserId},
        time::Timestamp,
    },
};

/// Remembers which message of the traveller's chat counts down from now on, and what it shows.
///
/// # Errors
/// When the database does not answer.
pub async fn shown(app: &App, id: BookingId, message: i64, minutes: i32) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ShownMinutes, Expr::value(minutes))
        .col_expr(Column::MessageId, Expr::value(message))
        .filter(Column::Id.eq(id))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// The countdown of a booking shows another step; none: it is over. Not when it is in another message by
/// now, or in none.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn stepped(app: &App, booking: &Model, minutes: Option<i32>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ShownMinutes, Expr::value(minutes))
        .filter(Column::Id.eq(booking.id))
        .filter(Column::MessageId.eq(booking.message_id))
        .filter(Column::ShownMinutes.eq(booking.shown_minutes))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// A message of somebody's chat shows something else: nothing counts down in it any more.
///
/// # Errors
/// When the database does not answer.
pub async fn left(app: &App, person: UserId, message: i64) -> Result<(), DbErr> {
    let counting: Vec<BookingId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::TravellerId.eq(person))
        .filter(Column::MessageId.eq(message))
        .filter(Column::ShownMinutes.is_not_null())
        .into_tuple()
        .all(&app.db)
        .await?;
    // Hardly ever is there one: whoever taps does not wait for those who write.
    if counting.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::ShownMinutes, Expr::value(Option::<i32>::None))
        .filter(Column::Id.is_in(counting))
        .filter(Column::MessageId.eq(message))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// Countdowns that show another step than is left: those that stand still are not read every round.
pub(super) fn is_stale(now: Timestamp) -> Condition {
    let shown = || Expr::col(Column::ShownMinutes).cast_as("bigint");
    let grain = GRAINS
        .into_iter()
        .fold(CaseStatement::new(), |case, (until, grain)| {
            case.case(shown().lte(until), grain)
        })
        .finally(COARSEST);
    let until = CaseStatement::new()
        .case(
            Column::Status.eq(Status::Requested),
            Expr::col(Column::HoldUntil),
        )
        .finally(Expr::col(Column::PayBy));
    let left = || Expr::expr(until.clone()).sub(now.0);
    let next = shown().sub(Expr::expr(grain));
    Condition::any()
        .add(Column::Status.is_not_in(Status::WAITING))
        .add(left().lte(next.mul(MINUTE)))
        .add(left().gt(shown().mul(MINUTE)))
}

/// A minute in milliseconds.
const MINUTE: i64 = 60_000;

/// So coarse is what is shown: up to so many minutes, in steps of so many.
const GRAINS: [(i32, i32); 3] = [(15, 5), (60, 15), (360, 60)];
/// Steps beyond those.
const COARSEST: i32 = 360;

/// What a countdown shows: few steps, so that a message is edited a handful of times. None when nothing
/// is awaited any more.
#[must_use]
pub fn step(booking: &Model, now: Timestamp) -> Option<i32> {
    let until = match booking.status {
        Status::Requested => booking.hold_until,
        Status::Approved => booking.pay_by,
        Status::Paid
        | Status::Completed
        | Status::Rejected
        | Status::Expired
        | Status::Cancelled
        | Status::Refunded => None,
    }?;
    let minutes = i32::try_from(words::minutes_left(now, until)).unwrap_or(i32::MAX);
    let grain = GRAINS
        .into_iter()
        .find(|(until, _)| minutes <= *until)
        .map_or(COARSEST, |(_, grain)| grain);
    // The next multiple that is not below.
    Some((minutes.saturating_add(grain - 1) / grain).saturating_mul(grain))
}
