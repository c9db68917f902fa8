//! Executors: how one becomes one, and everything that an executor does with orders.

use std::sync::Arc;

use chrono::TimeDelta;
use futures::future::join_all;
use insta::assert_snapshot;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    bot::callback::Callback,
    entity::{
        attachment, audit_record, dialogue,
        executor::{self, Status},
        failed_update, order, order_delivery, order_extension, order_offer, payout, user_role,
    },
    features::{
        executors::{
            applications::{self, CARD_PURPOSE},
            callbacks::{ExecutorsCallback, Sight},
            error::ExecutorError,
            staffing,
        },
        study::{assign, error::StudyError, jobs::Deadlines, work},
    },
    kernel::{
        actor::Actor,
        ids::{OrderId, UserId},
        permission::Role,
    },
};
use sputnik_sandbox::Person;
use tokio::sync::Barrier;

use super::{
    calls::{crowd, finish_repeated, newest, repeat},
    orders::{
        acting, approve, begun, choose, executor, executor_row, hands, on_board, order_row, owner,
        pay, sent, sent_with,
    },
    support::{TestApp, app::Settings},
};

/// A number that passes the check digit.
const CARD: &str = "2202 2000 0000 0008";

/// Opens the application from the profile.
async fn apply(person: &Person) {
    person.say("/profile").await;
    person.tap("🧰 Стать исполнителем").await.unwrap();
}

/// Goes through the questions up to the summary.
async fn fill(person: &Person) {
    apply(person).await;
    person.tap("✍️ Заполнить анкету").await.unwrap();
    person.say("Статистика, эконометрика").await;
    person.say("Преподаю десять лет").await;
    person.tap("Пропустить ›").await.unwrap();
    person.tap("Пропустить ›").await.unwrap();
}

async fn tap_forged(person: &Person, callback: &ExecutorsCallback) -> Option<String> {
    let outcome = person.tap_data(newest(person), &callback.encode()).await;
    outcome.answer.and_then(|answer| answer.text)
}

