//! The way in: one update, worked on to its end.
//!
//! An update is confirmed to Telegram only when its effect is committed and its answer sent, so a crash
//! loses nothing: Telegram delivers it again, and `handled_updates` keeps the effect from happening
//! twice. Every update runs in a task of its own that nobody drops; a panic ends that task alone.

use std::{
    any::Any,
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use dptree::di::DependencyMap;
use futures::FutureExt;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use teloxide::{
    dispatching::UpdateHandler,
    types::{Update, UpdateKind},
};
use tokio::sync::Semaphore;
use tracing::Instrument;

use super::{
    fault::{Fault, Refusal},
    html::Html,
    lock::Beside,
    raw::{self, Reading},
    screen::Screen,
    state_store::{StateStore, StoreError},
    tap::Tap,
    texts::Tr,
    tg::TgError,
};
use crate::{
    app::App,
    args,
    entity::failed_update,
    kernel::{
        ids::{TgId, UpdateId},
        lang::Lang,
    },
};

/// Longer than any handler should take, shorter than Telegram's patience with a connection (60 s).
const TIME_LIMIT: Duration = Duration::from_secs(25);
/// Tries of an answer before it is given up.
const MAX_TRIES: u32 = 8;
/// When Telegram should come again after a passing trouble.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// The longest of Telegram's own `retry_after` that is kept to: a tap lives for 150 s.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What Telegram is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Worked on: never again.
    Done,
    /// Come again after this long.
    Later(Duration),
}

/// One update on its way through the tree.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The update.
    pub update: Arc<Update>,
    /// Its id.
    pub id: UpdateId,
    /// Who sent it.
    pub person: Option<TgId>,
    /// The tap, when it is one.
    pub tap: Option<Tap>,
    /// What is awaited in the private chat, as far as it was read together with the person's lock. True
    /// when the update begins; whoever changes the state knows better.
    pub awaited: Beside,
}

impl Incoming {
    /// Whether something may be awaited in the private chat as the update begins.
    #[must_use]
    pub fn may_be_awaited(&self) -> bool {
        self.awaited != Beside::Read(None)
    }

    /// What is awaited in the private chat as the update begins: known already, or read now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn awaited(&self, states: &StateStore) -> Result<Option<Arc<str>>, StoreError> {
        match (&self.awaited, self.private_chat()) {
            (Beside::Read(state), _) => Ok(state.clone()),
            (Beside::Unread, Some(chat)) => Ok(states.get(chat).await?.map(Arc::from)),
            (Beside::Unread, None) => Ok(None),
        }
    }

    /// The chat to answer in: only a private one.
    #[must_use]
    pub fn private_chat(&self) -> Option<TgId> {
        let chat = self.update.chat()?;
        chat.is_private().then_some(TgId(chat.id.0))
    }
}

/// What an update needs before it enters the tree.
pub struct Prepared {
    /// What handlers may ask for.
    pub deps: DependencyMap,
    /// The person's texts.
    pub tr: Tr,
}

/// The features, as the platform sees them.
#[async_trait]
pub trait Front: Send + Sync + 'static {
    /// Who it is, and what the tree needs to know.
    async fn prepare(&self, incoming: &Incoming) -> Result<Prepared, Fault>;

    /// Remembers that messages do not reach this person any more.
    async fn unreachable(&self, person: TgId) -> Result<(), Fault>;

    /// The tree.
    fn tree(&self) -> &UpdateHandler<Fault>;
}

/// The way in. Clones share it.
#[derive(Clone)]
pub struct Intake {
    app: App,
    front: Arc<dyn Front>,
    slots: Arc<Semaphore>,
    /// Updates in work: a repeat of one need not wait beside it.
    working: Arc<Mutex<HashSet<UpdateId>>>,
    /// How often an answer to an update did not get through.
    tries: Arc<Mutex<HashMap<UpdateId, u32>>>,
}

impl Intake {
    /// An intake that feeds this front.
    #[must_use]
    pub fn new(app: App, front: Arc<dyn Front>) -> Self {
        let slots = usize::try_from(app.config.bot.max_in_flight).unwrap_or(usize::MAX);
        Self {
            app,
            front,
            working: Arc::default(),
            tries: Arc::default(),
            slots: Arc::new(Semaphore::new(std::cmp::min(slots, Semaphore::MAX_PERMITS))),
        }
    }

