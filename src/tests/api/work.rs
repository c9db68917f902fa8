//! The work over HTTP: offers, deliveries, disputes, and what the two say to each other.

use serde_json::{Value, json};
use sputnik::{features::study::assign, kernel::permission::Role};

use super::{get, post};
use crate::{
    calls::call,
    orders::{acting, begun, executor, order_row, owner, pay, sent},
    support::TestApp,
};

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
    assign::assign(&t.app, acting(t.row(&anna).await.id), &owner(), paid, me)
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
