//! Payouts: asked for, decided, paid by hand or through YooKassa; one at a time, cards wiped.

use secrecy::ExposeSecret;
use sputnik::{
    entity::payout,
    features::payments::{
        error::PayError,
        payouts::{self, Asked},
    },
    kernel::{card::CardNumber, permission::Rights},
};
use sputnik_sandbox::yookassa::{FaultKind, Operation, Settlement};

use super::*;

const CARD: &str = "2200 0000 0000 0004";

fn executor() -> Rights {
    Rights::new([(Role::Executor, None)])
}

fn admin() -> Rights {
    Rights::new([(Role::Admin, None)])
}

/// Earnings of an executor, as a completed order leaves them.
async fn earn(t: &TestApp, person: &Person, minor: i64) {
    let now = t.app.clock.now();
    let user = t.row(person).await.id;
    let txn = db::begin(&t.app.db).await.unwrap();
    let order = OrderId(900_000 + user.0);
    facts::completed(&txn, now, order, rub(minor), Some(user), 10_000)
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

async fn ask(t: &TestApp, person: &Person, minor: i64) -> Result<payout::Model, PayError> {
    let user = t.row(person).await.id;
    let asked = Asked {
        purpose: payout::Purpose::Executor,
        money: rub(minor),
        card: CardNumber::parse(CARD).unwrap(),
    };
    payouts::ask(&t.app, client(user), &executor(), asked).await
}

async fn row(t: &TestApp, id: sputnik::kernel::ids::PayoutId) -> payout::Model {
    payouts::find(&t.app, id).await.unwrap()
}

/// The balance of the person, what is owed counted positive.
async fn owed(t: &TestApp, person: &Person) -> i64 {
    -balance(t, Account::ExecutorPayable(t.row(person).await.id)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_by_hand_goes_from_the_request_to_the_banks_reference() {
    let (t, _yookassa) = shop().await;
    let ivan = t.person("Иван", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    earn(&t, &ivan, 500_000).await;
    let asked = ask(&t, &ivan, 200_000).await.unwrap();
    settle(&t).await;
    insta::assert_snapshot!(maria.screen());
    assert_eq!(owed(&t, &ivan).await, 300_000);
    let sealed = asked.card_sealed.clone().unwrap();
    assert!(sealed.starts_with("v1:") && !sealed.contains("2200"));
    assert_eq!(asked.card_mask, "•••• 0004");

    let staff = client(t.row(&maria).await.id);
    payouts::approve(&t.app, staff, &admin(), asked.id)
        .await
        .unwrap();
    settle(&t).await;
    assert!(ivan.screen().contains("одобрили"), "{}", ivan.screen());
    let list = payouts::bank_csv(&t.app, staff, &admin()).await.unwrap();
    assert_eq!(list.count, 1);
    assert_eq!(
        list.csv.expose_secret(),
        &format!(
            "\u{feff}payout;to;amount;currency\r\n{};2200000000000004;2000.00;RUB\r\n",
            asked.id
        )
    );
    assert!(!format!("{list:?}").contains("2200000000000004"));

    payouts::paid(&t.app, staff, &admin(), asked.id, "ПП 118 от 02.01.2030")
        .await
        .unwrap();
    settle(&t).await;
    assert!(ivan.screen().contains("✅ Выплатили"), "{}", ivan.screen());
    let paid = row(&t, asked.id).await;
    assert_eq!(paid.status, payout::Status::Paid);
    assert_eq!(paid.card_sealed, None, "the card is wiped");
    assert_eq!(paid.reference.as_deref(), Some("ПП 118 от 02.01.2030"));
    assert_eq!(balance(&t, Account::Bank).await, -200_000);
    let user = t.row(&ivan).await.id;
    assert_eq!(balance(&t, Account::PayoutsInTransit(user)).await, 0);
    let empty = payouts::bank_csv(&t.app, staff, &admin()).await.unwrap();
    assert_eq!(empty.count, 0);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_have_a_minimum_a_balance_and_no_second_one_beside_them() {
    let (t, _yookassa) = shop().await;
    let ivan = t.person("Иван", "ru").await;
    earn(&t, &ivan, 300_000).await;
    assert!(matches!(
        ask(&t, &ivan, 49_999).await,
        Err(PayError::BadAmount)
    ));
    assert!(matches!(
        ask(&t, &ivan, 300_001).await,
        Err(PayError::NotEnough)
    ));
    let first = ask(&t, &ivan, 100_000).await.unwrap();
    assert!(matches!(
        ask(&t, &ivan, 100_000).await,
        Err(PayError::AlreadyOpen)
    ));
    let user = t.row(&ivan).await.id;
    let asked = Asked {
        purpose: payout::Purpose::Executor,
        money: rub(100_000),
        card: CardNumber::parse(CARD).unwrap(),
    };
    let nobody = payouts::ask(&t.app, client(user), &Rights::new([]), asked).await;
    assert!(matches!(nobody, Err(PayError::NotAllowed)));
    // Taken back: the money is there again, and a new request is possible.
    let kate = t.person("Kate", "en").await;
    let stranger = client(t.row(&kate).await.id);
    let refused = payouts::withdraw(&t.app, stranger, &Rights::new([]), first.id).await;
    assert!(matches!(refused, Err(PayError::NotFound)));
    payouts::withdraw(&t.app, client(user), &Rights::new([]), first.id)
        .await
        .unwrap();
    let again = payouts::withdraw(&t.app, client(user), &Rights::new([]), first.id).await;
    assert!(matches!(again, Err(PayError::Moved)));
    assert_eq!(row(&t, first.id).await.card_sealed, None);
    ask(&t, &ivan, 300_000).await.unwrap();
    assert_eq!(owed(&t, &ivan).await, 0);
    settle(&t).await;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_staff_rejects_or_the_bank_refuses_is_on_the_balance_again() {
    let (t, _yookassa) = shop().await;
    let ivan = t.person("Иван", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let staff = client(t.row(&maria).await.id);
    earn(&t, &ivan, 300_000).await;
    let first = ask(&t, &ivan, 100_000).await.unwrap();
    payouts::reject(&t.app, staff, &admin(), first.id, "Карта чужого банка")
        .await
        .unwrap();
    settle(&t).await;
    assert!(
        ivan.screen().contains("Причина: Карта чужого банка"),
        "{}",
        ivan.screen()
    );
    assert_eq!(owed(&t, &ivan).await, 300_000);
    let second = ask(&t, &ivan, 100_000).await.unwrap();
    payouts::approve(&t.app, staff, &admin(), second.id)
        .await
        .unwrap();
    payouts::fail(&t.app, staff, &admin(), second.id, "Счёт закрыт")
        .await
        .unwrap();
    let late = payouts::paid(&t.app, staff, &admin(), second.id, "x").await;
    assert!(matches!(late, Err(PayError::Moved)));
    settle(&t).await;
    assert_eq!(owed(&t, &ivan).await, 300_000);
    assert_eq!(row(&t, second.id).await.card_sealed, None);
    let nobody = payouts::approve(&t.app, staff, &executor(), second.id).await;
    assert!(matches!(nobody, Err(PayError::NotAllowed)));
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_owner_approves_their_own_payout() {
    let (t, _yookassa) = shop().await;
    let ivan = t.person("Иван", "ru").await;
    earn(&t, &ivan, 300_000).await;
    let asked = ask(&t, &ivan, 100_000).await.unwrap();
    let own = client(t.row(&ivan).await.id);
    let refused = payouts::approve(&t.app, own, &admin(), asked.id).await;
    assert!(matches!(refused, Err(PayError::OwnPayout)), "{refused:?}");
    assert_eq!(row(&t, asked.id).await.status, payout::Status::Asked);
    let owner = Rights::new([(Role::Owner, None)]);
    payouts::approve(&t.app, own, &owner, asked.id)
        .await
        .unwrap();
    settle(&t).await;
    assert_eq!(row(&t, asked.id).await.status, payout::Status::Approved);
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn approving_rejecting_and_taking_back_at_once_ends_in_one_way() {
    for _ in 0..5 {
        let (t, _yookassa) = shop().await;
        let ivan = t.person("Иван", "ru").await;
        earn(&t, &ivan, 300_000).await;
        let asked = ask(&t, &ivan, 100_000).await.unwrap();
        let user = client(t.row(&ivan).await.id);
        let vera = t.staff("Вера", "ru", Role::Admin).await;
        let staff = client(t.row(&vera).await.id);
        let rights = admin();
        let nobody = Rights::new([]);
        let (approved, rejected, withdrawn) = tokio::join!(
            payouts::approve(&t.app, staff, &rights, asked.id),
            payouts::reject(&t.app, staff, &rights, asked.id, "Нет"),
            payouts::withdraw(&t.app, user, &nobody, asked.id),
        );
        settle(&t).await;
        let status = row(&t, asked.id).await.status;
        let kept = if status == payout::Status::Approved {
            200_000
        } else {
            300_000
        };
        assert_eq!(owed(&t, &ivan).await, kept, "{status:?}");
        let wins = [
            approved.is_ok() && status == payout::Status::Approved,
            rejected.is_ok(),
            withdrawn.is_ok(),
        ];
        assert!(wins.iter().any(|won| *won));
        assert!(!(rejected.is_ok() && withdrawn.is_ok()));
        finish(t).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_requests_at_once_are_one_and_never_more_than_the_balance() {
    let (t, _yookassa) = shop().await;
    let ivan = t.person("Иван", "ru").await;
    earn(&t, &ivan, 100_000).await;
    let asked = futures::future::join_all((0..12).map(|_| ask(&t, &ivan, 100_000))).await;
    assert_eq!(asked.iter().filter(|one| one.is_ok()).count(), 1);
    assert_eq!(owed(&t, &ivan).await, 0);
    settle(&t).await;
    finish(t).await;
}

async fn gateway() -> (TestApp, YooKassa) {
    let (t, yookassa) = shop_with(Settings::default().with("PAYOUTS__PROVIDER", "yookassa")).await;
    yookassa.configure(|shop| shop.raw_cards = true);
    (t, yookassa)
}

/// A request that staff approved: it is on its way to YooKassa.
async fn approved(t: &TestApp, person: &Person) -> payout::Model {
    earn(t, person, 300_000).await;
    let asked = ask(t, person, 100_000).await.unwrap();
    let vera = t.staff("Вера", "ru", Role::Admin).await;
    let staff = client(t.row(&vera).await.id);
    payouts::approve(&t.app, staff, &admin(), asked.id)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn yookassa_pays_out_and_the_card_is_stored_nowhere() {
    let (t, yookassa) = gateway().await;
    let ivan = t.person("Иван", "ru").await;
    let sending = approved(&t, &ivan).await;
    assert_eq!(sending.status, payout::Status::Sending);
    let body = sending.body.clone().unwrap();
    assert!(body.contains("{card}") && !body.contains("2200"), "{body}");
    rounds(&t).await;
    let paid = row(&t, sending.id).await;
    assert_eq!(paid.status, payout::Status::Paid);
    assert_eq!(paid.card_sealed, None);
    let theirs = yookassa.payouts().remove(0);
    assert_eq!(theirs.amount_minor, 100_000);
    assert_eq!(theirs.json["payout_destination"]["card"]["last4"], "0004");
    assert_eq!(paid.provider_id.as_deref(), Some(theirs.id.as_str()));
    assert!(ivan.screen().contains("✅ Выплатили"), "{}", ivan.screen());
    assert_eq!(balance(&t, Account::ClearingYookassa).await, -100_000);
    notify(&t, &yookassa).await;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_whose_answer_was_lost_is_one_payout() {
    for kind in [FaultKind::ServerError, FaultKind::Reset, FaultKind::BadJson] {
        let (t, yookassa) = gateway().await;
        let ivan = t.person("Иван", "ru").await;
        let sending = approved(&t, &ivan).await;
        yookassa.fail_next_after(Operation::CreatePayout, kind);
        t.run(&jobs::Payouts).await;
        assert_eq!(row(&t, sending.id).await.status, payout::Status::Sending);
        t.advance(TimeDelta::minutes(10));
        rounds(&t).await;
        assert_eq!(yookassa.payouts().len(), 1, "{kind:?}");
        let calls = yookassa.calls(Operation::CreatePayout);
        assert_eq!(calls[0].body, calls[1].body);
        assert_eq!(row(&t, sending.id).await.status, payout::Status::Paid);
        notify(&t, &yookassa).await;
        finish(t).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_that_yookassa_refuses_is_told_to_both_and_the_money_is_back() {
    let (mut t, yookassa) = gateway().await;
    t.expects_faults = true;
    yookassa.set_payout_mode(Settlement::Pending);
    let ivan = t.person("Иван", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    let sending = approved(&t, &ivan).await;
    rounds(&t).await;
    let theirs = row(&t, sending.id).await.provider_id.unwrap();
    yookassa
        .cancel_payout(&theirs, "recipient_not_found")
        .unwrap();
    notify(&t, &yookassa).await;
    let failed = row(&t, sending.id).await;
    assert_eq!(failed.status, payout::Status::Failed);
    assert_eq!(failed.problem.as_deref(), Some("recipient_not_found"));
    assert_eq!(failed.card_sealed, None);
    assert_eq!(owed(&t, &ivan).await, 300_000);
    assert!(ivan.screen().contains("не прошла"), "{}", ivan.screen());
    assert!(
        maria.screen().contains("recipient_not_found"),
        "{}",
        maria.screen()
    );
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_payout_is_asked_for_until_it_has_arrived() {
    let (t, yookassa) = gateway().await;
    yookassa.set_payout_mode(Settlement::Pending);
    let ivan = t.person("Иван", "ru").await;
    let sending = approved(&t, &ivan).await;
    rounds(&t).await;
    let theirs = row(&t, sending.id).await.provider_id.unwrap();
    yookassa.settle_payout(&theirs).unwrap();
    for notice in yookassa.notifications() {
        yookassa.drop_notification(notice.id);
    }
    t.advance(TimeDelta::hours(1));
    rounds(&t).await;
    assert_eq!(row(&t, sending.id).await.status, payout::Status::Paid);
    finish(t).await;
}
