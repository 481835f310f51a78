//! What the program `shellcheck` is given, and its findings as diagnostics of the document.
//!
//! Running it is for somebody else: this crate starts no program.

use serde::Deserialize;

use super::{Language, Script, references};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Source;

/// Arguments for `shellcheck`; the script goes to its standard input. `json1` counts a tab as one
/// column (<https://github.com/koalaman/shellcheck/wiki/Integration>).
pub const ARGUMENTS: &[&str] = &["--norc", "--shell=bash", "--format=json1", "-"];

/// The rule of every finding.
pub const RULE: &str = "scripts/shellcheck";

/// Findings that come from the words that stand in for references: comparisons and tests of
/// constants, and names that look misspelt.
const OF_STAND_INS: &[u32] = &[2050, 2078, 2157, 2158, 2194, 2161];

/// What `shellcheck` should read for `script`; `None` for scripts that are not for bash.
pub fn input(script: &Script<'_>) -> Option<String> {
    (script.language == Language::Bash).then(|| script.masked())
}

#[derive(Deserialize)]
struct Report {
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Comment {
    line: usize,
    end_line: usize,
    column: usize,
    end_column: usize,
    level: String,
    code: u32,
    message: String,
}

/// The findings in `json`, what `shellcheck` wrote about [`input`], at their places in `source`.
///
/// # Errors
/// When `json` is not what `--format=json1` writes.
pub fn diagnostics(source: &Source, script: &Script<'_>, json: &str) -> serde_json::Result<Vec<Diagnostic>> {
    let report: Report = serde_json::from_str(json)?;
    let lines = Lines::new(&script.text);
    let mut found: Vec<_> = (report.comments.iter())
        .filter_map(|comment| diagnostic(source, script, &lines, comment))
        .collect();
    Diagnostic::sort(&mut found);
    Ok(found)
}

fn diagnostic(source: &Source, script: &Script<'_>, lines: &Lines<'_>, comment: &Comment) -> Option<Diagnostic> {
    let start = lines.byte(comment.line, comment.column);
    let end = lines.byte(comment.end_line, comment.end_column).max(start);
    if OF_STAND_INS.contains(&comment.code) && references(lines.around(start, end)).next().is_some() {
        return None;
    }
    let severity = match comment.level.as_str() {
        "error" | "warning" => Severity::Warning,
        _ => Severity::Info,
    };
    let sentence = sentence(&comment.message);
    let message = format!("{sentence} (SC{:04})", comment.code);
    let help = format!("see https://www.shellcheck.net/wiki/SC{:04}", comment.code);
    Some(Diagnostic::new(source, script.span(start..end), RULE, severity, message).with_help(help))
}

/// In the style of this crate: no capital at the start, no full stop.
fn sentence(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    let first = chars.next().unwrap_or(' ');
    let rest = chars.as_str();
    // A word in capitals is a name.
    if rest.starts_with(char::is_uppercase) {
        message.to_owned()
    } else {
        first.to_lowercase().chain(rest.chars()).collect()
    }
}

/// Where the lines of a script start.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The byte at `line` and `column`, both from 1 and in characters; the end of what there is
    /// when there is less.
    fn byte(&self, line: usize, column: usize) -> usize {
        let at = line.saturating_sub(1);
        let start = self.starts.get(at).copied().unwrap_or(self.text.len());
        let end = self.starts.get(at + 1).copied().unwrap_or(self.text.len());
        let content = self.text.get(start..end).unwrap_or_default().trim_end_matches('\n');
        let column = content.char_indices().nth(column.saturating_sub(1));
        column.map_or(start + content.len(), |(byte, _)| start + byte)
    }

    /// The lines that hold the bytes from `start` to `end`.
    fn around(&self, start: usize, end: usize) -> &'a str {
        let first = self
            .text
            .get(..start)
            .and_then(|text| text.rfind('\n'))
            .map_or(0, |at| at + 1);
        let rest = self.text.get(end..).and_then(|text| text.find('\n'));
        let last = rest.map_or(self.text.len(), |at| end + at);
        self.text.get(first..last).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::document::read;

    const DOCUMENT: &str = "schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              cd {{ Folder }}
              \techo é $1
";

    fn found(json: &str) -> Vec<Diagnostic> {
        let source = Source::new("a", DOCUMENT);
        let document = read(&source).document.unwrap();
        let script = Script::of_step(&source, &document.phases[0].steps[0]).unwrap();
        assert_eq!(input(&script).unwrap().lines().next(), Some("cd xxxxxxxxxxxx"));
        diagnostics(&source, &script, json).unwrap()
    }

    #[test]
    fn findings_are_at_their_place_in_the_document() {
        let json = r#"{"comments":[{"file":"-","line":2,"endLine":2,"column":9,"endColumn":11,"level":"info",
            "code":2086,"message":"Double quote to prevent globbing and word splitting.","fix":null}]}"#;
        let [only] = found(json).try_into().unwrap();
        assert_eq!(
            only.message,
            "double quote to prevent globbing and word splitting (SC2086)"
        );
        assert_eq!(only.help.unwrap(), "see https://www.shellcheck.net/wiki/SC2086");
        assert_eq!((only.range.start.line, only.range.start.column), (11, 23));
        assert_eq!(only.range.end.column, 25);
    }

    #[test]
    fn findings_about_a_stand_in_are_left_out() {
        let json = r#"{"comments":[{"line":1,"endLine":1,"column":1,"endColumn":3,"level":"warning",
            "code":2050,"message":"This expression is constant."}]}"#;
        assert_eq!(found(json), []);
    }

    #[test]
    fn places_outside_the_script_are_its_end() {
        let json =
            r#"{"comments":[{"line":99,"endLine":0,"column":0,"endColumn":7,"level":"error","code":1,"message":""}]}"#;
        assert_eq!(found(json).len(), 1);
    }
}
