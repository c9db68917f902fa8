//! The catalogue over the API: parts of it as travellers' clients ask for them.

use std::{process::ExitCode, time::Instant};

use clap::Args;
use reqwest::{Client, StatusCode};
use sea_orm::ActiveValue::Set;
use serde_json::Value;
use sputnik::{
    clock::Clock,
    db,
    entity::api_token,
    kernel::{ids::UserId, token::hash_token},
};

use crate::{
    figures::{micros, percentile},
    rows,
};

/// Asked before anything counts: plans are made, pages of the database are in memory.
const WARM_UP: usize = 20;
/// Of the person who asks.
const TOKEN: &str = "bench-token-of-a-measurement-and-of-nothing-else";

#[derive(Debug, Args)]
pub(crate) struct Stock {
    /// An empty database with the schema.
    #[arg(long)]
    database: String,
    /// How many tours.
    #[arg(long)]
    tours: i64,
}

pub(crate) async fn stock(options: &Stock) -> anyhow::Result<()> {
    let db = db::connect(&options.database, 4).await?;
    let now = Clock::system().now();
    rows::people(&db, now, 1).await?;
    rows::tours(&db, now, options.tours).await?;
    // Three sessions a tour.
    let sessions = 1..=3 * options.tours;
    rows::sessions(&db, now, sessions, (20, 3), |id| 1 + id % options.tours).await?;
    let token = api_token::ActiveModel {
        user_id: Set(UserId(1)),
        name: Set("bench".to_owned()),
        hash: Set(hash_token(TOKEN)),
        hint: Set("else".to_owned()),
        scope: Set(api_token::Scope::Read),
        created_at: Set(now),
        ..Default::default()
    };
    rows::insert::<api_token::Entity, _>(&db, std::iter::once(token)).await?;
    Ok(())
}

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Root of the application.
    #[arg(long)]
    target: String,
    /// How often each part is asked for.
    #[arg(long, default_value_t = 300)]
    rounds: usize,
    /// The median that no part may reach, in milliseconds.
    #[arg(long, default_value_t = 10)]
    limit_ms: u64,
}

/// Parts of the catalogue, and how many rows each has at least.
const PARTS: [(&str, &str, usize); 8] = [
    ("the newest", "tours?limit=20", 20),
    ("one category", "tours?limit=20&category=silk_road", 20),
    ("one city", "tours?limit=20&city=khiva", 20),
    (
        "up to a price",
        "tours?limit=20&max_price=150000&currency=RUB",
        20,
    ),
    ("words", "tours?limit=20&q=городе%209971", 1),
    ("no such words", "tours?limit=20&q=антарктида", 0),
    ("a tour", "tours/77", 1),
    ("its sessions", "tours/77/sessions", 1),
];

pub(crate) async fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let client = Client::builder().no_proxy().build()?;
    println!("| part | rows | p50 ms | p99 ms | longest ms |");
    println!("|---|---:|---:|---:|---:|");
    let mut slow = Vec::new();
    for (name, path, least) in PARTS {
        let url = format!("{}/api/v1/{path}", options.target);
        let mut rows = 0;
        for _ in 0..WARM_UP {
            rows = ask(&client, &url).await?;
        }
        anyhow::ensure!(rows >= least, "{name}: {rows} rows");
        let mut took = Vec::with_capacity(options.rounds);
        for _ in 0..options.rounds {
            let began = Instant::now();
            ask(&client, &url).await?;
            took.push(micros(began.elapsed()));
        }
        took.sort_unstable();
        let median = percentile(&took, 50);
        println!(
            "| {name} | {rows} | {:.2} | {:.2} | {:.2} |",
            ms(median),
            ms(percentile(&took, 99)),
            ms(percentile(&took, 100)),
        );
        if median >= options.limit_ms * 1000 {
            slow.push(name);
        }
    }
    if slow.is_empty() {
        println!(
            "\nEvery part took less than {} ms at the median.",
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

/// Asks once; how many rows came.
async fn ask(client: &Client, url: &str) -> anyhow::Result<usize> {
    let answer = client.get(url).bearer_auth(TOKEN).send().await?;
    let status = answer.status();
    let body: Value = answer.json().await?;
    anyhow::ensure!(status == StatusCode::OK, "{status}: {body}");
    Ok(body
        .get("items")
        .and_then(Value::as_array)
        .map_or(1, Vec::len))
}

fn ms(us: u64) -> f64 {
    us as f64 / 1000.0
}
