//! What people do and see.

use serde_json::json;
use sputnik_sandbox::{Delivery, NewPerson};

use crate::common::{Hook, Stage, button, png};

#[tokio::test]
async fn labels_are_found_exactly_then_by_part() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let chat = anna.id();
    let mut hook = Hook::new(&stage, vec![]).await;
    for (text, label, data) in [("old", "Меню", "old"), ("new", "☰ Меню и прочее", "new")]
    {
        let sent = json!({"chat_id": chat, "text": text, "reply_markup": button(label, data)});
        stage.call("sendMessage", sent).await;
    }
    anna.tap("Меню").await.unwrap();
    assert_eq!(hook.next().await["callback_query"]["data"], "old");
    anna.tap("прочее").await.unwrap();
    assert_eq!(hook.next().await["callback_query"]["data"], "new");
    let error = anna.tap("Нет такой").await.unwrap_err();
    assert_eq!(error.present, ["☰ Меню и прочее"]);
    anna.tap_data(2, "forged").await;
    assert_eq!(hook.next().await["callback_query"]["data"], "forged");
}

#[tokio::test]
async fn links_to_the_bot_start_it() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let mut hook = Hook::new(&stage, vec![]).await;
    let markup = json!({"inline_keyboard": [[
        {"text": "Friend", "url": "https://t.me/Sputnik_Bot?start=ref_7"},
        {"text": "Site", "url": "https://sputnik.uz/x"},
        {"text": "App", "web_app": {"url": "https://sputnik.uz/app"}},
    ]]});
    let sent = json!({"chat_id": anna.id(), "text": "x", "reply_markup": markup});
    stage.call("sendMessage", sent).await;
    assert_eq!(anna.screen(), "x\n\n[ Friend ↗ ] [ Site ↗ ] [ App ▣ ]");
    let tapped = anna.tap("Friend").await.unwrap();
    assert_eq!(tapped.delivery, Delivery::Done);
    assert_eq!(hook.next().await["message"]["text"], "/start ref_7");
    let url = |outcome: sputnik_sandbox::TapOutcome| outcome.answer.unwrap().url.unwrap();
    assert_eq!(url(anna.tap("Site").await.unwrap()), "https://sputnik.uz/x");
    let app = url(anna.tap("App").await.unwrap());
    assert!(
        app.starts_with("https://sputnik.uz/app#tgWebAppData="),
        "{app}"
    );
    assert_eq!(
        anna.start(Some("bad payload")).await,
        Delivery::Failed("a payload is up to 64 of A-Z a-z 0-9 _ -".to_owned())
    );
}

#[tokio::test]
async fn reply_keyboards() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let mut hook = Hook::new(&stage, vec![]).await;
    let markup = json!({"one_time_keyboard": true, "keyboard": [
        ["Да", {"text": "Номер", "request_contact": true}],
        [{"text": "Где я", "request_location": true}],
    ]});
    let sent = json!({"chat_id": anna.id(), "text": "Кто вы?", "reply_markup": markup});
    let sent = stage.call("sendMessage", sent).await;
    assert!(sent.get("reply_markup").is_none());
    assert_eq!(anna.screen(), "Кто вы?\n\n⌨ [ Да ] [ Номер ]\n⌨ [ Где я ]");
    assert_eq!(anna.reply_buttons(), ["Да", "Номер", "Где я"]);
    anna.tap("Номер").await.unwrap();
    let contact = &hook.next().await["message"]["contact"];
    assert_eq!(contact["user_id"], anna.id());
    assert!(
        contact["phone_number"]
            .as_str()
            .unwrap()
            .starts_with("+998")
    );
    // Meant for one use.
    assert!(anna.reply_buttons().is_empty());
    let markup = json!({"keyboard": [["Да"]]});
    let sent = json!({"chat_id": anna.id(), "text": "x", "reply_markup": markup});
    stage.call("sendMessage", sent).await;
    anna.tap("Да").await.unwrap();
    assert_eq!(hook.next().await["message"]["text"], "Да");
    assert_eq!(anna.reply_buttons(), ["Да"]);
    let removal = json!({"remove_keyboard": true});
    let sent = json!({"chat_id": anna.id(), "text": "y", "reply_markup": removal});
    stage.call("sendMessage", sent).await;
    assert!(anna.reply_buttons().is_empty());
}

