//! What was delivered, and what happened.

use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{audit_record, order::Model},
    features::{
        ctx::Ctx,
        study::{callbacks::StudyCallback, work::Delivered},
    },
};

/// What was delivered, version by version, each with the number of its files.
#[must_use]
pub fn deliveries(cx: &Ctx, order: &Model, deliveries: &[Delivered]) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("study-got", args![id = order.id.to_string()]);
    for (one, _) in deliveries {
        html = html.paragraph(&tr.html(
            "study-got-one",
            args![
                number = i64::from(one.number),
                at = one.at.moment_in(cx.zone())
            ],
        ));
        if !one.note.is_empty() {
            html = html.line(&Html::escape(&one.note));
        }
    }
    let with_files = deliveries
        .iter()
        .rev()
        .filter(|(_, files)| !files.is_empty());
    let rows = with_files.map(|(one, files)| {
        let label = tr.plain(
            "study-got-files",
            args![number = i64::from(one.number), count = files.len()],
        );
        button(label, &StudyCallback::Delivery(order.id, one.id))
    });
    let keyboard = Keyboard::new()
        .grid(2, rows)
        .back(tr, &StudyCallback::Card(order.id));
    Screen::new(html).with(keyboard)
}

/// What happened to the order, newest first.
#[must_use]
pub fn timeline(cx: &Ctx, order: &Model, records: &[audit_record::Model]) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("study-timeline-title", args![id = order.id.to_string()]);
    let mut lines = Html::default();
    for record in records {
        let deed = deed(tr, &record.action);
        let line = tr.html(
            "study-timeline-row",
            args![at = record.at.moment_in(cx.zone()), deed = deed],
        );
        lines = if lines.is_empty() {
            line
        } else {
            lines.line(&line)
        };
    }
    html = html.paragraph(&lines);
    Screen::new(html).with(Keyboard::new().back(tr, &StudyCallback::Card(order.id)))
}

/// A deed of the timeline in words.
fn deed(tr: &Tr, action: &str) -> String {
    let id = format!(
        "study-deed-{}",
        action.trim_start_matches("order.").replace('_', "-")
    );
    if tr.has(&id) {
        tr.plain(&id, args![])
    } else {
        action.to_owned()
    }
}
