//! Figures: what the bot's process used, how long people waited.

use std::{fmt, fs, sync::Arc, time::Instant};

use anyhow::Context as _;
use serde::Serialize;

use crate::{
    api::Api,
    crowd::Tally,
    figures::{micros, percentile},
    process::cpu_us,
};

/// State of the world at one moment.
#[derive(Debug)]
pub(crate) struct Snapshot {
    at: Instant,
    bot: Option<Usage>,
    own_cpu_us: u64,
    api_calls: u64,
}

#[derive(Debug, Clone, Copy)]
struct Usage {
    cpu_us: u64,
    rss_kb: u64,
    peak_rss_kb: u64,
}

impl Snapshot {
    pub(crate) fn take(pid: Option<u32>, api: &Arc<Api>) -> anyhow::Result<Self> {
        Ok(Self {
            at: Instant::now(),
            bot: pid.map(Usage::of).transpose()?,
            own_cpu_us: cpu_us("self")?,
            api_calls: api.calls(),
        })
    }
}

impl Usage {
    fn of(pid: u32) -> anyhow::Result<Self> {
        let pid = pid.to_string();
        let status = fs::read_to_string(format!("/proc/{pid}/status"))
            .with_context(|| format!("no process {pid}"))?;
        Ok(Self {
            cpu_us: cpu_us(&pid)?,
            rss_kb: kilobytes(&status, "VmRSS:")?,
            peak_rss_kb: kilobytes(&status, "VmHWM:")?,
        })
    }
}

fn kilobytes(status: &str, field: &str) -> anyhow::Result<u64> {
    status
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .and_then(|line| line.split_whitespace().next())
        .with_context(|| format!("no {field} in /proc/…/status"))?
        .parse()
        .context("strange /proc/…/status")
}

/// Shape of the load.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Run {
    pub(crate) users: u32,
    pub(crate) in_flight: u32,
    pub(crate) api_latency_ms: u64,
    /// Updates of the flood in flight.
    pub(crate) flood: u32,
}

/// What came out.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    #[serde(flatten)]
    run: Run,
    /// Updates of the flood that were answered, warm-up included.
    flooded: u64,
    /// Updates answered within the measured part.
    pub(crate) updates: u64,
    measured_ms: u64,
    updates_per_second: u64,
    p50_us: u64,
    p90_us: u64,
    p99_us: u64,
    max_us: u64,
    /// CPU time of the bot for one update.
    cpu_us_per_update: Option<u64>,
    /// How much of one core the bot used; under 90 something else was the limit.
    bot_busy_percent: Option<u64>,
    rss_kb: Option<u64>,
    peak_rss_kb: Option<u64>,
    /// How much of one core this program used.
    generator_busy_percent: u64,
    /// Calls of the Bot API for a hundred updates: shows a bot that does more than it is asked.
    api_calls_per_100_updates: u64,
    /// Updates without a `200` or without the right answer, warm-up included.
    errors: u64,
    error_samples: Vec<String>,
}

impl Report {
    pub(crate) fn new(run: Run, before: &Snapshot, after: &Snapshot, mut tally: Tally) -> Self {
        tally.latencies_us.sort_unstable();
        let updates = u64::try_from(tally.latencies_us.len()).unwrap_or(u64::MAX);
        let elapsed_us = micros(after.at.duration_since(before.at)).max(1);
        let bot = before.bot.zip(after.bot);
        let cpu_us = bot.map(|(before, after)| after.cpu_us.saturating_sub(before.cpu_us));
        let own_cpu_us = after.own_cpu_us.saturating_sub(before.own_cpu_us);
        let calls = after.api_calls.saturating_sub(before.api_calls);
        Self {
            run,
            flooded: tally.flooded,
            updates,
            measured_ms: elapsed_us / 1000,
            updates_per_second: updates * 1_000_000 / elapsed_us,
            p50_us: percentile(&tally.latencies_us, 50),
            p90_us: percentile(&tally.latencies_us, 90),
            p99_us: percentile(&tally.latencies_us, 99),
            max_us: percentile(&tally.latencies_us, 100),
            cpu_us_per_update: cpu_us.map(|cpu_us| cpu_us / updates.max(1)),
            bot_busy_percent: cpu_us.map(|cpu_us| cpu_us * 100 / elapsed_us),
            rss_kb: after.bot.map(|bot| bot.rss_kb),
            peak_rss_kb: after.bot.map(|bot| bot.peak_rss_kb),
            generator_busy_percent: own_cpu_us * 100 / elapsed_us,
            api_calls_per_100_updates: calls * 100 / updates.max(1),
            errors: tally.errors,
            error_samples: tally.error_samples,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "updates/s   {} ({} in {} ms)",
            self.updates_per_second, self.updates, self.measured_ms
        )?;
        writeln!(
            out,
            "latency ms  p50 {}  p90 {}  p99 {}  max {}",
            Thousandths(self.p50_us),
            Thousandths(self.p90_us),
            Thousandths(self.p99_us),
            Thousandths(self.max_us)
        )?;
        if let (Some(cpu), Some(busy), Some(rss), Some(peak)) = (
            self.cpu_us_per_update,
            self.bot_busy_percent,
            self.rss_kb,
            self.peak_rss_kb,
        ) {
            writeln!(out, "CPU         {cpu} us/update, bot busy {busy} %")?;
            writeln!(
                out,
                "RSS         {} MB, peak {} MB",
                rss / 1024,
                peak / 1024
            )?;
        }
        writeln!(
            out,
            "generator   busy {} %, {} API calls for 100 updates",
            self.generator_busy_percent, self.api_calls_per_100_updates
        )?;
        if self.run.flood > 0 {
            writeln!(
                out,
                "flood       {} in flight, {} answered",
                self.run.flood, self.flooded
            )?;
        }
        write!(out, "errors      {}", self.errors)?;
        for sample in &self.error_samples {
            write!(out, "\n            {sample}")?;
        }
        Ok(())
    }
}

/// Microseconds shown as milliseconds.
struct Thousandths(u64);

impl fmt::Display for Thousandths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}
