//! The rounds of time.

use std::time::Duration;

use async_trait::async_trait;

use super::rounds;
use crate::{app::App, jobs::Job};

/// Moves requests for trips on.
pub struct Rounds;

#[async_trait]
impl Job for Rounds {
    fn name(&self) -> &'static str {
        "trips"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(30)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        Ok(rounds::all(app).await?)
    }
}
