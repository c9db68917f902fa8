//! The client of YooKassa against a service that behaves as YooKassa does.

use std::{path::Path, time::Duration};

use chrono::TimeDelta;
use sputnik::{
    clients::yookassa::{
        Gateway, Shop, Span,
        bodies::{self, Destination, NewPayment, NewPayout, NewRefund},
        error::CallError,
        objects::{PaymentStatus, Reason, TransferStatus},
    },
    config::{Config, Needs},
    kernel::{
        lang::Lang,
        money::{Currency, Money},
        time::Timestamp,
    },
};
use sputnik_sandbox::{
    BotSpec, Options, Sandbox,
    yookassa::{Fault, FaultKind, Operation, Settlement, YooKassa},
};

use super::support::app::{BOT, TOKEN};

const SECRET: &str = "test_sandbox_shop_key";

async fn sandbox() -> (Sandbox, YooKassa) {
    let sandbox = Sandbox::start(Options::for_bot(BotSpec {
        token: TOKEN.to_owned(),
        username: BOT.to_owned(),
        first_name: "Sputnik".to_owned(),
    }))
    .await
    .unwrap();
    let yookassa = sandbox.yookassa();
    (sandbox, yookassa)
}

fn config(api_url: &str, secret: &str) -> Config {
    let variables = [
        ("SHOP_ID", "100500"),
        ("SECRET_KEY", secret),
        ("PAYOUT_AGENT_ID", "300300"),
        ("PAYOUT_SECRET_KEY", "test_sandbox_payout_key"),
        ("API_URL", api_url),
    ]
    .map(|(key, value)| (format!("SPUTNIK__YOOKASSA__{key}"), value.to_owned()));
    Config::load(Path::new("/dev/null"), variables, Needs::Nothing)
        .unwrap()
        .config
}

fn shop(yookassa: &YooKassa) -> Shop {
    let config = config(&yookassa.api_url(), SECRET);
    Shop::configured(&config.yookassa).unwrap().unwrap()
}

const fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

fn payment(minor: i64) -> String {
    NewPayment {
        amount: rub(minor),
        description: "Заказ 17",
        return_url: "https://sputnik.test/pay/return/x",
        lang: Lang::Ru,
        metadata: &[("payment_id", "17".to_owned())],
        receipt: None,
    }
    .body()
    .unwrap()
}

fn refund(payment_id: &str, minor: i64) -> String {
    NewRefund {
        payment_id,
        amount: rub(minor),
        description: "Отмена",
        metadata: &[],
        receipt: None,
    }
    .body()
    .unwrap()
}

#[tokio::test]
async fn a_payment_is_made_paid_and_partly_refunded() {
    let (sandbox, yookassa) = sandbox().await;
    let shop = shop(&yookassa);
    let made = shop.create_payment("k-1", &payment(150_000)).await.unwrap();
    assert_eq!(made.status, PaymentStatus::Pending);
    assert_eq!(made.noted("payment_id"), Some("17"));
    assert_eq!(made.recipient.as_ref().unwrap().account_id, "100500");
    yookassa.pay(made.page().unwrap()).unwrap();
    let paid = shop.payment(&made.id).await.unwrap();
    assert_eq!(paid.status, PaymentStatus::Succeeded);
    assert_eq!(paid.amount.money(), Some(rub(150_000)));
    assert!(paid.captured_at.is_some() && paid.test);

    let back = shop
        .create_refund("k-2", &refund(&made.id, 50_000))
        .await
        .unwrap();
    assert_eq!(back.status, TransferStatus::Succeeded);
    assert_eq!(shop.refund(&back.id).await.unwrap(), back);
    let paid = shop.payment(&made.id).await.unwrap();
    assert_eq!(paid.status, PaymentStatus::Succeeded);
    assert_eq!(paid.refunded_amount.unwrap().money(), Some(rub(50_000)));
    let over = shop
        .create_refund("k-3", &refund(&made.id, 100_001))
        .await
        .unwrap_err();
    assert!(matches!(over, CallError::Rejected { .. }), "{over}");
    sandbox.shutdown().await;
}

#[tokio::test]
async fn a_decline_tells_why() {
    let (sandbox, yookassa) = sandbox().await;
    let shop = shop(&yookassa);
    let made = shop.create_payment("k", &payment(100)).await.unwrap();
    yookassa.decline(&made.id, "insufficient_funds").unwrap();
    let declined = shop.payment(&made.id).await.unwrap();
    assert_eq!(declined.status, PaymentStatus::Canceled);
    assert_eq!(declined.reason(), Some(&Reason::InsufficientFunds));
    sandbox.shutdown().await;
}

