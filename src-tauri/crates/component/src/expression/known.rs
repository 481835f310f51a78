//! The names that AWSTOE and Image Builder give a value to, for rules, completion and hover.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html>

/// A name behind a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownName {
    /// The name; case matters.
    pub name: &'static str,
    /// What it stands for, in a few words.
    pub about: &'static str,
}

const fn known(name: &'static str, about: &'static str) -> KnownName {
    KnownName { name, about }
}

/// What `{{ context:… }}` takes.
pub const CONTEXT_KEYS: &[KnownName] = &[
    known("executionId", "the id of this execution of AWSTOE"),
    known("accountId", "the account in which the instance runs"),
    known("region", "the Region in which the instance runs"),
    known("osPlatform", "the platform, such as `linux` or `windows`"),
    known("osName", "the name of the operating system, such as `Ubuntu`"),
    known(
        "osVersion",
        "the version of the operating system; empty on Windows and macOS",
    ),
    known("date", "the date in UTC, such as `2026-06-15`"),
    known("dateTime", "date and time in UTC, such as `2026-06-15T10:30:00Z`"),
    known("uuid", "a random UUID"),
    known("hostname", "the name of the host"),
    known("phase", "the name of the phase that runs"),
    known("step", "the name of the step that runs"),
];

/// The environment variables that Image Builder sets for a component, for `{{ env:… }}`.
pub const ENVIRONMENT: &[KnownName] = &[
    known("IMAGE_WORKFLOW_EXECUTION_ID", "the execution of the workflow"),
    known(
        "IMAGE_STEP_EXECUTION_ID",
        "the execution of the workflow step that runs the component",
    ),
    known("IMAGE_BUILD_VERSION_ARN", "the ARN of the image that is being built"),
    known("IMAGE_PIPELINE_ARN", "the ARN of the pipeline; empty without one"),
    known(
        "IMAGE_PHASE",
        "`BUILDING` in the build stage, `TESTING` in the test stage",
    ),
    known("IMAGE_VERSION", "the semantic version of the image, such as `2.1.1`"),
    known("IMAGE_BUILD_VERSION", "the build number of the image, such as `1`"),
];

/// Metadata of an instance that documents often want, for `{{ aws:imds:… }}`; there is more.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-categories.html>
pub const METADATA: &[KnownName] = &[
    known("instance-id", "id of the instance"),
    known("instance-type", "type of the instance"),
    known("ami-id", "id of the image it was started from"),
    known("placement/region", "AWS Region"),
    known("placement/availability-zone", "Availability Zone"),
    known("local-ipv4", "private IPv4 address"),
    known("local-hostname", "private host name"),
];

/// Whether `{{ aws:imds:path }}` leads to credentials, which AWSTOE refuses when it validates the
/// document.
pub fn is_forbidden_metadata(path: &str) -> bool {
    let category = path.trim_start_matches('/').split('/').next().unwrap_or("");
    matches!(category, "iam" | "identity-credentials")
}
