//! Kinds of help and the questions of an order.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{name, named, title, wanted};
use crate::{
    args,
    bot::{
        calendar::{self, Days},
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::{attachment, order},
    features::{
        ctx::Ctx,
        menu::MenuCallback,
        study::{
            callbacks::StudyCallback,
            catalog::{Field, Kind, Mode, Price},
            drafts,
        },
    },
    kernel::ids::OrderId,
};

/// Kinds of help; the draft and the orders when there are any.
#[must_use]
pub fn home(cx: &Ctx, draft: Option<&order::Model>, has_orders: bool) -> Screen {
    let tr = &cx.tr;
    let mut keyboard = Keyboard::new();
    if let Some(draft) = draft {
        let label = tr.plain("study-go-on", args![kind = title(cx, &draft.kind)]);
        keyboard = keyboard.row([button(label, &StudyCallback::Draft(draft.id))]);
    }
    if has_orders {
        keyboard = keyboard.row([button(
            tr.plain("study-mine", args![]),
            &StudyCallback::Mine(OrderId(0)),
        )]);
    }
    let kinds = cx
        .site
        .library
        .study
        .kinds()
        .iter()
        .map(|kind| button(named(tr, kind), &StudyCallback::Kind(kind.key.clone())));
    let keyboard = keyboard.grid(1, kinds).back(tr, &MenuCallback::Home);
    Screen::new(tr.html("study-home", args![])).with(keyboard)
}

/// A kind of help.
#[must_use]
pub fn kind(cx: &Ctx, kind: &Kind) -> Screen {
    let tr = &cx.tr;
    let price = match (kind.price, kind.mode) {
        (Price::Fixed(price), _) => tr.html("study-price-fixed", args![price = tr.money(price)]),
        (Price::ByQuote, Mode::Quote) => tr.html("study-price-quote", args![]),
        (Price::ByQuote, Mode::Offers) => tr.html("study-price-offers", args![]),
    };
    let html = tr
        .html(
            "study-kind",
            args![
                title = named(tr, kind),
                description = kind.description.in_lang(tr.lang()).as_str()
            ],
        )
        .paragraph(&price.line(&tr.html(
            "study-kind-terms",
            args![
                days = i64::from(kind.typical_days),
                revisions = i64::from(kind.revisions),
                accept = i64::from(cx.app().config.study.auto_accept_days),
                warranty = i64::from(cx.app().config.study.warranty_days)
            ],
        )));
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("study-begin", args![]),
            &StudyCallback::Begin(kind.key.clone()),
        )])
        .back(tr, &StudyCallback::Home);
    Screen::new(html).with(keyboard)
}

/// A question about a draft.
pub struct Question<'q> {
    /// The draft.
    pub draft: &'q order::Model,
    /// Its kind.
    pub kind: &'q Kind,
    /// What is asked.
    pub field: Field,
    /// Whether the next question follows.
    pub goes_on: bool,
    /// How many files the draft has.
    pub files: usize,
}

impl Question<'_> {
    /// Buttons under it: on, or back to the summary.
    fn ways(&self, cx: &Ctx, keyboard: Keyboard) -> Keyboard {
        let tr = &cx.tr;
        let id = self.draft.id;
        let is_required = self
            .kind
            .fields
            .asked()
            .any(|(field, required)| field == self.field && required);
        let has_files = self.field == Field::Files && self.files > 0;
        let mut keyboard = keyboard;
        if !is_required || has_files {
            let label = if has_files {
                "study-next"
            } else {
                "study-skip"
            };
            keyboard = keyboard.row([button(
                tr.plain(label, args![]),
                &StudyCallback::Skip(id, self.field, self.goes_on),
            )]);
        }
        let to_summary = button(
            tr.plain("study-to-summary", args![]),
            &StudyCallback::Draft(id),
        );
        keyboard.row([to_summary])
    }
}

/// Asks for something that is typed or sent.
#[must_use]
pub fn question(cx: &Ctx, asked: &Question<'_>) -> Screen {
    let tr = &cx.tr;
    let hint = asked
        .kind
        .volume_hint
        .as_ref()
        .map(|hint| hint.in_lang(tr.lang()).clone())
        .unwrap_or_default();
    let files = asked.files;
    let html = tr.html(
        &format!("study-ask-{}", asked.field.word()),
        args![hint = hint, count = files, limit = drafts::FILE_LIMIT],
    );
    let mut keyboard = Keyboard::new();
    if asked.field == Field::Files && asked.files > 0 {
        keyboard = keyboard.row([button(
            tr.plain("study-files", args![count = files]),
            &StudyCallback::Files(asked.draft.id),
        )]);
    }
    Screen::new(html).with(asked.ways(cx, keyboard))
}

