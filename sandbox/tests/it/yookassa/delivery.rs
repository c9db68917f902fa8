//! Notifications.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use sputnik_sandbox::yookassa::{NoticeAction, NoticeAttempt, NoticeState, Status};
use tokio::sync::Notify;

use super::{HOUR, Shop, hold, money};
use crate::common::{Hook, LONG, Reply};

impl Shop {
    /// A shop with an address for notifications.
    async fn listening(replies: Vec<Reply>) -> (Self, Hook) {
        let shop = Self::new().await;
        let hook = Hook::unregistered(replies).await;
        shop.service.set_notification_url(&hook.url);
        (shop, hook)
    }
}

fn statuses(attempts: &[NoticeAttempt]) -> Vec<Option<u16>> {
    attempts.iter().map(|attempt| attempt.status).collect()
}

fn event(notice: &Value) -> &str {
    notice["event"].as_str().unwrap()
}

#[tokio::test]
async fn they_wait_until_they_are_asked_for() {
    let (shop, mut hook) = Shop::listening(vec![]).await;
    let payment = shop.made(&hold()).await;
    shop.service.pay(&payment).unwrap();
    shop.done(&format!("/payments/{payment}/capture"), "c", &json!({}))
        .await;
    let refund = json!({"payment_id": payment, "amount": money("1.00")});
    shop.done("/refunds", "r", &refund).await;
    assert!(hook.is_idle());
    assert_eq!(shop.service.pending_notifications(), 3);
    let attempts = shop.service.deliver_all().await;
    assert_eq!(statuses(&attempts), [Some(200); 3]);
    let (headers, first) = hook.next_with_headers().await;
    assert_eq!(headers["content-type"], "application/json");
    assert!(!headers.contains_key("x-forwarded-for"));
    assert_eq!(first["type"], "notification");
    assert_eq!(event(&first), "payment.waiting_for_capture");
    // The object is as it was at the event.
    assert_eq!(first["object"]["id"], payment);
    assert_eq!(first["object"]["status"], "waiting_for_capture");
    assert_eq!(event(&hook.next().await), "payment.succeeded");
    let refunded = hook.next().await;
    assert_eq!(event(&refunded), "refund.succeeded");
    assert_eq!(refunded["object"]["payment_id"], payment);
    assert!(shop.service.deliver_all().await.is_empty());
}

#[tokio::test]
async fn anything_but_200_is_repeated_by_the_schedule() {
    let answers = [500, 204, 201, 302, 400].map(Reply::status);
    let (shop, mut hook) = Shop::listening(answers.to_vec()).await;
    shop.paid("10.00").await;
    assert_eq!(statuses(&shop.service.deliver_all().await), [Some(500)]);
    for (gap, status) in [(10, 204), (42, 201), (84, 302), (168, 400), (672, 200)] {
        assert!(shop.service.deliver_all().await.is_empty());
        shop.advance(Duration::from_secs(gap));
        assert_eq!(statuses(&shop.service.deliver_all().await), [Some(status)]);
    }
    let first = hook.next().await;
    assert_eq!(hook.next().await, first);
    assert_eq!(shop.service.pending_notifications(), 0);
    let notice = &shop.service.notifications()[0];
    assert_eq!(
        (notice.state, notice.attempts.len()),
        (NoticeState::Delivered, 6)
    );
}

#[tokio::test]
async fn after_a_day_they_are_given_up() {
    let shop = Shop::new().await;
    shop.service.set_notification_url("http://127.0.0.1:9/hook");
    shop.paid("10.00").await;
    let mut attempts = 0;
    while shop.service.pending_notifications() > 0 {
        let tried = shop.service.deliver_all().await;
        assert!(
            tried
                .iter()
                .all(|one| one.error.as_deref() == Some("connection refused"))
        );
        attempts += tried.len();
        shop.advance(HOUR);
    }
    assert_eq!(attempts, 7);
    assert_eq!(shop.service.notifications()[0].state, NoticeState::GivenUp);
}

#[tokio::test]
async fn without_an_address_they_stay() {
    let shop = Shop::new().await;
    shop.paid("10.00").await;
    assert!(shop.service.deliver_all().await.is_empty());
    assert_eq!(shop.service.pending_notifications(), 1);
    shop.service.configure(|settings| {
        settings.muted_events.insert("payment.succeeded".to_owned());
    });
    shop.paid("10.00").await;
    assert_eq!(shop.service.pending_notifications(), 1);
}

