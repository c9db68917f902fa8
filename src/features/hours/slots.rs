//! Which hours can be booked: arithmetic over a week, a zone and a clock, and nothing else.
//!
//! A slot is a full hour UTC, so two slots of one operator are the same or do not overlap. It is offered
//! when every instant of it lies in some window of the operator's week *by the wall clock there*: what
//! summer time leaves out or says twice, and zones that are half an hour beside the others, need no
//! rule of their own.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;

use crate::kernel::time::Timestamp;

/// How long an hour is.
pub const HOUR: TimeDelta = TimeDelta::hours(1);
const HOUR_MS: i64 = 3_600_000;
/// Clocks are changed at quarters of an hour UTC, nowhere between them.
const QUARTER_MS: i64 = 900_000;
const MINUTE_MS: i64 = 60_000;

/// One window of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// 1 is Monday.
    pub weekday: i32,
    /// Minutes from midnight, by the wall clock.
    pub from: i32,
    /// As `from`, and not in the window any more; at most 1440.
    pub until: i32,
}

/// When somebody works.
#[derive(Clone, Debug)]
pub struct Week {
    /// Windows, in any order; they may touch and overlap.
    pub windows: Vec<Window>,
    /// Days without any.
    pub days_off: BTreeSet<NaiveDate>,
    /// Where they are.
    pub zone: Tz,
}

impl Week {
    /// How many minutes of work lie ahead at this instant, in one window; none outside of all.
    fn open_for(&self, at: Timestamp) -> Option<i64> {
        let local = at.utc().with_timezone(&self.zone);
        let day = local.date_naive();
        if self.days_off.contains(&day) {
            return None;
        }
        let weekday = i64::from(day.weekday().number_from_monday());
        let minute = i64::from(local.hour()) * 60 + i64::from(local.minute());
        self.windows
            .iter()
            .filter(|window| i64::from(window.weekday) == weekday)
            .filter(|window| (i64::from(window.from)..i64::from(window.until)).contains(&minute))
            .map(|window| i64::from(window.until) - minute)
            .max()
    }

    /// Whether the hour from `start` on lies in the windows from its first instant to its last.
    #[must_use]
    pub fn covers(&self, start: Timestamp) -> bool {
        let end = start.plus(HOUR);
        let mut at = start;
        while at < end {
            let Some(left) = self.open_for(at) else {
                return false;
            };
            let to_quarter = QUARTER_MS - at.0.rem_euclid(QUARTER_MS);
            at = Timestamp(at.0 + std::cmp::min(left * MINUTE_MS, to_quarter));
        }
        true
    }
}

/// The first and the last start that are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// Not before.
    pub first: Timestamp,
    /// Not after.
    pub last: Timestamp,
}

impl Horizon {
    /// What is in the future, not sooner than `notice`, at most `days` ahead.
    #[must_use]
    pub fn new(now: Timestamp, notice: TimeDelta, days: u32) -> Self {
        let next = now.plus(TimeDelta::milliseconds(1));
        Self {
            first: std::cmp::max(now.plus(notice), next),
            last: now.plus(TimeDelta::days(days.into())),
        }
    }

    /// Whether a start lies in it.
    #[must_use]
    pub fn contains(&self, start: Timestamp) -> bool {
        (self.first..=self.last).contains(&start)
    }
}

/// Whether an instant is a full hour UTC.
#[must_use]
pub const fn is_full_hour(at: Timestamp) -> bool {
    at.0.rem_euclid(HOUR_MS) == 0
}

