//! `actions/unknown-input`

use crate::actions::InputForm;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::calls;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::{list, shorten, similar};

pub(in crate::rules) struct UnknownInput;

static META: RuleMeta = RuleMeta {
    id: "actions/unknown-input",
    title: "inputs have names that the action module knows",
    severity: Severity::Warning,
    reason: "An input that the module does not know does nothing. Most often it is a known one, misspelt.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
            destination: /tmp/agent.rpm
            overwritten: false
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
            overwrite: false
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for UnknownInput {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let (Some(module), Some(inputs)) = (site.module, &site.step.inputs) else {
            return;
        };
        if module.form == InputForm::Condition {
            return;
        }
        let names: Vec<_> = module.inputs.iter().map(|input| input.name).collect();
        for call in calls(module, inputs) {
            let free: Vec<_> = names.iter().copied().filter(|name| call.get(name).is_none()).collect();
            for key in call.entries().iter().map(|entry| &entry.key) {
                let name = key.text().unwrap_or_default();
                if module.input(name).is_some() {
                    continue;
                }
                let message = format!("`{}` has no input `{}`", module.name, shorten(name));
                let finding = self.at(context, key.span, message);
                found.push(match similar(name, free.iter().copied()) {
                    Some(name) => finding
                        .with_help(format!("did you mean `{name}`?"))
                        .with_fix(Fix::replace(
                            context.source,
                            key.span,
                            format!("rename to `{name}`"),
                            name,
                        )),
                    None => finding.with_help(format!("its inputs are {}", list(&names))),
                });
            }
        }
    }
}
