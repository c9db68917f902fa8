//! Orders over HTTP: their clients' way from the catalogue to the acceptance.

use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sputnik::{
    entity::order,
    features::study::quotes::{self, Terms},
    kernel::{
        actor::Actor,
        ids::OrderId,
        permission::{Rights, Role},
    },
};

use super::{get, post};
use crate::{
    calls::{Reply, call, call_with, request},
    orders::{acting, owner, pay, sent},
    support::TestApp,
};

fn brief() -> Value {
    json!({
        "kind": "consultation", "subject": " Статистика\u{7} ", "topic": "Регрессия",
        "details": "Объясните коэффициенты", "deadline": "2030-01-15",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_is_open_and_speaks_the_callers_language() {
    let t = TestApp::start().await;
    let kate = t.person("Kate", "en").await;
    let title = |reply: &Reply| {
        let items = reply.json["items"].as_array().unwrap().clone();
        let kind = items.into_iter().find(|kind| kind["key"] == "consultation");
        kind.unwrap()["title"].as_str().unwrap().to_owned()
    };
    let russian = call(&t, "", "GET", "/study/catalog").await;
    let english = get(&t, &kate, "/study/catalog").await;
    assert_eq!((russian.status, english.status), (200, 200));
    assert_eq!(
        (title(&russian), title(&english)),
        ("Консультация".to_owned(), "Consultation".to_owned())
    );
    let asked = get(&t, &kate, "/study/catalog?lang=ru").await;
    assert_eq!(title(&asked), "Консультация");
    let kind = &english.json["items"][0];
    assert_eq!(kind["priced_by"], "fixed");
    assert_eq!(
        kind["price"],
        json!({"amount_minor": 150_000, "currency": "RUB"})
    );
    assert_eq!(
        kind["fields"][0],
        json!({"name": "subject", "is_required": true})
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_begun_once_changed_and_sent() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    for (body, field) in [
        (json!({"kind": "magic"}), "kind"),
        (json!({"subject": "Право"}), "kind"),
        (
            json!({"kind": "consultation", "budget_minor": 100}),
            "budget_minor",
        ),
        (
            json!({"kind": "consultation", "deadline": "2030-01-01"}),
            "deadline",
        ),
        (
            json!({"kind": "consultation", "deadline": "завтра"}),
            "deadline",
        ),
        (
            json!({"kind": "consultation", "subject": "ж".repeat(201)}),
            "subject",
        ),
        (
            json!({"kind": "coursework", "budget_minor": 1}),
            "budget_minor",
        ),
        (json!({"kind": "consultation", "price": 1}), "price"),
    ] {
        let reply = post(&t, &anna, "/study/orders", body.clone()).await;
        assert_eq!(
            (reply.status, reply.code()),
            (422, "invalid_fields"),
            "{body}"
        );
        assert!(!reply.field(field).is_empty(), "{body}: {reply:?}");
    }
    assert_eq!(order::Entity::find().count(&t.app.db).await.unwrap(), 0);
    let begin = || async {
        let request = request(&t, &auth, Method::POST, "/study/orders")
            .header("Idempotency-Key", "first")
            .json(&brief());
        Reply::of(request.send().await.unwrap()).await
    };
    let first = begin().await;
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(first.json["subject"], "Статистика");
    assert_eq!(first.json["seen_as"], "client");
    let again = begin().await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    assert_eq!(again.headers["Idempotency-Replayed"], "true");
    let other = post(&t, &anna, "/study/orders", brief()).await;
    assert_eq!((other.status, other.code()), (409, "draft_open"));
    let id = first.json["id"].as_i64().unwrap();
    let path = format!("/study/orders/{id}");
    let drafts = get(&t, &anna, "/study/orders?status=draft").await;
    assert_eq!(drafts.json["items"][0]["id"], id);
    let sent = get(&t, &anna, "/study/orders").await;
    assert_eq!(sent.json["items"], json!([]));
    // Null and an empty text empty a field; what is left out stays.
    let emptied = call_with(
        &t,
        &auth,
        "PATCH",
        &path,
        &json!({"topic": null, "details": ""}),
    )
    .await;
    assert_eq!(
        (
            &emptied.json["topic"],
            &emptied.json["details"],
            &emptied.json["subject"]
        ),
        (&Value::Null, &Value::Null, &json!("Статистика"))
    );
    assert_eq!(emptied.json["missing"], json!(["topic", "details"]));
    let early = post(&t, &anna, &format!("{path}/submit"), json!({})).await;
    assert_eq!((early.status, early.code()), (422, "invalid_fields"));
    assert!(!early.field("topic").is_empty(), "{early:?}");
    let told = json!({"topic": "Спрос", "details": "Помогите"});
    let changed = call_with(&t, &auth, "PATCH", &path, &told).await;
    assert_eq!((changed.status, changed.json.get("missing")), (200, None));
    let sent = call(&t, &auth, "POST", &format!("{path}/submit")).await;
    assert_eq!(
        (
            sent.status,
            &sent.json["status"],
            &sent.json["rest"]["amount_minor"]
        ),
        (200, &json!("awaiting_payment"), &json!(150_000))
    );
    assert!(sent.json["pay_by"].as_str().unwrap().ends_with('Z'));
    for reply in [
        call(&t, &auth, "POST", &format!("{path}/submit")).await,
        call_with(&t, &auth, "PATCH", &path, &told).await,
        call(&t, &auth, "DELETE", &path).await,
    ] {
        assert_eq!((reply.status, reply.code()), (409, "order_moved"));
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_thrown_away_and_an_order_called_off_after_a_look_at_the_money() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let draft = post(&t, &anna, "/study/orders", brief()).await.json["id"].clone();
    let gone = call(&t, &auth, "DELETE", &format!("/study/orders/{draft}")).await;
    assert_eq!(gone.status, 204);
    assert_eq!(
        get(&t, &anna, &format!("/study/orders/{draft}"))
            .await
            .status,
        404
    );
    let id = sent(&t, &anna, "consultation").await;
    let path = format!("/study/orders/{id}");
    let free = get(&t, &anna, &path).await;
    assert_eq!(free.json["cancellation"], json!({"outcome": "free"}));
    pay(&t, id).await;
    let paid = get(&t, &anna, &path).await;
    let all = json!({"amount_minor": 150_000, "currency": "RUB"});
    assert_eq!(
        paid.json["cancellation"],
        json!({"outcome": "refund", "refund": all})
    );
    let off = post(
        &t,
        &anna,
        &format!("{path}/cancel"),
        json!({"note": "Передумала"}),
    )
    .await;
    assert_eq!(
        (off.status, &off.json["status"], &off.json["refunded"]),
        (200, &json!("refunded"), &all)
    );
    assert_eq!(off.json["cancellation"], json!({"outcome": "over"}));
    // Twice is once, and no reason has to be given.
    let twice = call(&t, &auth, "POST", &format!("{path}/cancel")).await;
    assert_eq!(
        (twice.status, &twice.json["status"]),
        (200, &json!("refunded"))
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_is_taken_as_it_was_shown_or_not_at_all() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, "presentation").await;
    let path = format!("/study/orders/{id}");
    let path = format!("{path}/accept-quote");
    let early = post(&t, &anna, &path, json!({"amount_minor": 1})).await;
    assert_eq!((early.status, early.code()), (409, "order_moved"));
    let rights = owner();
    let quote = |price_minor| {
        let terms = Terms {
            price_minor,
            days: 4,
            note: Some("С речью".to_owned()),
        };
        quotes::quote(&t.app, Actor::SHELL, &rights, id, terms)
    };
    quote(300_000).await.unwrap();
    let shown = get(&t, &anna, &format!("/study/orders/{id}")).await;
    assert_eq!(
        (
            &shown.json["price"]["amount_minor"],
            &shown.json["price_note"]
        ),
        (&json!(300_000), &json!("С речью"))
    );
    let declined = call(
        &t,
        &TestApp::tma(&anna),
        "POST",
        &format!("/study/orders/{id}/decline-quote"),
    )
    .await;
    assert_eq!(
        (
            declined.status,
            &declined.json["status"],
            &declined.json["price"]
        ),
        (200, &json!("submitted"), &Value::Null)
    );
    quote(250_000).await.unwrap();
    let stale = post(&t, &anna, &path, json!({"amount_minor": 300_000})).await;
    assert_eq!((stale.status, stale.code()), (409, "order_moved"));
    let taken = post(&t, &anna, &path, json!({"amount_minor": 250_000})).await;
    assert_eq!(
        (taken.status, &taken.json["status"]),
        (200, &json!("awaiting_payment"))
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_go_by_cursor_and_by_state() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(sent(&t, &anna, "consultation").await);
    }
    pay(&t, ids[1]).await;
    for (person, role) in [(&anna, "client"), (&admin, "staff")] {
        let mut seen: Vec<OrderId> = Vec::new();
        let mut path = format!("/study/orders?role={role}&limit=2");
        loop {
            let reply = get(&t, person, &path).await;
            let items = reply.json["items"].as_array().unwrap();
            seen.extend(
                items
                    .iter()
                    .map(|item| OrderId(item["id"].as_i64().unwrap())),
            );
            match reply.json["next_cursor"].as_str() {
                Some(cursor) => path = format!("/study/orders?role={role}&limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(seen, [ids[2], ids[1], ids[0]], "{role}");
    }
    let paid = get(&t, &anna, "/study/orders?status=paid").await;
    assert_eq!(paid.json["items"].as_array().unwrap().len(), 1);
    assert_eq!(get(&t, &anna, "/study/orders?role=staff").await.status, 403);
    assert_eq!(get(&t, &anna, "/study/orders?status=odd").await.status, 400);
    assert_eq!(get(&t, &anna, "/study/orders?role=king").await.status, 400);
    let none = get(&t, &anna, "/study/orders?role=executor").await;
    assert_eq!(none.json["items"], json!([]));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_is_found_kept_and_let_go() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let host = t.staff("Оператор", "ru", Role::Operator).await;
    let me = t.row(&host).await.id;
    let rights = Rights::new([(Role::Operator, None)]);
    sputnik::features::hours::schedule::add_windows(&t.app, acting(me), &rights, 3, &[(540, 660)])
        .await
        .unwrap();
    let free = get(&t, &anna, "/study/hours/free").await;
    let start = free.json["starts"][0].clone();
    assert!(free.json["price"]["amount_minor"].as_i64().unwrap() > 0);
    for bad in [json!({"starts_at": "в среду"}), json!({})] {
        let reply = post(&t, &anna, "/study/hours", bad).await;
        assert!(!reply.field("starts_at").is_empty(), "{reply:?}");
    }
    let past = json!({"starts_at": "2020-01-01T10:00:00Z"});
    let reply = post(&t, &anna, "/study/hours", past).await;
    assert_eq!((reply.status, reply.code()), (409, "not_offered"));
    let kept = post(&t, &anna, "/study/hours", json!({"starts_at": start})).await;
    assert_eq!(
        (kept.status, &kept.json["status"], &kept.json["starts_at"]),
        (201, &json!("held"), &start)
    );
    let id = kept.json["id"].as_i64().unwrap();
    let mine = get(&t, &anna, "/study/hours").await;
    assert_eq!(mine.json["items"][0]["id"], id);
    let card = get(&t, &anna, &format!("/study/hours/{id}")).await;
    assert_eq!(card.json["refund"]["amount_minor"], 0);
    let cancel = format!("/study/hours/{id}/cancel");
    let stale = post(&t, &anna, &cancel, json!({"refund_minor": 5})).await;
    assert_eq!((stale.status, stale.code()), (409, "terms_changed"));
    let gone = post(&t, &anna, &cancel, json!({"refund_minor": 0})).await;
    assert_eq!(
        (gone.status, &gone.json["status"], &gone.json["refund"]),
        (200, &json!("cancelled"), &Value::Null)
    );
    t.settle().await;
    t.finish().await;
}
