//! Looking for an hour, and one's own hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    rules,
    words::{clock, when, zone_name},
};
use crate::{
    args,
    bot::{
        calendar::{self, Days},
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::hour::{Model, Status},
    features::{
        ctx::Ctx,
        hours::callbacks::HoursCallback,
        menu::MenuCallback,
        users::callbacks::{Field, UsersCallback},
    },
    kernel::{
        page::Page,
        time::{self, Timestamp},
    },
};

/// What it is and what it costs.
#[must_use]
pub fn home(cx: &Ctx, next: Option<&Model>) -> Screen {
    let tr = &cx.tr;
    let settings = &cx.app().config.hours;
    let mut html = tr.html("hours-home", args![price = tr.money(settings.price())]);
    let mut keyboard = Keyboard::new();
    if let Some(hour) = next {
        let at = when(tr, hour.starts_at, cx.zone());
        html = html.paragraph(&tr.html("hours-next", args![when = at.as_str()]));
        keyboard = keyboard.row([button(
            tr.plain("hours-open-card", args![]),
            &HoursCallback::Card(hour.id),
        )]);
    }
    let today = time::local_day(cx.app().clock.now(), cx.zone());
    let keyboard = keyboard
        .row([button(
            tr.plain("hours-choose", args![]),
            &HoursCallback::Days(today),
        )])
        .row([button(
            tr.plain("hours-mine", args![]),
            &HoursCallback::Mine(0),
        )])
        .back(tr, &MenuCallback::Home);
    Screen::new(html).with(keyboard)
}

/// The month with the days on which somebody is free, by the client's own calendar.
#[must_use]
pub fn days(cx: &Ctx, shown: NaiveDate, open: &BTreeSet<NaiveDate>) -> Screen {
    let tr = &cx.tr;
    let (Some(from), Some(until)) = (open.first(), open.last()) else {
        let keyboard = Keyboard::new().back(tr, &HoursCallback::Home);
        return Screen::new(tr.html("hours-none", args![])).with(keyboard);
    };
    let shown = shown.clamp(*from, *until);
    let days = Days {
        from: *from,
        until: *until,
        pick: &HoursCallback::Day,
        turn: &HoursCallback::Days,
        none: HoursCallback::Nothing,
    };
    let zone = zone_name(tr, cx.zone());
    let keyboard = calendar::month_where(tr, shown, &days, &|day| open.contains(&day))
        .row([button(
            tr.plain("hours-zone", args![zone = zone.as_str()]),
            &UsersCallback::Edit(Field::Zone),
        )])
        .back(tr, &HoursCallback::Home);
    Screen::new(tr.html("hours-days", args![zone = zone])).with(keyboard)
}

/// The hours of a day. An hour that the clock says twice is told apart by its offset.
#[must_use]
pub fn times(cx: &Ctx, day: NaiveDate, starts: &[Timestamp]) -> Screen {
    let tr = &cx.tr;
    let zone = cx.zone();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for start in starts {
        *seen.entry(clock(*start, zone)).or_default() += 1;
    }
    let rows = starts.iter().map(|start| {
        let mut label = clock(*start, zone);
        if seen.get(&label).is_some_and(|times| *times > 1) {
            let offset = start.utc().with_timezone(&zone).format("%:z");
            label = format!("{label} (UTC{offset})");
        }
        button(label, &HoursCallback::Slot(*start))
    });
    let html = if starts.is_empty() {
        tr.html("hours-day-none", args![])
    } else {
        tr.html(
            "hours-day",
            args![
                day = day.format("%d.%m.%Y").to_string(),
                zone = zone_name(tr, zone)
            ],
        )
    };
    let keyboard = Keyboard::new()
        .grid(3, rows)
        .back(tr, &HoursCallback::Days(day));
    Screen::new(html).with(keyboard)
}

/// An hour before it is kept: when, how much, and the rules.
#[must_use]
pub fn summary(cx: &Ctx, start: Timestamp) -> Screen {
    let tr = &cx.tr;
    let app = cx.app();
    let zone = cx.zone();
    let settings = &app.config.hours;
    let html = tr
        .html(
            "hours-summary",
            args![
                when = when(tr, start, zone),
                zone = zone_name(tr, zone),
                price = tr.money(settings.price()),
                minutes = settings.hold_minutes,
            ],
        )
        .paragraph(&rules(tr, start, zone, app.clock.now(), settings));
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("hours-hold", args![]),
            &HoursCallback::Hold(start),
        )])
        .back(tr, &HoursCallback::Day(time::local_day(start, zone)));
    Screen::new(html).with(keyboard)
}

/// One's own hours.
#[must_use]
pub fn mine(cx: &Ctx, hours: &Page<Model>) -> Screen {
    let tr = &cx.tr;
    let rows = hours.items.iter().map(|hour| {
        button(
            format!(
                "{} {}",
                mark(hour.status),
                when(tr, hour.starts_at, cx.zone())
            ),
            &HoursCallback::Card(hour.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(hours, HoursCallback::Mine)
        .back(tr, &HoursCallback::Home);
    Screen::new(tr.html("hours-mine-title", args![count = hours.total])).with(keyboard)
}

/// The sign of a state in a list.
#[must_use]
pub const fn mark(status: Status) -> &'static str {
    match status {
        Status::Held => "⏳",
        Status::Booked => "📅",
        Status::Live => "🟢",
        Status::Done => "✅",
        Status::MissedByClient | Status::MissedByOperator => "⚠️",
        Status::Cancelled | Status::Expired => "✖️",
    }
}
