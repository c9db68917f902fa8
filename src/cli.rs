//! What the commands of the command line do.

use std::{
    fmt,
    io::{self, Write},
    path::Path,
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sputnik_migration::{Migrator, MigratorTrait};
use tokio::net::TcpListener;

use crate::{
    app::App,
    backup,
    bot::tg::Tg,
    clock::Clock,
    config::Config,
    db,
    features::{
        api,
        tours::examples,
        users::{
            people::{self, Visitor},
            roles::{self, Grant},
        },
    },
    http,
    kernel::{
        actor::Actor,
        ids::{AgencyId, TgId},
        permission::Role,
    },
    redis::Redis,
    run,
};

/// What to do with the schema.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Migrate {
    /// Run what has not run yet.
    Up,
    /// Take the last migration back.
    Down,
    /// Say what has run.
    Status,
    /// Drop everything and build it anew. All data is lost.
    Fresh {
        /// Yes, all data.
        #[arg(long)]
        yes: bool,
    },
}

/// Whom to give a role, and which.
#[derive(Clone, Debug, Args)]
pub struct RoleArguments {
    /// Telegram id; need not have written to the bot yet.
    telegram_id: i64,
    /// The role.
    #[arg(value_enum)]
    role: RoleWord,
    /// The agency, for managers.
    #[arg(long)]
    agency: Option<i64>,
}

/// Roles that can be granted.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleWord {
    Executor,
    Manager,
    Operator,
    Partner,
    Admin,
    Owner,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Executor => Self::Executor,
            RoleWord::Manager => Self::Manager,
            RoleWord::Operator => Self::Operator,
            RoleWord::Partner => Self::Partner,
            RoleWord::Admin => Self::Admin,
            RoleWord::Owner => Self::Owner,
        }
    }
}

/// `sputnik run`
///
/// # Errors
/// When something that is needed to start is missing.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let listen = config.http.listen;
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("http.listen: cannot listen on {listen}"))?;
    let site = run::open(config, Clock::system()).await?;
    run::run(site, listener).await
}

/// `sputnik migrate …`
///
/// # Errors
/// When the database or a migration fails.
pub async fn migrate(config: &Config, step: &Migrate) -> anyhow::Result<()> {
    let db = db::connect(
        config.database.url.expose_secret(),
        config.database.max_connections,
    )
    .await?;
    match step {
        Migrate::Up => Migrator::up(db.writer(), None).await?,
        Migrate::Down => Migrator::down(db.writer(), Some(1)).await?,
        Migrate::Fresh { yes: true } => Migrator::fresh(db.writer()).await?,
        Migrate::Fresh { yes: false } => {
            bail!("this deletes all data; say so: migrate fresh --yes")
        }
        Migrate::Status => {
            let done = Migrator::get_applied_migrations(db.writer()).await?;
            let open = Migrator::get_pending_migrations(db.writer()).await?;
            for migration in &done {
                say(format_args!("done     {}", migration.name()));
            }
            for migration in &open {
                say(format_args!("pending  {}", migration.name()));
            }
        }
    }
    Ok(())
}

