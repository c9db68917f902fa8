//! The way in: secrets and odd bodies.

use std::time::Duration;

use reqwest::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use sputnik::{
    entity::user,
    features::{staff::callbacks::StaffCallback, users::state::UsersState},
};

use super::support::{
    TestApp,
    app::SECRET,
    updates::{message, post, press},
};

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_know_the_secret_changes_nothing() {
    let t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    let hello = message(&anna, &json!({"text": "/start"})).to_string();
    let before = t.sandbox.journal().len();
    let near = SECRET.replace('t', "T");
    for secret in [
        None,
        Some(""),
        Some("wrong"),
        Some(near.as_str()),
        Some("test-secret-of-the-webhoo"),
    ] {
        let (status, _) = post(&t.url, secret, hello.clone()).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{secret:?}");
    }
    assert_eq!(user::Entity::find().count(&t.app.db).await.unwrap(), 0);
    assert_eq!(t.sandbox.journal().len(), before, "somebody was answered");
    // The same body with the secret is heard.
    anna.start(None).await;
    let (status, _) = post(&t.url, Some(SECRET), hello).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(user::Entity::find().count(&t.app.db).await.unwrap(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_update_is_taken_counted_and_forgotten() {
    let t = TestApp::start().await;
    let before = counted("garbage").await;
    let deep = "[".repeat(20_000);
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        "7",
        "\"text\"",
        r#"{"hello": 1}"#,
        r#"{"update_id": "x"}"#,
        &deep,
    ];
    for body in bodies {
        let (status, _) = post(&t.url, Some(SECRET), body.to_owned()).await;
        assert_eq!(status, StatusCode::OK, "{body:.40}");
    }
    let (status, _) = post(&t.url, Some(SECRET), vec![0xff_u8, 0xfe, 0x00]).await;
    assert_eq!(status, StatusCode::OK);
    let taken = u64::try_from(bodies.len()).unwrap() + 1;
    assert!(
        counted("garbage").await >= before + taken,
        "not every body was counted"
    );
    // What is larger than any update is not even read.
    let (status, _) = post(&t.url, Some(SECRET), " ".repeat(1024 * 1024 + 1)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(user::Entity::find().count(&t.app.db).await.unwrap(), 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kinds_of_updates_that_we_do_not_know_bother_nobody() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let before = (t.sandbox.journal().len(), counted("unknown").await);
    let kinds = [
        json!({"subscription": {"user": {"id": anna.id()}}}),
        json!({"message": null}),
        json!({"message": {}}),
        json!({"callback_query": {"id": 7}}),
        json!({"message_reaction": {"chat": {"id": anna.id()}}}),
        json!({}),
    ];
    for kind in kinds {
        let id = t.sandbox.push_raw(kind.clone());
        assert!(
            t.sandbox.quiet(Duration::from_secs(10)).await,
            "{kind} is not taken"
        );
        let attempts = t.sandbox.webhook_log();
        let attempt = attempts
            .iter()
            .find(|attempt| attempt.update_id == id)
            .unwrap();
        assert_eq!(attempt.status, Some(200), "{kind}");
    }
    assert_eq!(t.sandbox.journal().len(), before.0, "somebody was answered");
    assert!(counted("unknown").await >= before.1 + 6);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entity_of_tomorrow_costs_no_words() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    t.await_state(&anna, UsersState::FirstName).await;
    t.push(&message(
        &anna,
        &json!({
            "text": "Аня 12 мая",
            "entities": [
                {"type": "date_time", "offset": 4, "length": 6, "unix_time": 1},
                {"type": "bold", "offset": 0, "length": 3},
            ],
        }),
    ))
    .await;
    assert_eq!(t.row(&anna).await.first_name, "Аня 12 мая");
    // A command with one is still a command.
    t.push(&message(
        &anna,
        &json!({
            "text": "/profile",
            "entities": [
                {"type": "bot_command", "offset": 0, "length": 8},
                {"type": "hologram", "offset": 0, "length": 8},
            ],
        }),
    ))
    .await;
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nulls_and_content_of_tomorrow_still_get_an_answer() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let contents = [
        json!({"text": "привет", "reply_markup": null, "entities": null}),
        json!({"rich_message": {"blocks": [{"type": "hologram"}]}}),
        json!({"rich_message": {}, "caption": "подпись"}),
        json!({"photo": "not a list"}),
        json!({"checklist": {"title": 7}}),
    ];
    for content in contents {
        let before = anna.messages().len();
        t.push(&message(&anna, &content)).await;
        assert_eq!(anna.messages().len(), before + 1, "no answer to {content}");
        assert!(
            anna.screen().contains("не ждал"),
            "{content}: {}",
            anna.screen()
        );
    }
    t.finish().await;
}
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_an_alert_for_a_tap_and_words_for_a_message() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let answer = press(&anna, &StaffCallback::Panel).await.answer.unwrap();
    assert!(answer.show_alert);
    assert_eq!(answer.text.as_deref(), Some("Этот раздел вам недоступен."));
    anna.say("/staff").await;
    assert_eq!(anna.screen(), "Этот раздел вам недоступен.");
    t.finish().await;
}
/// `updates_total` with this outcome, over all tests of the process.
async fn counted(outcome: &str) -> u64 {
    let rendered = tokio::task::spawn_blocking(|| sputnik::http::recorder().render())
        .await
        .unwrap();
    let mark = format!("updates_total{{outcome=\"{outcome}\"}} ");
    let line = rendered
        .lines()
        .find_map(|line| line.strip_prefix(&mark).map(str::to_owned));
    line.map_or(0, |number| number.parse().unwrap())
}
