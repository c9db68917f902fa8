//! What a party pays: seats, the best promotion, a promo code with its conditions.

use chrono::TimeDelta;
use sputnik::{
    entity::promo_code,
    features::{
        bookings::{
            endings,
            error::BookingError,
            request::{self, Code},
        },
        tours::{
            discounts::{self, For, NewCode, NewPromotion, Off},
            pricing::{CodeRefusal, Price},
        },
    },
    kernel::{
        actor::Actor,
        ids::SessionId,
        money::{Currency, Money},
    },
};

use super::{DAY, acting, add, ask_with, on_sale, party, plan, platform, row, selling};
use crate::support::TestApp;

const fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

/// A promotion from now on, for a week.
fn promotion(t: &TestApp, title: &str, good_for: For, off: Off) -> NewPromotion {
    let now = t.app.clock.now();
    NewPromotion {
        title: title.to_owned(),
        good_for,
        off,
        starts_at: now,
        ends_at: now.plus(TimeDelta::days(7)),
        total_limit: None,
    }
}

async fn promote(t: &TestApp, wanted: NewPromotion) {
    discounts::promote(&t.app, Actor::SHELL, &platform(), wanted)
        .await
        .unwrap();
}

/// A code from now on, for a week.
fn coupon(t: &TestApp, code: &str, good_for: For, off: Off) -> NewCode {
    let now = t.app.clock.now();
    NewCode {
        code: code.to_owned(),
        good_for,
        off,
        minimum: None,
        starts_at: now,
        ends_at: now.plus(TimeDelta::days(7)),
        total_limit: None,
        person_limit: None,
    }
}

async fn put(t: &TestApp, wanted: NewCode) -> promo_code::Model {
    discounts::add_code(&t.app, Actor::SHELL, &platform(), wanted)
        .await
        .unwrap()
}

async fn price(
    t: &TestApp,
    session: SessionId,
    people: (i32, i32),
    code: Option<&str>,
) -> Result<Price, BookingError> {
    let code = code.map(|code| Code::Typed(code.to_owned()));
    let people = party(people.0, people.1);
    let quote = request::quote(&t.app, session, people, code.as_ref()).await?;
    Ok(quote.price)
}

