//! The HTTP API as programs and the Mini App meet it.

mod callers;
mod friends;
mod lists;
mod media;
mod orders;
mod profile;
mod rights;
mod staff;
mod work;

use reqwest::Method;
use serde_json::Value;
use sputnik_sandbox::Person;

use crate::{
    calls::{Reply, call, call_with, request},
    support::TestApp,
};

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
