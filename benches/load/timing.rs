//! How long parts of something take, one after another over one process' own pool.

use std::{process::ExitCode, time::Instant};

use crate::figures::{micros, percentile};

/// Asked before anything counts: plans are made, pages of the database are in memory.
const WARM_UP: usize = 20;

/// A table of parts, and those that were too slow.
pub(crate) struct Timing {
    rounds: usize,
    /// The median that no part may reach, in milliseconds.
    limit_ms: u64,
    slow: Vec<String>,
}

impl Timing {
    /// Begins the table; `names` are the heads of what a part's name consists of.
    pub(crate) fn begin(names: &[&str], rounds: usize, limit_ms: u64) -> Self {
        println!(
            "| {} | rows | p50 ms | p99 ms | longest ms |",
            names.join(" | ")
        );
        println!("|{}---:|---:|---:|---:|", "---|".repeat(names.len()));
        Self {
            rounds,
            limit_ms,
            slow: Vec::new(),
        }
    }

    /// Asks for a part over and over; `ask` says how many rows came.
    pub(crate) async fn part(
        &mut self,
        names: &[&str],
        ask: impl AsyncFn() -> anyhow::Result<usize>,
    ) -> anyhow::Result<()> {
        let mut rows = 0;
        for _ in 0..WARM_UP {
            rows = ask().await?;
        }
        let mut took = Vec::with_capacity(self.rounds);
        for _ in 0..self.rounds {
            let began = Instant::now();
            ask().await?;
            took.push(micros(began.elapsed()));
        }
        took.sort_unstable();
        let median = percentile(&took, 50);
        println!(
            "| {} | {rows} | {:.2} | {:.2} | {:.2} |",
            names.join(" | "),
            ms(median),
            ms(percentile(&took, 99)),
            ms(percentile(&took, 100)),
        );
        if median >= self.limit_ms * 1000 {
            self.slow.push(names.join(", "));
        }
        Ok(())
    }

    /// Says which parts were too slow: with one of them the run fails.
    pub(crate) fn end(self) -> ExitCode {
        let limit = self.limit_ms;
        if self.slow.is_empty() {
            println!("\nEvery part took less than {limit} ms at the median.");
            return ExitCode::SUCCESS;
        }
        println!(
            "\n{limit} ms or more at the median: {}.",
            self.slow.join("; ")
        );
        ExitCode::FAILURE
    }
}

fn ms(us: u64) -> f64 {
    us as f64 / 1000.0
}
