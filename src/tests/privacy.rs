//! The right to one's own data: taking consent back, taking the data home, deletion.

use std::path::Path;

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult,
    JsonValue, PaginatorTrait, QueryFilter, Statement,
};
use serde_json::{Value, json};
use sputnik::{
    bot::callback::Callback,
    entity::{audit_record, consent, failed_update, media, user, user_note},
    features::{
        circle::callbacks::CircleCallback, staff::people as deeds,
        tokens::callbacks::TokensCallback, users::callbacks::UsersCallback,
    },
    kernel::{
        actor::{Actor, Who},
        ids::{TgId, UpdateId},
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::{NewPerson, Person};

use super::{
    accounts::png,
    calls::{befriend, call, call_with, finish_repeated, link_of, newest, repeat, request},
    support::{Settings, TestApp},
};

/// Every row of every table as text, with the table's name in front.
async fn everything(t: &TestApp) -> Vec<String> {
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

/// The tables in which one of these words stands.
async fn tables_with(t: &TestApp, words: &[String]) -> Vec<String> {
    let mut tables: Vec<_> = everything(t)
        .await
        .into_iter()
        .filter(|row| {
            let row = row.to_lowercase();
            words.iter().any(|word| row.contains(&word.to_lowercase()))
        })
        .map(|row| row.split(':').next().unwrap_or_default().to_owned())
        .collect();
    tables.sort();
    tables.dedup();
    tables
}

fn files_below(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

fn media_folder(t: &TestApp) -> std::path::PathBuf {
    t.database.folder.path().join("media")
}

/// Somebody who left a trace wherever one can be left.
async fn traced(t: &TestApp) -> (Person, Vec<String>) {
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

#[tokio::test(flavor = "multi_thread")]
async fn the_page_tells_what_was_decided_and_shows_the_documents() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/privacy").await;
    assert_snapshot!(anna.screen(), @r"
    *Мои данные*

    Оферта: согласие дано 01.01.2030 14:00
    Обработка данных: согласие дано 01.01.2030 14:00

    Здесь можно перечитать документы, скачать всё, что мы о вас храним, отозвать согласие или удалить аккаунт.

    [ 📄 Оферта ] [ 📄 Обработка данных ]
    [ ⬇️ Скачать мои данные ]
    [ ↩️ Отозвать согласие ]
    [ 🔑 Ключи для своих программ ]
    [ 🗑 Удалить аккаунт ]
    [ ‹ Назад ]
    ");
    anna.tap("📄 Оферта").await.unwrap();
    assert!(anna.screen().chars().count() > 300, "{}", anna.screen());
    anna.tap("‹ Назад").await.unwrap();
    assert!(
        anna.screen().starts_with("*Мои данные*"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_is_taken_back_after_a_question_and_closes_what_needs_it() {
    let mut t = TestApp::start().await;
    let anna = t.staff("Анна", "ru", Role::Operator).await;
    let auth = TestApp::tma(&anna);
    anna.say("/circle").await;
    let circle = newest(&anna);
    anna.say("/privacy").await;
    anna.tap("↩️ Отозвать согласие").await.unwrap();
    assert!(
        anna.screen().starts_with("Отозвать согласие?"),
        "{}",
        anna.screen()
    );
    anna.tap("Нет").await.unwrap();
    assert_eq!(call(&t, &auth, "GET", "/users/friends").await.status, 200);
    anna.tap("↩️ Отозвать согласие").await.unwrap();
    anna.tap("Да").await.unwrap();
    assert!(
        anna.screen().starts_with("*Понимаем.*"),
        "{}",
        anna.screen()
    );
    repeat(&mut t).await;
    let withdrawn = consent::Entity::find()
        .filter(consent::Column::Decision.eq(consent::Decision::Withdrawn))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(withdrawn, 2);
    for command in [
        "/profile",
        "/circle",
        "/tokens",
        "/staff",
        "/menu",
        "привет",
    ] {
        anna.say(command).await;
        assert!(
            anna.screen().contains("документ 1 из 2"),
            "{command}: {}",
            anna.screen()
        );
    }
    for forged in [
        CircleCallback::NewLink.encode(),
        TokensCallback::List.encode(),
        UsersCallback::Profile.encode(),
    ] {
        anna.tap_data(circle, &forged).await;
        assert!(
            anna.screen().contains("документ 1 из 2"),
            "{forged}: {}",
            anna.screen()
        );
    }
    let reply = call(&t, &auth, "GET", "/users/friends").await;
    assert_eq!((reply.status, reply.code()), (403, "consent_required"));
    // One's data is still one's own.
    assert_eq!(call(&t, &auth, "GET", "/users/export").await.status, 200);
    anna.say("/faq").await;
    assert!(anna.screen().starts_with("*Вопросы и ответы*"));
    anna.say("/privacy").await;
    assert!(
        anna.screen().contains("согласие отозвано 01.01.2030"),
        "{}",
        anna.screen()
    );
    anna.say("/menu").await;
    anna.tap("✅ Согласен").await.unwrap();
    anna.tap("✅ Согласен").await.unwrap();
    assert!(
        anna.buttons().contains(&"🛠 Панель сотрудника".to_owned()),
        "{:?}",
        anna.buttons()
    );
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_export_is_complete_and_has_nobody_else_in_it() {
    let t = TestApp::start().await;
    let (adelaida, _) = traced(&t).await;
    let boris = t
        .sandbox
        .person(
            NewPerson::named("Бронислав")
                .last_name("Тайный")
                .username("secret_b")
                .lang("ru"),
        )
        .await;
    t.welcome(&boris).await;
    befriend(&t, &adelaida, &boris).await;
    t.advance(TimeDelta::hours(2));
    adelaida.say("/privacy").await;
    adelaida.tap("⬇️ Скачать мои данные").await.unwrap();
    let (name, bytes) = adelaida.documents().pop().unwrap();
    assert_eq!(name, "sputnik-my-data.json");
    let text = String::from_utf8(bytes).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    let row = t.row(&adelaida).await;
    let profile = &data["profile"];
    assert_eq!(profile["telegram_id"], 7_700_123_456_i64);
    for (key, value) in [
        ("first_name", "Аделаида"),
        ("last_name", "Цветкова"),
        ("username", "adelaida_c"),
        ("language", "ru"),
        ("sphere", "Вулканология"),
        ("specialisation", "Гейзеры"),
        ("came_with", "promo_Zimovie42"),
        ("created_at", "2030-01-01T09:00:00.000Z"),
    ] {
        assert_eq!(profile[key], value, "{key}");
    }
    assert_eq!(profile["interests"], json!(["кальдеры"]));
    assert_eq!(data["exported_at"], "2030-01-01T11:00:00.000Z");
    assert_eq!(
        data["roles"],
        json!([{"role": "client", "agency_id": null}])
    );
    assert_eq!(data["consents"].as_array().unwrap().len(), 2);
    assert_eq!(data["consents"][0]["decision"], "given");
    assert_eq!(data["friends"][0]["friend_id"], t.row(&boris).await.id.0);
    assert_eq!(data["friends"][0]["asked_by_me"], false);
    assert_eq!(data["tokens"][0]["name"], "Лавовый скрипт");
    assert_eq!(data["faq_votes"][0]["entry"], "payments.how-to-pay");
    assert_eq!(data["files"][0]["type"], "image/png");
    let actions: Vec<_> = data["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|deed| deed["action"].as_str().unwrap())
        .collect();
    assert!(
        actions.contains(&"consent.decided") && actions.contains(&"token.created"),
        "{actions:?}"
    );
    // Nobody else, and nothing that opens doors.
    let hash = sputnik::entity::api_token::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
        .hash;
    for secret in [
        "Бронислав",
        "Тайный",
        "secret_b",
        &boris.id().to_string(),
        &hash,
        "Звонила",
    ] {
        assert!(!text.contains(secret), "{secret} is in the export");
    }
    // The API says the same.
    let reply = call(&t, &TestApp::tma(&adelaida), "GET", "/users/export").await;
    assert_eq!((reply.status, &reply.json["profile"]), (200, profile));
    let exports = audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq("account.exported"))
        .filter(audit_record::Column::ActorId.eq(row.id))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(exports, 2);
    // Planted above: this test has no deletion to take it along.
    failed_update::Entity::delete_many()
        .exec(&t.app.db)
        .await
        .unwrap();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_account_leaves_no_trace_of_the_person() {
    let t = TestApp::start().await;
    let (adelaida, words) = traced(&t).await;
    let boris = t.person("Борис", "ru").await;
    befriend(&t, &boris, &adelaida).await;
    let id = t.row(&adelaida).await.id;
    // The control: the person is all over the place before.
    let before = tables_with(&t, &words).await;
    for table in [
        "users",
        "failed_updates",
        "friend_links",
        "idempotency_keys",
        "user_notes",
        "api_tokens",
    ] {
        assert!(
            before.contains(&table.to_owned()),
            "{table} is not among {before:?}"
        );
    }
    assert_eq!(files_below(&media_folder(&t)), 1);

    adelaida.say("/privacy").await;
    adelaida.tap("🗑 Удалить аккаунт").await.unwrap();
    assert_snapshot!(adelaida.screen(), @r"
    *Удалить аккаунт?*

    Имя, фото, круг, ключи и всё остальное о вас сотрётся сразу и навсегда. Записи об оплатах останутся без вашего имени: так требует закон.

    [ ⬇️ Скачать мои данные ]
    [ Да, удалить ] [ Нет ]
    ");
    adelaida.tap("Нет").await.unwrap();
    assert!(t.row(&adelaida).await.deleted_at.is_none());
    adelaida.tap("🗑 Удалить аккаунт").await.unwrap();
    adelaida.tap("Да, удалить").await.unwrap();
    assert_eq!(
        adelaida.screen(),
        "Аккаунт удалён. Если захотите вернуться, нажмите /start."
    );

    assert_eq!(tables_with(&t, &words).await, Vec::<String>::new());
    assert_eq!(files_below(&media_folder(&t)), 0);
    assert_eq!(media::Entity::find().count(&t.app.db).await.unwrap(), 0);
    assert_eq!(user_note::Entity::find().count(&t.app.db).await.unwrap(), 0);
    assert_eq!(t.app.states.get(TgId(adelaida.id())).await.unwrap(), None);
    let row = user::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.first_name.as_str(), row.telegram_id, row.deleted_at),
        ("—", None, Some(t.app.clock.now()))
    );
    // The ledger of consents and the log of deeds stay, about a number.
    assert_eq!(
        consent::Entity::find()
            .filter(consent::Column::UserId.eq(id))
            .count(&t.app.db)
            .await
            .unwrap(),
        2
    );
    // Friends lose the person.
    boris.say("/circle").await;
    assert!(
        boris.screen().contains("Здесь пока никого"),
        "{}",
        boris.screen()
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_that_is_delivered_twice_deletes_once_more_nothing() {
    let mut t = TestApp::start().await;
    let (adelaida, words) = traced(&t).await;
    adelaida.say("/privacy").await;
    adelaida.tap("🗑 Удалить аккаунт").await.unwrap();
    adelaida.tap("Да, удалить").await.unwrap();
    let screens = adelaida.transcript();
    repeat(&mut t).await;
    assert_eq!(tables_with(&t, &words).await, Vec::<String>::new());
    assert_eq!(adelaida.transcript(), screens);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_is_a_new_person() {
    let t = TestApp::start().await;
    let anna = t.staff("Анна", "ru", Role::Operator).await;
    let boris = t.person("Борис", "ru").await;
    befriend(&t, &anna, &boris).await;
    let old_link = link_of(&anna).await;
    let old = t.row(&anna).await.id;
    anna.say("/privacy").await;
    anna.tap("🗑 Удалить аккаунт").await.unwrap();
    anna.tap("Да, удалить").await.unwrap();
    boris.start(Some(&old_link)).await;
    assert!(
        boris.screen().contains("больше не работает"),
        "{}",
        boris.screen()
    );
    anna.start(None).await;
    assert!(
        anna.screen().contains("документ 1 из 2"),
        "{}",
        anna.screen()
    );
    let new = t.row(&anna).await;
    assert_ne!(new.id, old);
    anna.tap("✅ Согласен").await.unwrap();
    anna.tap("✅ Согласен").await.unwrap();
    assert!(
        !anna.screen().contains("Панель сотрудника"),
        "{}",
        anna.screen()
    );
    assert_ne!(link_of(&anna).await, old_link);
    assert!(
        anna.screen().contains("Здесь пока никого"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_deletes_as_thoroughly_as_the_bot() {
    let t = TestApp::start().await;
    let (adelaida, words) = traced(&t).await;
    let auth = TestApp::tma(&adelaida);
    assert_eq!(call(&t, &auth, "DELETE", "/users/me").await.status, 204);
    assert_eq!(tables_with(&t, &words).await, Vec::<String>::new());
    assert_eq!(files_below(&media_folder(&t)), 0);
    assert_eq!(
        t.app.states.get(TgId(adelaida.id())).await.unwrap(),
        None,
        "an awaited answer is left"
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_on_its_way_does_not_reach_a_deleted_account() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    boris.start(Some(&link_of(&anna).await)).await;
    boris.tap("🤝 Дружить").await.unwrap();
    let auth = TestApp::tma(&anna);
    assert_eq!(call(&t, &auth, "DELETE", "/users/me").await.status, 204);
    let before = anna.transcript();
    assert_eq!(t.settle().await, 0);
    assert_eq!(anna.transcript(), before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_text_is_asked_over_http_as_well() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    t.restart(Settings::default().with("BRAND__LEGAL_ENTITY", "ООО «Новое»"))
        .await;
    let reply = call_with(
        &t,
        &auth,
        "PATCH",
        "/users/profile",
        &json!({"sphere": "Право"}),
    )
    .await;
    assert_eq!((reply.status, reply.code()), (403, "consent_required"));
    assert_eq!(t.row(&anna).await.sphere, None);
    t.finish().await;
}
