//! `reference/unknown-output`

use crate::actions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{Direction, Reference};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{list, shorten, similar};

pub(in crate::rules) struct UnknownOutput;

static META: RuleMeta = RuleMeta {
    id: "reference/unknown-output",
    title: "references name an output that the module has",
    severity: Severity::Warning,
    reason: "Each action module has its own outputs, such as `stdout` of `ExecuteBash`, and many have none. \
             The names are those of the guide; AWS may have added others since.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Find
        action: ReadFile
        inputs:
          - path: '/etc/hostname'
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ build.Find.outputs.contents }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Find
        action: ReadFile
        inputs:
          - path: '/etc/hostname'
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ build.Find.outputs.content }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for UnknownOutput {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Step(reference) = &expression.reference else {
                continue;
            };
            let target = context.step(reference.phase, reference.step);
            let Some(module) = target.and_then(|step| actions::find(&step.action.value)) else {
                continue;
            };
            let path = reference.path;
            if reference.direction == Direction::Inputs || module.outputs.contains(&path) {
                continue;
            }
            let message = match (path, module.outputs) {
                ("", _) => "this reference names no output".to_owned(),
                (_, []) => format!("`{}` has no outputs", module.name),
                _ => format!("`{}` has no output `{}`", module.name, shorten(path)),
            };
            let finding = self.at(context, expression.span, message);
            found.push(match (similar(path, module.outputs.iter().copied()), module.outputs) {
                (Some(name), _) => did_you_mean(finding, context.source, expression.span, path, name),
                (None, []) => finding.with_help("read the value with a step that has an output, such as `ReadFile`"),
                (None, outputs) => finding.with_help(format!("its outputs are {}", list(outputs))),
            });
        }
    }
}
