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
use sputnik_sandbox::Person;

use crate::{
    calls::{Reply, call, call_with, request},
    orders::{acting, begun, executor, order_row, owner, pay, sent},
    support::TestApp,
};

async fn post(t: &TestApp, person: &Person, path: &str, body: Value) -> Reply {
    call_with(t, &TestApp::tma(person), "POST", path, &body).await
}

async fn get(t: &TestApp, person: &Person, path: &str) -> Reply {
    call(t, &TestApp::tma(person), "GET", path).await
}

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
    // Twice is once.
    let twice = post(&t, &anna, &format!("{path}/cancel"), json!({})).await;
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
async fn an_order_goes_from_offers_to_the_acceptance_over_http() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let vera = executor(&t, "Вера", "ru").await;
    let id = sent(&t, &anna, "coursework").await;
    t.settle().await;
    let board = get(&t, &boris, "/study/board").await;
    assert_eq!(
        (
            &board.json["items"][0]["id"],
            &board.json["items"][0]["own_offer"]
        ),
        (&json!(id), &Value::Null)
    );
    let offer = format!("/study/board/{id}/offer");
    for (body, field) in [
        (json!({"amount_minor": 99, "days": 3}), "amount_minor"),
        (json!({"amount_minor": 500_000, "days": 0}), "days"),
        (
            json!({"amount_minor": 500_000, "days": 3, "note": "я".repeat(501)}),
            "note",
        ),
        (json!({"days": 3}), "amount_minor"),
    ] {
        let reply = post(&t, &boris, &offer, body.clone()).await;
        assert_eq!(reply.status, 422, "{body}");
        assert!(!reply.field(field).is_empty(), "{body}: {reply:?}");
    }
    let note = "Сделаю, звоните +7 916 123-45-67";
    let made = post(
        &t,
        &boris,
        &offer,
        json!({"amount_minor": 500_000, "days": 7, "note": note}),
    )
    .await;
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(
        (&made.json["note"], &made.json["masked"]),
        (&json!("Сделаю, звоните •••"), &json!(["phone"]))
    );
    post(
        &t,
        &vera,
        &offer,
        json!({"amount_minor": 400_000, "days": 7}),
    )
    .await;
    t.settle().await;
    let card = get(&t, &anna, &format!("/study/orders/{id}")).await;
    let offers = card.json["offers"].as_array().unwrap();
    assert_eq!(
        (offers.len(), &offers[0]["executor"], &offers[1]["note"]),
        (2, &json!(2), &json!("Сделаю, звоните •••"))
    );
    let accept = format!("/study/orders/{id}/accept-quote");
    let chosen = offers[1]["id"].clone();
    let cheaper = json!({"amount_minor": 400_000, "offer_id": chosen});
    let reply = post(&t, &anna, &accept, cheaper).await;
    assert_eq!((reply.status, reply.code()), (409, "order_moved"));
    let other = sent(&t, &anna, "coursework").await;
    let as_shown = json!({"amount_minor": 500_000, "offer_id": chosen});
    let elsewhere = format!("/study/orders/{other}/accept-quote");
    assert_eq!(
        post(&t, &anna, &elsewhere, as_shown.clone()).await.status,
        404
    );
    let taken = post(&t, &anna, &accept, as_shown.clone()).await;
    assert_eq!(
        (taken.status, &taken.json["status"], &taken.json["executor"]),
        (200, &json!("awaiting_payment"), &json!(1))
    );
    assert_eq!(post(&t, &anna, &accept, as_shown).await.status, 200);
    pay(&t, id).await;
    let path = format!("/study/orders/{id}");
    let started = call(
        &t,
        &TestApp::tma(&boris),
        "POST",
        &format!("/study/board/{id}/take"),
    )
    .await;
    assert_eq!(
        (
            started.status,
            &started.json["status"],
            &started.json["seen_as"]
        ),
        (200, &json!("in_progress"), &json!("executor")),
    );
    assert_eq!(started.json["executor_share"]["amount_minor"], 350_000);
    let nothing = post(&t, &boris, &format!("{path}/deliver"), json!({})).await;
    assert_eq!(nothing.status, 422);
    assert!(!nothing.field("note").is_empty());
    let mail = "Готово, вопросы на boris@example.org";
    let done = post(
        &t,
        &boris,
        &format!("{path}/deliver"),
        json!({"note": mail}),
    )
    .await;
    assert_eq!(
        (done.status, &done.json["status"], &done.json["masked"]),
        (201, &json!("delivered"), &json!(["email"]))
    );
    let twice = post(
        &t,
        &boris,
        &format!("{path}/deliver"),
        json!({"note": "Ещё"}),
    )
    .await;
    assert_eq!((twice.status, twice.code()), (409, "order_moved"));
    t.settle().await;
    let got = get(&t, &anna, &path).await;
    assert_eq!(
        (
            &got.json["deliveries"][0]["number"],
            &got.json["deliveries"][0]["note"]
        ),
        (&json!(1), &json!("Готово, вопросы на •••"))
    );
    let changes = format!("{path}/request-changes");
    assert_eq!(
        post(&t, &anna, &changes, json!({"text": " "})).await.status,
        422
    );
    let asked = post(&t, &anna, &changes, json!({"text": "Пишите @anna_study"})).await;
    assert_eq!(
        (asked.status, &asked.json["status"], &asked.json["masked"]),
        (200, &json!("changes_requested"), &json!(["handle"]))
    );
    post(
        &t,
        &boris,
        &format!("{path}/deliver"),
        json!({"note": "Поправил"}),
    )
    .await;
    let accepted = call(&t, &TestApp::tma(&anna), "POST", &format!("{path}/accept")).await;
    assert_eq!(
        (accepted.status, &accepted.json["status"]),
        (200, &json!("completed"))
    );
    let earned = get(&t, &boris, "/study/earnings").await;
    assert_eq!(earned.json["balance"]["amount_minor"], 350_000);
    assert_eq!(
        (
            &earned.json["items"][0]["about"],
            &earned.json["items"][0]["about_id"]
        ),
        (&json!("order"), &json!(id))
    );
    assert_eq!(earned.json["items"][0]["money"]["amount_minor"], 350_000);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_never_learns_who_the_client_is() {
    let t = TestApp::start().await;
    let anna = t.person("Аннапетровна", "ru").await;
    let boris = executor(&t, "Борисфёдорович", "ru").await;
    let details = "Я Аня, пишите на anna@example.org";
    let id = crate::orders::sent_with(&t, &anna, "consultation", details).await;
    pay(&t, id).await;
    let on_board = get(&t, &boris, &format!("/study/orders/{id}")).await;
    assert_eq!(on_board.json["seen_as"], "board");
    call(
        &t,
        &TestApp::tma(&boris),
        "POST",
        &format!("/study/board/{id}/take"),
    )
    .await;
    let in_hand = get(&t, &boris, &format!("/study/orders/{id}")).await;
    let listed = get(&t, &boris, "/study/orders?role=executor").await;
    assert_eq!(in_hand.json["details"], "Я Аня, пишите на •••");
    assert_eq!(listed.json["items"][0]["details"], "Я Аня, пишите на •••");
    for reply in [&on_board, &in_hand, &listed] {
        let said = reply.json.to_string();
        for secret in ["Аннапетровна", "client_id", "anna@example", "\"paid\":{"] {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
        assert!(!said.contains(&anna.id().to_string()), "{said}");
    }
    let theirs = get(&t, &anna, &format!("/study/orders/{id}")).await;
    assert_eq!(theirs.json["executor"], 1);
    assert!(!theirs.json.to_string().contains("Борисфёдорович"));
    // Staff does.
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let known = get(&t, &operator, &format!("/study/orders/{id}")).await;
    assert_eq!(known.json["client_id"], json!(t.row(&anna).await.id));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_called_by_either_side_and_its_reason_is_for_staff() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let id = begun(&t, &anna, &boris).await;
    let path = format!("/study/orders/{id}");
    let ask_staff = get(&t, &anna, &path).await;
    assert_eq!(
        ask_staff.json["cancellation"],
        json!({"outcome": "ask_staff"})
    );
    let empty = post(
        &t,
        &boris,
        &format!("{path}/dispute"),
        json!({"reason": ""}),
    )
    .await;
    assert_eq!(empty.status, 422);
    let called = post(
        &t,
        &boris,
        &format!("{path}/dispute"),
        json!({"reason": "Молчит"}),
    )
    .await;
    assert_eq!(
        (
            called.status,
            &called.json["status"],
            &called.json["dispute_reason"]
        ),
        (200, &json!("disputed"), &json!("Молчит"))
    );
    let clients = get(&t, &anna, &path).await;
    assert_eq!(clients.json.get("dispute_reason"), None);
    let staffs = get(&t, &operator, &path).await;
    assert_eq!(staffs.json["dispute_reason"], "Молчит");
    let again = post(
        &t,
        &anna,
        &format!("{path}/dispute"),
        json!({"reason": "И я"}),
    )
    .await;
    assert_eq!((again.status, again.code()), (409, "order_moved"));
    let accept = call(&t, &TestApp::tma(&anna), "POST", &format!("{path}/accept")).await;
    assert_eq!((accept.status, accept.code()), (409, "order_moved"));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_time_is_asked_for_and_answered() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let path = format!("/study/orders/{id}");
    let extend = format!("{path}/extend");
    let early = json!({"deadline": "2030-01-05", "reason": "Позже"});
    let reply = post(&t, &boris, &extend, early).await;
    assert_eq!(reply.status, 422);
    assert!(!reply.field("deadline").is_empty(), "{reply:?}");
    let wish = json!({"deadline": "2030-01-20", "reason": "Болею, тел. 89161234567"});
    let asked = post(&t, &boris, &extend, wish.clone()).await;
    assert_eq!(
        (asked.status, &asked.json["masked"]),
        (201, &json!(["phone"]))
    );
    let twice = post(&t, &boris, &extend, wish).await;
    assert_eq!((twice.status, twice.code()), (409, "already_asked"));
    let seen = get(&t, &anna, &path).await;
    assert!(
        seen.json["extension"]["reason"]
            .as_str()
            .unwrap()
            .contains("•••"),
        "{seen:?}"
    );
    let answer = format!("{path}/answer-extension");
    let other = json!({"extension_id": 999, "agree": true});
    assert_eq!(post(&t, &anna, &answer, other).await.code(), "order_moved");
    let yes = json!({"extension_id": seen.json["extension"]["id"], "agree": true});
    let agreed = post(&t, &anna, &answer, yes).await;
    assert_eq!(
        (
            agreed.status,
            &agreed.json["deadline"],
            agreed.json.get("extension")
        ),
        (200, &json!("2030-01-20"), None)
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_is_declined_and_an_offer_taken_back() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let auth = TestApp::tma(&boris);
    let id = sent(&t, &anna, "coursework").await;
    let decline = format!("/study/board/{id}/decline");
    let nothing = call(&t, &auth, "POST", &decline).await;
    assert_eq!((nothing.status, nothing.code()), (409, "order_moved"));
    let body = json!({"amount_minor": 100_000, "days": 3});
    post(&t, &boris, &format!("/study/board/{id}/offer"), body).await;
    assert_eq!(call(&t, &auth, "POST", &decline).await.status, 204);
    let board = get(&t, &boris, "/study/board?kind=coursework&days=30").await;
    assert_eq!(board.json["items"][0]["own_offer"], Value::Null);
    assert_eq!(
        get(&t, &boris, "/study/board?kind=exam").await.json["items"],
        json!([])
    );
    let paid = sent(&t, &anna, "consultation").await;
    pay(&t, paid).await;
    let me = t.row(&boris).await.id;
    sputnik::features::study::assign::assign(
        &t.app,
        acting(t.row(&anna).await.id),
        &owner(),
        paid,
        me,
    )
    .await
    .unwrap();
    let decline = format!("/study/board/{paid}/decline");
    assert_eq!(call(&t, &auth, "POST", &decline).await.status, 204);
    assert_eq!(order_row(&t, paid).await.executor_id, None);
    // Of two who take it, the second is told.
    let vera = executor(&t, "Вера", "ru").await;
    let take = format!("/study/board/{paid}/take");
    assert_eq!(
        call(&t, &TestApp::tma(&vera), "POST", &take).await.status,
        200
    );
    assert_eq!(call(&t, &auth, "POST", &take).await.status, 404);
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
async fn the_two_talk_over_http_and_contacts_stay_behind() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let path = format!("/study/orders/{id}/messages");
    let said = post(&t, &anna, &path, json!({"text": "Звоните 8 916 123 45 67"})).await;
    assert_eq!(
        (said.status, &said.json["masked"]),
        (201, &json!(["phone"]))
    );
    t.settle().await;
    assert!(boris.screen().contains("Звоните •••"), "{}", boris.screen());
    let reply = post(&t, &boris, &path, json!({"text": "Хорошо", "to": "client"})).await;
    assert_eq!(reply.status, 201);
    let aside = post(
        &t,
        &boris,
        &path,
        json!({"text": "Помогите", "to": "staff"}),
    )
    .await;
    assert_eq!(aside.status, 201);
    let first = get(&t, &anna, &format!("{path}?limit=1")).await;
    assert_eq!(
        (
            &first.json["items"][0]["text"],
            &first.json["items"][0]["executor"]
        ),
        (&json!("Хорошо"), &json!(1))
    );
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let second = get(&t, &anna, &format!("{path}?limit=1&cursor={cursor}")).await;
    assert_eq!(
        (
            &second.json["items"][0]["text"],
            &second.json["items"][0]["is_own"],
            &second.json["items"][0]["is_masked"]
        ),
        (&json!("Звоните •••"), &json!(true), &json!(true))
    );
    assert_eq!(second.json["next_cursor"], Value::Null);
    for (body, status) in [
        (json!({"text": " "}), 422),
        (json!({}), 422),
        (json!({"text": "я".repeat(3501)}), 422),
        (json!({"text": "x", "to": "client"}), 404),
        (json!({"text": "x", "to": "king"}), 422),
    ] {
        let reply = post(&t, &anna, &path, body.clone()).await;
        assert_eq!(reply.status, status, "{body}: {reply:?}");
    }
    let waiting = sent(&t, &anna, "coursework").await;
    let path = format!("/study/orders/{waiting}/messages");
    let closed = post(&t, &anna, &path, json!({"text": "Есть кто?"})).await;
    assert_eq!((closed.status, closed.code()), (409, "thread_closed"));
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
