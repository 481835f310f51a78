//! From a shell or PowerShell script to a component document: one step for each section that a heading comment opens,
//! as long as each step can stand alone.
//!
//! AWSTOE runs every step in a shell of its own, so what one section leaves behind for the next has to be seen to: a
//! variable with a literal value becomes a parameter, functions are repeated where they are called, and sections that
//! share anything else stay together in one step.

mod bash;
mod powershell;
mod sections;
mod statement;
mod write;

use crate::platform::Platform;
use crate::script::Language;
use statement::Statement;

/// A document made of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromScript {
    /// The text of the document.
    pub document: String,
    /// Where its steps run.
    pub platform: Platform,
    /// What was decided on the way and should be looked at, in full sentences.
    pub notes: Vec<String>,
    /// Variables that became parameters.
    pub parameters: Vec<ProposedParameter>,
}

/// A variable with a literal value that became a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedParameter {
    /// `NginxVersion`
    pub name: String,
    /// `NGINX_VERSION`
    pub variable: String,
    /// `1.27.2`
    pub default: String,
}

/// Why no document was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAScript {
    /// Nothing but comments and definitions.
    #[error("the script holds no command that would run")]
    Empty,
    /// `#!/usr/bin/env python3`
    #[error("the first line names an interpreter that is no shell; a step runs bash or PowerShell")]
    OtherInterpreter,
    /// [`MAX_SCRIPT`]
    #[error("the script is larger than 64 KB, and so would the document be (Image Builder's quota)")]
    TooLarge,
}

/// Largest script, in bytes: a document of more than 64 KB is refused by Image Builder
/// (<https://docs.aws.amazon.com/general/latest/gr/imagebuilder.html>).
pub const MAX_SCRIPT: usize = 64 * 1024;

/// Makes a document called `name` of `text`; `language` is told from the text when it is `None`.
pub fn from_script(text: &str, language: Option<Language>, name: &str) -> Result<FromScript, NotAScript> {
    if text.len() > MAX_SCRIPT {
        return Err(NotAScript::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let language = match language {
        Some(language) => language,
        None => guess(&text)?,
    };
    let script = without_interpreter(&text);
    let read = match language {
        Language::Bash => bash::read(script),
        Language::PowerShell => powershell::read(script),
    };
    write::document(script, &read, language, name).ok_or(NotAScript::Empty)
}

/// What a reader of one of the languages found.
struct Script {
    statements: Vec<Statement>,
    /// Whether the whole script could be parsed.
    complete: bool,
    notes: Vec<String>,
}

fn guess(text: &str) -> Result<Language, NotAScript> {
    if let Some(interpreter) = text.lines().next().and_then(|line| line.strip_prefix("#!")) {
        let program = interpreter
            .split_whitespace()
            .map(|word| word.rsplit('/').next().unwrap_or(word))
            .find(|word| *word != "env" && !word.starts_with('-'))
            .unwrap_or("");
        return match program {
            "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh" => Ok(Language::Bash),
            "pwsh" | "powershell" => Ok(Language::PowerShell),
            _ => Err(NotAScript::OtherInterpreter),
        };
    }
    let looks_like_powershell = |line: &&str| {
        let line = line.trim_start();
        let first = line.split_whitespace().next().unwrap_or("");
        let cmdlet = first.split_once('-').is_some_and(|(verb, noun)| {
            verb.starts_with(|c: char| c.is_ascii_uppercase()) && noun.starts_with(|c: char| c.is_ascii_uppercase())
        });
        let assigns = line.starts_with('$') && line.contains('=');
        cmdlet || assigns || line.to_ascii_lowercase().starts_with("param(") || line.starts_with("<#")
    };
    Ok(if text.lines().any(|line| looks_like_powershell(&line)) {
        Language::PowerShell
    } else {
        Language::Bash
    })
}

fn without_interpreter(text: &str) -> &str {
    match text.strip_prefix("#!") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, script)| script),
        None => text,
    }
}

#[cfg(test)]
mod tests;
