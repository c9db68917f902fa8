//! The real application with a Telegram of its own, driven by people who act by what they see.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use sputnik::{
    app::App,
    bot::{intake::Intake, webhook},
    clock::Clock,
    config::{Config, Needs},
    db,
    entity::{failed_update, outbox, user},
    features::{
        self, Site, api,
        front::Bot,
        post::Post,
        users::roles::{self, Grant},
    },
    http,
    jobs::Job,
    kernel::{actor::Actor, ids::TgId, permission::Role, time::Timestamp},
    outbox::sender::{Pace, Sender},
};
use sputnik_sandbox::{BotSpec, Delivery, NewPerson, Options, Person, Sandbox};
use tokio::net::TcpListener;

use super::database::{TestDatabase, variable};

/// Token of the bot under test.
pub(crate) const TOKEN: &str = "5500000001:TEST-only-for-the-sandbox-of-the-tests0";
/// Its name.
pub(crate) const BOT: &str = "sputnik_test_bot";
/// The secret of its webhook.
pub(crate) const SECRET: &str = "test-secret-of-the-webhook";
/// What its secrets at rest are encrypted with: 32 bytes as hex.
pub(crate) const KEY: &str = "7465737473207465737473207465737473207465737473207465737473207465";
/// Tests begin on 1 January 2030 at nine o'clock UTC, a Tuesday.
pub(crate) const START: Timestamp = Timestamp(1_893_488_400_000);

/// What a test wants otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Environment variables without their prefix, such as `("BRAND__NAME", "Луна")`.
    pub(crate) variables: Vec<(String, String)>,
    /// No Redis, even when there is one.
    pub(crate) without_redis: bool,
}

impl Settings {
    pub(crate) fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.variables.push((key.to_owned(), value.into()));
        self
    }
}

/// The application under test.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) site: Site,
    pub(crate) sandbox: Sandbox,
    pub(crate) database: TestDatabase,
    /// Where the HTTP server listens, as `http://127.0.0.1:port`.
    pub(crate) url: String,
    pub(crate) client: reqwest::Client,
    settings: Settings,
    prefix: String,
    is_finished: bool,
    /// The test expects updates to fail, messages to die, calls to be refused.
    pub(crate) expects_faults: bool,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let sandbox = Sandbox::start(Options::for_bot(BotSpec {
            token: TOKEN.to_owned(),
            username: BOT.to_owned(),
            first_name: "Sputnik".to_owned(),
        }))
        .await
        .unwrap();
        let ahead = START.0
            - chrono::DateTime::<chrono::Utc>::from(sandbox.clock().now()).timestamp_millis();
        sandbox
            .clock()
            .advance(Duration::from_millis(u64::try_from(ahead).unwrap()));
        let database = TestDatabase::create().await;
        let prefix = format!("test-{}", hex::encode(rand::random::<[u8; 6]>()));
        let (app, site, url) = launch(
            &sandbox,
            &database,
            &settings,
            &prefix,
            Clock::frozen(START),
        )
        .await;
        let this = Self {
            app,
            site,
            sandbox,
            database,
            url,
            client: client(),
            settings,
            prefix,
            is_finished: false,
            expects_faults: false,
        };
        this.set_webhook().await;
        this
    }

    /// Another process over the same database, Redis and Telegram; the webhook stays where it is.
    pub(crate) async fn replica(&self) -> (App, Site, String) {
        launch(
            &self.sandbox,
            &self.database,
            &self.settings,
            &self.prefix,
            self.app.clock.clone(),
        )
        .await
    }

    /// The process ends and another one takes its place, as in a deployment.
    pub(crate) async fn restart(&mut self, settings: Settings) {
        self.app.stopping.cancel();
        self.app.tasks.close();
        self.app.tasks.wait().await;
        self.settings = settings;
        let (app, site, url) = self.replica().await;
        self.app = app;
        self.site = site;
        self.url = url;
        self.set_webhook().await;
    }

    async fn set_webhook(&self) {
        let body = json!({
            "url": format!("{}{}", self.url, webhook::PATH),
            "secret_token": SECRET,
            "allowed_updates": webhook::ALLOWED_UPDATES,
        });
        self.app
            .tg
            .raw("setWebhook", &body, Duration::from_secs(5))
            .await
            .unwrap();
    }

    /// Somebody who has not met the bot yet.
    pub(crate) async fn stranger(&self, name: &str, lang: &str) -> Person {
        self.sandbox.person(NewPerson::named(name).lang(lang)).await
    }

    /// Somebody who met the bot and agreed to everything.
    pub(crate) async fn person(&self, name: &str, lang: &str) -> Person {
        let person = self.stranger(name, lang).await;
        self.welcome(&person).await;
        person
    }

    /// Somebody with a role.
    pub(crate) async fn staff(&self, name: &str, lang: &str, role: Role) -> Person {
        let person = self.person(name, lang).await;
        let grant = Grant {
            user: self.row(&person).await.id,
            role,
            agency: None,
        };
        assert!(roles::grant(&self.app, Actor::SHELL, grant).await.unwrap());
        self.settle().await;
        person
    }

    /// `/start` and both consents.
    pub(crate) async fn welcome(&self, person: &Person) {
        assert!(matches!(person.start(None).await, Delivery::Done));
        let agree = match person.screen() {
            screen if screen.contains("✅ Согласен") => "✅ Согласен",
            screen if screen.contains("✅ Roziman") => "✅ Roziman",
            _ => "✅ I agree",
        };
        person.tap(agree).await.unwrap();
        person.tap(agree).await.unwrap();
    }

    /// The row of a person.
    pub(crate) async fn row(&self, person: &Person) -> user::Model {
        user::Entity::find()
            .filter(user::Column::TelegramId.eq(TgId(person.id())))
            .one(&self.app.db)
            .await
            .unwrap()
            .expect("the person is not stored")
    }

    /// Delivers everything that the outbox promises for now.
    pub(crate) async fn settle(&self) -> usize {
        self.sender().drain().await.unwrap()
    }

    pub(crate) fn sender(&self) -> Sender {
        Sender::new(
            self.app.clone(),
            Arc::new(Post(self.site.clone())),
            Pace::unlimited(),
        )
    }

    /// One round of a job.
    pub(crate) async fn run(&self, job: &impl Job) -> u64 {
        job.run(&self.app).await.unwrap()
    }

    /// Time passes, for us and for Telegram.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.app.clock.advance(by);
        self.sandbox.clock().advance(by.to_std().unwrap());
    }

    /// An address of the API.
    pub(crate) fn api(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.url)
    }

    /// `Authorization` of a person's Mini App.
    pub(crate) fn tma(person: &Person) -> String {
        format!("tma {}", person.init_data(None))
    }

    /// Ends the test: nothing may be left undone that the test did not ask for.
    pub(crate) async fn finish(mut self) {
        self.is_finished = true;
        let left = outbox::Entity::find()
            .filter(outbox::Column::SettledAt.is_null())
            .count(&self.app.db)
            .await
            .unwrap();
        assert_eq!(left, 0, "messages are left in the outbox");
        let open: Vec<_> = self.sandbox.open_taps();
        assert!(open.is_empty(), "taps were not answered: {open:?}");
        if !self.expects_faults {
            let failed = failed_update::Entity::find()
                .all(&self.app.db)
                .await
                .unwrap();
            assert!(failed.is_empty(), "updates failed: {failed:?}");
            let refused = self.sandbox.refusals();
            assert!(refused.is_empty(), "Telegram refused calls: {refused:?}");
            let dead = outbox::Entity::find()
                .filter(outbox::Column::Outcome.eq(outbox::Outcome::Dead))
                .all(&self.app.db)
                .await
                .unwrap();
            assert!(dead.is_empty(), "messages died: {dead:?}");
        }
        self.app.stopping.cancel();
        self.sandbox.shutdown().await;
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.stopping.cancel();
        assert!(
            self.is_finished || std::thread::panicking(),
            "a test must end with finish(): it looks for what was left undone"
        );
    }
}

