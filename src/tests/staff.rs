//! The staff panel: who may open what, people, roles, access, notes, the log, health.

use insta::assert_snapshot;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};
use sputnik::{
    bot::callback::Callback,
    entity::{audit_record, outbox, user, user_note, user_role},
    features::staff::callbacks::StaffCallback,
    kernel::{
        ids::{OutboxId, UserId},
        permission::Role,
        time::Timestamp,
    },
};
use sputnik_sandbox::{Answer, Delivery, NewPerson, Person};

use super::{
    calls::{call, crowd, finish_repeated, newest, repeat, shut_out},
    support::{Settings, TestApp},
};

const REFUSED: &str = "Этот раздел вам недоступен.";

/// An owner named in the configuration.
async fn with_owner() -> (TestApp, Person) {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    (t, owner)
}

/// Sends a forged press and gives the bot's answer to it.
async fn press(person: &Person, button: StaffCallback) -> Option<Answer> {
    let outcome = person.tap_data(newest(person), &button.encode()).await;
    assert_eq!(outcome.delivery, Delivery::Done, "{button:?}");
    outcome.answer
}

fn words(answer: Option<Answer>) -> String {
    answer.and_then(|answer| answer.text).unwrap_or_default()
}

/// What must not change when a press is refused.
async fn state(t: &TestApp) -> String {
    let db = &t.app.db;
    let people = user::Entity::find().all(db).await.unwrap();
    let roles = user_role::Entity::find().all(db).await.unwrap();
    let notes = user_note::Entity::find().all(db).await.unwrap();
    let log = audit_record::Entity::find().all(db).await.unwrap();
    let told = outbox::Entity::find().all(db).await.unwrap();
    format!("{people:?} {roles:?} {notes:?} {log:?} {told:?}")
}

/// How often the commands of this chat were set.
fn renewals(t: &TestApp, person: &Person) -> Vec<String> {
    let chat = format!("\"chat_id\":{}", person.id());
    t.sandbox
        .journal()
        .into_iter()
        .filter(|call| call.method.eq_ignore_ascii_case("setMyCommands"))
        .map(|call| call.params.to_string().replace('\\', ""))
        .filter(|params| params.contains(&chat))
        .collect()
}

async fn find(staff: &Person, query: &str) -> Vec<String> {
    staff.say("/staff").await;
    staff.tap("🔎 Найти").await.unwrap();
    staff.say(query).await;
    let mut found = staff.buttons();
    found.retain(|label| !["🔎 Найти", "Уточнить запрос", "‹ Назад"].contains(&label.as_str()));
    found
}