async fn open(person: &Person, id: OrderId) {
    person.say("/work").await;
    tap_forged(person, &ExecutorsCallback::Order(id)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_written_sent_and_approved() {
    let t = TestApp::start().await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    apply(&boris).await;
    assert_snapshot!(boris.screen(), @"
    *Стать исполнителем*

    Исполнители помогают студентам: консультируют, проверяют, объясняют, переводят. Вы сами выбираете заказы и получаете 70 % цены. С заказчиками вы общаетесь через бота, контактов друг друга вы не видите.

    Расскажите о себе: это займёт пару минут, а ответим мы здесь же.

    [ ✍️ Заполнить анкету ]
    [ ‹ Назад ]
    ");
    boris.tap("✍️ Заполнить анкету").await.unwrap();
    boris.say("Статистика, эконометрика").await;
    boris.say("Преподаю десять лет").await;
    assert_snapshot!(boris.screen(), @r"
    Пришлите примеры работ, до 5 файлов. Можно и без них.

    Пока ни одного.

    [ Пропустить › ]
    [ ‹ Назад ]
    ");
    boris
        .send_document("sample.pdf", "application/pdf", b"%PDF".to_vec(), None)
        .await;
    boris.tap("Дальше ›").await.unwrap();
    boris.say(CARD).await;
    assert_snapshot!(boris.screen(), @r"
    *Ваша анкета* ещё не отправлена. Проверьте, всё ли так.

    *Предметы:* Статистика, эконометрика
    *Опыт:* Преподаю десять лет
    *Примеры:* 1
    *Карта:* •••• 0008

    [ 📨 Отправить анкету ]
    [ ✏️ Предметы ] [ ✏️ Опыт ]
    [ 📎 Примеры ] [ 💳 Карта ]
    [ ‹ Назад ]
    ");
    boris.tap("📨 Отправить анкету").await.unwrap();
    assert!(
        boris.screen().contains("*Анкета отправлена*"),
        "{}",
        boris.screen()
    );
    t.settle().await;
    assert_snapshot!(maria.screen(), @r"
    Анкета исполнителя: *Борис*, номер 1

    *Предметы:* Статистика, эконометрика
    *Опыт:* Преподаю десять лет
    *Примеры:* 1
    *Карта:* •••• 0008

    [ 📎 Примеры: 1 ]
    [ ✅ Принять ] [ ✖️ Отказать ]
    ");
    maria.tap("📎 Примеры: 1").await.unwrap();
    let seen = maria.transcript();
    assert!(
        seen.contains(&"[document sample.pdf]".to_owned()),
        "{seen:#?}"
    );
    maria.tap("✅ Принять").await.unwrap();
    assert!(maria.screen().contains("✅ Принят."), "{}", maria.screen());
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(boris.screen(), @"
    🎉 Анкета принята! Вы теперь исполнитель, заказчики видят вас как «Исполнитель 1».

    [ 🧰 Кабинет исполнителя ]
    [ ☰ Меню ]
    ");
    boris.tap("🧰 Кабинет исполнителя").await.unwrap();
    assert_snapshot!(boris.screen(), @"
    *Кабинет исполнителя 1*

    В работе: 0 из 5.

    [ 📋 Доска заказов: 0 ]
    [ 🛠 В работе: 0 ] [ ✋ Предложения: 0 ]
    [ 💰 Заработок ] [ 🗂 История ]
    [ ‹ Назад ]
    ");
    let row = executor_row(&t, &boris).await;
    assert_eq!(row.status, Status::Approved);
    assert_eq!(row.decided_by, Some(t.row(&maria).await.id));
    assert_eq!(t.audited("executor.approved").await, 1);
    assert_eq!(t.audited("role.granted").await, 2);
    // The way in is in the menu now, and not in the profile any more.
    boris.say("/menu").await;
    boris.tap("🧰 Кабинет исполнителя").await.unwrap();
    boris.say("/profile").await;
    assert!(
        !boris
            .buttons()
            .iter()
            .any(|label| label.contains("Стать исполнителем"))
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_refused_reads_why_and_may_apply_again() {
    let t = TestApp::start().await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    fill(&boris).await;
    boris.tap("📨 Отправить анкету").await.unwrap();
    t.settle().await;
    maria.tap("✖️ Отказать").await.unwrap();
    // Bad words for a reason are asked for again.
    maria.send_photo(b"x".to_vec(), None).await;
    assert!(
        maria.screen().contains("Здесь нужен текст"),
        "{}",
        maria.screen()
    );
    maria.say(&"я".repeat(501)).await;
    assert!(
        maria.screen().contains("до 500 символов"),
        "{}",
        maria.screen()
    );
    maria.say("Нужен опыт с примерами").await;
    assert!(
        maria
            .screen()
            .contains("✖️ Отказано. Причина: Нужен опыт с примерами"),
        "{}",
        maria.screen()
    );
    t.settle().await;
    assert_snapshot!(boris.screen(), @r"
    Анкету исполнителя пока не приняли.

    Причина: Нужен опыт с примерами

    [ ✍️ Исправить анкету ]
    [ ☰ Меню ]
    ");
    boris.tap("✍️ Исправить анкету").await.unwrap();
    boris.tap("✏️ Опыт").await.unwrap();
    boris.say("Преподаю и пишу статьи").await;
    assert!(
        boris.screen().contains("Преподаю и пишу статьи"),
        "{}",
        boris.screen()
    );
    boris.tap("📨 Отправить анкету").await.unwrap();
    assert_eq!(t.settle().await, 1);
    maria.tap("✅ Принять").await.unwrap();
    t.settle().await;
    assert_eq!(executor_row(&t, &boris).await.status, Status::Approved);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_can_be_changed_before_it_is_sent_and_none_after() {
    let t = TestApp::start().await;
    let boris = t.person("Борис", "ru").await;
    fill(&boris).await;
    boris.tap("✏️ Предметы").await.unwrap();
    boris.say("Право").await;
    boris.tap("📎 Примеры").await.unwrap();
    boris
        .send_document("one.pdf", "application/pdf", b"1".to_vec(), None)
        .await;
    boris
        .send_document("one.pdf", "application/pdf", b"2".to_vec(), None)
        .await;
    boris.tap("🗑 one.pdf").await.unwrap();
    boris.tap("‹ Назад").await.unwrap();
    boris.tap("💳 Карта").await.unwrap();
    boris.say(CARD).await;
    let screen = boris.screen();
    for told in ["Право", "*Примеры:* 1", "•••• 0008"] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    let old = newest(&boris);
    boris.tap("📨 Отправить анкету").await.unwrap();
    // Old buttons do not open it again.
    boris.tap_on(old, "✏️ Предметы").await.unwrap();
    boris.say("Медицина").await;
    assert!(
        boris.screen().contains("всё изменилось"),
        "{}",
        boris.screen()
    );
    assert_eq!(executor_row(&t, &boris).await.subjects, "Право");
    // Sending it twice is sending it once.
    boris.tap_on(old, "📨 Отправить анкету").await.unwrap();
    assert_eq!(t.audited("executor.applied").await, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_loses_nothing() {
    let mut t = TestApp::start().await;
    let boris = t.person("Борис", "ru").await;
    apply(&boris).await;
    boris.tap("✍️ Заполнить анкету").await.unwrap();
    boris.say("Статистика").await;
    t.restart(Settings::default()).await;
    boris.say("Десять лет").await;
    assert!(
        boris.screen().contains("Пришлите примеры"),
        "{}",
        boris.screen()
    );
    // Even when the question itself is forgotten, the application goes on where it was.
    boris.say("/menu").await;
    apply(&boris).await;
    for told in ["Статистика", "Десять лет", "ещё не отправлена"]
    {
        assert!(boris.screen().contains(told), "{told}: {}", boris.screen());
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_answers_are_asked_for_again() {
    let t = TestApp::start().await;
    let boris = t.person("Борис", "ru").await;
    apply(&boris).await;
    boris.tap("✍️ Заполнить анкету").await.unwrap();
    boris.send_photo(b"x".to_vec(), None).await;
    assert!(
        boris.screen().contains("Здесь нужен текст"),
        "{}",
        boris.screen()
    );
    boris.say(&"я".repeat(501)).await;
    assert!(
        boris.screen().contains("до 500 символов"),
        "{}",
        boris.screen()
    );
    boris.say("Право").await;
    boris.say(&"я".repeat(1501)).await;
    assert!(
        boris.screen().contains("до 1500 символов"),
        "{}",
        boris.screen()
    );
    // What is not complete cannot be sent, by a forged button either.
    assert_eq!(
        tap_forged(&boris, &ExecutorsCallback::Send)
            .await
            .as_deref(),
        Some("Заполните предметы и опыт, тогда анкету можно отправить.")
    );
    apply(&boris).await;
    boris.tap("✍️ Продолжить").await.unwrap();
    boris.say("Десять лет").await;
    boris.say("не файл").await;
    assert!(
        boris.screen().contains("Здесь нужен файл"),
        "{}",
        boris.screen()
    );
    boris.send_sticker().await;
    assert!(
        boris.screen().contains("Здесь нужен файл"),
        "{}",
        boris.screen()
    );
    for number in 0..6 {
        let name = format!("{number}.pdf");
        boris
            .send_document(&name, "application/pdf", name.clone().into_bytes(), None)
            .await;
    }
    assert!(
        boris.screen().contains("поместится 5"),
        "{}",
        boris.screen()
    );
    let id = t.row(&boris).await.id;
    assert_eq!(applications::samples(&t.app, id).await.unwrap().len(), 5);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_checked_sealed_and_taken_out_of_the_chat() {
    let t = TestApp::start().await;
    let boris = t.person("Борис", "ru").await;
    fill(&boris).await;
    boris.tap("💳 Карта").await.unwrap();
    for (typed, said) in [
        ("моя карта", "не похоже на номер карты"),
        ("2202 2000 0000 0004", "контрольная цифра"),
        ("9999 9999 9999 9995", "Такие карты мы не знаем"),
    ] {
        boris.say(typed).await;
        assert!(boris.screen().contains(said), "{typed}: {}", boris.screen());
    }
    boris.say(CARD).await;
    let row = executor_row(&t, &boris).await;
    assert_eq!(row.card_mask.as_deref(), Some("•••• 0008"));
    let sealed = row.card_sealed.unwrap();
    let opened = t.app.vault.unseal(CARD_PURPOSE, row.user_id.0, &sealed);
    assert_eq!(
        secrecy::ExposeSecret::expose_secret(&opened.unwrap()),
        "2202200000000008"
    );
    // Neither in the chat nor anywhere in the database.
    let chat = boris.transcript().join("\n");
    assert!(!chat.contains("2202"), "{chat}");
    let kept = [
        format!("{:?}", audit_record::Entity::find().all(&t.app.db).await),
        format!("{:?}", dialogue::Entity::find().all(&t.app.db).await),
        format!("{:?}", failed_update::Entity::find().all(&t.app.db).await),
        format!("{:?}", executor::Entity::find().all(&t.app.db).await),
    ];
    for table in kept {
        assert!(!table.contains("2202200000000008") && !table.contains(CARD));
    }
    assert_eq!(t.audited("executor.card").await, 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_one_decides() {
    let t = TestApp::start().await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let olga = t.staff("Ольга", "ru", Role::Admin).await;
    let boris = t.person("Борис", "ru").await;
    fill(&boris).await;
    boris.tap("📨 Отправить анкету").await.unwrap();
    t.settle().await;
    let old = newest(&maria);
    olga.tap("✖️ Отказать").await.unwrap();
    let (yes, _) = tokio::join!(maria.tap("✅ Принять"), olga.say("Не подходит"));
    yes.unwrap();
    let status = executor_row(&t, &boris).await.status;
    let is_approved = status == Status::Approved;
    assert!(is_approved || status == Status::Refused, "{status:?}");
    let roles = user_role::Entity::find()
        .filter(user_role::Column::Role.eq(Role::Executor))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(roles, u64::from(is_approved));
    let decided = t.audited("executor.approved").await + t.audited("executor.refused").await;
    assert_eq!(decided, 1);
    // Both see what became of it, and an old button changes nothing.
    let word = if is_approved {
        "✅ Принят."
    } else {
        "✖️ Отказано."
    };
    assert!(maria.screen().contains(word), "{}", maria.screen());
    maria.tap_on(old, "✅ Принять").await.unwrap();
    assert_eq!(executor_row(&t, &boris).await.status, status);
    assert_eq!(t.settle().await, 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_managers_of_executors_decide_and_never_about_themselves() {
    let t = TestApp::start().await;
    let olga = t.staff("Ольга", "ru", Role::Operator).await;
    let boris = t.person("Борис", "ru").await;
    fill(&boris).await;
    boris.tap("📨 Отправить анкету").await.unwrap();
    t.settle().await;
    let id = t.row(&boris).await.id;
    for person in [&boris, &olga] {
        person.say("/menu").await;
        for forged in [
            ExecutorsCallback::Approve(id),
            ExecutorsCallback::Refuse(id),
            ExecutorsCallback::Look(id),
            ExecutorsCallback::Samples(id),
        ] {
            assert_eq!(
                tap_forged(person, &forged).await.as_deref(),
                Some("Этот раздел вам недоступен."),
                "{forged:?}"
            );
        }
    }
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    fill(&maria).await;
    maria.tap("📨 Отправить анкету").await.unwrap();
    let mine = t.row(&maria).await.id;
    assert_eq!(
        tap_forged(&maria, &ExecutorsCallback::Approve(mine))
            .await
            .as_deref(),
        Some("Решать о собственной анкете нельзя.")
    );
    assert_eq!(executor_row(&t, &boris).await.status, Status::Applied);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_who_apply_at_once_have_fifty_numbers() {
    let t = TestApp::start().await;
    let people = crowd(&t, 50).await;
    let begun = people
        .iter()
        .map(|person| applications::begin(&t.app, person.id));
    let mut numbers: Vec<_> = join_all(begun)
        .await
        .into_iter()
        .map(|row| row.unwrap().number)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 50);
    // The control: the database itself has a number once.
    let boris = t.person("Борис", "ru").await;
    let row = executor::ActiveModel {
        user_id: Set(t.row(&boris).await.id),
        number: Set(numbers[0]),
        status: Set(Status::Draft),
        subjects: Set(String::new()),
        experience: Set(String::new()),
        limit_in_hand: Set(5),
        in_hand: Set(0),
        stars_sum: Set(0),
        stars_count: Set(0),
        applied_at: Set(t.app.clock.now()),
        ..Default::default()
    };
    let twin = executor::Entity::insert(row)
        .exec_without_returning(&t.app.db)
        .await;
    assert!(twin.is_err(), "a number stands twice");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_pauses_limits_and_shares_and_the_executor_hears_of_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    on_board(&t, &anna).await;
    let id = t.row(&boris).await.id;
    let (app, shell, rights) = (&t.app, Actor::SHELL, owner());
    staffing::set_limit(app, shell, &rights, id, 2)
        .await
        .unwrap();
    staffing::set_share(app, shell, &rights, id, Some(7_250))
        .await
        .unwrap();
    staffing::pause(app, shell, &rights, id, "Проверяем жалобу")
        .await
        .unwrap();
    t.settle().await;
    let heard = boris.transcript().join("\n");
    for told in ["заказов: 2", "72.5 %", "Проверяем жалобу"] {
        assert!(heard.contains(told), "{told}: {heard}");
    }
    boris.say("/work").await;
    assert_snapshot!(boris.screen(), @r"
    *Кабинет исполнителя 1*

    В работе: 0 из 2.

    ⏸ Новые заказы пока не приходят. Причина: Проверяем жалобу

    [ 🛠 В работе: 0 ] [ ✋ Предложения: 0 ]
    [ 💰 Заработок ] [ 🗂 История ]
    [ ‹ Назад ]
    ");
    // The board is closed to whoever is paused, by an old button too.
    tap_forged(&boris, &ExecutorsCallback::Board(Sight::default(), 0)).await;
    assert!(
        boris.screen().contains("Новые заказы пока не приходят"),
        "{}",
        boris.screen()
    );
    staffing::resume(app, shell, &rights, id).await.unwrap();
    t.settle().await;
    assert!(
        boris.screen().contains("снова приходят"),
        "{}",
        boris.screen()
    );
    let refused = |result: Result<(), ExecutorError>| result.unwrap_err().to_string();
    assert_eq!(
        refused(staffing::set_limit(app, shell, &rights, id, 0).await),
        ExecutorError::BadLimit.to_string()
    );
    assert_eq!(
        refused(staffing::set_share(app, shell, &rights, id, Some(10_001)).await),
        ExecutorError::BadShare.to_string()
    );
    assert_eq!(
        refused(staffing::resume(app, shell, &rights, id).await),
        ExecutorError::Moved.to_string()
    );
    for action in [
        "executor.limit",
        "executor.share",
        "executor.paused",
        "executor.resumed",
    ] {
        assert_eq!(t.audited(action).await, 1, "{action}");
    }
    let list = staffing::list(app, &rights, Some(Status::Approved), 0, 10)
        .await
        .unwrap();
    assert_eq!(list.total, 1);
    assert_eq!(list.items[0].row.share_bp, Some(7_250));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_offered_for_chosen_done_and_earned() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let details = "Пишите на anna@example.org, сделать регрессию";
    let id = sent_with(&t, &anna, "coursework", details).await;
    t.settle().await;
    boris.say("/work").await;
    boris.tap("📋 Доска заказов: 1").await.unwrap();
    assert_snapshot!(boris.screen(), @r"
    *Доска заказов*

    1 заказ.

    [ ⚙️ Фильтр ]
    [ 📘 № 1 Статистика · 11.01 ]
    [ ‹ Назад ]
    ");
    boris.tap("№ 1").await.unwrap();
    assert_snapshot!(boris.screen(), @"
    *Заказ № 1* · 📘 Помощь с курсовой
    Заказчик ждёт предложений

    *Предмет:* Статистика
    *Тема:* Спрос на такси
    *Подробности:* Пишите на •••, сделать регрессию
    *Объём:* 20 страниц
    *Срок:* до 11.01.2030

    [ ✋ Предложить цену и срок ]
    [ ‹ Назад ]
    ");
    boris.tap("✋ Предложить цену и срок").await.unwrap();
    for bad in ["даром", "0", "-5", "1000000.01", "12.345"] {
        boris.say(bad).await;
        assert!(
            boris.screen().contains("Напишите цену числом"),
            "{bad}: {}",
            boris.screen()
        );
    }
    boris.say("4 500,50 ₽").await;
    for bad in ["скоро", "0", "366", "1.5"] {
        boris.say(bad).await;
        assert!(
            boris.screen().contains("от 1 до 365"),
            "{bad}: {}",
            boris.screen()
        );
    }
    boris.say("5").await;
    boris.send_sticker().await;
    assert!(
        boris.screen().contains("Здесь нужен текст"),
        "{}",
        boris.screen()
    );
    boris.say(&"я".repeat(501)).await;
    assert!(
        boris.screen().contains("до 500 символов"),
        "{}",
        boris.screen()
    );
    boris.say("Сделаю, вот мой ник @boris_stat").await;
    let said = boris.transcript().join("\n");
    assert!(
        said.contains("Мы скрыли из вашего сообщения: ник"),
        "{said}"
    );
    assert_snapshot!(boris.screen(), @"
    *Заказ № 1* · 📘 Помощь с курсовой
    Заказчик ждёт предложений

    *Предмет:* Статистика
    *Тема:* Спрос на такси
    *Подробности:* Пишите на •••, сделать регрессию
    *Объём:* 20 страниц
    *Срок:* до 11.01.2030

    ✋ *Ваше предложение:* 4 500,50 ₽ за 5 дней
    Сделаю, вот мой ник •••

    [ ✏️ Изменить ] [ ↩️ Отозвать ]
    [ ‹ Назад ]
    ");
    let offer = order_offer::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((offer.price_minor, offer.days), (450_050, 5));
    assert!(!offer.note.contains("boris_stat"), "{}", offer.note);
    // Changed, taken back, made anew.
    boris.tap("✏️ Изменить").await.unwrap();
    boris.say("4000").await;
    boris.say("4").await;
    boris.say("Дешевле").await;
    boris.tap("↩️ Отозвать").await.unwrap();
    boris.tap("✋ Предложить цену и срок").await.unwrap();
    boris.say("4000").await;
    boris.say("4").await;
    boris.say("Возьмусь").await;
    boris.say("/work").await;
    boris.tap("✋ Предложения: 1").await.unwrap();
    boris.tap("№ 1").await.unwrap();
    t.settle().await;
    choose(&t, &anna, id).await;
    pay(&t, id).await;
    t.settle().await;
    assert_snapshot!(boris.screen(), @r"
    🤝 Вам назначен заказ № 1

    📘 Помощь с курсовой
    *Тема:* Спрос на такси
    *Срок:* до 11.01.2030
    *Цена:* 4 000 ₽

    ⏳ На ответ осталось 12 ч 0 мин, до 02.01.2030 02:00. Потом заказ предложат другим.

    [ ✅ Берусь ] [ ✖️ Отказаться ]
    [ 📄 Открыть заказ ]
    ");
    boris.tap("✅ Берусь").await.unwrap();
    assert_eq!(order_row(&t, id).await.status, order::Status::InProgress);
    boris.tap("📤 Сдать работу").await.unwrap();
    boris
        .send_document("work.docx", "application/msword", b"work".to_vec(), None)
        .await;
    boris.tap("Дальше ›").await.unwrap();
    boris.say("Готово, вопросы в чате").await;
    assert!(boris.screen().contains("📤 Сдан"), "{}", boris.screen());
    assert!(
        boris.screen().contains("Сдана версия 1"),
        "{}",
        boris.screen()
    );
    t.settle().await;
    let client = acting(t.row(&anna).await.id);
    work::accept(&t.app, client, id).await.unwrap();
    t.settle().await;
    assert!(
        boris.screen().contains("Заказ № 1 принят"),
        "{}",
        boris.screen()
    );
    boris.say("/work").await;
    boris.tap("💰 Заработок").await.unwrap();
    assert_snapshot!(boris.screen(), @"
    *Заработок*

    К выплате: *2 800 ₽*
    Ваша доля: 70 %
    Карта: не указана

    [ 💸 Вывести заработанное ]
    [ 📒 Начисления и выплаты ]
    [ 💳 Указать карту ]
    [ ‹ Назад ]
    ");
    // To be paid out it needs a card.
    boris.tap("💸 Вывести заработанное").await.unwrap();
    boris.say(CARD).await;
    boris.tap("💸 Вывести заработанное").await.unwrap();
    assert!(
        boris
            .screen()
            .contains("*2\u{a0}800\u{a0}₽* на карту •••• 0008"),
        "{}",
        boris.screen()
    );
    let question = newest(&boris);
    boris.tap("Да").await.unwrap();
    assert_snapshot!(boris.screen(), @"
    *Заработок*

    К выплате: *0 ₽*
    Ваша доля: 70 %
    Карта: •••• 0008

    ⏳ Запрошена выплата 2 800 ₽ на карту •••• 0008, 01.01.2030.

    [ ↩️ Отозвать заявку ]
    [ 📒 Начисления и выплаты ]
    [ 💳 Сменить карту ]
    [ ‹ Назад ]
    ");
    // A second tap asks for nothing more.
    let again = boris.tap_on(question, "Да").await.unwrap();
    assert!(again.answer.unwrap().text.is_some());
    boris.tap("↩️ Отозвать заявку").await.unwrap();
    assert!(
        boris.screen().contains("К выплате: *2\u{a0}800\u{a0}₽*"),
        "{}",
        boris.screen()
    );
    let payouts = payout::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(payouts.len(), 1);
    assert_eq!(payouts[0].status, payout::Status::Withdrawn);
    assert_eq!(payouts[0].card_sealed, None);
    boris.tap("📒 Начисления и выплаты").await.unwrap();
    assert_snapshot!(boris.screen(), @"
    *Начисления и выплаты*
    01.01.2030 · *+2 800 ₽* · выплата
    01.01.2030 · *−2 800 ₽* · выплата
    01.01.2030 · *+2 800 ₽* · заказ № 1

    [ ‹ Назад ]
    ");
    boris.say("/work").await;
    boris.tap("🗂 История").await.unwrap();
    boris.tap("№ 1").await.unwrap();
    assert!(
        boris.screen().contains("Гарантия до 21.01.2030"),
        "{}",
        boris.screen()
    );
    // Never, on any screen, who ordered.
    let all = boris.transcript().join("\n");
    assert!(
        !all.contains("Анна") && !all.contains("anna@example.org"),
        "{all}"
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_is_narrowed_by_kind_deadline_and_price() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let cheap = on_board(&t, &anna).await;
    let other = sent(&t, &anna, "plan_sources").await;
    pay(&t, other).await;
    let offered = sent(&t, &anna, "coursework").await;
    // Kinds that staff hands out are not on the board once they are paid, nor is one's own order.
    let tutoring = sent(&t, &anna, "tutoring").await;
    let own = sent(&t, &boris, "translation").await;
    t.settle().await;
    boris.say("/work").await;
    boris.tap("📋 Доска заказов: 4").await.unwrap();
    let shown = |person: &Person| {
        let labels = person.buttons();
        let orders = labels.into_iter().filter(|label| label.contains('№'));
        orders
            .map(|label| {
                let (_, rest) = label.split_once("№ ").unwrap();
                rest.split(' ').next().unwrap().parse().unwrap()
            })
            .map(OrderId)
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&boris), [tutoring, offered, other, cheap]);
    assert!(!shown(&boris).contains(&own));
    boris.tap("⚙️ Фильтр").await.unwrap();
    boris.tap("дорогие").await.unwrap();
    boris.tap("👀 Показать").await.unwrap();
    assert_eq!(shown(&boris)[..2], [other, cheap]);
    boris.tap("⚙️ Фильтр").await.unwrap();
    boris.tap("Консультация").await.unwrap();
    boris.tap("👀 Показать").await.unwrap();
    assert_eq!(shown(&boris), [cheap]);
    assert_snapshot!(boris.screen(), @r"
    *Доска заказов*

    1 заказ.
    Показаны: 💬 Консультация, дорогие

    [ ⚙️ Фильтр ]
    [ 💬 № 1 Статистика · 11.01 · 1 500 ₽ ]
    [ ‹ Назад ]
    ");
    boris.tap("⚙️ Фильтр").await.unwrap();
    boris.tap("за 3 дня").await.unwrap();
    boris.tap("👀 Показать").await.unwrap();
    assert!(shown(&boris).is_empty(), "{}", boris.screen());
    t.advance(TimeDelta::days(8));
    boris.tap("⚙️ Фильтр").await.unwrap();
    boris.tap("👀 Показать").await.unwrap();
    assert_eq!(shown(&boris), [cheap]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_taken_from_the_board_and_its_files_come_on_demand() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = on_board(&t, &anna).await;
    let row = attachment::ActiveModel {
        subject_kind: Set(attachment::Subject::Order),
        subject_id: Set(id.0),
        owner_id: Set(t.row(&anna).await.id),
        kind: Set(attachment::Kind::Document),
        file_id: Set(uploaded(&anna, &t).await),
        unique_id: Set("task".to_owned()),
        name: Set(Some("task.pdf".to_owned())),
        at: Set(t.app.clock.now()),
        ..Default::default()
    };
    attachment::Entity::insert(row)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap();
    t.settle().await;
    assert_snapshot!(boris.screen(), @r"
    📋 На доске новый заказ № 1

    💬 Консультация
    *Тема:* Спрос на такси
    *Срок:* до 11.01.2030
    *Цена:* 1 500 ₽

    [ 📄 Открыть заказ ]
    ");
    boris.tap("📄 Открыть заказ").await.unwrap();
    boris.tap("📎 Файлы заказа: 1").await.unwrap();
    let seen = boris.transcript();
    assert!(
        seen.contains(&"[document task.pdf]".to_owned()),
        "{seen:#?}"
    );
    boris.tap("🤝 Взять в работу").await.unwrap();
    assert_snapshot!(boris.screen(), @"
    *Заказ № 1* · 💬 Консультация
    🛠 В работе

    *Предмет:* Статистика
    *Тема:* Спрос на такси
    *Подробности:* Нужна помощь с регрессией
    *Срок:* до 11.01.2030

    *Цена:* 1 500 ₽
    *Вам:* 1 050 ₽

    [ 📤 Сдать работу ]
    [ ⏳ Попросить больше времени ]
    [ 💬 Написать заказчику ] [ 📜 Переписка ]
    [ ⚖️ Позвать команду ]
    [ 📎 Файлы заказа: 1 ]
    [ ‹ Назад ]
    ");
    let row = order_row(&t, id).await;
    assert_eq!(row.executor_id, Some(t.row(&boris).await.id));
    assert_eq!(row.share_bp, Some(7_000));
    t.settle().await;
    t.finish().await;
}

/// The id under which Telegram knows a file that somebody sent.
async fn uploaded(person: &Person, t: &TestApp) -> String {
    person
        .send_document("task.pdf", "application/pdf", b"task".to_vec(), None)
        .await;
    t.settle().await;
    let messages = person.messages();
    let sent = messages
        .iter()
        .rev()
        .find(|message| message.get("document").is_some());
    sent.unwrap()["document"]["file_id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_take_at_once_one_gets_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let people = hands(&t, 50).await;
    let id = on_board(&t, &anna).await;
    let takes = people.iter().map(|person| {
        let (app, actor) = (t.app.clone(), acting(person.id));
        tokio::spawn(async move { assign::take(&app, actor, id).await })
    });
    let mut won = 0;
    for take in join_all(takes).await {
        match take.unwrap() {
            Ok(_) => won += 1,
            Err(StudyError::Taken) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!(won, 1);
    let in_hand: i32 = executor::Entity::find()
        .all(&t.app.db)
        .await
        .unwrap()
        .iter()
        .map(|row| row.in_hand)
        .sum();
    assert_eq!(in_hand, 1);
    assert_eq!(t.audited("order.taken").await, 1);
    // The control: with the guard off, who looks first and writes then, several believe to have it.
    let second = on_board(&t, &anna).await;
    let barrier = Arc::new(Barrier::new(people.len()));
    let naive = people.iter().map(|person| {
        let (app, barrier, person) = (t.app.clone(), Arc::clone(&barrier), person.id);
        tokio::spawn(async move {
            let seen = order::Entity::find_by_id(second)
                .one(&app.db)
                .await
                .unwrap();
            let is_free = seen.unwrap().executor_id.is_none();
            barrier.wait().await;
            is_free && write_down(&app, second, person).await
        })
    });
    let believed = join_all(naive)
        .await
        .into_iter()
        .filter(|taken| *taken.as_ref().unwrap())
        .count();
    assert!(
        believed > 1,
        "without the guard nobody was in anybody's way"
    );
    t.settle().await;
    t.finish().await;
}

/// The write of a take without its conditions.
async fn write_down(app: &sputnik::app::App, id: OrderId, person: UserId) -> bool {
    let update = order::Entity::update_many()
        .col_expr(
            order::Column::ExecutorId,
            sea_orm::sea_query::Expr::value(person.0),
        )
        .filter(order::Column::Id.eq(id))
        .exec(&app.db)
        .await;
    update.unwrap().rows_affected == 1
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_slower_is_told_kindly() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let vera = executor(&t, "Вера", "ru").await;
    let id = on_board(&t, &anna).await;
    open(&boris, id).await;
    open(&vera, id).await;
    let (one, other) = tokio::join!(
        boris.tap("🤝 Взять в работу"),
        vera.tap("🤝 Взять в работу")
    );
    let told: Vec<_> = [one, other]
        .into_iter()
        .filter_map(|outcome| outcome.unwrap().answer?.text)
        .collect();
    let said = ["уже взял другой исполнитель", "Этого больше нет"];
    assert!(
        told.len() == 1 && said.iter().any(|words| told[0].contains(words)),
        "{told:?}"
    );
    // A second tap of the winner changes nothing.
    let winner = if order_row(&t, id).await.executor_id == Some(t.row(&boris).await.id) {
        &boris
    } else {
        &vera
    };
    tap_forged(winner, &ExecutorsCallback::Take(id)).await;
    assert!(
        winner.screen().contains("🛠 В работе"),
        "{}",
        winner.screen()
    );
    assert_eq!(executor_row(&t, winner).await.in_hand, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_more_than_their_limit() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let me = t.row(&boris).await.id;
    staffing::set_limit(&t.app, Actor::SHELL, &owner(), me, 2)
        .await
        .unwrap();
    let mut orders = Vec::new();
    for _ in 0..4 {
        orders.push(on_board(&t, &anna).await);
    }
    let takes = orders
        .iter()
        .map(|id| assign::take(&t.app, acting(me), *id));
    let done = join_all(takes).await;
    assert_eq!(done.iter().filter(|take| take.is_ok()).count(), 2);
    assert_eq!(executor_row(&t, &boris).await.in_hand, 2);
    t.settle().await;
    let free = orders
        .iter()
        .zip(&done)
        .find(|(_, take)| take.is_err())
        .map(|(id, _)| *id)
        .unwrap();
    open(&boris, free).await;
    let outcome = boris.tap("🤝 Взять в работу").await.unwrap();
    assert!(
        outcome
            .answer
            .unwrap()
            .text
            .unwrap()
            .contains("столько заказов"),
    );
    assert_eq!(order_row(&t, free).await.executor_id, None);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_that_is_declined_or_forgotten_is_offered_again() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let vera = executor(&t, "Вера", "ru").await;
    let id = on_board(&t, &anna).await;
    let boris_id = t.row(&boris).await.id;
    assign::assign(&t.app, Actor::SHELL, &owner(), id, boris_id)
        .await
        .unwrap();
    t.settle().await;
    assert_snapshot!(boris.screen(), @r"
    🤝 Вам назначен заказ № 1

    💬 Консультация
    *Тема:* Спрос на такси
    *Срок:* до 11.01.2030
    *Цена:* 1 500 ₽

    ⏳ На ответ осталось 12 ч 0 мин, до 02.01.2030 02:00. Потом заказ предложат другим.

    [ ✅ Берусь ] [ ✖️ Отказаться ]
    [ 📄 Открыть заказ ]
    ");
    boris.say("/work").await;
    assert!(
        boris.screen().contains("1 заказ ждёт вашего ответа"),
        "{}",
        boris.screen()
    );
    boris.tap("🛠 В работе: 1").await.unwrap();
    boris.tap("❔").await.unwrap();
    t.advance(TimeDelta::minutes(30));
    boris.tap("✖️ Отказаться").await.unwrap();
    boris.tap("Нет").await.unwrap();
    assert!(
        boris.screen().contains("осталось 11 ч 30 мин"),
        "{}",
        boris.screen()
    );
    boris.tap("✖️ Отказаться").await.unwrap();
    boris.tap("Да").await.unwrap();
    assert_eq!(order_row(&t, id).await.executor_id, None);
    assert_eq!(executor_row(&t, &boris).await.in_hand, 0);
    t.settle().await;
    assert!(
        vera.screen().contains("На доске новый заказ № 1"),
        "{}",
        vera.screen()
    );
    // Silence is a no as well.
    let vera_id = t.row(&vera).await.id;
    assign::assign(&t.app, Actor::SHELL, &owner(), id, vera_id)
        .await
        .unwrap();
    t.settle().await;
    let notice = newest(&vera);
    t.advance(TimeDelta::hours(12));
    t.run(&Deadlines).await;
    t.settle().await;
    assert_eq!(order_row(&t, id).await.executor_id, None);
    assert!(
        vera.transcript()
            .join("\n")
            .contains("Заказ № 1 больше не у вас"),
        "{}",
        vera.screen()
    );
    // The old button is too late, and says so.
    let late = vera.tap_on(notice, "✅ Берусь").await.unwrap();
    assert_eq!(
        late.answer.unwrap().text.as_deref(),
        Some("Этого больше нет.")
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_are_numbered_and_put_together_from_many_messages() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    open(&boris, id).await;
    boris.tap("📤 Сдать работу").await.unwrap();
    boris.say("слова раньше файлов").await;
    assert!(
        boris.screen().contains("Сейчас ждём файлы"),
        "{}",
        boris.screen()
    );
    boris
        .send_document("wrong.docx", "application/msword", b"0".to_vec(), None)
        .await;
    boris.tap("🗑 Начать заново").await.unwrap();
    assert!(
        boris.screen().contains("Файлов пока нет"),
        "{}",
        boris.screen()
    );
    let album = vec![("a.docx", b"a".to_vec()), ("b.docx", b"b".to_vec())];
    boris.send_album(album, None).await;
    // A restart in the middle loses no file.
    t.restart(Settings::default()).await;
    boris
        .send_document("c.docx", "application/msword", b"c".to_vec(), None)
        .await;
    assert_snapshot!(boris.screen(), @r"
    *Сдаём заказ № 1*

    Пришлите файлы, до 20. Когда всё здесь, нажмите «Дальше».

    Файлов: 3
    • a.docx
    • b.docx
    • c.docx

    [ Дальше › ]
    [ 🗑 Начать заново ]
    [ ‹ Назад ]
    ");
    boris.tap("Дальше ›").await.unwrap();
    boris
        .say("Версия для проверки, мой номер 8 916 123-45-67")
        .await;
    assert!(
        boris.screen().contains("Сдана версия 1"),
        "{}",
        boris.screen()
    );
    let delivery = order_delivery::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(delivery.number, 1);
    assert!(!delivery.note.contains("916"), "{}", delivery.note);
    let files = work::delivered_files(&t.app.db, delivery.id).await.unwrap();
    let names: Vec<_> = files
        .iter()
        .filter_map(|file| file.name.as_deref())
        .collect();
    assert_eq!(names, ["a.docx", "b.docx", "c.docx"]);
    // What is delivered is not put together any more.
    let parcel = attachment::Entity::find()
        .filter(attachment::Column::SubjectKind.eq(attachment::Subject::Parcel))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(parcel, 0);
    t.settle().await;
    // Changes: the client's words come with the news, the next version has the next number.
    order::Entity::update_many()
        .col_expr(
            order::Column::RevisionsLeft,
            sea_orm::sea_query::Expr::value(1),
        )
        .filter(order::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
        .unwrap();
    let client = acting(t.row(&anna).await.id);
    work::request_changes(&t.app, client, id, "Поправьте введение".to_owned())
        .await
        .unwrap();
    t.settle().await;
    assert_snapshot!(boris.screen(), @r"
    🔁 Заказ № 1: заказчик просит правки.

    Поправьте введение

    [ 📄 Открыть заказ ]
    ");
    boris.tap("📄 Открыть заказ").await.unwrap();
    boris.tap("📤 Сдать работу").await.unwrap();
    boris
        .send_document("d.docx", "application/msword", b"d".to_vec(), None)
        .await;
    boris.tap("Дальше ›").await.unwrap();
    let question = newest(&boris);
    boris.tap("📤 Сдать без слов").await.unwrap();
    // A second tap delivers nothing more.
    boris.tap_on(question, "📤 Сдать без слов").await.unwrap();
    let numbers: Vec<_> = work::deliveries(&t.app.db, id)
        .await
        .unwrap()
        .iter()
        .map(|delivery| delivery.number)
        .collect();
    assert_eq!(numbers, [1, 2]);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_in_words_alone_is_a_delivery_and_a_repeat_is_none() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    open(&boris, id).await;
    boris.tap("📤 Сдать работу").await.unwrap();
    boris.tap("Дальше ›").await.unwrap();
    assert!(boris.screen().contains("Файлов нет"), "{}", boris.screen());
    boris.send_sticker().await;
    assert!(
        boris.screen().contains("Здесь нужен текст"),
        "{}",
        boris.screen()
    );
    boris.say(&"я".repeat(2001)).await;
    assert!(
        boris.screen().contains("до 2000 символов"),
        "{}",
        boris.screen()
    );
    boris.say("Ответ: да").await;
    repeat(&mut t).await;
    assert_eq!(work::deliveries(&t.app.db, id).await.unwrap().len(), 1);
    // Old buttons of the delivery lead nowhere now.
    assert!(
        tap_forged(&boris, &ExecutorsCallback::Deliver(id))
            .await
            .unwrap()
            .contains("так уже нельзя"),
    );
    t.settle().await;
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_time_is_asked_for_by_a_day_and_a_reason() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    open(&boris, id).await;
    boris.tap("⏳ Попросить больше времени").await.unwrap();
    assert!(
        boris.screen().contains("Сейчас срок 11.01.2030"),
        "{}",
        boris.screen()
    );
    boris.tap("›").await.unwrap();
    boris.tap("‹").await.unwrap();
    boris.tap("20").await.unwrap();
    boris.send_sticker().await;
    assert!(
        boris.screen().contains("Здесь нужен текст"),
        "{}",
        boris.screen()
    );
    boris.say("Источники пришли поздно").await;
    assert!(
        boris
            .screen()
            .contains("Вы попросили продлить срок до 20.01.2030"),
        "{}",
        boris.screen()
    );
    assert!(
        !boris
            .buttons()
            .iter()
            .any(|label| label.contains("больше времени"))
    );
    // A second request waits for the answer to the first.
    let day = "2030-01-25".parse().unwrap();
    tap_forged(&boris, &ExecutorsCallback::MoreDay(id, day)).await;
    boris.say("Ещё").await;
    assert!(
        boris.screen().contains("уже попросили"),
        "{}",
        boris.screen()
    );
    // A day that is no later is refused.
    let asked = order_extension::Entity::find()
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    let client = acting(t.row(&anna).await.id);
    work::answer_extension(&t.app, client, asked.id, true)
        .await
        .unwrap();
    t.settle().await;
    assert!(
        boris.screen().contains("согласился на новый срок"),
        "{}",
        boris.screen()
    );
    tap_forged(
        &boris,
        &ExecutorsCallback::MoreDay(id, "2030-01-20".parse().unwrap()),
    )
    .await;
    boris.say("Ещё").await;
    assert!(
        boris.screen().contains("не раньше 21.01.2030"),
        "{}",
        boris.screen()
    );
    assert_eq!(
        order_row(&t, id).await.due_on,
        Some("2030-01-20".parse().unwrap())
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_to_the_panel_meet_the_application_and_forged_buttons_do_nothing() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let vera = executor(&t, "Вера", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let eve = t.person("Ева", "ru").await;
    eve.say("/work").await;
    assert!(
        eve.screen().contains("*Стать исполнителем*"),
        "{}",
        eve.screen()
    );
    let day = "2030-01-25".parse().unwrap();
    use ExecutorsCallback as C;
    for forged in [
        C::Board(Sight::default(), 0),
        C::Filter(Sight::default()),
        C::Order(id),
        C::Files(id),
        C::Take(id),
        C::Offer(id),
        C::Offers(0),
        C::Work(0),
        C::Decline(id),
        C::Deliver(id),
        C::Unpack(id),
        C::Packed(id),
        C::More(id),
        C::MoreMonth(id, day),
        C::MoreDay(id, day),
        C::History(0),
        C::Money,
        C::Entries(0),
        C::Card,
    ] {
        assert_eq!(
            tap_forged(&eve, &forged).await.as_deref(),
            Some("Этот раздел вам недоступен."),
            "{forged:?}"
        );
    }
    // Another executor reaches nothing of an order that is not theirs.
    vera.say("/work").await;
    for forged in [
        C::Order(id),
        C::Files(id),
        C::Take(id),
        C::Start(id),
        C::DeclineYes(id),
        C::Deliver(id),
        C::More(id),
        C::Order(OrderId(99)),
    ] {
        assert_eq!(
            tap_forged(&vera, &forged).await.as_deref(),
            Some("Этого больше нет."),
            "{forged:?}"
        );
    }
    assert_eq!(
        order_row(&t, id).await.executor_id,
        Some(t.row(&boris).await.id)
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_order_is_not_ones_own_work() {
    let t = TestApp::start().await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = on_board(&t, &boris).await;
    boris.say("/work").await;
    assert!(boris.buttons().contains(&"📋 Доска заказов: 0".to_owned()));
    assert_eq!(
        tap_forged(&boris, &ExecutorsCallback::Take(id))
            .await
            .as_deref(),
        Some("Этого больше нет.")
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_is_changed_from_the_earnings() {
    let t = TestApp::start().await;
    let boris = executor(&t, "Борис", "ru").await;
    boris.say("/work").await;
    boris.tap("💰 Заработок").await.unwrap();
    assert!(
        boris.screen().contains("Карта: не указана"),
        "{}",
        boris.screen()
    );
    boris.tap("💳 Указать карту").await.unwrap();
    boris.say(CARD).await;
    assert!(
        boris.screen().contains("Карта: •••• 0008"),
        "{}",
        boris.screen()
    );
    boris.tap("💳 Сменить карту").await.unwrap();
    boris.say("8600 0000 0000 0007").await;
    t.settle().await;
    assert_eq!(
        t.state(&boris).await.is_some(),
        executor_row(&t, &boris).await.card_mask.as_deref() == Some("•••• 0008")
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_panel_speaks_three_languages() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let kate = executor(&t, "Kate", "en").await;
    let oybek = executor(&t, "Oybek", "uz").await;
    let id = on_board(&t, &anna).await;
    kate.say("/work").await;
    assert_snapshot!(kate.screen(), @r"
    *Desk of executor 1*

    In hand: 0 of 5.

    [ 📋 Order board: 1 ]
    [ 🛠 In hand: 0 ] [ ✋ Offers: 0 ]
    [ 💰 Earnings ] [ 🗂 History ]
    [ ‹ Back ]
    ");
    kate.tap("📋 Order board: 1").await.unwrap();
    kate.tap("№ 1").await.unwrap();
    assert_snapshot!(kate.screen(), @"
    *Order No. 1* · 💬 Consultation
    Paid and free

    *Subject:* Статистика
    *Topic:* Спрос на такси
    *Details:* Нужна помощь с регрессией
    *Deadline:* 11.01.2030

    *Price:* 1 500 ₽

    [ 🤝 Take the order ]
    [ ‹ Back ]
    ");
    oybek.say("/work").await;
    assert_snapshot!(oybek.screen(), @r"
    *2-ijrochi kabineti*

    Ishda: 5 tadan 0 ta.

    [ 📋 Buyurtmalar doskasi: 1 ]
    [ 🛠 Ishda: 0 ] [ ✋ Takliflar: 0 ]
    [ 💰 Daromad ] [ 🗂 Tarix ]
    [ ‹ Orqaga ]
    ");
    oybek.tap("📋 Buyurtmalar doskasi: 1").await.unwrap();
    oybek.tap("№ 1").await.unwrap();
    assert_snapshot!(oybek.screen(), @"
    *№ 1 buyurtma* · 💬 Maslahat
    Toʻlangan va boʻsh

    *Fan:* Статистика
    *Mavzu:* Спрос на такси
    *Tafsilotlar:* Нужна помощь с регрессией
    *Muddat:* 11.01.2030 gacha

    *Narx:* 1 500 ₽

    [ 🤝 Ishga olish ]
    [ ‹ Orqaga ]
    ");
    oybek.tap("🤝 Ishga olish").await.unwrap();
    assert!(oybek.screen().contains("🛠 Ishda"), "{}", oybek.screen());
    assert_eq!(
        order_row(&t, id).await.executor_id,
        Some(t.row(&oybek).await.id)
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_deletes_the_account_leaves_no_card_and_no_samples() {
    let t = TestApp::start().await;
    let boris = t.person("Борис", "ru").await;
    fill(&boris).await;
    boris.tap("📎 Примеры").await.unwrap();
    boris
        .send_document("one.pdf", "application/pdf", b"1".to_vec(), None)
        .await;
    boris.tap("‹ Назад").await.unwrap();
    boris.tap("💳 Карта").await.unwrap();
    boris.say(CARD).await;
    let id = t.row(&boris).await.id;
    boris.say("/privacy").await;
    boris.tap("⬇️ Скачать мои данные").await.unwrap();
    let (_, bytes) = boris.documents().pop().unwrap();
    let data: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(data["executor"]["card"], "•••• 0008");
    assert_eq!(data["executor"]["samples"][0]["name"], "one.pdf");
    boris.say("/privacy").await;
    boris.tap("🗑 Удалить аккаунт").await.unwrap();
    boris.tap("Да, удалить").await.unwrap();
    let row = applications::mine(&t.app, id).await.unwrap().unwrap();
    assert_eq!((row.card_sealed, row.card_mask), (None, None));
    assert_eq!((row.subjects.as_str(), row.experience.as_str()), ("", ""));
    assert_eq!(
        attachment::Entity::find().count(&t.app.db).await.unwrap(),
        0
    );
    approve_is_refused(&t, id).await;
    t.finish().await;
}

async fn approve_is_refused(t: &TestApp, id: UserId) {
    let refused = staffing::approve(&t.app, Actor::SHELL, &owner(), id).await;
    assert!(matches!(refused, Err(ExecutorError::Moved)), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_that_is_repeated_is_one_approval() {
    let t = TestApp::start().await;
    let boris = t.person("Борис", "ru").await;
    let id = t.row(&boris).await.id;
    approve(&t, id).await;
    approve_is_refused(&t, id).await;
    assert_eq!(t.settle().await, 1);
    assert_eq!(t.audited("executor.approved").await, 1);
    t.finish().await;
}
