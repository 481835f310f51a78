//! A workspace at one moment, read and checked: what every view is made from.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ingot_component::rules::{Checked, Ignored, RuleSettings};
use ingot_component::{Diagnostic, Severity, Source, workflow};
use ingot_recipe::catalogue::document_path;
use ingot_recipe::rules::RecipeDiagnostic;
use ingot_recipe::{Catalogue, Inventory, Kept, Resource, check_after};
use ingot_workspace::{Content, ContentHash, Snapshot, WorkspaceFile};
use rayon::prelude::*;

use crate::contract::resource::Broken;
use crate::contract::workspace::ProblemCounts;

/// Findings of documents by path: typing in one file checks no other again, unless it changes which
/// rules hold there.
type Known = HashMap<String, KnownDocument>;

#[derive(Clone)]
struct KnownDocument {
    hash: ContentHash,
    settings: Arc<RuleSettings>,
    checked: Arc<Checked>,
}

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
    /// What is known of resources.
    kept: Kept,
}

impl Prepared {
    /// `drafts`: unsaved text by path, shown in place of what is on disk.
    pub fn new(
        snapshot: &Snapshot,
        drafts: &HashMap<String, String>,
        inventory: impl Into<Arc<Inventory>>,
        before: Option<&Self>,
    ) -> Self {
        Self::with_programs(snapshot, drafts, inventory, before, &|_, _| None)
    }

    /// [`Self::new`], with what other programs say about the documents.
    pub fn with_programs(
        snapshot: &Snapshot,
        drafts: &HashMap<String, String>,
        inventory: impl Into<Arc<Inventory>>,
        before: Option<&Self>,
        programs: Programs<'_>,
    ) -> Self {
        let snapshot = snapshot.with_overlay(drafts);
        let settings = snapshot.settings();
        let mut problems = snapshot.diagnostics();
        let mut ignored = Vec::new();
        let mut builder = snapshot.catalogue().inventory(inventory);
        if let Some(before) = before {
            builder = builder.after(&before.catalogue);
        }
        let mut documents = Vec::new();
        let mut named = None;
        for file in snapshot.files() {
            match file.content() {
                Content::Document(_) | Content::Workflow => {}
                // A component says that this is its document, so it is one, however broken.
                Content::Other
                    if named
                        .get_or_insert_with(|| named_documents(&snapshot))
                        .contains(file.path()) =>
                {
                    builder = builder.document(file.source().clone(), None);
                }
                Content::Other | Content::Resource(_) => continue,
            }
            documents.push((file, settings.of(file.path())));
        }
        let mut known = Known::with_capacity(documents.len());
        if let Some(before) = before {
            documents.retain(|(file, here)| {
                let checked = before.known.get(file.path());
                let checked = checked.filter(|it| it.hash == *file.hash() && it.settings == *here);
                if let Some(checked) = checked {
                    known.insert(file.path().to_owned(), checked.clone());
                }
                checked.is_none()
            });
        }
        // Documents are independent of each other, and scripts take most of the time.
        let fresh = documents.into_par_iter().map(|(file, settings)| {
            let said = programs(file.source(), snapshot.settings().shellcheck(file.path()));
            let checked = KnownDocument {
                hash: file.hash().clone(),
                checked: Arc::new(check_document(file.source(), &settings, said)),
                settings,
            };
            (file.path().to_owned(), checked)
        });
        known.par_extend(fresh);
        for it in snapshot.files().filter_map(|file| known.get(file.path())) {
            problems.extend(it.checked.diagnostics.iter().cloned());
            ignored.extend(it.checked.ignored.iter().cloned());
        }
        let catalogue = builder.problems(problems).build();
        let (mut checked, kept) = check_after(&catalogue, &settings, before.map(|before| &before.kept));
        // What rules say about a text that is shown as it was has no place in the text as it is.
        let stale = snapshot.files().filter(|file| file.why_stale().is_some());
        let stale: HashSet<&str> = stale.map(WorkspaceFile::path).collect();
        checked
            .found
            .retain(|found| !stale.contains(found.diagnostic.file.as_str()));
        let mut diagnostics = checked.problems;
        diagnostics.extend(checked.found.iter().map(|found| found.diagnostic.clone()));
        Diagnostic::sort(&mut diagnostics);
        diagnostics.dedup();
        ignored.extend(checked.ignored);
        sort_ignored(&mut ignored);
        Self {
            snapshot,
            catalogue,
            diagnostics,
            recipe_diagnostics: checked.found,
            ignored,
            known,
            kept,
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

/// In the order of files and places.
pub fn sort_ignored(ignored: &mut [Ignored]) {
    fn place(it: &Ignored) -> impl Ord + '_ {
        let found = &it.diagnostic;
        (&found.file, found.range, &found.rule, &found.message)
    }
    ignored.sort_by(|a, b| place(a).cmp(&place(b)));
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