#[tokio::test]
async fn the_same_key_and_body_make_one_payment_and_another_body_is_refused() {
    let (sandbox, yookassa) = sandbox().await;
    let shop = shop(&yookassa);
    let first = shop.create_payment("k", &payment(100)).await.unwrap();
    yookassa.pay(&first.id).unwrap();
    let again = shop.create_payment("k", &payment(100)).await.unwrap();
    assert_eq!(again.id, first.id);
    assert_eq!(again.status, PaymentStatus::Succeeded, "as it is now");
    let other = shop.create_payment("k", &payment(200)).await.unwrap_err();
    let CallError::Rejected { parameter, .. } = other else {
        panic!("{other}");
    };
    assert_eq!(parameter.as_deref(), Some("Idempotence-Key"));
    assert_eq!(yookassa.payments().len(), 1);
    sandbox.shutdown().await;
}

#[tokio::test]
async fn a_lost_answer_is_an_unknown_outcome_and_a_replay_finds_the_payment() {
    let (sandbox, yookassa) = sandbox().await;
    let shop = shop(&yookassa);
    let kinds = [
        FaultKind::ServerError,
        FaultKind::Reset,
        FaultKind::BadJson,
        FaultKind::Accepted,
    ];
    for (number, kind) in kinds.into_iter().enumerate() {
        let key = format!("k-{number}");
        yookassa.fail_next_after(Operation::CreatePayment, kind);
        let lost = shop.create_payment(&key, &payment(100)).await.unwrap_err();
        assert!(
            matches!(lost, CallError::Unknown { .. }),
            "{kind:?}: {lost}"
        );
        assert_eq!(yookassa.payments().len(), number + 1, "{kind:?}");
        let found = shop.create_payment(&key, &payment(100)).await.unwrap();
        assert_eq!(yookassa.payments().len(), number + 1, "{kind:?}");
        assert_eq!(yookassa.payment(&found.id).unwrap().idempotence_key, key);
    }
    sandbox.shutdown().await;
}

#[tokio::test]
async fn what_was_never_carried_out_is_carried_out_by_the_replay() {
    let (sandbox, yookassa) = sandbox().await;
    let shop = shop(&yookassa);
    yookassa.set_down(true);
    let down = shop.create_payment("k", &payment(100)).await.unwrap_err();
    assert!(matches!(down, CallError::Unknown { .. }), "{down}");
    yookassa.set_down(false);
    yookassa.fail_next(Operation::CreatePayment, FaultKind::TooManyRequests);
    let busy = shop.create_payment("k", &payment(100)).await.unwrap_err();
    let retry_after = Some(Duration::from_millis(1800));
    assert_eq!(busy, CallError::Busy { retry_after });
    assert!(yookassa.payments().is_empty());
    shop.create_payment("k", &payment(100)).await.unwrap();
    assert_eq!(yookassa.payments().len(), 1);
    sandbox.shutdown().await;
}

#[tokio::test]
async fn refusals_are_told_apart_and_tell_no_secret() {
    let (sandbox, yookassa) = sandbox().await;
    let stranger = config(&yookassa.api_url(), "live_wrong_key_of_the_test");
    let stranger = Shop::configured(&stranger.yookassa).unwrap().unwrap();
    let unauthorized = stranger.payment("x").await.unwrap_err();
    assert_eq!(unauthorized, CallError::Unauthorized);

    let shop = shop(&yookassa);
    assert_eq!(shop.payment("x").await.unwrap_err(), CallError::NotFound);
    let sent = yookassa.calls(Operation::GetPayment).len();
    let odd = shop.payment("../payouts?x").await.unwrap_err();
    assert_eq!(odd, CallError::NotFound);
    assert_eq!(yookassa.calls(Operation::GetPayment).len(), sent);

    yookassa.fail(Fault::refuse("invalid_request", "Receipt is missing or illegal").times(1));
    let refused = shop.create_payment("k", &payment(100)).await.unwrap_err();
    assert!(matches!(refused, CallError::Rejected { .. }), "{refused}");
    yookassa.fail(Fault::refuse("forbidden", "No right").status(403).times(1));
    let forbidden = shop.create_payment("k2", &payment(100)).await.unwrap_err();
    assert!(
        matches!(forbidden, CallError::Forbidden { .. }),
        "{forbidden}"
    );

    let nowhere = config("http://127.0.0.1:1/v3", SECRET);
    let nowhere = Shop::configured(&nowhere.yookassa).unwrap().unwrap();
    let unreachable = nowhere.payment("x").await.unwrap_err();
    let printed = format!(
        "{unauthorized:?} {refused:?} {forbidden:?} {unreachable:?} {unreachable} {shop:?} {stranger:?}"
    );
    for secret in [SECRET, "live_wrong_key_of_the_test", "127.0.0.1", "100500"] {
        assert!(!printed.contains(secret), "{printed}");
    }
    sandbox.shutdown().await;
}

