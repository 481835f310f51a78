//! How many requests may be under way at once.
//!
//! The SDK leaves this to its user (<https://github.com/smithy-lang/smithy-rs/issues/1997>), and AWS publishes no rate
//! for Image Builder, so the limits start low and give way further when AWS throttles: one less on each throttled
//! request, one more after a run of answered ones.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};

/// Requests of the whole program, over all accounts and regions.
static PROGRAM: Semaphore = Semaphore::const_new(32);

/// Services that answer for an account or a whole organisation, whatever the region. Organizations answers
/// "another request is already in progress" to much parallel reading.
const GLOBAL: usize = 2;
/// Requests to one account in one region.
const REGIONAL: usize = 2;
/// Answered requests after which a lowered limit is raised by one again.
const CALM: u32 = 20;

/// The limits of one account and region.
#[derive(Debug)]
pub(crate) struct Limits {
    global: Bucket,
    regional: Bucket,
}

/// Which limit a request counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Global,
    Regional,
}

/// Leave to send one request; give it back with [`Permit::answered`] or [`Permit::throttled`].
#[derive(Debug)]
pub(crate) struct Permit<'a> {
    bucket: &'a Bucket,
    own: SemaphorePermit<'a>,
    _program: SemaphorePermit<'static>,
}

#[derive(Debug)]
struct Bucket {
    semaphore: Semaphore,
    most: usize,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    limit: usize,
    calm: u32,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            global: Bucket::new(GLOBAL),
            regional: Bucket::new(REGIONAL),
        }
    }

    /// Waits for a place. `None` only if the limits are being torn down.
    pub(crate) async fn acquire(&self, scope: Scope) -> Option<Permit<'_>> {
        let bucket = match scope {
            Scope::Global => &self.global,
            Scope::Regional => &self.regional,
        };
        let own = bucket.semaphore.acquire().await.ok()?;
        let program = PROGRAM.acquire().await.ok()?;
        Some(Permit {
            bucket,
            own,
            _program: program,
        })
    }
}

impl Permit<'_> {
    /// AWS answered without throttling.
    pub(crate) fn answered(self) {
        let mut state = self.bucket.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.limit < self.bucket.most {
            state.calm += 1;
            if state.calm >= CALM {
                state.calm = 0;
                state.limit += 1;
                self.bucket.semaphore.add_permits(1);
            }
        }
    }

    /// AWS throttled the request: one place less until AWS is calm again, but never none.
    pub(crate) fn throttled(self) {
        let mut state = self.bucket.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.calm = 0;
        if state.limit > 1 {
            state.limit -= 1;
            self.own.forget();
        }
    }
}

impl Bucket {
    fn new(most: usize) -> Self {
        Self {
            semaphore: Semaphore::new(most),
            most,
            state: Mutex::new(State { limit: most, calm: 0 }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    fn free(limits: &Limits) -> usize {
        limits.regional.semaphore.available_permits()
    }

    #[tokio::test]
    async fn no_more_requests_than_the_limit_are_under_way() {
        let limits = Limits::new();
        let first = limits.acquire(Scope::Regional).await.unwrap();
        let _second = limits.acquire(Scope::Regional).await.unwrap();
        assert_eq!(free(&limits), 0);
        first.answered();
        assert_eq!(free(&limits), 1);
    }

    #[tokio::test]
    async fn throttling_lowers_the_limit_to_one_and_calm_raises_it_again() {
        let limits = Limits::new();
        for _ in 0..3 {
            limits.acquire(Scope::Regional).await.unwrap().throttled();
        }
        assert_eq!(free(&limits), 1);
        for _ in 0..CALM {
            limits.acquire(Scope::Regional).await.unwrap().answered();
        }
        assert_eq!(free(&limits), 2);
        for _ in 0..3 * CALM {
            limits.acquire(Scope::Regional).await.unwrap().answered();
        }
        assert_eq!(free(&limits), REGIONAL);
    }

    #[tokio::test]
    async fn a_request_given_up_frees_its_place() {
        let limits = Limits::new();
        drop(limits.acquire(Scope::Global).await.unwrap());
        assert_eq!(limits.global.semaphore.available_permits(), GLOBAL);
    }
}
