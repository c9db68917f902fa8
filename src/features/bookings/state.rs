//! What may be typed about bookings.

use serde::{Deserialize, Serialize};

use super::callbacks::Choice;
use crate::{features::State, kernel::ids::BookingId};

/// A question that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingsState {
    /// A promo code for this choice.
    Code {
        /// What is about to be booked.
        choice: Choice,
    },
    /// The names of everybody who comes, for this choice at this price.
    Names {
        /// What is about to be booked.
        choice: Choice,
        /// What was shown, in minor units.
        shown_minor: i64,
    },
    /// The names of everybody who comes with a booking that is there.
    Rename {
        /// Which booking.
        booking: BookingId,
    },
    /// A wish for the agency.
    Wish {
        /// About which booking.
        booking: BookingId,
    },
    /// Why the agency says no.
    Reason {
        /// To which booking.
        booking: BookingId,
    },
}

impl From<BookingsState> for State {
    fn from(state: BookingsState) -> Self {
        Self::Bookings(state)
    }
}
