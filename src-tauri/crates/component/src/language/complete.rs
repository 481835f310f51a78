//! What can be typed at a place.

mod keys;
mod references;
mod values;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::diagnostic::TextEdit;
use crate::text::{Position, Source, Span};

use super::place::{Place, Spot};

/// Something that can be typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "CompletionView")]
pub struct Completion {
    /// The word to choose by.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label; may be empty.
    pub detail: String,
    /// Markdown; may be empty.
    pub documentation: String,
    /// What choosing it does. The range holds what was typed of it so far.
    pub edit: TextEdit,
    /// Its rank; smaller comes first.
    pub sort: u32,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CompletionKind {
    /// A key of the language.
    Field,
    /// An input of an action module.
    Input,
    /// An action module.
    Action,
    /// A word that a key takes.
    Value,
    /// An operator of a condition.
    Operator,
    /// A parameter or constant.
    Variable,
    /// An output or input of a step.
    Step,
    /// `context:`, `env:` and the like.
    Namespace,
    /// The start of a list item.
    Item,
}

/// What can be typed at `position`, best first. Works on documents that cannot be read.
pub fn complete(source: &Source, position: Position) -> Vec<Completion> {
    let text = source.text();
    if text.len() > super::LARGEST {
        return Vec::new();
    }
    let at = source.offset(position);
    let mut found = match references::complete(source, at) {
        Some(found) => found,
        None => {
            let place = Place::find(text, at);
            match place.spot {
                Spot::Nothing => Vec::new(),
                Spot::Value(key) => values::complete(source, &place, key, at),
                Spot::Key | Spot::Word => keys::complete(source, &place),
            }
        }
    };
    found.sort_by(|a, b| (a.sort, &a.label).cmp(&(b.sort, &b.label)));
    found
}

/// A completion without explanation that replaces `span` by `text`.
fn completion(source: &Source, kind: CompletionKind, label: &str, span: Span, text: String) -> Completion {
    Completion {
        label: label.to_owned(),
        kind,
        detail: String::new(),
        documentation: String::new(),
        edit: TextEdit {
            range: source.range(span),
            text,
        },
        sort: 0,
    }
}

/// The line break that `text` uses, with `indentation` blanks behind it.
fn new_line(text: &str, indentation: usize) -> String {
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{line_break}{}", " ".repeat(indentation))
}

/// What stands below `action:` at column `indentation` when a step calls `action`: the inputs that
/// it needs, left empty. Nothing when it needs none.
pub(super) fn skeleton(text: &str, action: &str, indentation: usize) -> String {
    match crate::actions::find(action).filter(|module| values::needs_inputs(module)) {
        Some(module) => {
            let inputs = keys::required_inputs(text, module, indentation);
            format!("{}inputs:{inputs}", new_line(text, indentation))
        }
        None => String::new(),
    }
}
