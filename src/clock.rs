//! The only place that reads the clock. Tests hold a frozen one and move it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{TimeDelta, Utc};

use crate::kernel::time::Timestamp;

/// Tells the time. Clones share it.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Frozen(Arc<AtomicI64>),
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

    /// The present instant, to the millisecond.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
            Source::System => Timestamp::from(Utc::now()),
            Source::Frozen(now) => Timestamp(now.load(Ordering::SeqCst)),
        }
    }

    /// Moves a frozen clock; a system clock stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Frozen(now) = &self.0 {
            now.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }
}
