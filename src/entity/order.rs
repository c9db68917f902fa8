//! Orders of study help.

use chrono::NaiveDate;
use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{OrderId, UserId},
    money::Currency,
    time::Timestamp,
};

/// One order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    /// Row; also the number that people see.
    #[sea_orm(primary_key)]
    pub id: OrderId,
    /// Who orders.
    pub client_id: UserId,
    /// Key of the kind of help in the catalogue.
    pub kind: String,
    /// Where it stands.
    pub status: Status,
    /// Discipline.
    pub subject: Option<String>,
    /// Topic of the work.
    pub topic: Option<String>,
    /// What is wanted.
    #[sea_orm(column_type = "Text", nullable)]
    pub details: Option<String>,
    /// How much.
    pub volume: Option<String>,
    /// Last day, as the client named it.
    pub due_on: Option<NaiveDate>,
    /// End of that day where the client lives.
    pub due_at: Option<Timestamp>,
    /// Currency of all its amounts.
    pub currency: Currency,
    /// What the client would like to pay.
    pub budget_minor: Option<i64>,
    /// Agreed or offered price.
    pub price_minor: Option<i64>,
    /// Days of work that were promised.
    pub days: Option<i32>,
    /// What was said with the price.
    #[sea_orm(column_type = "Text", nullable)]
    pub quote_note: Option<String>,
    /// When the price was named.
    pub quoted_at: Option<Timestamp>,
    /// By whom.
    pub quoted_by: Option<UserId>,
    /// The executor's share of the price in basis points, fixed when somebody takes it.
    pub share_bp: Option<i32>,
    /// Part of the price that bonuses cover.
    pub bonus_minor: i64,
    /// What was paid so far, bonuses included.
    pub paid_minor: i64,
    /// What of that went back or is promised back.
    pub refunded_minor: i64,
    /// Who works on it.
    pub executor_id: Option<UserId>,
    /// Since when.
    pub assigned_at: Option<Timestamp>,
    /// The assigned executor has to say yes until then.
    pub accept_by: Option<Timestamp>,
    /// Changes that are still included.
    pub revisions_left: i32,
    /// Payment is awaited until then.
    pub pay_by: Option<Timestamp>,
    /// Silence counts as acceptance from then on.
    pub auto_accept_at: Option<Timestamp>,
    /// Claims are heard until then.
    pub warranty_until: Option<Timestamp>,
    /// When the next reminder is due.
    pub remind_at: Option<Timestamp>,
    /// Who opened the dispute.
    pub dispute_by: Option<UserId>,
    /// Why.
    #[sea_orm(column_type = "Text", nullable)]
    pub dispute_reason: Option<String>,
    /// How it ended, as a word.
    pub ended_reason: Option<String>,
    /// What was said about it.
    #[sea_orm(column_type = "Text", nullable)]
    pub ended_note: Option<String>,
    /// Subject, topic and details in lower case.
    #[sea_orm(column_type = "Text")]
    pub search: String,
    /// Counts changes of the brief.
    pub version: i32,
    /// When the draft began.
    pub created_at: Timestamp,
    /// When it was sent.
    pub submitted_at: Option<Timestamp>,
    /// When money came.
    pub paid_at: Option<Timestamp>,
    /// Last delivery.
    pub delivered_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Last movement.
    pub moved_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What of its price is still to be paid.
    #[must_use]
    pub const fn rest_minor(&self) -> i64 {
        match self.price_minor {
            Some(price) if price > self.paid_minor => price - self.paid_minor,
            _ => 0,
        }
    }

    /// What was paid and did not go back.
    #[must_use]
    pub const fn kept_minor(&self) -> i64 {
        self.paid_minor - self.refunded_minor
    }

    /// What was said about its end, if anything was.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.ended_note.as_deref().filter(|note| !note.is_empty())
    }
}

/// Where an order stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    utoipa::ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written by the client.
    Draft,
    /// Waits for a price: from staff, or in offers.
    Submitted,
    /// Has a price that the client looks at.
    Quoted,
    /// The price is agreed.
    AwaitingPayment,
    /// Paid; waits for somebody to begin.
    Paid,
    /// Somebody works on it.
    InProgress,
    /// The client looks at the work.
    Delivered,
    /// The client asked for changes.
    ChangesRequested,
    /// The two disagree; staff decides.
    Disputed,
    /// Done and accepted.
    Completed,
    /// Ended with the money going back.
    Refunded,
    /// Called off before money came, or with a decision about it.
    Cancelled,
    /// Nobody moved in time.
    Expired,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Submitted,
        Self::Quoted,
        Self::AwaitingPayment,
        Self::Paid,
        Self::InProgress,
        Self::Delivered,
        Self::ChangesRequested,
        Self::Disputed,
        Self::Completed,
        Self::Refunded,
        Self::Cancelled,
        Self::Expired,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Quoted => "quoted",
            Self::AwaitingPayment => "awaiting_payment",
            Self::Paid => "paid",
            Self::InProgress => "in_progress",
            Self::Delivered => "delivered",
            Self::ChangesRequested => "changes_requested",
            Self::Disputed => "disputed",
            Self::Completed => "completed",
            Self::Refunded => "refunded",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
