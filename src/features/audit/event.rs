//! Everything that is written down. Ids and our own words only: never names, phones or texts.

use serde_json::{Value, json};

use super::{
    booking::{AgencyDeed, BookingDeed, TourDeed},
    executor::ExecutorDeed,
    hour::HourDeed,
    money::{PaymentDeed, PayoutDeed, RefundDeed},
    order::OrderDeed,
    trip::TripDeed,
};
use crate::{
    entity::{
        api_token::Scope,
        consent::{Decision, Document},
    },
    kernel::{
        ids::{
            AgencyId, BookingId, HourId, OrderId, OutboxId, PaymentId, PayoutId, RefundId,
            ReviewId, TokenId, TourId, TripId, UserId,
        },
        permission::Role,
    },
};

/// A deed.
#[derive(Clone, Copy, Debug)]
pub enum AuditEvent {
    /// A person decided about a legal document.
    ConsentDecided(UserId, Document, Decision),
    /// A person took their data home.
    DataExported(UserId),
    /// A person deleted the account.
    AccountDeleted(UserId),
    /// A role was granted.
    RoleGranted(UserId, Role, Option<AgencyId>),
    /// A role was revoked.
    RoleRevoked(UserId, Role, Option<AgencyId>),
    /// A person was shut out.
    UserBlocked(UserId),
    /// A person was let in again.
    UserUnblocked(UserId),
    /// Staff wrote a note about a person.
    NoteAdded(UserId),
    /// A personal token was made.
    TokenCreated(TokenId, Scope),
    /// A personal token was revoked.
    TokenRevoked(TokenId),
    /// A dead message was put back into the queue.
    MessageRevived(OutboxId),
    /// Something happened to an order.
    Order(OrderId, OrderDeed),
    /// Something was decided about an executor, or by one about themselves.
    Executor(UserId, ExecutorDeed),
    /// Contacts were masked in a message of an hour.
    HourContactsMasked(HourId),
    /// Somebody asked to be a partner.
    PartnerApplied(UserId),
    /// They did not want to be one any more.
    PartnerWithdrew(UserId),
    /// Staff made them one.
    PartnerApproved(UserId),
    /// Staff refused.
    PartnerRefused(UserId),
    /// Staff set a partner's share in basis points; none: that of the configuration.
    ShareSet(UserId, Option<u32>),
    /// A client reviewed finished work.
    ReviewWritten(ReviewId),
    /// Staff let everybody read a review.
    ReviewShown(ReviewId),
    /// Staff hid a review.
    ReviewHidden(ReviewId),
    /// Staff answered a review.
    ReviewAnswered(ReviewId),
    /// Something happened to an hour with support.
    Hour(HourId, HourDeed),
    /// Something happened to an attempt to pay.
    Payment(PaymentId, PaymentDeed),
    /// Something happened to a refund.
    Refund(RefundId, RefundDeed),
    /// Something happened to a payout.
    Payout(PayoutId, PayoutDeed),
    /// Something happened to a booking.
    Booking(BookingId, BookingDeed),
    /// Something happened to an agency.
    Agency(AgencyId, AgencyDeed),
    /// Something happened to a tour; none: to all of an agency's.
    Tour(Option<TourId>, TourDeed),
    /// Something happened to a request for a trip.
    Trip(TripId, TripDeed),
    /// The list for the bank was taken, with so many payouts on it.
    PayoutsExported(usize),
}

/// Actions in the order of the filter in the staff panel; a word without a dot stands for all actions
/// that begin with it.
pub const ACTIONS: [&str; 26] = [
    "user.blocked",
    "user.unblocked",
    "user.note_added",
    "role.granted",
    "role.revoked",
    "consent.decided",
    "account.exported",
    "account.deleted",
    "token.created",
    "token.revoked",
    "message.revived",
    "order",
    "executor",
    "referral.share_set",
    "review.written",
    "review.shown",
    "review.hidden",
    "review.answered",
    "hour",
    "booking",
    "agency",
    "tour",
    "trip",
    "payment",
    "refund",
    "payout",
];

