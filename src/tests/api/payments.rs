//! Attempts to pay, refunds and the book over HTTP.

use chrono::TimeDelta;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sputnik::{
    entity::{payment, refund},
    features::study::work,
    kernel::permission::Role,
};
use sputnik_sandbox::{
    Person,
    yookassa::{FaultKind, Operation},
};

use super::{ids, keyed, token};
use crate::{
    calls::{call, call_with},
    orders::{acting, begun, executor, on_board},
    payments::{self as money, attempt, go_to_page, notify, rounds, shop},
    support::TestApp,
};

fn rub(minor: i64) -> Value {
    json!({"amount_minor": minor, "currency": "RUB"})
}

/// The only payment of an order on the board, of 1500 roubles.
async fn paid(t: &TestApp, client: &Person) -> i64 {
    on_board(t, client).await;
    let all = payment::Entity::find().all(&t.app.db).await.unwrap();
    all.last().unwrap().id.0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payer_asks_how_an_attempt_stands_and_nobody_else_sees_it() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let order = money::order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    let [annas, boriss] = [&anna, &boris].map(TestApp::tma);
    let list = call(&t, &annas, "GET", "/payments/transactions").await;
    assert_eq!(list.status, 200, "{list:?}");
    let item = &list.json["items"][0];
    assert_eq!(
        (&item["status"], &item["amount"], &item["kind"]),
        (&json!("pending"), &rub(150_000), &json!("order"))
    );
    assert_eq!(item["confirmation_url"], link);
    assert_eq!(item.get("provider_id"), None);
    let path = format!("/payments/{}", item["id"]);
    let recheck = format!("{path}/recheck");
    for (method, path) in [("GET", &path), ("POST", &recheck)] {
        let reply = call(&t, &boriss, method, path).await;
        assert_eq!((reply.status, reply.code()), (404, "not_found"), "{path}");
        let nobody = path.replace(&item["id"].to_string(), "9223372036854775807");
        assert_eq!(call(&t, &annas, method, &nobody).await.status, 404);
    }
    assert_eq!(
        ids(&call(&t, &boriss, "GET", "/payments/transactions").await),
        [0_i64; 0]
    );
    // The provider is silent at first; then it says that the money came.
    t.advance(TimeDelta::seconds(10));
    yookassa.fail_next(Operation::GetPayment, FaultKind::ServerError);
    yookassa.fail_next(Operation::GetPayment, FaultKind::ServerError);
    yookassa.fail_next(Operation::GetPayment, FaultKind::ServerError);
    let silent = call(&t, &annas, "POST", &recheck).await;
    assert_eq!((silent.status, silent.code()), (503, "provider_silent"));
    yookassa.clear_faults();
    yookassa.pay(&link).unwrap();
    t.advance(TimeDelta::seconds(10));
    let looked = call(&t, &annas, "POST", &recheck).await;
    assert_eq!(
        (looked.status, &looked.json["status"]),
        (200, &json!("paid")),
        "{looked:?}"
    );
    assert_eq!(looked.json["confirmation_url"], Value::Null);
    assert_eq!(looked.json["refunds"], json!([]));
    let reader = token(&t, &anna, "read").await;
    let reply = call(&t, &reader, "POST", &recheck).await;
    assert_eq!((reply.status, reply.code()), (403, "read_only_token"));
    assert_eq!(call(&t, &reader, "GET", &path).await.status, 200);
    notify(&t, &yookassa).await;
    money::finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_gives_a_part_back_and_never_more_than_came() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let order = money::order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    let id = attempt(&t).await.id;
    let path = format!("/payments/{id}/refunds");
    let [annas, admins] = [&anna, &admin].map(TestApp::tma);
    let part = json!({"amount": rub(50_000), "reason": "Скидка"});
    let early = call_with(&t, &admins, "POST", &path, &part).await;
    assert_eq!((early.status, early.code()), (409, "moved_on"), "{early:?}");
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    let reader = token(&t, &admin, "read").await;
    for (auth, body, status, code) in [
        (&annas, part.clone(), 403, "forbidden"),
        (&reader, part.clone(), 403, "read_only_token"),
        // All of it is a decision about the order, which is not over.
        (&admins, json!({"reason": "Всё"}), 409, "moved_on"),
        (
            &admins,
            json!({"amount": rub(150_001), "reason": "x"}),
            409,
            "too_much",
        ),
    ] {
        let reply = call_with(&t, auth, "POST", &path, &body).await;
        assert_eq!((reply.status, reply.code()), (status, code), "{body}");
    }
    let missing = path.replace(&id.to_string(), "999");
    let reply = call_with(&t, &admins, "POST", &missing, &part).await;
    assert_eq!((reply.status, reply.code()), (404, "not_found"));
    let uzs = json!({"amount_minor": 100, "currency": "UZS"});
    for (body, field) in [
        (json!({"amount": rub(100)}), "reason"),
        (json!({"amount": rub(100), "reason": " "}), "reason"),
        (json!({"amount": rub(0), "reason": "x"}), "amount"),
        (json!({"amount": rub(-5), "reason": "x"}), "amount"),
        (json!({"amount": uzs, "reason": "x"}), "amount"),
        (json!({"reason": "x", "all": true}), "all"),
    ] {
        let reply = call_with(&t, &admins, "POST", &path, &body).await;
        assert_eq!((reply.status, reply.code()), (422, "invalid_fields"));
        assert!(!reply.field(field).is_empty(), "{body}: {reply:?}");
    }
    assert_eq!(refund::Entity::find().count(&t.app.db).await.unwrap(), 0);
    let writer = token(&t, &admin, "write").await;
    let first = keyed(&t, &writer, &path, "k", &part).await;
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(first.json["refunded"], rub(50_000));
    assert_eq!(first.json["refunds"][0]["reason"], "Скидка");
    let again = keyed(&t, &writer, &path, "k", &part).await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    rounds(&t).await;
    notify(&t, &yookassa).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 50_000);
    let mine = call(&t, &annas, "GET", &format!("/payments/{id}")).await;
    assert_eq!(mine.json["refunds"][0]["status"], "done");
    assert_eq!(mine.json["refunds"][0].get("reason"), None);
    let over = json!({"amount": rub(100_001), "reason": "x"});
    let reply = call_with(&t, &admins, "POST", &path, &over).await;
    assert_eq!((reply.status, reply.code()), (409, "too_much"));
    money::finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_left_goes_back_once_the_work_is_over() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let order = begun(&t, &anna, &boris).await;
    let worker = acting(t.row(&boris).await.id);
    let note = Some("Готово".to_owned());
    work::deliver(&t.app, worker, order, note, Vec::new())
        .await
        .unwrap();
    let client = acting(t.row(&anna).await.id);
    work::accept(&t.app, client, order).await.unwrap();
    let id = attempt(&t).await.id;
    let path = format!("/payments/{id}/refunds");
    let auth = TestApp::tma(&admin);
    let part = json!({"amount": rub(30_000), "reason": "Скидка"});
    assert_eq!(call_with(&t, &auth, "POST", &path, &part).await.status, 201);
    let rest = json!({"reason": "Не подошло"});
    let reply = call_with(&t, &auth, "POST", &path, &rest).await;
    assert_eq!(reply.json["refunded"], rub(150_000), "{reply:?}");
    let amounts: Vec<_> = reply.json["refunds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|refund| refund["amount"].clone())
        .collect();
    assert_eq!(amounts, [rub(30_000), rub(120_000)]);
    let reply = call_with(&t, &auth, "POST", &path, &rest).await;
    assert_eq!((reply.status, reply.code()), (409, "too_much"));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_of_one_payment_takes_nothing_from_another() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let first = paid(&t, &anna).await;
    let row = payment::Entity::find_by_id(sputnik::kernel::ids::PaymentId(first))
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    // The rest of the same price, paid later.
    let second = crate::study_rows::payment(
        &t,
        row.payer_id,
        row.payable(),
        payment::Provider::Yookassa,
        50_000,
        0,
    )
    .await;
    crate::study_rows::settle(&t, &second).await;
    let auth = TestApp::tma(&admin);
    let give_back = async |id: i64, minor: i64| {
        let body = json!({"amount": rub(minor), "reason": "Скидка"});
        call_with(&t, &auth, "POST", &format!("/payments/{id}/refunds"), &body).await
    };
    let over = give_back(second.id.0, 50_001).await;
    assert_eq!((over.status, over.code()), (409, "too_much"));
    let part = give_back(first, 10_000).await;
    assert_eq!(part.json["refunded"], rub(10_000), "{part:?}");
    let other = call(&t, &auth, "GET", &format!("/payments/{}", second.id)).await;
    assert_eq!(other.json["refunded"], rub(0));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_are_looked_through_by_state_kind_time_and_payer() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let first = paid(&t, &anna).await;
    t.advance(TimeDelta::days(1));
    let second = paid(&t, &boris).await;
    let none: [i64; 0] = [];
    let [annas, admins] = [&anna, &admin].map(TestApp::tma);
    for (auth, query, found) in [
        (&admins, "", vec![second, first]),
        (&admins, "?whose=mine", none.to_vec()),
        (&admins, "?whose=all&status=paid", vec![second, first]),
        (&admins, "?status=parked", none.to_vec()),
        (&admins, "?kind=order", vec![second, first]),
        (&admins, "?kind=hour", none.to_vec()),
        (&admins, "?until=2030-01-02T00:00:00Z", vec![first]),
        (&admins, "?from=2030-01-02T00:00:00Z", vec![second]),
        (&annas, "", vec![first]),
        (&annas, "?whose=mine", vec![first]),
        (&annas, "?from=2030-01-02T00:00:00Z", none.to_vec()),
    ] {
        let path = format!("/payments/transactions{query}");
        assert_eq!(ids(&call(&t, auth, "GET", &path).await), found, "{query}");
    }
    let page = call(&t, &admins, "GET", "/payments/transactions?limit=1").await;
    let cursor = page.json["next_cursor"].as_str().unwrap();
    let next = format!("/payments/transactions?limit=1&cursor={cursor}");
    let next = call(&t, &admins, "GET", &next).await;
    assert_eq!((ids(&page), ids(&next)), (vec![second], vec![first]));
    assert_eq!(next.json["next_cursor"], Value::Null);
    let curious = call(&t, &annas, "GET", "/payments/transactions?whose=all").await;
    assert_eq!((curious.status, curious.code()), (403, "forbidden"));
    for query in ["status=lost", "kind=gift", "whose=theirs", "from=yesterday"] {
        let reply = call(
            &t,
            &admins,
            "GET",
            &format!("/payments/transactions?{query}"),
        )
        .await;
        assert_eq!(reply.status, 400, "{query}");
        let field = query.split('=').next().unwrap();
        assert!(!reply.field(field).is_empty(), "{query}: {reply:?}");
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_book_is_read_fact_by_fact_and_each_sums_to_nothing() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    paid(&t, &anna).await;
    t.advance(TimeDelta::days(1));
    money::give_bonus(&t, &anna, 20_000).await;
    let user = t.row(&anna).await.id;
    let auth = TestApp::tma(&admin);
    let kinds = async |query: &str| {
        let reply = call(&t, &auth, "GET", &format!("/payments/ledger{query}")).await;
        assert_eq!(reply.status, 200, "{query}: {reply:?}");
        let items = reply.json["items"].as_array().unwrap().clone();
        for item in &items {
            let lines = item["lines"].as_array().unwrap();
            let sum: i64 = lines
                .iter()
                .map(|line| line["amount"]["amount_minor"].as_i64().unwrap())
                .sum();
            assert!(lines.len() > 1 && sum == 0, "{item}");
        }
        items
            .iter()
            .map(|item| item["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let all = ["bonus.released", "bonus.earned", "payment.paid"];
    assert_eq!(kinds("").await, all);
    assert_eq!(kinds("?account=prepaid").await, ["payment.paid"]);
    assert_eq!(
        kinds(&format!("?owner_id={user}&account=bonus_available")).await,
        ["bonus.released"]
    );
    assert_eq!(kinds(&format!("?owner_id={user}")).await, all[..2]);
    assert_eq!(kinds("?from=2030-01-02T00:00:00Z").await, all[..2]);
    assert_eq!(kinds("?until=2030-01-02T00:00:00Z").await, all[2..]);
    assert_eq!(kinds("?limit=1").await, all[..1]);
    let odd = call(&t, &auth, "GET", "/payments/ledger?account=pockets").await;
    assert_eq!(odd.status, 400);
    assert!(!odd.field("account").is_empty(), "{odd:?}");
    for person in [&anna, &operator] {
        let reply = call(&t, &TestApp::tma(person), "GET", "/payments/ledger").await;
        assert_eq!((reply.status, reply.code()), (403, "forbidden"));
    }
    t.settle().await;
    t.finish().await;
}
