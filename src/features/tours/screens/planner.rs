//! What those see who plan sessions.

use chrono::NaiveDate;

use crate::{
    args,
    bot::{
        calendar::{self, Days},
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::tour_session,
    features::tours::{
        callbacks::{AgencyCallback, MakerCallback, Part, PlannerCallback, Sketch},
        sessions::MOST_SEATS,
        titles::Titles,
        words,
    },
    kernel::{
        ids::{SessionId, TourId},
        money::{Currency, Money},
    },
};

/// On which day does it begin?
#[must_use]
pub fn day(tr: &Tr, tour: TourId, shown: NaiveDate, span: (NaiveDate, NaiveDate)) -> Screen {
    let days = Days {
        from: span.0,
        until: span.1,
        pick: &|day| PlannerCallback::Picked(tour, day),
        turn: &|month| PlannerCallback::Day(tour, month),
        none: PlannerCallback::Day(tour, shown),
    };
    let keyboard = calendar::month(tr, shown, &days).back(tr, &MakerCallback::Tour(tour));
    Screen::new(tr.html("planner-day", args![])).with(keyboard)
}

/// In which currency?
#[must_use]
pub fn currency(tr: &Tr, tour: TourId, starts_on: NaiveDate) -> Screen {
    let sketch = |currency| Sketch {
        tour,
        starts_on,
        adult: 0,
        child: -1,
        currency,
        seats: 0,
        least: 0,
        names: false,
    };
    let keyboard =
        Keyboard::new()
            .row([Currency::Rub, Currency::Uzs].map(|currency| {
                button(currency.code(), &PlannerCallback::Sketch(sketch(currency)))
            }))
            .back(tr, &PlannerCallback::Day(tour, starts_on));
    let html = tr.html("planner-currency", args![day = words::day(starts_on)]);
    Screen::new(html).with(keyboard)
}

fn question(tr: &Tr, part: Part) -> Screen {
    let id = match part {
        Part::Price => "planner-ask-price",
        Part::Child => "planner-ask-child",
        Part::Seats => {
            let html = tr.html("planner-ask-seats", args![limit = i64::from(MOST_SEATS)]);
            return Screen::new(html);
        }
        Part::Least => "planner-ask-least",
        Part::Chat => "planner-ask-chat",
        Part::Rule => "planner-ask-rule",
    };
    Screen::new(tr.html(id, args![]))
}

/// A part of a session that is not made yet.
#[must_use]
pub fn ask_part(tr: &Tr, sketch: &Sketch, part: Part) -> Screen {
    let keyboard = if sketch.missing().is_none() {
        Keyboard::new().back(tr, &PlannerCallback::Sketch(*sketch))
    } else {
        Keyboard::new().back(tr, &PlannerCallback::Picked(sketch.tour, sketch.starts_on))
    };
    question(tr, part).with(keyboard)
}

/// A part of a session that is there.
#[must_use]
pub fn ask_change(tr: &Tr, session: &tour_session::Model, part: Part) -> Screen {
    question(tr, part).with(Keyboard::new().back(tr, &AgencyCallback::Session(session.id)))
}

/// What was said of a session.
#[must_use]
pub fn sketch(tr: &Tr, sketch: &Sketch, title: &Titles) -> Screen {
    let money = |minor| tr.money(Money::new(minor, sketch.currency));
    let child = if sketch.child < 0 {
        tr.plain("planner-as-adult", args![])
    } else {
        money(sketch.child)
    };
    let html = tr.html(
        "planner-sketch",
        args![
            title = title.of(tr.lang()),
            day = words::day(sketch.starts_on),
            adult = money(sketch.adult),
            child = child,
            seats = i64::from(sketch.seats),
            least = i64::from(sketch.least),
            names = tr.plain(
                if sketch.names {
                    "common-yes"
                } else {
                    "common-no"
                },
                args![]
            ),
        ],
    );
    let label = |id: &str| tr.plain(id, args![]);
    let ask = |part: Part| {
        button(
            label(&format!("planner-part-{}", part.word())),
            &PlannerCallback::Ask(*sketch, part),
        )
    };
    let other = Sketch {
        names: !sketch.names,
        ..*sketch
    };
    let keyboard = Keyboard::new()
        .row([button(
            label("planner-make"),
            &PlannerCallback::Make(*sketch),
        )])
        .row([ask(Part::Price), ask(Part::Child)])
        .row([ask(Part::Seats), ask(Part::Least)])
        .row([
            button(
                label("planner-part-day"),
                &PlannerCallback::Day(sketch.tour, sketch.starts_on),
            ),
            button(
                label(names_label(sketch.names)),
                &PlannerCallback::Sketch(other),
            ),
        ])
        .back(tr, &MakerCallback::Tour(sketch.tour));
    Screen::new(html).with(keyboard)
}

const fn names_label(are_wanted: bool) -> &'static str {
    if are_wanted {
        "planner-names-off"
    } else {
        "planner-names-on"
    }
}

/// Adds what can be changed of a session that is ahead.
#[must_use]
pub fn changes(tr: &Tr, keyboard: Keyboard, session: &tour_session::Model) -> Keyboard {
    let id = session.id;
    let label = |id: &str| tr.plain(id, args![]);
    let parts = Part::ALL.map(|part| {
        button(
            label(&format!("planner-part-{}", part.word())),
            &PlannerCallback::Change(id, part),
        )
    });
    let repeat = (!session.is_private)
        .then(|| button(label("planner-repeat"), &PlannerCallback::Repeat(id)));
    keyboard.grid(2, parts).row(
        [button(
            label(names_label(session.wants_names)),
            &PlannerCallback::Names(id, !session.wants_names),
        )]
        .into_iter()
        .chain(repeat),
    )
}

/// Every how many weeks?
#[must_use]
pub fn every(tr: &Tr, session: SessionId) -> Screen {
    let buttons = [1, 2, 3, 4].map(|weeks| {
        button(
            tr.plain("planner-every-weeks", args![count = weeks]),
            &PlannerCallback::Every(session, weeks),
        )
    });
    let keyboard = Keyboard::new()
        .grid(2, buttons)
        .back(tr, &AgencyCallback::Session(session));
    Screen::new(tr.html("planner-every", args![])).with(keyboard)
}

/// How many times?
#[must_use]
pub fn times(tr: &Tr, session: SessionId, weeks: u32) -> Screen {
    let buttons = [1, 2, 4, 8, 12, 26].map(|times: u32| {
        button(
            times.to_string(),
            &PlannerCallback::Times(session, weeks, times),
        )
    });
    let keyboard = Keyboard::new()
        .grid(3, buttons)
        .back(tr, &PlannerCallback::Repeat(session));
    let html = tr.html("planner-times", args![count = weeks]);
    Screen::new(html).with(keyboard)
}
