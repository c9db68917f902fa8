//! Orders, the board, hours.

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    entity::{
        hour,
        order::{self, Status},
        order_extension,
    },
    features::hours::schedule,
    kernel::{
        ids::{HourId, OrderId, UserId},
        money::Currency,
        permission::{Rights, Role},
    },
};
use sputnik_sandbox::Person;

use super::{Own, Row, Whose, World};
use crate::{
    calls::{Reply, call, call_with},
    orders::acting,
    support::TestApp,
};

const OPEN: [u16; 6] = [401, 200, 200, 200, 200, 200];
/// Drafts are nobody else's business.
const HIDDEN: [u16; 6] = [401, 404, 404, 404, 404, 404];
/// Staff sees it, and leaves it to its client.
const CLIENTS: [u16; 6] = [401, 404, 404, 403, 403, 403];
const SEEN_BY_STAFF: [u16; 6] = [401, 404, 404, 200, 200, 200];
const EXECUTORS: [u16; 6] = [401, 403, 200, 403, 403, 403];

pub(crate) const ROWS: &[Row] = &[
    ("GET /study/catalog", [200, 200, 200, 200, 200, 200]),
    ("GET /study/orders", OPEN),
    ("POST /study/orders", [401, 201, 201, 201, 201, 201]),
    ("GET /study/orders/{id}", SEEN_BY_STAFF),
    ("PATCH /study/orders/{id}", HIDDEN),
    ("DELETE /study/orders/{id}", HIDDEN),
    ("POST /study/orders/{id}/submit", HIDDEN),
    ("POST /study/orders/{id}/accept-quote", CLIENTS),
    ("POST /study/orders/{id}/decline-quote", CLIENTS),
    // On the board executors see it.
    (
        "POST /study/orders/{id}/cancel",
        [401, 404, 403, 403, 200, 200],
    ),
    ("POST /study/orders/{id}/accept", CLIENTS),
    ("POST /study/orders/{id}/request-changes", CLIENTS),
    ("POST /study/orders/{id}/dispute", CLIENTS),
    ("POST /study/orders/{id}/answer-extension", CLIENTS),
    ("GET /study/orders/{id}/messages", SEEN_BY_STAFF),
    (
        "POST /study/orders/{id}/messages",
        [401, 404, 404, 201, 201, 201],
    ),
    ("POST /study/orders/{id}/deliver", CLIENTS),
    ("POST /study/orders/{id}/extend", CLIENTS),
    ("GET /study/board", EXECUTORS),
    (
        "POST /study/board/{id}/offer",
        [401, 403, 201, 403, 403, 403],
    ),
    ("POST /study/board/{id}/take", EXECUTORS),
    (
        "POST /study/board/{id}/decline",
        [401, 403, 404, 403, 403, 403],
    ),
    ("GET /study/earnings", EXECUTORS),
    ("GET /study/hours", OPEN),
    ("POST /study/hours", [401, 201, 201, 201, 201, 201]),
    ("GET /study/hours/free", OPEN),
    ("GET /study/hours/{id}", SEEN_BY_STAFF),
    (
        "POST /study/hours/{id}/cancel",
        [401, 404, 404, 403, 200, 200],
    ),
];

const MINE: [u16; 5] = [200, 200, 200, 200, 200];
/// What only executors do; of the others, the order that they ordered is meant.
const AT_WORK: [u16; 5] = [403, 201, 403, 403, 403];

pub(super) const OWN: &[Own] = &[
    ("GET /study/orders/{id}", MINE),
    ("PATCH /study/orders/{id}", MINE),
    ("DELETE /study/orders/{id}", [204, 204, 204, 204, 204]),
    ("POST /study/orders/{id}/submit", MINE),
    ("POST /study/orders/{id}/accept-quote", MINE),
    ("POST /study/orders/{id}/decline-quote", MINE),
    ("POST /study/orders/{id}/cancel", MINE),
    ("POST /study/orders/{id}/accept", MINE),
    ("POST /study/orders/{id}/request-changes", MINE),
    ("POST /study/orders/{id}/dispute", MINE),
    ("POST /study/orders/{id}/answer-extension", MINE),
    ("GET /study/orders/{id}/messages", MINE),
    (
        "POST /study/orders/{id}/messages",
        [201, 201, 201, 201, 201],
    ),
    ("POST /study/orders/{id}/deliver", AT_WORK),
    ("POST /study/orders/{id}/extend", AT_WORK),
    // Nobody makes an offer to themselves.
    ("POST /study/board/{id}/offer", [403, 404, 403, 403, 403]),
    ("POST /study/board/{id}/take", [403, 200, 403, 403, 403]),
    ("POST /study/board/{id}/decline", [403, 204, 403, 403, 403]),
    ("GET /study/hours/{id}", MINE),
    ("POST /study/hours/{id}/cancel", MINE),
];

