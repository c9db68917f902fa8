//! The right to one's own data: taking consent back, taking the data home, deletion.

mod consent;
mod deletion;
mod export;

use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JsonValue,
    Statement,
};
use serde_json::json;
use sputnik::{
    entity::failed_update,
    features::staff::people as deeds,
    kernel::{
        actor::{Actor, Who},
        ids::UpdateId,
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::{NewPerson, Person};

use crate::{
    accounts::png,
    calls::{link_of, request},
    support::TestApp,
};

/// Every row of every table as text, with the table's name in front.
pub(super) async fn everything(t: &TestApp) -> Vec<String> {
    let db = &t.app.db;
    let backend = db.get_database_backend();
    let list = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        _ => {
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
        }
    };
    let tables = db
        .query_all_raw(Statement::from_string(backend, list))
        .await
        .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let name: String = table.try_get("", "name").unwrap();
        let select = Statement::from_string(backend, format!("SELECT * FROM \"{name}\""));
        for row in JsonValue::find_by_statement(select).all(db).await.unwrap() {
            rows.push(format!("{name}: {row}"));
        }
    }
    rows
}

/// Somebody who left a trace wherever one can be left.
pub(super) async fn traced(t: &TestApp) -> (Person, Vec<String>) {
    let spec = NewPerson::named("Аделаида")
        .last_name("Цветкова")
        .username("adelaida_c")
        .lang("ru")
        .id(7_700_123_456);
    let person = t.sandbox.person(spec).await;
    person.start(Some("promo_Zimovie42")).await;
    person.tap("✅ Согласен").await.unwrap();
    person.tap("✅ Согласен").await.unwrap();
    for (field, words) in [
        ("🎓 Сфера", "Вулканология"),
        ("🔬 Специализация", "Гейзеры"),
        ("⭐ Интересы", "кальдеры"),
    ] {
        person.say("/profile").await;
        person.tap(field).await.unwrap();
        person.say(words).await;
    }
    person.tap("🖼 Фото").await.unwrap();
    person.send_photo(png(), None).await;
    person.say("/tokens").await;
    person.tap("＋ Чтение").await.unwrap();
    person.say("Лавовый скрипт").await;
    let token = link_of(&person).await;
    person.say("/faq").await;
    person.tap("Оплата").await.unwrap();
    person.tap("Как и когда платить?").await.unwrap();
    person.tap("👍 Да").await.unwrap();
    // A question that waits for an answer, an update that broke, what staff wrote, an answer kept for a
    // repeat.
    person.say("/faq").await;
    let row = t.row(&person).await;
    let body = json!({"update_id": 1, "message": {"from": {
        "id": person.id(), "is_bot": false, "first_name": "Аделаида"}, "text": "мой секрет"}});
    let failed = failed_update::ActiveModel {
        update_id: Set(UpdateId(1)),
        fault_id: Set("0badcafe".to_owned()),
        error: Set("panicked".to_owned()),
        body: Set(body.to_string()),
        at: Set(t.app.clock.now()),
    };
    failed_update::Entity::insert(failed)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap();
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let actor = Actor {
        who: Who::User(t.row(&admin).await.id),
        role: Some(Role::Admin),
        update: None,
    };
    let rights = Rights::new([(Role::Admin, None)]);
    deeds::note(&t.app, actor, &rights, row.id, "Звонила Аделаида")
        .await
        .unwrap();
    let kept = request(
        t,
        &TestApp::tma(&person),
        reqwest::Method::POST,
        "/users/register",
    )
    .header("Idempotency-Key", "once")
    .json(&json!({}))
    .send()
    .await
    .unwrap();
    assert_eq!(kept.status(), 200);
    let words = [
        "7700123456",
        "Аделаида",
        "Цветкова",
        "adelaida_c",
        "Вулканология",
        "Гейзеры",
        "кальдеры",
        "Лавовый",
        "Zimovie42",
        "мой секрет",
        token.trim_start_matches("friend_"),
    ];
    (person, words.map(str::to_owned).to_vec())
}
