//! The control API of the chat page.

use std::{collections::BTreeMap, sync::Arc};

use futures::{FutureExt, StreamExt};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use sputnik_sandbox::Kind;

use crate::common::{LONG, Stage, button, options, png};

#[tokio::test]
async fn people_are_added_with_the_hosts_consent() {
    let mut options = options();
    options.kinds.push(Kind {
        key: "client".to_owned(),
        title: BTreeMap::from([("ru".to_owned(), "Клиент".to_owned())]),
    });
    options.on_person = Some(Arc::new(|info| {
        async move {
            if info.first_name == "Злой" {
                return Err("таких не берём".to_owned());
            }
            assert_eq!(info.kind.as_deref(), Some("client"));
            Ok(())
        }
        .boxed()
    }));
    let stage = Stage::with(options).await;
    let new = json!({"first_name": "Анна", "language_code": "ru", "kind": "client", "id": 77});
    let (status, anna) = stage.control("people", new.clone()).await;
    assert_eq!(status, 200);
    assert_eq!(anna["id"], 77);
    assert_eq!(anna["kind"], "client");
    assert_eq!(anna["blocked"], false);
    assert!(anna["color"].as_str().unwrap().starts_with('#'));
    assert_eq!(stage.control("people", new).await.0, 409);
    let (status, error) = stage.control("people", json!({"first_name": "Злой"})).await;
    assert_eq!((status, error), (409, json!({"error": "таких не берём"})));
    let wrong = json!({"first_name": "X", "kind": "king"});
    assert_eq!(stage.control("people", wrong).await.0, 400);
    assert_eq!(stage.control("people", json!({"name": "X"})).await.0, 400);

    let url = format!("{}/control/people/77", stage.sandbox.url());
    let change = json!({"language_code": "uz", "username": "anna"});
    let changed = stage.http.patch(url).json(&change).send().await.unwrap();
    let changed: Value = changed.json().await.unwrap();
    assert_eq!(changed["language_code"], "uz");
    let (_, blocked) = stage.control("people/77/block", json!({})).await;
    assert_eq!(blocked["blocked"], true);
    assert_eq!(stage.control("people/78/block", json!({})).await.0, 404);

    let (_, state) = stage.control_get("state").await;
    assert_eq!(state["bots"][0]["username"], "sputnik_bot");
    assert_eq!(state["kinds"][0]["title"]["ru"], "Клиент");
    assert_eq!(state["people"].as_array().unwrap().len(), 1);
    assert_eq!(state["chats"][0]["person_id"], 77);
    assert_eq!(state["chats"][0]["member_ids"], json!([77]));
}

#[tokio::test]
async fn acts_of_people() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let (id, chat) = (anna.id(), format!("chats/{}", anna.id()));
    let (_, sent) = stage
        .control(&format!("{chat}/text"), json!({"from": id, "text": "hi"}))
        .await;
    assert_eq!(sent["message_id"], 2);
    assert!(sent["update_id"].is_i64());
    stage
        .control(
            &format!("{chat}/start"),
            json!({"from": id, "payload": "ref_1"}),
        )
        .await;
    let place = json!({"from": id, "latitude": 41.0, "longitude": 69.0});
    stage.control(&format!("{chat}/location"), place).await;
    let contact = json!({"from": id, "phone_number": "+99890", "first_name": "Анна"});
    stage.control(&format!("{chat}/contact"), contact).await;
    let form = Form::new()
        .text("from", id.to_string())
        .text("kind", "photo")
        .text("caption", "два")
        .part(
            "file",
            Part::bytes(png(10, 10))
                .file_name("a.png")
                .mime_str("image/png")
                .unwrap(),
        )
        .part(
            "file",
            Part::bytes(png(20, 20))
                .file_name("b.png")
                .mime_str("image/png")
                .unwrap(),
        );
    let url = format!("{}/control/{chat}/media", stage.sandbox.url());
    let sent = stage.http.post(url).multipart(form).send().await.unwrap();
    assert_eq!(sent.status(), 200);
    let updates = stage.poll(6).await;
    assert_eq!(updates[1]["message"]["text"], "/start ref_1");
    assert_eq!(
        updates[4]["message"]["media_group_id"],
        updates[5]["message"]["media_group_id"]
    );

    let (_, body) = stage
        .control_get(&format!("{chat}/messages?viewer={id}"))
        .await;
    let messages = body["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 7);
    let photo = &messages[5];
    assert_eq!(
        (&photo["out"], &photo["edited"], &photo["deleted"]),
        (&json!(true), &json!(false), &json!(false))
    );
    let file = &photo["files"][0];
    assert_eq!(
        (&file["mime"], &file["name"]),
        (&json!("image/png"), &json!("a.png"))
    );
    let url = format!("{}{}", stage.sandbox.url(), file["url"].as_str().unwrap());
    let got = stage.http.get(url).send().await.unwrap();
    assert_eq!(got.headers()["content-type"], "image/png");
    assert_eq!(got.bytes().await.unwrap(), png(10, 10));

    for (path, body, status) in [
        (
            format!("{chat}/text"),
            json!({"from": 1, "text": "hi"}),
            404,
        ),
        (
            format!("{chat}/text"),
            json!({"from": id, "text": " "}),
            400,
        ),
        (
            "chats/999/text".to_owned(),
            json!({"from": id, "text": "hi"}),
            404,
        ),
        (
            format!("{chat}/tap"),
            json!({"from": id, "message_id": 999, "data": "x"}),
            404,
        ),
        ("nothing".to_owned(), json!({}), 404),
    ] {
        let (got, answer) = stage.control(&path, body).await;
        assert_eq!(got, status, "{path}");
        assert!(answer["error"].is_string());
    }
}

