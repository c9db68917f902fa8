//! What time, cancelling and blocking do.

use chrono::TimeDelta;
use sea_orm::{EntityTrait, PaginatorTrait};
use sputnik::{
    entity::{
        booking, tour_session,
        trip::Status,
        trip_offer::{Side, Status as OfferStatus},
    },
    features::{
        bookings::{error::BookingError, request},
        tours::{agencies, error::ToursError, pricing, reads as tours, sessions},
        trips::{bargain, choice, drafts, error::TripError, jobs::Rounds, offers, reads, submit},
    },
    kernel::{
        actor::Actor,
        ids::{TripId, UpdateId},
    },
};

use super::{acting, asked, family, offer_row, offered, platform, scene, selling, trip_row};
use crate::{bookings, support::TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_is_booked_at_the_price_of_the_party_to_the_last_kopeck() {
    let t = TestApp::start().await;
    let (anna, trip, [offer, other]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    let id = choice::choose(&t.app, me, offer.id, offer.revision)
        .await
        .unwrap();
    // Choosing it again is choosing it once.
    let again = choice::choose(&t.app, me, offer.id, offer.revision).await;
    assert_eq!(again.unwrap(), id);
    let booking = bookings::row(&t, id).await;
    assert_eq!(booking.status, booking::Status::Approved);
    assert_eq!(
        (booking.base_minor, booking.price_minor),
        (6_000_001, 6_000_001)
    );
    assert_eq!((booking.adults, booking.children, booking.seats), (2, 1, 3));
    assert_eq!(booking.commission_bp, 1000);
    assert!(booking.pay_by.is_some() && booking.approved_at.is_some());
    let session = bookings::session_row(&t, booking.session_id).await;
    assert!(session.is_private && session.taken == 3 && session.capacity == 3);
    // The days are those of the offer: the tour itself takes two.
    assert_eq!((session.ends_on - session.starts_on).num_days(), 2);
    assert_eq!(
        pricing::base(&session, family()).unwrap().minor(),
        6_000_001
    );
    assert!(bookings::is_sound(&t, session.id).await);
    assert_eq!(trip_row(&t, trip.id).await.booking_id, Some(id));
    assert_eq!(offer_row(&t, other.id).await.status, OfferStatus::Passed);
    // Nobody finds it, and nobody else books it, not even once its seats are free.
    let listed = tours::all_sessions(&t.app.db, t.app.clock.now(), session.tour_id).await;
    assert!(listed.unwrap().is_empty());
    let refused = request::quote(&t.app, session.id, family(), None).await;
    assert!(
        matches!(refused, Err(BookingError::NotOffered)),
        "{refused:?}"
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_session_is_repeated_for_nobody() {
    let t = TestApp::start().await;
    let (anna, _, [offer, _]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    let id = choice::choose(&t.app, me, offer.id, offer.revision)
        .await
        .unwrap();
    let session = bookings::row(&t, id).await.session_id;
    let copied = sessions::repeat(&t.app, Actor::SHELL, &platform(), session, 1, 2).await;
    assert!(matches!(copied, Err(ToursError::Moved)), "{copied:?}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_that_wait_are_mentioned_after_a_day_and_end_with_their_time() {
    let t = TestApp::start().await;
    let (anna, trip, [offer, _]) = scene(&t).await;
    t.advance(TimeDelta::hours(23));
    assert_eq!(t.run(&Rounds).await, 0);
    t.advance(TimeDelta::hours(1));
    assert_eq!(t.run(&Rounds).await, 1);
    t.settle().await;
    assert!(
        anna.screen().contains("действуют не вечно"),
        "{}",
        anna.screen()
    );
    t.advance(TimeDelta::hours(24));
    let me = acting(t.row(&anna).await.id);
    let late = choice::choose(&t.app, me, offer.id, offer.revision).await;
    assert!(matches!(late, Err(TripError::Lapsed)), "{late:?}");
    assert_eq!(t.run(&Rounds).await, 2);
    assert_eq!(offer_row(&t, offer.id).await.status, OfferStatus::Lapsed);
    t.advance(TimeDelta::days(5));
    assert_eq!(t.run(&Rounds).await, 1);
    assert_eq!(t.run(&Rounds).await, 0);
    assert_eq!(trip_row(&t, trip.id).await.status, Status::Expired);
    t.settle().await;
    assert!(
        anna.screen().contains("Срок заявки № 1 вышел"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_called_off_has_no_offers_and_takes_none() {
    let t = TestApp::start().await;
    let (anna, trip, [offer, other]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    choice::cancel(&t.app, me, trip.id).await.unwrap();
    choice::cancel(&t.app, me, trip.id).await.unwrap();
    for id in [offer.id, other.id] {
        assert_eq!(offer_row(&t, id).await.status, OfferStatus::Passed);
        let late = bargain::reply(&t.app, me, &platform(), id, "1000").await;
        assert!(matches!(late, Err(TripError::Moved)), "{late:?}");
    }
    let late = choice::choose(&t.app, me, offer.id, offer.revision).await;
    assert!(matches!(late, Err(TripError::Moved)), "{late:?}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_of_a_blocked_agency_are_gone_from_the_choice() {
    let t = TestApp::start().await;
    let (anna, trip, [offer, _]) = scene(&t).await;
    let me = t.row(&anna).await.id;
    let rights = platform();
    agencies::block(&t.app, Actor::SHELL, &rights, offer.agency_id, "жалобы")
        .await
        .unwrap();
    let (_, left) = reads::compare(&t.app, me, trip.id).await.unwrap();
    assert_eq!(left.len(), 1);
    let refused = choice::choose(&t.app, acting(me), offer.id, offer.revision).await;
    assert!(matches!(refused, Err(TripError::Blocked)), "{refused:?}");
    assert_eq!(booking::Entity::find().count(&t.app.db).await.unwrap(), 0);
    assert_eq!(
        tour_session::Entity::find().count(&t.app.db).await.unwrap(),
        0
    );
    assert_eq!(trip_row(&t, trip.id).await.status, Status::Open);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_is_brought_again_says_nothing_twice() {
    let t = TestApp::start().await;
    let (anna, _, [offer, _]) = scene(&t).await;
    let me = t.row(&anna).await.id;
    let at = |update| Actor {
        update: Some(UpdateId(update)),
        ..acting(me)
    };
    let rights = platform();
    for _ in 0..2 {
        bargain::counter(&t.app, at(7_000_001), offer.id, "50 000")
            .await
            .unwrap();
    }
    for _ in 0..2 {
        bargain::reply(&t.app, at(7_000_002), &rights, offer.id, "55 000")
            .await
            .unwrap();
    }
    let card = reads::card(&t.app, me, offer.id).await.unwrap();
    let said: Vec<_> = card.words.iter().map(|word| word.price_minor).collect();
    assert_eq!(said, [5_000_000, 5_500_000].map(Some));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_two_bargain_and_the_history_stays() {
    let t = TestApp::start().await;
    let (anna, _, [offer, _]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    let countered = bargain::counter(&t.app, me, offer.id, "50 000, без обедов")
        .await
        .unwrap();
    assert_eq!(
        (countered.wanted_minor, countered.turn),
        (Some(5_000_000), Side::Agency)
    );
    assert_eq!(countered.price_minor, offer.price_minor);
    let rights = platform();
    let stale = bargain::accept(&t.app, me, &rights, offer.id, offer.revision).await;
    assert!(matches!(stale, Err(TripError::Changed)), "{stale:?}");
    let replied = bargain::reply(&t.app, me, &rights, offer.id, "55 000")
        .await
        .unwrap();
    assert_eq!(
        (replied.price_minor, replied.turn),
        (5_500_000, Side::Traveller)
    );
    let countered = bargain::counter(&t.app, me, offer.id, "52000")
        .await
        .unwrap();
    let agreed = bargain::accept(&t.app, me, &rights, offer.id, countered.revision)
        .await
        .unwrap();
    assert_eq!((agreed.price_minor, agreed.wanted_minor), (5_200_000, None));
    let card = reads::card(&t.app, t.row(&anna).await.id, offer.id)
        .await
        .unwrap();
    let said: Vec<_> = card.words.iter().map(|word| word.price_minor).collect();
    assert_eq!(said, [5_000_000, 5_500_000, 5_200_000, 5_200_000].map(Some));
    // Whoever saw the old price does not choose the new one.
    let stale = choice::choose(&t.app, me, offer.id, offer.revision).await;
    assert!(matches!(stale, Err(TripError::Changed)), "{stale:?}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_peoples_requests_and_offers_are_not_there() {
    let t = TestApp::start().await;
    let (_, trip, [offer, other]) = scene(&t).await;
    let boris = t.person("Борис", "ru").await;
    let him = acting(t.row(&boris).await.id);
    let gone = |error: Result<(), TripError>| matches!(error, Err(TripError::Gone));
    assert!(gone(
        choice::choose(&t.app, him, offer.id, 1).await.map(drop)
    ));
    assert!(gone(
        bargain::counter(&t.app, him, offer.id, "1").await.map(drop)
    ));
    assert!(gone(choice::decline(&t.app, him, offer.id).await.map(drop)));
    assert!(gone(choice::cancel(&t.app, him, trip.id).await));
    let boss = bookings::manager(&t, offer.agency_id, "Мария").await;
    let rights = bookings::rights(&t, &boss).await;
    let her = acting(t.row(&boss).await.id);
    assert!(gone(
        offers::withdraw(&t.app, her, &rights, other.id)
            .await
            .map(drop)
    ));
    assert!(gone(
        bargain::reply(&t.app, her, &rights, other.id, "1")
            .await
            .map(drop)
    ));
    let agency = other.agency_id;
    assert!(gone(
        offers::asked(&t.app.db, &rights, agency, trip.id)
            .await
            .map(drop)
    ));
    assert!(gone(
        offers::asked(&t.app.db, &rights, offer.agency_id, TripId(99))
            .await
            .map(drop)
    ));
    let nobody = bookings::rights(&t, &boris).await;
    let refused = offers::withdraw(&t.app, him, &nobody, offer.id).await;
    assert!(matches!(refused, Err(TripError::NotAllowed)), "{refused:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_so_many_open_requests_and_agencies_one_live_offer() {
    let t = TestApp::start().await;
    let seller = selling(&t, "Шёлковый путь").await;
    let anna = t.person("Анна", "ru").await;
    let trip = asked(&t, &anna).await;
    for _ in 0..2 {
        asked(&t, &anna).await;
    }
    let me = t.row(&anna).await.id;
    let draft = drafts::start(&t.app, acting(me)).await.unwrap();
    for said in [
        drafts::Answer::Place("В горы".to_owned()),
        drafts::Answer::Day(bookings::DAY.parse().unwrap()),
        drafts::Answer::Days(1),
    ] {
        super::answer(&t, me, draft.id, said).await.unwrap();
    }
    let refused = submit::submit(&t.app, acting(me), draft.id).await;
    assert!(matches!(refused, Err(TripError::TooMany)), "{refused:?}");
    let first = offered(&t, trip.id, &seller, 100_000).await;
    let again = offered(&t, trip.id, &seller, 90_000).await;
    assert_eq!(first.id, again.id);
    assert_eq!(again.price_minor, 90_000);
    t.settle().await;
    t.finish().await;
}
