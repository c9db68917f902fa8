//! The same over the control API.

use serde_json::{Value, json};
use sputnik_sandbox::yookassa::Status;

use super::{Shop, id, money, order};
use crate::common::Hook;

impl Shop {
    async fn control(&self, path: &str, body: Value) -> (u16, Value) {
        self.stage.control(&format!("yookassa/{path}"), body).await
    }

    async fn seen(&self, path: &str) -> Value {
        let (status, body) = self.stage.control_get(&format!("yookassa/{path}")).await;
        assert_eq!(status, 200, "{body}");
        body
    }
}

#[tokio::test]
async fn settings() {
    let shop = Shop::new().await;
    let seen = shop.seen("settings").await;
    assert_eq!(seen["shop_id"], "100500");
    assert_eq!(seen["api_url"], shop.service.api_url());
    let url = format!("{}/control/yookassa/settings", shop.stage.sandbox.url());
    let change = json!({"receipts": "till", "refund_mode": {"mode": "cancel", "reason": "x"}});
    let sent = shop
        .stage
        .http
        .patch(&url)
        .json(&change)
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), 200);
    assert_eq!(shop.seen("settings").await["refund_mode"]["reason"], "x");
    let wrong = shop
        .stage
        .http
        .patch(&url)
        .json(&json!({"colour": "red"}))
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.status(), 400);
}

#[tokio::test]
async fn payers_and_money() {
    let shop = Shop::new().await;
    let payment = shop.payment("10.00").await;
    let (status, paid) = shop
        .control(&format!("payments/{payment}/pay"), json!({"method": "sbp"}))
        .await;
    assert_eq!((status, &paid["status"]), (200, &json!("succeeded")));
    assert_eq!(
        shop.control(&format!("payments/{payment}/pay"), json!({}))
            .await
            .0,
        409
    );
    assert_eq!(shop.control("payments/x/decline", json!({})).await.0, 404);
    assert_eq!(
        shop.seen("payments").await["payments"][0]["json"]["paid"],
        true
    );

    shop.service
        .set_refund_mode(sputnik_sandbox::yookassa::Settlement::Pending);
    let refund = json!({"payment_id": payment, "amount": money("1.00")});
    let refund = id(&shop.done("/refunds", "r", &refund).await);
    let (_, ended) = shop
        .control(&format!("refunds/{refund}/settle"), json!({}))
        .await;
    assert_eq!(ended["status"], "succeeded");
    assert_eq!(
        shop.control(&format!("refunds/{refund}/cancel"), json!({}))
            .await
            .0,
        409
    );
    assert_eq!(
        shop.control(&format!("refunds/{refund}/eat"), json!({}))
            .await
            .0,
        404
    );
    assert_eq!(
        shop.seen("refunds").await["refunds"][0]["amount_minor"],
        100
    );
    assert_eq!(shop.control("payouts/x/settle", json!({})).await.0, 404);
    assert_eq!(shop.seen("payouts").await, json!({"payouts": []}));
}

#[tokio::test]
async fn notifications() {
    let shop = Shop::new().await;
    let mut hook = Hook::unregistered(vec![]).await;
    shop.service.set_notification_url(&hook.url);
    let rule = json!({"event": "payment.succeeded", "action": "hold", "next": 1});
    let (status, rules) = shop.control("notifications/rules", rule.clone()).await;
    assert_eq!((status, &rules["rules"][0]), (200, &rule));
    let payment = shop.paid("10.00").await;
    let (_, sent) = shop.control("notifications/deliver", json!({})).await;
    assert_eq!(sent["attempts"], json!([]));
    assert_eq!(
        shop.control("notifications/1/release", json!({})).await.0,
        200
    );
    assert_eq!(
        shop.control("notifications/1/release", json!({})).await.0,
        409
    );
    assert_eq!(
        shop.control("notifications/1/repeat", json!({})).await.1["id"],
        2
    );
    assert_eq!(
        shop.control("notifications/9/repeat", json!({})).await.0,
        404
    );
    let lie = json!({"payment_id": payment, "status": "canceled"});
    assert_eq!(shop.control("notifications/forge", lie).await.1["id"], 3);
    let raw = json!({"body": [1]});
    assert_eq!(shop.control("notifications/forge", raw).await.0, 200);
    let object = json!({"event": "x.y", "object": {}});
    assert_eq!(shop.control("notifications/forge", object).await.0, 200);
    assert_eq!(
        shop.control("notifications/retry", json!({})).await.1["pending"],
        5
    );
    let (_, sent) = shop.control("notifications/deliver", json!({})).await;
    assert_eq!(sent["attempts"].as_array().unwrap().len(), 5);
    let first = hook.next().await;
    assert_eq!(hook.next().await, first);
    assert_eq!(hook.next().await["event"], "payment.canceled");
    let seen = shop.seen("notifications").await;
    assert_eq!(seen["notifications"][0]["state"], "delivered");
    assert_eq!(
        shop.service.payment(&payment).unwrap().status,
        Status::Succeeded
    );
}

#[tokio::test]
async fn faults_and_journal() {
    let shop = Shop::new().await;
    let fault = json!({"operation": "create_payment", "kind": "server_error", "committed": true, "times": 1});
    let (status, list) = shop.control("faults", fault).await;
    assert_eq!(
        (status, &list["faults"][0]["committed"]),
        (200, &json!(true))
    );
    assert_eq!(
        shop.control("faults", json!({"kind": "flood"})).await.0,
        400
    );
    assert_eq!(shop.post("/payments", "k", &order()).await.0, 500);
    assert_eq!(shop.service.payments().len(), 1);
    let calls = shop.seen("journal?limit=1").await;
    assert_eq!(calls["calls"][0]["operation"], "create_payment");
    assert_eq!(calls["calls"][0]["key"], "k");
    assert_eq!(shop.control("down", json!({"down": true})).await.0, 200);
    assert!(
        shop.request(reqwest::Method::GET, "/me")
            .send()
            .await
            .is_err()
    );
    let url = format!("{}/control/yookassa", shop.stage.sandbox.url());
    for path in ["faults", "journal", "notifications/rules"] {
        let cleared = shop
            .stage
            .http
            .delete(format!("{url}/{path}"))
            .send()
            .await
            .unwrap();
        assert_eq!(cleared.status(), 200);
    }
    assert_eq!(shop.get("/me").await.0, 200);
    assert_eq!(
        shop.seen("journal").await["calls"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
