//! Idempotence keys.

use serde_json::json;

use super::{HOUR, Shop, answer, hold, id, money, order};

#[tokio::test]
async fn a_repeat_gives_the_object_as_it_is_now() {
    let shop = Shop::new().await;
    let first = shop.done("/payments", "k", &order()).await;
    shop.service.pay(&id(&first)).unwrap();
    let second = shop.done("/payments", "k", &order()).await;
    assert_eq!(second["id"], first["id"]);
    assert_eq!(second["status"], "succeeded");
    assert_eq!(shop.service.payments().len(), 1);
    let other = shop.done("/payments", "another", &order()).await;
    assert_ne!(other["id"], first["id"]);
}

#[tokio::test]
async fn a_key_belongs_to_one_body_and_one_address() {
    let shop = Shop::new().await;
    let payment = id(&shop.done("/payments", "k", &hold()).await);
    let refused = shop.refused("/payments", "k", &order()).await;
    assert_eq!(
        refused,
        (
            "Idempotence key duplicated".to_owned(),
            json!("Idempotence-Key")
        )
    );
    shop.service.pay(&payment).unwrap();
    let capture = format!("/payments/{payment}/capture");
    let captured = shop.done(&capture, "k", &json!({})).await;
    assert_eq!(captured["status"], "succeeded");
    // The lost answer to a capture is asked for again.
    assert_eq!(shop.done(&capture, "k", &json!({})).await, captured);
    let refund = json!({"payment_id": payment, "amount": money("1.00")});
    let first = shop.done("/refunds", "k", &refund).await;
    assert_eq!(shop.done("/refunds", "k", &refund).await, first);
    assert_eq!(shop.service.refunds().len(), 1);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let shop = Shop::new().await;
    let first = shop.done("/payments", "k", &order()).await;
    shop.advance(24 * HOUR - std::time::Duration::from_secs(60));
    assert_eq!(
        shop.done("/payments", "k", &order()).await["id"],
        first["id"]
    );
    shop.advance(std::time::Duration::from_secs(60));
    assert_ne!(
        shop.done("/payments", "k", &order()).await["id"],
        first["id"]
    );
}

#[tokio::test]
async fn a_failed_attempt_needs_a_new_key() {
    let shop = Shop::new().await;
    let payment = shop.payment("10.00").await;
    let refund = json!({"payment_id": payment, "amount": money("1.00")});
    let early = shop.refused("/refunds", "r", &refund).await;
    shop.service.pay(&payment).unwrap();
    assert_eq!(shop.refused("/refunds", "r", &refund).await, early);
    shop.done("/refunds", "r2", &refund).await;
}

#[tokio::test]
async fn the_header_itself() {
    let shop = Shop::new().await;
    let request = shop
        .request(reqwest::Method::POST, "/payments")
        .json(&order());
    let (status, body) = answer(request).await;
    assert_eq!(
        (status, &body["description"]),
        (400, &json!("Idempotence key is empty"))
    );
    let refused = shop.refused("/payments", &"k".repeat(65), &order()).await;
    assert!(
        refused.0.starts_with("Idempotence key is too long"),
        "{refused:?}"
    );
    let refused = shop.refused("/payments", "a b", &order()).await;
    assert_eq!(refused.1, "Idempotence-Key");
    shop.done("/payments", &"k".repeat(64), &order()).await;
}

#[tokio::test]
async fn many_at_once_make_one_payment() {
    let shop = Shop::new().await;
    let body = order();
    let calls = (0..20).map(|_| shop.done("/payments", "k", &body));
    let made = futures::future::join_all(calls).await;
    assert!(made.iter().all(|one| one["id"] == made[0]["id"]));
    assert_eq!(shop.service.payments().len(), 1);
}
