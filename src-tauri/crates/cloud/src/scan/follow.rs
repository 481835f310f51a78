//! Following an export of Inspector to its end, and cancelling it in AWS.
//!
//! botocore `inspector2/2020-06-08 service-2.json`, shapes `ExternalReportStatus` and `ReportingErrorCode`.

use std::time::Duration;

use aws_sdk_inspector2::types::{ExternalReportStatus, ReportingErrorCode};
use tokio_util::sync::CancellationToken;

use crate::call::{Operation, Service};
use crate::error::Call;
use crate::progress::{OnProgress, Progress};
use crate::{Cloud, CloudError};

/// The two kinds of exports, which differ in their operations only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Findings,
    Sbom,
}

/// Where an export stands.
struct Standing {
    status: ExternalReportStatus,
    code: Option<ReportingErrorCode>,
    message: Option<String>,
}

/// The first wait between two looks; each is half as long again as the one before.
const FIRST_WAIT: Duration = Duration::from_millis(300);
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// How long a cancellation waits for AWS; it goes on behind that.
const CANCEL_WAIT: Duration = Duration::from_millis(150);
impl Cloud {
    /// Waits until the export has been written. A throttled look is no error: the next comes later.
    pub(super) async fn follow_export(
        &self,
        kind: Kind,
        id: &str,
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<(), CloudError> {
        let mut wait = FIRST_WAIT;
        loop {
            let standing = match self.standing(kind, id, cancel).await {
                Ok(standing) => Some(standing),
                Err(CloudError::Throttled { .. }) => None,
                Err(CloudError::Cancelled) => return Err(self.cancel_export(kind, id).await),
                Err(error) => return Err(error),
            };
            match standing {
                Some(standing) if standing.status == ExternalReportStatus::Succeeded => return Ok(()),
                Some(standing) if standing.status != ExternalReportStatus::InProgress => {
                    return Err(standing.failure(kind, id));
                }
                _ => {}
            }
            progress(Progress {
                done: 0,
                total: 0,
                now: format!("Inspector is writing {} {id}", kind.words()),
            });
            if cancel.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                return Err(self.cancel_export(kind, id).await);
            }
            wait = (wait + wait / 2).min(LONGEST_WAIT);
        }
    }

    async fn standing(&self, kind: Kind, id: &str, cancel: &CancellationToken) -> Result<Standing, CloudError> {
        let operation = kind.look();
        let (status, code, message) = match kind {
            Kind::Findings => {
                let request = self.inspector().get_findings_report_status().report_id(id).send();
                let answer = self.call(operation, cancel, request).await?;
                (answer.status, answer.error_code, answer.error_message)
            }
            Kind::Sbom => {
                let request = self.inspector().get_sbom_export().report_id(id).send();
                let answer = self.call(operation, cancel, request).await?;
                (answer.status, answer.error_code, answer.error_message)
            }
        };
        Ok(Standing {
            status: status.ok_or_else(|| CloudError::incomplete(operation, "status"))?,
            code,
            message,
        })
    }

    /// Cancels the export in AWS, on its own: the person's cancellation has stopped everything else and takes effect
    /// at once, whether AWS has answered or not.
    async fn cancel_export(&self, kind: Kind, id: &str) -> CloudError {
        let (cloud, id) = (self.clone(), id.to_owned());
        let cancelling = tokio::spawn(async move {
            let own = CancellationToken::new();
            let inspector = cloud.inspector();
            // An export that has ended meanwhile cannot be cancelled, which is as good.
            match kind {
                Kind::Findings => {
                    let request = inspector.cancel_findings_report().report_id(id).send();
                    let operation = Service::Inspector.operation("CancelFindingsReport");
                    cloud.call(operation, &own, request).await.map(drop).ok()
                }
                Kind::Sbom => {
                    let request = inspector.cancel_sbom_export().report_id(id).send();
                    let operation = Service::Inspector.operation("CancelSbomExport");
                    cloud.call(operation, &own, request).await.map(drop).ok()
                }
            }
        });
        let _ = tokio::time::timeout(CANCEL_WAIT, cancelling).await;
        CloudError::Cancelled
    }
}

impl Kind {
    fn look(self) -> Operation {
        Service::Inspector.operation(match self {
            Kind::Findings => "GetFindingsReportStatus",
            Kind::Sbom => "GetSbomExport",
        })
    }

    fn words(self) -> &'static str {
        match self {
            Kind::Findings => "the findings report",
            Kind::Sbom => "the software bill of materials",
        }
    }
}

impl Standing {
    /// Why it has not been written; the hint to each code is `CloudError`'s.
    fn failure(self, kind: Kind, id: &str) -> CloudError {
        let call = Call {
            operation: kind.look().name,
            request_id: None,
        };
        let code = self.code.as_ref().map(ReportingErrorCode::as_str);
        let message = match code {
            _ if self.status == ExternalReportStatus::Cancelled => "it was cancelled in AWS".to_owned(),
            Some("NO_FINDINGS_FOUND") => match kind {
                Kind::Findings => "no finding matches".to_owned(),
                Kind::Sbom => "no scanned resource matches".to_owned(),
            },
            Some("BUCKET_NOT_FOUND") => "there is no such bucket".to_owned(),
            Some("INCOMPATIBLE_BUCKET_REGION") => "the bucket is in another region than the findings".to_owned(),
            Some("INVALID_PERMISSIONS") => "Inspector may not write into the bucket or use the KMS key".to_owned(),
            Some("MALFORMED_KMS_KEY") => "the KMS key is not given as the ARN of a key".to_owned(),
            _ => self.message.unwrap_or_else(|| "AWS does not say why".to_owned()),
        };
        CloudError::Other {
            service: Service::Inspector,
            message: format!("{} {id} was not written: {message}", kind.words()),
            retryable: code == Some("INTERNAL_ERROR"),
            code: code.map(str::to_owned),
            call,
        }
    }
}
