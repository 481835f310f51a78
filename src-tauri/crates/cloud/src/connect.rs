//! The clients of one account and region.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_imagebuilder::config::interceptors::InterceptorContext;
use aws_sdk_imagebuilder::config::retry::{ClassifyRetry, RetryAction};
use aws_smithy_http_client::Builder as HttpClientBuilder;

use crate::error::CloudError;
use crate::limits::Limits;
use crate::profile::{Profile, ProfileKind};

/// A way into one AWS account and region. Cloning it is cheap and shares the clients and limits.
#[derive(Clone)]
pub struct Cloud {
    inner: Arc<Inner>,
}

struct Inner {
    profile: Profile,
    limits: Limits,
    imagebuilder: aws_sdk_imagebuilder::Client,
    ram: aws_sdk_ram::Client,
    inspector: aws_sdk_inspector2::Client,
    s3: aws_sdk_s3::Client,
    sts: aws_sdk_sts::Client,
    logs: aws_sdk_cloudwatchlogs::Client,
    organizations: aws_sdk_organizations::Client,
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(15);
/// All attempts of one operation together.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(30);

impl Cloud {
    /// Makes the clients. Nothing is sent: a wrong key or an unreachable service shows at the first request.
    ///
    /// A sandbox profile reads neither environment nor `~/.aws`, uses no proxy and no TLS, and is refused unless its
    /// endpoint is on this machine.
    ///
    /// # Errors
    /// [`CloudError::Profile`] when the profile cannot be used.
    pub async fn connect(profile: Profile) -> Result<Self, CloudError> {
        let destination = profile.destination()?;
        // An endpoint of one's own has no name for each bucket, so names of buckets stay in the path.
        let path_style = destination.is_some();
        let config = match profile.kind {
            ProfileKind::Sandbox => sandbox_config(&profile, destination),
            ProfileKind::Aws => aws_profile_config(&profile, destination).await,
        };
        Ok(Self {
            inner: Arc::new(Inner {
                limits: Limits::new(),
                imagebuilder: aws_sdk_imagebuilder::Client::from_conf(
                    aws_sdk_imagebuilder::config::Builder::from(&config)
                        .retry_classifier(TooManyRequests)
                        .build(),
                ),
                ram: aws_sdk_ram::Client::new(&config),
                inspector: aws_sdk_inspector2::Client::new(&config),
                s3: aws_sdk_s3::Client::from_conf(
                    aws_sdk_s3::config::Builder::from(&config)
                        .force_path_style(path_style)
                        .build(),
                ),
                sts: aws_sdk_sts::Client::new(&config),
                logs: aws_sdk_cloudwatchlogs::Client::new(&config),
                organizations: aws_sdk_organizations::Client::new(&config),
                profile,
            }),
        })
    }

    /// The profile this was connected with.
    pub fn profile(&self) -> &Profile {
        &self.inner.profile
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    pub(crate) fn imagebuilder(&self) -> &aws_sdk_imagebuilder::Client {
        &self.inner.imagebuilder
    }

    pub(crate) fn ram(&self) -> &aws_sdk_ram::Client {
        &self.inner.ram
    }

    pub(crate) fn inspector(&self) -> &aws_sdk_inspector2::Client {
        &self.inner.inspector
    }

    pub(crate) fn s3(&self) -> &aws_sdk_s3::Client {
        &self.inner.s3
    }

    pub(crate) fn sts(&self) -> &aws_sdk_sts::Client {
        &self.inner.sts
    }

    pub(crate) fn logs(&self) -> &aws_sdk_cloudwatchlogs::Client {
        &self.inner.logs
    }

    pub(crate) fn organizations(&self) -> &aws_sdk_organizations::Client {
        &self.inner.organizations
    }
}

impl fmt::Debug for Cloud {
    /// Only the profile: the clients hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cloud")
            .field("profile", &self.inner.profile)
            .finish_non_exhaustive()
    }
}

fn sandbox_config(profile: &Profile, endpoint: Option<String>) -> SdkConfig {
    // Fixed words, not secrets: the sandbox checks no signature, but the SDK signs every request.
    let credentials = Credentials::new("sandbox", "sandbox", None, None, "ingot sandbox");
    let retries = RetryConfig::standard()
        .with_max_attempts(3)
        .with_initial_backoff(Duration::from_millis(50));
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(profile.region.clone()))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        // The SDK's default client would take proxies from the environment; a plain one knows neither proxy nor TLS.
        .http_client(HttpClientBuilder::new().build_http())
        .retry_config(retries)
        .timeout_config(timeouts());
    config.set_endpoint_url(endpoint);
    config.build()
}

async fn aws_profile_config(profile: &Profile, endpoint: Option<String>) -> SdkConfig {
    let region = Region::new(profile.region.clone());
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .profile_name(&profile.name)
        .region(region.clone())
        .retry_config(RetryConfig::standard().with_max_attempts(4))
        .timeout_config(timeouts());
    if profile.name != "default" {
        // The default chain would prefer keys in the environment to the profile the person chose.
        let named = ProfileFileCredentialsProvider::builder()
            .configure(&ProviderConfig::without_region().with_region(Some(region)))
            .profile_name(&profile.name)
            .build();
        loader = loader.credentials_provider(named);
    }
    if let Some(endpoint) = endpoint {
        loader = loader.endpoint_url(endpoint);
    }
    loader.load().await
}

/// Image Builder throttles with `CallRateLimitExceededException` and status 429 (botocore `imagebuilder/2019-12-02`),
/// a code the SDK's own classifiers do not know.
#[derive(Debug)]
struct TooManyRequests;

impl ClassifyRetry for TooManyRequests {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.response() {
            Some(response) if response.status().as_u16() == 429 => RetryAction::throttling_error(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "too many requests"
    }
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .operation_timeout(OPERATION_TIMEOUT)
        .build()
}
