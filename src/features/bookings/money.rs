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
    let at_agency: i64 = taken
        .iter()
        .map(|payment| payment.amount_minor - payment.refunded_minor)
        .sum();
    let over = BookingOver {
        booking: booking.id,
        agency: booking.agency_id,
        commission_bp: booking.share_bp(),
        kept,
        at_agency: Money::new(at_agency, booking.currency),
    };
    facts::booking_over(txn, now, over).await?;
    Ok(())
}
