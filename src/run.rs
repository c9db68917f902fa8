//! Start and ordered stop of everything that runs.

use std::{io, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use anyhow::Context;
use futures::FutureExt;
use migration::MigratorTrait;
use sea_orm::{ConnectionTrait, DbErr};
use secrecy::ExposeSecret;
use sputnik_migration as migration;
use tokio::{net::TcpListener, signal::unix::SignalKind};

use crate::{
    app::App,
    bot::{
        commands::{self, Scope},
        intake::Intake,
        polling,
        tg::TgError,
        webhook,
    },
    clock::Clock,
    config::{Config, Mode},
    db::{self, Db},
    features::{self, Site, api, front::Bot, menu, post::Post},
    http,
    jobs::{self, lease},
    kernel::{lang::Lang, permission::Rights},
    outbox::sender::{Pace, Sender},
};

/// How long a database may be away at start before we give up.
const DATABASE_PATIENCE: Duration = Duration::from_secs(60);
/// How long work in hand may take after a signal. Below the 30 s that `docker-compose.yml` grants.
const DRAIN_LIMIT: Duration = Duration::from_secs(25);

/// How long the pool may take to close.
const CLOSE_LIMIT: Duration = Duration::from_secs(3);

/// Opens the application: connects, and brings the schema up to date when the configuration lets it.
///
/// # Errors
/// When the database stays away, or something of ours is broken.
pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Site> {
    let db = connect(&config)
        .await
        .context("database.url: the database cannot be reached")?;
    if config.database.migrate_on_start {
        migrate(&db).await?;
    }
    let app = App::with_database(config, clock, db)?;
    Ok(Site::open(app)?)
}

/// Runs bot, HTTP server, sender and jobs until a signal comes, then stops them in order.
///
/// # Errors
/// When the server cannot listen or fails.
pub async fn run(site: Site, listener: TcpListener) -> anyhow::Result<()> {
    let app = site.app.clone();
    let signals = app.clone();
    app.tasks.spawn(async move {
        tokio::select! {
            () = signals.stopping.cancelled() => {}
            signal = wait_for_signal() => match signal {
                Ok(name) => tracing::info!(signal = name, "stopping"),
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "no signals");
                }
            },
        }
        signals.stopping.cancel();
    });
    start(&site, listener)?;
    app.stopping.cancelled().await;
    stop(&app).await?;
    if app.has_failed() {
        anyhow::bail!("a part that must not fail has failed; the log says which");
    }
    Ok(())
}

/// Starts everything and returns; it runs until `app.stopping` is cancelled.
///
/// # Errors
/// When the metrics cannot be set up.
pub fn start(site: &Site, listener: TcpListener) -> anyhow::Result<()> {
    let app = &site.app;
    let intake = Intake::new(app.clone(), Arc::new(Bot::new(site.clone())));
    let outside = match app.config.bot.mode {
        Mode::Webhook => webhook::routes(intake.clone()),
        Mode::Polling => axum::Router::new(),
    };
    let authority = Arc::new(api::Accounts(site.clone()));
    let outside = outside.merge(features::pages(site, authority.clone()));
    let router = http::router(app.clone(), outside, api::routes(site), authority);
    let server = app.clone();
    app.tasks.spawn(async move {
        if let Err(error) = http::serve(&server, listener, router).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the HTTP server failed"
            );
            server.fail();
        }
    });
    let sender = Sender::new(
        app.clone(),
        Arc::new(Post(site.clone())),
        Pace::per_second(app.config.jobs.sender_per_second),
    );
    supervise(app, "sender", sender.run());
    for job in features::jobs() {
        supervise(app, job.name(), jobs::drive(app.clone(), job));
    }
    app.tasks.spawn(introduce(app.clone()));
    match app.config.bot.mode {
        Mode::Polling => {
            supervise(app, "polling", polling::run(intake));
        }
        Mode::Webhook => {
            let app = app.clone();
            // Every replica says the same, so no one has to lead: a leader that dies before Telegram
            // heard of it would leave nobody to say it.
            app.tasks
                .clone()
                .spawn(async move { webhook::register(&app).await });
        }
    }
    tracing::info!(listen = %app.config.http.listen, mode = ?app.config.bot.mode, "Sputnik runs");
    Ok(())
}

