//! Two people do what excludes each other at the same moment: one legal state is left. Each of the races has a
//! control below: with the guard off, what it checks is noticed.

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, UpdateResult,
    sea_query::Expr,
};
use sputnik::{
    app::App,
    db,
    entity::{
        booking, tour_session,
        trip::{self, Status},
        trip_offer::{self, Status as OfferStatus},
    },
    features::trips::{bargain, choice, error::TripError, offers, rounds},
    kernel::{
        ids::{TripId, TripOfferId},
        time::Timestamp,
    },
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

/// What was taken back waits for nobody's answer.
async fn is_gone(t: &TestApp, id: TripOfferId) -> bool {
    let offer = offer_row(t, id).await;
    (offer.status, offer.wanted_minor) == (OfferStatus::Withdrawn, None)
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
            tokio::spawn(async move { bargain::counter(&app, me, id, "100").await }),
            tokio::spawn(async move { offers::withdraw(&theirs, me, &platform(), id).await }),
        );
        gone.unwrap().unwrap();
        if let Err(error) = countered.unwrap() {
            assert!(is_refusal(&error), "{error:?}");
        }
        assert!(is_gone(&t, id).await);
        assert!(is_sound(&t, trip.id).await);
        t.settle().await;
        t.finish().await;
    }
}

/// The control of the first: where nothing asks whether the request is still open, and no index stands behind it,
/// both are booked, and the check notices.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_conditions_two_offers_would_be_booked() {
    let t = TestApp::start().await;
    let (anna, seen, [first, second]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    choice::choose(&t.app, me, first.id, first.revision)
        .await
        .unwrap();
    assert!(is_sound(&t, seen.id).await);
    // Of two that are chosen the schema itself takes one.
    let twice = write_offer(&t, second.id, OfferStatus::Chosen, None).await;
    assert!(db::is_unique(&twice.unwrap_err()));
    t.app
        .db
        .execute_unprepared("DROP INDEX trip_offers_chosen")
        .await
        .unwrap();
    // Whoever looked before the first was chosen saw both open.
    write_trip(&t, seen.id, seen.status, seen.expires_at).await;
    write_offer(&t, second.id, second.status, None)
        .await
        .unwrap();
    let again = offer_row(&t, second.id).await;
    choice::choose(&t.app, me, second.id, again.revision)
        .await
        .unwrap();
    assert!(!is_sound(&t, seen.id).await);
    t.settle().await;
    t.finish().await;
}

/// The control of the second: an offer that is taken back by whoever saw it open, chosen or not.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_condition_a_chosen_offer_would_be_taken_back() {
    let t = TestApp::start().await;
    let (anna, trip, [offer, _]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    choice::choose(&t.app, me, offer.id, offer.revision)
        .await
        .unwrap();
    let late = offers::withdraw(&t.app, me, &platform(), offer.id).await;
    assert!(matches!(late, Err(TripError::Moved)), "{late:?}");
    assert!(is_sound(&t, trip.id).await);
    write_offer(&t, offer.id, OfferStatus::Withdrawn, None)
        .await
        .unwrap();
    assert!(!is_sound(&t, trip.id).await);
    t.settle().await;
    t.finish().await;
}

/// The control of the third: a request that expires for whoever saw it open.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_condition_a_chosen_request_would_expire() {
    let t = TestApp::start().await;
    let (anna, trip, [offer, _]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    choice::choose(&t.app, me, offer.id, offer.revision)
        .await
        .unwrap();
    assert!(is_sound(&t, trip.id).await);
    write_trip(&t, trip.id, Status::Expired, None).await;
    assert!(!is_sound(&t, trip.id).await);
    t.settle().await;
    t.finish().await;
}

/// The control of the fourth: words about an offer that is gone, from whoever saw it open.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_condition_an_offer_that_is_gone_would_wait_for_an_answer() {
    let t = TestApp::start().await;
    let (anna, _, [offer, _]) = scene(&t).await;
    let me = acting(t.row(&anna).await.id);
    offers::withdraw(&t.app, me, &platform(), offer.id)
        .await
        .unwrap();
    let late = bargain::counter(&t.app, me, offer.id, "100").await;
    assert!(is_refusal(&late.unwrap_err()));
    assert!(is_gone(&t, offer.id).await);
    write_offer(&t, offer.id, OfferStatus::Withdrawn, Some(10_000))
        .await
        .unwrap();
    assert!(!is_gone(&t, offer.id).await);
    t.settle().await;
    t.finish().await;
}

/// Writes a state over a request without asking which one it has.
async fn write_trip(t: &TestApp, id: TripId, status: Status, expires_at: Option<Timestamp>) {
    trip::Entity::update_many()
        .col_expr(trip::Column::Status, Expr::value(status.word()))
        .col_expr(trip::Column::ExpiresAt, Expr::value(expires_at))
        .filter(trip::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
        .unwrap();
}

/// Writes a state over an offer without asking which one it has.
async fn write_offer(
    t: &TestApp,
    id: TripOfferId,
    status: OfferStatus,
    wanted: Option<i64>,
) -> Result<UpdateResult, DbErr> {
    trip_offer::Entity::update_many()
        .col_expr(trip_offer::Column::Status, Expr::value(status.word()))
        .col_expr(trip_offer::Column::WantedMinor, Expr::value(wanted))
        .filter(trip_offer::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
}
