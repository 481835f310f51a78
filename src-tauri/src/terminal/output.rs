//! What goes to standard output: text for people, JSON for scripts. Errors go to standard error ([`super::report`]).

use std::io::Write;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use ingot_workbench::contract::{Code, Error};
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text, in colour when it goes to a terminal
    Human,
    /// Stable JSON, documented in docs/json.md
    Json,
    /// SARIF 2.1.0, for `check` only
    Sarif,
    /// Annotations of GitHub Actions, for `check` only
    Github,
}

/// Whether there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// When it goes to a terminal and NO_COLOR is not set
    Auto,
    Always,
    Never,
}

impl Color {
    /// Makes it so for everything that is printed from now on.
    pub fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

pub struct Output {
    format: Format,
}

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const GOOD: Style = AnsiColor::Green.on_default();
pub const BAD: Style = AnsiColor::Red.on_default().bold();
pub const WARN: Style = AnsiColor::Yellow.on_default();

impl Output {
    pub fn new(format: Format) -> Self {
        Self { format }
    }

    pub fn is_json(&self) -> bool {
        self.format != Format::Human
    }

    pub fn format(&self) -> Format {
        self.format
    }

    /// One line in whatever format.
    pub fn raw(&self, text: impl std::fmt::Display) -> Result<(), Error> {
        write(&text)
    }

    /// One line for people; nothing when the format is JSON.
    pub fn line(&self, text: impl std::fmt::Display) -> Result<(), Error> {
        if self.is_json() { Ok(()) } else { write(&text) }
    }

    /// The whole answer, indented.
    pub fn json(&self, value: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(value).map_err(|error| Error::internal(error.to_string()))?;
        write(&text)
    }

    /// One value a line, for answers that come over time.
    pub fn json_line(&self, value: &impl Serialize) -> Result<(), Error> {
        let text = serde_json::to_string(value).map_err(|error| Error::internal(error.to_string()))?;
        write(&text)
    }
}

fn write(text: &impl std::fmt::Display) -> Result<(), Error> {
    let mut stdout = anstream::stdout().lock();
    match writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        // `ingot … | head`: whoever read has read enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Error::new(
            Code::Io,
            format!("cannot write to standard output: {error}"),
        )),
    }
}

/// Text from AWS or a file, fit for a terminal: no control characters, so no escape sequence survives.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => ' ',
            // Bidirectional controls can make a line read as something else.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            character if character.is_control() => '\u{fffd}',
            character => character,
        })
        .collect()
}

/// Columns padded to their widest cell; the last column is not padded.
pub fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                line.push_str(cell);
                if column + 1 < row.len() {
                    let missing = widths
                        .get(column)
                        .copied()
                        .unwrap_or(0)
                        .saturating_sub(cell.chars().count());
                    line.extend(std::iter::repeat_n(' ', missing + 2));
                }
            }
            line.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{plain, table};

    #[test]
    fn a_hostile_string_cannot_drive_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mred\nb"), "a\u{fffd}[31mred\u{fffd}b");
        assert_eq!(plain("x\u{202e}y"), "x\u{fffd}y");
    }

    #[test]
    fn columns_line_up() {
        let rows = vec![
            vec!["a".to_owned(), "b".to_owned()],
            vec!["long".to_owned(), "c".to_owned()],
        ];
        assert_eq!(table(&rows), ["a     b", "long  c"]);
    }
}
