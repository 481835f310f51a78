//! `actions/unknown`

use crate::actions;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::{shorten, similar};

pub(in crate::rules) struct Unknown;

static META: RuleMeta = RuleMeta {
    id: "actions/unknown",
    title: "actions are action modules of AWSTOE",
    severity: Severity::Error,
    reason: "AWSTOE has thirty action modules. Any other name in `action:` fails the document; the case of \
             letters matters.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBsh
        inputs:
          commands:
            - echo hello
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for Unknown {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let action = &site.step.action;
        if site.module.is_some() || action.value.is_empty() {
            return;
        }
        let finding = self.at(
            context,
            action.span,
            format!("unknown action `{}`", shorten(&action.value)),
        );
        found.push(match similar(&action.value, actions::all().map(|module| module.name)) {
            Some(name) => finding
                .with_help(format!("did you mean `{name}`?"))
                .with_fix(Fix::replace(
                    context.source,
                    action.span,
                    format!("change to `{name}`"),
                    name,
                )),
            None => finding.with_help("use an action module of AWSTOE, such as `ExecuteBash` or `ExecutePowerShell`"),
        });
    }
}
