//! What time does: requests and payment windows run out, reminders, small groups, the end of a tour.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use sputnik::{
    entity::{
        booking::{self, Status},
        payment, refund, tour_session,
    },
    features::{
        bookings::{decide, error::BookingError, fulfil::Settled, jobs::Rounds},
        ledger::Account,
        reviews::{service as reviews, work::Work},
    },
    kernel::{ids::BookingId, payable::Payable},
};

use super::{
    DAY, Person, acting, add, approve, ask, audited, booked, crowd, is_sound, manager, on_sale,
    owed, party, pay, plan, platform, rights, row, selling, session_row,
};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_runs_out_after_an_hour_and_the_agency_is_reminded_at_half_time() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 4).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let booking = ask(&t, t.row(&anna).await.id, session.id, party(2, 0))
        .await
        .unwrap();
    t.settle().await;
    assert!(boss.screen().contains("Новая заявка"), "{}", boss.screen());
    t.advance(TimeDelta::minutes(29));
    assert_eq!(t.run(&Rounds).await, 0);
    t.advance(TimeDelta::minutes(1));
    assert_eq!(t.run(&Rounds).await, 1);
    t.settle().await;
    assert!(
        boss.screen().contains("Заявка ждёт ответа"),
        "{}",
        boss.screen()
    );
    t.advance(TimeDelta::minutes(30));
    // Too late to say yes, though no round has come by.
    let (me, mine) = (acting(t.row(&boss).await.id), rights(&t, &boss).await);
    let late = decide::approve(&t.app, me, &mine, booking.id).await;
    assert!(matches!(late, Err(BookingError::Moved)));
    assert_eq!(t.run(&Rounds).await, 1);
    t.settle().await;
    let after = row(&t, booking.id).await;
    assert_eq!(after.status, Status::Expired);
    assert_eq!(after.ended_reason.as_deref(), Some("unanswered"));
    assert_eq!(session_row(&t, session.id).await.taken, 0);
    assert!(
        anna.screen().contains("не ответило вовремя"),
        "{}",
        anna.screen()
    );
    assert_eq!(t.run(&Rounds).await, 0);
    assert_eq!(audited(&t, "booking.expired").await, 1);
    t.finish().await;
}

/// A booking that was approved.
async fn approved(t: &TestApp, anna: &Person, session: &tour_session::Model) -> BookingId {
    let me = t.row(anna).await.id;
    let booking = ask(t, me, session.id, party(2, 0)).await.unwrap();
    approve(t, booking.id).await;
    booking.id
}

