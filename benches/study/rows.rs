//! Orders that wait for their payment: half of them have an executor already, the others go to the board
//! once they are paid.

use sea_orm::ActiveValue::Set;
use sputnik::{
    db::Db,
    entity::{executor, order, payment, user_role},
    kernel::{
        ids::{AgencyId, OrderId, PaymentId, UserId},
        money::Currency,
        payable::Payable,
        permission::Role,
        time::Timestamp,
    },
};

use crate::database::{insert, people};

/// People who order.
const CLIENTS: i64 = 1000;
/// People who carry orders out: each is told of an order on the board.
pub(crate) const EXECUTORS: i64 = 20;
/// People who steer orders: each is told of every payment.
pub(crate) const STAFF: i64 = 2;
/// What each order costs.
pub(crate) const PRICE: i64 = 150_000;

/// Whose the order is.
pub(crate) fn client_of(order: i64) -> i64 {
    1 + order % CLIENTS
}

/// Who carries it out, where that is known before it is paid.
pub(crate) fn executor_of(order: i64) -> Option<i64> {
    (order % 2 == 0).then(|| CLIENTS + 1 + order / 2 % EXECUTORS)
}

/// Everybody who carries orders out.
pub(crate) fn executors() -> std::ops::RangeInclusive<i64> {
    CLIENTS + 1..=CLIENTS + EXECUTORS
}

/// Everybody who steers orders.
pub(crate) fn staff() -> std::ops::RangeInclusive<i64> {
    CLIENTS + EXECUTORS + 1..=CLIENTS + EXECUTORS + STAFF
}

/// People, and so many orders as there are ids of payments at the provider.
pub(crate) async fn fill(db: &Db, now: Timestamp, theirs: &[String]) -> anyhow::Result<()> {
    people(db, now, *staff().end()).await?;
    let hands = executors()
        .zip(1..)
        .map(|(id, number)| executor::ActiveModel {
            user_id: Set(UserId(id)),
            number: Set(number),
            status: Set(executor::Status::Approved),
            subjects: Set("физика".to_owned()),
            experience: Set("пять лет".to_owned()),
            limit_in_hand: Set(5),
            in_hand: Set(0),
            stars_sum: Set(0),
            stars_count: Set(0),
            applied_at: Set(now),
            ..Default::default()
        });
    insert::<executor::Entity, _>(db, hands).await?;
    let roles = executors()
        .map(|id| (id, Role::Executor))
        .chain(staff().map(|id| (id, Role::Admin)))
        .map(|(id, role)| user_role::ActiveModel {
            user_id: Set(UserId(id)),
            role: Set(role),
            agency_id: Set(AgencyId(0)),
            granted_at: Set(now),
            ..Default::default()
        });
    insert::<user_role::Entity, _>(db, roles).await?;
    insert::<order::Entity, _>(db, (1..).zip(theirs).map(|(id, _)| order(id, now))).await?;
    let payments = (1..)
        .zip(theirs)
        .map(|(id, theirs)| payment(id, theirs, now));
    insert::<payment::Entity, _>(db, payments).await
}

fn order(id: i64, now: Timestamp) -> order::ActiveModel {
    order::ActiveModel {
        id: Set(OrderId(id)),
        client_id: Set(UserId(client_of(id))),
        kind: Set("consultation".to_owned()),
        status: Set(order::Status::AwaitingPayment),
        subject: Set(Some("Механика".to_owned())),
        topic: Set(Some("Колебания и волны".to_owned())),
        currency: Set(Currency::Rub),
        price_minor: Set(Some(PRICE)),
        share_bp: Set(Some(7000)),
        bonus_minor: Set(0),
        paid_minor: Set(0),
        refunded_minor: Set(0),
        executor_id: Set(executor_of(id).map(UserId)),
        revisions_left: Set(2),
        pay_by: Set(Some(now.plus(chrono::TimeDelta::hours(48)))),
        search: Set("механика колебания и волны нужна помощь с задачами по физике".to_owned()),
        version: Set(0),
        created_at: Set(now),
        submitted_at: Set(Some(now)),
        moved_at: Set(now),
        ..Default::default()
    }
}

fn payment(id: i64, theirs: &str, now: Timestamp) -> payment::ActiveModel {
    let payable = Payable::Order(OrderId(id));
    payment::ActiveModel {
        id: Set(PaymentId(id)),
        payable_kind: Set(payment::PayableKind::of(payable)),
        payable_id: Set(id),
        part: Set(payment::Part::Full),
        payer_id: Set(UserId(client_of(id))),
        provider: Set(payment::Provider::Yookassa),
        status: Set(payment::Status::Pending),
        amount_minor: Set(PRICE),
        currency: Set(Currency::Rub),
        bonus_minor: Set(0),
        refunded_minor: Set(0),
        bonus_returned_minor: Set(0),
        open_key: Set(Some(payable.key())),
        idempotence_key: Set(format!("key-{id}")),
        body: Set("{}".to_owned()),
        provider_id: Set(Some(theirs.to_owned())),
        return_token: Set(format!("return-{id}")),
        checks: Set(0),
        // The notice comes before anybody asks.
        next_check_at: Set(Some(now.plus(chrono::TimeDelta::hours(1)))),
        created_at: Set(now),
        ..Default::default()
    }
}
