//! How two texts differ, as `patch` and `git apply` read it.

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

use super::output::plain;

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();

/// The unified diff of a file with three lines of context, styled line by line.
pub fn unified(name: &str, before: &str, after: &str) -> String {
    let name = plain(name);
    let diff = TextDiff::from_lines(before, after);
    let mut unified = diff.unified_diff();
    let text = unified
        .context_radius(3)
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string();
    // By `\n` alone: a carriage return is part of the line.
    let styled = |line: &str| {
        let style = match line.as_bytes().first() {
            _ if line.starts_with("--- ") || line.starts_with("+++ ") => Style::new().bold(),
            Some(b'+') => ADDED,
            Some(b'-') => REMOVED,
            Some(b'@') => PLACE,
            _ => Style::new(),
        };
        let end = if line.ends_with('\r') { "\r" } else { "" };
        let content: Vec<String> = line.trim_end_matches('\r').split('\t').map(plain).collect();
        format!("{style}{}{style:#}{end}\n", content.join("\t"))
    };
    text.strip_suffix('\n')
        .unwrap_or(&text)
        .split('\n')
        .map(styled)
        .collect()
}
