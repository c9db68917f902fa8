//! Money that comes in time, late, twice, or for nothing; and what the ledger says in the end.

use chrono::TimeDelta;
use sea_orm::EntityTrait;
use sputnik::{
    db,
    entity::{hour::Status, ledger_entry},
    features::{
        hours::fulfil::{self, Settled},
        ledger::facts::From,
    },
    kernel::{
        ids::HourId,
        money::{Currency, Money},
    },
};

use super::{NOON, at, audited, booked, go, keep, operator, pay, press, row, settle};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn late_money_revives_an_hour_whose_slot_is_free() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = keep(&t, &anna, NOON).await.unwrap().id;
    go(&t, t.app.clock.now().plus(TimeDelta::hours(1))).await;
    assert_eq!(row(&t, hour).await.status, Status::Expired);
    assert_eq!(pay(&t, hour).await, Settled::Done);
    assert_eq!(row(&t, hour).await.status, Status::Booked);
    t.settle().await;
    assert!(
        anna.screen().contains("✅ Час № 1 оплачен"),
        "{}",
        anna.screen()
    );
    assert!(olga.screen().contains("Новая запись"), "{}", olga.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn late_money_for_a_slot_that_is_taken_or_past_is_too_late() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let hour = keep(&t, &anna, NOON).await.unwrap().id;
    t.advance(TimeDelta::minutes(21));
    let his = keep(&t, &boris, NOON).await.unwrap().id;
    assert_eq!(pay(&t, hour).await, Settled::TooLate);
    assert_eq!(row(&t, hour).await.status, Status::Expired);
    assert_eq!(row(&t, hour).await.paid_minor, 0);
    assert_eq!(row(&t, his).await.status, Status::Held);
    // The transaction that met the taken slot goes on: it has more to do than that.
    let (late, held) = (row(&t, hour).await, row(&t, his).await);
    let txn = db::begin(&t.app.db).await.unwrap();
    let now = t.app.clock.now();
    assert_eq!(settle(&txn, now, &late).await, Settled::TooLate);
    assert_eq!(settle(&txn, now, &held).await, Settled::Done);
    txn.commit().await.unwrap();
    assert_eq!(row(&t, his).await.status, Status::Booked);
    go(&t, at(NOON)).await;
    let clara = t.person("Клара", "ru").await;
    let hers = keep(&t, &clara, "2030-01-02T09:00:00Z").await.unwrap().id;
    go(&t, at("2030-01-02T09:00:00Z")).await;
    assert_eq!(pay(&t, hers).await, Settled::TooLate);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_nobody_waits_for_is_unwanted() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    assert_eq!(pay(&t, hour).await, Settled::Unwanted);
    assert_eq!(row(&t, hour).await.paid_minor, 150_000);
    assert_eq!(audited(&t, "hour.booked").await, 1);
    let other = keep(&t, &anna, "2030-01-02T08:00:00Z").await.unwrap().id;
    anna.say("/menu").await;
    press(
        &anna,
        sputnik::features::hours::callbacks::HoursCallback::CancelYes(other, 0),
    )
    .await;
    assert_eq!(pay(&t, other).await, Settled::Unwanted);
    assert_eq!(row(&t, other).await.status, Status::Cancelled);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_is_the_price_while_the_hold_lasts() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = keep(&t, &anna, NOON).await.unwrap();
    let due = |id: HourId| fulfil::price_due(&t.app.db, t.app.clock.now(), id);
    let now = due(hour.id).await.unwrap().unwrap();
    assert_eq!(now.money, Money::new(150_000, Currency::Rub));
    assert_eq!((now.payer, now.until), (hour.client_id, hour.hold_until));
    t.advance(TimeDelta::minutes(20));
    assert_eq!(due(hour.id).await.unwrap(), None);
    assert_eq!(due(HourId(999)).await.unwrap(), None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_and_running_out_at_once_end_in_one_state() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    for start in ["2030-01-02T05:00:00Z", "2030-01-02T06:00:00Z", NOON] {
        let hour = keep(&t, &anna, start).await.unwrap().id;
        t.advance(TimeDelta::minutes(20));
        let (settled, _) = tokio::join!(pay(&t, hour), t.run(&super::Rounds));
        // Whichever was first, the slot was free and the money is in.
        assert_eq!(settled, Settled::Done);
        assert_eq!(row(&t, hour).await.status, Status::Booked);
        t.settle().await;
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sends_back_no_more_than_was_paid_and_takes_it_from_where_it_is() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    let back = |minor: i64| {
        let app = t.app.clone();
        async move {
            let txn = db::begin(&app.db).await.unwrap();
            let money = Money::new(minor, Currency::Rub);
            let from = fulfil::reversed(&txn, hour, money).await.unwrap();
            txn.commit().await.unwrap();
            from
        }
    };
    assert_eq!(back(50_000).await, Some(From::Prepaid));
    assert_eq!(back(100_001).await, None);
    assert_eq!(row(&t, hour).await.refunded_minor, 50_000);
    t.finish().await;
}

/// Sums of the ledger by the account's kind.
pub(super) async fn balance(t: &TestApp, kind: &str) -> i64 {
    let accounts = sputnik::entity::ledger_account::Entity::find()
        .all(&t.app.db)
        .await
        .unwrap();
    let entries = ledger_entry::Entity::find().all(&t.app.db).await.unwrap();
    let sum: i64 = entries.iter().map(|entry| entry.amount_minor).sum();
    assert_eq!(sum, 0, "the ledger does not balance");
    entries
        .iter()
        .filter(|entry| {
            accounts
                .iter()
                .any(|account| account.id == entry.account_id && account.kind == kind)
        })
        .map(|entry| entry.amount_minor)
        .sum()
}
