//! News about one's roles and one's access, in words.

use super::{
    events::{AccessChanged, RolesChanged},
    screens,
};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::user,
    features::{menu::MenuCallback, post::Notice},
    kernel::permission::Permission,
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
    let mut html = tr.html(id, args![role = role]);
    if event.is_granted && event.role.may(Permission::OpenStaffPanel) {
        html = html.line(&tr.html("staff-role-panel", args![]));
    }
    Some(Notice {
        screen: Screen::new(html).with(keyboard),
        renews_commands: true,
        replaces: None,
    })
}

/// "You were shut out", or "welcome back". Moot when it has changed again since.
pub(crate) fn access_changed(
    tr: &Tr,
    reader: &user::Model,
    contact: &str,
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
    Some(screens::shut_out(tr, reader, contact).into())
}
