//! The sandbox's own time: real time plus what the test has added.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tokio::{sync::watch, time::Instant};

use crate::options::ClockHook;

/// A clock that can be moved forward. Lifetimes of updates, taps, chat actions and `auth_date`
/// follow it.
#[derive(Clone, Debug)]
pub struct SandboxClock {
    inner: Arc<Inner>,
}

struct Inner {
    started: SystemTime,
    // Elapsed time is measured on tokio's clock, so that a paused runtime also pauses the sandbox.
    origin: Instant,
    added_millis: AtomicU64,
    kick: watch::Sender<u64>,
    moved: Option<ClockHook>,
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inner")
            .field("added_millis", &self.added_millis)
            .finish_non_exhaustive()
    }
}

impl SandboxClock {
    pub(crate) fn new(kick: watch::Sender<u64>, moved: Option<ClockHook>) -> Self {
        Self {
            inner: Arc::new(Inner {
                started: SystemTime::now(),
                origin: Instant::now(),
                added_millis: AtomicU64::new(0),
                kick,
                moved,
            }),
        }
    }

    /// The sandbox's present moment.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.inner.started + self.inner.origin.elapsed() + self.offset()
    }

    /// Seconds since 1970 by this clock.
    #[must_use]
    pub fn unix(&self) -> i64 {
        self.millis() / 1000
    }

    /// Milliseconds since 1970 by this clock.
    #[must_use]
    pub fn millis(&self) -> i64 {
        let elapsed = self.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
    }

    /// How far the clock has been moved ahead of real time.
    #[must_use]
    pub fn offset(&self) -> Duration {
        Duration::from_millis(self.inner.added_millis.load(Ordering::SeqCst))
    }

    /// Moves the clock forward. Back-off timers that end within the step end now.
    pub fn advance(&self, step: Duration) {
        let millis = u64::try_from(step.as_millis()).unwrap_or(u64::MAX / 2);
        self.inner.added_millis.fetch_add(millis, Ordering::SeqCst);
        if let Some(moved) = &self.inner.moved {
            moved(self.offset());
        }
        self.inner.kick.send_modify(|n| *n = n.wrapping_add(1));
    }
}
