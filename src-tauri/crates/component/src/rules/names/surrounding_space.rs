//! `names/surrounding-space`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::scalars::quoted;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct SurroundingSpace;

static META: RuleMeta = RuleMeta {
    id: "names/surrounding-space",
    title: "names of steps have no spaces around them",
    severity: Severity::Warning,
    reason: "The spaces beside a name in a reference are left out, so a step whose name starts or ends with a space \
             cannot be referred to.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: ' Hello'
        action: ExecuteBash
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for SurroundingSpace {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let name = &site.step.name;
        let trimmed = name.value.trim();
        if trimmed.len() == name.value.len() {
            return;
        }
        let message = format!("the name `{}` starts or ends with a space", shorten(&name.value));
        let finding = self.at(context, name.span, message).with_help("leave the space out");
        let written = context.source.slice(name.span);
        let is_one_line = written.starts_with(['"', '\'']) && !written.contains(['\n', '\r']) && !trimmed.is_empty();
        let fix = (is_one_line && !trimmed.contains(char::is_control))
            .then(|| Fix::replace(context.source, name.span, "leave the space out", quoted(trimmed)));
        found.push(Diagnostic { fix, ..finding });
    }
}
