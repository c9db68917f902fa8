//! The real binary in a process of its own, with a Telegram, a database and a port that nobody else has.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};

use rand::Rng;
use serde_json::Value;
use sputnik::db::{self, Db};
use sputnik_sandbox::{BotSpec, NewPerson, Options, Person, Sandbox};
use tokio::time::Instant;

use super::{
    app::{BOT, KEY, SECRET, TOKEN, client},
    database::{TestDatabase, variable},
};

/// Longer than anything here takes, also on a busy machine.
pub(crate) const LIMIT: Duration = Duration::from_secs(120);
/// Between two looks at a condition.
const PAUSE: Duration = Duration::from_millis(5);

/// Waits until a condition holds; a test that waits in vain says what for.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + LIMIT;
    while !holds().await {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}

/// A port that is free now. Below the range from which the system serves outgoing connections, so that
/// none of those takes it before the process does.
pub(crate) fn free_port() -> u16 {
    loop {
        let port = rand::rng().random_range(20_000..32_000);
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// What a process stands on. It outlives the processes.
pub(crate) struct Ground {
    pub(crate) sandbox: Sandbox,
    pub(crate) database: TestDatabase,
    pub(crate) port: u16,
    /// Environment variables without their prefix; the last of a name counts.
    pub(crate) variables: Vec<(String, String)>,
}

impl Ground {
    /// For a process that runs in this mode, `polling` or `webhook`.
    pub(crate) async fn new(mode: &str) -> Self {
        Self::on(mode, TestDatabase::create().await).await
    }

    /// As [`Ground::new`], on a given database.
    pub(crate) async fn on(mode: &str, database: TestDatabase) -> Self {
        let sandbox = Sandbox::start(Options::for_bot(BotSpec {
            token: TOKEN.to_owned(),
            username: BOT.to_owned(),
            first_name: "Sputnik".to_owned(),
        }))
        .await
        .unwrap();
        let port = free_port();
        let prefix = format!("test-{}", hex::encode(rand::random::<[u8; 6]>()));
        let mut this = Self {
            sandbox,
            database,
            port,
            variables: Vec::new(),
        };
        this.set("BOT__TOKEN", TOKEN);
        this.set("BOT__USERNAME", BOT);
        this.set("BOT__MODE", mode);
        this.set("BOT__WEBHOOK_SECRET", SECRET);
        this.set("BOT__API_URL", this.sandbox.url());
        this.set("SECURITY__ENCRYPTION_KEY", KEY);
        this.set("HTTP__LISTEN", format!("127.0.0.1:{port}"));
        this.set("HTTP__PUBLIC_URL", this.url());
        this.set("DATABASE__URL", this.database.url.clone());
        this.set("REDIS__PREFIX", prefix);
        this.set(
            "MEDIA__URL",
            format!("file://{}/media", this.folder().display()),
        );
        if let Some(redis) = variable("SPUTNIK_TEST_REDIS_URL") {
            this.set("REDIS__URL", redis);
        }
        this
    }

    pub(crate) fn set(&mut self, key: &str, value: impl Into<String>) {
        self.variables.push((key.to_owned(), value.into()));
    }

    pub(crate) fn unset(&mut self, key: &str) {
        self.variables.retain(|(known, _)| known != key);
    }

    /// Where the process listens.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.database.folder.path()
    }

    /// A connection beside the process.
    pub(crate) async fn db(&self) -> Db {
        db::connect(&self.database.url, 2).await.unwrap()
    }

    pub(crate) async fn stranger(&self, name: &str) -> Person {
        self.sandbox.person(NewPerson::named(name).lang("ru")).await
    }

    /// Starts the binary with these arguments.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Process {
        let variables = self
            .variables
            .iter()
            .map(|(key, value)| (format!("SPUTNIK__{key}"), value.clone()));
        Process::spawn(self.folder(), arguments, variables)
    }

    /// Starts `sputnik run` and waits until it works.
    pub(crate) async fn run(&self) -> Process {
        self.run_with(&["run"]).await
    }

    pub(crate) async fn run_with(&self, arguments: &[&str]) -> Process {
        let mut process = self.spawn(arguments);
        let client = client();
        until("the process is ready", async || {
            process.must_live();
            let answer = client.get(format!("{}/readyz", self.url())).send().await;
            answer.is_ok_and(|answer| answer.status().is_success())
        })
        .await;
        process
    }

    /// Runs a command to its end.
    pub(crate) async fn command(&self, arguments: &[&str]) -> Finished {
        self.spawn(arguments).finish().await
    }

    /// What Telegram says about the webhook.
    pub(crate) async fn webhook(&self) -> String {
        let url = format!("{}/bot{TOKEN}/getWebhookInfo", self.sandbox.url());
        let info: Value = client()
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        info["result"]["url"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until Telegram knows where to bring updates.
    pub(crate) async fn registered(&self) {
        until("the webhook is registered", async || {
            !self.webhook().await.is_empty()
        })
        .await;
    }

    /// Waits until every update is delivered, without the pauses between attempts.
    pub(crate) async fn quiet(&self) {
        until("all updates are delivered", async || {
            self.sandbox.retry_now();
            self.sandbox.pending_updates() == 0
        })
        .await;
    }
}

/// A running process; it does not outlive its handle.
pub(crate) struct Process {
    child: Child,
    out: PathBuf,
    err: PathBuf,
}

/// A process that ended.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Process {
    /// Starts the binary in a folder, with these variables and no others of ours.
    pub(crate) fn spawn(
        folder: &Path,
        arguments: &[&str],
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let name = hex::encode(rand::random::<[u8; 4]>());
        let (out, err) = (
            folder.join(format!("{name}.out")),
            folder.join(format!("{name}.err")),
        );
        let child = Command::new(env!("CARGO_BIN_EXE_sputnik"))
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .envs(variables)
            .stdin(Stdio::null())
            .stdout(std::fs::File::create(&out).unwrap())
            .stderr(std::fs::File::create(&err).unwrap())
            .spawn()
            .unwrap();
        Self { child, out, err }
    }

    /// What it wrote to standard output so far.
    pub(crate) fn out(&self) -> String {
        std::fs::read_to_string(&self.out).unwrap()
    }

    /// Its log so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.err).unwrap()
    }

    pub(crate) fn must_live(&mut self) {
        let ended = self.child.try_wait().unwrap();
        assert!(
            ended.is_none(),
            "the process ended: {ended:?}\n{}",
            self.log()
        );
    }

    /// Sends a signal by its name, such as `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        // The shell has `kill` built in; the standard library knows SIGKILL alone.
        let command = format!("kill -{name} {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &command])
                .status()
                .unwrap()
                .success()
        );
    }

    /// As the kernel does when memory runs out: nothing can be put in order.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for its end, for so long at most.
    pub(crate) async fn ended(&mut self, limit: Duration) -> ExitStatus {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(
                Instant::now() < deadline,
                "the process goes on\n{}",
                self.log()
            );
            tokio::time::sleep(PAUSE).await;
        }
    }

    pub(crate) async fn finish(mut self) -> Finished {
        let status = self.ended(LIMIT).await;
        Finished {
            code: status.code(),
            out: self.out(),
            err: self.log(),
        }
    }

    /// SIGTERM, and the orderly end that must follow within the time that containers are given.
    pub(crate) async fn stop(mut self) -> Finished {
        self.signal("TERM");
        let status = self.ended(Duration::from_secs(30)).await;
        Finished {
            code: status.code(),
            out: self.out(),
            err: self.log(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        self.child.kill().ok();
        self.child.wait().ok();
        if std::thread::panicking() {
            eprintln!("the log of process {}:\n{}", self.child.id(), self.log());
        }
    }
}
