//! Every operation against the table of rights: operation × role × whose thing it is about.
//!
//! The operations come from the description of the API, so a new one has no row and fails the test. A feature
//! has its rows and its calls in a file of its own: `ROWS` and, for operations with an id in their path,
//! `OWN`; and a line in [`attempt`] and in [`rows`] below.

mod base;
mod bookings;
mod media;
mod money;
mod study;
mod tours;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::EntityTrait;
use serde_json::{Value, json};
use sputnik::{
    entity::{api_token::Scope, user},
    features::tokens::service as tokens,
    kernel::{actor::Actor, permission::Role},
};
use sputnik_sandbox::{NewPerson, Person};

use crate::{
    bookings::manager,
    calls::{Reply, call, call_with},
    orders::executor,
    support::{Settings, TestApp},
};

/// Statuses for nobody, client, executor, operator, admin, owner: about a thing of somebody else where the
/// path has an id.
type Row = (&'static str, [u16; 6]);

/// Statuses for client, executor, operator, admin, owner: about a thing of their own.
type Own = (&'static str, [u16; 5]);

/// As [`Row`], and for a manager of an agency.
type RowWithManager = (&'static str, [u16; 7]);

/// As [`Own`], and for a manager of an agency.
type OwnWithManager = (&'static str, [u16; 6]);

/// Beyond tours a manager is a client.
fn rows() -> Vec<RowWithManager> {
    let others = [
        base::ROWS,
        money::ROWS,
        study::ROWS,
        media::ROWS,
        bookings::ROWS,
    ]
    .concat();
    let others = others.into_iter().map(
        |(operation, [nobody, client, executor, operator, admin, owner])| {
            let all = [nobody, client, executor, operator, admin, owner, client];
            (operation, all)
        },
    );
    let all = others.chain(bookings::WITH_MANAGER.iter().copied());
    all.chain(tours::ROWS.iter().copied()).collect()
}

fn own() -> Vec<OwnWithManager> {
    let others = [base::OWN, money::OWN, study::OWN, media::OWN, bookings::OWN].concat();
    let others =
        others
            .into_iter()
            .map(|(operation, [client, executor, operator, admin, owner])| {
                (
                    operation,
                    [client, executor, operator, admin, owner, client],
                )
            });
    let all = others.chain(bookings::OWN_WITH_MANAGER.iter().copied());
    all.chain(tours::OWN.iter().copied()).collect()
}

/// The last one: nothing can be called after it.
const FAREWELL: RowWithManager = ("DELETE /users/me", [401, 204, 204, 204, 204, 204, 204]);

/// Whose thing an operation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// The caller's own.
    Own,
    /// That of somebody who never calls.
    Anothers,
}

/// Who is there.
struct World {
    t: TestApp,
    /// Client, executor, operator, admin, owner, manager of an agency.
    callers: [Person; 6],
    agencies: tours::Agencies,
    /// A client who never calls.
    anna: Person,
    /// An executor who never calls.
    vera: Person,
    /// An operator who never calls, with free hours.
    host: Person,
}

impl World {
    async fn new() -> Self {
        let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
        let owner = t
            .sandbox
            .person(NewPerson::named("Ольга").lang("ru").id(77))
            .await;
        t.welcome(&owner).await;
        let agencies = tours::Agencies::found(&t).await;
        let callers = [
            t.person("Клиент", "ru").await,
            executor(&t, "Исполнитель", "ru").await,
            t.staff("Оператор", "ru", Role::Operator).await,
            t.staff("Админ", "ru", Role::Admin).await,
            owner,
            manager(&t, agencies.own.0.id, "Менеджер").await,
        ];
        let anna = t.person("Анна", "ru").await;
        let vera = executor(&t, "Вера", "ru").await;
        let host = t.staff("Хозяин", "ru", Role::Operator).await;
        Self {
            t,
            callers,
            agencies,
            anna,
            vera,
            host,
        }
    }
}

/// One call that would go through for whoever may make it.
async fn attempt(world: &World, caller: Option<&Person>, operation: &str, whose: Whose) -> Reply {
    let (_, path) = operation.split_once(' ').unwrap();
    match path.split('/').nth(1).unwrap() {
        _ if path == "/payments/statements" => {
            tours::attempt(world, caller, operation, whose).await
        }
        "payments" | "referrals" | "reviews" => {
            money::attempt(world, caller, operation, whose).await
        }
        _ if path == "/admin/stats" => money::attempt(world, caller, operation, whose).await,
        "study" => study::attempt(world, caller, operation, whose).await,
        "media" => media::attempt(world, caller, operation, whose).await,
        "tours" | "agencies" => tours::attempt(world, caller, operation, whose).await,
        "bookings" => bookings::attempt(world, caller, operation, whose).await,
        _ => base::attempt(world, caller, operation, whose).await,
    }
}

/// The operations as the description of the API tells them, as `METHOD /path`.
async fn described(t: &TestApp) -> BTreeSet<String> {
    let document: Value = t
        .client
        .get(format!("{}/api/openapi.json", t.url))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let mut operations = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path
            .strip_prefix("/api/v1")
            .expect("a path outside of the API");
        for method in [
            "get", "put", "post", "patch", "delete", "head", "options", "trace",
        ] {
            if item.get(method).is_some() {
                operations.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    operations
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_open_to_whom_it_should_be() {
    let world = World::new().await;
    let t = &world.t;
    let rows = rows();
    let told: BTreeSet<_> = rows
        .iter()
        .chain([&FAREWELL])
        .map(|(operation, _)| (*operation).to_owned())
        .collect();
    assert_eq!(
        described(t).await,
        told,
        "the table of who may do what is not complete"
    );
    let own: BTreeMap<_, _> = own().into_iter().collect();
    let about_a_thing: BTreeSet<_> = rows
        .iter()
        .map(|(operation, _)| *operation)
        .filter(|operation| operation.contains('{'))
        .collect();
    assert_eq!(
        own.keys().copied().collect::<BTreeSet<_>>(),
        about_a_thing,
        "every operation with an id has a row about a thing of one's own, and no other has"
    );
    let mut wrong = Vec::new();
    for (operation, expected) in rows.iter().chain([&FAREWELL]) {
        let mut statuses = Vec::new();
        for caller in std::iter::once(None).chain(world.callers.iter().map(Some)) {
            let reply = attempt(&world, caller, operation, Whose::Anothers).await;
            check(operation, &reply);
            statuses.push(reply.status);
        }
        if statuses != expected {
            wrong.push(format!("{operation}: {statuses:?} and not {expected:?}"));
        }
        let Some(expected) = own.get(operation) else {
            continue;
        };
        let mut statuses = Vec::new();
        for caller in &world.callers {
            let reply = attempt(&world, Some(caller), operation, Whose::Own).await;
            check(operation, &reply);
            statuses.push(reply.status);
        }
        if statuses != expected {
            wrong.push(format!(
                "{operation} (own): {statuses:?} and not {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let gone = user::Entity::find()
        .all(&t.app.db)
        .await
        .unwrap()
        .into_iter()
        .filter(|row| row.deleted_at.is_some());
    assert_eq!(gone.count(), world.callers.len());
    t.settle().await;
    world.t.finish().await;
}

/// Refusals have our shape, and nothing is our fault.
fn check(operation: &str, reply: &Reply) {
    if reply.status >= 400 {
        assert!(!reply.code().is_empty(), "{operation}: {reply:?}");
        assert!(reply.status < 500, "{operation}: {reply:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_only_reads_changes_nothing_anywhere() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let id = t.row(&anna).await.id;
    let made = tokens::create(&t.app, Actor::SHELL, id, "Чтение", Scope::Read)
        .await
        .unwrap();
    let auth = format!("Bearer {}", made.secret);
    for operation in described(&t).await {
        let (method, path) = operation.split_once(' ').unwrap();
        if method == "GET" {
            continue;
        }
        let reply = call_with(&t, &auth, method, &path.replace("{id}", "1"), &json!({})).await;
        assert_eq!(
            (reply.status, reply.code()),
            (403, "read_only_token"),
            "{operation}"
        );
    }
    t.settle().await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_of_a_module_that_is_off_are_not_there() {
    let t = TestApp::start().await;
    let all = described(&t).await;
    t.finish().await;
    let off = Settings::default()
        .with("MODULES__STUDY", "false")
        .with("MODULES__TOURS", "false");
    let t = TestApp::with(off).await;
    let anna = t.person("Анна", "ru").await;
    let auth = TestApp::tma(&anna);
    let left = described(&t).await;
    let gone: Vec<_> = all.difference(&left).collect();
    let of_modules = study::ROWS.len() + bookings::ROWS.len() + tours::ROWS.len();
    assert!(gone.len() >= of_modules, "{gone:?}");
    for operation in gone {
        let (method, path) = operation.split_once(' ').unwrap();
        let reply = call(&t, &auth, method, &path.replace("{id}", "1")).await;
        assert_eq!(
            (reply.status, reply.code()),
            (404, "not_found"),
            "{operation}"
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_deed_of_staff_is_open_to_whom_it_should_be() {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    let client = t.person("Клиент", "ru").await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let target = t.person("Анна", "ru").await;
    let path = format!("/admin/users/{}", t.row(&target).await.id);
    for (body, expected) in [
        (json!({"block": "x"}), [403, 403, 200, 200]),
        (json!({"unblock": true}), [403, 403, 200, 200]),
        (json!({"note": "x"}), [403, 403, 200, 200]),
        (json!({"grant": ["executor"]}), [403, 403, 200, 200]),
        (json!({"revoke": ["executor"]}), [403, 403, 200, 200]),
        (json!({"grant": ["operator"]}), [403, 403, 200, 200]),
        (json!({"grant": ["partner"]}), [403, 403, 200, 200]),
        (json!({"grant": ["admin"]}), [403, 403, 403, 200]),
        (json!({"revoke": ["admin"]}), [403, 403, 403, 200]),
        (json!({"grant": ["manager"]}), [403, 403, 403, 403]),
        (json!({"grant": ["client"]}), [403, 403, 403, 403]),
        (json!({"revoke": ["owner"]}), [403, 403, 403, 403]),
    ] {
        let mut statuses = Vec::new();
        for person in [&client, &operator, &admin, &owner] {
            statuses.push(
                call_with(&t, &TestApp::tma(person), "PATCH", &path, &body)
                    .await
                    .status,
            );
        }
        assert_eq!(statuses, expected, "{body}");
    }
    t.settle().await;
    t.finish().await;
}
