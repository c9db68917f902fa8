//! What belongs to an order: files, versions, offers, wishes.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    entity::{
        attachment::{self, Kind},
        order::Model,
        order_extension, order_offer,
    },
    features::study::{endings::Preview, quotes},
    kernel::{
        ids::{AttachmentId, ExtensionId, MediaId, OfferId},
        money::Money,
    },
};

/// A file that belongs to an order, a delivery or a message.
#[derive(Serialize, ToSchema)]
pub(super) struct FileView {
    id: AttachmentId,
    kind: Kind,
    name: Option<String>,
    /// As claimed by whoever sent it.
    mime: Option<String>,
    /// Bytes.
    size: Option<i64>,
    /// Under which `/media` has it; null for one that came through Telegram and is to be had there.
    media_id: Option<MediaId>,
}

impl From<attachment::Model> for FileView {
    fn from(file: attachment::Model) -> Self {
        Self {
            id: file.id,
            kind: file.kind,
            name: file.name,
            mime: file.mime,
            size: file.size,
            media_id: file.media_id,
        }
    }
}

/// A version of the work.
#[derive(Serialize, ToSchema)]
pub(super) struct DeliveryView {
    /// From one.
    pub(super) number: i32,
    pub(super) note: String,
    pub(super) at: String,
    pub(super) files: Vec<FileView>,
}

/// What an executor wants for the work.
#[derive(Serialize, ToSchema)]
pub(super) struct OfferView {
    id: OfferId,
    /// The number that clients know the executor by.
    executor: Option<i32>,
    /// Mean of the stars in hundredths, when there are any.
    rating_hundredths: Option<i32>,
    price: Money,
    days: i32,
    note: String,
    status: order_offer::Status,
    at: String,
}

impl OfferView {
    /// One's own offer.
    pub(super) fn own(offer: order_offer::Model, order: &Model) -> Self {
        Self {
            id: offer.id,
            executor: None,
            rating_hundredths: None,
            price: Money::new(offer.price_minor, order.currency),
            days: offer.days,
            note: offer.note,
            status: offer.status,
            at: offer.at.rfc3339(),
        }
    }

    /// An executor's offer, for the client.
    pub(super) fn of(one: quotes::OfferOf, order: &Model) -> Self {
        let rating = one
            .executor
            .stars_sum
            .saturating_mul(100)
            .checked_div(one.executor.stars_count);
        Self {
            executor: Some(one.executor.number),
            rating_hundredths: rating,
            ..Self::own(one.offer, order)
        }
    }
}

/// A wish for more time.
#[derive(Serialize, ToSchema)]
pub(super) struct ExtensionView {
    id: ExtensionId,
    /// The new last day.
    deadline: NaiveDate,
    reason: String,
    status: order_extension::Status,
    asked_at: String,
}

impl From<order_extension::Model> for ExtensionView {
    fn from(row: order_extension::Model) -> Self {
        Self {
            id: row.id,
            deadline: row.due_on,
            reason: row.reason,
            status: row.status,
            asked_at: row.asked_at.rfc3339(),
        }
    }
}

/// What calling the order off would mean now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub(super) enum CancelView {
    /// No money came: nothing goes back.
    Free,
    /// All of this goes back.
    Refund {
        /// So much.
        refund: Money,
    },
    /// The work has begun: staff has to decide, by a dispute.
    AskStaff,
    /// It is over.
    Over,
}

impl From<Preview> for CancelView {
    fn from(preview: Preview) -> Self {
        match preview {
            Preview::Free => Self::Free,
            Preview::Refund(refund) => Self::Refund { refund },
            Preview::AskStaff => Self::AskStaff,
            Preview::Over => Self::Over,
        }
    }
}
