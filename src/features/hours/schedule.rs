//! Operators' weeks and days off, and what can be booked of all of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};

use super::{
    error::HoursError,
    slots::{self, Horizon, Week, Window},
    spans::{self, Span},
};
use crate::{
    app::App,
    db,
    entity::{
        hour::{self, Status},
        hour_day_off, hour_window, user, user_role,
    },
    features::users::people,
    kernel::{
        actor::Actor,
        ids::{UserId, WindowId},
        permission::{Permission, Rights, Role},
        time::{self, Timestamp},
    },
};

/// Windows a weekday may have.
pub const WINDOWS_A_DAY: usize = 8;
/// How far ahead a day may be taken off.
pub const DAYS_OFF_AHEAD: u64 = 180;

/// An operator's own week, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn windows(app: &App, operator: UserId) -> Result<Vec<hour_window::Model>, DbErr> {
    hour_window::Entity::find()
        .filter(hour_window::Column::OperatorId.eq(operator))
        .order_by_asc(hour_window::Column::Weekday)
        .order_by_asc(hour_window::Column::FromMinute)
        .all(&app.db)
        .await
}

/// Adds windows to a weekday. What touches or overlaps becomes one.
///
/// # Errors
/// See [`HoursError`].
pub async fn add_windows(
    app: &App,
    actor: Actor,
    rights: &Rights,
    weekday: i32,
    spans: &[Span],
) -> Result<(), HoursError> {
    let me = host(actor, rights)?;
    if !(1..=7).contains(&weekday) {
        return Err(HoursError::BadDay);
    }
    let mut wanted = spans.to_vec();
    for (from, until) in spans {
        if *from < 0 || *until > spans::DAY || from >= until {
            return Err(HoursError::BadSpan);
        }
        if until - from < spans::SHORTEST {
            return Err(HoursError::ShortSpan);
        }
    }
    let txn = db::begin(&app.db).await?;
    // Two additions at once would each merge with what was there before.
    people::one_at_a_time(&txn, me).await?;
    let of_day = Condition::all()
        .add(hour_window::Column::OperatorId.eq(me))
        .add(hour_window::Column::Weekday.eq(weekday));
    let held = hour_window::Entity::find()
        .filter(of_day.clone())
        .all(&txn)
        .await?;
    wanted.extend(held.iter().map(|row| (row.from_minute, row.until_minute)));
    let merged = spans::merged(wanted);
    if merged.len() > WINDOWS_A_DAY {
        return Err(HoursError::TooManyWindows);
    }
    hour_window::Entity::delete_many()
        .filter(of_day)
        .exec(&txn)
        .await?;
    let rows = merged
        .into_iter()
        .map(|(from, until)| hour_window::ActiveModel {
            operator_id: Set(me),
            weekday: Set(weekday),
            from_minute: Set(from),
            until_minute: Set(until),
            ..Default::default()
        });
    hour_window::Entity::insert_many(rows)
        .exec_without_returning(&txn)
        .await?;
    txn.commit().await?;
    Ok(())
}

/// Removes one of one's own windows; what is gone is gone already. Hours that are booked stay.
///
/// # Errors
/// See [`HoursError`].
pub async fn remove_window(
    app: &App,
    actor: Actor,
    rights: &Rights,
    window: WindowId,
) -> Result<(), HoursError> {
    let me = host(actor, rights)?;
    hour_window::Entity::delete_many()
        .filter(hour_window::Column::Id.eq(window))
        .filter(hour_window::Column::OperatorId.eq(me))
        .exec(&app.db)
        .await?;
    Ok(())
}

/// An operator's days off from today on.
///
/// # Errors
/// When the database does not answer.
pub async fn days_off(app: &App, operator: UserId, zone: Tz) -> Result<BTreeSet<NaiveDate>, DbErr> {
    let today = time::local_day(app.clock.now(), zone);
    let rows = hour_day_off::Entity::find()
        .filter(hour_day_off::Column::OperatorId.eq(operator))
        .filter(hour_day_off::Column::Day.gte(today))
        .all(&app.db)
        .await?;
    Ok(rows.into_iter().map(|row| row.day).collect())
}

/// Takes a day off, or gives it back; the number of hours that are booked on it and stay.
///
/// # Errors
/// See [`HoursError`].
pub async fn set_day_off(
    app: &App,
    actor: Actor,
    rights: &Rights,
    zone: Tz,
    day: NaiveDate,
    is_off: bool,
) -> Result<usize, HoursError> {
    let me = host(actor, rights)?;
    let today = time::local_day(app.clock.now(), zone);
    let last = today
        .checked_add_days(chrono::Days::new(DAYS_OFF_AHEAD))
        .unwrap_or(today);
    if !(today..=last).contains(&day) {
        return Err(HoursError::BadDay);
    }
    if !is_off {
        hour_day_off::Entity::delete_by_id((me, day))
            .exec(&app.db)
            .await?;
        return Ok(0);
    }
    let row = hour_day_off::ActiveModel {
        operator_id: Set(me),
        day: Set(day),
    };
    hour_day_off::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([hour_day_off::Column::OperatorId, hour_day_off::Column::Day])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&app.db)
        .await?;
    let coming = hour::Entity::find()
        .filter(hour::Column::OperatorId.eq(me))
        .filter(hour::Column::Status.is_in([Status::Booked, Status::Live]))
        .filter(hour::Column::StartsAt.gte(app.clock.now().minus(slots::HOUR)))
        .all(&app.db)
        .await?;
    let on_day = coming
        .iter()
        .filter(|hour| time::local_day(hour.starts_at, zone) == day);
    Ok(on_day.count())
}

