//! Renaming parameters, constants, steps, phases and loops with everything that refers to them.

use crate::diagnostic::{Fix, TextEdit};
use crate::document::{ComponentDocument, read};
use crate::expression;
use crate::spelling::shorten;
use crate::text::{Position, Range, Source};
use crate::yaml::{Scalar, ScalarKind, ScalarStyle};

use super::names::{Name, Occurrence, at_cursor, occurrences};

/// Why a name cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenameError {
    /// The cursor is on no name.
    #[error("there is no name here that can be changed; put the cursor on a parameter, constant, step, phase or loop")]
    NoName,
    /// The document has a mistake that hides what refers to the name.
    #[error("the document cannot be read to its end; mend it first")]
    Unreadable,
    /// Nothing declares the name.
    #[error("nothing declares `{0}`, so there is nothing to rename")]
    Undeclared(String),
    /// Several things have the name, and references could mean each of them.
    #[error("`{0}` is declared more than once; give the others a name of their own first")]
    Ambiguous(String),
    /// The new name is not one.
    #[error("`{name}` cannot be the name of a {kind}: {reason}")]
    Bad {
        /// The new name, shortened.
        name: String,
        /// What it was to be the name of.
        kind: &'static str,
        /// What names must look like.
        reason: &'static str,
    },
    /// Something else has the new name already.
    #[error("`{0}` is taken; choose another name")]
    Taken(String),
    /// A place where the name is written with escapes.
    #[error("the name is written with escapes on line {0}; write it plainly there first")]
    Hidden(u32),
    /// The new text would not mean the same.
    #[error("the document would not mean the same afterwards; rename by hand")]
    Unsafe,
}

/// The name under the cursor and where it stands, if it can be renamed.
pub fn rename_at(source: &Source, position: Position) -> Option<(Range, String)> {
    let (found, at) = find(source, position).ok()?;
    let name = at_cursor(&found, at)?;
    Some((source.range(name.span), name.name.text().to_owned()))
}

/// The edits that change the name under the cursor to `new`, wherever it is written. They do not
/// overlap and refer to the text before any of them.
///
/// # Errors
/// When there is no name, when `new` is not a name or is taken, and when the text after the edits
/// would not mean the same.
pub fn rename(source: &Source, position: Position, new: &str) -> Result<Vec<TextEdit>, RenameError> {
    let (found, at) = find(source, position)?;
    let name = at_cursor(&found, at).ok_or(RenameError::NoName)?.name.clone();
    if name.text() == new {
        return Ok(Vec::new());
    }
    let (kind, reason) = rule(&name, new);
    if let Some(reason) = reason {
        let name = shorten(new);
        return Err(RenameError::Bad { name, kind, reason });
    }
    let renamed = with_text(&name, new);
    if found.iter().any(|other| other.declares && other.name == renamed) {
        return Err(RenameError::Taken(shorten(new)));
    }
    let written: Vec<&Occurrence> = found.iter().filter(|other| belongs(&other.name, &name)).collect();
    match written
        .iter()
        .filter(|other| other.declares && other.name == name)
        .count()
    {
        0 => return Err(RenameError::Undeclared(shorten(name.text()))),
        1 => {}
        _ => return Err(RenameError::Ambiguous(shorten(name.text()))),
    }
    let mut spans = Vec::new();
    for other in written.iter().filter(|other| other.name == name) {
        if !other.exact {
            return Err(RenameError::Hidden(source.range(other.span).start.line));
        }
        spans.push(other.span);
    }
    spans.sort_unstable_by_key(|span| span.start);
    spans.dedup();
    let edits = spans.into_iter().map(|span| TextEdit {
        range: source.range(span),
        text: new.to_owned(),
    });
    let edits: Vec<TextEdit> = edits.collect();
    if means_the_same(source, &edits, found.len(), written.len(), &renamed) {
        Ok(edits)
    } else {
        Err(RenameError::Unsafe)
    }
}