/// The settings of an application under test.
pub(crate) fn config(
    sandbox_url: &str,
    database: &TestDatabase,
    settings: &Settings,
    prefix: &str,
) -> Config {
    let mut variables: Vec<(String, String)> = [
        ("BOT__TOKEN", TOKEN),
        ("BOT__USERNAME", BOT),
        ("BOT__MODE", "webhook"),
        ("BOT__WEBHOOK_SECRET", SECRET),
        ("BOT__API_URL", sandbox_url),
        ("SECURITY__ENCRYPTION_KEY", KEY),
        ("HTTP__PUBLIC_URL", "https://sputnik.test"),
        ("YOOKASSA__SHOP_ID", "100500"),
        ("YOOKASSA__SECRET_KEY", "test_sandbox_shop_key"),
        ("YOOKASSA__API_URL", &format!("{sandbox_url}/yookassa/v3")),
        ("YOOKASSA__PAYOUT_AGENT_ID", "300300"),
        ("YOOKASSA__PAYOUT_SECRET_KEY", "test_sandbox_payout_key"),
        ("DATABASE__URL", &database.url),
        ("REDIS__PREFIX", prefix),
        (
            "MEDIA__URL",
            &format!("file://{}/media", database.folder.path().display()),
        ),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .to_vec();
    if let Some(redis) = variable("SPUTNIK_TEST_REDIS_URL")
        && !settings.without_redis
    {
        variables.push(("REDIS__URL".to_owned(), redis));
    }
    variables.extend(settings.variables.clone());
    let variables = variables
        .into_iter()
        .map(|(key, value)| (format!("SPUTNIK__{key}"), value));
    Config::load(std::path::Path::new("/dev/null"), variables, Needs::Bot)
        .unwrap()
        .config
}

async fn launch(
    sandbox: &Sandbox,
    database: &TestDatabase,
    settings: &Settings,
    prefix: &str,
    clock: Clock,
) -> (App, Site, String) {
    let config = config(&sandbox.url(), database, settings, prefix);
    let db = db::connect(&database.url, 8).await.unwrap();
    let app = App::with_database(config, clock, db).unwrap();
    let site = Site::open(app.clone()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let intake = Intake::new(app.clone(), Arc::new(Bot::new(site.clone())));
    let authority = Arc::new(api::Accounts(site.clone()));
    let router = http::router(
        app.clone(),
        webhook::routes(intake).merge(features::pages(&site, authority.clone())),
        api::routes(&site),
        authority,
    );
    let server = app.clone();
    app.tasks
        .spawn(async move { http::serve(&server, listener, router).await.unwrap() });
    (app, site, url)
}

pub(crate) fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}
