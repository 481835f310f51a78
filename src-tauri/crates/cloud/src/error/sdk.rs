//! The SDK's errors, sorted into ours. No SDK error type passes beyond this file.

use std::error::Error as _;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_imagebuilder::config::http::HttpResponse;
use aws_sdk_imagebuilder::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_imagebuilder::operation::RequestId;

use super::{Call, CloudError, CredentialsProblem};
use crate::call::Operation;
use crate::profile::Profile;

impl CloudError {
    /// Sorts an SDK error into the kind a person acts on.
    pub(crate) fn from_sdk<E>(operation: Operation, profile: &Profile, error: &SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let call = Call {
            operation: operation.name,
            request_id: error.request_id().map(|id| printable(id, 128)),
        };
        match error {
            SdkError::ServiceError(answer) => {
                let status = answer.raw().status().as_u16();
                let meta = answer.err().meta();
                // The Query protocol and REST-JSON may send a namespace before the code or a URI after it.
                let code = meta.code().map(|code| {
                    let code = code.rsplit('#').next().unwrap_or(code);
                    printable(code.split(':').next().unwrap_or(code), 128)
                });
                let message = meta
                    .message()
                    .map_or_else(|| format!("HTTP {status}"), |text| printable(text, 2_000));
                Self::from_answer(operation, profile, code, message, status, call)
            }
            SdkError::TimeoutError(_) => Self::offline(operation, profile, "no answer in time", call),
            SdkError::DispatchFailure(failure) => {
                if let Some(problem) = find::<CredentialsError>(error.source()) {
                    return Self::from_credentials(operation, profile, problem, call);
                }
                let reason = if failure.is_timeout() {
                    "no answer in time".to_owned()
                } else {
                    root_cause(error).unwrap_or_else(|| "the connection failed".to_owned())
                };
                Self::offline(operation, profile, &reason, call)
            }
            SdkError::ResponseError(_) if find::<std::io::Error>(error.source()).is_some() => {
                Self::offline(operation, profile, "the connection broke during the answer", call)
            }
            SdkError::ResponseError(answer) => Self::Other {
                service: operation.service,
                code: None,
                message: format!("the answer (HTTP {}) is not one of AWS", answer.raw().status().as_u16()),
                retryable: answer.raw().status().is_server_error(),
                call,
            },
            SdkError::ConstructionFailure(_) => match find::<CredentialsError>(error.source()) {
                Some(problem) => Self::from_credentials(operation, profile, problem, call),
                None => Self::Invalid {
                    service: operation.service,
                    message: root_cause(error).unwrap_or_else(|| "the request could not be built".to_owned()),
                    call,
                },
            },
            _ => Self::Other {
                service: operation.service,
                code: None,
                message: "the request failed".to_owned(),
                retryable: false,
                call,
            },
        }
    }

    fn offline(operation: Operation, profile: &Profile, reason: &str, call: Call) -> Self {
        Self::Offline {
            service: operation.service,
            endpoint: profile.place(),
            reason: reason.to_owned(),
            call,
        }
    }

