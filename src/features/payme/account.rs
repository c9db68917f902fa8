//! What may be paid at a cash desk: an approved booking of its agency, once, at its price.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value};

use super::rpc::{FIELD, RpcError};
use crate::{
    entity::{
        agency,
        booking::{self, Status},
        payment,
    },
    features::{bookings::fulfil, payments::service},
    kernel::{ids::BookingId, money::Currency, payable::Payable, time::Timestamp},
};

/// A booking that may be paid now, and the attempt that was begun for it at Payme.
#[derive(Clone, Debug)]
pub(super) struct Due {
    pub(super) booking: booking::Model,
    pub(super) attempt: Option<payment::Model>,
}

/// The number of the booking that an account names: as a string, or as a number.
pub(super) fn number(params: &Map<String, Value>) -> Result<BookingId, RpcError> {
    let Some(Value::Object(account)) = params.get("account") else {
        return Err(RpcError::Unknown);
    };
    match account.get(FIELD) {
        Some(Value::String(text)) => text.trim().parse().or(Err(RpcError::Unknown)),
        Some(Value::Number(number)) => number.as_i64().ok_or(RpcError::Unknown),
        _ => Err(RpcError::Unknown),
    }
    .map(BookingId)
}

/// Whether this much may be paid for a booking now.
pub(super) async fn due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    agency: &agency::Model,
    id: BookingId,
    amount: i64,
) -> Result<Due, RpcError> {
    let booking = booking::Entity::find_by_id(id)
        .filter(booking::Column::AgencyId.eq(agency.id))
        .filter(booking::Column::Currency.eq(Currency::Uzs))
        .one(db)
        .await?
        .ok_or(RpcError::Unknown)?;
    match booking.status {
        Status::Approved if booking.pay_by.is_some_and(|until| until > now) => {
            if fulfil::is_called_off(db, booking.session_id).await? {
                return Err(RpcError::Over);
            }
        }
        Status::Paid | Status::Completed => return Err(RpcError::Paid),
        Status::Requested
        | Status::Approved
        | Status::Rejected
        | Status::Expired
        | Status::Cancelled
        | Status::Refunded => return Err(RpcError::Over),
    }
    // With a bonus set aside less is due.
    let attempt = service::current(db, Payable::Booking(id))
        .await?
        .filter(|attempt| attempt.provider == payment::Provider::Payme);
    let expected = attempt
        .as_ref()
        .map_or(booking.price_minor, |attempt| attempt.amount_minor);
    if amount != expected {
        return Err(RpcError::Amount);
    }
    Ok(Due { booking, attempt })
}
