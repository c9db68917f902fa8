//! Bookings.

use sea_orm::entity::prelude::*;

use crate::kernel::{
    ids::{AgencyId, BookingId, PromoCodeId, PromotionId, SessionId, TourId, UserId},
    money::{Currency, Money},
    time::Timestamp,
};

/// A party's seats on a session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bookings")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: BookingId,
    /// On which session.
    pub session_id: SessionId,
    /// Of which tour.
    pub tour_id: TourId,
    /// Of which agency.
    pub agency_id: AgencyId,
    /// Who booked.
    pub traveller_id: UserId,
    /// Where it stands.
    pub status: Status,
    /// How many adults.
    pub adults: i32,
    /// How many children.
    pub children: i32,
    /// Seats of all of them.
    pub seats: i32,
    /// Currency of all amounts.
    pub currency: Currency,
    /// Price before anything is taken off. This and what follows is copied once, never computed again.
    pub base_minor: i64,
    /// What the promotion took off.
    pub promotion_minor: i64,
    /// What the promo code took off.
    pub promo_minor: i64,
    /// What is to be paid; bonuses are a way to pay it.
    pub price_minor: i64,
    /// Which promotion.
    pub promotion_id: Option<PromotionId>,
    /// Which promo code.
    pub promo_code_id: Option<PromoCodeId>,
    /// The platform's share in basis points, as it was agreed then.
    pub commission_bp: i32,
    /// The session's rule on refunds, as it was agreed then.
    #[sea_orm(column_type = "Text")]
    pub refund_rule: String,
    /// What the traveller wishes.
    #[sea_orm(column_type = "Text", nullable)]
    pub wish: Option<String>,
    /// The request waits for the agency until then.
    pub hold_until: Option<Timestamp>,
    /// The approved booking waits for the money until then.
    pub pay_by: Option<Timestamp>,
    /// When somebody is reminded next.
    pub remind_at: Option<Timestamp>,
    /// The provider's transaction that is open: while it is, nothing else ends or changes the booking.
    pub frozen_by: Option<i64>,
    /// The message in the traveller's chat that counts down.
    pub message_id: Option<i64>,
    /// What it shows, in minutes; none: it counts nothing.
    pub shown_minutes: Option<i32>,
    /// What was paid, bonuses included.
    pub paid_minor: i64,
    /// What of that a bonus paid.
    pub bonus_minor: i64,
    /// What went back or is promised back.
    pub refunded_minor: i64,
    /// Why it ended: a word.
    pub ended_reason: Option<String>,
    /// Why it ended, in somebody's words.
    #[sea_orm(column_type = "Text", nullable)]
    pub ended_note: Option<String>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the agency approved.
    pub approved_at: Option<Timestamp>,
    /// Who decided.
    pub decided_by: Option<UserId>,
    /// When the money came.
    pub paid_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// When it last moved.
    pub moved_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What is to be paid.
    #[must_use]
    pub const fn price(&self) -> Money {
        Money::new(self.price_minor, self.currency)
    }

    /// What is paid and not promised back.
    #[must_use]
    pub const fn in_hand(&self) -> Money {
        Money::new(
            self.paid_minor.saturating_sub(self.refunded_minor),
            self.currency,
        )
    }

    /// The platform's share, in basis points.
    #[must_use]
    pub fn share_bp(&self) -> u32 {
        u32::try_from(self.commission_bp).unwrap_or_default()
    }
}

words! {
    /// Where a booking stands.
    Status {
        /// The agency has to answer; the seats are held.
        Requested = "requested",
        /// It has to be paid; the seats are held.
        Approved = "approved",
        /// It is paid.
        Paid = "paid",
        /// The tour is over.
        Completed = "completed",
        /// The agency said no.
        Rejected = "rejected",
        /// Nobody answered, or nobody paid, in time.
        Expired = "expired",
        /// Called off; whatever was paid stays with the agency.
        Cancelled = "cancelled",
        /// Called off, and money went back.
        Refunded = "refunded",
    }
}

impl Status {
    /// States in which seats are held.
    pub const SEATED: [Self; 3] = [Self::Requested, Self::Approved, Self::Paid];
    /// States in which somebody has to answer or to pay.
    pub const WAITING: [Self; 2] = [Self::Requested, Self::Approved];
}
