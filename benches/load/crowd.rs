//! The people: who writes next, what he waits for, how long it took.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::Context as _;
use futures::stream::{self, StreamExt as _};
use rand::{Rng as _, seq::SliceRandom as _};
use reqwest::{
    Client, StatusCode,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};
use serde_json::Value;
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use crate::{
    api::Api,
    board::Board,
    figures::micros,
    scenario::{Scenario, Step, Turn},
};

const SECRET_HEADER: HeaderName = HeaderName::from_static("x-telegram-bot-api-secret-token");
/// Open dialogues for every update in flight: they alternate, so that a bot never serves one
/// chat in a row.
const OPEN_DIALOGUES: usize = 4;
/// Pause after an error, so that a dead bot is not flooded.
const AFTER_ERROR: Duration = Duration::from_millis(50);
const ERROR_SAMPLES: usize = 5;
/// How long Telegram waits for an answer to an update.
const PATIENCE: Duration = Duration::from_secs(60);

/// Part of the run.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub(crate) enum Phase {
    /// The bot gets warm, nothing counts.
    WarmUp,
    /// Every answered update counts.
    Measured,
    /// No more updates.
    Over,
}

/// The bot under load.
#[derive(Debug)]
pub(crate) struct Target {
    url: String,
    secret: HeaderValue,
    client: Client,
    reply_timeout: Duration,
}

impl Target {
    pub(crate) fn new(
        url: String,
        secret: &str,
        in_flight: u32,
        reply_timeout: Duration,
    ) -> anyhow::Result<Self> {
        let secret = HeaderValue::from_str(secret).context("the secret does not fit a header")?;
        Self::with_secret(url, secret, in_flight, reply_timeout)
    }

