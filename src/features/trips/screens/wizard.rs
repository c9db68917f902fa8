//! The questions of a request.

use chrono::{Days, NaiveDate};

use super::wanted;
use crate::{
    args,
    bot::{
        calendar,
        keyboard::{Button, Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::trip,
    features::{
        ctx::Ctx,
        menu::MenuCallback,
        tours::pricing::Party,
        trips::{
            callbacks::{At, TripsCallback},
            drafts::{FARTHEST, MOST_DAYS, PLACE_LIMIT, Step, WISHES_LIMIT},
        },
    },
    kernel::money::Currency,
};

/// Lengths to choose from.
const LENGTHS: [i32; 8] = [1, 2, 3, 4, 5, 7, 10, 14];
/// Days that may be earlier or later.
const FLEXIBLE: [i32; 4] = [0, 1, 3, 7];

/// A sign before what is chosen.
fn mark(is_chosen: bool, label: &str) -> String {
    if is_chosen {
        format!("✓ {label}")
    } else {
        label.to_owned()
    }
}

/// The way to the question before, or to the summary.
fn back(keyboard: Keyboard, tr: &Tr, at: At, step: Step) -> Keyboard {
    if !at.goes_on {
        return keyboard.back(tr, &TripsCallback::Summary(at.trip));
    }
    let before = Step::ALL.into_iter().take_while(|one| *one != step).last();
    match before {
        Some(before) => keyboard.back(tr, &TripsCallback::Ask(at, before)),
        None => keyboard.back(tr, &TripsCallback::Mine(0)),
    }
}

fn next(tr: &Tr, at: At, step: Step) -> Button {
    button(
        tr.plain("bookings-next", args![]),
        &TripsCallback::Next(at, step),
    )
}

fn has(keys: &str, key: &str) -> bool {
    keys.split_whitespace().any(|one| one == key)
}

/// Where to?
#[must_use]
pub fn place(cx: &Ctx, draft: &trip::Model, at: At) -> Screen {
    let tr = &cx.tr;
    let cities = cx.site.library.tours.cities.iter().map(|city| {
        let label = format!("{} {}", city.emoji, city.title.in_lang(tr.lang()));
        button(
            mark(has(&draft.cities, &city.key), &label),
            &TripsCallback::City(at, city.key.clone()),
        )
    });
    let mut html = tr.html("trips-ask-place", args![limit = PLACE_LIMIT]);
    if !draft.place.is_empty() {
        html = html.paragraph(&tr.html("trips-place", args![text = draft.place.as_str()]));
    }
    let is_answered = !draft.cities.is_empty() || !draft.place.is_empty();
    let keyboard = Keyboard::new()
        .grid(2, cities)
        .row(is_answered.then(|| next(tr, at, Step::Place)));
    Screen::new(html).with(back(keyboard, tr, at, Step::Place))
}

/// When?
#[must_use]
pub fn when(tr: &Tr, draft: &trip::Model, at: At, today: NaiveDate, month: NaiveDate) -> Screen {
    let mut html = tr.html("trips-ask-when", args![]);
    if draft.starts_on.is_some() {
        html = html.paragraph(&tr.html("trips-when", args![when = super::when(tr, draft)]));
    }
    let pick = |day: NaiveDate| TripsCallback::Day(at, day);
    let turn = |month: NaiveDate| TripsCallback::Turn(at, month);
    let from = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let days = calendar::Days {
        from,
        until: today.checked_add_days(FARTHEST).unwrap_or(today),
        pick: &pick,
        turn: &turn,
        none: TripsCallback::Turn(at, month),
    };
    let mut keyboard = calendar::month(tr, month, &days).row([button(
        tr.plain(
            "trips-whole-month",
            args![month = calendar::month_name(tr, month)],
        ),
        &TripsCallback::Month(at, month),
    )]);
    if draft.starts_on.is_some() && !draft.is_month {
        keyboard = keyboard.row(FLEXIBLE.map(|days| {
            let label = tr.plain("trips-flexible", args![days = i64::from(days)]);
            button(
                mark(draft.flexible_days == days, &label),
                &TripsCallback::Flexible(at, days),
            )
        }));
    }
    if draft.starts_on.is_some() {
        keyboard = keyboard.row([next(tr, at, Step::When)]);
    }
    Screen::new(html).with(back(keyboard, tr, at, Step::When))
}

/// For how long?
#[must_use]
pub fn days(tr: &Tr, draft: &trip::Model, at: At) -> Screen {
    let lengths = LENGTHS.map(|days| {
        button(
            mark(draft.days == Some(days), &days.to_string()),
            &TripsCallback::Days(at, days),
        )
    });
    let keyboard = Keyboard::new().grid(4, lengths);
    Screen::new(tr.html("trips-ask-days", args![most = i64::from(MOST_DAYS)])).with(back(
        keyboard,
        tr,
        at,
        Step::Days,
    ))
}

/// Who comes?
#[must_use]
pub fn party(tr: &Tr, draft: &trip::Model, at: At, most: i32) -> Screen {
    let chosen = Party {
        adults: draft.adults,
        children: draft.children,
    };
    let to = |adults: i32, children: i32| {
        let wanted = Party { adults, children };
        let party = if wanted.is_sound(most) {
            wanted
        } else {
            chosen
        };
        TripsCallback::Party(at, party)
    };
    let (adults, children) = (chosen.adults, chosen.children);
    let keyboard = Keyboard::new()
        .counter(
            tr.plain("bookings-count-adults", args![count = i64::from(adults)]),
            (&to(adults - 1, children), &to(adults + 1, children)),
            &MenuCallback::Nothing,
        )
        .counter(
            tr.plain(
                "bookings-count-children",
                args![count = i64::from(children)],
            ),
            (&to(adults, children - 1), &to(adults, children + 1)),
            &MenuCallback::Nothing,
        )
        .row([next(tr, at, Step::Party)]);
    Screen::new(tr.html("trips-ask-party", args![])).with(back(keyboard, tr, at, Step::Party))
}

/// What may it cost?
#[must_use]
pub fn budget(tr: &Tr, draft: &trip::Model, at: At) -> Screen {
    let currencies = [Currency::Rub, Currency::Uzs].map(|currency| {
        let label = match currency {
            Currency::Rub => "trips-currency-rub",
            Currency::Uzs => "trips-currency-uzs",
        };
        button(
            mark(draft.currency == currency, &tr.plain(label, args![])),
            &TripsCallback::Currency(at, currency),
        )
    });
    let mut html = tr.html("trips-ask-budget", args![]);
    if let Some(budget) = draft.budget() {
        html = html.paragraph(&tr.html("trips-budget", args![sum = tr.money(budget)]));
    }
    let keyboard = Keyboard::new()
        .row(currencies)
        .row([button(
            tr.plain("trips-any-budget", args![]),
            &TripsCallback::Without(at, Step::Budget),
        )])
        .row(draft.budget().map(|_| next(tr, at, Step::Budget)));
    Screen::new(html).with(back(keyboard, tr, at, Step::Budget))
}

/// By which transport?
#[must_use]
pub fn transport(cx: &Ctx, draft: &trip::Model, at: At) -> Screen {
    let tr = &cx.tr;
    let transports = cx.site.library.tours.transports.iter().map(|one| {
        let label = format!("{} {}", one.emoji, one.title.in_lang(tr.lang()));
        button(
            mark(has(&draft.transports, &one.key), &label),
            &TripsCallback::Transport(at, one.key.clone()),
        )
    });
    let keyboard = Keyboard::new()
        .grid(2, transports)
        .row([next(tr, at, Step::Transport)]);
    Screen::new(tr.html("trips-ask-transport", args![])).with(back(
        keyboard,
        tr,
        at,
        Step::Transport,
    ))
}

/// What else?
#[must_use]
pub fn wishes(tr: &Tr, draft: &trip::Model, at: At) -> Screen {
    let mut html = tr.html("trips-ask-wishes", args![limit = WISHES_LIMIT]);
    if !draft.wishes.is_empty() {
        html = html.paragraph(&tr.html("trips-wishes", args![text = draft.wishes.as_str()]));
    }
    let mut keyboard = Keyboard::new().row([button(
        tr.plain("trips-no-wishes", args![]),
        &TripsCallback::Without(at, Step::Wishes),
    )]);
    if !draft.wishes.is_empty() {
        keyboard = keyboard.row([next(tr, at, Step::Wishes)]);
    }
    Screen::new(html).with(back(keyboard, tr, at, Step::Wishes))
}

/// What the draft says so far, with a button for each answer.
#[must_use]
pub fn summary(cx: &Ctx, draft: &trip::Model) -> Screen {
    let tr = &cx.tr;
    let at = At {
        trip: draft.id,
        goes_on: false,
    };
    let html = tr
        .html("trips-summary", args![])
        .paragraph(&wanted(tr, &cx.site.library.tours, draft))
        .paragraph(&tr.html(
            "trips-summary-next",
            args![days = cx.app().config.tours.trip_request_days],
        ));
    let edits = Step::ALL.map(|step| {
        let label = match step {
            Step::Place => "trips-edit-place",
            Step::When => "trips-edit-when",
            Step::Days => "trips-edit-days",
            Step::Party => "trips-edit-party",
            Step::Budget => "trips-edit-budget",
            Step::Transport => "trips-edit-transport",
            Step::Wishes => "trips-edit-wishes",
        };
        button(tr.plain(label, args![]), &TripsCallback::Ask(at, step))
    });
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("trips-submit", args![]),
            &TripsCallback::Submit(draft.id),
        )])
        .grid(2, edits)
        .back(tr, &TripsCallback::Mine(0));
    Screen::new(html).with(keyboard)
}
