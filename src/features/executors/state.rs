//! What executors and applicants are typing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    features::State,
    kernel::ids::{OrderId, UserId},
};

/// The awaited input. A card number is read and forgotten: only that it is awaited stands here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecutorsState {
    /// Subjects of an application.
    Subjects {
        /// Back to the summary after it, or on to the next question.
        is_edit: bool,
    },
    /// Experience.
    Experience {
        /// As for subjects.
        is_edit: bool,
    },
    /// Sample files.
    Samples {
        /// As for subjects.
        is_edit: bool,
    },
    /// A card for payouts, in the application or later.
    Card,
    /// Why an application is refused.
    Reason {
        /// Whose.
        user: UserId,
    },
    /// The price of an offer.
    OfferPrice {
        /// For which order.
        order: OrderId,
    },
    /// How many days it takes.
    OfferDays {
        /// For which order.
        order: OrderId,
        /// The price that was typed.
        price_minor: i64,
    },
    /// What the client is told with it.
    OfferNote {
        /// For which order.
        order: OrderId,
        /// The price that was typed.
        price_minor: i64,
        /// The days that were typed.
        days: i32,
    },
    /// Files of a delivery.
    Parcel {
        /// Of which order.
        order: OrderId,
    },
    /// What the client is told with a delivery.
    DeliveryNote {
        /// Of which order.
        order: OrderId,
    },
    /// Why more time is needed.
    MoreReason {
        /// For which order.
        order: OrderId,
        /// The day that was picked.
        due_on: NaiveDate,
    },
    /// Why staff is called.
    Dispute {
        /// About which order.
        order: OrderId,
    },
}

impl From<ExecutorsState> for State {
    fn from(state: ExecutorsState) -> Self {
        Self::Executors(state)
    }
}
