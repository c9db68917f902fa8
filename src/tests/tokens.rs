//! Personal tokens: made in the bot, used over HTTP.

use chrono::TimeDelta;
use futures::future::join_all;
use insta::assert_snapshot;
use sea_orm::EntityTrait;
use serde_json::json;
use sputnik::{
    bot::callback::Callback, entity::api_token, features::tokens::callbacks::TokensCallback,
    kernel::token::hash_token,
};
use sputnik_sandbox::Person;

use super::{
    calls::{call, call_with, newest},
    support::TestApp,
};

async fn rows(t: &TestApp) -> Vec<api_token::Model> {
    api_token::Entity::find().all(&t.app.db).await.unwrap()
}

/// The token on the screen.
fn shown(person: &Person) -> String {
    let screen = person.screen();
    let (_, tail) = screen
        .split_once("sp_")
        .expect("there is no token on the screen");
    let body: String = tail
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
        .collect();
    format!("sp_{body}")
}

async fn make(person: &Person, scope: &str, name: &str) -> String {
    person.say("/tokens").await;
    person.tap(scope).await.unwrap();
    person.say(name).await;
    shown(person)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shown_once_and_stored_as_a_hash() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/tokens").await;
    assert_snapshot!(anna.screen(), @r"
    *Ключи*

    Ключей пока нет. С ключом ваша программа обращается к нам от вашего имени. Не показывайте его никому.

    Описание: https://sputnik.test/api/docs

    [ ＋ Чтение ] [ ＋ Полный доступ ]
    [ ‹ Назад ]
    ");
    anna.tap("＋ Чтение").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    Новый ключ, только чтение. Как его назвать? Например: «Домашний скрипт».

    [ ‹ Назад ]
    ");
    anna.say("  Домашний\n скрипт ").await;
    let secret = shown(&anna);
    assert_snapshot!(anna.screen().replace(&secret, "sp_…"), @r"
    Ключ «Домашний скрипт» готов. Скопируйте его сейчас: больше мы его не покажем.

    `sp_…`

    [ 📋 Скопировать ]
    [ ‹ Назад ]
    ");
    let stored = rows(&t).await;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].hash, hash_token(&secret));
    assert!(!format!("{stored:?}").contains(&secret));
    assert!(secret.ends_with(&stored[0].hint));
    anna.tap("‹ Назад").await.unwrap();
    assert!(!anna.screen().contains(&secret));
    anna.tap("🔑 Домашний скрипт").await.unwrap();
    assert_snapshot!(anna.screen().replace(&stored[0].hint, "wxyz"), @r"
    *Домашний скрипт*

    Оканчивается на …wxyz
    Доступ: только чтение
    Создан: 01.01.2030 14:00
    Последнее обращение: ещё не было

    [ 🗑 Отозвать ]
    [ ‹ Назад ]
    ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_speaks_for_its_owner_within_its_scope() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let read = format!("Bearer {}", make(&anna, "＋ Чтение", "Читатель").await);
    let write = format!(
        "Bearer {}",
        make(&anna, "＋ Полный доступ", "Писатель").await
    );
    let change = json!({"first_name": "Аня"});
    let reply = call(&t, &read, "GET", "/users/profile").await;
    assert_eq!(
        (reply.status, reply.json["first_name"].as_str()),
        (200, Some("Анна"))
    );
    let reply = call_with(&t, &read, "PATCH", "/users/profile", &change).await;
    assert_eq!((reply.status, reply.code()), (403, "read_only_token"));
    assert_eq!(t.row(&anna).await.first_name, "Анна");
    let reply = call_with(&t, &write, "PATCH", "/users/profile", &change).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(t.row(&anna).await.first_name, "Аня");
    // What only the person may do is not for programs, whatever their scope.
    let wish = json!({"name": "Ещё", "scope": "write"});
    assert_eq!(
        call_with(&t, &write, "POST", "/users/tokens", &wish)
            .await
            .status,
        403
    );
    assert_eq!(call(&t, &write, "DELETE", "/users/me").await.status, 403);
    assert!(t.row(&anna).await.deleted_at.is_none());
    assert_eq!(rows(&t).await.len(), 2);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_is_noted_to_the_minute() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = format!("Bearer {}", make(&anna, "＋ Чтение", "Читатель").await);
    assert_eq!(rows(&t).await[0].used_at, None);
    call(&t, &auth, "GET", "/users/profile").await;
    let first = rows(&t).await[0].used_at;
    assert_eq!(first, Some(t.app.clock.now()));
    t.advance(TimeDelta::seconds(30));
    call(&t, &auth, "GET", "/users/profile").await;
    assert_eq!(rows(&t).await[0].used_at, first);
    t.advance(TimeDelta::minutes(2));
    call(&t, &auth, "GET", "/users/profile").await;
    assert_eq!(rows(&t).await[0].used_at, Some(t.app.clock.now()));
    anna.say("/tokens").await;
    anna.tap("🔑 Читатель").await.unwrap();
    assert!(
        anna.screen()
            .contains("Последнее обращение: 01.01.2030 14:02"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_stops_working_at_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = format!("Bearer {}", make(&anna, "＋ Чтение", "Скрипт").await);
    assert_eq!(call(&t, &auth, "GET", "/users/profile").await.status, 200);
    anna.say("/tokens").await;
    anna.tap("🔑 Скрипт").await.unwrap();
    anna.tap("🗑 Отозвать").await.unwrap();
    assert!(
        anna.screen().contains("Отозвать ключ «Скрипт»?"),
        "{}",
        anna.screen()
    );
    anna.tap("Нет").await.unwrap();
    assert_eq!(call(&t, &auth, "GET", "/users/profile").await.status, 200);
    anna.tap("🗑 Отозвать").await.unwrap();
    anna.tap("Да").await.unwrap();
    assert!(
        anna.screen().contains("Ключей пока нет"),
        "{}",
        anna.screen()
    );
    let reply = call(&t, &auth, "GET", "/users/profile").await;
    assert_eq!((reply.status, reply.code()), (401, "unauthorized"));
    // The row stays, for the audit log; the button of an old message finds nothing.
    let stored = rows(&t).await;
    assert!(stored[0].revoked_at.is_some());
    let old = TokensCallback::Show(stored[0].id).encode();
    let outcome = anna.tap_data(newest(&anna), &old).await;
    assert_eq!(
        outcome.answer.unwrap().text.as_deref(),
        Some("Этого ключа уже нет.")
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_or_revokes_the_token_of_somebody_else() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    make(&anna, "＋ Чтение", "Секретный").await;
    let before = rows(&t).await;
    let id = before[0].id;
    for button in [
        TokensCallback::Show(id),
        TokensCallback::Revoke(id),
        TokensCallback::RevokeYes(id),
    ] {
        let outcome = boris.tap_data(newest(&boris), &button.encode()).await;
        let seen = format!("{} {:?}", boris.screen(), outcome.answer);
        assert!(!seen.contains("Секретный"), "{button:?}: {seen}");
    }
    let reply = call(
        &t,
        &TestApp::tma(&boris),
        "DELETE",
        &format!("/users/tokens/{id}"),
    )
    .await;
    assert_eq!((reply.status, reply.code()), (404, "not_found"));
    assert_eq!(rows(&t).await, before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_tokens_are_enough_and_revoking_makes_room() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for number in 0..10 {
        make(&anna, "＋ Чтение", &format!("Ключ {number}")).await;
    }
    anna.say("/tokens").await;
    assert!(anna.screen().contains("10 ключей."), "{}", anna.screen());
    anna.tap("＋ Чтение").await.unwrap();
    anna.say("Одиннадцатый").await;
    assert!(
        anna.screen()
            .starts_with("Больше 10 ключей завести нельзя. Отзовите ненужный."),
        "{}",
        anna.screen()
    );
    assert_eq!(rows(&t).await.len(), 10);
    let wish = json!({"name": "Одиннадцатый", "scope": "read"});
    let reply = call_with(&t, &TestApp::tma(&anna), "POST", "/users/tokens", &wish).await;
    assert_eq!((reply.status, reply.code()), (409, "too_many_tokens"));
    anna.say("/tokens").await;
    anna.tap("🔑 Ключ 3").await.unwrap();
    anna.tap("🗑 Отозвать").await.unwrap();
    anna.tap("Да").await.unwrap();
    make(&anna, "＋ Чтение", "Одиннадцатый").await;
    assert_eq!(rows(&t).await.len(), 11);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifteen_wishes_at_once_make_ten_tokens() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let wish = json!({"name": "Скрипт", "scope": "read"});
    let wishes = (0..15).map(|_| call_with(&t, &auth, "POST", "/users/tokens", &wish));
    let replies = join_all(wishes).await;
    let made = replies.iter().filter(|reply| reply.status == 201).count();
    let refused = replies
        .iter()
        .filter(|reply| reply.code() == "too_many_tokens")
        .count();
    assert_eq!((made, refused), (10, 5), "{replies:?}");
    assert_eq!(rows(&t).await.len(), 10);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_does_not_fit_is_asked_again() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/tokens").await;
    anna.tap("＋ Полный доступ").await.unwrap();
    anna.say(&"я".repeat(41)).await;
    assert!(
        anna.screen()
            .starts_with("Слишком длинно: поместится до 40 символов."),
        "{}",
        anna.screen()
    );
    anna.send_photo(super::accounts::png(), None).await;
    assert!(
        anna.screen().starts_with("У ключа должно быть имя."),
        "{}",
        anna.screen()
    );
    assert!(rows(&t).await.is_empty());
    anna.say("<b>Имя</b> 🚀").await;
    assert!(
        anna.screen().contains("Ключ «<b>Имя</b> 🚀» готов"),
        "{}",
        anna.screen()
    );
    let auth = TestApp::tma(&anna);
    for (name, problem) in [
        ("  ", "У ключа должно быть имя"),
        (&"x".repeat(41), "до 40 символов"),
    ] {
        let reply = call_with(
            &t,
            &auth,
            "POST",
            "/users/tokens",
            &json!({"name": name, "scope": "read"}),
        )
        .await;
        assert_eq!(reply.status, 422);
        assert!(reply.field("name").contains(problem), "{reply:?}");
    }
    assert_eq!(rows(&t).await.len(), 1);
    t.finish().await;
}
