//! From the notice of a payment to the order that is paid, over the wire.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use clap::Args;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use reqwest::{Client, StatusCode, header::CONTENT_TYPE};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;
use serde_json::{Value, json};
use sputnik::{
    clock::Clock,
    db::{self, Db},
    entity::{ledger_transaction, order, outbox, payment, provider_notice},
    features::{ledger, payments::webhook},
};
use sputnik_sandbox::{BotSpec, Options as SandboxOptions, Sandbox, yookassa::YooKassa};

use crate::{
    Address, Shape,
    figures::{micros, percentile},
    process::cpu_us,
    rows,
};

/// One of YooKassa's addresses.
const THEIRS: &str = "185.71.76.5";
/// From then on the application answers before the work is done.
const ANSWERED_EARLY: Duration = Duration::from_millis(2900);
/// How long the last order may take after the last answer.
const PATIENCE: Duration = Duration::from_secs(120);
/// Calls that make payments at once.
const MADE_AT_ONCE: usize = 16;

#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    shape: Shape,
    /// Where our YooKassa listens.
    #[arg(long)]
    yookassa: Address,
    /// Root of the application.
    #[arg(long)]
    target: String,
    /// Its process.
    #[arg(long)]
    pid: u32,
}

/// What came out.
#[derive(Debug, Serialize)]
struct Report {
    orders: i64,
    in_flight: usize,
    /// From the first notice to the last paid order.
    took_ms: u64,
    orders_per_second: u64,
    /// From a notice to its answer, which comes once the order is paid.
    p50_us: u64,
    p99_us: u64,
    max_us: u64,
    /// Answers that came before the work was done: their orders are later than the figures say.
    early: usize,
    cpu_us_per_order: u64,
    /// How much of one core the application used.
    busy_percent: u64,
    /// How much of one core this program used, YooKassa included.
    generator_busy_percent: u64,
}

