//! Statistics: figures of a known history, the picture, the files, and who sees them.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sputnik::{
    bot::callback::Callback,
    features::{
        statistics::{callbacks::StatisticsCallback, orders::Period},
        study::{disputes, endings, quotes, work},
    },
    kernel::{
        ids::OrderId,
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::{Answer, Delivery, Person};

use super::{
    calls::newest,
    orders::{acting, begun, executor, on_board, owner, pay, sent},
    support::TestApp,
};

async fn press(person: &Person, button: StatisticsCallback) -> Option<Answer> {
    let outcome = person.tap_data(newest(person), &button.encode()).await;
    assert_eq!(outcome.delivery, Delivery::Done, "{button:?}");
    outcome.answer
}

/// Begun, delivered, accepted.
async fn completed(t: &TestApp, client: &Person, worker: &Person) -> OrderId {
    let id = begun(t, client, worker).await;
    t.advance(TimeDelta::hours(30));
    let actor = acting(t.row(worker).await.id);
    work::deliver(&t.app, actor, id, Some("Готово".to_owned()), Vec::new())
        .await
        .unwrap();
    let actor = acting(t.row(client).await.id);
    work::accept(&t.app, actor, id).await.unwrap();
    id
}

/// Five orders on three days: one completed, one refunded in part, one on the board, one called off, one
/// priced.
pub(super) async fn history(t: &TestApp) -> Person {
    let anna = t.person("Анна", "ru").await;
    let boris = executor(t, "Борис", "ru").await;
    let client = acting(t.row(&anna).await.id);
    completed(t, &anna, &boris).await;
    let refunded = begun(t, &anna, &boris).await;
    disputes::dispute(&t.app, client, refunded, "Не то".to_owned())
        .await
        .unwrap();
    disputes::resolve(
        &t.app,
        client,
        &owner(),
        refunded,
        5000,
        "Пополам".to_owned(),
    )
    .await
    .unwrap();
    on_board(t, &anna).await;
    let off = sent(t, &anna, "review").await;
    endings::cancel(&t.app, client, &Rights::new([]), off, None)
        .await
        .unwrap();
    t.advance(TimeDelta::hours(24));
    let priced = sent(t, &anna, "review").await;
    t.advance(TimeDelta::minutes(90));
    let terms = quotes::Terms {
        price_minor: 200_000,
        days: 3,
        note: None,
    };
    quotes::quote(&t.app, client, &owner(), priced, terms)
        .await
        .unwrap();
    t.settle().await;
    anna
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_those_of_the_history() {
    let t = TestApp::start().await;
    history(&t).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    admin.say("/staff").await;
    admin.tap("📈 Статистика").await.unwrap();
    assert_snapshot!("week", admin.screen());
    admin.tap("Сегодня").await.unwrap();
    assert_snapshot!("today", admin.screen());
    // Out of the week, within the month.
    t.advance(TimeDelta::days(10));
    admin.tap("7 дней").await.unwrap();
    assert!(
        admin.screen().contains("Отправлено: 0"),
        "{}",
        admin.screen()
    );
    admin.tap("30 дней").await.unwrap();
    assert!(
        admin.screen().contains("Отправлено: 5"),
        "{}",
        admin.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parts_of_a_period_sum_to_the_whole() {
    let t = TestApp::start().await;
    let anna = history(&t).await;
    let row = t.row(&anna).await;
    assert!(row.deleted_at.is_none());
    for period in Period::ALL {
        let figures = sputnik::features::statistics::orders::figures(&t.app, &owner(), period)
            .await
            .unwrap();
        let submitted: i64 = figures.points.iter().map(|point| point.submitted).sum();
        assert_eq!(submitted, figures.funnel.submitted, "{period:?}");
        assert_eq!(
            figures.points.len(),
            match period {
                Period::Today => 24,
                Period::Week => 7,
                Period::Month => 30,
            }
        );
        assert!(
            figures
                .points
                .iter()
                .all(|point| point.start >= figures.from)
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_come_as_a_picture_and_as_files() {
    let t = TestApp::start().await;
    history(&t).await;
    for (lang, head) in [
        ("ru", "Номер;Вид помощи;Статус"),
        ("uz", "Raqami;Yordam turi;Holati"),
        ("en", "Number,Kind of help,Status"),
    ] {
        let admin = t.staff("Admin", lang, Role::Admin).await;
        admin.say("/staff").await;
        press(&admin, StatisticsCallback::Page(Period::Week)).await;
        press(&admin, StatisticsCallback::Chart(Period::Week)).await;
        assert!(
            admin.last_message().unwrap()["photo"].is_array(),
            "{}",
            admin.screen()
        );
        press(&admin, StatisticsCallback::Csv(Period::Week)).await;
        press(&admin, StatisticsCallback::Xlsx(Period::Week)).await;
        let files = admin.documents();
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["orders-week.csv", "orders-week.xlsx"]);
        let csv = String::from_utf8(files[0].1.clone()).unwrap();
        assert!(csv.contains(head), "{csv}");
        assert_eq!(csv.lines().count(), 6, "{csv}");
        assert!(files[1].1.starts_with(b"PK"));
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_figures_are_figures() {
    let t = TestApp::start().await;
    let admin = t.staff("Admin", "en", Role::Admin).await;
    admin.say("/staff").await;
    for period in Period::ALL {
        assert_eq!(
            press(&admin, StatisticsCallback::Page(period))
                .await
                .unwrap()
                .text,
            None
        );
        press(&admin, StatisticsCallback::Chart(period)).await;
        press(&admin, StatisticsCallback::Csv(period)).await;
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_no_figures() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, "consultation").await;
    pay(&t, id).await;
    t.settle().await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    operator.say("/staff").await;
    assert!(!operator.screen().contains("Статистика"));
    for person in [&operator, &anna] {
        for button in StatisticsCallback::samples() {
            let said = press(person, button).await.and_then(|answer| answer.text);
            assert_eq!(
                said.as_deref(),
                Some("Этот раздел вам недоступен."),
                "{button:?}"
            );
        }
    }
    t.finish().await;
}
