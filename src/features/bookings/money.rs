//! What is left of a booking's money when it ends.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::error::BookingError;
use crate::{
    entity::{
        booking::Model,
        payment::{Column, Entity, PayableKind, Provider, Status},
    },
    features::ledger::facts::{self, BookingOver},
    kernel::{money::Money, time::Timestamp},
};

/// Books what is kept of a booking that is over. The refunds of its end are promised before.
///
/// # Errors
/// See [`BookingError`].
pub(super) async fn keep(
    txn: &DatabaseTransaction,
    now: Timestamp,
    booking: &Model,
    kept: Money,
) -> Result<(), BookingError> {
    if !kept.is_positive() {
        return Ok(());
    }
    let taken = Entity::find()
        .filter(Column::PayableKind.eq(PayableKind::Booking))
        .filter(Column::PayableId.eq(booking.id.0))
        .filter(Column::Status.eq(Status::Paid))
        .filter(Column::Provider.eq(Provider::Payme))
        .all(txn)
        .await?;
    let at_desk: i64 = taken
        .iter()
        .map(|payment| payment.amount_minor - payment.refunded_minor)
        .sum();
    let over = BookingOver {
        booking: booking.id,
        agency: booking.agency_id,
        commission_bp: booking.share_bp(),
        kept,
    };
    facts::booking_over(txn, now, over).await?;
    if at_desk > 0 {
        let money = Money::new(at_desk, booking.currency);
        facts::booking_at_desk(txn, now, booking.id, booking.agency_id, money).await?;
    }
    Ok(())
}