/// `sputnik check`: everything that can be wrong, at once.
///
/// # Errors
/// None: what fails is printed.
pub async fn check(config: Config, redacted: &[(String, String)]) -> anyhow::Result<ExitCode> {
    for (key, value) in redacted {
        say(format_args!("{key} = {value}"));
    }
    say(format_args!(""));
    let database = try_database(&config).await;
    let redis = if config.redis.is_configured() {
        try_redis(&config).await
    } else {
        Ok("not configured; dialogues live in the database".to_owned())
    };
    let telegram = try_telegram(&config).await;
    let mut is_well = true;
    for (what, result) in [
        ("database", database),
        ("redis", redis),
        ("telegram", telegram),
    ] {
        match result {
            Ok(words) => say(format_args!("{what}: {words}")),
            Err(error) => {
                is_well = false;
                say(format_args!("{what}: FAILED: {error:#}"));
            }
        }
    }
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn try_database(config: &Config) -> anyhow::Result<String> {
    let db = db::connect(config.database.url.expose_secret(), 1).await?;
    db.ping().await?;
    let pending = Migrator::get_pending_migrations(db.writer()).await?.len();
    Ok(match pending {
        0 => "answers, the schema is up to date".to_owned(),
        number => format!("answers, {number} migrations are to run"),
    })
}

async fn try_redis(config: &Config) -> anyhow::Result<String> {
    Redis::new(&config.redis)?.ping().await?;
    Ok("answers".to_owned())
}

async fn try_telegram(config: &Config) -> anyhow::Result<String> {
    let tg = Tg::new(&config.bot.token, &config.bot.api_url)?;
    let me = tg.raw("getMe", &json!({}), Duration::from_secs(8)).await?;
    let me: Value = serde_json::from_str(me.get())?;
    let name = me
        .get("username")
        .and_then(Value::as_str)
        .unwrap_or("a bot without a name");
    Ok(format!("answers, this is @{name}"))
}

/// `sputnik seed`
///
/// # Errors
/// When the file of examples is broken, or the database fails.
pub async fn seed(config: Config) -> anyhow::Result<()> {
    let site = run::open(config, Clock::system()).await?;
    let seeded = examples::seed(&site.app, &site.library.tours).await?;
    say(format_args!(
        "{} agencies with their tours are new",
        seeded.len()
    ));
    Ok(())
}

/// `sputnik grant …`
///
/// # Errors
/// When the arguments do not fit together, or the database fails.
pub async fn grant(config: Config, arguments: RoleArguments) -> anyhow::Result<()> {
    let (app, grant) = prepare(config, &arguments).await?;
    if roles::grant(&app, Actor::SHELL, grant).await? {
        say(format_args!(
            "granted; the bot tells the person, if they have talked to it"
        ));
    } else {
        say(format_args!("nothing to do: the person holds this role"));
    }
    Ok(())
}

/// `sputnik revoke …`
///
/// # Errors
/// When the arguments do not fit together, or the database fails.
pub async fn revoke(config: Config, arguments: RoleArguments) -> anyhow::Result<()> {
    let (app, grant) = prepare(config, &arguments).await?;
    if roles::revoke(&app, Actor::SHELL, grant).await? {
        say(format_args!(
            "revoked; the bot tells the person, if they have talked to it"
        ));
    } else {
        say(format_args!(
            "nothing to do: the person does not hold this role"
        ));
    }
    Ok(())
}

async fn prepare(config: Config, arguments: &RoleArguments) -> anyhow::Result<(App, Grant)> {
    let role = Role::from(arguments.role);
    if (role == Role::Manager) != arguments.agency.is_some() {
        bail!("--agency belongs to the role of a manager, and to no other");
    }
    let app = App::build(config, Clock::system()).await?;
    run::migrate(&app.db).await?;
    let visitor = Visitor {
        telegram_id: TgId(arguments.telegram_id),
        first_name: arguments.telegram_id.to_string(),
        last_name: None,
        username: None,
        language: None,
        payload: None,
    };
    let person = match people::by_telegram(&app, visitor.telegram_id).await? {
        Some(person) => person,
        None => people::welcome(&app, &visitor).await?.0,
    };
    let grant = Grant {
        user: person.id,
        role,
        agency: arguments.agency.map(AgencyId),
    };
    Ok((app, grant))
}

/// `sputnik openapi`
///
/// # Errors
/// When the document is no JSON.
pub fn openapi() -> anyhow::Result<()> {
    let document = http::document(api::document_routes());
    say(format_args!("{}", document.to_pretty_json()?));
    Ok(())
}

/// `sputnik backup FILE`
///
/// # Errors
/// See [`backup::write`].
pub async fn backup(config: Config, file: &Path) -> anyhow::Result<()> {
    let app = App::build(config, Clock::system()).await?;
    let sum = backup::write(&app, file).await?;
    say(format_args!(
        "{} rows and {} files in {}",
        sum.rows,
        sum.files,
        file.display()
    ));
    Ok(())
}

/// `sputnik restore FILE`
///
/// # Errors
/// See [`backup::read`].
pub async fn restore(config: Config, file: &Path) -> anyhow::Result<()> {
    let app = App::build(config, Clock::system()).await?;
    run::migrate(&app.db).await?;
    let sum = backup::read(&app, file).await?;
    say(format_args!(
        "{} rows and {} files restored",
        sum.rows, sum.files
    ));
    Ok(())
}

/// A line for whoever typed the command. A closed pipe is no fault of ours.
pub(crate) fn say(line: fmt::Arguments<'_>) {
    writeln!(io::stdout(), "{line}").ok();
}
