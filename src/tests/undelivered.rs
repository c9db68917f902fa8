//! Messages that cannot be delivered: tried again, given up in sight, not worth saying any more.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DbErr, EntityTrait, IntoActiveModel};
use sputnik::{
    bot::{html::Html, screen::Screen},
    db,
    entity::{
        outbox::{self, Outcome},
        user,
    },
    features::{
        circle::{events::FriendAsked, service as circle},
        staff::callbacks::StaffCallback,
        users::events::AccessChanged,
    },
    kernel::{
        ids::{FriendshipId, OutboxId, TgId, UserId},
        permission::Role,
    },
    outbox::{
        Options, enqueue,
        sender::{self, Delivery, Pace, Postman, Rendered, Sender},
    },
};
use sputnik_sandbox::{Fault, FaultKind};

use super::{
    outbox::told,
    support::{TestApp, updates::press},
};

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
            replaces: None,
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

async fn revive(t: &TestApp, id: OutboxId) -> bool {
    let txn = sputnik::db::begin(&t.app.db).await.unwrap();
    let revived = sender::revive(&txn, t.app.clock.now(), id).await.unwrap();
    txn.commit().await.unwrap();
    revived
}
