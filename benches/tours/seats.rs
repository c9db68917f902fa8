//! Booking seats: by the service, and by the two statements that it cannot do without.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use clap::Args;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;
use sputnik::{
    app::App,
    clock::Clock,
    config::{Config, Needs},
    db::{self, Db},
    entity::{booking, outbox, tour_session},
    features::{
        bookings::{
            error::BookingError,
            request::{self, Wanted},
        },
        tours::pricing::Party,
    },
    kernel::{
        actor::{Actor, Who},
        ids::{SessionId, UserId},
    },
};

use crate::{
    database::{CONNECTIONS, plain, run_one},
    figures::{micros, percentile},
    report, rows,
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// An empty database with the schema.
    #[arg(long)]
    database: String,
    /// Sessions that the seats belong to.
    #[arg(long)]
    sessions: i64,
    /// Seats that there are; a twentieth more are asked for.
    #[arg(long)]
    seats: i64,
    /// Requests at any moment.
    #[arg(long)]
    in_flight: usize,
    /// Where the figures go, as JSON.
    #[arg(long)]
    json: PathBuf,
}

#[derive(Debug, Serialize)]
struct Report {
    sessions: i64,
    seats: i64,
    in_flight: usize,
    bookings_per_second: u64,
    /// From a request to the seats that are held, or to the refusal.
    p50_us: u64,
    p99_us: u64,
    refused: i64,
    /// Seats that were given out beyond what there was: always zero, or the run fails.
    oversold: i64,
    bare_per_second: u64,
}

pub(crate) async fn run(options: &Options) -> anyhow::Result<()> {
    let db = db::connect(&options.database, CONNECTIONS).await?;
    let now = Clock::system().now();
    let capacity = i32::try_from(options.seats / options.sessions)?;
    let seats = i64::from(capacity) * options.sessions;
    let asked = seats + seats / 20;
    rows::people(&db, now, asked).await?;
    rows::tours(&db, now, 1).await?;
    // The first half is for the service, the second one for the statements alone.
    rows::sessions(&db, now, 1..=2 * options.sessions, (capacity, 0), |_| 1).await?;

    let config = Config::load(Path::new("/dev/null"), [], Needs::Nothing)
        .map_err(|faults| anyhow::anyhow!("{faults}"))?
        .config;
    let app = Arc::new(App::with_database(config, Clock::system(), db.clone())?);
    let began = Instant::now();
    let mut answers: Vec<(bool, u64)> = stream::iter(1..=asked)
        .map(|person| ask(&app, person, 1 + person % options.sessions))
        .buffer_unordered(options.in_flight)
        .try_collect()
        .await?;
    let took_us = micros(began.elapsed()).max(1);
    let (booked, oversold) = check(&db, options.sessions, capacity).await?;
    anyhow::ensure!(oversold == 0, "{oversold} seats were sold twice");
    anyhow::ensure!(booked == seats, "{booked} of {seats} seats are booked");
    let told = outbox::Entity::find().count(&db).await?;
    anyhow::ensure!(told >= u64::try_from(seats)?, "{told} were told");

    let bare = bare(options, seats, asked).await?;
    answers.sort_unstable_by_key(|(_, took)| *took);
    let latencies: Vec<_> = answers.iter().map(|(_, took)| *took).collect();
    let refused = answers.iter().filter(|(is_booked, _)| !is_booked).count();
    let figures = Report {
        sessions: options.sessions,
        seats,
        in_flight: options.in_flight,
        bookings_per_second: u64::try_from(seats)? * 1_000_000 / took_us,
        p50_us: percentile(&latencies, 50),
        p99_us: percentile(&latencies, 99),
        refused: i64::try_from(refused)?,
        oversold,
        bare_per_second: bare,
    };
    report(&options.json, &figures)
}

/// One person asks for one seat.
async fn ask(app: &App, person: i64, session: i64) -> anyhow::Result<(bool, u64)> {
    let actor = Actor {
        who: Who::User(UserId(person)),
        role: None,
        update: None,
    };
    let wanted = Wanted {
        session: SessionId(session),
        party: Party {
            adults: 1,
            children: 0,
        },
        code: None,
        wish: None,
        names: Vec::new(),
        shown_minor: rows::PRICE + session % 50 * 1000,
        shown_in: None,
    };
    let began = Instant::now();
    let is_booked = match request::request(app, actor, wanted).await {
        Ok(_) => true,
        Err(BookingError::SoldOut) => false,
        Err(error) => return Err(error.into()),
    };
    Ok((is_booked, micros(began.elapsed())))
}

/// Seats of bookings, and those beyond the capacity of their session.
async fn check(db: &Db, sessions: i64, capacity: i32) -> anyhow::Result<(i64, i64)> {
    let (mut booked, mut oversold) = (0, 0);
    for id in 1..=sessions {
        let held = booking::Entity::find()
            .filter(booking::Column::SessionId.eq(SessionId(id)))
            .count(db)
            .await?;
        let held = i64::try_from(held)?;
        let session = tour_session::Entity::find_by_id(SessionId(id))
            .one(db)
            .await?
            .ok_or_else(|| anyhow::anyhow!("session {id} is gone"))?;
        anyhow::ensure!(
            i64::from(session.taken) == held,
            "session {id}: the counter says {}, the bookings {held}",
            session.taken
        );
        booked += held;
        oversold += (held - i64::from(capacity)).max(0);
    }
    Ok((booked, oversold))
}

/// The counter and the row of the booking in a transaction, nothing else: no look at anything, nobody
/// told, nothing in the audit log. Bookings in a second.
async fn bare(options: &Options, seats: i64, asked: i64) -> anyhow::Result<u64> {
    let db = plain(&options.database).await?;
    let now = Clock::system().now().0;
    let began = Instant::now();
    let booked: Vec<bool> = stream::iter(1..=asked)
        .map(|person| {
            let session = options.sessions + 1 + person % options.sessions;
            write(&db, now, person, session)
        })
        .buffer_unordered(options.in_flight)
        .try_collect()
        .await?;
    let took_us = micros(began.elapsed()).max(1);
    let booked = booked.into_iter().filter(|is_booked| *is_booked).count();
    anyhow::ensure!(i64::try_from(booked)? == seats, "{booked} of {seats}");
    Ok(u64::try_from(seats)? * 1_000_000 / took_us)
}

async fn write(db: &Db, now: i64, person: i64, session: i64) -> anyhow::Result<bool> {
    let txn = db::begin(db).await?;
    let taken = run_one(
        &txn,
        "UPDATE tour_sessions SET taken = taken + 1 WHERE id = $1 AND status = 'open' \
         AND taken + 1 <= capacity",
        [session.into()],
    )
    .await?;
    if taken == 0 {
        txn.rollback().await?;
        return Ok(false);
    }
    run_one(
        &txn,
        "INSERT INTO bookings (session_id, tour_id, agency_id, traveller_id, status, adults, children, \
         seats, currency, base_minor, price_minor, commission_bp, refund_rule, hold_until, remind_at, \
         requested_at, moved_at) \
         VALUES ($1, 1, 1, $2, 'requested', 1, 0, 1, 'RUB', $3, $3, 1000, $4, $5, $5, $5, $5)",
        [
            session.into(),
            person.into(),
            rows::PRICE.into(),
            rows::RULE.into(),
            now.into(),
        ],
    )
    .await?;
    txn.commit().await?;
    Ok(true)
}
