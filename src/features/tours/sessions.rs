//! Sessions: tours on certain days, with prices and seats.

use chrono::{Days, NaiveDate, TimeDelta};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    ExprTrait, QueryFilter, sea_query::Expr,
};

use super::{
    agencies::{self, text},
    error::ToursError,
    offers::write_down,
    own_session, own_tour,
};
use crate::{
    app::App,
    db,
    entity::{
        tour,
        tour_session::{ActiveModel, Column, Entity, Model, Status},
    },
    features::audit::TourDeed,
    kernel::{
        actor::Actor,
        ids::{SessionId, TourId},
        money::{Currency, Money},
        permission::Rights,
        refund_rule::RefundRule,
        time::{Timestamp, end_of_day, start_of_day},
    },
};

/// The most seats of a session.
pub const MOST_SEATS: i32 = 500;
/// The highest price of a seat, and of a trip made to order, in minor units.
pub const HIGHEST: i64 = 100_000_000_000;
/// Sessions are planned so far ahead at most.
const FARTHEST: Days = Days::new(730);
/// Copies of a week's pattern at once.
const MOST_COPIES: u32 = 26;
/// Longest words about why a session is called off.
pub const NOTE_LIMIT: usize = 400;
/// Whether a group is large enough is decided so long before it sets off.
const DECISION: TimeDelta = TimeDelta::hours(72);

/// A session to be made.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its first day; the last one follows from the tour.
    pub starts_on: NaiveDate,
    /// Price of an adult, in minor units.
    pub adult_minor: i64,
    /// Price of a child; none: as an adult.
    pub child_minor: Option<i64>,
    /// Currency of both.
    pub currency: Currency,
    /// How many seats.
    pub capacity: i32,
    /// How many it takes to set off; nought: any number.
    pub minimum_group: i32,
    /// Whether the names of participants are wanted.
    pub wants_names: bool,
    /// Invitation to its chat.
    pub chat_link: Option<String>,
    /// What goes back when a traveller cancels; none: as the configuration says.
    pub refund_rule: Option<RefundRule>,
}

/// What changes; what is none stays as it is. Prices hold for new bookings alone.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// See [`Plan::adult_minor`].
    pub adult_minor: Option<i64>,
    /// See [`Plan::child_minor`].
    pub child_minor: Option<Option<i64>>,
    /// See [`Plan::capacity`]. Never below what is taken.
    pub capacity: Option<i32>,
    /// See [`Plan::minimum_group`].
    pub minimum_group: Option<i32>,
    /// See [`Plan::wants_names`].
    pub wants_names: Option<bool>,
    /// See [`Plan::chat_link`].
    pub chat_link: Option<Option<String>>,
    /// See [`Plan::refund_rule`].
    pub refund_rule: Option<RefundRule>,
}

/// Adds a session to a tour.
///
/// # Errors
/// See [`ToursError`].
pub async fn add(
    app: &App,
    actor: Actor,
    rights: &Rights,
    tour: TourId,
    plan: Plan,
) -> Result<Model, ToursError> {
    let tour = own_tour(&app.db, rights, tour).await?;
    agencies::selling(&app.db, tour.agency_id).await?;
    let now = app.clock.now();
    let row = row(app, now, &tour, &plan, false)?;
    let txn = db::begin(&app.db).await?;
    let session = insert(&txn, now, actor, row).await?;
    txn.commit().await?;
    Ok(session)
}

/// What a private session is agreed on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Agreed {
    /// Its first day.
    pub(crate) starts_on: NaiveDate,
    /// How many days: those of the offer, not of the tour.
    pub(crate) days: i32,
    /// The price of the whole party.
    pub(crate) price: Money,
    /// Everybody who comes.
    pub(crate) seats: i32,
}

