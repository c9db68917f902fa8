//! Messages that must not be lost: claimed once, sent once, in order.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DbErr, EntityTrait, IntoActiveModel, QueryOrder,
};
use sputnik::{
    db,
    entity::outbox::{self, Model, Outcome},
    features::users::events::RolesChanged,
    kernel::{ids::UserId, permission::Role},
    outbox::{
        Options, enqueue,
        sender::{Pace, Postman, Rendered, Sender},
    },
};
use sputnik_sandbox::Person;
use tokio::sync::{Notify, Semaphore};

use super::support::TestApp;

impl TestApp {
    /// Promises some news to a person.
    pub(super) async fn promise(&self, to: UserId, options: Options) {
        let txn = db::begin(&self.app.db).await.unwrap();
        let news = RolesChanged {
            role: Role::Partner,
            is_granted: true,
        };
        enqueue(&txn, self.app.clock.now(), to, &news, options)
            .await
            .unwrap();
        txn.commit().await.unwrap();
    }

    pub(super) async fn promises(&self) -> Vec<Model> {
        outbox::Entity::find()
            .order_by_asc(outbox::Column::Id)
            .all(&self.app.db)
            .await
            .unwrap()
    }

    /// The one promise there is.
    pub(super) async fn promised(&self) -> Model {
        let mut rows = self.promises().await;
        assert_eq!(rows.len(), 1);
        rows.remove(0)
    }

    /// A person and their id, nothing promised.
    pub(super) async fn reader(&self) -> (Person, UserId) {
        let anna = self.person("Анна", "ru").await;
        let id = self.row(&anna).await.id;
        (anna, id)
    }
}

pub(super) fn told(person: &Person) -> usize {
    person
        .transcript()
        .iter()
        .filter(|message| message.contains("У вас новая роль"))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_senders_at_once_send_every_message_once() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    let boris = t.person("Борис", "ru").await;
    let his = t.row(&boris).await.id;
    for _ in 0..40 {
        t.promise(id, Options::default()).await;
        t.promise(his, Options::default()).await;
    }
    let (other, site, _) = t.replica().await;
    let mut second = Sender::new(
        other.clone(),
        Arc::new(sputnik::features::post::Post(site)),
        Pace::unlimited(),
    );
    let mut first = t.sender();
    let (one, two) = tokio::join!(first.drain(), second.drain());
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one + two, 80);
    assert!(one > 0 && two > 0, "the two did not meet: {one}, {two}");
    assert_eq!((told(&anna), told(&boris)), (40, 40));
    for row in t.promises().await {
        assert_eq!((row.outcome, row.attempts), (Some(Outcome::Sent), 1));
        assert!(row.message_id.is_some());
    }
    other.stopping.cancel();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_sender_had_claimed_is_sent_when_its_lease_ends() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    t.promise(id, Options::default()).await;
    let mut row = t.promised().await.into_active_model();
    row.attempts = Set(1);
    row.lease_until = Set(t.app.clock.now().plus(TimeDelta::seconds(120)));
    row.update(&t.app.db).await.unwrap();
    t.advance(TimeDelta::seconds(119));
    assert_eq!(t.settle().await, 0);
    t.advance(TimeDelta::seconds(1));
    assert_eq!(t.settle().await, 1);
    let row = t.promised().await;
    assert_eq!(
        (row.outcome, row.attempts, told(&anna)),
        (Some(Outcome::Sent), 2, 1)
    );
    t.finish().await;
}

/// Says nothing until it is let, and then that there is nothing to say.
struct Slow {
    entered: Notify,
    door: Semaphore,
}

#[async_trait]
impl Postman for Slow {
    async fn render(&self, _: &str, _: &str, _: UserId) -> anyhow::Result<Rendered> {
        self.entered.notify_one();
        self.door.acquire().await?.forget();
        Ok(Rendered::Moot)
    }

    async fn unreachable(&self, _: UserId) -> Result<(), DbErr> {
        std::future::ready(Ok(())).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_was_away_too_long_does_not_overwrite_its_successor() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    t.promise(id, Options::default()).await;
    let postman = Arc::new(Slow {
        entered: Notify::new(),
        door: Semaphore::new(0),
    });
    let mut slow = Sender::new(t.app.clone(), postman.clone(), Pace::unlimited());
    let late = t.app.tasks.spawn(async move { slow.drain().await });
    postman.entered.notified().await;
    t.advance(TimeDelta::seconds(121));
    assert_eq!(t.settle().await, 1);
    let settled = t.promised().await;
    assert_eq!(
        (settled.outcome, settled.attempts),
        (Some(Outcome::Sent), 2)
    );
    postman.door.add_permits(1);
    assert_eq!(late.await.unwrap().unwrap(), 1);
    assert_eq!(t.promised().await, settled);
    assert_eq!(told(&anna), 1);
    // With the claim still its own, the same sender does settle.
    t.promise(id, Options::default()).await;
    postman.door.add_permits(1);
    let mut slow = Sender::new(t.app.clone(), postman, Pace::unlimited());
    assert_eq!(slow.drain().await.unwrap(), 1);
    assert_eq!(t.promises().await[1].outcome, Some(Outcome::Moot));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn news_goes_before_bulk_and_old_before_new() {
    let t = TestApp::start().await;
    let (_, id) = t.reader().await;
    let bulk = Options {
        is_bulk: true,
        ..Options::default()
    };
    t.promise(id, bulk.clone()).await;
    t.promise(id, bulk).await;
    t.promise(
        id,
        Options {
            after: Some(TimeDelta::seconds(5)),
            ..Options::default()
        },
    )
    .await;
    t.promise(id, Options::default()).await;
    t.advance(TimeDelta::seconds(5));
    assert_eq!(t.settle().await, 4);
    let mut rows = t.promises().await;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    rows.sort_by_key(|row| row.message_id);
    let sent: Vec<_> = rows.iter().map(|row| row.id).collect();
    assert_eq!(sent, [ids[3], ids[2], ids[0], ids[1]]);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_promise_waits_for_its_time() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    t.promise(
        id,
        Options {
            after: Some(TimeDelta::minutes(10)),
            ..Options::default()
        },
    )
    .await;
    t.advance(TimeDelta::seconds(599));
    assert_eq!((t.settle().await, told(&anna)), (0, 0));
    t.advance(TimeDelta::seconds(1));
    assert_eq!((t.settle().await, told(&anna)), (1, 1));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_promises_with_one_key_are_one_even_after_it_was_kept() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    let key = |key: &str| Options {
        dedup_key: Some(key.to_owned()),
        ..Options::default()
    };
    t.promise(id, key("a")).await;
    t.promise(id, key("a")).await;
    t.promise(id, key("b")).await;
    assert_eq!(t.settle().await, 2);
    t.promise(id, key("a")).await;
    assert_eq!((t.settle().await, told(&anna)), (0, 2));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_whose_fact_was_not_committed_is_none() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    let txn = db::begin(&t.app.db).await.unwrap();
    let news = RolesChanged {
        role: Role::Partner,
        is_granted: true,
    };
    enqueue(&txn, t.app.clock.now(), id, &news, Options::default())
        .await
        .unwrap();
    txn.rollback().await.unwrap();
    assert_eq!((t.settle().await, told(&anna)), (0, 0));
    t.finish().await;
}
