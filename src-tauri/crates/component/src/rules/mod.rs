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
pub mod ignore;
mod ignores;
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
mod settings;
mod sizes;
mod steps;
mod structure;
mod yaml;

use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::{self, Phase, Reading, read};
use crate::text::{Source, Span};
use crate::workflow;
use crate::yaml::Node;
use context::{Context, StepSite};
use ignore::Ignores;

pub use ignore::Ignored;
pub use security::is_secret_parameter;
pub use settings::RuleSettings;

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

/// What checking a document says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Everything that is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What comments in the document ignore, in the order of the text.
    pub ignored: Vec<Ignored>,
}

/// Most findings in one document; nobody reads more, and a hostile text could have millions.
pub(crate) const MAX_FINDINGS: usize = 10_000;

/// Everything that is wrong with `source` as a component document, in the order of the text.
pub fn check(source: &Source, settings: &RuleSettings) -> Vec<Diagnostic> {
    check_reading(source, &read(source), settings)
}

/// [`check`] for a document that has been read already; `reading` must come from `source`.
pub fn check_reading(source: &Source, reading: &Reading, settings: &RuleSettings) -> Vec<Diagnostic> {
    check_all(source, reading, settings, None).diagnostics
}

/// [`check_reading`] together with what other programs (shellcheck) say about `source`, `None` when
/// they were not asked, and with what comments in the document ignore.
pub fn check_all(
    source: &Source,
    reading: &Reading,
    settings: &RuleSettings,
    programs: Option<Vec<Diagnostic>>,
) -> Checked {
    let asked = programs.is_some();
    let mut found = find_all(source, reading, settings);
    found.extend(programs.unwrap_or_default());
    let ran = |id: &str| !id.starts_with("workflow/") && (asked || !OF_PROGRAMS.contains(&id));
    conclude(source, settings, found, reading.complete, ran)
}

/// What is left of `found` after the settings and the comments in `source`, in the order of the text and not more than
/// anybody reads. `ran` tells which rules had a chance to find something.
pub(crate) fn conclude(
    source: &Source,
    settings: &RuleSettings,
    mut found: Vec<Diagnostic>,
    complete: bool,
    ran: impl Fn(&str) -> bool,
) -> Checked {
    found.retain_mut(|diagnostic| settings.keeps(diagnostic));
    let cut_short = !complete || found.len() > MAX_FINDINGS;
    let mut ignores = Ignores::read(source);
    let mut ignored = Vec::new();
    if !ignores.is_empty() {
        found.retain(|diagnostic| match ignores.reason(diagnostic) {
            Some(reason) => {
                let diagnostic = diagnostic.clone();
                ignored.push(Ignored { diagnostic, reason });
                false
            }
            None => true,
        });
        let known: Vec<&str> = catalogue().iter().map(|meta| meta.id).collect();
        found.extend(ignores.problems(source, settings, &known, |id: &str| !cut_short && ran(id)));
        ignored.sort_by_key(|it| it.diagnostic.range);
    }
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
    Checked {
        diagnostics: found,
        ignored,
    }
}

/// Rules whose findings come from other programs: no text breaks them by itself.
pub const OF_PROGRAMS: [&str; 1] = ["scripts/shellcheck"];

/// What reading says and what the active rules find, in no order.
fn find_all(source: &Source, reading: &Reading, settings: &RuleSettings) -> Vec<Diagnostic> {
    let mut found: Vec<_> = reading.diagnostics.clone();
    // A document that was cut short by an unreadable place would seem to lack all that follows.
    if let Some(document) = reading.document.as_ref().filter(|_| reading.complete) {
        let context = Context::new(source, document);
        let active = active(settings);
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
    overlap::reduce(found)
}

/// The rules whose hooks are called.
fn active(settings: &RuleSettings) -> Vec<&'static dyn Rule> {
    rules().filter(|rule| settings.runs(rule.meta().id)).collect()
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
    ignores::RULES,
];

fn rules() -> impl Iterator<Item = &'static dyn Rule> {
    GROUPS.iter().copied().flatten().copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

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
            let mut expected = BTreeSet::from([meta.id.to_owned()]);
            expected.retain(|id| !OF_PROGRAMS.contains(&id.as_str()));
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
    fn a_rule_that_is_off_does_not_run_and_says_nothing() {
        for meta in catalogue() {
            let settings = RuleSettings::without([meta.id]);
            let found = examine(meta, &Source::new("example.yaml", meta.bad), &settings);
            assert_eq!(found, [], "{}", meta.id);
            let active = active(&settings);
            let of_this_list = usize::from(rules().any(|rule| rule.meta().id == meta.id));
            assert_eq!(active.len() + of_this_list, rules().count(), "{}", meta.id);
            assert!(active.iter().all(|rule| rule.meta().id != meta.id), "{} runs", meta.id);
        }
    }

    #[test]
    fn the_severity_that_is_wanted_takes_the_place_of_the_rules_own() {
        for meta in catalogue() {
            for severity in [Severity::Error, Severity::Warning, Severity::Info] {
                let mut settings = RuleSettings::default();
                settings.severity.insert(meta.id.to_owned(), severity);
                let found = examine(meta, &Source::new("example.yaml", meta.bad), &settings);
                assert!(
                    (OF_PROGRAMS.contains(&meta.id) || !found.is_empty())
                        && found.iter().all(|it| it.severity == severity),
                    "{}",
                    meta.id
                );
            }
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
