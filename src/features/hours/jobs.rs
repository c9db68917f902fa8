//! The rounds of time, and the timers in the chats.

use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use teloxide::types::MessageId;

use super::{
    events::{self, News},
    rounds, schedule, screens,
    terms::{self, Side},
};
use crate::{
    app::App,
    bot::tg::TgError,
    entity::{
        hour::{Model, Status},
        outbox, user,
    },
    jobs::Job,
};

/// Moves hours on, and their timers.
pub struct Rounds;

#[async_trait]
impl Job for Rounds {
    fn name(&self) -> &'static str {
        "hours"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(20)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let moved = rounds::all(app).await?;
        for hour in rounds::timed(app).await? {
            let now = app.clock.now();
            let minutes = match hour.status {
                Status::Live => terms::step(&hour, now),
                _ => 0,
            };
            if hour.shown_minutes.is_some_and(|shown| shown > minutes) {
                // A timer that Telegram does not take now is moved in the next round.
                if let Err(error) = show(app, &hour, minutes).await {
                    tracing::warn!(error = format!("{error:#}"), "a timer stands still");
                    continue;
                }
                rounds::note_shown(app, &hour, minutes).await?;
            }
        }
        Ok(moved)
    }
}

/// Edits the two messages that told of the start; whoever has none has no timer.
async fn show(app: &App, hour: &Model, minutes: i32) -> anyhow::Result<()> {
    for (reader, side) in [
        (hour.client_id, Side::Client),
        (hour.operator_id, Side::Operator),
    ] {
        let key = events::key(hour.id, News::Started, reader);
        let told = outbox::Entity::find()
            .filter(outbox::Column::DedupKey.eq(key))
            .one(&app.db)
            .await?;
        let Some(message) = told.and_then(|row| row.message_id) else {
            continue;
        };
        let Some(person) = user::Entity::find_by_id(reader).one(&app.db).await? else {
            continue;
        };
        let Some(chat) = person.telegram_id else {
            continue;
        };
        let tr = app
            .texts
            .lang(person.lang.unwrap_or(app.config.locale.default));
        let zone = schedule::zone_of(app, &person);
        let screen = screens::timer(&tr, hour, side, zone, minutes);
        let message = MessageId(i32::try_from(message)?);
        match screen.edit(&app.tg, chat, message).await {
            Ok(()) | Err(TgError::Gone | TgError::Unreachable(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
