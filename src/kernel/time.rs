//! Instants, time zones and local days.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// An instant: milliseconds since 1970-01-01 UTC.
///
/// An integer in both databases, because text dates compare wrongly on SQLite and Postgres cuts
/// nanoseconds: a value read back is always the value written.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    DeriveValueType,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant as chrono's type; instants beyond chrono's range become the epoch.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// This much later (or earlier, when negative).
    #[must_use]
    pub fn plus(self, delta: TimeDelta) -> Self {
        Self(self.0.saturating_add(delta.num_milliseconds()))
    }

    /// This much earlier.
    #[must_use]
    pub fn minus(self, delta: TimeDelta) -> Self {
        Self(self.0.saturating_sub(delta.num_milliseconds()))
    }

    /// Time from `earlier` until this instant.
    #[must_use]
    pub fn since(self, earlier: Self) -> TimeDelta {
        TimeDelta::milliseconds(self.0.saturating_sub(earlier.0))
    }

    /// Day and time as people read them: `31.12.2026 09:05`, in their zone.
    #[must_use]
    pub fn moment_in(self, zone: Tz) -> String {
        let local = self.utc().with_timezone(&zone);
        local.format("%d.%m.%Y %H:%M").to_string()
    }

    /// The day alone: `31.12.2026`, in their zone.
    #[must_use]
    pub fn day_in(self, zone: Tz) -> String {
        let local = self.utc().with_timezone(&zone);
        local.format("%d.%m.%Y").to_string()
    }

    /// RFC 3339 in UTC, the form of the HTTP API.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc()
            .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
    }

    /// Reads RFC 3339 with any offset; none for anything else.
    #[must_use]
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let instant = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self(instant.timestamp_millis()))
    }
}

/// An instant that may be absent, as clients of the API write it: for `deserialize_with`, beside
/// `default`.
///
/// # Errors
/// For anything but RFC 3339.
pub fn optional_rfc3339<'de, D>(from: D) -> Result<Option<Timestamp>, D::Error>
where
    D: Deserializer<'de>,
{
    let text: Option<String> = Option::deserialize(from)?;
    text.map(|text| {
        Timestamp::from_rfc3339(&text).ok_or_else(|| D::Error::custom("not an instant of RFC 3339"))
    })
    .transpose()
}

/// A span of time, each end of which may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(instant: DateTime<Utc>) -> Self {
        Self(instant.timestamp_millis())
    }
}

/// The instant that an RFC 3339 text names, to the millisecond.
#[must_use]
pub fn instant(text: &str) -> Option<Timestamp> {
    let instant = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Timestamp(instant.timestamp_millis()))
}

/// The zone of an IANA name such as `Asia/Tashkent`; case does not matter.
#[must_use]
pub fn zone(name: &str) -> Option<Tz> {
    let name = name.trim();
    chrono_tz::TZ_VARIANTS
        .into_iter()
        .find(|zone| zone.name().eq_ignore_ascii_case(name))
}

/// The calendar day it is at `instant` for somebody in `zone`.
#[must_use]
pub fn local_day(instant: Timestamp, zone: Tz) -> NaiveDate {
    instant.utc().with_timezone(&zone).date_naive()
}

/// The last millisecond of a day for somebody in `zone`. A midnight that the clocks skip is the first
/// instant after it.
#[must_use]
pub fn end_of_day(day: NaiveDate, zone: Tz) -> Timestamp {
    let next = day + TimeDelta::days(1);
    let midnight = next.and_time(chrono::NaiveTime::MIN);
    let start = (0..=3).find_map(|hours| {
        (midnight + TimeDelta::hours(hours))
            .and_local_timezone(zone)
            .earliest()
    });
    let start = start.map_or_else(|| midnight.and_utc(), |start| start.to_utc());
    Timestamp(start.timestamp_millis() - 1)
}

/// The first millisecond of a day for somebody in `zone`.
#[must_use]
pub fn start_of_day(day: NaiveDate, zone: Tz) -> Timestamp {
    let before = day.pred_opt().unwrap_or(day);
    Timestamp(end_of_day(before, zone).0 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_with_any_offset_and_nothing_else_is() {
        let read = |text| Timestamp::from_rfc3339(text).map(|at| at.rfc3339());
        let noon = Some("2026-11-22T12:00:00.000Z".to_owned());
        assert_eq!(read("2026-11-22T12:00:00Z"), noon);
        assert_eq!(read("2026-11-22T15:00:00+03:00"), noon);
        for text in ["", "2026-11-22", "now", "2026-11-22T12:00:00", "1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_local_day_depends_on_the_zone() {
        let instant = Timestamp::from(
            DateTime::parse_from_rfc3339("2026-11-22T20:30:00Z")
                .unwrap()
                .to_utc(),
        );
        assert_eq!(
            local_day(instant, chrono_tz::Europe::Moscow).to_string(),
            "2026-11-22"
        );
        assert_eq!(
            local_day(instant, chrono_tz::Asia::Tashkent).to_string(),
            "2026-11-23"
        );
    }

    #[test]
    fn a_day_ends_where_its_person_lives_also_when_the_clocks_jump() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let end = |text, zone| end_of_day(day(text), zone).rfc3339();
        assert_eq!(
            end("2026-11-22", chrono_tz::Asia::Tashkent),
            "2026-11-22T18:59:59.999Z"
        );
        // In Beirut the 29th of March 2026 has no midnight: the clocks go from 24:00 to 01:00.
        assert_eq!(
            end("2026-03-28", chrono_tz::Asia::Beirut),
            "2026-03-28T21:59:59.999Z"
        );
    }

    #[test]
    fn zones_are_found_by_name_in_any_case_and_nonsense_is_not() {
        assert_eq!(zone("asia/tashkent"), Some(chrono_tz::Asia::Tashkent));
        assert_eq!(zone(" Europe/Moscow "), Some(chrono_tz::Europe::Moscow));
        assert_eq!(zone("Mars/Olympus"), None);
    }
}
