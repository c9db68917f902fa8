//! What callers see of requests and offers.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::refusal;
use crate::{
    entity::{
        trip,
        trip_offer::{Side, Status},
        trip_word,
    },
    features::{
        Site,
        trips::{
            lists::{self, View},
            reads::{self, Card, Row},
        },
    },
    http::{ApiError, Caller},
    kernel::{
        ids::{AgencyId, BookingId, TourId, TripId, TripOfferId},
        lang::Lang,
        money::{Currency, Money},
        time::Timestamp,
    },
};

/// A request for a trip. Instants are RFC 3339; those that are not awaited are null.
#[derive(Serialize, ToSchema)]
pub(super) struct TripView {
    id: TripId,
    #[schema(inline)]
    status: trip::Status,
    /// Keys of cities.
    cities: Vec<String>,
    /// Where to, in words.
    place: Option<String>,
    /// The first day; the first of a month where any day of it will do.
    starts_on: Option<NaiveDate>,
    is_any_day_of_month: bool,
    /// So many days earlier or later will do.
    flexible_days: i32,
    /// How many days.
    days: Option<i32>,
    adults: i32,
    children: i32,
    /// What all of it may cost.
    budget: Option<Money>,
    /// Currency of offers.
    currency: Currency,
    /// Keys of means of transport; none: any.
    transports: Vec<String>,
    wishes: Option<String>,
    /// Offers that can be chosen; for an agency: how many of its own are out.
    offers: u64,
    /// What it became; for its traveller.
    booking_id: Option<BookingId>,
    /// Agencies may offer until then.
    expires_at: Option<String>,
    created_at: String,
    submitted_at: Option<String>,
    ended_at: Option<String>,
}

impl TripView {
    /// As its traveller sees it.
    pub(super) fn own(row: Row) -> Self {
        let booking = row.trip.booking_id;
        Self {
            booking_id: booking,
            ..Self::asked(row)
        }
    }

    /// As agencies see it.
    pub(super) fn asked(row: Row) -> Self {
        let Row { trip, offers } = row;
        let keys = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let instant = |at: Option<Timestamp>| at.map(Timestamp::rfc3339);
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            id: trip.id,
            status: trip.status,
            cities: keys(&trip.cities),
            starts_on: trip.starts_on,
            is_any_day_of_month: trip.is_month,
            flexible_days: trip.flexible_days,
            days: trip.days,
            adults: trip.adults,
            children: trip.children,
            budget: trip.budget(),
            currency: trip.currency,
            transports: keys(&trip.transports),
            offers,
            booking_id: None,
            expires_at: instant(trip.expires_at),
            created_at: trip.created_at.rfc3339(),
            submitted_at: instant(trip.submitted_at),
            ended_at: instant(trip.ended_at),
            place: said(trip.place),
            wishes: said(trip.wishes),
        }
    }
}

/// A round of the bargaining.
#[derive(Serialize, ToSchema)]
struct TripWordView {
    /// Who said it.
    #[schema(inline)]
    side: Side,
    /// The price that was named.
    price: Option<Money>,
    text: String,
    /// RFC 3339.
    at: String,
}

impl TripWordView {
    fn of(word: trip_word::Model, currency: Currency) -> Self {
        Self {
            side: word.side,
            price: word.price_minor.map(|minor| Money::new(minor, currency)),
            text: word.text,
            at: word.at.rfc3339(),
        }
    }
}

