//! Settings: embedded defaults, then `config.toml`, then the environment. Every fault is found and
//! reported at once, with the key and the way to mend it. The rest of the code reads no environment.

mod fault;
mod payme;
mod source;
mod yookassa;

use std::{net::SocketAddr, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono_tz::Tz;
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;
use zeroize::Zeroizing;

pub use self::{
    fault::{Fault, Faults},
    payme::Payme,
    yookassa::{IpFilter, YooKassa},
};
use crate::{
    entity::payout,
    kernel::{
        ids::TgId,
        lang::Lang,
        money::{Currency, Money},
        refund_rule::RefundRule,
    },
};

/// All settings, validated.
#[derive(Clone, Debug, Deserialize)]
pub struct Config {
    /// The bot.
    pub bot: Bot,
    /// The HTTP server.
    pub http: Http,
    /// The database.
    pub database: Database,
    /// Redis.
    pub redis: Redis,
    /// Secrets at rest.
    pub security: Security,
    /// Which lines of work are open.
    pub modules: Modules,
    /// Whose bot it is.
    pub brand: Brand,
    /// Language and zone of people who chose none.
    pub locale: Locale,
    /// Stored files.
    pub media: Media,
    /// Payments in roubles.
    pub yookassa: YooKassa,
    /// Payments, however they are made.
    pub payments: Payments,
    /// Background work.
    pub jobs: Jobs,
    /// Logs and metrics.
    pub telemetry: Telemetry,
    /// Study orders.
    pub study: Study,
    /// Hours with support.
    pub hours: Hours,
    /// Tours and bookings.
    pub tours: Tours,
    /// Payme.
    pub payme: Payme,
    /// Referrals.
    pub referrals: Referrals,
    /// Payouts.
    pub payouts: Payouts,
}

/// Settings of the bot.
#[derive(Clone, Debug, Deserialize)]
pub struct Bot {
    /// Token from BotFather. Empty where no bot is needed (`migrate`, `openapi`).
    #[serde(default = "empty")]
    pub token: SecretString,
    /// Root of the Bot API.
    pub api_url: Url,
    /// How updates come in.
    pub mode: Mode,
    /// What Telegram sends in `X-Telegram-Bot-Api-Secret-Token`.
    #[serde(default = "empty")]
    pub webhook_secret: SecretString,
    /// Telegram ids of the owners.
    pub owners: Vec<TgId>,
    /// The bot's name without `@`; empty: asked from Telegram.
    pub username: String,
    /// Life of an awaited input, in hours.
    pub dialogue_ttl_hours: u32,
    /// Updates worked on at once.
    pub max_in_flight: u32,
}

/// How updates come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// We ask.
    Polling,
    /// Telegram calls.
    Webhook,
}

/// Settings of the HTTP server.
#[derive(Clone, Debug, Deserialize)]
pub struct Http {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How the outside reaches us, without a slash at the end; may be empty.
    pub public_url: String,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
}

/// Settings of the database.
#[derive(Clone, Debug, Deserialize)]
pub struct Database {
    /// Address; may hold a password.
    pub url: SecretString,
    /// Size of the pool.
    pub max_connections: u32,
    /// Whether `run` migrates.
    pub migrate_on_start: bool,
}

/// Settings of Redis.
#[derive(Clone, Debug, Deserialize)]
pub struct Redis {
    /// Address; may hold a password; empty: no Redis.
    pub url: SecretString,
    /// Before every key.
    pub prefix: String,
}

impl Redis {
    /// Whether there is one.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        !self.url.expose_secret().is_empty()
    }
}

/// Secrets at rest.
#[derive(Clone, Debug, Deserialize)]
pub struct Security {
    /// What stored secrets are encrypted with. Empty where nothing is encrypted.
    #[serde(default = "empty")]
    pub encryption_key: SecretString,
}

impl Security {
    /// The key: 32 bytes, written in base64 or as hex; none when it is missing or malformed.
    #[must_use]
    pub fn key(&self) -> Option<Zeroizing<[u8; 32]>> {
        let text = self.encryption_key.expose_secret().trim();
        let bytes = match hex::decode(text) {
            Ok(bytes) => bytes,
            Err(_) => STANDARD.decode(text).ok()?,
        };
        let bytes = Zeroizing::new(bytes);
        Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
    }
}

/// Which lines of work are open.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Modules {
    /// Study help.
    pub study: bool,
    /// Tours.
    pub tours: bool,
    /// Trip planner.
    pub planner: bool,
    /// Habits.
    pub habits: bool,
}

