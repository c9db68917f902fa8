//! Requests that nobody answers, all of them over within a minute.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use clap::Args;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use serde::Serialize;
use sputnik::{
    clock::Clock,
    db,
    entity::{
        booking::{self, Column, Entity, Status},
        outbox, tour_session,
    },
    kernel::{
        ids::{AgencyId, SessionId, TourId, UserId},
        money::Currency,
    },
};

use crate::{database::insert, report, rows};

/// Sessions that the requests are spread over.
const SESSIONS: i64 = 1000;
/// People who asked; each has several requests, as if by several weeks.
const PEOPLE: i64 = 20_000;
/// How long a request is held.
const HELD: TimeDelta = TimeDelta::hours(1);
/// How long the last request may take after it was due.
const PATIENCE: Duration = Duration::from_secs(600);

#[derive(Debug, Args)]
pub(crate) struct Fill {
    /// An empty database with the schema.
    #[arg(long)]
    database: String,
    /// How many requests.
    #[arg(long)]
    holds: i64,
    /// Seconds from now until the first one is over.
    #[arg(long)]
    after: i64,
    /// Seconds from the first one to the last one.
    #[arg(long, default_value_t = 60)]
    within: i64,
}

pub(crate) async fn fill(options: &Fill) -> anyhow::Result<()> {
    let db = db::connect(&options.database, 4).await?;
    let now = Clock::system().now();
    rows::people(&db, now, PEOPLE).await?;
    rows::tours(&db, now, 100).await?;
    let each = i32::try_from(options.holds.div_euclid(SESSIONS) + 2)?;
    // Full to the last seat that was asked for, so that every seat that is freed is counted.
    rows::sessions(&db, now, 1..=SESSIONS, (each, 0), |id| 1 + id % 100).await?;
    let first = now.plus(TimeDelta::seconds(options.after));
    let requests = (1..=options.holds).map(|id| {
        let later = options.within * 1000 * id / options.holds;
        let until = first.plus(TimeDelta::milliseconds(later));
        // One person asks for one session once.
        let session = 1 + (id + id / PEOPLE) % SESSIONS;
        booking::ActiveModel {
            session_id: Set(SessionId(session)),
            tour_id: Set(TourId(1 + session % 100)),
            agency_id: Set(AgencyId(1)),
            traveller_id: Set(UserId(1 + id % PEOPLE)),
            status: Set(Status::Requested),
            adults: Set(1),
            children: Set(0),
            seats: Set(1),
            currency: Set(Currency::Rub),
            base_minor: Set(rows::PRICE),
            promotion_minor: Set(0),
            promo_minor: Set(0),
            price_minor: Set(rows::PRICE),
            commission_bp: Set(1000),
            refund_rule: Set(rows::RULE.to_owned()),
            hold_until: Set(Some(until)),
            paid_minor: Set(0),
            bonus_minor: Set(0),
            refunded_minor: Set(0),
            requested_at: Set(until.minus(HELD)),
            moved_at: Set(until.minus(HELD)),
            ..Default::default()
        }
    });
    insert::<Entity, _>(&db, requests).await?;
    for id in 1..=SESSIONS {
        let held = Entity::find()
            .filter(Column::SessionId.eq(SessionId(id)))
            .count(&db)
            .await?;
        let taken = i32::try_from(held)?;
        tour_session::Entity::update_many()
            .col_expr(
                tour_session::Column::Taken,
                sea_orm::sea_query::Expr::value(taken),
            )
            .filter(tour_session::Column::Id.eq(SessionId(id)))
            .exec(&db)
            .await?;
    }
    Ok(())
}

#[derive(Debug, Args)]
pub(crate) struct Wait {
    /// The database that the application works on.
    #[arg(long)]
    database: String,
    /// How many requests there were.
    #[arg(long)]
    holds: i64,
    /// Where the figures go, as JSON.
    #[arg(long)]
    json: PathBuf,
}

#[derive(Debug, Serialize)]
struct Report {
    holds: i64,
    /// From the moment when the last hold was due to the moment when it was over.
    last_late_ms: i64,
    /// The same for the hold that waited longest.
    worst_late_ms: i64,
    /// From the first hold that ended to the last one.
    took_ms: i64,
}

pub(crate) async fn wait(options: &Wait) -> anyhow::Result<()> {
    let db = db::connect(&options.database, 2).await?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        let left = Entity::find()
            .filter(Column::Status.eq(Status::Requested))
            .count(&db)
            .await?;
        if left == 0 {
            break;
        }
        anyhow::ensure!(Instant::now() < deadline, "{left} requests are left");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let spans: Vec<(i64, i64)> = Entity::find()
        .select_only()
        .column(Column::RequestedAt)
        .column(Column::EndedAt)
        .filter(Column::Status.eq(Status::Expired))
        .into_tuple()
        .all(&db)
        .await?;
    anyhow::ensure!(
        i64::try_from(spans.len())? == options.holds,
        "{} of {} are over",
        spans.len(),
        options.holds
    );
    let held = tour_session::Entity::find()
        .filter(tour_session::Column::Taken.ne(0))
        .count(&db)
        .await?;
    anyhow::ensure!(held == 0, "{held} sessions still hold seats");
    let told = outbox::Entity::find()
        .filter(outbox::Column::Kind.eq("booking_news.1"))
        .count(&db)
        .await?;
    anyhow::ensure!(told > 0, "nobody is told");
    // A booking that is over is held no more: what it was held until follows from its request.
    let due = |requested: &i64| requested + HELD.num_milliseconds();
    let ends = || spans.iter().map(|(_, end)| *end);
    let (first, last) = (ends().min(), ends().max());
    let last_due = spans.iter().map(|(asked, _)| due(asked)).max();
    let (Some(first), Some(last), Some(last_due)) = (first, last, last_due) else {
        anyhow::bail!("there were no requests");
    };
    let worst = spans.iter().map(|(asked, end)| end - due(asked)).max();
    report(
        &options.json,
        &Report {
            holds: options.holds,
            last_late_ms: last - last_due,
            worst_late_ms: worst.unwrap_or_default(),
            took_ms: last - first,
        },
    )
}
