//! Payments, payouts, referrals, reviews, figures.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    entity::{
        executor, order, payment,
        payout::{self, Purpose},
    },
    features::{
        payments::payouts::{self, Asked},
        study::work,
    },
    kernel::{
        actor::Actor,
        card::CardNumber,
        ids::PayoutId,
        money::{Currency, Money},
        permission::Rights,
    },
};
use sputnik_sandbox::Person;

use super::{Own, Row, Whose, World};
use crate::{
    calls::{Reply, call, call_with},
    orders::{acting, begun, on_board, owner},
    payments::give_bonus,
    study_rows,
    support::TestApp,
};

const OPEN: [u16; 6] = [401, 200, 200, 200, 200, 200];
/// Staff decides about money, and sees everybody's.
const DECIDED: [u16; 6] = [401, 403, 403, 403, 200, 200];
const SEEN: [u16; 6] = [401, 404, 404, 404, 200, 200];

pub(crate) const ROWS: &[Row] = &[
    ("GET /payments/transactions", OPEN),
    ("GET /payments/{id}", SEEN),
    ("POST /payments/{id}/recheck", SEEN),
    (
        "POST /payments/{id}/refunds",
        [401, 403, 403, 403, 201, 201],
    ),
    ("GET /payments/payout-requests", OPEN),
    (
        "POST /payments/payout-requests",
        [401, 403, 201, 403, 403, 403],
    ),
    ("POST /payments/payout-requests/{id}/approve", DECIDED),
    ("POST /payments/payout-requests/{id}/reject", DECIDED),
    ("POST /payments/payout-requests/{id}/paid", DECIDED),
    ("GET /payments/ledger", DECIDED),
    ("GET /referrals/partners", OPEN),
    ("POST /referrals/partners", OPEN),
    ("GET /referrals/bonuses", OPEN),
    ("GET /referrals/payout-requests", OPEN),
    (
        "POST /referrals/payout-requests",
        [401, 201, 201, 201, 201, 201],
    ),
    ("GET /reviews", [200, 200, 200, 200, 200, 200]),
    ("POST /reviews", [401, 201, 201, 201, 201, 201]),
    ("GET /admin/stats", DECIDED),
];

pub(super) const OWN: &[Own] = &[
    ("GET /payments/{id}", [200, 200, 200, 200, 200]),
    ("POST /payments/{id}/recheck", [200, 200, 200, 200, 200]),
    ("POST /payments/{id}/refunds", [403, 403, 403, 201, 201]),
    (
        "POST /payments/payout-requests/{id}/approve",
        // Nobody but an owner approves a payout to themselves.
        [403, 403, 403, 409, 200],
    ),
    (
        "POST /payments/payout-requests/{id}/reject",
        [403, 403, 403, 200, 200],
    ),
    (
        "POST /payments/payout-requests/{id}/paid",
        [403, 403, 403, 200, 200],
    ),
];

/// A call that would go through for whoever may make it.
pub(super) async fn attempt(
    world: &World,
    caller: Option<&Person>,
    operation: &str,
    whose: Whose,
) -> Reply {
    let t = &world.t;
    let target = match (whose, caller) {
        (Whose::Own, Some(caller)) => caller,
        (Whose::Own | Whose::Anothers, _) => &world.anna,
    };
    let (method, path) = operation.split_once(' ').unwrap();
    let auth = caller.map(TestApp::tma).unwrap_or_default();
    let body = match operation {
        "POST /payments/{id}/refunds" => json!({"amount": rub(10_000), "reason": "Скидка"}),
        "POST /payments/payout-requests" => {
            let [_, worker, ..] = &world.callers;
            if caller.is_some_and(|caller| caller.id() == worker.id()) {
                earn(t, worker, &world.anna).await;
            }
            json!({"amount": rub(100_000), "card": CARD})
        }
        "POST /referrals/payout-requests" => {
            if let Some(caller) = caller {
                call_off(t, acting(t.row(caller).await.id)).await;
                give_bonus(t, caller, 100_000).await;
            }
            json!({"amount": rub(100_000), "card": CARD})
        }
        "POST /payments/payout-requests/{id}/reject" => json!({"reason": "Чужая карта"}),
        "POST /payments/payout-requests/{id}/paid" => json!({"reference": "ПП-1"}),
        "POST /reviews" => {
            let order = completed(t, caller, &world.vera).await;
            json!({"kind": "order", "subject_id": order, "stars": 5})
        }
        _ => Value::Null,
    };
    let id = if path.starts_with("/payments/payout-requests/{id}") {
        asked(t, target, path.ends_with("/paid")).await.0
    } else if path.contains("{id}") {
        payment_of(t, target).await
    } else {
        0
    };
    let path = path.replace("{id}", &id.to_string());
    let reply = if body.is_null() {
        call(t, &auth, method, &path).await
    } else {
        call_with(t, &auth, method, &path, &body).await
    };
    t.settle().await;
    reply
}

/// An order of `client` that `worker` was paid for.
async fn earn(t: &TestApp, worker: &Person, client: &Person) {
    let order = begun(t, client, worker).await;
    let actor = acting(t.row(worker).await.id);
    let note = Some("Готово".to_owned());
    work::deliver(&t.app, actor, order, note, Vec::new())
        .await
        .unwrap();
    let actor = acting(t.row(client).await.id);
    work::accept(&t.app, actor, order).await.unwrap();
    t.settle().await;
}

const CARD: &str = "2200 0000 0000 0004";

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

/// A payment of somebody.
async fn payment_of(t: &TestApp, target: &Person) -> i64 {
    let find = async || {
        payment::Entity::find()
            .filter(payment::Column::PayerId.eq(t.row(target).await.id))
            .one(&t.app.db)
            .await
            .unwrap()
    };
    if find().await.is_none() {
        on_board(t, target).await;
    }
    find().await.unwrap().id.0
}

/// Nobody's request waits any more.
async fn call_off(t: &TestApp, actor: Actor) {
    let open = payout::Entity::find()
        .filter(payout::Column::OpenKey.is_not_null())
        .one(&t.app.db)
        .await
        .unwrap();
    if let Some(open) = open {
        payouts::reject(&t.app, actor, &owner(), open.id, "Другая")
            .await
            .unwrap();
    }
}

/// A request of somebody that waits for staff, or for the bank.
async fn asked(t: &TestApp, target: &Person, is_approved: bool) -> PayoutId {
    let actor = acting(t.row(target).await.id);
    call_off(t, actor).await;
    let before = payout::Entity::find().count(&t.app.db).await.unwrap();
    // A bonus of another amount is another bonus.
    let bonus = 100_000 + i64::try_from(before).unwrap();
    give_bonus(t, target, bonus).await;
    let wanted = Asked {
        purpose: Purpose::Bonus,
        money: rub(100_000),
        card: CardNumber::parse(CARD).unwrap(),
    };
    let row = payouts::ask(&t.app, actor, &Rights::new([]), wanted)
        .await
        .unwrap();
    if is_approved {
        payouts::approve(&t.app, actor, &owner(), row.id)
            .await
            .unwrap();
    }
    row.id
}

/// An order that `worker` completed for somebody.
async fn completed(t: &TestApp, person: Option<&Person>, worker: &Person) -> i64 {
    let Some(person) = person else { return 1 };
    let by = t.row(worker).await.id;
    let known = executor::Entity::find_by_id(by).one(&t.app.db).await;
    if known.unwrap().is_none() {
        study_rows::executor(t, by, 17).await;
    }
    let client = t.row(person).await.id;
    study_rows::order(t, client, Some(by), order::Status::Completed)
        .await
        .0
}
