//! What a traveller finds, books and keeps by taps: the catalogue, favourites, names, wishes, waiting
//! lists, and the message that counts down.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;
use sputnik::{
    entity::{
        booking::Status,
        booking_participant::{self, Column as Participant},
        tour,
    },
    features::{
        bookings::{
            callbacks::{BookingsCallback, Choice},
            error::BookingError,
            fulfil::Settled,
            jobs::Rounds,
            request,
        },
        tours::{
            agencies,
            callbacks::{Item, PlatformCallback, ToursCallback, View},
            offers::{self, Draft, Words},
            sessions::{self, Change, Plan},
        },
    },
    kernel::{actor::Actor, ids::AgencyId, lang::Lang, money::Currency, permission::Role},
};

use super::{
    DAY, Person, acting, add, approve, ask, audited, day, is_sound, manager, on_sale, party, pay,
    plan, platform, row, rows, selling, session_row,
};
use crate::{
    accounts::png,
    support::{TestApp, updates::press},
};

const SAMARKAND: &str = "Самарканд за выходные";
const LAKE: &str = "Поход к озеру";
const YURT: &str = "Ночь в юрте";

fn sees(person: &Person, words: &[&str]) {
    let screen = person.screen();
    for word in words {
        assert!(screen.contains(word), "no {word} in:\n{screen}");
    }
}

async fn tap(person: &Person, labels: &[&str]) {
    for label in labels {
        person.tap(label).await.unwrap();
    }
}

/// From the menu to the tours.
async fn tours(person: &Person) {
    person.say("/menu").await;
    tap(person, &["🌍 Туры"]).await;
}

/// From the menu to who comes on the twenty-first of January.
async fn who_comes(person: &Person) {
    tours(person).await;
    let way = ["🌍 Все туры", SAMARKAND, "📅 Даты и места", "21", "21.01 –"];
    tap(person, &way).await;
}

/// How often messages of this chat were edited.
fn edits(t: &TestApp, person: &Person) -> usize {
    let calls = t.calls_to(person.id());
    calls
        .iter()
        .filter(|call| call.method.eq_ignore_ascii_case("editMessageText"))
        .count()
}

