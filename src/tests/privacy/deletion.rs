//! Deleting the account.

use std::path::Path;

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    entity::{consent, media, user, user_note},
    features::users::privacy,
    kernel::{
        actor::{Actor, Who},
        ids::{TgId, UpdateId},
        permission::Role,
    },
};

use super::{everything, traced};
use crate::{
    calls::{befriend, call, finish_repeated, link_of, newest, repeat},
    support::TestApp,
};

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
    // Nobody came anew by it: one nameless row of hers, and the admin's.
    let rows = user::Entity::find().all(&t.app.db).await.unwrap();
    let mut known: Vec<_> = rows.iter().map(|row| row.telegram_id.is_some()).collect();
    known.sort_unstable();
    assert_eq!(known, [false, true]);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_second_delivery_of_the_deletion_spares_whoever_began_anew() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let old = t.row(&anna).await;
    let actor = Actor {
        who: Who::User(old.id),
        role: None,
        update: Some(UpdateId(4_242)),
    };
    privacy::delete(&t.app, actor, old.id).await.unwrap();
    t.welcome(&anna).await;
    let new = t.row(&anna).await;
    privacy::delete(&t.app, actor, new.id).await.unwrap();
    assert_eq!(t.row(&anna).await, new);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_that_are_left_in_the_chat_make_no_account() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    let menu = newest(&anna);
    anna.say("/privacy").await;
    anna.tap("🗑 Удалить аккаунт").await.unwrap();
    anna.tap("Да, удалить").await.unwrap();
    for button in ["👤 Профиль", "💬 Вопросы и ответы", "🔒 Мои данные"]
    {
        let answer = anna.tap_on(menu, button).await.unwrap().answer.unwrap();
        assert_eq!(
            (answer.text.as_deref(), answer.show_alert),
            (Some("Давайте начнём сначала: отправьте /start."), true),
            "{button}"
        );
    }
    let rows = user::Entity::find().all(&t.app.db).await.unwrap();
    assert!(rows.iter().all(|row| row.telegram_id.is_none()), "{rows:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_before_the_deletion_makes_no_account_after_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let old = TestApp::tma(&anna);
    t.advance(TimeDelta::minutes(30));
    assert_eq!(call(&t, &old, "DELETE", "/users/me").await.status, 204);
    for _ in 0..2 {
        let reply = call(&t, &old, "GET", "/users/profile").await;
        assert_eq!((reply.status, reply.code()), (401, "init_data_expired"));
    }
    let rows = user::Entity::find().all(&t.app.db).await.unwrap();
    assert!(rows.iter().all(|row| row.telegram_id.is_none()), "{rows:?}");
    // Whoever opens the app once more has begun anew.
    t.advance(TimeDelta::minutes(1));
    let new = TestApp::tma(&anna);
    let reply = call(&t, &new, "GET", "/users/profile").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json["documents"].as_array().unwrap().len(), 2);
    t.finish().await;
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
