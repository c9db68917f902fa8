//! Which update ends where, and in which order the gates stand: told by what people see.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use sputnik::{
    bot::callback::Callback,
    entity::{api_token::Scope, user},
    features::{
        State,
        circle::callbacks::CircleCallback,
        menu::MenuCallback,
        staff::{callbacks::StaffCallback, people as deeds, state::StaffState},
        support::{callbacks::SupportCallback, state::SupportState},
        tokens::{callbacks::TokensCallback, state::TokensState},
        users::{callbacks::UsersCallback, state::UsersState},
    },
    kernel::{
        actor::Actor,
        ids::UserId,
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::{Delivery, Person};

use super::support::{
    TestApp,
    updates::{message, tap_any},
};

/// What somebody does.
enum Act {
    Says(&'static str),
    Taps(String),
    Answers(State, &'static str),
    SendsSticker,
}

/// Where it ends: words of the screen or the notice, and the calls that were made.
type Row = (Act, &'static str, &'static [&'static str]);

const SENT: &[&str] = &["sendmessage"];
const EDITED: &[&str] = &["answercallbackquery", "editmessagetext"];
const NOTICED: &[&str] = &["answercallbackquery"];
const NOTICED_AND_SENT: &[&str] = &["answercallbackquery", "sendmessage"];
const GREETED: &[&str] = &["sendmessage", "sendphoto"];

fn taps(callback: &impl Callback) -> Act {
    Act::Taps(callback.encode())
}

/// Does everything in turn, each from a fresh menu or whatever `/menu` shows to this person.
async fn follow(t: &TestApp, person: &Person, rows: Vec<Row>) {
    for (act, words, calls) in rows {
        person.say("/menu").await;
        let before = t.sandbox.journal().len();
        let name = match &act {
            Act::Says(text) => (*text).to_owned(),
            Act::Taps(data) => data.clone(),
            Act::Answers(state, text) => format!("{state:?}: {text}"),
            Act::SendsSticker => "a sticker".to_owned(),
        };
        let mut heard = String::new();
        let delivery = match act {
            Act::Says(text) => person.say(text).await,
            Act::Answers(state, text) => {
                t.await_state(person, state).await;
                person.say(text).await
            }
            Act::SendsSticker => person.send_sticker().await,
            Act::Taps(data) => {
                let outcome = tap_any(person, &data).await;
                heard = outcome
                    .answer
                    .and_then(|answer| answer.text)
                    .unwrap_or_default();
                outcome.delivery
            }
        };
        assert_eq!(delivery, Delivery::Done, "{name}");
        let seen = format!("{heard}\n{}", person.screen());
        assert!(seen.contains(words), "{name}: no “{words}” in\n{seen}");
        let mut made: Vec<_> = t
            .sandbox
            .journal()
            .split_off(before)
            .into_iter()
            .map(|call| call.method.to_lowercase())
            .collect();
        made.sort();
        assert_eq!(made, calls, "{name}");
    }
}

const CONSENT: &str = "документ 1 из 2";
const CONSENT_TOAST: &str = "Сначала нужно ваше согласие с документами.";

#[tokio::test(flavor = "multi_thread")]
async fn before_the_consent_only_what_needs_none_is_open() {
    let t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    let user = UserId(1);
    follow(
        &t,
        &anna,
        vec![
            (Act::Says("/start"), CONSENT, GREETED),
            (Act::Says("/menu"), CONSENT, SENT),
            (Act::Says("/profile"), CONSENT, SENT),
            (Act::Says("/circle"), CONSENT, SENT),
            (Act::Says("/tokens"), CONSENT, SENT),
            (Act::Says("/staff"), CONSENT, SENT),
            (Act::Says("/what"), CONSENT, SENT),
            (Act::Says("/faq"), "*Вопросы и ответы*", SENT),
            (Act::Says("/help"), "*Вопросы и ответы*", SENT),
            (Act::Says("/language"), "Выберите язык", SENT),
            (Act::Says("/privacy"), "*Мои данные*", SENT),
            (Act::Says("/cancel"), "чем помочь", SENT),
            (taps(&MenuCallback::Home), "чем помочь", EDITED),
            (taps(&MenuCallback::Nothing), "", NOTICED),
            (taps(&SupportCallback::Home), "*Вопросы и ответы*", EDITED),
            (taps(&UsersCallback::Language), "Выберите язык", EDITED),
            (taps(&UsersCallback::Privacy), "*Мои данные*", EDITED),
            // The same document is on screen already.
            (taps(&UsersCallback::Profile), CONSENT, EDITED),
            (
                taps(&CircleCallback::Open(0)),
                CONSENT_TOAST,
                NOTICED_AND_SENT,
            ),
            (taps(&TokensCallback::List), CONSENT_TOAST, NOTICED_AND_SENT),
            (taps(&StaffCallback::Panel), CONSENT_TOAST, NOTICED_AND_SENT),
            (
                Act::Taps("x9.gone".to_owned()),
                CONSENT_TOAST,
                NOTICED_AND_SENT,
            ),
            (Act::Says("просто слова"), CONSENT, SENT),
            (Act::SendsSticker, CONSENT, SENT),
            (
                Act::Answers(SupportState::Search.into(), "сколько стоит"),
                "[ ",
                SENT,
            ),
            (
                Act::Answers(UsersState::FirstName.into(), "Аня"),
                CONSENT,
                SENT,
            ),
            (
                Act::Answers(TokensState::Name { scope: Scope::Read }.into(), "Скрипт"),
                CONSENT,
                SENT,
            ),
            (
                Act::Answers(StaffState::Note { user }.into(), "слова"),
                CONSENT,
                SENT,
            ),
        ],
    )
    .await;
    assert_eq!(t.row(&anna).await.first_name, "Анна");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_consent_everything_leads_to_its_feature() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let staff_only = "Этот раздел вам недоступен.";
    let user = t.row(&anna).await.id;
    follow(
        &t,
        &anna,
        vec![
            (Act::Says("/start"), "чем помочь", GREETED),
            (
                Act::Says("/START@sputnik_test_bot now"),
                "чем помочь",
                GREETED,
            ),
            (Act::Says("/menu"), "чем помочь", SENT),
            (Act::Says("/profile"), "*Профиль*", SENT),
            (Act::Says("/circle"), "*Круг*", SENT),
            (Act::Says("/tokens"), "*Ключи*", SENT),
            (Act::Says("/faq"), "*Вопросы и ответы*", SENT),
            (Act::Says("/language"), "Выберите язык", SENT),
            (Act::Says("/privacy"), "*Мои данные*", SENT),
            (Act::Says("/staff"), staff_only, SENT),
            (Act::Says("/cancel"), "Отменять было нечего", SENT),
            (Act::Says("/what"), "Такой команды нет", SENT),
            (taps(&MenuCallback::About), "[ ‹ Назад ]", EDITED),
            (taps(&MenuCallback::Stages), "[ ‹ Назад ]", EDITED),
            (taps(&UsersCallback::Profile), "*Профиль*", EDITED),
            (taps(&UsersCallback::Consent), "чем помочь", EDITED),
            (taps(&CircleCallback::Open(0)), "*Круг*", EDITED),
            (taps(&TokensCallback::List), "*Ключи*", EDITED),
            (
                taps(&SupportCallback::Search),
                "Напишите вопрос своими словами",
                EDITED,
            ),
            (taps(&StaffCallback::Panel), staff_only, NOTICED),
            (
                Act::Taps("x9.gone".to_owned()),
                "Эта кнопка устарела",
                NOTICED_AND_SENT,
            ),
            (Act::Says("просто слова"), "не ждал от вас текста", SENT),
            (Act::SendsSticker, "не ждал файла", SENT),
            // A command leads out of any question, and so does a tap.
            (
                Act::Answers(UsersState::FirstName.into(), "/circle"),
                "*Круг*",
                SENT,
            ),
            (
                Act::Answers(UsersState::FirstName.into(), "/cancel"),
                "отменили",
                SENT,
            ),
            (
                Act::Answers(UsersState::Sphere.into(), "Экономика"),
                "Сфера: Экономика",
                &["sendmessage", "sendmessage"],
            ),
            (
                Act::Answers(TokensState::Name { scope: Scope::Read }.into(), "Скрипт"),
                "готов",
                SENT,
            ),
            (
                Act::Answers(SupportState::Search.into(), "ыщфжэ"),
                "ответа не нашлось",
                SENT,
            ),
            // A question of staff to somebody who is staff no more.
            (
                Act::Answers(StaffState::Note { user }.into(), "слова"),
                staff_only,
                SENT,
            ),
            (
                Act::Answers(StaffState::Find.into(), "Анна"),
                staff_only,
                SENT,
            ),
        ],
    )
    .await;
    assert_eq!(t.row(&anna).await.first_name, "Анна");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_finds_the_panel() {
    let t = TestApp::start().await;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let user = t.row(&anna).await.id;
    follow(
        &t,
        &admin,
        vec![
            (Act::Says("/staff"), "*Панель сотрудника*", SENT),
            (taps(&StaffCallback::Panel), "*Панель сотрудника*", EDITED),
            (taps(&StaffCallback::People(0)), "*Люди*", EDITED),
            (taps(&StaffCallback::Card(user)), "*Анна* · №", EDITED),
            (taps(&StaffCallback::Audit(0, 0)), "*Журнал*", EDITED),
            (taps(&StaffCallback::Health), "*Состояние*", EDITED),
            (
                taps(&StaffCallback::Block(user)),
                "Почему закрываем доступ?",
                EDITED,
            ),
            (
                Act::Answers(StaffState::Find.into(), "Анна"),
                "найдено: 1",
                SENT,
            ),
            (
                Act::Answers(StaffState::Note { user }.into(), "слова"),
                "слова",
                SENT,
            ),
            (
                Act::Answers(StaffState::BlockReason { user }.into(), "спам"),
                "⛔ Доступ закрыт",
                SENT,
            ),
        ],
    )
    .await;
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shut_out_meets_the_same_door_everywhere() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let owner = Rights::new([(Role::Owner, None)]);
    deeds::block(&t.app, Actor::SHELL, &owner, id, "спам")
        .await
        .unwrap();
    t.settle().await;
    let shut = "Доступ к боту закрыт.";
    follow(
        &t,
        &anna,
        vec![
            (Act::Says("/start"), shut, SENT),
            (Act::Says("/start friend_abc"), shut, SENT),
            (Act::Says("/menu"), "Причина: спам", SENT),
            (Act::Says("/faq"), shut, SENT),
            (Act::Says("/privacy"), shut, SENT),
            (Act::Says("слова"), shut, SENT),
            (Act::SendsSticker, shut, SENT),
            (
                Act::Answers(UsersState::FirstName.into(), "Аня"),
                shut,
                SENT,
            ),
            (taps(&MenuCallback::Home), shut, NOTICED),
            (taps(&UsersCallback::Profile), shut, NOTICED),
            (taps(&CircleCallback::Open(0)), shut, NOTICED),
            (Act::Taps("x9.gone".to_owned()), shut, NOTICED),
        ],
    )
    .await;
    assert_eq!(t.row(&anna).await.first_name, "Анна");
    // Above the door: whether messages reach them is noted all the same.
    anna.block();
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    assert!(t.row(&anna).await.unreachable_at.is_some());
    // Behind the door: let in again, everything is where it was.
    anna.unblock();
    assert!(
        deeds::unblock(&t.app, Actor::SHELL, &owner, id)
            .await
            .unwrap()
    );
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    t.settle().await;
    follow(&t, &anna, vec![(Act::Says("/profile"), "*Профиль*", SENT)]).await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_is_asked_for_before_the_consent() {
    let t = TestApp::start().await;
    let hans = t.stranger("Hans", "de").await;
    hans.start(None).await;
    let choose = "Выберите язык · Tilni tanlang · Choose a language";
    follow(
        &t,
        &hans,
        vec![
            (Act::Says("/start"), choose, GREETED),
            (Act::Says("/profile"), choose, SENT),
            (Act::Says("hallo"), choose, SENT),
            (Act::SendsSticker, choose, SENT),
        ],
    )
    .await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn captions_and_forwards_are_words_only_where_words_are_meant() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let photo =
        json!([{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1, "file_size": 1}]);
    // A command in a caption is no command.
    t.push(&message(
        &anna,
        &json!({"photo": photo, "caption": "/profile"}),
    ))
    .await;
    assert!(anna.screen().contains("не ждал файла"), "{}", anna.screen());
    // A forwarded text is a text.
    let origin = json!({"type": "hidden_user", "sender_user_name": "Кто-то", "date": 1});
    t.push(&message(
        &anna,
        &json!({"text": "/profile", "forward_origin": origin}),
    ))
    .await;
    assert!(anna.screen().contains("*Профиль*"), "{}", anna.screen());
    // Service messages are no questions.
    t.push(&message(&anna, &json!({"pinned_message": {
        "message_id": 1, "date": 0, "chat": {"id": anna.id(), "type": "private", "first_name": "Анна"},
    }})))
    .await;
    assert!(!anna.screen().contains("сломалось"), "{}", anna.screen());
    assert_eq!(user::Entity::find().count(&t.app.db).await.unwrap(), 1);
    t.finish().await;
}
