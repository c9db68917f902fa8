//! How long the lists take, one after another over one process' own pool.

use std::{path::Path, process::ExitCode};

use clap::Args;
use sputnik::{
    app::App,
    clock::Clock,
    config::{Config, Needs},
    db,
    features::Site,
};

use crate::{lists, timing::Timing};

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
    let mut timing = Timing::begin(&["list", "part"], options.rounds, options.limit_ms);
    for case in &cases {
        let names = [case.list, case.place];
        timing
            .part(&names, async || case.ask(&site, options.orders).await)
            .await?;
    }
    Ok(timing.end())
}
