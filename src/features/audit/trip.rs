//! What can be written down about a trip made to order.

use serde_json::{Value, json};

use crate::kernel::ids::{BookingId, TripOfferId};

/// A deed about a request for a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TripDeed {
    /// Agencies were asked.
    Submitted,
    /// An agency offered.
    Offered(TripOfferId),
    /// An agency changed its offer, or agreed to another price.
    Changed(TripOfferId),
    /// An agency took its offer back.
    Withdrawn(TripOfferId),
    /// The traveller named another price, or asked.
    Countered(TripOfferId),
    /// The traveller said no to an offer.
    Declined(TripOfferId),
    /// The traveller chose an offer, and it became a booking.
    Chosen(TripOfferId, BookingId),
    /// The traveller does not want it any more.
    Cancelled,
    /// Nothing was chosen in time.
    Expired,
}

impl TripDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Submitted => "trip.submitted",
            Self::Offered(_) => "trip.offered",
            Self::Changed(_) => "trip.changed",
            Self::Withdrawn(_) => "trip.withdrawn",
            Self::Countered(_) => "trip.countered",
            Self::Declined(_) => "trip.declined",
            Self::Chosen(..) => "trip.chosen",
            Self::Cancelled => "trip.cancelled",
            Self::Expired => "trip.expired",
        }
    }

    /// Facts beyond the request.
    #[must_use]
    pub fn details(self) -> Value {
        match self {
            Self::Offered(offer)
            | Self::Changed(offer)
            | Self::Withdrawn(offer)
            | Self::Countered(offer)
            | Self::Declined(offer) => json!({"offer_id": offer}),
            Self::Chosen(offer, booking) => json!({"offer_id": offer, "booking_id": booking}),
            Self::Submitted | Self::Cancelled | Self::Expired => json!({}),
        }
    }
}
