//! Staff decides about applications, from the notice of one.

use teloxide::types::Message;

use super::fault;
use crate::{
    bot::{fault::Fault, tap::Tap},
    features::{
        ctx::Ctx,
        executors::{
            error::ExecutorError,
            screens::{self, application},
            staffing,
            state::ExecutorsState,
        },
    },
    kernel::{ids::UserId, permission::Permission},
};

/// The application as it is now.
pub(super) async fn look(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let card = staffing::card(cx.app(), &cx.rights, user)
        .await
        .map_err(fault)?;
    cx.show(tap, &application::reviewed(&cx.tr, &card)).await
}

/// Its samples, one message each.
pub(super) async fn samples(cx: &Ctx, tap: &Tap, user: UserId) -> Result<(), Fault> {
    let card = staffing::card(cx.app(), &cx.rights, user)
        .await
        .map_err(fault)?;
    for sample in &card.samples {
        cx.send(&screens::file(sample)).await?;
    }
    // The decision stands under what it is about.
    cx.send(&application::reviewed(&cx.tr, &card)).await?;
    tap.finish().await;
    Ok(())
}

/// Yes.
pub(super) async fn approve(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    match staffing::approve(cx.app(), cx.actor(), &cx.rights, user).await {
        // Whoever was slower sees what became of it.
        Ok(()) | Err(ExecutorError::Moved) => look(cx, tap, user).await,
        Err(error) => Err(fault(error)),
    }
}

/// No: but why?
pub(super) async fn refuse(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    cx.require(Permission::ManageExecutors)?;
    let card = staffing::card(cx.app(), &cx.rights, user)
        .await
        .map_err(fault)?;
    cx.expect(ExecutorsState::Reason { user }).await;
    cx.show(tap, &application::ask_reason(cx, &card.executor.person))
        .await
}

/// Because of this.
pub(super) async fn reason_typed(cx: &Ctx, message: &Message, user: UserId) -> Result<(), Fault> {
    let text = message.text().unwrap_or_default();
    match staffing::refuse(cx.app(), cx.actor(), &cx.rights, user, text).await {
        Ok(()) | Err(ExecutorError::Moved) => {
            look(cx, None, user).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ (ExecutorError::Empty | ExecutorError::TooLong(_))) => {
            let card = staffing::card(cx.app(), &cx.rights, user)
                .await
                .map_err(fault)?;
            cx.ask_again(
                application::ask_reason(cx, &card.executor.person),
                fault(error),
            )
            .await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}
