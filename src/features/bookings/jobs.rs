//! The rounds of time, and the countdowns in the chats.

use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use teloxide::types::MessageId;

use super::{countdown, reads, rounds, screens::traveller};
use crate::{
    app::App,
    bot::tg::TgError,
    entity::{
        booking::{Column, Entity, Model},
        user,
    },
    jobs::Job,
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
            .filter(countdown::is_stale(app.clock.now()))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .all(&app.db)
            .await?;
        for booking in counting {
            let step = countdown::step(&booking, app.clock.now());
            if booking.shown_minutes == step {
                continue;
            }
            // One that Telegram does not take now is moved in the next round.
            if let Err(error) = show(app, &booking).await {
                tracing::warn!(error = format!("{error:#}"), "a countdown stands still");
                continue;
            }
            countdown::stepped(app, &booking, step).await?;
        }
        Ok(moved)
    }
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
