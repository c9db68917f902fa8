//! What may be typed about trips.

use serde::{Deserialize, Serialize};

use super::drafts::Step;
use crate::{
    features::State,
    kernel::ids::{TripId, TripOfferId},
};

/// A question that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TripsState {
    /// An answer about what is wanted.
    Answer {
        /// Of which draft.
        trip: TripId,
        /// To which question.
        step: Step,
        /// Whether the next question follows.
        goes_on: bool,
    },
    /// Another price, or words, for an agency.
    Counter {
        /// About which offer.
        offer: TripOfferId,
    },
    /// Agency: the price of an offer.
    Price {
        /// Of which offer.
        offer: TripOfferId,
    },
    /// Agency: what is included.
    Included {
        /// In which offer.
        offer: TripOfferId,
    },
    /// Agency: how many days.
    Days {
        /// Of which offer.
        offer: TripOfferId,
    },
    /// Agency: an answer to the traveller.
    Reply {
        /// About which offer.
        offer: TripOfferId,
    },
}

impl From<TripsState> for State {
    fn from(state: TripsState) -> Self {
        Self::Trips(state)
    }
}
