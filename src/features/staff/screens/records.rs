//! The audit log and a person's history.

use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::audit_record,
    features::{audit::event::ACTIONS, ctx::Ctx, staff::callbacks::StaffCallback},
    kernel::{ids::UserId, page::Page},
};

/// What was done to a person.
#[must_use]
pub fn timeline(cx: &Ctx, user: UserId, records: &Page<audit_record::Model>) -> Screen {
    let tr = &cx.tr;
    let title = tr.html("staff-timeline-title", args![id = user.to_string()]);
    let keyboard = Keyboard::new()
        .pager(records, |page| StaffCallback::Timeline(user, page))
        .back(tr, &StaffCallback::Card(user));
    Screen::new(lines(cx, title, records)).with(keyboard)
}

/// The audit log.
#[must_use]
pub fn audit(cx: &Ctx, filter: u32, records: &Page<audit_record::Model>) -> Screen {
    let tr = &cx.tr;
    let name = filter
        .checked_sub(1)
        .and_then(|number| usize::try_from(number).ok())
        .and_then(|number| ACTIONS.get(number))
        .map_or_else(
            || tr.plain("staff-audit-all", args![]),
            |action| action_name(cx, action),
        );
    let title = tr.html(
        "staff-audit-title",
        args![filter = name, count = records.total],
    );
    let keyboard = Keyboard::new()
        .pager(records, |page| StaffCallback::Audit(filter, page))
        .row([button(
            tr.plain("staff-audit-filter", args![]),
            &StaffCallback::AuditFilters,
        )])
        .back(tr, &StaffCallback::Panel);
    Screen::new(lines(cx, title, records)).with(keyboard)
}

/// The filters of the audit log.
#[must_use]
pub fn audit_filters(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let all = button(
        tr.plain("staff-audit-all", args![]),
        &StaffCallback::Audit(0, 0),
    );
    let actions = (1_u32..)
        .zip(ACTIONS)
        .map(|(number, action)| button(action_name(cx, action), &StaffCallback::Audit(number, 0)));
    let keyboard = Keyboard::new()
        .row([all])
        .grid(2, actions)
        .back(tr, &StaffCallback::Audit(0, 0));
    Screen::new(tr.html("staff-audit-filters", args![])).with(keyboard)
}

fn lines(cx: &Ctx, title: Html, records: &Page<audit_record::Model>) -> Html {
    let tr = &cx.tr;
    if records.items.is_empty() {
        return title.paragraph(&tr.html("staff-audit-none", args![]));
    }
    records.items.iter().fold(title, |html, record| {
        let actor = match record.actor_kind {
            audit_record::ActorKind::User => record
                .actor_id
                .map_or_else(|| "—".to_owned(), |id| subject(tr, "user", id.0)),
            audit_record::ActorKind::Shell => tr.plain("staff-actor-shell", args![]),
            audit_record::ActorKind::System => tr.plain("staff-actor-system", args![]),
        };
        let role = record.role.map_or_else(String::new, |role| {
            format!(" ({})", tr.plain(&format!("role-{}", role.word()), args![]))
        });
        let about = record
            .subject_id
            .map(|id| subject(tr, &record.subject_kind, id));
        let deed: Vec<_> = [Some(action_name(cx, &record.action)), about]
            .into_iter()
            .flatten()
            .chain(details(tr, &record.details))
            .collect();
        let line = tr.html(
            "staff-audit-row",
            args![
                at = record.at.moment_in(cx.zone()),
                actor = format!("{actor}{role}"),
                deed = deed.join(" · "),
            ],
        );
        html.paragraph(&line)
    })
}

/// What a record is about: a person by their number, other things by kind and number.
fn subject(tr: &Tr, kind: &str, id: i64) -> String {
    let text = format!("audit-subject-{kind}");
    if tr.has(&text) {
        tr.plain(&text, args![id = id.to_string()])
    } else {
        format!("{kind} {id}")
    }
}

/// The facts of `{"role":"executor","agency_id":null}`, in words where there are words for them.
fn details(tr: &Tr, json: &str) -> Vec<String> {
    let facts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).unwrap_or_default();
    facts
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| {
            if let ("agency_id", Some(id)) = (key.as_str(), value.as_i64()) {
                return subject(tr, "agency", id);
            }
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let word = match key.as_str() {
                "role" => format!("role-{value}"),
                "scope" => format!("tokens-scope-{value}"),
                _ => format!("audit-{key}-{value}"),
            };
            let word = word.replace('_', "-");
            if tr.has(&word) {
                tr.plain(&word, args![])
            } else {
                format!("{key}: {value}")
            }
        })
        .collect()
}

fn action_name(cx: &Ctx, action: &str) -> String {
    let id = format!("audit-{}", action.replace(['.', '_'], "-"));
    if cx.tr.has(&id) {
        cx.tr.plain(&id, args![])
    } else {
        action.to_owned()
    }
}