#[tokio::test]
async fn files_of_people_can_be_fetched() {
    let stage = Stage::new().await;
    let mut hook = Hook::new(&stage, vec![]).await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    anna.send_photo(png(400, 400), Some("вид")).await;
    let message = hook.next().await["message"].clone();
    assert_eq!(message["caption"], "вид");
    assert_eq!(message["photo"].as_array().unwrap().len(), 3);
    anna.send_document("a.pdf", "application/pdf", vec![1; 21 * 1024 * 1024], None)
        .await;
    let document = hook.next().await["message"]["document"].clone();
    assert_eq!(document["file_name"], "a.pdf");
    let params = json!({"file_id": document["file_id"]});
    assert_eq!(
        stage.refused("getFile", params).await,
        "Bad Request: file is too big"
    );
    anna.send_voice(vec![1]).await;
    assert_eq!(
        hook.next().await["message"]["voice"]["mime_type"],
        "audio/ogg"
    );
    anna.send_sticker().await;
    assert_eq!(hook.next().await["message"]["sticker"]["type"], "regular");
    anna.send_location(41.5, 69.25).await;
    assert_eq!(hook.next().await["message"]["location"]["latitude"], 41.5);
    anna.send_video(vec![1]).await;
    anna.send_audio(vec![1]).await;
    assert_eq!(
        anna.transcript(),
        [
            "[photo]\nвид",
            "[document a.pdf]",
            "[voice]",
            "[sticker 👍]",
            "[location]",
            "[video]",
            "[audio audio.mp3]"
        ]
    );
}

#[tokio::test]
async fn edits_and_replies_of_people() {
    let stage = Stage::new().await;
    let mut hook = Hook::new(&stage, vec![]).await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    anna.say("one").await;
    let id = hook.next().await["message"]["message_id"].as_i64().unwrap();
    anna.edit(id, "two").await;
    let edited = hook.next().await["edited_message"].clone();
    assert_eq!(edited["text"], "two");
    assert_eq!(edited["message_id"], id);
    anna.reply(id, "three").await;
    assert_eq!(
        hook.next().await["message"]["reply_to_message"]["text"],
        "two"
    );
}

#[tokio::test]
async fn invoices_are_paid_or_declined() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let invoice = json!({
        "chat_id": anna.id(), "title": "Тур", "description": "Два дня", "payload": "order_1",
        "currency": "XTR", "prices": [{"label": "Тур", "amount": 50}],
    });
    stage.call("sendInvoice", invoice).await;
    assert_eq!(anna.screen(), "[invoice Тур 50 XTR]\n\n[ Pay 50 XTR ]");
    let bot = async |ok: bool, count: usize| {
        let updates = stage.call("getUpdates", json!({"timeout": 10})).await;
        let query = updates[0]["pre_checkout_query"].clone();
        assert_eq!(query["invoice_payload"], "order_1");
        let params = json!({
            "pre_checkout_query_id": query["id"], "ok": ok, "error_message": "мест нет",
        });
        stage.call("answerPreCheckoutQuery", params).await;
        stage.poll(count).await
    };
    let (tapped, _) = tokio::join!(anna.tap("Pay"), bot(false, 1));
    assert_eq!(
        tapped.unwrap().delivery,
        Delivery::Failed("мест нет".to_owned())
    );
    let (tapped, updates) = tokio::join!(anna.tap("Pay"), bot(true, 2));
    assert_eq!(tapped.unwrap().delivery, Delivery::Done);
    let paid = &updates[1]["message"]["successful_payment"];
    assert_eq!(paid["total_amount"], 50);
    assert_eq!(paid["invoice_payload"], "order_1");
}

#[tokio::test]
async fn inline_queries() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let results = json!([{"type": "article", "id": "1", "title": "x"}]);
    let bot = async {
        let updates = stage.call("getUpdates", json!({"timeout": 10})).await;
        let query = &updates[0]["inline_query"];
        assert_eq!(query["query"], "самарканд");
        let params = json!({"inline_query_id": query["id"], "results": results});
        stage.call("answerInlineQuery", params).await;
        let offset = updates[0]["update_id"].as_i64().unwrap() + 1;
        stage.call("getUpdates", json!({"offset": offset})).await;
    };
    let (answer, ()) = tokio::join!(anna.inline_query("самарканд"), bot);
    assert_eq!(answer.unwrap(), results);
}
