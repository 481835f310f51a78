//! What is found out of a component's document when a rule asks, once for each document: a change of
//! one file leaves what is known of the others.

use std::sync::{Arc, OnceLock};

use ingot_component::document::Step;
use ingot_component::{ComponentDocument, Source, Span};

use super::ComponentFacts;
use super::effects::{AGENT, Effects};

/// Programs that images of publishers come without, and how packages with them start.
pub(crate) const PROGRAMS: [(&str, &[&str]); 12] = [
    ("docker", &["docker", "moby"]),
    ("java", &["openjdk", "java-", "default-jre", "default-jdk", "temurin"]),
    ("javac", &["openjdk", "java-", "default-jdk", "temurin"]),
    ("mvn", &["maven"]),
    ("node", &["nodejs"]),
    ("npm", &["nodejs", "npm"]),
    ("nginx", &["nginx"]),
    ("psql", &["postgresql"]),
    ("mysql", &["mysql", "mariadb"]),
    ("php", &["php"]),
    ("ruby", &["ruby"]),
    ("kubectl", &["kubectl"]),
];

/// What is known of one document.
#[derive(Debug, Default)]
pub(crate) struct Study {
    hints: OnceLock<Hints>,
    effects: OnceLock<Effects>,
}

/// What the text alone says, so that few scripts have to be parsed.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    /// Whether it may remove a package.
    pub removes: bool,
    /// Whether it names the agent of Systems Manager.
    pub agent: bool,
    /// Which of [`PROGRAMS`] it names.
    pub programs: Vec<usize>,
    /// Of which of [`PROGRAMS`] it names a package.
    pub packages: Vec<usize>,
    /// The one architecture that it fetches something for, and the step that does.
    pub fetches: Option<(&'static str, Span)>,
}

impl ComponentFacts {
    /// What the text of its document says; nothing where it is not known.
    pub(crate) fn hints(&self) -> &Hints {
        self.study.hints.get_or_init(|| {
            self.document_and_source()
                .map(|(document, source)| Hints::of(document, source))
                .unwrap_or_default()
        })
    }

    /// What it does to the programs of the machine; nothing where its document is not known.
    pub(crate) fn effects(&self) -> &Effects {
        self.study.effects.get_or_init(|| {
            self.document_and_source()
                .map(|(document, source)| Effects::of(document, source))
                .unwrap_or_default()
        })
    }

    /// Its document with the text that spans refer to.
    pub(crate) fn document_and_source(&self) -> Option<(&ComponentDocument, &Source)> {
        self.document.as_deref().zip(self.document_source.as_ref())
    }

    /// Takes what is known of the same document.
    pub(super) fn share(&mut self, study: &Arc<Study>) {
        self.study = study.clone();
    }
}

impl Hints {
    fn of(document: &ComponentDocument, source: &Source) -> Self {
        let text = source.text();
        let named = |names: &[&str]| names.iter().any(|name| text.contains(name));
        Self {
            removes: named(&["remove", "purge", "erase", "rpm", "dpkg"]),
            agent: named(&[AGENT]),
            programs: numbers(|program, _| text.contains(program)),
            packages: numbers(|_, packages| named(packages)),
            fetches: fetches(document, source),
        }
    }
}

/// The numbers of the [`PROGRAMS`] that `fit`.
fn numbers(fit: impl Fn(&str, &[&str]) -> bool) -> Vec<usize> {
    let all = PROGRAMS.iter().enumerate();
    all.filter(|(_, (program, packages))| fit(program, packages))
        .map(|(at, _)| at)
        .collect()
}

const ARM64: &[&str] = &["arm64", "aarch64", "armv8"];
const X86_64: &[&str] = &["amd64", "x86_64", "x64", "x86-64"];

fn fetches(document: &ComponentDocument, source: &Source) -> Option<(&'static str, Span)> {
    let (architecture, names) = match (has_word(source.text(), ARM64), has_word(source.text(), X86_64)) {
        (true, false) => ("arm64", ARM64),
        (false, true) => ("x86_64", X86_64),
        // One that names both chooses between them.
        _ => return None,
    };
    let steps = document.phases.iter().flat_map(|phase| &phase.steps);
    let fetches = |step: &&Step| {
        let text = step.inputs.as_ref().map_or("", |inputs| source.slice(inputs.span));
        step.condition.is_none()
            && text
                .split_whitespace()
                .any(|word| word.contains("://") && has_word(word, names))
    };
    let step = steps.into_iter().find(fetches)?;
    Some((architecture, step.name.span))
}

/// Whether one of the names stands in the text as a word.
fn has_word(text: &str, names: &[&str]) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    names.iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
            edge(before) && edge(after)
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::*;
    use crate::catalogue::{Catalogue, CatalogueBuilder};
    use crate::resources::{Resource, read};

    fn hello(document: &Arc<ComponentDocument>, before: Option<&Catalogue>) -> Catalogue {
        let text = "kind: Component\nname: hello\nsemanticVersion: 1.0.0\nplatform: Linux\nuri: document.yaml\n";
        let resource: Resource = read(&Source::new("component.yaml", text)).resource.unwrap();
        let builder = CatalogueBuilder::new()
            .resource(resource)
            .document(Source::new("document.yaml", DOCUMENT), Some(document.clone()));
        match before {
            Some(before) => builder.after(before).build(),
            None => builder.build(),
        }
    }

    const DOCUMENT: &str = "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Slim\n        action: \
                            ExecuteBash\n        inputs: {commands: [\"apt-get purge -y wget\"]}\n";

    #[test]
    fn a_document_that_did_not_change_is_studied_once() {
        let read = || {
            Arc::new(
                ingot_component::read(&Source::new("document.yaml", DOCUMENT))
                    .document
                    .unwrap(),
            )
        };
        let document = read();
        let first = hello(&document, None);
        let known = first.components().first().unwrap();
        assert!(known.hints().removes && known.effects().removes.contains("wget"));
        let again = hello(&document, Some(&first));
        assert!(Arc::ptr_eq(&known.study, &again.components().first().unwrap().study));
        let changed = hello(&read(), Some(&first));
        assert!(!Arc::ptr_eq(&known.study, &changed.components().first().unwrap().study));
    }
}