/// Whose bot it is.
#[derive(Clone, Debug, Deserialize)]
pub struct Brand {
    /// Name that people see.
    pub name: String,
    /// Name for documents.
    pub legal_entity: String,
    /// For requests about documents and data.
    pub contact: String,
    /// Date printed in documents.
    pub documents_date: String,
    /// Link; empty hides it.
    pub site: String,
    /// Link; empty hides it.
    pub channel: String,
    /// Link; empty hides it.
    pub chat: String,
    /// Folder that stands in for embedded assets.
    pub assets: String,
}

/// Language and zone of people who chose none.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Locale {
    /// Language.
    pub default: Lang,
    /// Zone.
    pub time_zone: Tz,
}

/// Stored files.
#[derive(Clone, Debug, Deserialize)]
pub struct Media {
    /// Where.
    pub url: String,
}

/// Payments, however they are made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Payments {
    /// Token of the provider for Telegram's own invoices; empty: there are none.
    #[serde(default = "empty")]
    pub telegram_provider_token: SecretString,
}

impl Payments {
    /// Whether Telegram's own invoices are offered.
    #[must_use]
    pub fn has_native(&self) -> bool {
        !self.telegram_provider_token.expose_secret().is_empty()
    }
}

/// Background work.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Jobs {
    /// Pace of the outbox.
    pub sender_per_second: u32,
    /// Silence that counts as a fault.
    pub heartbeat_seconds: u32,
}

/// Settings of study orders.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Study {
    /// Paid before the work begins, in per cent of the price.
    pub deposit_percent: u32,
    /// How long an agreed price waits for the payment, in hours.
    pub pay_hours: u32,
    /// How long an order waits for a price, and a price for the client, in days.
    pub quote_days: u32,
    /// How long an executor has to accept an assigned order, in hours.
    pub accept_hours: u32,
    /// Silence after a delivery counts as acceptance after so many days.
    pub auto_accept_days: u32,
    /// How long after the acceptance claims are heard, in days.
    pub warranty_days: u32,
    /// What an executor gets of a price, in per cent.
    pub executor_share_percent: u32,
    /// Orders that an executor may have in hand at once.
    pub limit_in_hand: u32,
    /// An order that does not move for so many hours is shown to staff.
    pub stalled_hours: u32,
}

/// Settings of hours with support.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Hours {
    /// Price, in minor units.
    pub price_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// How long a slot is kept for the payment, in minutes.
    pub hold_minutes: u32,
    /// Unpaid slots that one person may keep.
    pub max_holds: u32,
    /// How far ahead hours can be booked, in days.
    pub book_ahead_days: u32,
    /// How late before its beginning an hour can be booked, in hours.
    pub notice_hours: u32,
    /// Whoever has not written so many minutes after the beginning did not come.
    pub no_show_minutes: u32,
    /// Calling off is free until so many hours before the beginning.
    pub free_cancel_hours: u32,
    /// What goes back when it is called off later, in per cent.
    pub late_cancel_refund_percent: u32,
    /// What goes back to a client who did not come, in per cent.
    pub missed_refund_percent: u32,
}

impl Hours {
    /// The price as money.
    #[must_use]
    pub const fn price(&self) -> Money {
        Money::new(self.price_minor, self.currency)
    }
}

/// Settings of tours and bookings.
#[derive(Clone, Debug, Deserialize)]
pub struct Tours {
    /// How long an agency has to answer a request, in minutes; the seats are held meanwhile.
    pub hold_minutes: u32,
    /// How long an approved booking waits for the payment, in hours.
    pub payment_window_hours: u32,
    /// Bookings that one person may have unanswered or unpaid at once.
    pub max_holds: u32,
    /// The largest party of one booking.
    pub max_party: u32,
    /// Whoever let so many bookings expire unpaid waits before the next one.
    pub cooldown_after: u32,
    /// For so many hours, and it is this long that expired bookings are counted.
    pub cooldown_hours: u32,
    /// Sessions can be booked until so many hours before they begin.
    pub close_hours: u32,
    /// How long seats are offered to a waiting party, in minutes.
    pub waitlist_minutes: u32,
    /// What goes back when a traveller cancels, unless the session says otherwise.
    pub refund_rule: RefundRule,
    /// The platform's share of a booking, in per cent, unless agreed otherwise.
    pub commission_percent: u32,
    /// Requests for trips of their own that one person may have open at once.
    pub max_trip_requests: u32,
    /// How long agencies may answer such a request, in days.
    pub trip_request_days: u32,
    /// How long an offer for a trip holds unless its agency says otherwise, in hours.
    pub trip_offer_hours: u32,
    /// Where tours are: days of sessions begin and end by its clock. A name of the IANA database.
    pub time_zone: Tz,
}

