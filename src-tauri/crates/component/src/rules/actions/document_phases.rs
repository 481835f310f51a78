//! `actions/document-phases`

use std::collections::HashSet;

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct DocumentPhases;

static META: RuleMeta = RuleMeta {
    id: "actions/document-phases",
    title: "`phases` of `ExecuteDocument` is a list of names with commas",
    severity: Severity::Warning,
    reason: "`phases` is one text: the names of the phases to run, with commas between them. An empty name, one that \
             is there twice, or one in other letters than the document has, runs nothing or fails.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteDocument
        inputs:
          document: /opt/components/harden.yaml
          phases: build,,validate
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteDocument
        inputs:
          document: /opt/components/harden.yaml
          phases: build,validate
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for DocumentPhases {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::Phases) {
            let Some(text) = given.literal().filter(|text| text.len() <= LONGEST) else {
                continue;
            };
            let names: Vec<&str> = text.split(',').collect();
            let mut seen = HashSet::new();
            let tidy: Vec<&str> = names
                .iter()
                .map(|name| other_case(name.trim()).unwrap_or(name.trim()))
                .filter(|name| !name.is_empty() && seen.insert(*name))
                .collect();
            let message = if names.iter().any(|name| name.trim().is_empty()) {
                "one of the phases has no name".to_owned()
            } else if names.iter().any(|name| name.len() != name.trim().len()) {
                "there are spaces beside the names; whether AWSTOE leaves them out is not documented".to_owned()
            } else if let Some((name, known)) = names.iter().find_map(|name| Some((name, other_case(name)?))) {
                format!("`{}` is not `{known}`: the case of letters matters", shorten(name))
            } else if tidy.len() < names.len() {
                "one of the phases is there twice".to_owned()
            } else {
                continue;
            };
            let finding = self.at(context, given.value.span, message);
            let help = "write the names with nothing but commas between them: `build,validate`";
            let text = tidy.join(",");
            let is_plain = text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b',' | b'-'));
            let fix = (is_plain && !text.is_empty() && !text.starts_with(['-', ',']))
                .then(|| Fix::replace(context.source, given.value.span, "write the names alone", text));
            found.push(Diagnostic {
                fix,
                ..finding.with_help(help)
            });
        }
    }
}

/// Longest list that is looked at, in bytes; nobody has so many phases.
const LONGEST: usize = 10_000;

/// The phase that `name` is but for the case of its letters.
fn other_case(name: &str) -> Option<&'static str> {
    ["build", "validate", "test"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name) && *known != name)
}
