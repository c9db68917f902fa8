//! What money can be paid for. Everything that is paid is settled by one exhaustive match on this.

use super::ids::{BookingId, HourId, OrderId};

/// A thing with a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Payable {
    /// A study order.
    Order(OrderId),
    /// An hour with support.
    Hour(HourId),
    /// A booking of a tour.
    Booking(BookingId),
}

impl Payable {
    /// Its word in the ledger and in keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Order(_) => "order",
            Self::Hour(_) => "hour",
            Self::Booking(_) => "booking",
        }
    }

    /// Its row.
    #[must_use]
    pub const fn id(self) -> i64 {
        match self {
            Self::Order(id) => id.0,
            Self::Hour(id) => id.0,
            Self::Booking(id) => id.0,
        }
    }

    /// What is being paid: two attempts with one key cannot be open at once.
    #[must_use]
    pub fn key(self) -> String {
        format!("{}:{}", self.word(), self.id())
    }
}
