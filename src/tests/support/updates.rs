//! Updates made by hand: what today's clients do not send, or not to this bot.
#![expect(
    clippy::disallowed_methods,
    reason = "no ordered stop waits for a test"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use reqwest::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    app::App,
    bot::{
        callback::Callback,
        intake::{Front, Intake},
        webhook,
    },
    entity::{audit_record, handled_update},
    features::State,
    kernel::ids::TgId,
};
use sputnik_sandbox::{Call, Delivery, Person, TapOutcome};
use tokio::net::TcpListener;

use super::{
    TestApp,
    app::{SECRET, client},
};

/// Far from the ids that the sandbox gives.
static NEXT: AtomicI64 = AtomicI64::new(2_000_000_000);

/// An id for an update that the sandbox does not know of.
pub(crate) fn next_update_id() -> i64 {
    NEXT.fetch_add(1, Ordering::SeqCst)
}

/// The update of a message of this person with these fields.
pub(crate) fn message(person: &Person, fields: &Value) -> Value {
    message_from(person.id(), fields)
}

/// As [`message`], of anybody.
pub(crate) fn message_from(id: i64, fields: &Value) -> Value {
    let mut message = json!({
        "message_id": 900_000, "date": 1_893_488_400,
        "chat": {"id": id, "type": "private", "first_name": "Анна"},
        "from": {"id": id, "is_bot": false, "first_name": "Анна", "language_code": "ru"},
    });
    for (key, value) in fields.as_object().unwrap() {
        message[key] = value.clone();
    }
    json!({"update_id": next_update_id(), "message": message})
}

/// Hands a body to the webhook: the status and the `Retry-After` of the answer.
pub(crate) async fn post(
    url: &str,
    secret: Option<&str>,
    body: impl Into<reqwest::Body>,
) -> (StatusCode, Option<String>) {
    let mut request = client().post(format!("{url}{}", webhook::PATH)).body(body);
    if let Some(secret) = secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let answer = request.send().await.unwrap();
    let retry_after = answer.headers().get("retry-after");
    let retry_after = retry_after.map(|value| value.to_str().unwrap().to_owned());
    (answer.status(), retry_after)
}

impl TestApp {
    /// Hands an update to the webhook with the right secret; it must be taken.
    pub(crate) async fn push(&self, update: &Value) {
        let (status, _) = post(&self.url, Some(SECRET), update.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{update}");
    }

    /// Lets Telegram come again now and waits until everything is delivered.
    pub(crate) async fn retry(&self) {
        self.sandbox.retry_now();
        assert!(
            self.sandbox.quiet(Duration::from_secs(30)).await,
            "updates are left"
        );
    }

    /// Waits for this state as if it had been asked for.
    pub(crate) async fn await_state(&self, person: &Person, state: impl Into<State>) {
        let json = serde_json::to_string(&state.into()).unwrap();
        self.app.states.set(TgId(person.id()), json).await.unwrap();
    }

    /// What is awaited of a person.
    pub(crate) async fn state(&self, person: &Person) -> Option<String> {
        self.app.states.get(TgId(person.id())).await.unwrap()
    }

    /// Forgets that updates had this effect, as if the mark had never been made.
    pub(crate) async fn forget_effect(&self, effect: &str) {
        let forgotten = handled_update::Entity::delete_many()
            .filter(handled_update::Column::Effect.eq(effect))
            .exec(&self.app.db)
            .await
            .unwrap();
        assert!(
            forgotten.rows_affected > 0,
            "no update had the effect {effect}"
        );
    }

    /// How often something was written into the audit log.
    pub(crate) async fn audited(&self, action: &str) -> u64 {
        audit_record::Entity::find()
            .filter(audit_record::Column::Action.eq(action))
            .count(&self.app.db)
            .await
            .unwrap()
    }

    /// Calls of the Bot API about a chat.
    pub(crate) fn calls_to(&self, chat: i64) -> Vec<Call> {
        let calls = self.sandbox.journal();
        calls
            .into_iter()
            .filter(|call| call.chat_id == Some(chat))
            .collect()
    }

    /// Webhook of a front of the test's own; Telegram brings everything there from now on.
    pub(crate) async fn put_before(&self, app: &App, front: Arc<dyn Front>) -> (Intake, String) {
        let intake = Intake::new(app.clone(), front);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = webhook::routes(intake.clone());
        let stopping = app.stopping.clone();
        tokio::spawn(async move {
            axum::serve(listener, router)
                .with_graceful_shutdown(stopping.cancelled_owned())
                .await
        });
        let body = json!({
            "url": format!("{url}{}", webhook::PATH),
            "secret_token": SECRET,
            "allowed_updates": webhook::ALLOWED_UPDATES,
        });
        app.tg
            .raw("setWebhook", &body, Duration::from_secs(5))
            .await
            .unwrap();
        (intake, url)
    }
}

/// A tap on whatever the person sees, with any data.
pub(crate) async fn tap_any(person: &Person, data: &str) -> TapOutcome {
    let newest = person.last_message().unwrap()["message_id"]
        .as_i64()
        .unwrap();
    person.tap_data(newest, data).await
}

/// A tap with the data of this button; it must be taken and answered.
pub(crate) async fn press(person: &Person, callback: &impl Callback) -> TapOutcome {
    let outcome = tap_any(person, &callback.encode()).await;
    assert_eq!(outcome.delivery, Delivery::Done, "{}", callback.encode());
    assert!(
        outcome.answer.is_some(),
        "{} keeps spinning",
        callback.encode()
    );
    outcome
}

/// Waits until something holds: for what another task does by itself.
pub(crate) async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let mut look = tokio::time::interval(Duration::from_millis(20));
    let looking = async {
        while !holds().await {
            look.tick().await;
        }
    };
    let found = tokio::time::timeout(Duration::from_secs(20), looking).await;
    assert!(found.is_ok(), "never: {what}");
}
