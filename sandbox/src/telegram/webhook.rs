//! Delivery of updates to a webhook.
//!
//! Every queue with something to send has one task. Order inside a queue follows from that; the
//! number of requests at a time is limited per bot by `max_connections`.

use std::{sync::Arc, time::Duration};

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::{
    api,
    bot::Webhook,
    inbox::{QueueKey, Step},
    world::World,
};
use crate::{journal::DeliveryAttempt, person::Delivery, sandbox::Shared};

const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
/// The longest pause that a receiver may ask for.
const MAX_RETRY_AFTER: i64 = 3600;
/// How long a receiver may answer 410 before the webhook is removed.
const GONE_LIMIT: i64 = 23 * 3600;

struct Target {
    url: String,
    secret: Option<String>,
    connections: Arc<Semaphore>,
}

impl Target {
    fn of(webhook: &Webhook) -> Self {
        Self {
            url: webhook.url.clone(),
            secret: webhook.secret.clone(),
            connections: Arc::clone(&webhook.connections),
        }
    }
}

enum Task {
    Stop,
    Pause(Duration),
    Send(i64, Arc<Value>, Target),
}

/// What came back from the receiver.
struct Answer {
    status: Option<u16>,
    retry_after: Option<i64>,
    error: Option<String>,
    body: Vec<u8>,
}

/// Empties one queue, then ends.
pub(crate) async fn work(shared: Arc<Shared>, bot: i64, key: QueueKey) {
    let mut kick = shared.kick.subscribe();
    loop {
        kick.mark_unchanged();
        let now = shared.clock.millis();
        match shared.with(|world| next_task(world, bot, key, now)) {
            Task::Stop => {
                shared.touch();
                return;
            }
            Task::Pause(pause) => {
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    // The sender lives in `shared`.
                    _changed = kick.changed() => {}
                    () = shared.stop.cancelled() => return,
                }
            }
            Task::Send(id, body, target) => {
                let answer = tokio::select! {
                    answer = send(&shared, &target, &body) => answer,
                    () = shared.stop.cancelled() => return,
                };
                shared.with(|world| settle(world, bot, key, id, &target, answer));
                shared.touch();
            }
        }
    }
}

fn next_task(world: &mut World, bot: i64, key: QueueKey, now: i64) -> Task {
    let Some(bot) = world.bot_mut(bot) else {
        return Task::Stop;
    };
    let Some(target) = bot.webhook.as_ref().map(Target::of) else {
        bot.inbox.release(key);
        return Task::Stop;
    };
    match bot.inbox.next(key, now) {
        Step::Send { id, body } => Task::Send(id, body, target),
        Step::Wait { millis } => {
            // One more, since the clock counts whole milliseconds.
            let millis = u64::try_from(millis).unwrap_or(0) + 1;
            Task::Pause(Duration::from_millis(millis))
        }
        Step::Empty => {
            bot.inbox.release(key);
            Task::Stop
        }
    }
}

async fn send(shared: &Shared, target: &Target, body: &Value) -> Answer {
    // The semaphore is never closed; without a permit the request simply goes out.
    let _permit = target.connections.acquire().await.ok();
    let mut request = shared
        .client
        .post(&target.url)
        .header(CONTENT_TYPE, "application/json")
        .body(body.to_string());
    if let Some(secret) = &target.secret {
        request = request.header(SECRET_HEADER, secret);
    }
    match request.send().await {
        Ok(response) => {
            let status = response.status().as_u16();
            let retry_after = response
                .headers()
                .get(RETRY_AFTER)
                .and_then(|value| value.to_str().ok()?.trim().parse::<i64>().ok())
                .filter(|seconds| (1..=MAX_RETRY_AFTER).contains(seconds));
            match response.bytes().await {
                Ok(bytes) => Answer {
                    status: Some(status),
                    retry_after,
                    error: None,
                    body: bytes.to_vec(),
                },
                Err(error) => Answer::broken(&error),
            }
        }
        Err(error) => Answer::broken(&error),
    }
}

