//! What goes back when, as arithmetic.

use chrono::TimeDelta;

use super::slots::HOUR;
use crate::{
    config,
    entity::hour,
    kernel::{
        money::{Money, MoneyError},
        time::Timestamp,
    },
};

/// Who calls an hour off, or stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whoever booked it.
    Client,
    /// Whoever hosts it.
    Operator,
    /// The platform.
    Staff,
}

impl Side {
    /// The word in the audit log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Operator => "operator",
            Self::Staff => "staff",
        }
    }
}

/// Until when calling off costs the client nothing.
#[must_use]
pub fn free_until(starts_at: Timestamp, settings: &config::Hours) -> Timestamp {
    starts_at.minus(TimeDelta::hours(settings.free_cancel_hours.into()))
}

/// When an hour is over.
#[must_use]
pub fn ends_at(hour: &hour::Model) -> Timestamp {
    hour.starts_at.plus(HOUR)
}

/// What is paid and not promised back yet.
#[must_use]
pub fn in_hand(hour: &hour::Model) -> Money {
    Money::new(
        hour.paid_minor.saturating_sub(hour.refunded_minor),
        hour.currency,
    )
}

/// What goes back when `side` calls the hour off now.
///
/// # Errors
/// When the amount does not fit.
pub fn when_called_off(
    hour: &hour::Model,
    side: Side,
    now: Timestamp,
    settings: &config::Hours,
) -> Result<Money, MoneyError> {
    let whole = in_hand(hour);
    match side {
        Side::Operator | Side::Staff => Ok(whole),
        Side::Client if now <= free_until(hour.starts_at, settings) => Ok(whole),
        Side::Client => whole.proportion(settings.late_cancel_refund_percent.into(), 100),
    }
}

/// What goes back when one of the two did not come.
///
/// # Errors
/// When the amount does not fit.
pub fn when_missed(
    hour: &hour::Model,
    by_client: bool,
    settings: &config::Hours,
) -> Result<Money, MoneyError> {
    let whole = in_hand(hour);
    if by_client {
        whole.proportion(settings.missed_refund_percent.into(), 100)
    } else {
        Ok(whole)
    }
}

/// When somebody who has not come has missed the hour: so long after they were told that it begins,
/// and at its end at the latest.
#[must_use]
pub fn missed_at(hour: &hour::Model, settings: &config::Hours) -> Timestamp {
    let told = hour.reminded_at.unwrap_or(hour.starts_at);
    let begun = std::cmp::max(told, hour.starts_at);
    let patience = TimeDelta::minutes(settings.no_show_minutes.into());
    std::cmp::min(begun.plus(patience), ends_at(hour))
}

/// Whether the two were told of the start so late that a missing client is not to blame.
#[must_use]
pub fn was_told_late(hour: &hour::Model, settings: &config::Hours) -> bool {
    let patience = TimeDelta::minutes(settings.no_show_minutes.into());
    hour.reminded_at
        .is_some_and(|told| told > hour.starts_at.plus(patience))
}

/// What the timer shows: sixty, and fewer at a few steps only.
#[must_use]
pub fn step(hour: &hour::Model, now: Timestamp) -> i32 {
    let left = ends_at(hour).since(now);
    if left <= TimeDelta::zero() {
        return 0;
    }
    [5, 15, 30, 45]
        .into_iter()
        .find(|minutes| left <= TimeDelta::minutes((*minutes).into()))
        .unwrap_or(60)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        entity::hour::Status,
        kernel::{
            ids::{HourId, UserId},
            money::Currency,
        },
    };

    pub(in super::super) fn settings() -> config::Hours {
        config::Hours {
            price_minor: 150_000,
            currency: Currency::Rub,
            hold_minutes: 20,
            max_holds: 2,
            book_ahead_days: 14,
            notice_hours: 2,
            no_show_minutes: 15,
            free_cancel_hours: 24,
            late_cancel_refund_percent: 50,
            missed_refund_percent: 0,
        }
    }

    fn paid(paid: i64, refunded: i64) -> hour::Model {
        hour::Model {
            id: HourId(1),
            operator_id: UserId(1),
            client_id: UserId(2),
            starts_at: Timestamp(1_900_000_800_000),
            status: Status::Booked,
            price_minor: paid,
            currency: Currency::Rub,
            bonus_minor: 0,
            paid_minor: paid,
            refunded_minor: refunded,
            hold_until: Timestamp(0),
            reminded_at: None,
            client_came_at: None,
            operator_came_at: None,
            shown_minutes: None,
            ended_at: None,
            created_at: Timestamp(0),
        }
    }

    #[test]
    fn calling_off_is_free_to_the_last_millisecond_of_its_time() {
        let hour = paid(150_001, 0);
        let edge = hour.starts_at.minus(TimeDelta::hours(24));
        let back = |side, now| {
            when_called_off(&hour, side, now, &settings())
                .unwrap()
                .minor()
        };
        assert_eq!(back(Side::Client, edge), 150_001);
        assert_eq!(back(Side::Client, Timestamp(edge.0 + 1)), 75_000);
        assert_eq!(back(Side::Operator, Timestamp(edge.0 + 1)), 150_001);
        assert_eq!(back(Side::Staff, hour.starts_at), 150_001);
    }

    #[test]
    fn whoever_was_told_late_has_longer_and_no_longer_than_the_hour() {
        let mut hour = paid(1, 0);
        let start = hour.starts_at;
        let after = |minutes| start.plus(TimeDelta::minutes(minutes));
        assert_eq!(missed_at(&hour, &settings()), after(15));
        hour.reminded_at = Some(after(-15));
        assert_eq!(missed_at(&hour, &settings()), after(15));
        hour.reminded_at = Some(after(10));
        assert_eq!(missed_at(&hour, &settings()), after(25));
        assert!(!was_told_late(&hour, &settings()));
        hour.reminded_at = Some(after(50));
        assert_eq!(missed_at(&hour, &settings()), after(60));
        assert!(was_told_late(&hour, &settings()));
    }

    #[test]
    fn the_timer_has_few_steps() {
        let hour = paid(1, 0);
        let shown = |minutes: i64| step(&hour, hour.starts_at.plus(TimeDelta::minutes(minutes)));
        assert_eq!(
            [0, 14, 15, 29, 30, 44, 45, 54, 55, 59, 60, 90].map(shown),
            [60, 60, 45, 45, 30, 30, 15, 15, 5, 5, 0, 0]
        );
    }

    proptest! {
        #[test]
        fn never_more_goes_back_than_is_in_hand(
            price in 1..10_000_000_i64, part in 0..=100_i64, minutes in -3_000..3_000_i64,
            late in 0..=100_u32, missed in 0..=100_u32,
        ) {
            let hour = paid(price, price * part / 100);
            let settings = config::Hours { late_cancel_refund_percent: late, missed_refund_percent: missed, ..settings() };
            let now = hour.starts_at.plus(TimeDelta::minutes(minutes));
            let held = in_hand(&hour).minor();
            for side in [Side::Client, Side::Operator, Side::Staff] {
                let back = when_called_off(&hour, side, now, &settings).unwrap().minor();
                prop_assert!((0..=held).contains(&back));
            }
            for by_client in [true, false] {
                let back = when_missed(&hour, by_client, &settings).unwrap().minor();
                prop_assert!((0..=held).contains(&back));
            }
        }
    }
}
