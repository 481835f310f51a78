//! What differs between the documents of a layer.

use std::collections::{BTreeMap, BTreeSet};

use ingot_component::ComponentDocument;
use ingot_component::document::Step;
use ingot_component::yaml::{Node, Value};

use super::DocumentChange;
use super::matching::longest_increasing;
use crate::catalogue::{Catalogue, ComponentFacts};

/// The text of a component's document, where it is known. Of one that stands inside its resource
/// file the lines of the document alone, so that it is the same text as in AWS.
pub(crate) fn text(catalogue: &Catalogue, facts: &ComponentFacts) -> Option<String> {
    let file = facts.document_file.as_deref().filter(|_| facts.file.is_some());
    if let Some(text) = file.and_then(|file| catalogue.document_text(file)) {
        return Some(text.to_owned());
    }
    facts.document_source.as_ref().map(|source| unindented(source.text()))
}

/// Whether both are the same but for line ends and white space at the end.
pub(crate) fn same_text(a: &str, b: &str) -> bool {
    a.trim_end().lines().eq(b.trim_end().lines())
}

/// A component and the catalogue that may have its document.
pub(crate) type Known<'a> = (&'a Catalogue, &'a ComponentFacts);

/// What differs between the documents of a layer that is on both sides, where at least one text is
/// known. Of a document that is not known nobody can say which steps it has.
pub(crate) fn matched(left: Option<Known<'_>>, right: Option<Known<'_>>) -> Option<DocumentChange> {
    let mut change = change(left, right)?;
    if left.is_none() || right.is_none() {
        change.steps_added.clear();
        change.steps_removed.clear();
    }
    Some(change)
}

/// What differs between the documents of a layer, where at least one text is known. `None` is a
/// layer that is not there, and has no steps.
pub(crate) fn change(left: Option<Known<'_>>, right: Option<Known<'_>>) -> Option<DocumentChange> {
    let known = |side: Option<Known<'_>>| side.and_then(|(catalogue, facts)| text(catalogue, facts));
    let texts = (known(left), known(right));
    let same = match &texts {
        (Some(left), Some(right)) => same_text(left, right),
        (None, None) => true,
        _ => false,
    };
    if same {
        return None;
    }
    let file = |side: Option<Known<'_>>| side.and_then(|(_, facts)| facts.document_file.clone());
    let mut change = DocumentChange {
        file: file(right).or_else(|| file(left)),
        left: texts.0,
        right: texts.1,
        steps_added: Vec::new(),
        steps_removed: Vec::new(),
        steps_changed: Vec::new(),
    };
    let document = |side: Option<Known<'_>>| side.map(|(_, facts)| facts.document.clone());
    let steps = match (document(left), document(right)) {
        (Some(Some(left)), Some(Some(right))) => Some(listed(&steps(&left), &steps(&right))),
        (None, Some(Some(right))) => Some(listed(&[], &steps(&right))),
        (Some(Some(left)), None) => Some(listed(&steps(&left), &[])),
        _ => None,
    };
    if let Some((added, removed, changed)) = steps {
        change.steps_added = added;
        change.steps_removed = removed;
        change.steps_changed = changed;
    }
    Some(change)
}

/// `build/InstallNginx`, and which one of those that are called so.
type Name = (String, usize);

fn steps(document: &ComponentDocument) -> Vec<(Name, &Step)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut steps = Vec::new();
    for phase in &document.phases {
        for step in &phase.steps {
            let name = format!("{}/{}", phase.name.value, step.name.value);
            let nth = seen.entry(name.clone()).or_default();
            *nth += 1;
            steps.push(((name, *nth), step));
        }
    }
    steps
}

type Listed = (Vec<String>, Vec<String>, Vec<String>);

/// Steps only on the right, only on the left, and on both but different or in another place.
fn listed(left: &[(Name, &Step)], right: &[(Name, &Step)]) -> Listed {
    let places: BTreeMap<&Name, (usize, &Step)> = left
        .iter()
        .enumerate()
        .map(|(at, (name, step))| (name, (at, *step)))
        .collect();
    let names: BTreeSet<&Name> = right.iter().map(|(name, _)| name).collect();
    let common = right.iter().filter_map(|(name, _)| Some(places.get(name)?.0));
    let staying = longest_increasing(&common.collect::<Vec<_>>());
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for (name, step) in right {
        match places.get(name) {
            None => added.push(name.0.clone()),
            Some((at, other)) if !staying.contains(at) || !same_step(other, step) => changed.push(name.0.clone()),
            Some(_) => {}
        }
    }
    let removed = left.iter().filter(|(name, _)| !names.contains(name));
    let removed = removed.map(|(name, _)| name.0.clone()).collect();
    (added, removed, changed)
}

fn same_step(a: &Step, b: &Step) -> bool {
    let written = |step: &Step| {
        [
            Some(step.action.value.clone()),
            step.timeout_seconds.as_ref().map(|it| it.written.clone()),
            step.on_failure.as_ref().map(|it| it.written.clone()),
            step.max_attempts.as_ref().map(|it| it.written.clone()),
        ]
    };
    let nodes = |step: &Step| [step.inputs.clone(), step.r#loop.clone(), step.condition.clone()];
    written(a) == written(b)
        && nodes(a).iter().zip(&nodes(b)).all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => same_node(a, b),
            (a, b) => a.is_none() && b.is_none(),
        })
}

/// Whether two nodes hold the same, wherever and however they are written. As deep as the reader
/// of YAML lets a text be.
fn same_node(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar(_), Value::Scalar(_)) => a.text() == b.text() && a.kind() == b.kind(),
        (Value::Sequence(a), Value::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_node(a, b)),
        (Value::Mapping(a), Value::Mapping(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, b)| same_node(&a.key, &b.key) && same_node(&a.value, &b.value))
        }
        _ => false,
    }
}

/// Without the empty lines at its start and the indentation of its first line.
fn unindented(text: &str) -> String {
    let start = text.lines().take_while(|line| line.trim().is_empty()).count();
    let lines = || text.lines().skip(start);
    let indentation = lines()
        .next()
        .map_or(0, |line| line.len() - line.trim_start_matches(' ').len());
    let mut out = String::with_capacity(text.len());
    for line in lines() {
        let blank = line.bytes().take(indentation).take_while(|&byte| byte == b' ').count();
        out.push_str(line.get(blank..).unwrap_or(line));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unindented;

    #[test]
    fn a_document_inside_its_resource_file_reads_as_one_of_its_own() {
        assert_eq!(unindented("\n\n  a:\n    - b\n\n  c: d\n"), "a:\n  - b\n\nc: d\n");
        assert_eq!(unindented("a:\n  - b\n"), "a:\n  - b\n");
        assert_eq!(unindented(""), "");
    }
}
