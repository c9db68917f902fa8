//! Messages, edits, files.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::common::{Stage, TOKEN, button, png};

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        Value::Object(fields) => fields.values().any(has_null),
        _ => false,
    }
}

#[tokio::test]
async fn a_message_comes_back_as_telegram_shows_it() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let sent = stage
        .call(
            "sendMessage",
            json!({
                "chat_id": anna.id(),
                "text": "<b>Привет</b>, см. https://sputnik.uz/a",
                "parse_mode": "HTML",
                "reply_markup": {"inline_keyboard": [[{"text": "Да", "callback_data": "y", "url": null}]]},
                "reply_parameters": {"message_id": 1},
                "link_preview_options": {"is_disabled": true, "url": null},
            }),
        )
        .await;
    assert_eq!(sent["text"], "Привет, см. https://sputnik.uz/a");
    assert_eq!(
        sent["entities"],
        json!([
            {"offset": 0, "length": 6, "type": "bold"},
            {"offset": 12, "length": 20, "type": "url"},
        ])
    );
    assert_eq!(sent["from"]["username"], "sputnik_bot");
    assert_eq!(
        sent["chat"],
        json!({
            "id": anna.id(), "first_name": "Анна", "username": "anna", "type": "private"
        })
    );
    assert_eq!(sent["reply_to_message"]["text"], "/start");
    assert_eq!(
        sent["reply_to_message"]["entities"][0]["type"],
        "bot_command"
    );
    assert!(!has_null(&sent));
    assert_eq!(
        anna.screen(),
        "*Привет*, см. https://sputnik.uz/a\n\n[ Да ]"
    );
    assert_eq!(anna.last_link().unwrap(), "https://sputnik.uz/a");
}

#[tokio::test]
async fn an_edit_without_keyboard_drops_it() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let chat = anna.id();
    let sent = json!({"chat_id": chat, "text": "one", "reply_markup": button("Go", "g")});
    let id = stage.call("sendMessage", sent).await["message_id"].clone();
    assert_eq!(anna.buttons(), ["Go"]);
    let edit = json!({"chat_id": chat, "message_id": id, "text": "two"});
    let edited = stage.call("editMessageText", edit.clone()).await;
    assert!(edited.get("reply_markup").is_none());
    assert!(edited["edit_date"].is_i64());
    assert_eq!(anna.screen(), "two");
    let text = stage.refused("editMessageText", edit).await;
    assert_eq!(
        text,
        "Bad Request: message is not modified: specified new message content and reply markup \
         are exactly the same as a current content and reply markup of the message"
    );
    // That one does not count as a mistake.
    assert!(stage.sandbox.refusals().is_empty());
    let edit = json!({"chat_id": chat, "message_id": id, "reply_markup": button("On", "o")});
    stage.call("editMessageReplyMarkup", edit).await;
    assert_eq!(anna.screen(), "two\n\n[ On ]");
    // A late tap on the former keyboard can still be played.
    let (tapped, updates) = tokio::join!(anna.tap_on(id.as_i64().unwrap(), "Go"), stage.poll(1));
    tapped.unwrap();
    assert_eq!(updates[0]["callback_query"]["data"], "g");
}

#[tokio::test]
async fn a_photo_by_attachment_has_three_sizes() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let form = Form::new()
        .text("chat_id", anna.id().to_string())
        .text("caption", "<i>вид</i>")
        .text("parse_mode", "HTML")
        .text("photo", "attach://file7")
        .part("file7", Part::bytes(png(2000, 1000)).file_name("a.png"));
    let sent = stage.multipart("SendPhoto", form).await;
    let sizes: Vec<(i64, i64)> = sent["photo"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["width"].as_i64().unwrap(), s["height"].as_i64().unwrap()))
        .collect();
    assert_eq!(sizes, [(90, 45), (320, 160), (1280, 640)]);
    assert_eq!(anna.screen(), "[photo]\n_вид_");
    // The same file by its id, and the file itself.
    let id = &sent["photo"][2]["file_id"];
    let again = json!({"chat_id": anna.id(), "photo": id});
    let again = stage.call("sendPhoto", again).await;
    assert_eq!(again["photo"], sent["photo"]);
    let file = stage.call("getFile", json!({"file_id": id})).await;
    let path = file["file_path"].as_str().unwrap();
    let url = format!("{}/file/bot{TOKEN}/{path}", stage.sandbox.url());
    let bytes = stage
        .http
        .get(url)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(bytes, png(2000, 1000));
    let wrong = json!({"chat_id": anna.id(), "document": id});
    let text = stage.refused("sendDocument", wrong).await;
    assert_eq!(
        text,
        "Bad Request: can't use file of type Photo as Document"
    );
}

