use std::path::PathBuf;

/// Why a sandbox could not start or attach.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The state file cannot be used; it is left untouched.
    #[error(
        "state file {} is not readable: {reason}; move it away to start with an empty sandbox",
        path.display()
    )]
    StateUnreadable { path: PathBuf, reason: String },
    /// A file or folder of the state cannot be made, read or written.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    /// The loopback port is taken or not allowed.
    #[error("cannot listen on 127.0.0.1:{port}: {source}; choose another port, or 0 for any")]
    Bind { port: u16, source: std::io::Error },
    /// Another process owns this state folder.
    #[error(
        "state folder {} is in use by another sandbox{}; attach to that one or stop it first",
        state_dir.display(),
        endpoint.as_deref().map(|at| format!(" at {at}")).unwrap_or_default()
    )]
    InUse {
        state_dir: PathBuf,
        endpoint: Option<String>,
    },
}