#[tokio::test(flavor = "multi_thread")]
async fn late_money_takes_free_seats_again_or_is_too_late() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 2).await;
    let anna = t.person("Анна", "ru").await;
    let id = approved(&t, &anna, &session).await;
    t.advance(TimeDelta::hours(24));
    t.run(&Rounds).await;
    assert_eq!(row(&t, id).await.status, Status::Expired);
    assert_eq!(pay(&t, id).await, Settled::Done);
    let after = row(&t, id).await;
    assert_eq!((after.status, after.ended_at), (Status::Paid, None));
    assert!(is_sound(&t, session.id).await);
    // Another one, whose seats are somebody else's by then.
    let (_, tour) = selling(&t, "Два моря").await;
    let small = add(&t, &tour, plan(DAY, 2)).await;
    let boris = t.person("Борис", "ru").await;
    let late = approved(&t, &boris, &small).await;
    t.advance(TimeDelta::hours(24));
    t.run(&Rounds).await;
    let clara = t.person("Клара", "ru").await;
    ask(&t, t.row(&clara).await.id, small.id, party(1, 0))
        .await
        .unwrap();
    assert_eq!(pay(&t, late).await, Settled::TooLate);
    assert_eq!(row(&t, late).await.status, Status::Expired);
    assert!(is_sound(&t, small.id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_that_is_being_paid_does_not_run_out() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 2).await;
    let anna = t.person("Анна", "ru").await;
    let id = approved(&t, &anna, &session).await;
    let freeze = |by: Option<i64>| {
        booking::Entity::update_many()
            .col_expr(booking::Column::FrozenBy, Expr::value(by))
            .filter(booking::Column::Id.eq(id))
            .exec(&t.app.db)
    };
    freeze(Some(7)).await.unwrap();
    t.advance(TimeDelta::hours(30));
    t.run(&Rounds).await;
    assert_eq!(row(&t, id).await.status, Status::Approved);
    let me = acting(t.row(&anna).await.id);
    let cancelled = sputnik::features::bookings::endings::cancel(&t.app, me, id, 0).await;
    assert!(
        matches!(cancelled, Err(BookingError::BeingPaid)),
        "{cancelled:?}"
    );
    // The control: without the mark it runs out.
    freeze(None).await.unwrap();
    t.run(&Rounds).await;
    assert_eq!(row(&t, id).await.status, Status::Expired);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lets_bookings_run_out_again_and_again_waits() {
    let t = TestApp::start().await;
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    for starts_on in ["2030-01-21", "2030-01-28", "2030-02-04"] {
        let session = add(&t, &tour, plan(starts_on, 4)).await;
        approved(&t, &anna, &session).await;
    }
    let fourth = add(&t, &tour, plan("2030-02-11", 4)).await;
    let many = ask(&t, me, fourth.id, party(1, 0)).await;
    assert!(matches!(many, Err(BookingError::TooManyHolds)), "{many:?}");
    t.advance(TimeDelta::hours(24));
    assert_eq!(t.run(&Rounds).await, 3);
    let soon = ask(&t, me, fourth.id, party(1, 0)).await;
    assert!(matches!(soon, Err(BookingError::CoolDown(_))), "{soon:?}");
    t.advance(TimeDelta::hours(25));
    ask(&t, me, fourth.id, party(1, 0)).await.unwrap();
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_tour_is_over_the_agency_has_earned_and_the_traveller_is_asked() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 4).await;
    let anna = t.person("Анна", "ru").await;
    let id = approved(&t, &anna, &session).await;
    assert_eq!(pay(&t, id).await, Settled::Done);
    t.settle().await;
    assert_eq!(owed(&t, Account::Prepaid).await, 300_000);
    // The evening before, and once.
    t.advance(session.starts_at.since(t.app.clock.now()) - TimeDelta::hours(24));
    assert_eq!(t.run(&Rounds).await, 1);
    t.settle().await;
    assert!(
        anna.screen().contains("Тур уже завтра"),
        "{}",
        anna.screen()
    );
    assert_eq!(t.run(&Rounds).await, 0);
    t.advance(session.ends_at.since(t.app.clock.now()));
    assert_eq!(t.run(&Rounds).await, 2);
    t.settle().await;
    assert_eq!(row(&t, id).await.status, Status::Completed);
    assert_eq!(
        session_row(&t, session.id).await.status,
        tour_session::Status::Completed
    );
    assert_eq!(owed(&t, Account::Prepaid).await, 0);
    assert_eq!(owed(&t, Account::Income).await, 30_000);
    assert_eq!(owed(&t, Account::AgencyPayable(agency.id)).await, 270_000);
    assert_eq!(booked(&t, format!("booking.over:{id}")).await, 1);
    assert!(anna.screen().contains("Как вам тур?"), "{}", anna.screen());
    let me = t.row(&anna).await.id;
    reviews::rate(&t.app, acting(me), me, Work::Booking(id), 5)
        .await
        .unwrap();
    t.finish().await;
}

