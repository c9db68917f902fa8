//! The application in the bot.

use teloxide::types::Message;

use super::fault;
use crate::{
    bot::{fault::Fault, files, tap::Tap},
    entity::executor::Status,
    features::{
        ctx::Ctx,
        executors::{
            applications::{self, Change},
            callbacks::Field,
            error::ExecutorError,
            screens::application as screens,
            state::ExecutorsState,
        },
        payments::asking,
    },
    kernel::ids::AttachmentId,
};

/// The application as it stands, or the invitation to write one.
pub(super) async fn open(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let Some(row) = applications::mine(cx.app(), cx.me()).await? else {
        return cx.show(tap, &screens::invitation(cx)).await;
    };
    let samples = applications::samples(cx.app(), cx.me()).await?;
    cx.show(tap, &screens::summary(cx, &row, &samples)).await
}

/// Begins, or goes on where something is missing.
pub(super) async fn begin(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let row = applications::begin(cx.app(), cx.me())
        .await
        .map_err(fault)?;
    let is_open = matches!(row.status, Status::Draft | Status::Refused);
    if !is_open {
        return open(cx, tap).await;
    }
    if row.subjects.is_empty() {
        ask(cx, tap, Field::Subjects, false).await
    } else if row.experience.is_empty() {
        ask(cx, tap, Field::Experience, false).await
    } else {
        open(cx, tap).await
    }
}

/// Asks for a field.
pub(super) async fn ask(
    cx: &Ctx,
    tap: Option<&Tap>,
    field: Field,
    is_edit: bool,
) -> Result<(), Fault> {
    if applications::mine(cx.app(), cx.me()).await?.is_none() {
        return open(cx, tap).await;
    }
    let state = match field {
        Field::Subjects => ExecutorsState::Subjects { is_edit },
        Field::Experience => ExecutorsState::Experience { is_edit },
        Field::Samples => ExecutorsState::Samples { is_edit },
        Field::Card => ExecutorsState::Card,
    };
    cx.expect(state).await;
    let samples = applications::samples(cx.app(), cx.me()).await?;
    cx.show(tap, &screens::ask(cx, field, is_edit, &samples))
        .await
}

/// What comes after a field, or the summary.
pub(super) async fn next(cx: &Ctx, tap: Option<&Tap>, field: Field) -> Result<(), Fault> {
    match field.next() {
        Some(next) => ask(cx, tap, next, false).await,
        None => open(cx, tap).await,
    }
}

/// Takes a sample away and asks on.
pub(super) async fn drop_sample(
    cx: &Ctx,
    tap: Option<&Tap>,
    sample: AttachmentId,
) -> Result<(), Fault> {
    applications::detach(cx.app(), cx.me(), sample)
        .await
        .map_err(fault)?;
    ask(cx, tap, Field::Samples, false).await
}

/// Sends it to staff.
pub(super) async fn send(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    applications::submit(cx.app(), cx.actor())
        .await
        .map_err(fault)?;
    open(cx, tap).await
}

/// A text for a field.
pub(super) async fn field_typed(
    cx: &Ctx,
    message: &Message,
    field: Field,
    is_edit: bool,
) -> Result<(), Fault> {
    let text = message.text().unwrap_or_default().to_owned();
    let change = match field {
        Field::Experience => Change::Experience(text),
        Field::Subjects | Field::Samples | Field::Card => Change::Subjects(text),
    };
    match applications::edit(cx.app(), cx.me(), change).await {
        Ok(()) => {}
        Err(error @ (ExecutorError::Empty | ExecutorError::TooLong(_))) => {
            return cx
                .ask_again(screens::ask(cx, field, is_edit, &[]), fault(error))
                .await;
        }
        Err(error) => {
            cx.expect_nothing().await;
            return Err(fault(error));
        }
    }
    let row = applications::mine(cx.app(), cx.me()).await?;
    let goes_on = !is_edit || row.as_ref().is_some_and(|row| !screens::is_complete(row));
    match field.next().filter(|_| goes_on) {
        Some(next) => ask(cx, None, next, false).await,
        None => {
            open(cx, None).await?;
            // Last: an answer that did not go out is repeated with the whole update.
            cx.expect_nothing().await;
            Ok(())
        }
    }
}

/// A sample; more may follow.
pub(super) async fn sample_sent(cx: &Ctx, message: &Message, is_edit: bool) -> Result<(), Fault> {
    let Some(file) = files::of(message).filter(|file| file.kind.has_caption()) else {
        return Err(Fault::refused("executors-error-not-file"));
    };
    match applications::attach(cx.app(), cx.actor(), file).await {
        Ok(_) => {
            files::mark_taken(&cx.app().tg, cx.chat, message.id).await;
            if message.media_group_id().is_some() {
                // The mark is enough: an album would be answered ten times.
                return Ok(());
            }
            let samples = applications::samples(cx.app(), cx.me()).await?;
            cx.send(&screens::ask(cx, Field::Samples, is_edit, &samples))
                .await
        }
        Err(error @ ExecutorError::TooManyFiles) => Err(fault(error)),
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

/// A card: read, sealed, and its message taken out of the chat, whatever came of it.
pub(super) async fn card_typed(cx: &Ctx, message: &Message) -> Result<(), Fault> {
    let card = asking::card(cx, message).await?;
    match applications::set_card(cx.app(), cx.actor(), &card).await {
        Ok(()) => {}
        Err(error) => {
            cx.expect_nothing().await;
            return Err(fault(error));
        }
    }
    cx.send(&screens::card_kept(cx, &card.mask())).await?;
    let row = applications::mine(cx.app(), cx.me()).await?;
    let works = row.is_some_and(|row| matches!(row.status, Status::Approved | Status::Paused));
    if works {
        super::panel::money(cx, None).await?;
    } else {
        open(cx, None).await?;
    }
    cx.expect_nothing().await;
    Ok(())
}
