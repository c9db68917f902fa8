//! How long the lists take, one after another over one process' own pool.

use std::{path::Path, process::ExitCode, time::Instant};

use clap::Args;
use sputnik::{
    app::App,
    clock::Clock,
    config::{Config, Needs},
    db,
    features::Site,
};

use crate::{
    figures::{micros, percentile},
    lists,
};

/// Asked before anything counts: plans are made, pages of the database are in memory.
const WARM_UP: usize = 20;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// A database with the rows of `orders.sql`.
    #[arg(long)]
    database: String,
    /// How many orders there are.
    #[arg(long)]
    orders: i64,
    /// How often each list is asked for.
    #[arg(long, default_value_t = 300)]
    rounds: usize,
    /// The median that no list may reach, in milliseconds.
    #[arg(long, default_value_t = 10)]
    limit_ms: u64,
}

pub(crate) async fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let config = Config::load(Path::new("/dev/null"), [], Needs::Nothing)
        .map_err(|faults| anyhow::anyhow!("{faults}"))?
        .config;
    let db = db::connect(&options.database, 10).await?;
    let site = Site::open(App::with_database(config, Clock::system(), db)?)?;
    let cases = lists::cases(options.orders, site.app.clock.now());
    println!("| list | part | rows | p50 ms | p99 ms | longest ms |");
    println!("|---|---|---:|---:|---:|---:|");
    let mut slow = Vec::new();
    for case in &cases {
        let mut rows = 0;
        for _ in 0..WARM_UP {
            rows = case.ask(&site, options.orders).await?;
        }
        let mut took = Vec::with_capacity(options.rounds);
        for _ in 0..options.rounds {
            let began = Instant::now();
            case.ask(&site, options.orders).await?;
            took.push(micros(began.elapsed()));
        }
        took.sort_unstable();
        let median = percentile(&took, 50);
        println!(
            "| {} | {} | {rows} | {:.2} | {:.2} | {:.2} |",
            case.list,
            case.place,
            ms(median),
            ms(percentile(&took, 99)),
            ms(percentile(&took, 100)),
        );
        if median >= options.limit_ms * 1000 {
            slow.push(format!("{}, {}", case.list, case.place));
        }
    }
    if slow.is_empty() {
        println!(
            "\nEvery part of every list took less than {} ms at the median.",
            options.limit_ms
        );
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "\n{} ms or more at the median: {}.",
        options.limit_ms,
        slow.join("; ")
    );
    Ok(ExitCode::FAILURE)
}

fn ms(us: u64) -> f64 {
    us as f64 / 1000.0
}
