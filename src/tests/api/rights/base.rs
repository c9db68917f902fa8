//! Accounts, questions and answers, staff.

use sea_orm::EntityTrait;
use serde_json::json;
use sputnik::{
    entity::{
        api_token::{self, Scope},
        friendship,
    },
    features::{circle::service as circle, tokens::service as tokens},
    kernel::{actor::Actor, ids::UserId},
};
use sputnik_sandbox::Person;

use super::{Own, Row, Whose, World};
use crate::{
    accounts::png,
    api::put_avatar,
    calls::{Reply, call, call_with},
    support::TestApp,
};

pub(super) const ROWS: &[Row] = &[
    ("POST /users/register", [401, 200, 200, 200, 200, 200]),
    ("GET /users/profile", [401, 200, 200, 200, 200, 200]),
    ("PATCH /users/profile", [401, 200, 200, 200, 200, 200]),
    ("PUT /users/avatar", [401, 204, 204, 204, 204, 204]),
    ("GET /users/avatar", [401, 200, 200, 200, 200, 200]),
    ("GET /users/friends", [401, 200, 200, 200, 200, 200]),
    ("POST /users/friends", [401, 200, 200, 200, 200, 200]),
    ("DELETE /users/friends/{id}", [401, 404, 404, 404, 404, 404]),
    ("POST /users/tokens", [401, 201, 201, 201, 201, 201]),
    ("GET /users/tokens", [401, 200, 200, 200, 200, 200]),
    ("DELETE /users/tokens/{id}", [401, 404, 404, 404, 404, 404]),
    ("GET /users/export", [401, 200, 200, 200, 200, 200]),
    ("GET /support/faq", [200, 200, 200, 200, 200, 200]),
    ("GET /support/faq/search", [200, 200, 200, 200, 200, 200]),
    ("GET /admin/logs", [401, 403, 403, 403, 200, 200]),
    ("GET /admin/users", [401, 403, 403, 200, 200, 200]),
    ("PATCH /admin/users/{id}", [401, 403, 403, 403, 200, 200]),
];

pub(super) const OWN: &[Own] = &[
    ("DELETE /users/friends/{id}", [204, 204, 204, 204, 204]),
    ("DELETE /users/tokens/{id}", [204, 204, 204, 204, 204]),
    ("PATCH /admin/users/{id}", [403, 403, 403, 200, 200]),
];

/// A friendship of this person with Anna, or of Anna with the host.
async fn friendship_of(world: &World, person: UserId) -> i64 {
    let t = &world.t;
    let anna = t.row(&world.anna).await.id;
    let other = if person == anna {
        t.row(&world.host).await.id
    } else {
        anna
    };
    let link = circle::link(&t.app, other).await.unwrap();
    circle::ask(&t.app, person, &link).await.ok();
    let pairs = friendship::Entity::find().all(&t.app.db).await.unwrap();
    let pair = pairs
        .into_iter()
        .find(|pair| pair.asked_by == person)
        .unwrap();
    pair.id.0
}

async fn token_of(world: &World, person: UserId) -> i64 {
    let db = &world.t.app.db;
    let known = api_token::Entity::find().all(db).await.unwrap();
    match known.into_iter().find(|token| token.user_id == person) {
        Some(token) => token.id.0,
        None => {
            let made = tokens::create(&world.t.app, Actor::SHELL, person, "x", Scope::Read)
                .await
                .unwrap();
            made.row.id.0
        }
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
    let holder = match (whose, caller) {
        (Whose::Own, Some(caller)) => t.row(caller).await.id,
        _ => t.row(&world.anna).await.id,
    };
    let id = match operation {
        "DELETE /users/friends/{id}" => friendship_of(world, holder).await,
        "DELETE /users/tokens/{id}" => token_of(world, holder).await,
        _ => holder.0,
    };
    let path = path.replace("{id}", &id.to_string());
    let body = match operation {
        "PUT /users/avatar" => return put_avatar(t, &auth, png(), "image/png").await,
        "GET /support/faq/search" => {
            return call(t, &auth, method, "/support/faq/search?q=деньги").await;
        }
        "POST /users/register" => json!({}),
        "PATCH /users/profile" => json!({"sphere": "Право"}),
        "POST /users/friends" => {
            let anna = t.row(&world.anna).await.id;
            let link = circle::link(&t.app, anna).await.unwrap();
            json!({"token": link})
        }
        "POST /users/tokens" => json!({"name": "x", "scope": "read"}),
        "PATCH /admin/users/{id}" => json!({"note": "x"}),
        _ => return call(t, &auth, method, &path).await,
    };
    call_with(t, &auth, method, &path, &body).await
}
