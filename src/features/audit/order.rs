//! What can be written down about an order: its timeline.

use serde::Serialize;

/// A deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "deed")]
pub enum OrderDeed {
    /// Sent by the client.
    Submitted,
    /// Priced by staff.
    Quoted {
        /// Price in minor units.
        price_minor: i64,
        /// Days of work.
        days: i32,
    },
    /// The price was taken.
    QuoteAccepted,
    /// It was not.
    QuoteDeclined,
    /// An executor made an offer.
    Offered {
        /// Price in minor units.
        price_minor: i64,
        /// Days of work.
        days: i32,
    },
    /// An offer was taken back.
    OfferWithdrawn,
    /// An offer was chosen.
    OfferChosen {
        /// Price in minor units.
        price_minor: i64,
    },
    /// Money came.
    Paid {
        /// Amount in minor units, bonus included.
        amount_minor: i64,
    },
    /// Money came after the order had expired, and revived it.
    Revived,
    /// Money came too late and goes back.
    LateMoney,
    /// An executor took it from the board.
    Taken,
    /// Staff assigned somebody.
    Assigned,
    /// The executor began.
    Started,
    /// The assigned executor said no.
    Declined,
    /// The assigned executor kept silent for too long.
    AcceptTimedOut,
    /// Staff took it away.
    TakenAway,
    /// Delivered.
    Delivered {
        /// Version.
        number: i32,
    },
    /// The client wants changes.
    ChangesRequested,
    /// Accepted.
    Accepted,
    /// Accepted by silence.
    AutoAccepted,
    /// More time was asked for.
    ExtensionAsked,
    /// It was given.
    ExtensionAgreed,
    /// It was not.
    ExtensionRefused,
    /// Staff was called.
    Disputed,
    /// A claim within the warranty.
    Claimed,
    /// Staff decided.
    Decided {
        /// What goes back, in basis points of what was paid.
        refund_bp: u32,
    },
    /// Called off.
    Cancelled,
    /// Nobody moved in time.
    Expired,
    /// Contacts were masked in a message.
    ContactsMasked,
}

impl OrderDeed {
    /// The word that is stored.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Submitted => "order.submitted",
            Self::Quoted { .. } => "order.quoted",
            Self::QuoteAccepted => "order.quote_accepted",
            Self::QuoteDeclined => "order.quote_declined",
            Self::Offered { .. } => "order.offered",
            Self::OfferWithdrawn => "order.offer_withdrawn",
            Self::OfferChosen { .. } => "order.offer_chosen",
            Self::Paid { .. } => "order.paid",
            Self::Revived => "order.revived",
            Self::LateMoney => "order.late_money",
            Self::Taken => "order.taken",
            Self::Assigned => "order.assigned",
            Self::Started => "order.started",
            Self::Declined => "order.declined",
            Self::AcceptTimedOut => "order.accept_timed_out",
            Self::TakenAway => "order.taken_away",
            Self::Delivered { .. } => "order.delivered",
            Self::ChangesRequested => "order.changes_requested",
            Self::Accepted => "order.accepted",
            Self::AutoAccepted => "order.auto_accepted",
            Self::ExtensionAsked => "order.extension_asked",
            Self::ExtensionAgreed => "order.extension_agreed",
            Self::ExtensionRefused => "order.extension_refused",
            Self::Disputed => "order.disputed",
            Self::Claimed => "order.claimed",
            Self::Decided { .. } => "order.decided",
            Self::Cancelled => "order.cancelled",
            Self::Expired => "order.expired",
            Self::ContactsMasked => "order.contacts_masked",
        }
    }

    /// Every action.
    pub const ACTIONS: [&'static str; 29] = [
        "order.submitted",
        "order.quoted",
        "order.quote_accepted",
        "order.quote_declined",
        "order.offered",
        "order.offer_withdrawn",
        "order.offer_chosen",
        "order.paid",
        "order.revived",
        "order.late_money",
        "order.taken",
        "order.assigned",
        "order.started",
        "order.declined",
        "order.accept_timed_out",
        "order.taken_away",
        "order.delivered",
        "order.changes_requested",
        "order.accepted",
        "order.auto_accepted",
        "order.extension_asked",
        "order.extension_agreed",
        "order.extension_refused",
        "order.disputed",
        "order.claimed",
        "order.decided",
        "order.cancelled",
        "order.expired",
        "order.contacts_masked",
    ];
}
