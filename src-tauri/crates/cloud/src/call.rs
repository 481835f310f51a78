//! One request to AWS: its limits, its cancellation, its error.

use std::fmt;
use std::future::Future;

use aws_sdk_imagebuilder::config::http::HttpResponse;
use aws_sdk_imagebuilder::error::{ProvideErrorMetadata, SdkError};
use tokio_util::sync::CancellationToken;

use crate::Cloud;
use crate::error::CloudError;
use crate::limits::Scope;

/// The AWS services that Ingot talks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    ImageBuilder,
    Ram,
    Inspector,
    S3,
    Sts,
    Logs,
    Organizations,
}

/// An operation of a service's API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operation {
    pub(crate) service: Service,
    pub(crate) name: &'static str,
}

/// The most pages of one list that are read; a service that never ends a list is not followed further.
const MOST_PAGES: usize = 20_000;

impl Service {
    /// The prefix of the service's IAM actions
    /// (<https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>).
    pub fn iam_prefix(self) -> &'static str {
        match self {
            Self::ImageBuilder => "imagebuilder",
            Self::Ram => "ram",
            Self::Inspector => "inspector2",
            Self::S3 => "s3",
            Self::Sts => "sts",
            Self::Logs => "logs",
            Self::Organizations => "organizations",
        }
    }

    pub(crate) const fn operation(self, name: &'static str) -> Operation {
        Operation { service: self, name }
    }

    fn scope(self) -> Scope {
        match self {
            Self::Sts | Self::Organizations => Scope::Global,
            Self::ImageBuilder | Self::Ram | Self::Inspector | Self::S3 | Self::Logs => Scope::Regional,
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ImageBuilder => "EC2 Image Builder",
            Self::Ram => "AWS RAM",
            Self::Inspector => "Amazon Inspector",
            Self::S3 => "Amazon S3",
            Self::Sts => "AWS STS",
            Self::Logs => "CloudWatch Logs",
            Self::Organizations => "AWS Organizations",
        })
    }
}

impl Operation {
    /// The IAM action that allows the operation.
    pub(crate) fn action(self) -> String {
        let name = match (self.service, self.name) {
            // The one operation here that IAM calls otherwise
            // (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>).
            (Service::S3, "ListObjectsV2") => "ListBucket",
            (_, name) => name,
        };
        format!("{}:{name}", self.service.iam_prefix())
    }
}

impl Cloud {
    /// Sends one request within the limits, unless cancelled first.
    pub(crate) async fn call<T, E>(
        &self,
        operation: Operation,
        cancel: &CancellationToken,
        request: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    ) -> Result<T, CloudError>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        // The SDK's request futures are tens of kilobytes; on the heap they do not add up in callers' futures.
        let request = Box::pin(request);
        let sent = async {
            let permit = self
                .limits()
                .acquire(operation.service.scope())
                .await
                .ok_or(CloudError::Cancelled)?;
            let answer = request
                .await
                .map_err(|error| CloudError::from_sdk(operation, self.profile(), &error));
            match &answer {
                Err(CloudError::Throttled { .. }) => permit.throttled(),
                _ => permit.answered(),
            }
            answer
        };
        cancel
            .run_until_cancelled(sent)
            .await
            .unwrap_or(Err(CloudError::Cancelled))
    }
}

/// Reads a list to its end, page by page; `page` answers the items and the token of the next page.
pub(crate) async fn pages<T, F>(mut page: impl FnMut(Option<String>) -> F) -> Result<Vec<T>, CloudError>
where
    F: Future<Output = Result<(Vec<T>, Option<String>), CloudError>>,
{
    let mut all = Vec::new();
    let mut token: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let (items, next) = page(token.clone()).await?;
        all.extend(items);
        match next.filter(|next| !next.is_empty()) {
            // A token that comes back unchanged would be read for ever.
            Some(next) if token.as_ref() != Some(&next) => token = Some(next),
            _ => break,
        }
    }
    Ok(all)
}
