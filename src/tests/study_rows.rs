//! Rows of finished and paid work, for stories that begin after it.

use sea_orm::{ActiveValue::Set, EntityTrait};
use sputnik::{
    db,
    entity::{
        executor, hour, order,
        payment::{self, Part, PayableKind, Provider},
    },
    features::{
        ledger::facts,
        referrals::bonuses,
        reviews::{service, work::Work},
    },
    kernel::{
        ids::{HourId, OrderId, PaymentId, UserId},
        money::Currency,
        payable::Payable,
    },
};

use super::support::TestApp;

/// Somebody who carries out orders, known to clients by this number.
pub(super) async fn executor(t: &TestApp, person: UserId, number: i32) {
    let row = executor::ActiveModel {
        user_id: Set(person),
        number: Set(number),
        status: Set(executor::Status::Approved),
        subjects: Set("физика".to_owned()),
        experience: Set("пять лет".to_owned()),
        limit_in_hand: Set(5),
        in_hand: Set(0),
        stars_sum: Set(0),
        stars_count: Set(0),
        applied_at: Set(t.app.clock.now()),
        ..Default::default()
    };
    executor::Entity::insert(row)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap();
}

/// What an executor's rating is made of: sum and count.
pub(super) async fn rating(t: &TestApp, person: UserId) -> (i32, i32) {
    let row = executor::Entity::find_by_id(person)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    (row.stars_sum, row.stars_count)
}

/// An order of this client in this state.
pub(super) async fn order(
    t: &TestApp,
    client: UserId,
    executor: Option<UserId>,
    status: order::Status,
) -> OrderId {
    let now = t.app.clock.now();
    let row = order::ActiveModel {
        client_id: Set(client),
        kind: Set("coursework".to_owned()),
        status: Set(status),
        currency: Set(Currency::Rub),
        price_minor: Set(Some(100_000)),
        bonus_minor: Set(0),
        paid_minor: Set(0),
        refunded_minor: Set(0),
        executor_id: Set(executor),
        revisions_left: Set(0),
        search: Set(String::new()),
        version: Set(0),
        created_at: Set(now),
        moved_at: Set(now),
        ..Default::default()
    };
    order::Entity::insert(row)
        .exec(&t.app.db)
        .await
        .unwrap()
        .last_insert_id
}

/// An hour of this client with this operator; `slot` keeps two of them apart.
pub(super) async fn hour(
    t: &TestApp,
    client: UserId,
    operator: UserId,
    status: hour::Status,
    slot: i64,
) -> HourId {
    let now = t.app.clock.now();
    let row = hour::ActiveModel {
        operator_id: Set(operator),
        client_id: Set(client),
        starts_at: Set(now.plus(chrono::TimeDelta::hours(slot))),
        status: Set(status),
        price_minor: Set(150_000),
        currency: Set(Currency::Rub),
        bonus_minor: Set(0),
        paid_minor: Set(0),
        refunded_minor: Set(0),
        hold_until: Set(now),
        created_at: Set(now),
        ..Default::default()
    };
    hour::Entity::insert(row)
        .exec(&t.app.db)
        .await
        .unwrap()
        .last_insert_id
}

/// The work is over: its client is asked how it was.
pub(super) async fn ask(t: &TestApp, client: UserId, work: Work) {
    let txn = db::begin(&t.app.db).await.unwrap();
    service::ask(&txn, t.app.clock.now(), client, work)
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

/// A payment that came, not settled yet.
pub(super) async fn payment(
    t: &TestApp,
    payer: UserId,
    payable: Payable,
    provider: Provider,
    minor: i64,
    bonus_minor: i64,
) -> payment::Model {
    let now = t.app.clock.now();
    let key = hex::encode(rand::random::<[u8; 12]>());
    let row = payment::ActiveModel {
        payable_kind: Set(PayableKind::of(payable)),
        payable_id: Set(payable.id()),
        part: Set(Part::Full),
        payer_id: Set(payer),
        provider: Set(provider),
        status: Set(payment::Status::Paid),
        amount_minor: Set(minor),
        bonus_minor: Set(bonus_minor),
        currency: Set(Currency::Rub),
        refunded_minor: Set(0),
        idempotence_key: Set(key.clone()),
        body: Set("{}".to_owned()),
        return_token: Set(key),
        checks: Set(0),
        created_at: Set(now),
        paid_at: Set(Some(now)),
        ..Default::default()
    };
    let id: PaymentId = payment::Entity::insert(row)
        .exec(&t.app.db)
        .await
        .unwrap()
        .last_insert_id;
    payment::Entity::find_by_id(id)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

/// The settling transaction, as far as money and bonuses go: whether it earned a bonus.
pub(super) async fn settle(t: &TestApp, payment: &payment::Model) -> bool {
    let now = t.app.clock.now();
    let txn = db::begin(&t.app.db).await.unwrap();
    facts::paid(&txn, now, payment).await.unwrap();
    let earned = bonuses::on_paid(&txn, now, &t.app.config.referrals, payment)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    earned.is_some()
}

/// Somebody pays for an order of their own.
pub(super) async fn pays(t: &TestApp, payer: UserId, minor: i64) -> payment::Model {
    let order = order(t, payer, None, order::Status::Paid).await;
    let payment = payment(
        t,
        payer,
        Payable::Order(order),
        Provider::Yookassa,
        minor,
        0,
    )
    .await;
    settle(t, &payment).await;
    payment
}

/// Of a payment this much went back in all.
pub(super) async fn refunded(t: &TestApp, payment: &payment::Model, total_minor: i64) {
    let txn = db::begin(&t.app.db).await.unwrap();
    bonuses::on_refund(
        &txn,
        t.app.clock.now(),
        payment.id,
        total_minor,
        payment.amount_minor,
    )
    .await
    .unwrap();
    txn.commit().await.unwrap();
}
