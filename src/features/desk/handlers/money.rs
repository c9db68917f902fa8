//! The money desk: what does not fit, what did not go back, payouts.

use secrecy::ExposeSecret;
use teloxide::types::InputFile;

use crate::{
    bot::{fault::Fault, tap::Tap},
    entity::{payment, payout, refund},
    features::{
        ctx::Ctx,
        desk::{callbacks::Queue, funds, screens::money as screens, state::DeskState},
        payments::{error::PayError, payouts, reads},
    },
    kernel::{
        ids::{PaymentId, PayoutId},
        permission::Permission,
    },
};

const PAGE: u64 = 8;

/// What waits for a decision about money.
pub(super) async fn home(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let waiting = funds::waiting(cx.app(), &cx.rights).await?;
    cx.show(tap, &screens::home(cx, &waiting)).await
}

/// Attempts to pay, whatever became of them.
pub(super) async fn payments(
    cx: &Ctx,
    tap: Option<&Tap>,
    status: Option<payment::Status>,
    before: i64,
) -> Result<(), Fault> {
    let before = (before > 0).then_some(PaymentId(before));
    let found = funds::payments(cx.app(), cx.me(), &cx.rights, status, before, PAGE).await?;
    cx.show(
        tap,
        &screens::payments(cx, status, before.is_some(), &found),
    )
    .await
}

/// One of them.
pub(super) async fn payment(cx: &Ctx, tap: Option<&Tap>, id: PaymentId) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    let found = funds::payment(cx.app(), cx.me(), &cx.rights, id).await?;
    cx.show(tap, &screens::payment(cx, &found)).await
}

/// Money that fits nothing.
pub(super) async fn parked(cx: &Ctx, tap: Option<&Tap>, before: i64) -> Result<(), Fault> {
    let before = (before > 0).then_some(PaymentId(before));
    let filter = reads::Filter {
        status: Some(payment::Status::Parked),
        ..reads::Filter::default()
    };
    let found = reads::list(cx.app(), cx.me(), &cx.rights, filter, before, PAGE).await?;
    cx.show(tap, &screens::parked(cx, &found)).await
}

/// Refunds that did not go through.
pub(super) async fn failed(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let found = reads::refunds(cx.app(), &cx.rights, refund::Status::Failed, 4 * PAGE).await?;
    cx.show(tap, &screens::failed(cx, &found)).await
}

/// Payouts of this queue.
pub(super) async fn list(
    cx: &Ctx,
    tap: Option<&Tap>,
    queue: Queue,
    after: i64,
) -> Result<(), Fault> {
    let after = (after > 0).then_some(PayoutId(after));
    let found = funds::queue(cx.app(), &cx.rights, queue.statuses(), after, PAGE).await?;
    cx.show(tap, &screens::list(cx, queue, &found)).await
}

/// One of them.
pub(super) async fn card(cx: &Ctx, tap: Option<&Tap>, id: PayoutId) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    let found = funds::payout(cx.app(), &cx.rights, cx.me(), id).await?;
    cx.show(tap, &screens::card(cx, &found)).await
}

/// Is it approved?
pub(super) async fn ask_approve(cx: &Ctx, tap: Option<&Tap>, id: PayoutId) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    let found = funds::payout(cx.app(), &cx.rights, cx.me(), id).await?;
    if found.row.status != payout::Status::Asked {
        return Err(PayError::Moved.into());
    }
    cx.show(tap, &screens::ask_approve(cx, &found)).await
}

/// It is.
pub(super) async fn approve(cx: &Ctx, tap: Option<&Tap>, id: PayoutId) -> Result<(), Fault> {
    payouts::approve(cx.app(), cx.actor(), &cx.rights, id).await?;
    card(cx, tap, id).await
}

/// Why is it rejected, what is the bank's reference, why did it fail?
pub(super) async fn ask(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: PayoutId,
    question: DeskState,
) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    let found = funds::payout(cx.app(), &cx.rights, cx.me(), id).await?;
    let screen = screens::ask(cx, &found, &question);
    cx.expect(question).await;
    cx.show(tap, &screen).await
}

/// These words.
pub(super) async fn answered(
    cx: &Ctx,
    id: PayoutId,
    question: DeskState,
    text: &str,
) -> Result<(), Fault> {
    let (app, actor, mine) = (cx.app(), cx.actor(), &cx.rights);
    let done = match &question {
        DeskState::PayoutReject { .. } => payouts::reject(app, actor, mine, id, text).await,
        DeskState::PayoutReference { .. } => payouts::paid(app, actor, mine, id, text).await,
        _ => payouts::fail(app, actor, mine, id, text).await,
    };
    match done {
        Ok(()) => {
            card(cx, None, id).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error @ PayError::BadText) => {
            let found = funds::payout(app, mine, cx.me(), id).await?;
            cx.ask_again(screens::ask(cx, &found, &question), error.into())
                .await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whole card numbers leave the bot: is that meant?
pub(super) async fn ask_bank_list(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.require(Permission::DecideMoney)?;
    cx.show(tap, &screens::ask_bank_list(cx)).await
}

/// The list for the bank.
pub(super) async fn bank_list(cx: &Ctx, tap: &Tap) -> Result<(), Fault> {
    let list = payouts::bank_csv(cx.app(), cx.actor(), &cx.rights).await?;
    let bytes = list.csv.expose_secret().as_bytes().to_vec();
    let file = InputFile::memory(bytes).file_name("payouts.csv");
    cx.send(&screens::bank_list(cx, list.count, file)).await?;
    home(cx, Some(tap)).await
}
