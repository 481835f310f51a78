//! The embedded AWS as the workbench runs it: started at the first call that needs it, shared between processes.

use std::path::PathBuf;
use std::time::Duration;

use ingot_sandbox::{Attached, Pace, Sandbox, SandboxConfig};
use tokio::sync::Mutex;

use crate::contract::{Code, Error};
use crate::dirs::Dirs;

pub struct Embedded {
    folder: PathBuf,
    running: Mutex<Option<Sandbox>>,
}

impl Embedded {
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            running: Mutex::new(None),
        }
    }

    /// Where it listens; starts it, or joins the one that another Ingot runs on the same state.
    pub async fn endpoint(&self, region: &str) -> Result<String, Error> {
        let mut running = self.running.lock().await;
        if let Some(sandbox) = running.as_ref() {
            return Ok(sandbox.endpoint());
        }
        let config = SandboxConfig {
            region: region.to_owned(),
            ..SandboxConfig::new(&self.folder)
        };
        match ingot_sandbox::attach(config).await.map_err(|error| failed(&error))? {
            Attached::Serving(sandbox) => {
                let endpoint = sandbox.endpoint();
                *running = Some(sandbox);
                Ok(endpoint)
            }
            Attached::Elsewhere { endpoint } => Ok(endpoint),
        }
    }

    pub async fn stop(&self) {
        if let Some(sandbox) = self.running.lock().await.take() {
            sandbox.stop().await;
        }
    }
}

/// Serves the user's sandbox by itself, for `ingot sandbox`.
pub async fn serve(port: u16, region: Option<String>, build_seconds: Option<u32>) -> Result<Sandbox, Error> {
    let mut config = SandboxConfig {
        port,
        ..SandboxConfig::new(Dirs::of_user()?.sandbox())
    };
    if let Some(region) = region {
        config.region = region;
    }
    if let Some(seconds) = build_seconds {
        config.pace = Pace {
            build: Duration::from_secs(u64::from(seconds)),
        };
    }
    Sandbox::start(config).await.map_err(|error| failed(&error))
}

/// Asks the sandbox at `endpoint` to fail the next run of `pipeline` at `step`.
pub(crate) async fn fail_next_run(endpoint: String, pipeline: String, step: String) -> Result<(), Error> {
    let asked = tokio::task::spawn_blocking(move || {
        ureq::post(format!("{endpoint}/_sandbox/fail"))
            .header("x-ingot-sandbox", "1")
            .send_json(serde_json::json!({
                "pipeline": pipeline,
                "step": step,
                "message": format!("told to fail at {step}"),
            }))
            .map(|_| ())
    });
    match asked.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Error::new(
            Code::Offline,
            format!("the sandbox did not take it: {error}"),
        )),
        Err(error) => Err(Error::internal(error.to_string())),
    }
}

fn failed(error: &ingot_sandbox::SandboxError) -> Error {
    Error::new(Code::Io, format!("the sandbox cannot start: {error}"))
}
