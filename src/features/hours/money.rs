//! The money of an hour when it ends, in the transaction that ends it.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr,
};

use super::{error::HoursError, terms};
use crate::{
    entity::{
        hour::{Column, Entity, Model},
        refund::Cause,
    },
    features::{
        ledger::facts::{self, From},
        payments::{
            refunds::{self, Wanted},
            release,
        },
    },
    kernel::{actor::Actor, money::Money, payable::Payable, time::Timestamp},
};

/// Promises `refund` back, and books the rest as earned. `hour` is the row as it was before its end;
/// `reason` is a word of the audit log.
pub(super) async fn close(
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    hour: &Model,
    refund: Money,
    reason: &str,
) -> Result<(), HoursError> {
    let payable = Payable::Hour(hour.id);
    // Whoever is on the way to pay has nothing to pay for any more.
    release::abandon(txn, now, payable).await?;
    let kept = terms::in_hand(hour).minus(refund)?;
    if refund.is_positive() {
        Entity::update_many()
            .col_expr(
                Column::RefundedMinor,
                Expr::col(Column::RefundedMinor).add(refund.minor()),
            )
            .filter(Column::Id.eq(hour.id))
            .exec(txn)
            .await?;
        let wanted = Wanted {
            payable,
            amount: refund,
            cause: Cause::Cancelled,
            reason: reason.to_owned(),
            asked_by: actor.user(),
            from: From::Prepaid,
        };
        refunds::promise(txn, now, wanted).await?;
    }
    if kept.is_positive() {
        facts::hour_done(txn, now, hour.id, kept).await?;
    }
    Ok(())
}