#[tokio::test]
async fn documents_and_edits_of_media() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let form = Form::new().text("chat_id", anna.id().to_string()).part(
        "document",
        Part::bytes(b"{}".to_vec()).file_name("report.json"),
    );
    let sent = stage.multipart("sendDocument", form).await;
    assert_eq!(sent["document"]["mime_type"], "application/json");
    assert_eq!(
        anna.documents(),
        [("report.json".to_owned(), b"{}".to_vec())]
    );
    let id = sent["message_id"].clone();
    let chat = anna.id();
    let text = json!({"chat_id": chat, "message_id": id, "text": "x"});
    assert_eq!(
        stage.refused("editMessageText", text).await,
        "Bad Request: there is no text in the message to edit"
    );
    let caption = json!({"chat_id": chat, "message_id": id, "caption": "готово"});
    stage.call("editMessageCaption", caption).await;
    assert_eq!(anna.screen(), "[document report.json]\nготово");
    let form = Form::new()
        .text("chat_id", chat.to_string())
        .text("message_id", id.to_string())
        .text(
            "media",
            r#"{"type":"photo","media":"attach://p","caption":"<b>a</b>","parse_mode":"HTML"}"#,
        )
        .part("p", Part::bytes(png(10, 10)).file_name("p.png"));
    stage.multipart("editMessageMedia", form).await;
    assert_eq!(anna.screen(), "[photo]\n*a*");
}

#[tokio::test]
async fn albums() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let media = json!([
        {"type": "photo", "media": "attach://a", "caption": "раз"},
        {"type": "photo", "media": "attach://b"},
    ]);
    let form = Form::new()
        .text("chat_id", anna.id().to_string())
        .text("media", media.to_string())
        .part("a", Part::bytes(png(10, 10)).file_name("a.png"))
        .part("b", Part::bytes(png(20, 10)).file_name("b.png"));
    let sent = stage.multipart("sendMediaGroup", form).await;
    assert_eq!(sent.as_array().unwrap().len(), 2);
    assert_eq!(sent[0]["media_group_id"], sent[1]["media_group_id"]);
    assert_eq!(anna.transcript(), ["/start", "[photo] [photo]\nраз"]);
    assert_eq!(anna.screen(), "[photo] [photo]\nраз");
    let photo = &sent[0]["photo"][0]["file_id"];
    let item = json!({"type": "photo", "media": photo});
    for (count, text) in [
        (0, "Bad Request: there are no messages to send"),
        (
            1,
            "Bad Request: there are not enough messages to send as an album",
        ),
        (11, "Bad Request: too many messages to send as an album"),
    ] {
        let params = json!({"chat_id": anna.id(), "media": vec![item.clone(); count]});
        assert_eq!(stage.refused("sendMediaGroup", params).await, text);
    }
    // Two of the most are two albums, each drawn as one.
    for _ in 0..2 {
        let params = json!({"chat_id": anna.id(), "media": vec![item.clone(); 10]});
        stage.call("sendMediaGroup", params).await;
    }
    let drawn = ["[photo]"; 10].join(" ");
    assert_eq!(anna.transcript()[2..], [drawn.clone(), drawn]);
    // One that Telegram cannot read takes the album with it, by its number.
    let media = json!([item, {"type": "photo", "media": "attach://broken"}]);
    let form = Form::new()
        .text("chat_id", anna.id().to_string())
        .text("media", media.to_string())
        .part(
            "broken",
            Part::bytes(b"no picture".to_vec()).file_name("a.png"),
        );
    assert_eq!(
        stage.refused_with_files("sendMediaGroup", form).await,
        "Bad Request: failed to send message #2 with the error message \"IMAGE_PROCESS_FAILED\""
    );
    assert_eq!(anna.transcript().len(), 4);
}

