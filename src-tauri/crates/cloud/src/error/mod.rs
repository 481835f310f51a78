//! What can go wrong with AWS, in the few kinds a person acts on differently.

mod sdk;

use serde::{Deserialize, Serialize};

use crate::call::{Operation, Service};
use crate::profile::{Profile, ProfileError};

/// Why something could not be done in AWS. No variant carries credentials.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum CloudError {
    /// No connection, or no answer in time. What was asked may or may not have happened.
    #[error("cannot reach {service} at {endpoint}: {reason}")]
    Offline {
        service: Service,
        endpoint: String,
        reason: String,
        call: Call,
    },
    /// The profile has no credentials, or AWS does not accept them.
    #[error("profile {profile} has {problem}")]
    Credentials {
        profile: String,
        problem: CredentialsProblem,
        call: Call,
    },
    /// The credentials are good, but do not allow this.
    #[error("not allowed to {action}: {message}")]
    Denied {
        action: String,
        message: String,
        call: Call,
    },
    /// AWS asked to slow down, and still did after several attempts.
    #[error("{service} is throttling this account")]
    Throttled { service: Service, call: Call },
    /// The name and version exist with other content, or the same token was used for another request.
    #[error("{message}")]
    Conflict { message: String, call: Call },
    /// AWS does not accept the request.
    #[error("{service} does not accept the request: {message}")]
    Invalid {
        service: Service,
        message: String,
        call: Call,
    },
    #[error("{service} does not know it: {message}")]
    NotFound {
        service: Service,
        message: String,
        call: Call,
    },
    /// Something else uses the resource, or is changing it at this moment.
    #[error("the resource is in use: {message}")]
    Dependency { message: String, call: Call },
    /// A file on this machine could not be written; what AWS has stays there.
    #[error("cannot write {key}: {reason}")]
    Unwritten { key: String, reason: String },
    /// The person cancelled; what was already done stays done.
    #[error("cancelled")]
    Cancelled,
    /// The profile itself cannot be used.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// Anything else: a failure inside AWS, a quota, an answer that could not be read.
    #[error("{service} failed{}: {message}", code.as_deref().map(|code| format!(" with {code}")).unwrap_or_default())]
    Other {
        service: Service,
        code: Option<String>,
        message: String,
        retryable: bool,
        call: Call,
    },
}

/// The request an error belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The API operation, e.g. `CreateComponent`.
    pub operation: &'static str,
    /// AWS's id of the request, for support cases; absent when AWS did not answer.
    pub request_id: Option<String>,
}

/// What is wrong with the credentials of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsProblem {
    #[error("no credentials")]
    Missing,
    #[error("credentials that have expired")]
    Expired,
    #[error("credentials that AWS does not accept")]
    Rejected,
    #[error("a broken configuration")]
    Misconfigured,
}

/// A part that could not be read, while the rest was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    pub message: String,
    pub hint: Option<String>,
}

impl Warning {
    /// Whether the rest is worth reading: not when we are cancelled, cut off, or unknown to AWS.
    pub(crate) fn unless_fatal(error: CloudError) -> Result<Self, CloudError> {
        match error {
            CloudError::Offline { .. } | CloudError::Credentials { .. } | CloudError::Cancelled => Err(error),
            error => Ok(Self {
                hint: error.hint(),
                message: error.to_string(),
            }),
        }
    }
}

