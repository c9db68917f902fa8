//! One message a day to those who steer orders: what waits, and yesterday's sums.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta, Timelike};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};

use super::events::DeskDigest;
use crate::{
    app::App,
    db,
    entity::{
        order::{Column, Entity, Status},
        payment, refund,
    },
    features::{study::jobs, users::roles},
    jobs::Job,
    kernel::{
        money::{Currency, Money},
        permission::Permission,
        time::{self, Timestamp},
    },
    outbox,
};

/// From this hour on it is sent, in the platform's zone.
const HOUR: u32 = 9;
/// After this one it is too late for a morning: whoever starts in the evening is not told.
const LATEST: u32 = 12;

/// What waits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Orders that came in yesterday.
    pub fresh: u64,
    /// Orders without a price.
    pub unpriced: u64,
    /// Orders with an agreed price and without money.
    pub unpaid: u64,
    /// Paid orders that nobody has.
    pub free: u64,
    /// Work that should have been done.
    pub overdue: u64,
    /// Disputes.
    pub disputed: u64,
    /// Orders that do not move.
    pub stalled: u64,
    /// What came in yesterday, a sum a currency.
    pub received: Vec<Money>,
    /// What was promised back yesterday, a sum a currency.
    pub returned: Vec<Money>,
}

impl Figures {
    /// Whether nothing waits and nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The figures of a morning.
///
/// # Errors
/// When the database does not answer.
pub async fn figures(app: &App, day: NaiveDate) -> Result<Figures, DbErr> {
    let zone = app.config.locale.time_zone;
    let start =
        |day| time::end_of_day(day - TimeDelta::days(1), zone).plus(TimeDelta::milliseconds(1));
    let (from, until) = (start(day - TimeDelta::days(1)), start(day));
    let db = &app.db;
    let now = app.clock.now();
    let within = |status: Status| Entity::find().filter(Column::Status.eq(status));
    Ok(Figures {
        fresh: Entity::find()
            .filter(Column::SubmittedAt.gte(from))
            .filter(Column::SubmittedAt.lt(until))
            .count(db)
            .await?,
        unpriced: within(Status::Submitted).count(db).await?,
        unpaid: within(Status::AwaitingPayment).count(db).await?,
        free: within(Status::Paid)
            .filter(Column::ExecutorId.is_null())
            .count(db)
            .await?,
        overdue: Entity::find()
            .filter(Column::Status.is_in([Status::InProgress, Status::ChangesRequested]))
            .filter(Column::DueAt.lt(now))
            .count(db)
            .await?,
        disputed: within(Status::Disputed).count(db).await?,
        stalled: jobs::stalled(app, now).count(db).await?,
        received: received(db, from, until).await?,
        returned: returned(db, from, until).await?,
    })
}

async fn received(
    db: &impl ConnectionTrait,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Money>, DbErr> {
    let rows: Vec<(Currency, i64)> = payment::Entity::find()
        .select_only()
        .column(payment::Column::Currency)
        .column_as(payment::Column::AmountMinor.sum().cast_as("bigint"), "sum")
        .filter(payment::Column::PayableKind.eq(payment::PayableKind::Order))
        .filter(payment::Column::Status.eq(payment::Status::Paid))
        .filter(payment::Column::PaidAt.gte(from))
        .filter(payment::Column::PaidAt.lt(until))
        .group_by(payment::Column::Currency)
        .into_tuple()
        .all(db)
        .await?;
    Ok(sums(rows))
}

async fn returned(
    db: &impl ConnectionTrait,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Money>, DbErr> {
    let rows: Vec<(Currency, i64)> = refund::Entity::find()
        .select_only()
        .column(refund::Column::Currency)
        .column_as(refund::Column::AmountMinor.sum().cast_as("bigint"), "sum")
        .filter(refund::Column::CreatedAt.gte(from))
        .filter(refund::Column::CreatedAt.lt(until))
        .group_by(refund::Column::Currency)
        .into_tuple()
        .all(db)
        .await?;
    Ok(sums(rows))
}

fn sums(rows: Vec<(Currency, i64)>) -> Vec<Money> {
    let mut sums: Vec<_> = rows
        .into_iter()
        .map(|(currency, minor)| Money::new(minor, currency))
        .filter(|money| money.is_positive())
        .collect();
    sums.sort_by_key(|money| money.currency());
    sums
}

/// Promises the morning's message, once a day to each reader however often the round runs.
pub struct Digest;

#[async_trait]
impl Job for Digest {
    fn name(&self) -> &'static str {
        "desk_digest"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(300)
    }

    async fn run(&self, app: &App) -> anyhow::Result<u64> {
        let now = app.clock.now();
        let zone = app.config.locale.time_zone;
        let hour = now.utc().with_timezone(&zone).hour();
        if !(HOUR..LATEST).contains(&hour) {
            return Ok(0);
        }
        let day = time::local_day(now, zone);
        if figures(app, day).await?.is_empty() {
            return Ok(0);
        }
        let txn = db::begin(&app.db).await?;
        let readers = roles::holders(app, &txn, Permission::SteerOrders).await?;
        let mut told = 0;
        for reader in readers {
            let options = outbox::Options {
                dedup_key: Some(format!("desk:{day}:{reader}")),
                ..Default::default()
            };
            outbox::enqueue(&txn, now, reader, &DeskDigest { day }, options).await?;
            told += 1;
        }
        txn.commit().await?;
        app.outbox.nudge();
        Ok(told)
    }
}