#[tokio::test]
async fn money_that_is_only_held_is_taken_or_let_go() {
    let (sandbox, yookassa) = sandbox().await;
    let shop = shop(&yookassa);
    let held = payment(100).replace("\"capture\":true", "\"capture\":false");
    for (key, status) in [
        ("a", PaymentStatus::Succeeded),
        ("b", PaymentStatus::Canceled),
    ] {
        let made = shop.create_payment(key, &held).await.unwrap();
        yookassa.pay(&made.id).unwrap();
        let waiting = shop.payment(&made.id).await.unwrap();
        assert_eq!(waiting.status, PaymentStatus::WaitingForCapture);
        assert!(waiting.expires_at.is_some());
        let key = format!("{key}-2");
        let done = if status == PaymentStatus::Succeeded {
            shop.capture(&made.id, &key, bodies::EMPTY).await.unwrap()
        } else {
            shop.cancel(&made.id, &key).await.unwrap()
        };
        assert_eq!(done.status, status);
    }
    assert!(yookassa.refusals().is_empty(), "{:?}", yookassa.refusals());
    sandbox.shutdown().await;
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let (sandbox, yookassa) = sandbox().await;
    let shop = shop(&yookassa);
    let now = Timestamp::from(chrono::DateTime::from(sandbox.clock().now()));
    for number in 0..103 {
        let key = format!("k-{number}");
        shop.create_payment(&key, &payment(100)).await.unwrap();
    }
    let mut span = Span {
        from: now.minus(TimeDelta::hours(1)),
        until: now.plus(TimeDelta::hours(1)),
        cursor: None,
    };
    let first = shop.payments(&span).await.unwrap();
    span.cursor.clone_from(&first.next_cursor);
    let second = shop.payments(&span).await.unwrap();
    assert_eq!((first.items.len(), second.items.len()), (100, 3));
    assert_eq!(second.next_cursor, None);
    span.until = span.from.plus(TimeDelta::minutes(1));
    span.cursor = None;
    assert!(shop.payments(&span).await.unwrap().items.is_empty());
    assert!(shop.refunds(&span).await.unwrap().items.is_empty());
    sandbox.shutdown().await;
}

#[tokio::test]
async fn payouts_go_through_a_gateway_of_their_own() {
    let (sandbox, yookassa) = sandbox().await;
    let config = config(&yookassa.api_url(), SECRET);
    let gateway = Gateway::configured(&config.yookassa).unwrap().unwrap();
    yookassa.configure(|settings| settings.raw_cards = true);
    yookassa.set_payout_mode(Settlement::Pending);
    let body = NewPayout {
        amount: rub(450_000),
        description: "Выплата 7",
        to: &Destination::Card("2200000000000004".into()),
        metadata: &[("payout_id", "7".to_owned())],
    }
    .body()
    .unwrap();
    let body = secrecy::ExposeSecret::expose_secret(&body);
    let made = gateway.create_payout("k", body).await.unwrap();
    assert_eq!(made.status, TransferStatus::Pending);
    yookassa
        .cancel_payout(&made.id, "recipient_not_found")
        .unwrap();
    let ended = gateway.payout(&made.id).await.unwrap();
    assert_eq!(ended.status, TransferStatus::Canceled);
    let why = ended.cancellation_details.unwrap();
    assert_eq!(why.reason, Reason::RecipientNotFound);

    yookassa.configure(|settings| settings.raw_cards = false);
    let forbidden = gateway.create_payout("k2", body).await.unwrap_err();
    assert!(
        matches!(forbidden, CallError::Forbidden { .. }),
        "{forbidden}"
    );
    sandbox.shutdown().await;
}
