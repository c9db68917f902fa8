//! What the staff panel looks like.

use super::{callbacks::StaffCallback, health::Report};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::{audit_record, outbox, user, user_note},
    features::{
        audit::event::ACTIONS,
        ctx::Ctx,
        desk::callbacks::DeskCallback,
        menu::MenuCallback,
        statistics::{callbacks::StatisticsCallback, orders::Period},
    },
    kernel::{
        ids::UserId,
        page::Page,
        permission::{Permission, Rights, Role},
    },
};

/// The panel: what this role may open.
#[must_use]
pub fn panel(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let may = |permission| cx.rights.may(permission);
    let mut keyboard = Keyboard::new();
    if may(Permission::SeeOrders) && cx.app().config.modules.study {
        keyboard = keyboard.row([button(tr.plain("desk-open", args![]), &DeskCallback::Home)]);
    }
    if may(Permission::FindUsers) {
        keyboard = keyboard.row([
            button(tr.plain("staff-people", args![]), &StaffCallback::People(0)),
            button(tr.plain("staff-find", args![]), &StaffCallback::Find),
        ]);
    }
    if may(Permission::SeeStatistics) && cx.app().config.modules.study {
        keyboard = keyboard.row([button(
            tr.plain("statistics-open", args![]),
            &StatisticsCallback::Page(Period::Week),
        )]);
    }
    if may(Permission::ReadAudit) {
        keyboard = keyboard.row([button(
            tr.plain("staff-audit", args![]),
            &StaffCallback::Audit(0, 0),
        )]);
    }
    if may(Permission::SeeHealth) {
        keyboard = keyboard.row([button(
            tr.plain("staff-health", args![]),
            &StaffCallback::Health,
        )]);
    }
    let role = tr.plain(&format!("role-{}", cx.rights.strongest().word()), args![]);
    Screen::new(tr.html("staff-panel", args![role = role]))
        .with(keyboard.back(tr, &MenuCallback::Home))
}

/// People, or those who were looked for.
#[must_use]
pub fn people(cx: &Ctx, query: &str, found: &Page<user::Model>) -> Screen {
    let tr = &cx.tr;
    let html = if query.is_empty() {
        tr.html("staff-people-all", args![count = found.total])
    } else if found.total == 0 {
        tr.html("staff-people-none", args![query = clip(query, 60)])
    } else {
        tr.html(
            "staff-people-found",
            args![count = found.total, query = clip(query, 60)],
        )
    };
    let rows = found.items.iter().map(|person| {
        let mark = if person.blocked_at.is_some() {
            "⛔ "
        } else {
            ""
        };
        let username = person
            .username
            .as_ref()
            .map_or_else(String::new, |name| format!(" @{name}"));
        button(
            format!("{mark}{}{username}", person.full_name()),
            &StaffCallback::Card(person.id),
        )
    });
    let mut keyboard = Keyboard::new().grid(1, rows);
    if query.is_empty() {
        keyboard = keyboard.pager(found, StaffCallback::People);
    } else if found.count > 1 {
        // A query does not fit a button: whoever finds too many says more.
        keyboard = keyboard.row([button(
            tr.plain("staff-narrow", args![]),
            &StaffCallback::Find,
        )]);
    }
    let keyboard = keyboard
        .row([button(
            tr.plain("staff-find", args![]),
            &StaffCallback::Find,
        )])
        .back(tr, &StaffCallback::Panel);
    Screen::new(html).with(keyboard)
}

/// The question whom to look for.
#[must_use]
pub fn ask_find(cx: &Ctx) -> Screen {
    let keyboard = Keyboard::new().back(&cx.tr, &StaffCallback::Panel);
    Screen::new(cx.tr.html("staff-ask-find", args![])).with(keyboard)
}

/// A person's card.
#[must_use]
pub fn card(cx: &Ctx, person: &user::Model, rights: &Rights) -> Screen {
    let tr = &cx.tr;
    let zone = cx.zone();
    let unset = || tr.plain("profile-unset", args![]);
    let mut html = tr.html(
        "staff-card",
        args![
            name = person.full_name(),
            id = person.id.to_string(),
            telegram = person.telegram_id.map_or_else(unset, |id| id.to_string()),
            username = person
                .username
                .as_ref()
                .map_or_else(unset, |name| format!("@{name}")),
            language = person
                .lang
                .map_or_else(unset, |lang| lang.own_name().to_owned()),
            zone = person.time_zone.clone().unwrap_or_else(unset),
            roles = role_names(cx, rights),
            created = person.created_at.moment_in(zone),
            seen = person.seen_at.moment_in(zone),
        ],
    );
    if let Some(payload) = &person.start_payload {
        html = html.line(&tr.html("staff-card-came", args![payload = clip(payload, 64)]));
    }
    if let Some(at) = person.unreachable_at {
        html = html.line(&tr.html("staff-card-unreachable", args![at = at.moment_in(zone)]));
    }
    if let Some(at) = person.blocked_at {
        let reason = person.blocked_reason.clone().unwrap_or_else(unset);
        html = html.line(&tr.html(
            "staff-card-blocked",
            args![at = at.moment_in(zone), reason = reason],
        ));
    }
    if let Some(at) = person.deleted_at {
        html = html.line(&tr.html("staff-card-deleted", args![at = at.moment_in(zone)]));
    }
    let id = person.id;
    let may = |permission| cx.rights.may(permission);
    let label = |text: &str| tr.plain(text, args![]);
    let mut keyboard = Keyboard::new();
    if person.deleted_at.is_none() {
        let roles = may(Permission::GrantRoles)
            .then(|| button(label("staff-roles"), &StaffCallback::Roles(id)));
        let door = may(Permission::BlockUsers).then(|| {
            if person.blocked_at.is_some() {
                button(label("staff-unblock"), &StaffCallback::Unblock(id))
            } else {
                button(label("staff-block"), &StaffCallback::Block(id))
            }
        });
        keyboard = keyboard.row(roles.into_iter().chain(door));
    }
    let notes = may(Permission::WriteNotes)
        .then(|| button(label("staff-notes"), &StaffCallback::Notes(id)));
    let timeline = may(Permission::ReadAudit)
        .then(|| button(label("staff-timeline"), &StaffCallback::Timeline(id, 0)));
    let keyboard = keyboard
        .row(notes.into_iter().chain(timeline))
        .back(tr, &StaffCallback::People(0));
    Screen::new(html).with(keyboard)
}