fn find(source: &Source, position: Position) -> Result<(Vec<Occurrence>, usize), RenameError> {
    if source.text().len() > super::LARGEST {
        return Err(RenameError::Unreadable);
    }
    let reading = read(source);
    let document = reading
        .document
        .filter(|_| reading.complete)
        .ok_or(RenameError::Unreadable)?;
    let mut found = occurrences(source, &document);
    // Every loop is called `loop`; that is not a name that somebody gave it.
    found.retain(|other| !matches!(&other.name, Name::Loop { name, .. } if name == "loop"));
    let at = source.offset(position);
    match at_cursor(&found, at) {
        Some(_) => Ok((found, at)),
        None => Err(RenameError::NoName),
    }
}

/// Whether an occurrence of `other` changes its meaning when `name` gets another text.
fn belongs(other: &Name, name: &Name) -> bool {
    other == name
        || match (other, name) {
            (Name::Step { phase, .. }, Name::Phase(name)) => phase == name,
            _ => false,
        }
}

/// Whether the text after the edits has as many names as before, `changed` of them the new one's.
fn means_the_same(source: &Source, edits: &[TextEdit], all: usize, changed: usize, renamed: &Name) -> bool {
    let fix = Fix {
        title: String::new(),
        edits: edits.to_vec(),
    };
    let Some(text) = fix.apply(source) else { return false };
    let after = Source::new(source.file(), text);
    let reading = read(&after);
    let Some(document) = reading.document.as_ref().filter(|_| reading.complete) else {
        return false;
    };
    let mut found = named_occurrences(&after, document);
    // The step of a loop may have moved by the edits before it.
    if let Name::Loop { name, .. } = renamed {
        return found.len() == all && found.iter().filter(|other| other.name.text() == name).count() >= changed;
    }
    let count = found.len();
    found.retain(|other| belongs(&other.name, renamed));
    count == all && found.len() == changed
}

fn named_occurrences(source: &Source, document: &ComponentDocument) -> Vec<Occurrence> {
    let mut found = occurrences(source, document);
    found.retain(|other| !matches!(&other.name, Name::Loop { name, .. } if name == "loop"));
    found
}

fn with_text(name: &Name, new: &str) -> Name {
    let new = new.to_owned();
    match name {
        Name::Variable(_) => Name::Variable(new),
        Name::Phase(_) => Name::Phase(new),
        Name::Step { phase, .. } => Name::Step {
            phase: phase.clone(),
            step: new,
        },
        Name::Loop { step, .. } => Name::Loop { step: *step, name: new },
    }
}

/// What `name` is the name of, and why `new` cannot be its name. Steps may be called more than this
/// allows; these are the characters that mean themselves in every way of writing YAML.
fn rule(name: &Name, new: &str) -> (&'static str, Option<&'static str>) {
    const WORD: &str = "use letters, digits, `_` and `-`";
    const LENGTH: &str = "it must have 3 to 128 characters";
    const STEP: &str = "use letters, digits, spaces, `_` and `-`, with a letter or digit at both ends";
    const NOT_TEXT: &str = "YAML reads it as something other than text";
    let plain = Scalar {
        text: new.to_owned(),
        style: ScalarStyle::Plain,
    };
    let not_text = (plain.kind() != ScalarKind::Text).then_some(NOT_TEXT);
    let dashed = new.starts_with('-').then_some("it must not start with `-`");
    let word = (!expression::is_name(new)).then_some(WORD);
    match name {
        Name::Variable(_) => {
            let length = (!(3..=128).contains(&new.chars().count())).then_some(LENGTH);
            ("parameter or constant", word.or(length).or(not_text).or(dashed))
        }
        Name::Phase(_) => ("phase", word.or(not_text).or(dashed)),
        Name::Loop { .. } => {
            let reserved = (new == "loop").then_some("every loop is called `loop` already");
            ("loop", word.or(reserved).or(not_text).or(dashed))
        }
        Name::Step { .. } => {
            let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-');
            let ends = new.starts_with(char::is_alphanumeric) && new.ends_with(char::is_alphanumeric);
            (
                "step",
                (!(ends && new.chars().all(allowed))).then_some(STEP).or(not_text),
            )
        }
    }
}
