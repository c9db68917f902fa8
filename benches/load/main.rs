//! A Bot API of our own and a crowd of people in one program.
//!
//! The people post updates to a bot's webhook, the bot answers by calling the Bot API served
//! here, and the next update of a person leaves only after both the `200` and the expected
//! answer have come. Any bot in any language can stand on the other side, which is the point:
//! see `benches/README.md` for the method and `scripts/bench` for the runs.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program: the report goes to stdout, its troubles to stderr"
)]

mod api;
mod board;
mod crowd;
mod figures;
mod measure;
mod objects;
mod process;
mod scenario;
mod wait;

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context as _;
use clap::{CommandFactory as _, Parser};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{
    api::Api,
    board::Board,
    crowd::{Crowd, Phase, Target},
    measure::{Report, Run, Snapshot},
    scenario::Scenario,
};

/// Fake Bot API and closed-loop load generator for a bot that listens to a webhook.
#[derive(Debug, Parser)]
struct Options {
    /// Where the fake Bot API listens.
    #[arg(long, default_value = "127.0.0.1:8081")]
    listen: SocketAddr,
    /// Serve the fake Bot API until stopped, send nothing.
    #[arg(long)]
    only_api: bool,
    /// Address of the bot's webhook.
    #[arg(long, required_unless_present_any = ["only_api", "bench"])]
    target: Option<String>,
    /// Secret token put into the header of every update.
    #[arg(long, default_value = "bench-secret")]
    secret: String,
    /// How many people there are, each with a chat of his own.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
    users: u32,
    /// How many updates are unanswered at any moment.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..))]
    in_flight: u32,
    /// Length of the measured part.
    #[arg(long, default_value_t = 15)]
    seconds: u64,
    /// Measure this many updates instead of a time.
    #[arg(long, conflicts_with = "seconds")]
    updates: Option<u64>,
    /// Length of the part before the measured one.
    #[arg(long, default_value_t = 5)]
    warmup_seconds: u64,
    /// That part lasts at least so many updates: code that is compiled while it runs needs
    /// repetitions, not seconds.
    #[arg(long, default_value_t = 5_000)]
    warmup_updates: u64,
    /// How long the fake Bot API thinks before each answer.
    #[arg(long, default_value_t = 0)]
    api_latency_ms: u64,
    /// So many updates of one person, who belongs to nobody else's count, are in flight besides.
    #[arg(long, default_value_t = 0)]
    flood: u32,
    /// How long the fake Bot API thinks before each answer to that person.
    #[arg(long, default_value_t = 1000)]
    flood_latency_ms: u64,
    /// How long an answer may take before it counts as an error.
    #[arg(long, default_value_t = 10_000)]
    reply_timeout_ms: u64,
    /// A dialogue from a JSON file instead of the built-in form.
    #[arg(long)]
    script: Option<PathBuf>,
    /// Process whose CPU time and memory are read.
    #[arg(long)]
    pid: Option<u32>,
    /// File with the number of that process, for a bot started after this program.
    #[arg(long, conflicts_with = "pid")]
    pid_file: Option<PathBuf>,
    /// Address that answers 200 when the bot is ready; without it an open port is enough.
    #[arg(long)]
    ready: Option<String>,
    /// Write the figures here as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Passed by `cargo bench`, which has no bot to measure.
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // `cargo bench` and `cargo test --benches` start every bench with nothing to drive.
    if std::env::args_os().len() <= 1 {
        return help();
    }
    let options = Options::parse();
    let latency = Duration::from_millis(options.api_latency_ms);
    // One more than there are people: the chat of the flood.
    let chats = if options.only_api {
        0
    } else {
        options.users.saturating_add(1)
    };
    let board = Arc::new(Board::new(chats));
    let slow = (options.flood > 0).then(|| {
        let latency = Duration::from_millis(options.flood_latency_ms);
        (Board::chat_id(options.users), latency)
    });
    let api = Arc::new(Api::new(Arc::clone(&board), latency, slow));
    let listener = TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", options.listen))?;
    eprintln!("Bot API at http://{}", listener.local_addr()?);
    // Served until the end of `main`, when the set is dropped.
    let mut server = JoinSet::new();
    server.spawn(api::serve(listener, Arc::clone(&api)));
    if options.only_api {
        return match server.join_next().await {
            Some(served) => served?.context("the Bot API stopped"),
            None => Ok(()),
        };
    }
    match options.target.clone() {
        Some(target) => drive(&options, target, board, api).await,
        None => help(),
    }
}

fn help() -> anyhow::Result<()> {
    println!("Started by scripts/bench, not by cargo bench.\n");
    Options::command().print_help()?;
    Ok(())
}

/// Waits for the bot, lets the crowd in, prints what was measured.
async fn drive(
    options: &Options,
    target: String,
    board: Arc<Board>,
    api: Arc<Api>,
) -> anyhow::Result<()> {
    let scenario = match &options.script {
        Some(path) => Scenario::read(path)?,
        None => Scenario::form()?,
    };
    wait::for_bot(&target, options.ready.as_deref()).await?;
    let pid = match &options.pid_file {
        Some(path) => Some(wait::for_pid(path).await?),
        None => options.pid,
    };
    let reply_timeout = Duration::from_millis(options.reply_timeout_ms);
    let crowd = Arc::new(Crowd::new(
        scenario,
        Target::new(target, &options.secret, options.in_flight, reply_timeout)?,
        board,
        Arc::clone(&api),
        options.users,
        options.in_flight,
    ));
    crowd.set_up(options.in_flight, options.flood > 0).await?;

    let mut workers = crowd.start(options.in_flight);
    // Ends with `drive`, when the set is dropped.
    let _flood = crowd.flood(options.flood)?;
    tokio::time::sleep(Duration::from_secs(options.warmup_seconds)).await;
    crowd.answered(options.warmup_updates).await;
    let before = Snapshot::take(pid, &api)?;
    crowd.enter(Phase::Measured);
    match options.updates {
        Some(updates) => crowd.answered(updates).await,
        None => tokio::time::sleep(Duration::from_secs(options.seconds)).await,
    }
    crowd.enter(Phase::Over);
    let after = Snapshot::take(pid, &api)?;
    let mut tally = crowd::Tally::default();
    while let Some(worker) = workers.join_next().await {
        tally.add(worker?);
    }
    tally.flooded = crowd.flooded();

    let report = Report::new(
        Run {
            users: options.users,
            in_flight: options.in_flight,
            api_latency_ms: options.api_latency_ms,
            flood: options.flood,
        },
        &before,
        &after,
        tally,
    );
    println!("{report}");
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&report)?;
        std::fs::write(path, text + "\n")
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    anyhow::ensure!(report.updates > 0, "no update was answered");
    Ok(())
}
