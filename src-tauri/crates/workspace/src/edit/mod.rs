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
//!
//! A layer that is off is commented out and counts as a layer with the same comments. Switching it
//! off puts `# ` before its own lines, in the column of its dash; the comments above stay as they
//! are. Switching it on again gives the same bytes. Where every layer is off, the list says `[]`.
//!
//! A field that is added stands where the API has it. A list or a structure that is written over
//! another one changes only what differs; what is removed takes along the lists and structures that
//! then hold nothing.

mod block;
mod document;
mod expected;
mod fields;
mod flow;
mod layers;
mod list;
mod mapping;
mod model;
mod new;
mod off;
mod order;
mod parameters;
mod reference;
mod rename;
mod replace;
mod scalar;
mod value;

use ingot_recipe::{Edit, FieldChange};
use thiserror::Error;

use document::Document;
use expected::{Said, sorted};
use list::List;
pub use rename::{rename, rename_references, replace_reference};

/// `text` as a scalar on one line, without quotes where every reader takes it for this text; `flow` inside brackets.
pub(crate) fn one_line_scalar(text: &str, flow: bool) -> String {
    scalar::write(text, scalar::Manner::PLAIN.in_flow(flow))
}

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
    /// The list has no such item.
    #[error("there is no item {}: the list has {count}", .index + 1)]
    NoSuchItem {
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
    let before = Document::parse(body)?;
    let expected = Said::of(&before).after(edit)?;
    let ended = body.is_empty() || body.ends_with('\n');
    let edited = if ended {
        carry_out(&before, edit)?
    } else {
        let eol = before.eol();
        let whole = Document::again(&format!("{body}{eol}"))?;
        let edited = carry_out(&whole, edit)?;
        edited.strip_suffix(eol).unwrap_or(&edited).to_owned()
    };
    let exact = Document::parse(&edited).is_ok_and(|after| expected.is_said_by(&after));
    if exact {
        Ok(format!("{mark}{edited}"))
    } else {
        Err(EditError::WouldNotBeExact)
    }
}

fn carry_out(document: &Document, edit: &Edit) -> Result<String, EditError> {
    match edit {
        Edit::AddComponent { slot, component_arn } => layers::add(document, *slot, component_arn),
        Edit::MoveComponents { slots, to } => layers::relocate(document, &sorted(slots), *to),
        Edit::RemoveComponents { slots } => in_turn(document, sorted(slots).into_iter().rev(), |document, slot| {
            layers::remove(document, slot)
        }),
        Edit::ReplaceComponent {
            slot,
            component_arn,
            keep,
        } => layers::within(document, *slot, |document, index| {
            layers::replace(document, index, component_arn, keep)
        }),
        Edit::SetComponentsEnabled { slots, enabled } => in_turn(document, sorted(slots), |document, slot| {
            layers::set_enabled(document, slot, *enabled)
        }),
        Edit::SetParameter { slot, name, value } => layers::within(document, *slot, |document, index| match value {
            Some(value) => parameters::set(document, index, name, value),
            None => parameters::clear(document, index, name),
        }),
        Edit::SetComponentVersions { versions } => in_turn(document, versions, |document, (slot, version)| {
            layers::within(document, *slot, |document, index| {
                layers::set_version(document, index, version.as_deref())
            })
        }),
        Edit::SetFields { changes } => in_turn(document, changes, set_field),
        Edit::MoveItem { path, from, to } => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let mut list = List::read(document, fields::entry_of(document, &path)?)?;
            let position = |index| fields::position(document, &path, index);
            list.relocate(position(*from), position(*to));
            Ok(list.text())
        }
    }
}

fn set_field(document: &Document, change: &FieldChange) -> Result<String, EditError> {
    let path: Vec<&str> = change.path.iter().map(String::as_str).collect();
    match (&path[..], &change.value) {
        (_, Some(value)) => fields::set(document, &path, value),
        (["components", index], None) => {
            let layers = document.layers();
            let index = index.parse().ok();
            let slot = layers.iter().position(|layer| index.is_some() && layer.index == index);
            slot.map_or_else(|| Ok(document.text().to_owned()), |slot| layers::remove(document, slot))
        }
        (_, None) => fields::clear(document, &path),
    }
}

/// The text after several changes, each made in what the one before it left.
fn in_turn<T>(
    document: &Document,
    changes: impl IntoIterator<Item = T>,
    change: impl Fn(&Document, T) -> Result<String, EditError>,
) -> Result<String, EditError> {
    let mut text = document.text().to_owned();
    for (at, it) in changes.into_iter().enumerate() {
        text = match at {
            0 => change(document, it)?,
            _ => change(&Document::again(&text)?, it)?,
        };
    }
    Ok(text)
}
