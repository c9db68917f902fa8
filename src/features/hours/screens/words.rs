//! Times, places and sums in words.

use chrono::Datelike;
use chrono_tz::Tz;

use crate::{
    args,
    bot::texts::Tr,
    features::{hours::slots::HOUR, users::zones},
    kernel::{
        money::{Currency, Money},
        time::Timestamp,
    },
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

/// `1 500 ₽`: groups of three, and no decimals where there are none.
#[must_use]
pub fn money(tr: &Tr, money: Money) -> String {
    let text = money.to_string();
    let (whole, cents) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let mut grouped = String::with_capacity(whole.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    if cents.bytes().any(|digit| digit != b'0') {
        grouped.push(',');
        grouped.push_str(cents);
    }
    let text = match money.currency() {
        Currency::Rub => "hours-rub",
        Currency::Uzs => "hours-uzs",
    };
    tr.plain(text, args![amount = grouped])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bot::texts::Texts, kernel::lang::Lang};

    #[test]
    fn sums_are_written_as_people_write_them() {
        let tr = Texts::load().unwrap().lang(Lang::Ru);
        let rub = |minor| money(&tr, Money::new(minor, Currency::Rub));
        assert_eq!(rub(0), "0\u{a0}₽");
        assert_eq!(rub(99), "0,99\u{a0}₽");
        assert_eq!(rub(150_000), "1\u{a0}500\u{a0}₽");
        assert_eq!(rub(123_456_789), "1\u{a0}234\u{a0}567,89\u{a0}₽");
    }
}
