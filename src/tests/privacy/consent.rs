//! Taking consent back, and being asked again.

use insta::assert_snapshot;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use sputnik::{
    bot::callback::Callback,
    entity::consent,
    features::{
        circle::callbacks::CircleCallback, tokens::callbacks::TokensCallback,
        users::callbacks::UsersCallback,
    },
    kernel::permission::Role,
};

use crate::{
    calls::{call, call_with, finish_repeated, newest, repeat},
    support::{Settings, TestApp},
};

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

    [ 📄 Оферта ]
    [ 📄 Обработка данных ]
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