/// Makes the session of one party within the caller's transaction: its seats are taken from the beginning.
///
/// # Errors
/// [`ToursError::BadDates`], [`ToursError::BadNumber`], or the database.
pub(crate) async fn add_private(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    tour: &tour::Model,
    agreed: Agreed,
) -> Result<Model, ToursError> {
    let plan = Plan {
        starts_on: agreed.starts_on,
        adult_minor: agreed.price.minor(),
        child_minor: None,
        currency: agreed.price.currency(),
        capacity: agreed.seats,
        minimum_group: 0,
        wants_names: false,
        chat_link: None,
        refund_rule: None,
    };
    let tour = tour::Model {
        days: agreed.days,
        ..tour.clone()
    };
    let mut row = row(app, now, &tour, &plan, true)?;
    row.taken = Set(agreed.seats);
    Ok(insert(txn, now, actor, row).await?)
}

async fn insert(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    row: ActiveModel,
) -> Result<Model, DbErr> {
    let session = row.insert(txn).await?;
    let deed = TourDeed::SessionAdded(session.id);
    write_down(txn, now, actor, session.tour_id, deed).await?;
    Ok(session)
}

fn row(
    app: &App,
    now: Timestamp,
    tour: &tour::Model,
    plan: &Plan,
    is_private: bool,
) -> Result<ActiveModel, ToursError> {
    let zone = app.config.tours.time_zone;
    let today = now.utc().with_timezone(&zone).date_naive();
    let latest = today.checked_add_days(FARTHEST).unwrap_or(today);
    if plan.starts_on <= today || plan.starts_on > latest {
        return Err(ToursError::BadDates);
    }
    let length = u64::try_from(tour.days.saturating_sub(1)).unwrap_or_default();
    let ends_on = plan
        .starts_on
        .checked_add_days(Days::new(length))
        .ok_or(ToursError::BadDates)?;
    price(plan.adult_minor, 1)?;
    if let Some(child) = plan.child_minor {
        price(child, 0)?;
    }
    seats(plan.capacity, plan.minimum_group)?;
    let starts_at = start_of_day(plan.starts_on, zone);
    let rule = plan
        .refund_rule
        .as_ref()
        .unwrap_or(&app.config.tours.refund_rule);
    Ok(ActiveModel {
        tour_id: Set(tour.id),
        agency_id: Set(tour.agency_id),
        status: Set(Status::Open),
        starts_on: Set(plan.starts_on),
        ends_on: Set(ends_on),
        starts_at: Set(starts_at),
        ends_at: Set(end_of_day(ends_on, zone)),
        adult_minor: Set(plan.adult_minor),
        child_minor: Set(plan.child_minor),
        currency: Set(plan.currency),
        capacity: Set(plan.capacity),
        taken: Set(0),
        minimum_group: Set(plan.minimum_group),
        decide_at: Set(decide_at(plan.minimum_group, starts_at, now)),
        wants_names: Set(plan.wants_names),
        chat_link: Set(link(plan.chat_link.as_deref())?),
        refund_rule: Set(rule.to_string()),
        is_private: Set(is_private),
        created_at: Set(now),
        changed_at: Set(now),
        ..Default::default()
    })
}

/// When a group that is too small is given up. Where that should have been before, half of the time until
/// the tour is left for people to come, and for the agency to hear of it.
fn decide_at(minimum: i32, starts_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let usual = starts_at.minus(DECISION);
    let decide = if usual > now {
        usual
    } else {
        now.plus(starts_at.since(now) / 2)
    };
    (minimum > 0).then_some(decide)
}

fn price(minor: i64, least: i64) -> Result<(), ToursError> {
    if (least..=HIGHEST).contains(&minor) {
        Ok(())
    } else {
        Err(ToursError::BadNumber("price"))
    }
}

fn seats(capacity: i32, minimum: i32) -> Result<(), ToursError> {
    if !(1..=MOST_SEATS).contains(&capacity) {
        return Err(ToursError::BadNumber("capacity"));
    }
    if !(0..=capacity).contains(&minimum) {
        return Err(ToursError::BadNumber("minimum_group"));
    }
    Ok(())
}

/// An invitation to a chat of Telegram's, or nothing.
fn link(typed: Option<&str>) -> Result<Option<String>, ToursError> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
        return Ok(None);
    };
    let is_ours = typed.starts_with("https://t.me/") && typed.len() <= 120;
    let is_address = url::Url::parse(typed).is_ok();
    if is_ours && is_address {
        Ok(Some(typed.to_owned()))
    } else {
        Err(ToursError::BadText("chat_link"))
    }
}

