//! Waiting lists.

use chrono::TimeDelta;
use futures::future::join_all;
use sea_orm::EntityTrait;
use sputnik::{
    entity::waiting_party::{self, Status},
    features::{
        bookings::{endings, error::BookingError, jobs::Rounds, waiting},
        tours::{agencies, offers},
        users::privacy,
    },
    kernel::{actor::Actor, ids::PartyId},
};

use super::{acting, ask, crowd, is_sound, on_sale, party, platform, session_row};
use crate::support::TestApp;

async fn at(t: &TestApp, id: PartyId) -> Status {
    let row = waiting_party::Entity::find_by_id(id).one(&t.app.db).await;
    row.unwrap().unwrap().status
}

#[tokio::test(flavor = "multi_thread")]
async fn free_seats_go_to_whoever_waited_first_and_then_to_the_next() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 2).await;
    let anna = t.person("Анна", "ru").await;
    let holder = t.row(&anna).await.id;
    let booking = ask(&t, holder, session.id, party(2, 0)).await.unwrap();
    let boris = t.person("Борис", "ru").await;
    let clara = t.person("Клара", "ru").await;
    let (second, third) = (t.row(&boris).await.id, t.row(&clara).await.id);
    let first = waiting::join(&t.app, acting(second), session.id, party(2, 0))
        .await
        .unwrap();
    let next = waiting::join(&t.app, acting(third), session.id, party(1, 0))
        .await
        .unwrap();
    assert_eq!(
        waiting::place(&t.app, next.clone()).await.unwrap().before,
        1
    );
    // Nobody is offered what is not there.
    assert_eq!(t.run(&Rounds).await, 0);
    endings::cancel(&t.app, acting(holder), booking.id, 0)
        .await
        .unwrap();
    // Before the round: nobody from the street goes past the list.
    let david = t.person("Давид", "ru").await;
    let quick = ask(&t, t.row(&david).await.id, session.id, party(1, 0)).await;
    assert!(matches!(quick, Err(BookingError::SoldOut)), "{quick:?}");
    assert_eq!(t.run(&Rounds).await, 1);
    t.settle().await;
    assert!(
        boris.screen().contains("Для вас есть места"),
        "{}",
        boris.screen()
    );
    assert_eq!(session_row(&t, session.id).await.taken, 2);
    assert!(is_sound(&t, session.id).await);
    // Two hours without an answer: the next one has the seats.
    t.advance(TimeDelta::minutes(120));
    assert_eq!(t.run(&Rounds).await, 2);
    t.settle().await;
    assert_eq!(
        (at(&t, first.id).await, at(&t, next.id).await),
        (Status::Lapsed, Status::Offered)
    );
    assert!(
        clara.screen().contains("Для вас есть места"),
        "{}",
        clara.screen()
    );
    let taken = ask(&t, third, session.id, party(1, 0)).await.unwrap();
    assert_eq!(taken.seats, 1);
    assert_eq!(at(&t, next.id).await, Status::Taken);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_taken_once_however_often_it_is_tapped() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 2).await;
    let anna = t.person("Анна", "ru").await;
    let holder = t.row(&anna).await.id;
    let booking = ask(&t, holder, session.id, party(2, 0)).await.unwrap();
    let boris = t.person("Борис", "ru").await;
    let me = t.row(&boris).await.id;
    let waits = waiting::join(&t.app, acting(me), session.id, party(2, 0))
        .await
        .unwrap();
    endings::cancel(&t.app, acting(holder), booking.id, 0)
        .await
        .unwrap();
    assert_eq!(t.run(&Rounds).await, 1);
    // While others want the same seats, who were offered nothing.
    let others = crowd(&t, 25).await;
    let taps = (0..25).map(|_| ask(&t, me, session.id, party(2, 0)));
    let theirs = others
        .iter()
        .map(|other| ask(&t, other.id, session.id, party(1, 0)));
    let (taken, refused) = tokio::join!(join_all(taps), join_all(theirs));
    for one in refused {
        assert!(matches!(one, Err(BookingError::SoldOut)), "{one:?}");
    }
    let mut ids: Vec<_> = taken.into_iter().map(|one| one.unwrap().id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(at(&t, waits.id).await, Status::Taken);
    assert_eq!(session_row(&t, session.id).await.taken, 2);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_fewer_seats_than_offered_frees_the_rest_and_more_are_refused() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 3).await;
    let anna = t.person("Анна", "ru").await;
    let holder = t.row(&anna).await.id;
    let booking = ask(&t, holder, session.id, party(3, 0)).await.unwrap();
    let boris = t.person("Борис", "ru").await;
    let me = t.row(&boris).await.id;
    let waits = waiting::join(&t.app, acting(me), session.id, party(2, 0))
        .await
        .unwrap();
    // While it waits it may change its size.
    let same = waiting::join(&t.app, acting(me), session.id, party(3, 0))
        .await
        .unwrap();
    assert_eq!((same.id, same.seats), (waits.id, 3));
    endings::cancel(&t.app, acting(holder), booking.id, 0)
        .await
        .unwrap();
    t.run(&Rounds).await;
    let more = ask(&t, me, session.id, party(4, 0)).await;
    assert!(matches!(more, Err(BookingError::SoldOut)), "{more:?}");
    assert_eq!(at(&t, waits.id).await, Status::Offered);
    ask(&t, me, session.id, party(1, 0)).await.unwrap();
    assert_eq!(session_row(&t, session.id).await.taken, 1);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_books_what_is_left_waits_no_more() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 3).await;
    let anna = t.person("Анна", "ru").await;
    ask(&t, t.row(&anna).await.id, session.id, party(2, 0))
        .await
        .unwrap();
    let boris = t.person("Борис", "ru").await;
    let me = t.row(&boris).await.id;
    let waits = waiting::join(&t.app, acting(me), session.id, party(2, 0))
        .await
        .unwrap();
    // One seat is left, too few for the party as it waits: it comes smaller.
    ask(&t, me, session.id, party(1, 0)).await.unwrap();
    assert_eq!(at(&t, waits.id).await, Status::Taken);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_frees_the_seats_and_a_full_session_is_needed_to_wait() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 2).await;
    let boris = t.person("Борис", "ru").await;
    let me = t.row(&boris).await.id;
    let early = waiting::join(&t.app, acting(me), session.id, party(1, 0)).await;
    assert!(matches!(early, Err(BookingError::NotFull)), "{early:?}");
    let anna = t.person("Анна", "ru").await;
    let holder = t.row(&anna).await.id;
    let booking = ask(&t, holder, session.id, party(2, 0)).await.unwrap();
    let waits = waiting::join(&t.app, acting(me), session.id, party(2, 0))
        .await
        .unwrap();
    endings::cancel(&t.app, acting(holder), booking.id, 0)
        .await
        .unwrap();
    t.run(&Rounds).await;
    assert_eq!(session_row(&t, session.id).await.taken, 2);
    waiting::leave(&t.app, acting(me), session.id)
        .await
        .unwrap();
    assert_eq!(at(&t, waits.id).await, Status::Left);
    assert_eq!(session_row(&t, session.id).await.taken, 0);
    // A session that is closed has nobody waiting.
    let again = ask(&t, holder, session.id, party(2, 0)).await.unwrap();
    let waits = waiting::join(&t.app, acting(me), session.id, party(1, 0))
        .await
        .unwrap();
    t.advance(session.starts_at.since(t.app.clock.now()) - TimeDelta::hours(12));
    t.run(&Rounds).await;
    t.settle().await;
    assert_eq!(at(&t, waits.id).await, Status::Over);
    assert!(
        boris.screen().contains("больше не будет"),
        "{}",
        boris.screen()
    );
    assert!(is_sound(&t, session.id).await);
    let _ = again;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_offered_seats_of_a_tour_that_is_not_on_sale() {
    let t = TestApp::start().await;
    let (agency, tour, session) = on_sale(&t, 2).await;
    let anna = t.person("Анна", "ru").await;
    let holder = t.row(&anna).await.id;
    let booking = ask(&t, holder, session.id, party(2, 0)).await.unwrap();
    let boris = t.person("Борис", "ru").await;
    let waits = waiting::join(
        &t.app,
        acting(t.row(&boris).await.id),
        session.id,
        party(1, 0),
    )
    .await
    .unwrap();
    let catalog = &t.site.library.tours;
    offers::archive(&t.app, Actor::SHELL, &platform(), tour.id)
        .await
        .unwrap();
    endings::cancel(&t.app, acting(holder), booking.id, 0)
        .await
        .unwrap();
    t.run(&Rounds).await;
    assert_eq!(at(&t, waits.id).await, Status::Waiting);
    offers::publish(&t.app, catalog, Actor::SHELL, &platform(), tour.id)
        .await
        .unwrap();
    agencies::block(&t.app, Actor::SHELL, &platform(), agency.id, "Проверка")
        .await
        .unwrap();
    t.run(&Rounds).await;
    assert_eq!(at(&t, waits.id).await, Status::Waiting);
    agencies::unblock(&t.app, Actor::SHELL, &platform(), agency.id)
        .await
        .unwrap();
    t.run(&Rounds).await;
    assert_eq!(at(&t, waits.id).await, Status::Offered);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_deletes_the_account_waits_no_more_and_others_go_on() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 1).await;
    let anna = t.person("Анна", "ru").await;
    let holder = t.row(&anna).await.id;
    ask(&t, holder, session.id, party(1, 0)).await.unwrap();
    let mut parties = Vec::new();
    for name in ["Борис", "Клара"] {
        let person = t.person(name, "ru").await;
        let id = t.row(&person).await.id;
        let waits = waiting::join(&t.app, acting(id), session.id, party(1, 0)).await;
        parties.push((id, waits.unwrap().id));
    }
    let (boris, his) = parties[0];
    privacy::delete(&t.app, acting(boris), boris).await.unwrap();
    assert_eq!(at(&t, his).await, Status::Left);
    assert_eq!(at(&t, parties[1].1).await, Status::Waiting);
    t.settle().await;
    t.finish().await;
}