fn refusal(answer: Result<Price, BookingError>) -> CodeRefusal {
    match answer {
        Err(BookingError::Code(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn adults_and_children_have_their_prices() {
    let t = TestApp::start().await;
    let (_, _, session) = on_sale(&t, 20).await;
    for (people, base) in [((1, 0), 150_000), ((2, 1), 390_000), ((1, 3), 420_000)] {
        let price = price(&t, session.id, people, None).await.unwrap();
        assert_eq!(
            (price.base, price.total),
            (rub(base), rub(base)),
            "{people:?}"
        );
    }
    for odd in [(0, 1), (0, 0), (1, -1), (i32::MAX, 1), (21, 0)] {
        let refused = price(&t, session.id, odd, None).await;
        assert!(
            matches!(refused, Err(BookingError::BadParty)),
            "{odd:?}: {refused:?}"
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_best_promotion_that_holds_is_taken() {
    let t = TestApp::start().await;
    let (agency, tour, session) = on_sale(&t, 20).await;
    let other = add(&t, &tour, plan("2030-01-25", 20)).await;
    let (_, elsewhere) = selling(&t, "Горы и море").await;
    let (of_agency, of_tour, of_session) = (
        For {
            agency: Some(agency.id),
            ..For::default()
        },
        For {
            tour: Some(tour.id),
            ..For::default()
        },
        For {
            session: Some(session.id),
            ..For::default()
        },
    );
    promote(&t, promotion(&t, "Ten", of_agency, Off::Percent(10))).await;
    promote(
        &t,
        promotion(&t, "Two hundred", of_tour, Off::Sum(rub(20_000))),
    )
    .await;
    promote(&t, promotion(&t, "This one", of_session, Off::Percent(15))).await;
    let not_here = For {
        tour: Some(elsewhere.id),
        ..For::default()
    };
    promote(&t, promotion(&t, "Elsewhere", not_here, Off::Percent(90))).await;
    let sums = Off::Sum(Money::new(10_000_000, Currency::Uzs));
    promote(&t, promotion(&t, "Other money", of_agency, sums)).await;
    let mut later = promotion(&t, "Later", of_agency, Off::Percent(80));
    later.starts_at = later.starts_at.plus(TimeDelta::hours(1));
    promote(&t, later).await;

    // 15 % of 1500 is 225: more than 200 and than 10 %.
    let here = price(&t, session.id, (1, 0), None).await.unwrap();
    assert_eq!((here.promotion, here.total), (rub(22_500), rub(127_500)));
    // The other day 200 beat 10 % for one, and 10 % beat 200 for three.
    let one = price(&t, other.id, (1, 0), None).await.unwrap();
    assert_eq!(one.promotion, rub(20_000));
    let three = price(&t, other.id, (3, 0), None).await.unwrap();
    assert_eq!(three.promotion, rub(45_000));
    // From its first moment on, and until its last.
    t.advance(TimeDelta::hours(1));
    let then = price(&t, other.id, (1, 0), None).await.unwrap();
    assert_eq!(then.promotion, rub(120_000));
    t.advance(TimeDelta::days(7) - TimeDelta::hours(2));
    let last = price(&t, other.id, (1, 0), None).await.unwrap();
    assert_eq!(last.promotion, rub(120_000));
    t.advance(TimeDelta::hours(1));
    let none = price(&t, other.id, (1, 0), None).await.unwrap();
    assert_eq!((none.promotion, none.promotion_id), (rub(0), None));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_promotions_that_are_as_good_the_older_is_taken() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 20).await;
    let good_for = For {
        agency: Some(agency.id),
        ..For::default()
    };
    for title in ["First", "Second"] {
        promote(&t, promotion(&t, title, good_for, Off::Percent(10))).await;
    }
    let quote = request::quote(&t.app, session.id, party(1, 0), None).await;
    assert_eq!(quote.unwrap().promotion.as_deref(), Some("First"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn something_is_left_to_be_paid_whatever_is_taken_off() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 20).await;
    let good_for = For {
        agency: Some(agency.id),
        ..For::default()
    };
    let off = Off::Sum(rub(1_000_000));
    put(&t, coupon(&t, "ALL", good_for, off)).await;
    let coded = price(&t, session.id, (1, 0), Some("all")).await.unwrap();
    assert_eq!((coded.promo, coded.total), (rub(149_900), rub(100)));
    promote(&t, promotion(&t, "Free", good_for, off)).await;
    let both = price(&t, session.id, (1, 0), Some("all")).await.unwrap();
    assert_eq!(
        (both.promotion, both.promo, both.total),
        (rub(149_900), rub(0), rub(100))
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_says_why_it_takes_nothing_off() {
    let t = TestApp::start().await;
    let (agency, tour, session) = on_sale(&t, 20).await;
    let other = add(&t, &tour, plan("2030-01-25", 20)).await;
    let (strangers, _) = selling(&t, "Горы и море").await;
    let everywhere = For::default();
    let refused = async |code: &str| refusal(price(&t, session.id, (1, 0), Some(code)).await);

    assert_eq!(refused("NO-SUCH").await, CodeRefusal::Unknown);

    let made = put(&t, coupon(&t, "ENDED", everywhere, Off::Percent(10))).await;
    discounts::end_code(&t.app, Actor::SHELL, &platform(), made.id)
        .await
        .unwrap();
    assert_eq!(refused("ended").await, CodeRefusal::Unknown);

    let strange = For {
        agency: Some(strangers.id),
        ..For::default()
    };
    put(&t, coupon(&t, "THEIRS", strange, Off::Percent(10))).await;
    assert_eq!(refused("THEIRS").await, CodeRefusal::NotHere);
    let only = For {
        session: Some(other.id),
        ..For::default()
    };
    put(&t, coupon(&t, "THAT-DAY", only, Off::Percent(10))).await;
    assert_eq!(refused("THAT-DAY").await, CodeRefusal::NotHere);
    let there = price(&t, other.id, (1, 0), Some("that-day")).await.unwrap();
    assert_eq!(there.promo, rub(15_000));
    let sums = Off::Sum(Money::new(1_000_000, Currency::Uzs));
    put(&t, coupon(&t, "SUMS", everywhere, sums)).await;
    assert_eq!(refused("SUMS").await, CodeRefusal::NotHere);

    let mut later = coupon(&t, "LATER", everywhere, Off::Percent(10));
    later.starts_at = later.starts_at.plus(TimeDelta::hours(1));
    put(&t, later).await;
    assert_eq!(refused("LATER").await, CodeRefusal::NotNow);
    t.advance(TimeDelta::hours(1));
    assert!(price(&t, session.id, (1, 0), Some("LATER")).await.is_ok());

    let mut used = coupon(&t, "ONCE", everywhere, Off::Percent(10));
    used.total_limit = Some(1);
    put(&t, used).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let booked = ask_with(&t, me, session.id, party(1, 0), Some("once")).await;
    assert_eq!(row(&t, booked.unwrap().id).await.price_minor, 135_000);
    assert_eq!(refused("ONCE").await, CodeRefusal::UsedUp);

    // Its last moment is not among its own.
    t.advance(TimeDelta::days(7) - TimeDelta::hours(1));
    assert_eq!(refused("LATER").await, CodeRefusal::NotNow);
    let agency_of_code = For {
        agency: Some(agency.id),
        ..For::default()
    };
    let odd = coupon(&t, "ODD", agency_of_code, Off::Percent(10));
    for minimum in [rub(0), rub(-1)] {
        let wanted = NewCode {
            minimum: Some(minimum),
            ..odd.clone()
        };
        let refused = discounts::add_code(&t.app, Actor::SHELL, &platform(), wanted).await;
        assert!(refused.is_err(), "{minimum:?}");
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_with_a_minimum_is_for_prices_from_it_on_in_its_currency() {
    let t = TestApp::start().await;
    let (_, tour, session) = on_sale(&t, 20).await;
    let mut wanted = coupon(&t, "BIG", For::default(), Off::Percent(10));
    wanted.minimum = Some(rub(300_000));
    put(&t, wanted.clone()).await;
    let little = refusal(price(&t, session.id, (1, 1), Some("BIG")).await);
    assert_eq!(little, CodeRefusal::BelowMinimum(rub(300_000)));
    let enough = price(&t, session.id, (2, 0), Some("BIG")).await.unwrap();
    assert_eq!((enough.promo, enough.total), (rub(30_000), rub(270_000)));
    // Half a million sums are more minor units, and less money.
    let mut in_sums = plan(DAY, 4);
    in_sums.starts_on = "2030-01-28".parse().unwrap();
    in_sums.currency = Currency::Uzs;
    in_sums.adult_minor = 50_000_000;
    let there = add(&t, &tour, in_sums).await;
    let foreign = refusal(price(&t, there.id, (1, 0), Some("BIG")).await);
    assert_eq!(foreign, CodeRefusal::NotHere);
    // A sum and its minimum are in one currency.
    wanted.code = "MIXED".to_owned();
    wanted.off = Off::Sum(Money::new(1_000_000, Currency::Uzs));
    let mixed = discounts::add_code(&t.app, Actor::SHELL, &platform(), wanted).await;
    assert!(mixed.is_err());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_gives_a_code_back_may_use_it_again_and_nobody_else() {
    let t = TestApp::start().await;
    let (_, tour, session) = on_sale(&t, 20).await;
    let other = add(&t, &tour, plan("2030-01-25", 20)).await;
    let mut once = coupon(&t, "MINE", For::default(), Off::Percent(10));
    once.person_limit = Some(1);
    put(&t, once).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let (me, him) = (t.row(&anna).await.id, t.row(&boris).await.id);
    let mine = ask_with(&t, me, session.id, party(1, 0), Some("MINE")).await;
    ask_with(&t, him, session.id, party(1, 0), Some("MINE"))
        .await
        .unwrap();
    endings::cancel(&t.app, acting(me), mine.unwrap().id, 0)
        .await
        .unwrap();
    let twice = ask_with(&t, him, other.id, party(1, 0), Some("MINE")).await;
    assert!(
        matches!(twice, Err(BookingError::Code(CodeRefusal::UsedUpByThem))),
        "{twice:?}"
    );
    let again = ask_with(&t, me, other.id, party(1, 0), Some("MINE")).await;
    assert_eq!(again.unwrap().price_minor, 135_000);
    t.settle().await;
    t.finish().await;
}
