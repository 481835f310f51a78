use std::path::PathBuf;
use std::time::Duration;

/// Where a sandbox keeps its state and how it answers.
#[derive(Debug, Clone)]
pub struct SandboxConfig {
    /// The folder of `sandbox.json`, `sandbox.lock` and `sandbox.endpoint`; made when absent.
    pub state_dir: PathBuf,
    /// The loopback port; 0 takes any free one.
    pub port: u16,
    /// The region offered to clients that have no other (`GET /_sandbox/state` tells it). Requests are answered in
    /// the region of their SigV4 credential scope, whatever stands here.
    pub region: String,
    /// How fast image builds go.
    pub pace: Pace,
}

impl SandboxConfig {
    /// A sandbox in `state_dir` on any free port, in `eu-west-1`, at the default pace.
    pub fn new(state_dir: impl Into<PathBuf>) -> Self {
        Self {
            state_dir: state_dir.into(),
            port: 0,
            region: "eu-west-1".to_owned(),
            pace: Pace::default(),
        }
    }
}

/// The speed of image builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// From the start of one image to AVAILABLE; its stages and steps share it out.
    pub build: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            build: Duration::from_secs(8),
        }
    }
}
