//! What one update does to the next: panics, order, saturation, the stop. Driven through a front of the
//! test's own, which does what the real one never does.
#![expect(
    clippy::disallowed_methods,
    reason = "no ordered stop waits for a test"
)]

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use dptree::deps;
use reqwest::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    app::App,
    bot::{
        fault::Fault,
        html::Html,
        intake::{Front, Incoming, Intake, Prepared, Verdict},
        screen::Screen,
        webhook,
    },
    entity::failed_update,
    kernel::{ids::TgId, lang::Lang},
};
use sputnik_sandbox::Delivery;
use teloxide::{dispatching::UpdateHandler, types::UpdateKind};
use tokio::sync::{Semaphore, mpsc};
use tower::ServiceExt;

use super::support::{
    Settings, TestApp,
    app::SECRET,
    database::variable,
    updates::{message_from, next_update_id, post},
};

/// Counts who is inside, holds everybody at a gate, panics on request.
struct Rigged {
    app: App,
    tree: UpdateHandler<Fault>,
}

/// What happened, in order.
#[derive(Clone)]
struct Gate {
    events: mpsc::UnboundedSender<String>,
    doors: Arc<Mutex<HashMap<String, Arc<Semaphore>>>>,
}

impl Gate {
    fn new() -> (Self, mpsc::UnboundedReceiver<String>) {
        let (events, heard) = mpsc::unbounded_channel();
        (
            Self {
                events,
                doors: Arc::default(),
            },
            heard,
        )
    }

    fn door(&self, name: &str) -> Arc<Semaphore> {
        let mut doors = self.doors.lock().unwrap();
        doors
            .entry(name.to_owned())
            .or_insert_with(|| Arc::new(Semaphore::new(0)))
            .clone()
    }

    fn open(&self, name: &str) {
        self.door(name).add_permits(1);
    }
}

impl Rigged {
    fn new(app: &App, gate: Gate) -> Arc<Self> {
        let tree = dptree::entry().endpoint(move |app: App, incoming: Incoming| {
            let gate = gate.clone();
            async move { act(&app, &gate, &incoming).await }
        });
        Arc::new(Self {
            app: app.clone(),
            tree,
        })
    }
}

async fn act(app: &App, gate: &Gate, incoming: &Incoming) -> Result<(), Fault> {
    let words = match &incoming.update.kind {
        UpdateKind::Message(message) => message.text().unwrap_or_default().to_owned(),
        UpdateKind::CallbackQuery(query) => query.data.clone().unwrap_or_default(),
        _ => String::new(),
    };
    assert!(words != "panic", "asked to");
    if words == "break" {
        return Err(Fault::Broken(anyhow::anyhow!("asked to")));
    }
    if let Some(name) = words.strip_prefix("hold ") {
        gate.events.send(format!("in {name}")).unwrap();
        gate.door(name).acquire().await.unwrap().forget();
        gate.events.send(format!("out {name}")).unwrap();
        return Ok(());
    }
    let chat = incoming.private_chat().unwrap();
    Screen::new(Html::escape(&format!("слышу: {words}")))
        .send(&app.tg, chat)
        .await?;
    Ok(())
}

#[async_trait]
impl Front for Rigged {
    async fn prepare(&self, _: &Incoming) -> Result<Prepared, Fault> {
        let tr = self.app.texts.lang(Lang::Ru);
        std::future::ready(Ok(Prepared {
            deps: deps![self.app.clone()],
            tr,
        }))
        .await
    }

    async fn unreachable(&self, _: TgId) -> Result<(), Fault> {
        std::future::ready(Ok(())).await
    }

    fn tree(&self) -> &UpdateHandler<Fault> {
        &self.tree
    }
}

fn text(id: i64, words: &str) -> Vec<u8> {
    message_from(id, &json!({"text": words}))
        .to_string()
        .into_bytes()
}

fn tap(id: i64, data: &str) -> Vec<u8> {
    json!({
        "update_id": next_update_id(),
        "callback_query": {
            "id": "1", "chat_instance": "1", "data": data,
            "from": {"id": id, "is_bot": false, "first_name": "Анна"},
        },
    })
    .to_string()
    .into_bytes()
}

