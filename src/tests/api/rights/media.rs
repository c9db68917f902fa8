//! Files.

use sputnik::features::media::files;
use sputnik_sandbox::Person;

use super::{Own, Row, Whose, World};
use crate::{
    api::media::upload,
    calls::{Reply, call},
    support::TestApp,
};

const HIDDEN: [u16; 6] = [401, 404, 404, 404, 404, 404];

pub(super) const ROWS: &[Row] = &[
    ("GET /media", [401, 200, 200, 200, 200, 200]),
    ("POST /media", [401, 201, 201, 201, 201, 201]),
    // Attached to nothing: nobody else's business.
    ("GET /media/{id}", HIDDEN),
    ("DELETE /media/{id}", HIDDEN),
];

pub(super) const OWN: &[Own] = &[
    ("GET /media/{id}", [200, 200, 200, 200, 200]),
    ("DELETE /media/{id}", [204, 204, 204, 204, 204]),
];

pub(super) async fn attempt(
    world: &World,
    caller: Option<&Person>,
    operation: &str,
    whose: Whose,
) -> Reply {
    let t = &world.t;
    let auth = caller.map(TestApp::tma).unwrap_or_default();
    let (method, path) = operation.split_once(' ').unwrap();
    if method == "POST" {
        return upload(t, &auth, "План.txt", b"x").await;
    }
    let owner = match (whose, caller) {
        (Whose::Own, Some(caller)) => caller,
        _ => &world.anna,
    };
    let me = t.row(owner).await.id;
    let file = match files::mine(&t.app, me, None, 1).await.unwrap().pop() {
        Some(file) => file,
        None => files::keep(&t.app, me, None, b"x").await.unwrap(),
    };
    call(
        t,
        &auth,
        method,
        &path.replace("{id}", &file.id.to_string()),
    )
    .await
}
