//! Figures of study orders, computed by the database. All days are days of the platform's zone, so that
//! everybody reads the same figures.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Alias, CaseStatement, Expr},
};
use thiserror::Error;

use crate::{
    app::App,
    entity::{
        executor, ledger_account, ledger_entry, ledger_transaction,
        order::{Column, Entity, Model, Status},
        payment, refund, user,
    },
    kernel::{
        ids::UserId,
        money::{Currency, Money},
        permission::{Permission, Rights},
        time::{self, Timestamp},
    },
};

/// Rows of the lists of kinds and executors.
const TOP: u64 = 5;
/// Rows of a file: more than that is a matter for the database itself.
const ROWS: u64 = 50_000;

/// Why there are no figures.
#[derive(Debug, Error)]
pub enum StatisticsError {
    /// The table of rights says no.
    #[error("that is not allowed to this role")]
    NotAllowed,
    /// The database.
    #[error("the figures are out of reach")]
    Database(#[from] DbErr),
}

/// A span of time that ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Since midnight, by the hour.
    Today,
    /// Seven days, today among them.
    Week,
    /// Thirty days, today among them.
    Month,
}

impl Period {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Today, Self::Week, Self::Month];

    /// Its word on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.word() == word)
    }

    const fn days(self) -> i64 {
        match self {
            Self::Today => 1,
            Self::Week => 7,
            Self::Month => 30,
        }
    }

    /// Where its parts begin, and the end of the last one.
    fn bounds(self, now: Timestamp, zone: chrono_tz::Tz) -> (Vec<Timestamp>, Timestamp) {
        let today = time::local_day(now, zone);
        let end = midnight(today + TimeDelta::days(1), zone);
        let starts = match self {
            Self::Today => {
                // A day of the change of clocks has 23 hours or 25.
                let start = midnight(today, zone);
                let hours = end.since(start).num_hours();
                (0..hours)
                    .map(|hour| start.plus(TimeDelta::hours(hour)))
                    .collect()
            }
            Self::Week | Self::Month => (0..self.days())
                .rev()
                .map(|back| midnight(today - TimeDelta::days(back), zone))
                .collect(),
        };
        (starts, end)
    }
}

fn midnight(day: NaiveDate, zone: chrono_tz::Tz) -> Timestamp {
    time::end_of_day(day - TimeDelta::days(1), zone).plus(TimeDelta::milliseconds(1))
}

/// How far the orders got that were sent within the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Funnel {
    /// Sent by clients.
    pub submitted: i64,
    /// Have a price.
    pub priced: i64,
    /// Are paid.
    pub paid: i64,
    /// Were delivered.
    pub delivered: i64,
    /// Are completed.
    pub completed: i64,
}

/// What happened within the period, whenever the orders were sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Endings {
    /// Completed.
    pub completed: u64,
    /// Called off.
    pub cancelled: u64,
    /// Ended with the money going back.
    pub refunded: u64,
    /// Expired.
    pub expired: u64,
}

/// Money of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Paid by clients.
    pub received: Money,
    /// Promised back.
    pub returned: Money,
    /// The platform's share of what was accepted.
    pub income: Money,
    /// The executors' share of it.
    pub executors: Money,
}

impl Sums {
    const fn none(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            received: zero,
            returned: zero,
            income: zero,
            executors: zero,
        }
    }
}

/// A kind of help, and how many orders of it were sent.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct TopKind {
    /// Its key.
    pub kind: String,
    /// How many.
    pub count: i64,
}

/// An executor, and how much they completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopExecutor {
    /// What clients know them by.
    pub number: i32,
    /// Their name.
    pub name: String,
    /// How many orders.
    pub count: i64,
}

/// A part of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where it begins.
    pub start: Timestamp,
    /// Orders that were sent.
    pub submitted: i64,
    /// Orders that were paid.
    pub paid: i64,
}

/// Everything.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Of which period.
    pub period: Period,
    /// From when on.
    pub from: Timestamp,
    /// How far orders got.
    pub funnel: Funnel,
    /// What ended.
    pub endings: Endings,
    /// Money, a row a currency.
    pub sums: Vec<Sums>,
    /// From sending to the price, on average.
    pub to_quote: Option<TimeDelta>,
    /// From payment to delivery, on average.
    pub to_deliver: Option<TimeDelta>,
    /// What is wanted most.
    pub kinds: Vec<TopKind>,
    /// Who completed most.
    pub executors: Vec<TopExecutor>,
    /// Parts of the period, oldest first.
    pub points: Vec<Point>,
}

