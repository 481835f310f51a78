//! What can be wrong with a component document: one file a rule, one parse, one walk.
//!
//! A rule is a unit struct with a [`RuleMeta`] and the hooks it needs of `Rule`. The metas are
//! the catalogue: `ingot explain` and the documentation are made from them, and a test checks that
//! each bad example breaks its rule and each good example does not.

mod actions;
mod behaviour;
mod conditions;
mod context;
mod given;
mod iam;
mod loops;
mod names;
mod overlap;
mod paths;
mod phases;
mod platform;
mod reference;
mod scalars;
mod scripts;
mod security;
mod sizes;
mod steps;
mod structure;
mod yaml;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::{self, Phase, Reading, read};
use crate::text::{Source, Span};
use crate::workflow;
use crate::yaml::Node;
use context::{Context, StepSite};

/// What a rule is about, for people.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct RuleMeta {
    /// `group/name`; never changes once it is out.
    pub id: &'static str,
    /// What it asks for, in a few words.
    pub title: &'static str,
    /// How much breaking it matters, unless a finding says otherwise.
    pub severity: Severity,
    /// Why it exists, in full sentences.
    pub reason: &'static str,
    /// A document that breaks it.
    pub bad: &'static str,
    /// The same document mended.
    pub good: &'static str,
    /// Where the fact behind it is written down.
    pub source: &'static str,
}

/// Which rules run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RuleSettings {
    /// Ids of the rules that do not run.
    pub off: BTreeSet<String>,
}

impl RuleSettings {
    /// Whether the rule `id` runs.
    pub fn runs(&self, id: &str) -> bool {
        !self.off.contains(id)
    }
}

/// Most findings in one document; nobody reads more, and a hostile text could have millions.
pub(crate) const MAX_FINDINGS: usize = 10_000;

/// Everything that is wrong with `source` as a component document, in the order of the text.
pub fn check(source: &Source, settings: &RuleSettings) -> Vec<Diagnostic> {
    check_reading(source, &read(source), settings)
}

/// [`check`] for a document that has been read already; `reading` must come from `source`.
pub fn check_reading(source: &Source, reading: &Reading, settings: &RuleSettings) -> Vec<Diagnostic> {
    let runs = |diagnostic: &&Diagnostic| settings.runs(&diagnostic.rule);
    let mut found: Vec<_> = reading.diagnostics.iter().filter(runs).cloned().collect();
    // A document that was cut short by an unreadable place would seem to lack all that follows.
    if let Some(document) = reading.document.as_ref().filter(|_| reading.complete) {
        let context = Context::new(source, document);
        let active: Vec<_> = rules().filter(|rule| settings.runs(rule.meta().id)).collect();
        for rule in &active {
            rule.document(&context, &mut found);
        }
        for phase in &document.phases {
            for rule in &active {
                rule.phase(&context, phase, &mut found);
            }
            for step in &phase.steps {
                if found.len() > MAX_FINDINGS {
                    break;
                }
                let site = StepSite::new(source, phase, step);
                for rule in &active {
                    rule.step(&context, &site, &mut found);
                }
            }
        }
    }
    finish(source, overlap::reduce(found))
}

/// Findings in the order of the text, and not more of them than anybody reads.
pub(crate) fn finish(source: &Source, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    Diagnostic::sort(&mut found);
    if found.len() > MAX_FINDINGS {
        found.truncate(MAX_FINDINGS);
        let rest = format!("more than {MAX_FINDINGS} problems; the rest is not listed");
        found.push(Diagnostic::new(
            source,
            Span::at(source.text().len()),
            "yaml/too-large",
            Severity::Info,
            rest,
        ));
    }
    found
}

/// Every rule of this crate, by group and name; those of the group `workflow/` are about workflow
/// documents, and so are their examples.
pub fn catalogue() -> &'static [&'static RuleMeta] {
    static METAS: LazyLock<Vec<&'static RuleMeta>> = LazyLock::new(|| {
        let mut metas: Vec<_> = rules().map(|rule| rule.meta()).chain(workflow::metas()).collect();
        metas.sort_by_key(|meta| meta.id);
        metas
    });
    &METAS
}

/// The rule called `id`.
pub fn find(id: &str) -> Option<&'static RuleMeta> {
    catalogue().iter().copied().find(|meta| meta.id == id)
}

/// One rule. The walk calls every hook of every active rule; a rule implements those it needs, and
/// none if reading the document already reports it.
trait Rule: Sync {
    fn meta(&self) -> &'static RuleMeta;

