//! A workspace at one moment, read and checked: what every view is made from.

use std::collections::HashMap;
use std::sync::Arc;

use ingot_component::rules::RuleSettings;
use ingot_component::{Diagnostic, Severity};
use ingot_recipe::rules::RecipeDiagnostic;
use ingot_recipe::{Catalogue, Inventory};
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
        for file in snapshot.files().filter(|file| matches!(file.content(), Content::Document(_))) {
            let key = (file.path().to_owned(), file.hash().clone());
            let found = known.get(&key).cloned().unwrap_or_else(|| {
                Arc::new(ingot_component::rules::check(file.source(), &RuleSettings::default()))
            });
            diagnostics.extend(found.iter().cloned());
            checked.insert(key, found);
        }
        let catalogue = snapshot.catalogue().inventory(inventory).problems(diagnostics.iter().cloned()).build();
        let recipe_diagnostics = ingot_recipe::rules::check(&catalogue, &RuleSettings::default());
        diagnostics.extend(recipe_diagnostics.iter().map(|found| found.diagnostic.clone()));
        Diagnostic::sort(&mut diagnostics);
        diagnostics.dedup();
        Self { snapshot, catalogue, diagnostics, recipe_diagnostics, checked }
    }

    /// What is wrong with a file.
    pub fn of_file<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a Diagnostic> {
        self.diagnostics.iter().filter(move |diagnostic| diagnostic.file == file)
    }
}

pub fn counts<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> ProblemCounts {
    diagnostics.into_iter().fold(ProblemCounts::default(), |mut counts, diagnostic| {
        match diagnostic.severity {
            Severity::Error => counts.errors += 1,
            Severity::Warning => counts.warnings += 1,
            Severity::Info => {}
        }
        counts
    })
}
