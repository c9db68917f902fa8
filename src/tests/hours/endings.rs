//! Calling off, by whom and for how much; another operator; an account that goes.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sputnik::{
    entity::hour::Status,
    features::{
        hours::{callbacks::HoursCallback, endings, error::HoursError, jobs::Rounds},
        users::privacy,
    },
    kernel::{
        actor::Actor,
        ids::{HourId, UserId},
        permission::Role,
    },
};

use super::{
    NOON, actor, at, audited, booked, go, keep, money::balance, operator, press, rights, row, told,
};
use crate::{
    calls::{finish_repeated, repeat},
    support::TestApp,
};

/// More than a day ahead.
const LATER: &str = "2030-01-04T07:00:00Z";

#[tokio::test(flavor = "multi_thread")]
async fn calling_off_in_time_costs_nothing() {
    let mut t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, LATER).await;
    anna.tap("🕐 Открыть час").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Час с поддержкой № 1*

    Пт 04.01.2030, 12:00–13:00
    Ташкент

    📅 Оплачен и ждёт своего времени

    Цена: 1 500 ₽
    Оплачено: 1 500 ₽

    Бесплатная отмена до 03.01.2030 12:00, позже вернём 50 %.
    Не появитесь за 15 минут после начала — час пропал. Не придёт специалист — вернём всё.

    [ ✖️ Отменить час ]
    [ ‹ Назад ]
    ");
    anna.tap("✖️ Отменить час").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    Отменить час Пт 04.01.2030, 12:00–13:00? Вернём всё: 1 500 ₽.

    [ Да ] [ Нет ]
    ");
    anna.tap("Да").await.unwrap();
    repeat(&mut t).await;
    press(&anna, HoursCallback::CancelYes(hour, 150_000)).await;
    assert!(anna.screen().contains("✖️ Отменён"), "{}", anna.screen());
    assert!(anna.screen().contains("Возвращаем: 1\u{a0}500\u{a0}₽"));
    t.settle().await;
    assert!(
        olga.screen().contains("Клиент отменил час № 1"),
        "{}",
        olga.screen()
    );
    assert_eq!(row(&t, hour).await.refunded_minor, 150_000);
    assert_eq!(audited(&t, "hour.cancelled").await, 1);
    assert_eq!(balance(&t, "income").await, 0);
    assert_eq!(balance(&t, "refunds_payable").await, -150_000);
    // The slot is free again.
    keep(&t, &anna, LATER).await.unwrap();
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calling_off_late_costs_a_part_and_the_edge_is_not_crossed_unseen() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, LATER).await;
    t.advance(at("2030-01-03T06:59:00Z").since(t.app.clock.now()));
    anna.tap("🕐 Открыть час").await.unwrap();
    anna.tap("✖️ Отменить час").await.unwrap();
    assert!(anna.screen().contains("Вернём всё"), "{}", anna.screen());
    t.advance(TimeDelta::minutes(2));
    // What was shown holds no more: she is shown what does, and nothing has happened.
    let outcome = anna.tap("Да").await.unwrap();
    assert!(told(&outcome).contains("кое-что изменилось"));
    assert_eq!(row(&t, hour).await.status, Status::Booked);
    assert!(
        anna.screen()
            .contains("вернём 750\u{a0}₽ из 1\u{a0}500\u{a0}₽"),
        "{}",
        anna.screen()
    );
    anna.tap("Нет").await.unwrap();
    anna.tap("✖️ Отменить час").await.unwrap();
    anna.tap("Да").await.unwrap();
    assert_eq!(row(&t, hour).await.refunded_minor, 75_000);
    assert_eq!(balance(&t, "income").await, -75_000);
    assert_eq!(balance(&t, "refunds_payable").await, -75_000);
    assert_eq!(balance(&t, "prepaid").await, 0);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_who_cannot_come_gives_everything_back_whenever_it_is() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    go(&t, at("2030-01-02T06:50:00Z")).await;
    olga.say("/staff").await;
    olga.tap("🕐 Мои часы").await.unwrap();
    olga.tap("📋 Записи: 1").await.unwrap();
    olga.tap("📅 № 1").await.unwrap();
    // Whoever hosts knows the client by the hour alone.
    assert!(!olga.screen().contains("Анна"), "{}", olga.screen());
    olga.tap("✖️ Отменить час").await.unwrap();
    assert!(
        olga.screen()
            .contains("Клиенту вернётся всё: 1\u{a0}500\u{a0}₽"),
        "{}",
        olga.screen()
    );
    olga.tap("Да").await.unwrap();
    t.settle().await;
    let said = anna.screen();
    assert!(
        said.contains("не сможет провести ваш час")
            && said.contains("Возвращаем 1\u{a0}500\u{a0}₽"),
        "{said}"
    );
    assert!(!said.contains("Ольга"), "{said}");
    assert_eq!(row(&t, hour).await.refunded_minor, 150_000);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sees_all_hours_and_calls_them_off_and_operators_only_their_own() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    let vera = t.staff("Вера", "ru", Role::Admin).await;
    vera.say("/staff").await;
    vera.tap("🕐 Мои часы").await.unwrap();
    vera.tap("🗂 Часы всех операторов").await.unwrap();
    vera.tap("📅 № 1").await.unwrap();
    assert!(
        vera.screen().contains("Клиент: Анна\nОператор: Ольга"),
        "{}",
        vera.screen()
    );
    // An operator sees other operators' hours, and touches none.
    let ivan = operator(&t, "Иван").await;
    ivan.say("/menu").await;
    press(&ivan, HoursCallback::Card(hour)).await;
    assert!(ivan.screen().contains("Оператор: Ольга"));
    assert!(!ivan.screen().contains("Отменить"), "{}", ivan.screen());
    for forged in [
        HoursCallback::Cancel(hour),
        HoursCallback::CancelYes(hour, 150_000),
        HoursCallback::Reassign(hour),
        HoursCallback::ReassignTo(hour, UserId(1)),
    ] {
        let outcome = press(&ivan, forged).await;
        assert!(told(&outcome).contains("недоступен"), "{forged:?}");
    }
    // A stranger does not even see it.
    let boris = t.person("Борис", "ru").await;
    boris.say("/menu").await;
    for forged in [
        HoursCallback::Card(hour),
        HoursCallback::Cancel(hour),
        HoursCallback::CancelYes(hour, 150_000),
        HoursCallback::Card(HourId(999)),
    ] {
        let outcome = press(&boris, forged).await;
        assert!(told(&outcome).contains("больше нет"), "{forged:?}");
    }
    assert_eq!(row(&t, hour).await.status, Status::Booked);
    vera.tap("✖️ Отменить час").await.unwrap();
    vera.tap("Да").await.unwrap();
    t.settle().await;
    assert!(anna.screen().contains("Ваш час"), "{}", anna.screen());
    assert!(anna.screen().contains("Возвращаем 1\u{a0}500\u{a0}₽"));
    assert_eq!(row(&t, hour).await.status, Status::Cancelled);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_calls_nothing_off_that_has_begun_or_is_over() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    // The time has come, though no round has begun it.
    t.advance(at(NOON).since(t.app.clock.now()));
    let outcome = press(&anna, HoursCallback::CancelYes(hour, 75_000)).await;
    assert!(told(&outcome).contains("уже нельзя"));
    go(&t, at(NOON)).await;
    let outcome = press(&anna, HoursCallback::CancelYes(hour, 75_000)).await;
    assert!(told(&outcome).contains("уже нельзя"));
    anna.tap("💬 Я на связи").await.unwrap();
    olga.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T08:00:00Z")).await;
    for person in [&anna, &olga] {
        let outcome = press(person, HoursCallback::CancelYes(hour, 150_000)).await;
        assert!(told(&outcome).contains("уже нельзя"));
    }
    assert_eq!(row(&t, hour).await.status, Status::Done);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calling_off_meets_calling_off_and_the_start_in_one_state() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let (client, host) = (t.row(&anna).await, t.row(&olga).await);
    let (hers, theirs) = (rights(&t, &client).await, rights(&t, &host).await);
    let hour = booked(&t, &anna, LATER).await;
    // Both at once: one of the two reasons stands, and the money goes back once.
    let both = tokio::join!(
        endings::cancel(&t.app, actor(client.id), &hers, hour, 150_000),
        endings::cancel(&t.app, actor(host.id), &theirs, hour, 150_000),
    );
    assert!(both.0.is_ok() || both.1.is_ok());
    assert_eq!(row(&t, hour).await.refunded_minor, 150_000);
    assert_eq!(audited(&t, "hour.cancelled").await, 1);
    t.settle().await;
    // The operator calls off at the moment of the start.
    let hour = booked(&t, &anna, NOON).await;
    t.advance(at(NOON).since(t.app.clock.now()));
    let (cancelled, _) = tokio::join!(
        endings::cancel(&t.app, actor(host.id), &theirs, hour, 150_000),
        t.run(&Rounds),
    );
    let ended = row(&t, hour).await;
    match cancelled {
        Ok(_) => assert_eq!(
            (ended.status, ended.refunded_minor),
            (Status::Cancelled, 150_000)
        ),
        Err(HoursError::TooLate) => {
            assert_eq!((ended.status, ended.refunded_minor), (Status::Live, 0));
        }
        Err(error) => panic!("{error}"),
    }
    t.settle().await;
    t.run(&Rounds).await;
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_gives_an_hour_to_another_operator() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let hour = booked(&t, &anna, NOON).await;
    let ivan = operator(&t, "Иван").await;
    let vera = t.staff("Вера", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    vera.say("/menu").await;
    press(&vera, HoursCallback::Card(hour)).await;
    vera.tap("🔁 Передать другому").await.unwrap();
    assert_snapshot!(vera.screen(), @r"
    Кому передать час № 1 (Ср 02.01.2030, 12:00–13:00)? 🟢 работает в это время, ⚪️ не по расписанию.

    [ 🟢 Иван ]
    [ ⚪️ Вера ]
    [ ‹ Назад ]
    ");
    // Ivan's slot is sold while she looks.
    let his = booked(&t, &boris, NOON).await;
    let outcome = vera.tap("🟢 Иван").await.unwrap();
    assert!(told(&outcome).contains("только что заняли"), "{outcome:?}");
    press(&boris, HoursCallback::CancelYes(his, 75_000)).await;
    t.settle().await;
    // Nobody who hosts no hours gets one.
    let nobody = t.row(&boris).await.id;
    let outcome = press(&vera, HoursCallback::ReassignTo(hour, nobody)).await;
    assert!(told(&outcome).contains("не проводит часы"));
    vera.tap("🟢 Иван").await.unwrap();
    assert!(
        vera.screen().contains("Оператор: Иван"),
        "{}",
        vera.screen()
    );
    t.settle().await;
    assert!(olga.screen().contains("передан другому оператору"));
    assert!(ivan.screen().contains("Вам передан час № 1"));
    assert_eq!(audited(&t, "hour.reassigned").await, 1);
    // The hour is Ivan's now, and Olga's no more.
    go(&t, at(NOON)).await;
    assert!(ivan.screen().contains("⏳"), "{}", ivan.screen());
    assert!(!olga.screen().contains("⏳"), "{}", olga.screen());
    ivan.tap("💬 Я на связи").await.unwrap();
    // Ivan drops out in the middle: Olga takes over and has her own time to come.
    anna.tap("💬 Я на связи").await.unwrap();
    t.advance(TimeDelta::minutes(20));
    press(
        &vera,
        HoursCallback::ReassignTo(hour, t.row(&olga).await.id),
    )
    .await;
    t.settle().await;
    assert!(
        olga.screen().contains("⏳ *Осталось 45 минут*"),
        "{}",
        olga.screen()
    );
    go(&t, at("2030-01-02T07:34:00Z")).await;
    assert_eq!(row(&t, hour).await.status, Status::Live);
    olga.tap("💬 Я на связи").await.unwrap();
    go(&t, at("2030-01-02T08:00:00Z")).await;
    assert_eq!(row(&t, hour).await.status, Status::Done);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_goes_calls_its_hours_off() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let hers = booked(&t, &anna, LATER).await;
    let his = booked(&t, &boris, NOON).await;
    let held = keep(&t, &anna, "2030-01-04T08:00:00Z").await.unwrap().id;
    let (client, host) = (t.row(&anna).await.id, t.row(&olga).await.id);
    let export = privacy::export(&t.app, Actor::SHELL, client)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(export["hours"].as_array().unwrap().len(), 2);
    assert_eq!(export["hours"][0]["as"], "client");
    privacy::delete(&t.app, actor(client), client)
        .await
        .unwrap();
    t.settle().await;
    assert!(
        olga.screen().contains("Клиент отменил час № 1"),
        "{}",
        olga.screen()
    );
    assert_eq!(row(&t, hers).await.refunded_minor, 150_000);
    assert_eq!(row(&t, held).await.status, Status::Cancelled);
    let export = privacy::export(&t.app, Actor::SHELL, host)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(export["week"].as_array().unwrap().len(), 7);
    privacy::delete(&t.app, actor(host), host).await.unwrap();
    t.settle().await;
    assert!(
        boris.screen().contains("не сможет провести"),
        "{}",
        boris.screen()
    );
    assert_eq!(
        (row(&t, his).await.status, row(&t, his).await.refunded_minor),
        (Status::Cancelled, 150_000)
    );
    t.finish().await;
}