/// Changes a session that is ahead. Whoever asked for seats before pays what they were told.
///
/// # Errors
/// [`ToursError::BelowTaken`], [`ToursError::Moved`], and see [`ToursError`].
pub async fn change(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: SessionId,
    change: Change,
) -> Result<Model, ToursError> {
    let before = own_session(&app.db, rights, id).await?;
    let now = app.clock.now();
    let capacity = change.capacity.unwrap_or(before.capacity);
    let minimum = change.minimum_group.unwrap_or(before.minimum_group);
    seats(capacity, minimum)?;
    let mut update = Entity::update_many()
        .col_expr(Column::Capacity, Expr::value(capacity))
        .col_expr(Column::ChangedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in([Status::Open, Status::Closed]))
        .filter(Expr::col(Column::Taken).lte(capacity));
    if let Some(minor) = change.adult_minor {
        price(minor, 1)?;
        update = update.col_expr(Column::AdultMinor, Expr::value(minor));
    }
    if let Some(minor) = change.child_minor {
        if let Some(minor) = minor {
            price(minor, 0)?;
        }
        update = update.col_expr(Column::ChildMinor, Expr::value(minor));
    }
    if change.minimum_group.is_some() {
        let decide = decide_at(minimum, before.starts_at, now);
        update = update
            .col_expr(Column::MinimumGroup, Expr::value(minimum))
            .col_expr(Column::DecideAt, Expr::value(decide))
            .col_expr(Column::WarnedAt, Expr::value(Option::<Timestamp>::None));
    }
    if let Some(wants) = change.wants_names {
        update = update.col_expr(Column::WantsNames, Expr::value(wants));
    }
    if let Some(typed) = &change.chat_link {
        update = update.col_expr(Column::ChatLink, Expr::value(link(typed.as_deref())?));
    }
    if let Some(rule) = &change.refund_rule {
        update = update.col_expr(Column::RefundRule, Expr::value(rule.to_string()));
    }
    let txn = db::begin(&app.db).await?;
    let changed = update.exec_with_returning(&txn).await?;
    let Some(session) = changed.into_iter().next() else {
        txn.rollback().await?;
        let after = own_session(&app.db, rights, id).await?;
        return Err(if after.taken > capacity {
            ToursError::BelowTaken(after.taken)
        } else {
            ToursError::Moved
        });
    };
    let deed = TourDeed::SessionChanged(id);
    write_down(&txn, now, actor, session.tour_id, deed).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(session)
}

/// Lets nobody book a session any more, or lets people again.
///
/// # Errors
/// See [`ToursError`].
pub async fn set_open(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: SessionId,
    is_open: bool,
) -> Result<Model, ToursError> {
    let session = own_session(&app.db, rights, id).await?;
    let (from, to, deed) = if is_open {
        agencies::selling(&app.db, session.agency_id).await?;
        (Status::Closed, Status::Open, TourDeed::SessionOpened(id))
    } else {
        (Status::Open, Status::Closed, TourDeed::SessionClosed(id))
    };
    if session.status == to {
        return Ok(session);
    }
    shift(app, actor, id, &[from], to, deed, None).await
}

/// Calls a session off. Its bookings follow at once, one by one: everything goes back, everybody is told.
/// A booking that is being paid right now follows when that is over.
///
/// # Errors
/// See [`ToursError`].
pub async fn cancel(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: SessionId,
    note: &str,
) -> Result<Model, ToursError> {
    let session = own_session(&app.db, rights, id).await?;
    if session.status == Status::Cancelled {
        return Ok(session);
    }
    let note = text("note", note, NOTE_LIMIT, true)?;
    let from = [Status::Open, Status::Closed];
    let deed = TourDeed::SessionCancelled(id);
    shift(app, actor, id, &from, Status::Cancelled, deed, Some(note)).await
}

