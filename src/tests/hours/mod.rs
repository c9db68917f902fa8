//! Hours with support: the week of an operator, a booking, the hour itself, and its endings.

mod booking;
mod chat;
mod endings;
mod live;
mod money;
mod schedule;

use chrono::DateTime;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};
use sputnik::{
    bot::callback::Callback,
    db,
    entity::{audit_record, hour, payment, user},
    features::{
        hours::{
            booking as holds,
            callbacks::HoursCallback,
            error::HoursError,
            fulfil::{self, Settled},
            jobs::Rounds,
            schedule as weeks,
        },
        ledger::facts,
        users::roles,
    },
    kernel::{
        actor::{Actor, Who},
        ids::{HourId, UserId},
        permission::{Rights, Role},
        time::Timestamp,
    },
};
use sputnik_sandbox::{Person, TapOutcome};

use super::{calls::newest, support::TestApp};

/// An instant by its text.
fn at(text: &str) -> Timestamp {
    Timestamp::from(DateTime::parse_from_rfc3339(text).unwrap().to_utc())
}

/// Noon of the next day in Tashkent, seven o'clock UTC: within everybody's week here.
const NOON: &str = "2030-01-02T07:00:00Z";

fn actor(person: UserId) -> Actor {
    Actor {
        who: Who::User(person),
        role: None,
        update: None,
    }
}

async fn rights(t: &TestApp, person: &user::Model) -> Rights {
    roles::rights_of(&t.app, person).await.unwrap()
}

/// An operator who works from nine to six, every day, in Tashkent.
async fn operator(t: &TestApp, name: &str) -> Person {
    let person = t.staff(name, "ru", Role::Operator).await;
    works(t, &person, (1..=7).collect(), (540, 1080)).await;
    person
}

async fn works(t: &TestApp, person: &Person, weekdays: Vec<i32>, span: (i32, i32)) {
    let row = t.row(person).await;
    let rights = rights(t, &row).await;
    for weekday in weekdays {
        weeks::add_windows(&t.app, actor(row.id), &rights, weekday, &[span])
            .await
            .unwrap();
    }
}

/// Keeps an hour by the service.
async fn keep(t: &TestApp, person: &Person, start: &str) -> Result<hour::Model, HoursError> {
    let me = t.row(person).await.id;
    holds::hold(&t.app, actor(me), at(start)).await
}

/// The money for an hour comes, in a transaction as the one that settles payments.
async fn pay(t: &TestApp, hour: HourId) -> Settled {
    let now = t.app.clock.now();
    let txn = db::begin(&t.app.db).await.unwrap();
    let settled = settle(&txn, now, &row(t, hour).await).await;
    txn.commit().await.unwrap();
    t.app.outbox.nudge();
    settled
}

/// A payment that came, with its line in the ledger, and what the hour makes of it.
async fn settle(txn: &DatabaseTransaction, now: Timestamp, hour: &hour::Model) -> Settled {
    let token = hex::encode(rand::random::<[u8; 16]>());
    let payment = payment::ActiveModel {
        payable_kind: Set(payment::PayableKind::Hour),
        payable_id: Set(hour.id.0),
        part: Set(payment::Part::Full),
        payer_id: Set(hour.client_id),
        provider: Set(payment::Provider::Yookassa),
        status: Set(payment::Status::Paid),
        amount_minor: Set(hour.price_minor),
        bonus_minor: Set(0),
        currency: Set(hour.currency),
        refunded_minor: Set(0),
        idempotence_key: Set(token.clone()),
        body: Set("{}".to_owned()),
        provider_id: Set(Some(token.clone())),
        return_token: Set(token),
        checks: Set(0),
        created_at: Set(now),
        paid_at: Set(Some(now)),
        ..Default::default()
    };
    let payment = payment::Entity::insert(payment)
        .exec_with_returning(txn)
        .await
        .unwrap();
    let settled = fulfil::on_paid(txn, now, hour.id, &payment).await.unwrap();
    if settled == Settled::Done {
        facts::paid(txn, now, &payment).await.unwrap();
    }
    settled
}

/// An hour that is kept and paid; both have heard of it.
async fn booked(t: &TestApp, client: &Person, start: &str) -> HourId {
    let hour = keep(t, client, start).await.unwrap().id;
    assert_eq!(pay(t, hour).await, Settled::Done);
    t.settle().await;
    hour
}

async fn row(t: &TestApp, hour: HourId) -> hour::Model {
    hour::Entity::find_by_id(hour)
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap()
}

async fn rows(t: &TestApp) -> Vec<hour::Model> {
    hour::Entity::find()
        .order_by_asc(hour::Column::Id)
        .all(&t.app.db)
        .await
        .unwrap()
}

/// Time goes on to that instant; a round is made, and what it promised is delivered.
async fn go(t: &TestApp, to: Timestamp) {
    t.advance(to.since(t.app.clock.now()));
    t.run(&Rounds).await;
    t.settle().await;
}

/// A forged or an old button.
async fn press(person: &Person, callback: HoursCallback) -> TapOutcome {
    person.tap_data(newest(person), &callback.encode()).await
}

/// The words of the answer to a tap.
fn told(outcome: &TapOutcome) -> String {
    outcome
        .answer
        .as_ref()
        .and_then(|answer| answer.text.clone())
        .unwrap_or_default()
}

async fn audited(t: &TestApp, action: &str) -> u64 {
    audit_record::Entity::find()
        .filter(audit_record::Column::Action.eq(action))
        .count(&t.app.db)
        .await
        .unwrap()
}
