//! A client's orders by taps and words: from the wizard to the review, with money on YooKassa's page.

use chrono::TimeDelta;
use futures::future::join_all;
use insta::assert_snapshot;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    bot::callback::Callback,
    entity::order::{self, Status},
    features::{
        ledger::{self, Account},
        study::{
            assign,
            callbacks::StudyCallback,
            jobs::Deadlines,
            quotes::{self, Terms},
            work,
        },
    },
    kernel::{ids::OrderId, money::Currency},
};
use sputnik_sandbox::Person;

use super::{
    calls::newest,
    orders::{acting, begun, executor, on_board, order_row, pay, sent},
    payments::shop,
    support::{Settings, TestApp},
};

async fn orders(t: &TestApp) -> Vec<order::Model> {
    order::Entity::find().all(&t.app.db).await.unwrap()
}

async fn begin_consultation(anna: &Person) {
    anna.say("/menu").await;
    anna.tap("🎓 Помощь с учёбой").await.unwrap();
    anna.tap("💬 Консультация").await.unwrap();
    anna.tap("✍️ Оставить заявку").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_goes_from_the_wizard_to_the_review_by_taps_and_words() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    begin_consultation(&anna).await;
    assert!(anna.screen().contains("Какой предмет"), "{}", anna.screen());
    anna.say("Статистика").await;
    anna.say("Регрессия").await;
    anna.say("Объясните, как читать коэффициенты").await;
    anna.say("11.01.2030").await;
    anna.send_document("task.pdf", "application/pdf", b"task".to_vec(), None)
        .await;
    anna.tap("Дальше ›").await.unwrap();
    assert_snapshot!("summary", anna.screen());
    anna.tap("📨 Отправить заявку").await.unwrap();
    assert_snapshot!("to-be-paid", anna.screen());
    anna.tap("💳 Оплатить").await.unwrap();
    anna.tap("💳 Оплатить").await.unwrap();
    let link = anna.last_link().unwrap();
    yookassa.pay(&link).unwrap();
    for attempt in yookassa.deliver_all().await {
        assert!(attempt.accepted(), "{attempt:?}");
    }
    t.run(&sputnik::features::payments::jobs::Hints).await;
    t.settle().await;
    let id = orders(&t).await[0].id;
    assert_eq!(order_row(&t, id).await.status, Status::Paid);
    assert!(
        boris.screen().contains("новый заказ № 1"),
        "{}",
        boris.screen()
    );
    boris.tap("📄 Открыть заказ").await.unwrap();
    boris.tap("🤝 Взять в работу").await.unwrap();
    t.settle().await;
    let told = anna.transcript().join("\n");
    assert!(told.contains("исполнитель начал работу"), "{told}");
    boris.tap("📤 Сдать работу").await.unwrap();
    boris
        .send_document("work.pdf", "application/pdf", b"work".to_vec(), None)
        .await;
    boris.tap("Дальше ›").await.unwrap();
    boris.say("Разбор готов").await;
    t.settle().await;
    anna.tap("📂 Открыть заказ").await.unwrap();
    assert_snapshot!("delivered", anna.screen());
    anna.tap("📦 Что сдано").await.unwrap();
    assert!(anna.screen().contains("Разбор готов"), "{}", anna.screen());
    anna.tap("‹ Назад").await.unwrap();
    anna.tap("✅ Принять работу").await.unwrap();
    anna.tap("Да").await.unwrap();
    assert_eq!(order_row(&t, id).await.status, Status::Completed);
    t.settle().await;
    let earned = ledger::owed(
        &t.app.db,
        Account::ExecutorPayable(t.row(&boris).await.id),
        Currency::Rub,
    )
    .await
    .unwrap();
    assert_eq!(earned.minor(), 105_000);
    assert!(ledger::reads::audit(&t.app.db).await.unwrap().is_clean());
    assert!(
        anna.screen().contains("Как вам работа"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_survives_a_restart_and_odd_answers() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    begin_consultation(&anna).await;
    anna.send_photo(super::accounts::png(), None).await;
    assert!(
        anna.screen().contains("Ответьте, пожалуйста, текстом"),
        "{}",
        anna.screen()
    );
    anna.say(&"ж".repeat(201)).await;
    assert!(anna.screen().contains("200 символов"), "{}", anna.screen());
    anna.say("<b>Статистика</b> 😀").await;
    t.restart(Settings::default()).await;
    anna.say("Регрессия").await;
    anna.say("Помогите").await;
    for bad in ["завтра", "32.01.2030", "01.01.2030", "01.01.2040"] {
        anna.say(bad).await;
        assert!(
            anna.screen().contains("К какому дню"),
            "{bad}: {}",
            anna.screen()
        );
    }
    assert_eq!(orders(&t).await[0].due_on, None);
    anna.tap("15").await.unwrap();
    assert_eq!(
        orders(&t).await[0].due_on.map(|day| day.to_string()),
        Some("2030-01-15".to_owned())
    );
    anna.tap("Пропустить ›").await.unwrap();
    assert!(
        anna.screen().contains("<b>Статистика</b> 😀"),
        "{}",
        anna.screen()
    );
    anna.tap("✏️ Тема").await.unwrap();
    anna.say("Другая тема").await;
    assert!(anna.screen().contains("Другая тема"), "{}", anna.screen());
    anna.tap("🗑 Удалить черновик").await.unwrap();
    anna.tap("Да").await.unwrap();
    assert_eq!(orders(&t).await.len(), 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_taps_at_once_begin_one_draft_and_send_it_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let actor = acting(t.row(&anna).await.id);
    let kind = t.site.library.study.kind("consultation").unwrap();
    let starts = (0..10).map(|_| sputnik::features::study::drafts::start(&t.app, actor, kind));
    for begun in join_all(starts).await {
        begun.unwrap();
    }
    assert_eq!(orders(&t).await.len(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_are_compared_and_one_is_chosen_as_it_was_shown() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let vera = executor(&t, "Вера", "ru").await;
    let id = sent(&t, &anna, "tutoring").await;
    for (person, price) in [(&boris, 300_000), (&vera, 250_000)] {
        let terms = Terms {
            price_minor: price,
            days: 5,
            note: Some("Готов помочь".to_owned()),
        };
        quotes::offer(&t.app, acting(t.row(person).await.id), id, terms)
            .await
            .unwrap();
    }
    t.settle().await;
    anna.tap("📂 Открыть заказ").await.unwrap();
    anna.tap("✋ Предложения").await.unwrap();
    assert_snapshot!("offers", anna.screen());
    anna.tap("2 · 2\u{a0}500\u{a0}₽").await.unwrap();
    // Vera thinks better of it meanwhile: the price that was shown is not taken for another one.
    let dearer = Terms {
        price_minor: 990_000,
        days: 5,
        note: None,
    };
    quotes::offer(&t.app, acting(t.row(&vera).await.id), id, dearer)
        .await
        .unwrap();
    let outcome = anna.tap("✅ Выбрать").await.unwrap();
    assert!(
        outcome
            .answer
            .unwrap()
            .text
            .unwrap()
            .contains("что-то произошло"),
        "an offer was chosen at another price"
    );
    assert_eq!(order_row(&t, id).await.status, Status::Submitted);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calling_off_tells_the_money_first_and_nobody_else_can() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let kate = t.person("Kate", "en").await;
    let id = on_board(&t, &anna).await;
    t.settle().await;
    let stranger = kate
        .tap_data(newest(&kate), &StudyCallback::CancelYes(id).encode())
        .await;
    assert_eq!(
        stranger.answer.unwrap().text.as_deref(),
        Some("There is no such order.")
    );
    anna.say("/orders").await;
    anna.tap("✅ № 1").await.unwrap();
    anna.tap("✖️ Отменить").await.unwrap();
    assert!(
        anna.screen()
            .contains("Вернём всё, что вы заплатили: *1\u{a0}500\u{a0}₽*"),
        "{}",
        anna.screen()
    );
    anna.tap("Да").await.unwrap();
    let row = order_row(&t, id).await;
    assert_eq!(
        (row.status, row.refunded_minor),
        (Status::Refunded, 150_000)
    );
    // The button of the old screen does nothing more.
    anna.tap_data(newest(&anna), &StudyCallback::CancelYes(id).encode())
        .await;
    assert_eq!(order_row(&t, id).await.refunded_minor, 150_000);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_ends_what_waits_and_accepts_what_was_delivered() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let unpaid = sent(&t, &anna, "consultation").await;
    t.advance(TimeDelta::hours(49));
    assert_eq!(t.run(&Deadlines).await, 1);
    assert_eq!(order_row(&t, unpaid).await.status, Status::Expired);
    let id: OrderId = begun(&t, &anna, &boris).await;
    sputnik::features::study::work::deliver(
        &t.app,
        acting(t.row(&boris).await.id),
        id,
        Some("Готово".to_owned()),
        Vec::new(),
    )
    .await
    .unwrap();
    t.advance(TimeDelta::days(13));
    assert_eq!(t.run(&Deadlines).await, 0);
    t.advance(TimeDelta::days(1));
    assert_eq!(t.run(&Deadlines).await, 1);
    assert_eq!(order_row(&t, id).await.status, Status::Completed);
    assert_eq!(t.run(&Deadlines).await, 0);
    t.settle().await;
    let completed = order::Entity::find()
        .filter(order::Column::Status.eq(Status::Completed))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(completed, 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_have_a_button_for_their_files_and_none_without() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = sent(&t, &anna, "plan_sources").await;
    pay(&t, id).await;
    let worker = acting(t.row(&boris).await.id);
    assign::take(&t.app, worker, id).await.unwrap();
    t.settle().await;
    boris.say("/work").await;
    boris.tap("🛠 В работе: 1").await.unwrap();
    let label = boris
        .buttons()
        .into_iter()
        .find(|label| label.starts_with('🗂'))
        .unwrap();
    boris.tap(&label).await.unwrap();
    boris.tap("📤 Сдать работу").await.unwrap();
    for name in ["part.pdf", "tables.pdf"] {
        boris
            .send_document(name, "application/pdf", name.into(), None)
            .await;
    }
    boris.tap("Дальше ›").await.unwrap();
    boris.tap("📤 Сдать без слов").await.unwrap();
    let client = acting(t.row(&anna).await.id);
    work::request_changes(&t.app, client, id, "Нет выводов".to_owned())
        .await
        .unwrap();
    work::deliver(
        &t.app,
        worker,
        id,
        Some("Вывод: спрос растёт".to_owned()),
        Vec::new(),
    )
    .await
    .unwrap();
    t.settle().await;
    anna.tap("📂 Открыть заказ").await.unwrap();
    anna.tap("📦 Что сдано").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Что сдано по заказу № 1*

    *Версия 1* · 01.01.2030 14:00

    *Версия 2* · 01.01.2030 14:00
    Вывод: спрос растёт

    [ 📎 Версия 1 · 2 ]
    [ ‹ Назад ]
    ");
    anna.tap("📎 Версия 1 · 2").await.unwrap();
    let seen = anna.transcript();
    for name in ["part.pdf", "tables.pdf"] {
        assert!(seen.contains(&format!("[document {name}]")), "{seen:#?}");
    }
    t.finish().await;
}
