//! Picking a day: a month of buttons.

use chrono::{Datelike, Months, NaiveDate};

use super::{
    callback::Callback,
    keyboard::{Button, Keyboard, button},
    texts::Tr,
};
use crate::args;

/// What the buttons of a calendar say: their feature decides what that means.
pub struct Days<'c, C> {
    /// Days outside are shown but say [`Days::none`].
    pub from: NaiveDate,
    /// Last day that can be picked.
    pub until: NaiveDate,
    /// A day was picked.
    pub pick: &'c dyn Fn(NaiveDate) -> C,
    /// Another month is wanted; its first day.
    pub turn: &'c dyn Fn(NaiveDate) -> C,
    /// A button that does nothing: heads, gaps, days that cannot be picked.
    pub none: C,
}

/// The month that `shown` lies in, weeks from Monday.
#[must_use]
pub fn month<C: Callback>(tr: &Tr, shown: NaiveDate, days: &Days<'_, C>) -> Keyboard {
    let first = shown.with_day(1).unwrap_or(shown);
    let next = first + Months::new(1);
    let previous = first - Months::new(1);
    let dead = |label: &str| button(label, &days.none);
    let turn = |label: &str, month: NaiveDate, open: bool| {
        if open {
            button(label, &(days.turn)(month))
        } else {
            dead(" ")
        }
    };
    let title = tr.plain(
        "common-month",
        args![
            month = i64::from(first.month()),
            year = first.year().to_string()
        ],
    );
    let weekday = |number: i64| dead(&tr.plain("common-weekday", args![day = number]));
    let mut cells: Vec<Button> = Vec::new();
    let lead = first.weekday().num_days_from_monday();
    cells.extend((0..lead).map(|_| dead(" ")));
    for day in first.iter_days().take_while(|day| *day < next) {
        let label = day.day().to_string();
        cells.push(if (days.from..=days.until).contains(&day) {
            button(label, &(days.pick)(day))
        } else {
            dead("·")
        });
    }
    while cells.len() % 7 != 0 {
        cells.push(dead(" "));
    }
    Keyboard::new()
        .row([
            turn("‹", previous, first > days.from),
            dead(&title),
            turn("›", next, next <= days.until),
        ])
        .row((1..=7).map(weekday))
        .grid(7, cells)
}
