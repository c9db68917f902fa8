//! Referrals over HTTP.

use serde_json::{Value, json};
use sputnik::kernel::permission::Role;

use super::{ids, token};
use crate::{
    calls::{call, call_with, request},
    payments::give_bonus,
    study_rows::{pays, refunded},
    support::TestApp,
};

const CARD: &str = "2200 0000 0000 0004";
const PAYOUTS: &str = "/referrals/payout-requests";

fn rub(minor: i64) -> Value {
    json!({"amount_minor": minor, "currency": "RUB"})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_brings_people_and_their_payments_bring_bonuses() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let mine = call(&t, &auth, "GET", "/referrals/partners").await;
    assert_eq!(mine.status, 200, "{mine:?}");
    let code = mine.json["code"].as_str().unwrap();
    let link = mine.json["link"].as_str().unwrap();
    let (_, payload) = link.split_once("?start=").unwrap();
    assert_eq!(payload, format!("ref_{code}"));
    // There is one link, and it stays.
    let made = request(&t, &auth, reqwest::Method::POST, "/referrals/partners");
    let made = crate::calls::Reply::of(made.send().await.unwrap()).await;
    assert_eq!((made.status, &made.json), (200, &mine.json));
    let boris = t.stranger("Борис", "ru").await;
    boris.start(Some(payload)).await;
    boris.tap("✅ Согласен").await.unwrap();
    boris.tap("✅ Согласен").await.unwrap();
    let payer = t.row(&boris).await.id;
    let first = pays(&t, payer, 100_000).await;
    pays(&t, payer, 50_000).await;
    refunded(&t, &first, 50_000).await;
    t.settle().await;
    let share = mine.json["share_bp"].as_i64().unwrap();
    let earned = |minor: i64| minor * share / 10_000;
    let list = call(&t, &auth, "GET", "/referrals/bonuses?limit=1").await;
    assert_eq!(list.json["balances"][0]["pending"], rub(earned(100_000)));
    assert_eq!(list.json["balances"][0]["available"], rub(0));
    assert_eq!(list.json["items"][0]["amount"], rub(earned(50_000)));
    let cursor = list.json["next_cursor"].as_str().unwrap();
    let next = format!("/referrals/bonuses?limit=1&cursor={cursor}");
    let next = call(&t, &auth, "GET", &next).await;
    assert_eq!(next.json["items"][0]["amount"], rub(earned(100_000)));
    assert_eq!(next.json["items"][0]["left"], rub(earned(50_000)));
    assert_eq!(next.json["next_cursor"], Value::Null);
    assert!(!next.json.to_string().contains("user"), "{next:?}");
    let now = call(&t, &auth, "GET", "/referrals/partners").await;
    assert_eq!(
        (&now.json["came"], &now.json["paid"]),
        (&json!(1), &json!(1))
    );
    let theirs = call(&t, &TestApp::tma(&boris), "GET", "/referrals/bonuses").await;
    assert_eq!(ids(&theirs), [0_i64; 0]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bonuses_are_paid_out_to_a_card_by_staffs_decision() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    give_bonus(&t, &anna, 120_000).await;
    let [annas, boriss, admins] = [&anna, &boris, &admin].map(TestApp::tma);
    let wish = json!({"amount": rub(100_000), "card": CARD});
    let writer = token(&t, &anna, "write").await;
    let by_token = call_with(&t, &writer, "POST", PAYOUTS, &wish).await;
    assert_eq!((by_token.status, by_token.code()), (403, "forbidden"));
    let poor = call_with(&t, &boriss, "POST", PAYOUTS, &wish).await;
    assert_eq!((poor.status, poor.code()), (409, "not_enough"));
    let odd = json!({"amount": rub(100_000), "card": "1234"});
    let odd = call_with(&t, &annas, "POST", PAYOUTS, &odd).await;
    assert_eq!((odd.status, odd.field("card").is_empty()), (422, false));
    let asked = call_with(&t, &annas, "POST", PAYOUTS, &wish).await;
    assert_eq!(
        (asked.status, &asked.json["purpose"]),
        (201, &json!("bonus")),
        "{asked:?}"
    );
    assert!(!asked.json.to_string().contains("2200"));
    let own = call(&t, &annas, "GET", PAYOUTS).await;
    assert_eq!(own.json["items"], json!([asked.json]));
    for auth in [&boriss, &admins] {
        let others = call(&t, auth, "GET", PAYOUTS).await;
        assert_eq!(others.json["items"], json!([]));
    }
    let balance = call(&t, &annas, "GET", "/referrals/bonuses").await;
    assert_eq!(balance.json["balances"][0]["available"], rub(20_000));
    let queue = "/payments/payout-requests?purpose=bonus&status=asked";
    assert_eq!(ids(&call(&t, &admins, "GET", queue).await), ids(&own));
    let path = format!("/payments/payout-requests/{}/reject", asked.json["id"]);
    let reply = call_with(&t, &admins, "POST", &path, &json!({"reason": "Рано"})).await;
    assert_eq!(reply.json["status"], "rejected", "{reply:?}");
    let balance = call(&t, &annas, "GET", "/referrals/bonuses").await;
    assert_eq!(balance.json["balances"][0]["available"], rub(120_000));
    t.settle().await;
    t.finish().await;
}
