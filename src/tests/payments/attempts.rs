//! Beginning to pay, paying, changing one's mind.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_client_pays_and_the_same_message_says_so() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    insta::assert_snapshot!(anna.screen());
    let messages = anna.messages().len();
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    // The message was changed; that the order is paid is news of its own.
    assert_eq!(anna.messages().len(), messages + 1);
    insta::assert_snapshot!(said(&anna, "✅ Оплачено"));
    let row = order_row(&t, order).await;
    assert_eq!(row.status, order::Status::Paid);
    assert_eq!(row.paid_minor, 150_000);
    let attempt = attempt(&t).await;
    assert_eq!(attempt.status, payment::Status::Paid);
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 150_000);
    assert_eq!(balance(&t, Account::Prepaid).await, -150_000);
    let theirs = yookassa.payment(&link).unwrap();
    assert_eq!(theirs.metadata["attempt"], attempt.idempotence_key);
    let back = format!("https://sputnik.test/pay/return/{}", attempt.return_token);
    assert_eq!(theirs.return_url.as_deref(), Some(back.as_str()));
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_cannot_be_paid_again() {
    let (t, yookassa) = shop().await;
    let kate = t.person("Kate", "en").await;
    let order = order(&t, &kate, 150_000).await;
    let link = go_to_page(&t, &kate, order).await;
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    offer(&t, &kate, order).await;
    kate.tap("Оплата").await.unwrap();
    assert_eq!(
        kate.last_toast().as_deref(),
        Some("There is nothing to pay here any more.")
    );
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_pays_for_somebody_elses_order() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let oybek = t.person("Oybek", "uz").await;
    let order = order(&t, &anna, 150_000).await;
    offer(&t, &oybek, order).await;
    oybek.tap("Оплата").await.unwrap();
    assert_eq!(
        oybek.last_toast().as_deref(),
        Some("Bu yerda endi toʻlaydigan narsa yoʻq.")
    );
    assert!(attempts(&t).await.is_empty() && yookassa.payments().is_empty());
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pressing_pay_again_leads_to_the_same_page() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let first = go_to_page(&t, &anna, order).await;
    let second = go_to_page(&t, &anna, order).await;
    assert_eq!(first, second);
    assert_eq!(yookassa.payments().len(), 1);
    attempt(&t).await;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decline_tells_why_and_offers_another_try() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.decline(&link, "insufficient_funds").unwrap();
    notify(&t, &yookassa).await;
    insta::assert_snapshot!(anna.screen());
    anna.tap("💳 Оплатить ещё раз").await.unwrap();
    anna.tap("💳 Оплатить").await.unwrap();
    let again = anna.last_link().unwrap();
    assert_ne!(again, link);
    yookassa.pay(&again).unwrap();
    notify(&t, &yookassa).await;
    said(&anna, "✅ Оплачено");
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_button_checks_whether_the_money_came() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    t.advance(TimeDelta::seconds(5));
    anna.tap("🔄 Проверить").await.unwrap();
    assert_eq!(anna.last_toast().as_deref(), Some("Деньги ещё не пришли."));
    yookassa.pay(&link).unwrap();
    t.advance(TimeDelta::seconds(5));
    anna.tap("🔄 Проверить").await.unwrap();
    said(&anna, "✅ Оплачено");
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    // The notice comes late and changes nothing.
    notify(&t, &yookassa).await;
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 150_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_any_notice_the_payment_is_found() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let link = go_to_page(&t, &anna, order).await;
    yookassa.pay(&link).unwrap();
    t.advance(TimeDelta::seconds(20));
    t.run(&jobs::Recheck).await;
    settle(&t).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    said(&anna, "✅ Оплачено");
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_nobody_paid_at_expires_and_is_told() {
    let (t, _yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    go_to_page(&t, &anna, order).await;
    t.advance(TimeDelta::minutes(61));
    t.run(&jobs::Recheck).await;
    settle(&t).await;
    assert_eq!(attempt(&t).await.status, payment::Status::Cancelled);
    assert!(
        anna.screen().contains("Время на оплату вышло"),
        "{}",
        anna.screen()
    );
    assert_eq!(
        order_row(&t, order).await.status,
        order::Status::AwaitingPayment
    );
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bonuses_cover_a_part_and_come_back_when_the_payment_fails() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let user = t.row(&anna).await.id;
    give_bonus(&t, &anna, 100_000).await;
    let order = order(&t, &anna, 150_000).await;
    offer(&t, &anna, order).await;
    anna.tap("Оплата").await.unwrap();
    anna.tap("🎁 Списать бонусы").await.unwrap();
    insta::assert_snapshot!(anna.screen());
    anna.tap("💳 Оплатить").await.unwrap();
    let link = anna.last_link().unwrap();
    assert_eq!(yookassa.payment(&link).unwrap().amount_minor, 105_000);
    assert_eq!(balance(&t, Account::BonusReserved(user)).await, -45_000);
    yookassa.decline(&link, "general_decline").unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(balance(&t, Account::BonusReserved(user)).await, 0);
    assert_eq!(balance(&t, Account::BonusAvailable(user)).await, -100_000);

    offer(&t, &anna, order).await;
    anna.tap("Оплата").await.unwrap();
    anna.tap("🎁 Списать бонусы").await.unwrap();
    anna.tap("💳 Оплатить").await.unwrap();
    yookassa.pay(&anna.last_link().unwrap()).unwrap();
    notify(&t, &yookassa).await;
    let row = order_row(&t, order).await;
    assert_eq!((row.paid_minor, row.bonus_minor), (150_000, 45_000));
    assert_eq!(balance(&t, Account::BonusAvailable(user)).await, -55_000);
    assert_eq!(balance(&t, Account::BonusReserved(user)).await, 0);
    assert_eq!(balance(&t, Account::Prepaid).await, -150_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_changes_to_another_way_pays_once_and_the_old_page_is_worth_nothing() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let user = t.row(&anna).await.id;
    give_bonus(&t, &anna, 100_000).await;
    let order = order(&t, &anna, 150_000).await;
    offer(&t, &anna, order).await;
    anna.tap("Оплата").await.unwrap();
    anna.tap("🎁 Списать бонусы").await.unwrap();
    anna.tap("💳 Оплатить").await.unwrap();
    let with_bonus = anna.last_link().unwrap();
    let without = go_to_page(&t, &anna, order).await;
    assert_ne!(with_bonus, without);
    assert_eq!(balance(&t, Account::BonusReserved(user)).await, 0);
    // The old page asks for less than is due now: its money goes back.
    yookassa.pay(&with_bonus).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(
        order_row(&t, order).await.status,
        order::Status::AwaitingPayment
    );
    yookassa.pay(&without).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    rounds(&t).await;
    assert_eq!(
        yookassa.payment(&with_bonus).unwrap().refunded_minor,
        105_000
    );
    assert_eq!(yookassa.payment(&without).unwrap().refunded_minor, 0);
    assert_eq!(balance(&t, Account::BonusAvailable(user)).await, -100_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_left_behind_still_counts_when_it_asks_for_what_is_due() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    let first = go_to_page(&t, &anna, order).await;
    t.advance(TimeDelta::minutes(55));
    let second = go_to_page(&t, &anna, order).await;
    assert_ne!(first, second, "the first page is about to end");
    yookassa.pay(&first).unwrap();
    notify(&t, &yookassa).await;
    assert_eq!(order_row(&t, order).await.status, order::Status::Paid);
    // The second is not wanted any more; who pays there all the same gets the money back.
    said(&anna, "больше не нужно платить");
    yookassa.pay(&second).unwrap();
    notify(&t, &yookassa).await;
    rounds(&t).await;
    assert_eq!(yookassa.payment(&second).unwrap().refunded_minor, 150_000);
    assert_eq!(order_row(&t, order).await.paid_minor, 150_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_speaks_the_payers_language_and_carries_the_receipt() {
    let settings = Settings::default()
        .with("YOOKASSA__RECEIPTS", "true")
        .with("YOOKASSA__RECEIPT_EMAIL", "till@company.ru")
        .with("YOOKASSA__RECEIPT_VAT_CODE", "11")
        .with("YOOKASSA__RECEIPT_TAX_SYSTEM_CODE", "2");
    let (t, yookassa) = shop_with(settings).await;
    yookassa.configure(|shop| {
        shop.receipts = sputnik_sandbox::yookassa::ReceiptMode::OwnReceipts;
    });
    let kate = t.person("Kate", "en").await;
    let order = order(&t, &kate, 150_000).await;
    let link = go_to_page(&t, &kate, order).await;
    let theirs = yookassa.payment(&link).unwrap();
    assert_eq!(theirs.description.as_deref(), Some("Order No. 1 · Sputnik"));
    insta::assert_json_snapshot!(theirs.receipt.unwrap());
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_shop_nothing_can_be_paid_and_that_is_said() {
    let settings = Settings::default()
        .with("YOOKASSA__SHOP_ID", "")
        .with("YOOKASSA__SECRET_KEY", "");
    let (t, _yookassa) = shop_with(settings).await;
    let anna = t.person("Анна", "ru").await;
    let order = order(&t, &anna, 150_000).await;
    offer(&t, &anna, order).await;
    anna.tap("Оплата").await.unwrap();
    assert_eq!(
        anna.last_toast().as_deref(),
        Some("Оплата сейчас не подключена. Напишите в поддержку.")
    );
    finish(t).await;
}
