//! What happens to a booking, and to parties that wait.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    entity::booking::Model,
    features::users::roles,
    kernel::{
        ids::{AgencyId, BookingId, PartyId, SessionId, UserId},
        permission::Permission,
        time::Timestamp,
    },
    outbox::{self, Event},
};

/// Something happened to a booking. Whoever reads it is told in the words of their side.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct BookingNews {
    /// Which booking.
    pub booking: BookingId,
    /// What.
    pub news: News,
}

impl Event for BookingNews {
    const KIND: &'static str = "booking_news.1";
}

/// What happened to a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// The agency is asked for an answer.
    Requested,
    /// Half of its time to answer is over.
    AnswerDue,
    /// The agency said yes: it is time to pay.
    Approved,
    /// Half of the time to pay is over.
    PaymentDue,
    /// The agency said no.
    Rejected,
    /// The agency did not answer in time.
    Unanswered,
    /// It was not paid in time.
    Unpaid,
    /// It is paid.
    Paid,
    /// The traveller called it off.
    CancelledByTraveller,
    /// The agency, or the platform, called it off.
    CancelledByAgency,
    /// The session does not take place.
    SessionCancelled,
    /// Money went back in the provider's own office.
    Reversed,
    /// The tour begins tomorrow.
    Tomorrow,
    /// The tour is over.
    Completed,
}

impl News {
    /// The word in keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::AnswerDue => "answer_due",
            Self::Approved => "approved",
            Self::PaymentDue => "payment_due",
            Self::Rejected => "rejected",
            Self::Unanswered => "unanswered",
            Self::Unpaid => "unpaid",
            Self::Paid => "paid",
            Self::CancelledByTraveller => "cancelled_by_traveller",
            Self::CancelledByAgency => "cancelled_by_agency",
            Self::SessionCancelled => "session_cancelled",
            Self::Reversed => "reversed",
            Self::Tomorrow => "tomorrow",
            Self::Completed => "completed",
        }
    }
}

/// Something happened to a session: told to those who decide about it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SessionNews {
    /// Which session.
    pub session: SessionId,
    /// What.
    pub what: SessionTurn,
}

impl Event for SessionNews {
    const KIND: &'static str = "session_news.1";
}

/// What happened to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionTurn {
    /// Its group is still too small, and the day of the decision is near.
    FewSeats,
    /// Its group stayed too small: it was called off.
    TooFew,
}

/// Something happened to a party on a waiting list.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PartyNews {
    /// Which party.
    pub party: PartyId,
    /// What.
    pub what: PartyTurn,
}

impl Event for PartyNews {
    const KIND: &'static str = "party_news.1";
}

/// What happened to a waiting party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyTurn {
    /// Seats are held for it.
    Offered,
    /// It did not answer in time.
    Lapsed,
    /// There will be no seats: the session cannot be booked any more.
    Over,
}

/// Everybody who decides for an agency: its managers, or the platform while it has none.
///
/// # Errors
/// When the database does not answer.
pub async fn deciders(
    app: &App,
    db: &impl ConnectionTrait,
    agency: AgencyId,
) -> Result<Vec<UserId>, DbErr> {
    let managers = roles::managers(db, agency).await?;
    if managers.is_empty() {
        return roles::holders(app, db, Permission::ManageAgencies).await;
    }
    Ok(managers)
}

/// Promises to tell people of a turn of a booking; each is told of it once.
pub(super) async fn tell(
    txn: &DatabaseTransaction,
    now: Timestamp,
    readers: impl IntoIterator<Item = UserId>,
    booking: BookingId,
    news: News,
) -> Result<(), DbErr> {
    let each = readers.into_iter().map(|to| (to, booking, news));
    tell_each(txn, now, each).await
}

/// The same for many bookings at once.
pub(super) async fn tell_each(
    txn: &DatabaseTransaction,
    now: Timestamp,
    news: impl IntoIterator<Item = (UserId, BookingId, News)>,
) -> Result<(), DbErr> {
    let promises = news.into_iter().map(|(to, booking, news)| {
        let options = outbox::Options {
            dedup_key: Some(format!("booking:{booking}:{}:{to}", news.word())),
            ..outbox::Options::default()
        };
        (to, BookingNews { booking, news }, options)
    });
    outbox::enqueue_each::<BookingNews, _>(txn, now, promises).await
}

/// Promises to tell the traveller.
pub(super) async fn tell_traveller(
    txn: &DatabaseTransaction,
    now: Timestamp,
    booking: &Model,
    news: News,
) -> Result<(), DbErr> {
    tell(txn, now, [booking.traveller_id], booking.id, news).await
}

/// Promises to tell whoever decides for the agency.
pub(super) async fn tell_agency(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    booking: &Model,
    news: News,
) -> Result<(), DbErr> {
    let readers = deciders(app, txn, booking.agency_id).await?;
    tell(txn, now, readers, booking.id, news).await
}

/// Promises to tell a waiting party.
pub(super) async fn tell_party(
    txn: &DatabaseTransaction,
    now: Timestamp,
    to: UserId,
    party: PartyId,
    what: PartyTurn,
) -> Result<(), DbErr> {
    let event = PartyNews { party, what };
    outbox::enqueue(txn, now, to, &event, outbox::Options::default()).await
}
