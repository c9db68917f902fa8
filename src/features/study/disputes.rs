//! Disputes: one of the two calls staff, staff decides how the money is split.

use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter, sea_query::Expr};

use super::{
    change,
    drafts::words,
    error::StudyError,
    events::News,
    hands,
    machine::{self, Act},
    work,
};
use crate::{
    app::App,
    db,
    entity::{
        order::{Column, Model, Status},
        refund::Cause,
    },
    features::{audit::order::OrderDeed, ledger::facts::From, payments::refunds},
    kernel::{
        actor::Actor,
        ids::OrderId,
        money::Money,
        payable::Payable,
        permission::{Permission, Rights},
        time::Timestamp,
    },
};

/// Longest reason, in characters.
pub const REASON_LIMIT: usize = 2000;

/// One of the two calls staff. Within the warranty the client may do so after the acceptance, too.
///
/// # Errors
/// [`StudyError::WarrantyOver`]; see [`StudyError`].
pub async fn dispute(
    app: &App,
    actor: Actor,
    id: OrderId,
    reason: String,
) -> Result<Model, StudyError> {
    let order = change::find(&app.db, id).await?;
    let who = actor.user().ok_or(StudyError::NotAllowed)?;
    let is_client = order.client_id == who;
    if !is_client && order.executor_id != Some(who) {
        return Err(StudyError::NoSuchOrder);
    }
    let reason = words(Some(reason), REASON_LIMIT)?;
    let now = app.clock.now();
    let is_claim = order.status == Status::Completed;
    if is_claim && (!is_client || order.warranty_until.is_none_or(|until| until < now)) {
        return Err(StudyError::WarrantyOver);
    }
    let (act, deed) = if is_claim {
        (Act::Claim, OrderDeed::Claimed)
    } else {
        (Act::Dispute, OrderDeed::Disputed)
    };
    let Some(txn) = db::begin_once(&app.db, actor, "order.dispute", now).await? else {
        return change::find(&app.db, id).await;
    };
    let mut update = change::step(act, id, now)
        .col_expr(Column::DisputeBy, Expr::value(who.0))
        .col_expr(Column::DisputeReason, Expr::value(reason))
        .col_expr(Column::AutoAcceptAt, Expr::value(Option::<i64>::None));
    if is_claim {
        update = update.filter(Column::WarrantyUntil.gte(now));
    }
    change::take(&txn, update).await?;
    change::write_down(&txn, now, actor, id, deed).await?;
    change::tell_staff(app, &txn, now, id, News::Disputed).await?;
    let other = if is_client {
        order.executor_id
    } else {
        Some(order.client_id)
    };
    if let Some(other) = other {
        change::tell(&txn, now, other, id, News::Disputed).await?;
    }
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// What a decision would do to the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// Goes back to the client.
    pub back: Money,
    /// Stays, to be shared between executor and platform.
    pub kept: Money,
    /// The executor's part of that.
    pub executor: Money,
}

/// What goes where when so many basis points of what is still there go back.
///
/// # Errors
/// [`StudyError::TooMuch`] over the whole, or an amount that does not fit.
pub fn split(order: &Model, refund_bp: u32) -> Result<Split, StudyError> {
    if refund_bp > 10_000 {
        return Err(StudyError::TooMuch);
    }
    let there = Money::new(order.kept_minor(), order.currency);
    let back = there.share(refund_bp)?;
    let kept = there.minus(back)?;
    let share = u32::try_from(order.share_bp.unwrap_or(0)).unwrap_or(0);
    let executor = match order.executor_id {
        Some(_) => kept.share(share)?,
        None => Money::zero(order.currency),
    };
    Ok(Split {
        back,
        kept,
        executor,
    })
}

/// Staff decides: so many basis points of what is still there go back, the rest is shared. Also without
/// a dispute, as long as the work is not accepted.
///
/// # Errors
/// See [`StudyError`].
pub async fn resolve(
    app: &App,
    actor: Actor,
    rights: &Rights,
    id: OrderId,
    refund_bp: u32,
    note: String,
) -> Result<Model, StudyError> {
    if !rights.may(Permission::SteerOrders) || !rights.may(Permission::DecideMoney) {
        return Err(StudyError::NotAllowed);
    }
    let note = words(Some(note), REASON_LIMIT)?.unwrap_or_default();
    let order = change::find(&app.db, id).await?;
    let parts = split(&order, refund_bp)?;
    let act = if parts.kept.is_positive() {
        Act::DecideKeep
    } else {
        Act::DecideRefund
    };
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "order.resolve", now).await? else {
        return change::find(&app.db, id).await;
    };
    let update = change::step(act, id, now)
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::EndedReason, Expr::value("decided"))
        .col_expr(Column::EndedNote, Expr::value(note.clone()))
        .col_expr(Column::AutoAcceptAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::AcceptBy, Expr::value(Option::<i64>::None))
        // The split was computed from these.
        .filter(Column::Status.eq(order.status))
        .filter(Column::MovedAt.eq(order.moved_at))
        .filter(Column::PaidMinor.eq(order.paid_minor))
        .filter(Column::RefundedMinor.eq(order.refunded_minor));
    change::take(&txn, update).await?;
    if let Some(executor) = order.executor_id {
        // A claim comes after the hands were emptied. Hands before the ledger, as everywhere.
        if !was_shared(&order) && machine::is_in_hand(order.status) {
            hands::empty(&txn, executor).await?;
        }
    }
    give_back(&txn, now, actor, &order, parts.back, Cause::Dispute, note).await?;
    if !was_shared(&order) && parts.kept.is_positive() {
        let after = change::find(&txn, id).await?;
        work::share_price(&txn, now, &after).await?;
    }
    if let Some(executor) = order.executor_id {
        change::tell(&txn, now, executor, id, News::Decided).await?;
    }
    change::write_down(&txn, now, actor, id, OrderDeed::Decided { refund_bp }).await?;
    change::tell(&txn, now, order.client_id, id, News::Decided).await?;
    let order = change::find(&txn, id).await?;
    txn.commit().await?;
    app.outbox.nudge();
    Ok(order)
}

/// Whether the price was shared already: the order was accepted once, or decided without that.
const fn was_shared(order: &Model) -> bool {
    order.warranty_until.is_some() || matches!(order.status, Status::Completed)
}

/// Where the money of an order is now.
pub(super) fn source(order: &Model) -> From {
    match order.executor_id {
        Some(executor) if was_shared(order) => From::Earned {
            executor,
            share_bp: u32::try_from(order.share_bp.unwrap_or(0)).unwrap_or(0),
        },
        None if was_shared(order) => From::Income,
        _ => From::Prepaid,
    }
}

/// Promises money back, from where it is now.
pub(super) async fn give_back(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    order: &Model,
    amount: Money,
    cause: Cause,
    reason: String,
) -> Result<(), StudyError> {
    if !amount.is_positive() {
        return Ok(());
    }
    let from = source(order);
    change::take(txn, change::refunded(order, amount)).await?;
    let wanted = refunds::Wanted {
        payable: Payable::Order(order.id),
        amount,
        cause,
        reason,
        asked_by: actor.user(),
        from,
    };
    refunds::promise(txn, now, wanted)
        .await
        .map_err(|error| match error {
            refunds::RefundError::TooMuch => StudyError::TooMuch,
            refunds::RefundError::Ledger(error) => error.into(),
            refunds::RefundError::Database(error) => error.into(),
        })?;
    Ok(())
}
