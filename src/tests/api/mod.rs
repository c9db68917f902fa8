//! The HTTP API as programs and the Mini App meet it.

mod bookings;
mod callers;
mod friends;
mod lists;
mod media;
mod orders;
mod payments;
mod payouts;
mod profile;
mod referrals;
mod reviews;
mod rights;
mod staff;
mod stats;
mod tours;
mod trips;
mod work;

use reqwest::Method;
use serde_json::{Value, json};
use sputnik_sandbox::Person;

use crate::{
    calls::{Reply, call, call_with, request},
    support::TestApp,
};

/// A personal token of this scope, as `Authorization`.
async fn token(t: &TestApp, person: &Person, scope: &str) -> String {
    let wish = json!({"name": "Скрипт", "scope": scope});
    let made = call_with(t, &TestApp::tma(person), "POST", "/users/tokens", &wish).await;
    format!("Bearer {}", made.json["token"].as_str().unwrap())
}

/// A POST under an `Idempotency-Key`.
async fn keyed(t: &TestApp, auth: &str, path: &str, key: &str, body: &Value) -> Reply {
    let request = request(t, auth, Method::POST, path)
        .header("Idempotency-Key", key)
        .json(body);
    Reply::of(request.send().await.unwrap()).await
}

/// The ids of a list.
fn ids(reply: &Reply) -> Vec<i64> {
    let items = reply.json["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["id"].as_i64().unwrap())
        .collect()
}

pub(super) async fn get(t: &TestApp, person: &Person, path: &str) -> Reply {
    call(t, &TestApp::tma(person), "GET", path).await
}

pub(super) async fn post(t: &TestApp, person: &Person, path: &str, body: Value) -> Reply {
    call_with(t, &TestApp::tma(person), "POST", path, &body).await
}

pub(super) async fn put_avatar(t: &TestApp, auth: &str, bytes: Vec<u8>, mime: &str) -> Reply {
    let request = request(t, auth, Method::PUT, "/users/avatar")
        .header("Content-Type", mime)
        .body(bytes);
    Reply::of(request.send().await.unwrap()).await
}