#[tokio::test]
async fn copies_forwards_and_deletions() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let chat = anna.id();
    let sent = json!({"chat_id": chat, "text": "<b>a</b>", "parse_mode": "HTML",
        "reply_markup": button("x", "x")});
    let id = stage.call("sendMessage", sent).await["message_id"].clone();
    let params = json!({"chat_id": chat, "from_chat_id": chat, "message_id": id});
    let copy = stage.call("copyMessage", params.clone()).await;
    assert_eq!(copy, json!({"message_id": id.as_i64().unwrap() + 1}));
    assert_eq!(anna.screen(), "*a*");
    let forward = stage.call("forwardMessage", params).await;
    assert_eq!(forward["forward_origin"]["sender_user"]["id"], 4200);
    stage
        .call("deleteMessage", json!({"chat_id": chat, "message_id": id}))
        .await;
    let gone = json!({"chat_id": chat, "message_id": id});
    assert_eq!(
        stage.refused("deleteMessage", gone).await,
        "Bad Request: message to delete not found"
    );
    let params = json!({"chat_id": chat, "from_chat_id": chat, "message_id": id});
    assert_eq!(
        stage.refused("copyMessage", params).await,
        "Bad Request: message to copy not found"
    );
    let rest = json!({"chat_id": chat, "message_ids": [1, 3, 4, 999]});
    stage.call("deleteMessages", rest).await;
    assert!(anna.transcript().is_empty());
    assert_eq!(anna.screen(), "");
}

#[tokio::test]
async fn other_kinds_of_messages() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let chat = anna.id();
    let place = json!({"chat_id": chat, "latitude": 41.3, "longitude": 69.2});
    stage.call("sendLocation", place.clone()).await;
    let mut venue = place;
    venue["title"] = json!("Чорсу");
    venue["address"] = json!("Ташкент");
    stage.call("sendVenue", venue).await;
    let contact = json!({"chat_id": chat, "phone_number": "+998", "first_name": "Гид"});
    stage.call("sendContact", contact).await;
    let poll = json!({"chat_id": chat, "question": "Едем?", "options": [{"text": "да"}, "нет"]});
    stage.call("sendPoll", poll).await;
    stage
        .call(
            "sendChatAction",
            json!({"chat_id": chat, "action": "typing"}),
        )
        .await;
    assert_eq!(
        anna.transcript().get(1..).unwrap(),
        [
            "[location]",
            "[venue Чорсу]",
            "[contact Гид +998]",
            "[poll Едем?]"
        ]
    );
    let path = format!("chats/{chat}/messages?viewer={chat}");
    assert_eq!(
        stage.control_get(&path).await.1["actions"],
        json!(["typing"])
    );
    stage
        .sandbox
        .clock()
        .advance(std::time::Duration::from_secs(6));
    assert_eq!(stage.control_get(&path).await.1["actions"], json!([]));
}

#[tokio::test]
async fn a_file_by_local_address() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let served = format!("{}/bot{TOKEN}/getMe", stage.sandbox.url());
    let params = json!({"chat_id": anna.id(), "document": served});
    let sent = stage.call("sendDocument", params).await;
    assert_eq!(sent["document"]["mime_type"], "application/json");
    let params = json!({"chat_id": anna.id(), "document": "https://sputnik.invalid/a.pdf"});
    assert_eq!(
        stage.refused("sendDocument", params).await,
        "Bad Request: failed to get HTTP URL content"
    );
}
