//! Calling an order off, with a look at the money first.

use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter, sea_query::Expr};

use super::{
    change, disputes, drafts::words, error::StudyError, events::News, hands, machine::Act, quotes,
};
use crate::{
    app::App,
    db,
    entity::{
        order::{Column, Model, Status},
        refund::Cause,
    },
    features::{audit::order::OrderDeed, payments::release},
    kernel::{
        actor::Actor,
        ids::OrderId,
        money::Money,
        payable::Payable,
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// What calling off would mean now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preview {
    /// No money came: nothing goes back.
    Free,
    /// The work has not begun: all of this goes back.
    Refund(Money),
    /// The work has begun: staff has to decide, by a dispute.
    AskStaff,
    /// It is over.
    Over,
}

/// What calling off would mean now.
#[must_use]
pub fn preview(order: &Model) -> Preview {
    match order.status {
        Status::Draft | Status::Submitted | Status::Quoted | Status::AwaitingPayment => {
            Preview::Free
        }
        Status::Paid => Preview::Refund(Money::new(order.kept_minor(), order.currency)),
        Status::InProgress | Status::Delivered | Status::ChangesRequested | Status::Disputed => {
            Preview::AskStaff
        }
        Status::Completed | Status::Refunded | Status::Cancelled | Status::Expired => Preview::Over,
    }
}

/// Calls an order off: the client before the work began, staff before money came (afterwards staff
/// decides with [`disputes::resolve`]).
///
/// # Errors
/// See [`StudyError`].
pub async fn cancel(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: OrderId,
    note: Option<String>,
) -> Result<Model, StudyError> {
    let order = change::find(&app.db, id).await?;
    let is_client = actor.user() == Some(order.client_id);
    if !is_client && !rights.may(Permission::SteerOrders) {
        return Err(StudyError::NoSuchOrder);
    }
    let note = words(
        note.filter(|note| !note.trim().is_empty()),
        disputes::REASON_LIMIT,
    )?;
    if matches!(order.status, Status::Cancelled | Status::Refunded) {
        return Ok(order);
    }
    let act = match preview(&order) {
        Preview::Free => Act::Cancel,
        Preview::Refund(_) => Act::CallOff,
        Preview::AskStaff | Preview::Over => return Err(StudyError::Moved),
    };
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let update = change::step(act, id, now)
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::EndedReason, Expr::value("cancelled"))
        .col_expr(Column::EndedNote, Expr::value(note.clone()))
        .col_expr(Column::PayBy, Expr::value(Option::<i64>::None))
        .col_expr(Column::AcceptBy, Expr::value(Option::<i64>::None))
        .filter(Column::Status.eq(order.status))
        .filter(Column::MovedAt.eq(order.moved_at));
    change::take(&txn, update).await?;
    if act == Act::CallOff {
        let back = Money::new(order.kept_minor(), order.currency);
        let reason = note.unwrap_or_default();
        if let Some(executor) = order.executor_id {
            // Hands before the ledger, as everywhere: nobody waits in a ring.
            hands::empty(&txn, executor).await?;
            change::tell(&txn, now, executor, id, News::Cancelled).await?;
        }
        disputes::give_back(&txn, now, actor, &order, back, Cause::Cancelled, reason).await?;
    }
    end_offers_and_payments(&txn, now, &order).await?;
    change::write_down(&txn, now, actor, id, OrderDeed::Cancelled).await?;
    if is_client {
        change::tell_staff(app, &txn, now, id, News::Cancelled).await?;
    } else {
        change::tell(&txn, now, order.client_id, id, News::Cancelled).await?;
    }
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// Offers that wait are answered; an attempt to pay that is open no longer blocks another one. Its money,
/// should it still come, goes back.
pub(super) async fn end_offers_and_payments(
    txn: &DatabaseTransaction,
    now: Timestamp,
    order: &Model,
) -> Result<(), StudyError> {
    quotes::close_offers(txn, now, order.id).await?;
    release::abandon(txn, now, Payable::Order(order.id)).await?;
    Ok(())
}
