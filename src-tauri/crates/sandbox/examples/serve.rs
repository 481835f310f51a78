//! Serves a sandbox by itself until Ctrl+C: `cargo run -p ingot-sandbox --example serve -- [STATE_DIR] [PORT]`.
//!
//! Its first line of output is `{"endpoint":"http://127.0.0.1:PORT"}`, as that of `ingot sandbox --format json`.

use std::io::Write;

use ingot_sandbox::{Sandbox, SandboxConfig};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let state_dir = arguments.next().unwrap_or_else(|| "sandbox-state".to_owned());
    let mut config = SandboxConfig::new(state_dir);
    if let Some(port) = arguments.next() {
        config.port = port.parse()?;
    }
    let sandbox = Sandbox::start(config).await?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", serde_json::json!({"endpoint": sandbox.endpoint()}))?;
    out.flush()?;
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(())
}
