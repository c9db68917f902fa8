//! Receipts, when the shop needs them.

use serde_json::{Value, json};
use sputnik_sandbox::yookassa::ReceiptMode;

use super::{Shop, hold, money, order};

fn receipt(quantity: u32, price: &str) -> Value {
    json!({
        "customer": {"email": "buyer@example.com"},
        "items": [{
            "description": "Тур",
            "quantity": quantity,
            "measure": "piece",
            "amount": money(price),
            "vat_code": 1,
            "payment_subject": "service",
            "payment_mode": "full_prepayment",
        }],
    })
}

#[tokio::test]
async fn a_payment_needs_a_receipt_that_adds_up() {
    let shop = Shop::new().await;
    shop.service
        .configure(|settings| settings.receipts = ReceiptMode::OwnReceipts);
    let missing = ("Receipt is missing or illegal".to_owned(), json!("receipt"));
    assert_eq!(shop.refused("/payments", "a", &order()).await, missing);
    let mut body = order();
    body["receipt"] = receipt(1, "9495.00");
    assert_eq!(shop.refused("/payments", "b", &body).await, missing);
    let detail = shop.service.journal().pop().unwrap().detail;
    assert_eq!(
        detail.as_deref(),
        Some("items make 9495.00, the operation 18990.00")
    );
    body["receipt"] = receipt(2, "9495.00");
    body["receipt"]["customer"] = json!({"phone": "79000000000"});
    assert_eq!(shop.refused("/payments", "c", &body).await, missing);
    body["receipt"] = receipt(2, "9495.00");
    let made = shop.done("/payments", "d", &body).await;
    assert_eq!(made["receipt_registration"], "pending");
    assert_eq!(
        shop.service.payments()[0].receipt.as_ref(),
        Some(&body["receipt"])
    );
}

#[tokio::test]
async fn parts_need_receipts_of_their_own() {
    let shop = Shop::new().await;
    shop.service
        .configure(|settings| settings.receipts = ReceiptMode::Till);
    let mut body = hold();
    body["receipt"] = receipt(2, "9495.00");
    let payment = shop.made(&body).await;
    shop.service.pay(&payment).unwrap();
    let capture = format!("/payments/{payment}/capture");
    let part = json!({"amount": money("9495.00")});
    assert_eq!(shop.refused(&capture, "a", &part).await.1, "receipt");
    let part = json!({"amount": money("9495.00"), "receipt": receipt(1, "9495.00")});
    shop.done(&capture, "b", &part).await;
    let refund = json!({"payment_id": payment, "amount": money("95.00")});
    assert_eq!(shop.refused("/refunds", "c", &refund).await.1, "receipt");
    let refund =
        json!({"payment_id": payment, "amount": money("95.00"), "receipt": receipt(1, "95.00")});
    let made = shop.done("/refunds", "d", &refund).await;
    assert_eq!(made["receipt_registration"], "succeeded");
    // The receipt of a whole refund is made from the payment.
    let rest = json!({"payment_id": payment, "amount": money("9400.00")});
    assert_eq!(shop.refused("/refunds", "e", &rest).await.1, "receipt");
}
