//! An operator's week, days off and coming hours; everybody's hours for staff.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    client::mark,
    words::{weekday, when, zone_name},
};
use crate::{
    args,
    bot::{
        calendar::{self, Days},
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::{hour, hour_window},
    features::{
        ctx::Ctx,
        hours::{callbacks::HoursCallback, reassign::Candidate, schedule::DAYS_OFF_AHEAD, spans},
        staff::callbacks::StaffCallback,
        users::callbacks::{Field, UsersCallback},
    },
    kernel::{ids::HourId, page::Page, permission::Permission, time},
};

/// Windows that are offered at a tap.
const PRESETS: [spans::Span; 3] = [(9 * 60, 18 * 60), (10 * 60, 19 * 60), (18 * 60, 22 * 60)];

/// An operator's own page: the week as it stands.
#[must_use]
pub fn desk(cx: &Ctx, week: &[hour_window::Model], coming: u64) -> Screen {
    let tr = &cx.tr;
    let label = |text: &str| tr.plain(text, args![]);
    let zone = zone_name(tr, cx.zone());
    let mut html = tr.html("hours-desk", args![zone = zone.as_str()]);
    if week.is_empty() {
        html = html.paragraph(&tr.html("hours-desk-empty", args![]));
    }
    let mut lines = Html::default();
    for number in 1..=7_i32 {
        let spans = spans_of(week, number);
        if !spans.is_empty() {
            let line = format!("{}: {}", weekday(tr, number.into()), spans.join(", "));
            lines = lines.line(&Html::escape(&line));
        }
    }
    html = html.paragraph(&lines);
    let weekdays = (1..=7_i32)
        .map(|number| button(weekday(tr, number.into()), &HoursCallback::Weekday(number)));
    let today = time::local_day(cx.app().clock.now(), cx.zone());
    let mut keyboard = Keyboard::new()
        .row([button(
            tr.plain("hours-coming", args![count = coming]),
            &HoursCallback::Coming(0),
        )])
        .grid(7, weekdays)
        .row([button(
            label("hours-days-off"),
            &HoursCallback::DaysOff(today),
        )])
        .row([button(
            tr.plain("hours-zone", args![zone = zone]),
            &UsersCallback::Edit(Field::Zone),
        )]);
    if cx.rights.may(Permission::SeeOrders) {
        keyboard = keyboard.row([button(label("hours-all"), &HoursCallback::All(0))]);
    }
    Screen::new(html).with(keyboard.back(tr, &StaffCallback::Panel))
}

/// A weekday with its windows.
#[must_use]
pub fn day_of_week(cx: &Ctx, number: i32, week: &[hour_window::Model]) -> Screen {
    let tr = &cx.tr;
    let mine: Vec<_> = week.iter().filter(|row| row.weekday == number).collect();
    let text = if mine.is_empty() {
        "hours-weekday-empty"
    } else {
        "hours-weekday"
    };
    let html = tr.html(text, args![day = weekday(tr, number.into())]);
    let remove = mine.iter().map(|row| {
        let span = spans::written((row.from_minute, row.until_minute));
        button(
            format!("🗑 {span}"),
            &HoursCallback::RemoveWindow(number, row.id),
        )
    });
    let presets = PRESETS.iter().map(|span| {
        button(
            format!("＋ {}", spans::written(*span)),
            &HoursCallback::Preset(number, span.0, span.1),
        )
    });
    let mut keyboard = Keyboard::new().grid(1, remove);
    if mine.is_empty() {
        keyboard = keyboard.grid(1, presets);
    }
    let keyboard = keyboard
        .row([button(
            tr.plain("hours-add", args![]),
            &HoursCallback::AddWindows(number),
        )])
        .back(tr, &HoursCallback::Desk);
    Screen::new(html).with(keyboard)
}

/// The question for windows.
#[must_use]
pub fn ask_windows(cx: &Ctx, number: i32) -> Screen {
    let tr = &cx.tr;
    let html = tr.html(
        "hours-ask-windows",
        args![
            day = weekday(tr, number.into()),
            zone = zone_name(tr, cx.zone())
        ],
    );
    Screen::new(html).with(Keyboard::new().back(tr, &HoursCallback::Weekday(number)))
}

/// A month in which days are taken off and given back; `kept` hours are booked on the day that was just
/// taken off.
#[must_use]
pub fn days_off(cx: &Ctx, shown: NaiveDate, off: &BTreeSet<NaiveDate>, kept: usize) -> Screen {
    let tr = &cx.tr;
    let today = time::local_day(cx.app().clock.now(), cx.zone());
    let last = today
        .checked_add_days(chrono::Days::new(DAYS_OFF_AHEAD))
        .unwrap_or(today);
    let shown = shown.clamp(today, last);
    let days = Days {
        from: today,
        until: last,
        pick: &|day| HoursCallback::SetDayOff(day, true),
        turn: &HoursCallback::DaysOff,
        none: HoursCallback::Nothing,
    };
    let mut html = tr.html("hours-days-off-title", args![count = off.len()]);
    if kept > 0 {
        html = html.paragraph(&tr.html("hours-days-off-kept", args![count = kept]));
    }
    let back = off.iter().take(24).map(|day| {
        button(
            format!("🏖 {} ✖️", day.format("%d.%m")),
            &HoursCallback::SetDayOff(*day, false),
        )
    });
    let keyboard = calendar::month_where(tr, shown, &days, &|day| !off.contains(&day))
        .grid(3, back)
        .back(tr, &HoursCallback::Desk);
    Screen::new(html).with(keyboard)
}

/// Coming hours: an operator's own, or everybody's.
#[must_use]
pub fn coming(cx: &Ctx, hours: &Page<hour::Model>, is_all: bool) -> Screen {
    let tr = &cx.tr;
    let rows = hours.items.iter().map(|hour| {
        button(
            format!(
                "{} № {} · {}",
                mark(hour.status),
                hour.id,
                when(tr, hour.starts_at, cx.zone())
            ),
            &HoursCallback::Card(hour.id),
        )
    });
    let text = if is_all {
        "hours-all-title"
    } else {
        "hours-coming-title"
    };
    let turn = if is_all {
        HoursCallback::All
    } else {
        HoursCallback::Coming
    };
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(hours, turn)
        .back(tr, &HoursCallback::Desk);
    Screen::new(tr.html(text, args![count = hours.total])).with(keyboard)
}

/// Who else could take an hour.
#[must_use]
pub fn candidates(cx: &Ctx, hour: &hour::Model, people: &[Candidate]) -> Screen {
    let tr = &cx.tr;
    let id: HourId = hour.id;
    let rows = people.iter().take(30).map(|candidate| {
        let sign = if candidate.is_at_work {
            "🟢"
        } else {
            "⚪️"
        };
        button(
            format!("{sign} {}", candidate.person.full_name()),
            &HoursCallback::ReassignTo(id, candidate.person.id),
        )
    });
    let text = if people.is_empty() {
        "hours-reassign-none"
    } else {
        "hours-reassign-title"
    };
    let html = tr.html(
        text,
        args![
            id = id.to_string(),
            when = when(tr, hour.starts_at, cx.zone())
        ],
    );
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .back(tr, &HoursCallback::Card(id));
    Screen::new(html).with(keyboard)
}

fn spans_of(week: &[hour_window::Model], weekday: i32) -> Vec<String> {
    week.iter()
        .filter(|row| row.weekday == weekday)
        .map(|row| spans::written((row.from_minute, row.until_minute)))
        .collect()
}