/// A span, its end not included.
#[derive(Clone, Copy)]
struct Span {
    from: Timestamp,
    until: Timestamp,
}

impl Span {
    fn holds(self, column: impl ColumnTrait) -> Expr {
        column.gte(self.from).and(column.lt(self.until))
    }
}

/// The figures of a period.
///
/// # Errors
/// See [`StatisticsError`].
pub async fn figures(app: &App, mine: &Rights, period: Period) -> Result<Figures, StatisticsError> {
    require(mine)?;
    let zone = app.config.locale.time_zone;
    let (starts, until) = period.bounds(app.clock.now(), zone);
    let from = starts.first().copied().unwrap_or(until);
    let span = Span { from, until };
    Ok(Figures {
        period,
        from,
        funnel: funnel(app, span).await?,
        endings: endings(app, span).await?,
        sums: sums(app, span).await?,
        to_quote: average(app, span, Column::SubmittedAt, Column::QuotedAt).await?,
        to_deliver: average(app, span, Column::PaidAt, Column::DeliveredAt).await?,
        kinds: kinds(app, span).await?,
        executors: executors(app, span).await?,
        points: points(app, span, &starts).await?,
    })
}

/// Orders that were sent within the period, oldest first.
///
/// # Errors
/// See [`StatisticsError`].
pub async fn rows(app: &App, mine: &Rights, period: Period) -> Result<Vec<Model>, StatisticsError> {
    require(mine)?;
    let (starts, until) = period.bounds(app.clock.now(), app.config.locale.time_zone);
    let from = starts.first().copied().unwrap_or(until);
    Ok(Entity::find()
        .filter(Span { from, until }.holds(Column::SubmittedAt))
        .order_by_asc(Column::Id)
        .limit(ROWS)
        .all(&app.db)
        .await?)
}

fn require(mine: &Rights) -> Result<(), StatisticsError> {
    if mine.may(Permission::SeeStatistics) {
        Ok(())
    } else {
        Err(StatisticsError::NotAllowed)
    }
}

async fn funnel(app: &App, span: Span) -> Result<Funnel, DbErr> {
    let completed = Expr::case(Column::Status.eq(Status::Completed), Expr::col(Column::Id));
    // A count of a column counts the rows where it is filled in.
    let funnel = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "submitted")
        .column_as(Column::PriceMinor.count(), "priced")
        .column_as(Column::PaidAt.count(), "paid")
        .column_as(Column::DeliveredAt.count(), "delivered")
        .column_as(Expr::expr(completed).count(), "completed")
        .filter(span.holds(Column::SubmittedAt))
        .into_model::<Funnel>()
        .one(&app.db)
        .await?;
    Ok(funnel.unwrap_or_default())
}

async fn endings(app: &App, span: Span) -> Result<Endings, DbErr> {
    let rows: Vec<(Status, i64)> = Entity::find()
        .select_only()
        .column(Column::Status)
        .column_as(Column::Id.count(), "count")
        .filter(span.holds(Column::EndedAt))
        .group_by(Column::Status)
        .into_tuple()
        .all(&app.db)
        .await?;
    let of = |wanted: Status| {
        rows.iter()
            .find(|(status, _)| *status == wanted)
            .and_then(|(_, count)| u64::try_from(*count).ok())
            .unwrap_or(0)
    };
    Ok(Endings {
        completed: of(Status::Completed),
        cancelled: of(Status::Cancelled),
        refunded: of(Status::Refunded),
        expired: of(Status::Expired),
    })
}

