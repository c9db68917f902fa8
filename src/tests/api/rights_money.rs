//! Operations of money against the table of rights.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    entity::{
        executor, order, payment,
        payout::{self, Purpose},
    },
    features::payments::payouts::{self, Asked},
    kernel::{
        card::CardNumber,
        ids::PayoutId,
        money::{Currency, Money},
        permission::Rights,
    },
};
use sputnik_sandbox::Person;

use crate::{
    calls::{Reply, call, call_with},
    orders::{acting, on_board, owner},
    payments::give_bonus,
    study_rows,
    support::TestApp,
};

/// As the table in `rights`: the statuses for nobody, client, operator, admin, owner.
pub(super) const MATRIX: [(&str, [u16; 5]); 18] = [
    ("GET /payments/transactions", [401, 200, 200, 200, 200]),
    ("GET /payments/{id}", [401, 404, 404, 200, 200]),
    ("POST /payments/{id}/recheck", [401, 404, 404, 200, 200]),
    ("POST /payments/{id}/refunds", [401, 403, 403, 201, 201]),
    ("GET /payments/payout-requests", [401, 200, 200, 200, 200]),
    ("POST /payments/payout-requests", [401, 403, 403, 403, 403]),
    (
        "POST /payments/payout-requests/{id}/approve",
        [401, 403, 403, 200, 200],
    ),
    (
        "POST /payments/payout-requests/{id}/reject",
        [401, 403, 403, 200, 200],
    ),
    (
        "POST /payments/payout-requests/{id}/paid",
        [401, 403, 403, 200, 200],
    ),
    ("GET /payments/ledger", [401, 403, 403, 200, 200]),
    ("GET /referrals/partners", [401, 200, 200, 200, 200]),
    ("POST /referrals/partners", [401, 200, 200, 200, 200]),
    ("GET /referrals/bonuses", [401, 200, 200, 200, 200]),
    ("GET /referrals/payout-requests", [401, 200, 200, 200, 200]),
    ("POST /referrals/payout-requests", [401, 201, 201, 201, 201]),
    ("GET /reviews", [200, 200, 200, 200, 200]),
    ("POST /reviews", [401, 201, 201, 201, 201]),
    ("GET /admin/stats", [401, 403, 403, 200, 200]),
];

/// A call that would go through for whoever may make it, about things of `target`; none when the
/// operation is not about money.
pub(super) async fn attempt(
    t: &TestApp,
    person: Option<&Person>,
    operation: &str,
    target: &Person,
) -> Option<Reply> {
    let (method, path) = operation.split_once(' ').unwrap();
    if !["/payments/", "/referrals/", "/reviews", "/admin/stats"]
        .iter()
        .any(|prefix| path.starts_with(prefix))
    {
        return None;
    }
    let auth = person.map(TestApp::tma).unwrap_or_default();
    let body = match operation {
        "POST /payments/{id}/refunds" => json!({"amount": rub(10_000), "reason": "Скидка"}),
        "POST /payments/payout-requests" => json!({"amount": rub(100_000), "card": CARD}),
        "POST /referrals/payout-requests" => {
            if let Some(person) = person {
                give_bonus(t, person, 100_000).await;
            }
            json!({"amount": rub(100_000), "card": CARD})
        }
        "POST /payments/payout-requests/{id}/reject" => json!({"reason": "Чужая карта"}),
        "POST /payments/payout-requests/{id}/paid" => json!({"reference": "ПП-1"}),
        "POST /reviews" => {
            json!({"kind": "order", "subject_id": completed(t, person, target).await, "stars": 5})
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
    Some(reply)
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

/// A request of somebody that waits for staff, or for the bank.
async fn asked(t: &TestApp, target: &Person, is_approved: bool) -> PayoutId {
    let actor = acting(t.row(target).await.id);
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
