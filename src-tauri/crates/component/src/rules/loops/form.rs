//! `loops/form`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Loop, LoopFault};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean, first_line};
use crate::spelling::{list, shorten, similar};
use crate::yaml::Node;

pub(in crate::rules) struct Form;

static META: RuleMeta = RuleMeta {
    id: "loops/form",
    title: "a loop is one `for` or one `forEach`, with all its fields",
    severity: Severity::Error,
    reason: "A loop goes through numbers (`for` with `start`, `end` and `updateBy`) or through texts \
             (`forEach` with a list, or with `list` and `delimiter`). AWSTOE cannot run anything else.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 1
            end: 3
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 1
            end: 3
            updateBy: 1
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for Form {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let (Some(iteration), Some(node)) = (&site.iteration, &site.step.r#loop) else {
            return;
        };
        if iteration.faults.contains(&LoopFault::NoKind) {
            found.push(self.no_kind(context, node, iteration));
            return;
        }
        found.extend(iteration.faults.iter().map(|fault| self.fault(context, node, fault)));
    }
}

impl Form {
    /// `foreach` is one mistake, not a loop without `forEach` that has an unknown field.
    fn no_kind(&self, context: &Context<'_>, node: &Node, iteration: &Loop<'_>) -> Diagnostic {
        let misspelt = iteration.faults.iter().find_map(|fault| match fault {
            LoopFault::UnknownKey { key, .. } => {
                let written = key.text().unwrap_or_default();
                Some((*key, written, similar(written, ["for", "forEach"])?))
            }
            _ => None,
        });
        if let Some((key, written, name)) = misspelt {
            let message = format!("a loop has no field `{}`", shorten(written));
            let finding = self.at(context, key.span, message);
            return did_you_mean(finding, context.source, key.span, written, name);
        }
        self.at(
            context,
            first_line(context.source, node),
            "this loop has neither `for` nor `forEach`",
        )
        .with_help("write `for:` with `start`, `end` and `updateBy`, or `forEach:` with a list")
    }

    fn fault(&self, context: &Context<'_>, node: &Node, fault: &LoopFault<'_>) -> Diagnostic {
        match fault {
            LoopFault::WrongType { what, node } => {
                let (wanted, help) = match *what {
                    "forEach" => (
                        "a list, or a mapping with `list` and `delimiter`",
                        "start each item with `- `, or write `list:` and `delimiter:` below it",
                    ),
                    "for" => ("a mapping", "write `start:`, `end:` and `updateBy:` below it"),
                    "loop" => ("a mapping", "write `for:` or `forEach:` below it"),
                    _ => ("one value", "write the value behind the `:`"),
                };
                let message = format!("`{what}` must be {wanted}, and this is {}", node.describe());
                self.at(context, first_line(context.source, node), message)
                    .with_help(help)
            }
            LoopFault::NoKind => self.at(
                context,
                first_line(context.source, node),
                "this loop goes through nothing",
            ),
            LoopFault::TwoKinds(key) => self
                .at(context, key.span, "a loop cannot have both `for` and `forEach`")
                .with_help("keep one of them; a loop inside a loop needs a document of its own"),
            LoopFault::Missing { key, field } => {
                let message = format!("`{}` has no `{field}`", key.text().unwrap_or_default());
                self.at(context, key.span, message)
                    .with_help(format!("add `{field}:` below it"))
            }
            LoopFault::UnknownKey { key, known } => {
                let written = key.text().unwrap_or_default();
                let message = format!("a loop has no field `{}` here", shorten(written));
                let finding = Diagnostic {
                    severity: Severity::Warning,
                    ..self.at(context, key.span, message)
                };
                match similar(written, known.iter().copied()) {
                    Some(name) => did_you_mean(finding, context.source, key.span, written, name),
                    None => finding.with_help(format!("its fields are {}", list(known))),
                }
            }
        }
    }
}
