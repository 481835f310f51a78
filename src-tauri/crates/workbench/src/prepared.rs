//! A workspace at one moment, read and checked: what every view is made from.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ingot_component::rules::RuleSettings;
use ingot_component::{Diagnostic, Severity};
use ingot_recipe::catalogue::document_path;
use ingot_recipe::rules::RecipeDiagnostic;
use ingot_recipe::{Catalogue, Inventory, Resource};
use ingot_workspace::{Content, ContentHash, Snapshot};

use crate::contract::workspace::ProblemCounts;

/// Findings of one document by its content: typing in one file checks no other again.
type Checked = HashMap<(String, ContentHash), Arc<Vec<Diagnostic>>>;

pub struct Prepared {
    pub snapshot: Snapshot,
    pub catalogue: Catalogue,
    /// Everything that is wrong, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with recipes and their layers.
    pub recipe_diagnostics: Vec<RecipeDiagnostic>,
    checked: Checked,
}

impl Prepared {
    /// `drafts`: unsaved text by path, shown in place of what is on disk.
    pub fn new(
        snapshot: &Snapshot,
        drafts: &HashMap<String, String>,
        inventory: Inventory,
        before: Option<&Self>,
    ) -> Self {
        let snapshot = snapshot.with_overlay(drafts);
        let nothing = Checked::new();
        let known = before.map_or(&nothing, |before| &before.checked);
        let mut checked = Checked::new();
        let mut diagnostics = snapshot.diagnostics();
        let named = named_documents(&snapshot);
        let mut builder = snapshot.catalogue().inventory(inventory);
        for file in snapshot.files() {
            match file.content() {
                Content::Document(_) => {}
                // A component says that this is its document, so it is one, however broken.
                Content::Other if named.contains(file.path()) => {
                    builder = builder.document(file.source().clone(), None);
                }
                Content::Other | Content::Resource(_) => continue,
            }
            let key = (file.path().to_owned(), file.hash().clone());
            let found = known
                .get(&key)
                .cloned()
                .unwrap_or_else(|| Arc::new(ingot_component::rules::check(file.source(), &RuleSettings::default())));
            diagnostics.extend(found.iter().cloned());
            checked.insert(key, found);
        }
        let catalogue = builder.problems(diagnostics.iter().cloned()).build();
        let recipe_diagnostics = ingot_recipe::rules::check(&catalogue, &RuleSettings::default());
        diagnostics.extend(recipe_diagnostics.iter().map(|found| found.diagnostic.clone()));
        Diagnostic::sort(&mut diagnostics);
        diagnostics.dedup();
        Self {
            snapshot,
            catalogue,
            diagnostics,
            recipe_diagnostics,
            checked,
        }
    }

    /// What is wrong with a file.
    pub fn of_file<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a Diagnostic> {
        self.diagnostics
            .iter()
            .filter(move |diagnostic| diagnostic.file == file)
    }
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