pub(crate) async fn run(options: &Options) -> anyhow::Result<()> {
    let shape = &options.shape;
    let sandbox = Sandbox::start(SandboxOptions {
        listen: options.yookassa,
        ..SandboxOptions::for_bot(BotSpec {
            token: "1:nobody-talks-to-this-bot-in-a-measurement".to_owned(),
            username: "bench_bot".to_owned(),
            first_name: "Bench".to_owned(),
        })
    })
    .await?;
    let yookassa = sandbox.yookassa();
    let client = Client::builder().no_proxy().build()?;
    let ids: Vec<String> = stream::iter(1..=shape.all())
        .map(|number| make(&client, &yookassa, number))
        .buffered(MADE_AT_ONCE)
        .try_collect()
        .await?;
    // As many again that no provider knows: for the statements alone.
    let others = (1..=shape.all()).map(|number| format!("bare-{number}"));
    let theirs: Vec<String> = ids.iter().cloned().chain(others).collect();
    let db = db::connect(&shape.database, 4).await?;
    rows::fill(&db, Clock::system().now(), &theirs).await?;
    let notices = ids
        .iter()
        .map(|id| {
            let paid = yookassa.pay(id)?;
            let notice = json!({
                "type": "notification", "event": "payment.succeeded", "object": paid.json,
            });
            Ok(notice.to_string())
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let warmup = usize::try_from(shape.warmup)?;
    let (before, measured) = notices.split_at(warmup);
    let notifier = Notifier {
        client,
        url: format!("{}{}", options.target, webhook::PATH),
        in_flight: shape.in_flight,
    };
    notifier.bring(before).await?;
    until_paid(&db, shape.warmup).await?;

    let pid = options.pid.to_string();
    let (app_before, own_before) = (cpu_us(&pid)?, cpu_us("self")?);
    let began = Instant::now();
    let mut latencies = notifier.bring(measured).await?;
    until_paid(&db, shape.all()).await?;
    let took = began.elapsed();
    let (app_after, own_after) = (cpu_us(&pid)?, cpu_us("self")?);
    check(&db, shape.all()).await?;

    latencies.sort_unstable();
    let took_us = micros(took).max(1);
    let orders = u64::try_from(shape.orders)?.max(1);
    let report = Report {
        orders: shape.orders,
        in_flight: shape.in_flight,
        took_ms: took_us / 1000,
        orders_per_second: orders * 1_000_000 / took_us,
        p50_us: percentile(&latencies, 50),
        p99_us: percentile(&latencies, 99),
        max_us: percentile(&latencies, 100),
        early: latencies
            .iter()
            .filter(|took| **took >= micros(ANSWERED_EARLY))
            .count(),
        cpu_us_per_order: (app_after - app_before) / orders,
        busy_percent: (app_after - app_before) * 100 / took_us,
        generator_busy_percent: (own_after - own_before) * 100 / took_us,
    };
    println!("{}", serde_json::to_string_pretty(&report)?);
    write(&shape.json, &report)?;
    sandbox.shutdown().await;
    Ok(())
}

pub(crate) fn write(path: &PathBuf, report: &impl Serialize) -> anyhow::Result<()> {
    std::fs::write(path, serde_json::to_string_pretty(report)? + "\n")
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Makes a payment as the application does; its id.
async fn make(client: &Client, yookassa: &YooKassa, number: i64) -> anyhow::Result<String> {
    let settings = yookassa.settings();
    let body = json!({
        "amount": {"value": format!("{}.00", rows::PRICE / 100), "currency": "RUB"},
        "capture": true,
        "confirmation": {"type": "redirect", "return_url": "https://bench.invalid/pay"},
        "description": format!("Order {number}"),
        "metadata": {"attempt": format!("key-{number}"), "subject": format!("order:{number}")},
    });
    let made: Value = client
        .post(format!("{}/payments", yookassa.api_url()))
        .basic_auth(settings.shop_id, Some(settings.secret_key))
        .header("Idempotence-Key", format!("key-{number}"))
        .json(&body)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    let id = made.get("id").and_then(Value::as_str);
    Ok(id.context("a payment without an id")?.to_owned())
}

/// Brings notices as YooKassa does.
struct Notifier {
    client: Client,
    url: String,
    in_flight: usize,
}

impl Notifier {
    /// Brings these, so many at once; how long each took.
    async fn bring(&self, notices: &[String]) -> anyhow::Result<Vec<u64>> {
        stream::iter(notices)
            .map(|notice| async move {
                let began = Instant::now();
                let answer = self
                    .client
                    .post(&self.url)
                    .header("X-Forwarded-For", THEIRS)
                    .header(CONTENT_TYPE, "application/json")
                    .body(notice.clone())
                    .send()
                    .await?;
                anyhow::ensure!(answer.status() == StatusCode::OK, "{}", answer.status());
                Ok(micros(began.elapsed()))
            })
            .buffer_unordered(self.in_flight)
            .try_collect()
            .await
    }
}

/// Waits until so many orders are paid.
async fn until_paid(db: &Db, orders: i64) -> anyhow::Result<()> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let paid = order::Entity::find()
            .filter(order::Column::Status.eq(order::Status::Paid))
            .count(db)
            .await?;
        if paid >= u64::try_from(orders)? {
            return Ok(());
        }
        anyhow::ensure!(
            Instant::now() < deadline,
            "{paid} of {orders} orders are paid"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Everything that belongs to so many paid orders is there, and once.
async fn check(db: &Db, orders: i64) -> anyhow::Result<()> {
    let paid = payment::Entity::find()
        .filter(payment::Column::Status.eq(payment::Status::Paid))
        .count(db)
        .await?;
    let booked = ledger_transaction::Entity::find()
        .filter(ledger_transaction::Column::Kind.eq("payment.paid"))
        .count(db)
        .await?;
    let news = outbox::Entity::find()
        .filter(outbox::Column::Kind.eq("payment_news.1"))
        .count(db)
        .await?;
    let deadline = Instant::now() + PATIENCE;
    // The last thing that is written about a notice.
    let handled = loop {
        let handled = provider_notice::Entity::find()
            .filter(provider_notice::Column::Outcome.eq("paid"))
            .count(db)
            .await?;
        if handled >= paid || Instant::now() > deadline {
            break handled;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let wanted = u64::try_from(orders)?;
    anyhow::ensure!(
        [paid, booked, news, handled] == [wanted; 4],
        "of {orders}: {paid} paid, {booked} booked, {news} told, {handled} notices handled"
    );
    let audit = ledger::reads::audit(db).await?;
    anyhow::ensure!(audit.is_clean(), "the ledger does not add up: {audit:?}");
    Ok(())
}
