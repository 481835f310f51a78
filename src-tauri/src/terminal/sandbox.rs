use clap::Args;
use ingot_workbench::contract::Error;
use serde::Serialize;

use super::output::{DIM, Output};
use super::{Common, Exit};

/// Serve the embedded AWS on loopback by itself, until Ctrl-C
///
/// Other programs (the AWS CLI, boto3, Terraform) can use the printed endpoint with any credentials.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// How long a build takes, in seconds
    #[arg(long, value_name = "SECONDS")]
    build_seconds: Option<u32>,
}

#[derive(Serialize)]
struct Serving {
    endpoint: String,
}

pub async fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Exit, Error> {
    let sandbox =
        ingot_workbench::sandbox::serve(arguments.port, common.region.clone(), arguments.build_seconds).await?;
    if output.is_json() {
        output.json_line(&Serving {
            endpoint: sandbox.endpoint(),
        })?;
    } else {
        output.line(format_args!("sandbox on {}", sandbox.endpoint()))?;
        output.line(format_args!(
            "{DIM}try: ingot --endpoint {} sync    stop: Ctrl-C{DIM:#}",
            sandbox.endpoint()
        ))?;
    }
    super::serve::stopped().await;
    sandbox.stop().await;
    Ok(Exit::Good)
}
