//! Buttons of hours with support.

use chrono::{Datelike, NaiveDate};

use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    kernel::{
        ids::{HourId, UserId, WindowId},
        time::Timestamp,
    },
};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursCallback {
    /// What it is and what it costs.
    Home,
    /// Days that can be booked, of the month that this day lies in.
    Days(NaiveDate),
    /// Hours of a day.
    Day(NaiveDate),
    /// An hour, before it is kept.
    Slot(Timestamp),
    /// Keep it.
    Hold(Timestamp),
    /// One's own hours, this page.
    Mine(u32),
    /// An hour.
    Card(HourId),
    /// Ask before it is called off.
    Cancel(HourId),
    /// Call it off; so much was shown to go back.
    CancelYes(HourId, i64),
    /// Come to it.
    Enter(HourId),
    /// An operator's own page.
    Desk,
    /// An operator's weekday.
    Weekday(i32),
    /// Type windows of a weekday.
    AddWindows(i32),
    /// Add this window to a weekday: from, until.
    Preset(i32, i32, i32),
    /// Remove a window of a weekday.
    RemoveWindow(i32, WindowId),
    /// Days off, of the month that this day lies in.
    DaysOff(NaiveDate),
    /// Take a day off, or give it back.
    SetDayOff(NaiveDate, bool),
    /// An operator's coming hours, this page.
    Coming(u32),
    /// Everybody's coming hours, this page.
    All(u32),
    /// Who else could take an hour.
    Reassign(HourId),
    /// Give it to them.
    ReassignTo(HourId, UserId),
    /// A button that is only there to be seen.
    Nothing,
}

impl HoursCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let hour = HourId(i64::MAX);
        let day = NaiveDate::MAX;
        let start = Timestamp(i64::MAX / HOUR_MS * HOUR_MS);
        vec![
            Self::Home,
            Self::Days(day),
            Self::Day(day),
            Self::Slot(start),
            Self::Hold(start),
            Self::Mine(u32::MAX),
            Self::Card(hour),
            Self::Cancel(hour),
            Self::CancelYes(hour, i64::MAX),
            Self::Enter(hour),
            Self::Desk,
            Self::Weekday(7),
            Self::AddWindows(7),
            Self::Preset(7, 1439, 1440),
            Self::RemoveWindow(7, WindowId(i64::MAX)),
            Self::DaysOff(day),
            Self::SetDayOff(day, true),
            Self::SetDayOff(day, false),
            Self::Coming(u32::MAX),
            Self::All(u32::MAX),
            Self::Reassign(hour),
            Self::ReassignTo(hour, UserId(i64::MAX)),
            Self::Nothing,
        ]
    }
}

/// Slots begin at full hours, and stand in buttons as the number of the hour.
const HOUR_MS: i64 = 3_600_000;

impl Callback for HoursCallback {
    const TAG: &'static str = "h1";

    fn write(&self, to: &mut Writer) {
        let day = |day: &NaiveDate| i64::from(day.num_days_from_ce());
        match self {
            Self::Home => to.word("home"),
            Self::Days(month) => to.word("days").int(day(month)),
            Self::Day(date) => to.word("day").int(day(date)),
            Self::Slot(start) => to.word("slot").int(start.0.div_euclid(HOUR_MS)),
            Self::Hold(start) => to.word("hold").int(start.0.div_euclid(HOUR_MS)),
            Self::Mine(page) => to.word("mine").int((*page).into()),
            Self::Card(hour) => to.word("card").int(hour.0),
            Self::Cancel(hour) => to.word("off").int(hour.0),
            Self::CancelYes(hour, refund) => to.word("off-yes").int(hour.0).int(*refund),
            Self::Enter(hour) => to.word("in").int(hour.0),
            Self::Desk => to.word("desk"),
            Self::Weekday(weekday) => to.word("wd").int((*weekday).into()),
            Self::AddWindows(weekday) => to.word("add").int((*weekday).into()),
            Self::Preset(weekday, from, until) => to
                .word("set")
                .int((*weekday).into())
                .int((*from).into())
                .int((*until).into()),
            Self::RemoveWindow(weekday, window) => {
                to.word("del").int((*weekday).into()).int(window.0)
            }
            Self::DaysOff(month) => to.word("rest").int(day(month)),
            Self::SetDayOff(date, is_off) => to
                .word(if *is_off { "rest-on" } else { "rest-off" })
                .int(day(date)),
            Self::Coming(page) => to.word("next").int((*page).into()),
            Self::All(page) => to.word("all").int((*page).into()),
            Self::Reassign(hour) => to.word("move").int(hour.0),
            Self::ReassignTo(hour, user) => to.word("move-to").int(hour.0).int(user.0),
            Self::Nothing => to.word("nop"),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let hour = |from: &mut Reader<'_>| from.int().map(HourId);
        let start = |from: &mut Reader<'_>| {
            let number: i64 = from.int()?;
            number.checked_mul(HOUR_MS).map(Timestamp).ok_or(Malformed)
        };
        let day = |from: &mut Reader<'_>| {
            NaiveDate::from_num_days_from_ce_opt(from.int()?).ok_or(Malformed)
        };
        Ok(match action {
            "home" => Self::Home,
            "days" => Self::Days(day(from)?),
            "day" => Self::Day(day(from)?),
            "slot" => Self::Slot(start(from)?),
            "hold" => Self::Hold(start(from)?),
            "mine" => Self::Mine(from.int()?),
            "card" => Self::Card(hour(from)?),
            "off" => Self::Cancel(hour(from)?),
            "off-yes" => Self::CancelYes(hour(from)?, from.int()?),
            "in" => Self::Enter(hour(from)?),
            "desk" => Self::Desk,
            "wd" => Self::Weekday(from.int()?),
            "add" => Self::AddWindows(from.int()?),
            "set" => Self::Preset(from.int()?, from.int()?, from.int()?),
            "del" => Self::RemoveWindow(from.int()?, WindowId(from.int()?)),
            "rest" => Self::DaysOff(day(from)?),
            "rest-on" => Self::SetDayOff(day(from)?, true),
            "rest-off" => Self::SetDayOff(day(from)?, false),
            "next" => Self::Coming(from.int()?),
            "all" => Self::All(from.int()?),
            "move" => Self::Reassign(hour(from)?),
            "nop" => Self::Nothing,
            "move-to" => Self::ReassignTo(hour(from)?, UserId(from.int()?)),
            _ => return Err(Malformed),
        })
    }
}
