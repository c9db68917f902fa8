//! The provider on a bad day: lost answers, silence, refusals, an hour away, other amounts.

use sea_orm::sea_query::Expr;
use sputnik_sandbox::yookassa::{Fault, FaultKind, Operation};

use super::*;

/// Opens the payment and presses the button; the answer may be slow in coming.
async fn press(t: &TestApp, person: &Person, payable: Payable) {
    offer(t, person, payable).await;
    person.tap("Оплата").await.unwrap();
    person.tap("💳 Оплатить").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_after_the_payment_was_made_leads_to_one_payment() {
    for kind in [
        FaultKind::ServerError,
        FaultKind::Reset,
        FaultKind::BadJson,
        FaultKind::Accepted,
    ] {
        let (t, yookassa) = shop().await;
        let anna = t.person("Анна", "ru").await;
        let order = order(&t, &anna, 150_000).await;
        yookassa.fail_next_after(Operation::CreatePayment, kind);
        press(&t, &anna, order).await;
        assert!(
            anna.screen().contains("Готовим страницу"),
            "{kind:?}: {}",
            anna.screen()
        );
        t.advance(TimeDelta::seconds(20));
        t.run(&jobs::Recheck).await;
        settle(&t).await;
        // The link came into the same message.
        let link = anna.last_link().unwrap();
        assert_eq!(yookassa.payments().len(), 1, "{kind:?}");
        let calls = yookassa.calls(Operation::CreatePayment);
        assert_eq!(calls.len(), 2, "{kind:?}");
        assert_eq!(calls[0].key, calls[1].key);
        assert_eq!(calls[0].body, calls[1].body);
        yookassa.pay(&link).unwrap();
        notify(&t, &yookassa).await;
        assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
        finish(t).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_away_for_an_hour_delays_and_loses_nothing() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    yookassa.set_down(true);
    press(&t, &anna, order).await;
    for _ in 0..60 {
        t.advance(TimeDelta::minutes(1));
        t.run(&jobs::Recheck).await;
    }
    assert_eq!(attempt(&t).await.status, payment::Status::Creating);
    let asked = yookassa.calls(Operation::CreatePayment).len();
    assert!((55..=65).contains(&asked), "{asked} calls in an hour");
    yookassa.set_down(false);
    t.advance(TimeDelta::minutes(1));
    t.run(&jobs::Recheck).await;
    settle(&t).await;
    yookassa.pay(&anna.last_link().unwrap()).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    assert_eq!(yookassa.payments().len(), 1);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_too_old_is_not_sent_again_and_the_payment_is_looked_for() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    yookassa.fail_next_after(Operation::CreatePayment, FaultKind::ServerError);
    press(&t, &anna, order).await;
    yookassa.pay(&yookassa.payments()[0].id).unwrap();
    // Every notice is lost, and we were away for a day.
    for notice in yookassa.notifications() {
        yookassa.drop_notification(notice.id);
    }
    t.advance(TimeDelta::hours(25));
    t.run(&jobs::Recheck).await;
    settle(&t).await;
    assert_eq!(yookassa.calls(Operation::CreatePayment).len(), 1);
    assert_eq!(yookassa.payments().len(), 1);
    assert_eq!(attempt(&t).await.status, payment::Status::Paid);
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_never_arrived_is_given_up_after_a_day() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    yookassa.fail_next(Operation::CreatePayment, FaultKind::Reset);
    press(&t, &anna, order).await;
    t.advance(TimeDelta::hours(25));
    t.run(&jobs::Recheck).await;
    settle(&t).await;
    assert!(yookassa.payments().is_empty());
    assert_eq!(attempt(&t).await.status, payment::Status::Cancelled);
    assert!(
        anna.screen().contains("Время на оплату вышло"),
        "{}",
        anna.screen()
    );
    let _ = order;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_at_once_and_the_next_try_has_a_key_of_its_own() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    yookassa.fail(
        Fault::refuse("invalid_request", "Receipt is missing or illegal")
            .on(Operation::CreatePayment)
            .times(1),
    );
    press(&t, &anna, order).await;
    assert_eq!(
        anna.last_toast().as_deref(),
        Some("ЮKassa не приняла платёж. Попробуйте ещё раз или напишите в поддержку.")
    );
    assert_eq!(attempt(&t).await.status, payment::Status::Cancelled);
    settle(&t).await;
    let link = go_to_page(&t, &anna, order).await;
    let calls = yookassa.calls(Operation::CreatePayment);
    assert_ne!(calls[0].key, calls[1].key);
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_asks_to_come_later_is_asked_later() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    yookassa.fail_next(Operation::CreatePayment, FaultKind::TooManyRequests);
    press(&t, &anna, order).await;
    t.advance(TimeDelta::seconds(20));
    t.run(&jobs::Recheck).await;
    settle(&t).await;
    assert_eq!(attempt(&t).await.status, payment::Status::Pending);
    assert!(anna.last_link().is_some());
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_is_only_held_is_taken_for_who_waits_and_let_go_for_who_does_not() {
    for is_wanted in [true, false] {
        let (t, yookassa) = shop().await;
        let anna = t.person("Анна", "ru").await;
        let order = order(&t, &anna, 150_000).await;
        yookassa.set_down(true);
        press(&t, &anna, order).await;
        // A shop that is set to two steps whatever is asked for.
        let attempt = attempt(&t).await;
        let held = attempt
            .body
            .replace("\"capture\":true", "\"capture\":false");
        payment::Entity::update_many()
            .col_expr(payment::Column::Body, Expr::value(held))
            .exec(&t.app.db)
            .await
            .unwrap();
        yookassa.set_down(false);
        t.advance(TimeDelta::seconds(20));
        t.run(&jobs::Recheck).await;
        settle(&t).await;
        if !is_wanted {
            cancel(&t, order).await;
        }
        let link = anna.last_link().unwrap();
        yookassa.pay(&link).unwrap();
        notify(&t, &yookassa).await;
        t.advance(TimeDelta::minutes(2));
        rounds(&t).await;
        notify(&t, &yookassa).await;
        let theirs = yookassa.payment(&link).unwrap().status;
        let ours = attempts(&t).await[0].status;
        if is_wanted {
            assert_eq!(theirs, sputnik_sandbox::yookassa::Status::Succeeded);
            assert_eq!(ours, payment::Status::Paid);
        } else {
            assert_eq!(theirs, sputnik_sandbox::yookassa::Status::Canceled);
            assert_eq!(ours, payment::Status::Cancelled);
        }
        finish(t).await;
    }
}

/// The client calls the order off.
async fn cancel(t: &TestApp, payable: Payable) {
    let row = order_row(t, payable).await;
    let rights = sputnik::kernel::permission::Rights::new([]);
    sputnik::features::study::endings::cancel(&t.app, client(row.client_id), &rights, row.id, None)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn money_for_an_order_that_was_called_off_goes_back_by_itself() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    cancel(&t, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    insta::assert_snapshot!(said(&anna, "платить уже было не за что"));
    rounds(&t).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 150_000);
    assert_eq!(order_row(&t, order).await.status, order::Status::Cancelled);
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 0);
    assert_eq!(balance(&t, Account::Parked).await, 0);
    assert_eq!(balance(&t, Account::RefundsPayable).await, 0);
    assert!(
        anna.transcript().join("\n").contains("Вернули"),
        "{:?}",
        anna.transcript()
    );
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_comes_after_the_window_closed_revives_the_order() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    t.advance(TimeDelta::hours(47) + TimeDelta::minutes(30));
    let link = go_to_page(&t, &anna, order).await;
    t.advance(TimeDelta::minutes(40));
    t.run(&sputnik::features::study::jobs::Deadlines).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Expired);
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    let row = order_row(&t, order).await;
    assert_eq!(row.status, order::Status::Paid);
    assert_eq!(row.paid_minor, 150_000);
    finish(t).await;
}

/// What was asked and what came differ: our row is changed behind the application's back.
async fn other_amount(t: &TestApp) {
    payment::Entity::update_many()
        .col_expr(payment::Column::AmountMinor, Expr::value(140_000))
        .exec(&t.app.db)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_amount_than_asked_is_parked_and_staff_sends_it_back() {
    let (mut t, yookassa) = shop().await;
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    other_amount(&t).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(attempt(&t).await.status, payment::Status::Parked);
    assert_eq!(balance(&t, Account::Parked).await, -150_000);
    assert_eq!(
        order_row(&t, order).await.status,
        order::Status::AwaitingPayment
    );
    insta::assert_snapshot!(anna.screen());
    insta::with_settings!({filters => vec![(r"[0-9a-f]{8}-000f-5000-8000-[0-9a-f]{12}", "[theirs]")]}, {
        insta::assert_snapshot!(maria.screen());
    });
    maria.tap("↩️ Вернуть деньги").await.unwrap();
    rounds(&t).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 150_000);
    assert_eq!(balance(&t, Account::Parked).await, 0);
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 0);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_may_take_another_amount_for_the_payment() {
    let (mut t, yookassa) = shop().await;
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    other_amount(&t).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    maria.tap("✅ Принять как оплату").await.unwrap();
    settle(&t).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    assert_eq!(balance(&t, Account::Parked).await, 0);
    assert_eq!(balance(&t, Account::Prepaid).await, -150_000);
    said(&anna, "✅ Оплачено");
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_staff_decides_nothing_about_money() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    let message = anna.last_message().unwrap()["message_id"].as_i64().unwrap();
    for data in [
        "p1.odd.1",
        "p1.odd-take.1",
        "p1.odd-back.1",
        "p1.refund.1",
        "p1.refund-again.1",
        "p1.refund-hand.1",
        "p1.list.1",
    ] {
        let tapped = anna.tap_data(message, data).await;
        let said = tapped.answer.unwrap().text.unwrap();
        assert!(
            ["Этот раздел вам недоступен.", "Этого больше нет."].contains(&said.as_str()),
            "{data}: {said}"
        );
    }
    assert!(refunds(&t).await.is_empty());
    finish(t).await;
}