async fn open_card(staff: &Person, name: &str) {
    find(staff, name).await;
    staff.tap(name).await.unwrap();
    assert!(
        staff.screen().starts_with(&format!("*{name}")),
        "{}",
        staff.screen()
    );
}

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
    assert_snapshot!(operator.screen(), @r"
    *Панель сотрудника*

    Ваша роль: оператор.

    [ 🗂 Заявки и заказы ]
    [ 👥 Люди ] [ 🔎 Найти ]
    [ ‹ Назад ]
    ");
    admin.say("/staff").await;
    assert_snapshot!(admin.screen(), @r"
    *Панель сотрудника*

    Ваша роль: администратор.

    [ 🗂 Заявки и заказы ]
    [ 👥 Люди ] [ 🔎 Найти ]
    [ 📈 Статистика ]
    [ 📜 Журнал ]
    [ 🩺 Состояние ]
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
async fn people_are_found_by_name_nickname_and_numbers() {
    let t = TestApp::start().await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let spec = NewPerson::named("ЁЛКА")
        .last_name("Петрова-Ильина")
        .username("Elka_P100")
        .lang("ru")
        .id(600_700_800);
    let elka = t.sandbox.person(spec).await;
    t.welcome(&elka).await;
    t.person("Борис", "ru").await;
    let id = t.row(&elka).await.id.to_string();
    let wanted = ["ЁЛКА Петрова-Ильина @Elka_P100".to_owned()];
    for query in [
        "ёлка",
        "ЁЛКА",
        "Петрова-и",
        "@elka_p100",
        "ELKA_p",
        "ёлка петрова",
        "600700800",
        id.as_str(),
    ] {
        assert_eq!(find(&operator, query).await, wanted, "{query}");
    }
    for query in [
        "%",
        "_____________",
        "Сидорова",
        "\\",
        "'; DROP TABLE users; --",
        "600700801",
    ] {
        assert_eq!(
            find(&operator, query).await,
            Vec::<String>::new(),
            "{query}"
        );
        assert!(
            operator.screen().contains("никто не нашёлся"),
            "{}",
            operator.screen()
        );
    }
    // Still listening, and not to pictures.
    operator.say("борис").await;
    assert!(
        operator.buttons().contains(&"Борис".to_owned()),
        "{:?}",
        operator.buttons()
    );
    operator.send_photo(super::accounts::png(), None).await;
    assert!(
        operator.screen().starts_with("Здесь пусто."),
        "{}",
        operator.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_listed_page_by_page() {
    let t = TestApp::start().await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    crowd(&t, 18).await;
    operator.say("/staff").await;
    operator.tap("👥 Люди").await.unwrap();
    assert!(
        operator.screen().contains("Всего 19 человек."),
        "{}",
        operator.screen()
    );
    let mut seen = Vec::new();
    for page in ["1/3", "2/3", "3/3"] {
        assert!(
            operator.buttons().contains(&page.to_owned()),
            "{:?}",
            operator.buttons()
        );
        seen.extend(
            operator
                .buttons()
                .into_iter()
                .filter(|label| label.starts_with("Гость") || label == "Оператор"),
        );
        operator.tap("›").await.unwrap();
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 19);
    // A query that finds more than a page asks for more words.
    operator.tap("🔎 Найти").await.unwrap();
    operator.say("гость").await;
    assert!(
        operator.buttons().contains(&"Уточнить запрос".to_owned()),
        "{:?}",
        operator.buttons()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_says_who_it_is() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let spec = NewPerson::named("<i>Нина</i>")
        .username("nina")
        .lang("en")
        .id(500_600);
    let nina = t.sandbox.person(spec).await;
    nina.start(Some("promo_spring")).await;
    open_card(&admin, "<i>Нина</i>").await;
    let id = t.row(&nina).await.id;
    assert_snapshot!(admin.screen().replace(&format!("№{id}"), "№…"), @r"
    *<i>Нина</i>* · №…

    Telegram: 500600, @nina
    Язык: English
    Часовой пояс: не указано
    Роли: клиент
    С нами с 01.01.2030 14:00
    Последний визит: 01.01.2030 14:00
    Источник: promo_spring

    [ 🎭 Роли ] [ ⛔ Закрыть доступ ]
    [ 📝 Заметки ] [ 🕓 История ]
    [ ‹ Назад ]
    ");
    nina.block();
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    open_card(&admin, "<i>Нина</i>").await;
    assert!(
        admin
            .screen()
            .contains("⚠️ Не получает сообщений с 01.01.2030"),
        "{}",
        admin.screen()
    );
    assert_eq!(
        words(press(&admin, StaffCallback::Card(UserId(999))).await),
        "Такого человека нет."
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_granted_told_and_revoked_after_a_question() {
    let mut t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let db = t.app.db.clone();
    let held = async || {
        let rows = user_role::Entity::find()
            .filter(user_role::Column::UserId.eq(id))
            .all(&db)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.role).collect::<Vec<_>>()
    };
    open_card(&admin, "Анна").await;
    admin.tap("🎭 Роли").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    *Анна*

    Сейчас: клиент. Нажмите на роль, чтобы дать или снять её.

    [ ＋ исполнитель ]
    [ ＋ оператор ]
    [ ＋ партнёр ]
    [ ‹ Назад ]
    ");
    admin.tap("＋ оператор").await.unwrap();
    repeat(&mut t).await;
    assert!(
        admin.buttons().contains(&"✓ оператор".to_owned()),
        "{:?}",
        admin.buttons()
    );
    assert_eq!(held().await, [Role::Operator]);
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    Вам дали роль: *оператор*. Новые разделы уже в меню.

    [ ☰ Меню ]
    ");
    let commands = renewals(&t, &anna);
    assert_eq!(commands.len(), 1, "{commands:?}");
    assert!(commands[0].contains("\"staff\""), "{commands:?}");
    anna.tap("☰ Меню").await.unwrap();
    anna.tap("🛠 Панель сотрудника").await.unwrap();
    let panel = newest(&anna);

    admin.tap("✓ оператор").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    *Анна*: снять роль «оператор»?

    [ Да ] [ Нет ]
    ");
    admin.tap("Нет").await.unwrap();
    assert_eq!(held().await, [Role::Operator]);
    admin.tap("✓ оператор").await.unwrap();
    admin.tap("Да").await.unwrap();
    assert!(held().await.is_empty());
    assert_eq!(t.settle().await, 1);
    assert!(
        anna.screen().starts_with("Роль «оператор» с вас снята."),
        "{}",
        anna.screen()
    );
    let commands = renewals(&t, &anna);
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert!(!commands[1].contains("\"staff\""), "{commands:?}");
    // The panel that is still open is closed.
    let answer = anna.tap_on(panel, "👥 Люди").await.unwrap().answer;
    assert_eq!(words(answer), REFUSED);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_no_admins_and_does_not_touch_them_or_owners() {
    let (t, owner) = with_owner().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let peer = t.staff("Коллега", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let [owner, peer, anna] = [
        t.row(&owner).await.id,
        t.row(&peer).await.id,
        t.row(&anna).await.id,
    ];
    let before = state(&t).await;
    for role in [Role::Admin, Role::Owner, Role::Manager, Role::Client] {
        for button in [
            StaffCallback::Grant(anna, role),
            StaffCallback::RevokeYes(peer, role),
        ] {
            assert_eq!(words(press(&admin, button).await), REFUSED, "{button:?}");
        }
    }
    let out_of_reach = "Менять доступ и роли этого человека может только владелец.";
    for person in [owner, peer] {
        for button in [
            StaffCallback::Grant(person, Role::Executor),
            StaffCallback::RevokeYes(person, Role::Operator),
            StaffCallback::Unblock(person),
        ] {
            assert_eq!(
                words(press(&admin, button).await),
                out_of_reach,
                "{button:?}"
            );
        }
        press(&admin, StaffCallback::Block(person)).await;
        admin.say("переворот").await;
        assert_eq!(admin.screen(), out_of_reach);
    }
    assert_eq!(state(&t).await, before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_makes_and_unmakes_admins_and_is_not_undone() {
    let (t, owner) = with_owner().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    open_card(&owner, "Анна").await;
    owner.tap("🎭 Роли").await.unwrap();
    owner.tap("＋ администратор").await.unwrap();
    t.settle().await;
    assert!(
        anna.screen().contains("Вам дали роль: *администратор*"),
        "{}",
        anna.screen()
    );
    // An admin can be shut out by an owner only, and unmade.
    press(&owner, StaffCallback::Block(id)).await;
    owner.say("отпуск").await;
    assert!(t.row(&anna).await.blocked_at.is_some());
    press(&owner, StaffCallback::Unblock(id)).await;
    press(&owner, StaffCallback::RevokeYes(id, Role::Admin)).await;
    assert_eq!(user_role::Entity::find().count(&t.app.db).await.unwrap(), 0);
    t.settle().await;
    let mine = t.row(&owner).await.id;
    for button in [
        StaffCallback::Grant(mine, Role::Owner),
        StaffCallback::RevokeYes(mine, Role::Owner),
    ] {
        assert_eq!(words(press(&owner, button).await), REFUSED, "{button:?}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_shuts_themselves_out() {
    let (t, owner) = with_owner().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    for person in [&owner, &admin] {
        let id = t.row(person).await.id;
        assert_eq!(
            words(press(person, StaffCallback::Unblock(id)).await),
            "С самим собой так нельзя."
        );
        press(person, StaffCallback::Block(id)).await;
        person.say("ой").await;
        assert_eq!(person.screen(), "С самим собой так нельзя.");
        assert!(t.row(person).await.blocked_at.is_none());
        // The question is over.
        person.say("ой").await;
        assert!(person.screen().contains("не ждал"), "{}", person.screen());
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shut_out_hears_why_and_is_let_in_again() {
    let mut t = TestApp::with(Settings::default().with("BRAND__CONTACT", "@help_desk")).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    anna.say("/circle").await;
    let circle = newest(&anna);
    open_card(&admin, "Анна").await;
    admin.tap("⛔ Закрыть доступ").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    Почему закрываем доступ? Человек увидит эту причину.

    [ ‹ Назад ]
    ");
    admin.say("   ").await;
    admin.say(&"я".repeat(501)).await;
    assert!(
        admin
            .screen()
            .starts_with("Слишком длинно: поместится до 500 символов."),
        "{}",
        admin.screen()
    );
    assert!(t.row(&anna).await.blocked_at.is_none());
    admin.say("Реклама <b>везде</b>").await;
    assert!(
        admin.screen().contains("Причина: Реклама <b>везде</b>"),
        "{}",
        admin.screen()
    );
    repeat(&mut t).await;
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    Доступ к боту закрыт.

    Причина: Реклама <b>везде</b>
    ");
    for words in ["/start", "/menu", "/faq", "почему?"] {
        anna.say(words).await;
        let said = "Доступ к боту закрыт.\n\nПричина: Реклама <b>везде</b>\n\nЕсли это ошибка, напишите: @help_desk";
        assert_eq!(anna.screen(), said, "{words}");
    }
    let answer = anna
        .tap_on(circle, "🔄 Новая ссылка")
        .await
        .unwrap()
        .answer
        .unwrap();
    assert_eq!(
        (answer.text.as_deref(), answer.show_alert),
        (Some("Доступ к боту закрыт."), true)
    );
    let reply = call(&t, &auth, "GET", "/users/profile").await;
    assert_eq!((reply.status, reply.code()), (403, "blocked"));
    find(&admin, "Анна").await;
    assert!(
        admin.buttons().contains(&"⛔ Анна".to_owned()),
        "{:?}",
        admin.buttons()
    );
    admin.tap("⛔ Анна").await.unwrap();
    admin.tap("🔓 Открыть доступ").await.unwrap();
    assert!(
        admin.buttons().contains(&"⛔ Закрыть доступ".to_owned()),
        "{:?}",
        admin.buttons()
    );
    assert_eq!(t.settle().await, 1);
    assert!(
        anna.screen().starts_with("Доступ к боту снова открыт."),
        "{}",
        anna.screen()
    );
    anna.tap("☰ Меню").await.unwrap();
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
    assert_eq!(call(&t, &auth, "GET", "/users/profile").await.status, 200);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_of_a_door_that_moved_meanwhile_is_not_sent() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let before = anna.transcript().len();
    press(&admin, StaffCallback::Block(id)).await;
    admin.say("ошибся").await;
    press(&admin, StaffCallback::Unblock(id)).await;
    t.settle().await;
    // Only the last word is true: the door is open.
    let news = anna.transcript().split_off(before);
    assert_eq!(news.len(), 1, "{news:?}");
    assert!(news[0].contains("снова открыт"), "{news:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_staff_who_is_shut_out_or_unmade_can_do_nothing() {
    let (t, owner) = with_owner().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    admin.say("/staff").await;
    press(&admin, StaffCallback::Block(id)).await;
    // The role goes while the reason is awaited.
    press(
        &owner,
        StaffCallback::RevokeYes(t.row(&admin).await.id, Role::Admin),
    )
    .await;
    admin.say("успею").await;
    assert_eq!(admin.screen(), REFUSED);
    assert!(t.row(&anna).await.blocked_at.is_none());
    admin.say("ещё раз").await;
    assert!(admin.screen().contains("не ждал"), "{}", admin.screen());
    press(
        &owner,
        StaffCallback::Grant(t.row(&admin).await.id, Role::Admin),
    )
    .await;
    shut_out(&t, &admin, "взлом").await;
    assert_eq!(
        words(press(&admin, StaffCallback::Grant(id, Role::Operator)).await),
        "Доступ к боту закрыт."
    );
    let operators = user_role::Entity::find()
        .filter(user_role::Column::UserId.eq(id))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(operators, 0);
    let reply = call(&t, &TestApp::tma(&admin), "GET", "/admin/logs").await;
    assert_eq!((reply.status, reply.code()), (403, "blocked"));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_are_for_staff_and_never_for_the_person() {
    let mut t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let before = anna.transcript();
    open_card(&admin, "Анна").await;
    admin.tap("📝 Заметки").await.unwrap();
    assert!(
        admin.screen().contains("Пока ни одной."),
        "{}",
        admin.screen()
    );
    admin.tap("＋ Заметка").await.unwrap();
    admin.send_photo(super::accounts::png(), None).await;
    assert!(
        admin.screen().starts_with("Здесь пусто."),
        "{}",
        admin.screen()
    );
    admin.say("Просила <u>скидку</u>").await;
    let author = t.row(&admin).await.id;
    assert_snapshot!(admin.screen().replace(&format!("№{author}"), "№…"), @r"
    Заметки: *Анна*

    _01.01.2030 14:00, №…_
    Просила <u>скидку</u>

    [ ＋ Заметка ]
    [ ‹ Назад ]
    ");
    repeat(&mut t).await;
    assert_eq!(user_note::Entity::find().count(&t.app.db).await.unwrap(), 1);
    for number in 0..11 {
        admin.tap("＋ Заметка").await.unwrap();
        admin.say(&format!("Заметка {number}")).await;
    }
    // The newest ten.
    assert!(
        admin.screen().contains("Заметка 10") && !admin.screen().contains("скидку"),
        "{}",
        admin.screen()
    );
    t.settle().await;
    assert_eq!(anna.transcript(), before);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_and_the_log_tell_who_did_what_to_whom() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let (mine, id) = (t.row(&admin).await.id, t.row(&anna).await.id);
    for _ in 0..5 {
        press(&admin, StaffCallback::Grant(id, Role::Executor)).await;
        press(&admin, StaffCallback::RevokeYes(id, Role::Executor)).await;
    }
    t.settle().await;
    open_card(&admin, "Анна").await;
    admin.tap("🕓 История").await.unwrap();
    let screen = admin.screen();
    assert!(
        screen.starts_with(&format!("*История человека №{id}*")),
        "{screen}"
    );
    assert!(
        screen.contains(&format!(
            "_01.01.2030 14:00_ · #{mine} (администратор)\nроль снята: user #{id} role: executor"
        )),
        "{screen}"
    );
    assert!(
        admin.buttons().contains(&"1/2".to_owned()),
        "{:?}",
        admin.buttons()
    );
    admin.tap("›").await.unwrap();
    assert!(
        admin
            .screen()
            .contains(&format!("#{id} (клиент)\nсогласие: user #{id}")),
        "{}",
        admin.screen()
    );

    admin.say("/staff").await;
    admin.tap("📜 Журнал").await.unwrap();
    let total = audit_record::Entity::find().count(&t.app.db).await.unwrap();
    assert!(
        admin
            .screen()
            .starts_with(&format!("*Журнал* · всё подряд · {total}")),
        "{}",
        admin.screen()
    );
    admin.tap("⚙️ Фильтр").await.unwrap();
    assert_snapshot!(admin.screen(), @r"
    Что показать?

    [ всё подряд ]
    [ доступ закрыт ] [ доступ открыт ]
    [ заметка ] [ роль дана ]
    [ роль снята ] [ согласие ]
    [ выгрузка данных ] [ аккаунт удалён ]
    [ ключ создан ] [ ключ отозван ]
    [ повтор отправки ]
    [ ‹ Назад ]
    ");
    admin.tap("роль дана").await.unwrap();
    // Five times by the admin, and once by the shell.
    assert!(
        admin.screen().starts_with("*Журнал* · роль дана · 6"),
        "{}",
        admin.screen()
    );
    assert!(admin.screen().contains("сервер"), "{}", admin.screen());
    assert!(!admin.screen().contains("роль снята"), "{}", admin.screen());
    admin.tap("⚙️ Фильтр").await.unwrap();
    admin.tap("ключ отозван").await.unwrap();
    assert!(
        admin.screen().contains("Записей нет."),
        "{}",
        admin.screen()
    );
    // Numbers that no button of ours has.
    press(&admin, StaffCallback::Audit(u32::MAX, u32::MAX)).await;
    assert!(admin.screen().starts_with("*Журнал*"), "{}", admin.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_message_is_seen_and_brought_back_to_life() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let anna = t.person("Анна", "ru").await;
    let now = t.app.clock.now();
    for number in 0..9 {
        let row = outbox::ActiveModel {
            kind: Set(format!("of_a_future_release.{number}")),
            payload: Set(r#"{"role":"partner","is_granted":true}"#.to_owned()),
            user_id: Set(t.row(&anna).await.id),
            priority: Set(0),
            run_at: Set(now),
            lease_until: Set(Timestamp(0)),
            // One try is left.
            attempts: Set(15),
            created_at: Set(now),
            ..Default::default()
        };
        outbox::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    t.settle().await;
    admin.say("/staff").await;
    admin.tap("🩺 Состояние").await.unwrap();
    let screen = admin.screen();
    for line in [
        "Людей: 2, не получают сообщений: 0",
        "В очереди: 0, самое старое ждёт 0 с",
        "Не доставлено: 9",
        "Сбоев за неделю: 0",
    ] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    admin.tap("↻ Обновить").await.unwrap();
    admin.tap("📭 Не доставлено: 9").await.unwrap();
    assert!(
        admin.screen().contains("of_a_future_release.8"),
        "{}",
        admin.screen()
    );
    assert!(
        admin.screen().contains("no notice for the event"),
        "{}",
        admin.screen()
    );
    admin.tap("›").await.unwrap();
    assert!(
        admin.screen().contains("of_a_future_release.0"),
        "{}",
        admin.screen()
    );

    // The cause is mended.
    let rows = outbox::Entity::find()
        .filter(outbox::Column::Outcome.eq(outbox::Outcome::Dead))
        .all(&t.app.db)
        .await
        .unwrap();
    let row = rows
        .into_iter()
        .find(|row| row.kind.ends_with(".0"))
        .unwrap();
    let id = row.id;
    let mut row = row.into_active_model();
    row.kind = Set("roles_changed.1".to_owned());
    row.update(&t.app.db).await.unwrap();
    admin.tap(&format!("↻ №{id}")).await.unwrap();
    assert!(
        admin.screen().starts_with("*Не доставлено* · 8"),
        "{}",
        admin.screen()
    );
    // Not twice, and nothing that never was.
    press(&admin, StaffCallback::Revive(id)).await;
    press(&admin, StaffCallback::Revive(OutboxId(i64::MAX))).await;
    assert_eq!(t.settle().await, 1);
    assert!(
        anna.screen().contains("Вам дали роль: *партнёр*"),
        "{}",
        anna.screen()
    );
    let revived =
        audit_record::Entity::find().filter(audit_record::Column::Action.eq("message.revived"));
    assert_eq!(revived.count(&t.app.db).await.unwrap(), 1);
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
