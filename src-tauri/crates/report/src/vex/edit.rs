//! Changing a document as text, so that nothing moves but what was asked for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::document::{self, Outline, Placed, elements, outline};
use super::notes;
use super::written::Style;
use super::{DecisionId, Problem, Statement};
use crate::Timestamp;

const CONTEXT: &str = "https://openvex.dev/ns/v0.2.0";

/// The document `text` (`None`: a new one) with the decisions in it. A statement that Ingot wrote about the same is
/// replaced; of anybody else's statement a later one takes the place, as OpenVEX has it. `author` is the document's
/// author if it is new.
///
/// # Errors
/// If `text` is no OpenVEX document; it must not be written over.
pub fn add(text: Option<&str>, statements: &[Statement], author: &str, now: Timestamp) -> Result<String, Problem> {
    let Some(text) = text else {
        return Ok(new(statements, author, now));
    };
    let outline = outline(text)?;
    let (placed, _) = document::read(text);
    let style = Style::of(text, &outline);
    let mut ours: HashMap<DecisionId, &Placed> = HashMap::new();
    for one in &placed {
        if let ([statement], true) = (one.says.as_slice(), one.is_ours) {
            ours.insert(DecisionId::of(&statement.decision), one);
        }
    }
    let mut edits = Edits::default();
    let mut appended: Vec<String> = Vec::new();
    for statement in last_of_each(statements) {
        let written = style.statement(statement);
        match ours.get(&DecisionId::of(&statement.decision)) {
            Some(there) => edits.replace(there.range.clone(), written),
            None => appended.push(written),
        }
    }
    if !appended.is_empty() {
        let between = format!(",{}{}", style.newline, style.indent);
        let appended = appended.join(&between);
        match (elements(&outline).last(), outline.statements) {
            (Some(last), _) => {
                let end = document::range(text, last).end;
                edits.replace(end..end, format!("{between}{appended}"));
            }
            (None, Some(list)) => {
                let Style {
                    newline,
                    indent,
                    closing,
                    ..
                } = &style;
                let list = document::range(text, list);
                edits.replace(list, format!("[{newline}{indent}{appended}{newline}{closing}]"));
            }
            (None, None) => {}
        }
    }
    edits.count_version(text, &outline, &style, now);
    Ok(edits.apply(text))
}

/// The document without the decision; `None` if it has no such one. Of a statement about several packages or images
/// it is an error: it may be somebody's word about all of them.
///
/// # Errors
/// If `text` is no OpenVEX document, or the decision is part of a larger statement.
pub fn withdraw(text: &str, id: &DecisionId, now: Timestamp) -> Result<Option<String>, Problem> {
    let outline = outline(text)?;
    let (placed, _) = document::read(text);
    let is_it = |statement: &Statement| DecisionId::of(&statement.decision) == *id;
    let about: HashSet<usize> = (0..)
        .zip(&placed)
        .filter(|(_, one)| one.says.iter().any(is_it))
        .map(|(i, _)| i)
        .collect();
    if about.is_empty() {
        return Ok(None);
    }
    let larger = placed
        .iter()
        .enumerate()
        .find(|(index, one)| about.contains(index) && one.says.len() > 1);
    if let Some((index, one)) = larger {
        let line = text.get(..one.range.start).unwrap_or_default().matches('\n').count() + 1;
        let message = format!(
            "statement {} is about {} products at once; take this one out of it by hand",
            index + 1,
            one.says.len()
        );
        return Err(Problem { line, message });
    }
    let style = Style::of(text, &outline);
    let mut edits = Edits::default();
    let list = outline.statements.map(|raw| document::range(text, raw));
    if let Some(list) = list.filter(|_| about.len() == placed.len()) {
        edits.replace(list, "[]".to_owned());
    } else {
        let mut one_stays = false;
        for (index, one) in placed.iter().enumerate() {
            if !about.contains(&index) {
                one_stays = true;
                continue;
            }
            // With the comma and the blanks between it and a statement that stays.
            let previous = index
                .checked_sub(1)
                .filter(|_| one_stays)
                .and_then(|previous| placed.get(previous));
            let range = match (previous, placed.get(index + 1)) {
                (Some(previous), _) => previous.range.end..one.range.end,
                (None, Some(next)) => one.range.start..next.range.start,
                (None, None) => one.range.clone(),
            };
            edits.replace(range, String::new());
        }
    }
    edits.count_version(text, &outline, &style, now);
    Ok(Some(edits.apply(text)))
}

/// Of several decisions about the same the last one, in order.
fn last_of_each(statements: &[Statement]) -> Vec<&Statement> {
    let mut last: HashMap<DecisionId, usize> = HashMap::new();
    for (index, statement) in statements.iter().enumerate() {
        last.insert(DecisionId::of(&statement.decision), index);
    }
    let mut kept: Vec<usize> = last.into_values().collect();
    kept.sort_unstable();
    kept.into_iter().filter_map(|index| statements.get(index)).collect()
}

fn new(statements: &[Statement], author: &str, now: Timestamp) -> String {
    let style = Style {
        indent: "    ".into(),
        unit: "  ".into(),
        closing: "  ".into(),
        newline: "\n",
    };
    let kept = last_of_each(statements);
    let mut hash = Sha256::new();
    hash.update(author);
    hash.update(now.to_string());
    for statement in &kept {
        hash.update(DecisionId::of(&statement.decision).0);
    }
    let written: Vec<String> = kept.into_iter().map(|statement| style.statement(statement)).collect();
    let list = if written.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n    {}\n  ]", written.join(",\n    "))
    };
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "{{\n  \"@context\": {},\n  \"@id\": {},\n  \"author\": {},\n  \"timestamp\": \"{now}\",\n  \"version\": 1,\n  \
         \"tooling\": \"Ingot\",\n  \"statements\": {list}\n}}\n",
        quoted(CONTEXT),
        quoted(&uuid(&hash.finalize())),
        quoted(notes::one_line(author).as_deref().unwrap_or("unknown")),
    )
}

/// A UUID of version 8 (<https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8>) as an IRI.
fn uuid(hash: &[u8]) -> String {
    let mut text = String::from("urn:uuid:");
    for (index, byte) in hash.iter().take(16).enumerate() {
        let byte = match index {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

/// Replacements of a text that do not overlap.
#[derive(Default)]
struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    fn replace(&mut self, range: Range<usize>, with: String) {
        self.0.push((range, with));
    }

    /// "The version must be incremented when any content changes"; the time of the first issue stays, because
    /// statements may inherit it.
    fn count_version(&mut self, text: &str, outline: &Outline, style: &Style, now: Timestamp) {
        if let Some((raw, version)) = outline
            .version
            .and_then(|raw| Some((raw, raw.get().parse::<u64>().ok()?)))
        {
            self.replace(document::range(text, raw), version.saturating_add(1).to_string());
        }
        let moment = format!("\"{now}\"");
        if let Some(raw) = outline.last_updated {
            self.replace(document::range(text, raw), moment);
        } else if let Some(raw) = outline.timestamp {
            let end = document::range(text, raw).end;
            let added = format!(",{}{}\"last_updated\": {moment}", style.newline, style.unit);
            self.replace(end..end, added);
        }
    }

    fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (range, with) in &self.0 {
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(with);
            at = range.end.max(at);
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}
