//! `actions/input-form`

use crate::actions::{ActionModule, InputForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::is_absent;
use crate::rules::{Rule, RuleMeta, first_line};
use crate::yaml::Node;

pub(in crate::rules) struct Form;

static META: RuleMeta = RuleMeta {
    id: "actions/input-form",
    title: "inputs are a list or a mapping, as the module wants them",
    severity: Severity::Error,
    reason: "Some action modules take one mapping of inputs, others a list of mappings, one for each file they \
             work on. The wrong form fails the step.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          source: s3://ec2imagebuilder-tools/agent.rpm
          destination: /tmp/agent.rpm
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for Form {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let (Some(module), Some(inputs)) = (site.module, &site.step.inputs) else {
            return;
        };
        if is_absent(inputs) {
            return;
        }
        found.extend(self.form(context, module, inputs));
    }
}

impl Form {
    fn form(&self, context: &Context<'_>, module: &ActionModule, inputs: &Node) -> Option<Diagnostic> {
        let place = first_line(context.source, inputs);
        let name = module.name;
        match module.form {
            InputForm::List if !inputs.is_sequence() => {
                let message = format!("`{name}` takes a list of inputs, and this is {}", inputs.describe());
                let finding = self
                    .at(context, place, message)
                    .with_help("put `- ` before the first input and indent the others with it");
                // The AWS CDK writes a mapping here and the guide a list; whether AWSTOE takes both
                // is not documented (packages/@aws-cdk/aws-imagebuilder-alpha/README.md).
                let tolerated = name == "CreateFile" && inputs.is_mapping();
                Some(if tolerated {
                    Diagnostic {
                        severity: Severity::Warning,
                        ..finding
                    }
                } else {
                    finding
                })
            }
            InputForm::List => {
                let wrong = inputs.items().iter().find(|item| !item.is_mapping())?;
                let message = format!(
                    "each item of the inputs of `{name}` is a mapping, and this is {}",
                    wrong.describe()
                );
                let place = first_line(context.source, wrong);
                Some(self.at(context, place, message).with_help("write `- name: value`"))
            }
            InputForm::Mapping | InputForm::OptionalMapping if !inputs.is_mapping() => {
                let message = format!(
                    "`{name}` takes one mapping of inputs, and this is {}",
                    inputs.describe()
                );
                Some(
                    self.at(context, place, message)
                        .with_help("write `name: value` without a `- ` before it"),
                )
            }
            // What `Assert` takes is not documented well enough to refuse anything.
            InputForm::Mapping | InputForm::OptionalMapping | InputForm::Condition => None,
        }
    }
}
