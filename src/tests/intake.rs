//! The way in: secrets, odd bodies, repeats, lost answers, panics, order, saturation.
#![expect(
    clippy::disallowed_methods,
    reason = "no ordered stop waits for a test"
)]

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
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
    entity::{
        api_token::{self, Scope},
        consent, failed_update, outbox, user, user_note,
    },
    features::{
        staff::{callbacks::StaffCallback, state::StaffState},
        tokens::state::TokensState,
        users::state::UsersState,
    },
    kernel::{ids::TgId, lang::Lang, permission::Role},
};
use sputnik_sandbox::{Delivery, Fault as Bad, FaultKind, Person};
use teloxide::{dispatching::UpdateHandler, types::UpdateKind};
use tokio::sync::{Semaphore, mpsc};
use tower::ServiceExt;

use super::support::{
    Settings, TestApp,
    app::SECRET,
    database::variable,
    updates::{message, message_from, next_update_id, post, press},
};

// Secrets and bodies.

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

// Repeats.

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_consent_is_written_once_and_shows_where_the_person_is() {
    let mut t = TestApp::start().await;
    // The repeated tap was answered already, and Telegram says so.
    t.expects_faults = true;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    anna.tap("✅ Согласен").await.unwrap();
    let rows = async || consent::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(rows().await, 1);
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("consent.decided").await), (1, 1));
    assert!(
        anna.screen().contains("документ 2 из 2"),
        "{}",
        anna.screen()
    );
    // Without the mark it would be written twice.
    t.forget_effect("consent.decide").await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("consent.decided").await), (2, 2));
    t.finish().await;
}

