//! What happens to requests for trips and to offers.

use sea_orm::{DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    entity::trip_offer,
    features::bookings::events::deciders,
    kernel::{
        ids::{TripId, TripOfferId, UserId},
        time::Timestamp,
    },
    outbox::{self, Event},
};

/// Something happened to a request or to an offer for it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct TripNews {
    /// Which request.
    pub trip: TripId,
    /// Which offer, where it is about one.
    pub offer: Option<TripOfferId>,
    /// What.
    pub news: News,
}

impl TripNews {
    /// Of a request as a whole.
    pub(super) const fn of_trip(trip: TripId, news: News) -> Self {
        Self {
            trip,
            offer: None,
            news,
        }
    }

    /// Of an offer.
    pub(super) const fn of_offer(offer: &trip_offer::Model, news: News) -> Self {
        Self {
            trip: offer.trip_id,
            offer: Some(offer.id),
            news,
        }
    }
}

impl Event for TripNews {
    const KIND: &'static str = "trip_news.1";
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// To agencies: somebody wants a trip.
    Asked,
    /// To the traveller: an agency offers.
    Offered,
    /// To the traveller: an offer changed, or the agency answered.
    Changed,
    /// To the traveller: an offer was taken back.
    Withdrawn,
    /// To the agency: the traveller names another price, or asks.
    Countered,
    /// To the agency: the traveller said no.
    Declined,
    /// To the agency: the traveller chose its offer.
    Chosen,
    /// To agencies: the traveller chose another one.
    Passed,
    /// To agencies: the traveller does not want it any more.
    Cancelled,
    /// To the agency: its offer holds no more.
    Lapsed,
    /// To agencies: the time of the request is over, and nothing was chosen.
    Closed,
    /// To the traveller: nothing was chosen in time.
    Expired,
    /// To the traveller: offers wait.
    Waiting,
}

/// Promises to tell people.
pub(super) async fn tell(
    txn: &DatabaseTransaction,
    now: Timestamp,
    readers: impl IntoIterator<Item = UserId>,
    event: TripNews,
) -> Result<(), DbErr> {
    let mut readers: Vec<_> = readers.into_iter().collect();
    readers.sort_unstable();
    readers.dedup();
    let readers = readers
        .into_iter()
        .map(|to| (to, outbox::Options::default()));
    outbox::enqueue_all(txn, now, &event, readers).await
}

/// Promises to tell whoever decides for the agency of an offer.
pub(super) async fn tell_agency(
    app: &App,
    txn: &DatabaseTransaction,
    now: Timestamp,
    offer: &trip_offer::Model,
    news: News,
) -> Result<(), DbErr> {
    let readers = deciders(app, txn, offer.agency_id).await?;
    tell(txn, now, readers, TripNews::of_offer(offer, news)).await
}