/// Where an order has to stand for the operation to be possible.
fn state_for(operation: &str) -> Status {
    match operation.rsplit('/').next().unwrap() {
        "submit" => Status::Draft,
        "accept-quote" | "decline-quote" => Status::Quoted,
        "cancel" | "offer" => Status::Submitted,
        "accept" | "request-changes" | "dispute" => Status::Delivered,
        "take" | "decline" => Status::Paid,
        "{id}" if !operation.starts_with("GET") => Status::Draft,
        _ => Status::InProgress,
    }
}

/// An order in that state.
pub(super) async fn order(
    world: &World,
    client: UserId,
    executor: Option<UserId>,
    status: Status,
) -> OrderId {
    let t = &world.t;
    if status == Status::Draft {
        // One draft a client.
        order::Entity::delete_many()
            .filter(order::Column::ClientId.eq(client))
            .filter(order::Column::Status.eq(Status::Draft))
            .exec(&t.app.db)
            .await
            .unwrap();
    }
    let now = t.app.clock.now();
    let paid = match status {
        Status::Draft | Status::Submitted | Status::Quoted => 0,
        _ => 150_000,
    };
    let due = now.plus(TimeDelta::days(10));
    let row = order::ActiveModel {
        client_id: Set(client),
        // For offers, and on the board once it is paid.
        kind: Set("coursework".to_owned()),
        status: Set(status),
        subject: Set(Some("Статистика".to_owned())),
        topic: Set(Some("Спрос".to_owned())),
        details: Set(Some("Регрессия".to_owned())),
        volume: Set(Some("20 страниц".to_owned())),
        due_on: Set(Some(due.utc().date_naive())),
        due_at: Set(Some(due)),
        currency: Set(Currency::Rub),
        price_minor: Set((status != Status::Submitted).then_some(150_000)),
        share_bp: Set(executor.map(|_| 7_000)),
        bonus_minor: Set(0),
        paid_minor: Set(paid),
        refunded_minor: Set(0),
        executor_id: Set(executor),
        revisions_left: Set(1),
        search: Set(String::new()),
        version: Set(0),
        created_at: Set(now),
        moved_at: Set(now),
        ..Default::default()
    };
    let id = order::Entity::insert(row)
        .exec(&t.app.db)
        .await
        .unwrap()
        .last_insert_id;
    if status == Status::InProgress {
        let row = order_extension::ActiveModel {
            order_id: Set(id),
            due_on: Set((due.utc() + TimeDelta::days(1)).date_naive()),
            due_at: Set(due.plus(TimeDelta::days(1))),
            reason: Set("Позже".to_owned()),
            status: Set(order_extension::Status::Asked),
            asked_at: Set(now),
            ..Default::default()
        };
        order_extension::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    id
}

/// The order that an operation is tried on.
async fn subject(world: &World, caller: Option<&Person>, operation: &str, whose: Whose) -> OrderId {
    let t = &world.t;
    let anna = t.row(&world.anna).await.id;
    let vera = t.row(&world.vera).await.id;
    let status = state_for(operation);
    let is_work = ["offer", "take", "decline", "deliver", "extend"]
        .iter()
        .any(|act| operation.ends_with(act));
    let is_executor = caller.is_some_and(|caller| caller.id() == world.callers[1].id());
    let mut client = anna;
    let mut worker = vera;
    if let (Whose::Own, Some(caller)) = (whose, caller) {
        let me = t.row(caller).await.id;
        if is_work && is_executor && !operation.ends_with("offer") {
            worker = me;
        } else {
            client = me;
        }
    }
    let has_executor = match status {
        Status::Draft | Status::Submitted | Status::Quoted => false,
        // Free to be taken by whoever is a stranger to it.
        Status::Paid => operation.ends_with("decline") || worker != vera,
        _ => true,
    };
    let id = order(world, client, has_executor.then_some(worker), status).await;
    if operation.ends_with("/extend") {
        order_extension::Entity::delete_many()
            .filter(order_extension::Column::OrderId.eq(id))
            .exec(&t.app.db)
            .await
            .unwrap();
    }
    id
}

/// A held hour of the caller, or of Anna.
async fn held(world: &World, caller: Option<&Person>, whose: Whose) -> HourId {
    let t = &world.t;
    let client = match (whose, caller) {
        (Whose::Own, Some(caller)) => t.row(caller).await.id,
        _ => t.row(&world.anna).await.id,
    };
    let count = hour::Entity::find().all(&t.app.db).await.unwrap().len();
    let slot = 1_000 + i64::try_from(count).unwrap();
    let operator = t.row(&world.host).await.id;
    crate::study_rows::hour(t, client, operator, hour::Status::Held, slot).await
}

/// The first hour that the caller could book.
async fn free_start(world: &World, caller: &Person) -> String {
    let t = &world.t;
    let host = t.row(&world.host).await.id;
    let rights = Rights::new([(Role::Operator, None)]);
    for weekday in 1..=7 {
        schedule::add_windows(&t.app, acting(host), &rights, weekday, &[(540, 1080)])
            .await
            .unwrap();
    }
    let me = t.row(caller).await.id;
    let free = schedule::free(&t.app, me).await.unwrap();
    free.keys().next().unwrap().rfc3339()
}

async fn body(world: &World, caller: Option<&Person>, operation: &str, id: OrderId) -> Value {
    let t = &world.t;
    let later = (t.app.clock.now().utc() + TimeDelta::days(20)).date_naive();
    match operation.split_once("/study").unwrap().1 {
        "/orders" => json!({"kind": "consultation", "subject": "Право"}),
        "/orders/{id}" => json!({"topic": "Другая"}),
        "/orders/{id}/accept-quote" => json!({"amount_minor": 150_000}),
        "/orders/{id}/cancel" => json!({}),
        "/orders/{id}/request-changes" => json!({"text": "Поправьте"}),
        "/orders/{id}/dispute" => json!({"reason": "Не то"}),
        "/orders/{id}/answer-extension" => {
            let asked = order_extension::Entity::find()
                .filter(order_extension::Column::OrderId.eq(id))
                .one(&t.app.db)
                .await
                .unwrap()
                .unwrap();
            json!({"extension_id": asked.id, "agree": true})
        }
        "/orders/{id}/messages" => json!({"text": "Добрый день"}),
        "/orders/{id}/deliver" => json!({"note": "Готово"}),
        "/orders/{id}/extend" => json!({"deadline": later, "reason": "Позже"}),
        "/board/{id}/offer" => json!({"amount_minor": 100_000, "days": 3}),
        "/hours" => {
            let caller = caller.unwrap_or(&world.anna);
            json!({"starts_at": free_start(world, caller).await})
        }
        "/hours/{id}/cancel" => json!({"refund_minor": 0}),
        _ => Value::Null,
    }
}

pub(super) async fn attempt(
    world: &World,
    caller: Option<&Person>,
    operation: &str,
    whose: Whose,
) -> Reply {
    let t = &world.t;
    let auth = caller.map(TestApp::tma).unwrap_or_default();
    let (method, path) = operation.split_once(' ').unwrap();
    let mut order = OrderId(0);
    let path = if path.contains("/hours/{id}") {
        let id = held(world, caller, whose).await;
        path.replace("{id}", &id.to_string())
    } else if path.contains("{id}") {
        order = subject(world, caller, operation, whose).await;
        path.replace("{id}", &order.to_string())
    } else {
        path.to_owned()
    };
    let body = body(world, caller, operation, order).await;
    if operation == "POST /study/orders"
        && let Some(caller) = caller
    {
        // One draft a client.
        let me = t.row(caller).await.id;
        order::Entity::delete_many()
            .filter(order::Column::ClientId.eq(me))
            .filter(order::Column::Status.eq(Status::Draft))
            .exec(&t.app.db)
            .await
            .unwrap();
    }
    let reply = if method == "GET" || body.is_null() {
        call(t, &auth, method, &path).await
    } else {
        call_with(t, &auth, method, &path, &body).await
    };
    t.settle().await;
    reply
}