fn handle(intake: &Intake, body: Vec<u8>) -> tokio::task::JoinHandle<Verdict> {
    let intake = intake.clone();
    tokio::spawn(async move { intake.handle(&body).await })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_ends_one_update_only_and_leaves_a_trace() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let anna = t.person("Анна", "ru").await;
    let (gate, _events) = Gate::new();
    t.put_before(&t.app, Rigged::new(&t.app, gate)).await;
    for (words, error) in [("panic", "panicked: asked to"), ("break", "asked to")] {
        assert_eq!(anna.say(words).await, Delivery::Done);
        let kept = failed_update::Entity::find()
            .filter(failed_update::Column::Error.eq(error))
            .one(&t.app.db)
            .await
            .unwrap()
            .expect("the failed update was not kept");
        assert!(kept.body.contains(&format!("\"{words}\"")), "{}", kept.body);
        assert!(anna.screen().contains(&kept.fault_id), "{}", anna.screen());
        assert!(
            anna.screen().contains("сломалось у нас"),
            "{}",
            anna.screen()
        );
        assert_eq!(anna.say("дальше").await, Delivery::Done);
        assert_eq!(anna.screen(), "слышу: дальше");
    }
    // A tap hears of it in an alert.
    let newest = anna.last_message().unwrap()["message_id"].as_i64().unwrap();
    let answer = anna.tap_data(newest, "panic").await.answer.unwrap();
    assert!(answer.show_alert && answer.text.unwrap().contains("сломалось у нас"));
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        3
    );
    assert!(t.app.locks.is_empty(), "a lock outlived its update");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_of_one_person_do_not_interleave_and_others_do_not_wait() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let (gate, mut events) = Gate::new();
    let intake = Intake::new(t.app.clone(), Rigged::new(&t.app, gate.clone()));
    one_at_a_time(&gate, &mut events, &intake, &intake).await;
    assert!(t.app.locks.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replicas_share_the_lock_of_a_person() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    if variable("SPUTNIK_TEST_REDIS_URL").is_none() {
        eprintln!("skipped: without Redis every process has locks of its own");
        return t.finish().await;
    }
    let (other, _, _) = t.replica().await;
    let (gate, mut events) = Gate::new();
    let first = Intake::new(t.app.clone(), Rigged::new(&t.app, gate.clone()));
    let second = Intake::new(other.clone(), Rigged::new(&other, gate.clone()));
    one_at_a_time(&gate, &mut events, &first, &second).await;
    other.stopping.cancel();
    t.finish().await;
}

/// A message is held inside; a tap of the same person waits outside while ten others come and go.
async fn one_at_a_time(
    gate: &Gate,
    events: &mut mpsc::UnboundedReceiver<String>,
    first: &Intake,
    second: &Intake,
) {
    let (anna, boris) = (6_000_000_001, 6_000_000_002);
    let message = handle(first, text(anna, "hold a"));
    assert_eq!(events.recv().await.unwrap(), "in a");
    let tapped = handle(second, tap(anna, "hold b"));
    for _ in 0..10 {
        gate.open("c");
        assert_eq!(
            handle(second, text(boris, "hold c")).await.unwrap(),
            Verdict::Done
        );
        assert_eq!(events.recv().await.unwrap(), "in c");
        assert_eq!(events.recv().await.unwrap(), "out c");
    }
    assert!(!tapped.is_finished());
    gate.open("b");
    gate.open("a");
    for event in ["out a", "in b", "out b"] {
        assert_eq!(events.recv().await.unwrap(), event);
    }
    assert_eq!(message.await.unwrap(), Verdict::Done);
    assert_eq!(tapped.await.unwrap(), Verdict::Done);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_house_sends_telegram_away_for_a_second_and_serves_it_later() {
    let t = TestApp::with(Settings::default().with("BOT__MAX_IN_FLIGHT", "1")).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let (gate, mut events) = Gate::new();
    let (intake, url) = t
        .put_before(&t.app, Rigged::new(&t.app, gate.clone()))
        .await;
    let held = handle(&intake, text(anna.id(), "hold a"));
    assert_eq!(events.recv().await.unwrap(), "in a");
    let (status, retry_after) = post(&url, Some(SECRET), text(boris.id(), "мимо")).await;
    assert_eq!(
        (status, retry_after.as_deref()),
        (StatusCode::SERVICE_UNAVAILABLE, Some("1"))
    );
    let before = boris.messages().len();
    assert_eq!(boris.say("я здесь").await, Delivery::Refused(503));
    assert_eq!(boris.messages().len(), before + 1, "only Boris has spoken");
    gate.open("a");
    assert_eq!(held.await.unwrap(), Verdict::Done);
    t.retry().await;
    assert_eq!(boris.screen(), "слышу: я здесь");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_while_we_stop_is_left_to_the_next_process() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let (gate, mut events) = Gate::new();
    let (other, _, _) = t.replica().await;
    let intake = Intake::new(other.clone(), Rigged::new(&other, gate.clone()));
    let held = handle(&intake, text(anna.id(), "hold a"));
    assert_eq!(events.recv().await.unwrap(), "in a");
    other.stopping.cancel();
    let late = axum::http::Request::post(webhook::PATH)
        .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
        .body(axum::body::Body::from(text(anna.id(), "поздно")))
        .unwrap();
    let answer = webhook::routes(intake).oneshot(late).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key("retry-after"));
    // What was begun is finished.
    gate.open("a");
    assert_eq!(held.await.unwrap(), Verdict::Done);
    assert_eq!(events.recv().await.unwrap(), "out a");
    // The next process takes what the last one did not.
    t.restart(Settings::default()).await;
    assert_eq!(anna.say("/menu").await, Delivery::Done);
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
    t.finish().await;
}

/// Kept from drifting: what the tests call an update is one.
#[test]
fn hand_made_updates_are_read() {
    let body = message_from(1, &json!({"text": "привет"}));
    let read: Value = serde_json::from_str(&body.to_string()).unwrap();
    assert_eq!(read["message"]["text"], "привет");
    assert!(serde_json::from_slice::<teloxide::types::Update>(&tap(1, "x")).is_ok());
}
