//! What can be written down about a booking, and about what is booked.

use serde_json::{Value, json};

use crate::kernel::{
    ids::{SessionId, UserId},
    money::Money,
};

/// A deed about a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingDeed {
    /// Somebody asked for seats.
    Requested {
        /// How many.
        seats: i32,
        /// The price in minor units.
        price_minor: i64,
    },
    /// The agency said yes.
    Approved,
    /// The agency said no.
    Rejected,
    /// Nobody answered, or nobody paid, in time.
    Expired,
    /// Money came.
    Paid {
        /// In minor units, bonuses included.
        paid_minor: i64,
        /// It came too late, and its seats were still free.
        is_late: bool,
    },
    /// It was called off.
    Cancelled {
        /// By whom: traveller, agency, session, account.
        by: &'static str,
        /// What goes back, in minor units.
        refund_minor: i64,
    },
    /// Whoever comes was named, or named anew.
    Named,
    /// Money went back in the provider's own office.
    Reversed,
    /// The tour is over.
    Completed,
}

impl BookingDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Requested { .. } => "booking.requested",
            Self::Approved => "booking.approved",
            Self::Rejected => "booking.rejected",
            Self::Expired => "booking.expired",
            Self::Paid { .. } => "booking.paid",
            Self::Cancelled { .. } => "booking.cancelled",
            Self::Named => "booking.named",
            Self::Reversed => "booking.reversed",
            Self::Completed => "booking.completed",
        }
    }

    /// Facts beyond the booking.
    #[must_use]
    pub fn details(self) -> Value {
        match self {
            Self::Requested { seats, price_minor } => {
                json!({"seats": seats, "price_minor": price_minor})
            }
            Self::Paid {
                paid_minor,
                is_late,
            } => json!({"paid_minor": paid_minor, "is_late": is_late}),
            Self::Cancelled { by, refund_minor } => json!({"by": by, "refund_minor": refund_minor}),
            Self::Approved
            | Self::Rejected
            | Self::Expired
            | Self::Named
            | Self::Reversed
            | Self::Completed => {
                json!({})
            }
        }
    }
}

/// A deed about an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgencyDeed {
    /// It is here.
    Created,
    /// Its own words changed.
    Changed,
    /// The platform's share changed.
    CommissionSet(u32),
    /// It paid us commission.
    CommissionReceived(Money),
    /// Its cash desk at Payme changed.
    PaymeSet,
    /// It may sell no more.
    Blocked,
    /// It may sell again.
    Unblocked,
    /// Somebody became its manager.
    ManagerAdded(UserId),
    /// Somebody is its manager no more.
    ManagerRemoved(UserId),
}

impl AgencyDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Created => "agency.created",
            Self::Changed => "agency.changed",
            Self::CommissionSet(_) => "agency.commission_set",
            Self::CommissionReceived(_) => "agency.commission_received",
            Self::PaymeSet => "agency.payme_set",
            Self::Blocked => "agency.blocked",
            Self::Unblocked => "agency.unblocked",
            Self::ManagerAdded(_) => "agency.manager_added",
            Self::ManagerRemoved(_) => "agency.manager_removed",
        }
    }

    /// Facts beyond the agency.
    #[must_use]
    pub fn details(self) -> Value {
        match self {
            Self::CommissionSet(share) => json!({"commission_bp": share}),
            Self::CommissionReceived(money) => {
                json!({"amount_minor": money.minor(), "currency": money.currency().code()})
            }
            Self::ManagerAdded(user) | Self::ManagerRemoved(user) => json!({"user_id": user}),
            Self::Created | Self::Changed | Self::PaymeSet | Self::Blocked | Self::Unblocked => {
                json!({})
            }
        }
    }
}

/// A deed about a tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourDeed {
    /// It is there, as a draft.
    Created,
    /// Its words, pictures or parameters changed.
    Changed,
    /// Everybody sees it.
    Published,
    /// It is put away.
    Archived,
    /// It can be booked on certain days.
    SessionAdded(SessionId),
    /// A session changed.
    SessionChanged(SessionId),
    /// A session can be booked no more.
    SessionClosed(SessionId),
    /// A session can be booked again.
    SessionOpened(SessionId),
    /// A session does not take place.
    SessionCancelled(SessionId),
    /// A session is over.
    SessionCompleted(SessionId),
    /// Its agency lowers the price for a while.
    PromotionAdded,
    /// And does so no more.
    PromotionEnded,
    /// A promo code was made.
    CodeAdded,
    /// A promo code was switched off.
    CodeEnded,
}

impl TourDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Created => "tour.created",
            Self::Changed => "tour.changed",
            Self::Published => "tour.published",
            Self::Archived => "tour.archived",
            Self::SessionAdded(_) => "tour.session_added",
            Self::SessionChanged(_) => "tour.session_changed",
            Self::SessionClosed(_) => "tour.session_closed",
            Self::SessionOpened(_) => "tour.session_opened",
            Self::SessionCancelled(_) => "tour.session_cancelled",
            Self::SessionCompleted(_) => "tour.session_completed",
            Self::PromotionAdded => "tour.promotion_added",
            Self::PromotionEnded => "tour.promotion_ended",
            Self::CodeAdded => "tour.code_added",
            Self::CodeEnded => "tour.code_ended",
        }
    }

    /// Facts beyond the tour.
    #[must_use]
    pub fn details(self) -> Value {
        match self {
            Self::SessionAdded(session)
            | Self::SessionChanged(session)
            | Self::SessionClosed(session)
            | Self::SessionOpened(session)
            | Self::SessionCancelled(session)
            | Self::SessionCompleted(session) => json!({"session_id": session}),
            Self::Created
            | Self::Changed
            | Self::Published
            | Self::Archived
            | Self::PromotionAdded
            | Self::PromotionEnded
            | Self::CodeAdded
            | Self::CodeEnded => json!({}),
        }
    }
}
