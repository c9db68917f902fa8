//! Waiting until the bot is there.

use std::{path::Path, time::Duration};

use anyhow::Context as _;
use tokio::time::{Instant, sleep};

const PATIENCE: Duration = Duration::from_secs(60);
/// How long one try may take.
const ANSWER: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

/// Waits until the bot listens, or until its own readiness check says 200.
pub(crate) async fn for_bot(target: &str, ready: Option<&str>) -> anyhow::Result<()> {
    let client = reqwest::Client::builder()
        .timeout(ANSWER)
        .no_proxy()
        .build()?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        // Any answer shows that the port is open, the webhook itself knows only POST.
        let answer = client.get(ready.unwrap_or(target)).send().await;
        match answer {
            Ok(answer) if ready.is_none() || answer.status().is_success() => return Ok(()),
            Err(fault) if Instant::now() > deadline => {
                return Err(fault).context("the bot does not answer");
            }
            Ok(answer) if Instant::now() > deadline => {
                anyhow::bail!("the bot is not ready: {}", answer.status());
            }
            _ => sleep(PAUSE).await,
        }
    }
}

/// Waits until the file with the number of the bot's process is written.
pub(crate) async fn for_pid(path: &Path) -> anyhow::Result<u32> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        if let Ok(pid) = text.trim().parse() {
            return Ok(pid);
        }
        anyhow::ensure!(
            Instant::now() < deadline,
            "no process number in {}",
            path.display()
        );
        sleep(PAUSE).await;
    }
}
