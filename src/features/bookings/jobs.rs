//! The rounds of time, and the countdowns in the chats.

use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{CaseStatement, Expr},
};
use teloxide::types::MessageId;

use super::{reads, request, rounds, screens::traveller};
use crate::{
    app::App,
    bot::tg::TgError,
    entity::{
        booking::{Column, Entity, Model, Status},
        user,
    },
    features::tours::words,
    jobs::Job,
    kernel::time::Timestamp,
};

/// Countdowns that one round looks at.
const BATCH: u64 = 500;

/// Moves bookings on, and their countdowns.
pub struct Rounds;

#[async_trait]
impl Job for Rounds {
    fn name(&self) -> &'static str {
        "bookings"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(10)
    }

    fn full(&self) -> u64 {
        rounds::FULL
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let moved = rounds::all(app).await?;
        let counting = Entity::find()
            .filter(Column::ShownMinutes.is_not_null())
            .filter(is_stale(app.clock.now()))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(&app.db)
            .await?;
        for booking in counting {
            let step = step(&booking, app.clock.now());
            if booking.shown_minutes == step {
                continue;
            }
            // One that Telegram does not take now is moved in the next round.
            if let Err(error) = show(app, &booking).await {
                tracing::warn!(error = format!("{error:#}"), "a countdown stands still");
                continue;
            }
            request::stepped(app, &booking, step).await?;
        }
        Ok(moved)
    }
}

/// Countdowns that show another step than is left: those that stand still are not read every round.
fn is_stale(now: Timestamp) -> Condition {
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

/// Edits the message that shows the booking.
async fn show(app: &App, booking: &Model) -> anyhow::Result<()> {
    let Some(message) = booking.message_id else {
        return Ok(());
    };
    let person = user::Entity::find_by_id(booking.traveller_id)
        .one(&app.db)
        .await?;
    let Some((person, chat)) = person.and_then(|person| {
        let chat = person.telegram_id?;
        Some((person, chat))
    }) else {
        return Ok(());
    };
    let tr = app
        .texts
        .lang(person.lang.unwrap_or(app.config.locale.default));
    let card = reads::any(app, booking.id).await?;
    let now = &card.row.booking;
    if (now.message_id, now.shown_minutes) != (booking.message_id, booking.shown_minutes) {
        // The person has gone on to something else meanwhile.
        return Ok(());
    }
    let screen = traveller::card(&tr, &card, app.clock.now());
    let message = MessageId(i32::try_from(message)?);
    match screen.edit(&app.tg, chat, message).await {
        Ok(()) | Err(TgError::Gone | TgError::Unreachable(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
