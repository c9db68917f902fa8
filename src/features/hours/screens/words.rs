//! Times, places and sums in words.

use chrono::Datelike;
use chrono_tz::Tz;

use crate::{
    args,
    bot::texts::Tr,
    features::{hours::slots::HOUR, users::zones},
    kernel::time::Timestamp,
};

/// `Вт 01.01.2030, 14:00–15:00`.
#[must_use]
pub fn when(tr: &Tr, start: Timestamp, zone: Tz) -> String {
    let local = start.utc().with_timezone(&zone);
    let weekday = weekday(tr, i64::from(local.weekday().number_from_monday()));
    format!(
        "{weekday} {}, {}–{}",
        local.format("%d.%m.%Y"),
        local.format("%H:%M"),
        clock(start.plus(HOUR), zone)
    )
}

/// `14:00`.
#[must_use]
pub fn clock(at: Timestamp, zone: Tz) -> String {
    at.utc().with_timezone(&zone).format("%H:%M").to_string()
}

/// The short name of a weekday; 1 is Monday.
#[must_use]
pub fn weekday(tr: &Tr, number: i64) -> String {
    tr.plain("common-weekday", args![day = number])
}

/// The city by which people know a zone, or the last part of its name.
#[must_use]
pub fn zone_name(tr: &Tr, zone: Tz) -> String {
    zones::CHOICES
        .iter()
        .find(|choice| choice.zone == zone)
        .map_or_else(
            || {
                let name = zone.name();
                let city = name.rsplit_once('/').map_or(name, |(_, city)| city);
                city.replace('_', " ")
            },
            |choice| choice.city(tr.lang()).to_owned(),
        )
}
