//! Telegram's own invoice.

use sea_orm::IntoActiveModel;
use sputnik::features::payments::refunds as back;
use sputnik_sandbox::{PaymentOutcome, yookassa::Operation};

use super::{refunds::admin, *};
use crate::calls::newest;

const PROVIDER: &str = "381764678:TEST:100037";

async fn native() -> (TestApp, YooKassa) {
    shop_with(Settings::default().with("PAYMENTS__TELEGRAM_PROVIDER_TOKEN", PROVIDER)).await
}

/// Opens the payment and asks for an invoice; gives its message.
async fn ask_invoice(t: &TestApp, person: &Person, payable: Payable) -> i64 {
    offer(t, person, payable).await;
    person.tap("Оплата").await.unwrap();
    person.tap("✈️ Оплатить в Telegram").await.unwrap();
    let message = person.last_message().unwrap();
    assert!(message.get("invoice").is_some(), "{message}");
    message["message_id"].as_i64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_paid_inside_telegram() {
    let (t, yookassa) = native().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let invoice = ask_invoice(&t, &anna, order).await;
    let shown = anna.last_message().unwrap();
    assert_eq!(shown["invoice"]["total_amount"], 150_000);
    assert_eq!(shown["invoice"]["currency"], "RUB");
    let outcome = anna.pay(invoice).await;
    assert!(matches!(outcome, PaymentOutcome::Paid(_)), "{outcome:?}");
    settle(&t).await;
    let row = order_row(&t, order).await;
    assert_eq!((row.status, row.paid_minor), (order::Status::Paid, 150_000));
    assert_eq!(balance(&t, Account::ClearingTelegram).await, 150_000);
    assert!(yookassa.payments().is_empty());
    assert!(
        anna.transcript().join("\n").contains("✅ Оплачено"),
        "{:?}",
        anna.transcript()
    );
    // Telegram brings the message once more.
    t.sandbox.redeliver_last().await;
    assert_eq!(balance(&t, Account::ClearingTelegram).await, 150_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_that_is_no_longer_due_is_declined_before_money_moves() {
    let (t, yookassa) = native().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let invoice = ask_invoice(&t, &anna, order).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    let outcome = anna.pay(invoice).await;
    let PaymentOutcome::Declined(words) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(
        words,
        "Этот счёт больше не действует. Откройте оплату в боте ещё раз."
    );
    assert_eq!(balance(&t, Account::ClearingTelegram).await, 0);
    finish(t).await;
}

/// The word about the payment comes in time although the person's own turn is taken, and all room too.
#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_a_checkout_waits_for_nobody() {
    let settings = Settings::default()
        .with("PAYMENTS__TELEGRAM_PROVIDER_TOKEN", PROVIDER)
        .with("BOT__MAX_IN_FLIGHT", "1");
    let (t, _yookassa) = shop_with(settings).await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let invoice = ask_invoice(&t, &anna, order).await;
    let turn = t.app.locks.acquire(TgId(anna.id()), None).await;
    // Somebody's update holds the only place: it waits for the person's turn.
    let held = {
        let anna = anna.clone();
        tokio::spawn(async move { anna.say("/menu").await })
    };
    while t.app.locks.is_empty() || t.sandbox.pending_updates() == 0 {
        tokio::task::yield_now().await;
    }
    let started = std::time::Instant::now();
    let paying = {
        let anna = anna.clone();
        tokio::spawn(async move { anna.pay(invoice).await })
    };
    let answered = async {
        loop {
            let is_answered = t
                .sandbox
                .journal()
                .iter()
                .any(|call| call.method.eq_ignore_ascii_case("answerPreCheckoutQuery"));
            if is_answered {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(8), answered)
        .await
        .expect("no answer within Telegram's patience");
    assert!(started.elapsed() < std::time::Duration::from_secs(8));
    turn.0.release().await;
    held.await.unwrap();
    t.sandbox.retry_now();
    let outcome = paying.await.unwrap();
    assert!(matches!(outcome, PaymentOutcome::Paid(_)), "{outcome:?}");
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(20)).await);
    settle(&t).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_for_a_second_payment_of_one_invoice_goes_back() {
    let (t, _yookassa) = native().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    ask_invoice(&t, &anna, order).await;
    let attempt = attempt(&t).await;
    for charge in ["one", "two", "two"] {
        let bill = sputnik::features::payments::native::Bill {
            payload: &attempt.return_token,
            currency: "RUB",
            minor: 150_000,
        };
        sputnik::features::payments::native::paid(&t.app, &bill, charge)
            .await
            .unwrap();
    }
    settle(&t).await;
    let all = attempts(&t).await;
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].refunded_minor, 150_000);
    assert_eq!(order_row(&t, order).await.paid_minor, 150_000);
    let back = refunds(&t).await;
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].payment_id, all[1].id);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_carries_the_receipt_to_the_provider() {
    let settings = Settings::default()
        .with("PAYMENTS__TELEGRAM_PROVIDER_TOKEN", PROVIDER)
        .with("YOOKASSA__RECEIPTS", "true")
        .with("YOOKASSA__RECEIPT_EMAIL", "till@company.ru");
    let (t, _yookassa) = shop_with(settings).await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    ask_invoice(&t, &anna, order).await;
    let call = t
        .sandbox
        .journal()
        .into_iter()
        .rfind(|call| call.method.eq_ignore_ascii_case("sendInvoice"))
        .unwrap();
    let sent = call.params.to_string();
    assert!(sent.contains("full_prepayment"), "{sent}");
    assert!(sent.contains("send_email_to_provider"), "{sent}");
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_nobody_is_offered_an_invoice() {
    let (t, _yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    offer(&t, &anna, order).await;
    anna.tap("Оплата").await.unwrap();
    assert!(
        anna.buttons()
            .iter()
            .all(|label| !label.contains("Telegram")),
        "{:?}",
        anna.buttons()
    );
    let message = anna.last_message().unwrap()["message_id"].as_i64().unwrap();
    let forged = format!("p1.tg.order.{}.n", order.id());
    let tapped = anna.tap_data(message, &forged).await;
    assert_eq!(
        tapped.answer.unwrap().text.as_deref(),
        Some("Оплата сейчас не подключена. Напишите в поддержку.")
    );
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_money_of_an_invoice_goes_back_by_hand_and_with_a_reference() {
    let (t, yookassa) = native().await;
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let order = order(&t, &anna, 150_000).await;
    let invoice = ask_invoice(&t, &anna, order).await;
    let outcome = anna.pay(invoice).await;
    assert!(matches!(outcome, PaymentOutcome::Paid(_)), "{outcome:?}");
    settle(&t).await;
    let paid = attempt(&t).await;
    let user = t.row(&anna).await.id;
    let amount = Some(rub(50_000));
    back::order(&t.app, client(user), &admin(), paid.id, amount, "Скидка")
        .await
        .unwrap();
    rounds(&t).await;
    assert!(yookassa.calls(Operation::CreateRefund).is_empty());
    // What was promised is owed until somebody gave it back.
    assert_eq!(balance(&t, Account::RefundsPayable).await, -50_000);
    let told = maria.screen();
    assert!(told.contains(&paid.provider_id.unwrap()), "{told}");
    assert!(!told.contains("Отправить ещё раз"), "{told}");
    // The queue has it, too.
    maria.say("/staff").await;
    for label in [
        "🗂 Заявки и заказы",
        "💳 Деньги и выплаты",
        "⚠️ Возвраты · 1",
    ] {
        maria.tap(label).await.unwrap();
    }
    let label = maria.buttons().first().unwrap().clone();
    maria.tap(&label).await.unwrap();
    let card = newest(&maria);
    maria.tap("✅ Вернули, ввести номер").await.unwrap();
    maria.say(&"7".repeat(201)).await;
    assert!(maria.screen().contains("Нужен текст"), "{}", maria.screen());
    maria.say("31c0-rf-1").await;
    let done = maria.screen();
    assert!(done.contains("Номер операции: 31c0-rf-1"), "{done}");
    settle(&t).await;
    assert!(
        anna.transcript().join("\n").contains("Вернули"),
        "{:?}",
        anna.transcript()
    );
    let row = refunds(&t).await.remove(0);
    assert_eq!(
        (row.status, row.reference.as_deref()),
        (refund::Status::Done, Some("31c0-rf-1"))
    );
    assert_eq!(balance(&t, Account::RefundsPayable).await, 0);
    assert_eq!(balance(&t, Account::ClearingTelegram).await, 100_000);
    assert_eq!(balance(&t, Account::Bank).await, 0);
    let again = maria
        .tap_data(card, &format!("p1.refund-hand.{}", row.id))
        .await;
    assert!(again.answer.unwrap().text.unwrap().contains("изменилось"));
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_hands_that_give_an_invoice_back_one_is_booked() {
    let (t, _yookassa) = native().await;
    let anna = t.person("Анна", "ru").await;
    promised(&t, &anna).await;
    let user = t.row(&anna).await.id;
    let id = refunds(&t).await[0].id;
    let mine = admin();
    let hands = ["a", "b", "c", "d"]
        .map(|reference| back::by_hand(&t.app, client(user), &mine, id, reference));
    let done = futures::future::join_all(hands).await;
    assert_eq!(
        done.iter().filter(|done| done.is_ok()).count(),
        1,
        "{done:?}"
    );
    assert_eq!(balance(&t, Account::ClearingTelegram).await, 100_000);
    settle(&t).await;
    finish(t).await;
}

/// The control: who reads first and writes then believes to have given it back, as often as there are
/// hands.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_compare_and_set_every_hand_would_have_given_it_back() {
    let (t, _yookassa) = native().await;
    let anna = t.person("Анна", "ru").await;
    promised(&t, &anna).await;
    let gate = tokio::sync::Barrier::new(3);
    let naive = async |reference: &str| {
        let found = refunds(&t).await.remove(0);
        gate.wait().await;
        if found.status != refund::Status::Failed {
            return 0;
        }
        let mut row = found.into_active_model();
        row.status = Set(refund::Status::Done);
        row.reference = Set(Some(reference.to_owned()));
        row.update(&t.app.db).await.unwrap();
        1
    };
    let (a, b, c) = tokio::join!(naive("a"), naive("b"), naive("c"));
    assert_eq!(a + b + c, 3);
    finish(t).await;
}

/// An invoice was paid, and 500 roubles of it wait for somebody's hands.
async fn promised(t: &TestApp, person: &Person) {
    let order = order(t, person, 150_000).await;
    let invoice = ask_invoice(t, person, order).await;
    person.pay(invoice).await;
    settle(t).await;
    let user = t.row(person).await.id;
    let paid = attempt(t).await.id;
    back::order(&t.app, client(user), &admin(), paid, Some(rub(50_000)), "x")
        .await
        .unwrap();
    rounds(t).await;
}