#[tokio::test]
async fn repeated_delayed_held_and_dropped() {
    let (shop, mut hook) = Shop::listening(vec![]).await;
    let service = &shop.service;
    service.next_notification(None, NoticeAction::Repeat { times: 3 });
    shop.paid("1.00").await;
    service.deliver_all().await;
    let first = hook.next().await;
    assert_eq!(
        (hook.next().await, hook.next().await),
        (first.clone(), first)
    );

    service.next_notification(
        Some("payment.succeeded"),
        NoticeAction::Delay { seconds: 600 },
    );
    shop.paid("2.00").await;
    assert!(service.deliver_all().await.is_empty());
    shop.advance(Duration::from_secs(600));
    assert_eq!(service.deliver_all().await.len(), 1);
    hook.next().await;

    service.next_notification(None, NoticeAction::Drop);
    shop.paid("3.00").await;
    assert!(service.deliver_all().await.is_empty());
    assert_eq!(service.pending_notifications(), 0);

    // Out of order: the refund is told before the payment.
    service.next_notification(Some("payment.succeeded"), NoticeAction::Hold);
    let payment = shop.paid("4.00").await;
    let refund = json!({"payment_id": payment, "amount": money("1.00")});
    shop.done("/refunds", "r", &refund).await;
    service.deliver_all().await;
    assert_eq!(event(&hook.next().await), "refund.succeeded");
    let notices = service.notifications();
    let held = notices.iter().find(|one| one.state == NoticeState::Held);
    let held = held.unwrap().id;
    assert!(service.release_notification(held));
    assert!(!service.release_notification(held));
    service.deliver_all().await;
    assert_eq!(event(&hook.next().await), "payment.succeeded");
    let copy = service.repeat_notification(held).unwrap();
    assert!(service.hold_notification(copy));
    assert!(service.drop_notification(copy));
    assert!(service.deliver_all().await.is_empty());
    assert!(service.notification_rules().is_empty());
}

#[tokio::test]
async fn forged() {
    let (shop, mut hook) = Shop::listening(vec![]).await;
    let payment = shop.payment("10.00").await;
    let service = &shop.service;
    service.forge_status(&payment, Status::Succeeded).unwrap();
    service.forge_unknown("99.00");
    service.forge("deal.closed", json!({"id": "dl-1"}));
    service.forge_body(json!("nonsense"));
    service.set_forwarded_for(Some("203.0.113.7"));
    assert_eq!(service.deliver_all().await.len(), 4);
    let (headers, lie) = hook.next_with_headers().await;
    assert_eq!(headers["x-forwarded-for"], "203.0.113.7");
    assert_eq!(event(&lie), "payment.succeeded");
    assert_eq!(
        (&lie["object"]["id"], &lie["object"]["paid"]),
        (&json!(payment), &json!(true))
    );
    assert_eq!(shop.status(&payment).await, "pending");
    let unknown = hook.next().await["object"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(shop.get(&format!("/payments/{unknown}")).await.0, 404);
    assert_eq!(event(&hook.next().await), "deal.closed");
    assert_eq!(hook.next().await, json!("nonsense"));
    assert!(service.notifications().iter().all(|one| one.forged));
}

#[tokio::test]
async fn a_broken_off_delivery_starts_again() {
    let gate = Arc::new(Notify::new());
    let (shop, mut hook) = Shop::listening(vec![Reply::held(&gate)]).await;
    shop.paid("10.00").await;
    let first = tokio::select! {
        attempts = shop.service.deliver_all() => panic!("nobody has answered: {attempts:?}"),
        notice = hook.next() => notice,
    };
    assert_eq!(statuses(&shop.service.deliver_all().await), [Some(200)]);
    assert_eq!(hook.next().await, first);
}

#[tokio::test]
async fn in_the_automatic_mode_they_go_by_themselves() {
    let (shop, mut hook) = Shop::listening(vec![Reply::status(500)]).await;
    shop.service.set_automatic(true);
    let payment = shop.paid("10.00").await;
    let first = hook.next().await;
    assert_eq!(first["object"]["id"], payment);
    // A failed one waits for the clock.
    while shop.service.notifications()[0].attempts.is_empty() {
        tokio::task::yield_now().await;
    }
    assert!(!shop.service.quiet(Duration::ZERO).await);
    shop.advance(Duration::from_secs(11));
    assert_eq!(hook.next().await, first);
    assert!(shop.service.quiet(LONG).await);
    // Time that runs out is told as well.
    shop.payment("10.00").await;
    shop.advance(HOUR);
    assert_eq!(event(&hook.next().await), "payment.canceled");
    assert!(shop.service.quiet(LONG).await);
}
