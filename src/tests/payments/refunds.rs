//! Money that goes back: whole, in parts, slowly, not at all, past us.

use sputnik::{
    features::payments::{error::PayError, refunds as back},
    kernel::permission::Rights,
};
use sputnik_sandbox::yookassa::{FaultKind, Operation, Settlement};

use super::*;
use crate::calls::newest;

pub(super) fn admin() -> Rights {
    Rights::new([(Role::Admin, None)])
}

/// A paid order and where it was paid.
async fn paid(t: &TestApp, yookassa: &YooKassa, person: &Person) -> (Payable, String) {
    let order = order(t, person, 150_000).await;
    let link = go_to_page(t, person, order).await;
    yookassa.pay(&link).unwrap();
    notify(t, yookassa).await;
    (order, link)
}

async fn give_back(t: &TestApp, person: &Person, minor: i64) -> Result<usize, PayError> {
    let id = attempts(t).await.last().unwrap().id;
    let user = t.row(person).await.id;
    let refunds = back::order(
        &t.app,
        client(user),
        &admin(),
        id,
        Some(rub(minor)),
        "Скидка",
    )
    .await?;
    Ok(refunds.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_goes_back_and_the_payer_is_told_when_it_did() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let (order, link) = paid(&t, &yookassa, &anna).await;
    give_back(&t, &anna, 50_000).await.unwrap();
    assert_eq!(balance(&t, Account::RefundsPayable).await, -50_000);
    assert_eq!(balance(&t, Account::Prepaid).await, -100_000);
    rounds(&t).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 50_000);
    assert_eq!(balance(&t, Account::RefundsPayable).await, 0);
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 100_000);
    assert_eq!(order_row(&t, order).await.refunded_minor, 50_000);
    insta::assert_snapshot!(anna.screen());
    // The notice of what we asked for ourselves changes nothing.
    notify(&t, &yookassa).await;
    assert_eq!(refunds(&t).await.len(), 1);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_goes_back_than_came_and_an_order_at_work_keeps_something() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    paid(&t, &yookassa, &anna).await;
    let calls = yookassa.calls(Operation::CreateRefund).len();
    let over = give_back(&t, &anna, 150_001).await.unwrap_err();
    assert!(
        matches!(over, PayError::Moved | PayError::TooMuch),
        "{over}"
    );
    let all = give_back(&t, &anna, 150_000).await.unwrap_err();
    assert!(matches!(all, PayError::Moved), "{all}");
    let nothing = give_back(&t, &anna, 0).await.unwrap_err();
    assert!(matches!(nothing, PayError::BadAmount), "{nothing}");
    give_back(&t, &anna, 100_000).await.unwrap();
    let rest = give_back(&t, &anna, 60_000).await.unwrap_err();
    assert!(
        matches!(rest, PayError::Moved | PayError::TooMuch),
        "{rest}"
    );
    rounds(&t).await;
    assert_eq!(yookassa.calls(Operation::CreateRefund).len(), calls + 1);
    assert!(yookassa.refusals().is_empty());
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_decide_about_money_gives_nothing_back() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    paid(&t, &yookassa, &anna).await;
    let id = attempt(&t).await.id;
    let user = t.row(&anna).await.id;
    for role in [Role::Client, Role::Executor, Role::Operator] {
        let rights = Rights::new([(role, None)]);
        let refused = back::order(&t.app, client(user), &rights, id, Some(rub(100)), "x").await;
        assert!(matches!(refused, Err(PayError::NotAllowed)), "{role:?}");
    }
    let empty = back::order(&t.app, client(user), &admin(), id, Some(rub(100)), "  ").await;
    assert!(matches!(empty, Err(PayError::BadText)));
    assert!(refunds(&t).await.is_empty());
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bonus_goes_back_in_the_proportion_in_which_it_paid() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let user = t.row(&anna).await.id;
    give_bonus(&t, &anna, 100_000).await;
    let order = order(&t, &anna, 150_000).await;
    offer(&t, &anna, order).await;
    anna.tap("Оплата").await.unwrap();
    anna.tap("🎁 Списать бонусы").await.unwrap();
    anna.tap("💳 Оплатить").await.unwrap();
    let link = anna.last_link().unwrap();
    yookassa.pay(&link).unwrap();
    notify(&t, &yookassa).await;
    give_back(&t, &anna, 50_000).await.unwrap();
    rounds(&t).await;
    // 450 of 1500 were bonus: of 500 that go back, 150 are.
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 35_000);
    assert_eq!(balance(&t, Account::BonusAvailable(user)).await, -70_000);
    let attempt = attempt(&t).await;
    assert_eq!(
        (attempt.refunded_minor, attempt.bonus_returned_minor),
        (35_000, 15_000)
    );
    assert_eq!(balance(&t, Account::Prepaid).await, -100_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_refund_is_asked_for_until_it_has_arrived() {
    let (t, yookassa) = shop().await;
    yookassa.set_refund_mode(Settlement::Pending);
    let anna = t.person("Анна", "ru").await;
    paid(&t, &yookassa, &anna).await;
    give_back(&t, &anna, 50_000).await.unwrap();
    rounds(&t).await;
    let row = refunds(&t).await.remove(0);
    assert_eq!(row.status, refund::Status::Pending);
    assert_eq!(balance(&t, Account::RefundsPayable).await, -50_000);
    yookassa.settle_refund(&row.provider_id.unwrap()).unwrap();
    for notice in yookassa.notifications() {
        yookassa.drop_notification(notice.id);
    }
    t.advance(TimeDelta::hours(1));
    rounds(&t).await;
    assert_eq!(refunds(&t).await[0].status, refund::Status::Done);
    assert_eq!(balance(&t, Account::RefundsPayable).await, 0);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_the_provider_refuses_is_told_to_staff_who_send_it_again() {
    let (mut t, yookassa) = shop().await;
    t.expects_faults = true;
    yookassa.set_refund_mode(Settlement::Cancel {
        reason: "insufficient_funds".to_owned(),
    });
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let (_, link) = paid(&t, &yookassa, &anna).await;
    give_back(&t, &anna, 50_000).await.unwrap();
    rounds(&t).await;
    assert_eq!(refunds(&t).await[0].status, refund::Status::Failed);
    // What was promised is still owed.
    assert_eq!(balance(&t, Account::RefundsPayable).await, -50_000);
    insta::assert_snapshot!(maria.screen());
    yookassa.set_refund_mode(Settlement::Instant);
    maria.tap("🔄 Отправить ещё раз").await.unwrap();
    rounds(&t).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 50_000);
    let row = refunds(&t).await.remove(0);
    assert_eq!((row.status, row.problem), (refund::Status::Done, None));
    let keys: std::collections::BTreeSet<_> = yookassa
        .refunds()
        .into_iter()
        .map(|one| one.idempotence_key)
        .collect();
    assert_eq!(keys.len(), 2, "a new try has a key of its own");
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_staff_gave_back_by_hand_is_booked_to_the_bank() {
    let (mut t, yookassa) = shop().await;
    t.expects_faults = true;
    yookassa.set_refund_mode(Settlement::Cancel {
        reason: "payment_expired".to_owned(),
    });
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    paid(&t, &yookassa, &anna).await;
    give_back(&t, &anna, 50_000).await.unwrap();
    rounds(&t).await;
    let card = newest(&maria);
    maria.tap("✅ Вернули, ввести номер").await.unwrap();
    maria.say(&"7".repeat(201)).await;
    assert!(
        maria.screen().contains("номер банковской операции"),
        "{}",
        maria.screen()
    );
    assert_eq!(balance(&t, Account::RefundsPayable).await, -50_000);
    maria.say("ПП-118").await;
    assert!(
        maria.screen().contains("Номер операции: ПП-118"),
        "{}",
        maria.screen()
    );
    settle(&t).await;
    assert_eq!(balance(&t, Account::RefundsPayable).await, 0);
    assert_eq!(balance(&t, Account::Bank).await, -50_000);
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 150_000);
    assert!(anna.screen().contains("Вернули"), "{}", anna.screen());
    // A second tap finds it done.
    let id = refunds(&t).await[0].id;
    let again = maria.tap_data(card, &format!("p1.refund-hand.{id}")).await;
    assert!(again.answer.unwrap().text.unwrap().contains("изменилось"));
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_technical_fault_at_the_provider_is_tried_again_with_a_new_key() {
    let (t, yookassa) = shop().await;
    yookassa.set_refund_mode(Settlement::Cancel {
        reason: "rejected_by_timeout".to_owned(),
    });
    let anna = t.person("Анна", "ru").await;
    let (_, link) = paid(&t, &yookassa, &anna).await;
    give_back(&t, &anna, 50_000).await.unwrap();
    rounds(&t).await;
    assert_eq!(refunds(&t).await[0].status, refund::Status::Creating);
    yookassa.set_refund_mode(Settlement::Instant);
    t.advance(TimeDelta::hours(1));
    rounds(&t).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 50_000);
    assert_eq!(refunds(&t).await[0].status, refund::Status::Done);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_whose_answer_was_lost_is_one_refund() {
    for kind in [FaultKind::ServerError, FaultKind::Reset, FaultKind::BadJson] {
        let (t, yookassa) = shop().await;
        let anna = t.person("Анна", "ru").await;
        let (_, link) = paid(&t, &yookassa, &anna).await;
        give_back(&t, &anna, 50_000).await.unwrap();
        yookassa.fail_next_after(Operation::CreateRefund, kind);
        t.run(&jobs::Refunds).await;
        assert_eq!(refunds(&t).await[0].status, refund::Status::Creating);
        // Its notice comes before its answer.
        notify(&t, &yookassa).await;
        t.advance(TimeDelta::minutes(10));
        rounds(&t).await;
        assert_eq!(yookassa.refunds().len(), 1, "{kind:?}");
        assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 50_000);
        let rows = refunds(&t).await;
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert_eq!(rows[0].status, refund::Status::Done);
        finish(t).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_made_in_the_providers_own_office_is_booked_and_told_to_staff() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let (order, _) = paid(&t, &yookassa, &anna).await;
    let theirs = attempt(&t).await.provider_id.unwrap();
    let shop = t.app.shop.as_ref().unwrap();
    let body = format!(
        r#"{{"payment_id": "{theirs}", "amount": {{"value": "300.00", "currency": "RUB"}}}}"#
    );
    shop.create_refund("made-by-hand", &body).await.unwrap();
    notify(&t, &yookassa).await;
    let row = refunds(&t).await.remove(0);
    assert_eq!(row.cause, refund::Cause::Outside);
    assert_eq!(row.status, refund::Status::Done);
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 120_000);
    assert_eq!(order_row(&t, order).await.refunded_minor, 30_000);
    assert!(
        maria.screen().contains("В кабинете ЮKassa сделали возврат"),
        "{}",
        maria.screen()
    );
    // What is left can still go back, no more.
    give_back(&t, &anna, 110_000).await.unwrap();
    rounds(&t).await;
    notify(&t, &yookassa).await;
    assert_eq!(balance(&t, Account::ClearingYookassa).await, 10_000);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_sent_anew_was_decided_when_it_was() {
    let (mut t, yookassa) = shop().await;
    t.expects_faults = true;
    let refusing = |reason: &str| Settlement::Cancel {
        reason: reason.to_owned(),
    };
    yookassa.set_refund_mode(refusing("rejected_by_timeout"));
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    paid(&t, &yookassa, &anna).await;
    give_back(&t, &anna, 50_000).await.unwrap();
    let decided = refunds(&t).await[0].clone();
    rounds(&t).await;
    // Under another key, by the rules; then once more, by staff.
    t.advance(TimeDelta::hours(1));
    yookassa.set_refund_mode(refusing("insufficient_funds"));
    rounds(&t).await;
    assert_eq!(refunds(&t).await[0].status, refund::Status::Failed);
    t.advance(TimeDelta::hours(30));
    yookassa.set_refund_mode(Settlement::Instant);
    maria.tap("🔄 Отправить ещё раз").await.unwrap();
    rounds(&t).await;
    let done = refunds(&t).await.remove(0);
    assert_eq!(done.status, refund::Status::Done);
    assert_ne!(done.idempotence_key, decided.idempotence_key);
    assert_eq!(done.created_at, decided.created_at);
    finish(t).await;
}

/// Staff makes what did not go through in the provider's own office.
#[tokio::test(flavor = "multi_thread")]
async fn a_refund_of_ours_that_was_made_in_the_office_is_not_another_one() {
    let reason = "insufficient_funds";
    for is_slow in [false, true] {
        let (mut t, yookassa) = shop().await;
        t.expects_faults = true;
        yookassa.set_refund_mode(if is_slow {
            Settlement::Pending
        } else {
            Settlement::Cancel {
                reason: reason.to_owned(),
            }
        });
        let anna = t.person("Анна", "ru").await;
        let (order, _) = paid(&t, &yookassa, &anna).await;
        give_back(&t, &anna, 50_000).await.unwrap();
        rounds(&t).await;
        if is_slow {
            let theirs = refunds(&t).await.remove(0).provider_id.unwrap();
            yookassa.cancel_refund(&theirs, reason).unwrap();
            t.advance(TimeDelta::hours(1));
            rounds(&t).await;
        }
        assert_eq!(refunds(&t).await[0].status, refund::Status::Failed);
        yookassa.set_refund_mode(Settlement::Instant);
        in_office(&t, "500.00").await;
        notify(&t, &yookassa).await;
        let all = refunds(&t).await;
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(all[0].status, refund::Status::Done);
        assert_eq!(balance(&t, Account::RefundsPayable).await, 0);
        assert_eq!(order_row(&t, order).await.refunded_minor, 50_000);
        // Another amount is another refund.
        in_office(&t, "100.00").await;
        notify(&t, &yookassa).await;
        assert_eq!(refunds(&t).await.len(), 2);
        assert_eq!(balance(&t, Account::ClearingYookassa).await, 90_000);
        finish(t).await;
    }
}

/// Whoever typed the reference was faster than the provider's notice.
#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_was_told_by_hand_is_not_booked_again_by_its_notice() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    paid(&t, &yookassa, &anna).await;
    // An invoice of Telegram's whose token belongs to this shop.
    let mut native = sea_orm::IntoActiveModel::into_active_model(attempt(&t).await);
    native.provider = Set(payment::Provider::Telegram);
    native.update(&t.app.db).await.unwrap();
    give_back(&t, &anna, 50_000).await.unwrap();
    rounds(&t).await;
    let id = refunds(&t).await[0].id;
    let user = t.row(&anna).await.id;
    back::by_hand(&t.app, client(user), &admin(), id, "22e1-rf")
        .await
        .unwrap();
    in_office(&t, "500.00").await;
    notify(&t, &yookassa).await;
    let all = refunds(&t).await;
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].provider_id.is_some());
    assert_eq!(balance(&t, Account::RefundsPayable).await, 0);
    assert_eq!(balance(&t, Account::ClearingTelegram).await, -50_000);
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean());
    t.finish().await;
}

/// A refund in the provider's own office, of the only payment.
async fn in_office(t: &TestApp, roubles: &str) {
    let theirs = attempt(t).await.provider_id.unwrap();
    let body = format!(
        r#"{{"payment_id": "{theirs}", "amount": {{"value": "{roubles}", "currency": "RUB"}}}}"#
    );
    let shop = t.app.shop.as_ref().unwrap();
    let key = format!("office-{roubles}");
    shop.create_refund(&key, &body).await.unwrap();
}
