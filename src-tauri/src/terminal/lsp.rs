use clap::Args;
use ingot_workbench::contract::{Code, Error};

use super::Exit;

/// Serve an editor: the Language Server Protocol on standard input and output
///
/// Checks, completion, hover, fixes, outline, definition, rename and formatting for component documents. Which rules
/// hold is said by the ingot.yaml of the folder that a document lies in.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Accepted and without effect: editors that can use sockets add it
    #[arg(long, hide = true)]
    stdio: bool,
}

pub fn run(_: &Arguments) -> Result<Exit, Error> {
    ingot_lsp::serve(ingot_lsp::Settings {
        rules: ingot_workbench::rules::rules_for,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
    .map(|()| Exit::Good)
    .map_err(|error| Error::new(Code::Io, error.to_string()))
}
