//! What ended, or is paid otherwise, no longer waits for its payment.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use super::service::OPEN;
use crate::{
    entity::payment::{Column, Entity, Model, PayableKind},
    features::ledger::{LedgerError, facts},
    kernel::{payable::Payable, time::Timestamp},
};

/// Lets go of the attempt that is open for this: its place is free, a bonus set aside is free again.
/// It is still watched: a provider cannot be told to forget a payment, and money that comes all the same
/// goes back.
///
/// # Errors
/// When the ledger or the database refuses.
pub async fn abandon(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payable: Payable,
) -> Result<(), LedgerError> {
    abandon_all(txn, now, PayableKind::of(payable), [payable.id()]).await
}

/// The same for many things of one kind.
///
/// # Errors
/// When the ledger or the database refuses.
pub async fn abandon_all(
    txn: &DatabaseTransaction,
    now: Timestamp,
    kind: PayableKind,
    ids: impl IntoIterator<Item = i64>,
) -> Result<(), LedgerError> {
    let open = Entity::find()
        .filter(Column::PayableKind.eq(kind))
        .filter(Column::PayableId.is_in(ids))
        .filter(Column::Status.is_in(OPEN))
        .filter(Column::OpenKey.is_not_null())
        .all(txn)
        .await?;
    for payment in open {
        leave(txn, now, &payment).await?;
    }
    Ok(())
}

/// Lets go of one attempt.
pub(crate) async fn leave(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payment: &Model,
) -> Result<(), LedgerError> {
    let left = Entity::update_many()
        .col_expr(Column::OpenKey, Expr::value(Option::<String>::None))
        .col_expr(Column::BonusMinor, Expr::value(0))
        .filter(Column::Id.eq(payment.id))
        .filter(Column::Status.is_in(OPEN))
        .filter(Column::OpenKey.is_not_null())
        .exec(txn)
        .await?;
    if left.rows_affected > 0 && payment.bonus_minor > 0 {
        facts::bonus_unreserved(txn, now, payment).await?;
    }
    Ok(())
}
