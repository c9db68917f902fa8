//! What ended no longer waits for its payment.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    entity::payment::{Column, Entity, PayableKind, Status},
    features::ledger::{LedgerError, facts},
    kernel::{payable::Payable, time::Timestamp},
};

/// Lets go of the attempts that are open for this: their place is free, a bonus set aside is free again.
/// They are still looked after: a provider cannot be told to forget a payment, and money that comes all
/// the same goes back.
///
/// # Errors
/// When the ledger or the database refuses.
pub async fn abandon(
    txn: &DatabaseTransaction,
    now: Timestamp,
    payable: Payable,
) -> Result<(), LedgerError> {
    let open = Entity::find()
        .filter(Column::PayableKind.eq(PayableKind::of(payable)))
        .filter(Column::PayableId.eq(payable.id()))
        .filter(Column::Status.is_in([Status::Creating, Status::Pending]))
        .filter(Column::OpenKey.is_not_null())
        .all(txn)
        .await?;
    for payment in open {
        let released = Entity::update_many()
            .col_expr(Column::OpenKey, Expr::value(Option::<String>::None))
            .filter(Column::Id.eq(payment.id))
            .filter(Column::OpenKey.is_not_null())
            .exec(txn)
            .await?;
        if released.rows_affected > 0 && payment.bonus_minor > 0 {
            facts::bonus_unreserved(txn, now, &payment).await?;
        }
    }
    Ok(())
}
