//! Reviews over HTTP.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sputnik::{
    entity::{
        order,
        review::{self, Status},
    },
    features::reviews::moderation,
    kernel::{actor::Actor, ids::UserId},
};

use super::{keyed, token};
use crate::{
    calls::{call, call_with},
    orders::owner,
    study_rows,
    support::TestApp,
};

/// Staff lets everybody read what waits.
async fn show_all(t: &TestApp) {
    for row in review::Entity::find().all(&t.app.db).await.unwrap() {
        if row.status == Status::Waiting {
            let seen = moderation::seen(&row);
            moderation::show(&t.app, Actor::SHELL, &owner(), row.id, &seen)
                .await
                .unwrap();
        }
    }
}

async fn completed(t: &TestApp, client: UserId, worker: UserId) -> i64 {
    study_rows::order(t, client, Some(worker), order::Status::Completed)
        .await
        .0
}

fn about(order: i64, stars: i64) -> Value {
    json!({"kind": "order", "subject_id": order, "stars": stars})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_reviews_and_everybody_reads_once_staff_has_looked() {
    let t = TestApp::start().await;
    let anna = t.person("Аннушка", "ru").await;
    let viktor = t.person("Виктор", "ru").await;
    let (client, worker) = (t.row(&anna).await.id, t.row(&viktor).await.id);
    study_rows::executor(&t, worker, 17).await;
    let order = completed(&t, client, worker).await;
    let auth = TestApp::tma(&anna);
    let mut words = about(order, 3);
    words["text"] = json!("Помогли, пишите на +7 999 123-45-67");
    let first = keyed(&t, &auth, "/reviews", "k", &words).await;
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(
        (&first.json["status"], &first.json["is_masked"]),
        (&json!("waiting"), &json!(true))
    );
    assert!(!first.json["text"].as_str().unwrap().contains("999"));
    let again = keyed(&t, &auth, "/reviews", "k", &words).await;
    assert_eq!((again.status, &again.json), (201, &first.json));
    // Until somebody looks it may be changed; words that are not said anew stay.
    let other = call_with(&t, &auth, "POST", "/reviews", &about(order, 4)).await;
    assert_eq!(
        (&other.json["id"], &other.json["stars"], &other.json["text"]),
        (&first.json["id"], &json!(4), &first.json["text"])
    );
    let nothing = call(&t, "", "GET", "/reviews").await;
    assert_eq!(
        (&nothing.json["count"], &nothing.json["average_tenths"]),
        (&json!(0), &Value::Null)
    );
    show_all(&t).await;
    let second = completed(&t, client, worker).await;
    assert_eq!(
        call_with(&t, &auth, "POST", "/reviews", &about(second, 5))
            .await
            .status,
        201
    );
    show_all(&t).await;
    t.settle().await;
    for subject in ["", "?subject=service", "?subject=17"] {
        let list = call(&t, "", "GET", &format!("/reviews{subject}")).await;
        assert_eq!(
            (&list.json["count"], &list.json["average_tenths"]),
            (&json!(2), &json!(45)),
            "{list:?}"
        );
        let stars: Vec<_> = list.json["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| (item["stars"].clone(), item["executor"].clone()))
            .collect();
        assert_eq!(stars, [(json!(5), json!(17)), (json!(4), json!(17))]);
        let said = list.json.to_string();
        assert!(
            !said.contains("Аннушка") && !said.contains("Виктор"),
            "{said}"
        );
        assert!(!said.contains("_id"), "{said}");
    }
    let page = call(&t, "", "GET", "/reviews?limit=1").await;
    let cursor = page.json["next_cursor"].as_str().unwrap();
    let next = call(&t, "", "GET", &format!("/reviews?limit=1&cursor={cursor}")).await;
    assert_eq!(next.json["items"][0]["stars"], 4);
    assert_eq!(next.json["next_cursor"], Value::Null);
    let stands = call_with(&t, &auth, "POST", "/reviews", &about(order, 1)).await;
    assert_eq!((stands.status, stands.code()), (409, "review_stands"));
    assert_eq!(call(&t, "", "GET", "/reviews?subject=18").await.status, 404);
    assert_eq!(call(&t, "", "GET", "/reviews?subject=me").await.status, 400);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_client_of_work_that_is_done_reviews_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let viktor = t.person("Виктор", "ru").await;
    let (client, worker) = (t.row(&anna).await.id, t.row(&viktor).await.id);
    study_rows::executor(&t, worker, 17).await;
    let done = completed(&t, client, worker).await;
    let begun = study_rows::order(&t, client, Some(worker), order::Status::InProgress)
        .await
        .0;
    let [annas, boriss, viktors] = [&anna, &boris, &viktor].map(TestApp::tma);
    let reader = token(&t, &anna, "read").await;
    for (auth, body, status, code) in [
        (&boriss, about(done, 5), 404, "not_found"),
        (&viktors, about(done, 5), 404, "not_found"),
        (&annas, about(999, 5), 404, "not_found"),
        (&annas, about(begun, 5), 409, "not_done"),
        (&reader, about(done, 5), 403, "read_only_token"),
        (&String::new(), about(done, 5), 401, "unauthorized"),
    ] {
        let reply = call_with(&t, auth, "POST", "/reviews", &body).await;
        assert_eq!((reply.status, reply.code()), (status, code), "{body}");
    }
    let with = |text: &str| {
        let mut body = about(done, 5);
        body["text"] = json!(text);
        body
    };
    for (body, field) in [
        (about(done, 0), "stars"),
        (about(done, 6), "stars"),
        (about(done, 300), "stars"),
        (with(" "), "text"),
        (with(&"я".repeat(1001)), "text"),
        (
            json!({"kind": "tour", "subject_id": done, "stars": 5}),
            "kind",
        ),
        (json!({"kind": "order", "stars": 5}), "subject_id"),
    ] {
        let reply = call_with(&t, &annas, "POST", "/reviews", &body).await;
        assert_eq!(
            (reply.status, reply.code()),
            (422, "invalid_fields"),
            "{body}"
        );
        assert!(!reply.field(field).is_empty(), "{body}: {reply:?}");
    }
    assert_eq!(review::Entity::find().count(&t.app.db).await.unwrap(), 0);
    t.finish().await;
}
