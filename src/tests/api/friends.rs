//! Friends and tokens.

use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sputnik::entity::{api_token, friendship};
use sputnik_sandbox::NewPerson;

use crate::{
    calls::{Reply, befriend, call, call_with, request},
    support::TestApp,
};

#[tokio::test(flavor = "multi_thread")]
async fn friends_are_made_and_left_over_http() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t
        .sandbox
        .person(NewPerson::named("Борис").username("boris_b").lang("ru"))
        .await;
    t.welcome(&boris).await;
    let (annas, boriss) = (TestApp::tma(&anna), TestApp::tma(&boris));
    let circle = call(&t, &annas, "GET", "/users/friends").await;
    let link = circle.json["link"].as_str().unwrap();
    let token = link.split_once("?start=friend_").unwrap().1;
    let ask = json!({"token": token});
    let reply = call_with(&t, &boriss, "POST", "/users/friends", &ask).await;
    assert_eq!(
        (reply.status, &reply.json),
        (200, &json!({"is_accepted": false}))
    );
    // The one who asked sees nothing yet, the other one a name only.
    assert_eq!(
        call(&t, &boriss, "GET", "/users/friends").await.json["items"],
        json!([])
    );
    let request = call(&t, &annas, "GET", "/users/friends").await.json["items"][0].clone();
    assert_eq!(
        (
            &request["name"],
            &request["username"],
            &request["is_accepted"]
        ),
        (&json!("Борис"), &Value::Null, &json!(false))
    );
    for (auth, body, status, code) in [
        (&annas, ask.clone(), 409, "own_link"),
        (&boriss, json!({"token": "nonsense"}), 422, "invalid_fields"),
        (&boriss, json!({}), 422, "invalid_fields"),
        (
            &boriss,
            json!({"token": token, "accept": request["id"]}),
            422,
            "invalid_fields",
        ),
        (&boriss, json!({"accept": request["id"]}), 404, "not_found"),
        (&annas, json!({"accept": i64::MAX}), 404, "not_found"),
    ] {
        let reply = call_with(&t, auth, "POST", "/users/friends", &body).await;
        assert_eq!((reply.status, reply.code()), (status, code), "{body}");
    }
    t.settle().await;
    let reply = call_with(
        &t,
        &annas,
        "POST",
        "/users/friends",
        &json!({"accept": request["id"]}),
    )
    .await;
    assert_eq!(
        (reply.status, &reply.json),
        (200, &json!({"is_accepted": true}))
    );
    t.settle().await;
    assert!(
        boris.screen().contains("теперь в одном круге"),
        "{}",
        boris.screen()
    );
    let friend = call(&t, &annas, "GET", "/users/friends").await.json["items"][0].clone();
    assert_eq!(
        (&friend["username"], &friend["is_accepted"]),
        (&json!("boris_b"), &json!(true))
    );
    let reply = call_with(&t, &boriss, "POST", "/users/friends", &ask).await;
    assert_eq!((reply.status, reply.code()), (409, "already_friends"));
    let path = format!("/users/friends/{}", friend["id"]);
    assert_eq!(call(&t, &boriss, "DELETE", &path).await.status, 204);
    assert_eq!(call(&t, &boriss, "DELETE", &path).await.status, 404);
    assert_eq!(
        call(&t, &annas, "GET", "/users/friends").await.json["items"],
        json!([])
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn things_of_other_people_are_not_found_and_stay() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let viktor = t.person("Виктор", "ru").await;
    befriend(&t, &anna, &boris).await;
    let wish = json!({"name": "Скрипт", "scope": "write"});
    call_with(&t, &TestApp::tma(&anna), "POST", "/users/tokens", &wish).await;
    let pairs = friendship::Entity::find().all(&t.app.db).await.unwrap();
    let tokens = api_token::Entity::find().all(&t.app.db).await.unwrap();
    let auth = TestApp::tma(&viktor);
    for (method, path) in [
        ("DELETE", format!("/users/friends/{}", pairs[0].id)),
        ("DELETE", format!("/users/tokens/{}", tokens[0].id)),
        ("DELETE", "/users/friends/9223372036854775807".to_owned()),
        ("DELETE", "/users/tokens/9223372036854775807".to_owned()),
    ] {
        let reply = call(&t, &auth, method, &path).await;
        assert_eq!((reply.status, reply.code()), (404, "not_found"), "{path}");
    }
    let reply = call_with(
        &t,
        &auth,
        "POST",
        "/users/friends",
        &json!({"accept": pairs[0].id}),
    )
    .await;
    assert_eq!((reply.status, reply.code()), (404, "not_found"));
    assert_eq!(
        friendship::Entity::find().all(&t.app.db).await.unwrap(),
        pairs
    );
    assert_eq!(
        api_token::Entity::find().all(&t.app.db).await.unwrap(),
        tokens
    );
    assert_eq!(
        call(&t, &auth, "GET", "/users/tokens").await.json["items"],
        json!([])
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_told_once_even_to_a_repeat() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let ask = async || {
        let request = request(&t, &auth, Method::POST, "/users/tokens")
            .header("Idempotency-Key", "make-one")
            .json(&json!({"name": "Скрипт", "scope": "read"}));
        Reply::of(request.send().await.unwrap()).await
    };
    let first = ask().await;
    assert_eq!(first.status, 201, "{first:?}");
    let secret = first.json["token"].as_str().unwrap().to_owned();
    let second = ask().await;
    assert_eq!((second.status, second.code()), (409, "shown_once"));
    assert_eq!(api_token::Entity::find().count(&t.app.db).await.unwrap(), 1);
    let kept = sputnik::entity::idempotency_key::Entity::find()
        .all(&t.app.db)
        .await
        .unwrap();
    assert!(
        !format!("{kept:?}").contains(&secret),
        "the token is stored"
    );
    let list = call(&t, &auth, "GET", "/users/tokens").await;
    assert_eq!(list.json["items"].as_array().unwrap().len(), 1);
    assert_eq!(list.json["items"][0].get("token"), None);
    let reply = call(&t, &format!("Bearer {secret}"), "GET", "/users/profile").await;
    assert_eq!(reply.status, 200);
    t.finish().await;
}
