//! The money of an hour when it ends, in the transaction that ends it.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr,
};

use super::{error::HoursError, terms};
use crate::{
    entity::hour::{Column, Entity, Model},
    features::ledger,
    kernel::{actor::Actor, money::Money, time::Timestamp},
};

/// Promises `refund` back, and books the rest as earned. `hour` is the row as it was before its end.
pub(super) async fn close(
    txn: &DatabaseTransaction,
    now: Timestamp,
    _actor: Actor,
    hour: &Model,
    refund: Money,
) -> Result<(), HoursError> {
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
    }
    if kept.is_positive() {
        ledger::facts::hour_done(txn, now, hour.id, kept).await?;
    }
    Ok(())
}
