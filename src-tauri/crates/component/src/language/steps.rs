//! Moving, adding and removing steps and phases: whole lines with their comments, nothing else.

mod list;

use crate::diagnostic::TextEdit;
use crate::document::{Reading, read};
use crate::edits::{apply, difference};
use crate::same::same;
use crate::text::{Source, Span};
use crate::yaml::{Node, Scalar, ScalarKind, ScalarStyle};

use super::complete::skeleton;
use super::names::{Name, occurrences};
use list::List;

/// Why a step or phase cannot be moved, added or removed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepEditError {
    /// The document has a mistake.
    #[error("the document cannot be read to its end; mend it first")]
    Unreadable,
    /// There is no such phase, or no such step in it.
    #[error("there is no such step or phase")]
    Missing,
    /// The target already has a step of that name.
    #[error("the phase `{0}` already has a step of that name; rename one of them first")]
    Taken(String),
    /// The list is written in brackets or through an alias.
    #[error("the list is not written with a `-` for each item on a line of its own; edit it by hand")]
    NotLines,
    /// The text afterwards would mean something else than was asked for.
    #[error("the document would not mean the same afterwards; edit it by hand")]
    Unsafe,
}

/// The edit that puts step number `step` of phase number `phase` at place `to_index` of phase number
/// `to_phase`, counted from 0 after the step has been taken out; a place beyond the end is the end.
/// The step keeps its text and comments; references to it follow it into another phase.
///
/// # Errors
/// When the document cannot be read, the step is not there, or the edit would change anything else.
pub fn move_step(
    source: &Source,
    phase: usize,
    step: usize,
    to_phase: usize,
    to_index: usize,
) -> Result<Vec<TextEdit>, StepEditError> {
    let before = Document::read(source)?;
    let mut wanted = before.steps();
    let from = wanted.get_mut(phase).ok_or(StepEditError::Missing)?;
    if step >= from.len() {
        return Err(StepEditError::Missing);
    }
    let moved = from.remove(step);
    let to = wanted.get_mut(to_phase).ok_or(StepEditError::Missing)?;
    let name = moved.get("name").and_then(Node::text).unwrap_or("");
    if phase != to_phase
        && !name.is_empty()
        && to
            .iter()
            .any(|other| other.get("name").and_then(Node::text) == Some(name))
    {
        return Err(StepEditError::Taken(before.phase_name(to_phase)));
    }
    let to_index = to_index.min(to.len());
    to.insert(to_index, moved);
    let list = before.list(phase)?;
    let text = if phase == to_phase {
        list.reordered(source.text(), step, to_index)
    } else {
        let target = before.list(to_phase)?;
        let body = list.body(source.text(), step, target.column);
        let removal = list.without(source.text(), step).ok_or(StepEditError::NotLines)?;
        let addition = target
            .with(source.text(), to_index, &body)
            .ok_or(StepEditError::NotLines)?;
        apply(source.text(), vec![removal, addition])
    };
    let after = Source::new(source.file(), text.ok_or(StepEditError::NotLines)?);
    check(&after, &wanted)?;
    if phase == to_phase {
        return Ok(difference(source, after.text()));
    }
    let text = follow(
        &after,
        name,
        &before.phase_name(phase),
        &before.phase_name(to_phase),
        before.steps().get(phase),
    );
    Ok(difference(source, &text))
}

/// The edit that adds a step that calls `action`, with the inputs it needs left empty, at place
/// `index` of phase number `phase`; a place beyond the end is the end.
///
/// # Errors
/// As for [`move_step`].
pub fn add_step(
    source: &Source,
    phase: usize,
    index: usize,
    name: &str,
    action: &str,
) -> Result<Vec<TextEdit>, StepEditError> {
    let before = Document::read(source)?;
    let list = before.list(phase)?;
    let blanks = " ".repeat(list.column);
    let line_break = line_break(source.text());
    let mut body = format!(
        "{blanks}- name: {}{line_break}{blanks}  action: {action}",
        written(name)
    );
    body += &skeleton(source.text(), action, list.column + 2);
    let edit = list.with(source.text(), index, &body).ok_or(StepEditError::NotLines)?;
    let text = apply(source.text(), vec![edit]).ok_or(StepEditError::NotLines)?;
    let after = Source::new(source.file(), text);
    let mut steps = Document::read(&after)?.root.clone();
    // Without the new step, everything must be as it was.
    let index = index.min(list.bodies.len());
    let added = list::take_step(&mut steps, phase, index).ok_or(StepEditError::Unsafe)?;
    let names_it = added.get("name").and_then(Node::text) == Some(name);
    let old = Source::new(source.file(), source.text());
    let mut root = Document::read(&old)?.root.clone();
    list::clear_if_empty(&mut root, phase);
    list::clear_if_empty(&mut steps, phase);
    if names_it && same(&root, &steps) {
        Ok(difference(source, after.text()))
    } else {
        Err(StepEditError::Unsafe)
    }
}

