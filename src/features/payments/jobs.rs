//! What is looked at again without anybody asking: attempts, refunds and payouts on their way, notices
//! that wait.

use std::time::Duration;

use async_trait::async_trait;
use futures::{StreamExt, stream};

use super::{check, error::PayError, hints, payouts, refunds};
use crate::{app::App, jobs::Job};

/// Calls of one round that run side by side: a provider that is silent holds each for 40 s.
const SIDE_BY_SIDE: usize = 4;
/// Rows looked at in one round.
const BATCH: u64 = 50;

/// A row that cannot be worked on must not keep the others from it.
fn log(what: &'static str, id: i64, outcome: Result<(), PayError>) -> u64 {
    match outcome {
        Ok(()) => 1,
        Err(error @ PayError::NoAnswer(_)) => {
            tracing::warn!(
                what,
                id,
                error = &error as &dyn std::error::Error,
                "it has to wait"
            );
            0
        }
        Err(error) => {
            tracing::error!(
                what,
                id,
                error = &error as &dyn std::error::Error,
                "it failed"
            );
            0
        }
    }
}

/// Runs the looks of one round and shows signs of life between them.
async fn all(app: &App, name: &'static str, looks: Vec<impl Future<Output = u64>>) -> u64 {
    stream::iter(looks)
        .buffer_unordered(SIDE_BY_SIDE)
        .inspect(|_| app.health.beat(name))
        .fold(0, async |sum, done| sum + done)
        .await
}

/// Attempts that are not over.
pub struct Recheck;

#[async_trait]
impl Job for Recheck {
    fn name(&self) -> &'static str {
        "payments"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(5)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let due = check::due(app).await?;
        let looks = due
            .into_iter()
            .map(|attempt| async move {
                let outcome = async {
                    if check::claim(app, &attempt).await? {
                        check::look(app, &attempt).await?;
                    }
                    Ok(())
                };
                log("payment", attempt.id.0, outcome.await)
            })
            .collect();
        Ok(all(app, self.name(), looks).await)
    }
}

/// Refunds that are not over.
pub struct Refunds;

#[async_trait]
impl Job for Refunds {
    fn name(&self) -> &'static str {
        "refunds"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(5)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let due = refunds::send::due(app, BATCH).await?;
        let looks = due
            .into_iter()
            .map(|refund| async move {
                let outcome = async {
                    if refunds::send::claim(app, &refund).await? {
                        refunds::send::advance(app, &refund).await?;
                    }
                    Ok(())
                };
                log("refund", refund.id.0, outcome.await)
            })
            .collect();
        Ok(all(app, self.name(), looks).await)
    }
}

/// Payouts that the provider works on.
pub struct Payouts;

#[async_trait]
impl Job for Payouts {
    fn name(&self) -> &'static str {
        "payouts"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(10)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let due = payouts::send::due(app, BATCH).await?;
        let looks = due
            .into_iter()
            .map(|payout| async move {
                let outcome = async {
                    if payouts::send::claim(app, &payout).await? {
                        payouts::send::advance(app, &payout).await?;
                    }
                    Ok(())
                };
                log("payout", payout.id.0, outcome.await)
            })
            .collect();
        Ok(all(app, self.name(), looks).await)
    }
}

/// Notices that were kept and not worked on.
pub struct Hints;

#[async_trait]
impl Job for Hints {
    fn name(&self) -> &'static str {
        "provider_notices"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(5)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let due = hints::due(app).await?;
        let looks = due
            .into_iter()
            .map(|id| async move { log("notice", id, hints::handle(app, id).await) })
            .collect();
        Ok(all(app, self.name(), looks).await)
    }
}