impl AuditEvent {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::ConsentDecided(..) => "consent.decided",
            Self::DataExported(_) => "account.exported",
            Self::AccountDeleted(_) => "account.deleted",
            Self::RoleGranted(..) => "role.granted",
            Self::RoleRevoked(..) => "role.revoked",
            Self::UserBlocked(_) => "user.blocked",
            Self::UserUnblocked(_) => "user.unblocked",
            Self::NoteAdded(_) => "user.note_added",
            Self::TokenCreated(..) => "token.created",
            Self::TokenRevoked(_) => "token.revoked",
            Self::MessageRevived(_) => "message.revived",
            Self::Order(_, deed) => deed.action(),
            Self::Executor(_, deed) => deed.action(),
            Self::HourContactsMasked(_) => "hour.contacts_masked",
            Self::PartnerApplied(_) => "partner.applied",
            Self::PartnerWithdrew(_) => "partner.withdrew",
            Self::PartnerApproved(_) => "partner.approved",
            Self::PartnerRefused(_) => "partner.refused",
            Self::ShareSet(..) => "referral.share_set",
            Self::ReviewWritten(_) => "review.written",
            Self::ReviewShown(_) => "review.shown",
            Self::ReviewHidden(_) => "review.hidden",
            Self::ReviewAnswered(_) => "review.answered",
            Self::Hour(_, deed) => deed.action(),
            Self::Payment(_, deed) => deed.action(),
            Self::Refund(_, deed) => deed.action(),
            Self::Payout(_, deed) => deed.action(),
            Self::Booking(_, deed) => deed.action(),
            Self::Agency(_, deed) => deed.action(),
            Self::Tour(_, deed) => deed.action(),
            Self::Trip(_, deed) => deed.action(),
            Self::PayoutsExported(_) => "payout.exported",
        }
    }

    /// What it was done to.
    #[must_use]
    pub const fn subject(self) -> (&'static str, Option<i64>) {
        match self {
            Self::ConsentDecided(user, ..)
            | Self::DataExported(user)
            | Self::AccountDeleted(user)
            | Self::RoleGranted(user, ..)
            | Self::RoleRevoked(user, ..)
            | Self::UserBlocked(user)
            | Self::UserUnblocked(user)
            | Self::NoteAdded(user)
            | Self::Executor(user, _)
            | Self::PartnerApplied(user)
            | Self::PartnerWithdrew(user)
            | Self::PartnerApproved(user)
            | Self::PartnerRefused(user)
            | Self::ShareSet(user, _) => ("user", Some(user.0)),
            Self::TokenCreated(token, _) | Self::TokenRevoked(token) => ("token", Some(token.0)),
            Self::MessageRevived(message) => ("message", Some(message.0)),
            Self::Order(order, _) => ("order", Some(order.0)),
            Self::HourContactsMasked(hour) => ("hour", Some(hour.0)),
            Self::ReviewWritten(review)
            | Self::ReviewShown(review)
            | Self::ReviewHidden(review)
            | Self::ReviewAnswered(review) => ("review", Some(review.0)),
            Self::Hour(hour, _) => ("hour", Some(hour.0)),
            Self::Payment(payment, _) => ("payment", Some(payment.0)),
            Self::Refund(refund, _) => ("refund", Some(refund.0)),
            Self::Payout(payout, _) => ("payout", Some(payout.0)),
            Self::Booking(booking, _) => ("booking", Some(booking.0)),
            Self::Agency(agency, _) => ("agency", Some(agency.0)),
            Self::Tour(Some(tour), _) => ("tour", Some(tour.0)),
            Self::Tour(None, _) => ("tour", None),
            Self::Trip(trip, _) => ("trip", Some(trip.0)),
            Self::PayoutsExported(_) => ("payout", None),
        }
    }

    /// Facts beyond the subject.
    #[must_use]
    pub fn details(self) -> Value {
        match self {
            Self::ConsentDecided(_, document, decision) => {
                json!({"document": document, "decision": decision})
            }
            Self::RoleGranted(_, role, agency) | Self::RoleRevoked(_, role, agency) => {
                json!({"role": role, "agency_id": agency})
            }
            Self::TokenCreated(_, scope) => json!({"scope": scope}),
            Self::Order(_, deed) => json!(deed),
            Self::Executor(_, deed) => json!(deed),
            Self::ShareSet(_, share_bp) => json!({"share_bp": share_bp}),
            Self::Hour(_, deed) => deed.details(),
            Self::Booking(_, deed) => deed.details(),
            Self::Agency(_, deed) => deed.details(),
            Self::Tour(_, deed) => deed.details(),
            Self::Trip(_, deed) => deed.details(),
            Self::PayoutsExported(count) => json!({"count": count}),
            Self::DataExported(_)
            | Self::AccountDeleted(_)
            | Self::UserBlocked(_)
            | Self::UserUnblocked(_)
            | Self::NoteAdded(_)
            | Self::PartnerApplied(_)
            | Self::PartnerWithdrew(_)
            | Self::PartnerApproved(_)
            | Self::PartnerRefused(_)
            | Self::TokenRevoked(_)
            | Self::MessageRevived(_)
            | Self::HourContactsMasked(_)
            | Self::ReviewWritten(_)
            | Self::ReviewShown(_)
            | Self::ReviewHidden(_)
            | Self::ReviewAnswered(_)
            | Self::Payment(..)
            | Self::Refund(..)
            | Self::Payout(..) => json!({}),
        }
    }
}
