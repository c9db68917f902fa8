//! Refunds.

use serde_json::json;
use sputnik_sandbox::yookassa::{Settlement, Status};

use super::{HOUR, Shop, hold, id, money};

#[tokio::test]
async fn parts_add_up_to_the_whole() {
    let shop = Shop::new().await;
    let payment = shop.paid("100.00").await;
    let refund = |value: &str| json!({"payment_id": payment, "amount": money(value)});
    let first = shop.done("/refunds", "a", &refund("30.00")).await;
    assert_eq!(first["status"], "succeeded");
    assert_eq!(first["payment_id"], payment);
    assert_eq!(id(&first).len(), 36);
    let (_, paid) = shop.get(&format!("/payments/{payment}")).await;
    assert_eq!(
        (&paid["status"], &paid["refunded_amount"]),
        (&json!("succeeded"), &money("30.00"))
    );
    let refused = shop.refused("/refunds", "b", &refund("70.01")).await;
    assert_eq!(refused, ("Refund sum exceeded".to_owned(), json!("amount")));
    shop.done("/refunds", "c", &refund("70.00")).await;
    let refused = shop.refused("/refunds", "d", &refund("0.01")).await.0;
    assert_eq!(refused, "Payment is already completely refunded");
    let (_, paid) = shop.get(&format!("/payments/{payment}")).await;
    assert_eq!(paid["refundable"], false);
    let (_, same) = shop.get(&format!("/refunds/{}", id(&first))).await;
    assert_eq!(same, first);
    assert_eq!(shop.get("/refunds/nothing").await.0, 404);
}

#[tokio::test]
async fn a_pending_refund_reserves_and_a_canceled_one_gives_back() {
    let shop = Shop::new().await;
    shop.service.set_refund_mode(Settlement::Pending);
    let payment = shop.paid("100.00").await;
    let refund = |value: &str| json!({"payment_id": payment, "amount": money(value)});
    let pending = shop.done("/refunds", "a", &refund("60.00")).await;
    assert_eq!(pending["status"], "pending");
    assert_eq!(shop.service.payment(&payment).unwrap().refunded_minor, 0);
    assert_eq!(
        shop.refused("/refunds", "b", &refund("60.00")).await.0,
        "Refund sum exceeded"
    );
    shop.service
        .cancel_refund(&id(&pending), "insufficient_funds")
        .unwrap();
    let (_, canceled) = shop.get(&format!("/refunds/{}", id(&pending))).await;
    assert_eq!(canceled["status"], "canceled");
    assert_eq!(
        canceled["cancellation_details"],
        json!({"party": "yoo_money", "reason": "insufficient_funds"})
    );
    let whole = shop.done("/refunds", "c", &refund("100.00")).await;
    shop.service.settle_refund(&id(&whole)).unwrap();
    assert!(shop.service.settle_refund(&id(&whole)).is_err());
    assert_eq!(
        shop.service.payment(&payment).unwrap().refunded_minor,
        10_000
    );
    // Only the one that has succeeded is told.
    let events: Vec<_> = shop
        .service
        .notifications()
        .into_iter()
        .map(|one| one.event)
        .collect();
    assert_eq!(events, ["payment.succeeded", "refund.succeeded"]);
}

#[tokio::test]
async fn a_refund_refused_at_once() {
    let shop = Shop::new().await;
    let reason = "rejected_by_timeout".to_owned();
    shop.service.set_refund_mode(Settlement::Cancel { reason });
    let payment = shop.paid("100.00").await;
    let body = json!({"payment_id": payment, "amount": money("100.00"), "description": "Отмена"});
    let refund = shop.done("/refunds", "a", &body).await;
    assert_eq!(refund["status"], "canceled");
    assert_eq!(refund["description"], "Отмена");
    let view = shop.service.refund(&id(&refund)).unwrap();
    assert_eq!(
        (view.status, view.reason.as_deref()),
        (Status::Canceled, Some("rejected_by_timeout"))
    );
    shop.service.set_refund_mode(Settlement::Instant);
    shop.done("/refunds", "b", &body).await;
}

#[tokio::test]
async fn what_cannot_be_refunded() {
    let shop = Shop::new().await;
    let held = shop.made(&hold()).await;
    shop.service.pay(&held).unwrap();
    let body = |id: &str, value: &str| json!({"payment_id": id, "amount": money(value)});
    let words = shop.refused("/refunds", "a", &body(&held, "1.00")).await.0;
    assert_eq!(words, "Payment can not be refunded in current status.");
    let refused = shop
        .refused("/refunds", "b", &body("nothing", "1.00"))
        .await;
    assert_eq!(
        refused,
        (
            "Payment not found or forbidden".to_owned(),
            json!("payment_id")
        )
    );
    let payment = shop.paid("10.00").await;
    let mut dollars = body(&payment, "1.00");
    dollars["amount"]["currency"] = json!("USD");
    assert_eq!(
        shop.refused("/refunds", "c", &dollars).await.0,
        "Currency code is illegal"
    );
    shop.service
        .configure(|settings| settings.refund_remainder = true);
    let words = shop
        .refused("/refunds", "d", &body(&payment, "9.00"))
        .await
        .0;
    assert_eq!(
        words,
        "Remaining payment amount after refund must be greater than 1.00 RUB"
    );
    shop.service
        .configure(|settings| settings.partial_refunds = false);
    let words = shop
        .refused("/refunds", "e", &body(&payment, "5.00"))
        .await
        .0;
    assert_eq!(words, "Partial refund forbidden");
    shop.service.configure(|settings| settings.refunds = false);
    let (status, _) = shop.post("/refunds", "f", &body(&payment, "10.00")).await;
    assert_eq!(status, 403);
    shop.service.configure(|settings| settings.refunds = true);
    shop.advance(3 * 366 * 24 * HOUR);
    let words = shop
        .refused("/refunds", "g", &body(&payment, "10.00"))
        .await
        .0;
    assert_eq!(words, "Payment can not be refunded in current status.");
}
