//! Words that will not do, at every question that is answered by words.

use super::selling;
use crate::{bookings::manager, support::TestApp};
use sputnik_sandbox::Person;

/// Types something; the answer must have these words.
async fn says(person: &Person, words: &str, answer: &str) {
    person.say(words).await;
    let screen = person.screen();
    assert!(screen.contains(answer), "{words:.20}: {screen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_typed_answer_is_checked_and_asked_again() {
    let t = TestApp::start().await;
    let (agency, _) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/tours").await;
    anna.tap("🧭 Своя поездка").await.unwrap();
    says(&anna, &"я".repeat(121), "пустой или слишком длинный").await;
    says(&anna, "В горы", "Когда начнём?").await;
    anna.tap("Любой день: Январь 2030").await.unwrap();
    for odd in ["много", "0", "61", "-1", "2.5"] {
        says(&anna, odd, "Такое число не подходит").await;
    }
    says(&anna, "5", "Кто едет?").await;
    anna.tap("Дальше ›").await.unwrap();
    for odd in ["дёшево", "0", "-100", "99999999999999"] {
        says(&anna, odd, "Нужна сумма больше нуля").await;
    }
    says(&anna, "60 000", "На чём едем?").await;
    anna.tap("Дальше ›").await.unwrap();
    says(&anna, &"я".repeat(801), "пустой или слишком длинный").await;
    says(&anna, "Без спешки", "Ваша заявка").await;
    anna.tap("📨 Отправить агентствам").await.unwrap();
    t.settle().await;
    boss.tap("🧭 Открыть заявку").await.unwrap();
    boss.tap("💬 Сделать предложение").await.unwrap();
    boss.tap("Самарканд за выходные").await.unwrap();
    says(&boss, "договоримся", "Нужна сумма больше нуля").await;
    says(&boss, "58 000", "Что входит?").await;
    says(&boss, &"я".repeat(1501), "пустой или слишком длинный").await;
    says(&boss, "Всё включено", "Ещё не отправлено").await;
    boss.tap("🗓 Дней").await.unwrap();
    says(&boss, "сто", "Такое число не подходит").await;
    says(&boss, "4", "Ещё не отправлено").await;
    boss.tap("📨 Отправить").await.unwrap();
    t.settle().await;
    anna.tap("💬 Открыть предложение").await.unwrap();
    anna.tap("💬 Поторговаться").await.unwrap();
    says(&anna, &"я".repeat(501), "пустой или слишком длинный").await;
    says(&anna, "А дешевле?", "Ждём ответа агентства").await;
    t.settle().await;
    boss.tap("💬 Открыть предложение").await.unwrap();
    boss.tap("💬 Ответить").await.unwrap();
    says(&boss, &"я".repeat(501), "пустой или слишком длинный").await;
    says(&boss, "57 000 и завтраки", "Путешественник думает").await;
    t.settle().await;
    t.finish().await;
}
