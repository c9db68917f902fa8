//! Money, over the wire: people pay on pages of a service that behaves as YooKassa does, notices come or
//! get lost, and the books are looked at in the end.

mod attempts;
mod faults;
mod native;
mod notices;
mod pages;
mod payouts;
mod races;
mod reconcile;
mod refunds;

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use sputnik::{
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    db,
    entity::{bonus, order, payment, refund},
    features::{
        ledger::{self, Account, facts},
        payments::{callbacks::PaymentsCallback, jobs, webhook},
    },
    kernel::{
        actor::{Actor, Who},
        ids::{OrderId, PaymentId, TgId, UserId},
        money::{Currency, Money},
        payable::Payable,
        permission::Role,
    },
};
use sputnik_sandbox::{Person, yookassa::YooKassa};

use super::support::{Settings, TestApp};

/// One of YooKassa's addresses.
const THEIRS: &str = "185.71.76.5";

/// The application with a shop that sends notices when it is asked to.
pub(super) async fn shop() -> (TestApp, YooKassa) {
    shop_with(Settings::default()).await
}

async fn shop_with(settings: Settings) -> (TestApp, YooKassa) {
    let settings = settings.with("HTTP__TRUSTED_PROXIES", "127.0.0.1/32");
    let t = TestApp::with(settings).await;
    let yookassa = t.sandbox.yookassa();
    point_notices(&t, &yookassa);
    yookassa.set_forwarded_for(Some(THEIRS));
    (t, yookassa)
}

/// Notices go to the process as it runs now.
fn point_notices(t: &TestApp, yookassa: &YooKassa) {
    yookassa.set_notification_url(&format!("{}{}", t.url, webhook::PATH));
}

const fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

/// An order whose price is agreed: it waits for its payment.
pub(super) async fn order(t: &TestApp, client: &Person, price: i64) -> Payable {
    let now = t.app.clock.now();
    let row = order::ActiveModel {
        client_id: Set(t.row(client).await.id),
        kind: Set("consultation".to_owned()),
        status: Set(order::Status::AwaitingPayment),
        subject: Set(Some("Механика".to_owned())),
        currency: Set(Currency::Rub),
        price_minor: Set(Some(price)),
        share_bp: Set(Some(7000)),
        pay_by: Set(Some(now.plus(TimeDelta::hours(48)))),
        bonus_minor: Set(0),
        paid_minor: Set(0),
        refunded_minor: Set(0),
        revisions_left: Set(0),
        version: Set(0),
        search: Set(String::new()),
        created_at: Set(now),
        moved_at: Set(now),
        ..Default::default()
    };
    let row = row.insert(&t.app.db).await.unwrap();
    Payable::Order(row.id)
}

