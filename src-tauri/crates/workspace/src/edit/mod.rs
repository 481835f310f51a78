//! Visual edits as the smallest change of a file's text.
//!
//! An edit is planned on the tree of the file and carried out as replacements of single places in
//! its text, so whatever it does not touch stays to the byte: comments, order, quotes, blank lines,
//! line ends. Before a new text is handed out it is parsed and compared with what the edit should
//! have made of the model; a text that says anything else is never handed out.
//!
//! The parser is the one that the model is read with, so both always mean the same place; `yamlpatch`
//! cannot move an item, ends every text with a line feed and knows no other line end.
//!
//! What travels with a layer: the comment lines directly above it at its own indentation, the
//! comment lines below it that are indented deeper, and the blank lines that separate it from its
//! neighbour. A comment that stands alone between blank lines stays where it is. Moving a layer and
//! moving it back gives the same bytes, unless such a lone comment stands beside it.

mod document;
mod fields;
mod layers;
mod list;
mod mapping;
mod model;
mod new;
mod scalar;
mod step;

use ingot_recipe::Edit;
use thiserror::Error;

use document::Document;
use model::Model;
use step::Step;

/// Why an edit cannot be made in the text. The text is as it was; every one of these edits can be
/// made by hand.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// The file as it is cannot be read.
    #[error("line {line}: {message}; mend it in the source first")]
    Unreadable {
        /// Line, from 1.
        line: u32,
        /// What is wrong there.
        message: String,
    },
    /// The file holds no mapping, or more than one document.
    #[error("this file holds {found}, not one resource; edit it in the source")]
    NotOneResource {
        /// What it holds.
        found: String,
    },
    /// The recipe has no such layer.
    #[error("there is no layer {}: the recipe has {count}", .index + 1)]
    NoSuchLayer {
        /// The position, from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// The reference has no version to set.
    #[error("`{reference}` has no version that can be {wanted}; edit the reference in the source")]
    NotVersioned {
        /// As written.
        reference: String,
        /// `set` or `removed`.
        wanted: &'static str,
    },
    /// The new version is none.
    #[error("`{version}` is no version: write `1.2.0`, or a wildcard such as `1.2.x`")]
    Version {
        /// As given.
        version: String,
    },
    /// Something else stands where the edit goes.
    #[error("line {line}: `{field}` is {found} where {expected} belongs; mend it in the source first")]
    WrongShape {
        /// Line, from 1.
        line: u32,
        /// The field.
        field: String,
        /// What is there.
        found: &'static str,
        /// What belongs there.
        expected: &'static str,
    },
    /// The place comes from an anchor elsewhere.
    #[error("line {line}: this is an alias (`*…`) of something written elsewhere; edit it in the source")]
    Alias {
        /// Line, from 1.
        line: u32,
    },
    /// The list or mapping is written in a way that cannot be edited line by line.
    #[error("line {line}: {what}; edit it in the source")]
    Layout {
        /// Line, from 1.
        line: u32,
        /// What stands in the way.
        what: &'static str,
    },
    /// The changed text would not say what was asked for.
    #[error(
        "this edit would change more than it should, probably because of an anchor or an unusual layout; \
         edit it in the source"
    )]
    WouldNotBeExact,
}

/// The text of a resource file after `edit`.
///
/// # Errors
/// See [`EditError`]. Never returns a text that parses to something else than `edit` asks for.
pub fn apply(text: &str, edit: &Edit) -> Result<String, EditError> {
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let step = Step::of(edit)?;
    let before = Document::parse(body)?;
    let expected = Model::of(&before.root).after(&step)?;
    let ended = body.is_empty() || body.ends_with('\n');
    let edited = if ended {
        carry_out(&before, &step)?
    } else {
        let eol = before.eol();
        let whole = Document::parse(&format!("{body}{eol}"))?;
        let edited = carry_out(&whole, &step)?;
        edited.strip_suffix(eol).unwrap_or(&edited).to_owned()
    };
    let exact = Document::parse(&edited).is_ok_and(|after| Model::of(&after.root) == expected);
    if exact {
        Ok(format!("{mark}{edited}"))
    } else {
        Err(EditError::WouldNotBeExact)
    }
}

fn carry_out(document: &Document, step: &Step) -> Result<String, EditError> {
    match step {
        Step::AddComponent { index, component_arn } => layers::add(document, *index, component_arn),
        Step::MoveComponent { from, to } => layers::relocate(document, *from, *to),
        Step::RemoveComponent { index } => layers::remove(document, *index),
        Step::SetParameter {
            index,
            name,
            value: Some(value),
        } => layers::set_parameter(document, *index, name, value),
        Step::SetParameter {
            index,
            name,
            value: None,
        } => layers::clear_parameter(document, *index, name),
        Step::SetComponentVersion { index, version } => layers::set_version(document, *index, version.as_deref()),
        Step::SetField { path, value } => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            match value {
                Some(value) => fields::set(document, &path, value),
                None => fields::clear(document, &path),
            }
        }
    }
}
