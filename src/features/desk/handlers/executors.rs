//! Executors at the desk.

use super::executor_fault;
use crate::{
    bot::{fault::Fault, screen::Screen, tap::Tap},
    entity::executor::Status,
    features::{
        ctx::Ctx,
        desk::{amounts, screens::executors as screens, state::DeskState},
        executors::{
            error::ExecutorError,
            staffing::{self, Card},
        },
    },
    kernel::ids::UserId,
};

const PAGE: u64 = 8;

/// Executors in this state.
pub(super) async fn list(
    cx: &Ctx,
    tap: Option<&Tap>,
    status: Option<Status>,
    page: u32,
) -> Result<(), Fault> {
    let found = staffing::list(cx.app(), &cx.rights, status, page, PAGE)
        .await
        .map_err(executor_fault)?;
    cx.show(tap, &screens::list(cx, status, &found)).await
}

async fn find(cx: &Ctx, user: UserId) -> Result<Card, Fault> {
    staffing::card(cx.app(), &cx.rights, user)
        .await
        .map_err(executor_fault)
}

/// One of them.
pub(super) async fn card(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let found = find(cx, user).await?;
    cx.show(tap, &screens::card(cx, &found)).await
}

/// Makes an applicant an executor.
pub(super) async fn approve(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let done = staffing::approve(cx.app(), cx.actor(), &cx.rights, user).await;
    shown(cx, tap, user, done).await
}

/// Lets an executor work again.
pub(super) async fn resume(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let done = staffing::resume(cx.app(), cx.actor(), &cx.rights, user).await;
    shown(cx, tap, user, done).await
}

/// The share of the configuration.
pub(super) async fn usual_share(cx: &Ctx, tap: Option<&Tap>, user: UserId) -> Result<(), Fault> {
    let done = staffing::set_share(cx.app(), cx.actor(), &cx.rights, user, None).await;
    shown(cx, tap, user, done).await
}

/// Whoever was slower sees what became of it.
async fn shown(
    cx: &Ctx,
    tap: Option<&Tap>,
    user: UserId,
    done: Result<(), ExecutorError>,
) -> Result<(), Fault> {
    match done {
        Ok(()) | Err(ExecutorError::Moved) => card(cx, tap, user).await,
        Err(error) => Err(executor_fault(error)),
    }
}

/// Asks for a reason, a limit or a share.
pub(super) async fn ask(
    cx: &Ctx,
    tap: Option<&Tap>,
    user: UserId,
    question: DeskState,
) -> Result<(), Fault> {
    let found = find(cx, user).await?;
    let screen = asked(cx, &found, &question);
    cx.expect(question).await;
    cx.show(tap, &screen).await
}

fn asked(cx: &Ctx, card: &Card, question: &DeskState) -> Screen {
    let row = &card.executor.row;
    match question {
        DeskState::Limit { .. } => screens::ask_limit(cx, row),
        DeskState::Share { .. } => screens::ask_share(cx, row),
        DeskState::Pause { .. } => screens::ask_reason(cx, card, "desk-ask-pause"),
        _ => screens::ask_reason(cx, card, "desk-ask-refuse"),
    }
}

/// Shows the card after an answer, or asks once more.
async fn answered(
    cx: &Ctx,
    user: UserId,
    question: DeskState,
    done: Result<(), ExecutorError>,
) -> Result<(), Fault> {
    match done {
        Ok(()) | Err(ExecutorError::Moved) => {
            card(cx, None, user).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(
            error @ (ExecutorError::Empty
            | ExecutorError::TooLong(_)
            | ExecutorError::BadLimit
            | ExecutorError::BadShare),
        ) => {
            let found = find(cx, user).await?;
            cx.ask_again(asked(cx, &found, &question), executor_fault(error))
                .await
        }
        Err(error) => Err(executor_fault(error)),
    }
}

/// Refused because of this.
pub(super) async fn refusal_typed(cx: &Ctx, user: UserId, text: &str) -> Result<(), Fault> {
    let done = staffing::refuse(cx.app(), cx.actor(), &cx.rights, user, text).await;
    answered(cx, user, DeskState::Refuse { user }, done).await
}

/// Paused because of this.
pub(super) async fn pause_typed(cx: &Ctx, user: UserId, text: &str) -> Result<(), Fault> {
    let done = staffing::pause(cx.app(), cx.actor(), &cx.rights, user, text).await;
    answered(cx, user, DeskState::Pause { user }, done).await
}

/// So many in hand.
pub(super) async fn limit_typed(cx: &Ctx, user: UserId, text: &str) -> Result<(), Fault> {
    let done = match text.parse::<i32>() {
        Ok(limit) => staffing::set_limit(cx.app(), cx.actor(), &cx.rights, user, limit).await,
        Err(_) => Err(ExecutorError::BadLimit),
    };
    answered(cx, user, DeskState::Limit { user }, done).await
}

/// So large a share.
pub(super) async fn share_typed(cx: &Ctx, user: UserId, text: &str) -> Result<(), Fault> {
    let share = amounts::basis_points(text).and_then(|bp| i32::try_from(bp).ok());
    let done = match share {
        Some(bp) => staffing::set_share(cx.app(), cx.actor(), &cx.rights, user, Some(bp)).await,
        None => Err(ExecutorError::BadShare),
    };
    answered(cx, user, DeskState::Share { user }, done).await
}
