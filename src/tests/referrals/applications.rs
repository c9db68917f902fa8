//! Asking to be a partner: from the page with the link to staff's answer.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::EntityTrait;
use sputnik::{
    entity::{partner_application, user_role},
    features::{
        referrals::{
            applications::{self, ApplicationError, Which},
            callbacks::ReferralsCallback,
        },
        users::privacy,
    },
    kernel::{
        actor::{Actor, Who},
        ids::UserId,
        permission::{Rights, Role},
        time::Timestamp,
    },
};
use sputnik_sandbox::Person;

use crate::support::{TestApp, updates::press};

const ABOUT: &str = "Веду канал о поездках по Узбекистану, 12 тысяч читателей.";

fn client(person: UserId) -> Actor {
    Actor {
        who: Who::User(person),
        role: None,
        update: None,
    }
}

fn admin() -> Rights {
    Rights::new([(Role::Admin, None)])
}

/// The application of somebody, as it is now.
async fn which(t: &TestApp, person: UserId) -> Which {
    Which::from(&row(t, person).await.unwrap())
}

async fn applies(t: &TestApp, name: &str) -> (Person, UserId) {
    let person = t.person(name, "ru").await;
    let id = t.row(&person).await.id;
    applications::apply(&t.app, client(id), &Rights::new([]), ABOUT)
        .await
        .unwrap();
    (person, id)
}

async fn is_partner(t: &TestApp, person: UserId) -> bool {
    let roles = user_role::Entity::find().all(&t.app.db).await.unwrap();
    roles
        .iter()
        .any(|row| row.user_id == person && row.role == Role::Partner)
}

