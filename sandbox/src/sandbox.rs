//! The running sandbox and the handle to it.

use std::{
    collections::HashSet,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rand::Rng;
use serde_json::Value;
use tokio::{runtime::Handle, sync::watch};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    clock::SandboxClock,
    error::StartError,
    events::Events,
    faults::Faults,
    journal::{Call, DeliveryAttempt, OpenTap},
    net::{CuttableListener, Cutter},
    options::{Options, PersonInfo},
    payme,
    person::{Delivery, NewPerson, Person},
    server,
    telegram::{
        bot::Bot,
        inbox::Ticket,
        initdata, links, webhook,
        world::{World, lifetime},
    },
    yookassa,
};

/// How long a person waits for their update to be delivered.
const DELIVERY_LIMIT: Duration = Duration::from_secs(30);
/// How long open connections may take to end at shutdown.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(2);

/// What all parts of the server share.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) addr: SocketAddr,
    world: Mutex<World>,
    pub(crate) faults: Faults,
    pub(crate) clock: SandboxClock,
    pub(crate) events: Events,
    pub(crate) keys: initdata::Keys,
    pub(crate) yookassa: yookassa::Desk,
    pub(crate) payme: payme::Desks,
    /// Wakes workers that pause between attempts.
    pub(crate) kick: watch::Sender<u64>,
    /// Wakes those who wait for updates to come or to go.
    pub(crate) activity: watch::Sender<u64>,
    pub(crate) client: reqwest::Client,
    pub(crate) stop: CancellationToken,
    runtime: Handle,
    tasks: TaskTracker,
}

impl Shared {
    /// Works with the state under the lock; never held over an await.
    pub(crate) fn with<R>(self: &Arc<Self>, work: impl FnOnce(&mut World) -> R) -> R {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let result = work(&mut world);
        let woken = std::mem::take(&mut world.wake);
        if woken.is_empty() {
            return result;
        }
        let mut claimed = Vec::new();
        for (bot_id, key) in woken {
            if let Some(bot) = world.bot_mut(bot_id)
                && bot.webhook.is_some()
                && bot.inbox.claim(key)
            {
                claimed.push((bot_id, key));
            }
        }
        drop(world);
        for (bot, key) in claimed {
            let shared = Arc::clone(self);
            self.tasks
                .spawn_on(webhook::work(shared, bot, key), &self.runtime);
        }
        self.touch();
        result
    }

    /// Something changed for those who wait.
    pub(crate) fn touch(&self) {
        self.activity.send_modify(|n| *n = n.wrapping_add(1));
    }

    /// Lets waiting workers look again.
    pub(crate) fn kick(&self) {
        self.kick.send_modify(|n| *n = n.wrapping_add(1));
    }

    /// Waits until an update is delivered, for at most 30 s.
    pub(crate) async fn delivered(&self, ticket: Option<Ticket>) -> Delivery {
        let Some(ticket) = ticket else {
            return Delivery::Failed("the bot does not ask for such updates".to_owned());
        };
        tokio::select! {
            outcome = ticket.delivered => {
                outcome.unwrap_or_else(|_gone| Delivery::Failed("dropped".to_owned()))
            }
            () = tokio::time::sleep(DELIVERY_LIMIT) => Delivery::Waiting,
            () = self.stop.cancelled() => Delivery::Waiting,
        }
    }
}

/// A running sandbox. Clones are handles to the same server.
#[derive(Clone)]
pub struct Sandbox(pub(crate) Arc<Shared>);

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Sandbox").field(&self.0.addr).finish()
    }
}