    /// The application behind it.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Works on one update as it came over the wire.
    pub async fn handle(&self, body: &[u8]) -> Verdict {
        if self.app.is_stopping() {
            return Verdict::Later(RETRY_AFTER);
        }
        let slot = Arc::clone(&self.slots).try_acquire_owned().ok();
        if slot.is_none() && !is_urgent_body(body) {
            metrics::counter!("updates_total", "outcome" => "saturated").increment(1);
            return Verdict::Later(Duration::from_secs(1));
        }
        let update = match raw::read(body) {
            Reading::Update(update) => *update,
            Reading::Unknown(id) => {
                metrics::counter!("updates_total", "outcome" => "unknown").increment(1);
                tracing::info!(
                    update.id = id.map(|id| id.0),
                    "an update of a kind we do not know"
                );
                return Verdict::Done;
            }
            Reading::Garbage => {
                metrics::counter!("updates_total", "outcome" => "garbage").increment(1);
                tracing::warn!(bytes = body.len(), "a body that is no update");
                return Verdict::Done;
            }
        };
        let id = UpdateId(i64::from(update.id.0));
        let is_new = lock(&self.working).insert(id);
        if !is_new {
            return Verdict::Later(RETRY_AFTER);
        }
        let span = tracing::info_span!("update", update.id = id.0);
        let this = self.clone();
        let body = String::from_utf8_lossy(body).into_owned();
        let work = Box::pin(async move {
            let verdict = this.work(update, &body).await;
            lock(&this.working).remove(&id);
            drop(slot);
            verdict
        });
        let task = self.app.tasks.spawn(work.instrument(span));
        match tokio::time::timeout(TIME_LIMIT, task).await {
            Ok(Ok(verdict)) => verdict,
            // The runtime is going down.
            Ok(Err(_)) => Verdict::Later(RETRY_AFTER),
            // The task goes on; a repeat meets its committed effect, or waits for the person's lock.
            Err(_) => {
                metrics::counter!("updates_total", "outcome" => "slow").increment(1);
                Verdict::Later(RETRY_AFTER)
            }
        }
    }

