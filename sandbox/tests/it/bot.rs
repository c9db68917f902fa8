//! Ways to call a method, and the bot's own settings.

use serde_json::{Value, json};

use crate::common::{Stage, TOKEN};

#[tokio::test]
async fn names_of_methods_have_no_case_and_parameters_come_in_any_form() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let me = stage.call("GetMe", json!({})).await;
    assert_eq!(me["id"], 4200);
    assert_eq!(me["is_bot"], true);
    for key in [
        "can_join_groups",
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    ] {
        assert!(me[key].is_boolean(), "{key}");
    }
    let chat = anna.id().to_string();
    let query = [("chat_id", chat.as_str()), ("text", "by query")];
    stage
        .http
        .get(stage.method("SENDMESSAGE"))
        .query(&query)
        .send()
        .await
        .unwrap();
    let form = [("chat_id", chat.as_str()), ("text", "by form")];
    stage
        .http
        .post(stage.method("sendmessage"))
        .form(&form)
        .send()
        .await
        .unwrap();
    let parts = reqwest::multipart::Form::new()
        .text("chat_id", chat.clone())
        .text("text", "by parts");
    stage.multipart("SendMessage", parts).await;
    stage
        .call("sendMessage", json!({"chat_id": chat, "text": "by JSON"}))
        .await;
    assert_eq!(
        anna.transcript(),
        ["/start", "by query", "by form", "by parts", "by JSON"]
    );
}

#[tokio::test]
async fn wrong_addresses() {
    let stage = Stage::new().await;
    let get = async |path: &str| {
        let url = format!("{}{path}", stage.sandbox.url());
        let response = stage.http.get(url).send().await.unwrap();
        let status = response.status().as_u16();
        let body: Value = response.json().await.unwrap();
        (status, body["description"].as_str().unwrap().to_owned())
    };
    assert_eq!(get("/bot1:x/getMe").await, (401, "Unauthorized".to_owned()));
    assert_eq!(get("/nothing").await, (404, "Not Found".to_owned()));
    let unknown = get(&format!("/bot{TOKEN}/sendTelepathy")).await;
    assert_eq!(unknown, (404, "Not Found: method not found".to_owned()));
    let escaped = stage.method("getMe").replace("4200:", "4200%3A");
    assert_eq!(stage.http.get(escaped).send().await.unwrap().status(), 200);
    let refusals = stage.sandbox.refusals();
    assert_eq!(refusals.len(), 2);
    assert_eq!(refusals.last().unwrap().method, "sendTelepathy");
}

#[tokio::test]
async fn commands_by_scope_and_language() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let command = |name: &str| json!([{"command": name, "description": "что-то"}]);
    stage
        .call("setMyCommands", json!({"commands": command("all")}))
        .await;
    let shown = async || {
        let path = format!("chats/{0}/messages?viewer={0}", anna.id());
        let (_, body) = stage.control_get(&path).await;
        body["commands"][0]["command"].as_str().unwrap().to_owned()
    };
    assert_eq!(shown().await, "all");
    let private = json!({"type": "all_private_chats"});
    let set = json!({"commands": command("private"), "scope": private});
    stage.call("setMyCommands", set).await;
    assert_eq!(shown().await, "private");
    let set = json!({"commands": command("ru"), "scope": private, "language_code": "ru"});
    stage.call("setMyCommands", set).await;
    assert_eq!(shown().await, "ru");
    let scope = json!({"type": "chat", "chat_id": anna.id()});
    let set = json!({"commands": command("chat"), "scope": scope});
    stage.call("setMyCommands", set).await;
    assert_eq!(shown().await, "chat");
    stage
        .call("deleteMyCommands", json!({"scope": scope}))
        .await;
    assert_eq!(shown().await, "ru");
    assert_eq!(stage.call("getMyCommands", json!({})).await, command("all"));
    let (_, state) = stage.control_get("state").await;
    assert_eq!(state["bots"][0]["commands_changed"], 5);
}

#[tokio::test]
async fn menu_button_name_and_texts() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let app =
        json!({"type": "web_app", "text": "Open", "web_app": {"url": "https://sputnik.uz/app"}});
    stage
        .call("setChatMenuButton", json!({"menu_button": app}))
        .await;
    let path = format!("chats/{0}/messages?viewer={0}", anna.id());
    let (_, body) = stage.control_get(&path).await;
    assert_eq!(body["menu_button"], app);
    let own = json!({"chat_id": anna.id(), "menu_button": {"type": "commands"}});
    stage.call("setChatMenuButton", own).await;
    let (_, body) = stage.control_get(&path).await;
    assert_eq!(body["menu_button"], json!({"type": "commands"}));
    let got = stage.call("getChatMenuButton", json!({})).await;
    assert_eq!(got, app);

    assert_eq!(
        stage.call("getMyName", json!({})).await,
        json!({"name": "Sputnik"})
    );
    let named = json!({"name": "Спутник", "language_code": "ru"});
    stage.call("setMyName", named).await;
    let got = stage
        .call("getMyName", json!({"language_code": "ru"}))
        .await;
    assert_eq!(got, json!({"name": "Спутник"}));
    stage
        .call("setMyDescription", json!({"description": "d"}))
        .await;
    stage
        .call("setMyShortDescription", json!({"short_description": "s"}))
        .await;
    assert_eq!(
        stage.call("getMyDescription", json!({})).await,
        json!({"description": "d"})
    );
}
