//! Comments that ignore a rule at one place, with a reason.
//!
//! `# ingot: ignore scripts/sudo because the image has no root shell` behind a line, or in the line
//! before it, means that line (and the lines that a `\` at its end joins to it); before the first
//! key of the file it means the whole file. The same works inside a script, where it is a comment of
//! the shell, and in resource files.
//!
//! An ignore is an exception that somebody has to answer for: one that gives no reason, names a rule
//! that does not exist or ignores nothing is reported itself. Files that cannot be read to their end
//! are beyond ignoring, because nothing behind that place was checked.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::spelling::{list, shorten, similar};
use crate::text::{Source, Span};

use super::RuleSettings;

/// A finding that a comment in the file ignores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// Why it is ignored, as the comment says; empty when it does not say.
    pub reason: String,
}

/// The ignores of one file.
#[derive(Debug, Default)]
pub struct Ignores {
    list: Vec<Ignore>,
    /// Positions in `list` by the line that they are about.
    lines: HashMap<u32, Vec<usize>>,
    /// Positions in `list` of those that are about the whole file.
    whole: Vec<usize>,
}

#[derive(Debug)]
struct Ignore {
    /// From `#` to the end of the line.
    comment: Span,
    rules: Vec<Named>,
    reason: String,
}

#[derive(Debug)]
struct Named {
    id: String,
    span: Span,
    used: bool,
}

/// Most ignores of one file that count, so that a hostile file costs no more than a long one.
const MOST: usize = 1_000;
/// Most ignores for which the rule that was meant is searched.
const CANDIDATES: usize = 100;

/// What cannot be ignored: the text behind such a place was not read, let alone checked.
pub const NEVER: [&str; 2] = ["yaml/unreadable", "yaml/too-large"];

