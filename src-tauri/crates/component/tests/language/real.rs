//! On documents that people wrote, the service knows what they wrote.

use std::fs;
use std::path::{Path, PathBuf};

use ingot_component::expression::{self, Reference};
use ingot_component::language::{Likeness, complete, likeness, move_step, references, rename};
use ingot_component::yaml::{Node, Value};
use ingot_component::{Source, actions, read};

use super::apply;

/// Every valid document of the corpora.
fn documents() -> Vec<Source> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora");
    if !corpora.is_dir() {
        eprintln!("skipped: there are no corpora at ../shared/corpora beside the repository");
        return Vec::new();
    }
    let mut files = Vec::new();
    for folder in ["components", "components-embedded", "components-from-guide"] {
        collect(&corpora.join(folder), &mut files);
    }
    let texts = files
        .into_iter()
        .map(|path| Source::new(path.to_string_lossy(), fs::read_to_string(&path).unwrap()));
    texts
        .filter(|source| {
            let reading = read(source);
            reading.complete && reading.document.is_some_and(|document| !document.phases.is_empty())
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn offers(source: &Source, at: usize, label: &str) -> bool {
    complete(source, source.position(at))
        .iter()
        .any(|offer| offer.label == label)
}

#[test]
fn they_are_recognised() {
    for source in documents() {
        assert_eq!(likeness(&source), Likeness::Component, "{}", source.file());
    }
}

#[test]
fn what_was_written_would_have_been_offered() {
    let (mut asked, mut missed) = (0, Vec::new());
    let mut expect = |source: &Source, at: usize, label: &str| {
        asked += 1;
        if !offers(source, at, label) {
            missed.push(format!("{}:{} {label}", source.file(), source.position(at)));
        }
    };
    for source in documents() {
        for step in read(&source)
            .document
            .unwrap()
            .phases
            .iter()
            .flat_map(|phase| &phase.steps)
        {
            let Some(module) = actions::find(&step.action.value) else {
                continue;
            };
            expect(&source, step.action.span.end, module.name);
            let Some(inputs) = &step.inputs else { continue };
            let calls = if inputs.is_mapping() {
                std::slice::from_ref(inputs)
            } else {
                inputs.items()
            };
            for entry in calls.iter().flat_map(Node::entries) {
                if let Some(input) = entry.key.text().and_then(|key| module.input(key)) {
                    expect(&source, entry.key.span.end, input.name);
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {asked}: {missed:#?}", missed.len());
}

#[test]
fn references_that_were_written_would_have_been_offered() {
    let (mut asked, mut missed) = (0, Vec::new());
    for source in documents() {
        let document = read(&source).document.unwrap();
        for step in document.phases.iter().flat_map(|phase| &phase.steps) {
            for node in step.expressions() {
                each_scalar(node, &mut |node| {
                    for found in expression::locate(&source, node) {
                        let declared = match &found.reference {
                            Reference::Variable(name) => {
                                let parameters = document.parameters.iter().map(|parameter| &parameter.name);
                                let constants = document.constants.iter().map(|constant| &constant.name);
                                parameters.chain(constants).any(|declared| declared.value == *name)
                            }
                            Reference::Step(_) => true,
                            _ => false,
                        };
                        if declared {
                            asked += 1;
                            if !offers(&source, found.span.start + 2, found.inner) {
                                let line = source.position(found.span.start);
                                missed.push(format!("{}:{line} {}", source.file(), found.inner));
                            }
                        }
                    }
                });
            }
        }
    }
    // References across stages, and to steps that are written differently, are never offered.
    assert!(missed.len() * 50 <= asked, "{} of {asked}: {missed:#?}", missed.len());
}

fn each_scalar(node: &Node, visit: &mut impl FnMut(&Node)) {
    match &node.value {
        Value::Scalar(_) => visit(node),
        Value::Sequence(items) => items.iter().for_each(|item| each_scalar(item, visit)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| each_scalar(&entry.value, visit)),
    }
}

#[test]
fn steps_can_be_moved_there_and_back() {
    let mut moved = 0;
    for source in documents() {
        for (number, phase) in read(&source).document.unwrap().phases.iter().enumerate() {
            if phase.steps.len() < 2 {
                continue;
            }
            let last = phase.steps.len() - 1;
            let edits = move_step(&source, number, 0, number, last);
            let there = apply(
                &source,
                edits.unwrap_or_else(|error| panic!("{}: {error}", source.file())),
            );
            let there = Source::new(source.file(), there);
            let back = apply(&there, move_step(&there, number, last, number, 0).unwrap());
            assert_eq!(back, source.text(), "{}", source.file());
            moved += 1;
        }
    }
    assert!(documents().is_empty() || moved > 50, "only {moved}");
}

#[test]
fn parameters_can_be_renamed_there_and_back() {
    let mut renamed = 0;
    for source in documents() {
        for parameter in read(&source).document.unwrap().parameters {
            let at = source.position(parameter.name.span.start);
            let edits = rename(&source, at, "AnotherName");
            let edits = edits.unwrap_or_else(|error| panic!("{}: {error}", source.file()));
            assert_eq!(edits.len(), references(&source, at).len());
            let there = Source::new(source.file(), apply(&source, edits));
            let back = rename(&there, at, &parameter.name.value).unwrap();
            assert_eq!(apply(&there, back), source.text());
            renamed += 1;
        }
    }
    assert!(documents().is_empty() || renamed > 50, "only {renamed}");
}