async fn shift(
    app: &App,
    actor: Actor,
    id: SessionId,
    from: &[Status],
    to: Status,
    deed: TourDeed,
    note: Option<String>,
) -> Result<Model, ToursError> {
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let mut update = Entity::update_many()
        .col_expr(Column::Status, Expr::value(to.word()))
        .col_expr(Column::ChangedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.is_in(from.iter().copied()));
    if let Some(note) = note {
        let note = (!note.is_empty()).then_some(note);
        update = update.col_expr(Column::EndedNote, Expr::value(note));
    }
    let changed = update.exec_with_returning(&txn).await?;
    let Some(session) = changed.into_iter().next() else {
        return Err(ToursError::Moved);
    };
    write_down(&txn, now, actor, session.tour_id, deed).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(session)
}

/// Repeats a session every so many weeks, so many times; days on which the tour has a session are left
/// out, and a private session cannot be repeated. The copies.
///
/// # Errors
/// See [`ToursError`].
pub async fn repeat(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: SessionId,
    every_weeks: u32,
    times: u32,
) -> Result<Vec<Model>, ToursError> {
    let session = own_session(&app.db, rights, id).await?;
    if session.is_private {
        // Its price is that of one party, and nobody else may see it.
        return Err(ToursError::Moved);
    }
    let tour = own_tour(&app.db, rights, session.tour_id).await?;
    agencies::selling(&app.db, tour.agency_id).await?;
    if !(1..=8).contains(&every_weeks) || !(1..=MOST_COPIES).contains(&times) {
        return Err(ToursError::BadNumber("times"));
    }
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let there: Vec<NaiveDate> = Entity::find()
        .filter(Column::TourId.eq(tour.id))
        .filter(Column::Status.is_in([Status::Open, Status::Closed]))
        .all(&txn)
        .await?
        .into_iter()
        .map(|one| one.starts_on)
        .collect();
    let mut copies = Vec::new();
    for turn in 1..=times {
        let days = Days::new(u64::from(turn * every_weeks * 7));
        let Some(day) = session.starts_on.checked_add_days(days) else {
            break;
        };
        if there.contains(&day) {
            continue;
        }
        let plan = Plan {
            starts_on: day,
            adult_minor: session.adult_minor,
            child_minor: session.child_minor,
            currency: session.currency,
            capacity: session.capacity,
            minimum_group: session.minimum_group,
            wants_names: session.wants_names,
            // A chat is of one group.
            chat_link: None,
            refund_rule: Some(session.refund_rule.parse()?),
        };
        let row = row(app, now, &tour, &plan, false)?;
        copies.push(insert(&txn, now, actor, row).await?);
    }
    txn.commit().await?;
    Ok(copies)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;

    #[test]
    fn a_day_begins_when_the_one_before_is_over() {
        let day: NaiveDate = "2030-01-10".parse().unwrap();
        let start = start_of_day(day, chrono_tz::Asia::Tashkent);
        assert_eq!(start.rfc3339(), "2030-01-09T19:00:00.000Z");
        let midnight = day.and_time(NaiveTime::MIN);
        assert_eq!(
            start
                .utc()
                .with_timezone(&chrono_tz::Asia::Tashkent)
                .naive_local(),
            midnight
        );
    }

    #[test]
    fn only_invitations_of_telegrams_are_links_to_a_chat() {
        assert_eq!(link(None).unwrap(), None);
        assert_eq!(link(Some("  ")).unwrap(), None);
        let group = "https://t.me/+abc";
        assert_eq!(link(Some(group)).unwrap().as_deref(), Some(group));
        for odd in [
            "http://t.me/x",
            "t.me/x",
            "https://example.org",
            "javascript:1",
        ] {
            assert!(link(Some(odd)).is_err(), "{odd}");
        }
    }

    #[test]
    fn small_groups_are_decided_about_in_time_or_half_way() {
        let start = Timestamp(1_000_000_000);
        assert_eq!(decide_at(0, start, Timestamp(0)), None);
        let before = Some(start.minus(DECISION));
        assert_eq!(decide_at(4, start, Timestamp(0)), before);
        let late = start.minus(TimeDelta::hours(2));
        let half = start.minus(TimeDelta::hours(1));
        assert_eq!(decide_at(4, start, late), Some(half));
    }
}
