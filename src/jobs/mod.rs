//! Work that nobody asked for: periodic reconcilers. Each takes no input, is idempotent, and does not
//! retry by itself: the next round is the retry. One replica runs each at a time.

pub mod lease;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use chrono::TimeDelta;
use tracing::Instrument;

use crate::app::App;

/// A reconciler.
#[async_trait]
pub trait Job: Send + Sync + 'static {
    /// Its name, for the lease, the log and the metrics.
    fn name(&self) -> &'static str;

    /// How often it runs.
    fn every(&self) -> Duration;

    /// A round that put right as many rows as this may have left some: the next one follows at once.
    fn full(&self) -> u64 {
        u64::MAX
    }

    /// Puts right what is due; the number of rows that were.
    async fn run(&self, app: &App) -> anyhow::Result<u64>;
}

/// Runs a job until the application stops.
pub async fn drive(app: App, job: Arc<dyn Job>) {
    let name = job.name();
    // A round later than the lease is free for another replica.
    let lead = TimeDelta::from_std(job.every() * 2).unwrap_or(TimeDelta::hours(1));
    let beat = Duration::from_secs(5);
    loop {
        app.health.beat(name);
        let rows = match lease::hold(&app, name, lead).await {
            Ok(true) => round(&app, &*job).await,
            Ok(false) => 0,
            Err(error) => {
                tracing::warn!(
                    job.name = name,
                    error = &error as &dyn std::error::Error,
                    "a job could not start"
                );
                0
            }
        };
        if rows >= job.full() && !app.stopping.is_cancelled() {
            continue;
        }
        let mut left = job.every();
        // Whoever moves the clock of a demonstration does not wait for what is due by it.
        let due = app
            .clock
            .now()
            .plus(TimeDelta::from_std(left).unwrap_or(lead));
        while !left.is_zero() && app.clock.now() < due {
            let nap = std::cmp::min(left, beat);
            tokio::select! {
                () = app.stopping.cancelled() => return,
                () = tokio::time::sleep(nap) => {}
            }
            app.health.beat(name);
            left = left.saturating_sub(nap);
        }
    }
}

/// The number of rows that were put right.
async fn round(app: &App, job: &dyn Job) -> u64 {
    let name = job.name();
    let span = tracing::info_span!("job", job.name = name);
    let (rows, outcome) = match job.run(app).instrument(span).await {
        Ok(rows) => {
            if rows > 0 {
                tracing::info!(job.name = name, rows, "a job did its round");
            }
            (rows, "ok")
        }
        Err(error) => {
            tracing::error!(
                job.name = name,
                error = format!("{error:#}"),
                "a job failed"
            );
            (0, "failed")
        }
    };
    metrics::counter!("job_rounds_total", "job" => name, "outcome" => outcome).increment(1);
    rows
}
