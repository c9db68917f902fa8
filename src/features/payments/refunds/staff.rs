//! What staff may do with refunds.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    super::{error::PayError, new_key, service},
    promise::{Wanted, left_of, promise_of},
    send::{self, Proof},
};
use crate::{
    app::App,
    db,
    entity::{
        payment,
        refund::{Cause, Column, Entity, Status},
    },
    features::{
        audit::{self, AuditEvent, money::RefundDeed},
        fulfilment::{self, Reversal},
    },
    kernel::{
        actor::Actor,
        ids::{PaymentId, RefundId},
        money::Money,
        permission::{Permission, Rights},
    },
};

/// Longest reason, in characters.
const REASON: usize = 500;
/// Longest reference, in characters.
const REFERENCE: usize = 200;

/// Gives a part of a payment back, or all that is left of it when no amount is named, by staff's
/// decision. The amount is of the price: the part that bonuses covered goes back to the bonus.
///
/// # Errors
/// [`PayError::TooMuch`] when less is left, and see [`PayError`].
pub async fn order(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: PaymentId,
    amount: Option<Money>,
    reason: &str,
) -> Result<Vec<RefundId>, PayError> {
    require(mine)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(PayError::BadText);
    }
    let payment = service::find(app, id).await?;
    if payment.status != payment::Status::Paid {
        return Err(PayError::Moved);
    }
    let left = left_of(&payment)?;
    let amount = match amount {
        Some(amount) if !amount.is_positive() || amount.currency() != left.currency() => {
            return Err(PayError::BadAmount);
        }
        Some(amount) if amount.minor() > left.minor() => return Err(PayError::TooMuch),
        None if !left.is_positive() => return Err(PayError::TooMuch),
        Some(amount) => amount,
        None => left,
    };
    let now = app.clock.now();
    let Some(txn) = db::begin_once(&app.db, actor, "payments.refund", now).await? else {
        return Ok(Vec::new());
    };
    let from =
        fulfilment::reverse(app, &txn, now, payment.payable(), amount, Reversal::Staff).await?;
    let wanted = Wanted {
        payable: payment.payable(),
        amount,
        cause: Cause::Staff,
        reason: reason.to_owned(),
        asked_by: actor.user(),
        from,
    };
    let refunds = promise_of(&txn, now, id, wanted).await?;
    for refund in &refunds {
        let event = AuditEvent::Refund(*refund, RefundDeed::Ordered);
        audit::record(&txn, now, actor, &event).await?;
    }
    txn.commit().await?;
    Ok(refunds)
}

/// Sends a refund that failed once more, as a new one.
///
/// # Errors
/// [`PayError::Moved`] when it has not failed, and see [`PayError`].
pub async fn retry(app: &App, actor: Actor, mine: &Rights, id: RefundId) -> Result<(), PayError> {
    require(mine)?;
    let now = app.clock.now();
    let txn = db::begin(&app.db).await?;
    let changed = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Creating.word()))
        .col_expr(Column::IdempotenceKey, Expr::value(new_key()))
        .col_expr(Column::Body, Expr::value(""))
        .col_expr(Column::ProviderId, Expr::value(Option::<String>::None))
        .col_expr(Column::Problem, Expr::value(Option::<String>::None))
        .col_expr(Column::Checks, Expr::value(0))
        .col_expr(Column::NextCheckAt, Expr::value(now))
        .col_expr(Column::KeyedAt, Expr::value(now))
        .col_expr(Column::EndedAt, Expr::value(Option::<i64>::None))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Failed))
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        txn.rollback().await?;
        return Err(PayError::Moved);
    }
    let event = AuditEvent::Refund(id, RefundDeed::Retried);
    audit::record(&txn, now, actor, &event).await?;
    txn.commit().await?;
    Ok(())
}

/// Notes that the money of a refund that cannot be sent, or did not go through, went back by hand: from
/// our bank, or for Telegram's own invoices in the provider's office. With the reference under which it
/// is found there.
///
/// # Errors
/// [`PayError::BadText`] without a reference, [`PayError::Moved`] when it does not wait for a hand, and
/// see [`PayError`].
pub async fn by_hand(
    app: &App,
    actor: Actor,
    mine: &Rights,
    id: RefundId,
    reference: &str,
) -> Result<(), PayError> {
    require(mine)?;
    let reference = reference.trim();
    if reference.is_empty() || reference.chars().count() > REFERENCE {
        return Err(PayError::BadText);
    }
    let refund = send::find(app, id).await?;
    send::done(app, &refund, Proof::Hand(reference), actor).await
}

fn require(mine: &Rights) -> Result<(), PayError> {
    if mine.may(Permission::DecideMoney) {
        Ok(())
    } else {
        Err(PayError::NotAllowed)
    }
}