async fn sums(app: &App, span: Span) -> Result<Vec<Sums>, DbErr> {
    let db = &app.db;
    let received: Vec<(Currency, i64)> = payment::Entity::find()
        .select_only()
        .column(payment::Column::Currency)
        .column_as(payment::Column::AmountMinor.sum().cast_as("bigint"), "sum")
        .filter(payment::Column::PayableKind.eq(payment::PayableKind::Order))
        .filter(payment::Column::Status.eq(payment::Status::Paid))
        .filter(span.holds(payment::Column::PaidAt))
        .group_by(payment::Column::Currency)
        .into_tuple()
        .all(db)
        .await?;
    let of_payment: sea_orm::RelationDef = refund::Entity::belongs_to(payment::Entity)
        .from(refund::Column::PaymentId)
        .to(payment::Column::Id)
        .into();
    let returned: Vec<(Currency, i64)> = refund::Entity::find()
        .select_only()
        .column(refund::Column::Currency)
        .column_as(refund::Column::AmountMinor.sum().cast_as("bigint"), "sum")
        .join(JoinType::InnerJoin, of_payment)
        .filter(payment::Column::PayableKind.eq(payment::PayableKind::Order))
        .filter(span.holds(refund::Column::CreatedAt))
        .group_by(refund::Column::Currency)
        .into_tuple()
        .all(db)
        .await?;
    let shared = shared(app, span).await?;
    let mut sums: Vec<Sums> = Vec::new();
    let mut add = |currency: Currency, minor: i64, to: fn(&mut Sums) -> &mut Money| {
        let at = sums
            .iter()
            .position(|sum| sum.received.currency() == currency);
        let row = match at.and_then(|at| sums.get_mut(at)) {
            Some(row) => row,
            None => {
                sums.push(Sums::none(currency));
                match sums.last_mut() {
                    Some(row) => row,
                    None => return,
                }
            }
        };
        *to(row) = Money::new(minor, currency);
    };
    for (currency, minor) in received {
        add(currency, minor, |sums| &mut sums.received);
    }
    for (currency, minor) in returned {
        add(currency, minor, |sums| &mut sums.returned);
    }
    for (kind, currency, minor) in shared {
        // What we earn and owe stands on the credit side.
        let minor = minor.saturating_neg();
        if kind == "income" {
            add(currency, minor, |sums| &mut sums.income);
        } else {
            add(currency, minor, |sums| &mut sums.executors);
        }
    }
    sums.sort_by_key(|sum| sum.received.currency());
    Ok(sums)
}

/// How the prices of accepted orders were shared, by kind of account and currency.
async fn shared(app: &App, span: Span) -> Result<Vec<(String, Currency, i64)>, DbErr> {
    let to_transaction: sea_orm::RelationDef =
        ledger_entry::Entity::belongs_to(ledger_transaction::Entity)
            .from(ledger_entry::Column::TransactionId)
            .to(ledger_transaction::Column::Id)
            .into();
    let to_account: sea_orm::RelationDef = ledger_entry::Entity::belongs_to(ledger_account::Entity)
        .from(ledger_entry::Column::AccountId)
        .to(ledger_account::Column::Id)
        .into();
    ledger_entry::Entity::find()
        .select_only()
        .column(ledger_account::Column::Kind)
        .column(ledger_account::Column::Currency)
        .column_as(
            ledger_entry::Column::AmountMinor.sum().cast_as("bigint"),
            "sum",
        )
        .join(JoinType::InnerJoin, to_transaction)
        .join(JoinType::InnerJoin, to_account)
        .filter(ledger_transaction::Column::Kind.eq("order.completed"))
        .filter(span.holds(ledger_transaction::Column::At))
        .filter(ledger_account::Column::Kind.is_in(["income", "executor_payable"]))
        .group_by(ledger_account::Column::Kind)
        .group_by(ledger_account::Column::Currency)
        .into_tuple()
        .all(&app.db)
        .await
}

/// Average time between two moments of orders whose second one lies within the span.
async fn average(
    app: &App,
    span: Span,
    from: Column,
    to: Column,
) -> Result<Option<TimeDelta>, DbErr> {
    let row: Option<(Option<i64>, i64)> = Entity::find()
        .select_only()
        .column_as(
            Expr::col(to).sub(Expr::col(from)).sum().cast_as("bigint"),
            "sum",
        )
        .column_as(Column::Id.count(), "count")
        .filter(span.holds(to))
        .filter(from.is_not_null())
        .filter(Expr::col(to).gte(Expr::col(from)))
        .into_tuple()
        .one(&app.db)
        .await?;
    Ok(row.and_then(|(sum, count)| {
        let millis = sum?.checked_div(count)?;
        TimeDelta::try_milliseconds(millis)
    }))
}

