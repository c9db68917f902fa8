//! Measurements of tours: how many seats are booked in a second, what a flood of expiring holds does to
//! others, and how long the catalogue takes. Started by `scripts/bench seats`, `holds` and `catalogue`;
//! the method is in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a command line program: its report goes to stdout, in milliseconds"
)]

mod catalogue;
#[path = "../load/database.rs"]
mod database;
#[path = "../load/figures.rs"]
mod figures;
mod holds;
mod rows;
mod seats;
#[path = "../load/timing.rs"]
mod timing;

use std::{path::Path, process::ExitCode};

use anyhow::Context as _;
use clap::{CommandFactory as _, Parser, Subcommand};
use serde::Serialize;

#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Books seats by the service, then writes the same by two statements alone.
    Seats(seats::Options),
    /// Fills a database with requests that nobody will answer.
    Fill(holds::Fill),
    /// Waits until they are over, and says when they were.
    Wait(holds::Wait),
    /// Fills a database with a catalogue.
    Stock(catalogue::Stock),
    /// Asks for parts of that catalogue over and over.
    Catalogue(catalogue::Options),
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    // `cargo bench` starts every bench with nothing to measure.
    if std::env::args_os().len() <= 1 || std::env::args().any(|word| word == "--bench") {
        println!("Started by scripts/bench, not by cargo bench.\n");
        Arguments::command().print_help()?;
        return Ok(ExitCode::SUCCESS);
    }
    match Arguments::parse().command {
        Command::Seats(options) => seats::run(&options).await?,
        Command::Fill(options) => holds::fill(&options).await?,
        Command::Wait(options) => holds::wait(&options).await?,
        Command::Stock(options) => catalogue::stock(&options).await?,
        Command::Catalogue(options) => return catalogue::run(&options).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a report and keeps it.
fn report(path: &Path, report: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(report)? + "\n";
    print!("{text}");
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
