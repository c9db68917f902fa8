//! A bot of three questions on Sputnik's own platform: intake, per-person lock, dialogue state in Redis,
//! the handler tree, `sendMessage`. No database on its way. `scripts/bench updates` runs it beside the
//! same dialogue in other frameworks.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a program of a benchmark ends at the first surprise"
)]

use std::{net::SocketAddr, path::Path, sync::Arc};

use async_trait::async_trait;
use axum::{Router, routing::get};
use clap::Parser;
use dptree::di::DependencyMap;
use serde::{Deserialize, Serialize};
use sputnik::{
    app::App,
    bot::{
        fault::Fault,
        html::Html,
        intake::{Front, Incoming, Intake, Prepared},
        screen::Screen,
        webhook,
    },
    clock::Clock,
    config::{Config, Needs},
    kernel::{ids::TgId, lang::Lang},
};
use teloxide::{
    dispatching::UpdateHandler,
    types::{Message, UpdateKind},
};
use tokio::net::TcpListener;

#[derive(Parser)]
struct Arguments {
    /// Root of the Bot API.
    #[arg(long)]
    api_url: String,
    /// Where to listen for updates.
    #[arg(long)]
    listen: SocketAddr,
    /// Secret of the webhook.
    #[arg(long)]
    secret: String,
    /// Redis.
    #[arg(long)]
    redis: String,
    /// `cargo bench` passes this.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What is awaited.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    Name,
    Age { name: String },
}

struct Form {
    app: App,
    tree: UpdateHandler<Fault>,
}

#[async_trait]
impl Front for Form {
    async fn prepare(&self, _: &Incoming) -> Result<Prepared, Fault> {
        let mut deps = DependencyMap::new();
        deps.insert(self.app.clone());
        Ok(Prepared {
            deps,
            tr: self.app.texts.lang(Lang::En),
        })
    }

    async fn unreachable(&self, _: TgId) -> Result<(), Fault> {
        Ok(())
    }

    fn tree(&self) -> &UpdateHandler<Fault> {
        &self.tree
    }
}

fn tree() -> UpdateHandler<Fault> {
    let messages = dptree::filter_map(|incoming: Incoming| match &incoming.update.kind {
        UpdateKind::Message(message) => Some(message.clone()),
        _ => None,
    });
    dptree::entry().branch(
        messages
            .branch(
                dptree::filter(|message: Message| message.text() == Some("/form")).endpoint(begin),
            )
            .branch(dptree::endpoint(answer)),
    )
}

async fn begin(app: App, incoming: Incoming) -> Result<(), Fault> {
    expect(&app, &incoming, &Step::Name).await?;
    say(&app, &incoming, "Your name?").await
}

async fn answer(app: App, incoming: Incoming, message: Message) -> Result<(), Fault> {
    let chat = incoming
        .private_chat()
        .ok_or(Fault::refused("common-gone"))?;
    let text = message.text().unwrap_or_default();
    let stored = incoming
        .awaited(&app.states)
        .await
        .map_err(|error| Fault::Broken(error.into()))?;
    match stored.and_then(|json| serde_json::from_str(&json).ok()) {
        Some(Step::Name) => {
            let name = text.to_owned();
            expect(&app, &incoming, &Step::Age { name }).await?;
            say(&app, &incoming, "Your age?").await
        }
        Some(Step::Age { name }) => {
            app.states
                .clear(chat)
                .await
                .map_err(|error| Fault::Broken(error.into()))?;
            say(&app, &incoming, &format!("done {name} {text}")).await
        }
        None => say(&app, &incoming, "Send /form").await,
    }
}

async fn expect(app: &App, incoming: &Incoming, step: &Step) -> Result<(), Fault> {
    let chat = incoming
        .private_chat()
        .ok_or(Fault::refused("common-gone"))?;
    let json = serde_json::to_string(step).map_err(|error| Fault::Broken(error.into()))?;
    app.states
        .set(chat, json)
        .await
        .map_err(|error| Fault::Broken(error.into()))
}

async fn say(app: &App, incoming: &Incoming, text: &str) -> Result<(), Fault> {
    let chat = incoming
        .private_chat()
        .ok_or(Fault::refused("common-gone"))?;
    Screen::new(Html::escape(text)).send(&app.tg, chat).await?;
    Ok(())
}

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let Ok(arguments) = Arguments::try_parse() else {
        // `cargo bench` without arguments: there is nothing to measure alone.
        return;
    };
    let token = std::env::var("BOT_TOKEN").unwrap();
    let folder = std::env::temp_dir().join(format!("form-bot-{}", std::process::id()));
    let variables = [
        ("BOT__TOKEN", token),
        ("BOT__USERNAME", "form_bot".to_owned()),
        ("BOT__MODE", "webhook".to_owned()),
        ("BOT__WEBHOOK_SECRET", arguments.secret.clone()),
        ("BOT__API_URL", arguments.api_url.clone()),
        ("BOT__MAX_IN_FLIGHT", "1024".to_owned()),
        ("MODULES__STUDY", "false".to_owned()),
        ("MODULES__TOURS", "false".to_owned()),
        ("HTTP__PUBLIC_URL", "https://form.bench".to_owned()),
        (
            "DATABASE__URL",
            format!("sqlite://{}/unused.db", folder.display()),
        ),
        ("REDIS__URL", arguments.redis.clone()),
        ("REDIS__PREFIX", "form-sputnik".to_owned()),
    ]
    .map(|(key, value)| (format!("SPUTNIK__{key}"), value));
    let config = Config::load(Path::new("/dev/null"), variables, Needs::Bot)
        .unwrap()
        .config;
    let app = App::build(config, Clock::system()).await.unwrap();
    let front = Form {
        app: app.clone(),
        tree: tree(),
    };
    let routes = webhook::routes(Intake::new(app.clone(), Arc::new(front)));
    let router = Router::new()
        .route("/readyz", get(|| async { "ready" }))
        .merge(routes);
    let listener = TcpListener::bind(arguments.listen).await.unwrap();
    axum::serve(listener, router)
        .with_graceful_shutdown(async {
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
                .unwrap()
                .recv()
                .await;
        })
        .await
        .unwrap();
    std::fs::remove_dir_all(folder).ok();
}
