//! The one place that holds the state: reads see it, writes replace it after the file is written.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::clock::Clock;
use crate::identity::uuid;
use crate::service::{Answer, Moment, Operation, Run, idempotency};
use crate::state::State;
use crate::wire::{ApiError, Call};
use crate::{Pace, SandboxConfig, SandboxError};

/// The operations of which `dryRun` checks without doing.
const DRY_RUNS: &[&str] = &[
    "CreateComponent",
    "CreateImageRecipe",
    "CreateInfrastructureConfiguration",
    "CreateDistributionConfiguration",
    "CreateImagePipeline",
];

/// A week; longer builds would only overflow arithmetic.
const MAX_BUILD_MILLIS: u64 = 7 * 86_400_000;

pub(crate) struct Office {
    /// `None` once the sandbox has given its folder back.
    state: Mutex<Option<State>>,
    file: PathBuf,
    clock: Clock,
    pace: Pace,
    region: String,
    /// Names this run of the server, so that a stale endpoint file is recognised.
    instance: String,
    requests: AtomicU64,
}

impl Office {
    pub(crate) fn open(file: PathBuf, clock: Clock, config: &SandboxConfig) -> Result<Office, SandboxError> {
        let state = State::load(&file)?;
        let instance = uuid(&[
            &file.display().to_string(),
            &std::process::id().to_string(),
            &jiff::Timestamp::now().as_nanosecond().to_string(),
        ]);
        Ok(Office {
            state: Mutex::new(Some(state)),
            file,
            clock,
            pace: config.pace,
            region: config.region.clone(),
            instance,
            requests: AtomicU64::new(0),
        })
    }

    pub(crate) fn instance(&self) -> &str {
        &self.instance
    }

    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    pub(crate) fn request_id(&self) -> String {
        let count = self.requests.fetch_add(1, Ordering::Relaxed);
        uuid(&[&self.instance, &count.to_string()])
    }

    /// Waits for the write under way and takes no more.
    pub(crate) fn close(&self) {
        *self.lock() = None;
    }

    pub(crate) fn carry_out(&self, operation: &Operation, call: &Call) -> Answer {
        match operation.run {
            Run::Reads(run) => self.look(|state, moment| run(state, moment, call))?,
            Run::Writes(run) => {
                if let Some(earlier) = self.look(|state, _| idempotency::earlier_answer(state, call))?? {
                    return Ok(earlier);
                }
                self.change(|state, moment| {
                    // Under the lock, two calls with one token must not both act.
                    if let Some(earlier) = idempotency::earlier_answer(state, call)? {
                        return Ok(earlier);
                    }
                    let answer = run(state, moment, call)?;
                    if DRY_RUNS.contains(&call.operation) && call.body["dryRun"] == true {
                        return Err(ApiError::dry_run());
                    }
                    idempotency::remember(state, call, &answer);
                    Ok(answer)
                })
            }
        }
    }

    pub(crate) fn look<T>(&self, read: impl FnOnce(&State, Moment) -> T) -> Result<T, ApiError> {
        let guard = self.lock();
        let state = guard.as_ref().ok_or_else(closed)?;
        Ok(read(state, self.moment(state)))
    }

    /// Works on a copy; it takes effect when the change answers and the file holds it.
    pub(crate) fn change(&self, change: impl FnOnce(&mut State, Moment) -> Answer) -> Result<Value, ApiError> {
        let mut guard = self.lock();
        let mut state = guard.as_ref().ok_or_else(closed)?.clone();
        let moment = self.moment(&state);
        let answer = change(&mut state, moment)?;
        state.save(&self.file).map_err(|error| {
            ApiError::internal(format!(
                "the sandbox cannot write its state file {}: {error}; nothing was changed",
                self.file.display()
            ))
        })?;
        *guard = Some(state);
        Ok(answer)
    }

    fn moment(&self, state: &State) -> Moment {
        let pace = u64::try_from(self.pace.build.as_millis()).unwrap_or(u64::MAX);
        Moment {
            now: self.clock.now(),
            build_millis: state.build_millis.unwrap_or(pace).min(MAX_BUILD_MILLIS),
        }
    }

    /// A panic while the lock was held left the state as it was, for changes work on a copy.
    fn lock(&self) -> MutexGuard<'_, Option<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn closed() -> ApiError {
    ApiError::new(503, "ServiceUnavailableException", "The sandbox is stopping.")
}
