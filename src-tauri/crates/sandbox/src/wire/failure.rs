/// An error as an AWS service reports it: a code the SDKs know, an HTTP status and a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub status: u16,
    pub code: &'static str,
    pub message: String,
}

/// Statuses are those of botocore's service-2.json (`error.httpStatusCode`) for imagebuilder 2019-12-02;
/// the JSON 1.1 services answer 400 for every client error.
impl ApiError {
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    pub(crate) fn invalid_value(parameter: &str, why: impl std::fmt::Display) -> Self {
        Self::new(
            400,
            "InvalidParameterValueException",
            format!("The value supplied for parameter '{parameter}' is not valid. {why}"),
        )
    }

    pub(crate) fn missing(parameter: &str) -> Self {
        Self::new(
            400,
            "InvalidParameterException",
            format!("The parameter '{parameter}' is required and was not given."),
        )
    }

    pub(crate) fn combination(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidParameterCombinationException", message)
    }

    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(400, "InvalidRequestException", message)
    }

    pub(crate) fn invalid_version(version: &str) -> Self {
        Self::new(
            400,
            "InvalidVersionNumberException",
            format!(
                "The version '{version}' is not valid. Give <major>.<minor>.<patch>, each from 0 to 1073741823; \
                 where wildcards are allowed, everything to the right of the first 'x' must be 'x'."
            ),
        )
    }

    pub(crate) fn not_found(arn: &str) -> Self {
        Self::new(
            404,
            "ResourceNotFoundException",
            format!("The resource with ARN '{arn}' cannot be found."),
        )
    }

    pub(crate) fn already_exists(kind: &str, arn: &str) -> Self {
        Self::new(
            400,
            "ResourceAlreadyExistsException",
            format!("The following resource '{kind}' with ARN '{arn}' already exists."),
        )
    }

    pub(crate) fn has_dependents(arn: &str, dependents: &[String]) -> Self {
        Self::new(
            400,
            "ResourceDependencyException",
            format!(
                "Resource dependency error: the resource '{arn}' is used by [{}].",
                dependents.join(", ")
            ),
        )
    }

    pub(crate) fn dry_run() -> Self {
        Self::new(
            412,
            "DryRunOperationException",
            "The dry run operation of the resource was successful, and no resources or mutations were \
             actually performed due to the dry run flag in the request.",
        )
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(500, "ServiceException", message)
    }
}
