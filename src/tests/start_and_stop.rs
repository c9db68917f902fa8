//! What Telegram is told at the start, and the end by hand.

use serde_json::{Value, json};

use super::support::{
    app::{TOKEN, client},
    process::{Ground, until},
};

/// The words beside one command, as Telegram offers them in a language.
async fn offered(ground: &Ground, command: &str, language: &str) -> Option<String> {
    let reply: Value = client()
        .post(format!("{}/bot{TOKEN}/getMyCommands", ground.sandbox.url()))
        .json(&json!({
            "language_code": language,
            "scope": { "type": "all_private_chats" },
        }))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let list = reply["result"].as_array()?.clone();
    let found = list.into_iter().find(|row| row["command"] == command)?;
    found["description"].as_str().map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_offered_in_every_language_and_ctrl_c_ends_in_order() {
    let ground = Ground::new("polling").await;
    let process = ground.run().await;
    for (language, words) in [
        // Languages that are not ours get the operator's own.
        ("", "Мой профиль"),
        ("ru", "Мой профиль"),
        ("uz", "Mening profilim"),
        ("en", "My profile"),
    ] {
        until("the commands are offered", async || {
            offered(&ground, "profile", language).await.as_deref() == Some(words)
        })
        .await;
        // The panel is nobody's business but staff's.
        assert_eq!(offered(&ground, "staff", language).await, None);
    }
    process.signal("INT");
    let ended = process.finish().await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("SIGINT"), "{}", ended.err);
}
