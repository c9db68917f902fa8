//! The HTTP API as programs and the Mini App meet it.

mod callers;
mod friends;
mod lists;
mod orders;
mod profile;
mod rights;
mod staff;

use reqwest::Method;

use crate::{
    calls::{Reply, request},
    support::TestApp,
};

pub(super) async fn put_avatar(t: &TestApp, auth: &str, bytes: Vec<u8>, mime: &str) -> Reply {
    let request = request(t, auth, Method::PUT, "/users/avatar")
        .header("Content-Type", mime)
        .body(bytes);
    Reply::of(request.send().await.unwrap()).await
}
