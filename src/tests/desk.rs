//! The staff's desk for study orders: what waits, an order, prices, hands, disputes, executors.

use chrono::TimeDelta;
use insta::assert_snapshot;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    bot::callback::Callback,
    entity::{
        attachment::{Kind, NewFile},
        audit_record, executor,
        order::{self, Status},
        outbox, refund,
    },
    features::{
        desk::{
            callbacks::{DeskCallback, Part, Sight, Whose},
            digest::Digest,
        },
        executors::applications::{self, Change},
        ledger::{self, Account},
        study::{disputes, drafts, endings, quotes, work},
    },
    kernel::{
        ids::{OrderId, UserId},
        money::Currency,
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::{Answer, Delivery, Person};

use super::{
    calls::{finish_repeated, newest, repeat},
    orders::{acting, begun, executor, executor_row, on_board, order_row, sent, sent_with},
    support::TestApp,
};

const REFUSED: &str = "Этот раздел вам недоступен.";
/// A kind that staff prices.
const PRICED: &str = "review";

async fn press(person: &Person, button: DeskCallback) -> Option<Answer> {
    let outcome = person.tap_data(newest(person), &button.encode()).await;
    assert_eq!(outcome.delivery, Delivery::Done, "{button:?}");
    outcome.answer
}

fn words(answer: Option<Answer>) -> String {
    answer.and_then(|answer| answer.text).unwrap_or_default()
}

/// The order's card, from a new message.
async fn open(person: &Person, id: OrderId) {
    person.say("/staff").await;
    assert_eq!(words(press(person, DeskCallback::Order(id)).await), "");
}

async fn admin(t: &TestApp) -> Person {
    t.staff("Админ", "ru", Role::Admin).await
}

/// What must not change when a press is refused.
async fn state(t: &TestApp) -> String {
    let db = &t.app.db;
    let orders = order::Entity::find().all(db).await.unwrap();
    let executors = executor::Entity::find().all(db).await.unwrap();
    let refunds = refund::Entity::find().all(db).await.unwrap();
    let log = audit_record::Entity::find().all(db).await.unwrap();
    let told = outbox::Entity::find().all(db).await.unwrap();
    format!("{orders:?} {executors:?} {refunds:?} {log:?} {told:?}")
}

fn contains(person: &Person, words: &[&str]) {
    let screen = person.screen();
    for word in words {
        assert!(screen.contains(word), "no {word} in:\n{screen}");
    }
}

fn has(person: &Person, label: &str) -> bool {
    person.buttons().iter().any(|button| button == label)
}

/// Buttons that change something.
fn deeds(id: OrderId, user: UserId) -> Vec<DeskCallback> {
    vec![
        DeskCallback::Quote(id),
        DeskCallback::QuoteBare(id, 100_000, 3),
        DeskCallback::Assign(id, 0),
        DeskCallback::AssignTo(id, user),
        DeskCallback::AssignYes(id, user),
        DeskCallback::TakeAway(id),
        DeskCallback::TakeAwayYes(id),
        DeskCallback::Cancel(id),
        DeskCallback::Decide(id),
        DeskCallback::Split(id, 5000),
        DeskCallback::Percent(id),
        DeskCallback::Because(id, 5000),
        DeskCallback::Confirm(1),
        DeskCallback::Executors(None, 0),
        DeskCallback::Executor(user),
        DeskCallback::Approve(user),
        DeskCallback::Refuse(user),
        DeskCallback::Pause(user),
        DeskCallback::Resume(user),
        DeskCallback::Limit(user),
        DeskCallback::Share(user),
        DeskCallback::ShareUsual(user),
    ]
}

/// Buttons that only show.
fn views(id: OrderId) -> Vec<DeskCallback> {
    vec![
        DeskCallback::Home,
        DeskCallback::List(Sight::default(), Part::Top),
        DeskCallback::Filter(Sight::default()),
        DeskCallback::Kinds(Sight::default()),
        DeskCallback::Search,
        DeskCallback::Stalled(0),
        DeskCallback::Order(id),
        DeskCallback::Files(id),
        DeskCallback::Deliveries(id),
        DeskCallback::Timeline(id, 0),
        DeskCallback::Money(id),
        DeskCallback::Offers(id),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_shows_what_waits() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, PRICED).await;
    sent(&t, &anna, "consultation").await;
    t.settle().await;
    let admin = admin(&t).await;
    admin.say("/staff").await;
    admin.tap("🗂 Заявки и заказы").await.unwrap();
    assert_snapshot!("home", admin.screen());
    admin.tap("🆕 Ждёт цену · 1").await.unwrap();
    assert_eq!(
        admin.buttons().first().unwrap(),
        &format!("№ {id} 🔎 Статистика · 🆕 Ждёт цену · 0 мин")
    );
    let label = admin.buttons().first().unwrap().clone();
    admin.tap(&label).await.unwrap();
    assert_snapshot!(
        "card",
        admin
            .screen()
            .replace(&format!("№ {}", t.row(&anna).await.id), "№…")
    );
    // The way back leads to where the order stands.
    admin.tap("‹ Назад").await.unwrap();
    assert!(has(&admin, &label), "{}", admin.screen());
    admin.tap("⚙️ Фильтр").await.unwrap();
    admin.tap("Любой вид помощи").await.unwrap();
    admin.tap("💬 Консультация").await.unwrap();
    contains(&admin, &["Таких нет.", "💬 Консультация"]);
    admin.tap("⚙️ Фильтр").await.unwrap();
    admin.tap("Любой статус").await.unwrap();
    contains(&admin, &["💳 Ждёт оплаты"]);
    admin.tap("⚙️ Фильтр").await.unwrap();
    admin.tap("≥ 3 дн.").await.unwrap();
    contains(&admin, &["Таких нет.", "стоят от 3 дн."]);
    t.advance(TimeDelta::days(3));
    admin.tap("⚙️ Фильтр").await.unwrap();
    admin.tap("✓ ≥ 3 дн.").await.unwrap();
    contains(&admin, &["3 дня"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_turns_both_ways() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    for _ in 0..18 {
        sent(&t, &anna, PRICED).await;
    }
    t.settle().await;
    let admin = admin(&t).await;
    admin.say("/staff").await;
    press(&admin, DeskCallback::List(Sight::default(), Part::Top)).await;
    let numbers = |person: &Person| -> Vec<String> {
        person
            .buttons()
            .into_iter()
            .filter_map(|label| Some(label.strip_prefix("№ ")?.split(' ').next()?.to_owned()))
            .collect()
    };
    let first = numbers(&admin);
    assert_eq!(first.len(), 8);
    assert!(!has(&admin, "‹ Новее"));
    admin.tap("Старше ›").await.unwrap();
    let second = numbers(&admin);
    admin.tap("Старше ›").await.unwrap();
    let third = numbers(&admin);
    assert_eq!((second.len(), third.len()), (8, 2));
    assert!(!has(&admin, "Старше ›"));
    let mut all = [first.clone(), second.clone(), third].concat();
    all.dedup();
    assert_eq!(all.len(), 18);
    admin.tap("‹ Новее").await.unwrap();
    assert_eq!(numbers(&admin), second);
    admin.tap("‹ Новее").await.unwrap();
    assert_eq!(numbers(&admin), first);
    // Somebody else's page of newer ones is empty by now: it begins at the top again.
    let newest_of_all = order::Entity::find().count(&t.app.db).await.unwrap();
    let beyond = OrderId(i64::try_from(newest_of_all).unwrap() + 50);
    press(
        &admin,
        DeskCallback::List(Sight::default(), Part::Newer(beyond)),
    )
    .await;
    assert_eq!(numbers(&admin), first);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_found_by_number_words_and_people() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let other = sent_with(&t, &anna, PRICED, "Проверить введение о космосе").await;
    t.settle().await;
    let admin = admin(&t).await;
    admin.say("/staff").await;
    press(&admin, DeskCallback::Search).await;
    let mut found = Vec::new();
    for query in [
        "космосе",
        "КОСМОСЕ введение",
        &format!("№ {other}"),
        &other.to_string(),
    ] {
        admin.say(query).await;
        found = admin.buttons();
        assert!(
            found
                .iter()
                .any(|label| label.starts_with(&format!("№ {other} "))),
            "{query}: {found:?}"
        );
    }
    assert!(
        !found
            .iter()
            .any(|label| label.starts_with(&format!("№ {id} ")))
    );
    admin.say("анна").await;
    admin.tap("👤 Заказы: Анна").await.unwrap();
    contains(&admin, &["заказчик №"]);
    assert_eq!(
        admin
            .buttons()
            .iter()
            .filter(|label| label.starts_with('№'))
            .count(),
        2
    );
    press(&admin, DeskCallback::Search).await;
    admin.say("Борис").await;
    admin.tap("🧑‍🏫 Работы: Исполнитель 1 · Борис").await.unwrap();
    assert_eq!(
        admin
            .buttons()
            .iter()
            .filter(|label| label.starts_with('№'))
            .count(),
        1
    );
    press(&admin, DeskCallback::Search).await;
    for query in ["%", "'; DROP TABLE orders; --", "№ 99999", "\u{0}"] {
        admin.say(query).await;
        let screen = admin.screen();
        assert!(
            screen.contains("ничего не нашлось") || screen.contains("Здесь пусто"),
            "{query}: {screen}"
        );
    }
    admin.send_photo(super::accounts::png(), None).await;
    contains(&admin, &["Здесь пусто."]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_is_named_step_by_step() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, PRICED).await;
    t.settle().await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("🏷 Назвать цену").await.unwrap();
    contains(&admin, &["Какая цена у заявки"]);
    for bad in ["дорого", "-500", "0", "1e5", "9999999999", "12,345", ""] {
        admin.say(bad).await;
        contains(&admin, &["Не похоже на цену."]);
    }
    admin.say("2 500,50 ₽").await;
    contains(&admin, &["За сколько дней"]);
    for bad in ["завтра", "0", "-1", "366", "2,5"] {
        admin.say(bad).await;
        contains(&admin, &["целое число дней"]);
    }
    admin.say("3").await;
    contains(&admin, &["Что сказать заказчику"]);
    admin.say(&"ж".repeat(501)).await;
    contains(&admin, &["до 500 символов"]);
    assert_eq!(order_row(&t, id).await.status, Status::Submitted);
    admin.say("Успеем с <запасом>").await;
    assert_snapshot!("confirm-quote", admin.screen());
    assert_eq!(order_row(&t, id).await.status, Status::Submitted);
    // Words are no answer here.
    admin.say("да").await;
    contains(&admin, &["Нажмите кнопку"]);
    let question = admin.messages().len();
    assert!(question > 0);
    let asked = asked_by(&admin, "✅ Отправить");
    assert_eq!(tap_on(&admin, asked, "✅ Отправить").await, "");
    let row = order_row(&t, id).await;
    assert_eq!(
        (
            row.status,
            row.price_minor,
            row.days,
            row.quote_note.as_deref()
        ),
        (
            Status::Quoted,
            Some(250_050),
            Some(3),
            Some("Успеем с <запасом>")
        )
    );
    // The card stands where the question stood, above the words that were no answer.
    let chat = admin.transcript().join("\n");
    assert!(chat.contains("💬 Цена у заказчика"), "{chat}");
    assert!(chat.contains("2\u{a0}500,50\u{a0}₽"), "{chat}");
    t.settle().await;
    assert!(
        anna.transcript().join("\n").contains("2\u{a0}500,50"),
        "{}",
        anna.transcript().join("\n")
    );
    // The price can be named anew, without a note.
    open(&admin, id).await;
    admin.tap("🏷 Изменить цену").await.unwrap();
    contains(&admin, &["Сейчас названа: 2\u{a0}500,50\u{a0}₽"]);
    admin.say("1000").await;
    admin.say("1").await;
    admin.tap("Без примечания").await.unwrap();
    contains(&admin, &["1 день работы"]);
    admin.tap("✅ Отправить").await.unwrap();
    let row = order_row(&t, id).await;
    assert_eq!((row.price_minor, row.quote_note), (Some(100_000), None));
    t.settle().await;
    t.finish().await;
}

/// The newest message with such a button.
fn asked_by(person: &Person, label: &str) -> i64 {
    let found = person.messages().into_iter().rev().find(|message| {
        message["reply_markup"]["inline_keyboard"]
            .to_string()
            .contains(label)
    });
    found.unwrap()["message_id"].as_i64().unwrap()
}

async fn tap_on(person: &Person, message: i64, label: &str) -> String {
    let outcome = person.tap_on(message, label).await.unwrap();
    assert_eq!(outcome.delivery, Delivery::Done);
    words(outcome.answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_answers_its_own_question_only_and_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let first = sent(&t, &anna, PRICED).await;
    let second = sent(&t, &anna, PRICED).await;
    t.settle().await;
    let admin = admin(&t).await;
    let ask = async |id: OrderId, price: &str| {
        open(&admin, id).await;
        admin.tap("🏷 Назвать цену").await.unwrap();
        admin.say(price).await;
        admin.say("3").await;
        admin.say("Хорошо").await;
        newest(&admin)
    };
    let old = ask(first, "1000").await;
    let new = ask(second, "2000").await;
    // The older question is no longer open: its yes must not send the newer price.
    let said = tap_on(&admin, old, "✅ Отправить").await;
    assert!(said.contains("уже ответили, или он устарел"), "{said}");
    assert_eq!(order_row(&t, second).await.status, Status::Submitted);
    assert_eq!(order_row(&t, first).await.status, Status::Submitted);
    // It left the newer question open.
    assert_eq!(tap_on(&admin, new, "✅ Отправить").await, "");
    assert_eq!(order_row(&t, second).await.price_minor, Some(200_000));
    // A second tap on a copy of the same button does nothing.
    let again = press(&admin, DeskCallback::Confirm(1)).await;
    assert!(words(again).contains("уже ответили"));
    let quoted = audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq("order.quoted"))
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(quoted, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_of_the_yes_changes_nothing() {
    let mut t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, PRICED).await;
    t.settle().await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("🏷 Назвать цену").await.unwrap();
    admin.say("1000").await;
    admin.say("3").await;
    admin.tap("Без примечания").await.unwrap();
    admin.tap("✅ Отправить").await.unwrap();
    let before = state(&t).await;
    repeat(&mut t).await;
    assert_eq!(state(&t).await, before);
    t.settle().await;
    finish_repeated(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_moved_meanwhile_is_left_alone() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, PRICED).await;
    t.settle().await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("🏷 Назвать цену").await.unwrap();
    admin.say("1000").await;
    admin.say("3").await;
    admin.tap("Без примечания").await.unwrap();
    let asked = newest(&admin);
    let client = acting(t.row(&anna).await.id);
    endings::cancel(&t.app, client, &Rights::new([]), id, None)
        .await
        .unwrap();
    t.settle().await;
    assert!(
        admin
            .transcript()
            .join("\n")
            .contains("Заказчик отменил заявку."),
        "{}",
        admin.screen()
    );
    let said = tap_on(&admin, asked, "✅ Отправить").await;
    assert!(said.contains("Заявка уже изменилась"), "{said}");
    assert_eq!(order_row(&t, id).await.status, Status::Cancelled);
    // Old buttons of deeds say so, too.
    for button in [
        DeskCallback::Quote(id),
        DeskCallback::Cancel(id),
        DeskCallback::Decide(id),
    ] {
        let said = words(press(&admin, button.clone()).await);
        assert!(said.contains("Заявка уже изменилась"), "{button:?}: {said}");
    }
    let said = words(press(&admin, DeskCallback::Order(OrderId(999))).await);
    assert!(said.contains("Такой заявки нет"), "{said}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_and_does_not_steer() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let priced = sent(&t, &anna, PRICED).await;
    t.settle().await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    operator.say("/staff").await;
    for button in views(id) {
        assert_eq!(
            words(press(&operator, button.clone()).await),
            "",
            "{button:?}"
        );
    }
    open(&operator, priced).await;
    for label in ["🏷 Назвать цену", "✖️ Отменить", "🤝 Назначить"]
    {
        assert!(!has(&operator, label), "{:?}", operator.buttons());
    }
    assert!(has(&operator, "✉️ Заказчику"));
    let before = state(&t).await;
    let user = t.row(&boris).await.id;
    for order in [id, priced] {
        for button in deeds(order, user) {
            let said = words(press(&operator, button.clone()).await);
            assert_eq!(said, REFUSED, "{button:?}");
        }
    }
    assert_eq!(state(&t).await, before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_comes_near_the_desk() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let user = t.row(&boris).await.id;
    let before = state(&t).await;
    for person in [&anna, &boris] {
        for button in views(id).into_iter().chain(deeds(id, user)) {
            let said = words(press(person, button.clone()).await);
            assert_eq!(said, REFUSED, "{button:?}");
        }
    }
    assert_eq!(state(&t).await, before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_goes_takes_its_question_with_it() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, PRICED).await;
    t.settle().await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("🏷 Назвать цену").await.unwrap();
    let grant = sputnik::features::users::roles::Grant {
        user: t.row(&admin).await.id,
        role: Role::Admin,
        agency: None,
    };
    let shell = sputnik::kernel::actor::Actor::SHELL;
    sputnik::features::users::roles::revoke(&t.app, shell, grant)
        .await
        .unwrap();
    t.settle().await;
    admin.say("1000").await;
    assert_eq!(admin.screen(), REFUSED);
    admin.say("1000").await;
    contains(&admin, &["не ждал"]);
    assert_eq!(order_row(&t, id).await.status, Status::Submitted);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paid_order_is_assigned_reassigned_and_taken_away() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let vera = executor(&t, "Вера", "ru").await;
    let id = on_board(&t, &anna).await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("🤝 Назначить").await.unwrap();
    assert_snapshot!("hands", admin.screen());
    admin.tap("Исполнитель 2 · Вера · 0/5 · ★ —").await.unwrap();
    contains(&admin, &["Исполнитель 2 · Вера", "в работе 0 из 5", "12 ч"]);
    admin.tap("Да").await.unwrap();
    let row = order_row(&t, id).await;
    assert_eq!(row.executor_id, Some(t.row(&vera).await.id));
    assert_eq!(executor_row(&t, &vera).await.in_hand, 1);
    t.settle().await;
    // Somebody else gets it instead.
    open(&admin, id).await;
    admin.tap("🔁 Переназначить").await.unwrap();
    admin
        .tap("Исполнитель 1 · Борис · 0/5 · ★ —")
        .await
        .unwrap();
    contains(&admin, &["Сейчас её делает Исполнитель 2 · Вера"]);
    let asked = newest(&admin);
    admin.tap("Да").await.unwrap();
    // The same once more changes nothing.
    let user = t.row(&boris).await.id;
    admin
        .tap_data(asked, &DeskCallback::AssignYes(id, user).encode())
        .await;
    assert_eq!(executor_row(&t, &vera).await.in_hand, 0);
    assert_eq!(executor_row(&t, &boris).await.in_hand, 1);
    t.settle().await;
    open(&admin, id).await;
    admin.tap("✋ Забрать").await.unwrap();
    admin.tap("Да").await.unwrap();
    let row = order_row(&t, id).await;
    assert_eq!((row.status, row.executor_id), (Status::Paid, None));
    assert_eq!(executor_row(&t, &boris).await.in_hand, 0);
    t.settle().await;
    // Nobody gets what they ordered themselves, nor does somebody who does not work.
    for (user, word) in [
        (t.row(&anna).await.id, "сейчас не работает"),
        (UserId(9999), "сейчас не работает"),
    ] {
        let said = words(press(&admin, DeskCallback::AssignYes(id, user)).await);
        assert!(said.contains(word), "{said}");
    }
    open(&admin, id).await;
    admin.tap("🕓 История").await.unwrap();
    contains(
        &admin,
        &[
            "забран у исполнителя",
            "назначен исполнитель",
            "оплата · 1\u{a0}500\u{a0}₽",
            "заказчик\nзаявка отправлена",
            "администратор #",
        ],
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_executor_with_full_hands_gets_nothing() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = on_board(&t, &anna).await;
    let admin = admin(&t).await;
    let user = t.row(&boris).await.id;
    press(&admin, DeskCallback::Limit(user)).await;
    for bad in ["много", "0", "-1", "51", "2.5"] {
        admin.say(bad).await;
        contains(&admin, &["целое число от 1 до 50"]);
    }
    admin.say("1").await;
    contains(&admin, &["В работе: 0 из 1"]);
    let first = on_board(&t, &anna).await;
    press(&admin, DeskCallback::AssignYes(first, user)).await;
    let said = words(press(&admin, DeskCallback::AssignYes(id, user)).await);
    assert!(said.contains("столько работ, сколько можно"), "{said}");
    open(&admin, id).await;
    admin.tap("🤝 Назначить").await.unwrap();
    assert!(
        has(&admin, "⏸ Исполнитель 1 · Борис · 1/1 · ★ —"),
        "{:?}",
        admin.buttons()
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calling_off_shows_the_money_first() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = on_board(&t, &anna).await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("✖️ Отменить").await.unwrap();
    contains(&admin, &["вернётся вся оплата: *1\u{a0}500\u{a0}₽*"]);
    admin.send_photo(super::accounts::png(), None).await;
    contains(&admin, &["Здесь пусто."]);
    admin.say(&"ж".repeat(2001)).await;
    contains(&admin, &["до 2000 символов"]);
    admin.say("Нет исполнителя").await;
    contains(&admin, &["Отменить заявку", "Нет исполнителя"]);
    assert_eq!(order_row(&t, id).await.status, Status::Paid);
    admin.tap("Да").await.unwrap();
    let row = order_row(&t, id).await;
    assert_eq!(
        (row.status, row.refunded_minor),
        (Status::Refunded, 150_000)
    );
    contains(&admin, &["↩️ Возврат", "Причина: Нет исполнителя"]);
    let owed = ledger::reads::owed(&t.app.db, Account::RefundsPayable, Currency::Rub)
        .await
        .unwrap();
    assert_eq!(owed.minor(), 150_000);
    admin.tap("💰 Деньги").await.unwrap();
    contains(
        &admin,
        &[
            "К возврату: 1\u{a0}500\u{a0}₽",
            "Возврат № 1",
            "отправляется",
        ],
    );
    t.settle().await;
    t.finish().await;
}

/// An order in dispute, opened by the client.
async fn disputed(t: &TestApp, anna: &Person, boris: &Person) -> OrderId {
    let id = begun(t, anna, boris).await;
    let actor = acting(t.row(anna).await.id);
    disputes::dispute(&t.app, actor, id, "Половина не сделана".to_owned())
        .await
        .unwrap();
    t.settle().await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_decided_in_per_cent() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = disputed(&t, &anna, &boris).await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("⚖️ Решить спор").await.unwrap();
    assert_snapshot!("dispute", admin.screen());
    admin.tap("50 %").await.unwrap();
    contains(
        &admin,
        &[
            "Заказчику: 750\u{a0}₽",
            "Исполнителю: 525\u{a0}₽",
            "Платформе: 225\u{a0}₽",
        ],
    );
    admin.tap("‹ Назад").await.unwrap();
    admin.tap("Другой процент").await.unwrap();
    for bad in ["половину", "-1", "101", "33,333", "%"] {
        admin.say(bad).await;
        contains(&admin, &["Нужен процент от 0 до 100"]);
    }
    admin.say("33,3 %").await;
    contains(&admin, &["вернуть *33,3 %*", "Заказчику: 499,50\u{a0}₽"]);
    admin.tap("Решить так").await.unwrap();
    contains(&admin, &["Почему такое решение?"]);
    admin.say("Сделана большая часть").await;
    contains(&admin, &["Обоснование: Сделана большая часть"]);
    assert_eq!(order_row(&t, id).await.status, Status::Disputed);
    admin.tap("⚖️ Подтвердить решение").await.unwrap();
    let row = order_row(&t, id).await;
    assert_eq!(
        (row.status, row.refunded_minor, row.ended_note.as_deref()),
        (Status::Completed, 49_950, Some("Сделана большая часть"))
    );
    let owed = async |account| {
        ledger::reads::owed(&t.app.db, account, Currency::Rub)
            .await
            .unwrap()
            .minor()
    };
    let user = t.row(&boris).await.id;
    assert_eq!(owed(Account::RefundsPayable).await, 49_950);
    assert_eq!(owed(Account::ExecutorPayable(user)).await, 70_035);
    assert_eq!(owed(Account::Income).await, 30_015);
    assert_eq!(owed(Account::Prepaid).await, 0);
    admin.tap("💰 Деньги").await.unwrap();
    assert_snapshot!("money", admin.screen());
    // Deciding again finds nothing to decide.
    let said = words(press(&admin, DeskCallback::Decide(id)).await);
    assert!(said.contains("Заявка уже изменилась"), "{said}");
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_are_heard_and_everything_may_go_back() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let client = acting(t.row(&anna).await.id);
    let worker = acting(t.row(&boris).await.id);
    work::deliver(
        &t.app,
        worker,
        id,
        Some("Всё по заданию".to_owned()),
        Vec::new(),
    )
    .await
    .unwrap();
    disputes::dispute(&t.app, client, id, "Это не та тема".to_owned())
        .await
        .unwrap();
    let admin = admin(&t).await;
    // Whoever steers was told.
    t.settle().await;
    open(&admin, id).await;
    admin.tap("📦 Сдано · 1").await.unwrap();
    contains(&admin, &["Сдача 1", "Всё по заданию"]);
    open(&admin, id).await;
    admin.tap("⚖️ Решить спор").await.unwrap();
    contains(&admin, &["Спор открыл заказчик:", "Это не та тема"]);
    admin.tap("100 %").await.unwrap();
    contains(&admin, &["Исполнителю: 0\u{a0}₽"]);
    admin.tap("Решить так").await.unwrap();
    admin.say("Не та тема").await;
    let asked = newest(&admin);
    admin.tap("⚖️ Подтвердить решение").await.unwrap();
    assert_eq!(order_row(&t, id).await.status, Status::Refunded);
    assert_eq!(executor_row(&t, &boris).await.in_hand, 0);
    // A double tap: the message has become the card, its old button says so.
    let outcome = admin
        .tap_data(asked, &DeskCallback::Confirm(0).encode())
        .await;
    assert!(words(outcome.answer).contains("уже ответили"));
    let refunds = refund::Entity::find().count(&t.app.db).await.unwrap();
    assert_eq!(refunds, 1);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_goes_back_while_the_work_goes_on() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("↩️ Возврат").await.unwrap();
    contains(&admin, &["Возврат по заявке", "1\u{a0}500\u{a0}₽"]);
    admin.tap("25 %").await.unwrap();
    admin.tap("Решить так").await.unwrap();
    admin.say("Договорились о скидке").await;
    admin.tap("⚖️ Подтвердить решение").await.unwrap();
    let row = order_row(&t, id).await;
    assert_eq!(
        (row.status, row.refunded_minor),
        (Status::Completed, 37_500)
    );
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_are_seen_with_who_made_them() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = sent(&t, &anna, "coursework").await;
    let terms = quotes::Terms {
        price_minor: 300_000,
        days: 4,
        note: Some("Сделаю с расчётами".to_owned()),
    };
    quotes::offer(&t.app, acting(t.row(&boris).await.id), id, terms)
        .await
        .unwrap();
    t.settle().await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("🏷 Предложения · 1").await.unwrap();
    contains(
        &admin,
        &[
            "Исполнитель 1 · Борис",
            "3\u{a0}000\u{a0}₽, дней: 4",
            "Сделаю с расчётами",
        ],
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_on_demand_and_lost_ones_are_named() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, PRICED).await;
    t.settle().await;
    anna.send_document(
        "план.pdf",
        "application/pdf",
        b"%PDF-1.4 plan".to_vec(),
        None,
    )
    .await;
    let sent_file = anna
        .messages()
        .into_iter()
        .find_map(|message| message["document"]["file_id"].as_str().map(str::to_owned))
        .unwrap();
    let actor = acting(t.row(&anna).await.id);
    for (number, file_id) in [sent_file, "lost".to_owned()].into_iter().enumerate() {
        let file = NewFile {
            kind: Kind::Document,
            file_id,
            unique_id: format!("unique-{number}"),
            name: Some(format!("план-{number}.pdf")),
            mime: None,
            size: None,
            media: None,
        };
        drafts::attach(&t.app, actor, id, file).await.unwrap();
    }
    let mut t = t;
    // The sandbox refuses the id that it never gave out.
    t.expects_faults = true;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("📎 Файлы · 3").await.unwrap();
    assert_eq!(admin.documents().len(), 2);
    contains(&admin, &["план-1.pdf", "больше не хранится"]);
    t.finish().await;
}

/// Somebody who applied.
async fn applicant(t: &TestApp, name: &str) -> (Person, UserId) {
    let person = t.person(name, "ru").await;
    let id = t.row(&person).await.id;
    applications::begin(&t.app, id).await.unwrap();
    for change in [
        Change::Subjects("Статистика".to_owned()),
        Change::Experience("Десять лет".to_owned()),
    ] {
        applications::edit(&t.app, id, change).await.unwrap();
    }
    applications::submit(&t.app, acting(id)).await.unwrap();
    (person, id)
}

#[tokio::test(flavor = "multi_thread")]
async fn applications_are_approved_and_refused_with_a_reason() {
    let t = TestApp::start().await;
    let (boris, approved) = applicant(&t, "Борис").await;
    let (_, refused) = applicant(&t, "Вера").await;
    t.settle().await;
    let admin = admin(&t).await;
    admin.say("/staff").await;
    admin.tap("🗂 Заявки и заказы").await.unwrap();
    admin.tap("🧑‍🏫 Исполнители · новых анкет: 2").await.unwrap();
    admin
        .tap("Исполнитель 1 · Борис · 0/5 · ★ — · 🆕 анкета")
        .await
        .unwrap();
    assert_snapshot!("applicant", admin.screen());
    admin.tap("✅ Принять").await.unwrap();
    contains(&admin, &["✅ работает"]);
    // A second tap, and one from an old card, show what became of it.
    press(&admin, DeskCallback::Approve(approved)).await;
    contains(&admin, &["✅ работает"]);
    press(&admin, DeskCallback::Refuse(refused)).await;
    contains(&admin, &["Почему отказываем"]);
    admin.say("").await;
    admin.say(&"ж".repeat(501)).await;
    contains(&admin, &["до 500 символов"]);
    admin.say("Мало опыта").await;
    contains(&admin, &["✖️ отказ", "Мало опыта"]);
    let row = executor_row(&t, &boris).await;
    assert_eq!(row.status, executor::Status::Approved);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn executors_are_paused_resumed_limited_and_paid_another_share() {
    let t = TestApp::start().await;
    let boris = executor(&t, "Борис", "ru").await;
    let user = t.row(&boris).await.id;
    let admin = admin(&t).await;
    admin.say("/staff").await;
    press(
        &admin,
        DeskCallback::Executors(Some(executor::Status::Approved), 0),
    )
    .await;
    admin
        .tap("Исполнитель 1 · Борис · 0/5 · ★ — · ✅ работает")
        .await
        .unwrap();
    admin.tap("⏸ Поставить на паузу").await.unwrap();
    admin.say("Отпуск").await;
    contains(&admin, &["⏸ пауза", "Отпуск"]);
    admin.tap("▶️ Вернуть к работе").await.unwrap();
    contains(&admin, &["✅ работает"]);
    admin.tap("🪙 Доля").await.unwrap();
    for bad in ["всё", "-5", "101"] {
        admin.say(bad).await;
        contains(&admin, &["Нужен процент от 0 до 100"]);
    }
    admin.say("72,5").await;
    contains(&admin, &["Доля от цены: 72,5 %"]);
    assert_eq!(executor_row(&t, &boris).await.share_bp, Some(7250));
    admin.tap("🪙 Доля").await.unwrap();
    admin.tap("обычная, 70 %").await.unwrap();
    assert_eq!(executor_row(&t, &boris).await.share_bp, None);
    admin.tap("🔢 Лимит").await.unwrap();
    admin.say("7").await;
    contains(&admin, &["В работе: 0 из 7"]);
    admin.tap("🗂 Его заказы").await.unwrap();
    contains(&admin, &["Таких нет."]);
    let own = t.row(&admin).await.id;
    let said = words(press(&admin, DeskCallback::Pause(own)).await);
    assert!(said.contains("Такого исполнителя нет"), "{said}");
    assert_eq!(executor_row(&t, &boris).await.user_id, user);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_writes_to_either_side_from_the_card() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = begun(&t, &anna, &boris).await;
    let admin = admin(&t).await;
    open(&admin, id).await;
    admin.tap("✉️ Заказчику").await.unwrap();
    admin.say("Как идут дела?").await;
    t.settle().await;
    assert!(
        anna.transcript().join("\n").contains("Как идут дела?"),
        "{}",
        anna.transcript().join("\n")
    );
    open(&admin, id).await;
    admin.tap("✉️ Исполнителю").await.unwrap();
    admin.say("Успеваете?").await;
    t.settle().await;
    assert!(boris.transcript().join("\n").contains("Успеваете?"));
    assert!(!anna.transcript().join("\n").contains("Успеваете?"));
    open(&admin, id).await;
    admin.tap("💬 Переписка").await.unwrap();
    contains(&admin, &["Как идут дела?", "Успеваете?"]);
    admin.tap("‹ Назад").await.unwrap();
    contains(&admin, &["Заявка №"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_move_is_listed_and_told_every_morning() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = sent(&t, &anna, PRICED).await;
    on_board(&t, &anna).await;
    t.settle().await;
    let admin = admin(&t).await;
    // It is two in the afternoon: too late for a morning.
    assert_eq!(t.run(&Digest).await, 0);
    t.advance(TimeDelta::hours(18));
    assert_eq!(t.run(&Digest).await, 0);
    t.advance(TimeDelta::hours(1));
    assert_eq!(t.run(&Digest).await, 1);
    assert_eq!(t.settle().await, 1);
    assert_snapshot!("digest", admin.screen());
    // Once a day, however often the round runs.
    t.run(&Digest).await;
    t.advance(TimeDelta::minutes(30));
    t.run(&Digest).await;
    assert_eq!(t.settle().await, 0);
    admin.tap("🆕 Ждёт цену").await.unwrap();
    contains(&admin, &["Ждёт цену"]);
    t.advance(TimeDelta::days(2));
    t.run(&Digest).await;
    assert_eq!(t.settle().await, 1);
    contains(&admin, &["⏳ Стоят без движения: 2"]);
    admin.tap("🗂 Заявки и заказы").await.unwrap();
    admin.tap("⏳ Стоят без движения · 2").await.unwrap();
    assert!(
        admin
            .buttons()
            .iter()
            .any(|label| label.starts_with(&format!("№ {id} "))),
        "{:?}",
        admin.buttons()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_morning_without_work_is_silent() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let admin = admin(&t).await;
    let before = admin.transcript();
    t.advance(TimeDelta::hours(19));
    assert_eq!(t.run(&Digest).await, 0);
    // What was promised is moot when everything was done before it is read.
    let id = sent(&t, &anna, PRICED).await;
    t.advance(TimeDelta::days(1));
    assert_eq!(t.run(&Digest).await, 1);
    let client = acting(t.row(&anna).await.id);
    endings::cancel(&t.app, client, &Rights::new([]), id, None)
        .await
        .unwrap();
    // Yesterday's new request is told all the same: that is what happened.
    t.settle().await;
    assert!(admin.transcript().len() > before.len());
    t.advance(TimeDelta::days(1));
    assert_eq!(t.run(&Digest).await, 0);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_speaks_three_languages() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = disputed(&t, &anna, &boris).await;
    let user = t.row(&boris).await.id;
    let mut seen = Vec::new();
    for lang in ["ru", "uz", "en"] {
        let admin = t.staff("Admin", lang, Role::Admin).await;
        for button in [
            DeskCallback::Home,
            DeskCallback::List(
                Sight {
                    whose: Whose::Executor(user),
                    days: 1,
                    ..Sight::default()
                },
                Part::Top,
            ),
            DeskCallback::Filter(Sight::default()),
            DeskCallback::Stalled(0),
            DeskCallback::Order(id),
            DeskCallback::Timeline(id, 0),
            DeskCallback::Decide(id),
            DeskCallback::Split(id, 3333),
            DeskCallback::Executor(user),
        ] {
            press(&admin, button).await;
            seen.push(admin.screen().replace(&format!("{user}"), "…"));
        }
    }
    let all = seen.join("\n\n---\n\n");
    assert!(!all.contains("desk-") && !all.contains("{ $"), "{all}");
    assert_snapshot!("languages", all);
    t.finish().await;
}