/// Money that comes when the tour is over finds its session as it was: whatever is paid is earned in the end.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_over_once_none_of_its_bookings_holds_seats() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 4).await;
    let anna = t.person("Анна", "ru").await;
    let id = approved(&t, &anna, &session).await;
    // Its payment is open all the time.
    booking::Entity::update_many()
        .col_expr(booking::Column::FrozenBy, Expr::value(Some(7)))
        .filter(booking::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
        .unwrap();
    t.advance(session.ends_at.since(t.app.clock.now()));
    t.run(&Rounds).await;
    let status = async || session_row(&t, session.id).await.status;
    assert_eq!(row(&t, id).await.status, Status::Approved);
    assert_eq!(status().await, tour_session::Status::Open);
    assert_eq!(pay(&t, id).await, Settled::Done);
    assert_eq!(t.run(&Rounds).await, 2);
    assert_eq!(row(&t, id).await.status, Status::Completed);
    assert_eq!(status().await, tour_session::Status::Completed);
    assert_eq!(owed(&t, Account::Prepaid).await, 0);
    assert_eq!(t.run(&Rounds).await, 0);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_stays_too_small_is_called_off_and_everything_goes_back() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    let mut wanted = plan(DAY, 9);
    wanted.minimum_group = 4;
    let session = add(&t, &tour, wanted).await;
    let anna = t.person("Анна", "ru").await;
    let id = approved(&t, &anna, &session).await;
    assert_eq!(pay(&t, id).await, Settled::Done);
    t.settle().await;
    let decide = session.decide_at.unwrap();
    assert_eq!(session.starts_at.since(decide), TimeDelta::hours(72));
    t.advance(decide.since(t.app.clock.now()) - TimeDelta::hours(48));
    assert_eq!(t.run(&Rounds).await, 1);
    t.settle().await;
    assert!(
        boss.screen().contains("оплачено меньше 4 мест"),
        "{}",
        boss.screen()
    );
    assert_eq!(t.run(&Rounds).await, 0);
    t.advance(TimeDelta::hours(48));
    assert_eq!(t.run(&Rounds).await, 2);
    t.settle().await;
    assert!(
        boss.screen().contains("не набралось 4 мест"),
        "{}",
        boss.screen()
    );
    let after = row(&t, id).await;
    assert_eq!(
        (after.status, after.refunded_minor),
        (Status::Refunded, 300_000)
    );
    assert!(
        anna.screen().contains("Тур не состоится"),
        "{}",
        anna.screen()
    );
    let refunds = refund::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(refunds.len(), 1);
    assert_eq!(refunds[0].amount_minor, 300_000);
    assert_eq!(owed(&t, Account::Prepaid).await, 0);
    assert_eq!(owed(&t, Account::RefundsPayable).await, 300_000);
    assert!(is_sound(&t, session.id).await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_that_run_out_at_once_are_ended_together() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 450).await;
    for person in crowd(&t, 450).await {
        ask(&t, person.id, session.id, party(1, 0)).await.unwrap();
    }
    assert_eq!(session_row(&t, session.id).await.taken, 450);
    t.advance(TimeDelta::minutes(60));
    assert_eq!(t.run(&Rounds).await, 450);
    assert_eq!(session_row(&t, session.id).await.taken, 0);
    assert_eq!(audited(&t, "booking.expired").await, 450);
    // Nobody pays for what is over.
    let open = payment::Entity::find().all(&t.app.db).await.unwrap();
    assert!(open.is_empty());
    let due = sputnik::features::fulfilment::price_due(
        &t.app,
        &t.app.db,
        Payable::Booking(super::rows(&t).await[0].id),
    );
    assert!(due.await.unwrap().is_none());
    t.settle().await;
    let _ = platform();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_large_enough_travels() {
    let t = TestApp::start().await;
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    let mut wanted = plan(DAY, 9);
    wanted.minimum_group = 2;
    let session = add(&t, &tour, wanted).await;
    let anna = t.person("Анна", "ru").await;
    let id = approved(&t, &anna, &session).await;
    assert_eq!(pay(&t, id).await, Settled::Done);
    let decide = session.decide_at.unwrap();
    t.advance(decide.since(t.app.clock.now()));
    t.run(&Rounds).await;
    t.settle().await;
    assert_eq!(row(&t, id).await.status, Status::Paid);
    let after = session_row(&t, session.id).await;
    assert_eq!(after.status, tour_session::Status::Open);
    // Decided once: who cancels later changes nothing about it.
    assert_eq!(after.decide_at, None);
    t.finish().await;
}
