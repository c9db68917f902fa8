//! Ids as types, so that one cannot be passed for another.

use std::fmt;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            DeriveValueType, utoipa::ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A person in our database.
    UserId
);
id!(
    /// A person, or a private chat with them, at Telegram. Up to 52 bits.
    TgId
);
id!(
    /// An agency; zero stands for "the whole platform" where a role is stored.
    AgencyId
);
id!(
    /// A row of the outbox.
    OutboxId
);
id!(
    /// Two people who are, or may become, friends.
    FriendshipId
);
id!(
    /// A personal API token (never the token itself).
    TokenId
);
id!(
    /// A stored file.
    MediaId
);
id!(
    /// A record of the audit log.
    AuditId
);
id!(
    /// A study order; also the number that people see.
    OrderId
);
id!(
    /// An executor's offer.
    OfferId
);
id!(
    /// A delivery.
    DeliveryId
);
id!(
    /// A request for more time.
    ExtensionId
);
id!(
    /// A message of a thread.
    MessageId
);
id!(
    /// A file that a person sent.
    AttachmentId
);
id!(
    /// A window in an operator's week.
    WindowId
);
id!(
    /// An hour with support.
    HourId
);
id!(
    /// A tour of an agency.
    TourId
);
id!(
    /// A tour on certain days.
    SessionId
);
id!(
    /// A promotion of an agency.
    PromotionId
);
id!(
    /// A promo code.
    PromoCodeId
);
id!(
    /// A booking; also the number that people see.
    BookingId
);
id!(
    /// A party on a waiting list.
    PartyId
);
id!(
    /// A trip that somebody asks agencies for; also the number that people see.
    TripId
);
id!(
    /// An agency's offer for a trip.
    TripOfferId
);
id!(
    /// An attempt to pay.
    PaymentId
);
id!(
    /// A refund.
    RefundId
);
id!(
    /// A payout.
    PayoutId
);
id!(
    /// Commission that an agency paid.
    ReceiptId
);
id!(
    /// An account of the ledger.
    AccountId
);
id!(
    /// A fact in the ledger.
    LedgerTransactionId
);
id!(
    /// A bonus of a referral.
    BonusId
);
id!(
    /// A review.
    ReviewId
);
id!(
    /// Telegram's `update_id`: what makes a repeated delivery recognisable.
    UpdateId
);
