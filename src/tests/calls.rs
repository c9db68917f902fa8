//! Calls of the HTTP API, and shortcuts that several stories take.

use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;
use sputnik::{
    entity::{failed_update, outbox, user},
    features::{
        staff::people as deeds,
        users::people::{self, Visitor},
    },
    kernel::{
        actor::Actor,
        ids::{TgId, UserId},
        lang::Lang,
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::{Delivery, Person};

use super::support::TestApp;

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) json: Value,
    pub(super) headers: reqwest::header::HeaderMap,
}

impl Reply {
    /// Reads a response to its end; a body that is no JSON becomes `null`.
    pub(super) async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await.unwrap();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Self {
            status,
            json,
            headers,
        }
    }

    /// `error.code`, empty when there is no error in our shape.
    pub(super) fn code(&self) -> &str {
        self.json["error"]["code"].as_str().unwrap_or_default()
    }

    /// `error.fields.<name>`.
    pub(super) fn field(&self, name: &str) -> &str {
        self.json["error"]["fields"][name]
            .as_str()
            .unwrap_or_default()
    }
}

/// A request to the API with a credential, not yet sent.
pub(super) fn request(
    t: &TestApp,
    auth: &str,
    method: Method,
    path: &str,
) -> reqwest::RequestBuilder {
    let request = t.client.request(method, t.api(path));
    if auth.is_empty() {
        request
    } else {
        request.header("Authorization", auth)
    }
}

/// A call without a body.
pub(super) async fn call(t: &TestApp, auth: &str, method: &str, path: &str) -> Reply {
    Reply::of(
        request(t, auth, method.parse().unwrap(), path)
            .send()
            .await
            .unwrap(),
    )
    .await
}

/// A call with a JSON body.
pub(super) async fn call_with(
    t: &TestApp,
    auth: &str,
    method: &str,
    path: &str,
    body: &Value,
) -> Reply {
    let request = request(t, auth, method.parse().unwrap(), path).json(body);
    Reply::of(request.send().await.unwrap()).await
}

/// Telegram delivers the last update once more.
pub(super) async fn repeat(t: &mut TestApp) {
    assert_eq!(t.sandbox.redeliver_last().await, Delivery::Done);
    t.expects_faults = true;
}

/// Ends a test with [`repeat`] in it: a tap is answered once only, and nothing else may have gone wrong.
pub(super) async fn finish_repeated(t: TestApp) {
    assert!(t.expects_faults, "nothing was repeated");
    let strange: Vec<_> = t
        .sandbox
        .refusals()
        .into_iter()
        .filter(|call| !call.method.eq_ignore_ascii_case("answerCallbackQuery"))
        .collect();
    assert!(strange.is_empty(), "Telegram refused calls: {strange:?}");
    assert_eq!(
        failed_update::Entity::find()
            .count(&t.app.db)
            .await
            .unwrap(),
        0
    );
    let dead = outbox::Entity::find().filter(outbox::Column::Outcome.eq(outbox::Outcome::Dead));
    assert_eq!(dead.count(&t.app.db).await.unwrap(), 0);
    t.finish().await;
}

/// The id of the newest message of the bot: something to tap forged data on.
pub(super) fn newest(person: &Person) -> i64 {
    person.last_message().unwrap()["message_id"]
        .as_i64()
        .unwrap()
}

/// The payload of the deep link that the newest message shows.
pub(super) fn payload(person: &Person) -> String {
    let screen = person.screen();
    let (_, tail) = screen
        .split_once("?start=")
        .expect("there is no link on the screen");
    tail.chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
        .collect()
}

/// The payload of the link by which somebody brings others.
pub(super) async fn referral_link(person: &Person) -> String {
    person.say("/menu").await;
    let label = person
        .buttons()
        .into_iter()
        .find(|label| label.starts_with("🎁"))
        .expect("there is no way to the link");
    person.tap(&label).await.unwrap();
    payload(person)
}

/// Somebody new who follows a link and agrees to everything.
pub(super) async fn comes(t: &TestApp, name: &str, link: &str) -> (Person, UserId) {
    let person = t.stranger(name, "ru").await;
    person.start(Some(link)).await;
    person.tap("✅ Согласен").await.unwrap();
    person.tap("✅ Согласен").await.unwrap();
    let id = t.row(&person).await.id;
    (person, id)
}

/// The personal link of somebody, as its payload.
pub(super) async fn link_of(person: &Person) -> String {
    person.say("/circle").await;
    payload(person)
}

/// Two people find each other; both speak Russian.
pub(super) async fn befriend(t: &TestApp, host: &Person, guest: &Person) {
    let link = link_of(host).await;
    guest.start(Some(&link)).await;
    guest.tap("🤝 Дружить").await.unwrap();
    t.settle().await;
    host.tap("✅ Принять").await.unwrap();
    t.settle().await;
}

/// Staff shuts somebody out; the notice goes out.
pub(super) async fn shut_out(t: &TestApp, person: &Person, reason: &str) {
    let owner = Rights::new([(Role::Owner, None)]);
    let id = t.row(person).await.id;
    deeds::block(&t.app, Actor::SHELL, &owner, id, reason)
        .await
        .unwrap();
    t.settle().await;
}

/// People who are only rows: for lists that must be long.
pub(super) async fn crowd(t: &TestApp, count: i64) -> Vec<user::Model> {
    let mut rows = Vec::new();
    for number in 0..count {
        let visitor = Visitor {
            telegram_id: TgId(800_000 + number),
            first_name: format!("Гость {number:02}"),
            last_name: None,
            username: None,
            language: Some(Lang::Ru),
            payload: None,
        };
        rows.push(people::welcome(&t.app, &visitor).await.unwrap().0);
    }
    rows
}
