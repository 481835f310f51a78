//! `reference/index`

use crate::actions::{self, InputForm};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Step;
use crate::expression::{Direction, Reference, StepReference};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::text::Span;

pub(in crate::rules) struct Index;

static META: RuleMeta = RuleMeta {
    id: "reference/index",
    title: "indexes point into a list of inputs",
    severity: Severity::Error,
    reason: "A module that takes a list of inputs is read with the number of the item, from 0: \
             `inputs[0].path`. A module that takes one mapping has no such number.",
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
          - path: '{{ build.Fetch.inputs[1].destination }}'
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

impl Rule for Index {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Step(reference) = &expression.reference else {
                continue;
            };
            if reference.direction == Direction::Inputs
                && let Some(target) = context.step(reference.phase, reference.step)
            {
                found.extend(self.reference(context, expression.span, reference, target));
            }
        }
    }
}

impl Index {
    fn reference(
        &self,
        context: &Context<'_>,
        span: Span,
        reference: &StepReference<'_>,
        target: &Step,
    ) -> Option<Diagnostic> {
        let inputs = target.inputs.as_ref()?;
        let form = actions::find(&target.action.value)?.form;
        let name = shorten(reference.step);
        // Inputs of the wrong form are a finding about the other step.
        match (form, reference.index) {
            (InputForm::List, Some(index)) if inputs.is_sequence() => {
                let items = inputs.items().len();
                if usize::try_from(index).is_ok_and(|index| index < items) {
                    return None;
                }
                let (has, last) = match items {
                    1 => ("1 input".to_owned(), "it is `[0]`".to_owned()),
                    items => (
                        format!("{items} inputs"),
                        format!("they are `[0]` to `[{}]`", items.saturating_sub(1)),
                    ),
                };
                let message = format!("`{name}` has {has}, so there is no `[{index}]`");
                Some(self.at(context, span, message).with_help(last))
            }
            (InputForm::List, None) if inputs.is_sequence() => Some(
                Diagnostic {
                    severity: Severity::Warning,
                    ..self.at(
                        context,
                        span,
                        format!("`{name}` takes a list of inputs, and this says not which"),
                    )
                }
                .with_help("write `inputs[0]` for the first one"),
            ),
            (InputForm::Mapping | InputForm::OptionalMapping, Some(_)) if inputs.is_mapping() => Some(
                Diagnostic {
                    severity: Severity::Warning,
                    ..self.at(
                        context,
                        span,
                        format!("`{name}` takes one mapping of inputs, not a list"),
                    )
                }
                .with_help("write `inputs.` without a number"),
            ),
            _ => None,
        }
    }
}