/// Settings of referrals.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Referrals {
    /// What a referral earns, in per cent of the money paid.
    pub share_percent: u32,
    /// A bonus may be used so many days after the payment.
    pub hold_days: u32,
    /// Payments earn a bonus for so many days after the first visit.
    pub keep_days: u32,
    /// How much of a price bonuses may cover, in per cent.
    pub cap_percent: u32,
    /// From when on the bonus of a booking waits.
    pub tours_hold_from: HoldFrom,
}

/// From when on a bonus waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldFrom {
    /// From the payment on.
    Payment,
    /// From the end of the trip on.
    Trip,
}

impl Referrals {
    /// The share in basis points.
    #[must_use]
    pub const fn share_bp(&self) -> u32 {
        self.share_percent.saturating_mul(100)
    }

    /// The cap in basis points.
    #[must_use]
    pub const fn cap_bp(&self) -> u32 {
        self.cap_percent.saturating_mul(100)
    }
}

/// Settings of payouts.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Payouts {
    /// The smallest payout in roubles, in kopecks.
    pub minimum_minor: i64,
    /// The smallest payout in sums, in tiyins.
    pub minimum_uzs_minor: i64,
    /// How they are paid.
    pub provider: payout::Provider,
}

impl Payouts {
    /// The smallest payout of a currency, in minor units.
    #[must_use]
    pub const fn minimum(&self, currency: Currency) -> i64 {
        match currency {
            Currency::Rub => self.minimum_minor,
            Currency::Uzs => self.minimum_uzs_minor,
        }
    }
}

/// Logs and metrics.
#[derive(Clone, Debug, Deserialize)]
pub struct Telemetry {
    /// Form of the log.
    pub format: LogFormat,
    /// What is logged.
    pub level: String,
    /// What `/metrics` asks for as a bearer token; empty: nothing.
    #[serde(default = "empty")]
    pub metrics_token: SecretString,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

fn empty() -> SecretString {
    SecretString::from("")
}

/// What a command needs to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing beyond a valid configuration.
    Nothing,
    /// A bot: its token, and what its mode wants.
    Bot,
}

/// Settings together with the lines that `check` prints.
#[derive(Debug)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// Every key with its value; secrets only as "set" or "missing".
    pub redacted: Vec<(String, String)>,
}

impl Config {
    /// Reads and validates everything.
    ///
    /// # Errors
    /// All faults together: unknown keys, wrong types, missing secrets, values out of range.
    pub fn load(
        path: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
        needs: Needs,
    ) -> Result<Loaded, Faults> {
        let mut faults = Vec::new();
        let mut merged = source::merge(path, environment, &mut faults);
        let redacted = source::redact(&merged);
        // Types were checked key by key; what is left are words and addresses that serde knows. A faulty
        // value gives way to its default, so that the faults behind it are found in the same run.
        for (key, value) in source::leaves(&merged) {
            if let Some(fault) = malformed(&key, &value) {
                faults.push(fault);
                source::reset(&mut merged, &key);
            }
        }
        match merged.try_into::<Self>() {
            Ok(config) => {
                for fault in config.check(needs) {
                    // "Missing" is no news about a key that was given, but wrongly.
                    if faults.iter().all(|known| known.key != fault.key) {
                        faults.push(fault);
                    }
                }
                if faults.is_empty() {
                    return Ok(Loaded { config, redacted });
                }
            }
            Err(error) => faults.push(Fault::new(
                "config",
                error.message(),
                "compare with the config.toml that came with Sputnik",
            )),
        }
        Err(Faults(faults))
    }