/// An offer of an agency.
#[derive(Serialize, ToSchema)]
pub(super) struct TripOfferView {
    id: TripOfferId,
    trip_id: TripId,
    #[schema(inline)]
    status: Status,
    agency_id: AgencyId,
    /// The agency's name.
    agency: String,
    /// Average of the reviews of the agency's tours in tenths of a star; null without reviews.
    average_tenths: Option<i64>,
    /// The tour that it is based on.
    tour_id: TourId,
    title: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    days: i32,
    /// Price of the whole party; null in a draft that has none.
    price: Option<Money>,
    /// What is included, in the agency's words.
    included: String,
    /// It holds until then. RFC 3339.
    valid_until: Option<String>,
    /// Whether it can be chosen now.
    is_standing: bool,
    /// The price that the traveller asks for, while the agency has to answer.
    wanted: Option<Money>,
    /// Who has to answer.
    #[schema(inline)]
    turn: Side,
    /// Grows with every change; whoever accepts sends the one that they saw.
    revision: i32,
    /// What was said, the oldest first.
    words: Vec<TripWordView>,
    /// What it became, once it is chosen.
    booking_id: Option<BookingId>,
}

impl TripOfferView {
    pub(super) fn of(card: Card, now: Timestamp, lang: Lang) -> Self {
        let is_standing = card.is_standing(now);
        let Card {
            trip,
            offer,
            agency,
            stars: (sum, count),
            titles,
            words,
        } = card;
        Self {
            id: offer.id,
            trip_id: offer.trip_id,
            status: offer.status,
            agency_id: agency.id,
            average_tenths: (count > 0).then(|| (sum * 20 + count) / (count * 2)),
            tour_id: offer.tour_id,
            title: titles.of(lang).to_owned(),
            starts_on: offer.starts_on,
            ends_on: offer.ends_on(),
            days: offer.days,
            price: Some(offer.price()).filter(|price| price.is_positive()),
            valid_until: offer.valid_until.map(Timestamp::rfc3339),
            is_standing,
            wanted: offer.wanted(),
            turn: offer.turn,
            revision: offer.revision,
            words: words
                .into_iter()
                .map(|word| TripWordView::of(word, offer.currency))
                .collect(),
            booking_id: trip.booking_id.filter(|_| offer.status == Status::Chosen),
            agency: agency.name,
            included: offer.included,
        }
    }
}

/// A request with its offers side by side.
#[derive(Serialize, ToSchema)]
pub(super) struct TripCard {
    #[serde(flatten)]
    trip: TripView,
    /// As whom the caller sees it.
    #[schema(inline)]
    seen_as: Side,
    /// The agency that the caller sees it for.
    #[serde(skip_serializing_if = "Option::is_none")]
    agency_id: Option<AgencyId>,
    /// Who asks, by the first name: for agencies; null when the account is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    traveller: Option<String>,
    /// Those that can be chosen, the cheapest first within a currency; for an agency its own, the newest
    /// first.
    #[serde(rename = "offers")]
    cards: Vec<TripOfferView>,
}

/// The request as its caller may see it.
pub(super) async fn card(
    site: &Site,
    caller: &Caller,
    id: TripId,
    agency: Option<AgencyId>,
) -> Result<TripCard, ApiError> {
    let app = &site.app;
    let refused = |error| refusal(site, error, "id");
    let (trip, view) = lists::look(app, caller.user_id, &caller.rights, id, agency)
        .await
        .map_err(refused)?;
    let (cards, name) = match view {
        View::Traveller => {
            let (_, cards) = reads::compare(app, caller.user_id, id)
                .await
                .map_err(refused)?;
            (cards, None)
        }
        View::Agency(agency) => {
            let cards = lists::of_agency(app, &trip, agency)
                .await
                .map_err(refused)?;
            let name = reads::first_name(&app.db, trip.traveller_id).await?;
            (cards, name)
        }
    };
    let row = Row {
        offers: u64::try_from(cards.len()).unwrap_or(u64::MAX),
        trip,
    };
    let now = app.clock.now();
    let (trip, seen_as, agency_id) = match view {
        View::Traveller => (TripView::own(row), Side::Traveller, None),
        View::Agency(agency) => (TripView::asked(row), Side::Agency, Some(agency)),
    };
    Ok(TripCard {
        trip,
        seen_as,
        agency_id,
        traveller: name,
        cards: cards
            .into_iter()
            .map(|card| TripOfferView::of(card, now, caller.lang))
            .collect(),
    })
}