async fn row(t: &TestApp, person: UserId) -> Option<partner_application::Model> {
    applications::mine(&t.app.db, person).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_asks_is_refused_asks_again_and_becomes_a_partner() {
    let t = TestApp::start().await;
    let irina = t.staff("Ирина", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    anna.tap("🤝 Стать партнёром").await.unwrap();
    assert_snapshot!(anna.screen(), @"
    *Партнёрство*

    Тем, кто приводит много людей, мы даём отдельный, более высокий процент с оплат.

    Расскажите, где и кому вы будете делиться ссылкой: канал, блог, клуб, сколько там людей. До 1000 знаков.

    [ ‹ Назад ]
    ");
    anna.say(&"я".repeat(1_001)).await;
    assert!(
        anna.screen().contains("Здесь нужен текст до 1000 знаков"),
        "{}",
        anna.screen()
    );
    anna.say(ABOUT).await;
    assert_snapshot!(anna.screen(), @"
    *Партнёрство*

    Тем, кто приводит много людей, мы даём отдельный, более высокий процент с оплат.

    ⏳ Заявка отправлена 01.01.2030. Ответ придёт сюда.

    _Веду канал о поездках по Узбекистану, 12 тысяч читателей._

    [ ↩️ Отозвать заявку ]
    [ ‹ Назад ]
    ");
    t.settle().await;
    assert_snapshot!(irina.screen(), @"
    🤝 *Новая заявка на партнёрство*

    *Анна* · № 2

    _Веду канал о поездках по Узбекистану, 12 тысяч читателей._

    По ссылке уже пришли: 0, оплатили: 0

    [ Открыть заявку ]
    ");
    irina.tap("Открыть заявку").await.unwrap();
    assert_snapshot!(irina.screen(), @"
    *Анна* · № 2

    _Веду канал о поездках по Узбекистану, 12 тысяч читателей._

    По ссылке уже пришли: 0, оплатили: 0
    Заявка от 01.01.2030 14:00

    [ ✅ Принять ] [ ✖️ Отклонить ]
    [ 👤 Карточка человека ]
    [ ‹ Назад ]
    ");
    irina.tap("✖️ Отклонить").await.unwrap();
    irina.say("Пока не берём новые каналы.").await;
    assert!(
        irina.screen().contains("✖️ Отклонена"),
        "{}",
        irina.screen()
    );
    t.settle().await;
    assert_snapshot!(anna.screen(), @"
    К сожалению, заявку на партнёрство отклонили.

    Причина: Пока не берём новые каналы.

    [ 🤝 Подать новую заявку ]
    ");
    anna.tap("🤝 Подать новую заявку").await.unwrap();
    assert!(
        anna.screen()
            .contains("Новую заявку можно подать с 02.01.2030"),
        "{}",
        anna.screen()
    );
    t.advance(TimeDelta::days(1));
    press(&anna, &ReferralsCallback::Apply).await;
    assert_snapshot!(anna.screen(), @"
    *Партнёрство*

    Тем, кто приводит много людей, мы даём отдельный, более высокий процент с оплат.

    Прошлую заявку отклонили: Пока не берём новые каналы.

    Расскажите, где и кому вы будете делиться ссылкой: канал, блог, клуб, сколько там людей. До 1000 знаков.

    [ ‹ Назад ]
    ");
    anna.say("Теперь нас 20 тысяч.").await;
    t.settle().await;
    irina.say("/staff").await;
    irina.tap("🎁 Партнёры").await.unwrap();
    irina.tap("🆕 Заявки · 1").await.unwrap();
    assert_snapshot!(irina.screen(), @"
    *Заявки на партнёрство*

    Ждёт ответа 1 заявка.

    [ Анна · 02.01.2030 ]
    [ ‹ Назад ]
    ");
    irina.tap("Анна").await.unwrap();
    irina.tap("✅ Принять").await.unwrap();
    // The card of a partner, where their share is set.
    assert!(irina.screen().contains("Доля: 5 %"), "{}", irina.screen());
    let id = t.row(&anna).await.id;
    assert!(is_partner(&t, id).await);
    t.settle().await;
    assert_snapshot!(anna.screen(), @"
    🤝 Теперь вы наш партнёр! Ваш процент и ссылка ждут на странице «Пригласить друзей».

    [ 🎁 Пригласить друзей ]
    ");
    anna.tap("🎁 Пригласить друзей").await.unwrap();
    assert!(!anna.screen().contains("🤝"), "{}", anna.screen());
    // An old button says how it stands.
    let told = press(&anna, &ReferralsCallback::Apply).await;
    let told = told.answer.unwrap().text.unwrap();
    assert!(told.contains("уже партнёр"), "{told}");
    for action in ["partner.applied", "partner.refused", "partner.approved"] {
        assert!(crate::bookings::audited(&t, action).await > 0, "{action}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_taken_back_while_it_waits() {
    let t = TestApp::start().await;
    let (anna, id) = applies(&t, "Анна").await;
    let twice = applications::apply(&t.app, client(id), &Rights::new([]), ABOUT).await;
    assert!(matches!(twice, Err(ApplicationError::Waits)), "{twice:?}");
    press(&anna, &ReferralsCallback::Apply).await;
    anna.tap("↩️ Отозвать заявку").await.unwrap();
    assert!(
        anna.screen().contains("🤝 Стать партнёром"),
        "{}",
        anna.screen()
    );
    let read = which(&t, id).await;
    let late = applications::approve(&t.app, Actor::SHELL, &admin(), read).await;
    assert!(matches!(late, Err(ApplicationError::Moved)), "{late:?}");
    assert!(!is_partner(&t, id).await);
    let again = press(&anna, &ReferralsCallback::Unapply).await;
    let again = again.answer.unwrap().text.unwrap();
    assert!(again.contains("уже не ждёт"), "{again}");
    // Staff is not told every minute.
    let soon = applications::apply(&t.app, client(id), &Rights::new([]), ABOUT).await;
    assert!(
        matches!(soon, Err(ApplicationError::TooSoon(_))),
        "{soon:?}"
    );
    t.advance(TimeDelta::days(1));
    applications::apply(&t.app, client(id), &Rights::new([]), "Другие слова")
        .await
        .unwrap();
    // What staff read was the application from before.
    let stale = applications::approve(&t.app, Actor::SHELL, &admin(), read).await;
    assert!(matches!(stale, Err(ApplicationError::Moved)), "{stale:?}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_decisions_at_once_one_counts() {
    let t = TestApp::start().await;
    let (_, id) = applies(&t, "Анна").await;
    let read = which(&t, id).await;
    let decided = futures::future::join_all((0..8).map(|number| {
        let app = &t.app;
        async move {
            if number % 2 == 0 {
                applications::approve(app, Actor::SHELL, &admin(), read).await
            } else {
                applications::refuse(app, Actor::SHELL, &admin(), read, "Нет").await
            }
        }
    }))
    .await;
    assert_eq!(
        decided.iter().filter(|one| one.is_ok()).count(),
        1,
        "{decided:?}"
    );
    let row = row(&t, id).await.unwrap();
    assert_eq!(
        is_partner(&t, id).await,
        row.status == partner_application::Status::Approved
    );
    assert_eq!(
        row.refusal.is_some(),
        row.status == partner_application::Status::Refused
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_grants_roles_decides_and_nobody_about_themselves() {
    let t = TestApp::start().await;
    let (_, id) = applies(&t, "Анна").await;
    let olga = t.staff("Ольга", "ru", Role::Operator).await;
    for button in [
        ReferralsCallback::Applications(0),
        ReferralsCallback::Application(id),
        ReferralsCallback::Approve(id, Timestamp(0)),
        ReferralsCallback::Refuse(id, Timestamp(0)),
    ] {
        let told = press(&olga, &button).await;
        let told = told.answer.unwrap().text.unwrap();
        assert!(told.contains("недоступен"), "{button:?}: {told}");
    }
    let read = which(&t, id).await;
    let own = applications::approve(&t.app, client(id), &admin(), read).await;
    assert!(matches!(own, Err(ApplicationError::NotAllowed)), "{own:?}");
    assert!(!is_partner(&t, id).await);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_goes_home_and_away_with_its_owner() {
    let t = TestApp::start().await;
    let (_, id) = applies(&t, "Анна").await;
    let mine = privacy::export(&t.app, client(id), id).await.unwrap();
    assert_eq!(
        mine.unwrap()["referrals"]["partner_application"]["about"],
        ABOUT
    );
    privacy::delete(&t.app, client(id), id).await.unwrap();
    assert_eq!(row(&t, id).await, None);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_read_well_in_uzbek_and_english() {
    let t = TestApp::start().await;
    let mut seen = Vec::new();
    for lang in ["uz", "en"] {
        let anna = t.person("Anna", lang).await;
        let boss = t.staff("Boss", lang, Role::Admin).await;
        press(&anna, &ReferralsCallback::Apply).await;
        seen.push(anna.screen());
        anna.say("A channel about journeys.").await;
        seen.push(anna.screen());
        t.settle().await;
        seen.push(boss.screen());
        let id = t.row(&anna).await.id;
        press(&boss, &ReferralsCallback::Applications(0)).await;
        seen.push(boss.screen());
        let read = which(&t, id).await;
        press(&boss, &ReferralsCallback::Refuse(id, read.applied_at)).await;
        seen.push(boss.screen());
        boss.say("Not now.").await;
        seen.push(boss.screen());
        t.settle().await;
        seen.push(anna.screen());
        press(&anna, &ReferralsCallback::Apply).await;
        seen.push(anna.screen());
        t.advance(TimeDelta::days(1));
        press(&anna, &ReferralsCallback::Apply).await;
        seen.push(anna.screen());
        anna.say("More people now.").await;
        let read = which(&t, id).await;
        press(&boss, &ReferralsCallback::Approve(id, read.applied_at)).await;
        t.settle().await;
        seen.push(anna.screen());
    }
    assert_snapshot!("languages", seen.join("\n\n---\n\n"));
    t.finish().await;
}
