//! The wizards: an admin makes an agency, its manager a tour, sessions and discounts, by what they see.

use insta::assert_snapshot;
use sea_orm::{EntityTrait, QueryOrder};
use sputnik::{
    bot::callback::Callback,
    entity::{agency, tour, tour_photo, tour_session},
    features::tours::{
        agencies,
        callbacks::{AgencyCallback, MakerCallback, PlannerCallback, PlatformCallback},
    },
    kernel::{ids::TourId, permission::Role},
};
use sputnik_sandbox::Person;

use crate::{
    accounts::png,
    bookings::{DAY, add, manager, plan, selling},
    support::{TestApp, updates::press},
};

async fn desk(person: &Person) {
    person.say("/menu").await;
    person.tap("🏢 Кабинет агентства").await.unwrap();
}

/// A tap with the data of a button; what the person is told in a pop-up.
async fn told(person: &Person, button: &impl Callback) -> String {
    let outcome = press(person, button).await;
    outcome
        .answer
        .and_then(|answer| answer.text)
        .unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_makes_an_agency_and_its_manager_a_tour_that_travellers_find() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let boss = t.person("Мария", "ru").await;

    // The platform: an agency, its terms, its cash desk, its manager.
    desk(&admin).await;
    admin.tap("➕ Новое агентство").await.unwrap();
    admin.say("Шёлковый путь").await;
    assert_snapshot!(admin.screen(), @r"
    *Шёлковый путь*

    *О нас*
    —

    *Контакты*
    —

    Логотип: Нет

    Комиссия: 10 %
    Касса Payme: —
    Менеджеров: 0

    [ ✏️ Название ] [ 📝 О нас ]
    [ ☎️ Контакты ] [ 🖼 Логотип ]
    [ ％ Комиссия ] [ 👥 Менеджеры ]
    [ 💳 Касса Payme ]
    [ ⛔️ Заблокировать ]
    [ ‹ Назад ]
    ");
    admin.tap("％ Комиссия").await.unwrap();
    admin.say("сто").await;
    assert!(
        admin.screen().contains("какая комиссия"),
        "{}",
        admin.screen()
    );
    admin.say("12,5").await;
    admin.tap("☎️ Контакты").await.unwrap();
    admin.say("+998 90 000 00 00").await;
    admin.tap("💳 Касса Payme").await.unwrap();
    admin.say("касса №1").await;
    assert!(
        admin.screen().contains("Это не ID кассы"),
        "{}",
        admin.screen()
    );
    admin.say("587f72c72cac0d162c722ae2").await;
    admin.say("key-of-the-desk\nkey-of-the-tests").await;
    assert_snapshot!(admin.screen(), @r"
    *Шёлковый путь*

    *О нас*
    —

    *Контакты*
    +998 90 000 00 00

    Логотип: Нет

    Комиссия: 12,5 %
    Касса Payme: 587f72c72cac0d162c722ae2
    Менеджеров: 0

    [ ✏️ Название ] [ 📝 О нас ]
    [ ☎️ Контакты ] [ 🖼 Логотип ]
    [ ％ Комиссия ] [ 👥 Менеджеры ]
    [ 💳 Касса Payme ] [ 🔌 Отключить кассу ]
    [ ⛔️ Заблокировать ]
    [ ‹ Назад ]
    ");
    let chat = admin.transcript().join("\n");
    assert!(!chat.contains("key-of-the-desk"), "{chat}");
    let row = agency::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    let (key, test_key) = agencies::payme_keys(&t.app, &row).unwrap();
    assert!(key.is_some() && test_key.is_some());
    admin.tap("👥 Менеджеры").await.unwrap();
    admin.tap("➕ Менеджер").await.unwrap();
    admin.say("мария").await;
    assert_snapshot!(admin.screen(), @r"
    Кого добавить?

    [ Мария ]
    [ ‹ Назад ]
    ");
    admin.tap("Мария").await.unwrap();
    assert!(admin.screen().contains("✖️ Мария"), "{}", admin.screen());
    t.settle().await;

    // The manager: a tour from its title to the catalogue.
    desk(&boss).await;
    assert_snapshot!(boss.screen(), @r"
    *Шёлковый путь*

    Заявки, сеансы и всё, что нужно для работы.

    [ 🆕 Заявки: 0 ] [ 💳 Ждут оплаты: 0 ]
    [ ✅ Оплачены: 0 ] [ 🗂 Прошлые: 0 ]
    [ 🧭 Заявки на поездки · 0 ]
    [ 📅 Сеансы ]
    [ 🌍 Туры ] [ 🎟 Скидки и промокоды ]
    [ 💰 Деньги ] [ ⚙️ Об агентстве ]
    [ ‹ Назад ]
    ");
    boss.tap("🌍 Туры").await.unwrap();
    boss.tap("➕ Новый тур").await.unwrap();
    boss.say(&"я".repeat(81)).await;
    assert!(
        boss.screen().contains("Как называется тур?"),
        "{}",
        boss.screen()
    );
    boss.say("Хива за день").await;
    assert_snapshot!(boss.screen(), @"
    *Хива за день*
    ✏️ Черновик

    Категория: 🏙 Города и экскурсии
    Тип: 🚶 Экскурсия
    Город: 🇺🇿 Ташкент
    Дней: 1
    Транспорт: —
    Языки гида: Русский
    Тексты: RU
    Фото: 0, сеансов впереди: 0

    [ 📝 RU ] [ 📝 UZ ] [ 📝 EN ]
    [ 🗂 Категория ] [ 🏙 Город ]
    [ 🧭 Тип ] [ 📋 Подробности ]
    [ 🚌 Транспорт ] [ 🗣 Языки гида ]
    [ 📆 Сколько дней ] [ 🖼 Фото ]
    [ 📅 Новый сеанс ] [ 🔥 Скидка на тур ]
    [ 🎟 Промокод на тур ]
    [ 👀 Как видят путешественники ]
    [ 🚀 Опубликовать ]
    [ ‹ Назад ]
    ");
    let outcome = boss.tap("🚀 Опубликовать").await.unwrap();
    let answer = outcome.answer.unwrap().text.unwrap();
    assert_eq!(answer, "Пока нельзя опубликовать. Не хватает: описание.");
    boss.tap("📝 RU").await.unwrap();
    for (field, words) in [
        ("Описание", "Ичан-Кала, минареты и чай."),
        ("Что входит", "Транспорт и гид."),
        ("Где встречаемся", "У южных ворот, 9:00."),
    ] {
        boss.tap(field).await.unwrap();
        boss.say(words).await;
    }
    assert_snapshot!(boss.screen(), @r"
    *Тексты* · RU

    *Название*
    Хива за день

    *Описание*
    Ичан-Кала, минареты и чай.

    *Что входит*
    Транспорт и гид.

    *Где встречаемся*
    У южных ворот, 9:00.

    [ Название ] [ Описание ]
    [ Что входит ] [ Где встречаемся ]
    [ ‹ Назад ]
    ");
    boss.tap("‹ Назад").await.unwrap();
    boss.tap("📝 EN").await.unwrap();
    boss.tap("Описание").await.unwrap();
    boss.say("Minarets and tea.").await;
    assert!(
        boss.screen().contains("Сначала напишите название"),
        "{}",
        boss.screen()
    );
    boss.tap("‹ Назад").await.unwrap();
    boss.tap("Название").await.unwrap();
    boss.say("Khiva in a day").await;
    boss.tap("‹ Назад").await.unwrap();
    boss.tap("🗂 Категория").await.unwrap();
    boss.tap("Шёлковый путь").await.unwrap();
    boss.tap("🏙 Город").await.unwrap();
    boss.tap("Хива").await.unwrap();
    boss.tap("🚌 Транспорт").await.unwrap();
    boss.tap("Автобус").await.unwrap();
    boss.tap("‹ Назад").await.unwrap();
    boss.tap("🗣 Языки гида").await.unwrap();
    boss.tap("Английский").await.unwrap();
    boss.tap("‹ Назад").await.unwrap();
    boss.tap("📋 Подробности").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    *Подробности*

    Со звёздочкой нужны для публикации.

    [ Человек в группе, не больше *: — ]
    [ Темп *: — ]
    [ Билеты в музеи входят в цену: — ]
    [ ‹ Назад ]
    ");
    boss.tap("Человек в группе").await.unwrap();
    boss.say("много").await;
    assert!(
        boss.screen().contains("Напишите число"),
        "{}",
        boss.screen()
    );
    boss.say("12").await;
    boss.tap("Темп").await.unwrap();
    boss.tap("Спокойный").await.unwrap();
    boss.tap("‹ Назад").await.unwrap();
    boss.tap("🖼 Фото").await.unwrap();
    boss.say("вот фото").await;
    assert!(boss.screen().contains("Это не фото"), "{}", boss.screen());
    boss.send_photo(png(), None).await;
    boss.send_photo(png(), None).await;
    boss.tap("🖼 2").await.unwrap();
    boss.tap("⭐️ Сделать обложкой").await.unwrap();
    let photos = tour_photo::Entity::find()
        .order_by_asc(tour_photo::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap();
    let cover = photos.iter().find(|photo| photo.position == 0).unwrap();
    assert_eq!((photos.len(), cover.id), (2, photos[1].id));
    boss.tap("‹ Назад").await.unwrap();
    boss.tap("🚀 Опубликовать").await.unwrap();
    assert_snapshot!(boss.screen(), @"
    *Хива за день*
    🟢 Опубликован

    Категория: 🕌 Шёлковый путь
    Тип: 🚶 Экскурсия
    Город: 🇺🇿 Хива
    Дней: 1
    Транспорт: Автобус
    Языки гида: Русский, Английский
    Тексты: RU, EN
    Фото: 2, сеансов впереди: 0
    Человек в группе, не больше: 12
    Темп: 🐢 Спокойный

    [ 📝 RU ] [ 📝 UZ ] [ 📝 EN ]
    [ 🗂 Категория ] [ 🏙 Город ]
    [ 🧭 Тип ] [ 📋 Подробности ]
    [ 🚌 Транспорт ] [ 🗣 Языки гида ]
    [ 📆 Сколько дней ] [ 🖼 Фото ]
    [ 📅 Новый сеанс ] [ 🔥 Скидка на тур ]
    [ 🎟 Промокод на тур ]
    [ 👀 Как видят путешественники ]
    [ 🗂 Убрать в архив ]
    [ ‹ Назад ]
    ");

    // A session, its changes, and copies by the week.
    boss.tap("📅 Новый сеанс").await.unwrap();
    boss.tap("21").await.unwrap();
    boss.tap("RUB").await.unwrap();
    boss.say("дорого").await;
    assert!(
        boss.screen().contains("Сколько стоит место взрослого"),
        "{}",
        boss.screen()
    );
    boss.say("2 500").await;
    boss.say("8").await;
    assert_snapshot!(boss.screen(), @r"
    *Хива за день*
    Начало 21.01.2030

    Взрослый: 2 500 ₽
    Ребёнок: как взрослый
    Мест: 8
    Минимум для группы: 0
    Имена участников: Нет

    Чат и правило возврата настроите после создания.

    [ ✅ Создать сеанс ]
    [ 💰 Цена ] [ 🧒 Детская цена ]
    [ 💺 Мест ] [ 👥 Минимум ]
    [ 📅 Дата ] [ 📝 Спрашивать имена ]
    [ ‹ Назад ]
    ");
    boss.tap("🧒 Детская цена").await.unwrap();
    boss.say("1200").await;
    boss.tap("📝 Спрашивать имена").await.unwrap();
    boss.tap("✅ Создать сеанс").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    *Хива за день*
    21.01.2030
    Взрослый 2 500 ₽, ребёнок 1 200 ₽
    🟢 Запись открыта

    Мест 8, свободно 8
    Оплачено 0, ждут оплаты 0, ждут ответа 0
    В листе ожидания 0

    *Если отмените вы*
    за 14 дней и раньше вернём 100 %
    за 7 дней и раньше вернём 50 %
    за 3 дня и раньше вернём 20 %
    позже деньги не возвращаются

    [ 🔒 Закрыть запись ]
    [ 💰 Цена ] [ 🧒 Детская цена ]
    [ 💺 Мест ] [ 👥 Минимум ]
    [ 💬 Чат тура ] [ ↩️ Правило возврата ]
    [ 📝 Не спрашивать имена ] [ 🔁 Повторить ]
    [ Отменить сеанс ]
    [ 🌍 К туру ]
    [ ‹ Назад ]
    ");
    boss.tap("💬 Чат тура").await.unwrap();
    boss.say("https://example.org").await;
    assert!(
        boss.screen().contains("Это не приглашение"),
        "{}",
        boss.screen()
    );
    boss.say("https://t.me/+abcdef").await;
    boss.tap("↩️ Правило возврата").await.unwrap();
    boss.say("7 дней 100 %").await;
    boss.tap("🔁 Повторить").await.unwrap();
    boss.tap("Каждую неделю").await.unwrap();
    boss.tap("4").await.unwrap();
    let sessions = tour_session::Entity::find()
        .order_by_asc(tour_session::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap();
    assert_eq!(sessions.len(), 5);
    assert_eq!(
        (
            sessions[0].chat_link.as_deref(),
            sessions[0].refund_rule.as_str(),
            sessions[0].wants_names,
            sessions[4].starts_on.to_string()
        ),
        (
            Some("https://t.me/+abcdef"),
            "7:100",
            true,
            "2030-02-18".to_owned()
        )
    );

    // A discount on the tour, and a promo code.
    desk(&boss).await;
    boss.tap("🎟 Скидки и промокоды").await.unwrap();
    boss.tap("🔥 Новая скидка").await.unwrap();
    boss.say("Зимняя скидка").await;
    boss.say("сто процентов").await;
    assert!(
        boss.screen().contains("Не поняли ответ"),
        "{}",
        boss.screen()
    );
    boss.say("10 %").await;
    boss.say("31.12").await;
    boss.say("0").await;
    assert_snapshot!(boss.screen(), @r"
    *Скидки и промокоды* · Шёлковый путь

    Действуют сейчас:

    [ 🔥 Зимняя скидка · −10 % ]
    [ 🔥 Новая скидка ] [ 🎟 Новый промокод ]
    [ ‹ Назад ]
    ");
    boss.tap("🎟 Новый промокод").await.unwrap();
    boss.say("ёлка").await;
    boss.say("500 ₽").await;
    boss.say("01.03.2030").await;
    boss.say("100").await;
    boss.say("1").await;
    boss.say("5 000 сум").await;
    assert!(
        boss.screen().contains("Не поняли ответ"),
        "{}",
        boss.screen()
    );
    boss.say("5 000").await;
    assert!(
        boss.screen().contains("Такое название не подойдёт"),
        "{}",
        boss.screen()
    );
    boss.say("zima500").await;
    boss.tap("🎟 ZIMA500").await.unwrap();
    assert_snapshot!(boss.screen(), @r"
    🎟 *ZIMA500*: −500 ₽
    До 01.03.2030, использовали: 0 / 100
    Для броней от 5 000 ₽.

    https://t.me/sputnik_test_bot?start=promo_ZIMA500

    [ 📋 Скопировать ссылку ]
    [ ✖️ Выключить ]
    [ ‹ Назад ]
    ");

    // Travellers find it.
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    anna.tap("🌍 Туры").await.unwrap();
    anna.tap("🌍 Все туры").await.unwrap();
    anna.tap("Хива за день").await.unwrap();
    assert_snapshot!(anna.screen(), @"
    [photo]
    *Хива за день*
    Хива · 1 день · 🚶 Экскурсия
    🏢 Шёлковый путь

    Ичан-Кала, минареты и чай.

    От *2 500 ₽* за взрослого
    🔥 Зимняя скидка, до 31.12.2030

    *Ближайшие даты*
    21.01.2030 · 2 500 ₽ · осталось 8 мест
    28.01.2030 · 2 500 ₽ · осталось 8 мест
    04.02.2030 · 2 500 ₽ · осталось 8 мест

    [ 📅 Даты и места ]
    [ 📖 Подробнее ] [ 🖼 Фото (2) ]
    [ ♡ В избранное ] [ 📤 Поделиться ↗ ]
    [ 🏢 Шёлковый путь ]
    [ ‹ Назад ]
    ");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_decides_about_their_own_agency_alone() {
    let t = TestApp::start().await;
    let (mine, _) = selling(&t, "Шёлковый путь").await;
    let (other, theirs) = selling(&t, "Горы и море").await;
    let session = add(&t, &theirs, plan(DAY, 4)).await;
    let boss = manager(&t, mine.id, "Мария").await;
    boss.say("/menu").await;
    let gone = "больше нет";
    for answer in [
        told(&boss, &MakerCallback::Tour(theirs.id)).await,
        told(&boss, &MakerCallback::ArchiveYes(theirs.id)).await,
        told(&boss, &MakerCallback::New(other.id)).await,
        told(&boss, &PlannerCallback::Repeat(session.id)).await,
        told(&boss, &PlannerCallback::Names(session.id, true)).await,
        told(&boss, &PlannerCallback::Discounts(other.id)).await,
        told(&boss, &PlannerCallback::Code(other.id, None)).await,
        told(&boss, &PlannerCallback::Code(mine.id, Some(theirs.id))).await,
        told(&boss, &PlatformCallback::Card(other.id)).await,
        told(&boss, &MakerCallback::Tour(TourId(999))).await,
    ] {
        assert!(answer.contains(gone), "{answer}");
    }
    // What is the platform's is not a manager's, of the own agency neither.
    for answer in [
        told(&boss, &PlatformCallback::New).await,
        told(&boss, &PlatformCallback::Managers(mine.id)).await,
        told(
            &boss,
            &PlatformCallback::Add(mine.id, t.row(&boss).await.id),
        )
        .await,
        told(&boss, &PlatformCallback::DisconnectYes(mine.id)).await,
        told(&boss, &PlatformCallback::Unblock(mine.id)).await,
    ] {
        assert!(answer.contains("недоступен"), "{answer}");
    }
    let row = tour::Entity::find_by_id(theirs.id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.status, tour::Status::Published);
    // Nobody else gets in at all.
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    let answer = told(&anna, &AgencyCallback::Open(mine.id)).await;
    assert!(answer.contains("недоступен"), "{answer}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_agency_says_why_and_may_sell_again() {
    let t = TestApp::start().await;
    let (agency, _) = selling(&t, "Шёлковый путь").await;
    let boss = manager(&t, agency.id, "Мария").await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    admin.say("/menu").await;
    press(&admin, &PlatformCallback::Card(agency.id)).await;
    admin.tap("⛔️ Заблокировать").await.unwrap();
    admin.say("Жалобы путешественников").await;
    assert!(
        admin
            .screen()
            .contains("заблокировано: Жалобы путешественников"),
        "{}",
        admin.screen()
    );
    desk(&boss).await;
    assert!(boss.screen().contains("Жалобы"), "{}", boss.screen());
    boss.tap("🌍 Туры").await.unwrap();
    boss.tap("➕ Новый тур").await.unwrap();
    boss.say("Ещё один тур").await;
    assert_eq!(tour::Entity::find().all(&t.app.db).await.unwrap().len(), 1);
    admin.tap("✅ Разблокировать").await.unwrap();
    boss.say("Ещё один тур").await;
    assert_eq!(tour::Entity::find().all(&t.app.db).await.unwrap().len(), 2);
    // The manager goes, and the desk closes.
    admin.tap("👥 Менеджеры").await.unwrap();
    admin.tap("✖️ Мария").await.unwrap();
    admin.tap("Да").await.unwrap();
    t.settle().await;
    let answer = told(&boss, &AgencyCallback::Open(agency.id)).await;
    assert!(answer.contains("недоступен"), "{answer}");
    t.settle().await;
    t.finish().await;
}
