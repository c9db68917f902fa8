//! The command line.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use sputnik::{
    cli,
    config::{Config, Faults, Loaded, LogFormat, Needs},
    telemetry,
};

/// A Telegram bot for study help, tours, trip plans and habits.
#[derive(Parser)]
#[command(version, about, long_about = None)]
struct Arguments {
    /// Configuration; defaults are built in, so it may be absent.
    #[arg(long, global = true, default_value = "config.toml")]
    config: PathBuf,
    /// Form of the log: for people, or for machines.
    #[arg(long, global = true, value_enum)]
    log_format: Option<LogFormat>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Bot, HTTP server and jobs (the default).
    Run,
    /// Everything on built-in defaults, with a Telegram of its own to try it in the browser.
    #[cfg(feature = "demo")]
    Demo {
        /// Forget what earlier demonstrations left.
        #[arg(long)]
        reset: bool,
    },
    /// The schema of the database.
    Migrate {
        /// What to do with it.
        #[command(subcommand)]
        step: cli::Migrate,
    },
    /// Validate the configuration, print it without secrets, and try what it points to.
    Check,
    /// Put the example agencies and tours in.
    Seed,
    /// Give somebody a role.
    Grant(cli::RoleArguments),
    /// Take a role away.
    Revoke(cli::RoleArguments),
    /// Print the OpenAPI document.
    Openapi,
    /// Write all data into a file, also while the bot runs.
    Backup {
        /// Where to.
        file: PathBuf,
    },
    /// Read all data from a file into an empty database.
    Restore {
        /// Where from.
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let command = arguments.command.unwrap_or(Command::Run);
    // A missing .env file is the usual case.
    dotenvy::dotenv().ok();
    let needs = match command {
        Command::Run | Command::Check => Needs::Bot,
        _ => Needs::Nothing,
    };
    let loaded = match load(&arguments.config, needs, &command) {
        Ok(loaded) => loaded,
        Err(faults) => {
            complain(&faults.to_string());
            return ExitCode::from(2);
        }
    };
    telemetry::init(&loaded.config.telemetry, arguments.log_format);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            complain(&format!("the runtime does not start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(carry_out(command, loaded)) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn load(path: &Path, needs: Needs, command: &Command) -> Result<Loaded, Faults> {
    #[cfg(feature = "demo")]
    if matches!(command, Command::Demo { .. }) {
        return sputnik::demo::configure();
    }
    let _ = command;
    Config::load(path, std::env::vars(), needs)
}

async fn carry_out(command: Command, loaded: Loaded) -> anyhow::Result<ExitCode> {
    let Loaded { config, redacted } = loaded;
    match command {
        Command::Run => cli::run(config).await?,
        #[cfg(feature = "demo")]
        Command::Demo { reset } => sputnik::demo::run(config, reset).await?,
        Command::Migrate { step } => cli::migrate(&config, &step).await?,
        Command::Check => return cli::check(config, &redacted).await,
        Command::Seed => cli::seed(config).await?,
        Command::Grant(arguments) => cli::grant(config, arguments).await?,
        Command::Revoke(arguments) => cli::revoke(config, arguments).await?,
        Command::Openapi => cli::openapi()?,
        Command::Backup { file } => cli::backup(config, &file).await?,
        Command::Restore { file } => cli::restore(config, &file).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn complain(problem: &str) {
    // Nobody is left to tell when standard error is closed.
    writeln!(io::stderr(), "sputnik: {problem}").ok();
}
