//! `actions/no-inputs`

use crate::actions::{InputForm, Need};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::is_absent;
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::list;

pub(in crate::rules) struct NoInputs;

static META: RuleMeta = RuleMeta {
    id: "actions/no-inputs",
    title: "steps have inputs unless their module needs none",
    severity: Severity::Error,
    reason: "Only `Reboot` and `UpdateOS` run without inputs. AWSTOE refuses the whole document when another step \
             has none, an empty list included; a build that worked before July 2026 can fail because of it.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs: []
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
            destination: /tmp/agent.rpm
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html and https://github.com/CloudSnorkel/cdk-github-runners/issues/964",
};

impl Rule for NoInputs {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(module) = site.module.filter(|module| module.form != InputForm::OptionalMapping) else {
            return;
        };
        let place = match &site.step.inputs {
            None => site.step.action.span,
            Some(inputs) if is_absent(inputs) => first_line(context.source, inputs),
            Some(_) => return,
        };
        let message = format!("`{}` has no inputs, and it needs some", module.name);
        let needed: Vec<_> = module
            .inputs
            .iter()
            .filter(|input| input.need != Need::Optional)
            .map(|input| input.name)
            .collect();
        let help = match needed.as_slice() {
            [] => "add `inputs:`, or remove the step".to_owned(),
            needed => format!("add `inputs:` with {}, or remove the step", list(needed)),
        };
        found.push(self.at(context, place, message).with_help(help));
    }
}
