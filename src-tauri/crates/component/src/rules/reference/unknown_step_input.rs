//! `reference/unknown-step-input`

use super::referred_call;
use crate::actions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{Direction, Reference};
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{shorten, similar};

pub(in crate::rules) struct UnknownStepInput;

static META: RuleMeta = RuleMeta {
    id: "reference/unknown-step-input",
    title: "references name an input that the step has",
    severity: Severity::Error,
    reason: "`{{ phase.step.inputs[0].x }}` reads what the other step was given in `x`. An input that is not \
             there cannot be read.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: 's3://ec2imagebuilder-tools/agent.rpm'
            destination: '/opt/agent.rpm'
      - name: Remove
        action: DeleteFile
        inputs:
          - path: '{{ build.Fetch.inputs[0].target }}'
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: 's3://ec2imagebuilder-tools/agent.rpm'
            destination: '/opt/agent.rpm'
      - name: Remove
        action: DeleteFile
        inputs:
          - path: '{{ build.Fetch.inputs[0].destination }}'
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for UnknownStepInput {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Step(reference) = &expression.reference else {
                continue;
            };
            let Some(target) = context.step(reference.phase, reference.step) else {
                continue;
            };
            let Some(call) = referred_call(target, reference).filter(|_| reference.direction == Direction::Inputs)
            else {
                continue;
            };
            let name = reference.path.split(['.', '[']).next().unwrap_or("");
            if call.get(name).is_some() {
                continue;
            }
            if name.is_empty() {
                found.push(
                    self.at(context, expression.span, "this reference names no input")
                        .with_help("write the name of the input behind a dot"),
                );
                continue;
            }
            let message = format!("`{}` has no input `{}`", shorten(reference.step), shorten(name));
            let finding = self.at(context, expression.span, message);
            let finding = finding.with_related(context.source, target.name.span, "the step is here");
            let module = actions::find(&target.action.value);
            if module.is_some_and(|module| module.input(name).is_some()) {
                // Whether the default of an input can be read is not documented.
                let severity = Severity::Warning;
                found.push(Diagnostic { severity, ..finding }.with_help(format!("set `{name}` in that step")));
                continue;
            }
            let known = call.entries().iter().filter_map(|entry| entry.key.text());
            found.push(match similar(name, known.take(CANDIDATES)) {
                Some(meant) => did_you_mean(finding, context.source, expression.span, name, meant),
                None => finding.with_help("name an input that the step is given"),
            });
        }
    }
}
