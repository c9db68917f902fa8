//! The binary as a process: how it stops, how it dies, and that neither loses or doubles an update.

use std::time::{Duration, Instant};

use futures::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sputnik::{
    db::Db,
    entity::{
        consent::{self, Document},
        failed_update, faq_vote, handled_update, user,
    },
};
use sputnik_sandbox::{Delivery, Fault, FaultKind, Person};
use tokio::task::JoinSet;

use super::support::process::{Ground, Process, until};

/// Taps of one button by one person, each an update with an effect of its own.
const TAPS: usize = 5;

/// One person's doings of one moment, in their order.
#[derive(Clone, Debug)]
enum Act {
    Start,
    Say(String),
    /// The data of a button, under the newest message.
    Tap(String),
}

/// Everybody does something at once, without waiting for answers.
fn doings(people: &[Person], acts: impl Fn(usize, &Person) -> Vec<Act>) -> JoinSet<()> {
    let mut crowd = JoinSet::new();
    for (number, person) in people.iter().enumerate() {
        let (person, acts) = (person.clone(), acts(number, person));
        let message = newest(&person);
        crowd.spawn(async move {
            // Polled in order: what is done first stands first in Telegram's queue.
            join_all(acts.into_iter().map(|act| {
                let person = person.clone();
                async move {
                    match act {
                        Act::Start => drop(person.start(None).await),
                        Act::Say(text) => drop(person.say(&text).await),
                        Act::Tap(data) => drop(person.tap_data(message, &data).await),
                    }
                }
            }))
            .await;
        });
    }
    crowd
}

/// Everybody does something, and everything is delivered.
async fn wave(ground: &Ground, people: &[Person], acts: impl Fn(usize, &Person) -> Vec<Act>) {
    let mut crowd = doings(people, acts);
    while crowd.join_next().await.is_some() {}
    ground.quiet().await;
}

/// Everybody does something; in the middle of it the process is killed, and another one takes over.
async fn wave_with_a_kill(
    ground: &Ground,
    process: Process,
    people: &[Person],
    acts: impl Fn(usize, &Person) -> Vec<Act>,
) -> Process {
    let calls = ground.sandbox.journal().len();
    let crowd = doings(people, acts);
    // A third of the answers is out.
    until("the process answers some", async || {
        ground.sandbox.journal().len() > calls + people.len() / 3
    })
    .await;
    process.kill();
    assert!(
        ground.sandbox.pending_updates() > 0,
        "it was killed too late to matter"
    );
    let process = ground.run().await;
    ground.quiet().await;
    drop(crowd);
    process
}

fn newest(person: &Person) -> i64 {
    person
        .last_message()
        .and_then(|message| message["message_id"].as_i64())
        .unwrap_or_default()
}

