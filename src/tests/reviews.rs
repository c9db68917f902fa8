//! Reviews: asked, given once, looked at by staff, public, counted.

use futures::future::join_all;
use insta::assert_snapshot;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    bot::callback::Callback,
    db,
    entity::{
        audit_record, executor, hour, order,
        review::{self, Status, Subject},
    },
    features::{
        reviews::{
            callbacks::ReviewsCallback,
            moderation,
            service::{self, ReviewError},
            work::Work,
        },
        study::work as study,
        users::privacy,
    },
    kernel::{
        actor::{Actor, Who},
        ids::{HourId, OrderId, ReviewId, UserId},
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::Person;

use super::{
    calls::{finish_repeated, newest, repeat},
    orders,
    study_rows::{ask, executor as make_executor, hour as make_hour, order as make_order, rating},
    support::TestApp,
};

fn owner() -> Rights {
    Rights::new([(Role::Owner, None)])
}

fn by(person: UserId) -> Actor {
    Actor {
        who: Who::User(person),
        role: Some(Role::Client),
        update: None,
    }
}

async fn only(t: &TestApp) -> review::Model {
    let mut all = review::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// A client whose order is done, and who was asked about it.
async fn asked(t: &TestApp, name: &str, lang: &str) -> (Person, UserId, Work) {
    let client = t.person(name, lang).await;
    let id = t.row(&client).await.id;
    let worker = worker(t).await;
    let order = make_order(t, id, Some(worker), order::Status::Completed).await;
    let work = Work::Order(order);
    ask(t, id, work).await;
    t.settle().await;
    (client, id, work)
}

/// The executor number 17; made once.
async fn worker(t: &TestApp) -> UserId {
    let known = executor::Entity::find()
        .filter(executor::Column::Number.eq(17))
        .one(&t.app.db)
        .await
        .unwrap();
    if let Some(known) = known {
        return known.user_id;
    }
    let person = t.person("Виктор", "ru").await;
    let id = t.row(&person).await.id;
    make_executor(t, id, 17).await;
    id
}

/// A review that exists already, in this state.
async fn given(t: &TestApp, author: UserId, stars: u8, text: &str) -> review::Model {
    let worker = worker(t).await;
    let order = make_order(t, author, Some(worker), order::Status::Completed).await;
    let work = Work::Order(order);
    service::rate(&t.app, by(author), author, work, stars)
        .await
        .unwrap();
    if !text.is_empty() {
        service::write(&t.app, author, work, text).await.unwrap();
    }
    service::mine(&t.app, author, work).await.unwrap().unwrap()
}

async fn shown(t: &TestApp, review: &review::Model) {
    let seen = moderation::seen(review);
    assert!(
        moderation::show(&t.app, Actor::SHELL, &owner(), review.id, &seen)
            .await
            .unwrap()
    );
}

async fn audits(t: &TestApp, action: &str) -> u64 {
    audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq(action))
        .count(&t.app.db)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn stars_and_words_become_public_after_staff_looked_and_are_answered() {
    let t = TestApp::start().await;
    let (anna, _, _) = asked(&t, "Анна", "ru").await;
    assert_snapshot!(anna.screen(), @r"
    Заказ № 1 завершён. Как вам работа?

    [ 1 ⭐ ] [ 2 ⭐ ] [ 3 ⭐ ] [ 4 ⭐ ] [ 5 ⭐ ]
    ");
    anna.tap("4 ⭐").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    Спасибо! Ваша оценка: ★★★★☆

    Напишите пару слов: что получилось, чего не хватило. До 1000 символов. Отзыв увидят все, рядом будет ваше имя без фамилии.

    [ Без слов ]
    [ Другая оценка ]
    ");
    anna.say("Помогли разобраться, спасибо").await;
    assert_snapshot!(anna.screen(), @r"
    Спасибо! ★★★★☆ Отзыв появится в списке, когда его посмотрит сотрудник.

    [ Другая оценка ]
    [ ⭐ Отзывы ]
    [ ☰ Меню ]
    ");
    // Nobody reads it before staff did.
    anna.tap("⭐ Отзывы").await.unwrap();
    assert!(
        anna.screen().contains("Пока ни одного"),
        "{}",
        anna.screen()
    );
    let vera = t.staff("Вера", "ru", Role::Operator).await;
    vera.say("/staff").await;
    vera.tap("⭐ Отзывы").await.unwrap();
    assert_snapshot!(vera.screen(), @r"
    *Отзывы* · ждут проверки: 1

    [ ★★★★☆ Помогли разобраться, спасибо ]
    [ Ждут · 1 ] [ Видны · 0 ] [ Скрыты · 0 ]
    [ ‹ Назад ]
    ");
    vera.tap("★★★★☆ Помогли разобраться, спасибо")
        .await
        .unwrap();
    assert_snapshot!(vera.screen(), @r"
    *Отзыв о заказе № 1*
    ⏳ Ждёт проверки

    ★★★★☆ *Анна* · 01.01.2030
    _Исполнитель 17_
    Помогли разобраться, спасибо

    [ 👁 Показать ] [ 🙈 Скрыть ]
    [ 💬 Ответить ]
    [ ‹ Назад ]
    ");
    vera.tap("👁 Показать").await.unwrap();
    assert!(vera.screen().contains("Виден всем"), "{}", vera.screen());
    assert_eq!(rating(&t, worker(&t).await).await, (4, 1));
    assert_eq!(t.settle().await, 1);
    assert!(anna.screen().contains("опубликован"), "{}", anna.screen());
    vera.tap("💬 Ответить").await.unwrap();
    vera.say("Приходите ещё").await;
    assert!(vera.screen().contains("Приходите ещё"), "{}", vera.screen());
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(anna.screen(), @r"
    На ваш отзыв ответили:

    Приходите ещё

    [ ⭐ Отзывы ]
    ");
    anna.say("/menu").await;
    anna.tap("⭐ Отзывы").await.unwrap();
    assert_snapshot!(anna.screen(), @r"
    *Отзывы*

    ★ 4,0 · 1 отзыв

    ★★★★☆ *Анна* · 01.01.2030
    _Исполнитель 17_
    Помогли разобраться, спасибо
    💬 _Ответ: Приходите ещё_

    [ ‹ Назад ]
    ");
    for action in ["review.written", "review.shown", "review.answered"] {
        assert_eq!(audits(&t, action).await, 1, "{action}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_accepts_the_work_is_asked_how_it_was() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let viktor = orders::executor(&t, "Виктор", "ru").await;
    let order = orders::begun(&t, &anna, &viktor).await;
    let worker = t.row(&viktor).await.id;
    let client = t.row(&anna).await.id;
    let note = Some("Готово".to_owned());
    study::deliver(&t.app, orders::acting(worker), order, note, Vec::new())
        .await
        .unwrap();
    study::accept(&t.app, orders::acting(client), order)
        .await
        .unwrap();
    t.settle().await;
    assert!(
        anna.screen().contains("Как вам работа?"),
        "{}",
        anna.screen()
    );
    anna.tap("5 ⭐").await.unwrap();
    let review = only(&t).await;
    assert_eq!((review.stars, review.about_id), (5, worker));
    shown(&t, &review).await;
    assert_eq!(rating(&t, worker).await, (5, 1));
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_do_not_get_into_a_review() {
    let t = TestApp::start().await;
    let (anna, _, _) = asked(&t, "Анна", "ru").await;
    anna.tap("5 ⭐").await.unwrap();
    anna.say("Отлично! Пишите мне: @anna_student, +7 916 123-45-67")
        .await;
    assert!(
        anna.screen().contains("Контакты мы убрали"),
        "{}",
        anna.screen()
    );
    let text = only(&t).await.text;
    assert!(text.starts_with("Отлично! Пишите мне: •••"), "{text}");
    assert!(
        !text.contains("anna_student") && !text.contains("916"),
        "{text}"
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_is_reviewed_without_words_and_counts_for_nobodys_orders() {
    let t = TestApp::start().await;
    let kate = t.person("Kate", "en").await;
    let id = t.row(&kate).await.id;
    let worker = worker(&t).await;
    let hour = make_hour(&t, id, worker, hour::Status::Done, 1).await;
    ask(&t, id, Work::Hour(hour)).await;
    // Asking twice is asking once.
    ask(&t, id, Work::Hour(hour)).await;
    assert_eq!(t.settle().await, 1);
    assert_snapshot!(kate.screen(), @r"
    Your hour with support is over. How was it?

    [ 1 ⭐ ] [ 2 ⭐ ] [ 3 ⭐ ] [ 4 ⭐ ] [ 5 ⭐ ]
    ");
    kate.tap("5 ⭐").await.unwrap();
    kate.tap("No words").await.unwrap();
    assert_snapshot!(kate.screen(), @r"
    Thank you! ★★★★★ Your review appears on the list once our staff has looked at it.

    [ Other stars ]
    [ ⭐ Reviews ]
    [ ☰ Menu ]
    ");
    let review = only(&t).await;
    assert_eq!(
        (review.subject_kind, review.about_id),
        (Subject::Hour, worker)
    );
    shown(&t, &review).await;
    assert_eq!(rating(&t, worker).await, (0, 0));
    t.settle().await;
    kate.say("/menu").await;
    kate.tap("⭐ Reviews").await.unwrap();
    assert_snapshot!(kate.screen(), @r"
    *Reviews*

    ★ 5.0 · 1 review

    ★★★★★ *Kate* · 01.01.2030
    _Hour with support_

    [ ‹ Back ]
    ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_and_the_list_read_well_in_uzbek() {
    let t = TestApp::start().await;
    let (oybek, id, work) = asked(&t, "Oybek", "uz").await;
    assert_snapshot!(oybek.screen(), @r"
    1-buyurtma yakunlandi. Ish sizga yoqdimi?

    [ 1 ⭐ ] [ 2 ⭐ ] [ 3 ⭐ ] [ 4 ⭐ ] [ 5 ⭐ ]
    ");
    oybek.tap("3 ⭐").await.unwrap();
    assert_snapshot!(oybek.screen(), @r"
    Rahmat! Bahoyingiz: ★★★☆☆

    Bir-ikki ogʻiz yozing: nima yaxshi boʻldi, nima yetishmadi. 1000 ta belgigacha. Sharhni hamma koʻradi, yonida familiyangizsiz ismingiz turadi.

    [ Soʻzsiz ]
    [ Boshqa baho ]
    ");
    oybek.say("Yaxshi").await;
    assert_snapshot!(oybek.screen(), @r"
    Rahmat! ★★★☆☆ Xodim koʻrib chiqqach, sharh roʻyxatda paydo boʻladi.

    [ Boshqa baho ]
    [ ⭐ Sharhlar ]
    [ ☰ Menyu ]
    ");
    let review = service::mine(&t.app, id, work).await.unwrap().unwrap();
    shown(&t, &review).await;
    t.settle().await;
    oybek.say("/menu").await;
    oybek.tap("⭐ Sharhlar").await.unwrap();
    assert_snapshot!(oybek.screen(), @r"
    *Sharhlar*

    ★ 3,0 · 1 ta sharh

    ★★★☆☆ *Oybek* · 01.01.2030
    _17-ijrochi_
    Yaxshi

    [ ‹ Orqaga ]
    ");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stars_and_words_may_change_until_staff_has_looked() {
    let t = TestApp::start().await;
    let (anna, _, work) = asked(&t, "Анна", "ru").await;
    anna.tap("1 ⭐").await.unwrap();
    anna.tap("Другая оценка").await.unwrap();
    anna.tap("5 ⭐").await.unwrap();
    anna.say("Сначала").await;
    anna.tap("Другая оценка").await.unwrap();
    anna.tap("4 ⭐").await.unwrap();
    anna.say("Потом").await;
    let review = only(&t).await;
    assert_eq!((review.stars, review.text.as_str()), (4, "Потом"));
    assert_eq!(audits(&t, "review.written").await, 1);
    let button = newest(&anna);
    shown(&t, &review).await;
    t.settle().await;
    // From now on it stands, by old buttons and by words.
    let rate = ReviewsCallback::Rate(work, 1).encode();
    anna.tap_data(button, &rate).await;
    assert!(anna.last_toast().unwrap().contains("изменить его нельзя"));
    anna.tap_data(button, &ReviewsCallback::Ask(work).encode())
        .await;
    assert!(anna.last_toast().unwrap().contains("изменить его нельзя"));
    let id = t.row(&anna).await.id;
    let late = service::write(&t.app, id, work, "Передумала").await;
    assert!(matches!(late, Err(ReviewError::Stands)), "{late:?}");
    assert_eq!(only(&t).await.stars, 4);
    assert_eq!(only(&t).await.text, "Потом");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_come_after_staff_looked_are_refused_kindly() {
    let t = TestApp::start().await;
    let (anna, _, _) = asked(&t, "Анна", "ru").await;
    anna.tap("2 ⭐").await.unwrap();
    shown(&t, &only(&t).await).await;
    t.settle().await;
    anna.say("Вот почему").await;
    assert!(
        anna.screen().contains("изменить его нельзя"),
        "{}",
        anna.screen()
    );
    assert_eq!(only(&t).await.text, "");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_client_of_finished_work_reviews_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let id = t.row(&anna).await.id;
    let worker = worker(&t).await;
    let done = make_order(&t, id, Some(worker), order::Status::Completed).await;
    boris.say("/menu").await;
    let tapped = newest(&boris);
    for data in [
        ReviewsCallback::Ask(Work::Order(done)),
        ReviewsCallback::Rate(Work::Order(done), 5),
        ReviewsCallback::Wordless(Work::Order(done)),
        ReviewsCallback::Rate(Work::Order(OrderId(999)), 5),
        ReviewsCallback::Rate(Work::Hour(HourId(999)), 5),
    ] {
        boris.tap_data(tapped, &data.encode()).await;
        let toast = boris.last_toast().unwrap();
        assert!(toast.contains("больше нет"), "{data:?}: {toast}");
    }
    anna.say("/menu").await;
    let tapped = newest(&anna);
    for status in order::Status::ALL {
        let order = make_order(&t, id, Some(worker), status).await;
        let rated = service::rate(&t.app, by(id), id, Work::Order(order), 5).await;
        match status {
            order::Status::Completed => assert!(rated.is_ok(), "{rated:?}"),
            _ => assert!(
                matches!(rated, Err(ReviewError::NotDone)),
                "{status:?}: {rated:?}"
            ),
        }
    }
    for (slot, status) in (1..).zip(hour::Status::ALL) {
        let hour = make_hour(&t, id, worker, status, slot).await;
        let rated = service::rate(&t.app, by(id), id, Work::Hour(hour), 5).await;
        match status {
            hour::Status::Done => assert!(rated.is_ok(), "{rated:?}"),
            _ => assert!(
                matches!(rated, Err(ReviewError::NotDone)),
                "{status:?}: {rated:?}"
            ),
        }
    }
    let draft = make_order(&t, id, Some(worker), order::Status::InProgress).await;
    let early = ReviewsCallback::Rate(Work::Order(draft), 5).encode();
    anna.tap_data(tapped, &early).await;
    assert!(
        anna.last_toast()
            .unwrap()
            .contains("когда работа завершена")
    );
    for stars in [0, 6, u8::MAX] {
        let rated = service::rate(&t.app, by(id), id, Work::Order(done), stars).await;
        assert!(matches!(rated, Err(ReviewError::Stars)), "{rated:?}");
        let data = ReviewsCallback::Rate(Work::Order(done), stars).encode();
        anna.tap_data(tapped, &data).await;
    }
    assert_eq!(review::Entity::find().count(&t.app.db).await.unwrap(), 2);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_long_and_foreign_input_is_asked_for_again() {
    let t = TestApp::start().await;
    let (anna, _, _) = asked(&t, "Анна", "ru").await;
    anna.tap("5 ⭐").await.unwrap();
    anna.send_sticker().await;
    assert!(
        anna.screen().contains("Напишите текстом"),
        "{}",
        anna.screen()
    );
    anna.say(&"я".repeat(1001)).await;
    assert!(
        anna.screen().contains("до 1000 символов"),
        "{}",
        anna.screen()
    );
    let odd = format!("<b>{}</b>&", "я".repeat(990));
    anna.say(&odd).await;
    assert_eq!(only(&t).await.text, odd);
    shown(&t, &only(&t).await).await;
    t.settle().await;
    anna.say("/menu").await;
    anna.tap("⭐ Отзывы").await.unwrap();
    assert!(anna.screen().contains("яя…"), "{}", anna.screen());
    anna.tap("📖 Целиком: Анна").await.unwrap();
    assert!(anna.screen().contains("я</b>&"), "{}", anna.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_moot_when_it_was_answered_or_the_work_is_in_dispute_again() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    given(&t, id, 5, "").await;
    ask(&t, id, Work::Order(OrderId(1))).await;
    let worker = worker(&t).await;
    let disputed = make_order(&t, id, Some(worker), order::Status::Disputed).await;
    ask(&t, id, Work::Order(disputed)).await;
    let before = anna.screen();
    t.settle().await;
    assert_eq!(anna.screen(), before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_has_pages_an_average_and_one_for_each_executor() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    for stars in [5, 5, 4, 5, 2, 5] {
        let review = given(&t, id, stars, "Хорошо").await;
        shown(&t, &review).await;
    }
    given(&t, id, 1, "Ещё не проверен").await;
    let hidden = given(&t, id, 1, "Скрыт").await;
    let seen = moderation::seen(&hidden);
    moderation::hide(&t.app, Actor::SHELL, &owner(), hidden.id, &seen)
        .await
        .unwrap();
    t.settle().await;
    anna.say("/menu").await;
    anna.tap("⭐ Отзывы").await.unwrap();
    assert!(
        anna.screen().contains("★ 4,3 · 6 отзывов"),
        "{}",
        anna.screen()
    );
    assert!(
        anna.buttons().contains(&"1/2".to_owned()),
        "{:?}",
        anna.buttons()
    );
    anna.tap("›").await.unwrap();
    assert!(
        anna.buttons().contains(&"2/2".to_owned()),
        "{:?}",
        anna.buttons()
    );
    assert!(!anna.screen().contains("Скрыт"), "{}", anna.screen());
    let message = newest(&anna);
    anna.tap_data(message, &ReviewsCallback::Of(17, 0).encode())
        .await;
    assert!(
        anna.screen().contains("исполнитель 17"),
        "{}",
        anna.screen()
    );
    assert!(
        anna.screen().contains("★ 4,3 · 6 отзывов"),
        "{}",
        anna.screen()
    );
    // What is not public is not read by its number, either.
    for data in [
        ReviewsCallback::Read(hidden.id, 0),
        ReviewsCallback::Read(ReviewId(999), 0),
        ReviewsCallback::Of(18, 0),
    ] {
        anna.tap_data(message, &data.encode()).await;
        assert!(
            anna.last_toast().unwrap().contains("больше нет"),
            "{data:?}"
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_moderate_is_refused_by_every_button() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let review = given(&t, id, 5, "Хорошо").await;
    let seen = moderation::seen(&review);
    anna.say("/menu").await;
    let message = newest(&anna);
    for data in [
        ReviewsCallback::Queue(Status::Waiting, 0),
        ReviewsCallback::Card(review.id),
        ReviewsCallback::Show(review.id, seen.clone()),
        ReviewsCallback::Hide(review.id, seen),
        ReviewsCallback::Answer(review.id),
    ] {
        anna.tap_data(message, &data.encode()).await;
        assert!(
            anna.last_toast().unwrap().contains("недоступен"),
            "{data:?}"
        );
    }
    assert_eq!(only(&t).await.status, Status::Waiting);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_goes_takes_the_awaited_answer_with_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    given(&t, id, 5, "Хорошо").await;
    let vera = t.staff("Вера", "ru", Role::Operator).await;
    vera.say("/staff").await;
    vera.tap("⭐ Отзывы").await.unwrap();
    vera.tap("★★★★★ Хорошо").await.unwrap();
    vera.tap("💬 Ответить").await.unwrap();
    vera.say(&"я".repeat(1001)).await;
    assert!(
        vera.screen().contains("до 1000 символов"),
        "{}",
        vera.screen()
    );
    let grant = sputnik::features::users::roles::Grant {
        user: t.row(&vera).await.id,
        role: Role::Operator,
        agency: None,
    };
    sputnik::features::users::roles::revoke(&t.app, Actor::SHELL, grant)
        .await
        .unwrap();
    t.settle().await;
    vera.say("Спасибо").await;
    assert!(vera.screen().contains("недоступен"), "{}", vera.screen());
    assert_eq!(only(&t).await.answer, None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_under_the_eyes_of_staff_is_not_let_through_unread() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let review = given(&t, id, 5, "Вежливо").await;
    let vera = t.staff("Вера", "ru", Role::Operator).await;
    vera.say("/staff").await;
    vera.tap("⭐ Отзывы").await.unwrap();
    vera.tap("★★★★★ Вежливо").await.unwrap();
    let work = Work::of(review.subject_kind, review.subject_id);
    service::write(&t.app, id, work, "Грубо").await.unwrap();
    vera.tap("👁 Показать").await.unwrap();
    assert!(vera.last_toast().unwrap().contains("успели изменить"));
    assert!(vera.screen().contains("Грубо"), "{}", vera.screen());
    assert_eq!(only(&t).await.status, Status::Waiting);
    vera.tap("🙈 Скрыть").await.unwrap();
    assert_eq!(only(&t).await.status, Status::Hidden);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hiding_takes_the_stars_back_and_every_step_counts_once() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    given(&t, id, 3, "Средне").await;
    let worker = worker(&t).await;
    let vera = t.staff("Вера", "ru", Role::Admin).await;
    vera.say("/staff").await;
    vera.tap("⭐ Отзывы").await.unwrap();
    vera.tap("★★★☆☆ Средне").await.unwrap();
    vera.tap("👁 Показать").await.unwrap();
    repeat(&mut t).await;
    assert_eq!(rating(&t, worker).await, (3, 1));
    vera.tap("🙈 Скрыть").await.unwrap();
    assert_eq!(rating(&t, worker).await, (0, 0));
    repeat(&mut t).await;
    assert_eq!(rating(&t, worker).await, (0, 0));
    vera.tap("👁 Показать").await.unwrap();
    assert_eq!(rating(&t, worker).await, (3, 1));
    vera.tap("💬 Ответить").await.unwrap();
    vera.say("Учтём").await;
    repeat(&mut t).await;
    assert_eq!(audits(&t, "review.answered").await, 1);
    t.settle().await;
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_reviews_at_once_one_is_kept() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let worker = worker(&t).await;
    let order = make_order(&t, id, Some(worker), order::Status::Completed).await;
    let work = Work::Order(order);
    let rates = (0..10_u8).map(|number| service::rate(&t.app, by(id), id, work, number % 5 + 1));
    for rated in join_all(rates).await {
        rated.unwrap();
    }
    let review = only(&t).await;
    assert_eq!(audits(&t, "review.written").await, 1);
    // The control: what keeps the second one out is the database, whoever looked first.
    let twin = review::ActiveModel {
        subject_kind: Set(Subject::Order),
        subject_id: Set(order.0),
        author_id: Set(id),
        about_id: Set(worker),
        stars: Set(review.stars),
        text: Set(String::new()),
        status: Set(Status::Waiting),
        at: Set(t.app.clock.now()),
        ..Default::default()
    };
    let refused = review::Entity::insert(twin)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap_err();
    assert!(db::is_unique(&refused), "{refused:?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn showing_and_hiding_at_once_leave_stars_as_the_state_says() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let worker = worker(&t).await;
    let rights = owner();
    for round in 0..5 {
        let review = given(&t, id, 4, "").await;
        let seen = moderation::seen(&review);
        let before = rating(&t, worker).await;
        let deeds = (0..8).map(|number| {
            let (t, rights, seen) = (&t, &rights, seen.as_str());
            async move {
                if (number + round) % 2 == 0 {
                    moderation::show(&t.app, Actor::SHELL, rights, review.id, seen).await
                } else {
                    moderation::hide(&t.app, Actor::SHELL, rights, review.id, seen).await
                }
            }
        });
        for done in join_all(deeds).await {
            assert!(
                matches!(done, Ok(_) | Err(ReviewError::Changed)),
                "{done:?}"
            );
        }
        let stands = service::find(&t.app, review.id).await.unwrap().unwrap();
        let (sum, count) = if stands.status == Status::Shown {
            (4, 1)
        } else {
            (0, 0)
        };
        assert_eq!(rating(&t, worker).await, (before.0 + sum, before.1 + count));
    }
    t.settle().await;
    // The control: two who both saw "waiting" and do not compare count the stars twice.
    let review = given(&t, id, 4, "").await;
    let before = rating(&t, worker).await;
    for _ in 0..2 {
        assert_eq!(review.status, Status::Waiting);
        unguarded_show(&t, &review).await;
    }
    assert_eq!(rating(&t, worker).await.0, before.0 + 8);
    t.finish().await;
}

/// Shows a review without comparing: what the service must not do.
async fn unguarded_show(t: &TestApp, review: &review::Model) {
    use sea_orm::{ExprTrait, sea_query::Expr};
    review::Entity::update_many()
        .col_expr(review::Column::Status, Expr::value("shown"))
        .filter(review::Column::Id.eq(review.id))
        .exec(&t.app.db)
        .await
        .unwrap();
    let sum = executor::Column::StarsSum;
    executor::Entity::update_many()
        .col_expr(sum, Expr::col(sum).add(review.stars))
        .filter(executor::Column::UserId.eq(review.about_id))
        .exec(&t.app.db)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_account_leaves_stars_without_name_and_words() {
    let t = TestApp::start().await;
    let anna = t.person("Аделаида", "ru").await;
    let id = t.row(&anna).await.id;
    let review = given(&t, id, 5, "Мои слова").await;
    shown(&t, &review).await;
    t.settle().await;
    let export = privacy::export(&t.app, by(id), id).await.unwrap().unwrap();
    assert_eq!(export["reviews"][0]["text"], "Мои слова");
    privacy::delete(&t.app, by(id), id).await.unwrap();
    assert_eq!(only(&t).await.text, "");
    assert_eq!(rating(&t, worker(&t).await).await, (5, 1));
    let boris = t.person("Борис", "ru").await;
    boris.say("/menu").await;
    boris.tap("⭐ Отзывы").await.unwrap();
    assert!(boris.screen().contains("*Клиент*"), "{}", boris.screen());
    assert!(!boris.screen().contains("Аделаида"), "{}", boris.screen());
    t.finish().await;
}
