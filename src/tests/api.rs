//! The HTTP API as programs and the Mini App meet it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use reqwest::Method;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    db,
    entity::{api_token, consent, friendship, media, user, user_role},
    features::audit::{self, AuditEvent},
    kernel::{actor::Actor, permission::Role},
};
use sputnik_sandbox::{NewPerson, Person};

use super::{
    accounts::png,
    calls::{Reply, befriend, call, call_with, crowd, link_of, request, shut_out},
    support::{Settings, TestApp},
};

/// Both documents, as the answer tells them.
fn agreements(profile: &Value) -> Value {
    let documents = profile["documents"].as_array().unwrap();
    documents
        .iter()
        .map(|document| json!({"document": document["document"], "version": document["version"]}))
        .collect()
}

async fn put_avatar(t: &TestApp, auth: &str, bytes: Vec<u8>, mime: &str) -> Reply {
    let request = request(t, auth, Method::PUT, "/users/avatar")
        .header("Content-Type", mime)
        .body(bytes);
    Reply::of(request.send().await.unwrap()).await
}

/// Walks a list to its end; the ids in their order.
async fn walk(t: &TestApp, auth: &str, path: &str, limit: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let sign = if path.contains('?') { '&' } else { '?' };
        let reply = call(
            t,
            auth,
            "GET",
            &format!("{path}{sign}limit={limit}&cursor={cursor}"),
        )
        .await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let items = reply.json["items"].as_array().unwrap();
        ids.extend(items.iter().map(|item| item["id"].as_i64().unwrap()));
        match reply.json["next_cursor"].as_str() {
            Some(next) => {
                assert_eq!(items.len(), limit);
                next.clone_into(&mut cursor);
            }
            None => return ids,
        }
        assert!(ids.len() < 1000, "the list never ends");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_registers_over_http() {
    let t = TestApp::start().await;
    let spec = NewPerson::named("Анна")
        .last_name("Ким")
        .username("anna_k")
        .lang("ru");
    let anna = t.sandbox.person(spec).await;
    let auth = TestApp::tma(&anna);
    let first = call(&t, &auth, "GET", "/users/profile").await;
    assert_eq!(first.status, 200, "{first:?}");
    for (key, value) in [
        ("first_name", "Анна"),
        ("last_name", "Ким"),
        ("username", "anna_k"),
        ("language", "ru"),
    ] {
        assert_eq!(first.json[key], value);
    }
    assert_eq!(first.json["roles"], json!(["client"]));
    assert_eq!(first.json["documents"].as_array().unwrap().len(), 2);
    // What needs consent is closed until it is given, and half of it is not enough.
    for (method, path, body) in [
        ("PATCH", "/users/profile", json!({"sphere": "Право"})),
        ("GET", "/users/friends", Value::Null),
        ("POST", "/users/friends", json!({"token": "x"})),
        (
            "POST",
            "/users/tokens",
            json!({"name": "x", "scope": "read"}),
        ),
    ] {
        let reply = call_with(&t, &auth, method, path, &body).await;
        assert_eq!(
            (reply.status, reply.code()),
            (403, "consent_required"),
            "{method} {path}"
        );
    }
    assert_eq!(
        put_avatar(&t, &auth, png(), "image/png").await.code(),
        "consent_required"
    );
    let agree = agreements(&first.json);
    let half = json!({"agree": [agree[0]]});
    let reply = call_with(&t, &auth, "POST", "/users/register", &half).await;
    assert_eq!(
        (
            reply.status,
            reply.json["documents"].as_array().unwrap().len()
        ),
        (200, 2)
    );
    assert_eq!(
        call(&t, &auth, "GET", "/users/friends").await.code(),
        "consent_required"
    );
    let whole = json!({"language": "ru", "time_zone": "Asia/Samarkand", "agree": agree});
    let reply = call_with(&t, &auth, "POST", "/users/register", &whole).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.json["documents"], json!([]));
    assert_eq!(reply.json["time_zone"], "Asia/Samarkand");
    assert_eq!(call(&t, &auth, "GET", "/users/friends").await.status, 200);
    // The bot knows it.
    anna.start(None).await;
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_changed_meanwhile_is_not_agreed_to() {
    let mut t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let old = agreements(&call(&t, &auth, "GET", "/users/profile").await.json);
    t.restart(Settings::default().with("BRAND__LEGAL_ENTITY", "ООО «Новое»"))
        .await;
    let reply = call_with(&t, &auth, "POST", "/users/register", &json!({"agree": old})).await;
    assert_eq!((reply.status, reply.code()), (409, "document_changed"));
    assert_eq!(consent::Entity::find().count(&t.app.db).await.unwrap(), 0);
    // A version in another language is another text as well.
    let mine = agreements(&call(&t, &auth, "GET", "/users/profile").await.json);
    let reply = call_with(
        &t,
        &auth,
        "POST",
        "/users/register",
        &json!({"language": "en", "agree": mine}),
    )
    .await;
    assert_eq!((reply.status, reply.code()), (409, "document_changed"));
    assert_eq!(consent::Entity::find().count(&t.app.db).await.unwrap(), 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_changed_in_parts() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let body = json!({
        "first_name": "  Аня \n Мария ", "last_name": "<b>Ким</b>", "sphere": "Право", "interests": ["горы", "горы", "чай"],
        "time_zone": "Europe/Berlin",
    });
    let reply = call_with(&t, &auth, "PATCH", "/users/profile", &body).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.json["first_name"], "Аня Мария");
    assert_eq!(reply.json["last_name"], "<b>Ким</b>");
    assert_eq!(reply.json["interests"], json!(["горы", "чай"]));
    // What is left out stays; an empty text empties.
    let reply = call_with(
        &t,
        &auth,
        "PATCH",
        "/users/profile",
        &json!({"last_name": " "}),
    )
    .await;
    assert_eq!(
        (&reply.json["last_name"], &reply.json["sphere"]),
        (&Value::Null, &json!("Право"))
    );
    assert_eq!(
        call(&t, &auth, "GET", "/users/profile").await.json,
        reply.json
    );
    // The bot greets by the new name, and staff finds it.
    anna.say("/menu").await;
    assert!(
        anna.screen().contains("Аня Мария, чем помочь?"),
        "{}",
        anna.screen()
    );
    assert_eq!(t.row(&anna).await.search, "аня мария");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_field_is_said_in_the_callers_language() {
    let t = TestApp::start().await;
    let ru = t.person("Анна", "ru").await;
    let uz = t.person("Aziza", "uz").await;
    let en = t.person("Ann", "en").await;
    let long = "x".repeat(65);
    for (body, field, words) in [
        (
            json!({"first_name": " "}),
            "first_name",
            [
                "Здесь пусто. Напишите хотя бы одно слово.",
                "boʻsh",
                "empty",
            ],
        ),
        (
            json!({"sphere": long}),
            "sphere",
            ["до 64 символов", "64", "64"],
        ),
        (
            json!({"time_zone": "Mars/Olympus"}),
            "time_zone",
            ["не знаем", "bilmaymiz", "know"],
        ),
        (
            json!({"interests": vec!["x"; 11]}),
            "interests",
            ["не больше десяти", "oʻn", "ten"],
        ),
        (
            json!({"language": "fr"}),
            "language",
            ["Значение не подходит.", "", ""],
        ),
        (
            json!({"telegram_id": 1}),
            "telegram_id",
            ["Такого поля нет.", "", ""],
        ),
        (
            json!({"first_name": 7}),
            "first_name",
            ["Значение не подходит.", "", ""],
        ),
    ] {
        let mut said = BTreeSet::new();
        for (person, words) in [&ru, &uz, &en].into_iter().zip(words) {
            let reply =
                call_with(&t, &TestApp::tma(person), "PATCH", "/users/profile", &body).await;
            assert_eq!(
                (reply.status, reply.code()),
                (422, "invalid_fields"),
                "{body}"
            );
            assert!(
                reply
                    .field(field)
                    .to_lowercase()
                    .contains(&words.to_lowercase()),
                "{words}: {reply:?}"
            );
            assert!(!reply.field(field).is_empty(), "{reply:?}");
            assert_eq!(
                reply.json["error"]["request_id"],
                reply.headers["x-request-id"].to_str().unwrap()
            );
            said.insert(reply.json["error"]["message"].as_str().unwrap().to_owned());
        }
        assert_eq!(said.len(), 3, "{said:?}");
    }
    assert_eq!(t.row(&ru).await.first_name, "Анна");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_with_one_bad_field_changes_nothing() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let before = t.row(&anna).await;
    let body = json!({"first_name": "Аня", "sphere": "Право", "interests": [" "], "time_zone": "Mars/Olympus"});
    let reply = call_with(&t, &TestApp::tma(&anna), "PATCH", "/users/profile", &body).await;
    assert_eq!(reply.status, 422);
    let fields: Vec<_> = reply.json["error"]["fields"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(fields, ["interests", "time_zone"]);
    let stranger = json!({"language": "uz", "agree": [{"document": "offer", "version": "old"}]});
    let reply = call_with(
        &t,
        &TestApp::tma(&anna),
        "POST",
        "/users/register",
        &stranger,
    )
    .await;
    assert_eq!((reply.status, reply.code()), (409, "document_changed"));
    assert_eq!(t.row(&anna).await, before);
    // Staff's changes as well: what is refused at sight is refused before the first deed.
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let path = format!("/admin/users/{}", before.id);
    for body in [
        json!({"block": "x", "grant": ["admin"]}),
        json!({"block": "x", "note": " "}),
        json!({"grant": ["executor", "admin"]}),
    ] {
        let reply = call_with(&t, &TestApp::tma(&admin), "PATCH", &path, &body).await;
        assert!([403, 422].contains(&reply.status), "{body}: {reply:?}");
    }
    assert_eq!(t.row(&anna).await, before);
    assert_eq!(user_role::Entity::find().count(&t.app.db).await.unwrap(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_taken_for_what_it_is() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    assert_eq!(call(&t, &auth, "GET", "/users/avatar").await.status, 404);
    assert_eq!(put_avatar(&t, &auth, png(), "text/plain").await.status, 204);
    let shown = request(&t, &auth, Method::GET, "/users/avatar")
        .send()
        .await
        .unwrap();
    assert_eq!(shown.headers()["content-type"], "image/png");
    assert_eq!(shown.bytes().await.unwrap(), png());
    // A name proves nothing.
    let html = b"<html><script>alert(1)</script></html>".to_vec();
    for (bytes, mime) in [
        (html, "image/png"),
        (b"GIF89a\x01\x00\x01\x00".to_vec(), "image/gif"),
        (Vec::new(), "image/png"),
    ] {
        let reply = put_avatar(&t, &auth, bytes, mime).await;
        assert_eq!(
            (reply.status, reply.code()),
            (415, "unsupported_media_type"),
            "{reply:?}"
        );
    }
    let sized = |size: usize| {
        let mut picture = png();
        picture.resize(size, 0);
        picture
    };
    let limit = 5 * 1024 * 1024;
    assert_eq!(
        put_avatar(&t, &auth, sized(limit), "image/png")
            .await
            .status,
        204
    );
    let reply = put_avatar(&t, &auth, sized(limit + 1), "image/png").await;
    assert_eq!(
        (reply.status, reply.code()),
        (413, "too_large"),
        "{reply:?}"
    );
    // The last one that was good stays, and only that.
    let rows = media::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| row.size).collect::<Vec<_>>(),
        [i64::try_from(limit).unwrap()]
    );
    let files = std::fs::read_dir(t.database.folder.path().join("media/avatar"))
        .unwrap()
        .count();
    assert_eq!(files, 1);
    assert_eq!(
        call(&t, &auth, "GET", "/users/profile").await.json["has_avatar"],
        true
    );
    t.finish().await;
}

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

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_walked_without_gaps_or_repeats() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let auth = TestApp::tma(&admin);
    let me = t.row(&admin).await.id;
    let guests = crowd(&t, 23).await;
    for guest in &guests {
        let now = t.app.clock.now();
        let row = friendship::ActiveModel {
            low_id: Set(std::cmp::min(me, guest.id)),
            high_id: Set(std::cmp::max(me, guest.id)),
            asked_by: Set(guest.id),
            status: Set(friendship::Status::Accepted),
            created_at: Set(now),
            ..Default::default()
        };
        friendship::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
        let txn = db::begin(&t.app.db).await.unwrap();
        audit::record(&txn, now, Actor::SYSTEM, &AuditEvent::UserBlocked(guest.id))
            .await
            .unwrap();
        txn.commit().await.unwrap();
    }
    for (path, count) in [
        ("/users/friends", 23),
        ("/admin/users", 24),
        ("/admin/users?q=гость", 23),
        ("/admin/logs?action=user.blocked", 23),
        ("/admin/logs", 26),
    ] {
        let whole = walk(&t, &auth, path, 100).await;
        assert_eq!(whole.len(), count, "{path}");
        assert!(
            whole.is_sorted_by(|one, next| one > next),
            "{path}: {whole:?}"
        );
        for limit in [1, 5, 23] {
            assert_eq!(
                walk(&t, &auth, path, limit).await,
                whole,
                "{path} by {limit}"
            );
        }
    }
    let one = format!("/admin/logs?user_id={}", guests[3].id);
    assert_eq!(walk(&t, &auth, &one, 2).await.len(), 1);
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=nonsense",
        "cursor=AAAA",
    ] {
        let reply = call(&t, &auth, "GET", &format!("/admin/users?{query}")).await;
        assert_eq!(reply.status, 400, "{query}: {reply:?}");
        assert!(
            !reply.field(query.split('=').next().unwrap()).is_empty(),
            "{query}: {reply:?}"
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_come_and_go_while_a_list_is_walked_neither_repeat_nor_hide_others() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let auth = TestApp::tma(&admin);
    let guests = crowd(&t, 6).await;
    let first = call(&t, &auth, "GET", "/admin/users?limit=3").await;
    let cursor = first.json["next_cursor"].as_str().unwrap().to_owned();
    // One of the first page goes, the row that the page ended with too, and somebody new comes.
    t.person("Новая", "ru").await;
    for index in [5, 3] {
        user::Entity::delete_by_id(guests[index].id)
            .exec(&t.app.db)
            .await
            .unwrap();
    }
    let second = call(
        &t,
        &auth,
        "GET",
        &format!("/admin/users?limit=10&cursor={cursor}"),
    )
    .await;
    let names: Vec<_> = second.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["first_name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Гость 02", "Гость 01", "Гость 00", "Админ"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shut_out_is_refused_by_any_credential() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let tma = TestApp::tma(&anna);
    let made = call_with(
        &t,
        &tma,
        "POST",
        "/users/tokens",
        &json!({"name": "x", "scope": "write"}),
    )
    .await;
    let bearer = format!("Bearer {}", made.json["token"].as_str().unwrap());
    shut_out(&t, &anna, "спам").await;
    for auth in [&tma, &bearer] {
        for (method, path) in [
            ("GET", "/users/profile"),
            ("GET", "/users/export"),
            ("DELETE", "/users/me"),
        ] {
            let reply = call(&t, auth, method, path).await;
            assert_eq!(
                (reply.status, reply.code()),
                (403, "blocked"),
                "{method} {path}"
            );
        }
    }
    // Questions and answers need no credential.
    assert_eq!(call(&t, "", "GET", "/support/faq").await.status, 200);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_is_not_quite_right_is_none() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let good = anna.init_data(None);
    let other = boris.init_data(None);
    assert_eq!(
        call(&t, &format!("tma {good}"), "GET", "/users/profile")
            .await
            .status,
        200
    );
    let hash = good
        .split('&')
        .find(|pair| pair.starts_with("hash="))
        .unwrap();
    let stolen = other
        .split('&')
        .find(|pair| pair.starts_with("hash="))
        .unwrap();
    let mutated = [
        good.replace(hash, stolen),
        good.replace(&anna.id().to_string(), &boris.id().to_string()),
        good.replace(hash, "hash="),
        good.replace(&format!("&{hash}"), ""),
        format!("{good}&auth_date=1"),
        format!("{good}&start_param=x"),
        String::new(),
    ];
    for data in mutated {
        assert_ne!(data, good, "the data was not changed");
        let reply = call(&t, &format!("tma {data}"), "GET", "/users/profile").await;
        assert_eq!(
            (reply.status, reply.code()),
            (401, "unauthorized"),
            "{data}"
        );
        assert_eq!(reply.headers["www-authenticate"], "Bearer");
    }
    for auth in ["", "Bearer sp_x", "Basic eDp5", &format!("Bearer {good}")] {
        assert_eq!(
            call(&t, auth, "GET", "/users/profile").await.status,
            401,
            "{auth}"
        );
    }
    let twice = request(&t, &format!("tma {good}"), Method::GET, "/users/profile")
        .header("Authorization", format!("tma {other}"));
    assert_eq!(twice.send().await.unwrap().status(), 401);
    // An hour is all it has.
    t.advance(TimeDelta::minutes(59));
    assert_eq!(
        call(&t, &format!("tma {good}"), "GET", "/users/profile")
            .await
            .status,
        200
    );
    t.advance(TimeDelta::minutes(2));
    let reply = call(&t, &format!("tma {good}"), "GET", "/users/profile").await;
    assert_eq!((reply.status, reply.code()), (401, "init_data_expired"));
    assert_eq!(
        call(&t, &TestApp::tma(&anna), "GET", "/users/profile")
            .await
            .status,
        200
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_read_and_searched_without_a_credential() {
    let t = TestApp::start().await;
    for (lang, title, question) in [
        ("ru", "Возвраты и споры", "Как вернуть деньги?"),
        (
            "uz",
            "Qaytarish va nizolar",
            "Pulni qanday qaytarib olaman?",
        ),
        ("en", "Refunds and disputes", "How do I get a refund?"),
    ] {
        let all = call(&t, "", "GET", &format!("/support/faq?lang={lang}")).await;
        let items = all.json["items"].as_array().unwrap();
        assert_eq!(items.len(), 9);
        assert_eq!(
            items
                .iter()
                .map(|item| item["entries"].as_array().unwrap().len())
                .sum::<usize>(),
            27
        );
        assert!(items.iter().any(|item| item["title"] == title), "{lang}");
        let found = call(
            &t,
            "",
            "GET",
            &format!("/support/faq/search?lang={lang}&q={question}"),
        )
        .await;
        assert_eq!(
            found.json["items"][0]["key"], "refunds.how-to-refund",
            "{lang}"
        );
    }
    let nothing = call(&t, "", "GET", "/support/faq/search?q=🚀").await;
    assert_eq!((nothing.status, &nothing.json["items"]), (200, &json!([])));
    for query in [
        "/support/faq/search",
        "/support/faq?lang=fr",
        "/support/faq?nonsense=1",
    ] {
        assert_eq!(call(&t, "", "GET", query).await.status, 400, "{query}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_works_over_http_by_the_same_rules() {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let path = format!("/admin/users/{id}");
    let [owners, admins] = [&owner, &admin].map(TestApp::tma);
    let reply = call_with(
        &t,
        &admins,
        "PATCH",
        &path,
        &json!({"grant": ["operator", "executor"], "note": "Надёжна"}),
    )
    .await;
    assert_eq!(
        (reply.status, &reply.json["roles"]),
        (200, &json!(["client", "executor", "operator"]))
    );
    let reply = call_with(
        &t,
        &admins,
        "PATCH",
        &path,
        &json!({"revoke": ["operator"], "block": "Пауза"}),
    )
    .await;
    assert_eq!(
        (&reply.json["roles"], &reply.json["blocked_reason"]),
        (&json!(["client", "executor"]), &json!("Пауза"))
    );
    t.settle().await;
    assert!(
        anna.transcript()
            .iter()
            .any(|screen| screen.contains("Причина: Пауза")),
        "{:?}",
        anna.transcript()
    );
    let before = t.row(&anna).await;
    let (of_owner, of_admin) = (t.row(&owner).await.id, t.row(&admin).await.id);
    for (auth, target, body, status, code) in [
        (&admins, id, json!({"grant": ["admin"]}), 403, "forbidden"),
        (&owners, id, json!({"grant": ["owner"]}), 403, "forbidden"),
        (
            &admins,
            of_owner,
            json!({"block": "x"}),
            409,
            "out_of_reach",
        ),
        (
            &admins,
            of_owner,
            json!({"grant": ["executor"]}),
            409,
            "out_of_reach",
        ),
        (&admins, of_admin, json!({"block": "x"}), 409, "yourself"),
        (&owners, of_owner, json!({"unblock": true}), 409, "yourself"),
        (&admins, id, json!({"block": " "}), 422, "invalid_fields"),
        (
            &admins,
            id,
            json!({"note": "я".repeat(501)}),
            422,
            "invalid_fields",
        ),
        (
            &admins,
            id,
            json!({"block": "x", "unblock": true}),
            422,
            "invalid_fields",
        ),
        (
            &admins,
            id,
            json!({"grant": ["king"]}),
            422,
            "invalid_fields",
        ),
        (
            &admins,
            sputnik::kernel::ids::UserId(999),
            json!({"note": "x"}),
            404,
            "not_found",
        ),
    ] {
        let reply = call_with(&t, auth, "PATCH", &format!("/admin/users/{target}"), &body).await;
        assert_eq!(
            (reply.status, reply.code()),
            (status, code),
            "{target} {body}"
        );
    }
    assert_eq!(t.row(&anna).await, before);
    let reply = call_with(&t, &admins, "PATCH", &path, &json!({"unblock": true})).await;
    assert_eq!(reply.json["blocked_at"], Value::Null);
    t.settle().await;
    let found = call(&t, &admins, "GET", "/admin/users?q=АННА").await;
    assert_eq!(found.json["items"][0]["telegram_id"], anna.id());
    let log = call(
        &t,
        &admins,
        "GET",
        &format!("/admin/logs?action=role.granted&actor_id={of_admin}"),
    )
    .await;
    assert_eq!(log.json["items"].as_array().unwrap().len(), 2);
    assert_eq!(log.json["items"][0]["role"], "admin");
    t.finish().await;
}

/// The operations as the description of the API tells them, as `METHOD /path`.
async fn described(t: &TestApp) -> BTreeSet<String> {
    let document: Value = t
        .client
        .get(format!("{}/api/openapi.json", t.url))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path
            .strip_prefix("/api/v1")
            .expect("a path outside of the API");
        for method in [
            "get", "put", "post", "patch", "delete", "head", "options", "trace",
        ] {
            if item.get(method).is_some() {
                operations.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    operations
}

/// Who may do what: the statuses for nobody, client, operator, admin, owner.
///
/// A new operation needs a row here before the tests pass again.
const MATRIX: [(&str, [u16; 5]); 17] = [
    ("POST /users/register", [401, 200, 200, 200, 200]),
    ("GET /users/profile", [401, 200, 200, 200, 200]),
    ("PATCH /users/profile", [401, 200, 200, 200, 200]),
    ("PUT /users/avatar", [401, 204, 204, 204, 204]),
    ("GET /users/avatar", [401, 200, 200, 200, 200]),
    ("GET /users/friends", [401, 200, 200, 200, 200]),
    ("POST /users/friends", [401, 200, 200, 200, 200]),
    ("DELETE /users/friends/{id}", [401, 204, 204, 204, 204]),
    ("POST /users/tokens", [401, 201, 201, 201, 201]),
    ("GET /users/tokens", [401, 200, 200, 200, 200]),
    ("DELETE /users/tokens/{id}", [401, 204, 204, 204, 204]),
    ("GET /users/export", [401, 200, 200, 200, 200]),
    ("GET /support/faq", [200, 200, 200, 200, 200]),
    ("GET /support/faq/search", [200, 200, 200, 200, 200]),
    ("GET /admin/logs", [401, 403, 403, 200, 200]),
    ("GET /admin/users", [401, 403, 200, 200, 200]),
    ("PATCH /admin/users/{id}", [401, 403, 403, 200, 200]),
];
/// The last one: nothing can be called after it.
const FAREWELL: (&str, [u16; 5]) = ("DELETE /users/me", [401, 204, 204, 204, 204]);

/// One call that would go through for whoever may make it.
async fn attempt(
    t: &TestApp,
    person: Option<&Person>,
    operation: &str,
    link: &str,
    target: &Person,
) -> Reply {
    let auth = person.map(TestApp::tma).unwrap_or_default();
    let (method, path) = operation.split_once(' ').unwrap();
    let me = match person {
        Some(person) => Some(t.row(person).await.id),
        None => None,
    };
    let id = match operation {
        "DELETE /users/friends/{id}" => {
            let mine = friendship::Entity::find().all(&t.app.db).await.unwrap();
            mine.into_iter()
                .find(|pair| Some(pair.asked_by) == me)
                .map_or(1, |pair| pair.id.0)
        }
        "DELETE /users/tokens/{id}" => {
            let mine = api_token::Entity::find().all(&t.app.db).await.unwrap();
            mine.into_iter()
                .find(|token| Some(token.user_id) == me)
                .map_or(1, |token| token.id.0)
        }
        _ => t.row(target).await.id.0,
    };
    let path = path.replace("{id}", &id.to_string());
    match operation {
        "PUT /users/avatar" => put_avatar(t, &auth, png(), "image/png").await,
        "GET /support/faq/search" => call(t, &auth, method, "/support/faq/search?q=деньги").await,
        "POST /users/register" => call_with(t, &auth, method, &path, &json!({})).await,
        "PATCH /users/profile" => {
            call_with(t, &auth, method, &path, &json!({"sphere": "Право"})).await
        }
        "POST /users/friends" => call_with(t, &auth, method, &path, &json!({"token": link})).await,
        "POST /users/tokens" => {
            call_with(
                t,
                &auth,
                method,
                &path,
                &json!({"name": "x", "scope": "read"}),
            )
            .await
        }
        "PATCH /admin/users/{id}" => {
            call_with(t, &auth, method, &path, &json!({"note": "x"})).await
        }
        _ => call(t, &auth, method, &path).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_open_to_whom_it_should_be() {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let told: BTreeSet<_> = MATRIX
        .iter()
        .chain([&FAREWELL])
        .map(|(operation, _)| (*operation).to_owned())
        .collect();
    assert_eq!(
        described(&t).await,
        told,
        "the table of who may do what is not complete"
    );
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    let client = t.person("Клиент", "ru").await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let target = t.person("Анна", "ru").await;
    let link = link_of(&target).await;
    let link = link.trim_start_matches("friend_");
    let people = [
        None,
        Some(&client),
        Some(&operator),
        Some(&admin),
        Some(&owner),
    ];
    for (operation, expected) in MATRIX.iter().chain([&FAREWELL]) {
        let mut statuses = Vec::new();
        for person in people {
            let reply = attempt(&t, person, operation, link, &target).await;
            if reply.status >= 400 {
                assert!(!reply.code().is_empty(), "{operation}: {reply:?}");
            }
            statuses.push(reply.status);
        }
        assert_eq!(statuses, expected, "{operation}");
    }
    let left = user::Entity::find()
        .filter(user::Column::DeletedAt.is_null())
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(left, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_deed_of_staff_is_open_to_whom_it_should_be() {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    let client = t.person("Клиент", "ru").await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let target = t.person("Анна", "ru").await;
    let path = format!("/admin/users/{}", t.row(&target).await.id);
    for (body, expected) in [
        (json!({"block": "x"}), [403, 403, 200, 200]),
        (json!({"unblock": true}), [403, 403, 200, 200]),
        (json!({"note": "x"}), [403, 403, 200, 200]),
        (json!({"grant": ["executor"]}), [403, 403, 200, 200]),
        (json!({"revoke": ["executor"]}), [403, 403, 200, 200]),
        (json!({"grant": ["operator"]}), [403, 403, 200, 200]),
        (json!({"grant": ["partner"]}), [403, 403, 200, 200]),
        (json!({"grant": ["admin"]}), [403, 403, 403, 200]),
        (json!({"revoke": ["admin"]}), [403, 403, 403, 200]),
        (json!({"grant": ["manager"]}), [403, 403, 403, 403]),
        (json!({"grant": ["client"]}), [403, 403, 403, 403]),
        (json!({"revoke": ["owner"]}), [403, 403, 403, 403]),
    ] {
        let mut statuses = Vec::new();
        for person in [&client, &operator, &admin, &owner] {
            statuses.push(
                call_with(&t, &TestApp::tma(person), "PATCH", &path, &body)
                    .await
                    .status,
            );
        }
        assert_eq!(statuses, expected, "{body}");
    }
    t.settle().await;
    t.finish().await;
}