/// Asks for the last day by a calendar.
#[must_use]
pub fn deadline(cx: &Ctx, asked: &Question<'_>, today: NaiveDate, shown: NaiveDate) -> Screen {
    let id = asked.draft.id;
    let goes_on = asked.goes_on;
    let from = today + TimeDelta::days(asked.kind.minimum_days.into());
    let days = Days {
        from,
        until: today + TimeDelta::days(365),
        pick: &|day| Choice::Study(StudyCallback::Day(id, day, goes_on)),
        turn: &|month| Choice::Study(StudyCallback::Month(id, month, goes_on)),
        none: Choice::Nothing,
    };
    let shown = std::cmp::max(shown, from);
    let html = cx.tr.html(
        "study-ask-deadline",
        args![day = from.format("%d.%m.%Y").to_string()],
    );
    let keyboard = calendar::month(&cx.tr, shown.with_day(1).unwrap_or(shown), &days);
    Screen::new(html).with(asked.ways(cx, keyboard))
}

/// What the buttons of the calendar say: ours, or nothing.
#[derive(Clone)]
enum Choice {
    Study(StudyCallback),
    Nothing,
}

impl crate::bot::callback::Callback for Choice {
    const TAG: &'static str = StudyCallback::TAG;

    fn write(&self, to: &mut crate::bot::callback::Writer) {
        if let Self::Study(callback) = self {
            callback.write(to);
        }
    }

    fn read(
        action: &str,
        from: &mut crate::bot::callback::Reader<'_>,
    ) -> Result<Self, crate::bot::callback::Malformed> {
        StudyCallback::read(action, from).map(Self::Study)
    }

    fn encode(&self) -> String {
        match self {
            Self::Study(callback) => callback.encode(),
            Self::Nothing => MenuCallback::Nothing.encode(),
        }
    }
}

/// What the draft says so far.
#[must_use]
pub fn summary(cx: &Ctx, draft: &order::Model, kind: &Kind, files: usize) -> Screen {
    let tr = &cx.tr;
    let id = draft.id;
    let mut html = tr.html("study-summary", args![kind = named(tr, kind)]);
    let lines = wanted(tr, draft);
    if !lines.is_empty() {
        html = html.paragraph(&lines);
    }
    if files > 0 {
        html = html.line(&tr.html("study-line-files", args![count = files]));
    }
    if let Some(field) = drafts::missing(kind, draft, files) {
        html = html.paragraph(&tr.html("study-summary-missing", args![name = name(tr, field)]));
    }
    if let Price::Fixed(price) = kind.price {
        html = html.paragraph(&tr.html("study-price-fixed", args![price = tr.money(price)]));
    }
    let fields = kind.fields.asked().map(|(field, _)| {
        let mark = if drafts::is_filled(draft, files, field) {
            "✏️"
        } else {
            "➕"
        };
        button(
            format!("{mark} {}", name(tr, field)),
            &StudyCallback::Ask(id, field, false),
        )
    });
    let mut keyboard = Keyboard::new().grid(2, fields);
    if drafts::missing(kind, draft, files).is_none() {
        keyboard = keyboard.row([button(
            tr.plain("study-submit", args![]),
            &StudyCallback::Submit(id),
        )]);
    }
    let keyboard = keyboard
        .row([button(
            tr.plain("study-discard", args![]),
            &StudyCallback::Discard(id),
        )])
        .back(tr, &StudyCallback::Home);
    Screen::new(html).with(keyboard)
}

/// The question before a draft is thrown away.
#[must_use]
pub fn ask_discard(cx: &Ctx, id: OrderId) -> Screen {
    let keyboard = Keyboard::new().yes_no(
        &cx.tr,
        &StudyCallback::DiscardYes(id),
        &StudyCallback::Draft(id),
    );
    Screen::new(cx.tr.html("study-discard-ask", args![])).with(keyboard)
}

/// Files of the draft.
#[must_use]
pub fn files(cx: &Ctx, id: OrderId, files: &[attachment::Model]) -> Screen {
    let tr = &cx.tr;
    let rows = files.iter().enumerate().map(|(place, file)| {
        let label = file.name.clone().unwrap_or_else(|| {
            tr.plain(
                "study-file",
                args![kind = file.kind.word(), number = place + 1],
            )
        });
        button(format!("✖️ {label}"), &StudyCallback::Detach(id, file.id))
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .back(tr, &StudyCallback::Ask(id, Field::Files, false));
    Screen::new(tr.html("study-files-title", args![count = files.len()])).with(keyboard)
}
