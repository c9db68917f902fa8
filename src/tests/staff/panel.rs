//! Who may open what.

use insta::assert_snapshot;
use sputnik::{
    features::staff::callbacks::StaffCallback,
    kernel::{
        ids::{OutboxId, UserId},
        permission::Role,
    },
};

use super::{REFUSED, press, state, with_owner, words};
use crate::support::TestApp;

fn buttons_for(user: UserId) -> Vec<StaffCallback> {
    let mut buttons = vec![
        StaffCallback::Panel,
        StaffCallback::People(0),
        StaffCallback::Find,
        StaffCallback::Card(user),
        StaffCallback::Timeline(user, 0),
        StaffCallback::Notes(user),
        StaffCallback::AddNote(user),
        StaffCallback::Roles(user),
        StaffCallback::Block(user),
        StaffCallback::Unblock(user),
        StaffCallback::Audit(0, 0),
        StaffCallback::AuditFilters,
        StaffCallback::Health,
        StaffCallback::Dead(0),
        StaffCallback::Revive(OutboxId(1)),
    ];
    for role in Role::ALL {
        buttons.extend([
            StaffCallback::Grant(user, role),
            StaffCallback::Revoke(user, role),
            StaffCallback::RevokeYes(user, role),
        ]);
    }
    buttons
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_shows_what_the_role_may_open() {
    let (t, owner) = with_owner().await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let executor = t.staff("Исполнитель", "ru", Role::Executor).await;
    operator.say("/staff").await;
    assert_snapshot!(operator.screen(), @"
    *Панель сотрудника*

    Ваша роль: оператор.

    [ 🗂 Заявки и заказы ]
    [ 👥 Люди ] [ 🔎 Найти ]
    [ 👍 Что помогает ]
    [ ⭐ Отзывы ]
    [ 🕐 Мои часы ]
    [ ‹ Назад ]
    ");
    admin.say("/staff").await;
    assert_snapshot!(admin.screen(), @"
    *Панель сотрудника*

    Ваша роль: администратор.

    [ 🗂 Заявки и заказы ]
    [ 📈 Статистика ]
    [ 👥 Люди ] [ 🔎 Найти ]
    [ 📜 Журнал ]
    [ 👍 Что помогает ]
    [ 🩺 Состояние ]
    [ ⭐ Отзывы ]
    [ 🎁 Партнёры ]
    [ 🕐 Мои часы ]
    [ ‹ Назад ]
    ");
    owner.say("/menu").await;
    owner.tap("🛠 Панель сотрудника").await.unwrap();
    assert!(
        owner.screen().contains("Ваша роль: владелец."),
        "{}",
        owner.screen()
    );
    for stranger in [&executor, &t.person("Анна", "ru").await] {
        stranger.say("/staff").await;
        assert_eq!(stranger.screen(), REFUSED);
        stranger.say("/menu").await;
        assert!(
            !stranger.screen().contains("Панель"),
            "{}",
            stranger.screen()
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_refused_whatever_the_button_says() {
    let (t, owner) = with_owner().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.staff("Борис", "ru", Role::Operator).await;
    let mut buttons = StaffCallback::samples();
    for person in [&anna, &boris, &owner] {
        buttons.extend(buttons_for(t.row(person).await.id));
    }
    let (before, screen) = (state(&t).await, anna.screen());
    for button in buttons {
        let answer = press(&anna, button).await.unwrap();
        assert_eq!(
            (answer.text.as_deref(), answer.show_alert),
            (Some(REFUSED), true),
            "{button:?}"
        );
        assert_eq!(anna.screen(), screen, "{button:?}");
    }
    assert_eq!(state(&t).await, before);
    // Nothing is awaited either.
    anna.say("спам").await;
    assert!(anna.screen().contains("не ждал"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_people_and_nothing_else() {
    let t = TestApp::start().await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let before = state(&t).await;
    for button in buttons_for(id) {
        let is_open = matches!(
            button,
            StaffCallback::Panel
                | StaffCallback::People(_)
                | StaffCallback::Find
                | StaffCallback::Card(_)
        );
        let answer = words(press(&operator, button).await);
        assert_eq!(answer, if is_open { "" } else { REFUSED }, "{button:?}");
    }
    assert_eq!(state(&t).await, before);
    press(&operator, StaffCallback::Card(id)).await;
    assert_eq!(operator.buttons(), ["‹ Назад"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_speaks_three_languages() {
    let t = TestApp::start().await;
    t.person("Анна", "ru").await;
    for (lang, labels) in [
        (
            "ru",
            [
                "👥 Люди",
                "📜 Журнал",
                "🩺 Состояние",
                "⚙️ Фильтр",
                "🎭 Роли",
                "📝 Заметки",
                "🕓 История",
                "‹ Назад",
            ],
        ),
        (
            "uz",
            [
                "👥 Odamlar",
                "📜 Jurnal",
                "🩺 Holat",
                "⚙️ Filtr",
                "🎭 Rollar",
                "📝 Qaydlar",
                "🕓 Tarix",
                "‹ Orqaga",
            ],
        ),
        (
            "en",
            [
                "👥 People",
                "📜 Log",
                "🩺 Health",
                "⚙️ Filter",
                "🎭 Roles",
                "📝 Notes",
                "🕓 History",
                "‹ Back",
            ],
        ),
    ] {
        let [people, log, health, filter, roles, notes, timeline, back] = labels;
        let admin = t.staff("Admin", lang, Role::Admin).await;
        admin.say("/staff").await;
        let mut path = vec![
            people, "Анна", roles, back, notes, back, timeline, back, back, back,
        ];
        path.extend([log, filter, back, back, health, back]);
        for label in path {
            admin.tap(label).await.unwrap();
            let screen = admin.screen();
            let is_whole = !["staff-", "audit-", "role-", "{ $", "{$"]
                .iter()
                .any(|hole| screen.contains(hole));
            assert!(is_whole, "{lang}, {label}: {screen}");
            if lang != "ru" {
                let rest = screen.replace("Анна", "").replace("Русский", "");
                let is_translated = !rest.chars().any(|letter| ('а'..='я').contains(&letter));
                assert!(is_translated, "{lang}, {label}: {screen}");
            }
        }
        assert!(
            admin.buttons().contains(&people.to_owned()),
            "{:?}",
            admin.buttons()
        );
    }
    t.finish().await;
}
