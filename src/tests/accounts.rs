//! The first meeting, language, consent, profile.

use insta::assert_snapshot;
use sputnik_sandbox::{Delivery, NewPerson};

use super::support::{Settings, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_reads_agrees_and_gets_the_menu() {
    let t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    assert!(matches!(anna.start(None).await, Delivery::Done));
    let story = anna.transcript();
    assert_eq!(story[1].lines().next(), Some("[photo]"));
    assert!(story[1].contains("Здравствуйте, Анна!"), "{}", story[1]);
    assert!(
        anna.screen().contains("документ 1 из 2"),
        "{}",
        anna.screen()
    );
    anna.tap("✅ Согласен").await.unwrap();
    assert!(
        anna.screen().contains("документ 2 из 2"),
        "{}",
        anna.screen()
    );
    anna.tap("✅ Согласен").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Sputnik*

    Анна, чем помочь?

    [ 🎓 Помощь с учёбой ]
    [ 🕐 Час с поддержкой ]
    [ 🌍 Туры ]
    [ 👤 Профиль ] [ 🤝 Круг ]
    [ 💬 Вопросы и ответы ]
    [ ℹ️ О нас ] [ 🧭 Этапы работы ]
    [ 🌐 Язык ] [ 🔒 Мои данные ]
    [ ⭐ Отзывы ]
    [ 🎁 Пригласить друзей ]
    ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_language_is_asked_for_before_anything_else() {
    let t = TestApp::start().await;
    let hans = t.stranger("Hans", "de").await;
    hans.start(None).await;
    assert_snapshot!(hans.screen(), @r"
    Выберите язык · Tilni tanlang · Choose a language

    [ Русский ]
    [ Oʻzbekcha ]
    [ English ]
    ");
    hans.tap("English").await.unwrap();
    assert!(
        hans.screen().contains("document 1 of 2"),
        "{}",
        hans.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_refuses_hears_what_does_not_work_and_may_come_back() {
    let t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    anna.tap("Не согласен").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Понимаем.* Без согласия мы не вправе хранить ваш профиль и помогать вам лично.

    Вопросы и ответы, а также страница «О нас» доступны и без него. Если передумаете, документы будут ждать здесь.

    [ 📄 Вернуться к документам ]
    [ 💬 Вопросы и ответы ]
    [ ℹ️ О нас ] [ 🔒 Мои данные ]
    ");
    // What needs consent is not open, by command or by an old button.
    anna.say("/profile").await;
    assert!(anna.screen().contains("документ 1 из 2"));
    // What needs none is.
    anna.say("/faq").await;
    assert!(
        anna.screen().contains("Вопросы и ответы"),
        "{}",
        anna.screen()
    );
    anna.say("/privacy").await;
    anna.tap("📄 Документы и согласие").await.unwrap();
    anna.tap("✅ Согласен").await.unwrap();
    anna.tap("✅ Согласен").await.unwrap();
    assert!(anna.screen().contains("👤 Профиль"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_document_is_asked_again_at_the_next_action() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/profile").await;
    assert!(anna.screen().contains("Профиль"));
    t.restart(Settings::default().with("BRAND__LEGAL_ENTITY", "ООО «Новое»"))
        .await;
    anna.say("/profile").await;
    assert!(anna.screen().contains("изменился"), "{}", anna.screen());
    anna.tap("✅ Согласен").await.unwrap();
    anna.tap("✅ Согласен").await.unwrap();
    anna.say("/profile").await;
    assert!(anna.screen().contains("Профиль"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_about_an_old_version_shows_the_new_one_instead() {
    let mut t = TestApp::start().await;
    let anna = t.stranger("Анна", "ru").await;
    anna.start(None).await;
    t.restart(Settings::default().with("BRAND__LEGAL_ENTITY", "ООО «Новое»"))
        .await;
    anna.tap("✅ Согласен").await.unwrap();
    assert!(
        anna.screen().contains("документ 1 из 2"),
        "{}",
        anna.screen()
    );
    assert!(anna.screen().contains("ООО «Новое»"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_profile_is_edited_field_by_field() {
    let t = TestApp::start().await;
    let anna = t
        .sandbox
        .person(NewPerson::named("Анна").lang("ru").username("anna_k"))
        .await;
    t.welcome(&anna).await;
    anna.tap("👤 Профиль").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Профиль*

    Имя: Анна
    Фамилия: не указано
    Telegram: @anna_k
    Язык: Русский
    Часовой пояс: Ташкент, UTC+5
    Сфера: не указано
    Специализация: не указано
    Интересы: не указано

    [ ✏️ Имя ] [ ✏️ Фамилия ]
    [ 🎓 Сфера ] [ 🔬 Специализация ]
    [ ⭐ Интересы ] [ 🕒 Часовой пояс ]
    [ 🖼 Фото ]
    [ 🌐 Язык ]
    [ 🧰 Стать исполнителем ]
    [ ‹ Назад ]
    ");
    anna.tap("✏️ Имя").await.unwrap();
    anna.say("<b>Аня</b>").await;
    anna.tap("✏️ Фамилия").await.unwrap();
    anna.say("Ким").await;
    anna.tap("🎓 Сфера").await.unwrap();
    anna.say("Экономика").await;
    anna.tap("⭐ Интересы").await.unwrap();
    anna.say("горы, фотография;\nистория").await;
    anna.tap("🕒 Часовой пояс").await.unwrap();
    anna.send_location(43.1155, 131.8855).await;
    assert_snapshot!(anna.screen(), @"
    *Профиль*

    Имя: <b>Аня</b>
    Фамилия: Ким
    Telegram: @anna_k
    Язык: Русский
    Часовой пояс: Владивосток, UTC+10
    Сфера: Экономика
    Специализация: не указано
    Интересы: горы, фотография, история

    [ ✏️ Имя ] [ ✏️ Фамилия ]
    [ 🎓 Сфера ] [ 🔬 Специализация ]
    [ ⭐ Интересы ] [ 🕒 Часовой пояс ]
    [ 🖼 Фото ]
    [ 🌐 Язык ]
    [ 🧰 Стать исполнителем ]
    [ ‹ Назад ]
    ");
    let row = t.row(&anna).await;
    assert_eq!(row.first_name, "<b>Аня</b>");
    assert_eq!(row.time_zone.as_deref(), Some("Asia/Vladivostok"));
    assert_eq!(row.interests, "горы\nфотография\nистория");
    // A field can be emptied again.
    anna.tap("✏️ Фамилия").await.unwrap();
    anna.tap("🗑 Убрать").await.unwrap();
    assert_eq!(t.row(&anna).await.last_name, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_a_field_is_asked_again_with_the_reason() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/profile").await;
    anna.tap("✏️ Имя").await.unwrap();
    anna.say(&"я".repeat(4000)).await;
    assert!(
        anna.screen().contains("Слишком длинно"),
        "{}",
        anna.screen()
    );
    anna.send_photo(png(), None).await;
    assert!(
        anna.screen().contains("Здесь нужен текст"),
        "{}",
        anna.screen()
    );
    anna.say("Аня 🚀").await;
    assert_eq!(t.row(&anna).await.first_name, "Аня 🚀");
    anna.tap("🕒 Часовой пояс").await.unwrap();
    anna.say("Нарния").await;
    assert!(anna.screen().contains("не знаем"), "{}", anna.screen());
    anna.tap("Ташкент").await.unwrap();
    assert_eq!(
        t.row(&anna).await.time_zone.as_deref(),
        Some("Asia/Tashkent")
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_becomes_the_avatar_and_back_works_from_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/profile").await;
    anna.tap("🖼 Фото").await.unwrap();
    anna.say("нет у меня фото").await;
    assert!(
        anna.screen().contains("Здесь нужно фото"),
        "{}",
        anna.screen()
    );
    anna.send_photo(png(), None).await;
    assert!(anna.screen().starts_with("[photo]"), "{}", anna.screen());
    assert!(t.row(&anna).await.avatar_id.is_some());
    anna.tap("‹ Назад").await.unwrap();
    assert!(anna.screen().contains("чем помочь"), "{}", anna.screen());
    anna.tap("👤 Профиль").await.unwrap();
    anna.tap("🖼 Фото").await.unwrap();
    anna.tap("🗑 Убрать").await.unwrap();
    assert!(t.row(&anna).await.avatar_id.is_none());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancel_and_menu_lead_out_of_any_question() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    anna.say("/profile").await;
    anna.tap("✏️ Имя").await.unwrap();
    anna.say("/cancel").await;
    assert!(anna.screen().contains("отменили"));
    anna.say("Не имя").await;
    assert_eq!(t.row(&anna).await.first_name, "Анна");
    assert!(anna.screen().contains("не ждал"), "{}", anna.screen());
    anna.say("/cancel").await;
    assert!(anna.screen().contains("нечего"));
    anna.say("/nonsense").await;
    assert!(
        anna.screen().contains("Такой команды нет"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

/// A picture of one pixel.
pub(crate) fn png() -> Vec<u8> {
    hex::decode(concat!(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489",
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    ))
    .unwrap()
}
