//! However an offer comes to its end, its agency hears of it, and why.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use sputnik::{
    entity::{
        trip,
        trip_offer::{self, Status as OfferStatus},
    },
    features::trips::{choice, jobs::Rounds, offers},
    kernel::ids::TripId,
};
use sputnik_sandbox::Person;

use super::{acting, asked, offer_row, platform, scene, selling};
use crate::{bookings::manager, support::TestApp};

/// The scene, with a manager for each of the two agencies.
async fn watched(t: &TestApp) -> (Person, trip::Model, [trip_offer::Model; 2], [Person; 2]) {
    let (anna, trip, offers) = scene(t).await;
    let managers = [
        manager(t, offers[0].agency_id, "Мария").await,
        manager(t, offers[1].agency_id, "Олег").await,
    ];
    for boss in &managers {
        boss.say("/menu").await;
    }
    (anna, trip, offers, managers)
}

fn reads(person: &Person, words: &str) {
    let screen = person.screen();
    assert!(screen.contains(words), "{words}: {screen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn its_own_time_is_over() {
    let t = TestApp::start().await;
    let (_, _, offers, managers) = watched(&t).await;
    t.advance(TimeDelta::hours(48));
    t.run(&Rounds).await;
    // A second round says nothing twice.
    t.run(&Rounds).await;
    let said = t.settle().await;
    for (offer, boss) in offers.iter().zip(&managers) {
        assert_eq!(offer_row(&t, offer.id).await.status, OfferStatus::Lapsed);
        reads(boss, "Ваше предложение по заявке № 1 больше не действует");
    }
    assert_eq!(said, 2);
    // It opens, and the agency may make another one.
    managers[0].tap("💬 Открыть предложение").await.unwrap();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_the_request_is_over() {
    let t = TestApp::start().await;
    let (anna, trip, offers, managers) = watched(&t).await;
    ends_soon(&t, trip.id).await;
    t.advance(TimeDelta::hours(1));
    t.run(&Rounds).await;
    t.settle().await;
    for (offer, boss) in offers.iter().zip(&managers) {
        assert_eq!(offer_row(&t, offer.id).await.status, OfferStatus::Passed);
        reads(
            boss,
            "Срок заявки № 1 вышел, путешественник никого не выбрал",
        );
    }
    reads(&anna, "Срок заявки № 1 вышел");
    t.finish().await;
}

async fn ends_soon(t: &TestApp, id: TripId) {
    let soon = t.app.clock.now().plus(TimeDelta::hours(1));
    trip::Entity::update_many()
        .col_expr(trip::Column::ExpiresAt, Expr::value(Some(soon)))
        .filter(trip::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_is_called_off() {
    let t = TestApp::start().await;
    let (anna, trip, offers, managers) = watched(&t).await;
    choice::cancel(&t.app, acting(t.row(&anna).await.id), trip.id)
        .await
        .unwrap();
    t.settle().await;
    for (offer, boss) in offers.iter().zip(&managers) {
        assert_eq!(offer_row(&t, offer.id).await.status, OfferStatus::Passed);
        reads(boss, "Заявку № 1 отменили");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_one_is_chosen_or_this_one_is_declined() {
    let t = TestApp::start().await;
    let (anna, _, [offer, other], [maria, oleg]) = watched(&t).await;
    let me = acting(t.row(&anna).await.id);
    choice::choose(&t.app, me, offer.id, offer.revision)
        .await
        .unwrap();
    t.settle().await;
    reads(&maria, "Вас выбрали!");
    reads(&oleg, "По заявке № 1 выбрали другое предложение");
    assert_eq!(offer_row(&t, other.id).await.status, OfferStatus::Passed);
    t.finish().await;

    let t = TestApp::start().await;
    let (anna, _, [offer, _], [maria, _]) = watched(&t).await;
    let me = acting(t.row(&anna).await.id);
    choice::decline(&t.app, me, offer.id).await.unwrap();
    t.settle().await;
    reads(&maria, "По заявке № 1 от предложения отказались");
    t.finish().await;
}

/// What was never sent ends without a word: the agency knows that it did not send it.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_an_offer_ends_in_silence() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let trip = asked(&t, &anna).await;
    t.settle().await;
    let me = acting(t.row(&boss).await.id);
    let draft = offers::begin(&t.app, me, &platform(), agency.id, trip.id, tour.id)
        .await
        .unwrap();
    ends_soon(&t, trip.id).await;
    t.advance(TimeDelta::hours(1));
    t.run(&Rounds).await;
    // The traveller alone.
    assert_eq!(t.settle().await, 1);
    assert_eq!(offer_row(&t, draft.id).await.status, OfferStatus::Passed);
    reads(&boss, "Ищут поездку");
    t.finish().await;
}
