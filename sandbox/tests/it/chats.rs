//! Groups, topics, members, pinned messages, several bots.

use serde_json::json;
use sputnik_sandbox::{BotSpec, Delivery, NewPerson};

use crate::common::{Stage, options};

#[tokio::test]
async fn groups_and_topics() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let group = stage.sandbox.group("Поездка", true, &[&anna]);
    assert!(group < -1_000_000_000_000);
    let updates = stage.poll(1).await;
    let change = &updates[0]["my_chat_member"];
    assert_eq!(change["new_chat_member"]["status"], "administrator");
    assert_eq!(change["chat"]["is_forum"], true);

    let (said, updates) = tokio::join!(anna.say_in(group, "/help@sputnik_bot"), stage.poll(1));
    assert_eq!(said, Delivery::Done);
    assert_eq!(updates[0]["message"]["chat"]["type"], "supergroup");
    assert_eq!(updates[0]["message"]["entities"][0]["length"], 17);

    let topic = stage
        .call(
            "createForumTopic",
            json!({"chat_id": group, "name": "Отели"}),
        )
        .await;
    let thread = topic["message_thread_id"].as_i64().unwrap();
    let sent = json!({"chat_id": group, "message_thread_id": thread, "text": "Тут"});
    let sent = stage.call("sendMessage", sent).await;
    assert_eq!(sent["is_topic_message"], true);
    let (_, updates) = tokio::join!(anna.say_in_topic(group, thread, "да"), stage.poll(1));
    assert_eq!(updates[0]["message"]["message_thread_id"], thread);

    let place = json!({"chat_id": group, "message_thread_id": thread, "name": "Жильё"});
    stage.call("editForumTopic", place.clone()).await;
    assert_eq!(
        stage.refused("editForumTopic", place.clone()).await,
        "Bad Request: TOPIC_NOT_MODIFIED"
    );
    stage.call("closeForumTopic", place.clone()).await;
    assert!(matches!(
        anna.say_in_topic(group, thread, "да").await,
        Delivery::Failed(_)
    ));
    stage.call("reopenForumTopic", place.clone()).await;
    stage.call("deleteForumTopic", place).await;
    let gone = json!({"chat_id": group, "message_thread_id": thread, "text": "Тут"});
    assert_eq!(
        stage.refused("sendMessage", gone).await,
        "Bad Request: message thread not found"
    );
    assert_eq!(anna.transcript_of(group), ["/help@sputnik_bot"]);
}

#[tokio::test]
async fn members_and_chats() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let boris = stage.sandbox.person(NewPerson::named("Boris")).await;
    let vera = stage.sandbox.person(NewPerson::named("Vera")).await;
    let group = stage.sandbox.group("Поездка", false, &[&anna, &boris]);
    let status = async |user: i64| {
        let params = json!({"chat_id": group, "user_id": user});
        stage.call("getChatMember", params).await["status"].clone()
    };
    assert_eq!(status(anna.id()).await, "creator");
    assert_eq!(status(boris.id()).await, "member");
    assert_eq!(status(vera.id()).await, "left");
    assert_eq!(status(4200).await, "administrator");
    assert_eq!(
        stage
            .call("getChatMemberCount", json!({"chat_id": group}))
            .await,
        3
    );
    let chat = stage.call("getChat", json!({"chat_id": group})).await;
    assert_eq!(chat["title"], "Поездка");
    let said = vera.say_in(group, "hello").await;
    assert!(matches!(said, Delivery::Failed(_)));

    let sent = stage
        .call("sendMessage", json!({"chat_id": group, "text": "x"}))
        .await;
    let pin = json!({"chat_id": group, "message_id": sent["message_id"]});
    stage.call("pinChatMessage", pin.clone()).await;
    let chat = stage.call("getChat", json!({"chat_id": group})).await;
    assert_eq!(chat["pinned_message"]["text"], "x");
    stage.call("setMessageReaction", pin.clone()).await;
    stage.call("unpinChatMessage", pin).await;
    let photos = stage
        .call("getUserProfilePhotos", json!({"user_id": anna.id()}))
        .await;
    assert_eq!(photos, json!({"total_count": 0, "photos": []}));
}

#[tokio::test]
async fn bots_do_not_see_each_other() {
    let mut options = options();
    options.bots.push(BotSpec {
        token: "77:other".to_owned(),
        username: "other_bot".to_owned(),
        first_name: "Other".to_owned(),
    });
    let stage = Stage::with(options).await;
    let anna = stage.anna().await;
    let url = format!("{}/bot77:other/sendMessage", stage.sandbox.url());
    let params = json!({"chat_id": anna.id(), "text": "x"});
    let response = stage.http.post(url).json(&params).send().await.unwrap();
    // She wrote to the first bot only.
    assert_eq!(response.status(), 403);
    assert_eq!(anna.transcript(), ["/start"]);
}
