//! People: the list, a card, roles, notes.

use super::clip;
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::{user, user_note},
    features::{ctx::Ctx, staff::callbacks::StaffCallback, users::zones},
    kernel::{
        ids::UserId,
        page::Page,
        permission::{Permission, Rights, Role},
        time,
    },
};

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
    let mut html = match person.deleted_at {
        Some(at) => tr.html(
            "staff-card-deleted",
            args![
                id = person.id.to_string(),
                created = person.created_at.moment_in(zone),
                deleted = at.moment_in(zone),
            ],
        ),
        None => tr.html(
            "staff-card",
            args![
                name = person.full_name(),
                id = person.id.to_string(),
                telegram = telegram(person).unwrap_or_else(unset),
                language = person
                    .lang
                    .map_or_else(unset, |lang| lang.own_name().to_owned()),
                zone = person
                    .time_zone
                    .as_deref()
                    .and_then(time::zone)
                    .map_or_else(unset, |zone| {
                        zones::name(zone, tr.lang(), cx.app().clock.now())
                    }),
                roles = role_names(cx, rights),
                created = person.created_at.moment_in(zone),
                seen = person.seen_at.moment_in(zone),
            ],
        ),
    };
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

/// Telegram's id, and the @name when there is one.
fn telegram(person: &user::Model) -> Option<String> {
    let id = person.telegram_id?;
    Some(match &person.username {
        Some(name) => format!("{id}, @{name}"),
        None => id.to_string(),
    })
}

fn role_names(cx: &Ctx, rights: &Rights) -> String {
    let names: Vec<_> = rights
        .iter()
        .map(|(role, agency)| {
            let name = cx.tr.plain(&format!("role-{}", role.word()), args![]);
            agency.map_or_else(|| name.clone(), |agency| format!("{name} {agency}"))
        })
        .collect();
    names.join(", ")
}
