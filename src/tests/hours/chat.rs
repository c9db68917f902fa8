//! What is said in an hour reaches the other side, and nothing else is lost in it.

use chrono::TimeDelta;
use sputnik::{
    entity::hour::Status,
    features::hours::{callbacks::HoursCallback, jobs::Rounds},
};
use sputnik_sandbox::Person;

use super::{NOON, at, booked, go, operator, press, row};
use crate::support::TestApp;

/// An hour that runs, with both in it.
async fn running(t: &TestApp) -> (Person, Person) {
    let olga = operator(t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    booked(t, &anna, NOON).await;
    go(t, at(NOON)).await;
    anna.tap("💬 Я на связи").await.unwrap();
    olga.tap("💬 Я на связи").await.unwrap();
    (anna, olga)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_said_in_the_hour_reaches_the_other_side_without_names() {
    let t = TestApp::start().await;
    let (anna, olga) = running(&t).await;
    anna.say("Как посчитать доверительный интервал?").await;
    t.settle().await;
    let heard = olga.screen();
    assert!(
        heard.contains("Как посчитать доверительный интервал?"),
        "{heard}"
    );
    assert!(!heard.contains("Анна"), "{heard}");
    olga.say("Начнём с выборки. Пишите 8 916 123-45-67").await;
    t.settle().await;
    let heard = anna.screen();
    assert!(heard.contains("Начнём с выборки"), "{heard}");
    assert!(
        !heard.contains("Ольга") && !heard.contains("123-45-67"),
        "{heard}"
    );
    // A file goes the same way.
    anna.send_document("data.csv", "text/csv", b"1;2".to_vec(), Some("вот данные"))
        .await;
    t.settle().await;
    assert!(olga.screen().contains("вот данные"), "{}", olga.screen());
    // Looking around in between does not close the chat.
    anna.say("/menu").await;
    anna.tap("👤 Профиль").await.unwrap();
    anna.say("И ещё вопрос").await;
    t.settle().await;
    assert!(olga.screen().contains("И ещё вопрос"), "{}", olga.screen());
    // An open question is answered first: it is not said to the other side.
    anna.say("/menu").await;
    anna.tap("👤 Профиль").await.unwrap();
    anna.tap("✏️ Имя").await.unwrap();
    anna.say("Аня").await;
    t.settle().await;
    assert_eq!(t.row(&anna).await.first_name, "Аня");
    assert!(!olga.screen().contains("Аня"), "{}", olga.screen());
    // The messages stay readable for both afterwards.
    go(&t, at("2030-01-02T08:00:00Z")).await;
    anna.tap("🕐 Открыть час").await.unwrap();
    anna.tap("💬 Переписка").await.unwrap();
    let said = anna.transcript().join("\n");
    assert!(said.contains("Начнём с выборки"), "{said}");
    assert!(
        anna.transcript().iter().any(
            |page| page.contains("доверительный интервал") && page.contains("Начнём с выборки")
        ),
        "{said}"
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_of_the_hour_words_go_nowhere() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    anna.say("Вы тут?").await;
    assert!(
        anna.screen().contains("не ждал от вас текста"),
        "{}",
        anna.screen()
    );
    go(&t, at(NOON)).await;
    olga.tap("💬 Я на связи").await.unwrap();
    anna.say("Вы тут?").await;
    t.settle().await;
    assert!(olga.screen().contains("Вы тут?"), "{}", olga.screen());
    go(&t, at("2030-01-02T08:00:00Z")).await;
    assert_eq!(row(&t, hour).await.status, Status::Done);
    anna.say("Ещё минутку!").await;
    assert!(
        anna.screen().contains("не ждал от вас текста"),
        "{}",
        anna.screen()
    );
    t.settle().await;
    assert!(!olga.screen().contains("Ещё минутку"), "{}", olga.screen());
    // A stranger's words meet nobody.
    let boris = t.person("Борис", "ru").await;
    boris.say("Привет").await;
    assert!(boris.screen().contains("не ждал от вас текста"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_writes_has_come_even_before_the_round_and_without_the_button() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    t.advance(at(NOON).since(t.app.clock.now()));
    anna.say("Здравствуйте!").await;
    olga.say("Добрый день!").await;
    let begun = row(&t, hour).await;
    assert_eq!(begun.status, Status::Live);
    assert!(begun.client_came_at.is_some() && begun.operator_came_at.is_some());
    t.settle().await;
    t.advance(TimeDelta::minutes(15));
    t.run(&Rounds).await;
    t.settle().await;
    assert_eq!(row(&t, hour).await.status, Status::Live);
    // Staff calls it off in the middle: the chat is closed at once, the money goes back.
    press(&olga, HoursCallback::CancelYes(hour, 150_000)).await;
    anna.say("Алло?").await;
    assert!(anna.screen().contains("не ждал от вас текста"));
    t.settle().await;
    go(&t, at("2030-01-02T08:00:00Z")).await;
    assert_eq!(row(&t, hour).await.status, Status::Cancelled);
    assert_eq!(row(&t, hour).await.refunded_minor, 150_000);
    t.finish().await;
}
