//! Messages that must not be lost: claimed once, tried again, given up in sight.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};
use sputnik::{
    bot::{html::Html, screen::Screen},
    db,
    entity::{
        dialogue, failed_update, handled_update,
        outbox::{self, Model, Outcome},
        user,
    },
    features::{
        circle::{events::FriendAsked, service as circle},
        staff::callbacks::StaffCallback,
        upkeep::Prune,
        users::events::{AccessChanged, RolesChanged},
    },
    kernel::{
        ids::{FriendshipId, OutboxId, TgId, UpdateId, UserId},
        permission::Role,
        time::Timestamp,
    },
    outbox::{
        Options, enqueue,
        sender::{self, Delivery, Pace, Postman, Rendered, Sender},
    },
};
use sputnik_sandbox::{Fault, FaultKind, Person};
use tokio::sync::{Notify, Semaphore};

use super::support::{TestApp, updates::press};

impl TestApp {
    /// Promises some news to a person.
    async fn promise(&self, to: UserId, options: Options) {
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

    async fn promises(&self) -> Vec<Model> {
        outbox::Entity::find()
            .order_by_asc(outbox::Column::Id)
            .all(&self.app.db)
            .await
            .unwrap()
    }

    /// The one promise there is.
    async fn promised(&self) -> Model {
        let mut rows = self.promises().await;
        assert_eq!(rows.len(), 1);
        rows.remove(0)
    }

    /// A person and their id, nothing promised.
    async fn reader(&self) -> (Person, UserId) {
        let anna = self.person("Анна", "ru").await;
        let id = self.row(&anna).await.id;
        (anna, id)
    }
}

fn told(person: &Person) -> usize {
    person
        .transcript()
        .iter()
        .filter(|message| message.contains("Вам дали роль"))
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

#[tokio::test(flavor = "multi_thread")]
async fn telegrams_pace_moves_a_message_and_does_not_count_against_it() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    t.promise(id, Options::default()).await;
    for _ in 0..3 {
        t.sandbox.faults().add(
            Fault::too_many_requests(30)
                .method("sendMessage")
                .chat(anna.id())
                .times(1),
        );
        assert_eq!(t.settle().await, 1);
        let row = t.promised().await;
        assert_eq!((row.attempts, row.settled_at), (0, None));
        assert_eq!(row.run_at, t.app.clock.now().plus(TimeDelta::seconds(30)));
        assert_eq!(row.last_error.as_deref(), Some("too many requests"));
        t.advance(TimeDelta::seconds(29));
        assert_eq!(t.settle().await, 0);
        t.advance(TimeDelta::seconds(1));
    }
    assert_eq!((t.settle().await, told(&anna)), (1, 1));
    assert_eq!(t.promised().await.attempts, 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lasting_failure_is_tried_ever_more_rarely_for_about_a_day_and_then_shown_to_admins() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let admin = t.staff("Ирина", "ru", Role::Admin).await;
    let (anna, id) = t.reader().await;
    outbox::Entity::delete_many().exec(&t.app.db).await.unwrap();
    t.promise(id, Options::default()).await;
    t.sandbox.faults().add(
        Fault::new(FaultKind::Reset)
            .method("sendMessage")
            .chat(anna.id()),
    );
    let started = t.app.clock.now();
    let mut pauses: Vec<TimeDelta> = Vec::new();
    for attempt in 1..100 {
        assert_eq!(t.settle().await, 1);
        let row = t.promised().await;
        assert_eq!(row.attempts, attempt);
        if row.settled_at.is_some() {
            break;
        }
        let pause = row.run_at.since(t.app.clock.now());
        pauses.push(pause);
        t.advance(pause - TimeDelta::seconds(1));
        assert_eq!(t.settle().await, 0, "tried before its time");
        t.advance(TimeDelta::seconds(1));
    }
    let row = t.promised().await;
    assert_eq!(row.outcome, Some(Outcome::Dead));
    assert!(row.last_error.unwrap().contains("sendMessage"));
    assert_eq!(pauses[..3], [5, 10, 20].map(TimeDelta::seconds));
    assert!(pauses.is_sorted(), "{pauses:?}");
    assert!(
        pauses.iter().all(|pause| *pause <= TimeDelta::hours(6)),
        "{pauses:?}"
    );
    let span = t.app.clock.now().since(started);
    assert!(
        (TimeDelta::hours(20)..TimeDelta::hours(28)).contains(&span),
        "{span}"
    );
    assert_eq!(t.settle().await, 0, "the dead are left alone");
    // An admin sees it, mends the cause, and sends it again.
    press(&admin, &StaffCallback::Health).await;
    assert!(
        admin.screen().contains("Не доставлено: 1"),
        "{}",
        admin.screen()
    );
    admin.tap("📭").await.unwrap();
    assert!(
        admin.screen().contains("roles_changed.1"),
        "{}",
        admin.screen()
    );
    t.sandbox.faults().clear();
    admin.tap("↻ №").await.unwrap();
    assert!(
        admin.screen().contains("*Не доставлено* · 0"),
        "{}",
        admin.screen()
    );
    assert_eq!((t.settle().await, told(&anna)), (1, 1));
    assert_eq!(
        (
            t.promised().await.outcome,
            t.audited("message.revived").await
        ),
        (Some(Outcome::Sent), 1)
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_dead_are_revived() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    t.promise(id, Options::default()).await;
    t.settle().await;
    let row = t.promised().await;
    assert!(!revive(&t, row.id).await);
    assert!(!revive(&t, OutboxId(i64::MAX)).await);
    assert_eq!((t.settle().await, told(&anna)), (0, 1));
    assert_eq!(t.promised().await, row);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_blocked_the_bot_is_marked_by_the_first_message_and_spared_the_rest() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let (anna, id) = t.reader().await;
    anna.block();
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    // As if the news of the block had been lost.
    user::Entity::update_many()
        .col_expr(
            user::Column::UnreachableAt,
            sea_orm::sea_query::Expr::value(Option::<i64>::None),
        )
        .exec(&t.app.db)
        .await
        .unwrap();
    t.promise(id, Options::default()).await;
    t.promise(id, Options::default()).await;
    let calls = || {
        let calls = t.calls_to(anna.id()).into_iter();
        calls
            .filter(|call| call.method.eq_ignore_ascii_case("sendMessage") && call.status == 403)
            .count()
    };
    assert_eq!(t.settle().await, 2);
    assert_eq!(calls(), 1, "the second message was tried in vain");
    assert_eq!(t.row(&anna).await.unreachable_at, Some(t.app.clock.now()));
    let rows = t.promises().await;
    assert!(
        rows.iter()
            .all(|row| row.outcome == Some(Outcome::Unreachable)),
        "{rows:?}"
    );
    assert!(
        rows[0]
            .last_error
            .as_ref()
            .unwrap()
            .contains("blocked by the user"),
        "{rows:?}"
    );
    // Back again, news reaches them.
    anna.unblock();
    assert!(t.sandbox.quiet(std::time::Duration::from_secs(10)).await);
    t.promise(id, Options::default()).await;
    assert_eq!((t.settle().await, told(&anna)), (1, 1));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn news_that_is_none_any_more_is_not_told() {
    let t = TestApp::start().await;
    let (anna, id) = t.reader().await;
    let before = anna.messages().len();
    let txn = db::begin(&t.app.db).await.unwrap();
    let now = t.app.clock.now();
    let shut = AccessChanged { is_blocked: true };
    enqueue(&txn, now, id, &shut, Options::default())
        .await
        .unwrap();
    let asked = FriendAsked {
        friendship: FriendshipId(404),
    };
    enqueue(&txn, now, id, &asked, Options::default())
        .await
        .unwrap();
    enqueue(&txn, now, UserId(404), &asked, Options::default())
        .await
        .unwrap();
    txn.commit().await.unwrap();
    assert_eq!(t.settle().await, 3);
    assert!(
        t.promises()
            .await
            .iter()
            .all(|row| row.outcome == Some(Outcome::Moot))
    );
    assert_eq!(anna.messages().len(), before);
    // A request that was answered before the notice went out is old news, too.
    let boris = t.row(&t.person("Борис", "ru").await).await.id;
    let link = circle::link(&t.app, id).await.unwrap();
    circle::ask(&t.app, boris, &link).await.unwrap();
    let back = circle::link(&t.app, boris).await.unwrap();
    circle::ask(&t.app, id, &back).await.unwrap();
    t.settle().await;
    let rows = t.promises().await;
    let outcomes: Vec<_> = rows
        .iter()
        .rev()
        .take(2)
        .map(|row| (row.kind.as_str(), row.outcome))
        .collect();
    assert_eq!(
        outcomes,
        [
            ("friend_accepted.1", Some(Outcome::Sent)),
            ("friend_asked.1", Some(Outcome::Moot))
        ]
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_of_another_release_waits_for_that_release_and_then_dies_in_sight() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let (anna, id) = t.reader().await;
    for (kind, payload) in [
        ("meteor_seen.1", "{}"),
        ("roles_changed.1", "{\"role\": \"king\"}"),
    ] {
        outbox::Entity::delete_many().exec(&t.app.db).await.unwrap();
        t.promise(id, Options::default()).await;
        let mut row = t.promised().await.into_active_model();
        row.kind = Set(kind.to_owned());
        row.payload = Set(payload.to_owned());
        row.update(&t.app.db).await.unwrap();
        let mut tries = 0;
        while t.promised().await.settled_at.is_none() {
            tries += t.settle().await;
            t.advance(TimeDelta::hours(6));
        }
        let row = t.promised().await;
        assert_eq!(row.outcome, Some(Outcome::Dead));
        assert!(tries > 3, "{kind} was given up after {tries}");
        assert!(row.last_error.is_some());
    }
    assert_eq!(told(&anna), 0);
    t.finish().await;
}

/// Says whatever it is told to say.
struct Says(Html, TgId);

#[async_trait]
impl Postman for Says {
    async fn render(&self, _: &str, _: &str, _: UserId) -> anyhow::Result<Rendered> {
        let delivery = Delivery {
            chat: self.1,
            screen: Screen::new(self.0.clone()),
            commands: None,
        };
        std::future::ready(Ok(Rendered::Deliver(Box::new(delivery)))).await
    }

    async fn unreachable(&self, _: UserId) -> Result<(), DbErr> {
        std::future::ready(Ok(())).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_telegram_refuses_for_good_is_not_tried_again() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let (anna, id) = t.reader().await;
    t.promise(id, Options::default()).await;
    // A message without a word.
    let postman = Arc::new(Says(Html::escape(""), TgId(anna.id())));
    let mut sender = Sender::new(t.app.clone(), postman, Pace::unlimited());
    assert_eq!(sender.drain().await.unwrap(), 1);
    let row = t.promised().await;
    assert_eq!((row.outcome, row.attempts), (Some(Outcome::Dead), 1));
    assert!(row.last_error.unwrap().contains("empty"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_served_its_time_is_dropped_and_the_dead_are_kept() {
    let mut t = TestApp::start().await;
    t.expects_faults = true;
    let (anna, id) = t.reader().await;
    handled_update::Entity::delete_many()
        .exec(&t.app.db)
        .await
        .unwrap();
    let days = |days: i64| t.app.clock.now().minus(TimeDelta::days(days));
    // Each pair: one row past its time, one that is not.
    for (number, at) in [(1, days(3)), (2, days(1))] {
        let row = handled_update::ActiveModel {
            update_id: Set(UpdateId(number)),
            effect: Set("test".to_owned()),
            at: Set(at),
        };
        handled_update::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    for (number, at) in [(1, days(8)), (2, days(6))] {
        let row = failed_update::ActiveModel {
            update_id: Set(UpdateId(number)),
            fault_id: Set("f".to_owned()),
            error: Set("test".to_owned()),
            body: Set("{}".to_owned()),
            at: Set(at),
        };
        failed_update::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    for (number, at) in [(1, days(1)), (2, days(-1))] {
        let row = dialogue::ActiveModel {
            chat_id: Set(TgId(number)),
            state: Set("{}".to_owned()),
            expires_at: Set(at),
        };
        dialogue::Entity::insert(row)
            .exec_without_returning(&t.app.db)
            .await
            .unwrap();
    }
    let settled = [
        (Outcome::Sent, 31),
        (Outcome::Moot, 31),
        (Outcome::Unreachable, 31),
        (Outcome::Sent, 29),
        (Outcome::Dead, 400),
    ];
    for (outcome, age) in settled {
        promise_settled(&t, id, Some((outcome, days(age)))).await;
    }
    promise_settled(&t, id, None).await;
    assert_eq!(t.run(&Prune).await, 6);
    assert_eq!(t.run(&Prune).await, 0);
    let handled = handled_update::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(
        handled
            .iter()
            .map(|row| row.update_id.0)
            .collect::<Vec<_>>(),
        [2]
    );
    let failed = failed_update::Entity::find().all(&t.app.db).await.unwrap();
    assert_eq!(
        failed.iter().map(|row| row.update_id.0).collect::<Vec<_>>(),
        [2]
    );
    let asked = dialogue::Entity::find()
        .filter(dialogue::Column::ChatId.lte(2))
        .all(&t.app.db)
        .await
        .unwrap();
    assert_eq!(
        asked.iter().map(|row| row.chat_id.0).collect::<Vec<_>>(),
        [2]
    );
    let left: Vec<_> = t
        .promises()
        .await
        .into_iter()
        .map(|row| row.outcome)
        .collect();
    assert_eq!(left, [Some(Outcome::Sent), Some(Outcome::Dead), None]);
    assert_eq!((t.settle().await, told(&anna)), (1, 1));
    assert_eq!(outbox::Entity::find().count(&t.app.db).await.unwrap(), 3);
    t.finish().await;
}

async fn promise_settled(t: &TestApp, to: UserId, end: Option<(Outcome, Timestamp)>) {
    t.promise(to, Options::default()).await;
    if let Some((outcome, at)) = end {
        let mut row = t.promises().await.pop().unwrap().into_active_model();
        row.outcome = Set(Some(outcome));
        row.settled_at = Set(Some(at));
        row.update(&t.app.db).await.unwrap();
    }
}

async fn revive(t: &TestApp, id: OutboxId) -> bool {
    let txn = sputnik::db::begin(&t.app.db).await.unwrap();
    let revived = sender::revive(&txn, t.app.clock.now(), id).await.unwrap();
    txn.commit().await.unwrap();
    revived
}
