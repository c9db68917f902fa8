//! Payouts.

use serde_json::{Value, json};
use sputnik_sandbox::yookassa::Settlement;

use super::{Shop, answer, id, money};

fn payout(destination: &Value) -> Value {
    json!({
        "amount": money("4500.00"),
        "payout_destination_data": destination,
        "description": "Возврат депозита",
        "metadata": {"payout_id": "77"},
    })
}

fn sbp() -> Value {
    json!({"type": "sbp", "phone": "79000000000", "bank_id": "100000000111"})
}

#[tokio::test]
async fn money_leaves_the_gateway() {
    let shop = Shop::new().await;
    let before = shop.service.settings().payout_balance_minor;
    let made = shop.done("/payouts", "a", &payout(&sbp())).await;
    assert!(id(&made).starts_with("po-"));
    assert_eq!(made["status"], "succeeded");
    assert_eq!(made["payout_destination"]["phone"], "79000000000");
    assert_eq!(shop.get(&format!("/payouts/{}", id(&made))).await.1, made);
    assert_eq!(
        shop.done("/payouts", "a", &payout(&sbp())).await["id"],
        made["id"]
    );
    assert_eq!(
        shop.service.settings().payout_balance_minor,
        before - 450_000
    );
    let settings = shop.service.settings();
    let url = format!("{}/me", shop.service.api_url());
    let request = shop
        .stage
        .http
        .get(url)
        .basic_auth(settings.agent_id, Some(settings.agent_secret));
    assert_eq!(
        answer(request).await.1["payout_balance"],
        money("995500.00")
    );
}

#[tokio::test]
async fn payouts_that_wait_or_fail() {
    let shop = Shop::new().await;
    shop.service.set_payout_mode(Settlement::Pending);
    let first = shop.done("/payouts", "a", &payout(&sbp())).await;
    assert_eq!(first["status"], "pending");
    shop.service.settle_payout(&id(&first)).unwrap();
    let second = shop.done("/payouts", "b", &payout(&sbp())).await;
    shop.service
        .cancel_payout(&id(&second), "recipient_not_found")
        .unwrap();
    let (_, canceled) = shop.get(&format!("/payouts/{}", id(&second))).await;
    assert_eq!(
        canceled["cancellation_details"],
        json!({"party": "payout_network", "reason": "recipient_not_found"})
    );
    shop.service
        .configure(|settings| settings.payout_balance_minor = 1);
    let third = shop.done("/payouts", "c", &payout(&sbp())).await;
    assert_eq!(
        third["cancellation_details"]["reason"],
        "insufficient_funds"
    );
    assert_eq!(shop.service.settings().payout_balance_minor, 1);
    let events: Vec<_> = shop
        .service
        .notifications()
        .into_iter()
        .map(|one| one.event)
        .collect();
    assert_eq!(
        events,
        ["payout.succeeded", "payout.canceled", "payout.canceled"]
    );
}

#[tokio::test]
async fn destinations_are_checked() {
    let shop = Shop::new().await;
    let cases = [
        (
            json!({"type": "sbp", "phone": "+7900", "bank_id": "100000000111"}),
            "payout_destination_data.phone",
        ),
        (
            json!({"type": "sbp", "phone": "79000000000", "bank_id": "1"}),
            "payout_destination_data.bank_id",
        ),
        (
            json!({"type": "yoo_money", "account_number": "1"}),
            "payout_destination_data.account_number",
        ),
        (json!({"type": "post"}), "payout_destination_data.type"),
    ];
    for (n, (destination, parameter)) in cases.iter().enumerate() {
        let refused = shop
            .refused("/payouts", &format!("k{n}"), &payout(destination))
            .await;
        assert_eq!(refused.1, *parameter);
    }
    let card = payout(&json!({"type": "bank_card", "card": {"number": "2200000000000004"}}));
    assert_eq!(shop.post("/payouts", "raw", &card).await.0, 403);
    shop.service.configure(|settings| settings.raw_cards = true);
    let made = shop.done("/payouts", "card", &card).await;
    assert_eq!(
        made["payout_destination"]["card"],
        json!({"first6": "220000", "last4": "0004", "card_type": "Mir"})
    );
    let url = format!("{}/payouts", shop.service.api_url());
    let settings = shop.service.settings();
    let as_shop = shop
        .stage
        .http
        .get(url)
        .basic_auth(settings.shop_id, Some(settings.secret_key));
    assert_eq!(answer(as_shop).await.0, 403);
}