    /// What is wrong though every single value is well formed.
    fn check(&self, needs: Needs) -> Vec<Fault> {
        let mut faults = self.yookassa.check();
        let mut require = |holds: bool, key: &str, problem: &str, remedy: &str| {
            if !holds {
                faults.push(Fault::new(key, problem, remedy));
            }
        };
        let at_least_one = [
            ("bot.dialogue_ttl_hours", self.bot.dialogue_ttl_hours),
            ("bot.max_in_flight", self.bot.max_in_flight),
            ("database.max_connections", self.database.max_connections),
            ("jobs.sender_per_second", self.jobs.sender_per_second),
            ("jobs.heartbeat_seconds", self.jobs.heartbeat_seconds),
            ("study.deposit_percent", self.study.deposit_percent),
            ("study.pay_hours", self.study.pay_hours),
            ("study.quote_days", self.study.quote_days),
            ("study.accept_hours", self.study.accept_hours),
            ("study.auto_accept_days", self.study.auto_accept_days),
            ("study.limit_in_hand", self.study.limit_in_hand),
            ("study.stalled_hours", self.study.stalled_hours),
            ("hours.hold_minutes", self.hours.hold_minutes),
            ("hours.max_holds", self.hours.max_holds),
            ("hours.book_ahead_days", self.hours.book_ahead_days),
            ("hours.no_show_minutes", self.hours.no_show_minutes),
            ("tours.hold_minutes", self.tours.hold_minutes),
            (
                "tours.payment_window_hours",
                self.tours.payment_window_hours,
            ),
            ("tours.max_holds", self.tours.max_holds),
            ("tours.max_party", self.tours.max_party),
            ("tours.cooldown_after", self.tours.cooldown_after),
            ("tours.waitlist_minutes", self.tours.waitlist_minutes),
            ("tours.max_trip_requests", self.tours.max_trip_requests),
            ("tours.trip_request_days", self.tours.trip_request_days),
            ("tours.trip_offer_hours", self.tours.trip_offer_hours),
            ("referrals.keep_days", self.referrals.keep_days),
        ];
        for (key, value) in at_least_one {
            require(value > 0, key, "is zero", "set it to 1 or more");
        }
        let per_cents = [
            ("study.deposit_percent", self.study.deposit_percent),
            (
                "study.executor_share_percent",
                self.study.executor_share_percent,
            ),
            (
                "hours.late_cancel_refund_percent",
                self.hours.late_cancel_refund_percent,
            ),
            (
                "hours.missed_refund_percent",
                self.hours.missed_refund_percent,
            ),
            ("tours.commission_percent", self.tours.commission_percent),
            ("referrals.share_percent", self.referrals.share_percent),
            ("referrals.cap_percent", self.referrals.cap_percent),
        ];
        for (key, value) in per_cents {
            require(value <= 100, key, "is over 100", "set it to 100 or less");
        }
        for (key, value) in [
            ("hours.price_minor", self.hours.price_minor),
            ("payouts.minimum_minor", self.payouts.minimum_minor),
            ("payouts.minimum_uzs_minor", self.payouts.minimum_uzs_minor),
        ] {
            require(value > 0, key, "is not above zero", "set it to 1 or more");
        }
        require(
            !self.brand.name.trim().is_empty(),
            "brand.name",
            "is empty",
            "name the service",
        );
        require(
            !self.redis.prefix.is_empty() || !self.redis.is_configured(),
            "redis.prefix",
            "is empty",
            "set a word that no other program on this Redis uses",
        );
        require(
            self.brand.assets.is_empty() || Path::new(&self.brand.assets).is_dir(),
            "brand.assets",
            "names a folder that is not there",
            "check the path; it is laid out like assets/",
        );
        require(
            self.hours.price_minor > 0,
            "hours.price_minor",
            "is not more than zero",
            "write the price in kopecks or tiyins: 150000 is 1500.00",
        );
        require(
            (1..60).contains(&self.hours.no_show_minutes),
            "hours.no_show_minutes",
            "is not within the hour",
            "set it to 1 to 59",
        );
        require(
            self.hours.book_ahead_days <= 90,
            "hours.book_ahead_days",
            "is too far ahead",
            "set it to 90 or less",
        );
        require(
            self.payme.busy_code == -31008 || (-31099..=-31050).contains(&self.payme.busy_code),
            "payme.busy_code",
            "is no code of Payme's",
            "set it to -31008, or to one of -31050 to -31099",
        );
        let has_key = !self.security.encryption_key.expose_secret().is_empty();
        require(
            !has_key || self.security.key().is_some(),
            "security.encryption_key",
            "is not 32 bytes in base64 or hex",
            "make one with `openssl rand -base64 32`; when data is encrypted already, bring the old one back",
        );
        if needs == Needs::Bot {
            require(
                has_key || !(self.modules.study || self.modules.tours),
                "security.encryption_key",
                "is missing, and modules.study or modules.tours is on",
                "make one with `openssl rand -base64 32`, set SPUTNIK__SECURITY__ENCRYPTION_KEY or \
                 security.encryption_key_file, and keep a copy: what it encrypted is lost without it",
            );
            let token = self.bot.token.expose_secret();
            require(
                !token.is_empty(),
                "bot.token",
                "is missing",
                "ask @BotFather for one and set SPUTNIK__BOT__TOKEN or bot.token_file \
                 (to look around without a bot: sputnik demo)",
            );
            require(
                token.is_empty() || looks_like_a_token(token),
                "bot.token",
                "does not look like a bot token",
                "it has the form 123456789:AA… ; copy it from @BotFather again",
            );
            if self.bot.mode == Mode::Webhook {
                require(
                    !self.http.public_url.is_empty(),
                    "http.public_url",
                    "is empty, and bot.mode is webhook",
                    "set the https address under which Telegram reaches this server",
                );
                let secret = self.bot.webhook_secret.expose_secret();
                require(
                    is_webhook_secret(secret),
                    "bot.webhook_secret",
                    "is missing or has other characters than A-Z a-z 0-9 _ -",
                    "set SPUTNIK__BOT__WEBHOOK_SECRET to 16 to 256 random characters",
                );
            }
        }
        faults
    }
}

