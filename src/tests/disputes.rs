//! When client and executor cannot agree: the team decides, and both read why.

use sputnik::{
    bot::callback::Callback,
    entity::order::Status,
    features::{
        desk::callbacks::DeskCallback, executors::callbacks::ExecutorsCallback,
        study::callbacks::StudyCallback,
    },
    kernel::{ids::OrderId, permission::Role},
};
use sputnik_sandbox::Person;

use super::{
    calls::newest,
    orders::{begun, executor, order_row, sent},
    support::TestApp,
};

async fn press(person: &Person, button: &impl Callback) -> String {
    let outcome = person.tap_data(newest(person), &button.encode()).await;
    let answer = outcome.answer.and_then(|answer| answer.text);
    answer.unwrap_or_default()
}

async fn open_work(person: &Person, id: OrderId) {
    person.say("/work").await;
    assert_eq!(press(person, &ExecutorsCallback::Order(id)).await, "");
}

fn reads(person: &Person, words: &[&str]) {
    let screen = person.screen();
    for word in words {
        assert!(screen.contains(word), "no {word} in:\n{screen}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_calls_the_team_and_reads_what_it_decided() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let id = begun(&t, &anna, &boris).await;
    open_work(&boris, id).await;
    boris.tap("⚖️ Позвать команду").await.unwrap();
    reads(&boris, &["Что случилось?"]);
    boris.send_sticker().await;
    reads(&boris, &["Здесь нужен текст"]);
    boris.say(&"ж".repeat(2001)).await;
    reads(&boris, &["до 2000 символов"]);
    assert_eq!(order_row(&t, id).await.status, Status::InProgress);
    boris.say("Заказчик просит другую тему").await;
    reads(&boris, &["Спор: решает команда"]);
    assert_eq!(order_row(&t, id).await.status, Status::Disputed);
    // Once is enough.
    assert!(
        !boris
            .buttons()
            .iter()
            .any(|label| label.contains("Позвать команду"))
    );
    let again = press(&boris, &ExecutorsCallback::Dispute(id)).await;
    assert!(again.contains("так уже нельзя"), "{again}");
    t.settle().await;
    reads(&anna, &["исполнитель позвал нас разобраться"]);

    admin.say("/staff").await;
    press(&admin, &DeskCallback::Decide(id)).await;
    reads(
        &admin,
        &["Спор открыл исполнитель", "Заказчик просит другую тему"],
    );
    admin.tap("50 %").await.unwrap();
    admin.tap("Решить так").await.unwrap();
    admin.say("Тему меняли по ходу").await;
    admin.tap("⚖️ Подтвердить решение").await.unwrap();
    t.settle().await;
    reads(
        &boris,
        &[
            "команда вынесла решение",
            "Ваша доля: *525\u{a0}₽*",
            "*Решение команды:* Тему меняли по ходу",
        ],
    );
    let heard = anna.transcript().join("\n");
    assert!(
        heard.contains("мы приняли решение") && heard.contains("Тему меняли по ходу"),
        "{heard}"
    );
    boris.tap("📄 Открыть заказ").await.unwrap();
    reads(
        &boris,
        &["Принят", "*Решение команды:* Тему меняли по ходу"],
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_whose_work_is_refunded_reads_that_nothing_is_left() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let id = begun(&t, &anna, &boris).await;
    anna.say("/menu").await;
    press(&anna, &StudyCallback::Dispute(id)).await;
    anna.say("Работы нет").await;
    admin.say("/staff").await;
    press(&admin, &DeskCallback::Decide(id)).await;
    admin.tap("100 %").await.unwrap();
    admin.tap("Решить так").await.unwrap();
    admin.say("Работа не начата").await;
    admin.tap("⚖️ Подтвердить решение").await.unwrap();
    t.settle().await;
    reads(
        &boris,
        &["Деньги возвращаются заказчику.", "Работа не начата"],
    );
    assert_eq!(order_row(&t, id).await.status, Status::Refunded);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_has_the_order_in_hand_calls_the_team() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let other = executor(&t, "Вера", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let waiting = sent(&t, &anna, "review").await;
    for (order, who) in [(id, &other), (waiting, &boris), (OrderId(9999), &boris)] {
        who.say("/work").await;
        let said = press(who, &ExecutorsCallback::Dispute(order)).await;
        assert_ne!(said, "", "{order}");
        who.say("Верните мне заказ").await;
    }
    assert_eq!(order_row(&t, id).await.status, Status::InProgress);
    assert_eq!(order_row(&t, waiting).await.status, Status::Submitted);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_talk_everyone_comes_back_to_the_order() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    anna.say("/menu").await;
    press(&anna, &StudyCallback::Card(id)).await;
    anna.tap("💬 Переписка").await.unwrap();
    anna.tap("‹ Назад").await.unwrap();
    reads(&anna, &[&format!("№ {id}"), "в работе"]);
    open_work(&boris, id).await;
    boris.tap("📜 Переписка").await.unwrap();
    boris.tap("‹ Назад").await.unwrap();
    reads(&boris, &[&format!("Заказ № {id}"), "В работе"]);
    t.settle().await;
    t.finish().await;
}
