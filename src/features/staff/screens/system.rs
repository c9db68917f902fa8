//! How the system is doing.

use super::clip;
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::outbox,
    features::{
        ctx::Ctx,
        staff::{callbacks::StaffCallback, health::Report},
    },
    kernel::page::Page,
};

/// The numbers of the system.
#[must_use]
pub fn health(cx: &Ctx, report: &Report) -> Screen {
    let tr = &cx.tr;
    let millis = |time: std::time::Duration| time.as_millis().to_string();
    let redis = match &report.redis {
        None => tr.plain("staff-health-redis-none", args![]),
        Some(Ok(time)) => tr.plain("staff-health-ms", args![ms = millis(*time)]),
        Some(Err(())) => tr.plain("staff-health-redis-down", args![]),
    };
    let oldest = report
        .oldest
        .map_or(0, |at| cx.app().clock.now().since(at).num_seconds());
    let loops = if report.silent.is_empty() {
        tr.plain("staff-health-all-alive", args![])
    } else {
        tr.plain(
            "staff-health-silent",
            args![names = report.silent.join(", ")],
        )
    };
    let html = tr.html(
        "staff-health-page",
        args![
            version = env!("CARGO_PKG_VERSION"),
            database = tr.plain("staff-health-ms", args![ms = millis(report.database)]),
            redis = redis,
            people = report.people.0,
            unreachable = report.people.1,
            waiting = report.waiting,
            oldest = oldest,
            dead = report.dead,
            failed = report.failed,
            loops = loops,
        ],
    );
    let dead = (report.dead > 0).then(|| {
        button(
            tr.plain("staff-health-dead", args![count = report.dead]),
            &StaffCallback::Dead(0),
        )
    });
    let keyboard = Keyboard::new()
        .row(dead)
        .row([button(
            tr.plain("common-refresh", args![]),
            &StaffCallback::Health,
        )])
        .back(tr, &StaffCallback::Panel);
    Screen::new(html).with(keyboard)
}

/// Messages that could not be delivered.
#[must_use]
pub fn dead(cx: &Ctx, rows: &Page<outbox::Model>) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("staff-dead-title", args![count = rows.total]);
    for row in &rows.items {
        let line = tr.html(
            "staff-dead-row",
            args![
                id = row.id.to_string(),
                kind = row.kind.as_str(),
                user = row.user_id.to_string(),
                error = clip(row.last_error.as_deref().unwrap_or("—"), 120),
            ],
        );
        html = html.paragraph(&line);
    }
    let revive = rows.items.iter().map(|row| {
        button(
            tr.plain("staff-dead-revive", args![id = row.id.to_string()]),
            &StaffCallback::Revive(row.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(2, revive)
        .pager(rows, StaffCallback::Dead)
        .back(tr, &StaffCallback::Health);
    Screen::new(html).with(keyboard)
}