impl CloudError {
    /// The API operation that failed.
    pub fn operation(&self) -> Option<&'static str> {
        self.call().map(|call| call.operation)
    }

    /// AWS's id of the failed request.
    pub fn request_id(&self) -> Option<&str> {
        self.call()?.request_id.as_deref()
    }

    /// Whether doing the same again later can succeed without any change.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Offline { .. } | Self::Throttled { .. } => true,
            Self::Other { retryable, .. } => *retryable,
            _ => false,
        }
    }

    /// What a person can do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Offline { endpoint, .. } if endpoint.starts_with("http://") => {
                "start the sandbox again, then resume; nothing is lost".to_owned()
            }
            Self::Offline { .. } => "check the network or the VPN, then resume; nothing is lost".to_owned(),
            Self::Credentials {
                profile,
                problem: CredentialsProblem::Expired,
                ..
            } => {
                format!("sign in again, for example with `aws sso login --profile {profile}`")
            }
            Self::Credentials {
                profile,
                problem: CredentialsProblem::Missing,
                ..
            } => {
                format!("check that ~/.aws has a profile {profile} with credentials, or choose another profile")
            }
            Self::Credentials {
                profile,
                problem: CredentialsProblem::Misconfigured,
                ..
            } => {
                format!("check the settings of profile {profile} in ~/.aws/config")
            }
            Self::Credentials {
                problem: CredentialsProblem::Rejected,
                ..
            } => "check the keys, and that the clock of this machine is right".to_owned(),
            Self::Denied { action, .. } => format!("ask for the permission {action}, or choose another role"),
            Self::Throttled { .. } => "wait a minute and try again".to_owned(),
            Self::Conflict { .. } => "give the resource a new version".to_owned(),
            Self::Dependency { .. } => "end what uses it first".to_owned(),
            Self::Other { code: Some(code), .. } if code == "ServiceQuotaExceededException" => {
                "ask AWS for a higher quota, or delete what is no longer used".to_owned()
            }
            Self::Other { code: Some(code), .. } if export_hint(code).is_some() => export_hint(code)?.to_owned(),
            Self::Other { retryable: true, .. } => "try again in a while".to_owned(),
            Self::Unwritten { .. } => {
                "check the free space and the rights of the folder, then fetch it again".to_owned()
            }
            Self::Invalid { .. } | Self::NotFound { .. } | Self::Cancelled | Self::Profile(_) | Self::Other { .. } => {
                return None;
            }
        })
    }

    /// The answer broke off while it was being read.
    pub(crate) fn broken_off(operation: Operation, profile: &Profile, reason: &str) -> Self {
        Self::Offline {
            service: operation.service,
            endpoint: profile.place(),
            reason: format!("the connection broke during the answer: {reason}"),
            call: Call {
                operation: operation.name,
                request_id: None,
            },
        }
    }

    fn call(&self) -> Option<&Call> {
        match self {
            Self::Offline { call, .. }
            | Self::Credentials { call, .. }
            | Self::Denied { call, .. }
            | Self::Throttled { call, .. }
            | Self::Conflict { call, .. }
            | Self::Invalid { call, .. }
            | Self::NotFound { call, .. }
            | Self::Dependency { call, .. }
            | Self::Other { call, .. } => Some(call),
            Self::Unwritten { .. } | Self::Cancelled | Self::Profile(_) => None,
        }
    }

    /// A request that cannot even be written down, for a reason of ours.
    pub(crate) fn invalid(operation: Operation, message: impl Into<String>) -> Self {
        Self::Invalid {
            service: operation.service,
            message: message.into(),
            call: Call {
                operation: operation.name,
                request_id: None,
            },
        }
    }

    /// An answer that lacks what AWS promises to send.
    pub(crate) fn incomplete(operation: Operation, missing: &str) -> Self {
        Self::Other {
            service: operation.service,
            code: None,
            message: format!("the answer has no {missing}"),
            retryable: false,
            call: Call {
                operation: operation.name,
                request_id: None,
            },
        }
    }
}

/// What to do about a report that Inspector has not written (botocore `inspector2/2020-06-08 service-2.json`, shape
/// `ReportingErrorCode`). The permissions are those of
/// <https://docs.aws.amazon.com/inspector/latest/user/findings-managing-exporting-reports.html>.
fn export_hint(code: &str) -> Option<&'static str> {
    Some(match code {
        "NO_FINDINGS_FOUND" => "see the coverage of its instances: what is not scanned has no findings",
        "BUCKET_NOT_FOUND" => "check the bucket's name, and that it belongs to this account",
        "INCOMPATIBLE_BUCKET_REGION" => "choose a bucket and a KMS key in the region of the findings",
        "INVALID_PERMISSIONS" => {
            "let inspector2.amazonaws.com put objects into the bucket (bucket policy: s3:PutObject, s3:PutObjectAcl, \
             s3:AbortMultipartUpload) and use the key (key policy: kms:Decrypt, kms:GenerateDataKey*)"
        }
        "MALFORMED_KMS_KEY" => {
            "give the ARN of a symmetric customer managed key: arn:aws:kms:REGION:ACCOUNT:key/KEY_ID, not an alias"
        }
        _ => return None,
    })
}
