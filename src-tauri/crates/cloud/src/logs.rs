//! The log of an image build in CloudWatch Logs.

use ingot_report::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::call::Service;

use crate::{Cloud, CloudError};

/// One line that the build wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// RFC 3339, UTC.
    pub time: String,
    pub message: String,
}

/// Where a build writes its log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPlace {
    pub group: String,
    pub stream: String,
}

/// Lines of one request; the service's own most is 10,000 or 1 MB.
const LINES: i32 = 1_000;

impl LogPlace {
    /// Group `/aws/imagebuilder/<ImageName>` (the name as written, not the ARN's lower-case form) and stream
    /// `<version>/<build>`, unless the image names a group of its own
    /// (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/monitor-cwlogs.html>).
    pub fn of_image(name: &str, version: &str, build: u32, group: Option<&str>) -> Self {
        Self {
            group: group.map_or_else(|| format!("/aws/imagebuilder/{name}"), str::to_owned),
            stream: format!("{version}/{build}"),
        }
    }
}

impl Cloud {
    /// The lines after `token` (from the start without one), oldest first, and the token for what comes after them.
    ///
    /// A group or stream that does not exist (yet) is an empty answer with the token unchanged. The answer may be
    /// empty although more is to come: the end is reached when the token is the one given.
    pub async fn read_logs(
        &self,
        place: &LogPlace,
        token: Option<&str>,
        cancel: &CancellationToken,
    ) -> Result<(Vec<LogLine>, Option<String>), CloudError> {
        let request = self
            .logs()
            .get_log_events()
            .log_group_name(&place.group)
            .log_stream_name(&place.stream)
            .set_next_token(token.map(str::to_owned))
            .start_from_head(true)
            .limit(LINES)
            .send();
        match self
            .call(Service::Logs.operation("GetLogEvents"), cancel, request)
            .await
        {
            Ok(answer) => {
                let lines = answer
                    .events
                    .unwrap_or_default()
                    .into_iter()
                    .map(|event| LogLine {
                        time: event
                            .timestamp
                            .map(|millis| Timestamp::from_millis(millis).to_string())
                            .unwrap_or_default(),
                        message: event.message.unwrap_or_default().trim_end().to_owned(),
                    })
                    .collect();
                Ok((lines, answer.next_forward_token.or_else(|| token.map(str::to_owned))))
            }
            Err(CloudError::NotFound { .. }) => Ok((Vec::new(), token.map(str::to_owned))),
            Err(error) => Err(error),
        }
    }
}
