//! `actions/wildcard-place`

use crate::actions::{Takes, Wildcard};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::paths::last_part;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct WildcardPlace;

static META: RuleMeta = RuleMeta {
    id: "actions/wildcard-place",
    title: "a `*` stands where the module looks for one",
    severity: Severity::Error,
    reason: "Copying, moving and deleting take a `*` only behind the last separator of the path. `S3Download` takes \
             one only at the end, behind a `/`. Everywhere else a `*` is a letter like any other.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Clean
        action: DeleteFile
        inputs:
          - path: /opt/*/install.log
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Clean
        action: DeleteFile
        inputs:
          - path: /opt/tool/*.log
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for WildcardPlace {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.value.text().unwrap_or_default();
            if !text.contains('*') {
                continue;
            }
            let name = given.input.name;
            let mild = |message: String, help: &str| Diagnostic {
                severity: Severity::Warning,
                ..self.at(context, given.value.span, message).with_help(help)
            };
            found.push(match given.input.takes {
                Takes::Path(Wildcard::Nowhere) | Takes::S3Address(Wildcard::Nowhere) => mild(
                    format!("`{name}` names one thing, and a `*` in it stands for nothing"),
                    "name it in full",
                ),
                Takes::Path(Wildcard::LastPart) if stem(text, last_part(text)).contains('*') => self
                    .at(
                        context,
                        given.value.span,
                        format!("`{name}` can have a `*` only behind its last separator"),
                    )
                    .with_help("name the folder in full, with a step for each of several folders"),
                Takes::S3Address(Wildcard::LastPart) if !text.ends_with("/*") || stem(text, "*").contains('*') => mild(
                    format!("`{name}` can have a `*` only at its end, behind a `/`"),
                    "end the prefix with `/*`; everything under it is downloaded",
                ),
                _ => continue,
            });
        }
    }
}

/// `text` without its `end`.
fn stem<'t>(text: &'t str, end: &str) -> &'t str {
    text.strip_suffix(end).unwrap_or(text)
}
