//! What staff is typing at the desk, and what waits for a yes.

use serde::{Deserialize, Serialize};

use crate::{
    features::State,
    kernel::ids::{OrderId, PayoutId, UserId},
};

/// The awaited input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskState {
    /// A number, a name or words of an order.
    Search,
    /// A price.
    Price {
        /// Of which order.
        order: OrderId,
    },
    /// How many days it takes.
    Days {
        /// Of which order.
        order: OrderId,
        /// The price that was typed.
        price_minor: i64,
    },
    /// What the client is told with the price.
    Note {
        /// Of which order.
        order: OrderId,
        /// The price that was typed.
        price_minor: i64,
        /// The days that were typed.
        days: i32,
    },
    /// Why an order is called off.
    CancelReason {
        /// Which one.
        order: OrderId,
    },
    /// How many per cent go back.
    Percent {
        /// Of which order.
        order: OrderId,
    },
    /// Why it is decided so.
    Reason {
        /// About which order.
        order: OrderId,
        /// What goes back.
        refund_bp: u32,
    },
    /// No words: a yes, by a button that knows this number.
    Ready {
        /// The update that asked.
        asked: i64,
        /// What is done then.
        deed: Deed,
    },
    /// Why an application is refused.
    Refuse {
        /// Whose.
        user: UserId,
    },
    /// Why somebody gets nothing new.
    Pause {
        /// Who.
        user: UserId,
    },
    /// How many orders somebody may have in hand.
    Limit {
        /// Who.
        user: UserId,
    },
    /// How many per cent of a price are somebody's.
    Share {
        /// Whose.
        user: UserId,
    },
    /// Why a payout is rejected.
    PayoutReject {
        /// Which one.
        payout: PayoutId,
    },
    /// The bank's reference of a payout.
    PayoutReference {
        /// Which one.
        payout: PayoutId,
    },
    /// Why the bank did not take a payout.
    PayoutFailure {
        /// Which one.
        payout: PayoutId,
    },
}

/// What a yes does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Names a price.
    Quote {
        /// Of which order.
        order: OrderId,
        /// Price.
        price_minor: i64,
        /// Days.
        days: i32,
        /// What is said with it.
        note: Option<String>,
    },
    /// Calls an order off.
    Cancel {
        /// Which one.
        order: OrderId,
        /// Why.
        reason: String,
        /// What it would pay back when it was asked: with another sum nothing happens.
        back_minor: i64,
    },
    /// Decides about the money.
    Resolve {
        /// Of which order.
        order: OrderId,
        /// What goes back.
        refund_bp: u32,
        /// Why.
        reason: String,
        /// That in money when it was asked: with another sum nothing happens.
        back_minor: i64,
    },
}

impl From<DeskState> for State {
    fn from(state: DeskState) -> Self {
        Self::Desk(state)
    }
}
