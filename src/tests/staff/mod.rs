//! The staff panel: who may open what, people, roles, access, notes, the log, health.

mod access;
mod answers;
mod panel;
mod people;
mod records;
mod roles;

use sea_orm::EntityTrait;
use sputnik::{
    bot::callback::Callback,
    entity::{audit_record, outbox, user, user_note, user_role},
    features::staff::callbacks::StaffCallback,
};
use sputnik_sandbox::{Answer, Delivery, NewPerson, Person};

use crate::{
    calls::newest,
    support::{Settings, TestApp},
};

pub(super) const REFUSED: &str = "Этот раздел вам недоступен.";

/// An owner named in the configuration.
pub(super) async fn with_owner() -> (TestApp, Person) {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    (t, owner)
}

/// Sends a forged press and gives the bot's answer to it.
pub(super) async fn press(person: &Person, button: StaffCallback) -> Option<Answer> {
    let outcome = person.tap_data(newest(person), &button.encode()).await;
    assert_eq!(outcome.delivery, Delivery::Done, "{button:?}");
    outcome.answer
}

pub(super) fn words(answer: Option<Answer>) -> String {
    answer.and_then(|answer| answer.text).unwrap_or_default()
}

/// What must not change when a press is refused.
pub(super) async fn state(t: &TestApp) -> String {
    let db = &t.app.db;
    let people = user::Entity::find().all(db).await.unwrap();
    let roles = user_role::Entity::find().all(db).await.unwrap();
    let notes = user_note::Entity::find().all(db).await.unwrap();
    let log = audit_record::Entity::find().all(db).await.unwrap();
    let told = outbox::Entity::find().all(db).await.unwrap();
    format!("{people:?} {roles:?} {notes:?} {log:?} {told:?}")
}

pub(super) async fn find(staff: &Person, query: &str) -> Vec<String> {
    staff.say("/staff").await;
    staff.tap("🔎 Найти").await.unwrap();
    staff.say(query).await;
    let mut found = staff.buttons();
    found.retain(|label| !["🔎 Найти", "Уточнить запрос", "‹ Назад"].contains(&label.as_str()));
    found
}

pub(super) async fn open_card(staff: &Person, name: &str) {
    find(staff, name).await;
    staff.tap(name).await.unwrap();
    assert!(
        staff.screen().starts_with(&format!("*{name}")),
        "{}",
        staff.screen()
    );
}
