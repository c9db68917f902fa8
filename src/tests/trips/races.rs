//! Two people do what excludes each other at the same moment: one legal state is left.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use sputnik::{
    app::App,
    entity::{
        booking, tour_session,
        trip::{self, Status},
        trip_offer::{self, Status as OfferStatus},
    },
    features::trips::{choice, error::TripError, offers, rounds},
    kernel::ids::TripId,
};

use super::{acting, offer_row, platform, scene, trip_row};
use crate::support::TestApp;

/// How often each pair meets.
const ROUNDS: usize = 4;

/// What is booked is what was chosen, and nothing besides.
async fn is_sound(t: &TestApp, id: TripId) -> bool {
    let trip = trip_row(t, id).await;
    let chosen = trip_offer::Entity::find()
        .filter(trip_offer::Column::TripId.eq(id))
        .filter(trip_offer::Column::Status.eq(OfferStatus::Chosen))
        .count(&t.app.db)
        .await
        .unwrap();
    let booked = booking::Entity::find().count(&t.app.db).await.unwrap();
    let sessions = tour_session::Entity::find().count(&t.app.db).await.unwrap();
    let is_chosen = trip.status == Status::Chosen;
    let should = u64::from(is_chosen);
    (chosen, booked, sessions) == (should, should, should) && trip.booking_id.is_some() == is_chosen
}

fn is_refusal(error: &TripError) -> bool {
    matches!(
        error,
        TripError::Moved | TripError::Changed | TripError::Lapsed
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_offers_that_are_chosen_at_once_one_is_booked() {
    for _ in 0..ROUNDS {
        let t = TestApp::start().await;
        let (anna, trip, [first, second]) = scene(&t).await;
        let me = acting(t.row(&anna).await.id);
        let pick = |offer: trip_offer::Model| {
            let app: App = t.app.clone();
            tokio::spawn(async move { choice::choose(&app, me, offer.id, offer.revision).await })
        };
        let (one, other) = tokio::join!(pick(first), pick(second));
        let all = [one.unwrap(), other.unwrap()];
        let won = all.iter().filter(|done| done.is_ok()).count();
        assert_eq!(won, 1, "{all:?}");
        assert!(is_sound(&t, trip.id).await);
        t.settle().await;
        t.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_chosen_or_taken_back() {
    for _ in 0..ROUNDS {
        let t = TestApp::start().await;
        let (anna, trip, [offer, _]) = scene(&t).await;
        let me = acting(t.row(&anna).await.id);
        let (id, seen) = (offer.id, offer.revision);
        let (app, theirs) = (t.app.clone(), t.app.clone());
        let (chosen, gone) = tokio::join!(
            tokio::spawn(async move { choice::choose(&app, me, id, seen).await }),
            tokio::spawn(async move { offers::withdraw(&theirs, me, &platform(), id).await }),
        );
        let (chosen, gone) = (chosen.unwrap(), gone.unwrap());
        assert!(chosen.is_ok() != gone.is_ok(), "{chosen:?} {gone:?}");
        assert!(is_sound(&t, trip.id).await);
        t.settle().await;
        t.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_chosen_or_expires() {
    for _ in 0..ROUNDS {
        let t = TestApp::start().await;
        let (anna, trip, [offer, _]) = scene(&t).await;
        let me = acting(t.row(&anna).await.id);
        // The last moment at which it can be chosen is the one before it expires.
        let soon = t.app.clock.now().plus(TimeDelta::milliseconds(1));
        trip::Entity::update_many()
            .col_expr(trip::Column::ExpiresAt, Expr::value(Some(soon)))
            .filter(trip::Column::Id.eq(trip.id))
            .exec(&t.app.db)
            .await
            .unwrap();
        let (app, theirs) = (t.app.clone(), t.app.clone());
        let (id, seen) = (offer.id, offer.revision);
        let choosing = tokio::spawn(async move { choice::choose(&app, me, id, seen).await });
        t.advance(TimeDelta::milliseconds(1));
        let expiring = tokio::spawn(async move { rounds::all(&theirs).await });
        let (chosen, _) = (choosing.await.unwrap(), expiring.await.unwrap().unwrap());
        let after = trip_row(&t, trip.id).await.status;
        match chosen {
            Ok(_) => assert_eq!(after, Status::Chosen),
            Err(error) => {
                assert!(is_refusal(&error), "{error:?}");
                assert_eq!(after, Status::Expired);
            }
        }
        assert!(is_sound(&t, trip.id).await);
        t.settle().await;
        t.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counter_offer_meets_a_withdrawal() {
    for _ in 0..ROUNDS {
        let t = TestApp::start().await;
        let (anna, trip, [offer, _]) = scene(&t).await;
        let me = acting(t.row(&anna).await.id);
        let id = offer.id;
        let (app, theirs) = (t.app.clone(), t.app.clone());
        let (countered, gone) = tokio::join!(
            tokio::spawn(async move { choice::counter(&app, me, id, "100").await }),
            tokio::spawn(async move { offers::withdraw(&theirs, me, &platform(), id).await }),
        );
        gone.unwrap().unwrap();
        if let Err(error) = countered.unwrap() {
            assert!(is_refusal(&error), "{error:?}");
        }
        let after = offer_row(&t, id).await;
        assert_eq!(
            (after.status, after.wanted_minor),
            (OfferStatus::Withdrawn, None)
        );
        assert!(is_sound(&t, trip.id).await);
        t.settle().await;
        t.finish().await;
    }
}

/// The control: a write that asks nobody leaves what the check notices.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_condition_two_would_be_chosen() {
    let t = TestApp::start().await;
    let (anna, trip, [first, second]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    choice::choose(&t.app, me, first.id, first.revision)
        .await
        .unwrap();
    assert!(is_sound(&t, trip.id).await);
    trip::Entity::update_many()
        .col_expr(trip::Column::Status, Expr::value(Status::Expired.word()))
        .filter(trip::Column::Id.eq(trip.id))
        .exec(&t.app.db)
        .await
        .unwrap();
    assert!(!is_sound(&t, trip.id).await);
    // And of two that are chosen the schema itself takes one.
    let twice = trip_offer::Entity::update_many()
        .col_expr(
            trip_offer::Column::Status,
            Expr::value(OfferStatus::Chosen.word()),
        )
        .filter(trip_offer::Column::Id.eq(second.id))
        .exec(&t.app.db)
        .await;
    assert!(sputnik::db::is_unique(&twice.unwrap_err()));
    t.settle().await;
    t.finish().await;
}
