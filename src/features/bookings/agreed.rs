//! A booking that both sides agreed on before it was made: the party of a private session.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};

use super::{error::BookingError, request::halfway};
use crate::{
    app::App,
    entity::{
        agency,
        booking::{ActiveModel, Model, Status},
        tour_session,
    },
    features::{
        audit::{self, AuditEvent, BookingDeed},
        tours::pricing::{self, Party},
    },
    kernel::{actor::Actor, ids::UserId, time::Timestamp},
};

/// Who agreed on what.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    /// The session that was made for it, with its seats taken.
    pub session: &'a tour_session::Model,
    /// Whose it is.
    pub agency: &'a agency::Model,
    /// Who travels.
    pub traveller: UserId,
    /// And with whom.
    pub party: Party,
    /// Who agreed for the agency.
    pub decided_by: Option<UserId>,
}

/// Books an agreed session within the caller's transaction: it is approved, and waits for the money.
///
/// # Errors
/// See [`BookingError`].
pub async fn book(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    agreed: Agreed<'_>,
) -> Result<Model, BookingError> {
    let Agreed {
        session,
        agency,
        party,
        ..
    } = agreed;
    let price = pricing::base(session, party)?;
    let patience = TimeDelta::hours(app.config.tours.payment_window_hours.into());
    let until = std::cmp::min(now.plus(patience), session.starts_at);
    let row = ActiveModel {
        session_id: Set(session.id),
        tour_id: Set(session.tour_id),
        agency_id: Set(session.agency_id),
        traveller_id: Set(agreed.traveller),
        status: Set(Status::Approved),
        adults: Set(party.adults),
        children: Set(party.children),
        seats: Set(party.seats()),
        currency: Set(session.currency),
        base_minor: Set(price.minor()),
        promotion_minor: Set(0),
        promo_minor: Set(0),
        price_minor: Set(price.minor()),
        commission_bp: Set(agency.commission_bp),
        refund_rule: Set(session.refund_rule.clone()),
        pay_by: Set(Some(until)),
        remind_at: Set(Some(halfway(now, until))),
        paid_minor: Set(0),
        bonus_minor: Set(0),
        refunded_minor: Set(0),
        requested_at: Set(now),
        approved_at: Set(Some(now)),
        decided_by: Set(agreed.decided_by),
        moved_at: Set(now),
        ..Default::default()
    };
    let booking = row.insert(txn).await?;
    let requested = BookingDeed::Requested {
        seats: booking.seats,
        price_minor: booking.price_minor,
    };
    for deed in [requested, BookingDeed::Approved] {
        audit::record(txn, now, actor, &AuditEvent::Booking(booking.id, deed)).await?;
    }
    Ok(booking)
}
