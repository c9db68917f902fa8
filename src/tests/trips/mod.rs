//! Trips made to order: requests, offers, bargaining, what becomes of them.

mod data;
mod endings;
mod input;
mod races;
mod restart;
mod story;
mod time;

use sea_orm::EntityTrait;
use sputnik::{
    entity::{agency, tour, trip, trip_offer},
    features::{
        tours::pricing::Party,
        trips::{
            drafts::{self, Answer},
            error::TripError,
            offers::{self, Part},
            submit,
        },
    },
    kernel::{
        ids::{TripId, TripOfferId, UserId},
        money::{Currency, Money},
    },
};
use sputnik_sandbox::Person;

use super::{
    bookings::{DAY, acting, party, platform, selling},
    support::TestApp,
};

/// Answers a question of the person's draft.
async fn answer(
    t: &TestApp,
    person: UserId,
    id: TripId,
    answer: Answer,
) -> Result<trip::Model, TripError> {
    let catalog = &t.site.library.tours;
    drafts::edit(&t.app, catalog, acting(person), id, answer).await
}

/// A request for three days in Samarkand, sent.
async fn asked(t: &TestApp, person: &Person) -> trip::Model {
    let me = t.row(person).await.id;
    let draft = drafts::start(&t.app, acting(me)).await.unwrap();
    for said in [
        Answer::City("samarkand".to_owned()),
        Answer::Day(DAY.parse().unwrap()),
        Answer::Days(3),
        Answer::Party(party(2, 1)),
    ] {
        answer(t, me, draft.id, said).await.unwrap();
    }
    submit::submit(&t.app, acting(me), draft.id).await.unwrap()
}

/// An offer of an agency for so much, sent.
async fn offered(
    t: &TestApp,
    trip: TripId,
    (agency, tour): &(agency::Model, tour::Model),
    minor: i64,
) -> trip_offer::Model {
    let (app, rights) = (&t.app, platform());
    let decider = t.person("Решающий", "ru").await;
    let actor = acting(t.row(&decider).await.id);
    let offer = offers::begin(app, actor, &rights, agency.id, trip, tour.id)
        .await
        .unwrap();
    for part in [
        Part::Price(Money::new(minor, Currency::Rub)),
        Part::Included("Всё включено".to_owned()),
    ] {
        offers::edit(app, actor, &rights, offer.id, part)
            .await
            .unwrap();
    }
    offers::send(app, actor, &rights, offer.id).await.unwrap()
}

async fn trip_row(t: &TestApp, id: TripId) -> trip::Model {
    trip::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

async fn offer_row(t: &TestApp, id: TripOfferId) -> trip_offer::Model {
    trip_offer::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

/// Two agencies that sell, a traveller with a request, and an offer of each.
async fn scene(t: &TestApp) -> (Person, trip::Model, [trip_offer::Model; 2]) {
    let first = selling(t, "Шёлковый путь").await;
    let second = selling(t, "Горы и люди").await;
    let anna = t.person("Анна", "ru").await;
    let trip = asked(t, &anna).await;
    let offers = [
        offered(t, trip.id, &first, 6_000_001).await,
        offered(t, trip.id, &second, 5_500_000).await,
    ];
    t.settle().await;
    (anna, trip, offers)
}

const fn family() -> Party {
    Party {
        adults: 2,
        children: 1,
    }
}