impl Answer {
    fn broken(error: &reqwest::Error) -> Self {
        let text = if error.is_timeout() {
            "Read timeout expired"
        } else if error.is_connect() {
            "Connection refused"
        } else {
            "Connection closed"
        };
        Self {
            status: None,
            retry_after: None,
            error: Some(text.to_owned()),
            body: Vec::new(),
        }
    }

    fn accepted(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }
}

fn settle(world: &mut World, bot_id: i64, key: QueueKey, id: i64, target: &Target, answer: Answer) {
    world.attempts.push(DeliveryAttempt {
        url: target.url.clone(),
        update_id: id,
        status: answer.status,
        error: answer.error.clone(),
        at: world.clock.now(),
    });
    if answer.accepted() {
        // Before the waiter learns of the delivery, so that it sees what the answer asked for.
        execute_answer(world, bot_id, &answer.body);
        accept(world, bot_id, key, id);
        return;
    }
    let now = world.clock.millis();
    let Some(bot) = world.bot_mut(bot_id) else {
        return;
    };
    let (outcome, text) = match answer.status {
        Some(status) => {
            let reason = axum::http::StatusCode::from_u16(status)
                .ok()
                .and_then(|code| code.canonical_reason())
                .unwrap_or("");
            let text = format!("Wrong response from the webhook: {status} {reason}");
            (Delivery::Refused(status), text.trim_end().to_owned())
        }
        None => {
            let text = answer.error.unwrap_or_default();
            (Delivery::Failed(text.clone()), text)
        }
    };
    bot.inbox.failed(key, id, now, answer.retry_after, outcome);
    let mut gone = false;
    if let Some(webhook) = bot.webhook.as_mut() {
        webhook.last_error = Some((now / 1000, text));
        if answer.status == Some(410) {
            let since = *webhook.gone_since.get_or_insert(now / 1000);
            gone = now / 1000 - since >= GONE_LIMIT;
        } else {
            webhook.gone_since = None;
        }
    }
    if gone {
        bot.webhook = None;
    }
}

fn accept(world: &mut World, bot_id: i64, key: QueueKey, id: i64) {
    let Some(bot) = world.bot_mut(bot_id) else {
        return;
    };
    if let Some(webhook) = bot.webhook.as_mut() {
        webhook.gone_since = None;
    }
    let Some(delivered) = bot.inbox.done(key, id) else {
        return;
    };
    world.last_delivered = Some((bot_id, delivered.body));
    if let Some(tap) = delivered.tap {
        world.queries.mark_delivered(&tap);
    }
}

/// A method in the answer's body is executed; its result goes nowhere.
fn execute_answer(world: &mut World, bot: i64, body: &[u8]) {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(body) else {
        return;
    };
    let Some(Value::String(method)) = fields.remove("method") else {
        return;
    };
    let lower = method.to_ascii_lowercase();
    let forbidden = lower.starts_with("get")
        || matches!(
            lower.as_str(),
            "setwebhook" | "deletewebhook" | "close" | "logout"
        );
    if !forbidden {
        api::call_in_answer(world, bot, &method, fields);
    }
}

/// Sends the last delivered update again, outside of all queues.
pub(crate) async fn redeliver(shared: &Arc<Shared>) -> Delivery {
    let found = shared.with(|world| {
        let (bot, body) = world.last_delivered.clone()?;
        let target = world.bot(bot)?.webhook.as_ref().map(Target::of)?;
        Some((bot, body, target))
    });
    let Some((bot, body, target)) = found else {
        return Delivery::Failed("nothing was delivered to a webhook yet".to_owned());
    };
    let answer = send(shared, &target, &body).await;
    shared.with(|world| {
        world.attempts.push(DeliveryAttempt {
            url: target.url.clone(),
            update_id: body.get("update_id").and_then(Value::as_i64).unwrap_or(0),
            status: answer.status,
            error: answer.error.clone(),
            at: world.clock.now(),
        });
        if answer.accepted() {
            execute_answer(world, bot, &answer.body);
        }
    });
    match (answer.status, answer.error) {
        (Some(status), _) if (200..300).contains(&status) => Delivery::Done,
        (Some(status), _) => Delivery::Refused(status),
        (None, error) => Delivery::Failed(error.unwrap_or_default()),
    }
}
