//! Transactions that Payme neither performed nor cancelled: after twelve hours the booking is free again.

use std::time::Duration;

use async_trait::async_trait;

use super::{methods, rpc::RpcError};
use crate::{app::App, jobs::Job};

/// Transactions that one round looks at.
const BATCH: u64 = 100;

/// Ends transactions whose time is over.
pub struct TimeOuts;

#[async_trait]
impl Job for TimeOuts {
    fn name(&self) -> &'static str {
        "payme"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let dead = methods::dead(app, BATCH).await.map_err(failed)?;
        let mut ended = 0;
        for transaction in dead {
            methods::time_out(app, &transaction).await.map_err(failed)?;
            ended += 1;
        }
        Ok(ended)
    }
}

fn failed(error: RpcError) -> anyhow::Error {
    match error {
        RpcError::System(error) => error,
        other => anyhow::anyhow!("refused with {}", other.code()),
    }
}
