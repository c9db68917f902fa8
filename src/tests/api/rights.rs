//! Every operation against the table of rights.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use sputnik::{
    entity::{api_token, friendship, user},
    kernel::permission::Role,
};
use sputnik_sandbox::{NewPerson, Person};

use super::{put_avatar, rights_money};
use crate::{
    accounts::png,
    calls::{Reply, call, call_with, link_of},
    support::{Settings, TestApp},
};

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

/// Who may do what: the statuses for nobody, client, operator, admin, owner.
///
/// A new operation needs a row here before the tests pass again.
const MATRIX: [(&str, [u16; 5]); 17] = [
    ("POST /users/register", [401, 200, 200, 200, 200]),
    ("GET /users/profile", [401, 200, 200, 200, 200]),
    ("PATCH /users/profile", [401, 200, 200, 200, 200]),
    ("PUT /users/avatar", [401, 204, 204, 204, 204]),
    ("GET /users/avatar", [401, 200, 200, 200, 200]),
    ("GET /users/friends", [401, 200, 200, 200, 200]),
    ("POST /users/friends", [401, 200, 200, 200, 200]),
    ("DELETE /users/friends/{id}", [401, 204, 204, 204, 204]),
    ("POST /users/tokens", [401, 201, 201, 201, 201]),
    ("GET /users/tokens", [401, 200, 200, 200, 200]),
    ("DELETE /users/tokens/{id}", [401, 204, 204, 204, 204]),
    ("GET /users/export", [401, 200, 200, 200, 200]),
    ("GET /support/faq", [200, 200, 200, 200, 200]),
    ("GET /support/faq/search", [200, 200, 200, 200, 200]),
    ("GET /admin/logs", [401, 403, 403, 200, 200]),
    ("GET /admin/users", [401, 403, 200, 200, 200]),
    ("PATCH /admin/users/{id}", [401, 403, 403, 200, 200]),
];

/// The last one: nothing can be called after it.
const FAREWELL: (&str, [u16; 5]) = ("DELETE /users/me", [401, 204, 204, 204, 204]);

/// One call that would go through for whoever may make it.
async fn attempt(
    t: &TestApp,
    person: Option<&Person>,
    operation: &str,
    link: &str,
    target: &Person,
) -> Reply {
    if let Some(reply) = rights_money::attempt(t, person, operation, target).await {
        return reply;
    }
    let auth = person.map(TestApp::tma).unwrap_or_default();
    let (method, path) = operation.split_once(' ').unwrap();
    let me = match person {
        Some(person) => Some(t.row(person).await.id),
        None => None,
    };
    let id = match operation {
        "DELETE /users/friends/{id}" => {
            let mine = friendship::Entity::find().all(&t.app.db).await.unwrap();
            mine.into_iter()
                .find(|pair| Some(pair.asked_by) == me)
                .map_or(1, |pair| pair.id.0)
        }
        "DELETE /users/tokens/{id}" => {
            let mine = api_token::Entity::find().all(&t.app.db).await.unwrap();
            mine.into_iter()
                .find(|token| Some(token.user_id) == me)
                .map_or(1, |token| token.id.0)
        }
        _ => t.row(target).await.id.0,
    };
    let path = path.replace("{id}", &id.to_string());
    match operation {
        "PUT /users/avatar" => put_avatar(t, &auth, png(), "image/png").await,
        "GET /support/faq/search" => call(t, &auth, method, "/support/faq/search?q=деньги").await,
        "POST /users/register" => call_with(t, &auth, method, &path, &json!({})).await,
        "PATCH /users/profile" => {
            call_with(t, &auth, method, &path, &json!({"sphere": "Право"})).await
        }
        "POST /users/friends" => call_with(t, &auth, method, &path, &json!({"token": link})).await,
        "POST /users/tokens" => {
            call_with(
                t,
                &auth,
                method,
                &path,
                &json!({"name": "x", "scope": "read"}),
            )
            .await
        }
        "PATCH /admin/users/{id}" => {
            call_with(t, &auth, method, &path, &json!({"note": "x"})).await
        }
        _ => call(t, &auth, method, &path).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_open_to_whom_it_should_be() {
    let t = TestApp::with(Settings::default().with("BOT__OWNERS", "77")).await;
    let told: BTreeSet<_> = MATRIX
        .iter()
        .chain(&rights_money::MATRIX)
        .chain([&FAREWELL])
        .map(|(operation, _)| (*operation).to_owned())
        .collect();
    assert_eq!(
        described(&t).await,
        told,
        "the table of who may do what is not complete"
    );
    let owner = t
        .sandbox
        .person(NewPerson::named("Ольга").lang("ru").id(77))
        .await;
    t.welcome(&owner).await;
    let client = t.person("Клиент", "ru").await;
    let operator = t.staff("Оператор", "ru", Role::Operator).await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let target = t.person("Анна", "ru").await;
    let link = link_of(&target).await;
    let link = link.trim_start_matches("friend_");
    let people = [
        None,
        Some(&client),
        Some(&operator),
        Some(&admin),
        Some(&owner),
    ];
    for (operation, expected) in MATRIX
        .iter()
        .chain(&rights_money::MATRIX)
        .chain([&FAREWELL])
    {
        let mut statuses = Vec::new();
        for person in people {
            let reply = attempt(&t, person, operation, link, &target).await;
            if reply.status >= 400 {
                assert!(!reply.code().is_empty(), "{operation}: {reply:?}");
            }
            statuses.push(reply.status);
        }
        assert_eq!(statuses, expected, "{operation}");
    }
    let left = user::Entity::find()
        .filter(user::Column::DeletedAt.is_null())
        .count(&t.app.db)
        .await
        .unwrap();
    assert_eq!(left, 1);
    t.settle().await;
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