/// The data of a button that the person sees.
fn data(person: &Person, label: &str) -> String {
    let message = person.last_message().expect("nothing is on screen");
    let rows = message["reply_markup"]["inline_keyboard"]
        .as_array()
        .expect("no buttons")
        .clone();
    rows.iter()
        .flat_map(|row| row.as_array().unwrap())
        .find(|button| button["text"].as_str().unwrap().contains(label))
        .unwrap_or_else(|| panic!("no button {label} on\n{}", person.screen()))["callback_data"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn strangers(ground: &Ground, number: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for index in 0..number {
        people.push(ground.stranger(&format!("Гость {index}")).await);
    }
    people
}

async fn decisions(db: &Db, document: Document) -> usize {
    let rows = consent::Entity::find().filter(consent::Column::Document.eq(document));
    usize::try_from(rows.count(db).await.unwrap()).unwrap()
}

/// Nobody waits for an answer, and nothing failed.
async fn assert_all_were_served(ground: &Ground, db: &Db, people: &[Person]) {
    for person in people {
        let story = person.messages();
        let last = story.last().unwrap();
        assert_eq!(
            last["from"]["is_bot"],
            true,
            "left without an answer:\n{}",
            person.transcript().join("\n---\n")
        );
    }
    let open = ground.sandbox.open_taps();
    assert!(open.is_empty(), "taps were not answered: {open:?}");
    let failed = failed_update::Entity::find().all(db).await.unwrap();
    assert!(failed.is_empty(), "updates failed: {failed:?}");
}

async fn a_stop_in_the_middle_of_a_burst(mode: &str) {
    let ground = Ground::new(mode).await;
    let db = ground.db().await;
    let process = ground.run().await;
    if mode == "webhook" {
        ground.registered().await;
    }
    let people = strangers(&ground, 30).await;
    wave(&ground, &people, |_, _| vec![Act::Start]).await;
    for person in &people {
        assert!(
            person.screen().contains("документ 1 из 2"),
            "{}",
            person.screen()
        );
    }

    let calls = ground.sandbox.journal().len();
    let crowd = doings(&people, |_, person| {
        vec![Act::Tap(data(person, "✅ Согласен")); TAPS]
    });
    until("the process answers some", async || {
        ground.sandbox.journal().len() > calls + 20
    })
    .await;
    let ended = process.stop().await;
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(
        !ended.err.contains("not everything in hand was finished"),
        "{}",
        ended.err
    );
    let sent = people.len() * TAPS;
    let done = decisions(&db, Document::Offer).await;
    assert!(done < sent, "it was stopped too late to matter");
    if mode == "webhook" {
        // What was taken was finished, and what was finished was confirmed. The last confirmations may
        // still be on their way to Telegram.
        until("all that was done is confirmed", async || {
            done + ground.sandbox.pending_updates() == sent
        })
        .await;
        assert_eq!(
            ground.webhook().await,
            format!("{}/telegram/webhook", ground.url())
        );
    } else {
        // Finished updates above one that was not stay unconfirmed: Telegram knows a border alone.
        let left = ground.sandbox.pending_updates();
        assert!(done + left >= sent, "{done} done, {left} left of {sent}");
    }
    // Of what was begun nothing was left half done: every finished tap was answered.
    let open = ground.sandbox.open_taps();
    assert!(open.is_empty(), "taps were not answered: {open:?}");

    let process = ground.run().await;
    ground.quiet().await;
    drop(crowd);
    assert_eq!(
        decisions(&db, Document::Offer).await,
        sent,
        "lost or done twice"
    );
    for person in &people {
        assert!(
            person.screen().contains("документ 2 из 2"),
            "{}",
            person.screen()
        );
    }
    assert_all_were_served(&ground, &db, &people).await;
    assert_eq!(process.stop().await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn polling_that_is_stopped_in_a_burst_leaves_the_rest_to_the_next_process() {
    a_stop_in_the_middle_of_a_burst("polling").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_that_is_stopped_in_a_burst_stays_registered_for_the_next_process() {
    a_stop_in_the_middle_of_a_burst("webhook").await;
}

async fn kills_under_load(mode: &str) {
    let ground = Ground::new(mode).await;
    let db = ground.db().await;
    let mut process = ground.run().await;
    if mode == "webhook" {
        ground.registered().await;
    }
    let people = strangers(&ground, 40).await;

    process = wave_with_a_kill(&ground, process, &people, |_, _| vec![Act::Start]).await;
    let agree =
        |_: usize, person: &Person| vec![Act::Tap(data(person, "✅ Согласен")); TAPS];
    process = wave_with_a_kill(&ground, process, &people, agree).await;
    process = wave_with_a_kill(&ground, process, &people, agree).await;

    wave(&ground, &people, |_, _| vec![Act::Say("/faq".to_owned())]).await;
    for _step in ["the first category", "its first question"] {
        wave(&ground, &people, |_, person| {
            vec![Act::Tap(data(person, &person.buttons()[0]))]
        })
        .await;
    }
    let votes = |number: usize, person: &Person| {
        let (yes, no) = (Act::Tap(data(person, "👍")), Act::Tap(data(person, "👎")));
        let (last, first) = if number.is_multiple_of(2) {
            (yes, no)
        } else {
            (no, yes)
        };
        vec![last.clone(), first.clone(), last.clone(), first, last]
    };
    process = wave_with_a_kill(&ground, process, &people, votes).await;

    wave(&ground, &people, |_, _| {
        vec![Act::Say("/profile".to_owned())]
    })
    .await;
    wave(&ground, &people, |_, person| {
        vec![Act::Tap(data(person, "✏️ Имя"))]
    })
    .await;
    let names = |number: usize, _: &Person| vec![Act::Say(format!("Имя {number}"))];
    process = wave_with_a_kill(&ground, process, &people, names).await;

    // Every update has had its effect, each once.
    let sent = people.len() * TAPS;
    assert_eq!(
        decisions(&db, Document::Offer).await,
        sent,
        "lost or done twice"
    );
    assert_eq!(
        decisions(&db, Document::PersonalData).await,
        sent,
        "lost or done twice"
    );
    let handled = handled_update::Entity::find().count(&db).await.unwrap();
    assert_eq!(usize::try_from(handled).unwrap(), 2 * sent);
    for (number, person) in people.iter().enumerate() {
        let row = user::Entity::find()
            .filter(user::Column::TelegramId.eq(person.id()))
            .all(&db)
            .await
            .unwrap();
        assert_eq!(row.len(), 1);
        assert_eq!(row[0].first_name, format!("Имя {number}"));
        let votes = faq_vote::Entity::find()
            .filter(faq_vote::Column::UserId.eq(row[0].id))
            .all(&db)
            .await
            .unwrap();
        assert_eq!(votes.len(), 1);
        assert_eq!(
            votes[0].helped,
            number.is_multiple_of(2),
            "not the last vote counts"
        );
    }
    assert_all_were_served(&ground, &db, &people).await;
    assert_eq!(process.stop().await.code, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn five_kills_under_load_lose_and_double_nothing_with_a_webhook() {
    kills_under_load("webhook").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_kills_under_load_lose_and_double_nothing_with_polling() {
    kills_under_load("polling").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_killed_before_telegram_heard_of_it_leaves_the_webhook_to_the_next_one() {
    let ground = Ground::new("webhook").await;
    ground
        .sandbox
        .faults()
        .add(Fault::new(FaultKind::Silence).method("setWebhook"));
    let process = ground.run().await;
    until("it tries to register", async || {
        ground
            .sandbox
            .journal()
            .iter()
            .any(|call| call.method.eq_ignore_ascii_case("setWebhook"))
    })
    .await;
    assert_eq!(ground.webhook().await, "");
    process.kill();
    ground.sandbox.faults().clear();
    let _process = ground.run().await;
    ground.registered().await;
    let anna = ground.stranger("Анна").await;
    assert_eq!(anna.start(None).await, Delivery::Done);
    assert!(
        anna.screen().contains("документ 1 из 2"),
        "{}",
        anna.screen()
    );
}

/// Everybody taps some buttons, one after another; the times from tap to answer, sorted.
async fn latencies(people: &[Person], rounds: usize) -> Vec<Duration> {
    let mut crowd = JoinSet::new();
    for person in people {
        let person = person.clone();
        crowd.spawn(async move {
            let mut times = Vec::new();
            for _ in 0..rounds {
                let started = Instant::now();
                assert_eq!(person.say("/menu").await, Delivery::Done);
                times.push(started.elapsed());
                assert!(
                    person.screen().contains("чем помочь"),
                    "{}",
                    person.screen()
                );
            }
            times
        });
    }
    let mut times: Vec<_> = crowd.join_all().await.into_iter().flatten().collect();
    times.sort();
    times
}

fn p99(times: &[Duration]) -> Duration {
    times[(times.len() - 1) * 99 / 100]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_from_one_chat_does_not_hold_up_the_others() {
    const FLOOD: usize = 500;
    let ground = Ground::new("webhook").await;
    let _process = ground.run().await;
    ground.registered().await;
    let mut people = strangers(&ground, 11).await;
    wave(&ground, &people, |_, _| vec![Act::Start]).await;
    for _document in 0..2 {
        wave(&ground, &people, |_, person| {
            vec![Act::Tap(data(person, "✅ Согласен"))]
        })
        .await;
    }
    let flooder = people.pop().unwrap();
    let calm = latencies(&people, 10).await;

    // Every answer to the flooder takes long, so that his updates pile up.
    let slow = Fault::new(FaultKind::Slow)
        .method("sendMessage")
        .chat(flooder.id())
        .delay_ms(200);
    ground.sandbox.faults().add(slow);
    let told = flooder.messages().len();
    let flood = doings(std::slice::from_ref(&flooder), |_, _| {
        vec![Act::Say("/menu".to_owned()); FLOOD]
    });
    until("the flood is worked on", async || {
        flooder.messages().len() > told + FLOOD
    })
    .await;
    let flooded = latencies(&people, 10).await;

    // Not one of the others waited for him: they are through while most of his updates still wait.
    let left = ground.sandbox.pending_updates();
    assert!(left > FLOOD / 2, "{left} updates of the flood are left");
    println!(
        "p99 without a flood {:?}, with it {:?}",
        p99(&calm),
        p99(&flooded)
    );
    drop(flood);
}
