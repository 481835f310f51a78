use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

/// Where the sandbox reads the time from; a build's whole course follows from it.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Milliseconds since the epoch when the clock is driven by hand; `None` is the system's.
    by_hand: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `start` until [`Clock::advance`] moves it; clones move together.
    pub fn by_hand(start: Timestamp) -> Self {
        Self {
            by_hand: Some(Arc::new(AtomicI64::new(start.as_millisecond()))),
        }
    }

    /// Moves a clock made by [`Clock::by_hand`] forward; the system's clock ignores it.
    pub fn advance(&self, by: Duration) {
        if let Some(millis) = &self.by_hand {
            let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            millis.fetch_add(by, Ordering::SeqCst);
        }
    }

    pub(crate) fn now(&self) -> i64 {
        match &self.by_hand {
            Some(millis) => millis.load(Ordering::SeqCst),
            None => Timestamp::now().as_millisecond(),
        }
    }
}

/// Image Builder's dates are strings such as `2026-09-09T19:12:23.175Z`.
pub(crate) fn iso(millis: i64) -> String {
    Timestamp::from_millisecond(millis)
        .map(|at| at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
        .unwrap_or_default()
}

/// The JSON protocols' timestamps are seconds since the epoch with a fraction.
pub(crate) fn epoch_seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}
