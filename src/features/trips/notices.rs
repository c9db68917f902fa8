//! News of trips in words: for the traveller and for agencies, each in theirs.

use super::{
    error::TripError,
    events::{News, TripNews},
    reads::{self, Card},
    screens::{self, agency, traveller},
};
use crate::{
    args,
    bot::{keyboard::Keyboard, screen::Screen, texts::Tr},
    entity::{
        trip::{self, Status},
        trip_offer::{Side, Status as OfferStatus},
        user,
    },
    features::{Site, bookings::callbacks::BookingsCallback, post::Notice, users::roles},
};

/// What happened, as far as it still holds and is this reader's business.
pub(crate) async fn news(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &TripNews,
) -> anyhow::Result<Option<Notice>> {
    let trip = match reads::any(&site.app.db, event.trip).await {
        Ok(trip) => trip,
        Err(TripError::Gone) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let screen = match event.offer {
        None => of_trip(site, tr, reader, event.news, &trip).await?,
        Some(id) => match reads::any_card(&site.app, id).await {
            Ok(card) => of_offer(site, tr, event.news, &card),
            Err(TripError::Gone) => None,
            Err(error) => return Err(error.into()),
        },
    };
    Ok(screen.map(Notice::from))
}

async fn of_trip(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    news: News,
    trip: &trip::Model,
) -> anyhow::Result<Option<Screen>> {
    let said = |id: &str| {
        let html = tr.html(id, args![number = trip.id.to_string()]);
        traveller::said(tr, html, trip.id)
    };
    Ok(match news {
        News::Asked if trip.status == Status::Open => {
            let html = tr
                .html("trips-news-asked", args![])
                .paragraph(&screens::wanted(tr, &site.library.tours, trip));
            let rights = roles::rights_of(&site.app, reader).await?;
            let asked = reads::addressee(&site.app, &rights, trip.id).await?;
            asked.map(|agency| agency::said(tr, html, agency, trip.id))
        }
        News::Expired if trip.status == Status::Expired => Some(said("trips-news-expired")),
        News::Waiting if trip.status == Status::Open => Some(said("trips-news-waiting")),
        News::Asked
        | News::Expired
        | News::Waiting
        | News::Offered
        | News::Changed
        | News::Withdrawn
        | News::Countered
        | News::Declined
        | News::Chosen
        | News::Passed
        | News::Cancelled
        | News::Lapsed
        | News::Closed => None,
    })
}

fn of_offer(site: &Site, tr: &Tr, news: News, card: &Card) -> Option<Screen> {
    let offer = &card.offer;
    let is_standing = card.is_standing(site.app.clock.now());
    let args = || {
        args![
            number = card.trip.id.to_string(),
            agency = card.agency.name.as_str(),
            sum = tr.money(offer.price()),
        ]
    };
    let to_traveller = |id: &str| {
        let html = tr.html(id, args());
        traveller::said_of_offer(tr, html, card.trip.id, offer.id)
    };
    let to_agency = |id: &str| agency::said_of_offer(tr, tr.html(id, args()), card);
    match news {
        News::Offered => is_standing.then(|| to_traveller("trips-news-offered")),
        News::Changed => is_standing.then(|| to_traveller("trips-news-changed")),
        News::Withdrawn => (card.trip.status == Status::Open)
            .then(|| traveller::said(tr, tr.html("trips-news-withdrawn", args()), card.trip.id)),
        News::Countered => {
            let is_asked = is_standing && offer.turn == Side::Agency;
            let word = card
                .words
                .iter()
                .rev()
                .find(|word| word.side == Side::Traveller);
            word.filter(|_| is_asked).map(|word| {
                let sum = word
                    .price_minor
                    .map(|minor| crate::kernel::money::Money::new(minor, offer.currency));
                let said: Vec<_> = sum
                    .map(|sum| tr.money(sum))
                    .into_iter()
                    .chain(Some(word.text.clone()).filter(|text| !text.is_empty()))
                    .collect();
                let html = tr
                    .html("trips-news-countered", args())
                    .paragraph(&crate::bot::html::Html::escape(&said.join(" · ")));
                agency::said_of_offer(tr, html, card)
            })
        }
        News::Declined => {
            (offer.status == OfferStatus::Declined).then(|| to_agency("trips-news-declined"))
        }
        News::Chosen => card.trip.booking_id.map(|booking| {
            let open = crate::bot::keyboard::button(
                tr.plain("bookings-open", args![]),
                &BookingsCallback::Desk(booking),
            );
            Screen::new(tr.html("trips-news-chosen", args())).with(Keyboard::new().row([open]))
        }),
        News::Passed => {
            (offer.status == OfferStatus::Passed).then(|| to_agency("trips-news-passed"))
        }
        News::Cancelled => {
            (offer.status == OfferStatus::Passed).then(|| to_agency("trips-news-cancelled"))
        }
        News::Lapsed => {
            (offer.status == OfferStatus::Lapsed).then(|| to_agency("trips-news-lapsed"))
        }
        News::Closed => {
            (offer.status == OfferStatus::Passed).then(|| to_agency("trips-news-closed"))
        }
        News::Asked | News::Expired | News::Waiting => None,
    }
}