impl Ignores {
    /// The ignores in `source`. Costs nothing worth naming when there are none.
    pub fn read(source: &Source) -> Self {
        let mut found = Self::default();
        let text = source.text();
        if !text.contains("ingot:") {
            return found;
        }
        let lines: Vec<(usize, &str)> = lines(text).collect();
        let mut before_first_key = true;
        for (at, &(start, line)) in lines.iter().enumerate() {
            let content = line.trim_start_matches('\u{feff}').trim();
            if found.list.len() < MOST
                && let Some(ignore) = Ignore::read(start, line)
            {
                let alone = content.starts_with('#');
                let index = found.list.len();
                found.list.push(ignore);
                if alone && before_first_key {
                    found.whole.push(index);
                } else {
                    let about = if alone { next_line(&lines, at + 1) } else { Some(at) };
                    found.cover_lines(&lines, about, index);
                }
            }
            before_first_key &= content.is_empty() || content.starts_with(['#', '%']) || content == "---";
        }
        found
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The reason for which `diagnostic`, one of this file, is ignored; `None` when it is not.
    pub fn reason(&mut self, diagnostic: &Diagnostic) -> Option<String> {
        if self.list.is_empty() || NEVER.contains(&diagnostic.rule.as_str()) {
            return None;
        }
        let here = self.lines.get(&diagnostic.range.start.line);
        for index in here.into_iter().flatten().chain(&self.whole) {
            let Some(ignore) = self.list.get_mut(*index) else {
                continue;
            };
            if let Some(named) = ignore.rules.iter_mut().find(|named| named.id == diagnostic.rule) {
                named.used = true;
                return Some(ignore.reason.clone());
            }
        }
        None
    }

    /// What is wrong with the ignores themselves, once every finding went through
    /// [`Self::reason`]. `known`: the ids of the rules that can be broken in such a file. `ran`:
    /// whether the rule was looked for; an ignore of one that was not may well be needed elsewhere.
    pub fn problems(
        &self,
        source: &Source,
        settings: &RuleSettings,
        known: &[&'static str],
        ran: impl Fn(&str) -> bool,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut searched = 0;
        for ignore in &self.list {
            if ignore.reason.is_empty() {
                let message = "this ignore does not say why";
                let help = "write the reason behind it: `# ingot: ignore … because …`";
                let diagnostic = Diagnostic::new(source, ignore.comment, NO_REASON, Severity::Warning, message);
                found.push(diagnostic.with_help(help));
            }
            let mut unused = Vec::new();
            for named in &ignore.rules {
                if NEVER.contains(&named.id.as_str()) || !known.contains(&named.id.as_str()) {
                    searched += 1;
                    found.push(unknown(source, named, known, searched <= CANDIDATES));
                } else if !named.used && settings.runs(&named.id) && ran(&named.id) {
                    unused.push(named);
                }
            }
            if !unused.is_empty() {
                found.extend(ignore.unused(source, &unused));
            }
        }
        settings.apply(&mut found);
        found
    }

    /// Makes the ignore `index` about line number `first` (from 0) and those joined to it.
    fn cover_lines(&mut self, lines: &[(usize, &str)], first: Option<usize>, index: usize) {
        let Some(first) = first else { return };
        for (at, (_, line)) in lines.iter().enumerate().skip(first).take(MOST) {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let about = self.lines.entry(number).or_default();
            // Of a thousand ignores for one line the first few count.
            if about.len() < CANDIDATES {
                about.push(index);
            }
            if !line.ends_with('\\') {
                break;
            }
        }
    }
}

const NO_REASON: &str = "ignores/no-reason";
const UNKNOWN_RULE: &str = "ignores/unknown-rule";
const UNUSED: &str = "ignores/unused";

impl Ignore {
    /// The ignore in `line`, which starts at byte `start` of the text.
    fn read(start: usize, line: &str) -> Option<Self> {
        let hash = comment_start(line)?;
        let comment = line.get(hash..)?;
        let rest = comment.trim_start_matches('#').trim_start().strip_prefix("ingot:")?;
        let rest = rest.trim_start().strip_prefix("ignore")?;
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return None;
        }
        let mut at = start + line.len() - rest.len();
        let mut rules = Vec::new();
        let mut reason = "";
        let mut words = rest;
        while let Some(first) = words.find(|c: char| !c.is_whitespace() && c != ',') {
            let (before, tail) = words.split_at(first);
            at += before.len();
            let end = tail.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(tail.len());
            let (word, tail) = tail.split_at(end);
            if word == "because" || word == "because:" {
                reason = tail.trim();
                break;
            }
            rules.push(Named {
                id: word.to_owned(),
                span: Span::new(at, at + word.len()),
                used: false,
            });
            at += word.len();
            words = tail;
            if rules.len() == MOST_RULES {
                break;
            }
        }
        Some(Self {
            comment: Span::new(start + hash, start + line.len()),
            rules,
            reason: reason.to_owned(),
        })
    }

    /// One diagnostic when all of it is unused, else one for each rule.
    fn unused(&self, source: &Source, unused: &[&Named]) -> Vec<Diagnostic> {
        if unused.len() == self.rules.len() {
            let names: Vec<&str> = unused.iter().map(|named| named.id.as_str()).collect();
            let message = format!("there is nothing to ignore here for {}", list(&names));
            let help = "remove the comment; what it was written for is no longer found";
            let mut diagnostic =
                Diagnostic::new(source, self.comment, UNUSED, Severity::Warning, message).with_help(help);
            diagnostic.fix = self
                .removable(source)
                .map(|span| Fix::replace(source, span, "remove the comment", ""));
            return vec![diagnostic];
        }
        let one = |named: &&Named| {
            let message = format!("there is nothing to ignore here for `{}`", named.id);
            let behind = source.text().get(named.span.end..self.comment.end).unwrap_or("");
            let separator = behind.len() - behind.trim_start_matches([',', ' ', '\t']).len();
            let span = Span::new(named.span.start, named.span.end + separator);
            Diagnostic::new(source, named.span, UNUSED, Severity::Warning, message)
                .with_help("take it out of the list; what it was written for is no longer found")
                .with_fix(Fix::replace(source, span, format!("remove `{}`", named.id), ""))
        };
        unused.iter().map(one).collect()
    }

    /// What to delete so that the comment is gone and nothing else changes; `None` where deleting
    /// its line could change how a block scalar is indented.
    fn removable(&self, source: &Source) -> Option<Span> {
        let text = source.text();
        let before = text.get(..self.comment.start)?;
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let indentation = before.get(line_start..)?;
        if !indentation.trim_matches([' ', '\t']).is_empty() {
            let kept = before.trim_end_matches([' ', '\t']).len();
            return Some(Span::new(kept, self.comment.end));
        }
        let behind = text.get(self.comment.end..)?;
        let line_end = if behind.starts_with("\r\n") {
            2
        } else {
            behind.len().min(1)
        };
        let (_, next) = lines(behind.get(line_end..)?).find(|(_, line)| !line.trim().is_empty())?;
        let next_indentation = next.len() - next.trim_start_matches(' ').len();
        (next_indentation == indentation.len()).then(|| Span::new(line_start, self.comment.end + line_end))
    }
}

/// Most rules that one ignore may name.
const MOST_RULES: usize = 20;

fn unknown(source: &Source, named: &Named, known: &[&'static str], search: bool) -> Diagnostic {
    let at = |message: String| Diagnostic::new(source, named.span, UNKNOWN_RULE, Severity::Warning, message);
    let written = shorten(&named.id);
    if NEVER.contains(&named.id.as_str()) {
        return at(format!("`{written}` cannot be ignored"))
            .with_help("nothing behind such a place was checked; mend the text");
    }
    let diagnostic = at(format!("there is no rule `{written}` to ignore"));
    match similar(&named.id, known.iter().copied().filter(|_| search)) {
        Some(meant) => diagnostic
            .with_help(format!("did you mean `{meant}`?"))
            .with_fix(Fix::replace(source, named.span, format!("write `{meant}`"), meant)),
        None => diagnostic
            .with_help("write `# ingot: ignore RULE because …` with the rule's name as `ingot check` prints it"),
    }
}

/// Byte in `line` of the `#` that starts a comment: the first at the start of a word that is not
/// inside quotes, so that a text about ignores is none.
fn comment_start(line: &str) -> Option<usize> {
    if !line.contains("ingot:") {
        return None;
    }
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            Some((open, escapes)) if c == open && !(escapes && before == '\\') => quote = None,
            Some(_) => {}
            None if c == '#' && (before.is_whitespace() || before == '\u{feff}') => return Some(at),
            None if matches!(c, '"' | '\'') && (before.is_whitespace() || "=([{,:".contains(before)) => {
                quote = Some((c, c == '"'));
            }
            None => {}
        }
        before = c;
    }
    None
}

/// The next line from number `from` on that is neither blank nor a comment.
fn next_line(lines: &[(usize, &str)], from: usize) -> Option<usize> {
    let rest = lines.get(from..)?.iter().take(MOST);
    let ahead = rest.take_while(|(_, line)| line.trim().is_empty() || line.trim_start().starts_with('#'));
    let at = from + ahead.count();
    (at < lines.len()).then_some(at)
}

/// Lines with the byte at which they start; `\n`, `\r\n` and a lone `\r` each end a line, as in
/// [`crate::text::Position`].
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let start = at;
        let Some(end) = here.find(['\n', '\r']) else {
            rest = None;
            return Some((start, here));
        };
        let (line, behind) = here.split_at(end);
        let width = if behind.starts_with("\r\n") { 2 } else { 1 };
        at += end + width;
        rest = behind.get(width..);
        Some((start, line))
    })
}

#[cfg(test)]
mod tests;
