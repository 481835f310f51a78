//! A workspace at one moment, read and checked: what every view is made from.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ingot_component::rules::{Checked, Ignored, RuleSettings};
use ingot_component::{Diagnostic, Severity, Source, workflow};
use ingot_recipe::catalogue::document_path;
use ingot_recipe::rules::RecipeDiagnostic;
use ingot_recipe::{Catalogue, Inventory, Resource};
use ingot_workspace::{Content, ContentHash, Snapshot};
use rayon::prelude::*;

use crate::contract::resource::Broken;
use crate::contract::workspace::ProblemCounts;

/// Findings of one document by its content: typing in one file checks no other again, unless it
/// changes which rules hold there.
type Known = HashMap<(String, ContentHash), (Arc<RuleSettings>, Arc<Checked>)>;

/// Asks other programs (shellcheck) about a document: what they say, or `None` when they are not
/// wanted. The second argument is what `ingot.yaml` says about asking shellcheck.
pub type Programs<'a> = &'a (dyn Fn(&Source, Option<bool>) -> Option<Vec<Diagnostic>> + Sync);

pub struct Prepared {
    pub snapshot: Snapshot,
    pub catalogue: Catalogue,
    /// Everything that is wrong, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with recipes and their layers.
    pub recipe_diagnostics: Vec<RecipeDiagnostic>,
    /// What comments in the files ignore, sorted by file and place.
    pub ignored: Vec<Ignored>,
    known: Known,
}

impl Prepared {
    /// `drafts`: unsaved text by path, shown in place of what is on disk.
    pub fn new(
        snapshot: &Snapshot,
        drafts: &HashMap<String, String>,
        inventory: Inventory,
        before: Option<&Self>,
    ) -> Self {
        Self::with_programs(snapshot, drafts, inventory, before, &|_, _| None)
    }

    /// [`Self::new`], with what other programs say about the documents.
    pub fn with_programs(
        snapshot: &Snapshot,
        drafts: &HashMap<String, String>,
        inventory: Inventory,
        before: Option<&Self>,
        programs: Programs<'_>,
    ) -> Self {
        let snapshot = snapshot.with_overlay(drafts);
        let settings = snapshot.settings();
        let nothing = Known::new();
        let known_before = before.map_or(&nothing, |before| &before.known);
        let mut known = Known::new();
        let mut problems = snapshot.diagnostics();
        let mut ignored = Vec::new();
        let named = named_documents(&snapshot);
        let mut builder = snapshot.catalogue().inventory(inventory);
        if let Some(before) = before {
            builder = builder.after(&before.catalogue);
        }
        let mut documents = Vec::new();
        for file in snapshot.files() {
            match file.content() {
                Content::Document(_) | Content::Workflow => {}
                // A component says that this is its document, so it is one, however broken.
                Content::Other if named.contains(file.path()) => {
                    builder = builder.document(file.source().clone(), None);
                }
                Content::Other | Content::Resource(_) => continue,
            }
            documents.push((file, settings.of(file.path())));
        }
        // Documents are independent of each other, and scripts take most of the time.
        let checked: Vec<_> = documents
            .into_par_iter()
            .map(|(file, here)| {
                let key = (file.path().to_owned(), file.hash().clone());
                let checked = match known_before.get(&key) {
                    Some((same, checked)) if *same == here => checked.clone(),
                    _ => {
                        let said = programs(file.source(), settings.shellcheck(file.path()));
                        Arc::new(check_document(file.source(), &here, said))
                    }
                };
                (key, here, checked)
            })
            .collect();
        for (key, here, checked) in checked {
            problems.extend(checked.diagnostics.iter().cloned());
            ignored.extend(checked.ignored.iter().cloned());
            known.insert(key, (here, checked));
        }
        let catalogue = builder.problems(problems).build();
        let mut checked = ingot_recipe::rules::check(&catalogue, &settings);
        // What rules say about a text that is shown as it was has no place in the text as it is.
        checked.found.retain(|found| {
            let file = snapshot.file(&found.diagnostic.file);
            file.is_none_or(|file| file.why_stale().is_none())
        });
        let mut diagnostics = checked.problems;
        diagnostics.extend(checked.found.iter().map(|found| found.diagnostic.clone()));
        Diagnostic::sort(&mut diagnostics);
        diagnostics.dedup();
        ignored.extend(checked.ignored);
        ignored.sort_by(|a, b| {
            let place = |it: &Ignored| (it.diagnostic.file.clone(), it.diagnostic.range);
            place(a).cmp(&place(b))
        });
        Self {
            snapshot,
            catalogue,
            diagnostics,
            recipe_diagnostics: checked.found,
            ignored,
            known,
        }
    }

    /// Why a file is shown as it last could be read; `None` when it is shown as it is.
    pub fn broken(&self, file: &str) -> Option<Broken> {
        let reason = self.snapshot.file(file)?.why_stale()?;
        Some(Broken {
            line: reason.range.start.line,
            message: reason.message.clone(),
        })
    }

    /// What is wrong with a file.
    pub fn of_file<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a Diagnostic> {
        self.diagnostics
            .iter()
            .filter(move |diagnostic| diagnostic.file == file)
    }
}

/// Checks one component document or workflow with the settings of its file and what other programs say.
pub fn check_document(source: &Source, settings: &RuleSettings, programs: Option<Vec<Diagnostic>>) -> Checked {
    let reading = ingot_component::read(source);
    if reading.tree.as_ref().is_some_and(workflow::is_workflow) {
        return workflow::check_all(source, &workflow::read(source), settings);
    }
    ingot_component::rules::check_all(source, &reading, settings, programs)
}

/// Paths that component resources name as their document.
fn named_documents(snapshot: &Snapshot) -> HashSet<String> {
    snapshot
        .resources()
        .filter_map(|(_, resource)| match resource {
            Resource::Component(component) => document_path(component.file(), component.value.document_path()?),
            _ => None,
        })
        .collect()
}

pub fn counts<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> ProblemCounts {
    diagnostics
        .into_iter()
        .fold(ProblemCounts::default(), |mut counts, diagnostic| {
            match diagnostic.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => {}
            }
            counts
        })
}
