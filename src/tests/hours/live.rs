//! Reminders, the start, the timer, the end, and those who do not come.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sputnik::{
    entity::hour::Status,
    features::hours::{callbacks::HoursCallback, jobs::Rounds},
};

use super::{NOON, at, audited, booked, go, keep, money::balance, operator, pay, press, row, told};
use crate::support::{Settings, TestApp};

/// The messages of a chat that say this.
fn saying(person: &sputnik_sandbox::Person, words: &str) -> usize {
    let said = person.transcript();
    said.iter().filter(|said| said.contains(words)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn both_are_reminded_a_day_and_a_quarter_of_an_hour_before_once_each() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let start = at("2030-01-04T07:00:00Z");
    booked(&t, &anna, "2030-01-04T07:00:00Z").await;
    go(&t, start.minus(TimeDelta::hours(25))).await;
    assert_eq!(saying(&anna, "🔔"), 0);
    for _ in 0..3 {
        go(&t, start.minus(TimeDelta::hours(24))).await;
    }
    go(&t, start.minus(TimeDelta::hours(3))).await;
    assert_eq!(saying(&anna, "🔔 Завтра ваш час"), 1);
    assert_eq!(saying(&olga, "🔔 Завтра у вас час № 1"), 1);
    for _ in 0..3 {
        go(&t, start.minus(TimeDelta::minutes(15))).await;
    }
    go(&t, start.minus(TimeDelta::minutes(1))).await;
    assert_eq!(saying(&anna, "начнётся через 15 минут"), 1);
    assert_eq!(saying(&olga, "Через 15 минут начнётся час № 1"), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_of_tomorrow_who_booked_for_today_nor_of_an_hour_that_is_off() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    go(&t, at("2030-01-01T10:00:00Z")).await;
    assert_eq!(saying(&anna, "🔔"), 0);
    t.advance(at("2030-01-02T06:46:00Z").since(t.app.clock.now()));
    t.run(&Rounds).await;
    // The reminder is promised, and the hour is called off before it goes out.
    press(&anna, HoursCallback::CancelYes(hour, 75_000)).await;
    assert_eq!(row(&t, hour).await.status, Status::Cancelled);
    t.settle().await;
    assert_eq!(saying(&anna, "🔔"), 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_goes_from_its_start_over_the_timer_to_its_end() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    let start = at(NOON);
    let minute = |minutes| start.plus(TimeDelta::minutes(minutes));
    go(&t, start).await;
    assert_snapshot!(anna.screen(), @r"
    ⏳ *Осталось 60 минут*

    Ваш час с поддержкой № 1 идёт. Пишите сюда, специалист увидит всё. Чат закроется в 13:00.

    [ 💬 Я на связи ]
    [ 🕐 Открыть час ]
    ");
    assert_snapshot!(olga.screen(), @r"
    ⏳ *Осталось 60 минут*

    Час № 1 идёт. Нажмите «Я на связи» и пишите сюда, клиент увидит всё. Чат закроется в 13:00.

    [ 💬 Я на связи ]
    [ 🕐 Открыть час ]
    ");
    let outcome = anna.tap("💬 Я на связи").await.unwrap();
    assert!(told(&outcome).contains("Вы на связи"));
    olga.tap("💬 Я на связи").await.unwrap();
    olga.tap("💬 Я на связи").await.unwrap();
    let before = anna.messages().len();
    for (minutes, shown) in [(14, 60), (15, 45), (29, 45), (30, 30), (45, 15), (54, 15)] {
        go(&t, minute(minutes)).await;
        for person in [&anna, &olga] {
            assert_eq!(saying(person, &format!("Осталось {shown} минут")), 1);
        }
    }
    // One message all the time, changed in its place.
    assert_eq!(anna.messages().len(), before);
    for _ in 0..2 {
        go(&t, minute(55)).await;
    }
    assert_eq!(saying(&anna, "⏳ *Осталось 5 минут*"), 1);
    assert_eq!(saying(&anna, "⏰ Осталось 5 минут."), 1);
    assert_eq!(saying(&olga, "⏰ Осталось 5 минут."), 1);
    for _ in 0..2 {
        go(&t, minute(60)).await;
    }
    assert_eq!(row(&t, hour).await.status, Status::Done);
    assert_eq!(row(&t, hour).await.ended_at, Some(minute(60)));
    assert_eq!(saying(&anna, "⌛ *Время вышло.*"), 1);
    assert_eq!(saying(&anna, "⏳"), 0);
    assert_eq!(saying(&anna, "Час с поддержкой закончен"), 1);
    assert_eq!(saying(&olga, "Час № 1 закончен."), 2, "timer and word");
    assert_eq!(balance(&t, "income").await, -150_000);
    assert_eq!(balance(&t, "prepaid").await, 0);
    // The client is asked how it was, once, and may say so later from the card.
    assert_eq!(saying(&anna, "Час с поддержкой прошёл. Как вам?"), 1);
    anna.tap("🕐 Открыть час").await.unwrap();
    anna.tap("⭐ Оценить").await.unwrap();
    anna.tap("5 ⭐").await.unwrap();
    assert!(anna.screen().contains("Ваша оценка"), "{}", anna.screen());
    for action in ["hour.started", "hour.done"] {
        assert_eq!(audited(&t, action).await, 1);
    }
    // The old buttons say how it is.
    let outcome = press(&anna, HoursCallback::Enter(hour)).await;
    assert!(told(&outcome).contains("Чат этого часа закрыт"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_before_the_round_begins_the_hour() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    anna.say("/menu").await;
    olga.say("/menu").await;
    let outcome = press(&anna, HoursCallback::Enter(hour)).await;
    assert!(told(&outcome).contains("закрыт"));
    t.advance(at(NOON).since(t.app.clock.now()));
    let both = tokio::join!(
        press(&anna, HoursCallback::Enter(hour)),
        press(&olga, HoursCallback::Enter(hour)),
    );
    assert!(told(&both.0).contains("Вы на связи") && told(&both.1).contains("Вы на связи"));
    t.run(&Rounds).await;
    t.settle().await;
    assert_eq!(saying(&anna, "⏳"), 1);
    assert_eq!(audited(&t, "hour.started").await, 1);
    // Strangers and staff are no part of it.
    let boris = t.person("Борис", "ru").await;
    let outcome = press(&boris, HoursCallback::Enter(hour)).await;
    assert!(told(&outcome).contains("больше нет"));
    let ivan = operator(&t, "Иван").await;
    let outcome = press(&ivan, HoursCallback::Enter(hour)).await;
    assert!(told(&outcome).contains("недоступен"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_who_does_not_come_loses_the_hour_and_the_operator_is_free() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    go(&t, at(NOON)).await;
    olga.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T07:14:59Z")).await;
    assert_eq!(row(&t, hour).await.status, Status::Live);
    for _ in 0..2 {
        go(&t, at("2030-01-02T07:15:00Z")).await;
    }
    let ended = row(&t, hour).await;
    assert_eq!(
        (ended.status, ended.refunded_minor),
        (Status::MissedByClient, 0)
    );
    assert_eq!(saying(&anna, "пропущен: вас не было 15 минут"), 1);
    assert_eq!(saying(&olga, "ждали 15 минут. Вы свободны"), 1);
    assert_eq!(balance(&t, "income").await, -150_000);
    assert_eq!(audited(&t, "hour.missed_by_client").await, 1);
    let outcome = press(&anna, HoursCallback::Enter(hour)).await;
    assert!(told(&outcome).contains("закрыт"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_may_go_back_to_a_client_who_did_not_come() {
    let settings = Settings::default().with("HOURS__MISSED_REFUND_PERCENT", "30");
    let t = TestApp::with(settings).await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    go(&t, at(NOON)).await;
    olga.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T07:15:00Z")).await;
    assert_eq!(row(&t, hour).await.refunded_minor, 45_000);
    assert_eq!(balance(&t, "income").await, -105_000);
    assert_eq!(saying(&anna, "Возвращаем 450\u{a0}₽"), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_who_does_not_come_costs_the_client_nothing() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    // Anna comes, Boris does not; the operator comes to neither.
    let hers = booked(&t, &anna, NOON).await;
    let his = booked(&t, &boris, "2030-01-02T08:00:00Z").await;
    go(&t, at(NOON)).await;
    anna.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T07:15:00Z")).await;
    go(&t, at("2030-01-02T08:00:00Z")).await;
    go(&t, at("2030-01-02T08:15:00Z")).await;
    for hour in [hers, his] {
        let ended = row(&t, hour).await;
        assert_eq!(
            (ended.status, ended.refunded_minor),
            (Status::MissedByOperator, 150_000)
        );
    }
    assert_eq!(saying(&anna, "не состоялся по нашей вине"), 1);
    assert_eq!(saying(&anna, "Возвращаем 1\u{a0}500\u{a0}₽"), 1);
    assert_eq!(saying(&olga, "вас не было на связи"), 2);
    assert_eq!(balance(&t, "income").await, 0);
    anna.tap("📅 Выбрать другое время").await.unwrap();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_that_went_by_while_the_process_was_away_is_paid_back() {
    let mut t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    t.advance(at("2030-01-02T09:30:00Z").since(t.app.clock.now()));
    t.restart(Settings::default()).await;
    t.run(&Rounds).await;
    t.settle().await;
    let ended = row(&t, hour).await;
    assert_eq!(
        (ended.status, ended.refunded_minor),
        (Status::MissedByOperator, 150_000)
    );
    // Nobody is told of a start that was none.
    assert_eq!(saying(&anna, "⏳"), 0);
    assert_eq!(saying(&anna, "по нашей вине"), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_is_told_late_gives_both_their_time_and_blames_no_client() {
    let mut t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let hers = booked(&t, &anna, NOON).await;
    let his = booked(&t, &boris, "2030-01-02T08:00:00Z").await;
    t.restart(Settings::default()).await;
    // Ten minutes late: both have fifteen more.
    go(&t, at("2030-01-02T07:10:00Z")).await;
    olga.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T07:24:00Z")).await;
    assert_eq!(row(&t, hers).await.status, Status::Live);
    go(&t, at("2030-01-02T07:25:00Z")).await;
    assert_eq!(row(&t, hers).await.status, Status::MissedByClient);
    // Forty minutes late: a client who is not there is not to blame.
    go(&t, at("2030-01-02T08:40:00Z")).await;
    olga.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T08:55:00Z")).await;
    assert_eq!(row(&t, his).await.status, Status::MissedByOperator);
    assert_eq!(saying(&olga, "мы поздно сообщили о начале"), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_changes_nothing() {
    let mut t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = keep(&t, &anna, NOON).await.unwrap().id;
    t.restart(Settings::default()).await;
    pay(&t, hour).await;
    t.settle().await;
    go(&t, at(NOON)).await;
    anna.tap("💬 Я на связи").await.unwrap();
    t.restart(Settings::default()).await;
    olga.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T07:30:00Z")).await;
    t.restart(Settings::default()).await;
    go(&t, at("2030-01-02T08:00:00Z")).await;
    assert_eq!(row(&t, hour).await.status, Status::Done);
    assert_eq!(saying(&anna, "Время вышло"), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_make_one_round_of_two() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    let (other, _, _) = t.replica().await;
    let rounds = || async {
        tokio::join!(
            sputnik::features::hours::rounds::all(&t.app),
            sputnik::features::hours::rounds::all(&other)
        )
    };
    for time in ["2030-01-02T06:45:00Z", NOON, "2030-01-02T07:15:00Z"] {
        t.advance(at(time).since(t.app.clock.now()));
        let (one, two) = rounds().await;
        assert_eq!(one.unwrap() + two.unwrap(), 1, "{time}");
        t.settle().await;
        if time == NOON {
            olga.tap("💬 Я на связи").await.unwrap();
        }
    }
    assert_eq!(row(&t, hour).await.status, Status::MissedByClient);
    assert_eq!(saying(&anna, "🔔"), 1);
    assert_eq!(saying(&anna, "пропущен"), 1);
    other.stopping.cancel();
    t.finish().await;
}
