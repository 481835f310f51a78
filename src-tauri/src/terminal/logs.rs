use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::run::{LogLine, LogRequest};
use serde::Serialize;

use super::Exit;
use super::output::{DIM, Output, plain};

/// Print the log of a run, from the cache
#[derive(Debug, Args)]
pub struct Arguments {
    /// The run: an image build version ARN, as `ingot runs` prints it
    run: String,
}

#[derive(Serialize)]
struct Log {
    run: String,
    lines: Vec<LogLine>,
}

const PAGE: u32 = 1_000;

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let mut all = Vec::new();
    let mut offset = 0;
    loop {
        let request = LogRequest {
            run: arguments.run.clone(),
            offset,
            limit: PAGE,
        };
        let page = commands::run::logs(workbench, request).await?;
        let count = u32::try_from(page.lines.len()).unwrap_or(PAGE);
        for line in page.lines {
            output.line(format_args!("{DIM}{}{DIM:#} {}", line.time, plain(&line.message)))?;
            if output.is_json() {
                all.push(line);
            }
        }
        offset += count;
        if count == 0 || offset >= page.total {
            break;
        }
    }
    if output.is_json() {
        output.json(&Log {
            run: arguments.run.clone(),
            lines: all,
        })?;
    }
    Ok(Exit::Good)
}
