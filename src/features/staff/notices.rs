//! News from staff, in words.

use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::user,
    features::{
        menu::MenuCallback,
        post::Notice,
        users::events::{AccessChanged, RolesChanged},
    },
};

/// "You are an executor now." The reader's commands change with it.
pub(crate) fn roles_changed(tr: &Tr, event: &RolesChanged) -> Option<Notice> {
    let role = tr.plain(&format!("role-{}", event.role.word()), args![]);
    let id = if event.is_granted {
        "staff-role-granted"
    } else {
        "staff-role-revoked"
    };
    let keyboard = Keyboard::new().row([button(
        tr.plain("common-menu", args![]),
        &MenuCallback::Home,
    )]);
    Some(Notice {
        screen: Screen::new(tr.html(id, args![role = role])).with(keyboard),
        renews_commands: true,
        replaces: None,
    })
}

/// "You were shut out", or "welcome back". Moot when it has changed again since.
pub(crate) fn access_changed(
    tr: &Tr,
    reader: &user::Model,
    event: &AccessChanged,
) -> Option<Notice> {
    if event.is_blocked != reader.blocked_at.is_some() {
        return None;
    }
    if !event.is_blocked {
        let keyboard = Keyboard::new().row([button(
            tr.plain("common-menu", args![]),
            &MenuCallback::Home,
        )]);
        return Some(
            Screen::new(tr.html("unblocked", args![]))
                .with(keyboard)
                .into(),
        );
    }
    let mut html = tr.html("blocked", args![]);
    if let Some(reason) = &reader.blocked_reason {
        html = html.paragraph(&tr.html("blocked-reason", args![reason = reason]));
    }
    Some(Screen::new(html).into())
}
