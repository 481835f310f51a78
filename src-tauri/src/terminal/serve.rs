use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::contract::Error;
use serde::Serialize;

use super::Exit;
use super::output::{DIM, Output};

/// Serve the window's UI to a browser on this machine, until Ctrl-C
///
/// The printed address carries a token that works once.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Open a copy of the sample workspace, made on first use
    #[arg(long)]
    pub sample: bool,
}

#[derive(Serialize)]
struct Serving {
    url: String,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let server = crate::serve::Server::bind(workbench.clone(), arguments.port).await?;
    if output.is_json() {
        output.json_line(&Serving { url: server.url() })?;
    } else {
        output.line(format_args!("open {}", server.url()))?;
        output.line(format_args!("{DIM}the address works once; stop with Ctrl-C{DIM:#}"))?;
    }
    server.run(stopped()).await?;
    Ok(Exit::Good)
}

/// Resolves on Ctrl-C, and on SIGTERM where there is one.
pub async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
