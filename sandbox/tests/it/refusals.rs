//! Texts with which Telegram refuses.

use serde_json::{Value, json};
use sputnik_sandbox::NewPerson;

use crate::common::{Stage, button};

#[tokio::test]
async fn texts_of_bad_requests() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let chat = anna.id();
    let message = |fields: Value| {
        let mut params = json!({"chat_id": chat, "text": "x"});
        for (key, value) in fields.as_object().unwrap() {
            params[key] = value.clone();
        }
        params
    };
    let cases = [
        (
            "sendMessage",
            json!({"chat_id": chat}),
            "message text is empty",
        ),
        (
            "sendMessage",
            message(json!({"text": " \n "})),
            "message text is empty",
        ),
        (
            "sendMessage",
            message(json!({"text": "<b></b>", "parse_mode": "HTML"})),
            "message text is empty",
        ),
        (
            "sendMessage",
            message(json!({"text": "я".repeat(4097)})),
            "message is too long",
        ),
        (
            "sendMessage",
            message(json!({"text": "🎉".repeat(2049)})),
            "message is too long",
        ),
        (
            "sendMessage",
            message(json!({"chat_id": 77})),
            "chat not found",
        ),
        (
            "sendMessage",
            message(json!({"chat_id": "@nobody"})),
            "chat not found",
        ),
        (
            "sendMessage",
            message(json!({"chat_id": null})),
            "chat_id is empty",
        ),
        (
            "sendMessage",
            message(json!({"parse_mode": "bbcode"})),
            "unsupported parse_mode",
        ),
        (
            "sendMessage",
            message(json!({"text": "<b>x", "parse_mode": "HTML"})),
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            "sendMessage",
            message(json!({"reply_markup": button("x", &"d".repeat(65))})),
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            message(json!({"reply_markup": "x"})),
            "can't parse reply markup JSON object",
        ),
        (
            "sendMessage",
            message(json!({"reply_markup": []})),
            "object expected as reply markup",
        ),
        (
            "sendMessage",
            message(json!({"message_thread_id": 5})),
            "message thread not found",
        ),
        (
            "sendMessage",
            message(json!({"reply_parameters": {"message_id": 99}})),
            "message to be replied not found",
        ),
        (
            "editMessageText",
            message(json!({"message_id": 99})),
            "message to edit not found",
        ),
        (
            "editMessageText",
            message(json!({"message_id": 1})),
            "message can't be edited",
        ),
        (
            "editMessageText",
            message(json!({})),
            "message identifier is not specified",
        ),
        (
            "sendPhoto",
            json!({"chat_id": chat}),
            "there is no photo in the request",
        ),
        (
            "sendPhoto",
            json!({"chat_id": chat, "photo": "AgACnonsense"}),
            "wrong file identifier/HTTP URL specified",
        ),
        (
            "sendDocument",
            json!({"chat_id": chat, "document": "x", "caption": "я".repeat(1025)}),
            "message caption is too long",
        ),
        ("getFile", json!({"file_id": "nonsense"}), "invalid file_id"),
        (
            "answerCallbackQuery",
            json!({"callback_query_id": "1"}),
            "query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "answerCallbackQuery",
            json!({"callback_query_id": "1", "text": "я".repeat(201)}),
            "MESSAGE_TOO_LONG",
        ),
        (
            "setMyCommands",
            json!({"commands": [{"command": "Bad", "description": "x"}]}),
            "BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            json!({"commands": [{"command": "a".repeat(33), "description": "x"}]}),
            "command length must not exceed 32",
        ),
        (
            "sendChatAction",
            json!({"chat_id": chat, "action": "dance"}),
            "wrong parameter action in request",
        ),
        (
            "createForumTopic",
            json!({"chat_id": chat, "name": "x"}),
            "the chat is not a forum",
        ),
        (
            "setWebhook",
            json!({"url": "nowhere"}),
            "bad webhook: invalid URL specified",
        ),
    ];
    let count = cases.len();
    for (method, params, text) in cases {
        let got = stage.refused(method, params.clone()).await;
        assert_eq!(got, format!("Bad Request: {text}"), "{method} {params}");
    }
    assert_eq!(stage.sandbox.refusals().len(), count);
    // The borders themselves are good.
    for text in ["я".repeat(4096), "🎉".repeat(2048)] {
        stage
            .call("sendMessage", message(json!({"text": text})))
            .await;
    }
    let widest = json!({"reply_markup": button("x", &"d".repeat(64))});
    stage.call("sendMessage", message(widest)).await;
}

#[tokio::test]
async fn a_stranger_cannot_be_written_to() {
    let stage = Stage::new().await;
    let boris = stage
        .sandbox
        .person(NewPerson::named("Boris").id(500))
        .await;
    let params = json!({"chat_id": boris.id(), "text": "hello"});
    let (status, body) = stage.raw("sendMessage", params.clone()).await;
    assert_eq!(status, 403);
    assert_eq!(
        body["description"],
        "Forbidden: bot can't initiate conversation with a user"
    );
    let (_, ()) = tokio::join!(boris.start(None), stage.drain(1));
    stage.call("sendMessage", params.clone()).await;
    boris.block();
    let updates = stage.poll(1).await;
    let change = &updates[0]["my_chat_member"];
    assert_eq!(change["new_chat_member"]["status"], "kicked");
    assert_eq!(change["new_chat_member"]["user"]["id"], 4200);
    let (status, body) = stage.raw("sendMessage", params.clone()).await;
    assert_eq!(status, 403);
    assert_eq!(
        body["description"],
        "Forbidden: bot was blocked by the user"
    );
    boris.unblock();
    assert_eq!(
        stage.poll(1).await[0]["my_chat_member"]["new_chat_member"]["status"],
        "member"
    );
    stage.call("sendMessage", params).await;
}

#[tokio::test]
async fn a_query_is_answered_once() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let sent = json!({"chat_id": anna.id(), "text": "?", "reply_markup": button("Yes", "y")});
    stage.call("sendMessage", sent).await;
    let answer = async {
        let updates = stage.call("getUpdates", json!({"timeout": 10})).await;
        let query = &updates[0]["callback_query"];
        assert!(query["chat_instance"].is_string());
        assert_eq!(query["message"]["reply_markup"], button("Yes", "y"));
        let params = json!({"callback_query_id": query["id"], "text": "Ок", "show_alert": true});
        stage.call("answerCallbackQuery", params.clone()).await;
        assert_eq!(
            stage.refused("answerCallbackQuery", params).await,
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        );
        let offset = updates[0]["update_id"].as_i64().unwrap() + 1;
        stage.call("getUpdates", json!({"offset": offset})).await;
    };
    let (tapped, ()) = tokio::join!(anna.tap("Yes"), answer);
    let answer = tapped.unwrap().answer.unwrap();
    assert_eq!(answer.text.as_deref(), Some("Ок"));
    assert!(answer.show_alert);
    assert_eq!(anna.last_toast().as_deref(), Some("Ок"));
    assert!(stage.sandbox.open_taps().is_empty());
}
