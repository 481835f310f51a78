//! `actions/missing-input`

use crate::actions::{ActionModule, Need};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::given::{calls, is_absent};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::{shorten, similar};
use crate::yaml::Node;

pub(in crate::rules) struct MissingInput;

static META: RuleMeta = RuleMeta {
    id: "actions/missing-input",
    title: "required inputs are there",
    severity: Severity::Error,
    reason: "An action module that lacks a required input fails when the step runs, often half an hour into the \
             build.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
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

impl Rule for MissingInput {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let (Some(module), Some(inputs)) = (site.module, &site.step.inputs) else {
            return;
        };
        for call in calls(module, inputs) {
            let has = |name: &str| call.get(name).is_some_and(|value| !is_absent(value));
            let place = || match call.entries().first() {
                Some(first) => first.key.span,
                None => call.span,
            };
            for input in module.inputs {
                let (name, action) = (input.name, module.name);
                let message = match input.need {
                    Need::Required if !has(name) => format!("`{action}` needs the input `{name}`"),
                    Need::Either(other) if name < other && !has(name) && !has(other) => {
                        format!("`{action}` needs one of the inputs `{name}` and `{other}`")
                    }
                    Need::Either(other) if name < other && has(name) && has(other) => {
                        format!("`{action}` takes either `{name}` or `{other}`, not both")
                    }
                    Need::With(other) if has(name) && !has(other) => {
                        format!("the input `{name}` of `{action}` needs `{other}` beside it")
                    }
                    _ => continue,
                };
                let written = call.entry(name).map(|entry| entry.key.span);
                let finding = self.at(context, written.unwrap_or_else(place), message);
                found.push(match similar_key(call, module, name) {
                    Some(key) => finding.with_help(format!("`{}` looks like it; rename it to `{name}`", shorten(key))),
                    None => finding.with_help(match input.need {
                        Need::Either(_) => "write exactly one of them".to_owned(),
                        Need::With(other) => format!("add `{other}:`, or remove `{name}:`"),
                        _ => format!("add `{name}:`"),
                    }),
                });
            }
        }
    }
}

/// A key of `call` that is no input of `module` and looks like `name`.
fn similar_key<'n>(call: &'n Node, module: &ActionModule, name: &str) -> Option<&'n str> {
    let keys = call
        .entries()
        .iter()
        .filter_map(|entry| entry.key.text())
        .take(CANDIDATES);
    similar(name, keys.filter(|key| module.input(key).is_none()))
}
