//! The list of friends, its pages and its limit.

use chrono::TimeDelta;
use futures::future::join_all;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use sputnik::{
    bot::callback::Callback,
    entity::friendship::{self, Status},
    features::circle::callbacks::CircleCallback,
};

use super::pairs;
use crate::{
    calls::{befriend, call, call_with, crowd, link_of, newest},
    support::TestApp,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_friend_is_removed_after_a_question_and_from_both_lists() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    befriend(&t, &anna, &boris).await;
    boris.say("/circle").await;
    boris.tap("👤 Анна").await.unwrap();
    boris.tap("🗑 Убрать из круга").await.unwrap();
    assert!(
        boris.screen().contains("Убрать из круга: *Анна*?"),
        "{}",
        boris.screen()
    );
    boris.tap("Нет").await.unwrap();
    assert!(
        boris.screen().contains("В вашем круге с 01.01.2030"),
        "{}",
        boris.screen()
    );
    assert_eq!(pairs(&t).await.len(), 1);
    boris.tap("🗑 Убрать из круга").await.unwrap();
    boris.tap("Да").await.unwrap();
    assert!(
        boris.screen().contains("Здесь пока никого"),
        "{}",
        boris.screen()
    );
    anna.say("/circle").await;
    assert!(
        anna.screen().contains("Здесь пока никого"),
        "{}",
        anna.screen()
    );
    assert!(pairs(&t).await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_shown_as_they_are_written() {
    let t = TestApp::start().await;
    let wild = "<b>Тим</b> & \u{202e}نور";
    let tim = t.person(wild, "ru").await;
    let anna = t.person("Анна", "ru").await;
    befriend(&t, &anna, &tim).await;
    anna.say("/circle").await;
    assert!(
        anna.buttons().contains(&format!("👤 {wild}")),
        "{:?}",
        anna.buttons()
    );
    anna.tap(wild).await.unwrap();
    assert!(
        anna.screen().starts_with(&format!("*{wild}*\n")),
        "{}",
        anna.screen()
    );
    anna.tap("🗑 Убрать из круга").await.unwrap();
    assert!(
        anna.screen().contains(&format!("*{wild}*")),
        "{}",
        anna.screen()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_friends_are_turned_page_by_page() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    for friend in crowd(&t, 19).await {
        let row = friendship::ActiveModel {
            low_id: Set(std::cmp::min(me, friend.id)),
            high_id: Set(std::cmp::max(me, friend.id)),
            asked_by: Set(friend.id),
            status: Set(Status::Accepted),
            created_at: Set(t.app.clock.now()),
            accepted_at: Set(Some(t.app.clock.now())),
            ..Default::default()
        };
        friendship::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    t.advance(TimeDelta::minutes(1));
    anna.say("/circle").await;
    assert!(anna.screen().contains("19 друзей."), "{}", anna.screen());
    let guests = || {
        anna.buttons()
            .into_iter()
            .filter(|label| label.starts_with("👤"))
            .collect::<Vec<_>>()
    };
    let mut seen = guests();
    assert_eq!(seen.len(), 8);
    for page in ["2/3", "3/3"] {
        anna.tap("›").await.unwrap();
        assert!(
            anna.buttons().contains(&page.to_owned()),
            "{:?}",
            anna.buttons()
        );
        seen.extend(guests());
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (19, 19));
    // The pages go round, and a page that is no longer there is the last one.
    anna.tap("›").await.unwrap();
    assert!(anna.buttons().contains(&"1/3".to_owned()));
    anna.tap_data(newest(&anna), &CircleCallback::Open(u32::MAX).encode())
        .await;
    assert!(
        anna.buttons().contains(&"3/3".to_owned()),
        "{:?}",
        anna.buttons()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_circle_takes_nobody_else() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let boris = t.person("Борис", "ru").await;
    let me = t.row(&anna).await.id;
    let now = t.app.clock.now();
    let rows = crowd(&t, 200)
        .await
        .into_iter()
        .map(|friend| friendship::ActiveModel {
            low_id: Set(std::cmp::min(me, friend.id)),
            high_id: Set(std::cmp::max(me, friend.id)),
            asked_by: Set(me),
            status: Set(Status::Accepted),
            created_at: Set(now),
            accepted_at: Set(Some(now)),
            ..Default::default()
        });
    friendship::Entity::insert_many(rows)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap();
    boris.start(Some(&link_of(&anna).await)).await;
    let outcome = boris.tap("🤝 Дружить").await.unwrap();
    assert!(
        outcome
            .answer
            .unwrap()
            .text
            .unwrap()
            .contains("до 200 человек")
    );
    let reply = call(&t, &TestApp::tma(&boris), "GET", "/users/friends").await;
    assert_eq!(reply.json["items"], json!([]));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circle_that_is_almost_full_takes_one_of_two_at_once() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let me = t.row(&anna).await.id;
    let now = t.app.clock.now();
    let rows = crowd(&t, 199)
        .await
        .into_iter()
        .map(|friend| friendship::ActiveModel {
            low_id: Set(std::cmp::min(me, friend.id)),
            high_id: Set(std::cmp::max(me, friend.id)),
            asked_by: Set(me),
            status: Set(Status::Accepted),
            created_at: Set(now),
            accepted_at: Set(Some(now)),
            ..Default::default()
        });
    friendship::Entity::insert_many(rows)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap();
    let body = json!({"token": link_of(&anna).await.strip_prefix("friend_").unwrap()});
    let mut guests = Vec::new();
    for name in ["Борис", "Виктор", "Галина", "Денис"] {
        guests.push(TestApp::tma(&t.person(name, "ru").await));
    }
    let asks = guests
        .iter()
        .map(|auth| call_with(&t, auth, "POST", "/users/friends", &body));
    let replies = join_all(asks).await;
    let taken = replies.iter().filter(|reply| reply.status == 200).count();
    let refused = replies
        .iter()
        .filter(|reply| reply.code() == "circle_full")
        .count();
    assert_eq!((taken, refused), (1, 3), "{replies:?}");
    assert_eq!(pairs(&t).await.len(), 200);
    // Whoever is in it needs no room.
    for (auth, reply) in guests.iter().zip(replies) {
        let again = call_with(&t, auth, "POST", "/users/friends", &body).await;
        assert_eq!(again.status, reply.status, "{again:?}");
    }
    t.settle().await;
    t.finish().await;
}