/// The edit that removes step number `step` of phase number `phase` with its comments.
///
/// # Errors
/// As for [`move_step`].
pub fn remove_step(source: &Source, phase: usize, step: usize) -> Result<Vec<TextEdit>, StepEditError> {
    let before = Document::read(source)?;
    let mut wanted = before.steps();
    let from = wanted.get_mut(phase).ok_or(StepEditError::Missing)?;
    if step >= from.len() {
        return Err(StepEditError::Missing);
    }
    from.remove(step);
    let removal = before
        .list(phase)?
        .without(source.text(), step)
        .ok_or(StepEditError::NotLines)?;
    let text = apply(source.text(), vec![removal]).ok_or(StepEditError::NotLines)?;
    let after = Source::new(source.file(), text);
    check(&after, &wanted)?;
    Ok(difference(source, after.text()))
}

/// The edit that adds a phase without steps behind the others.
///
/// # Errors
/// As for [`move_step`].
pub fn add_phase(source: &Source, name: &str) -> Result<Vec<TextEdit>, StepEditError> {
    let before = Document::read(source)?;
    let list = List::find(source, &before.root, "phases")?;
    let blanks = " ".repeat(list.column);
    let line_break = line_break(source.text());
    let body = format!("{blanks}- name: {}{line_break}{blanks}  steps: []", written(name));
    let edit = list
        .with(source.text(), usize::MAX, &body)
        .ok_or(StepEditError::NotLines)?;
    let text = apply(source.text(), vec![edit]).ok_or(StepEditError::NotLines)?;
    let after = Source::new(source.file(), text);
    let mut wanted = before.steps();
    wanted.push(Vec::new());
    check(&after, &wanted)?;
    Ok(difference(source, after.text()))
}

/// A document that can be read.
struct Document<'s> {
    source: &'s Source,
    root: Node,
}

impl<'s> Document<'s> {
    fn read(source: &'s Source) -> Result<Self, StepEditError> {
        if source.text().len() > super::LARGEST {
            return Err(StepEditError::Unreadable);
        }
        let reading: Reading = read(source);
        let root = reading
            .tree
            .filter(|_| reading.complete)
            .ok_or(StepEditError::Unreadable)?;
        Ok(Self { source, root })
    }

    fn phases(&self) -> &[Node] {
        self.root.get("phases").map_or(&[], Node::items)
    }

    fn phase_name(&self, phase: usize) -> String {
        let name = self.phases().get(phase).and_then(|phase| phase.get("name")?.text());
        name.unwrap_or("").to_owned()
    }

    /// The steps of each phase.
    fn steps(&self) -> Vec<Vec<&Node>> {
        let steps = |phase: &'_ Node| -> Option<usize> { phase.get("steps").map(|steps| steps.items().len()) };
        self.phases()
            .iter()
            .map(|phase| match steps(phase) {
                Some(_) => phase
                    .get("steps")
                    .map_or(Vec::new(), |steps| steps.items().iter().collect()),
                None => Vec::new(),
            })
            .collect()
    }

    fn list(&self, phase: usize) -> Result<List, StepEditError> {
        List::find(
            self.source,
            self.phases().get(phase).ok_or(StepEditError::Missing)?,
            "steps",
        )
    }
}

/// Whether the phases of `after` hold exactly the `wanted` steps.
fn check(after: &Source, wanted: &[Vec<&Node>]) -> Result<(), StepEditError> {
    let after = Document::read(after).map_err(|_| StepEditError::Unsafe)?;
    let found = after.steps();
    let equal = found.len() == wanted.len()
        && found
            .iter()
            .zip(wanted)
            .all(|(found, wanted)| found.len() == wanted.len() && found.iter().zip(wanted).all(|(a, b)| same(a, b)));
    if equal { Ok(()) } else { Err(StepEditError::Unsafe) }
}

/// The text of `source` with the references to the step `name`, which went from one phase to
/// another. `siblings` are the steps of the old phase, the moved one included: when another one has
/// the same name, references may mean that one and stay.
fn follow(source: &Source, name: &str, from: &str, to: &str, siblings: Option<&Vec<&Node>>) -> String {
    let same_name = siblings
        .into_iter()
        .flatten()
        .filter(|step| step.get("name").and_then(Node::text) == Some(name))
        .count();
    let Some(document) = read(source)
        .document
        .filter(|_| same_name == 1 && !name.is_empty() && !to.is_empty())
    else {
        return source.text().to_owned();
    };
    let found = occurrences(source, &document);
    let moved = Name::Step {
        phase: from.to_owned(),
        step: name.to_owned(),
    };
    // A reference is its phase, then its step.
    let mut edits: Vec<(Span, String)> = found
        .iter()
        .zip(found.iter().skip(1))
        .filter(|(phase, step)| !step.declares && step.name == moved && phase.exact && !phase.declares)
        .map(|(phase, _)| (phase.span, to.to_owned()))
        .collect();
    edits.dedup();
    apply(source.text(), edits).unwrap_or_else(|| source.text().to_owned())
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// `name` as YAML, in quotes where it needs them.
fn written(name: &str) -> String {
    let plain = Scalar {
        text: name.to_owned(),
        style: ScalarStyle::Plain,
    };
    let simple = name.starts_with(char::is_alphanumeric)
        && name.ends_with(char::is_alphanumeric)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.'))
        && plain.kind() == ScalarKind::Text;
    if simple {
        return name.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            c if c.is_control() => quoted += &format!("\\U{:08x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
