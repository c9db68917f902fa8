//! Queues, retries, lifetimes, polling.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use sputnik_sandbox::{Delivery, NewPerson};
use tokio::sync::Notify;

use crate::common::{Hook, LONG, Reply, Stage, button};

fn text(update: &Value) -> &str {
    update["message"]["text"].as_str().unwrap()
}

#[tokio::test]
async fn one_update_of_a_chat_is_in_flight_and_order_is_kept() {
    let stage = Stage::new().await;
    let gate = Arc::new(Notify::new());
    let mut hook = Hook::new(&stage, vec![Reply::held(&gate)]).await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    let boris = stage.sandbox.person(NewPerson::named("Boris")).await;
    for word in ["one", "two", "three"] {
        let path = format!("chats/{}/text", anna.id());
        let (status, _) = stage
            .control(&path, json!({"from": anna.id(), "text": word}))
            .await;
        assert_eq!(status, 200);
    }
    assert_eq!(text(&hook.next().await), "one");
    // Another chat is not held back, and nothing more of the first one has come by then.
    assert_eq!(boris.say("hello").await, Delivery::Done);
    assert_eq!(text(&hook.next().await), "hello");
    assert!(hook.is_idle());
    assert_eq!(stage.sandbox.pending_updates(), 3);
    gate.notify_one();
    assert_eq!(text(&hook.next().await), "two");
    assert_eq!(text(&hook.next().await), "three");
    assert!(stage.sandbox.quiet(LONG).await);
}

#[tokio::test]
async fn a_tap_does_not_wait_for_a_message() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let sent = json!({"chat_id": anna.id(), "text": "?", "reply_markup": button("Yes", "y")});
    stage.call("sendMessage", sent).await;
    let gate = Arc::new(Notify::new());
    let mut hook = Hook::new(&stage, vec![Reply::held(&gate)]).await;
    let path = format!("chats/{}/text", anna.id());
    stage
        .control(&path, json!({"from": anna.id(), "text": "slow"}))
        .await;
    hook.next().await;
    assert_eq!(anna.tap("Yes").await.unwrap().delivery, Delivery::Done);
    assert_eq!(hook.next().await["callback_query"]["data"], "y");
    gate.notify_one();
    assert!(stage.sandbox.quiet(LONG).await);
}

#[tokio::test]
async fn the_first_failure_is_told_and_the_retry_comes_at_once() {
    let stage = Stage::new().await;
    let mut hook = Hook::new(&stage, vec![Reply::status(500)]).await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    assert_eq!(anna.say("hello").await, Delivery::Refused(500));
    assert!(stage.sandbox.quiet(LONG).await);
    let (first, second) = (hook.next().await, hook.next().await);
    assert_eq!(first, second);
    let statuses: Vec<_> = stage
        .sandbox
        .webhook_log()
        .iter()
        .map(|a| a.status)
        .collect();
    assert_eq!(statuses, [Some(500), Some(200)]);
    let info = stage.call("getWebhookInfo", json!({})).await;
    assert_eq!(
        info["last_error_message"],
        "Wrong response from the webhook: 500 Internal Server Error"
    );
}

#[tokio::test]
async fn retry_after_is_kept_by_the_virtual_clock() {
    let stage = Stage::new().await;
    let busy = Reply {
        retry_after: Some(30),
        ..Reply::status(503)
    };
    let _hook = Hook::new(&stage, vec![busy.clone(), busy]).await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    assert_eq!(anna.say("hello").await, Delivery::Refused(503));
    assert!(!stage.sandbox.quiet(Duration::ZERO).await);
    stage.sandbox.clock().advance(Duration::from_secs(31));
    // The second attempt is refused as well; this time the test does not wait.
    while stage.sandbox.webhook_log().len() < 2 {
        tokio::task::yield_now().await;
    }
    stage.sandbox.retry_now();
    assert!(stage.sandbox.quiet(LONG).await);
    assert_eq!(stage.sandbox.webhook_log().len(), 3);
}