/// The card of a booking as it stands in the chat, whatever came below.
fn card(person: &Person) -> String {
    let drawn = person.transcript();
    let card = drawn
        .into_iter()
        .rev()
        .find(|message| message.contains("Бронь №") && message.contains("🏢"));
    card.expect("no card in the chat")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_counts_down_in_its_own_message_and_says_that_it_ran_out() {
    let t = TestApp::start().await;
    on_sale(&t, 4).await;
    let anna = t.person("Анна", "ru").await;
    who_comes(&anna).await;
    tap(&anna, &["Дальше ›", "✅ Забронировать"]).await;
    sees(&anna, &["осталось 1 ч", "Отменить бронь"]);
    let (messages, before) = (anna.messages().len(), edits(&t, &anna));
    t.run(&Rounds).await;
    assert_eq!(edits(&t, &anna), before);
    for _ in 0..59 {
        t.advance(TimeDelta::minutes(1));
        t.run(&Rounds).await;
    }
    // At 45, 30, 15, 10 and 5 minutes.
    assert_eq!(edits(&t, &anna) - before, 5);
    sees(&anna, &["осталось 5 мин", "Отменить бронь"]);
    t.advance(TimeDelta::minutes(1));
    t.run(&Rounds).await;
    assert_eq!(edits(&t, &anna) - before, 6);
    let screen = anna.screen();
    assert!(screen.contains("места освобождены"), "{screen}");
    assert!(!screen.contains("Отменить бронь"), "{screen}");
    assert_snapshot!(screen, @"
    *Бронь № 1*
    Самарканд за выходные
    21.01 – 22.01.2030 · 1 взрослый
    🏢 Шёлковый путь

    ⌛ Агентство не ответило вовремя, места освобождены.

    Цена: *1 500 ₽*

    [ 🌍 К туру ]
    [ ‹ Назад ]
    ");
    // Nothing counts any more.
    t.advance(TimeDelta::minutes(30));
    t.run(&Rounds).await;
    assert_eq!(edits(&t, &anna) - before, 6);
    assert_eq!(anna.messages().len(), messages);
    t.settle().await;
    sees(&anna, &["Агентство не ответило вовремя"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_message_counts_down_to_the_payment() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 4).await;
    let anna = t.person("Анна", "ru").await;
    who_comes(&anna).await;
    tap(&anna, &["Дальше ›", "✅ Забронировать"]).await;
    let id = rows(&t).await[0].id;
    let before = edits(&t, &anna);
    approve(&t, id).await;
    t.run(&Rounds).await;
    assert_eq!(edits(&t, &anna) - before, 1);
    sees(&anna, &["Оплатите в течение 24 ч", "💳 Оплатить"]);
    t.settle().await;
    sees(&anna, &["Агентство подтвердило бронь"]);
    for _ in 0..47 {
        t.advance(TimeDelta::minutes(30));
        t.run(&Rounds).await;
    }
    // At 18, 12, 6, 5, 4, 3, 2 and 1 hours, and at half an hour.
    assert_eq!(edits(&t, &anna) - before, 10);
    let shown = card(&anna);
    assert!(shown.contains("Оплатите в течение 30 мин"), "{shown}");
    t.advance(TimeDelta::minutes(30));
    t.run(&Rounds).await;
    assert_eq!(edits(&t, &anna) - before, 11);
    let shown = card(&anna);
    assert!(shown.contains("Бронь не оплачена вовремя"), "{shown}");
    assert!(!shown.contains("💳 Оплатить"), "{shown}");
    assert_eq!(row(&t, id).await.status, Status::Expired);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    sees(&anna, &["Бронь не оплачена вовремя"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_wants_names_gets_one_for_every_seat() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let wanted = Plan {
        wants_names: true,
        ..plan(DAY, 6)
    };
    let session = add(&t, &tour, wanted).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    who_comes(&anna).await;
    tap(&anna, &["➕", "Дальше ›", "✅ Забронировать"]).await;
    sees(&anna, &["всех, кто едет (2)"]);
    assert_snapshot!(anna.screen(), @"
    Напишите имена и фамилии всех, кто едет (2), каждое с новой строки.

    Не длиннее 80 знаков каждое.

    [ ‹ Назад ]
    ");
    // One may look at the price once more.
    tap(&anna, &["‹ Назад", "✅ Забронировать"]).await;
    let long = format!("{}\nБорис Каримов", "я".repeat(81));
    let wrong = [
        "Анна Каримова",
        "Анна Каримова\nБорис Каримов\nКлара Каримова",
        "Анна Каримова\n   \n",
        long.as_str(),
    ];
    for names in wrong {
        anna.say(names).await;
        sees(
            &anna,
            &["Имён должно быть столько, сколько мест", "кто едет (2)"],
        );
        assert!(rows(&t).await.is_empty());
    }
    anna.say("  Анна   Каримова\n\nБорис Каримов ").await;
    sees(&anna, &["Бронь № 1", "Едут: Анна Каримова, Борис Каримов"]);
    let kept = booking_participant::Entity::find()
        .order_by_asc(Participant::Position)
        .all(&t.app.db)
        .await
        .unwrap();
    let names: Vec<_> = kept
        .iter()
        .map(|one| (one.position, one.name.as_str()))
        .collect();
    assert_eq!(names, [(0, "Анна Каримова"), (1, "Борис Каримов")]);
    // What is typed now is no answer to anything.
    anna.say("Давид Каримов").await;
    assert_eq!(rows(&t).await.len(), 1);
    t.settle().await;
    sees(&boss, &["Новая заявка"]);
    tap(&boss, &["‹ Назад", "⏳ 21.01 · Самарканд"]).await;
    sees(&boss, &["👤 Анна", "Едут: Анна Каримова, Борис Каримов"]);
    assert_snapshot!(boss.screen(), @"
    *Бронь № 1*
    Самарканд за выходные
    21.01 – 22.01.2030 · 2 взрослых
    👤 Анна

    ⏳ Ждём ответа агентства, осталось 1 ч. Места за вами.

    К оплате: *3 000 ₽*
    Занято 2 из 6

    Едут: Анна Каримова, Борис Каримов

    [ ✅ Подтвердить ] [ ✖️ Отказать ]
    [ ‹ Назад ]
    ");
    assert!(is_sound(&t, session.id).await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_seats_leaves_comes_back_and_books_what_is_offered() {
    let t = TestApp::start().await;
    let (.., session) = on_sale(&t, 2).await;
    let anna = t.person("Анна", "ru").await;
    let holder = t.row(&anna).await.id;
    ask(&t, holder, session.id, party(2, 0)).await.unwrap();
    let boris = t.person("Борис", "ru").await;
    who_comes(&boris).await;
    sees(&boris, &["Столько свободных мест нет"]);
    assert!(!boris.buttons().contains(&"Дальше ›".to_owned()));
    tap(&boris, &["🔔 В лист ожидания"]).await;
    sees(&boris, &["Вы в листе ожидания", "Вы первые в очереди"]);
    assert_snapshot!(boris.screen(), @"
    🔔 *Вы в листе ожидания*
    Самарканд за выходные
    21.01 – 22.01.2030 · 1 взрослый

    Вы первые в очереди. Как только места появятся, мы их подержим и напишем.

    [ Выйти из листа ожидания ]
    [ ‹ Назад ]
    ");
    // The way to the session leads to the place in the list now.
    who_comes(&boris).await;
    sees(&boris, &["Вы в листе ожидания"]);
    tap(&boris, &["Выйти из листа ожидания"]).await;
    let toast = boris.last_toast();
    assert_eq!(toast.as_deref(), Some("Вы больше не ждёте мест."));
    sees(&boris, &["Мои брони", "Пока ни одной"]);
    who_comes(&boris).await;
    tap(&boris, &["🔔 В лист ожидания"]).await;
    sees(&boris, &["Вы первые в очереди"]);
    // Somebody else comes second.
    let clara = t.person("Клара", "ru").await;
    who_comes(&clara).await;
    tap(&clara, &["➕", "🔔 В лист ожидания"]).await;
    sees(&clara, &["Перед вами 1 компания"]);
    tours(&anna).await;
    tap(&anna, &["🎫 Мои брони", "⏳ 21.01", "Отменить бронь", "Да"]).await;
    sees(&anna, &["↩️ Отменена."]);
    assert_eq!(t.run(&Rounds).await, 1);
    t.settle().await;
    sees(&boris, &["Для вас есть места", "Мы держим их ещё 2 ч"]);
    assert_snapshot!(boris.screen(), @"
    🔔 *Для вас есть места*
    Самарканд за выходные
    21.01 – 22.01.2030 · 1 взрослый

    Мы держим их ещё 2 ч. Потом они перейдут следующим в очереди.

    [ ✅ Забронировать ]
    [ Выйти из листа ожидания ]
    ");
    assert!(is_sound(&t, session.id).await);
    tap(&boris, &["✅ Забронировать", "✅ Забронировать за"]).await;
    sees(&boris, &["Бронь № 2", "Ждём ответа агентства"]);
    let statuses: Vec<_> = rows(&t).await.iter().map(|one| one.status).collect();
    assert_eq!(statuses, [Status::Cancelled, Status::Requested]);
    assert_eq!(session_row(&t, session.id).await.taken, 1);
    // One seat is too few for the two that wait.
    assert_eq!(t.run(&Rounds).await, 0);
    t.settle().await;
    sees(&clara, &["Вы в листе ожидания"]);
    assert!(is_sound(&t, session.id).await);
    t.settle().await;
    t.finish().await;
}

/// Another published tour of the agency.
async fn another(
    t: &TestApp,
    agency: AgencyId,
    title: &str,
    category: &str,
    city: &str,
) -> tour::Model {
    let (app, rights, shell) = (&t.app, platform(), Actor::SHELL);
    let catalog = &t.site.library.tours;
    let tour = offers::create(app, catalog, shell, &rights, agency, (Lang::Ru, title))
        .await
        .unwrap();
    let text = |words: &str| Some(words.to_owned());
    let words = Words {
        title: None,
        description: text("Едем смотреть."),
        included: text("Дорога и гид."),
        meeting_point: text("Южный вокзал, 7:00."),
    };
    offers::word(app, catalog, shell, &rights, tour.id, Lang::Ru, words)
        .await
        .unwrap();
    let params = json!({"group_max": 12, "pace": "calm"});
    let draft = Draft {
        params: params.as_object().unwrap().clone(),
        transports: Some(vec!["bus".to_owned()]),
        city: text(city),
        category: text(category),
        days: Some(2),
        ..Draft::default()
    };
    offers::edit(app, catalog, shell, &rights, tour.id, draft)
        .await
        .unwrap();
    offers::publish(app, catalog, shell, &rights, tour.id)
        .await
        .unwrap()
}

/// Three tours that differ in everything: in January, February and March.
async fn shop(t: &TestApp) {
    let (agency, samarkand) = selling(t, "Шёлковый путь").await;
    let lake = another(t, agency.id, LAKE, "mountains", "chimgan").await;
    let yurt = another(t, agency.id, YURT, "desert", "nurata").await;
    add(t, &samarkand, plan(DAY, 4)).await;
    let dear = Plan {
        adult_minor: 1_500_000,
        ..plan("2030-02-15", 4)
    };
    add(t, &lake, dear).await;
    let in_sums = Plan {
        adult_minor: 120_000_000,
        child_minor: None,
        currency: Currency::Uzs,
        ..plan("2030-03-02", 4)
    };
    add(t, &yurt, in_sums).await;
}

/// The tours that are listed, in their order.
fn listed(person: &Person) -> Vec<&'static str> {
    let titles = [SAMARKAND, LAKE, YURT];
    let labels = person.buttons();
    labels
        .iter()
        .filter_map(|label| titles.into_iter().find(|title| label.starts_with(*title)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_narrows_by_category_city_month_and_price_and_widens_again() {
    let t = TestApp::start().await;
    shop(&t).await;
    let everything = [YURT, LAKE, SAMARKAND];
    let anna = t.person("Анна", "ru").await;
    tours(&anna).await;
    // A category holds what is in those below it.
    tap(&anna, &["🌲 Природа и озёра · 1"]).await;
    assert_eq!(listed(&anna), [YURT]);
    tap(&anna, &["🐪 Пустыня и юрты"]).await;
    assert_eq!(listed(&anna), [YURT]);
    sees(&anna, &["*🐪 Пустыня и юрты*", "Нашёлся 1 тур"]);
    tap(&anna, &["🏙 Город", "Чимган"]).await;
    assert!(listed(&anna).is_empty());
    sees(&anna, &["Пустыня и юрты · Чимган", "Ничего не нашлось"]);
    tap(&anna, &["🏙 Город", "Неважно"]).await;
    assert_eq!(listed(&anna), [YURT]);
    tap(&anna, &["‹ Назад", "🌍 Все туры"]).await;
    assert_eq!(listed(&anna), everything);
    sees(&anna, &["Нашлось 3 тура"]);
    // Each filter by itself, from the first screen.
    let filters: [(&str, &str, &[&str]); 7] = [
        ("🏙 Город", "Чимган", &[LAKE]),
        ("🏙 Город", "Самарканд", &[SAMARKAND]),
        ("📅 Когда", "Март 2030", &[YURT]),
        ("💰 Цена", "до 10\u{a0}000\u{a0}₽", &[SAMARKAND]),
        ("💰 Цена", "до 30\u{a0}000\u{a0}₽", &[LAKE, SAMARKAND]),
        ("💰 Цена", "до 1\u{a0}500\u{a0}000\u{a0}сум", &[YURT]),
        ("💰 Цена", "до 500\u{a0}000\u{a0}сум", &[]),
    ];
    for (filter, choice, left) in filters {
        tours(&anna).await;
        tap(&anna, &[filter, choice]).await;
        assert_eq!(listed(&anna), left, "{choice}:\n{}", anna.screen());
        tap(&anna, &[filter, "Неважно"]).await;
        assert_eq!(listed(&anna), everything, "{choice}:\n{}", anna.screen());
        sees(&anna, &["*🌍 Все туры*"]);
    }
    // All of them at once.
    tours(&anna).await;
    tap(&anna, &["🏔 Горы и походы · 1", "🏙 Город", "Чимган"]).await;
    tap(&anna, &["📅 Когда", "Февраль 2030"]).await;
    tap(&anna, &["💰 Цена", "до 30\u{a0}000\u{a0}₽"]).await;
    assert_eq!(listed(&anna), [LAKE]);
    assert_snapshot!(anna.screen(), @"
    *🏔 Горы и походы · Чимган · Февраль 2030 · до 30 000 ₽*

    Нашёлся 1 тур.

    [ Поход к озеру · 15.02 · 15 000 ₽ ]
    [ 🏙 Город ] [ 📅 Когда ] [ 💰 Цена ]
    [ ‹ Назад ]
    ");
    tap(&anna, &["💰 Цена", "до 10\u{a0}000\u{a0}₽"]).await;
    assert!(listed(&anna).is_empty());
    tap(&anna, &["‹ Назад", "🌍 Все туры"]).await;
    assert_eq!(listed(&anna), everything);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_find_titles_and_cities() {
    let t = TestApp::start().await;
    shop(&t).await;
    let anna = t.person("Анна", "ru").await;
    tours(&anna).await;
    tap(&anna, &["🔎 Поиск"]).await;
    sees(&anna, &["Напишите город или слово из названия тура."]);
    let searches: [(&str, &[&str]); 5] = [
        ("ЮРТЕ", &[YURT]),
        ("Чимган", &[LAKE]),
        // The same city in another language.
        ("chimgan", &[LAKE]),
        ("выходные самарканд", &[SAMARKAND]),
        ("Париж", &[]),
    ];
    for (words, found) in searches {
        anna.say(words).await;
        assert_eq!(listed(&anna), found, "{words}:\n{}", anna.screen());
        sees(&anna, &[format!("Поиск: {words}").as_str()]);
        tap(&anna, &["🔎 Искать ещё"]).await;
    }
    anna.say("юрте").await;
    tap(&anna, &[YURT]).await;
    sees(&anna, &["*Ночь в юрте*", "📅 Даты и места"]);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_favourite_is_kept_by_a_tap_and_taken_out_by_another() {
    let t = TestApp::start().await;
    shop(&t).await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    tours(&anna).await;
    tap(&anna, &["♥ Избранное"]).await;
    assert!(listed(&anna).is_empty());
    sees(&anna, &["*♥ Избранное*"]);
    tap(&anna, &["‹ Назад", "🌍 Все туры", LAKE, "♡ В избранное"]).await;
    assert!(
        anna.buttons()
            .contains(&"♥ Убрать из избранного".to_owned()),
        "{}",
        anna.screen()
    );
    tap(&anna, &["‹ Назад", "♥ Избранное"]).await;
    assert_eq!(listed(&anna), [LAKE]);
    sees(&anna, &["*♥ Избранное*", "Нашёлся 1 тур"]);
    // A filter narrows one's favourites, too.
    tap(&anna, &["🏙 Город", "Самарканд"]).await;
    assert!(listed(&anna).is_empty());
    // They are one's own.
    tours(&boris).await;
    tap(&boris, &["♥ Избранное"]).await;
    assert!(listed(&boris).is_empty());
    tours(&anna).await;
    tap(&anna, &["♥ Избранное", LAKE, "♥ Убрать из избранного"]).await;
    assert!(
        anna.buttons().contains(&"♡ В избранное".to_owned()),
        "{}",
        anna.screen()
    );
    tap(&anna, &["‹ Назад", "♥ Избранное"]).await;
    assert!(listed(&anna).is_empty());
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_reaches_the_agency_and_a_trip_that_is_over_has_none() {
    let t = TestApp::start().await;
    let (agency, tour, first) = on_sale(&t, 4).await;
    let second = add(&t, &tour, plan("2030-02-20", 4)).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let past = ask(&t, me, first.id, party(2, 0)).await.unwrap().id;
    approve(&t, past).await;
    assert_eq!(pay(&t, past).await, Settled::Done);
    t.settle().await;
    t.advance(first.ends_at.since(t.app.clock.now()));
    t.run(&Rounds).await;
    t.settle().await;
    assert_eq!(row(&t, past).await.status, Status::Completed);
    let ahead = ask(&t, me, second.id, party(1, 1)).await.unwrap().id;
    t.settle().await;
    tours(&anna).await;
    tap(&anna, &["🎫 Мои брони"]).await;
    sees(&anna, &["Всего 2", "⏳ 20.02", "🏁 21.01"]);
    assert_snapshot!(anna.screen(), @"
    *Мои брони*

    Всего 2.

    [ ⏳ 20.02 · Самарканд за выходные ]
    [ 🏁 21.01 · Самарканд за выходные ]
    [ ‹ Назад ]
    ");
    tap(&anna, &["⏳ 20.02", "✍️ Пожелание агентству"]).await;
    sees(&anna, &["Что передать агентству?"]);
    // Somebody thinks better of it.
    tap(&anna, &["‹ Назад"]).await;
    sees(&anna, &["Ждём ответа агентства", "✍️ Пожелание агентству"]);
    tap(&anna, &["✍️ Пожелание агентству"]).await;
    anna.say("Нужен детский стул").await;
    sees(
        &anna,
        &["Пожелание: Нужен детский стул", "✍️ Изменить пожелание"],
    );
    press(&boss, &BookingsCallback::Desk(ahead)).await;
    sees(&boss, &["Пожелание: Нужен детский стул"]);
    tap(&anna, &["✍️ Изменить пожелание"]).await;
    anna.say("Без мяса, пожалуйста").await;
    sees(&anna, &["Пожелание: Без мяса, пожалуйста"]);
    let kept = row(&t, ahead).await.wish;
    assert_eq!(kept.as_deref(), Some("Без мяса, пожалуйста"));
    assert_snapshot!(anna.screen(), @"
    *Бронь № 2*
    Самарканд за выходные
    20.02 – 21.02.2030 · 1 взрослый, 1 ребёнок
    🏢 Шёлковый путь

    ⏳ Ждём ответа агентства, осталось 1 ч. Места за вами.

    К оплате: *2 400 ₽*

    Пожелание: Без мяса, пожалуйста

    *Если отмените вы*
    за 14 дней и раньше вернём 100 %
    за 7 дней и раньше вернём 50 %
    за 3 дня и раньше вернём 20 %
    позже деньги не возвращаются

    [ ✍️ Изменить пожелание ]
    [ Отменить бронь ]
    [ 🌍 К туру ]
    [ ‹ Назад ]
    ");
    tap(&anna, &["‹ Назад", "🏁 21.01"]).await;
    sees(
        &anna,
        &[
            "🏁 Тур прошёл.",
            "⭐ Оценить тур",
            "Связь с агентством: +998 90 000 00 00",
        ],
    );
    let screen = anna.screen();
    assert!(!screen.contains("✍️"), "{screen}");
    assert!(!screen.contains("Отменить бронь"), "{screen}");
    assert_snapshot!(screen, @"
    *Бронь № 1*
    Самарканд за выходные
    21.01 – 22.01.2030 · 2 взрослых
    🏢 Шёлковый путь

    🏁 Тур прошёл.

    Цена: *3 000 ₽*
    Оплачено: 3 000 ₽

    Связь с агентством: +998 90 000 00 00

    [ ⭐ Оценить тур ]
    [ 🌍 К туру ]
    [ ‹ Назад ]
    ");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_traveller_is_spoken_to_in_three_languages() {
    let t = TestApp::start().await;
    let (_, tour, session) = on_sale(&t, 12).await;
    let choice = Choice {
        session: session.id,
        party: party(2, 1),
        code: None,
    };
    let mut seen = Vec::new();
    for lang in ["ru", "uz", "en"] {
        let person = t.person("Anna", lang).await;
        for button in [
            ToursCallback::Home,
            ToursCallback::List(View::default(), 0),
            ToursCallback::Card(tour.id),
            ToursCallback::Dates(tour.id, day(DAY)),
        ] {
            press(&person, &button).await;
            seen.push(person.screen());
        }
        // Two adults and a child: 3900 roubles.
        for button in [
            BookingsCallback::Party(choice),
            BookingsCallback::Summary(choice),
            BookingsCallback::Request(choice, 390_000),
        ] {
            press(&person, &button).await;
            seen.push(person.screen());
        }
    }
    assert_eq!(rows(&t).await.len(), 3);
    let all = seen.join("\n\n---\n\n");
    for raw in ["tours-", "bookings-", "trips-", "common-", "{ $"] {
        assert!(!all.contains(raw), "{raw} in:\n{all}");
    }
    assert_snapshot!("traveller-languages", all);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_countdown_does_not_come_back_over_what_somebody_looks_at() {
    let t = TestApp::start().await;
    let (_, _, session) = on_sale(&t, 6).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let id = ask(&t, me, session.id, party(1, 0)).await.unwrap().id;
    press(&anna, &BookingsCallback::Card(id)).await;
    anna.tap("Отменить бронь").await.unwrap();
    let question = anna.screen();
    t.advance(TimeDelta::minutes(20));
    t.run(&Rounds).await;
    assert_eq!(anna.screen(), question);
    // Back on the card it counts again.
    anna.tap("Нет").await.unwrap();
    let before = anna.screen();
    t.advance(TimeDelta::minutes(20));
    t.run(&Rounds).await;
    assert_ne!(anna.screen(), before);
    // And so it does in a card that came after something was typed.
    anna.tap("✍️ Пожелание").await.unwrap();
    anna.say("У окна").await;
    let before = anna.screen();
    t.advance(TimeDelta::minutes(10));
    t.run(&Rounds).await;
    assert_ne!(anna.screen(), before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_shows_its_logo_itself_and_its_tours() {
    let t = TestApp::start().await;
    let (agency, ..) = on_sale(&t, 6).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    press(&admin, &PlatformCallback::Ask(agency.id, Item::Logo)).await;
    admin.send_photo(png(), None).await;
    let words = agencies::Words {
        description: Some("Возим по Узбекистану с 2009 года.".to_owned()),
        ..agencies::Words::default()
    };
    agencies::describe(&t.app, Actor::SHELL, &platform(), agency.id, words)
        .await
        .unwrap();
    let anna = t.person("Анна", "ru").await;
    anna.say("/menu").await;
    anna.tap("🌍 Туры").await.unwrap();
    anna.tap("🌍 Все туры").await.unwrap();
    anna.tap("Самарканд").await.unwrap();
    anna.tap("🏢 Шёлковый путь").await.unwrap();
    assert_snapshot!(anna.screen(), @"
    [photo]
    *🏢 Шёлковый путь*
    В продаже 1 тур.

    Возим по Узбекистану с 2009 года.

    [ Самарканд за выходные · 21.01 · 1 500 ₽ ]
    [ ‹ Назад ]
    ");
    anna.tap("Самарканд").await.unwrap();
    agencies::block(&t.app, Actor::SHELL, &platform(), agency.id, "Проверка")
        .await
        .unwrap();
    let told = press(&anna, &ToursCallback::Agency(agency.id, 0)).await;
    assert!(told.answer.unwrap().text.unwrap().contains("больше нет"));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_are_wanted_later_are_said_then_and_can_be_mended() {
    let t = TestApp::start().await;
    let (_, _, session) = on_sale(&t, 6).await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let id = ask(&t, me, session.id, party(2, 0)).await.unwrap().id;
    press(&anna, &BookingsCallback::Card(id)).await;
    assert!(!anna.screen().contains("Кто едет"), "{}", anna.screen());
    let wants = Change {
        wants_names: Some(true),
        ..Change::default()
    };
    sessions::change(&t.app, Actor::SHELL, &platform(), session.id, wants)
        .await
        .unwrap();
    press(&anna, &BookingsCallback::Card(id)).await;
    anna.tap("📝 Кто едет").await.unwrap();
    anna.say("Анна Каримова").await;
    sees(&anna, &["Напишите имена и фамилии всех, кто едет (2)"]);
    anna.say("Анна Каримова\nБорис Каримов").await;
    sees(&anna, &["Едут: Анна Каримова, Борис Каримов"]);
    anna.tap("📝 Изменить имена").await.unwrap();
    anna.say("Анна Каримова\nВера Каримова").await;
    sees(&anna, &["Едут: Анна Каримова, Вера Каримова"]);
    assert_eq!(audited(&t, "booking.named").await, 2);
    // Two at once: one list remains, whole.
    let names = |who: &str| vec![format!("{who} Первый"), format!("{who} Вторая")];
    let (ours, theirs) = (names("Анин"), names("Борин"));
    let (one, two) = tokio::join!(
        request::rename(&t.app, acting(me), id, &ours),
        request::rename(&t.app, acting(me), id, &theirs),
    );
    assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    let kept: Vec<_> = booking_participant::Entity::find()
        .order_by_asc(Participant::Position)
        .all(&t.app.db)
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.name)
        .collect();
    assert!(kept == ours || kept == theirs, "{kept:?}");
    // Nobody names somebody else's company, and when the tour has begun nobody is named any more.
    let boris = t.person("Борис", "ru").await;
    let stranger = request::rename(&t.app, acting(t.row(&boris).await.id), id, &ours).await;
    assert!(matches!(stranger, Err(BookingError::Gone)), "{stranger:?}");
    let him = acting(t.row(&boris).await.id);
    let wished = request::wish(&t.app, him, id, "Без Анны").await;
    assert!(matches!(wished, Err(BookingError::Gone)), "{wished:?}");
    let begins = session_row(&t, session.id).await.starts_at;
    t.advance(begins.since(t.app.clock.now()));
    let late = request::rename(&t.app, acting(me), id, &ours).await;
    assert!(matches!(late, Err(BookingError::Moved)), "{late:?}");
    t.settle().await;
    t.finish().await;
}
