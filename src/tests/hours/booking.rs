//! A slot is chosen and kept; two people never get one.

use chrono::TimeDelta;
use futures::future::join_all;
use insta::assert_snapshot;
use sea_orm::ConnectionTrait;
use sputnik::{
    entity::hour::Status,
    features::{
        hours::{booking as holds, callbacks::HoursCallback, error::HoursError, fulfil::Settled},
        users::profile::{self, Change},
    },
};

use super::{
    NOON, actor, at, audited, booked, go, keep, operator, pay, press, row, rows, told, works,
};
use crate::{
    calls::{crowd, finish_repeated, repeat},
    support::{Settings, TestApp},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_client_finds_an_hour_in_the_calendar_and_keeps_it() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    anna.tap("🕐 Час с поддержкой").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Час с поддержкой*

    Шестьдесят минут со специалистом один на один, прямо в этом чате: разберём задание, ответим на вопросы, подскажем, как двигаться дальше. Присылать можно текст, фото, файлы и голосовые.

    Цена: 1 500 ₽.

    [ 📅 Выбрать время ]
    [ 🗂 Мои часы ]
    [ ‹ Назад ]
    ");
    anna.tap("📅 Выбрать время").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Выберите день*

    Время показываем по вашему поясу (Ташкент).

    [ ⠀ ] [ Январь 2030 ] [ ⠀ ]
    [ Пн ] [ Вт ] [ Ср ] [ Чт ] [ Пт ] [ Сб ] [ Вс ]
    [ ⠀ ] [ 1 ] [ 2 ] [ 3 ] [ 4 ] [ 5 ] [ 6 ]
    [ 7 ] [ 8 ] [ 9 ] [ 10 ] [ 11 ] [ 12 ] [ 13 ]
    [ 14 ] [ 15 ] [ · ] [ · ] [ · ] [ · ] [ · ]
    [ · ] [ · ] [ · ] [ · ] [ · ] [ · ] [ · ]
    [ · ] [ · ] [ · ] [ · ] [ ⠀ ] [ ⠀ ] [ ⠀ ]
    [ 🕒 Часовой пояс: Ташкент ]
    [ ‹ Назад ]
    ");
    anna.tap("2").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *02.01.2030*

    Начало часа, Ташкент:

    [ 09:00 ] [ 10:00 ] [ 11:00 ]
    [ 12:00 ] [ 13:00 ] [ 14:00 ]
    [ 15:00 ] [ 16:00 ] [ 17:00 ]
    [ ‹ Назад ]
    ");
    anna.tap("12:00").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Час с поддержкой*

    Ср 02.01.2030, 12:00–13:00
    Ташкент

    Цена: 1 500 ₽. Место будет за вами 20 минут: за это время нужно оплатить.

    При отмене вернём 50 %: до начала осталось мало времени.
    Не появитесь за 15 минут после начала — час пропал. Не придёт специалист — вернём всё.

    [ ✅ Забронировать ]
    [ ‹ Назад ]
    ");
    anna.tap("✅ Забронировать").await.unwrap();
    assert!(
        anna.screen().contains("Ждёт оплаты до 14:20"),
        "{}",
        anna.screen()
    );
    assert_eq!(rows(&t).await[0].starts_at, at(NOON));
    assert_eq!(audited(&t, "hour.held").await, 1);
    // It is gone from everybody's list, and stands in hers.
    let kate = t.person("Kate", "en").await;
    kate.say("/menu").await;
    press(&kate, HoursCallback::Day("2030-01-02".parse().unwrap())).await;
    assert!(!kate.screen().contains("12:00"), "{}", kate.screen());
    anna.tap("‹ Назад").await.unwrap();
    assert!(
        anna.screen().contains("[ ⏳ Ср 02.01.2030, 12:00–13:00 ]"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

/// Fifty people want the one slot there is; how many got it.
async fn fifty_at_once(t: &TestApp) -> usize {
    operator(t, "Ольга").await;
    let people = crowd(t, 50).await;
    let wishes = people.into_iter().map(|person| {
        let app = t.app.clone();
        tokio::spawn(async move { holds::hold(&app, actor(person.id), at(NOON)).await })
    });
    let mut won = 0;
    for wish in join_all(wishes).await {
        match wish.unwrap() {
            Ok(_) => won += 1,
            Err(HoursError::Taken) => {}
            Err(error) => panic!("{error}"),
        }
    }
    won
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_at_once_one_gets_the_slot() {
    let t = TestApp::start().await;
    assert_eq!(fifty_at_once(&t).await, 1);
    assert_eq!(rows(&t).await.len(), 1);
    t.finish().await;
}

/// Control: without the index the slot is given away again and again.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_index_the_slot_is_sold_more_than_once() {
    let t = TestApp::start().await;
    t.app
        .db
        .execute_unprepared("DROP INDEX hours_slot")
        .await
        .unwrap();
    assert!(fifty_at_once(&t).await > 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_operators_serve_two_people_at_one_time_and_nobody_a_third() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    operator(&t, "Иван").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let clara = t.person("Клара", "ru").await;
    let (one, two) = (
        keep(&t, &anna, NOON).await.unwrap(),
        keep(&t, &boris, NOON).await.unwrap(),
    );
    assert_ne!(one.operator_id, two.operator_id);
    clara.say("/menu").await;
    let outcome = press(&clara, HoursCallback::Hold(at(NOON))).await;
    assert!(told(&outcome).contains("только что заняли"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tapping_twice_keeps_one_hour_and_nobody_is_in_two_places() {
    let mut t = TestApp::start().await;
    operator(&t, "Ольга").await;
    operator(&t, "Иван").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    press(&anna, HoursCallback::Hold(at(NOON))).await;
    repeat(&mut t).await;
    press(&anna, HoursCallback::Hold(at(NOON))).await;
    let both = tokio::join!(keep(&t, &anna, NOON), keep(&t, &anna, NOON));
    assert_eq!(both.0.unwrap().id, both.1.unwrap().id);
    assert_eq!(rows(&t).await.len(), 1);
    let hour = rows(&t).await[0].id;
    assert_eq!(pay(&t, hour).await, Settled::Done);
    t.settle().await;
    assert!(matches!(keep(&t, &anna, NOON).await, Err(HoursError::Busy)));
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_offered_is_not_kept() {
    let t = TestApp::start().await;
    let olga = operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    for start in [
        // Past, too soon, outside of the window, beyond the horizon, no full hour.
        "2029-12-31T07:00:00Z",
        "2030-01-01T10:00:00Z",
        "2030-01-02T19:00:00Z",
        "2030-01-16T07:00:00Z",
    ] {
        let outcome = press(&anna, HoursCallback::Hold(at(start))).await;
        assert!(told(&outcome).contains("больше не предлагается"), "{start}");
        press(&anna, HoursCallback::Slot(at(start))).await;
    }
    let odd = keep(&t, &anna, "2030-01-02T07:30:00Z").await;
    assert!(matches!(odd, Err(HoursError::NotOffered)));
    // Nobody books themselves.
    let own = keep(&t, &olga, NOON).await;
    assert!(matches!(own, Err(HoursError::NotOffered)));
    assert!(rows(&t).await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_keeps_two_unpaid_slots_at_most() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let starts = [
        "2030-01-02T05:00:00Z",
        "2030-01-02T06:00:00Z",
        "2030-01-02T07:00:00Z",
        "2030-01-02T08:00:00Z",
    ];
    let kept = join_all(starts.map(|start| keep(&t, &anna, start))).await;
    let refused = kept
        .iter()
        .filter(|kept| matches!(kept, Err(HoursError::TooManyHolds)))
        .count();
    assert_eq!(refused, 2, "{kept:?}");
    // What is paid is no hold any more, nor is what was let go.
    let held: Vec<_> = kept.into_iter().flatten().collect();
    assert_eq!(pay(&t, held[0].id).await, Settled::Done);
    keep(&t, &anna, "2030-01-02T09:00:00Z").await.unwrap();
    anna.say("/menu").await;
    press(&anna, HoursCallback::CancelYes(held[1].id, 0)).await;
    assert_eq!(row(&t, held[1].id).await.status, Status::Cancelled);
    keep(&t, &anna, "2030-01-02T10:00:00Z").await.unwrap();
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_that_is_not_paid_runs_out_and_the_slot_is_free_even_before_the_round() {
    let t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let hour = keep(&t, &anna, NOON).await.unwrap().id;
    t.advance(TimeDelta::minutes(20));
    // No round has come by, and Boris gets it all the same.
    let his = keep(&t, &boris, NOON).await.unwrap().id;
    assert_eq!(row(&t, hour).await.status, Status::Expired);
    t.settle().await;
    assert!(
        anna.screen()
            .contains("Бронь на Ср 02.01.2030, 12:00–13:00 снята"),
        "{}",
        anna.screen()
    );
    go(&t, t.app.clock.now().plus(TimeDelta::minutes(20))).await;
    assert_eq!(row(&t, his).await.status, Status::Expired);
    assert!(boris.screen().contains("снята"), "{}", boris.screen());
    assert_eq!(audited(&t, "hour.expired").await, 2);
    boris.tap("📅 Выбрать другое время").await.unwrap();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_that_the_clock_says_twice_is_told_apart() {
    let t = TestApp::start().await;
    // Berlin, the night of 27 October 2030: three o'clock becomes two.
    t.advance(at("2030-10-24T09:00:00Z").since(t.app.clock.now()));
    let olga = operator(&t, "Ольга").await;
    works(&t, &olga, (1..=7).collect(), (0, 1440)).await;
    let anna = t.person("Анна", "ru").await;
    let zone = Change::TimeZone("Europe/Berlin".to_owned());
    profile::change(&t.app, t.row(&anna).await.id, zone)
        .await
        .unwrap();
    anna.say("/menu").await;
    press(&anna, HoursCallback::Day("2030-10-27".parse().unwrap())).await;
    let screen = anna.screen();
    assert!(
        screen.contains("[ 02:00 (UTC+02:00) ]") && screen.contains("[ 02:00 (UTC+01:00) ]"),
        "{screen}"
    );
    anna.tap("02:00 (UTC+01:00)").await.unwrap();
    anna.tap("✅ Забронировать").await.unwrap();
    assert_eq!(rows(&t).await[0].starts_at, at("2030-10-27T01:00:00Z"));
    assert!(anna.screen().contains("02:00–03:00"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operators_week_follows_summer_time_and_what_is_booked_stays() {
    let t = TestApp::start().await;
    // Sunday, 31 March 2030: Berlin goes from one hour ahead to two.
    t.advance(at("2030-03-28T09:00:00Z").since(t.app.clock.now()));
    let olga = t
        .staff("Ольга", "ru", sputnik::kernel::permission::Role::Operator)
        .await;
    let zone = Change::TimeZone("Europe/Berlin".to_owned());
    profile::change(&t.app, t.row(&olga).await.id, zone)
        .await
        .unwrap();
    works(&t, &olga, vec![6, 7, 1], (600, 660)).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let free = sputnik::features::hours::schedule::free(&t.app, me)
        .await
        .unwrap();
    let starts: Vec<_> = free.into_keys().take(3).collect();
    assert_eq!(
        starts,
        [
            at("2030-03-30T09:00:00Z"),
            at("2030-03-31T08:00:00Z"),
            at("2030-04-01T08:00:00Z")
        ]
    );
    let hour = booked(&t, &anna, "2030-03-31T08:00:00Z").await;
    // Whatever the operator's zone becomes, the hour that was sold is the same hour.
    let zone = Change::TimeZone("Asia/Vladivostok".to_owned());
    profile::change(&t.app, t.row(&olga).await.id, zone)
        .await
        .unwrap();
    assert_eq!(row(&t, hour).await.starts_at, at("2030-03-31T08:00:00Z"));
    go(&t, at("2030-03-31T08:00:00Z")).await;
    assert_eq!(row(&t, hour).await.status, Status::Live);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_module_off_there_is_no_button_and_old_ones_lead_nowhere() {
    let mut t = TestApp::start().await;
    operator(&t, "Ольга").await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    anna.tap("🕐 Час с поддержкой").await.unwrap();
    t.restart(Settings::default().with("MODULES__STUDY", "false"))
        .await;
    let outcome = anna.tap("📅 Выбрать время").await.unwrap();
    assert!(told(&outcome).contains("больше нет"), "{outcome:?}");
    anna.say("/menu").await;
    assert!(!anna.screen().contains("Час с поддержкой"));
    t.finish().await;
}