    /// What happens rarely is boxed: the future of an update is moved several times on its way into its
    /// task, and should be small.
    async fn work(&self, update: Update, body: &str) -> Verdict {
        let started = std::time::Instant::now();
        let tap = match &update.kind {
            UpdateKind::CallbackQuery(query) => Some(Tap::new(self.app.tg.clone(), query)),
            _ => None,
        };
        let mut incoming = Incoming {
            id: UpdateId(i64::from(update.id.0)),
            person: update
                .from()
                .and_then(|user| i64::try_from(user.id.0).ok())
                .map(TgId),
            tap,
            awaited: Beside::Unread,
            update: Arc::new(update),
        };
        let guard = match incoming.person {
            Some(person) if !is_urgent(&incoming.update) => {
                let key = incoming
                    .private_chat()
                    .and_then(|chat| self.app.states.key(chat));
                let (guard, read) = self.app.locks.acquire(person, key.as_deref()).await;
                incoming.awaited = read;
                Some(guard)
            }
            Some(_) | None => None,
        };
        let mut tr = self.guess_language(&incoming);
        let outcome = AssertUnwindSafe(self.dispatch(&incoming, &mut tr))
            .catch_unwind()
            .await;
        let (verdict, label) = match outcome {
            Ok(Ok(())) => (Verdict::Done, "ok"),
            Ok(Err(Fault::Refused(refusal))) => {
                Box::pin(self.refuse(&incoming, &tr, &refusal)).await;
                (Verdict::Done, "refused")
            }
            Ok(Err(Fault::Transient(error))) => {
                tracing::warn!(error = format!("{error:#}"), "an update has to wait");
                Box::pin(self.apologise(&incoming, &tr)).await;
                (Verdict::Later(RETRY_AFTER), "transient")
            }
            // What Telegram itself asks for is kept to, and an apology would only be one call more.
            Ok(Err(Fault::Flood(pause))) => {
                (Verdict::Later(std::cmp::min(pause, LONGEST_PAUSE)), "flood")
            }
            Ok(Err(Fault::NoAnswer(error))) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "an answer did not get through"
                );
                Box::pin(self.apologise(&incoming, &tr)).await;
                (self.again_or_never(&incoming), "no_answer")
            }
            Ok(Err(Fault::Unreachable)) => {
                tracing::info!("a person left before the answer");
                Box::pin(self.forget(&incoming)).await;
                (Verdict::Done, "unreachable")
            }
            Ok(Err(Fault::Broken(error))) => {
                Box::pin(self.bury(&incoming, &tr, &format!("{error:#}"), body)).await;
                (Verdict::Done, "broken")
            }
            Err(panic) => {
                let error = format!("panicked: {}", words_of(&*panic));
                Box::pin(self.bury(&incoming, &tr, &error, body)).await;
                (Verdict::Done, "panicked")
            }
        };
        if verdict == Verdict::Done
            && let Some(tap) = &incoming.tap
        {
            Box::pin(tap.finish()).await;
        }
        if let Some(guard) = guard {
            guard.release().await;
        }
        metrics::counter!("updates_total", "outcome" => label).increment(1);
        metrics::histogram!("update_seconds").record(started.elapsed().as_secs_f64());
        verdict
    }

    async fn dispatch(&self, incoming: &Incoming, tr: &mut Tr) -> Result<(), Fault> {
        let Prepared {
            mut deps,
            tr: known,
        } = self.front.prepare(incoming).await?;
        *tr = known;
        deps.insert(incoming.clone());
        deps.insert(incoming.tap.clone());
        if let Some(tap) = &incoming.tap {
            deps.insert(tap.clone());
        }
        match self.front.tree().dispatch(deps).await {
            std::ops::ControlFlow::Break(result) => result,
            std::ops::ControlFlow::Continue(_) => Ok(()),
        }
    }

    fn guess_language(&self, incoming: &Incoming) -> Tr {
        let lang = incoming
            .update
            .from()
            .and_then(|user| Lang::from_tag(user.language_code.as_deref()?))
            .unwrap_or(self.app.config.locale.default);
        self.app.texts.lang(lang)
    }

    async fn refuse(&self, incoming: &Incoming, tr: &Tr, refusal: &Refusal) {
        let html = tr.html(refusal.id, refusal.args.clone());
        self.tell(incoming, &refusal.plain(tr), html).await;
    }

    /// Says something as an alert, or as a message where there is no tap left to answer.
    async fn tell(&self, incoming: &Incoming, alert: &str, html: Html) {
        let is_told = match &incoming.tap {
            Some(tap) => matches!(tap.alert(alert).await, Ok(true)),
            None => false,
        };
        if !is_told {
            self.say(incoming, html).await;
        }
    }

    /// An update whose answer Telegram did not take is tried again, but not for ever: its effect is
    /// committed, and others wait behind it.
    fn again_or_never(&self, incoming: &Incoming) -> Verdict {
        let mut tries = lock(&self.tries);
        // What Telegram stopped repeating must not be remembered for ever.
        if tries.len() > 10_000 {
            tries.clear();
        }
        let count = tries.entry(incoming.id).or_default();
        *count += 1;
        if *count < MAX_TRIES {
            return Verdict::Later(RETRY_AFTER);
        }
        tries.remove(&incoming.id);
        tracing::error!("an answer is given up");
        Verdict::Done
    }

    /// A lost note costs nothing: the next message to the person finds out again.
    async fn forget(&self, incoming: &Incoming) {
        if let Some(person) = incoming.person
            && let Err(error) = self.front.unreachable(person).await
        {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "an unreachable person was not noted"
            );
        }
    }

    /// Told once for a trouble that lasts, not at every retry.
    async fn apologise(&self, incoming: &Incoming, tr: &Tr) {
        let Some(person) = incoming.person else {
            return;
        };
        if !self.app.apologies.is_due(person) {
            return;
        }
        let words = tr.plain("common-trouble", args![]);
        self.tell(incoming, &words, tr.html("common-trouble", args![]))
            .await;
    }

    /// Keeps an update that can never be worked on, tells the person, and goes on.
    async fn bury(&self, incoming: &Incoming, tr: &Tr, error: &str, body: &str) {
        let fault_id = hex::encode(rand::random::<[u8; 4]>());
        tracing::error!(fault.id = fault_id, error, "an update failed for good");
        let row = failed_update::ActiveModel {
            update_id: Set(incoming.id),
            fault_id: Set(fault_id.clone()),
            error: Set(error.to_owned()),
            body: Set(body.to_owned()),
            at: Set(self.app.clock.now()),
        };
        let kept = failed_update::Entity::insert(row)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(&self.app.db)
            .await;
        if let Err(error) = kept {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a failed update was not kept"
            );
        }
        let args = || args![id = fault_id.as_str()];
        let words = tr.plain("common-fault", args());
        self.tell(incoming, &words, tr.html("common-fault", args()))
            .await;
    }

    async fn say(&self, incoming: &Incoming, html: Html) {
        if let Some(chat) = incoming.private_chat() {
            log(Screen::new(html).send(&self.app.tg, chat).await.map(drop));
        }
    }
}

/// Telegram waits ten seconds for a word about a payment and then calls it off: such an update waits for
/// nobody, neither for its person's turn nor for room.
const fn is_urgent(update: &Update) -> bool {
    matches!(update.kind, UpdateKind::PreCheckoutQuery(_))
}

/// The same, before the update is read. Whoever merely writes the word waits for nobody either, which
/// harms no one.
fn is_urgent_body(body: &[u8]) -> bool {
    const WORD: &[u8] = b"\"pre_checkout_query\"";
    body.windows(WORD.len()).any(|window| window == WORD)
}

/// What cannot be said about a fault is not a fault of its own.
fn log(said: Result<(), TgError>) {
    if let Err(error) = said {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a person was not told"
        );
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}
