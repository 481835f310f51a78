//! The catalogue of all rules, and their examples as the check sees them.

use std::path::Path;

use ingot_component::rules::{self as document_rules, RuleSettings};
use ingot_component::{Diagnostic, Source, workflow};
use ingot_recipe::rules as recipe_rules;

pub use ingot_component::rules::RuleMeta;
pub use ingot_recipe::rules::all_rules;
pub use ingot_recipe::rules::example::Example;
pub use ingot_workspace::settings_for;

/// The rule called `id`.
pub fn find(id: &str) -> Option<&'static RuleMeta> {
    document_rules::find(id).or_else(|| recipe_rules::find(id))
}

/// Whether a comment may make an exception of it.
pub fn can_be_ignored(rule: &RuleMeta) -> bool {
    !document_rules::ignore::NEVER.contains(&rule.id) && !rule.id.starts_with("ignores/")
}

/// The rules that hold for the file at `path`, whether it is saved or not.
pub fn rules_for(path: &Path) -> RuleSettings {
    (*settings_for(path).0).clone()
}

/// All rules by group, groups and rules in the order of their names.
pub fn groups() -> Vec<(&'static str, Vec<&'static RuleMeta>)> {
    let mut all: Vec<&'static RuleMeta> = all_rules().collect();
    all.sort_by_key(|meta| meta.id);
    let mut groups: Vec<(&str, Vec<&RuleMeta>)> = Vec::new();
    for meta in all {
        let name = meta.id.split_once('/').map_or(meta.id, |(group, _)| group);
        match groups.last_mut() {
            Some((group, metas)) if *group == name => metas.push(meta),
            _ => groups.push((name, vec![meta])),
        }
    }
    groups
}

/// What the check says about `text`, an example of `rule`: one component document or workflow, or, for rules
/// of workspaces, several files in one text.
pub fn example(rule: &RuleMeta, text: &str) -> Example {
    if document_rules::find(rule.id).is_none() {
        return recipe_rules::example::example(text);
    }
    let source = Source::new("document.yaml", text);
    let check = if rule.id.starts_with("workflow/") {
        workflow::check
    } else {
        document_rules::check
    };
    let diagnostics: Vec<Diagnostic> = check(&source, &RuleSettings::default());
    Example {
        files: vec![source],
        diagnostics,
    }
}