/// A person's roles, each to be granted or revoked by whoever may.
#[must_use]
pub fn roles(cx: &Ctx, person: &user::Model, rights: &Rights) -> Screen {
    let tr = &cx.tr;
    let html = tr.html(
        "staff-roles-page",
        args![name = person.full_name(), roles = role_names(cx, rights)],
    );
    let rows = Role::GRANTED_BY_STAFF
        .into_iter()
        .filter(|role| Permission::to_grant(*role).is_some_and(|needed| cx.rights.may(needed)))
        .map(|role| {
            let name = tr.plain(&format!("role-{}", role.word()), args![]);
            if rights.has(role) {
                button(format!("✓ {name}"), &StaffCallback::Revoke(person.id, role))
            } else {
                button(format!("＋ {name}"), &StaffCallback::Grant(person.id, role))
            }
        });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .back(tr, &StaffCallback::Card(person.id));
    Screen::new(html).with(keyboard)
}

/// The question before a role is revoked.
#[must_use]
pub fn ask_revoke(cx: &Ctx, person: &user::Model, role: Role) -> Screen {
    let tr = &cx.tr;
    let name = tr.plain(&format!("role-{}", role.word()), args![]);
    let html = tr.html(
        "staff-revoke-ask",
        args![name = person.full_name(), role = name],
    );
    let keyboard = Keyboard::new().yes_no(
        tr,
        &StaffCallback::RevokeYes(person.id, role),
        &StaffCallback::Roles(person.id),
    );
    Screen::new(html).with(keyboard)
}

/// The question for a reason or a note.
#[must_use]
pub fn ask_text(cx: &Ctx, user: UserId, id: &str) -> Screen {
    let keyboard = Keyboard::new().back(&cx.tr, &StaffCallback::Card(user));
    Screen::new(cx.tr.html(id, args![])).with(keyboard)
}

/// Notes about a person.
#[must_use]
pub fn notes(cx: &Ctx, person: &user::Model, notes: &[user_note::Model]) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("staff-notes-title", args![name = person.full_name()]);
    if notes.is_empty() {
        html = html.paragraph(&tr.html("staff-notes-none", args![]));
    }
    for note in notes {
        let line = tr.html(
            "staff-note",
            args![
                at = note.at.moment_in(cx.zone()),
                author = note.author_id.to_string(),
                text = note.text.as_str(),
            ],
        );
        html = html.paragraph(&line);
    }
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("staff-note-add", args![]),
            &StaffCallback::AddNote(person.id),
        )])
        .back(tr, &StaffCallback::Card(person.id));
    Screen::new(html).with(keyboard)
}

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
    let silent = if report.silent.is_empty() {
        tr.plain("staff-health-all-alive", args![])
    } else {
        report.silent.join(", ")
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
            silent = silent,
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

fn lines(cx: &Ctx, title: Html, records: &Page<audit_record::Model>) -> Html {
    let tr = &cx.tr;
    if records.items.is_empty() {
        return title.paragraph(&tr.html("staff-audit-none", args![]));
    }
    records.items.iter().fold(title, |html, record| {
        let actor = match record.actor_kind {
            audit_record::ActorKind::User => record
                .actor_id
                .map_or_else(|| "—".to_owned(), |id| format!("#{id}")),
            audit_record::ActorKind::Shell => tr.plain("staff-actor-shell", args![]),
            audit_record::ActorKind::System => tr.plain("staff-actor-system", args![]),
        };
        let role = record.role.map_or_else(String::new, |role| {
            format!(" ({})", tr.plain(&format!("role-{}", role.word()), args![]))
        });
        let subject = record.subject_id.map_or_else(
            || "—".to_owned(),
            |id| format!("{} #{id}", record.subject_kind),
        );
        let line = tr.html(
            "staff-audit-row",
            args![
                at = record.at.moment_in(cx.zone()),
                actor = format!("{actor}{role}"),
                action = action_name(cx, &record.action),
                subject = subject,
                details = details(&record.details),
            ],
        );
        html.paragraph(&line)
    })
}

/// `role: executor` of `{"role":"executor","agency_id":null}`.
fn details(json: &str) -> String {
    let facts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).unwrap_or_default();
    let told: Vec<_> = facts
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            format!("{key}: {value}")
        })
        .collect();
    told.join(", ")
}

fn action_name(cx: &Ctx, action: &str) -> String {
    let id = format!("audit-{}", action.replace(['.', '_'], "-"));
    if cx.tr.has(&id) {
        cx.tr.plain(&id, args![])
    } else {
        action.to_owned()
    }
}

fn role_names(cx: &Ctx, rights: &Rights) -> String {
    let names: Vec<_> = rights
        .iter()
        .map(|(role, agency)| {
            let name = cx.tr.plain(&format!("role-{}", role.word()), args![]);
            agency.map_or_else(|| name.clone(), |agency| format!("{name} #{agency}"))
        })
        .collect();
    names.join(", ")
}

fn clip(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}