/// Everything that `client` could book now: starts, earliest first, with the operators who are free.
///
/// # Errors
/// When the database does not answer.
pub async fn free(app: &App, client: UserId) -> Result<BTreeMap<Timestamp, Vec<UserId>>, DbErr> {
    let now = app.clock.now();
    let horizon = horizon(app, now);
    let mut free: BTreeMap<Timestamp, Vec<UserId>> = BTreeMap::new();
    let hosts = hosts_with_weeks(app).await?;
    if hosts.is_empty() {
        return Ok(free);
    }
    let rows = hour::Entity::find()
        .filter(hour::Column::StartsAt.between(horizon.first, horizon.last))
        .filter(occupied(now))
        .all(&app.db)
        .await?;
    let mine: BTreeSet<_> = rows
        .iter()
        .filter(|row| row.client_id == client)
        .map(|row| row.starts_at)
        .collect();
    for (operator, week) in hosts {
        if operator == client {
            continue;
        }
        let mut taken = mine.clone();
        taken.extend(
            rows.iter()
                .filter(|row| row.operator_id == operator)
                .map(|row| row.starts_at),
        );
        for start in slots::slots(&week, &taken, horizon) {
            free.entry(start).or_default().push(operator);
        }
    }
    Ok(free)
}

/// The operators who work at `start`, taken or not; none when that time is not offered at all.
///
/// # Errors
/// When the database does not answer.
pub async fn at_work(app: &App, start: Timestamp) -> Result<Vec<UserId>, DbErr> {
    if !slots::is_full_hour(start) || !horizon(app, app.clock.now()).contains(start) {
        return Ok(Vec::new());
    }
    covering(app, start).await
}

/// The operators in whose weeks the hour from `start` on lies, however near or far it is.
///
/// # Errors
/// When the database does not answer.
pub async fn covering(app: &App, start: Timestamp) -> Result<Vec<UserId>, DbErr> {
    let hosts = hosts_with_weeks(app).await?;
    Ok(hosts
        .into_iter()
        .filter(|(_, week)| week.covers(start))
        .map(|(operator, _)| operator)
        .collect())
}

/// People who may host hours: not shut out, not gone.
///
/// # Errors
/// When the database does not answer.
pub async fn hosts(app: &App) -> Result<Vec<user::Model>, DbErr> {
    let roles = Role::ALL
        .into_iter()
        .filter(|role| role.may(Permission::HostHours));
    let granted: Vec<UserId> = user_role::Entity::find()
        .select_only()
        .column(user_role::Column::UserId)
        .filter(user_role::Column::Role.is_in(roles))
        .into_tuple()
        .all(&app.db)
        .await?;
    user::Entity::find()
        .filter(
            Condition::any()
                .add(user::Column::Id.is_in(granted))
                .add(user::Column::TelegramId.is_in(app.config.bot.owners.iter().copied())),
        )
        .filter(user::Column::BlockedAt.is_null())
        .filter(user::Column::DeletedAt.is_null())
        .order_by_asc(user::Column::Id)
        .all(&app.db)
        .await
}

/// The zone that a person lives in.
#[must_use]
pub fn zone_of(app: &App, person: &user::Model) -> Tz {
    person.zone_or(app.config.locale.time_zone)
}

/// What keeps a slot: everything but holds that ran out and hours that came to nothing.
pub(super) fn occupied(now: Timestamp) -> Condition {
    Condition::any()
        .add(hour::Column::Status.is_in([Status::Booked, Status::Live, Status::Done]))
        .add(
            Condition::all()
                .add(hour::Column::Status.eq(Status::Held))
                .add(hour::Column::HoldUntil.gt(now)),
        )
}

/// The person behind an actor who may host hours.
pub(super) fn host(actor: Actor, rights: &Rights) -> Result<UserId, HoursError> {
    actor
        .user()
        .filter(|_| rights.may(Permission::HostHours))
        .ok_or(HoursError::NotAllowed)
}

fn horizon(app: &App, now: Timestamp) -> Horizon {
    let settings = app.config.hours;
    Horizon::new(
        now,
        TimeDelta::hours(settings.notice_hours.into()),
        settings.book_ahead_days,
    )
}

async fn hosts_with_weeks(app: &App) -> Result<Vec<(UserId, Week)>, DbErr> {
    let rows = hour_window::Entity::find().all(&app.db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let yesterday = app.clock.now().minus(TimeDelta::days(2)).utc().date_naive();
    let off = hour_day_off::Entity::find()
        .filter(hour_day_off::Column::Day.gte(yesterday))
        .all(&app.db)
        .await?;
    let hosts = hosts(app).await?;
    Ok(hosts
        .into_iter()
        .map(|person| {
            let windows = rows.iter().filter(|row| row.operator_id == person.id);
            let days_off = off.iter().filter(|row| row.operator_id == person.id);
            let week = Week {
                windows: windows
                    .map(|row| Window {
                        weekday: row.weekday,
                        from: row.from_minute,
                        until: row.until_minute,
                    })
                    .collect(),
                days_off: days_off.map(|row| row.day).collect(),
                zone: zone_of(app, &person),
            };
            (person.id, week)
        })
        .filter(|(_, week)| !week.windows.is_empty())
        .collect())
}