/// What is wrong with a single value of the right type.
fn malformed(key: &str, value: &str) -> Option<Fault> {
    let fault = |problem: &str, remedy: &str| Some(Fault::new(key, problem, remedy));
    match key {
        "bot.mode" if !matches!(value, "polling" | "webhook") => {
            fault("is neither polling nor webhook", "choose one of the two")
        }
        "bot.api_url" if !is_http(value) => fault(
            "is not an http address",
            "use https://api.telegram.org or your own server's",
        ),
        "http.listen" if value.parse::<SocketAddr>().is_err() => fault(
            "is not an address with a port",
            "for example 127.0.0.1:8080 or 0.0.0.0:8080",
        ),
        "http.public_url" if !value.is_empty() && (!is_http(value) || value.ends_with('/')) => {
            fault(
                "is not an http address without a slash at the end",
                "for example https://bot.company.uz",
            )
        }
        "http.trusted_proxies" if value.parse::<IpNet>().is_err() => {
            fault("is not a network", "for example 10.0.0.0/8 or 127.0.0.1/32")
        }
        "database.url" if !value.starts_with("sqlite:") && !is_postgres(value) => fault(
            "is neither a sqlite:// nor a postgres:// address",
            "for example sqlite://data/sputnik.db or postgres://sputnik@localhost/sputnik",
        ),
        "redis.url"
            if !value.is_empty()
                && !value.starts_with("redis://")
                && !value.starts_with("rediss://") =>
        {
            fault(
                "is not a redis:// address",
                "for example redis://127.0.0.1:6379/0, or leave it empty",
            )
        }
        "locale.default" if Lang::ALL.iter().all(|lang| lang.code() != value) => {
            fault("is not a language of ours", "choose ru, uz or en")
        }
        "tours.refund_rule" if value.parse::<RefundRule>().is_err() => fault(
            "cannot be read",
            "write steps such as \"14:100 7:50\": all of it up to 14 days before, half up to 7",
        ),
        "locale.time_zone" | "tours.time_zone" if value.parse::<Tz>().is_err() => fault(
            "is not an IANA time zone",
            "for example Asia/Tashkent or Europe/Moscow",
        ),
        "brand.site" | "brand.channel" | "brand.chat" if !value.is_empty() && !is_http(value) => {
            fault(
                "is not an http address",
                "write it in full, with https://, or leave it empty",
            )
        }
        "hours.currency" if !matches!(value, "RUB" | "UZS") => {
            fault("is not a currency of ours", "choose RUB or UZS")
        }
        "media.url" if !value.starts_with("file://") => {
            fault("is not a file:// address", "for example file://data/media")
        }
        "hours.currency" if !matches!(value, "RUB" | "UZS") => {
            fault("is neither RUB nor UZS", "choose one of the two")
        }
        "payouts.provider" if payout::Provider::from_word(value).is_none() => {
            fault("is not a way to pay out", "choose manual or yookassa")
        }
        "telemetry.format" if !matches!(value, "text" | "json") => {
            fault("is neither text nor json", "choose one of the two")
        }
        "telemetry.level" if value.parse::<tracing_subscriber::EnvFilter>().is_err() => fault(
            "is not a log filter",
            "for example info, or info,sputnik=debug",
        ),
        key if key.starts_with("yookassa.") => yookassa::malformed(key, value),
        _ => None,
    }
}

fn is_http(value: &str) -> bool {
    Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_postgres(value: &str) -> bool {
    Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "postgres" | "postgresql"))
}

/// `<number>:<at least 30 of A-Z a-z 0-9 _ ->`, as BotFather makes them.
fn looks_like_a_token(token: &str) -> bool {
    token.split_once(':').is_some_and(|(id, key)| {
        id.parse::<i64>().is_ok() && key.len() >= 30 && key.bytes().all(is_token_byte)
    })
}

/// What `setWebhook` accepts as `secret_token`, and long enough not to be guessed.
fn is_webhook_secret(secret: &str) -> bool {
    (16..=256).contains(&secret.len()) && secret.bytes().all(is_token_byte)
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
