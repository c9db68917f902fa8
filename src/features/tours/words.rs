//! Days, seats and sums of tours in words.

use chrono::NaiveDate;

use crate::{
    args,
    bot::{html::Html, texts::Tr},
    entity::tour_session,
    kernel::{refund_rule::RefundRule, time::Timestamp},
};

/// `12.03.2030`, or `12.03 – 14.03.2030`.
#[must_use]
pub fn days(session: &tour_session::Model) -> String {
    let (first, last) = (session.starts_on, session.ends_on);
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
