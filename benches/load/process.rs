//! What a process uses.

use std::fs;

use anyhow::Context as _;

/// Length of a tick in `/proc/<pid>/stat`: `USER_HZ` is 100 on every Linux of today.
const TICK_US: u64 = 10_000;

/// User and system time of a process with all its threads.
pub(crate) fn cpu_us(process: &str) -> anyhow::Result<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))
        .with_context(|| format!("no process {process}"))?;
    // The name of the program is in parentheses and may hold anything.
    let (_, rest) = stat.rsplit_once(')').context("strange /proc/…/stat")?;
    let ticks = rest
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(str::parse::<u64>)
        .sum::<Result<u64, _>>()?;
    Ok(ticks * TICK_US)
}
