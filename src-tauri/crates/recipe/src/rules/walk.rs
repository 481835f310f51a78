//! One walk over a workspace for all rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use ingot_component::Diagnostic;
use ingot_component::rules::ignore::Ignores;
use ingot_component::rules::{Ignored, RuleSettings};

use super::kept::Kept;
use super::pipeline_site::PipelineSite;
use super::site::{Found, RecipeSite, sorted};
use super::{RULES, RecipeDiagnostic, Rule, all_rules, container, find, guardrails};
use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::settings::Settings;

/// What checking a workspace says.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// What is wrong with the resources beyond what [`crate::read`] says of each file by itself, in
    /// the order of files and places.
    pub found: Vec<RecipeDiagnostic>,
    /// What of the catalogue's problems counts, and what is wrong with comments that ignore
    /// something.
    pub problems: Vec<Diagnostic>,
    /// What comments in the resource files ignore.
    pub ignored: Vec<Ignored>,
}

/// Checks the resources of a workspace.
pub fn check(catalogue: &Catalogue, settings: &Settings) -> Checked {
    check_after(catalogue, settings, None).0
}

/// Checks the resources of a workspace when some of them were checked a moment ago. Only those are
/// checked anew of which anything that was looked at has changed since.
pub fn check_after(catalogue: &Catalogue, settings: &Settings, before: Option<&Kept>) -> (Checked, Kept) {
    let (found, kept) = find_all(catalogue, settings, before);
    let mut checked = Checked {
        found,
        problems: catalogue.problems().to_vec(),
        ignored: Vec::new(),
    };
    checked
        .problems
        .retain_mut(|found| settings.of(&found.file).keeps(found));
    checked.ignore(catalogue, settings);
    (checked, kept)
}

impl Checked {
    /// Sets aside what comments in the files of resources ignore.
    fn ignore(&mut self, catalogue: &Catalogue, settings: &Settings) {
        let resources = catalogue.resources().iter();
        let mut files: BTreeMap<&str, (&Resource, Ignores)> = resources
            .map(|resource| (resource.file(), (&**resource, Ignores::read(resource.place().source()))))
            .filter(|(_, (_, ignores))| !ignores.is_empty())
            .collect();
        if files.is_empty() {
            return;
        }
        let ignored = &mut self.ignored;
        let mut stays = |diagnostic: &mut Diagnostic| {
            let file = files.get_mut(diagnostic.file.as_str());
            let Some(reason) = file.and_then(|(_, ignores)| ignores.reason(diagnostic)) else {
                return true;
            };
            if guardrails::is_fixed(catalogue, diagnostic) {
                guardrails::say_fixed(diagnostic);
                return true;
            }
            let diagnostic = diagnostic.clone();
            ignored.push(Ignored { diagnostic, reason });
            false
        };
        self.found.retain_mut(|found| stays(&mut found.diagnostic));
        self.problems.retain_mut(&mut stays);
        let known: Vec<&str> = all_rules().map(|meta| meta.id).collect();
        for (file, (resource, ignores)) in files {
            // What stands inside `data` is a document, and is checked as one.
            let ran = |id: &str| resource.is_complete() && (find(id).is_some() || id.starts_with("yaml/"));
            let source = resource.place().source();
            self.problems
                .extend(ignores.problems(source, &settings.of(file), &known, ran));
        }
    }
}

/// What the active rules find.
fn find_all(catalogue: &Catalogue, settings: &Settings, before: Option<&Kept>) -> (Vec<RecipeDiagnostic>, Kept) {
    let active: Vec<_> = RULES
        .iter()
        .copied()
        .filter(|rule| settings.runs_somewhere(rule.meta().id))
        .collect();
    let mut found = Found::default();
    for rule in &active {
        rule.workspace(catalogue, &mut found);
    }
    let mut all = found.kept_by(settings);
    let mut rules = Rules::new(active, settings);
    let kept = Kept::after(before, catalogue, settings, |catalogue, resource| {
        find_in(catalogue, resource, &mut rules).kept_by(settings)
    });
    for resource in catalogue.resources() {
        all.extend(kept.of(resource).iter().cloned());
    }
    (sorted(all), kept)
}

/// What the rules find in one resource.
fn find_in(catalogue: &Catalogue, resource: &Arc<Resource>, rules: &mut Rules<'_>) -> Found {
    let mut found = Found::default();
    // A file that was cut short by an unreadable place would seem to lack all that follows.
    if !resource.is_complete() {
        return found;
    }
    let rules = rules.of(resource.file());
    for rule in rules {
        rule.resource(catalogue, resource, &mut found);
    }
    match &**resource {
        Resource::ImageRecipe(authored) => {
            let Some(facts) = catalogue.facts_of(resource) else {
                return found;
            };
            let site = RecipeSite::new(catalogue, authored, facts);
            found.enter(&facts.name);
            for rule in rules {
                rule.recipe(catalogue, &site, &mut found);
            }
            found.leave();
        }
        Resource::ImagePipeline(authored) => {
            let site = PipelineSite::new(catalogue, authored);
            for rule in rules {
                rule.pipeline(catalogue, &site, &mut found);
            }
        }
        Resource::ContainerRecipe(container) => {
            let layers = container::Layers::of(container);
            let site = layers.site(catalogue);
            let run = |rule: &&&dyn Rule| rules.iter().any(|active| active.meta().id == rule.meta().id);
            for rule in container::LAYER_RULES.iter().filter(run) {
                rule.recipe(catalogue, &site, &mut found);
            }
        }
        _ => {}
    }
    found
}

/// The rules that run on a file.
struct Rules<'s> {
    active: Vec<&'static dyn Rule>,
    settings: &'s Settings,
    /// Those of the file that was last asked about: most files have the same settings.
    last: Option<(Arc<RuleSettings>, Vec<&'static dyn Rule>)>,
}

impl<'s> Rules<'s> {
    fn new(active: Vec<&'static dyn Rule>, settings: &'s Settings) -> Self {
        Self {
            active,
            settings,
            last: None,
        }
    }

    fn of(&mut self, file: &str) -> &[&'static dyn Rule] {
        let here = self.settings.of(file);
        let active = &self.active;
        let runs = |here: &RuleSettings| {
            let rules = active.iter().filter(|rule| here.runs(rule.meta().id));
            rules.copied().collect()
        };
        let last = self.last.take().filter(|(settings, _)| Arc::ptr_eq(settings, &here));
        let last = last.unwrap_or_else(|| {
            let rules = runs(&here);
            (here, rules)
        });
        &self.last.insert(last).1
    }
}
