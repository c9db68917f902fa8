//! Finding people, their cards, notes about them.

use insta::assert_snapshot;
use sea_orm::{EntityTrait, PaginatorTrait};
use sputnik::{
    entity::user_note,
    features::staff::callbacks::StaffCallback,
    kernel::{ids::UserId, permission::Role},
};
use sputnik_sandbox::NewPerson;

use super::{find, open_card, press, words};
use crate::{
    calls::{crowd, finish_repeated, repeat},
    support::TestApp,
};

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
    operator.send_photo(crate::accounts::png(), None).await;
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
    assert_snapshot!(admin.screen().replace(&format!("№ {id}"), "№…"), @r"
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
    admin.send_photo(crate::accounts::png(), None).await;
    assert!(
        admin.screen().starts_with("Здесь пусто."),
        "{}",
        admin.screen()
    );
    admin.say("Просила <u>скидку</u>").await;
    let author = t.row(&admin).await.id;
    assert_snapshot!(admin.screen().replace(&format!("№ {author}"), "№…"), @r"
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
