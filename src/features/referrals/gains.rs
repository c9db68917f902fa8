//! What somebody's links brought in a month: people, and bonuses by what was paid for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, Months, NaiveDate};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

use super::bonuses;
use crate::{
    app::App,
    entity::{
        bonus, booking,
        payment::{self, PayableKind},
        referral,
    },
    features::tours::titles::{self, Titles},
    kernel::{
        ids::{BookingId, TourId, UserId},
        money::{Currency, Money},
        time,
    },
};

/// Months that may be looked back on.
pub const FARTHEST: u32 = 24;

/// What somebody was paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A tour.
    Tour(TourId),
    /// Orders of study help.
    Study,
    /// Hours with support.
    Hours,
}

/// One line of a month.
#[derive(Clone, Debug)]
pub struct Source {
    /// What was paid for.
    pub what: What,
    /// What the tour is called; empty for everything else.
    pub titles: Titles,
    /// How many payments.
    pub payments: u64,
    /// What was earned by them and not taken back, by currency.
    pub earned: Vec<Money>,
}

/// A month.
#[derive(Clone, Debug)]
pub struct Gains {
    /// Its first day.
    pub first: NaiveDate,
    /// How many months ago it was.
    pub back: u32,
    /// How many people came.
    pub came: u64,
    /// How many different people paid.
    pub paid: u64,
    /// By what was paid for, tours first.
    pub sources: Vec<Source>,
}

/// The month so many months ago, as days are counted in `zone`.
///
/// # Errors
/// When the database does not answer.
pub async fn of(app: &App, person: UserId, zone: Tz, back: u32) -> Result<Gains, DbErr> {
    let today = time::local_day(app.clock.now(), zone);
    let this = today.with_day(1).unwrap_or(today);
    let back = back.min(FARTHEST);
    let first = this.checked_sub_months(Months::new(back)).unwrap_or(this);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let (from, until) = (
        time::start_of_day(first, zone),
        time::start_of_day(next, zone),
    );
    let came = referral::Entity::find()
        .filter(referral::Column::ReferrerId.eq(person))
        .filter(referral::Column::TouchedAt.gte(from))
        .filter(referral::Column::TouchedAt.lt(until))
        .count(&app.db)
        .await?;
    let earned = bonus::Entity::find()
        .filter(bonus::Column::UserId.eq(person))
        .filter(bonus::Column::CreatedAt.gte(from))
        .filter(bonus::Column::CreatedAt.lt(until))
        .all(&app.db)
        .await?;
    let payers: BTreeSet<_> = earned.iter().map(|row| row.from_user_id).collect();
    Ok(Gains {
        first,
        back,
        came,
        paid: u64::try_from(payers.len()).unwrap_or(u64::MAX),
        sources: sources(app, &earned).await?,
    })
}

async fn sources(app: &App, earned: &[bonus::Model]) -> Result<Vec<Source>, DbErr> {
    let payments: HashMap<_, _> = payment::Entity::find()
        .filter(payment::Column::Id.is_in(earned.iter().map(|row| row.payment_id)))
        .all(&app.db)
        .await?
        .into_iter()
        .map(|payment| (payment.id, payment))
        .collect();
    let bookings = payments
        .values()
        .filter(|payment| payment.payable_kind == PayableKind::Booking)
        .map(|payment| BookingId(payment.payable_id));
    let tours: HashMap<_, _> = booking::Entity::find()
        .filter(booking::Column::Id.is_in(bookings))
        .all(&app.db)
        .await?
        .into_iter()
        .map(|booking| (booking.id.0, booking.tour_id))
        .collect();
    let mut sums: BTreeMap<What, (u64, BTreeMap<Currency, i64>)> = BTreeMap::new();
    for row in earned {
        let Some(payment) = payments.get(&row.payment_id) else {
            continue;
        };
        let what = match payment.payable_kind {
            PayableKind::Order => What::Study,
            PayableKind::Hour => What::Hours,
            PayableKind::Booking => match tours.get(&payment.payable_id) {
                Some(tour) => What::Tour(*tour),
                None => continue,
            },
        };
        let (count, by_currency) = sums.entry(what).or_default();
        *count += 1;
        let sum = by_currency.entry(row.currency).or_default();
        *sum = sum.saturating_add(bonuses::left_of(row).minor());
    }
    let mut names = titles::of(&app.db, tours.into_values()).await?;
    Ok(sums
        .into_iter()
        .map(|(what, (payments, sums))| Source {
            titles: match what {
                What::Tour(tour) => names.remove(&tour).unwrap_or_default(),
                What::Study | What::Hours => Titles::default(),
            },
            what,
            payments,
            earned: sums
                .into_iter()
                .map(|(currency, minor)| Money::new(minor, currency))
                .collect(),
        })
        .collect())
}
