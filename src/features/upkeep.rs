//! Forgetting what has served its time.

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    app::App,
    entity::{
        departure, dialogue, failed_update, handled_update, hour_day_off, outbox, provider_notice,
    },
    features::media::files,
    http::idempotency,
    jobs::Job,
};

/// Telegram repeats an update for at most a day; twice that is safe.
const HANDLED: TimeDelta = TimeDelta::days(2);
/// Failed updates hold what people wrote: long enough to look into, no longer.
const FAILED: TimeDelta = TimeDelta::days(7);
/// What clients may rely on for a repeated request.
const IDEMPOTENCY: TimeDelta = TimeDelta::days(2);
/// An `initData` is believed for an hour; twice that is safe.
const DEPARTED: TimeDelta = TimeDelta::hours(2);
/// Settled messages: the trace of what was said to whom.
const SETTLED: TimeDelta = TimeDelta::days(30);

/// Files that somebody uploaded and attached to nothing.
const LOOSE: TimeDelta = TimeDelta::days(7);
/// A day off that is over everywhere in the world.
const PAST: TimeDelta = TimeDelta::days(2);
/// Notices of payment providers: what they told is in the payments by then.
const NOTICES: TimeDelta = TimeDelta::days(30);

/// Drops rows that are of no more use. Dead messages stay until somebody looked at them.
pub struct Prune;

#[async_trait]
impl Job for Prune {
    fn name(&self) -> &'static str {
        "prune"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(600)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let now = app.clock.now();
        let db = &app.db;
        let mut dropped = handled_update::Entity::delete_many()
            .filter(handled_update::Column::At.lt(now.minus(HANDLED)))
            .exec(db)
            .await?
            .rows_affected;
        dropped += failed_update::Entity::delete_many()
            .filter(failed_update::Column::At.lt(now.minus(FAILED)))
            .exec(db)
            .await?
            .rows_affected;
        dropped += departure::Entity::delete_many()
            .filter(departure::Column::At.lt(now.minus(DEPARTED)))
            .exec(db)
            .await?
            .rows_affected;
        dropped += idempotency::forget(db, now.minus(IDEMPOTENCY)).await?;
        dropped += dialogue::Entity::delete_many()
            .filter(dialogue::Column::ExpiresAt.lt(now))
            .exec(db)
            .await?
            .rows_affected;
        dropped += outbox::Entity::delete_many()
            .filter(outbox::Column::SettledAt.lt(now.minus(SETTLED)))
            .filter(outbox::Column::Outcome.ne(outbox::Outcome::Dead))
            .exec(db)
            .await?
            .rows_affected;
        dropped += provider_notice::Entity::delete_many()
            .filter(provider_notice::Column::HandledAt.lt(now.minus(NOTICES)))
            .exec(db)
            .await?
            .rows_affected;
        dropped += hour_day_off::Entity::delete_many()
            .filter(hour_day_off::Column::Day.lt(now.minus(PAST).utc().date_naive()))
            .exec(db)
            .await?
            .rows_affected;
        dropped += files::forget_loose(app, now.minus(LOOSE)).await?;
        Ok(dropped)
    }
}
