//! `reference/malformed`

use super::starts_with_phase;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{shorten, similar};

pub(in crate::rules) struct Malformed;

static META: RuleMeta = RuleMeta {
    id: "reference/malformed",
    title: "references to steps have all their parts",
    severity: Severity::Error,
    reason: "A reference to a step reads `phase.step.outputs.name` or `phase.step.inputs[0].name`. What \
             starts with the name of a phase and goes on in another way cannot be resolved.",
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
            - 'echo "{{ build.Find.output.content }}"'
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for Malformed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            if expression.reference != Reference::Other || !starts_with_phase(context, expression.inner) {
                continue;
            }
            let message = format!(
                "`{{{{ {} }}}}` is no whole reference to a step",
                shorten(expression.inner)
            );
            let finding = self.at(context, expression.span, message);
            // Behind phase and step.
            let mut parts = expression.inner.split('.').skip(2).take(CANDIDATES);
            let slip = parts.find_map(|part| {
                let word = part.split('[').next().unwrap_or(part);
                let meant = ["inputs", "outputs"]
                    .into_iter()
                    .find(|meant| similar(word, [*meant]).is_some())?;
                Some((word, meant))
            });
            found.push(match slip {
                Some((word, meant)) => {
                    let (written, meant) = (format!(".{word}"), format!(".{meant}"));
                    did_you_mean(finding, context.source, expression.span, &written, &meant)
                }
                None => finding.with_help("write `phase.step.outputs.name` or `phase.step.inputs[0].name`"),
            });
        }
    }
}
