//! What happens to an hour.

use sea_orm::{DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};

use crate::{
    kernel::{
        ids::{HourId, UserId},
        time::Timestamp,
    },
    outbox::{self, Event},
};

/// Something happened to an hour. Whoever reads it is told in the words of their side.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct HourNews {
    /// Which hour.
    pub hour: HourId,
    /// What.
    pub news: News,
}

impl Event for HourNews {
    const KIND: &'static str = "hour_news.1";
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It is paid.
    Booked,
    /// It was not paid in time.
    Expired,
    /// It begins tomorrow.
    Tomorrow,
    /// It begins in a quarter of an hour.
    Soon,
    /// It begins. The message with this is the timer.
    Started,
    /// Five minutes are left.
    FiveLeft,
    /// It is over.
    Done,
    /// The client did not come.
    MissedByClient,
    /// The operator did not come.
    MissedByOperator,
    /// The client called it off.
    CancelledByClient,
    /// The operator called it off.
    CancelledByOperator,
    /// Staff called it off.
    CancelledByStaff,
    /// Another operator has it now: told to the one who had it.
    TakenAway,
    /// It was given to this operator.
    Given,
}

impl News {
    /// The word in keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Expired => "expired",
            Self::Tomorrow => "tomorrow",
            Self::Soon => "soon",
            Self::Started => "started",
            Self::FiveLeft => "five_left",
            Self::Done => "done",
            Self::MissedByClient => "missed_by_client",
            Self::MissedByOperator => "missed_by_operator",
            Self::CancelledByClient => "cancelled_by_client",
            Self::CancelledByOperator => "cancelled_by_operator",
            Self::CancelledByStaff => "cancelled_by_staff",
            Self::TakenAway => "taken_away",
            Self::Given => "given",
        }
    }
}

/// The key of a notice that is sent once, whoever promises it how often.
#[must_use]
pub fn key(hour: HourId, news: News, reader: UserId) -> String {
    format!("hour:{hour}:{}:{reader}", news.word())
}

/// Promises to tell somebody. Reminders, the start and the warning are promised once a reader; the rest
/// stands behind a change of state that happens once.
pub(super) async fn tell(
    txn: &DatabaseTransaction,
    now: Timestamp,
    to: UserId,
    hour: HourId,
    news: News,
) -> Result<(), DbErr> {
    let is_once = matches!(
        news,
        News::Tomorrow | News::Soon | News::Started | News::FiveLeft
    );
    let options = outbox::Options {
        dedup_key: is_once.then(|| key(hour, news, to)),
        ..outbox::Options::default()
    };
    outbox::enqueue(txn, now, to, &HourNews { hour, news }, options).await
}