#[tokio::test]
async fn a_closed_port_is_a_failure_and_a_new_webhook_is_tried_at_once() {
    let stage = Stage::new().await;
    stage
        .call("setWebhook", json!({"url": "http://127.0.0.1:9/hook"}))
        .await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    let delivery = anna.say("hello").await;
    assert_eq!(delivery, Delivery::Failed("Connection refused".to_owned()));
    let mut hook = Hook::new(&stage, vec![]).await;
    assert_eq!(text(&hook.next().await), "hello");
    assert!(stage.sandbox.quiet(LONG).await);
}

#[tokio::test]
async fn secret_and_kinds_of_updates() {
    let stage = Stage::new().await;
    let mut hook = Hook::unregistered(vec![]).await;
    let params = json!({
        "url": hook.url,
        "secret_token": "s3cret",
        "allowed_updates": ["message"],
        "max_connections": 7,
    });
    stage.call("setWebhook", params).await;
    let anna = stage.anna_by_hook(&mut hook).await;
    anna.say("hello").await;
    let (headers, update) = hook.next_with_headers().await;
    assert_eq!(headers["x-telegram-bot-api-secret-token"], "s3cret");
    assert_eq!(headers["content-type"], "application/json");
    let message = &update["message"];
    assert_eq!(message["chat"]["id"], anna.id());
    assert_eq!(message["from"]["language_code"], "ru");
    let sent = json!({"chat_id": anna.id(), "text": "?", "reply_markup": button("Yes", "y")});
    stage.call("sendMessage", sent).await;
    let tapped = anna.tap("Yes").await.unwrap();
    assert!(matches!(tapped.delivery, Delivery::Failed(_)));
    // Settings stay when they are not named.
    stage.call("setWebhook", json!({"url": hook.url})).await;
    let info = stage.call("getWebhookInfo", json!({})).await;
    assert_eq!(info["allowed_updates"], json!(["message"]));
    assert_eq!(info["pending_update_count"], 0);
}

impl Stage {
    async fn anna_by_hook(&self, hook: &mut Hook) -> sputnik_sandbox::Person {
        let anna = self
            .sandbox
            .person(NewPerson::named("Анна").lang("ru"))
            .await;
        assert_eq!(anna.start(None).await, Delivery::Done);
        hook.next().await;
        anna
    }
}

#[tokio::test]
async fn a_method_in_the_answer_is_executed_before_delivery_ends() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let reply = Reply {
        body: json!({"method": "sendMessage", "chat_id": anna.id(), "text": "at once"}),
        ..Reply::status(200)
    };
    let forbidden = Reply {
        body: json!({"method": "deleteWebhook"}),
        ..Reply::status(200)
    };
    let _hook = Hook::new(&stage, vec![reply, forbidden]).await;
    assert_eq!(anna.say("hello").await, Delivery::Done);
    assert_eq!(anna.screen(), "at once");
    anna.say("again").await;
    assert_ne!(stage.call("getWebhookInfo", json!({})).await["url"], "");
}

