//! The money desk: payouts from the request to the bank's reference, money set aside, refunds that failed.

use insta::assert_snapshot;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use sputnik::{
    bot::callback::Callback,
    entity::{
        audit_record, payment,
        payout::{self, Purpose},
        refund,
    },
    features::{
        desk::callbacks::{DeskCallback, Queue},
        ledger::{self, Account, Kind},
        payments::payouts::{self, Asked},
        study::{endings, work},
    },
    kernel::{
        card::CardNumber,
        ids::{PaymentId, PayoutId, UserId},
        money::{Currency, Money},
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::{Answer, Delivery, Person};

use super::{
    calls::newest,
    orders::{acting, begun, executor, on_board},
    support::TestApp,
};

const REFUSED: &str = "Этот раздел вам недоступен.";
const CARD: &str = "2200 0000 0000 0004";

async fn press(person: &Person, button: DeskCallback) -> Option<Answer> {
    let outcome = person.tap_data(newest(person), &button.encode()).await;
    assert_eq!(outcome.delivery, Delivery::Done, "{button:?}");
    outcome.answer
}

fn words(answer: Option<Answer>) -> String {
    answer.and_then(|answer| answer.text).unwrap_or_default()
}

fn contains(person: &Person, words: &[&str]) {
    let screen = person.screen();
    for word in words {
        assert!(screen.contains(word), "no {word} in:\n{screen}");
    }
}

/// An executor who earned 1050 roubles and asks for 1000 of them.
async fn asked(t: &TestApp, client: &Person, worker: &Person) -> PayoutId {
    let id = begun(t, client, worker).await;
    let user = t.row(worker).await.id;
    work::deliver(
        &t.app,
        acting(user),
        id,
        Some("Готово".to_owned()),
        Vec::new(),
    )
    .await
    .unwrap();
    work::accept(&t.app, acting(t.row(client).await.id), id)
        .await
        .unwrap();
    let payout = ask(t, user).await;
    t.settle().await;
    payout
}

async fn ask(t: &TestApp, user: UserId) -> PayoutId {
    let wanted = Asked {
        purpose: Purpose::Executor,
        money: Money::new(100_000, Currency::Rub),
        card: CardNumber::parse(CARD).unwrap(),
    };
    let rights = Rights::new([(Role::Executor, None)]);
    payouts::ask(&t.app, acting(user), &rights, wanted)
        .await
        .unwrap()
        .id
}

async fn row(t: &TestApp, id: PayoutId) -> payout::Model {
    payouts::find(&t.app, id).await.unwrap()
}

async fn owed(t: &TestApp, user: UserId) -> i64 {
    ledger::reads::owed(&t.app.db, Account::ExecutorPayable(user), Currency::Rub)
        .await
        .unwrap()
        .minor()
}

fn buttons(id: PayoutId) -> Vec<DeskCallback> {
    let mut all = vec![
        DeskCallback::Funds,
        DeskCallback::Parked(0),
        DeskCallback::FailedRefunds,
        DeskCallback::Payout(id),
        DeskCallback::PayoutOk(id),
        DeskCallback::PayoutYes(id),
        DeskCallback::PayoutNo(id),
        DeskCallback::PayoutPaid(id),
        DeskCallback::PayoutFailed(id),
        DeskCallback::BankList,
        DeskCallback::BankListYes,
        DeskCallback::Payments(None, 0),
        DeskCallback::Payment(PaymentId(1)),
        DeskCallback::Accounts,
        DeskCallback::Book(None, 0),
        DeskCallback::Book(Some(Kind::Income), i64::MAX),
    ];
    all.extend(Queue::ALL.map(|queue| DeskCallback::Payouts(queue, 0)));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_goes_from_the_queue_to_the_banks_reference() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let user = t.row(&boris).await.id;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let id = asked(&t, &anna, &boris).await;
    // The news leads to it.
    admin.tap("Открыть выплату").await.unwrap();
    assert_snapshot!("payout", admin.screen());
    admin.tap("✅ Одобрить").await.unwrap();
    contains(&admin, &["Одобрить выплату", "•••• 0004"]);
    let question = newest(&admin);
    admin.tap("Да").await.unwrap();
    assert_eq!(row(&t, id).await.status, payout::Status::Approved);
    // A second tap finds it decided.
    let outcome = admin
        .tap_data(question, &DeskCallback::PayoutYes(id).encode())
        .await;
    assert!(!words(outcome.answer).is_empty());
    t.settle().await;
    press(&admin, DeskCallback::Funds).await;
    assert_snapshot!("funds", admin.screen());
    admin.tap("📄 Список для банка (CSV)").await.unwrap();
    contains(&admin, &["полные номера карт"]);
    admin.tap("Да").await.unwrap();
    let files = admin.documents();
    assert_eq!(files.len(), 1);
    let csv = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(csv.contains("2200000000000004;1000.00;RUB"), "{csv}");
    let log = audit_record::Entity::find().all(&t.app.db).await.unwrap();
    assert!(!format!("{log:?}").contains("2200"));
    admin.tap("🏦 К оплате · 1").await.unwrap();
    let label = admin.buttons().first().unwrap().clone();
    assert!(label.contains("Исполнитель 1 · Борис"), "{label}");
    admin.tap(&label).await.unwrap();
    admin.tap("🏦 Оплачена, ввести номер").await.unwrap();
    admin.say(&"7".repeat(201)).await;
    contains(&admin, &["номер операции"]);
    admin.say("ПП-77").await;
    contains(&admin, &["✅ Выплачена", "Номер в банке: ПП-77"]);
    let paid = row(&t, id).await;
    assert_eq!(
        (paid.status, paid.card_sealed),
        (payout::Status::Paid, None)
    );
    assert_eq!(owed(&t, user).await, 5_000);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_is_rejected_or_fails_with_a_reason() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let user = t.row(&boris).await.id;
    let first = asked(&t, &anna, &boris).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    admin.say("/staff").await;
    admin.tap("🗂 Заявки и заказы").await.unwrap();
    admin.tap("💳 Деньги и выплаты").await.unwrap();
    admin.tap("🆕 Выплаты · 1").await.unwrap();
    let label = admin.buttons().first().unwrap().clone();
    admin.tap(&label).await.unwrap();
    admin.tap("✖️ Отклонить").await.unwrap();
    admin.say(" ").await;
    admin.say("Карта чужая").await;
    contains(&admin, &["✖️ Отклонена", "Причина: Карта чужая"]);
    assert_eq!(owed(&t, user).await, 105_000);
    let second = ask(&t, user).await;
    t.settle().await;
    press(&admin, DeskCallback::PayoutYes(second)).await;
    admin.tap("⚠️ Банк не принял").await.unwrap();
    admin.say("Счёт закрыт").await;
    contains(&admin, &["⚠️ Не прошла", "Счёт закрыт"]);
    assert_eq!(owed(&t, user).await, 105_000);
    press(&admin, DeskCallback::Payouts(Queue::Over, 0)).await;
    assert_eq!(
        admin
            .buttons()
            .iter()
            .filter(|label| label.starts_with('№'))
            .count(),
        2
    );
    assert_eq!(row(&t, first).await.status, payout::Status::Rejected);
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_decides_about_money_opens_the_money_desk() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = asked(&t, &anna, &boris).await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    operator.say("/staff").await;
    operator.tap("🗂 Заявки и заказы").await.unwrap();
    assert!(!operator.screen().contains("💳 Деньги и выплаты"));
    for person in [&operator, &boris, &anna] {
        for button in buttons(id) {
            let said = words(press(person, button.clone()).await);
            assert_eq!(said, REFUSED, "{button:?}");
        }
    }
    assert_eq!(row(&t, id).await.status, payout::Status::Asked);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fits_nothing_and_what_did_not_go_back_is_listed() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let off = on_board(&t, &anna).await;
    let client = acting(t.row(&anna).await.id);
    endings::cancel(&t.app, client, &Rights::new([]), off, None)
        .await
        .unwrap();
    on_board(&t, &anna).await;
    let refunds = refund::Entity::find().all(&t.app.db).await.unwrap();
    let mut failed = refunds[0].clone().into_active_model();
    failed.status = Set(refund::Status::Failed);
    failed.next_check_at = Set(None);
    failed.update(&t.app.db).await.unwrap();
    let payments = payment::Entity::find().all(&t.app.db).await.unwrap();
    let mut parked = payments.last().unwrap().clone().into_active_model();
    parked.status = Set(payment::Status::Parked);
    parked.problem = Set(Some("amount".to_owned()));
    parked.update(&t.app.db).await.unwrap();
    t.settle().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    admin.say("/staff").await;
    press(&admin, DeskCallback::Funds).await;
    admin.tap("❓ Отложено · 1").await.unwrap();
    contains(&admin, &["Отложенные платежи", "1\u{a0}500\u{a0}₽"]);
    admin.tap("‹ Назад").await.unwrap();
    admin.tap("⚠️ Возвраты · 1").await.unwrap();
    contains(&admin, &["Возвраты, которые не прошли"]);
    let label = admin.buttons().first().unwrap().clone();
    admin.tap(&label).await.unwrap();
    contains(&admin, &["Возврат №"]);
    // Back leads to where one came from.
    admin.tap("‹ Назад").await.unwrap();
    contains(&admin, &["Возвраты, которые не прошли"]);
    admin.tap("‹ Назад").await.unwrap();
    admin.tap("❓ Отложено · 1").await.unwrap();
    let label = admin.buttons().first().unwrap().clone();
    admin.tap(&label).await.unwrap();
    admin.tap("‹ Назад").await.unwrap();
    contains(&admin, &["Отложенные платежи"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_looks_payments_up_by_what_became_of_them() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    asked(&t, &anna, &boris).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    press(&admin, DeskCallback::Funds).await;
    admin.tap("🧾 Платежи").await.unwrap();
    assert_snapshot!(admin.screen(), @"
    *Платежи*

    [ № 1 · 1 500 ₽ · оплачен · 01.01.2030 ]
    [ создаётся ] [ ждёт оплаты ]
    [ оплачен ] [ не состоялся ]
    [ отложен ]
    [ ‹ Назад ]
    ");
    admin.tap("отложен").await.unwrap();
    contains(&admin, &["Таких платежей нет", "✓ отложен"]);
    admin.tap("✓ отложен").await.unwrap();
    admin.tap("№ 1 · ").await.unwrap();
    assert_snapshot!(admin.screen(), @"
    *Платёж № 1* · 1 500 ₽
    оплачен

    За что: Заказ № 1
    Кто: Анна
    Через: ЮKassa
    Начат: 01.01.2030 14:00
    Оплачен: 01.01.2030 14:00

    [ ‹ Назад ]
    ");
    admin.tap("‹ Назад").await.unwrap();
    contains(&admin, &["*Платежи*"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_reads_the_ledger_account_by_account() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    press(&admin, DeskCallback::Funds).await;
    admin.tap("📒 Счета и проводки").await.unwrap();
    contains(&admin, &["Проводок пока нет"]);
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    asked(&t, &anna, &boris).await;
    press(&admin, DeskCallback::Accounts).await;
    assert_snapshot!(admin.screen(), @"
    *Счета*

    ЮKassa: 1 500 ₽
    Предоплаты: 0 ₽
    Доход: 450 ₽
    Исполнителям: 50 ₽
    Выплаты в пути: 1 000 ₽

    [ 📒 Все проводки ]
    [ ЮKassa ] [ Предоплаты ]
    [ Доход ] [ Исполнителям ]
    [ Выплаты в пути ]
    [ ‹ Назад ]
    ");
    admin.tap("Доход").await.unwrap();
    assert_snapshot!(admin.screen(), @"
    *Проводки* · Доход

    *Заказ завершён*, заказ № 1, 01.01.2030 14:00
    Дт Предоплаты: 1 500 ₽
    Кт Исполнителям (Борис): 1 050 ₽
    Кт Доход: 450 ₽

    [ ‹ Назад ]
    ");
    // Page by page, and back to the newest.
    for _ in 0..3 {
        let user = t.row(&boris).await.id;
        let open = payout::Entity::find().all(&t.app.db).await.unwrap();
        let open = open.iter().find(|one| one.status == payout::Status::Asked);
        let rights = Rights::new([(Role::Executor, None)]);
        payouts::withdraw(&t.app, acting(user), &rights, open.unwrap().id)
            .await
            .unwrap();
        ask(&t, user).await;
    }
    t.settle().await;
    press(&admin, DeskCallback::Accounts).await;
    admin.tap("📒 Все проводки").await.unwrap();
    contains(
        &admin,
        &["Выплата запрошена", "выплата № 4", "Исполнителям (Борис)"],
    );
    assert!(
        !admin.screen().contains("Заказ завершён"),
        "{}",
        admin.screen()
    );
    admin.tap("Старше").await.unwrap();
    contains(&admin, &["Заказ завершён", "Оплата"]);
    admin.tap("‹ К новым").await.unwrap();
    contains(&admin, &["выплата № 4"]);
    admin.tap("‹ Назад").await.unwrap();
    contains(&admin, &["*Счета*"]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_money_desk_speaks_three_languages() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = executor(&t, "Борис", "ru").await;
    let id = asked(&t, &anna, &boris).await;
    let payment = payment::Entity::find().one(&t.app.db).await.unwrap();
    let payment = payment.unwrap().id;
    let mut seen = Vec::new();
    for lang in ["ru", "uz", "en"] {
        let admin = t.staff("Admin", lang, Role::Admin).await;
        for button in [
            DeskCallback::Funds,
            DeskCallback::Parked(0),
            DeskCallback::FailedRefunds,
            DeskCallback::Payouts(Queue::Asked, 0),
            DeskCallback::Payout(id),
            DeskCallback::PayoutOk(id),
            DeskCallback::PayoutNo(id),
            DeskCallback::BankList,
            DeskCallback::Payments(None, 0),
            DeskCallback::Payment(payment),
            DeskCallback::Accounts,
            DeskCallback::Book(None, 0),
        ] {
            press(&admin, button).await;
            seen.push(admin.screen());
        }
    }
    let all = seen.join("\n\n---\n\n");
    assert!(
        !all.contains("desk-") && !all.contains("ledger-") && !all.contains("{ $"),
        "{all}"
    );
    assert_snapshot!("languages", all);
    t.finish().await;
}
