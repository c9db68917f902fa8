//! Registration and the profile.

use std::collections::BTreeSet;

use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use sputnik::{
    entity::{consent, media, user_role},
    kernel::permission::Role,
};
use sputnik_sandbox::NewPerson;

use super::put_avatar;
use crate::{
    accounts::png,
    calls::{call, call_with, request},
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