#[tokio::test]
async fn a_tap_waits_for_the_answer() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let sent = json!({"chat_id": anna.id(), "text": "?", "reply_markup": button("Yes", "y")});
    let sent = stage.call("sendMessage", sent).await;
    let path = format!("chats/{}/tap", anna.id());
    let tap = json!({"from": anna.id(), "message_id": sent["message_id"], "data": "y"});
    let bot = async {
        let updates = stage.poll(1).await;
        let id = &updates[0]["callback_query"]["id"];
        let params = json!({"callback_query_id": id, "text": "Ок"});
        stage.call("answerCallbackQuery", params).await;
    };
    let ((_, answer), ()) = tokio::join!(stage.control(&path, tap), bot);
    assert_eq!(
        answer,
        json!({"answered": true, "show_alert": false, "text": "Ок"})
    );
}

#[tokio::test]
async fn other_origins_are_refused() {
    let stage = Stage::new().await;
    let url = format!("{}/control/state", stage.sandbox.url());
    let foreign = stage
        .http
        .get(&url)
        .header("Origin", "https://evil.test")
        .send()
        .await
        .unwrap();
    assert_eq!(foreign.status(), 403);
    let own = stage
        .http
        .get(&url)
        .header("Origin", stage.sandbox.url())
        .send()
        .await
        .unwrap();
    assert_eq!(own.status(), 200);
    assert!(own.headers().get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn events_tell_the_page() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let url = format!("{}/control/events", stage.sandbox.url());
    let response = stage.http.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.bytes_stream();
    let chat = anna.id();
    let sent = stage
        .call("sendMessage", json!({"chat_id": chat, "text": "hi"}))
        .await;
    let id = &sent["message_id"];
    let edit = json!({"chat_id": chat, "message_id": id, "text": "ho"});
    stage.call("editMessageText", edit).await;
    stage
        .call("deleteMessage", json!({"chat_id": chat, "message_id": id}))
        .await;
    let mut heard = String::new();
    while !heard.contains("event: delete") {
        let piece = tokio::time::timeout(LONG, stream.next())
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        heard.push_str(std::str::from_utf8(&piece).unwrap());
    }
    let (message, edit) = (
        heard.find("event: message").unwrap(),
        heard.find("event: edit").unwrap(),
    );
    assert!(message < edit);
    assert!(heard.contains("\"out\":false"));
    drop(stream);
    stage.sandbox.shutdown().await;
}

#[tokio::test]
async fn mini_app_addresses_are_signed() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let params =
        json!({"from": anna.id(), "url": "https://sputnik.uz/app/", "start_param": "tour_1"});
    let (_, body) = stage.control("webapp", params).await;
    let url = body["url"].as_str().unwrap();
    let parsed = url::Url::parse(url).unwrap();
    assert_eq!(parsed.query(), Some("tgWebAppStartParam=tour_1"));
    let fragment: BTreeMap<String, String> =
        url::form_urlencoded::parse(parsed.fragment().unwrap().as_bytes())
            .into_owned()
            .collect();
    assert_eq!(fragment["tgWebAppVersion"], "8.0");
    assert_eq!(fragment["tgWebAppPlatform"], "web");
    assert!(fragment["tgWebAppThemeParams"].starts_with('{'));
    let data: BTreeMap<String, String> =
        url::form_urlencoded::parse(fragment["tgWebAppData"].as_bytes())
            .into_owned()
            .collect();
    let keys: Vec<&str> = data.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "auth_date",
            "chat_instance",
            "chat_type",
            "hash",
            "signature",
            "start_param",
            "user"
        ]
    );
    assert_eq!(data["start_param"], "tour_1");
    assert!(anna.init_data(None).starts_with("query_id="));
    assert_eq!(
        stage
            .control("webapp", json!({"from": 1, "url": "https://x.uz"}))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn tools() {
    let stage = Stage::new().await;
    let fault = json!({"kind": "too_many_requests", "method": "getMe", "times": 1});
    let (_, faults) = stage.control("faults", fault).await;
    assert_eq!(faults["faults"][0]["retry_after"], 5);
    assert_eq!(stage.raw("getMe", json!({})).await.0, 429);
    assert_eq!(stage.control_get("faults").await.1, json!({"faults": []}));
    stage
        .control("clock", json!({"advance_seconds": 200}))
        .await;
    let (_, state) = stage.control_get("state").await;
    assert_eq!(state["clock_offset_seconds"], 200);
    let (_, journal) = stage.control_get("journal?limit=1").await;
    assert_eq!(journal["calls"][0]["method"], "getMe");
    assert_eq!(journal["calls"][0]["ok"], false);
    let group = json!({"title": "Группа", "is_forum": true, "member_ids": []});
    let (_, group) = stage.control("groups", group).await;
    assert_eq!(group["type"], "supergroup");
    assert_eq!(group["is_forum"], true);
}

#[tokio::test]
async fn the_page_is_served() {
    let stage = Stage::new().await;
    let mut hidden = options();
    hidden.page.enabled = false;
    let hidden = Stage::with(hidden).await;
    let get = async |stage: &Stage, path: &str| {
        let url = format!("{}{path}", stage.sandbox.url());
        stage.http.get(url).send().await.unwrap().status().as_u16()
    };
    assert_eq!(get(&stage, "/").await, 200);
    assert_eq!(get(&stage, "/page/../Cargo.toml").await, 404);
    assert_eq!(get(&stage, "/page/%2e%2e/Cargo.toml").await, 404);
    assert_eq!(get(&hidden, "/").await, 404);
}
