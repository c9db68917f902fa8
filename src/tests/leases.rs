//! One leader of two replicas.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};
use sputnik::{
    app::App,
    db,
    entity::{lease, outbox},
    features::{Site, post::Post, users::events::RolesChanged},
    jobs::{
        self, Job,
        lease::{hold, release_all},
    },
    kernel::permission::Role,
    outbox::{
        Options, enqueue,
        sender::{Pace, Sender},
    },
    run,
};

use super::support::{TestApp, updates::eventually};

const LIFE: TimeDelta = TimeDelta::seconds(30);

#[tokio::test(flavor = "multi_thread")]
async fn the_lead_is_held_renewed_and_taken_over_when_it_ends() {
    let t = TestApp::start().await;
    let (other, _, _) = t.replica().await;
    assert!(hold(&t.app, "work", LIFE).await.unwrap());
    assert!(!hold(&other, "work", LIFE).await.unwrap());
    // Another kind of work has a lead of its own.
    assert!(hold(&other, "other work", LIFE).await.unwrap());
    // Kept up, it lasts.
    for _ in 0..5 {
        t.advance(TimeDelta::seconds(20));
        assert!(hold(&t.app, "work", LIFE).await.unwrap());
        assert!(!hold(&other, "work", LIFE).await.unwrap());
    }
    // Forgotten, it ends on the dot.
    let row = lease::Entity::find_by_id("work")
        .one(&t.app.db)
        .await
        .unwrap()
        .unwrap();
    let left = row.until.since(t.app.clock.now());
    t.advance(left - TimeDelta::milliseconds(1));
    assert!(!hold(&other, "work", LIFE).await.unwrap());
    t.advance(TimeDelta::milliseconds(1));
    assert!(hold(&other, "work", LIFE).await.unwrap());
    assert!(
        !hold(&t.app, "work", LIFE).await.unwrap(),
        "the old leader did not notice"
    );
    other.stopping.cancel();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_ask_at_once_one_leads() {
    let t = TestApp::start().await;
    let (second, _, _) = t.replica().await;
    let (third, _, _) = t.replica().await;
    for round in 0..10 {
        let name = format!("work {round}");
        let asked =
            [&t.app, &second, &third, &second, &third, &t.app].map(|app| hold(app, &name, LIFE));
        let leads = futures::future::join_all(asked).await;
        let holder = lease::Entity::find_by_id(name)
            .one(&t.app.db)
            .await
            .unwrap()
            .unwrap()
            .holder;
        for (app, led) in [&t.app, &second, &third, &second, &third, &t.app]
            .into_iter()
            .zip(leads)
        {
            assert_eq!(led.unwrap(), app.instance == holder);
        }
    }
    second.stopping.cancel();
    third.stopping.cancel();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_stop_gives_every_lead_back_at_once() {
    let t = TestApp::start().await;
    let (other, _, _) = t.replica().await;
    for name in ["sender", "prune"] {
        assert!(hold(&other, name, LIFE).await.unwrap());
        assert!(!hold(&t.app, name, LIFE).await.unwrap());
    }
    assert!(hold(&t.app, "mine", LIFE).await.unwrap());
    run::stop(&other).await.unwrap();
    for name in ["sender", "prune"] {
        assert!(
            hold(&t.app, name, LIFE).await.unwrap(),
            "{name} has to be waited for"
        );
    }
    // Nobody gives back what is not theirs.
    let (third, _, _) = t.replica().await;
    release_all(&third).await.unwrap();
    assert_eq!(lease::Entity::find().count(&t.app.db).await.unwrap(), 3);
    third.stopping.cancel();
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_of_a_process_that_died_is_free_after_its_end() {
    let t = TestApp::start().await;
    let dead = lease::ActiveModel {
        name: Set("sender".to_owned()),
        holder: Set("a process that was killed".to_owned()),
        until: Set(t.app.clock.now().plus(TimeDelta::seconds(15))),
    };
    lease::Entity::insert(dead)
        .exec_without_returning(&t.app.db)
        .await
        .unwrap();
    assert!(!hold(&t.app, "sender", LIFE).await.unwrap());
    t.advance(TimeDelta::seconds(15));
    assert!(hold(&t.app, "sender", LIFE).await.unwrap());
    t.finish().await;
}

/// Counts its rounds by process.
struct Rounds {
    mine: AtomicU64,
    is_asked: AtomicBool,
}

#[async_trait]
impl Job for Rounds {
    fn name(&self) -> &'static str {
        "rounds"
    }

    fn every(&self) -> Duration {
        Duration::from_millis(30)
    }

    async fn run(&self, _: &App) -> anyhow::Result<u64> {
        self.mine.fetch_add(1, Ordering::SeqCst);
        if self.is_asked.load(Ordering::SeqCst) {
            anyhow::bail!("asked to fail");
        }
        std::future::ready(Ok(0)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_runs_in_one_replica_goes_on_after_a_failure_and_moves_when_its_leader_stops() {
    let t = TestApp::start().await;
    let (other, _, _) = t.replica().await;
    let job = || {
        Arc::new(Rounds {
            mine: AtomicU64::new(0),
            is_asked: AtomicBool::new(false),
        })
    };
    let (first, second) = (job(), job());
    let rounds = |job: &Rounds| job.mine.load(Ordering::SeqCst);
    other
        .tasks
        .spawn(jobs::drive(other.clone(), second.clone()));
    eventually("the first round", async || rounds(&second) > 0).await;
    t.app.tasks.spawn(jobs::drive(t.app.clone(), first.clone()));
    eventually("ten more rounds", async || rounds(&second) > 10).await;
    assert_eq!(rounds(&first), 0, "two replicas ran one job");
    second.is_asked.store(true, Ordering::SeqCst);
    let failed_at = rounds(&second);
    eventually("rounds after a failure", async || {
        rounds(&second) > failed_at + 2
    })
    .await;
    run::stop(&other).await.unwrap();
    let stopped_at = rounds(&second);
    eventually("the job has moved", async || rounds(&first) > 3).await;
    assert_eq!(rounds(&second), stopped_at);
    t.finish().await;
}

fn sender(app: &App, site: &Site) -> Sender {
    Sender::new(app.clone(), Arc::new(Post(site.clone())), Pace::unlimited())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_sender_sends_and_the_other_takes_over() {
    let t = TestApp::start().await;
    let anna = t.person("Анна", "ru").await;
    let to = t.row(&anna).await.id;
    let (other, site, _) = t.replica().await;
    let promise = async || {
        let txn = db::begin(&t.app.db).await.unwrap();
        let news = RolesChanged {
            role: Role::Partner,
            is_granted: true,
        };
        enqueue(&txn, t.app.clock.now(), to, &news, Options::default())
            .await
            .unwrap();
        txn.commit().await.unwrap();
    };
    let left = async || {
        let rows = outbox::Entity::find().all(&t.app.db).await.unwrap();
        rows.iter().filter(|row| row.settled_at.is_none()).count()
    };
    other.tasks.spawn(sender(&other, &site).run());
    promise().await;
    eventually("the first sender sends", async || left().await == 0).await;
    let holder = async || {
        lease::Entity::find_by_id("sender")
            .one(&t.app.db)
            .await
            .unwrap()
            .unwrap()
            .holder
    };
    assert_eq!(holder().await, other.instance);
    t.app.tasks.spawn(sender(&t.app, &t.site).run());
    // The second one is awake and is told, but does not lead.
    promise().await;
    t.app.outbox.nudge();
    eventually("the first sender goes on", async || left().await == 0).await;
    assert_eq!(holder().await, other.instance);
    run::stop(&other).await.unwrap();
    promise().await;
    eventually("the second sender takes over", async || left().await == 0).await;
    assert_eq!(holder().await, t.app.instance);
    let told = anna
        .transcript()
        .iter()
        .filter(|message| message.contains("У вас новая роль"))
        .count();
    assert_eq!(told, 3);
    t.finish().await;
}
