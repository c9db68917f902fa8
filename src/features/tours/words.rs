//! Days, parties, parameters and sums of tours in words.

use chrono::NaiveDate;
use serde_json::Value;

use super::catalog::{Answer, Catalog, Param};
use crate::{
    args,
    bot::{html::Html, texts::Tr},
    entity::tour_session,
    kernel::{
        money::{Currency, Money},
        refund_rule::RefundRule,
        time::Timestamp,
    },
};

/// `12.03.2030`, or `12.03 – 14.03.2030`.
#[must_use]
pub fn days(session: &tour_session::Model) -> String {
    span(session.starts_on, session.ends_on)
}

/// The same for any two days.
#[must_use]
pub fn span(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        day(first)
    } else {
        format!("{} – {}", first.format("%d.%m"), day(last))
    }
}

/// `12.03.2030`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// What goes back when, as a list; none when nothing ever does.
#[must_use]
pub fn rule(tr: &Tr, rule: &RefundRule) -> Html {
    let steps = rule.steps();
    if steps.iter().all(|step| step.percent == 0) {
        return tr.html("tours-rule-none", args![]);
    }
    let mut html = tr.html("tours-rule", args![]);
    for step in steps.iter().filter(|step| step.percent > 0) {
        html = html.line(&tr.html(
            "tours-rule-step",
            args![days = step.days, percent = step.percent],
        ));
    }
    html.line(&tr.html("tours-rule-later", args![]))
}

/// How long it is until then, in minutes, rounded up; nought when it is over.
#[must_use]
pub fn minutes_left(now: Timestamp, until: Timestamp) -> i64 {
    let left = until.0.saturating_sub(now.0);
    left.max(0).saturating_add(59_999) / 60_000
}

/// `3 ч 20 мин`: how long it is until then.
#[must_use]
pub fn left(tr: &Tr, until: Option<Timestamp>, now: Timestamp) -> String {
    let minutes = until.map_or(0, |until| minutes_left(now, until));
    tr.plain(
        "bookings-left",
        args![hours = minutes / 60, minutes = minutes % 60],
    )
}

/// `2 взрослых, 1 ребёнок`.
#[must_use]
pub fn party(tr: &Tr, adults: i32, children: i32) -> String {
    let grown = tr.plain("bookings-adults", args![count = i64::from(adults)]);
    if children == 0 {
        return grown;
    }
    let small = tr.plain("bookings-children", args![count = i64::from(children)]);
    format!("{grown}, {small}")
}

/// Stars in words, where there are reviews: their sum, and how many.
#[must_use]
pub fn rating(tr: &Tr, sum: i64, count: i64) -> Option<String> {
    (count > 0).then(|| {
        let tenths = (sum * 20 + count) / (count * 2);
        tr.plain(
            "tours-rating",
            args![stars = tr.tenths(tenths), count = count],
        )
    })
}

/// Means of transport with their signs; empty when there is none.
#[must_use]
pub fn transports(tr: &Tr, catalog: &Catalog, keys: &str) -> String {
    let names: Vec<_> = keys
        .split_whitespace()
        .filter_map(|key| catalog.transport(key))
        .map(|one| format!("{} {}", one.emoji, one.title.in_lang(tr.lang())))
        .collect();
    names.join(", ")
}

/// The answer to a parameter of a tour's type; none for one that does not fit it.
#[must_use]
pub fn answer(tr: &Tr, param: &Param, value: &Value) -> Option<String> {
    match (&param.is, value) {
        (Answer::Number { .. }, Value::Number(number)) => Some(number.to_string()),
        (Answer::Choice { options }, Value::String(key)) => options
            .iter()
            .find(|option| option.key == *key)
            .map(|option| format!("{} {}", option.emoji, option.title.in_lang(tr.lang()))),
        (Answer::Flag, Value::Bool(is_on)) => {
            Some(tr.plain(if *is_on { "common-yes" } else { "common-no" }, args![]))
        }
        (Answer::Number { .. } | Answer::Choice { .. } | Answer::Flag, _) => None,
    }
}

/// What a discount takes off: `10 %`, or a sum.
#[must_use]
pub fn off(
    tr: &Tr,
    percent_bp: Option<i32>,
    minor: Option<i64>,
    currency: Option<Currency>,
) -> String {
    match (percent_bp, minor.zip(currency)) {
        (Some(points), _) => format!("{} %", tr.percent(u32::try_from(points).unwrap_or(0))),
        (None, Some((minor, currency))) => tr.money(Money::new(minor, currency)),
        (None, None) => "—".to_owned(),
    }
}
