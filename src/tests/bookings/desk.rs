//! The desk of an agency in the bot: saying no, who comes, words to them, putting a tour away, closing and
//! calling off.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{EntityTrait, QueryOrder};
use sputnik::{
    entity::{booking::Status, refund, tour_session},
    features::{
        bookings::{
            callbacks::BookingsCallback,
            endings,
            error::BookingError,
            fulfil::Settled,
            jobs::Rounds,
            request::{self, Wanted},
        },
        ledger::{self, Account},
        tours::{callbacks::AgencyCallback, desk::MESSAGE_LIMIT, pricing::Party, sessions::Plan},
    },
    kernel::ids::{BookingId, SessionId},
};
use sputnik_sandbox::Person;

use super::{
    DAY, acting, add, approve, ask, audited, is_sound, manager, on_sale, owed, party, pay, plan,
    platform, row, selling, session_row,
};
use crate::support::{TestApp, updates::press};

const TITLE: &str = "Самарканд за выходные";

/// The desk of a manager with one agency.
async fn desk(boss: &Person) {
    boss.say("/menu").await;
    boss.tap("🏢 Кабинет агентства").await.unwrap();
}

/// The session of the 21st at the desk.
async fn session_page(boss: &Person) {
    desk(boss).await;
    boss.tap("📅 Сеансы").await.unwrap();
    boss.tap("21.01 ·").await.unwrap();
}

/// From the menu to the last step before a request for one seat on the 21st.
async fn at_the_price(person: &Person) {
    person.say("/menu").await;
    person.tap("🌍 Туры").await.unwrap();
    person.tap("🌍 Все туры").await.unwrap();
    person.tap(TITLE).await.unwrap();
    person.tap("📅 Даты и места").await.unwrap();
    person.tap("21").await.unwrap();
    person.tap("21.01 –").await.unwrap();
    person.tap("Дальше ›").await.unwrap();
}

/// A tap on the button that asks for the seats; what the person is told in a pop-up.
async fn books(person: &Person) -> String {
    let outcome = person.tap("✅ Забронировать").await.unwrap();
    outcome
        .answer
        .and_then(|answer| answer.text)
        .unwrap_or_default()
}

/// Somebody who asked for so many seats.
async fn asked(t: &TestApp, name: &str, session: SessionId, adults: i32) -> (Person, BookingId) {
    let person = t.person(name, "ru").await;
    let me = t.row(&person).await.id;
    let booking = ask(t, me, session, party(adults, 0)).await.unwrap();
    (person, booking.id)
}

/// Somebody to whom the agency said yes.
async fn approved(t: &TestApp, name: &str, session: SessionId, adults: i32) -> (Person, BookingId) {
    let (person, id) = asked(t, name, session, adults).await;
    approve(t, id).await;
    (person, id)
}

/// Somebody who paid.
async fn paid(t: &TestApp, name: &str, session: SessionId, adults: i32) -> (Person, BookingId) {
    let (person, id) = approved(t, name, session, adults).await;
    assert_eq!(pay(t, id).await, Settled::Done);
    (person, id)
}

/// Takes an approved booking back.
async fn takes_back(t: &TestApp, person: &Person, id: BookingId) {
    let me = acting(t.row(person).await.id);
    endings::cancel(&t.app, me, id, 0).await.unwrap();
}

/// Somebody who asked for seats by name.
async fn named(
    t: &TestApp,
    name: &str,
    session: SessionId,
    who: Party,
    names: &[&str],
    wish: Option<&str>,
) -> (Person, BookingId) {
    let person = t.person(name, "ru").await;
    let me = t.row(&person).await.id;
    let quote = request::quote(&t.app, session, who, None).await.unwrap();
    let wanted = Wanted {
        session,
        party: who,
        code: None,
        wish: wish.map(str::to_owned),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        shown_minor: quote.price.total.minor(),
        shown_in: None,
    };
    let booking = request::request(&t.app, acting(me), wanted).await.unwrap();
    (person, booking.id)
}