/// The starts that can be booked, earliest first.
#[must_use]
pub fn slots(week: &Week, taken: &BTreeSet<Timestamp>, horizon: Horizon) -> Vec<Timestamp> {
    let mut found = Vec::new();
    if week.windows.is_empty() {
        return found;
    }
    let beyond = (-horizon.first.0).rem_euclid(HOUR_MS);
    let mut start = Timestamp(horizon.first.0 + beyond);
    while start <= horizon.last {
        if !taken.contains(&start) && week.covers(start) {
            found.push(start);
        }
        start = start.plus(HOUR);
    }
    found
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from(DateTime::parse_from_rfc3339(text).unwrap().to_utc())
    }

    fn week(zone: Tz, windows: &[(i32, i32, i32)]) -> Week {
        let windows = windows.iter().map(|(weekday, from, until)| Window {
            weekday: *weekday,
            from: *from,
            until: *until,
        });
        Week {
            windows: windows.collect(),
            days_off: BTreeSet::new(),
            zone,
        }
    }

    /// Starts of one UTC day, as hours.
    fn hours_of(week: &Week, from: &str, until: &str) -> Vec<String> {
        let horizon = Horizon {
            first: at(from),
            last: at(until),
        };
        slots(week, &BTreeSet::new(), horizon)
            .into_iter()
            .map(|start| start.utc().format("%d %H:%M").to_string())
            .collect()
    }

    #[test]
    fn a_window_gives_the_full_hours_that_lie_wholly_in_it() {
        // Tashkent is five hours ahead; 1 January 2030 is a Tuesday.
        let tashkent = week(Tz::Asia__Tashkent, &[(2, 9 * 60 + 30, 13 * 60)]);
        assert_eq!(
            hours_of(&tashkent, "2030-01-01T00:00:00Z", "2030-01-01T23:00:00Z"),
            ["01 05:00", "01 06:00", "01 07:00"]
        );
    }

    #[test]
    fn zones_beside_the_full_hour_lose_the_edges_only() {
        // Kathmandu is 5:45 ahead: 09:00 there is 03:15 UTC.
        let kathmandu = week(Tz::Asia__Kathmandu, &[(2, 9 * 60, 12 * 60)]);
        assert_eq!(
            hours_of(&kathmandu, "2030-01-01T00:00:00Z", "2030-01-01T23:00:00Z"),
            ["01 04:00", "01 05:00"]
        );
        // Windows that touch are one, also over midnight.
        let kolkata = week(Tz::Asia__Kolkata, &[(2, 22 * 60, 1440), (3, 0, 120)]);
        assert_eq!(
            hours_of(&kolkata, "2030-01-01T00:00:00Z", "2030-01-01T23:00:00Z"),
            ["01 17:00", "01 18:00", "01 19:00"]
        );
    }

    #[test]
    fn an_hour_that_summer_time_leaves_out_is_not_offered_and_one_that_comes_twice_is_twice() {
        // Berlin, 31 March 2030: 02:00 becomes 03:00. The window 01:00–04:00 has two hours left.
        let berlin = week(Tz::Europe__Berlin, &[(7, 60, 240)]);
        assert_eq!(
            hours_of(&berlin, "2030-03-30T12:00:00Z", "2030-03-31T12:00:00Z"),
            ["31 00:00", "31 01:00"]
        );
        // 27 October: 03:00 becomes 02:00. The same window has four.
        assert_eq!(
            hours_of(&berlin, "2030-10-26T12:00:00Z", "2030-10-27T12:00:00Z"),
            ["26 23:00", "27 00:00", "27 01:00", "27 02:00"]
        );
        // A window that begins within what is said twice: the second telling leaves it at 03:00 only.
        let late = week(Tz::Europe__Berlin, &[(7, 150, 240)]);
        assert_eq!(
            hours_of(&late, "2030-10-26T12:00:00Z", "2030-10-27T12:00:00Z"),
            ["27 02:00"]
        );
    }

    #[test]
    fn days_off_and_taken_hours_are_left_out() {
        let mut moscow = week(Tz::Europe__Moscow, &[(2, 540, 720), (3, 540, 600)]);
        moscow.days_off.insert("2030-01-02".parse().unwrap());
        let horizon = Horizon {
            first: at("2030-01-01T00:00:00Z"),
            last: at("2030-01-03T00:00:00Z"),
        };
        let taken = BTreeSet::from([at("2030-01-01T07:00:00Z")]);
        assert_eq!(
            slots(&moscow, &taken, horizon),
            [at("2030-01-01T06:00:00Z"), at("2030-01-01T08:00:00Z")]
        );
    }

    #[test]
    fn the_horizon_is_the_future_after_the_notice() {
        let now = at("2030-01-01T09:00:00Z");
        let none = Horizon::new(now, TimeDelta::zero(), 14);
        assert!(!none.contains(now), "what begins now is no future");
        let two = Horizon::new(now, TimeDelta::hours(2), 14);
        assert!(!two.contains(at("2030-01-01T10:59:59Z")));
        assert!(two.contains(at("2030-01-01T11:00:00Z")));
        assert!(two.contains(at("2030-01-15T09:00:00Z")));
        assert!(!two.contains(at("2030-01-15T09:00:01Z")));
    }

    fn zones() -> impl Strategy<Value = Tz> {
        let odd = prop::sample::select(vec![
            Tz::Asia__Kathmandu,
            Tz::Asia__Kolkata,
            Tz::Australia__Lord_Howe,
            Tz::Pacific__Chatham,
            Tz::America__St_Johns,
            Tz::America__New_York,
            Tz::Europe__Berlin,
            Tz::Africa__Casablanca,
            Tz::America__Santiago,
        ]);
        let any = (0..chrono_tz::TZ_VARIANTS.len()).prop_map(|index| chrono_tz::TZ_VARIANTS[index]);
        prop_oneof![odd, any]
    }

    fn windows() -> impl Strategy<Value = Vec<Window>> {
        let window =
            (1..=7_i32, 0..1440_i32, 1..=720_i32).prop_map(|(weekday, from, length)| Window {
                weekday,
                from,
                until: std::cmp::min(from + length, 1440),
            });
        prop::collection::vec(window, 1..10)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Against the slow truth: an hour is offered exactly when all of its sixty minutes are in a
        /// window by the wall clock. From 2025 on, whatever zone, over every change of its clock.
        #[test]
        fn slots_are_the_full_hours_whose_every_minute_is_in_a_window(
            zone in zones(),
            windows in windows(),
            day in 0..4_000_i64,
            offset in 0..86_400_000_i64,
            days_off in prop::collection::btree_set(0..10_i64, 0..3),
            taken in prop::collection::btree_set(0..240_i64, 0..40),
        ) {
            let first = Timestamp(1_735_689_600_000 + day * 86_400_000 + offset);
            let horizon = Horizon { first, last: first.plus(TimeDelta::days(9)) };
            let today = first.utc().with_timezone(&zone).date_naive();
            let week = Week {
                windows,
                days_off: days_off.into_iter().map(|days| today + TimeDelta::days(days)).collect(),
                zone,
            };
            let base = first.0.div_euclid(HOUR_MS);
            let taken: BTreeSet<_> = taken.into_iter().map(|hour| Timestamp((base + hour) * HOUR_MS)).collect();
            let found = slots(&week, &taken, horizon);
            let is_open = |minute: i64| week.open_for(Timestamp(minute * MINUTE_MS)).is_some();
            let mut expected = Vec::new();
            for hour in base..base + 24 * 9 + 2 {
                let start = Timestamp(hour * HOUR_MS);
                if horizon.contains(start)
                    && !taken.contains(&start)
                    && (hour * 60..hour * 60 + 60).all(is_open)
                {
                    expected.push(start);
                }
            }
            prop_assert_eq!(&found, &expected);
            for pair in found.windows(2) {
                prop_assert!(pair[1].since(pair[0]) >= HOUR, "two hours overlap");
            }
            prop_assert!(found.iter().all(|start| is_full_hour(*start)));
        }
    }
}
