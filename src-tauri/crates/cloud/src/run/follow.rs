//! Following a run to its end.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::RunState;
use crate::logs::{LogLine, LogPlace};
use crate::{Cloud, CloudError};

/// What is new about a run.
#[derive(Debug, Clone, PartialEq)]
pub enum RunUpdate {
    /// Something in the run changed; the first update of every [`Cloud::follow`] is one of these.
    State(Box<RunState>),
    /// New lines of the log; `cursor` stands behind them.
    Log { lines: Vec<LogLine>, cursor: LogCursor },
}

/// How far a log has been read. Kept by the caller, it lets a later [`Cloud::follow`] go on without repeating lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogCursor {
    /// CloudWatch's token for what comes next; it lives 24 hours.
    pub token: Option<String>,
    /// Lines read so far, from which reading goes on when the token has expired.
    pub lines: u64,
}

/// Requests for log lines between two looks at the run, so that a very long log does not hide the run's progress.
const LOG_PAGES: usize = 20;

impl Cloud {
    /// Polls a run until it has ended and answers its last state; every change and new log line goes to `on_update`.
    ///
    /// `pause` is asked after each look how long to wait for the next. A throttled look is not an error: the next one
    /// comes later. A lost connection ends the following with [`CloudError::Offline`]; the run itself goes on in AWS,
    /// and following it again with the last [`LogCursor`] continues where this left off. Cancelling ends the
    /// following, not the run.
    pub async fn follow(
        &self,
        image_build_arn: &str,
        resume: LogCursor,
        pause: &(dyn Fn(&RunState) -> Duration + Send + Sync),
        on_update: &mut (dyn FnMut(RunUpdate) + Send),
        cancel: &CancellationToken,
    ) -> Result<RunState, CloudError> {
        let mut cursor = resume;
        let mut last: Option<RunState> = None;
        loop {
            let looked = self.read_run_after(image_build_arn, last.as_ref(), cancel).await;
            let state = match (looked, last.take()) {
                (Ok(state), before) => {
                    if before.as_ref() != Some(&state) {
                        on_update(RunUpdate::State(Box::new(state.clone())));
                    }
                    state
                }
                (Err(CloudError::Throttled { .. }), Some(before)) => before,
                (Err(error), _) => return Err(error),
            };
            // The state was read before the log, so an ended run's log is complete when it has been read now.
            let (exhausted, wait) = match self.follow_log(&state.log, &mut cursor, on_update, cancel).await {
                Ok(true) => (true, pause(&state)),
                Ok(false) => (false, Duration::ZERO),
                Err(CloudError::Throttled { .. }) => (false, pause(&state)),
                // Without leave to read logs the run can still be followed.
                Err(CloudError::Denied { .. }) => (true, pause(&state)),
                Err(error) => return Err(error),
            };
            if state.ended() && exhausted {
                return Ok(state);
            }
            if cancel.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                return Err(CloudError::Cancelled);
            }
            last = Some(state);
        }
    }

    /// Reads what the log has more than `cursor` says; answers whether its end was reached.
    async fn follow_log(
        &self,
        place: &LogPlace,
        cursor: &mut LogCursor,
        on_update: &mut (dyn FnMut(RunUpdate) + Send),
        cancel: &CancellationToken,
    ) -> Result<bool, CloudError> {
        // Lines that were read before the token expired.
        let mut skip = 0;
        for _ in 0..LOG_PAGES {
            let (mut lines, token) = match self.read_logs(place, cursor.token.as_deref(), cancel).await {
                Err(CloudError::Invalid { .. }) if cursor.token.is_some() => {
                    (skip, cursor.token, cursor.lines) = (cursor.lines, None, 0);
                    continue;
                }
                read => read?,
            };
            let exhausted = token == cursor.token;
            cursor.token = token;
            cursor.lines += lines.len() as u64;
            let known = skip.min(lines.len() as u64);
            skip -= known;
            lines.drain(..usize::try_from(known).unwrap_or(lines.len()));
            if !lines.is_empty() {
                on_update(RunUpdate::Log {
                    lines,
                    cursor: cursor.clone(),
                });
            }
            if exhausted {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
