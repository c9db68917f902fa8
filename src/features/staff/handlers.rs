//! The staff panel in the bot.

use teloxide::types::Message;

use super::{
    answers,
    callbacks::StaffCallback,
    health,
    people::{self as deeds, StaffError},
    screens,
    state::StaffState,
};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        tap::Tap,
    },
    features::{
        audit::{event::ACTIONS, reads},
        ctx::Ctx,
        users::people,
    },
    kernel::{ids::UserId, permission::Permission},
};

const PAGE: u64 = 8;

/// A tap on a button of the panel.
pub async fn tapped(cx: Ctx, tap: Tap, callback: StaffCallback) -> Result<(), Fault> {
    cx.require(Permission::OpenStaffPanel)?;
    let (app, mine, tap) = (cx.app(), &cx.rights, Some(&tap));
    match callback {
        StaffCallback::Panel => panel(&cx, tap).await,
        StaffCallback::People(page) => list(&cx, tap, "", page).await,
        StaffCallback::Find => {
            cx.require(Permission::FindUsers)?;
            cx.expect(StaffState::Find).await;
            cx.show(tap, &screens::ask_find(&cx)).await
        }
        StaffCallback::Card(user) => card(&cx, tap, user).await,
        StaffCallback::Timeline(user, page) => {
            cx.require(Permission::ReadAudit)?;
            let filter = reads::Filter {
                about: Some(user),
                ..Default::default()
            };
            let records = reads::page(&app.db, &filter, page, PAGE).await?;
            cx.show(tap, &screens::timeline(&cx, user, &records)).await
        }
        StaffCallback::Notes(user) => notes(&cx, tap, user).await,
        StaffCallback::AddNote(user) => {
            cx.require(Permission::WriteNotes)?;
            cx.expect(StaffState::Note { user }).await;
            cx.show(tap, &screens::ask_text(&cx, user, "staff-ask-note"))
                .await
        }
        StaffCallback::Roles(user) => roles(&cx, tap, user).await,
        StaffCallback::Grant(user, role) => {
            deeds::grant(app, cx.actor(), mine, user, role)
                .await
                .map_err(fault)?;
            roles(&cx, tap, user).await
        }
        StaffCallback::Revoke(user, role) => {
            cx.require(Permission::GrantRoles)?;
            let (person, _) = deeds::card(app, mine, user).await.map_err(fault)?;
            cx.show(tap, &screens::ask_revoke(&cx, &person, role)).await
        }
        StaffCallback::RevokeYes(user, role) => {
            deeds::revoke(app, cx.actor(), mine, user, role)
                .await
                .map_err(fault)?;
            roles(&cx, tap, user).await
        }
        StaffCallback::Block(user) => {
            cx.require(Permission::BlockUsers)?;
            cx.expect(StaffState::BlockReason { user }).await;
            cx.show(tap, &screens::ask_text(&cx, user, "staff-ask-reason"))
                .await
        }
        StaffCallback::Unblock(user) => {
            deeds::unblock(app, cx.actor(), mine, user)
                .await
                .map_err(fault)?;
            card(&cx, tap, user).await
        }
        StaffCallback::Audit(filter, page) => audit(&cx, tap, filter, page).await,
        StaffCallback::AuditFilters => {
            cx.require(Permission::ReadAudit)?;
            cx.show(tap, &screens::audit_filters(&cx)).await
        }
        StaffCallback::Answers(order, page) => {
            let faq = &cx.site.library.faq;
            let report = answers::report(app, faq, mine, order, page, PAGE)
                .await
                .map_err(fault)?;
            cx.show(tap, &screens::answers(&cx, &report)).await
        }
        StaffCallback::Health => {
            let report = health::report(app, mine).await.map_err(fault)?;
            cx.show(tap, &screens::health(&cx, &report)).await
        }
        StaffCallback::Dead(page) => dead(&cx, tap, page).await,
        StaffCallback::Revive(id) => {
            health::revive(app, cx.actor(), mine, id)
                .await
                .map_err(fault)?;
            dead(&cx, tap, 0).await
        }
    }
}

/// The panel.
pub async fn panel(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.require(Permission::OpenStaffPanel)?;
    cx.show(tap, &screens::panel(cx)).await
}