#[tokio::test]
async fn the_last_update_can_be_delivered_twice() {
    let stage = Stage::new().await;
    let mut hook = Hook::new(&stage, vec![]).await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    anna.say("hello").await;
    assert_eq!(stage.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!(hook.next().await, hook.next().await);
}

#[tokio::test]
async fn updates_made_by_hand_go_out_as_they_are() {
    let stage = Stage::new().await;
    let mut hook = Hook::new(&stage, vec![]).await;
    let id = stage
        .sandbox
        .push_raw(json!({"strange_thing": {"x": null}}));
    assert_eq!(
        hook.next().await,
        json!({"update_id": id, "strange_thing": {"x": null}})
    );
    stage.sandbox.push_raw(json!("not an object"));
    assert_eq!(hook.next().await, json!("not an object"));
}

#[tokio::test]
async fn a_tap_lives_150_seconds() {
    let stage = Stage::new().await;
    let anna = stage.anna().await;
    let sent = json!({"chat_id": anna.id(), "text": "?", "reply_markup": button("Yes", "y")});
    stage.call("sendMessage", sent).await;
    // Never delivered: it vanishes, while a message stays.
    let path = format!("chats/{}", anna.id());
    stage
        .control(
            &format!("{path}/text"),
            json!({"from": anna.id(), "text": "x"}),
        )
        .await;
    let (tapped, ()) = tokio::join!(anna.tap("Yes"), async {
        while stage.sandbox.pending_updates() < 2 {
            tokio::task::yield_now().await;
        }
        stage.sandbox.clock().advance(Duration::from_secs(151));
        assert_eq!(stage.sandbox.pending_updates(), 1);
    });
    assert!(matches!(tapped.unwrap().delivery, Delivery::Failed(_)));
    // Delivered in time, answered too late.
    stage.drain(1).await;
    let (tapped, updates) = tokio::join!(anna.tap("Yes"), stage.poll(1));
    assert_eq!(tapped.unwrap().delivery, Delivery::Done);
    let id = &updates[0]["callback_query"]["id"];
    stage.sandbox.clock().advance(Duration::from_secs(151));
    assert_eq!(
        stage
            .refused("answerCallbackQuery", json!({"callback_query_id": id}))
            .await,
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
    assert_eq!(stage.sandbox.open_taps().len(), 1);
}

#[tokio::test]
async fn polling_confirms_by_offset() {
    let stage = Stage::new().await;
    let anna = stage.sandbox.person(NewPerson::named("Anna")).await;
    let ((), delivery) = tokio::join!(
        async {
            let updates = stage.call("getUpdates", json!({"timeout": 10})).await;
            let id = updates[0]["update_id"].as_i64().unwrap();
            // Not confirmed yet: it comes again.
            let again = stage.call("getUpdates", json!({})).await;
            assert_eq!(updates, again);
            assert_eq!(stage.sandbox.pending_updates(), 1);
            let rest = stage.call("getUpdates", json!({"offset": id + 1})).await;
            assert_eq!(rest, json!([]));
        },
        anna.say("hello")
    );
    assert_eq!(delivery, Delivery::Done);
}

#[tokio::test]
async fn polling_conflicts() {
    let stage = Stage::new().await;
    let older = stage.raw("getUpdates", json!({"timeout": 10}));
    let newer = async {
        // The older call has to be there first.
        while stage.sandbox.journal().is_empty() {
            let (_, me) = stage.raw("getMe", json!({})).await;
            assert_eq!(me["ok"], true);
        }
        stage.raw("getUpdates", json!({})).await
    };
    let ((status, body), (newer, _)) = tokio::join!(older, newer);
    assert_eq!((status, newer), (409, 200));
    assert_eq!(
        body["description"],
        "Conflict: terminated by other getUpdates request; \
         make sure that only one bot instance is running"
    );
    stage
        .call("setWebhook", json!({"url": "http://127.0.0.1:9/"}))
        .await;
    let (status, body) = stage.raw("getUpdates", json!({})).await;
    assert_eq!(status, 409);
    assert_eq!(
        body["description"],
        "Conflict: can't use getUpdates method while webhook is active; \
         use deleteWebhook to delete the webhook first"
    );
    stage.call("deleteWebhook", json!({})).await;
    stage.call("getUpdates", json!({})).await;
}

#[tokio::test]
async fn a_thousand_people_at_once() {
    let stage = Stage::new().await;
    let _hook = Hook::new(&stage, vec![]).await;
    let mut people = Vec::new();
    for n in 0..1000 {
        people.push(
            stage
                .sandbox
                .person(NewPerson::named(&format!("P{n}")))
                .await,
        );
    }
    let said = futures::future::join_all(people.iter().map(|person| person.say("hi"))).await;
    assert!(said.iter().all(|delivery| *delivery == Delivery::Done));
    assert_eq!(stage.sandbox.pending_updates(), 0);
}
