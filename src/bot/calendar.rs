//! Picking a day: a month of buttons.

use chrono::{Datelike, Months, NaiveDate};

use super::{
    callback::Callback,
    keyboard::{Button, Keyboard, button},
    texts::Tr,
};
use crate::args;

/// The label of a gap: Telegram refuses a button of spaces alone, and this sign is as empty to the eye.
const BLANK: &str = "\u{2800}";

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

/// The month that a day lies in, in words.
#[must_use]
pub fn month_name(tr: &Tr, day: NaiveDate) -> String {
    tr.plain(
        "common-month",
        args![
            month = i64::from(day.month()),
            year = day.year().to_string()
        ],
    )
}

/// The month that `shown` lies in, weeks from Monday.
#[must_use]
pub fn month<C: Callback>(tr: &Tr, shown: NaiveDate, days: &Days<'_, C>) -> Keyboard {
    month_where(tr, shown, days, &|_| true)
}

/// The same with gaps: only days for which `is_open` says yes can be picked.
#[must_use]
pub fn month_where<C: Callback>(
    tr: &Tr,
    shown: NaiveDate,
    days: &Days<'_, C>,
    is_open: &dyn Fn(NaiveDate) -> bool,
) -> Keyboard {
    let first = shown.with_day(1).unwrap_or(shown);
    let next = first + Months::new(1);
    let previous = first - Months::new(1);
    let dead = |label: &str| button(label, &days.none);
    let turn = |label: &str, month: NaiveDate, open: bool| {
        if open {
            button(label, &(days.turn)(month))
        } else {
            dead(BLANK)
        }
    };
    let title = month_name(tr, first);
    let weekday = |number: i64| dead(&tr.plain("common-weekday", args![day = number]));
    let mut cells: Vec<Button> = Vec::new();
    let lead = first.weekday().num_days_from_monday();
    cells.extend((0..lead).map(|_| dead(BLANK)));
    for day in first.iter_days().take_while(|day| *day < next) {
        let label = day.day().to_string();
        cells.push(if (days.from..=days.until).contains(&day) && is_open(day) {
            button(label, &(days.pick)(day))
        } else {
            dead("·")
        });
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(dead(BLANK));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bot::{
            callback::{Malformed, Reader, Writer},
            texts::Texts,
        },
        kernel::lang::Lang,
    };

    #[derive(Clone, Debug, PartialEq)]
    enum Probe {
        Pick(NaiveDate),
        Turn(NaiveDate),
        Nothing,
    }

    impl Callback for Probe {
        const TAG: &'static str = "p1";
        fn write(&self, to: &mut Writer) {
            match self {
                Self::Pick(day) => to.word("pick").int(day.num_days_from_ce().into()),
                Self::Turn(month) => to.word("turn").int(month.num_days_from_ce().into()),
                Self::Nothing => to.word("nop"),
            };
        }
        fn read(_: &str, _: &mut Reader<'_>) -> Result<Self, Malformed> {
            Err(Malformed)
        }
    }

    fn shown(lang: Lang, day: &str) -> Keyboard {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = Days {
            from: date("2026-02-10"),
            until: date("2026-03-05"),
            pick: &Probe::Pick,
            turn: &Probe::Turn,
            none: Probe::Nothing,
        };
        month(&Texts::load().unwrap().lang(lang), date(day), &days)
    }

    #[test]
    fn a_month_is_drawn_with_what_can_be_picked() {
        insta::assert_snapshot!(shown(Lang::Ru, "2026-02-20").drawn(), @r"
        [ ⠀ ] [ Февраль 2026 ] [ › ]
        [ Пн ] [ Вт ] [ Ср ] [ Чт ] [ Пт ] [ Сб ] [ Вс ]
        [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ · ]
        [ · ] [ · ] [ · ] [ · ] [ · ] [ · ] [ · ]
        [ · ] [ 10 ] [ 11 ] [ 12 ] [ 13 ] [ 14 ] [ 15 ]
        [ 16 ] [ 17 ] [ 18 ] [ 19 ] [ 20 ] [ 21 ] [ 22 ]
        [ 23 ] [ 24 ] [ 25 ] [ 26 ] [ 27 ] [ 28 ] [ ⠀ ]
        ");
        insta::assert_snapshot!(shown(Lang::En, "2026-03-20").drawn(), @r"
        [ ‹ ] [ March 2026 ] [ ⠀ ]
        [ Mo ] [ Tu ] [ We ] [ Th ] [ Fr ] [ Sa ] [ Su ]
        [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ 1 ]
        [ 2 ] [ 3 ] [ 4 ] [ 5 ] [ · ] [ · ] [ · ]
        [ · ] [ · ] [ · ] [ · ] [ · ] [ · ] [ · ]
        [ · ] [ · ] [ · ] [ · ] [ · ] [ · ] [ · ]
        [ · ] [ · ] [ · ] [ · ] [ · ] [ · ] [ · ]
        [ · ] [ · ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ] [ ⠀ ]
        ");
        assert!(
            shown(Lang::Uz, "2026-02-20")
                .drawn()
                .contains("Fevral 2026")
        );
    }

    #[test]
    fn a_month_may_have_gaps() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = Days {
            from: date("2026-02-10"),
            until: date("2026-02-14"),
            pick: &Probe::Pick,
            turn: &Probe::Turn,
            none: Probe::Nothing,
        };
        let tr = Texts::load().unwrap().lang(Lang::En);
        let keyboard = month_where(&tr, date("2026-02-01"), &days, &|day| day.day() != 12);
        let drawn = keyboard.drawn();
        assert!(
            drawn.contains("[ · ] [ 10 ] [ 11 ] [ · ] [ 13 ] [ 14 ] [ · ]"),
            "{drawn}"
        );
    }

    #[test]
    fn only_open_days_and_months_answer() {
        let data = format!("{:?}", shown(Lang::Ru, "2026-02-20").markup());
        let days = |from: u32, until: u32| {
            (from..=until).all(|day| {
                let day = NaiveDate::from_ymd_opt(2026, 2, day).unwrap();
                data.contains(&format!("\"{}\"", Probe::Pick(day).encode()))
            })
        };
        assert!(days(10, 28));
        assert!(!days(9, 9));
        // Nothing lies before the tenth, so there is no month to turn back to; March is open.
        let month = |text: &str| Probe::Turn(text.parse().unwrap()).encode();
        assert!(!data.contains(&month("2026-01-01")));
        assert!(data.contains(&month("2026-03-01")));
    }
}
