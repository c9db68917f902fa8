//! Payouts over HTTP, and the numbers of cards that they are given.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sputnik::{
    entity::{audit_record, idempotency_key, outbox, payout},
    features::study::work,
    kernel::permission::Role,
};
use sputnik_sandbox::Person;

use super::{ids, keyed, token};
use crate::{
    calls::{Reply, call, call_with},
    orders::{acting, begun, executor},
    support::TestApp,
};

const CARD: &str = "2200 0000 0000 0004";
const DIGITS: &str = "2200000000000004";
const PATH: &str = "/payments/payout-requests";

fn wish(minor: i64, card: &str) -> Value {
    json!({"amount": {"amount_minor": minor, "currency": "RUB"}, "card": card})
}

/// An executor who earned 1050 roubles.
async fn earner(t: &TestApp, client: &Person) -> Person {
    let boris = executor(t, "Борис", "ru").await;
    let order = begun(t, client, &boris).await;
    let worker = acting(t.row(&boris).await.id);
    let note = Some("Готово".to_owned());
    work::deliver(&t.app, worker, order, note, Vec::new())
        .await
        .unwrap();
    let client = acting(t.row(client).await.id);
    work::accept(&t.app, client, order).await.unwrap();
    t.settle().await;
    boris
}

async fn decide(t: &TestApp, auth: &str, id: &Value, deed: &str, body: &Value) -> Reply {
    call_with(t, auth, "POST", &format!("{PATH}/{id}/{deed}"), body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn earnings_are_asked_for_decided_and_paid() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = earner(&t, &anna).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let [annas, boriss, admins] = [&anna, &boris, &admin].map(TestApp::tma);
    let asked = call_with(&t, &boriss, "POST", PATH, &wish(100_000, CARD)).await;
    assert_eq!(asked.status, 201, "{asked:?}");
    assert_eq!(
        (&asked.json["status"], &asked.json["card"]),
        (&json!("asked"), &json!("•••• 0004"))
    );
    let id = &asked.json["id"];
    let more = call_with(&t, &boriss, "POST", PATH, &wish(100_000, CARD)).await;
    assert_eq!((more.status, more.code()), (409, "already_open"));
    t.settle().await;
    assert!(admin.screen().contains("•••• 0004"), "{}", admin.screen());
    // The queue is staff's; others see their own.
    let queue = call(&t, &admins, "GET", &format!("{PATH}?status=asked")).await;
    assert_eq!(queue.json["items"], json!([asked.json]));
    assert_eq!(ids(&call(&t, &boriss, "GET", PATH).await), ids(&queue));
    for (auth, path, status) in [
        (&admins, format!("{PATH}?status=approved"), 200),
        (&admins, format!("{PATH}?purpose=bonus"), 200),
        (&admins, format!("{PATH}?whose=mine"), 200),
        (&annas, PATH.to_owned(), 200),
        (&boriss, "/referrals/payout-requests".to_owned(), 200),
        (&annas, format!("{PATH}?whose=all"), 403),
        (&boriss, format!("{PATH}?whose=all"), 403),
    ] {
        let reply = call(&t, auth, "GET", &path).await;
        assert_eq!(reply.status, status, "{path}: {reply:?}");
        if status == 200 {
            assert_eq!(reply.json["items"], json!([]), "{path}");
        }
    }
    let paid = json!({"reference": "ПП-77"});
    let soon = decide(&t, &admins, id, "paid", &paid).await;
    assert_eq!((soon.status, soon.code()), (409, "moved_on"));
    for deed in ["approve", "paid", "reject"] {
        let body = json!({"reference": "x", "reason": "x"});
        let reply = decide(&t, &boriss, id, deed, &body).await;
        assert!([403, 422].contains(&reply.status), "{deed}: {reply:?}");
    }
    let approved = decide(&t, &admins, id, "approve", &Value::Null).await;
    assert_eq!(approved.json["status"], "approved", "{approved:?}");
    let again = decide(&t, &admins, id, "approve", &Value::Null).await;
    assert_eq!((again.status, again.code()), (409, "moved_on"));
    for reference in ["", " ", &"7".repeat(201)] {
        let body = json!({"reference": reference});
        let reply = decide(&t, &admins, id, "paid", &body).await;
        assert_eq!((reply.status, reply.code()), (422, "invalid_fields"));
        assert!(!reply.field("reference").is_empty(), "{reply:?}");
    }
    let writer = token(&t, &admin, "write").await;
    let done = decide(&t, &writer, id, "paid", &paid).await;
    assert_eq!(
        (&done.json["status"], &done.json["reference"]),
        (&json!("paid"), &json!("ПП-77")),
        "{done:?}"
    );
    let row = payout::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.card_sealed, None);
    for (deed, body) in [
        ("approve", Value::Null),
        ("paid", paid),
        ("reject", json!({"reason": "Поздно"})),
    ] {
        let reply = decide(&t, &admins, id, deed, &body).await;
        assert_eq!((reply.status, reply.code()), (409, "moved_on"), "{deed}");
        let nobody = decide(&t, &admins, &json!(999), deed, &body).await;
        assert_eq!((nobody.status, nobody.code()), (404, "not_found"), "{deed}");
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_rejected_is_on_the_balance_again_with_the_reason() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = earner(&t, &anna).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let [boriss, admins] = [&boris, &admin].map(TestApp::tma);
    let asked = call_with(&t, &boriss, "POST", PATH, &wish(105_000, CARD)).await;
    let id = &asked.json["id"];
    let wordless = decide(&t, &admins, id, "reject", &json!({"reason": ""})).await;
    assert_eq!(wordless.status, 422);
    assert!(!wordless.field("reason").is_empty(), "{wordless:?}");
    let body = json!({"reason": "Чужая карта"});
    let rejected = decide(&t, &admins, id, "reject", &body).await;
    assert_eq!(
        (&rejected.json["status"], &rejected.json["problem"]),
        (&json!("rejected"), &json!("Чужая карта"))
    );
    let again = call_with(&t, &boriss, "POST", PATH, &wish(105_000, CARD)).await;
    assert_eq!(again.status, 201, "{again:?}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_ask_or_asks_badly_gets_nothing() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = earner(&t, &anna).await;
    let [annas, boriss] = [&anna, &boris].map(TestApp::tma);
    let good = wish(100_000, CARD);
    let (reader, writer) = (
        token(&t, &boris, "read").await,
        token(&t, &boris, "write").await,
    );
    for (auth, code) in [
        (&annas, "forbidden"),
        (&writer, "forbidden"),
        (&reader, "read_only_token"),
    ] {
        let reply = call_with(&t, auth, "POST", PATH, &good).await;
        assert_eq!((reply.status, reply.code()), (403, code));
    }
    for (body, field) in [
        (wish(100_000, "2200 0000 0000 0005"), "card"),
        (wish(100_000, "2200 0000"), "card"),
        (wish(100_000, "карта"), "card"),
        (wish(100_000, "0000 0000 0000 0000"), "card"),
        (wish(0, CARD), "amount"),
        (wish(-100_000, CARD), "amount"),
        (wish(1, CARD), "amount"),
        (wish(i64::MAX, CARD), "amount"),
        (json!({"card": CARD}), "amount"),
        (json!({"amount": good["amount"]}), "card"),
        (
            json!({"amount": good["amount"], "card": 2_200_000_000_000_004_i64}),
            "card",
        ),
    ] {
        let reply = call_with(&t, &boriss, "POST", PATH, &body).await;
        assert_eq!(
            (reply.status, reply.code()),
            (422, "invalid_fields"),
            "{body}"
        );
        assert!(!reply.field(field).is_empty(), "{body}: {reply:?}");
        assert!(!reply.json.to_string().contains("2200"), "{reply:?}");
    }
    for body in [
        wish(105_001, CARD),
        json!({"amount": {"amount_minor": 10_000_000, "currency": "UZS"}, "card": CARD}),
    ] {
        let reply = call_with(&t, &boriss, "POST", PATH, &body).await;
        assert_eq!((reply.status, reply.code()), (409, "not_enough"), "{body}");
    }
    assert_eq!(payout::Entity::find().count(&t.app.db).await.unwrap(), 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_kept_sealed_and_told_to_nobody() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = earner(&t, &anna).await;
    let auth = TestApp::tma(&boris);
    let body = wish(100_000, CARD);
    let first = keyed(&t, &auth, PATH, "k", &body).await;
    assert_eq!(first.status, 201, "{first:?}");
    let again = keyed(&t, &auth, PATH, "k", &body).await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    let other = keyed(&t, &auth, PATH, "k", &wish(100_000, DIGITS)).await;
    assert_eq!(
        (other.status, other.code()),
        (422, "idempotency_key_reused")
    );
    let rows = payout::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].card_sealed.as_deref().unwrap().starts_with("v1:"));
    let keys = idempotency_key::Entity::find()
        .all(&t.app.db)
        .await
        .unwrap();
    let log = audit_record::Entity::find().all(&t.app.db).await.unwrap();
    let news = outbox::Entity::find().all(&t.app.db).await.unwrap();
    let kept = format!("{first:?} {rows:?} {keys:?} {log:?} {news:?}");
    assert!(!kept.contains(DIGITS) && !kept.contains(CARD), "{kept}");
    // A plain hash of the request would give the card away: the rest of the request is in the row of
    // the payout, and the digits that are missing are soon tried through.
    let request = format!("POST\n/api/v1{PATH}\n{body}");
    let plain = hex::encode(Sha256::digest(&request));
    assert_ne!(keys[0].request_hash, plain);
    t.settle().await;
    t.finish().await;
}