/// What staff typed.
pub async fn typed(cx: Ctx, message: Message, state: StaffState) -> Result<(), Fault> {
    if let Err(refused) = cx.require(Permission::OpenStaffPanel) {
        // The role went while the answer was awaited: whoever had it is not asked any more.
        cx.expect_nothing().await;
        return Err(refused);
    }
    let text = message.text().unwrap_or_default();
    let done = match state {
        StaffState::Find => {
            if text.trim().is_empty() {
                return cx
                    .ask_again(screens::ask_find(&cx), fault(StaffError::Empty))
                    .await;
            }
            return list(&cx, None, text, 0).await;
        }
        StaffState::BlockReason { user } => {
            deeds::block(cx.app(), cx.actor(), &cx.rights, user, text)
                .await
                .map(|()| user)
        }
        StaffState::Note { user } => deeds::note(cx.app(), cx.actor(), &cx.rights, user, text)
            .await
            .map(|()| user),
    };
    match (done, state) {
        // The question ends last: an answer that did not go out is repeated with the whole update.
        (Ok(user), StaffState::Note { .. }) => {
            notes(&cx, None, user).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        (Ok(user), _) => {
            card(&cx, None, user).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        (
            Err(error @ (StaffError::Empty | StaffError::TooLong)),
            StaffState::BlockReason { user },
        ) => {
            cx.ask_again(
                screens::ask_text(&cx, user, "staff-ask-reason"),
                fault(error),
            )
            .await
        }
        (Err(error @ (StaffError::Empty | StaffError::TooLong)), StaffState::Note { user }) => {
            cx.ask_again(screens::ask_text(&cx, user, "staff-ask-note"), fault(error))
                .await
        }
        (Err(error), _) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

async fn list(cx: &Ctx, tap: Option<&Tap>, query: &str, page: u32) -> Result<(), Fault> {
    cx.require(Permission::FindUsers)?;
    let found = people::search(cx.app(), query, page, PAGE).await?;
    cx.show(tap, &screens::people(cx, query, &found)).await
}

async fn card(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let (person, rights) = deeds::card(cx.app(), &cx.rights, user)
        .await
        .map_err(fault)?;
    cx.show(tap, &screens::card(cx, &person, &rights)).await
}

async fn roles(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    cx.require(Permission::GrantRoles)?;
    let (person, rights) = deeds::card(cx.app(), &cx.rights, user)
        .await
        .map_err(fault)?;
    cx.show(tap, &screens::roles(cx, &person, &rights)).await
}

async fn notes(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let (person, _) = deeds::card(cx.app(), &cx.rights, user)
        .await
        .map_err(fault)?;
    let notes = deeds::notes(cx.app(), &cx.rights, user)
        .await
        .map_err(fault)?;
    cx.show(tap, &screens::notes(cx, &person, &notes)).await
}

async fn audit(cx: &Ctx, tap: Option<&Tap>, filter: u32, page: u32) -> Result<(), Fault> {
    cx.require(Permission::ReadAudit)?;
    let action = filter
        .checked_sub(1)
        .and_then(|number| usize::try_from(number).ok())
        .and_then(|number| ACTIONS.get(number));
    let wanted = reads::Filter {
        action: action.map(|action| (*action).to_owned()),
        ..Default::default()
    };
    let records = reads::page(&cx.app().db, &wanted, page, PAGE).await?;
    cx.show(tap, &screens::audit(cx, filter, &records)).await
}

async fn dead(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    let rows = health::dead(cx.app(), &cx.rights, page, PAGE)
        .await
        .map_err(fault)?;
    cx.show(tap, &screens::dead(cx, &rows)).await
}

fn fault(error: StaffError) -> Fault {
    match error {
        StaffError::NotAllowed => Fault::refused("common-not-allowed"),
        StaffError::Yourself => Fault::refused("staff-error-yourself"),
        StaffError::OutOfReach => Fault::refused("staff-error-rank"),
        StaffError::NoSuchPerson => Fault::refused("staff-error-gone"),
        StaffError::Empty => Fault::refused("staff-error-empty"),
        StaffError::TooLong => Fault::Refused(Refusal {
            id: "staff-error-long",
            args: args![limit = deeds::TEXT_LIMIT],
        }),
        StaffError::Database(error) => error.into(),
    }
}
