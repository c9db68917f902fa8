//! When client and executor cannot agree: staff is called.

use teloxide::types::Message;

use super::{panel, study_fault, work::ended};
use crate::{
    bot::{fault::Fault, tap::Tap},
    features::{
        ctx::Ctx,
        executors::{desk::Place, screens::work as screens, state::ExecutorsState},
        study::{disputes, error::StudyError, machine::Act},
    },
    kernel::ids::OrderId,
};

/// Asks why staff is called.
pub(super) async fn ask_dispute(cx: &Ctx, tap: Option<&Tap>, id: OrderId) -> Result<(), Fault> {
    let brief = panel::brief(cx, id).await?;
    if brief.place != Place::Mine || Act::Dispute.next(brief.order.status).is_none() {
        return Err(Fault::refused("executors-error-order-moved"));
    }
    cx.expect(ExecutorsState::Dispute { order: id }).await;
    cx.show(tap, &screens::ask_dispute(cx, id)).await
}

/// Because of this.
pub(super) async fn dispute_typed(cx: &Ctx, message: &Message, id: OrderId) -> Result<(), Fault> {
    let reason = message.text().unwrap_or_default().to_owned();
    match disputes::dispute(cx.app(), cx.actor(), id, reason).await {
        Ok(_) => {}
        Err(error @ (StudyError::Empty | StudyError::TooLong(_))) => {
            return cx
                .ask_again(screens::ask_dispute(cx, id), study_fault(error))
                .await;
        }
        Err(error) => return ended(cx, error).await,
    }
    panel::order(cx, None, id).await?;
    // Last: an answer that did not go out is repeated with the whole update.
    cx.expect_nothing().await;
    Ok(())
}