/// An admin who was just asked something about somebody else.
async fn asked(
    t: &TestApp,
    state: impl Fn(sputnik::kernel::ids::UserId) -> StaffState,
) -> (Person, Person, StaffState) {
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    let state = state(t.row(&boris).await.id);
    t.await_state(&admin, state).await;
    (admin, boris, state)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_block_shuts_out_once() {
    let t = TestApp::start().await;
    let (admin, boris, state) = asked(&t, |user| StaffState::BlockReason { user }).await;
    admin.say("спам").await;
    let news = async || {
        outbox::Entity::find()
            .filter(outbox::Column::Kind.eq("access_changed.1"))
            .count(&t.app.db)
            .await
            .unwrap()
    };
    assert_eq!((t.audited("user.blocked").await, news().await), (1, 1));
    // The process died after its commit: the question is still open.
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((t.audited("user.blocked").await, news().await), (1, 1));
    assert!(
        admin.screen().contains("⛔ Доступ закрыт"),
        "{}",
        admin.screen()
    );
    assert_eq!(t.state(&admin).await, None);
    t.forget_effect("staff.block").await;
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((t.audited("user.blocked").await, news().await), (2, 2));
    t.settle().await;
    assert!(boris.screen().contains("спам"), "{}", boris.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_note_is_written_once() {
    let t = TestApp::start().await;
    let (admin, _, state) = asked(&t, |user| StaffState::Note { user }).await;
    admin.say("звонил дважды").await;
    let rows = async || user_note::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(rows().await, 1);
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("user.note_added").await), (1, 1));
    assert_eq!(
        admin.screen().matches("звонил дважды").count(),
        1,
        "{}",
        admin.screen()
    );
    t.forget_effect("staff.note").await;
    t.await_state(&admin, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!((rows().await, t.audited("user.note_added").await), (2, 2));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_name_of_a_token_makes_one_token_whose_words_are_shown() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let state = TokensState::Name { scope: Scope::Read };
    t.await_state(&anna, state).await;
    anna.say("Скрипт").await;
    let rows = async || api_token::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(rows().await.len(), 1);
    t.await_state(&anna, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    let made = rows().await;
    assert_eq!((made.len(), t.audited("token.created").await), (1, 1));
    // The words that are on screen are those that open the door.
    let words = secret_on(&anna.screen());
    assert_eq!(sputnik::kernel::token::hash_token(&words), made[0].hash);
    t.forget_effect("token.create").await;
    t.await_state(&anna, state).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!(
        (rows().await.len(), t.audited("token.created").await),
        (2, 2)
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_name_of_a_person_changes_nothing_more() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    t.await_state(&anna, UsersState::FirstName).await;
    anna.say("Аня").await;
    let once = t.row(&anna).await;
    assert_eq!(once.first_name, "Аня");
    t.await_state(&anna, UsersState::FirstName).await;
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!(t.row(&anna).await, once);
    assert!(anna.screen().contains("Имя: Аня"), "{}", anna.screen());
    // Once the question is closed, a repeat is words that nobody asked for.
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    assert_eq!(t.row(&anna).await, once);
    assert!(anna.screen().contains("не ждал"), "{}", anna.screen());
    t.finish().await;
}

// Answers that do not arrive.

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_whose_answer_was_lost_is_shown_at_the_next_try() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    t.await_state(
        &anna,
        TokensState::Name {
            scope: Scope::Write,
        },
    )
    .await;
    t.sandbox.faults().add(lost("sendMessage", &anna));
    assert_eq!(anna.say("Скрипт").await, Delivery::Refused(503));
    assert_eq!(
        api_token::Entity::find().count(&t.app.db).await.unwrap(),
        1,
        "the effect came first"
    );
    t.retry().await;
    let made = api_token::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!((made.len(), t.audited("token.created").await), (1, 1));
    assert_eq!(
        sputnik::kernel::token::hash_token(&secret_on(&anna.screen())),
        made[0].hash
    );
    assert_eq!(t.state(&anna).await, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_whose_answer_was_lost_is_not_taken_for_idle_talk() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for (lost_call, name) in [("sendMessage", "Аня"), ("sendMessage", "Анюта")] {
        t.await_state(&anna, UsersState::FirstName).await;
        t.sandbox.faults().add(lost(lost_call, &anna));
        assert_eq!(anna.say(name).await, Delivery::Refused(503));
        t.retry().await;
        assert_eq!(t.row(&anna).await.first_name, name);
        assert!(
            anna.screen().contains(&format!("Имя: {name}")),
            "{}",
            anna.screen()
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consent_whose_answer_was_lost_goes_on_at_the_next_try() {
    let mut t = TestApp::start().await;
    // The tap may have been answered in the first try already.
    t.expects_faults = true;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    t.sandbox.faults().add(lost("editMessageText", &anna));
    let outcome = anna.tap("✅ Согласен").await.unwrap();
    assert_eq!(outcome.delivery, Delivery::Refused(503));
    assert!(
        anna.screen().contains("документ 1 из 2"),
        "{}",
        anna.screen()
    );
    t.retry().await;
    assert_eq!(consent::Entity::find().count(&t.app.db).await.unwrap(), 1);
    assert!(
        anna.screen().contains("документ 2 из 2"),
        "{}",
        anna.screen()
    );
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        0
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancel_whose_answer_was_lost_says_the_same_again() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    t.await_state(&anna, UsersState::FirstName).await;
    t.sandbox.faults().add(lost("sendMessage", &anna));
    assert_eq!(anna.say("/cancel").await, Delivery::Refused(503));
    t.retry().await;
    assert!(anna.screen().contains("отменили"), "{}", anna.screen());
    assert_eq!(t.state(&anna).await, None);
    t.finish().await;
}

/// One call of a method that comes to nothing.
fn lost(method: &str, person: &Person) -> Bad {
    Bad::new(FaultKind::Reset)
        .method(method)
        .chat(person.id())
        .times(1)
}

/// What stands between the marks of code.
fn secret_on(screen: &str) -> String {
    screen
        .split('`')
        .nth(1)
        .unwrap_or_else(|| panic!("no token in {screen}"))
        .to_owned()
}

// A front of our own: what the real one never does.

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

/// Kept from drifting: what the tests call an update is one.
#[test]
fn hand_made_updates_are_read() {
    let body = message_from(1, &json!({"text": "привет"}));
    let read: Value = serde_json::from_str(&body.to_string()).unwrap();
    assert_eq!(read["message"]["text"], "привет");
    assert!(serde_json::from_slice::<teloxide::types::Update>(&tap(1, "x")).is_ok());
}