/// Waits for the work in hand, gives the leases back, closes the database.
///
/// # Errors
/// When the database does not close.
pub async fn stop(app: &App) -> anyhow::Result<()> {
    app.stopping.cancel();
    app.tasks.close();
    if tokio::time::timeout(DRAIN_LIMIT, app.tasks.wait())
        .await
        .is_err()
    {
        tracing::warn!(
            left = app.tasks.len(),
            "not everything in hand was finished"
        );
    }
    if let Err(error) = lease::release_all(app).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "leases are left to expire"
        );
    }
    if app.db.get_database_backend() == sea_orm::DbBackend::Sqlite {
        // The log is folded into the file, so that a copy of the file alone is whole.
        app.db
            .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
            .await?;
    }
    // Closing waits for every connection that is still in use, and that may be for ever.
    if tokio::time::timeout(CLOSE_LIMIT, app.db.clone().close())
        .await
        .is_err()
    {
        tracing::warn!("the database was not closed in order");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Brings the schema up to date. Replicas that start together take turns: whoever comes second finds
/// the work done.
///
/// # Errors
/// When a migration fails.
pub async fn migrate(db: &Db) -> Result<(), DbErr> {
    let mut tries = 0;
    loop {
        match migration::Migrator::up(db.writer(), None).await {
            Ok(()) => return Ok(()),
            Err(error) if tries == 3 => return Err(error),
            Err(error) => {
                tries += 1;
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the schema is not up to date yet"
                );
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// Connects, again and again for a minute: database servers start more slowly than we do. A file that
/// cannot be opened now is not waited for.
async fn connect(config: &Config) -> Result<Db, DbErr> {
    let url = config.database.url.expose_secret();
    let deadline = tokio::time::Instant::now() + DATABASE_PATIENCE;
    loop {
        match db::connect(url, config.database.max_connections).await {
            Ok(db) => return Ok(db),
            Err(error) if db::is_file(url) || tokio::time::Instant::now() > deadline => {
                return Err(error);
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the database is not there yet"
                );
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
        }
    }
}

/// Tells Telegram our commands in every language, until it listens.
async fn introduce(app: App) {
    let mut pause = Duration::from_secs(1);
    while let Err(error) = set_commands(&app).await {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "the commands are not set yet"
        );
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = std::cmp::min(pause * 2, Duration::from_secs(60));
    }
}

async fn set_commands(app: &App) -> Result<(), TgError> {
    let everybody = Rights::new([]);
    let default = app.config.locale.default;
    let lists = std::iter::once((None, default)).chain(Lang::ALL.map(|lang| (Some(lang), lang)));
    for (code, lang) in lists {
        let list = menu::command_list(&app.texts.lang(lang), &everybody, app.config.modules);
        commands::set(&app.tg, Scope::Everybody, code, &list).await?;
    }
    Ok(())
}

/// Runs something that must never end before the application does. If it panics, nothing is well any
/// more: the process ends, and whoever watches over it starts a new one.
fn supervise(app: &App, name: &'static str, work: impl Future<Output = ()> + Send + 'static) {
    let watched = app.clone();
    app.tasks.spawn(async move {
        if AssertUnwindSafe(work).catch_unwind().await.is_err() {
            tracing::error!(name, "a loop panicked: the process ends");
            watched.fail();
        }
    });
}

/// SIGTERM or SIGINT. A second one ends the process at once.
async fn wait_for_signal() -> io::Result<&'static str> {
    let mut terminate = tokio::signal::unix::signal(SignalKind::terminate())?;
    let mut interrupt = tokio::signal::unix::signal(SignalKind::interrupt())?;
    let name = tokio::select! {
        _ = terminate.recv() => "SIGTERM",
        _ = interrupt.recv() => "SIGINT",
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "outlives the tasks that the stop waits for"
    )]
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        std::process::exit(1);
    });
    Ok(name)
}