impl Sandbox {
    /// Starts the server.
    ///
    /// # Errors
    /// When a token is malformed or the address cannot be used.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        // As Telegram does after a silent week. A bot remembers which updates it has handled, so ids
        // must not come again after a restart.
        let first_update = rand::rng().random_range(100_000_000..1_900_000_000);
        let mut bots = Vec::new();
        let mut seen = HashSet::new();
        for spec in &options.bots {
            let id = Bot::id_of(&spec.token)
                .ok_or_else(|| StartError::BadToken(spec.username.clone()))?;
            if !seen.insert(id) {
                return Err(StartError::SameBot(id));
            }
            bots.push(Bot::new(id, spec, first_update));
        }
        if bots.is_empty() {
            return Err(StartError::NoBots);
        }
        let address = options.listen;
        let failed = |source| StartError::Listen { address, source };
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .map_err(failed)?;
        let addr = listener.local_addr().map_err(failed)?;
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(60))
            .build()?;
        let kick = watch::Sender::new(0);
        let clock = SandboxClock::new(kick.clone(), options.on_clock.clone());
        let events = Events::new();
        let shared = Arc::new(Shared {
            options,
            addr,
            world: Mutex::new(World::new(bots, clock.clone(), events.clone())),
            yookassa: yookassa::Desk::new(format!("http://{addr}"), clock.clone()),
            payme: payme::Desks::default(),
            faults: Faults::default(),
            clock,
            events,
            keys: initdata::Keys::of_the_sandbox(),
            kick,
            activity: watch::Sender::new(0),
            client,
            stop: CancellationToken::new(),
            runtime: Handle::current(),
            tasks: TaskTracker::new(),
        });
        let router = server::router(Arc::clone(&shared));
        let stop = shared.stop.clone();
        let serve = async move {
            let service = router.into_make_service_with_connect_info::<Cutter>();
            let serving = axum::serve(CuttableListener(listener), service)
                .with_graceful_shutdown(stop.cancelled_owned());
            if let Err(error) = serving.await {
                tracing::error!(%error, "the sandbox stopped");
            }
        };
        shared.tasks.spawn(serve);
        shared.tasks.spawn(yookassa::work(Arc::clone(&shared)));
        Ok(Self(shared))
    }

    /// Address the server listens on.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.0.addr
    }

    /// Base URL of the Bot API, and the address of the chat page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.0.addr)
    }

    /// Adds a person. When the spec names a kind, the host's hook is awaited.
    pub async fn person(&self, spec: NewPerson) -> Person {
        let info = self.add_person(spec);
        let id = info.id;
        if info.kind.is_some()
            && let Some(hook) = &self.0.options.on_person
            && let Err(error) = hook(info).await
        {
            tracing::warn!(person = id, error, "the host refused a person");
        }
        Person::new(self.clone(), id)
    }

    /// A handle to a person that exists already.
    #[must_use]
    pub fn person_by_id(&self, id: i64) -> Option<Person> {
        let known = self.0.with(|world| world.people.contains_key(&id));
        known.then(|| Person::new(self.clone(), id))
    }

    pub(crate) fn add_person(&self, spec: NewPerson) -> PersonInfo {
        self.0.with(|world| {
            let id = spec.id.unwrap_or_else(|| world.next_person_id());
            let human = spec.into_human(id);
            let info = PersonInfo {
                id,
                first_name: human.first_name.clone(),
                last_name: human.last_name.clone(),
                username: human.username.clone(),
                language_code: human.language_code.clone(),
                kind: human.kind.clone(),
            };
            world.add_person(human);
            info
        })
    }

    /// Makes a group in which every bot is an administrator; gives its id.
    #[must_use]
    pub fn group(&self, title: &str, is_forum: bool, members: &[&Person]) -> i64 {
        let members = members.iter().map(|person| person.id()).collect();
        self.0
            .with(|world| world.add_group(title, is_forum, members))
    }

    /// Faults on demand.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The sandbox's clock.
    #[must_use]
    pub fn clock(&self) -> &SandboxClock {
        &self.0.clock
    }

    /// Payme, beside Telegram.
    #[must_use]
    pub fn payme(&self) -> payme::Payme {
        payme::Payme(Arc::clone(&self.0))
    }

    /// The newest calls of the Bot API, oldest first (at most 20,000).
    #[must_use]
    pub fn journal(&self) -> Vec<Call> {
        self.0.with(|world| world.journal.to_vec())
    }

    /// Calls that the sandbox itself answered with 4xx, except "message is not modified".
    #[must_use]
    pub fn refusals(&self) -> Vec<Call> {
        self.0.with(|world| world.refusals.to_vec())
    }

    /// Button presses that were delivered and never answered.
    #[must_use]
    pub fn open_taps(&self) -> Vec<OpenTap> {
        self.0.with(|world| {
            let open = world.queries.unanswered();
            open.map(|(id, tap)| OpenTap {
                query_id: id.to_string(),
                person_id: tap.person,
                chat_id: tap.chat,
                message_id: tap.message,
                data: tap.data.clone(),
            })
            .collect()
        })
    }

    /// Attempts to deliver updates, oldest first (at most 20,000).
    #[must_use]
    pub fn webhook_log(&self) -> Vec<DeliveryAttempt> {
        self.0.with(|world| world.attempts.to_vec())
    }

    /// Updates that wait or are in flight, of all bots.
    #[must_use]
    pub fn pending_updates(&self) -> usize {
        let now = self.0.clock.millis();
        self.0
            .with(|world| world.bots.iter_mut().map(|bot| bot.inbox.len(now)).sum())
    }

    /// Ends all pauses between attempts.
    pub fn retry_now(&self) {
        self.0.with(|world| {
            for bot in &mut world.bots {
                bot.inbox.retry_now();
            }
        });
        self.0.kick();
    }

    /// Waits until no update waits or is in flight. False when that takes longer than `limit`.
    pub async fn quiet(&self, limit: Duration) -> bool {
        let mut activity = self.0.activity.subscribe();
        let mut kick = self.0.kick.subscribe();
        let settled = async {
            loop {
                activity.mark_unchanged();
                kick.mark_unchanged();
                if self.pending_updates() == 0 {
                    return;
                }
                // The senders live as long as the sandbox, so an error cannot happen here.
                let _changed = tokio::select! {
                    changed = activity.changed() => changed,
                    changed = kick.changed() => changed,
                };
            }
        };
        tokio::time::timeout(limit, settled).await.is_ok()
    }

    /// Queues an arbitrary update for the first bot (its `update_id` is filled in) and gives
    /// the id.
    pub fn push_raw(&self, update: Value) -> i64 {
        self.0.with(|world| {
            let bot = world.first_bot();
            let queue = links::queue_of(&update);
            world
                .push_whole(bot, update, queue, lifetime::OTHER, None)
                .map_or(0, |ticket| ticket.update_id)
        })
    }

    /// Sends the last delivered update once more, with the same `update_id`.
    pub async fn redeliver_last(&self) -> Delivery {
        webhook::redeliver(&self.0).await
    }

    /// The public key of the sandbox's init data, as hex: what Telegram's own key is for real
    /// Mini Apps.
    #[must_use]
    pub fn init_data_public_key(&self) -> String {
        self.0.keys.public_hex()
    }

    /// Stops the server and all deliveries.
    pub async fn shutdown(&self) {
        self.0.stop.cancel();
        self.0.tasks.close();
        if tokio::time::timeout(SHUTDOWN_LIMIT, self.0.tasks.wait())
            .await
            .is_err()
        {
            tracing::debug!("a connection to the sandbox stays open");
        }
    }
}
