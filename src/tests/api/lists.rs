//! Lists and their cursors.

use sea_orm::{ActiveValue::Set, EntityTrait};
use sputnik::{
    db,
    entity::{friendship, user},
    features::audit::{self, AuditEvent},
    kernel::{actor::Actor, permission::Role},
};

use crate::{
    calls::{call, crowd},
    support::TestApp,
};

/// Walks a list to its end; the ids in their order.
async fn walk(t: &TestApp, auth: &str, path: &str, limit: usize) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let sign = if path.contains('?') { '&' } else { '?' };
        let reply = call(
            t,
            auth,
            "GET",
            &format!("{path}{sign}limit={limit}&cursor={cursor}"),
        )
        .await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let items = reply.json["items"].as_array().unwrap();
        ids.extend(items.iter().map(|item| item["id"].as_i64().unwrap()));
        match reply.json["next_cursor"].as_str() {
            Some(next) => {
                assert_eq!(items.len(), limit);
                next.clone_into(&mut cursor);
            }
            None => return ids,
        }
        assert!(ids.len() < 1000, "the list never ends");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_walked_without_gaps_or_repeats() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let auth = TestApp::tma(&admin);
    let me = t.row(&admin).await.id;
    let guests = crowd(&t, 23).await;
    for guest in &guests {
        let now = t.app.clock.now();
        let row = friendship::ActiveModel {
            low_id: Set(std::cmp::min(me, guest.id)),
            high_id: Set(std::cmp::max(me, guest.id)),
            asked_by: Set(guest.id),
            status: Set(friendship::Status::Accepted),
            created_at: Set(now),
            ..Default::default()
        };
        friendship::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
        let txn = db::begin(&t.app.db).await.unwrap();
        audit::record(&txn, now, Actor::SYSTEM, &AuditEvent::UserBlocked(guest.id))
            .await
            .unwrap();
        txn.commit().await.unwrap();
    }
    for (path, count) in [
        ("/users/friends", 23),
        ("/admin/users", 24),
        ("/admin/users?q=гость", 23),
        ("/admin/logs?action=user.blocked", 23),
        ("/admin/logs", 26),
    ] {
        let whole = walk(&t, &auth, path, 100).await;
        assert_eq!(whole.len(), count, "{path}");
        assert!(
            whole.is_sorted_by(|one, next| one > next),
            "{path}: {whole:?}"
        );
        for limit in [1, 5, 23] {
            assert_eq!(
                walk(&t, &auth, path, limit).await,
                whole,
                "{path} by {limit}"
            );
        }
    }
    let one = format!("/admin/logs?user_id={}", guests[3].id);
    assert_eq!(walk(&t, &auth, &one, 2).await.len(), 1);
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=nonsense",
        "cursor=AAAA",
    ] {
        let reply = call(&t, &auth, "GET", &format!("/admin/users?{query}")).await;
        assert_eq!(reply.status, 400, "{query}: {reply:?}");
        assert!(
            !reply.field(query.split('=').next().unwrap()).is_empty(),
            "{query}: {reply:?}"
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_come_and_go_while_a_list_is_walked_neither_repeat_nor_hide_others() {
    let t = TestApp::start().await;
    let admin = t.staff("Админ", "ru", Role::Admin).await;
    let auth = TestApp::tma(&admin);
    let guests = crowd(&t, 6).await;
    let first = call(&t, &auth, "GET", "/admin/users?limit=3").await;
    let cursor = first.json["next_cursor"].as_str().unwrap().to_owned();
    // One of the first page goes, the row that the page ended with too, and somebody new comes.
    t.person("Новая", "ru").await;
    for index in [5, 3] {
        user::Entity::delete_by_id(guests[index].id)
            .exec(&t.app.db)
            .await
            .unwrap();
    }
    let second = call(
        &t,
        &auth,
        "GET",
        &format!("/admin/users?limit=10&cursor={cursor}"),
    )
    .await;
    let names: Vec<_> = second.json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["first_name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Гость 02", "Гость 01", "Гость 00", "Админ"]);
    t.finish().await;
}
