//! `sputnik demo`: everything in one process on built-in defaults, with a Telegram of its own. Nothing
//! leaves this machine.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{self, Write},
    net::SocketAddr,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::{Context, ensure};
use chrono::TimeDelta;
use futures::FutureExt;
use secrecy::SecretString;
use sputnik_sandbox::{
    BotSpec, Kind, NewPerson, Options, PageOptions, PersonHook, PersonInfo, Sandbox,
};
use tokio::net::TcpListener;

use crate::{
    args,
    bot::texts::Texts,
    cli::say,
    clock::Clock,
    config::{Config, Faults, IpFilter, Loaded, Needs},
    features::{
        Site,
        executors::{
            applications::{self, Change},
            staffing,
        },
        payme::webhook as payme,
        payments::webhook,
        tours::{
            agencies::{self, CashDesk},
            examples,
        },
        users::{
            people::{self, Visitor},
            roles::{self, Grant},
        },
    },
    kernel::{
        actor::{Actor, Who},
        ids::{TgId, UserId},
        lang::Lang,
        permission::{Rights, Role},
    },
    run,
};

const DATA: &str = "data/demo";
/// How far the clock is ahead of real time, in milliseconds.
const CLOCK: &str = "clock-ahead";
/// Opens nothing but the demonstration's own Telegram.
const TOKEN: &str = "4200000001:DEMO-only-for-the-sandbox-on-your-machine";
const BOT: &str = "sputnik_demo_bot";
/// Key of the cash desks of the demonstration: opens nothing outside of it.
const DESK_KEY: &str = "demo-key-of-a-cash-desk-in-the-sandbox";
const PAGE_PORT: u16 = 8090;
const APP_PORT: u16 = 8080;

/// Who is on the chat page from the start: name, Telegram id, language, role.
const CAST: [(&str, i64, &str, Role); 4] = [
    ("Анна", 1001, "ru", Role::Client),
    ("Oybek", 1002, "uz", Role::Client),
    ("Kate", 1003, "en", Role::Client),
    ("Мария", 1004, "ru", Role::Owner),
];

/// The settings of a demonstration. A `config.toml` that lies around is not for it.
///
/// # Errors
/// None with the embedded defaults.
pub fn configure() -> Result<Loaded, Faults> {
    let settings = [
        ("BOT__TOKEN", TOKEN.to_owned()),
        ("BOT__USERNAME", BOT.to_owned()),
        ("DATABASE__URL", format!("sqlite://{DATA}/sputnik.db")),
        ("MEDIA__URL", format!("file://{DATA}/media")),
        ("BRAND__CONTACT", format!("@{BOT}")),
    ];
    let environment = settings.map(|(key, value)| (format!("SPUTNIK__{key}"), value));
    // The key that a bot needs lies among the data, which may be about to be forgotten: see `run`.
    Config::load(Path::new("/dev/null"), environment, Needs::Nothing)
}

/// Runs a demonstration until Ctrl+C.
///
/// # Errors
/// When no port is to be had, or the data folder cannot be written.
pub async fn run(mut config: Config, reset: bool) -> anyhow::Result<()> {
    if reset && Path::new(DATA).exists() {
        fs::remove_dir_all(DATA).with_context(|| format!("cannot empty {DATA}"))?;
    }
    let key_file = Path::new(DATA).join("encryption.key");
    let key = own_key(&key_file).with_context(|| format!("no key in {}", key_file.display()))?;
    config.security.encryption_key = key;
    ensure!(
        config.security.key().is_some(),
        "{} holds no key; begin afresh with --reset",
        key_file.display()
    );
    let listener = listen(APP_PORT).await?;
    config.http.listen = listener.local_addr()?;
    config.http.public_url = format!("http://{}", config.http.listen);
    // The hook needs the application, the application the sandbox's address: the hook comes first.
    let site_slot: Arc<OnceLock<Site>> = Arc::default();
    let sandbox = open_page(&config, &site_slot).await?;
    config.bot.api_url = sandbox.url().parse()?;
    let shop = sandbox.yookassa();
    let settings = shop.settings();
    config.yookassa.shop_id = settings.shop_id;
    config.yookassa.secret_key = SecretString::from(settings.secret_key);
    config.yookassa.api_url = shop.api_url().parse()?;
    // Its notices come from this machine.
    config.yookassa.ip_filter = IpFilter::Off;
    shop.set_notification_url(&format!("{}{}", config.http.public_url, webhook::PATH));
    shop.set_automatic(true);
    config.payme.checkout_url = sandbox.payme().checkout_url().parse()?;
    config.payme.ip_filter = IpFilter::Off;
    let time = sandbox.clock().clone();
    let ahead = move || TimeDelta::from_std(time.offset()).unwrap_or_default();
    let site = run::open(config, Clock::ahead(ahead)).await?;
    site_slot.set(site.clone()).ok();
    stock(&site, &sandbox).await?;
    for (name, id, lang, role) in CAST {
        let person = NewPerson::named(name).id(id).lang(lang).kind(role.word());
        sandbox.person(person).await;
    }
    say(format_args!(
        "Sputnik runs on this machine alone. Open in a browser:\n"
    ));
    say(format_args!(
        "  {}/          people who talk to the bot",
        sandbox.url()
    ));
    say(format_args!(
        "  http://{}/api/docs   the API\n",
        site.app.config.http.listen
    ));
    say(format_args!(
        "Data is kept in {DATA} (afresh: sputnik demo --reset). Ctrl+C stops."
    ));
    run::run(site, listener).await?;
    sandbox.shutdown().await;
    Ok(())
}