    /// Once, before any phase.
    fn document(&self, _context: &Context<'_>, _found: &mut Vec<Diagnostic>) {}

    /// For each phase.
    fn phase(&self, _context: &Context<'_>, _phase: &Phase, _found: &mut Vec<Diagnostic>) {}

    /// For each step, with what it calls and the references in it.
    fn step(&self, _context: &Context<'_>, _site: &StepSite<'_>, _found: &mut Vec<Diagnostic>) {}

    /// A finding of this rule.
    fn at(&self, context: &Context<'_>, span: Span, message: impl Into<String>) -> Diagnostic
    where
        Self: Sized,
    {
        Diagnostic::new(context.source, span, self.meta().id, self.meta().severity, message)
    }
}

/// Longest place in which a name is looked for, so that findings without an exact place do not
/// search a whole script each.
const LONGEST_EDIT: usize = 1000;

/// `finding` about `written` at `span`, asking whether `name` was meant, with the edit that writes it
/// when `written` stands at `span` exactly once (not when it came out of an alias or an escape).
fn did_you_mean(finding: Diagnostic, source: &Source, span: Span, written: &str, name: &str) -> Diagnostic {
    let finding = finding.with_help(format!("did you mean `{name}`?"));
    let text = source.slice(span);
    if written.is_empty() || text.len() > LONGEST_EDIT || text.matches(written).count() != 1 {
        return finding;
    }
    let title = format!("change to `{name}`");
    finding.with_fix(Fix::replace(source, span, title, text.replacen(written, name, 1)))
}

/// The first line of a node: a collection is long, and its start is enough to show it.
fn first_line(source: &Source, node: &Node) -> Span {
    document::first_line(source, node.span)
}

const GROUPS: &[&[&dyn Rule]] = &[
    yaml::RULES,
    structure::RULES,
    names::RULES,
    phases::RULES,
    steps::RULES,
    actions::RULES,
    reference::RULES,
    loops::RULES,
    conditions::RULES,
    scripts::RULES,
    platform::RULES,
    sizes::RULES,
    security::RULES,
    behaviour::RULES,
    iam::RULES,
];

fn rules() -> impl Iterator<Item = &'static dyn Rule> {
    GROUPS.iter().copied().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Examples of the group `workflow/` are workflow documents.
    fn examine(meta: &RuleMeta, source: &Source, settings: &RuleSettings) -> Vec<Diagnostic> {
        if meta.id.starts_with("workflow/") {
            workflow::check(source, settings)
        } else {
            check(source, settings)
        }
    }

    fn broken(meta: &RuleMeta, text: &str) -> Vec<String> {
        examine(meta, &Source::new("example.yaml", text), &RuleSettings::default())
            .into_iter()
            .map(|diagnostic| diagnostic.rule)
            .collect()
    }

    #[test]
    fn every_bad_example_breaks_its_rule_and_no_other() {
        for meta in catalogue() {
            let found: BTreeSet<_> = broken(meta, meta.bad).into_iter().collect();
            let expected = match meta.id {
                // Found by a program that is not part of this crate.
                crate::script::shellcheck::RULE => BTreeSet::new(),
                id => BTreeSet::from([id.to_owned()]),
            };
            assert_eq!(found, expected, "{}", meta.id);
        }
    }

    #[test]
    fn every_good_example_is_clean() {
        for meta in catalogue() {
            assert_eq!(broken(meta, meta.good), Vec::<String>::new(), "{}", meta.id);
        }
    }

    #[test]
    fn a_rule_that_is_off_says_nothing() {
        for meta in catalogue() {
            let settings = RuleSettings {
                off: BTreeSet::from([meta.id.to_owned()]),
            };
            let found = examine(meta, &Source::new("example.yaml", meta.bad), &settings);
            assert_eq!(found, [], "{}", meta.id);
        }
    }

    #[test]
    fn fixes_of_the_bad_examples_mend_them() {
        let mut mended = 0;
        for meta in catalogue() {
            let source = Source::new("example.yaml", meta.bad);
            let fix = examine(meta, &source, &RuleSettings::default())
                .into_iter()
                .find_map(|found| found.fix);
            if let Some(text) = fix.and_then(|fix| fix.apply(&source)) {
                assert_eq!(broken(meta, &text), Vec::<String>::new(), "{}", meta.id);
                mended += 1;
            }
        }
        assert!(mended >= 5, "only {mended} of the bad examples have a fix");
    }

    #[test]
    fn ids_are_distinct_and_findable() {
        let ids: BTreeSet<_> = catalogue().iter().map(|meta| meta.id).collect();
        assert_eq!(ids.len(), catalogue().len());
        assert_eq!(find("actions/unknown").map(|meta| meta.id), Some("actions/unknown"));
        assert_eq!(find("actions/nothing"), None);
    }
}