    fn with_secret(
        url: String,
        secret: HeaderValue,
        in_flight: u32,
        reply_timeout: Duration,
    ) -> anyhow::Result<Self> {
        let headers = HeaderMap::from_iter([
            (SECRET_HEADER, secret.clone()),
            (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        ]);
        let client = Client::builder()
            .default_headers(headers)
            .pool_max_idle_per_host(usize::try_from(in_flight)?)
            .timeout(reply_timeout)
            .no_proxy()
            .build()?;
        Ok(Self {
            url,
            secret,
            client,
            reply_timeout,
        })
    }

    /// Delivers an update as Telegram does; the body of the answer may hold a method call.
    async fn deliver(&self, update: Vec<u8>) -> anyhow::Result<Option<Value>> {
        let answer = self.client.post(&self.url).body(update).send().await?;
        let status = answer.status();
        let body = answer.bytes().await?;
        anyhow::ensure!(status == StatusCode::OK, "the webhook answered {status}");
        if body.first() != Some(&b'{') {
            return Ok(None);
        }
        let call: Value = serde_json::from_slice(&body).context("the webhook's answer")?;
        Ok(call.get("method").is_some().then_some(call))
    }
}

/// What one worker saw.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) latencies_us: Vec<u64>,
    pub(crate) errors: u64,
    pub(crate) error_samples: Vec<String>,
    /// Updates of the flood that were answered.
    pub(crate) flooded: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.latencies_us.extend(other.latencies_us);
        self.errors += other.errors;
        self.error_samples.extend(other.error_samples);
        self.error_samples.truncate(ERROR_SAMPLES);
    }

    fn note(&mut self, fault: &anyhow::Error) {
        self.errors += 1;
        if self.error_samples.len() < ERROR_SAMPLES {
            self.error_samples.push(format!("{fault:#}"));
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Person {
    user: u32,
    /// Dialogues begun so far.
    round: u32,
    step: usize,
}

/// Who is in the middle of a dialogue and who waits for his turn.
#[derive(Debug, Default)]
struct Queue {
    open: Vec<Person>,
    idle: VecDeque<Person>,
    open_limit: usize,
}

impl Queue {
    /// Takes anybody of those in a dialogue.
    fn next(&mut self) -> Option<Person> {
        while self.open.len() < self.open_limit
            && let Some(person) = self.idle.pop_front()
        {
            self.open.push(person);
        }
        if self.open.is_empty() {
            return None;
        }
        let chosen = rand::rng().random_range(0..self.open.len());
        Some(self.open.swap_remove(chosen))
    }

    fn put_back(&mut self, person: Person) {
        if person.step == 0 {
            self.idle.push_back(person);
        } else {
            self.open.push(person);
        }
    }
}

/// All the people and the bot that they talk to.
#[derive(Debug)]
pub(crate) struct Crowd {
    scenario: Scenario,
    target: Target,
    board: Arc<Board>,
    api: Arc<Api>,
    users: u32,
    queue: Mutex<Queue>,
    update_id: AtomicU32,
    phase: AtomicU8,
    answered: AtomicU64,
    /// Updates of the flood that were answered, in whatever way.
    flooded: AtomicU64,
    progress: Notify,
}

impl Crowd {
    pub(crate) fn new(
        scenario: Scenario,
        target: Target,
        board: Arc<Board>,
        api: Arc<Api>,
        users: u32,
        in_flight: u32,
    ) -> Self {
        let mut people: Vec<_> = (0..users)
            .map(|user| Person {
                user,
                round: 0,
                step: 0,
            })
            .collect();
        people.shuffle(&mut rand::rng());
        let in_flight = usize::try_from(in_flight).unwrap_or(usize::MAX);
        let queue = Queue {
            open: Vec::new(),
            idle: people.into(),
            open_limit: in_flight.saturating_mul(OPEN_DIALOGUES),
        };
        Self {
            scenario,
            target,
            board,
            api,
            users,
            queue: Mutex::new(queue),
            // A bot that remembers update numbers must not take a second run for repeats.
            update_id: AtomicU32::new(rand::rng().random_range(1..1_000_000_000)),
            phase: AtomicU8::new(Phase::WarmUp as u8),
            answered: AtomicU64::new(0),
            flooded: AtomicU64::new(0),
            progress: Notify::new(),
        }
    }

    /// Takes everybody through the `setup` steps, the one who floods as well.
    pub(crate) async fn set_up(&self, in_flight: u32, flood: bool) -> anyhow::Result<()> {
        if self.scenario.setup.is_empty() {
            return Ok(());
        }
        let in_flight = usize::try_from(in_flight)?;
        let mut people = stream::iter(0..self.users + u32::from(flood))
            .map(|user| async move {
                for step in &self.scenario.setup {
                    self.make(step, user, u64::from(user))
                        .await
                        .with_context(|| format!("setup of person {user}"))?;
                }
                anyhow::Ok(())
            })
            .buffer_unordered(in_flight);
        while let Some(done) = people.next().await {
            done?;
        }
        Ok(())
    }

    /// Lets people write, so many at once.
    pub(crate) fn start(self: &Arc<Self>, in_flight: u32) -> JoinSet<Tally> {
        (0..in_flight.min(self.users))
            .map(|_| Arc::clone(self).work())
            .collect()
    }

    /// Lets one person send the first step over and over, so many at once, whatever comes back.
    pub(crate) fn flood(self: &Arc<Self>, in_flight: u32) -> anyhow::Result<JoinSet<()>> {
        let mut flood = JoinSet::new();
        if in_flight == 0 {
            return Ok(flood);
        }
        let Target { url, secret, .. } = &self.target;
        let target = Target::with_secret(url.clone(), secret.clone(), in_flight, PATIENCE)?;
        let target = Arc::new(target);
        for _ in 0..in_flight {
            let (crowd, target) = (Arc::clone(self), Arc::clone(&target));
            flood.spawn(async move {
                loop {
                    if crowd.flood_once(&target).await.is_err() {
                        // Telegram comes again after a while, too.
                        tokio::time::sleep(AFTER_ERROR).await;
                    }
                    crowd.flooded.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        Ok(flood)
    }

    /// How many updates of the flood were answered.
    pub(crate) fn flooded(&self) -> u64 {
        self.flooded.load(Ordering::Relaxed)
    }

    async fn flood_once(&self, target: &Target) -> anyhow::Result<()> {
        let step = self.scenario.steps.first().context("no steps")?;
        let update = {
            let chat = self.board.chat(Board::chat_id(self.users));
            let mut chat = chat.context("no chat for the flood")?;
            let turn = self.turn(self.users, 0);
            self.scenario.update(step, turn, &mut chat)?
        };
        target.deliver(serde_json::to_vec(&update)?).await.map(drop)
    }

    /// Begins a part of the run and the count of its updates.
    pub(crate) fn enter(&self, phase: Phase) {
        self.answered.store(0, Ordering::Release);
        self.phase.store(phase as u8, Ordering::Release);
    }

    /// Waits until so many updates are answered in this part, or until nothing moves any more.
    pub(crate) async fn answered(&self, updates: u64) {
        while self.answered.load(Ordering::Acquire) < updates {
            let more = self.progress.notified();
            if timeout(self.target.reply_timeout, more).await.is_err() {
                return;
            }
        }
    }

    fn is(&self, phase: Phase) -> bool {
        self.phase.load(Ordering::Acquire) == phase as u8
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn work(self: Arc<Self>) -> Tally {
        let mut tally = Tally::default();
        while !self.is(Phase::Over) {
            let Some(mut person) = self.queue().next() else {
                break;
            };
            let number = u64::from(person.round) * u64::from(self.users) + u64::from(person.user);
            let Some(step) = self.scenario.steps.get(person.step) else {
                break;
            };
            let began = Instant::now();
            let outcome = self.make(step, person.user, number).await;
            let took = began.elapsed();
            person.step += 1;
            match outcome {
                Ok(()) => {
                    if self.is(Phase::Measured) {
                        tally.latencies_us.push(micros(took));
                    }
                    self.answered.fetch_add(1, Ordering::AcqRel);
                    self.progress.notify_one();
                }
                Err(fault) => {
                    tally.note(&fault);
                    tokio::time::sleep(AFTER_ERROR).await;
                    // A broken dialogue is left as it is, the next one begins from the start.
                    person.step = 0;
                }
            }
            if person.step == 0 || person.step >= self.scenario.steps.len() {
                person.step = 0;
                person.round += 1;
            }
            self.queue().put_back(person);
        }
        tally
    }

    fn turn(&self, user: u32, number: u64) -> Turn {
        Turn {
            user,
            number,
            update_id: self.update_id.fetch_add(1, Ordering::Relaxed),
            unix_time: unix_time(),
        }
    }

    /// Sends one update, waits for the `200` and for the answer.
    async fn make(&self, step: &Step, user: u32, number: u64) -> anyhow::Result<()> {
        let chat_id = Board::chat_id(user);
        let turn = self.turn(user, number);
        let (update, answer) = {
            let mut chat = self.board.chat(chat_id).context("no such chat")?;
            let update = self.scenario.update(step, turn, &mut chat)?;
            let expected = step.expected(turn);
            (
                update,
                expected.map(|text| (chat.expect(text.clone()), text)),
            )
        };
        if let Some(call) = self.target.deliver(serde_json::to_vec(&update)?).await? {
            self.api.call_in_answer(&call);
        }
        let Some((answer, expected)) = answer else {
            return Ok(());
        };
        if timeout(self.target.reply_timeout, answer).await.is_err() {
            let mut chat = self.board.chat(chat_id).context("no such chat")?;
            chat.forget();
            anyhow::bail!("expected {expected:?}, on screen {:?}", chat.bot_text);
        }
        Ok(())
    }
}

pub(crate) fn unix_time() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs())
}