/// Agencies and tours on sale, each agency with a cash desk at the sandbox's Payme. Those that are there
/// from an earlier start get their desks as well: the sandbox remembers nothing.
async fn stock(site: &Site, sandbox: &Sandbox) -> anyhow::Result<()> {
    let owner = Rights::new([(Role::Owner, None)]);
    for seeded in examples::seed(&site.app, &site.library.tours).await? {
        if let Some(merchant) = seeded.merchant {
            let desk = CashDesk {
                merchant,
                key: SecretString::from(DESK_KEY),
                test_key: None,
            };
            agencies::set_payme(&site.app, Actor::SHELL, &owner, seeded.agency, Some(desk)).await?;
        }
    }
    let root = &site.app.config.http.public_url;
    for agency in agencies::of(&site.app, &owner).await? {
        if let Some(merchant) = agency.payme_merchant {
            let endpoint = format!("{root}{}/{merchant}", payme::PATH);
            sandbox
                .payme()
                .set_desk(&merchant, &agency.name, &endpoint, DESK_KEY);
        }
    }
    Ok(())
}

/// A Telegram with its page on the usual port, or on any free one when somebody else has it.
async fn open_page(config: &Config, site: &Arc<OnceLock<Site>>) -> anyhow::Result<Sandbox> {
    let kinds = kinds(&Texts::load()?);
    let options = |port: u16| Options {
        listen: SocketAddr::from(([127, 0, 0, 1], port)),
        bots: vec![BotSpec {
            token: TOKEN.to_owned(),
            username: BOT.to_owned(),
            first_name: config.brand.name.clone(),
        }],
        kinds: kinds.clone(),
        on_person: Some(hook(site.clone())),
        on_clock: Some(Arc::new(remember_clock)),
        page: PageOptions::default(),
    };
    let sandbox = match Sandbox::start(options(PAGE_PORT)).await {
        Ok(sandbox) => sandbox,
        Err(_) => Sandbox::start(options(0)).await?,
    };
    // What was written with the clock ahead must not lie in the future now.
    let ahead = fs::read_to_string(Path::new(DATA).join(CLOCK)).unwrap_or_default();
    if let Ok(millis) = ahead.trim().parse() {
        sandbox.clock().advance(Duration::from_millis(millis));
    }
    Ok(sandbox)
}

/// Keeps how far the clock of the demonstration is ahead for its next start.
fn remember_clock(ahead: Duration) {
    let path = Path::new(DATA).join(CLOCK);
    if let Err(error) = fs::write(&path, ahead.as_millis().to_string()) {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "the moved clock will be forgotten"
        );
    }
}

/// The key of this demonstration, made at its first start and readable by its owner alone.
fn own_key(path: &Path) -> io::Result<SecretString> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Ok(mut file) => writeln!(file, "{}", hex::encode(rand::random::<[u8; 32]>()))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    Ok(SecretString::from(fs::read_to_string(path)?.trim()))
}

/// The usual port, or any free one when it is taken.
async fn listen(port: u16) -> anyhow::Result<TcpListener> {
    if let Ok(listener) = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await {
        return Ok(listener);
    }
    TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
        .await
        .context("no free port on this machine")
}

/// Roles that the page offers for a new person.
fn kinds(texts: &Texts) -> Vec<Kind> {
    [
        Role::Client,
        Role::Executor,
        Role::Operator,
        Role::Partner,
        Role::Admin,
        Role::Owner,
    ]
    .into_iter()
    .map(|role| {
        let title = Lang::ALL.map(|lang| {
            let tr = texts.lang(lang);
            (
                lang.code().to_owned(),
                tr.plain(&format!("role-{}", role.word()), args![]),
            )
        });
        Kind {
            key: role.word().to_owned(),
            title: BTreeMap::from(title),
        }
    })
    .collect()
}

/// Gives a new person of the page the role that was chosen for them.
fn hook(site: Arc<OnceLock<Site>>) -> PersonHook {
    Arc::new(move |person: PersonInfo| {
        let site = site.clone();
        async move {
            let Some(site) = site.get() else {
                return Err("the bot is not running yet".to_owned());
            };
            welcome(site, person)
                .await
                .map_err(|error| format!("{error:#}"))
        }
        .boxed()
    })
}

async fn welcome(site: &Site, info: PersonInfo) -> anyhow::Result<()> {
    let visitor = Visitor {
        telegram_id: TgId(info.id),
        first_name: info.first_name,
        last_name: info.last_name,
        username: info.username,
        language: info.language_code.as_deref().and_then(Lang::from_tag),
        payload: None,
    };
    let (person, _) = people::welcome(&site.app, &visitor).await?;
    let user = person.id;
    let role = info
        .kind
        .as_deref()
        .and_then(Role::from_word)
        .unwrap_or(Role::Client);
    if role != Role::Client {
        let grant = Grant {
            user: person.id,
            role,
            agency: None,
        };
        roles::grant(&site.app, Actor::SHELL, grant).await?;
    }
    if role == Role::Executor {
        approve(site, user).await?;
    }
    Ok(())
}

/// An executor of the page has applied and been approved already: the board is open at once.
async fn approve(site: &Site, user: UserId) -> anyhow::Result<()> {
    if applications::mine(&site.app, user).await?.is_some() {
        return Ok(());
    }
    let actor = Actor {
        who: Who::User(user),
        role: Some(Role::Executor),
        update: None,
    };
    applications::begin(&site.app, user).await?;
    for change in [
        Change::Subjects("Экономика, статистика, английский".to_owned()),
        Change::Experience("Пять лет консультирую студентов".to_owned()),
    ] {
        applications::edit(&site.app, user, change).await?;
    }
    applications::submit(&site.app, actor).await?;
    let owner = Rights::new([(Role::Owner, None)]);
    staffing::approve(&site.app, Actor::SHELL, &owner, user).await?;
    Ok(())
}
