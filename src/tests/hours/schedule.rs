//! An operator's week.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{EntityTrait, PaginatorTrait};
use sputnik::{
    entity::{hour_day_off, hour_window},
    features::hours::{callbacks::HoursCallback, error::HoursError, schedule as weeks},
    kernel::{
        ids::WindowId,
        permission::{Rights, Role},
    },
};

use super::{NOON, actor, at, booked, keep, operator, press, rights, told, works};
use crate::{
    calls::shut_out,
    support::{Settings, TestApp},
};

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_puts_a_week_together_by_taps_and_words() {
    let t = TestApp::start().await;
    let olga = t.staff("Ольга", "ru", Role::Operator).await;
    olga.say("/staff").await;
    olga.tap("🕐 Мои часы").await.unwrap();
    assert_snapshot!(olga.screen(), @r"
    *Мои часы*

    Когда вас можно забронировать (Ташкент):

    Пока никогда. Выберите день недели и добавьте время.

    [ 📋 Записи: 0 ]
    [ Пн ] [ Вт ] [ Ср ] [ Чт ] [ Пт ] [ Сб ] [ Вс ]
    [ 🏖 Выходные ]
    [ 🕒 Часовой пояс: Ташкент ]
    [ 🗂 Часы всех операторов ]
    [ ‹ Назад ]
    ");
    olga.tap("Вт").await.unwrap();
    olga.tap("＋ 09:00–18:00").await.unwrap();
    olga.tap("✏️ Вписать время").await.unwrap();
    // What cannot be read is asked again, and the question stays open.
    olga.say("с утра до вечера").await;
    assert!(olga.screen().contains("Не получилось прочитать время"));
    olga.say("20:00-20:30").await;
    assert!(olga.screen().contains("не меньше часа"));
    // What touches becomes one.
    olga.say("18:00-19:30, 21-24").await;
    assert_snapshot!(olga.screen(), @r"
    *Вт*. Нажмите на время, чтобы убрать его. Уже оплаченные часы останутся.

    [ 🗑 09:00–19:30 ]
    [ 🗑 21:00–24:00 ]
    [ ✏️ Вписать время ]
    [ ‹ Назад ]
    ");
    olga.say("9-10").await;
    assert!(olga.screen().contains("не ждал от вас текста"));
    olga.say("/staff").await;
    olga.tap("🕐 Мои часы").await.unwrap();
    olga.tap("Вт").await.unwrap();
    olga.tap("🗑 21:00–24:00").await.unwrap();
    olga.tap("‹ Назад").await.unwrap();
    assert!(
        olga.screen().contains("Вт: 09:00–19:30\n"),
        "{}",
        olga.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_host_hours_have_a_week_and_only_their_own() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let ivan = t.staff("Иван", "ru", Role::Operator).await;
    let window = weeks::windows(&t.app, t.row(&olga).await.id).await.unwrap()[0].id;
    anna.say("/menu").await;
    for forged in [
        HoursCallback::Desk,
        HoursCallback::Weekday(2),
        HoursCallback::AddWindows(2),
        HoursCallback::Preset(2, 540, 1080),
        HoursCallback::RemoveWindow(1, window),
        HoursCallback::DaysOff("2030-01-02".parse().unwrap()),
        HoursCallback::SetDayOff("2030-01-02".parse().unwrap(), true),
        HoursCallback::Coming(0),
        HoursCallback::All(0),
    ] {
        let outcome = press(&anna, forged).await;
        assert!(told(&outcome).contains("недоступен"), "{forged:?}");
    }
    // Another operator's window is not theirs to take.
    ivan.say("/menu").await;
    press(&ivan, HoursCallback::RemoveWindow(1, window)).await;
    press(&ivan, HoursCallback::RemoveWindow(1, WindowId(999))).await;
    assert_eq!(
        hour_window::Entity::find().count(&t.app.db).await.unwrap(),
        7
    );
    // Nonsense of a forged button.
    for forged in [
        HoursCallback::Preset(8, 540, 1080),
        HoursCallback::Preset(2, -5, 1080),
        HoursCallback::Preset(2, 540, 541),
        HoursCallback::Preset(2, 540, 9_999),
        HoursCallback::Weekday(0),
    ] {
        assert!(!told(&press(&ivan, forged).await).is_empty(), "{forged:?}");
    }
    assert_eq!(
        hour_window::Entity::find().count(&t.app.db).await.unwrap(),
        7
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_additions_at_once_are_both_kept() {
    let t = TestApp::start().await;
    let olga = t.staff("Ольга", "ru", Role::Operator).await;
    let row = t.row(&olga).await;
    let rights = rights(&t, &row).await;
    let spans = [(540, 600), (660, 720), (780, 840), (900, 960)];
    let adds = spans.iter().map(|span| {
        let span = std::slice::from_ref(span);
        weeks::add_windows(&t.app, actor(row.id), &rights, 1, span)
    });
    for added in futures::future::join_all(adds).await {
        added.unwrap();
    }
    let kept: Vec<_> = weeks::windows(&t.app, row.id)
        .await
        .unwrap()
        .into_iter()
        .map(|window| (window.from_minute, window.until_minute))
        .collect();
    assert_eq!(kept, spans);
    for from in [1000, 1070, 1140, 1210] {
        let span = [(from, from + 60)];
        weeks::add_windows(&t.app, actor(row.id), &rights, 1, &span)
            .await
            .unwrap();
    }
    let ninth = weeks::add_windows(&t.app, actor(row.id), &rights, 1, &[(0, 60)]).await;
    assert!(matches!(ninth, Err(HoursError::TooManyWindows)));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_off_takes_its_hours_away_and_tells_of_those_that_stay() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    booked(&t, &anna, NOON).await;
    olga.say("/staff").await;
    olga.tap("🕐 Мои часы").await.unwrap();
    olga.tap("🏖 Выходные").await.unwrap();
    olga.tap("2").await.unwrap();
    assert!(
        olga.screen()
            .contains("уже есть 1 оплаченный час, он остаётся"),
        "{}",
        olga.screen()
    );
    let me = t.row(&anna).await.id;
    let tomorrow = "2030-01-02".parse().unwrap();
    let days = || async {
        let free = weeks::free(&t.app, me).await.unwrap();
        free.into_keys()
            .map(|start| sputnik::kernel::time::local_day(start, chrono_tz::Asia::Tashkent))
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert!(!days().await.contains(&tomorrow));
    // Twice is once.
    olga.tap_data(
        super::newest(&olga),
        &sputnik::bot::callback::Callback::encode(&HoursCallback::SetDayOff(tomorrow, true)),
    )
    .await;
    assert_eq!(
        hour_day_off::Entity::find().count(&t.app.db).await.unwrap(),
        1
    );
    olga.tap("🏖 02.01 ✖️").await.unwrap();
    assert!(days().await.contains(&tomorrow));
    // Neither the past nor the far future can be taken off.
    for day in ["2029-12-31", "2031-01-01", "+262142-12-31"] {
        let outcome = press(&olga, HoursCallback::SetDayOff(day.parse().unwrap(), true)).await;
        assert!(told(&outcome).contains("выбрать нельзя"), "{day}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shut_out_or_hosts_no_more_offers_nothing() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    assert!(!weeks::free(&t.app, me).await.unwrap().is_empty());
    shut_out(&t, &olga, "отпуск").await;
    assert!(weeks::free(&t.app, me).await.unwrap().is_empty());
    assert!(matches!(
        keep(&t, &anna, NOON).await,
        Err(HoursError::NotOffered)
    ));
    let ivan = t.person("Иван", "ru").await;
    let row = t.row(&ivan).await;
    let nobody = Rights::new([]);
    let refused = weeks::add_windows(&t.app, actor(row.id), &nobody, 1, &[(540, 600)]).await;
    assert!(matches!(refused, Err(HoursError::NotAllowed)));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_by_configuration_hosts_hours_too() {
    let settings = Settings::default().with("BOT__OWNERS", "4242");
    let t = TestApp::with(settings).await;
    let owner = t
        .sandbox
        .person(
            sputnik_sandbox::NewPerson::named("Вера")
                .lang("ru")
                .id(4242),
        )
        .await;
    t.welcome(&owner).await;
    works(&t, &owner, vec![3], (720, 780)).await;
    let anna = t.person("Анна", "ru").await;
    let free = weeks::free(&t.app, t.row(&anna).await.id).await.unwrap();
    assert_eq!(
        free.into_keys().collect::<Vec<_>>(),
        [at(NOON), at(NOON).plus(TimeDelta::days(7))]
    );
    t.finish().await;
}
