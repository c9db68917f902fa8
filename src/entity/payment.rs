//! Attempts to pay.

use sea_orm::{DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    ids::{BookingId, HourId, OrderId, PaymentId, UserId},
    money::{Currency, Money},
    payable::Payable,
    time::Timestamp,
};

/// One attempt to pay for one thing through one provider.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    /// Row.
    #[sea_orm(primary_key)]
    pub id: PaymentId,
    /// For what kind of thing.
    pub payable_kind: PayableKind,
    /// For which one.
    pub payable_id: i64,
    /// Which part of its price.
    pub part: Part,
    /// Who pays.
    pub payer_id: UserId,
    /// Through whom.
    pub provider: Provider,
    /// Where it stands.
    pub status: Status,
    /// Amount: copied once, never computed again.
    pub amount_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// What a bonus pays beside the money.
    pub bonus_minor: i64,
    /// What of the money went back or is promised back.
    pub refunded_minor: i64,
    /// What of the bonus went back.
    pub bonus_returned_minor: i64,
    /// What is being paid, while this attempt is open: one at a time.
    #[sea_orm(unique)]
    pub open_key: Option<String>,
    /// Key of the creating request.
    #[sea_orm(unique)]
    pub idempotence_key: String,
    /// Its body, replayed byte for byte.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The provider's id.
    #[sea_orm(unique)]
    pub provider_id: Option<String>,
    /// Where the payer goes.
    pub confirmation_url: Option<String>,
    /// Names the attempt in the address to which the payer returns.
    #[sea_orm(unique)]
    pub return_token: String,
    /// Message in the chat that shows the attempt.
    pub message_id: Option<i64>,
    /// Why it ended badly, or is parked: a word.
    pub problem: Option<String>,
    /// How often it was looked at.
    pub checks: i32,
    /// When to look next; none when nothing more will come.
    pub next_check_at: Option<Timestamp>,
    /// When it began.
    pub created_at: Timestamp,
    /// When the money came.
    pub paid_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its amount.
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// What a bonus pays beside it.
    #[must_use]
    pub const fn bonus(&self) -> Money {
        Money::new(self.bonus_minor, self.currency)
    }

    /// What it is for.
    #[must_use]
    pub const fn payable(&self) -> Payable {
        match self.payable_kind {
            PayableKind::Order => Payable::Order(OrderId(self.payable_id)),
            PayableKind::Hour => Payable::Hour(HourId(self.payable_id)),
            PayableKind::Booking => Payable::Booking(BookingId(self.payable_id)),
        }
    }
}

/// What can be paid for.
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
pub enum PayableKind {
    /// A study order.
    Order,
    /// An hour with support.
    Hour,
    /// A booking of a tour.
    Booking,
}

impl PayableKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Order, Self::Hour, Self::Booking];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Hour => "hour",
            Self::Booking => "booking",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Part of a price.
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
pub enum Part {
    /// All of it.
    Full,
    /// The first part.
    Deposit,
    /// What was left.
    Rest,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Full, Self::Deposit, Self::Rest];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Deposit => "deposit",
            Self::Rest => "rest",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Ways to pay.
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
pub enum Provider {
    /// YooKassa.
    Yookassa,
    /// Telegram's own invoice.
    Telegram,
    /// Bonuses alone.
    Bonus,
    /// An agency's cash desk at Payme: the money is the agency's at once.
    Payme,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Yookassa, Self::Telegram, Self::Bonus, Self::Payme];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yookassa => "yookassa",
            Self::Telegram => "telegram",
            Self::Bonus => "bonus",
            Self::Payme => "payme",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Where an attempt stands.
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
    /// The provider was or will be asked; its answer is not known.
    Creating,
    /// The payer may pay.
    Pending,
    /// The money came and what it was for is settled.
    Paid,
    /// It came to nothing.
    Cancelled,
    /// Money came that fits nothing; staff decides.
    Parked,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Creating,
        Self::Pending,
        Self::Paid,
        Self::Cancelled,
        Self::Parked,
    ];

    /// The word in the database, on the wire and in the texts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Pending => "pending",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
            Self::Parked => "parked",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

impl PayableKind {
    /// The kind of a payable.
    #[must_use]
    pub const fn of(payable: Payable) -> Self {
        match payable {
            Payable::Order(_) => Self::Order,
            Payable::Hour(_) => Self::Hour,
            Payable::Booking(_) => Self::Booking,
        }
    }
}
