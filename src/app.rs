//! The application as a value: everything that the parts share, cheap to clone.

use std::{
    ops::Deref,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use chrono::TimeDelta;
use sea_orm::DbErr;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::OnceCell;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    assets::Assets,
    bot::{
        apology::Apologies,
        kept::Kept,
        lock::Locks,
        state_store::StateStore,
        texts::{BrokenText, Texts},
        tg::{Tg, TgError},
    },
    clients::{
        storage::{Storage, StorageError},
        yookassa::{Gateway, Shop},
    },
    clock::Clock,
    config::Config,
    db::{self, Db},
    health::Heartbeats,
    outbox::Nudge,
    redis::{Redis, RedisError},
    vault::Vault,
};

/// A handle to the running application.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What the parts share.
pub struct Inner {
    /// Settings.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// Redis, when there is one.
    pub redis: Option<Redis>,
    /// Texts of the bot.
    pub texts: Texts,
    /// Files that came with the binary, or stand in for those.
    pub assets: Assets,
    /// The Bot API.
    pub tg: Tg,
    /// What is awaited in which chat.
    pub states: StateStore,
    /// One person's updates one after another.
    pub locks: Locks,
    /// Who was told of a trouble lately.
    pub apologies: Apologies,
    /// Signs of life of the loops.
    pub health: Heartbeats,
    /// Wakes the sender.
    pub outbox: Nudge,
    /// Files of people.
    pub storage: Storage,
    /// Encryption of small secrets.
    pub vault: Vault,
    /// Payments in roubles, when there is a shop.
    pub shop: Option<Shop>,
    /// Payouts in roubles, when there is a gateway.
    pub gateway: Option<Gateway>,
    /// All tasks that must end before the process does.
    pub tasks: TaskTracker,
    /// Set when the process is to end.
    pub stopping: CancellationToken,
    /// This process among its replicas.
    pub instance: String,
    bot_name: OnceCell<String>,
    has_failed: AtomicBool,
}

/// The application cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// No database.
    #[error("the database cannot be reached")]
    Database(#[from] DbErr),
    /// Redis address.
    #[error("the address of Redis cannot be used")]
    Redis(#[from] RedisError),
    /// A text file of ours.
    #[error("the texts cannot be read")]
    Texts(#[from] BrokenText),
    /// Where files are kept.
    #[error("files cannot be kept")]
    Storage(#[from] StorageError),
    /// No HTTP client.
    #[error("no HTTP client can be made")]
    Client(#[from] reqwest::Error),
}

impl App {
    /// Connects and puts everything together. Talks to the database only: Redis and Telegram may be
    /// away at start.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub async fn build(config: Config, clock: Clock) -> Result<Self, BuildError> {
        let db = db::connect(
            config.database.url.expose_secret(),
            config.database.max_connections,
        )
        .await?;
        Self::with_database(config, clock, db)
    }

    /// As [`App::build`], over a database that is open already.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub fn with_database(config: Config, clock: Clock, db: Db) -> Result<Self, BuildError> {
        let redis = config
            .redis
            .is_configured()
            .then(|| Redis::new(&config.redis))
            .transpose()?;
        let ttl = TimeDelta::hours(config.bot.dialogue_ttl_hours.into());
        let states = match &redis {
            Some(redis) => StateStore::in_redis(redis.clone(), ttl),
            None => StateStore::in_database(db.clone(), clock.clone(), ttl),
        };
        let overrides =
            (!config.brand.assets.is_empty()).then(|| PathBuf::from(&config.brand.assets));
        let storage = Storage::open(&config.media.url)?;
        let kept = Kept {
            db: db.clone(),
            storage: storage.clone(),
        };
        Ok(Self(Arc::new(Inner {
            texts: Texts::load()?,
            assets: Assets::new(overrides),
            tg: Tg::new(&config.bot.token, &config.bot.api_url)?.keeping(kept),
            states,
            locks: Locks::new(redis.clone()),
            apologies: Apologies::default(),
            health: Heartbeats::default(),
            outbox: Nudge::default(),
            storage,
            vault: Vault::open(&config.security),
            shop: Shop::configured(&config.yookassa)?,
            gateway: Gateway::configured(&config.yookassa)?,
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            instance: hex::encode(rand::random::<[u8; 8]>()),
            bot_name: OnceCell::new(),
            has_failed: AtomicBool::new(false),
            config,
            clock,
            db,
            redis,
        })))
    }

    /// The bot's @name without the @: configured, or asked from Telegram once.
    ///
    /// # Errors
    /// As Telegram answers.
    pub async fn bot_name(&self) -> Result<&str, TgError> {
        #[derive(Deserialize)]
        struct Me {
            username: String,
        }
        let configured = self.config.bot.username.trim_start_matches('@');
        if !configured.is_empty() {
            return Ok(configured);
        }
        let name = self
            .bot_name
            .get_or_try_init(async || {
                let answer = self
                    .tg
                    .raw("getMe", &json!({}), Duration::from_secs(8))
                    .await?;
                serde_json::from_str::<Me>(answer.get())
                    .map(|me| me.username)
                    .map_err(|error| TgError::NoAnswer {
                        method: "getMe",
                        problem: error.to_string(),
                    })
            })
            .await?;
        Ok(name)
    }

    /// A link that opens the bot with this payload.
    ///
    /// # Errors
    /// As Telegram answers when the bot's name is not known yet.
    pub async fn deep_link(&self, payload: &str) -> Result<String, TgError> {
        Ok(format!(
            "https://t.me/{}?start={payload}",
            self.bot_name().await?
        ))
    }

    /// Ends the process, in order, with a fault.
    pub fn fail(&self) {
        self.has_failed.store(true, Ordering::SeqCst);
        self.stopping.cancel();
    }

    /// Whether the process ends because something failed.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::SeqCst)
    }

    /// Whether the process is about to end.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.is_cancelled()
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Holds secrets and half the world: its name is enough.
impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}
