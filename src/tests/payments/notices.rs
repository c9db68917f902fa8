//! Notices: none, one, many, late, in the wrong order, forged, before the answer.

use sputnik::entity::provider_notice;
use sputnik_sandbox::yookassa::{FaultKind, NoticeAction, Operation, Status};

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_comes_ten_times_counts_once() {
    for times in [2, 10] {
        let (t, yookassa) = shop().await;
        let anna = t.person("Анна", "ru").await;
        let order = order(&t, &anna, 150_000).await;
        let link = go_to_page(&t, &anna, order).await;
        yookassa.next_notification(Some("payment.succeeded"), NoticeAction::Repeat { times });
        yookassa.pay(&link).unwrap();
        let brought = yookassa.deliver_all().await;
        assert_eq!(brought.len(), usize::try_from(times).unwrap());
        assert!(brought.iter().all(|attempt| attempt.accepted()));
        settle(&t).await;
        assert_eq!(order_row(&t, order).await.paid_minor, 150_000);
        assert_eq!(balance(&t, Account::ClearingYookassa).await, 150_000);
        assert!(refunds(&t).await.is_empty());
        finish(t).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_cancellation_does_not_undo_a_payment() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    yookassa.forge_status(&link, Status::Canceled).unwrap();
    yookassa
        .forge_status(&link, Status::WaitingForCapture)
        .unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(attempt(&t).await.status, payment::Status::Paid);
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_notice_changes_nothing() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.forge_status(&link, Status::Succeeded).unwrap();
    yookassa.forge_unknown("150.00");
    yookassa.forge(
        "refund.succeeded",
        serde_json::json!({"id": "no-such-refund", "status": "succeeded"}),
    );
    yookassa.forge(
        "payout.succeeded",
        serde_json::json!({"id": "po-nobody", "status": "succeeded"}),
    );
    yookassa.forge("deal.closed", serde_json::json!({"id": "dl-1"}));
    notify(&t, &yookassa).await;
    assert_eq!(attempt(&t).await.status, payment::Status::Pending);
    assert_eq!(
        order_row(&t, order).await.status,
        order::Status::AwaitingPayment
    );
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 0);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_notice_is_refused_and_kept_nowhere() {
    let (t, _yookassa) = shop().await;
    let url = format!("{}{}", t.url, webhook::PATH);
    for body in [
        "",
        "{}",
        "[1]",
        "\u{0}",
        r#"{"event": 5, "object": {"id": "x"}}"#,
    ] {
        let answer = t.client.post(&url).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{body:?}");
    }
    let large = format!(
        r#"{{"event": "payment.succeeded", "x": "{}"}}"#,
        "y".repeat(70_000)
    );
    let answer = t.client.post(&url).body(large).send().await.unwrap();
    assert_eq!(answer.status(), 413);
    let kept = provider_notice::Entity::find()
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_address_cannot_make_us_look_for_strangers_payments() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.set_forwarded_for(Some("203.0.113.9"));
    let before = yookassa.calls(Operation::GetPayment).len();
    yookassa.forge_unknown("1.00");
    notify(&t, &yookassa).await;
    assert_eq!(yookassa.calls(Operation::GetPayment).len(), before);
    // About a payment of ours it is a hint like any other: the fetched object decides.
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enforced_filter_lets_only_yookassa_in() {
    let settings = Settings::default().with("YOOKASSA__IP_FILTER", "enforce");
    let (t, yookassa) = shop_with(settings).await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.set_forwarded_for(Some("203.0.113.9"));
    yookassa.pay(&link).unwrap();
    let refused = yookassa.deliver_all().await;
    assert_eq!(refused[0].status, Some(403));
    assert_eq!(attempt(&t).await.status, payment::Status::Pending);
    yookassa.set_forwarded_for(Some("2a02:5180::7"));
    yookassa.retry_notifications_now();
    notify(&t, &yookassa).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_before_the_answer_to_the_call_finds_its_attempt() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    yookassa.fail_next_after(Operation::CreatePayment, FaultKind::ServerError);
    offer(&t, &anna, order).await;
    anna.tap("Оплата").await.unwrap();
    anna.tap("💳 Оплатить").await.unwrap();
    assert!(
        anna.screen().contains("Готовим страницу"),
        "{}",
        anna.screen()
    );
    assert_eq!(attempt(&t).await.status, payment::Status::Creating);
    let theirs = yookassa.payments().remove(0);
    yookassa.pay(&theirs.id).unwrap();
    notify(&t, &yookassa).await;
    let attempt = attempt(&t).await;
    assert_eq!(attempt.status, payment::Status::Paid);
    assert_eq!(attempt.provider_id.as_deref(), Some(theirs.id.as_str()));
    said(&anna, "✅ Оплачено");
    // The replay of the call has nothing to do any more.
    t.advance(TimeDelta::minutes(2));
    rounds(&t).await;
    assert_eq!(yookassa.payments().len(), 1);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_waits_while_the_provider_is_away_and_is_worked_on_later() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    yookassa.set_down(true);
    // Kept, so that YooKassa need not come again.
    notify(&t, &yookassa).await;
    assert_eq!(attempt(&t).await.status, payment::Status::Pending);
    for _ in 0..3 {
        t.advance(TimeDelta::minutes(10));
        t.run(&jobs::Hints).await;
    }
    yookassa.set_down(false);
    t.advance(TimeDelta::hours(1));
    t.run(&jobs::Hints).await;
    settle(&t).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_was_kept_before_a_restart_is_worked_on_after_it() {
    let (mut t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    yookassa.fail_next(Operation::GetPayment, FaultKind::ServerError);
    notify(&t, &yookassa).await;
    let settings = Settings::default().with("HTTP__TRUSTED_PROXIES", "127.0.0.1/32");
    t.restart(settings).await;
    t.advance(TimeDelta::minutes(1));
    t.run(&jobs::Hints).await;
    settle(&t).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    said(&anna, "✅ Оплачено");
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_notice_tells_what_became_of_it() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    yookassa.forge_unknown("1.00");
    notify(&t, &yookassa).await;
    let rows = provider_notice::Entity::find()
        .order_by_asc(provider_notice::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.event.as_str(),
                row.outcome.as_deref(),
                row.sender.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("payment.succeeded", Some("paid"), THEIRS),
            ("payment.succeeded", Some("not_found"), THEIRS),
        ]
    );
    finish(t).await;
}
