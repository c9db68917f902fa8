//! What the staff panel looks like.

mod answers;
mod people;
mod records;
mod system;

pub use answers::answers;
pub use people::{ask_find, ask_revoke, ask_text, card, notes, people, roles};
pub use records::{audit, audit_filters, timeline};
pub use system::{dead, health};

use super::{answers::Order, callbacks::StaffCallback};
use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::review::Status,
    features::{
        ctx::Ctx,
        desk::callbacks::DeskCallback,
        hours::callbacks::HoursCallback,
        menu::MenuCallback,
        referrals::callbacks::ReferralsCallback,
        reviews::callbacks::ReviewsCallback,
        statistics::{callbacks::StatisticsCallback, orders::Period},
    },
    kernel::permission::Permission,
};

/// The panel: what this role may open.
#[must_use]
pub fn panel(cx: &Ctx) -> Screen {
    let tr = &cx.tr;
    let may = |permission| cx.rights.may(permission);
    let mut keyboard = Keyboard::new();
    let has_study = cx.app().config.modules.study;
    if may(Permission::SeeOrders) && has_study {
        keyboard = keyboard.row([button(tr.plain("desk-open", args![]), &DeskCallback::Home)]);
    }
    if may(Permission::SeeStatistics) && has_study {
        keyboard = keyboard.row([button(
            tr.plain("statistics-open", args![]),
            &StatisticsCallback::Page(Period::Week),
        )]);
    }
    if may(Permission::FindUsers) {
        keyboard = keyboard.row([
            button(tr.plain("staff-people", args![]), &StaffCallback::People(0)),
            button(tr.plain("staff-find", args![]), &StaffCallback::Find),
        ]);
    }
    if may(Permission::ReadAudit) {
        keyboard = keyboard.row([button(
            tr.plain("staff-audit", args![]),
            &StaffCallback::Audit(0, 0),
        )]);
    }
    if may(Permission::SeeFaqVotes) {
        keyboard = keyboard.row([button(
            tr.plain("staff-faq", args![]),
            &StaffCallback::Answers(Order::WorstFirst, 0),
        )]);
    }
    if may(Permission::SeeHealth) {
        keyboard = keyboard.row([button(
            tr.plain("staff-health", args![]),
            &StaffCallback::Health,
        )]);
    }
    if may(Permission::ModerateReviews) {
        keyboard = keyboard.row([button(
            tr.plain("staff-reviews", args![]),
            &ReviewsCallback::Queue(Status::Waiting, 0),
        )]);
    }
    if may(Permission::GrantRoles) || may(Permission::DecideMoney) {
        keyboard = keyboard.row([button(
            tr.plain("staff-partners", args![]),
            &ReferralsCallback::Partners(0),
        )]);
    }
    if may(Permission::HostHours) && cx.app().config.modules.study {
        keyboard = keyboard.row([button(
            tr.plain("staff-hours", args![]),
            &HoursCallback::Desk,
        )]);
    }
    let role = tr.plain(&format!("role-{}", cx.rights.strongest().word()), args![]);
    Screen::new(tr.html("staff-panel", args![role = role]))
        .with(keyboard.back(tr, &MenuCallback::Home))
}

fn clip(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}
