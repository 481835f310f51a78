use clap::{Args, ValueEnum};
use ingot_workbench::contract::Error;

use super::Exit;
use super::output::Output;

/// Print a JSON Schema, for editors that know YAML
///
/// `ingot schema component > component.schema.json`; then name the file in the settings of the editor, or in the first
/// line of a document: `# yaml-language-server: $schema=component.schema.json`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// What it describes
    #[arg(value_enum)]
    of: Document,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    /// Component documents
    Component,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Error> {
    let schema = match arguments.of {
        Document::Component => ingot_workbench::component_schema(),
    };
    output.json(&schema)?;
    Ok(Exit::Good)
}
