//! What is done once.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};

use super::*;
use crate::{
    entity::idempotency_key::{ActiveModel, Entity},
    http::idempotency::forget,
};

const THING: &str = r#"{"name":"a"}"#;

fn keyed(path: &str, body: &str, key: &str) -> Request<Body> {
    with(post(path, body), "idempotency-key", key)
}

#[tokio::test]
async fn a_repeat_is_answered_from_memory() {
    let stand = Stand::new().await;
    let first = stand.send(keyed("/api/v1/things", THING, "k")).await;
    assert_eq!(
        (first.status, first.header("idempotency-replayed")),
        (StatusCode::CREATED, "")
    );
    let again = stand.send(keyed("/api/v1/things", THING, "k")).await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (StatusCode::CREATED, "true")
    );
    assert_eq!(again.text, first.text);
    assert_eq!(again.header("content-type"), "application/json");
    assert_eq!(stand.runs(), 1);
    stand.send(keyed("/api/v1/things", THING, "l")).await;
    stand.send(post("/api/v1/things", THING)).await;
    assert_eq!(stand.runs(), 3);
}

#[tokio::test]
async fn a_key_belongs_to_one_request_of_one_person() {
    let stand = Stand::new().await;
    stand.send(keyed("/api/v1/things", THING, "k")).await;
    for other in [
        keyed("/api/v1/things", r#"{"name":"b"}"#, "k"),
        keyed("/api/v1/things?x=1", THING, "k"),
        keyed("/api/v1/refuse", THING, "k"),
    ] {
        assert_eq!(
            stand.send(other).await.brief(),
            "422 idempotency_key_reused"
        );
    }
    let neighbour = with(
        keyed("/api/v1/things", THING, "k"),
        "authorization",
        &format!("Bearer {OTHER}"),
    );
    assert_eq!(stand.send(neighbour).await.status, StatusCode::CREATED);
    assert_eq!(stand.runs(), 2);
}

#[tokio::test]
async fn refusals_are_remembered_with_their_words() {
    let stand = Stand::new().await;
    let first = stand.send(keyed("/api/v1/refuse", "", "k")).await;
    let again = stand.send(keyed("/api/v1/refuse", "", "k")).await;
    assert_eq!(
        (first.brief(), again.brief()),
        ("409 sold_out".into(), "409 sold_out".into())
    );
    assert_eq!(first.text, again.text);
    assert_eq!(again.message(), "You are not allowed to do this.");
    assert_eq!(stand.runs(), 1);
}

#[tokio::test]
async fn a_secret_is_shown_once_and_kept_nowhere() {
    let stand = Stand::new().await;
    let first = stand.send(keyed("/api/v1/secret", "", "k")).await;
    assert_eq!(
        (first.status, first.json),
        (StatusCode::CREATED, "sp_secret".into())
    );
    let row = Entity::find().one(&stand.app.db).await.unwrap().unwrap();
    assert!(!row.body.unwrap().contains("sp_secret"));
    let again = stand.send(keyed("/api/v1/secret", "", "k")).await;
    assert_eq!(again.brief(), "409 shown_once");
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(stand.runs(), 1);
}

#[tokio::test]
async fn failures_of_ours_may_be_tried_again() {
    let stand = Stand::new().await;
    for path in ["/api/v1/fault", "/api/v1/panic"] {
        for _ in 0..2 {
            assert_eq!(
                stand.send(keyed(path, "", "k")).await.brief(),
                "500 internal"
            );
        }
    }
    assert_eq!(stand.runs(), 4);
    assert_eq!(Entity::find().count(&stand.app.db).await.unwrap(), 0);
}

#[tokio::test]
async fn strange_keys_and_strangers_are_refused() {
    let stand = Stand::new().await;
    for key in ["", "a b", &"x".repeat(129)] {
        let reply = stand.send(keyed("/api/v1/things", THING, key)).await;
        assert_eq!(reply.brief(), "400 invalid_idempotency_key", "{key:?}");
    }
    let stranger = with(
        keyed("/api/v1/things", THING, "k"),
        "authorization",
        "Bearer x",
    );
    assert_eq!(stand.send(stranger).await.brief(), "401 unauthorized");
    // Forms carry files.
    let huge = "x".repeat(22 * 1024 * 1024);
    let multipart = with(
        keyed("/api/v1/things", &huge, "k"),
        "content-type",
        "multipart/form-data; boundary=b",
    );
    assert_eq!(stand.send(multipart).await.brief(), "413 too_large");
    assert_eq!(stand.runs(), 0);
}

#[tokio::test]
async fn of_many_at_once_one_is_done() {
    let stand = Stand::new().await;
    let requests = (0..20).map(|_| stand.send(keyed("/api/v1/slow", "", "k")));
    let replies = futures::future::join_all(requests).await;
    assert_eq!(stand.runs(), 1);
    // Whoever comes while it runs is told so, whoever comes later gets its answer.
    for reply in replies {
        let brief = reply.brief();
        assert!(
            ["204 ", "409 request_in_progress"].contains(&brief.as_str()),
            "{brief}"
        );
    }
}

#[tokio::test]
async fn without_keys_each_is_done() {
    let stand = Stand::new().await;
    let requests = (0..5).map(|_| stand.send(post("/api/v1/slow", "")));
    futures::future::join_all(requests).await;
    assert_eq!(stand.runs(), 5);
}

/// A claim of a process that died before it had an answer.
async fn abandon(stand: &Stand, request_hash: &str, age: TimeDelta) {
    let row = ActiveModel {
        user_id: Set(UserId(1)),
        idempotency_key: Set("k".to_owned()),
        request_hash: Set(request_hash.to_owned()),
        status: Set(None),
        body: Set(None),
        at: Set(NOW.minus(age)),
    };
    Entity::insert(row)
        .exec_without_returning(&stand.app.db)
        .await
        .unwrap();
}

async fn hash_of(request: Request<Body>) -> String {
    let stand = Stand::new().await;
    stand.send(request).await;
    Entity::find()
        .one(&stand.app.db)
        .await
        .unwrap()
        .unwrap()
        .request_hash
}

#[tokio::test]
async fn a_claim_of_the_dead_is_honoured_for_five_minutes() {
    let stand = Stand::new().await;
    let hash = hash_of(keyed("/api/v1/slow", "", "k")).await;
    abandon(&stand, &hash, TimeDelta::minutes(5)).await;
    let reply = stand.send(keyed("/api/v1/slow", "", "k")).await;
    assert_eq!(reply.brief(), "409 request_in_progress");
    stand.app.clock.advance(TimeDelta::milliseconds(1));
    let heirs = (0..10).map(|_| stand.send(keyed("/api/v1/slow", "", "k")));
    futures::future::join_all(heirs).await;
    assert_eq!(stand.runs(), 1);
    let reply = stand.send(keyed("/api/v1/slow", "", "k")).await;
    assert_eq!(
        (reply.status, reply.header("idempotency-replayed")),
        (StatusCode::NO_CONTENT, "true")
    );
}

#[tokio::test]
async fn old_answers_are_forgotten() {
    let stand = Stand::new().await;
    stand.send(keyed("/api/v1/things", THING, "k")).await;
    assert_eq!(forget(&stand.app.db, NOW).await.unwrap(), 0);
    assert_eq!(
        forget(&stand.app.db, NOW.plus(TimeDelta::days(1)))
            .await
            .unwrap(),
        1
    );
    stand.send(keyed("/api/v1/things", THING, "k")).await;
    assert_eq!(stand.runs(), 2);
}

#[tokio::test]
async fn a_client_that_goes_away_drops_nothing() {
    let stand = Stand::new().await;
    let request = stand.send(keyed("/api/v1/slow", "", "k"));
    let gone = tokio::time::timeout(Duration::from_millis(50), request).await;
    assert!(gone.is_err());
    assert_eq!(stand.runs(), 0);
    stand.app.tasks.close();
    stand.app.tasks.wait().await;
    assert_eq!(stand.runs(), 1);
    let again = stand.send(keyed("/api/v1/slow", "", "k")).await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (StatusCode::NO_CONTENT, "true")
    );
}

#[tokio::test]
async fn without_a_task_of_its_own_the_work_is_dropped() {
    let stand = Stand::new().await;
    let state = ApiState::new(stand.app.clone(), Arc::new(Registry));
    let bare: Router = api::routes(&stand.runs).with_state(state).into();
    let gone =
        tokio::time::timeout(Duration::from_millis(50), bare.oneshot(post("/slow", ""))).await;
    assert!(gone.is_err());
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(stand.runs(), 0);
}
