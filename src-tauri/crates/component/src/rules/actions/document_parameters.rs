//! `actions/document-parameters`

use std::collections::HashMap;

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::scalars::{altered, quote};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;
use crate::text::Span;
use crate::yaml::Node;

pub(in crate::rules) struct DocumentParameters;

static META: RuleMeta = RuleMeta {
    id: "actions/document-parameters",
    title: "parameters of `ExecuteDocument` have a name and a value",
    severity: Severity::Error,
    reason: "Each parameter for another document is a mapping with `name` and `value`; both are required. A parameter \
             that is there twice has one value, and nothing says which.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteDocument
        inputs:
          document: /opt/components/harden.yaml
          parameters:
            - Level: strict
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteDocument
        inputs:
          document: /opt/components/harden.yaml
          parameters:
            - name: Level
              value: strict
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for DocumentParameters {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::Mappings) {
            let mut first: HashMap<&str, Span> = HashMap::new();
            for item in given.value.items() {
                if let Some(finding) = self.parameter(context, item) {
                    found.push(finding);
                    continue;
                }
                let Some(name) = item.get("name") else { continue };
                let text = name.text().unwrap_or_default();
                if let Some(earlier) = first.get(text) {
                    let message = format!("`{}` is given twice", shorten(text));
                    let finding = self.at(context, name.span, message).with_help("remove one of them");
                    found.push(Diagnostic {
                        severity: Severity::Warning,
                        ..finding.with_related(context.source, *earlier, "the first one is here")
                    });
                } else {
                    first.insert(text, name.span);
                }
            }
        }
    }
}

impl DocumentParameters {
    fn parameter(&self, context: &Context<'_>, item: &Node) -> Option<Diagnostic> {
        const FORM: &str = "write `- name: Name` with `value:` below it";
        let place = first_line(context.source, item);
        if !item.is_mapping() {
            let message = format!("a parameter is `name` and `value`, and this is {}", item.describe());
            return Some(self.at(context, place, message).with_help(FORM));
        }
        for field in ["name", "value"] {
            let Some(value) = item.get(field) else {
                let message = format!("the parameter has no `{field}`");
                return Some(self.at(context, place, message).with_help(FORM));
            };
            if value.text().is_none() {
                let message = format!("the `{field}` of a parameter is text, and this is {}", value.describe());
                let place = first_line(context.source, value);
                return Some(
                    self.at(context, place, message)
                        .with_help("write one value behind the `:`"),
                );
            }
            if let Some(becomes) = altered(value) {
                let text = shorten(value.text().unwrap_or_default());
                let message = format!("the `{field}` of a parameter is text, and YAML can read `{text}` as {becomes}");
                let finding = self.at(context, value.span, message).with_help("put it in quotes");
                return Some(Diagnostic {
                    severity: Severity::Warning,
                    fix: quote(context.source, value),
                    ..finding
                });
            }
        }
        None
    }
}
