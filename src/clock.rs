//! The only place that reads the clock. Tests hold a frozen one and move it.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{TimeDelta, Utc};

use crate::kernel::time::Timestamp;

/// Tells the time. Clones share it.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Frozen(Arc<AtomicI64>),
    Ahead(Arc<dyn Fn() -> TimeDelta + Send + Sync>),
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Frozen(_) => "Frozen",
            Self::Ahead(_) => "Ahead",
        })
    }
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `now` until [`Clock::advance`] moves it.
    #[must_use]
    pub fn frozen(now: Timestamp) -> Self {
        Self(Source::Frozen(Arc::new(AtomicI64::new(now.0))))
    }

    /// The machine's clock, put forward by what `ahead` says at that moment: the clock of a demonstration.
    #[must_use]
    pub fn ahead(ahead: impl Fn() -> TimeDelta + Send + Sync + 'static) -> Self {
        Self(Source::Ahead(Arc::new(ahead)))
    }

    /// The present instant, to the millisecond.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
        let real = || Timestamp::from(Utc::now());
        match &self.0 {
            Source::System => real(),
            Source::Frozen(now) => Timestamp(now.load(Ordering::SeqCst)),
            Source::Ahead(ahead) => real().plus(ahead()),
        }
    }

    /// Moves a frozen clock; any other stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Frozen(now) = &self.0 {
            now.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }
}
