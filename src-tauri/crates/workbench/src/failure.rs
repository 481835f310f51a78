//! The errors of the crates below in the contract's words. Wording and codes are decided here and nowhere else.

use ingot_cloud::CloudError;
use ingot_store::StoreError;
use ingot_workspace::sample::SampleError;
use ingot_workspace::{EditError, SaveError, WorkspaceError};

use crate::contract::{Code, Error};

pub fn cloud(error: &CloudError) -> Error {
    let code = match error {
        CloudError::Offline { .. } | CloudError::Throttled { .. } => Code::Offline,
        CloudError::Credentials { .. } => Code::SignIn,
        CloudError::Denied { .. } => Code::Denied,
        CloudError::Conflict { .. } => Code::Conflict,
        CloudError::Invalid { .. } | CloudError::Profile(_) | CloudError::Dependency { .. } => Code::Invalid,
        CloudError::NotFound { .. } => Code::NotFound,
        CloudError::Cancelled => Code::Cancelled,
        _ => Code::Internal,
    };
    let mut failure = Error::new(code, error.to_string()).retryable(error.retryable());
    if let Some(hint) = error.hint() {
        failure = failure.hint(hint);
    }
    let detail = [
        error.operation().map(|operation| format!("operation {operation}")),
        error.request_id().map(|request| format!("request {request}")),
    ];
    let detail: Vec<String> = detail.into_iter().flatten().collect();
    if detail.is_empty() {
        failure
    } else {
        failure.detail(detail.join(", "))
    }
}

pub fn store(error: StoreError) -> Error {
    let retryable = matches!(error, StoreError::Busy { .. } | StoreError::Full { .. });
    Error::new(Code::Io, error.to_string()).retryable(retryable)
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        store(error)
    }
}

/// Of writing an export or a text.
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::new(Code::Io, error.to_string())
    }
}

pub fn workspace(error: &WorkspaceError) -> Error {
    match error {
        WorkspaceError::NotAWorkspace { folder, yaml_files } => Error::new(
            Code::NotAWorkspace,
            format!(
                "{} is no workspace: none of its {yaml_files} YAML files has a `kind` that Ingot knows",
                folder.display()
            ),
        )
        .hint("open the folder that holds the recipes, such as a file with `kind: ImageRecipe`")
        .hint("start from the sample: `ingot --sample` opens a copy, `ingot demo` runs it"),
        WorkspaceError::NotFound { .. } => Error::not_found(error.to_string()),
        WorkspaceError::Unreadable { .. } | WorkspaceError::TooManyFiles { .. } => {
            Error::new(Code::Io, error.to_string())
        }
    }
}

pub fn save(error: &SaveError) -> Error {
    match error {
        SaveError::ChangedOnDisk { .. } | SaveError::Deleted { .. } => {
            Error::new(Code::ChangedOnDisk, error.to_string())
        }
        _ => Error::new(Code::Io, error.to_string()),
    }
}

pub fn edit(error: &EditError) -> Error {
    Error::invalid(error.to_string()).hint("the file is unchanged; edit it in the source view")
}

pub fn sample(error: &SampleError) -> Error {
    Error::new(Code::Io, error.to_string())
}
