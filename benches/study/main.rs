//! Measurements of study orders: how many are paid in a second, and how long their lists take. Started by
//! `scripts/bench paid` and `scripts/bench lists`; the method is in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a command line program: its report goes to stdout, in milliseconds"
)]

mod bare;
#[path = "../load/database.rs"]
mod database;
#[path = "../load/figures.rs"]
mod figures;
mod lists;
mod paid;
#[path = "../load/process.rs"]
mod process;
mod rows;
mod times;
#[path = "../load/timing.rs"]
mod timing;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory as _, Parser, Subcommand};

#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Asks for every part of every list over and over.
    Lists(times::Options),
    /// Pays for orders at a YooKassa of our own and brings the notices to the application.
    Paid(paid::Options),
    /// Writes what the application writes for a paid order, by statements alone.
    Bare(Shape),
}

/// How orders are paid.
#[derive(Debug, Clone, Args)]
pub(crate) struct Shape {
    /// The database.
    #[arg(long)]
    database: String,
    /// Orders that are paid and measured.
    #[arg(long)]
    orders: i64,
    /// Orders that are paid before them.
    #[arg(long, default_value_t = 200)]
    warmup: i64,
    /// Payments that are worked on at any moment.
    #[arg(long)]
    in_flight: usize,
    /// Where the figures go, as JSON.
    #[arg(long)]
    json: PathBuf,
}

impl Shape {
    /// Orders that the application pays, the first of all.
    pub(crate) fn all(&self) -> i64 {
        self.orders + self.warmup
    }
}

/// The address of a server that is to listen here.
pub(crate) type Address = SocketAddr;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    // `cargo bench` starts every bench with nothing to measure.
    if std::env::args_os().len() <= 1 || std::env::args().any(|word| word == "--bench") {
        println!("Started by scripts/bench, not by cargo bench.\n");
        Arguments::command().print_help()?;
        return Ok(ExitCode::SUCCESS);
    }
    match Arguments::parse().command {
        Command::Lists(options) => return times::run(&options).await,
        Command::Paid(options) => paid::run(&options).await?,
        Command::Bare(shape) => bare::run(&shape).await?,
    }
    Ok(ExitCode::SUCCESS)
}