    /// Codes are those of the services' models (botocore `imagebuilder/2019-12-02`, `ram`, `inspector2`,
    /// `organizations`, `logs`, `sts`) and AWS's common errors:
    /// <https://docs.aws.amazon.com/imagebuilder/latest/APIReference/CommonErrors.html>.
    fn from_answer(
        operation: Operation,
        profile: &Profile,
        code: Option<String>,
        message: String,
        status: u16,
        call: Call,
    ) -> Self {
        let service = operation.service;
        let credentials = |problem, call| Self::Credentials {
            profile: profile.name.clone(),
            problem,
            call,
        };
        match code.as_deref().unwrap_or_default() {
            "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => {
                credentials(CredentialsProblem::Expired, call)
            }
            // AWS's text for a wrong signature repeats the signed headers, the session token among them, so the
            // texts of this group are never kept.
            "InvalidClientTokenId"
            | "UnrecognizedClientException"
            | "SignatureDoesNotMatch"
            | "InvalidSignatureException"
            | "IncompleteSignature"
            | "IncompleteSignatureException"
            | "MissingAuthenticationToken"
            | "MissingAuthenticationTokenException"
            | "AuthFailure"
            | "InvalidAccessKeyId"
            | "NotAuthorized" => credentials(CredentialsProblem::Rejected, call),
            "AccessDenied"
            | "AccessDeniedException"
            | "ForbiddenException"
            | "UnauthorizedOperation"
            | "OptInRequired"
            | "SubscriptionRequiredException" => Self::Denied {
                action: operation.action(),
                message,
                call,
            },
            "Throttling"
            | "ThrottlingException"
            | "ThrottledException"
            | "RequestLimitExceeded"
            | "TooManyRequestsException"
            | "CallRateLimitExceededException"
            | "RequestThrottled"
            | "RequestThrottledException"
            | "SlowDown"
            | "ConcurrentModificationException" => Self::Throttled { service, call },
            "ResourceAlreadyExistsException" | "IdempotentParameterMismatchException" | "ConflictException" => {
                Self::Conflict { message, call }
            }
            "ResourceDependencyException" | "ResourceInUseException" => Self::Dependency { message, call },
            "ResourceNotFoundException"
            | "UnknownResourceException"
            | "ParentNotFoundException"
            | "NoSuchBucket"
            | "NoSuchKey"
            | "AWSOrganizationsNotInUseException" => Self::NotFound { service, message, call },
            // S3's answer from another region, with a status that is no error's.
            "PermanentRedirect" => Self::Invalid { service, message, call },
            // Kept with their codes: one has a hint of its own, the other is how a dry run ends well.
            "ServiceQuotaExceededException" | "DryRunOperationException" => Self::Other {
                service,
                code,
                message,
                retryable: false,
                call,
            },
            _ if status == 429 => Self::Throttled { service, call },
            _ if status == 403 => Self::Denied {
                action: operation.action(),
                message,
                call,
            },
            _ if status == 404 => Self::NotFound { service, message, call },
            _ if (400..500).contains(&status) && code.is_some() => Self::Invalid { service, message, call },
            _ => Self::Other {
                service,
                code,
                message,
                retryable: status >= 500,
                call,
            },
        }
    }

    /// The texts of providers may quote files or process output, so only their kind is kept.
    fn from_credentials(operation: Operation, profile: &Profile, error: &CredentialsError, call: Call) -> Self {
        let problem = match error {
            CredentialsError::CredentialsNotLoaded(_) => CredentialsProblem::Missing,
            CredentialsError::InvalidConfiguration(_) => CredentialsProblem::Misconfigured,
            CredentialsError::ProviderTimedOut(_) => {
                return Self::offline(operation, profile, "the credentials did not arrive in time", call);
            }
            other => {
                let text: String = causes(Some(other)).map(|e| e.to_string().to_lowercase()).collect();
                if text.contains("expired") {
                    CredentialsProblem::Expired
                } else if find::<std::io::Error>(other.source())
                    .is_some_and(|e| e.kind() == std::io::ErrorKind::ConnectionRefused)
                    || text.contains("dns error")
                {
                    return Self::offline(operation, profile, "the credentials could not be fetched", call);
                } else {
                    CredentialsProblem::Rejected
                }
            }
        };
        Self::Credentials {
            profile: profile.name.clone(),
            problem,
            call,
        }
    }
}

/// The first error of type `T` in a chain of causes.
fn find<'a, T: std::error::Error + 'static>(error: Option<&'a (dyn std::error::Error + 'static)>) -> Option<&'a T> {
    causes(error).find_map(|e| e.downcast_ref::<T>())
}

/// An error and its causes; a chain that loops is cut.
fn causes<'a>(
    error: Option<&'a (dyn std::error::Error + 'static)>,
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    let mut next = error;
    std::iter::from_fn(move || {
        let error = next?;
        next = error.source();
        Some(error)
    })
    .take(32)
}

fn root_cause(error: &dyn std::error::Error) -> Option<String> {
    let last = causes(error.source()).last()?;
    Some(printable(&last.to_string(), 300))
}

/// Text from outside, cut to `most` characters, without control characters.
fn printable(text: &str, most: usize) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(most)
        .collect()
}
