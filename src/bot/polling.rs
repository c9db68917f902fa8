//! Updates that we ask for: for development and for a single server without an address of its own.
//!
//! An update is confirmed only when it was worked on: the offset of the next call is the oldest update
//! still in work. Updates of one person run in order, people run side by side. At most 100 updates are
//! open at once (Telegram shows no more beyond the offset), so a long flood from one chat can hold up
//! the others here; the webhook has no such limit.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde::Deserialize;
use serde_json::{json, value::RawValue};
use tokio::sync::{Notify, oneshot};

use super::{
    intake::{Intake, Verdict},
    tg::TgError,
    webhook::ALLOWED_UPDATES,
};

/// How long Telegram holds an empty call.
const LONG_POLL: Duration = Duration::from_secs(25);
const BATCH: usize = 100;
/// After a quiet week Telegram may number updates anew, from any place: after a quiet day an old offset
/// protects nothing and could hide them.
const RESTART: Duration = Duration::from_secs(24 * 3600);

/// Ids in work, and ids finished above the oldest of those.
#[derive(Default)]
struct Window {
    open: BTreeSet<i64>,
    next: i64,
}

impl Window {
    /// What may be confirmed: everything below.
    fn offset(&self) -> i64 {
        self.open.first().copied().unwrap_or(self.next)
    }
}

/// The parts of an update by which it is put in order.
#[derive(Deserialize)]
struct Head {
    update_id: i64,
    #[serde(default)]
    message: Option<Sender>,
    #[serde(default)]
    callback_query: Option<Sender>,
    #[serde(default)]
    my_chat_member: Option<Sender>,
}

#[derive(Deserialize)]
struct Sender {
    #[serde(default)]
    from: Option<Id>,
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

impl Head {
    fn person(&self) -> i64 {
        [&self.message, &self.callback_query, &self.my_chat_member]
            .into_iter()
            .flatten()
            .find_map(|sender| sender.from.as_ref())
            .map_or(0, |from| from.id)
    }
}

/// Asks for updates until the application stops, then waits for what is in work and confirms it.
pub async fn run(intake: Intake) {
    let app = intake.app().clone();
    let window = Arc::new(Mutex::new(Window::default()));
    let finished = Arc::new(Notify::new());
    let mut tails: HashMap<i64, oneshot::Receiver<()>> = HashMap::new();
    let mut pause = Duration::from_millis(500);
    let mut last = Instant::now();
    while !app.is_stopping() {
        app.health.beat("polling");
        let (offset, is_busy) = {
            let mut window = lock(&window);
            if window.open.is_empty() && last.elapsed() > RESTART {
                window.next = 0;
            }
            (window.offset(), !window.open.is_empty())
        };
        // With updates in work the call returns at once with those same updates.
        let hold = if is_busy { Duration::ZERO } else { LONG_POLL };
        let batch = tokio::select! {
            () = app.stopping.cancelled() => break,
            batch = get_updates(&intake, offset, hold) => batch,
        };
        let batch = match batch {
            Ok(batch) => {
                pause = Duration::from_millis(500);
                batch
            }
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "no updates from Telegram"
                );
                let wait = match error {
                    TgError::RetryAfter(wait) => wait,
                    _ => pause,
                };
                pause = std::cmp::min(pause * 2, Duration::from_secs(30));
                tokio::select! {
                    () = app.stopping.cancelled() => break,
                    () = tokio::time::sleep(wait) => continue,
                }
            }
        };
        let mut fresh = 0_usize;
        for raw in batch {
            let Ok(head) = serde_json::from_str::<Head>(raw.get()) else {
                continue;
            };
            let is_new = {
                let mut window = lock(&window);
                head.update_id >= window.next && {
                    window.next = head.update_id + 1;
                    window.open.insert(head.update_id)
                }
            };
            if !is_new {
                continue;
            }
            fresh += 1;
            last = Instant::now();
            let (done, tail) = oneshot::channel();
            let before = tails.insert(head.person(), tail);
            let (intake, window, finished) = (intake.clone(), window.clone(), finished.clone());
            app.tasks.spawn(async move {
                if let Some(before) = before {
                    // An error only says that it ended without a word.
                    before.await.ok();
                }
                if work(&intake, raw.get()).await {
                    lock(&window).open.remove(&head.update_id);
                }
                done.send(()).ok();
                finished.notify_one();
            });
        }
        if fresh == 0 && is_busy {
            tokio::select! {
                () = app.stopping.cancelled() => break,
                () = finished.notified() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        }
        tails.retain(|_, tail| matches!(tail.try_recv(), Err(oneshot::error::TryRecvError::Empty)));
    }
    for (_, tail) in tails {
        tail.await.ok();
    }
    let offset = lock(&window).offset();
    if offset > 0
        && let Err(error) = get_updates(&intake, offset, Duration::ZERO).await
    {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "the last updates stay unconfirmed"
        );
    }
}

/// Works on one update until it is done; false when the application stopped before.
async fn work(intake: &Intake, body: &str) -> bool {
    loop {
        match intake.handle(body.as_bytes()).await {
            Verdict::Done => return true,
            Verdict::Later(after) => tokio::select! {
                () = intake.app().stopping.cancelled() => return false,
                () = tokio::time::sleep(after) => {}
            },
        }
    }
}

async fn get_updates(
    intake: &Intake,
    offset: i64,
    hold: Duration,
) -> Result<Vec<Box<RawValue>>, TgError> {
    let body = json!({
        "offset": offset,
        "limit": BATCH,
        "timeout": hold.as_secs(),
        "allowed_updates": ALLOWED_UPDATES,
    });
    let answer = intake
        .app()
        .tg
        .raw("getUpdates", &body, hold + Duration::from_secs(10))
        .await?;
    serde_json::from_str(answer.get()).map_err(|error| TgError::NoAnswer {
        method: "getUpdates",
        problem: error.to_string(),
    })
}

fn lock(window: &Mutex<Window>) -> std::sync::MutexGuard<'_, Window> {
    window.lock().unwrap_or_else(PoisonError::into_inner)
}
