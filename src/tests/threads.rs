//! The relay chat: pseudonyms, masked contacts, files of every kind, and who may read and write when.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    bot::callback::Callback,
    entity::{
        attachment, audit_record, hour, order,
        thread_message::{self, Addressee},
    },
    features::{
        study::{assign, work},
        thread::{callbacks::ThreadCallback, parties::Thread},
    },
    kernel::{actor::Actor, ids::OrderId, money::Currency, permission::Role},
};
use sputnik_sandbox::Person;

use super::{
    calls::{finish_repeated, newest, repeat},
    orders::{acting, begun, executor, order_row, owner, sent, set_warranty},
    support::{TestApp, app::Settings},
};

const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xae, 0x42, 0x60, 0x82,
];

/// Opens the chat with a button of one's own making, as on the order's card.
async fn write(person: &Person, id: OrderId, to: Addressee) {
    let open = ThreadCallback::Write(Thread::order(id), to);
    person.say("/menu").await;
    person.tap_data(newest(person), &open.encode()).await;
}

async fn messages(t: &TestApp) -> Vec<thread_message::Model> {
    thread_message::Entity::find().all(&t.app.db).await.unwrap()
}

async fn pair(t: &TestApp) -> (Person, Person, OrderId) {
    let anna = t.person("Анна", "ru").await;
    let boris = executor(t, "Борис", "ru").await;
    let id = begun(t, &anna, &boris).await;
    (anna, boris, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_two_talk_under_pseudonyms() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&boris, id, Addressee::Client).await;
    assert_snapshot!(boris.screen(), @r"
    ✍️ *Заказчик* · заказ № 1

    Пишите: текст, фото, файлы, голос и видео дойдут как есть. Знак 👌 под сообщением значит, что мы его передали.

    Телефоны, ссылки и ники мы скрываем: всё общение остаётся здесь, и в споре вам есть на что сослаться.

    [ 📜 Переписка ] [ ✖️ Закончить ]
    ");
    boris.say("Добрый день! Пришлите данные.").await;
    t.settle().await;
    assert_snapshot!(anna.screen(), @r"
    💬 *Исполнитель 1* · заказ № 1

    Добрый день! Пришлите данные.

    [ ↩️ Ответить ]
    ");
    anna.tap("↩️ Ответить").await.unwrap();
    // The message that is answered stays where it is.
    assert!(
        anna.transcript()
            .iter()
            .any(|drawn| drawn.contains("Пришлите данные.")),
    );
    assert!(
        anna.screen().contains("*Исполнитель 1* · заказ № 1"),
        "{}",
        anna.screen()
    );
    anna.say("Вот они <b>здесь</b>").await;
    anna.say("и ещё немного").await;
    t.settle().await;
    let seen = boris.transcript().join("\n");
    assert!(seen.contains("Вот они <b>здесь</b>"), "{seen}");
    assert!(seen.contains("и ещё немного"), "{seen}");
    // Nobody reads the name of the other.
    assert!(!seen.contains("Анна"), "{seen}");
    assert!(!anna.transcript().join("\n").contains("Борис"));
    anna.say("/menu").await;
    anna.say("мимо").await;
    assert_eq!(messages(&t).await.len(), 3);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_masked_and_both_are_told_why() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    anna.say("Позвоните мне: +7 916 123-45-67 или @anna_study")
        .await;
    assert_snapshot!(anna.screen(), @r"
    Мы скрыли из вашего сообщения: телефон, ник. Остальное передано. Договоры мимо сервиса не защищены ни гарантией, ни возвратом.
    ");
    t.settle().await;
    assert_snapshot!(boris.screen(), @r"
    💬 *Заказчик* · заказ № 1

    Позвоните мне: ••• или •••

    _Скрыто сервисом: телефон, ник. Не переходите в другие чаты: там не действуют гарантия и возврат._

    [ ↩️ Ответить ]
    ");
    let stored = messages(&t).await;
    assert!(stored[0].masked);
    assert!(!stored[0].text.as_deref().unwrap().contains("916"));
    // The fact is in the order's timeline, the words are not.
    let facts = audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq("order.contacts_masked"))
        .all(&t.app.db)
        .await
        .unwrap();
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].subject_id, Some(id.0));
    assert!(!facts[0].details.contains("916") && !facts[0].details.contains("anna"));
    // A caption is no way round.
    anna.send_photo(PIXEL.to_vec(), Some("мой телеграм t.me/anna_study"))
        .await;
    t.settle().await;
    assert!(boris.screen().starts_with("[photo]"), "{}", boris.screen());
    assert!(!boris.screen().contains("anna_study"), "{}", boris.screen());
    // Nor is a contact card.
    anna.send_contact("+79161234567").await;
    assert!(
        anna.screen().contains("Контакты мы не передаём"),
        "{}",
        anna.screen()
    );
    assert_eq!(messages(&t).await.len(), 2);
    // What looks like a number and is none goes through.
    anna.say("Срок до 31.12.2030, ГОСТ 7.32-2017, страницы 12-45")
        .await;
    t.settle().await;
    assert!(
        boris.screen().contains("ГОСТ 7.32-2017, страницы 12-45"),
        "{}",
        boris.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_file_reaches_the_other_side() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    let before = boris.transcript().len();
    anna.send_photo(PIXEL.to_vec(), Some("схема")).await;
    anna.send_document("data.csv", "text/csv", b"1,2".to_vec(), Some("данные"))
        .await;
    anna.send_voice(b"voice".to_vec()).await;
    anna.send_video(b"video".to_vec()).await;
    anna.send_audio(b"audio".to_vec()).await;
    anna.send_video_note(b"note".to_vec()).await;
    anna.send_animation(b"loop".to_vec()).await;
    anna.send_sticker().await;
    t.settle().await;
    let seen = boris.transcript().split_off(before);
    for line in [
        "[photo]",
        "[document data.csv]",
        "[voice]",
        "[video]",
        "[audio audio.mp3]",
        "[video note]",
        "[animation]",
        "[sticker 👍]",
    ] {
        let count = seen.iter().filter(|drawn| drawn.starts_with(line)).count();
        assert_eq!(count, 1, "{line}: {seen:#?}");
    }
    assert!(
        seen.iter()
            .any(|drawn| drawn.contains("[document data.csv]") && drawn.contains("данные")),
        "{seen:#?}"
    );
    // A sticker has no room for a head: it stands in the message before.
    let sticker = seen.iter().position(|drawn| drawn.starts_with("[sticker"));
    assert!(seen[sticker.unwrap() - 1].contains("*Заказчик* · заказ № 1"));
    assert!(seen[sticker.unwrap()].contains("↩️ Ответить"));
    let kept = attachment::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(kept, 8);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_comes_whole_and_its_caption_once() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    let files = vec![
        ("one.pdf", b"1".to_vec()),
        ("two.pdf", b"2".to_vec()),
        ("three.pdf", b"3".to_vec()),
    ];
    anna.send_album(files, Some("три главы")).await;
    t.settle().await;
    let names: Vec<_> = boris
        .documents()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["one.pdf", "two.pdf", "three.pdf"]);
    let captions = boris
        .transcript()
        .iter()
        .filter(|drawn| drawn.contains("три главы"))
        .count();
    assert_eq!(captions, 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_passed_on_is_said_and_the_chat_goes_on() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    anna.send_location(41.3, 69.2).await;
    assert!(
        anna.screen()
            .contains("Такое сообщение мы передать не можем"),
        "{}",
        anna.screen()
    );
    anna.say(&"я".repeat(3501)).await;
    assert!(
        anna.screen().contains("до 3500 символов"),
        "{}",
        anna.screen()
    );
    anna.say(&"я".repeat(3500)).await;
    t.settle().await;
    assert!(boris.screen().contains(&"я".repeat(3500)));
    // A caption that is too long for a caption with a head follows as a message of its own.
    anna.send_photo(PIXEL.to_vec(), Some(&"ю".repeat(1000)))
        .await;
    t.settle().await;
    assert!(
        boris.screen().contains(&"ю".repeat(1000)),
        "{}",
        boris.screen()
    );
    let photo = boris
        .transcript()
        .into_iter()
        .find(|drawn| drawn.starts_with("[photo]"))
        .unwrap();
    assert!(!photo.contains('ю'), "{photo}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_update_is_passed_on_once() {
    let mut t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    anna.say("Раз").await;
    repeat(&mut t).await;
    t.settle().await;
    assert_eq!(messages(&t).await.len(), 1);
    let heard = boris
        .transcript()
        .iter()
        .filter(|drawn| drawn.contains("Раз"))
        .count();
    assert_eq!(heard, 1);
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_does_not_end_a_chat() {
    let mut t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    anna.say("До перезапуска").await;
    t.restart(Settings::default()).await;
    anna.say("После").await;
    t.settle().await;
    let seen = boris.transcript().join("\n");
    assert!(
        seen.contains("До перезапуска") && seen.contains("После"),
        "{seen}"
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_transcript_has_pages_files_and_a_copy_to_keep() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    for number in 1..=9 {
        anna.say(&format!("Сообщение {number}")).await;
    }
    anna.send_document("data.csv", "text/csv", b"1,2".to_vec(), None)
        .await;
    t.settle().await;
    write(&boris, id, Addressee::Client).await;
    boris.say("Принято").await;
    boris.tap("📜 Переписка").await.unwrap();
    assert_snapshot!(boris.screen(), @r"
    *Переписка* · заказ № 1

    11 сообщений.

    _01.01.2030 14:00_ *Заказчик*
    Сообщение 9

    _01.01.2030 14:00_ *Заказчик*
    📎 1: файл

    _01.01.2030 14:00_ *Вы*
    Принято

    [ 📎 1 ]
    [ ‹ ] [ 2/2 ] [ › ]
    [ ⬇️ Скачать переписку ]
    [ ✍️ Написать ]
    [ 🛟 Написать в поддержку ]
    [ ‹ Назад ]
    ");
    boris.tap("📎 1").await.unwrap();
    assert!(
        boris.screen().starts_with("[document data.csv]"),
        "{}",
        boris.screen()
    );
    boris.tap("‹").await.unwrap();
    let seen = boris.transcript().join("\n");
    assert!(seen.contains("Сообщение 1"), "{seen}");
    boris.tap("⬇️ Скачать переписку").await.unwrap();
    let (name, bytes) = boris.documents().pop().unwrap();
    assert_eq!(name, "order-1.txt");
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.contains("[01.01.2030 14:00] Заказчик\nСообщение 1\n"),
        "{text}"
    );
    assert!(text.contains("<файл data.csv>"), "{text}");
    assert!(text.contains("Вы\nПринято"), "{text}");
    assert!(!text.contains("Анна"), "{text}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_neither_read_nor_write() {
    let t = TestApp::start().await;
    let (anna, _, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    anna.send_photo(PIXEL.to_vec(), Some("секрет")).await;
    t.settle().await;
    let eve = executor(&t, "Ева", "ru").await;
    let thread = Thread::order(id);
    let message = messages(&t).await[0].id;
    eve.say("/menu").await;
    for forged in [
        ThreadCallback::Read(thread, 0),
        ThreadCallback::File(thread),
        ThreadCallback::Write(thread, Addressee::Client),
        ThreadCallback::Reply(thread, Addressee::Executor),
        ThreadCallback::Reply(thread, Addressee::Staff),
        ThreadCallback::Attached(message),
        ThreadCallback::Leave(thread),
        ThreadCallback::Read(Thread::order(OrderId(99)), 0),
    ] {
        let outcome = eve.tap_data(newest(&eve), &forged.encode()).await;
        assert_eq!(
            outcome.answer.unwrap().text.as_deref(),
            Some("Этого больше нет."),
            "{forged:?}"
        );
    }
    assert!(!eve.transcript().join("\n").contains("секрет"));
    // Nor may one side speak as the other, or as staff.
    let to_both = ThreadCallback::Write(thread, Addressee::Everyone);
    anna.tap_data(newest(&anna), &to_both.encode()).await;
    anna.say("всем").await;
    assert_eq!(messages(&t).await.len(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_payment_and_after_the_warranty_only_support_listens() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let id = sent(&t, &anna, "coursework").await;
    t.settle().await;
    let to_executor = ThreadCallback::Write(Thread::order(id), Addressee::Executor).encode();
    anna.say("/menu").await;
    let outcome = anna.tap_data(newest(&anna), &to_executor).await;
    assert!(
        outcome
            .answer
            .unwrap()
            .text
            .unwrap()
            .contains("чат сейчас закрыт"),
    );
    write(&anna, id, Addressee::Staff).await;
    anna.say("Когда будет цена?").await;
    t.settle().await;
    assert!(
        maria.screen().contains("Когда будет цена?"),
        "{}",
        maria.screen()
    );
    // Completed: open within the warranty, closed after it.
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let boris_id = t.row(&boris).await.id;
    work::deliver(
        &t.app,
        acting(boris_id),
        id,
        Some("Готово".to_owned()),
        Vec::new(),
    )
    .await
    .unwrap();
    let anna_id = t.row(&anna).await.id;
    work::accept(&t.app, acting(anna_id), id).await.unwrap();
    t.settle().await;
    write(&anna, id, Addressee::Executor).await;
    anna.say("Есть вопрос").await;
    t.settle().await;
    assert!(boris.screen().contains("Есть вопрос"), "{}", boris.screen());
    set_warranty(&t, id, t.app.clock.now().minus(TimeDelta::seconds(1))).await;
    anna.say("Ещё один").await;
    assert!(
        anna.screen().contains("чат сейчас закрыт"),
        "{}",
        anna.screen()
    );
    assert_eq!(t.state(&anna).await, None);
    assert_eq!(t.settle().await, 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_there_before_the_order_is_taken() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = super::orders::on_board(&t, &anna).await;
    let open = ThreadCallback::Write(Thread::order(id), Addressee::Executor);
    anna.say("/menu").await;
    let outcome = anna.tap_data(newest(&anna), &open.encode()).await;
    assert!(
        outcome
            .answer
            .unwrap()
            .text
            .unwrap()
            .contains("ещё не назначен")
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_writes_to_either_side_and_is_answered_alone() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let olga = t.staff("Ольга", "ru", Role::Admin).await;
    write(&maria, id, Addressee::Client).await;
    assert!(
        maria.screen().contains("*Заказчик* · заказ № 1"),
        "{}",
        maria.screen()
    );
    // Staff may name a page: nobody is led away by it.
    maria.say("Правила: https://example.org/rules").await;
    t.settle().await;
    assert!(
        anna.screen().contains("*Поддержка* · заказ № 1")
            && anna.screen().contains("https://example.org/rules"),
        "{}",
        anna.screen()
    );
    assert!(!boris.transcript().join("\n").contains("Правила"));
    anna.tap("↩️ Ответить").await.unwrap();
    anna.say("Спасибо, прочту").await;
    t.settle().await;
    assert!(
        maria.screen().contains("Спасибо, прочту"),
        "{}",
        maria.screen()
    );
    assert!(!olga.transcript().join("\n").contains("Спасибо, прочту"));
    assert!(!boris.transcript().join("\n").contains("Спасибо, прочту"));
    write(&olga, id, Addressee::Everyone).await;
    olga.say("Коллеги, держим срок").await;
    t.settle().await;
    for side in [&anna, &boris] {
        assert!(side.screen().contains("держим срок"), "{}", side.screen());
    }
    // Staff reads everything, the two read what is theirs.
    let read = ThreadCallback::Read(Thread::order(id), u32::MAX).encode();
    olga.tap_data(newest(&olga), &read).await;
    assert!(olga.screen().contains("3 сообщения"), "{}", olga.screen());
    boris.say("/menu").await;
    boris.tap_data(newest(&boris), &read).await;
    assert!(boris.screen().contains("1 сообщение"), "{}", boris.screen());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_the_order_is_out_and_the_next_one_begins_anew() {
    let t = TestApp::start().await;
    let (anna, boris, id) = pair(&t).await;
    write(&anna, id, Addressee::Executor).await;
    anna.say("Только для первого").await;
    t.settle().await;
    write(&boris, id, Addressee::Client).await;
    let vera = executor(&t, "Вера", "ru").await;
    t.advance(TimeDelta::hours(1));
    let vera_id = t.row(&vera).await.id;
    assign::assign(&t.app, Actor::SHELL, &owner(), id, vera_id)
        .await
        .unwrap();
    boris.say("Я ещё здесь?").await;
    assert!(
        boris.screen().contains("Этого больше нет"),
        "{}",
        boris.screen()
    );
    t.settle().await;
    write(&vera, id, Addressee::Client).await;
    vera.say("Здравствуйте, я новый исполнитель").await;
    t.settle().await;
    assert!(
        anna.screen().contains("*Исполнитель 2*"),
        "{}",
        anna.screen()
    );
    let read = ThreadCallback::Read(Thread::order(id), 0).encode();
    vera.tap_data(newest(&vera), &read).await;
    assert!(
        !vera.screen().contains("Только для первого"),
        "{}",
        vera.screen()
    );
    // The client still sees both, each under their own number.
    anna.tap_data(newest(&anna), &read).await;
    assert!(
        anna.screen().contains("Только для первого"),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_is_open_while_it_is_live_and_notes_who_came() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let olga = t.staff("Ольга", "ru", Role::Operator).await;
    let row = hour::ActiveModel {
        operator_id: Set(t.row(&olga).await.id),
        client_id: Set(t.row(&anna).await.id),
        starts_at: Set(t.app.clock.now()),
        status: Set(hour::Status::Booked),
        price_minor: Set(150_000),
        currency: Set(Currency::Rub),
        bonus_minor: Set(0),
        paid_minor: Set(150_000),
        refunded_minor: Set(0),
        hold_until: Set(t.app.clock.now()),
        created_at: Set(t.app.clock.now()),
        ..Default::default()
    };
    let id = hour::Entity::insert(row)
        .exec(&t.app.db)
        .await
        .unwrap()
        .last_insert_id;
    let thread = Thread::hour(id);
    let open = ThreadCallback::Write(thread, Addressee::Executor).encode();
    anna.say("/menu").await;
    let outcome = anna.tap_data(newest(&anna), &open).await;
    assert!(outcome.answer.unwrap().text.unwrap().contains("закрыт"));
    hour::Entity::update_many()
        .col_expr(
            hour::Column::Status,
            sea_orm::sea_query::Expr::value("live"),
        )
        .filter(hour::Column::Id.eq(id))
        .exec(&t.app.db)
        .await
        .unwrap();
    anna.tap_data(newest(&anna), &open).await;
    assert!(anna.screen().contains("*Оператор*"), "{}", anna.screen());
    anna.say("Добрый день, вот мой номер: 8 916 123 45 67")
        .await;
    t.settle().await;
    assert!(
        olga.screen().contains("*Клиент* · час поддержки № 1"),
        "{}",
        olga.screen()
    );
    assert!(!olga.screen().contains("916"), "{}", olga.screen());
    olga.tap("↩️ Ответить").await.unwrap();
    olga.say("Здравствуйте!").await;
    t.settle().await;
    assert!(anna.screen().contains("Здравствуйте!"), "{}", anna.screen());
    let row = hour::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    assert!(row.client_came_at.is_some() && row.operator_came_at.is_some());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reads_the_head_in_their_own_language() {
    let t = TestApp::start().await;
    let kate = t.person("Kate", "en").await;
    let oybek = executor(&t, "Oybek", "uz").await;
    let id = begun(&t, &kate, &oybek).await;
    write(&kate, id, Addressee::Executor).await;
    assert_snapshot!(kate.screen(), @r"
    ✍️ *Executor 1* · order No. 1

    Write: text, photos, files, voice and video are passed on as they are. A 👌 under a message means that we took it.

    Phones, links and names at messengers are hidden: all talk stays here, so that you have something to refer to in a dispute.

    [ 📜 Messages ] [ ✖️ Finish ]
    ");
    kate.say("write me at kate@example.org").await;
    assert_snapshot!(kate.screen(), @r"
    We hid from your message: an e-mail. The rest was passed on. Deals past the service have neither warranty nor refund.
    ");
    t.settle().await;
    assert_snapshot!(oybek.screen(), @r"
    💬 *Buyurtmachi* · № 1 buyurtma

    write me at •••

    _Xizmat yashirdi: pochta. Boshqa chatlarga oʻtmang: u yerda kafolat ham, pul qaytarish ham yoʻq._

    [ ↩️ Javob berish ]
    ");
    oybek.tap("↩️ Javob berish").await.unwrap();
    oybek.say("Salom!").await;
    t.settle().await;
    assert_snapshot!(kate.screen(), @r"
    💬 *Executor 1* · order No. 1

    Salom!

    [ ↩️ Reply ]
    ");
    assert_eq!(order_row(&t, id).await.status, order::Status::InProgress);
    t.finish().await;
}