/// The order itself.
async fn order_row(t: &TestApp, payable: Payable) -> order::Model {
    order::Entity::find_by_id(OrderId(payable.id()))
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

/// Shows the button that leads to the payment, as the card of an order does.
async fn offer(t: &TestApp, person: &Person, payable: Payable) {
    let keyboard = Keyboard::new().row([button("Оплата", &PaymentsCallback::Due(payable, false))]);
    Screen::new(Html::escape("Заказ"))
        .with(keyboard)
        .send(&t.app.tg, TgId(person.id()))
        .await
        .unwrap();
}

/// A person opens the payment and goes as far as the link; gives its address.
pub(super) async fn go_to_page(t: &TestApp, person: &Person, payable: Payable) -> String {
    offer(t, person, payable).await;
    person.tap("Оплата").await.unwrap();
    let screen = person.screen();
    let pay = ["💳 Оплатить", "💳 Pay", "💳 Toʻlash"]
        .into_iter()
        .find(|label| screen.contains(label))
        .expect("no button to pay by");
    person.tap(pay).await.unwrap();
    person.last_link().expect("no link to pay at")
}

/// Brings the waiting notices, and then the news to people.
pub(super) async fn notify(t: &TestApp, yookassa: &YooKassa) {
    for attempt in yookassa.deliver_all().await {
        assert!(attempt.accepted(), "{attempt:?}");
    }
    settle(t).await;
}

/// Delivers news.
async fn settle(t: &TestApp) {
    t.settle().await;
}

/// The newest message with these words, wherever it stands: news of other things may have come since.
fn said(person: &Person, words: &str) -> String {
    let transcript = person.transcript();
    transcript
        .iter()
        .rfind(|message| message.contains(words))
        .unwrap_or_else(|| panic!("nobody said {words}: {transcript:?}"))
        .clone()
}

/// One round of every job that follows money.
pub(super) async fn rounds(t: &TestApp) {
    t.run(&jobs::Hints).await;
    t.run(&jobs::Recheck).await;
    t.run(&jobs::Refunds).await;
    t.run(&jobs::Payouts).await;
    settle(t).await;
}

/// Every attempt, oldest first.
async fn attempts(t: &TestApp) -> Vec<payment::Model> {
    payment::Entity::find()
        .order_by_asc(payment::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap()
}

/// The only attempt.
pub(super) async fn attempt(t: &TestApp) -> payment::Model {
    let mut all = attempts(t).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

async fn refunds(t: &TestApp) -> Vec<refund::Model> {
    refund::Entity::find()
        .order_by_asc(refund::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap()
}

/// The balance of an account in roubles: debits are positive.
async fn balance(t: &TestApp, account: Account) -> i64 {
    ledger::reads::balance(&t.app.db, account, Currency::Rub)
        .await
        .unwrap()
        .minor()
}

/// A bonus that may be used at once.
pub(super) async fn give_bonus(t: &TestApp, person: &Person, minor: i64) {
    give_bonus_in(t, person, minor, Currency::Rub).await;
}

pub(super) async fn give_bonus_in(t: &TestApp, person: &Person, minor: i64, currency: Currency) {
    let now = t.app.clock.now();
    let user = t.row(person).await.id;
    let txn = db::begin(&t.app.db).await.unwrap();
    let bonus = bonus::Model {
        id: sputnik::kernel::ids::BonusId(user.0 * 1_000_000 + minor),
        user_id: user,
        from_user_id: user,
        payment_id: PaymentId(0),
        amount_minor: minor,
        clawed_minor: 0,
        currency,
        status: bonus::Status::Pending,
        available_at: now,
        created_at: now,
    };
    facts::bonus_earned(&txn, now, &bonus).await.unwrap();
    facts::bonus_released(&txn, now, &bonus, Money::new(minor, currency))
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

fn client(user: UserId) -> Actor {
    Actor {
        who: Who::User(user),
        role: Some(Role::Client),
        update: None,
    }
}

/// Ends a test: the books must add up whatever happened, and nothing may wait for news.
pub(super) async fn finish(t: TestApp) {
    let audit = ledger::reads::audit(&t.app.db).await.unwrap();
    assert!(audit.is_clean(), "{audit:?}");
    // What the clearing account says is what attempts and refunds say.
    let came: i64 = attempts(&t)
        .await
        .iter()
        .filter(|one| {
            one.provider == payment::Provider::Yookassa
                && matches!(one.status, payment::Status::Paid | payment::Status::Parked)
        })
        .map(|one| one.amount_minor)
        .sum();
    let mut gone = 0;
    for one in refunds(&t).await {
        let of = payment::Entity::find_by_id(one.payment_id)
            .one(&t.app.db)
            .await
            .unwrap()
            .unwrap();
        assert!(of.refunded_minor <= of.amount_minor, "{of:?}");
        if one.status == refund::Status::Done && of.provider == payment::Provider::Yookassa {
            gone += one.amount_minor;
        }
    }
    let paid_out: i64 = sputnik::entity::payout::Entity::find()
        .filter(sputnik::entity::payout::Column::Status.eq(sputnik::entity::payout::Status::Paid))
        .filter(
            sputnik::entity::payout::Column::Provider
                .eq(sputnik::entity::payout::Provider::Yookassa),
        )
        .all(&t.app.db)
        .await
        .unwrap()
        .iter()
        .map(|one| one.amount_minor)
        .sum();
    assert_eq!(
        balance(&t, Account::ClearingYookassa).await,
        came - gone - paid_out
    );
    let waiting = sputnik::entity::provider_notice::Entity::find()
        .filter(sputnik::entity::provider_notice::Column::HandledAt.is_null())
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(waiting, 0, "notices are not worked on");
    t.finish().await;
}
