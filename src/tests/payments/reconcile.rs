//! The provider's list against ours.

use sea_orm::sea_query::Expr;
use sputnik::{
    features::payments::{
        error::PayError,
        reconcile::{self, Kind},
    },
    kernel::permission::Rights,
};
use sputnik_sandbox::yookassa::{FaultKind, Operation};

use super::*;

fn admin() -> Rights {
    Rights::new([(Role::Admin, None)])
}

async fn report(t: &TestApp) -> reconcile::Report {
    let now = t.app.clock.now();
    let (from, until) = (
        now.minus(TimeDelta::days(1)),
        now.plus(TimeDelta::minutes(1)),
    );
    reconcile::report(&t.app, &admin(), from, until)
        .await
        .unwrap()
}

async fn pay(t: &TestApp, yookassa: &YooKassa, person: &Person, minor: i64) -> String {
    let order = order(t, person, minor).await;
    let link = go_to_page(t, person, order).await;
    yookassa.pay(&link).unwrap();
    link
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sees_that_the_lists_agree() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    let maria = t.staff("Мария", "ru", Role::Admin).await;
    pay(&t, &yookassa, &anna, 150_000).await;
    notify(&t, &yookassa).await;
    let link = pay(&t, &yookassa, &anna, 50_000).await;
    notify(&t, &yookassa).await;
    let id = attempts(&t).await[1].id;
    let user = t.row(&anna).await.id;
    sputnik::features::payments::refunds::order(
        &t.app,
        client(user),
        &admin(),
        id,
        Some(rub(20_000)),
        "Скидка",
    )
    .await
    .unwrap();
    rounds(&t).await;
    assert_eq!(yookassa.payment(&link).unwrap().refunded_minor, 20_000);
    let report = report(&t).await;
    assert_eq!(report.differences, []);
    assert!(report.is_ledger_clean);
    assert_eq!((report.payments, report.received), (2, rub(200_000)));
    assert_eq!((report.refunds, report.returned), (1, rub(20_000)));

    t.advance(TimeDelta::seconds(30));
    Screen::new(Html::escape("Сверка"))
        .with(Keyboard::new().row([button("Сверить", &PaymentsCallback::Reconcile(1))]))
        .send(&t.app.tg, TgId(maria.id()))
        .await
        .unwrap();
    maria.tap("Сверить").await.unwrap();
    let done = async {
        while !maria.screen().contains("Списки совпадают") {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), done)
        .await
        .unwrap_or_else(|_| panic!("{}", maria.screen()));
    insta::assert_snapshot!(maria.screen());
    notify(&t, &yookassa).await;
    finish(t).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_does_not_agree_is_named() {
    let (t, yookassa) = shop().await;
    let anna = t.person("Анна", "ru").await;
    // Paid there, and nobody told us yet.
    let silent = pay(&t, &yookassa, &anna, 10_000).await;
    // Paid past us, in the provider's own office.
    let shop = t.app.shop.as_ref().unwrap();
    let body = r#"{"amount": {"value": "77.00", "currency": "RUB"}, "capture": true,
        "confirmation": {"type": "redirect", "return_url": "https://sputnik.test"}}"#;
    let strange = shop.create_payment("by-hand", body).await.unwrap();
    yookassa.pay(&strange.id).unwrap();
    // Paid with us, not there.
    let order = order(&t, &anna, 20_000).await;
    go_to_page(&t, &anna, order).await;
    let last = attempts(&t).await.pop().unwrap();
    payment::Entity::update_many()
        .col_expr(payment::Column::Status, Expr::value("paid"))
        .filter(payment::Column::Id.eq(last.id))
        .exec(&t.app.db)
        .await
        .unwrap();
    let report = report(&t).await;
    let mut found: Vec<_> = report
        .differences
        .iter()
        .map(|one| (one.kind.word(), one.ours, one.theirs.clone()))
        .collect();
    found.sort();
    let id = |link: &str| yookassa.payment(link).unwrap().id;
    let first = attempts(&t).await[0].id.0;
    assert_eq!(
        found,
        [
            (
                Kind::NotBooked.word(),
                Some(last.id.0),
                last.provider_id.clone()
            ),
            (
                Kind::NotPaid.word(),
                Some(last.id.0),
                last.provider_id.clone()
            ),
            (Kind::NotSettled.word(), Some(first), Some(id(&silent))),
            (Kind::UnknownPayment.word(), None, Some(strange.id.clone())),
        ]
    );
    // The database was changed behind the application's back: the books are not looked at here.
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_decides_about_money_compares_and_silence_is_told() {
    let (t, yookassa) = shop().await;
    let now = t.app.clock.now();
    let nobody = reconcile::report(&t.app, &Rights::new([]), now, now).await;
    assert!(matches!(nobody, Err(PayError::NotAllowed)));
    yookassa.fail_next(Operation::ListPayments, FaultKind::ServerError);
    let silent = reconcile::report(&t.app, &admin(), now, now).await;
    assert!(matches!(silent, Err(PayError::NoAnswer(_))));
    finish(t).await;
}
