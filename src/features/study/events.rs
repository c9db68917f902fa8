//! What people are told about orders.

use serde::{Deserialize, Serialize};

use crate::{kernel::ids::OrderId, outbox::Event};

/// News about an order, for its client, its executor or staff; the words follow from who reads.
#[derive(Debug, Serialize, Deserialize)]
pub struct OrderNews {
    /// Which order.
    pub order: OrderId,
    /// What happened.
    pub news: News,
}

impl Event for OrderNews {
    const KIND: &'static str = "order_news.1";
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// A new order waits for a price.
    Submitted,
    /// The client has a price to look at.
    Quoted,
    /// The client did not take the price.
    QuoteDeclined,
    /// Somebody made an offer, or another one.
    Offered,
    /// An offer was not chosen.
    OfferLost,
    /// It is paid.
    Paid,
    /// It is on the board.
    OnBoard,
    /// It was assigned and waits for a yes.
    Assigned,
    /// Somebody began.
    Started,
    /// The executor said no, or kept silent.
    Declined,
    /// Staff took it away.
    TakenAway,
    /// A delivery is there.
    Delivered,
    /// The client wants changes.
    ChangesRequested,
    /// It was accepted.
    Completed,
    /// It was accepted by silence.
    AutoCompleted,
    /// The executor wants more time.
    ExtensionAsked,
    /// More time was given.
    ExtensionAgreed,
    /// It was not.
    ExtensionRefused,
    /// Staff was called.
    Disputed,
    /// Staff decided.
    Decided,
    /// It was called off.
    Cancelled,
    /// Nobody moved in time.
    Expired,
    /// Money that came too late goes back.
    LateMoney,
    /// It will be accepted by silence tomorrow.
    AcceptSoon,
    /// It has to be done tomorrow.
    DueSoon,
    /// It should have been done.
    Overdue,
    /// The payment is awaited until soon.
    PaySoon,
    /// It does not move.
    Stalled,
}