/// The rows of a CSV file as spreadsheets in Russian read it.
fn of_csv(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let text = String::from_utf8(bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// The rows of the only sheet.
fn of_xlsx(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names().first().unwrap().clone();
    let range = book.worksheet_range(&name).unwrap();
    range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_says_no_in_words_and_the_traveller_reads_why() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 3).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let (anna, id) = asked(&t, "Анна", session.id, 2).await;
    assert_eq!(session_row(&t, session.id).await.taken, 2);
    t.settle().await;

    // Straight from the notice.
    boss.tap("✖️ Отказать").await.unwrap();
    assert_snapshot!(boss.screen(), @"
    Почему отказываем? Путешественник увидит причину.

    [ Мест больше нет ]
    [ Даты меняются ]
    [ Тур не подходит компании ]
    [ Без причины ]
    [ ✍️ Написать свою ]
    [ ‹ Назад ]
    ");
    boss.tap("✍️ Написать свою").await.unwrap();
    boss.say("#").await;
    let screen = boss.screen();
    assert!(
        screen.contains("Причина пустая или слишком длинная"),
        "{screen}"
    );
    assert!(screen.contains("Напишите причину"), "{screen}");
    assert_eq!(row(&t, id).await.status, Status::Requested);
    boss.say("Гид заболел").await;
    let screen = boss.screen();
    assert!(screen.contains("✖️ Агентство отказало."), "{screen}");
    assert!(screen.contains("Причина: Гид заболел"), "{screen}");
    assert_eq!(boss.buttons(), ["‹ Назад"]);
    assert_eq!(t.state(&boss).await, None);

    t.settle().await;
    assert_snapshot!(anna.screen(), @"
    ✖️ *Агентство отказало*

    *Бронь № 1*
    Самарканд за выходные
    21.01 – 22.01.2030 · 2 взрослых

    Причина: Гид заболел

    [ 🎫 Открыть бронь ]
    ");
    let screen = anna.screen();
    assert!(screen.contains("Агентство отказало"), "{screen}");
    assert!(screen.contains("Причина: Гид заболел"), "{screen}");
    assert_eq!(row(&t, id).await.status, Status::Rejected);
    assert_eq!(session_row(&t, session.id).await.taken, 0);
    assert!(is_sound(&t, session.id).await);
    assert_eq!(audited(&t, "booking.rejected").await, 1);

    // A no is a no.
    let outcome = press(&boss, &BookingsCallback::Approve(id)).await;
    let answer = outcome.answer.unwrap().text.unwrap();
    assert!(answer.contains("в другом состоянии"), "{answer}");

    // All the seats are there for the next one, who is refused in two taps.
    let (boris, other) = asked(&t, "Борис", session.id, 3).await;
    t.settle().await;
    boss.tap("✖️ Отказать").await.unwrap();
    boss.tap("Мест больше нет").await.unwrap();
    t.settle().await;
    assert_eq!(row(&t, other).await.status, Status::Rejected);
    let screen = boris.screen();
    assert!(
        screen.contains("Причина: мест на эти даты больше нет."),
        "{screen}"
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_name_everybody_who_comes_and_nobody_else() {
    let t = TestApp::start().await;
    let (agency, tour) = selling(&t, "Шёлковый путь").await;
    let wants_names = Plan {
        wants_names: true,
        ..plan(DAY, 9)
    };
    let session = add(&t, &tour, wants_names).await.id;
    let boss = manager(&t, agency.id, "Мария").await;

    let names = ["Анна Ким", "Мила Ким"];
    let wish = Some("Без орехов; аллергия");
    let (anna, first) = named(&t, "Анна", session, party(1, 1), &names, wish).await;
    approve(&t, first).await;
    assert_eq!(pay(&t, first).await, Settled::Done);
    let (_, second) = named(&t, "Борис", session, party(1, 0), &["Борис Цой"], None).await;
    approve(&t, second).await;
    let wish = Some("У окна");
    let (clara, third) = named(&t, "Клара", session, party(1, 0), &["Клара Ли"], wish).await;
    approve(&t, third).await;
    takes_back(&t, &clara, third).await;
    named(&t, "Давид", session, party(1, 0), &["Давид Пак"], None).await;
    t.settle().await;

    session_page(&boss).await;
    boss.tap("📄 Список, CSV").await.unwrap();
    assert!(
        boss.screen().contains("Участники: 3 строки."),
        "{}",
        boss.screen()
    );
    boss.tap("📊 Список, XLSX").await.unwrap();
    let [(csv_name, csv), (xlsx_name, xlsx)] = <[_; 2]>::try_from(boss.documents()).unwrap();
    assert_eq!(
        (csv_name, xlsx_name),
        (
            format!("session-{session}.csv"),
            format!("session-{session}.xlsx")
        )
    );
    let (first, second) = (first.to_string(), second.to_string());
    let (first, second) = (first.as_str(), second.as_str());
    let wish = "Без орехов; аллергия";
    let expected = [
        [
            "Бронь",
            "Путешественник",
            "Имя в Telegram",
            "Участник",
            "Состояние",
            "Взрослых",
            "Детей",
            "Пожелание",
        ],
        [first, "Анна", "", "Анна Ким", "оплачена", "1", "1", wish],
        [first, "Анна", "", "Мила Ким", "оплачена", "1", "1", wish],
        [
            second,
            "Борис",
            "",
            "Борис Цой",
            "ждёт оплаты",
            "1",
            "0",
            "",
        ],
    ];
    assert_eq!(of_csv(csv), expected);
    assert_eq!(of_xlsx(xlsx), expected);

    // They are not for travellers, nor for other agencies.
    let (other, _) = selling(&t, "Горы и море").await;
    let stranger = manager(&t, other.id, "Чужая").await;
    for (person, said) in [(&anna, "недоступен"), (&stranger, "больше нет")] {
        let outcome = press(person, &AgencyCallback::Participants(session, true)).await;
        let answer = outcome.answer.unwrap().text.unwrap();
        assert!(answer.contains(said), "{answer}");
        assert!(person.documents().is_empty());
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_to_everybody_who_comes_reaches_them_once_and_nobody_else() {
    const WORDS: &str = "Встречаемся в 6:40 у касс <южного> вокзала";
    let t = TestApp::start().await;
    let (agency, tour, session) = on_sale(&t, 9).await;
    let later = add(&t, &tour, plan("2030-01-28", 4)).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let (anna, _) = paid(&t, "Анна", session.id, 1).await;
    // Her friends came along later.
    let me = t.row(&anna).await.id;
    let friends = ask(&t, me, session.id, party(2, 0)).await.unwrap().id;
    approve(&t, friends).await;
    assert_eq!(pay(&t, friends).await, Settled::Done);
    let (boris, _) = approved(&t, "Борис", session.id, 1).await;
    let (clara, gone) = approved(&t, "Клара", session.id, 1).await;
    takes_back(&t, &clara, gone).await;
    let (david, _) = paid(&t, "Давид", later.id, 1).await;
    let (eva, _) = asked(&t, "Ева", session.id, 1).await;
    t.settle().await;

    session_page(&boss).await;
    boss.tap("✉️ Написать участникам").await.unwrap();
    assert!(
        boss.screen()
            .contains("у кого бронь подтверждена или оплачена"),
        "{}",
        boss.screen()
    );
    boss.say(&"я".repeat(MESSAGE_LIMIT + 1)).await;
    assert!(
        boss.screen().contains("слишком длинный"),
        "{}",
        boss.screen()
    );
    boss.say(WORDS).await;
    let chat = boss.transcript().join("\n");
    assert!(chat.contains("Отправляем 2 путешественникам."), "{chat}");
    assert!(
        boss.screen().contains("Запись открыта"),
        "{}",
        boss.screen()
    );
    assert_eq!(t.state(&boss).await, None);

    t.settle().await;
    assert_snapshot!(anna.screen(), @"
    ✉️ *Шёлковый путь*
    Самарканд за выходные, 21.01 – 22.01.2030

    Встречаемся в 6:40 у касс <южного> вокзала
    ");
    for person in [&anna, &boris] {
        let screen = person.screen();
        assert!(screen.contains("Шёлковый путь"), "{screen}");
        assert!(screen.contains(TITLE), "{screen}");
        let chat = person.transcript();
        let times = chat.iter().filter(|one| one.contains(WORDS)).count();
        assert_eq!(times, 1, "{chat:?}");
    }
    for person in [&clara, &david, &eva] {
        let chat = person.transcript().join("\n");
        assert!(!chat.contains("Встречаемся"), "{chat}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tour_in_the_archive_is_not_for_sale_and_what_is_booked_goes_on() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 6).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let (anna, bought) = paid(&t, "Анна", session.id, 2).await;
    let (_, waits) = approved(&t, "Клара", session.id, 1).await;
    let boris = t.person("Борис", "ru").await;
    at_the_price(&boris).await;
    t.settle().await;

    desk(&boss).await;
    boss.tap("🌍 Туры").await.unwrap();
    boss.tap(TITLE).await.unwrap();
    boss.tap("🗂 Убрать в архив").await.unwrap();
    assert!(
        boss.screen().contains("прежние останутся в силе"),
        "{}",
        boss.screen()
    );
    boss.tap("Да").await.unwrap();
    assert!(boss.screen().contains("🗂 Архив"), "{}", boss.screen());

    // Whoever was about to book comes too late, and nobody finds it.
    let answer = books(&boris).await;
    assert!(answer.contains("записаться уже нельзя"), "{answer}");
    boris.say("/menu").await;
    boris.tap("🌍 Туры").await.unwrap();
    assert!(
        boris.screen().contains("Туров в продаже пока нет"),
        "{}",
        boris.screen()
    );
    let me = t.row(&boris).await.id;
    let late = ask(&t, me, session.id, party(1, 0)).await;
    assert!(matches!(late, Err(BookingError::NotOffered)), "{late:?}");

    // What is booked is booked, and can be paid.
    anna.say("/menu").await;
    anna.tap("🌍 Туры").await.unwrap();
    anna.tap("🎫 Мои брони").await.unwrap();
    anna.tap("21.01 ·").await.unwrap();
    let screen = anna.screen();
    assert!(screen.contains(TITLE), "{screen}");
    assert!(screen.contains("✅ Оплачено. До встречи!"), "{screen}");
    assert_eq!(pay(&t, waits).await, Settled::Done);
    t.settle().await;
    assert_eq!(t.run(&Rounds).await, 0);
    assert_eq!(row(&t, bought).await.status, Status::Paid);
    assert_eq!(session_row(&t, session.id).await.taken, 3);

    // It may come back.
    boss.tap("🚀 Опубликовать снова").await.unwrap();
    at_the_price(&boris).await;
    assert_eq!(books(&boris).await, "");
    assert!(
        boris.screen().contains("Ждём ответа агентства"),
        "{}",
        boris.screen()
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_session_takes_nobody_until_it_is_open_again() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 6).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let (_, waits) = asked(&t, "Анна", session.id, 2).await;
    let boris = t.person("Борис", "ru").await;
    at_the_price(&boris).await;
    t.settle().await;

    session_page(&boss).await;
    boss.tap("🔒 Закрыть запись").await.unwrap();
    assert_snapshot!(boss.screen(), @"
    *Самарканд за выходные*
    21.01 – 22.01.2030
    Взрослый 1 500 ₽, ребёнок 900 ₽
    🔒 Запись закрыта

    Мест 6, свободно 4
    Оплачено 0, ждут оплаты 0, ждут ответа 2
    В листе ожидания 0

    *Если отмените вы*
    за 14 дней и раньше вернём 100 %
    за 7 дней и раньше вернём 50 %
    за 3 дня и раньше вернём 20 %
    позже деньги не возвращаются

    [ 🟢 Открыть запись ]
    [ 💰 Цена ] [ 🧒 Детская цена ]
    [ 💺 Мест ] [ 👥 Минимум ]
    [ 💬 Чат тура ] [ ↩️ Правило возврата ]
    [ 📝 Спрашивать имена ] [ 🔁 Повторить ]
    [ Отменить сеанс ]
    [ 🌍 К туру ]
    [ ‹ Назад ]
    ");
    assert!(
        boss.screen().contains("🔒 Запись закрыта"),
        "{}",
        boss.screen()
    );
    let answer = books(&boris).await;
    assert!(answer.contains("записаться уже нельзя"), "{answer}");
    let clara = t.person("Клара", "ru").await;
    clara.say("/menu").await;
    clara.tap("🌍 Туры").await.unwrap();
    clara.tap("🌍 Все туры").await.unwrap();
    clara.tap(TITLE).await.unwrap();
    assert!(
        clara.screen().contains("Дат пока нет"),
        "{}",
        clara.screen()
    );
    let me = t.row(&clara).await.id;
    let late = ask(&t, me, session.id, party(1, 0)).await;
    assert!(matches!(late, Err(BookingError::NotOffered)), "{late:?}");
    // Whoever asked before goes on.
    approve(&t, waits).await;
    assert_eq!(pay(&t, waits).await, Settled::Done);
    assert_eq!(session_row(&t, session.id).await.taken, 2);
    t.settle().await;

    session_page(&boss).await;
    boss.tap("🟢 Открыть запись").await.unwrap();
    assert!(
        boss.screen().contains("🟢 Запись открыта"),
        "{}",
        boss.screen()
    );
    assert_eq!(books(&boris).await, "");
    assert!(
        boris.screen().contains("Ждём ответа агентства"),
        "{}",
        boris.screen()
    );
    assert_eq!(session_row(&t, session.id).await.taken, 3);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_that_calls_a_booking_off_gives_everything_back() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 6).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let (anna, id) = paid(&t, "Анна", session.id, 2).await;
    t.settle().await;
    // So late that the traveller would get nothing.
    t.advance(session.starts_at.since(t.app.clock.now()) - TimeDelta::days(2));
    let me = acting(t.row(&anna).await.id);
    let preview = endings::preview(&t.app, me, id).await.unwrap();
    assert_eq!(preview.refund.minor(), 0);

    desk(&boss).await;
    boss.tap("✅ Оплачены: 1").await.unwrap();
    boss.tap("21.01 ·").await.unwrap();
    boss.tap("Отменить бронь").await.unwrap();
    let whole = "Путешественнику вернётся всё: 3\u{a0}000\u{a0}₽";
    assert!(boss.screen().contains(whole), "{}", boss.screen());
    boss.tap("Нет").await.unwrap();
    assert_eq!(row(&t, id).await.status, Status::Paid);
    boss.tap("Отменить бронь").await.unwrap();
    boss.tap("Да").await.unwrap();
    assert_snapshot!(boss.screen(), @"
    *Бронь № 1*
    Самарканд за выходные
    21.01 – 22.01.2030 · 2 взрослых
    👤 Анна

    ↩️ Отменена, деньги возвращаются.

    Цена: *3 000 ₽*
    Оплачено: 3 000 ₽
    Возвращено: 3 000 ₽
    Занято 0 из 6

    [ ‹ Назад ]
    ");
    assert!(
        boss.screen().contains("Отменена, деньги возвращаются"),
        "{}",
        boss.screen()
    );

    t.settle().await;
    let screen = anna.screen();
    assert!(screen.contains("Агентство отменило бронь"), "{screen}");
    assert!(screen.contains("Возвращаем 3\u{a0}000\u{a0}₽."), "{screen}");
    let after = row(&t, id).await;
    assert_eq!(
        (after.status, after.refunded_minor),
        (Status::Refunded, 300_000)
    );
    assert_eq!(session_row(&t, session.id).await.taken, 0);
    assert_eq!(owed(&t, Account::RefundsPayable).await, 300_000);
    assert_eq!(owed(&t, Account::AgencyPayable(agency.id)).await, 0);
    assert!(ledger::reads::audit(&t.app.db).await.unwrap().is_clean());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_called_off_with_a_reason_that_everybody_reads() {
    let t = TestApp::start().await;
    let (agency, _, session) = on_sale(&t, 6).await;
    let boss = manager(&t, agency.id, "Мария").await;
    let (anna, hers) = paid(&t, "Анна", session.id, 2).await;
    let (boris, his) = paid(&t, "Борис", session.id, 1).await;
    t.settle().await;

    session_page(&boss).await;
    boss.tap("Отменить сеанс").await.unwrap();
    assert_snapshot!(boss.screen(), @"
    Отменить сеанс 21.01 – 22.01.2030? Брони на 3 места снимутся, деньги вернутся полностью.

    Напишите причину, её увидят путешественники, или отмените без неё.

    [ Отменить без причины ]
    [ ‹ Назад ]
    ");
    assert!(
        boss.screen().contains("Брони на 3 места снимутся"),
        "{}",
        boss.screen()
    );
    // Whoever thought better of it may write what they like.
    boss.tap("‹ Назад").await.unwrap();
    boss.say("Спасибо").await;
    let kept = session_row(&t, session.id).await;
    assert_eq!(kept.status, tour_session::Status::Open);

    session_page(&boss).await;
    boss.tap("Отменить сеанс").await.unwrap();
    boss.say("Перевал закрыт снегом").await;
    assert!(boss.screen().contains("✖️ Отменён"), "{}", boss.screen());
    assert_eq!(t.state(&boss).await, None);
    assert_eq!(t.run(&Rounds).await, 2);
    t.settle().await;
    for (person, sum) in [(&anna, "3\u{a0}000\u{a0}₽"), (&boris, "1\u{a0}500\u{a0}₽")] {
        let screen = person.screen();
        assert!(screen.contains("Тур не состоится"), "{screen}");
        assert!(
            screen.contains("Причина: Перевал закрыт снегом"),
            "{screen}"
        );
        assert!(screen.contains(&format!("Возвращаем {sum}.")), "{screen}");
    }
    for id in [hers, his] {
        assert_eq!(row(&t, id).await.status, Status::Refunded);
    }
    let refunds = refund::Entity::find()
        .order_by_asc(refund::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap();
    let sums: Vec<_> = refunds.iter().map(|one| one.amount_minor).collect();
    assert_eq!(sums, [300_000, 150_000]);
    assert_eq!(owed(&t, Account::RefundsPayable).await, 450_000);
    assert!(is_sound(&t, session.id).await);
    assert!(ledger::reads::audit(&t.app.db).await.unwrap().is_clean());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chat_of_a_group_is_for_those_who_paid() {
    const LINK: &str = "https://t.me/+samarkand";
    const LABEL: &str = "💬 Чат группы";
    let t = TestApp::start().await;
    let (_, tour) = selling(&t, "Шёлковый путь").await;
    let with_chat = Plan {
        chat_link: Some(LINK.to_owned()),
        ..plan(DAY, 6)
    };
    let session = add(&t, &tour, with_chat).await;
    let (anna, id) = approved(&t, "Анна", session.id, 1).await;
    let (boris, _) = approved(&t, "Борис", session.id, 1).await;
    let knows = |person: &Person| {
        let messages = person.messages();
        messages.iter().any(|one| one.to_string().contains(LINK))
    };
    t.settle().await;
    for person in [&anna, &boris] {
        person.tap("🎫 Открыть бронь").await.unwrap();
        let screen = person.screen();
        assert!(screen.contains("💳 Оплатить"), "{screen}");
        assert!(!knows(person), "{screen}");
    }

    assert_eq!(pay(&t, id).await, Settled::Done);
    t.settle().await;
    anna.tap("🎫 Открыть бронь").await.unwrap();
    assert_snapshot!(anna.screen(), @"
    *Бронь № 1*
    Самарканд за выходные
    21.01 – 22.01.2030 · 1 взрослый
    🏢 Шёлковый путь

    ✅ Оплачено. До встречи!

    Цена: *1 500 ₽*
    Оплачено: 1 500 ₽

    Связь с агентством: +998 90 000 00 00

    *Где встречаемся*
    Южный вокзал, 7:00.

    *Если отмените вы*
    за 14 дней и раньше вернём 100 %
    за 7 дней и раньше вернём 50 %
    за 3 дня и раньше вернём 20 %
    позже деньги не возвращаются

    [ 💬 Чат группы ↗ ]
    [ ✍️ Пожелание агентству ]
    [ Отменить бронь ]
    [ 🌍 К туру ]
    [ ‹ Назад ]
    ");
    assert!(anna.screen().contains(LABEL), "{}", anna.screen());
    let opened = anna.tap(LABEL).await.unwrap().answer.unwrap();
    assert_eq!(opened.url.as_deref(), Some(LINK));

    // Neither by an own booking that is not paid, nor by somebody else's that is.
    press(&boris, &BookingsCallback::Mine(0)).await;
    boris.tap("21.01 ·").await.unwrap();
    let outcome = press(&boris, &BookingsCallback::Card(id)).await;
    let answer = outcome.answer.unwrap().text.unwrap();
    assert!(answer.contains("больше нет"), "{answer}");
    assert!(!knows(&boris), "{}", boris.screen());

    // Whoever does not come any more is not invited any more.
    let me = acting(t.row(&boris).await.id);
    endings::cancel_by_agency(&t.app, me, &platform(), id, None)
        .await
        .unwrap();
    t.settle().await;
    anna.tap("🎫 Открыть бронь").await.unwrap();
    let screen = anna.screen();
    assert!(screen.contains("деньги возвращаются"), "{screen}");
    assert!(!screen.contains(LABEL), "{screen}");
    t.finish().await;
}