async fn kinds(app: &App, span: Span) -> Result<Vec<TopKind>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Kind)
        .column_as(Column::Id.count(), "count")
        .filter(span.holds(Column::SubmittedAt))
        .group_by(Column::Kind)
        .order_by_desc(Column::Id.count())
        .order_by_asc(Column::Kind)
        .limit(TOP)
        .into_model::<TopKind>()
        .all(&app.db)
        .await
}

async fn executors(app: &App, span: Span) -> Result<Vec<TopExecutor>, DbErr> {
    let counts: Vec<(UserId, i64)> = Entity::find()
        .select_only()
        .column(Column::ExecutorId)
        .column_as(Column::Id.count(), "count")
        .filter(Column::Status.eq(Status::Completed))
        .filter(Column::ExecutorId.is_not_null())
        .filter(span.holds(Column::EndedAt))
        .group_by(Column::ExecutorId)
        .order_by_desc(Column::Id.count())
        .order_by_asc(Column::ExecutorId)
        .limit(TOP)
        .into_tuple()
        .all(&app.db)
        .await?;
    let ids = || counts.iter().map(|(user, _)| *user);
    let rows = executor::Entity::find()
        .filter(executor::Column::UserId.is_in(ids()))
        .all(&app.db)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(ids()))
        .all(&app.db)
        .await?;
    Ok(counts
        .iter()
        .filter_map(|(user, count)| {
            let row = rows.iter().find(|row| row.user_id == *user)?;
            let person = people.iter().find(|person| person.id == *user)?;
            Some(TopExecutor {
                number: row.number,
                name: person.full_name(),
                count: *count,
            })
        })
        .collect())
}

async fn points(app: &App, span: Span, starts: &[Timestamp]) -> Result<Vec<Point>, DbErr> {
    let submitted = buckets(app, span, Column::SubmittedAt, starts).await?;
    let paid = buckets(app, span, Column::PaidAt, starts).await?;
    let of = |counts: &[(i32, i64)], number: i32| {
        counts
            .iter()
            .find(|(bucket, _)| *bucket == number)
            .map_or(0, |(_, count)| *count)
    };
    Ok((0..)
        .zip(starts)
        .map(|(number, start)| Point {
            start: *start,
            submitted: of(&submitted, number),
            paid: of(&paid, number),
        })
        .collect())
}

/// How many orders have this moment in which part of the span. The parts are told to the database one by
/// one: local days are not all of one length.
async fn buckets(
    app: &App,
    span: Span,
    column: Column,
    starts: &[Timestamp],
) -> Result<Vec<(i32, i64)>, DbErr> {
    let mut number = 0;
    let mut case = CaseStatement::new();
    for next in starts.iter().skip(1) {
        case = case.case(column.lt(*next), number);
        number += 1;
    }
    // A single part has no bound inside.
    let bucket = if number == 0 {
        Expr::val(0)
    } else {
        Expr::expr(case.finally(number))
    };
    Entity::find()
        .select_only()
        .column_as(bucket.cast_as("integer"), "bucket")
        .column_as(Column::Id.count(), "count")
        .filter(span.holds(column))
        .group_by(Expr::col(Alias::new("bucket")))
        .into_tuple()
        .all(&app.db)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_change_of_clocks_has_its_own_number_of_hours() {
        // In Berlin the clocks go forward on 29 March 2026 and back on 25 October.
        let parts = |text: &str| {
            let now = Timestamp::from(chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc());
            let (starts, end) = Period::Today.bounds(now, chrono_tz::Europe::Berlin);
            assert!(starts.first().unwrap() <= &now && now < end);
            starts.len()
        };
        assert_eq!(parts("2026-03-29T12:00:00Z"), 23);
        assert_eq!(parts("2026-10-25T12:00:00Z"), 25);
        assert_eq!(parts("2026-11-25T12:00:00Z"), 24);
        let now = Timestamp(1_893_488_400_000);
        let (days, _) = Period::Month.bounds(now, chrono_tz::Asia::Tashkent);
        assert_eq!(days.len(), 30);
        assert!(days.is_sorted());
    }
}
